import { minus, nothing, plus } from '../ledger/index.js';
import type { LineFact } from './line.events.js';

export type Statement = Omit<Extract<LineFact, { type: 'StatementNoted' }>['data'], 'line' | 'programme' | 'batch' | 'bank' | 'borrower' | 'region' | 'track' | 'product' | 'mode' | 'by'>;

/** What a bank told of one day: drawn and repaid; and how much of it was told to be drawn on the very day of a freeze or of the end, after that was recorded. */
export type DayMoved = Readonly<{ drawn: string; repaid: string; afterFreeze?: string; afterEnd?: string }>;

/**
 * A line whose draws are made in the bank: what it told of each day, what it stated at each cut-off, and what is recorded
 * beside that: the limit since each day, and when it was frozen or ended. Nothing here refuses anything.
 */
export type Mirror = Readonly<{
  /** The day of the grant, or, until it is granted, the day on which it was put forward: the first that a bank may tell of. */
  begun: string | null;
  currency: string;
  moved: Readonly<Record<string, DayMoved>>;
  statements: Readonly<Record<string, Statement>>;
  limits: readonly Readonly<{ on: string; limit: string }>[];
  frozen: readonly Readonly<{ from: string; to: string | null }>[];
  ended: string | null;
  /** What was said of a difference, and which one it was: where either side moved since, it is another difference and open again. */
  explained: Readonly<Record<string, Readonly<{ stated: string; recorded: string; text: string }>>>;
}>;

export const emptyMirror: Mirror = { begun: null, currency: '', moved: {}, statements: {}, limits: [], frozen: [], ended: null, explained: {} };

const movedOn = (mirror: Mirror, on: string, what: readonly (keyof DayMoved)[], amount: string, currency: string): Mirror => {
  const before: DayMoved = mirror.moved[on] ?? { drawn: nothing(currency), repaid: nothing(currency) };
  const after = what.reduce<DayMoved>((day, each) => ({ ...day, [each]: plus(day[each] ?? nothing(currency), amount, currency) }), before);
  return { ...mirror, moved: { ...mirror.moved, [on]: after } };
};

/** Of a day on which the line was frozen or ended, only the order in which things were told says whether it was drawn afterwards. */
const drawnAfter = ({ frozen, ended }: Mirror, on: string): readonly (keyof DayMoved)[] => [
  ...(frozen.some(({ from, to }) => to === null && from <= on) ? ['afterFreeze' as const] : []), ...(ended !== null && ended <= on ? ['afterEnd' as const] : []),
];

export const mirrored = (mirror: Mirror, fact: LineFact): Mirror => {
  switch (fact.type) {
    case 'CreditLineNominated': return { ...mirror, begun: fact.effectiveOn, currency: fact.data.limit.currency };
    case 'CreditDrawn': return movedOn(mirror, fact.data.on, ['drawn', ...drawnAfter(mirror, fact.data.on)], fact.data.movement.amount, fact.data.movement.currency);
    case 'CreditRepaid': return movedOn(mirror, fact.data.on, ['repaid'], fact.data.movement.amount, fact.data.movement.currency);
    case 'CreditLineApproved': case 'CreditLineReduced': case 'LimitReturned':
      return { ...mirror, begun: fact.type === 'CreditLineApproved' ? fact.data.on : mirror.begun, limits: [...mirror.limits, { on: fact.data.on, limit: fact.data.limit.amount }] };
    case 'CreditLineFrozen': return { ...mirror, frozen: [...mirror.frozen, { from: fact.data.on, to: null }] };
    case 'CreditLineReleased': return { ...mirror, frozen: mirror.frozen.map((each) => (each.to === null ? { ...each, to: fact.data.on } : each)) };
    case 'CreditLineDeclined': {
      const { movement, on } = fact.data;
      return { ...mirror, limits: movement === null ? mirror.limits : [...mirror.limits, { on, limit: nothing(movement.currency) }], ended: mirror.ended ?? on };
    }
    // A line that has ended is frozen no longer.
    case 'CreditLineClosed': case 'CreditLineExpired': return { ...mirror, ended: mirror.ended ?? fact.data.on, frozen: mirror.frozen.map((each) => (each.to === null ? { ...each, to: fact.data.on } : each)) };
    case 'StatementNoted': {
      const { from, cutOff, currency, limit, outstanding, drawn, due, reportedOn } = fact.data;
      return { ...mirror, statements: { ...mirror.statements, [cutOff]: { from, cutOff, currency, limit, outstanding, drawn, due, reportedOn } } };
    }
    case 'DiscrepancyExplained': return { ...mirror, explained: { ...mirror.explained, [fact.data.discrepancy]: { stated: fact.data.stated, recorded: fact.data.recorded, text: fact.data.reason.text } } };
    default: return mirror;
  }
};

