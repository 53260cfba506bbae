import { add, isBelow, readOrThrow, write } from '@entente/domain/kernel/decimal';
import { type Decimal, decimalsOf } from '@entente/domain/kernel/money';
import type { Figure, Operand as Cited } from '@entente/domain/reporting/dataset';
import { type Accumulation, type Base, compute, type FormulaId, type NamesOf, type Operand, type Outcome, type Series } from '@entente/domain/reporting/formulas';
import type { Measure } from './parts.measures.js';

/** A figure that a formula takes: where it is printed, if it is, and which series it is of. */
export type Taken = Readonly<{ figure: Figure; path?: string; of?: Series }>;

/** A figure of a measure as a formula takes it. `period` is that of the figure, and of what is told on a day the month or quarter that ends on it. */
export const taken = ({ metric, kind }: Measure, figure: Figure, accumulation: Accumulation, period: string, path?: string, definition?: number): Taken => ({
  figure, ...(path === undefined ? {} : { path }),
  of: { series: metric, definition: definition ?? (figure.origin.kind === 'metric' ? figure.origin.definition : 1), basis: kind, accumulation, period },
});

/** What states no amount could only add to a sum, and amendments of approximate amounts can leave bounds that lie beside the value. */
const operandOf = ({ figure: { value, low, high, precision, unit, unknown }, of }: Taken): Operand => {
  if (value === null) return { value: null, why: 'missing' };
  const beyond = (bound: string | null, isOutside: (bound: Decimal, value: Decimal) => boolean): string | null =>
    (bound !== null && isOutside(readOrThrow(bound), readOrThrow(value)) ? value : bound);
  const isOpen = unknown !== undefined;
  return {
    value, low: beyond(low, (a, b) => isBelow(b, a)), high: isOpen ? null : beyond(high, (a, b) => isBelow(a, b)),
    precision: precision === 'exact' && !isOpen ? 'exact' : 'approximate', unit, ...(of && { of }),
  };
};

const cited = ({ figure: { value, unit, origin }, path }: Taken): string | Cited => path ?? { value, unit, origin };
const citedAll = (operands: Readonly<Record<string, Taken>>): Readonly<Record<string, string | Cited>> =>
  Object.fromEntries(Object.entries(operands).map(([name, each]) => [name, cited(each)]));

/** What a declared formula made of some figures, as a figure that names them. */
export const ofFormula = (outcome: Outcome, operands: Readonly<Record<string, Taken>>): Figure => {
  const { formula, version, unit, base } = outcome;
  const origin = { kind: 'formula', formula, version, operands: citedAll(operands), ...(base === undefined ? {} : { base }) } as const;
  return outcome.value === null
    ? { value: null, low: null, high: null, precision: 'unknown', unit, why: outcome.why, origin }
    : { value: outcome.value, low: outcome.low, high: outcome.high, precision: outcome.precision, unit, origin };
};

/** A declared formula over some figures. `base` says what a change on a year before is told on. */
export const computed = <Id extends FormulaId>(formula: Id, operands: Readonly<Record<NamesOf<Id>, Taken>>, base?: Base): Figure => {
  const given = Object.fromEntries(Object.entries<Taken>(operands).map(([name, each]) => [name, operandOf(each)])) as Record<NamesOf<Id>, Operand>;
  return ofFormula(compute(formula, given, base === undefined ? {} : { base }), operands);
};

type Bounds = Pick<Figure, 'value' | 'low' | 'high' | 'precision'>;

/** One number less some others, with the decimals of its unit; null where one of them is not known. */
const less = (from: string | null, taken: readonly (string | null)[], unit: string): string | null => {
  if (from === null || taken.includes(null)) return null;
  return write((taken as readonly string[]).reduce<Decimal>((left, each) => add(left, readOrThrow(each), -1n), readOrThrow(from)), decimalsOf(unit));
};

const isZero = (text: string | null): boolean => text !== null && readOrThrow(text).digits === 0n;

/** Where value and bounds come out at nothing, nothing has moved: what is uncertain in both is the same. Else the bounds hold whatever the figures are. */
const boundsLeft = (whole: Figure, parts: readonly Figure[]): Bounds => {
  const { unit } = whole;
  const value = less(whole.value, parts.map((part) => part.value), unit);
  const isOpen = whole.high === null && parts.some(({ high }) => high === null);
  const sides = [less(whole.low, parts.map(({ low }) => low), unit), ...(isOpen ? [] : [less(whole.high, parts.map(({ high }) => high), unit)])];
  if (value === null) return { value, low: null, high: null, precision: 'unknown' };
  if (isZero(value) && sides.every(isZero)) return { value, low: value, high: value, precision: 'exact' };
  return {
    value, low: less(whole.low, parts.map(({ high }) => high), unit), high: less(whole.high, parts.map(({ low }) => low), unit),
    precision: [whole, ...parts].every(({ precision }) => precision === 'exact') ? 'exact' : 'approximate',
  };
};

/** What is left of one figure without others of the same unit and kind; exact to the last digit. */
export const leftOf = (of: Taken, without: Readonly<Record<string, Taken>>): Figure => {
  const { unit, amountKind } = of.figure;
  return {
    ...boundsLeft(of.figure, Object.values(without).map(({ figure }) => figure)), unit, ...(amountKind === undefined ? {} : { amountKind }),
    origin: { kind: 'formula', formula: 'difference', version: 1, operands: citedAll({ of, ...without }) },
  };
};
