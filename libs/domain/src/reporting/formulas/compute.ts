import { formulaOf, type FormulaId, type NamesOf } from './catalogue.js';
import { evaluated } from './expression.js';
import type { Formula, Pair, Taken } from './formula.js';
import { type Known, type Operand, spreadOf } from './operand.js';
import { type Base, type Outcome, writtenSpread } from './outcome.js';
import type { Reason } from './reasons.js';
import { incomparable } from './series.js';
import { isInOrder } from './spans.js';
import { isPoint } from './spread.js';

type Given = Readonly<Record<string, Operand>>;
type Options = Readonly<{ base?: Base }>;

const whyMissing = ({ name, isBase }: Taken, given: Given): Reason | undefined => {
  const operand = given[name];
  if (operand !== undefined && operand.value !== null) return undefined;
  const why = operand?.why ?? 'missing';
  return why === 'missing' && isBase ? 'no-base' : why;
};

const whyApart = ({ of: [first, second], series, order }: Pair, known: Readonly<Record<string, Known>>): Reason | undefined => {
  const [a, b] = [known[first], known[second]];
  if (a === undefined || b === undefined) return 'missing';
  if (a.unit !== b.unit) return 'different-unit';
  if (a.of === undefined || b.of === undefined) return undefined;
  return incomparable(a.of, b.of, series) ?? (isInOrder(a.of, b.of, order) ? undefined : 'different-period');
};

const isCumulative = ({ of }: Known): boolean => of?.accumulation === 'ytd' || of?.accumulation === 'cumulative';

const whyAccumulated = ({ on }: Formula, known: readonly Known[]): Reason | undefined => {
  if (on === 'not-cumulative' && known.some(isCumulative)) return 'not-on-cumulative';
  return on === 'cumulative' && known.some((each) => each.of !== undefined && !isCumulative(each)) ? 'only-on-cumulative' : undefined;
};

const first = (...reasons: readonly (Reason | undefined)[]): Reason | undefined => reasons.find((reason) => reason !== undefined);

/** Why the formula is not defined on what it is given, before anything is reckoned. */
const whyNot = (formula: Formula, given: Given): Reason | undefined => {
  const missing = first(...formula.operands.map((taken) => whyMissing(taken, given)));
  if (missing !== undefined) return missing;
  const known = given as Readonly<Record<string, Known>>;
  const isOfUnit = ({ name, unit }: Taken): boolean => unit === undefined || known[name]?.unit === unit;
  return first(
    formula.operands.every(isOfUnit) ? undefined : 'different-unit',
    whyAccumulated(formula, formula.operands.flatMap(({ name }) => known[name] ?? [])),
    ...formula.pairs.map((pair) => whyApart(pair, known)),
  );
};

const unitOf = ({ unit }: Formula, given: Given): string => {
  if (typeof unit === 'string') return unit;
  const named = (name: string): string => {
    const operand = given[name];
    return operand === undefined || operand.value === null ? '' : operand.unit;
  };
  return unit.per === undefined ? named(unit.of) : `${named(unit.of)}/${named(unit.per)}`;
};

/** What a formula says where it is not defined. */
export const undefinedOutcome = (id: FormulaId, why: Reason, given: Given = {}, options: Options = {}): Outcome => {
  const formula = formulaOf(id);
  return { formula: id, version: formula.version, unit: unitOf(formula, given), ...(options.base && { base: options.base }), value: null, why };
};

/**
 * What a formula comes to. Reckoned in fractions and rounded once, with six decimals or more, halves away from zero; of
 * what is approximate the bounds come out as well, and hold whatever the numbers are within theirs.
 *
 * @param options `base`: which base is compared with, which 同比 must say.
 * @throws RangeError where a number is malformed or outside its bounds, or where 同比 does not say its base.
 */
export const compute = <Id extends FormulaId>(id: Id, operands: Readonly<Record<NamesOf<Id>, Operand>>, options: Options = {}): Outcome => {
  const formula = formulaOf(id);
  const given: Given = operands;
  if (formula.saysBase && options.base === undefined) throw new RangeError(`'${id}' must say which base it compares with: give 'base'`);
  const why = whyNot(formula, given);
  if (why !== undefined) return undefinedOutcome(id, why, given, options);
  const known = formula.operands.map(({ name }) => [name, given[name] as Known] as const);
  const result = evaluated(formula.expression, Object.fromEntries(known.map(([name, each]) => [name, spreadOf(each)])));
  if (typeof result === 'string') return undefinedOutcome(id, result, given, options);
  const precision = isPoint(result) && known.every(([, each]) => each.precision === 'exact') ? 'exact' : 'approximate';
  return {
    formula: id, version: formula.version, unit: unitOf(formula, given), ...(options.base && { base: options.base }), precision,
    ...writtenSpread(result, precision, formula.decimals),
  };
};
