import { minorOf, minus, nothing, plus } from '../ledger/index.js';
import type { LineFact } from './line.events.js';

type Statement = Omit<Extract<LineFact, { type: 'StatementNoted' }>['data'], 'line' | 'programme' | 'batch' | 'bank' | 'borrower' | 'region' | 'track' | 'product' | 'mode' | 'by'>;

/** What a bank told of one day: drawn and repaid. */
export type DayMoved = Readonly<{ drawn: string; repaid: string }>;

/**
 * A line whose draws are made in the bank: what it told of each day, what it stated at each cut-off, and what is recorded
 * beside that: the limit since each day, and when it was frozen or ended. Nothing here refuses anything.
 */
export type Mirror = Readonly<{
  moved: Readonly<Record<string, DayMoved>>;
  statements: Readonly<Record<string, Statement>>;
  limits: readonly Readonly<{ on: string; limit: string }>[];
  frozen: readonly Readonly<{ from: string; to: string | null }>[];
  ended: string | null;
  /** What was said of a difference, and which one it was: where either side moved since, it is another difference and open again. */
  explained: Readonly<Record<string, Readonly<{ stated: string; recorded: string; text: string }>>>;
}>;

export const emptyMirror: Mirror = { moved: {}, statements: {}, limits: [], frozen: [], ended: null, explained: {} };

const movedOn = (mirror: Mirror, on: string, what: keyof DayMoved, amount: string, currency: string): Mirror => {
  const before = mirror.moved[on] ?? { drawn: nothing(currency), repaid: nothing(currency) };
  return { ...mirror, moved: { ...mirror.moved, [on]: { ...before, [what]: plus(before[what], amount, currency) } } };
};

