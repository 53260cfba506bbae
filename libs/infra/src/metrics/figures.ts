import { decimalsOf } from '@entente/domain/kernel/money';
import type { Metric } from '@entente/domain/journals/metrics';
import type { Group } from './filter.js';

/** A group of summed figures as the statement gives it. */
export type Summed = Readonly<{
  unit: string; amount_kind: string; value: string; low: string; high: string; unbounded: number;
  exact: string; approximate: string; approximations: number; unknown: string; unconfirmed: string;
}> & Readonly<Partial<Record<`g_${Group}`, string>>>;

export type Status = 'exact' | 'approximate' | 'unknown';
export type Row = Readonly<Record<string, string | null>>;
export type Total = Readonly<{
  unit: string; amountKind?: string; value: string; low: string; high: string | null; exact: string; approximate: string; unknown: string; unconfirmed?: string;
}>;

/** Decimals as a unit has them: those of the currency, and for counts as many as needed. */
export const inUnit = (value: string, unit: string): string => {
  const decimals = decimalsOf(unit);
  if (decimals === undefined) return value.includes('.') ? value.replace(/\.?0+$/, '') : value;
  const [whole = '0', rest = ''] = value.split('.');
  return decimals === 0 ? whole : `${whole}.${rest.padEnd(decimals, '0').slice(0, decimals)}`;
};

const isZero = (value: string): boolean => Number(value) === 0;

/** A group whose figures have cancelled out: it is as if it had never been. */
export const isNothing = (summed: Summed): boolean =>
  [summed.value, summed.low, summed.high, summed.exact, summed.approximate, summed.unknown].every(isZero) && summed.unbounded === 0 && summed.approximations === 0;

/** What counts although a region that was asked has not confirmed it; said where there is any. */
const doubtIn = ({ unconfirmed, unit }: Summed): { unconfirmed?: string } => (isZero(unconfirmed) ? {} : { unconfirmed: inUnit(unconfirmed, unit) });

const statusOf = (summed: Summed): Status =>
  summed.approximations !== 0 || summed.unbounded !== 0 || summed.low !== summed.high ? 'approximate' : 'exact';

/**
 * The bounds of a sum. In a span that takes more back than it enters, the sum of the lower bounds is the upper one.
 */
const boundsOf = ({ low, high, unit, unbounded }: Summed): { low: string; high: string | null } => {
  if (unbounded !== 0) return { low: inUnit(low, unit), high: null };
  const [from, to] = high !== low && isLess(high, low) ? [high, low] : [low, high];
  return { low: inUnit(from, unit), high: inUnit(to, unit) };
};

const isLess = (a: string, b: string): boolean => nano(a) < nano(b);

const nano = (text: string): bigint => {
  const [whole = '0', rest = ''] = text.split('.');
  return BigInt(`${whole}${rest.padEnd(9, '0').slice(0, 9)}`);
};

/** One row a group: what is known by unit, and beside it what is not stated. */
export const rowsOf = (summed: readonly Summed[], by: readonly Group[]): readonly Row[] =>
  summed.filter((each) => !isNothing(each)).map((each): Row => {
    const groups = Object.fromEntries(by.map((group) => [group, each[`g_${group}`] || null]));
    const kind: Row = each.amount_kind === '' ? {} : { amountKind: each.amount_kind };
    if (each.unit === '') return { ...groups, unit: null, value: null, low: null, high: null, status: 'unknown', unknown: inUnit(each.unknown, '') };
    return { ...groups, ...kind, unit: each.unit, value: inUnit(each.value, each.unit), ...boundsOf(each), status: statusOf(each), ...doubtIn(each) };
  });

/**
 * One total a unit and kind of amount; they are never added to each other. `unknown` counts the projects of the same
 * question whose amount is not stated: it could belong to any unit, so it stands beside each.
 */
export const totalsOf = (summed: readonly Summed[], metric: Metric): readonly Total[] => {
  const unknown = inUnit(summed.find(({ unit }) => unit === '')?.unknown ?? '0', '');
  const known = summed.filter((each) => each.unit !== '' && !isNothing(each));
  const shown = known.length === 0 && metric.unit !== 'money' ? [{ ...NOTHING, unit: metric.unit }] : known;
  return shown.map((each) => ({
    unit: each.unit,
    ...(each.amount_kind === '' ? {} : { amountKind: each.amount_kind }),
    value: inUnit(each.value, each.unit),
    ...boundsOf(each),
    exact: inUnit(each.exact, each.unit),
    approximate: inUnit(each.approximate, each.unit),
    unknown,
    ...doubtIn(each),
  }));
};

const NOTHING: Summed = {
  unit: '', amount_kind: '', value: '0', low: '0', high: '0', unbounded: 0, exact: '0', approximate: '0', approximations: 0, unknown: '0', unconfirmed: '0',
};

/** A ratio to six decimals, halves away from zero; null where there is nothing to divide by. */
export const ratioOf = (of: string, over: string): string | null => {
  const [a, b] = [nano(of), nano(over)];
  if (b === 0n) return null;
  const [top, bottom] = [a < 0n ? -a : a, b < 0n ? -b : b];
  const millionths = (top * 2_000_000n + bottom) / (bottom * 2n);
  const sign = a < 0n !== b < 0n && millionths !== 0n ? '-' : '';
  const digits = millionths.toString().padStart(7, '0');
  return `${sign}${digits.slice(0, -6)}.${digits.slice(-6)}`;
};
