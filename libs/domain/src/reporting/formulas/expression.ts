import type { Reason } from './reasons.js';
import { compared, type Rational, zero } from './rational.js';
import { powerOf, rootOf } from './roots.js';
import { inverted, isBounded, isPoint, hull, keptAboveZero, mapped, minus, plus, pointAt, type Spread, times } from './spread.js';

/**
 * A formula as data: the name of an operand, a whole number, or an operation. `/` needs what is not 0, `over` what is above
 * 0 and else has the reason that it names; `^` and `root` take a whole number of years.
 */
export type Expression =
  | string
  | bigint
  | readonly ['+' | '-' | '*' | '/' | '^' | 'root', Expression, Expression]
  | readonly ['over', Expression, Expression, Reason];

type Spreads = Readonly<Record<string, Spread>>;

const YEARS_MAX = 200n;
const yearsOf = (years: Spread): bigint | undefined => {
  const { n, d } = years.value;
  return isPoint(years) && d === 1n && n >= 1n && n <= YEARS_MAX ? n : undefined;
};

const overYears = (of: Spread, years: Spread, rising: (of: Rational, years: bigint) => Rational): Spread | Reason => {
  const n = yearsOf(years);
  if (n === undefined) return 'no-years';
  if (compared(of.value, zero) < 0) return 'below-zero';
  return mapped(keptAboveZero(of, true), (each) => rising(each, n));
};

const isAbove = ({ value }: Spread): boolean => compared(value, zero) > 0;

/** By plain arithmetic of intervals: exact where each operand stands once, and never too narrow. */
const natural = (expression: Expression, given: Spreads): Spread | Reason => {
  if (typeof expression === 'bigint') return pointAt({ n: expression, d: 1n });
  if (typeof expression === 'string') return given[expression] ?? 'missing';
  const [operation, first, second] = expression;
  const [a, b] = [natural(first, given), natural(second, given)];
  if (typeof a === 'string') return a;
  if (typeof b === 'string') return b;
  switch (operation) {
    case '+': return plus(a, b);
    case '-': return minus(a, b);
    case '*': return times(a, b);
    case '/': return compared(b.value, zero) === 0 ? 'nothing-to-divide-by' : times(a, inverted(b));
    case 'over': return isAbove(b) ? times(a, inverted(keptAboveZero(b, false))) : expression[3];
    case '^': return overYears(a, b, powerOf);
    case 'root': return overYears(a, b, rootOf);
  }
};

/** The names of the operands, as often as they stand in it. */
export const namesIn = (expression: Expression): readonly string[] =>
  typeof expression === 'string' ? [expression] : typeof expression === 'bigint' ? [] : [...namesIn(expression[1]), ...namesIn(expression[2])];

/**
 * What a formula comes to, and all that it can be. An operand that stands in it twice is put in with each of its ends: every
 * one of these formulas rises or falls in each operand, as long as nothing is divided by what may be 0.
 */
export const evaluated = (expression: Expression, given: Spreads): Spread | Reason => {
  const wide = natural(expression, given);
  const names = namesIn(expression);
  const repeated = names.filter((name, n) => names.indexOf(name) !== n).find((name) => given[name] !== undefined && !isPoint(given[name]));
  const operand = repeated === undefined ? undefined : given[repeated];
  if (repeated === undefined || operand === undefined || typeof wide === 'string' || !isBounded(wide) || !isBounded(operand)) return wide;
  const [low, high] = [operand.low, operand.high].map((end) => evaluated(expression, { ...given, [repeated]: { value: end.at, low: end, high: end } }));
  return low === undefined || high === undefined || typeof low === 'string' || typeof high === 'string' ? wide : { ...hull(low, high), value: wide.value };
};

const SIGNS = { '+': '+', '-': '−', '*': '×', '/': '÷', over: '÷' } as const;
/** How tightly an operation holds its sides together. */
const TIGHTNESS = { '+': 1, '-': 1, '*': 2, '/': 2, over: 2, '^': 3, root: 3 } as const;

/** The formula as text, with the words of its operands. */
export const told = (expression: Expression, words: (name: string) => string): string => {
  const side = (inner: Expression, tightness: number): string => {
    const text = told(inner, words);
    return typeof inner === 'object' && TIGHTNESS[inner[0]] < tightness ? `(${text})` : text;
  };
  if (typeof expression === 'bigint') return String(expression);
  if (typeof expression === 'string') return words(expression);
  const [operation, first, second] = expression;
  const tightness = TIGHTNESS[operation];
  if (operation === '^') return `${side(first, 4)} ^ ${side(second, 4)}`;
  if (operation === 'root') return `${side(first, 4)} ^ (1 ÷ ${side(second, 3)})`;
  return `${side(first, tightness)} ${SIGNS[operation]} ${side(second, operation === '+' || operation === '*' ? tightness : tightness + 1)}`;
};