export const mirrored = (mirror: Mirror, fact: LineFact): Mirror => {
  switch (fact.type) {
    case 'CreditDrawn': return movedOn(mirror, fact.data.on, 'drawn', fact.data.movement.amount, fact.data.movement.currency);
    case 'CreditRepaid': return movedOn(mirror, fact.data.on, 'repaid', fact.data.movement.amount, fact.data.movement.currency);
    case 'CreditLineApproved': case 'CreditLineReduced': case 'LimitReturned': return { ...mirror, limits: [...mirror.limits, { on: fact.data.on, limit: fact.data.limit.amount }] };
    case 'CreditLineFrozen': return { ...mirror, frozen: [...mirror.frozen, { from: fact.data.on, to: null }] };
    case 'CreditLineReleased': return { ...mirror, frozen: mirror.frozen.map((each) => (each.to === null ? { ...each, to: fact.data.on } : each)) };
    case 'CreditLineDeclined': {
      const { movement, on } = fact.data;
      return { ...mirror, limits: movement === null ? mirror.limits : [...mirror.limits, { on, limit: nothing(movement.currency) }], ended: mirror.ended ?? on };
    }
    case 'CreditLineClosed': case 'CreditLineExpired': return { ...mirror, ended: mirror.ended ?? fact.data.on };
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

/** What is outstanding at the end of a day: what the newest statement by then says, and what was told of the days after it. */
export const outstandingOn = (mirror: Mirror, day: string, currency: string): string => {
  const last = statementsIn(mirror).findLast(({ cutOff }) => cutOff <= day);
  const { drawn, repaid } = movedBetween(mirror, last?.cutOff ?? null, day, currency);
  return minus(plus(last?.outstanding ?? nothing(currency), drawn, currency), repaid, currency);
};

/** What is due and not paid at the end of a day, as the newest statement by then says. */
export const overdueOn = (mirror: Mirror, day: string, currency: string): string => statementsIn(mirror).findLast(({ cutOff }) => cutOff <= day)?.due ?? nothing(currency);

/** Whether a day is among those that a statement speaks of: from its first day, else from the day after the statement before it, to its cut-off. */
const isOfPeriod = ({ from, cutOff }: Statement, before: Statement | undefined, on: string): boolean => on <= cutOff && (from === null ? on > (before?.cutOff ?? '') : on >= from);

const drawnOn = (days: readonly (readonly [string, DayMoved])[], currency: string): string => days.reduce((sum, [, { drawn }]) => plus(sum, drawn, currency), nothing(currency));

/** What was told to have been drawn in the days that a statement speaks of. */
const drawnIn = ({ moved }: Mirror, statement: Statement, before: Statement | undefined): string =>
  drawnOn(Object.entries(moved).filter(([on]) => isOfPeriod(statement, before, on)), statement.currency);

/** The same, of the days on which the line was frozen from morning to night. */
const drawnOnFrozen = ({ moved, frozen }: Mirror, statement: Statement, before: Statement | undefined): string =>
  drawnOn(Object.entries(moved).filter(([on]) => isOfPeriod(statement, before, on) && frozen.some(({ from, to }) => from < on && (to === null || on < to))), statement.currency);

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

const limitOn = ({ limits }: Mirror, day: string, currency: string): string => limits.findLast(({ on }) => on <= day)?.limit ?? nothing(currency);

export const DISCREPANCIES = ['limit', 'outstanding', 'drawn', 'over-limit', 'drawn-while-frozen', 'outstanding-after-end'] as const;

/** A difference between what a bank stated and what is recorded: `id` names it within its line, `since` is the day on which it was reported. */
export type Discrepancy = Readonly<{
  id: string; kind: (typeof DISCREPANCIES)[number]; cutOff: string; stated: string; recorded: string; currency: string; since: string;
  /** Whose it is to clear it: the bank, which tells what is missing, or the issuer, who decides what follows. */
  owner: 'bank' | 'issuer';
  /** Why it stands, once that was said; then it is open no longer. */
  explained: string | null;
}>;

/** All differences between the statements and the record as it stands now: what is told later makes one disappear. */
export const discrepanciesOf = (mirror: Mirror): readonly Discrepancy[] => {
  const all = statementsIn(mirror);
  return all.flatMap((statement, n): readonly Discrepancy[] => {
    const { cutOff, currency, limit, outstanding, drawn, reportedOn } = statement;
    const before = all[n - 1];
    const found = (kind: Discrepancy['kind'], stated: string, recorded: string, owner: Discrepancy['owner']): Discrepancy => {
      const said = mirror.explained[`${kind}:${cutOff}`];
      return { id: `${kind}:${cutOff}`, kind, cutOff, stated, recorded, currency, since: reportedOn, owner, explained: said?.stated === stated && said.recorded === recorded ? said.text : null };
    };
    const told = movedBetween(mirror, before?.cutOff ?? null, cutOff, currency);
    const expected = minus(plus(before?.outstanding ?? nothing(currency), told.drawn, currency), told.repaid, currency);
    const recorded = limitOn(mirror, cutOff, currency);
    const drawnHere = drawnIn(mirror, statement, before);
    const first = statement.from ?? (before ? before.cutOff : null);
    const isFrozen = first !== null && mirror.frozen.some(({ from, to }) => from <= first && (to === null || to > cutOff));
    // Frozen throughout, whatever the bank states to have been drawn; else what it told of days on which the line was frozen all day.
    const whileFrozen = isFrozen && drawn !== null ? drawn : drawnOnFrozen(mirror, statement, before);
    const isOver = mirror.ended !== null && mirror.ended < cutOff;
    const isMore = (a: string, b: string): boolean => minorOf(a, currency) > minorOf(b, currency);
    return [
      ...(limit !== null && limit !== recorded ? [found('limit', limit, recorded, 'bank')] : []),
      ...(outstanding !== expected ? [found('outstanding', outstanding, expected, 'bank')] : []),
      ...(drawn !== null && drawn !== drawnHere ? [found('drawn', drawn, drawnHere, 'bank')] : []),
      ...(!isOver && isMore(outstanding, recorded) ? [found('over-limit', outstanding, recorded, 'issuer')] : []),
      ...(isMore(whileFrozen, nothing(currency)) ? [found('drawn-while-frozen', whileFrozen, nothing(currency), 'issuer')] : []),
      ...(isOver && isMore(outstanding, nothing(currency)) ? [found('outstanding-after-end', outstanding, nothing(currency), 'issuer')] : []),
    ];
  });
};