/** All statements, by their cut-off. */
export const statementsIn = ({ statements }: Mirror): readonly Statement[] => Object.values(statements).sort((a, b) => (a.cutOff < b.cutOff ? -1 : 1));

/** What the bank told of the days after one and up to another (null: from the beginning). */
export const movedBetween = ({ moved }: Mirror, after: string | null, until: string, currency: string): DayMoved =>
  Object.entries(moved).filter(([on]) => (after === null || on > after) && on <= until).reduce<DayMoved>(
    (sum, [, each]) => ({ drawn: plus(sum.drawn, each.drawn, currency), repaid: plus(sum.repaid, each.repaid, currency) }), { drawn: nothing(currency), repaid: nothing(currency) });

/** What a day ends with: what the newest statement by then says, and what was told of the days after it; below nothing where more was told to be repaid than is owed. */
export const balanceOn = (mirror: Mirror, day: string, currency: string): string => {
  const last = statementsIn(mirror).findLast(({ cutOff }) => cutOff <= day);
  const { drawn, repaid } = movedBetween(mirror, last?.cutOff ?? null, day, currency);
  return minus(plus(last?.outstanding ?? nothing(currency), drawn, currency), repaid, currency);
};

/** What is outstanding at the end of a day. Below nothing is nothing: what was repaid beyond it is a difference, and nets against no other line. */
export const outstandingOn = (mirror: Mirror, day: string, currency: string): string => {
  const balance = balanceOn(mirror, day, currency);
  return balance.startsWith('-') ? nothing(currency) : balance;
};

/** What is due and not paid at the end of a day, as the newest statement by then says. */
export const overdueOn = (mirror: Mirror, day: string, currency: string): string => statementsIn(mirror).findLast(({ cutOff }) => cutOff <= day)?.due ?? nothing(currency);

/** Whether a day is among those that a statement speaks of: from its first day, else from the day after the statement before it, to its cut-off. */
export const isOfPeriod = ({ from, cutOff }: Statement, before: Statement | undefined, on: string): boolean => on <= cutOff && (from === null ? on > (before?.cutOff ?? '') : on >= from);

const drawnOn = (days: readonly (readonly [string, DayMoved])[], currency: string): string => days.reduce((sum, [, { drawn }]) => plus(sum, drawn, currency), nothing(currency));

/** What was told to have been drawn in the days that a statement speaks of. */
export const drawnIn = ({ moved }: Mirror, statement: Statement, before: Statement | undefined): string =>
  drawnOn(Object.entries(moved).filter(([on]) => isOfPeriod(statement, before, on)), statement.currency);

/** What was told to have been drawn on a day while the line was frozen: all of it, where it was frozen from morning to night, and else what was told after the freeze. */
export const drawnFrozenOn = ({ moved, frozen }: Mirror, on: string, currency: string): string => {
  const { drawn, afterFreeze } = moved[on] ?? {};
  return (frozen.some(({ from, to }) => from < on && (to === null || on < to)) ? drawn : afterFreeze) ?? nothing(currency);
};

/** The same, of the days that a statement speaks of. */
export const drawnWhileFrozen = (mirror: Mirror, statement: Statement, before: Statement | undefined): string =>
  Object.keys(mirror.moved).filter((on) => isOfPeriod(statement, before, on)).reduce((sum, on) => plus(sum, drawnFrozenOn(mirror, on, statement.currency), statement.currency), nothing(statement.currency));

/**
 * What the statements say was drawn beyond what was told, by the day of their cut-off (less, where the bank had told more): so
 * that all that counts in the days that a statement speaks of is what it states. One that speaks of days that another had
 * spoken of before, as sums since January do, counts what is new in it.
 */
export const drawnBeside = (mirror: Mirror): readonly (readonly [on: string, amount: string])[] => {
  const all = statementsIn(mirror);
  return all.reduce<readonly (readonly [string, string])[]>((sofar, statement, n) => {
    const { cutOff, currency, drawn } = statement;
    if (drawn === null) return sofar;
    const counted = sofar.filter(([on]) => isOfPeriod(statement, all[n - 1], on)).reduce((sum, [, amount]) => plus(sum, amount, currency), drawnIn(mirror, statement, all[n - 1]));
    return [...sofar, [cutOff, minus(drawn, counted, currency)]];
  }, []);
};

export const limitOn = ({ limits }: Mirror, day: string, currency: string): string => limits.findLast(({ on }) => on <= day)?.limit ?? nothing(currency);
