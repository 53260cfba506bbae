import { add, readOrThrow, write } from '../../kernel/decimal.js';
import { compute, undefinedOutcome } from './compute.js';
import { exact, type Known, type Operand } from './operand.js';
import type { Outcome } from './outcome.js';
import type { Accumulation, Series } from './series.js';
import { monthsAfter, monthsIn } from './spans.js';

/** A number of a monthly series, as it stands at the end of a month (`YYYY-MM`). */
export type Point = Readonly<{ month: string; operand: Operand }>;

/** What one month, or the months from one to another, brought: the difference between two published numbers. */
export type Piece = Readonly<{ from: string; to: string; operand: Known; start: Known; end: Known }>;

type Told = Readonly<{ month: string; operand: Known }>;

const less = (a: string | null, b: string | null): string | null => (a === null || b === null ? null : write(add(readOrThrow(a), readOrThrow(b), -1n), undefined));

const ofPiece = (of: Series | undefined, from: string, to: string): Readonly<{ of?: Series }> =>
  of === undefined ? {} : { of: { ...of, accumulation: 'period', period: from === to ? to : `${from}/${to}` } };

const difference = (end: Known, start: Known, from: string, to: string): Known => ({
  value: less(end.value, start.value) as string, low: less(end.low, start.high), high: less(end.high, start.low),
  precision: end.precision === 'exact' && start.precision === 'exact' ? 'exact' : 'approximate', unit: end.unit, ...ofPiece(end.of, from, to),
});

const isTold = (point: Point): point is Told => point.operand.value !== null;

const tolds = (points: readonly Point[]): readonly Told[] => points.filter(isTold).sort((a, b) => (a.month < b.month ? -1 : 1));

/**
 * The first differences of a cumulative monthly series, in the order of months. A series since 1 January begins anew every
 * year. What was not published is no point: where January is not, the first piece is January and February together.
 */
export const firstDifferences = (points: readonly Point[], accumulation: 'ytd' | 'cumulative'): readonly Piece[] => {
  const told = tolds(points);
  return told.flatMap(({ month, operand: end }, n): readonly Piece[] => {
    const january = `${month.slice(0, 4)}-01`;
    const earlier = told[n - 1];
    const isFirst = earlier === undefined || (accumulation === 'ytd' && earlier.month < january);
    if (isFirst && accumulation === 'cumulative') return [];
    const from = isFirst ? january : monthsAfter(earlier.month, 1);
    const start = isFirst ? exact('0', end.unit) : earlier.operand;
    return [{ from, to: month, operand: difference(end, start, from, month), start, end }];
  });
};

const asPieces = (points: readonly Point[]): readonly Piece[] =>
  tolds(points).map(({ month, operand }) => ({ from: month, to: month, operand, start: exact('0', operand.unit), end: operand }));

/**
 * 环比 of a monthly series at a month: of a cumulative one by its first differences. Pieces of different length are not
 * compared, so that after January and February in one, March has none.
 */
export const monthOnMonth = (points: readonly Point[], accumulation: Accumulation, month: string): Outcome => {
  const isCumulative = accumulation === 'ytd' || accumulation === 'cumulative';
  const id = isCumulative ? 'mom-of-cumulative' : 'mom';
  const pieces = isCumulative ? firstDifferences(points, accumulation) : asPieces(points);
  const now = pieces.find(({ to }) => to === month);
  if (now === undefined) return undefinedOutcome(id, 'missing');
  const base = pieces.find(({ to }) => to === monthsAfter(now.from, -1));
  if (base === undefined) return undefinedOutcome(id, 'no-base');
  if (monthsIn(now.from, now.to) !== monthsIn(base.from, base.to)) return undefinedOutcome(id, 'different-length');
  // Within one run of cumulative numbers the one between both months counts in both, and its bounds once.
  if (isCumulative && now.start === base.end) return compute('mom-of-cumulative', { now: now.end, previous: now.start, before: base.start });
  return compute('mom', { now: now.operand, base: base.operand });
};
