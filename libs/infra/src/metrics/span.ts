import { rangeOf } from '@entente/domain/kernel/period';

/**
 * A span of dates as the totals see it: whole months and whole years come from the totals, the months that are cut
 * at an end come from the entries. Bounds are inclusive; periods compare as text.
 */
export type Span = Readonly<{
  from: string;
  to: string;
  months: readonly [from: string, to: string];
  years: readonly [from: string, to: string];
  cut: readonly string[];
  /** For a stock: what is dated coarsely counts from its first day on, as it does in the record itself. A flow counts where it lies within. */
  begun?: true;
}>;

const FIRST = '0001-01-01';
const LAST = '9999-12-31';

export const spanOf = (from: string | undefined, to: string | undefined): Span => {
  const range = rangeOf(from, to);
  const [start, end] = [range.from ?? FIRST, range.to ?? LAST];
  const startsMonth = start.endsWith('-01');
  const endsMonth = end === lastDayOf(end.slice(0, 7));
  const cut = [...new Set([...(startsMonth ? [] : [start.slice(0, 7)]), ...(endsMonth ? [] : [end.slice(0, 7)])])];
  return {
    from: start,
    to: end,
    months: [startsMonth ? start.slice(0, 7) : `${start.slice(0, 7)}~`, endsMonth ? end.slice(0, 7) : before(end.slice(0, 7))],
    years: [start.endsWith('-01-01') ? start.slice(0, 4) : `${start.slice(0, 4)}~`, end.endsWith('-12-31') ? end.slice(0, 4) : before(end.slice(0, 4))],
    cut,
  };
};

/** Whether it leaves nothing out. */
export const isUnbounded = ({ from, to, begun }: Span): boolean => begun === undefined && from === FIRST && to === LAST;

/** All that had begun by the end of a day. */
export const upTo = (day: string): Span => {
  const { to, months, cut } = spanOf(undefined, day);
  return { from: FIRST, to, months, years: [FIRST.slice(0, 4), to.slice(0, 4)], cut, begun: true };
};

/** The text just before a period, so that the period itself is left out. */
const before = (period: string): string => `${period.slice(0, -1)}${String.fromCharCode(period.charCodeAt(period.length - 1) - 1)}~`;

export const lastDayOf = (month: string): string => {
  const [year = 0, index = 0] = month.split('-').map(Number);
  const days = index === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(index) ? 30 : 31;
  return `${month}-${String(days).padStart(2, '0')}`;
};

/** More months than anybody reads, and fewer than would tire the database. */
export const MONTHS_MAX = 1_200;

/** The months from one date to another, both included; at most one more than `MONTHS_MAX`. */
export const monthsBetween = (from: string, to: string): readonly string[] => {
  const months: string[] = [];
  let [year = 0, month = 0] = from.slice(0, 7).split('-').map(Number);
  while (months.length <= MONTHS_MAX) {
    const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
    if (text > to.slice(0, 7)) break;
    months.push(text);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  return months;
};
