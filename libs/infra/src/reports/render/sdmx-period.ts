import { daysBetween, edtfInterval, isEdtf } from '@entente/domain/kernel/period';

/** A time of SDMX: `YYYY-MM`, `YYYY-Q3`, `YYYY-S1`, `YYYY`, a day, or a range such as `2024-01-01/P9M`. */
export type SdmxTime = Readonly<{ frequency: 'A' | 'S' | 'Q' | 'M' | 'D'; period: string; accumulation: 'PERIOD' | 'YTD' | 'CUM' | 'POINT' }>;

const monthOf = (day: string): number => Number(day.slice(5, 7));
const startsMonth = (day: string): boolean => day.endsWith('-01');
const endsMonth = (day: string): boolean => edtfInterval(day.slice(0, 7)).to === day;

/** Whole months within a year, by how many they are and which is the first. */
const months = (from: string, to: string): SdmxTime | undefined => {
  if (!startsMonth(from) || !endsMonth(to) || from.slice(0, 4) !== to.slice(0, 4)) return undefined;
  const [year, first, length] = [from.slice(0, 4), monthOf(from), monthOf(to) - monthOf(from) + 1];
  if (length === 1) return { frequency: 'M', period: from.slice(0, 7), accumulation: 'PERIOD' };
  if (length === 12) return { frequency: 'A', period: year, accumulation: 'PERIOD' };
  // What runs from January is told as the year to date, and the first quarter is no exception: it is both.
  if (first === 1) return { frequency: 'M', period: `${from}/P${length}M`, accumulation: 'YTD' };
  if (length === 3 && first % 3 === 1) return { frequency: 'Q', period: `${year}-Q${(first + 2) / 3}`, accumulation: 'PERIOD' };
  if (length === 6 && first === 7) return { frequency: 'S', period: `${year}-S2`, accumulation: 'PERIOD' };
  return { frequency: 'M', period: `${from}/P${length}M`, accumulation: 'PERIOD' };
};

const between = (from: string, to: string): SdmxTime =>
  months(from, to) ?? { frequency: 'D', period: from === to ? from : `${from}/P${daysBetween(from, to) + 1}D`, accumulation: 'PERIOD' };

const levelAt = (day: string): SdmxTime =>
  endsMonth(day) ? { frequency: 'M', period: day.slice(0, 7), accumulation: 'POINT' } : { frequency: 'D', period: day, accumulation: 'POINT' };

const side = (text: string | undefined): Readonly<{ from: string; to: string }> | undefined => (text !== undefined && isEdtf(text) ? edtfInterval(text) : undefined);

/** What is dated to a year alone lies within that year, and is no observation of it. */
const isOfYearAlone = (month: string | undefined): boolean => /^\d{4}$/.test(month ?? '');

/**
 * The time of a question of a metric (notes, section 6): a level is a point, what runs from January is the year to date, what
 * has no beginning is cumulative. `validAt` is the newest day of a flow, so that it ends there, if not before. Where it names no
 * time, it is `about`, the days that the report is about; undefined where it is of no period, or of one that had not begun.
 */
export const sdmxTime = (question: Readonly<Record<string, string>>, isLevel: boolean, about: Readonly<{ from: string; to: string; validAt: string }>): SdmxTime | undefined => {
  const month = side(question['month']);
  const [from, to, validAt] = [side(question['from']), side(question['to']), side(question['validAt'])];
  if (isLevel) return levelAt((validAt ?? month ?? to)?.to ?? about.validAt);
  if (isOfYearAlone(question['month'])) return undefined;
  if (month !== undefined) return between(month.from, month.to);
  const end = [to, validAt].flatMap((each) => each?.to ?? []).sort()[0];
  if (from === undefined) return end === undefined ? between(about.from, about.to) : { ...levelAt(end), accumulation: 'CUM' };
  const last = end ?? about.to;
  return last < from.from ? undefined : between(from.from, last);
};
