import type { Words } from '../../kernel/refusal.js';
import type { Expression } from './expression.js';
import type { Relation } from './series.js';
import type { Order } from './spans.js';

/** What a formula takes. `unit` where it must be that one; what is compared with (`isBase`) is missing in words of its own. */
export type Taken<Name extends string = string> = Readonly<{ name: Name; title: Words; unit?: '%' | 'pp' | 'year'; isBase?: true }>;

/** Two operands that are put together: always of one unit, and of series and periods that belong together. */
export type Pair = Readonly<{ of: readonly [string, string]; series: Relation; order: Order }>;

/** The unit of the result: of its own, or that of an operand, and perhaps for each one of another (`CNY/firm`). */
export type ResultUnit = '%' | 'pp' | 'times' | Readonly<{ of: string; per?: string }>;

/** A formula as data. Its `version` is raised when it says something else of the same operands. */
export type Formula = Readonly<{
  id: string;
  version: number;
  title: Words;
  operands: readonly Taken[];
  expression: Expression;
  unit: ResultUnit;
  /** How many decimals the result has at least, and with how many it is printed. */
  decimals: number;
  printed: number;
  pairs: readonly Pair[];
  /** Whether it is defined on cumulative numbers only, or on all but those. */
  on?: 'cumulative' | 'not-cumulative';
  /** Whether whoever asks must say which base it compares with. */
  saysBase?: true;
  /** Where it comes from: a section of the domain notes. */
  source: string;
}>;

/** The six decimals that results have, and those with which rates are printed. */
export const six = { version: 1, decimals: 6 } as const;

export const percentOf = (of: Expression, over: Expression): Expression => ['*', ['over', of, over, 'nothing-to-divide-by'], 100n];
/** By how many per cent the one is more than the other, which must be above 0. */
export const growthOf = (now: Expression, base: Expression): Expression => ['*', ['-', ['over', now, base, 'base-not-positive'], 1n], 100n];
/** By how many per cent a year something grows from the one to the other. */
export const yearlyOf = (end: Expression, base: Expression, years: Expression): Expression =>
  ['*', ['-', ['root', ['over', end, base, 'base-not-positive'], years], 1n], 100n];
