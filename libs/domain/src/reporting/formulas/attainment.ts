import { intervalOf, type Comparator } from '../../kernel/quantity.js';
import { compute, undefinedOutcome } from './compute.js';
import { exact, type Known, type Operand, spreadOf } from './operand.js';
import type { Outcome } from './outcome.js';
import { compared, type Rational, rationalOf } from './rational.js';
import type { Reason } from './reasons.js';
import { incomparable, type Series } from './series.js';
import type { End, Spread } from './spread.js';

/** Of an approximate number it cannot always be told. */
export type Verdict = 'met' | 'not-met' | 'cannot-tell';

/** What is to be reached or kept; `upper` is the other end of a range, `text` the words from which 约x has its last digit. */
export type Goal = Readonly<{ op: Comparator; value: string; upper?: string; text?: string }>;

/** `level`: at the end; `added`: in the whole window (新增); `growth`: a rate of growth. */
export type Target = Goal & Readonly<{ kind: 'level' | 'added' | 'growth'; unit: string; of?: Series }>;

/** Whether a number is at or above a bound: all that it can be, or nothing of it. */
const above = ({ low, high }: Spread, bound: Rational, isBoundEnough: boolean): Verdict => {
  const isPast = ({ at, open }: End): boolean => compared(at, bound) > 0 || (compared(at, bound) === 0 && (isBoundEnough || open));
  const fallsShort = compared(high.at, bound) < 0 || (compared(high.at, bound) === 0 && (!isBoundEnough || high.open));
  return isPast(low) ? 'met' : fallsShort ? 'not-met' : 'cannot-tell';
};

const contrary = { met: 'not-met', 'not-met': 'met', 'cannot-tell': 'cannot-tell' } as const satisfies Readonly<Record<Verdict, Verdict>>;

const both = (a: Verdict, b: Verdict): Verdict => (a === 'not-met' || b === 'not-met' ? 'not-met' : a === 'met' && b === 'met' ? 'met' : 'cannot-tell');

/**
 * Whether a number meets a goal. A goal that is stated as a number or about it (=, 约, 近) is met by all that is not below
 * what its words can mean; a range only from within.
 */
export const verdictOn = (known: Known, goal: Goal): Verdict => {
  const [actual, value] = [spreadOf(known), rationalOf(goal.value)];
  switch (goal.op) {
    case '>': return above(actual, value, false);
    case '<': return contrary[above(actual, value, true)];
    case '<=': return contrary[above(actual, value, false)];
    case 'in': return both(above(actual, value, true), contrary[above(actual, rationalOf(goal.upper ?? goal.value), false)]);
    default: return above(actual, rationalOf(intervalOf(goal.op, goal.value, goal).low), true);
  }
};

const FORMULAS = { level: 'attainment', added: 'attainment-of-added', growth: 'growth-over-target' } as const;

const isFloor = ({ op }: Goal): boolean => op !== '<' && op !== '<=' && op !== 'in';

/** The target as a number to divide by: what is to be reached is a point, also where more is welcome. */
const pointOf = ({ op, value, text, unit, of }: Target): Known =>
  op === '~' || op === '<~' ? { ...intervalOf(op, value, { ...(text && { text }) }), unit, op, ...(of && { of }) } : exact(value, unit, of);

const whyApart = (actual: Operand, target: Target): Reason | undefined => {
  if (actual.value === null) return actual.why;
  if (actual.unit !== target.unit) return 'different-unit';
  return actual.of && target.of ? incomparable(actual.of, target.of, 'same') : undefined;
};

/**
 * Whether a target is met, and its rate of attainment: actual over target, of growth the points above it. A ceiling or a
 * range has no rate, and what cannot be compared has neither.
 */
export const attainmentOf = (target: Target, actual: Operand): Readonly<{ verdict: Verdict; rate: Outcome }> => {
  const id = FORMULAS[target.kind];
  const why = whyApart(actual, target);
  if (why !== undefined || actual.value === null) return { verdict: 'cannot-tell', rate: undefinedOutcome(id, why ?? 'missing') };
  const rate = compute(id, { actual, target: pointOf(target) });
  if (rate.value === null && rate.why === 'only-on-cumulative') return { verdict: 'cannot-tell', rate };
  return { verdict: verdictOn(actual, target), rate: isFloor(target) ? rate : undefinedOutcome(id, 'not-a-floor') };
};
