import { isLess, isNothing, minus, nothing, plus } from '../ledger/index.js';
import { balanceOn, drawnFrozenOn, drawnIn, drawnWhileFrozen, isOfPeriod, limitOn, type Mirror, movedBetween, statementsIn } from './mirror.js';

/** The limit to which may be owed on a day: on the day of the end still the one that stood until then. */
const limitWithin = (mirror: Mirror, day: string, currency: string): string =>
  (mirror.ended === day ? (mirror.limits.findLast(({ on, limit }) => on <= day && !isNothing(limit))?.limit ?? nothing(currency)) : limitOn(mirror, day, currency));

export const DISCREPANCIES = [
  'limit', 'outstanding', 'drawn', 'over-limit', 'drawn-while-frozen', 'outstanding-after-end', 'due-over-outstanding', 'told-over-limit', 'told-while-frozen', 'told-after-end', 'repaid-more',
] as const;

/**
 * A difference between what a bank stated or told and what is recorded: `id` names it within its line, `cutOff` is the day that it is
 * about, and `since` the day from which it counts: that on which it was stated, or, of what was told, the day itself.
 */
export type Discrepancy = Readonly<{
  id: string; kind: (typeof DISCREPANCIES)[number]; cutOff: string; stated: string; recorded: string; currency: string; since: string;
  /** Whose it is to clear it: the bank, which tells what is missing, or the issuer, who decides what follows. */
  owner: 'bank' | 'issuer';
  /** Why it stands, once that was said; then it is open no longer. */
  explained: string | null;
}>;

const differenceIn = ({ explained }: Mirror, of: Omit<Discrepancy, 'id' | 'explained'>): Discrepancy => {
  const id = `${of.kind}:${of.cutOff}`;
  const said = explained[id];
  return { id, ...of, explained: said?.stated === of.stated && said.recorded === of.recorded ? said.text : null };
};

/** The differences between the statements and the record as it stands now: what is told later makes one disappear. */
const statedDifferences = (mirror: Mirror): readonly Discrepancy[] => {
  const all = statementsIn(mirror);
  return all.flatMap((statement, n): readonly Discrepancy[] => {
    const { cutOff, currency, limit, outstanding, drawn, due, reportedOn } = statement;
    const before = all[n - 1];
    const found = (kind: Discrepancy['kind'], stated: string, recorded: string, owner: Discrepancy['owner']): Discrepancy => differenceIn(mirror, { kind, cutOff, stated, recorded, currency, since: reportedOn, owner });
    const told = movedBetween(mirror, before?.cutOff ?? null, cutOff, currency);
    const expected = minus(plus(before?.outstanding ?? nothing(currency), told.drawn, currency), told.repaid, currency);
    const recorded = limitOn(mirror, cutOff, currency);
    const drawnHere = drawnIn(mirror, statement, before);
    const first = statement.from ?? (before ? before.cutOff : null);
    const isFrozen = first !== null && mirror.frozen.some(({ from, to }) => from <= first && (to === null || to > cutOff));
    // Frozen throughout, whatever the bank states to have been drawn; else what it told of days on which the line was frozen all day.
    const whileFrozen = isFrozen && drawn !== null ? drawn : drawnWhileFrozen(mirror, statement, before);
    const isOver = mirror.ended !== null && mirror.ended < cutOff;
    const [within, isMore] = [limitWithin(mirror, cutOff, currency), (a: string, b: string): boolean => isLess(b, a, currency)];
    return [
      ...(limit !== null && limit !== recorded ? [found('limit', limit, recorded, 'bank')] : []),
      ...(outstanding !== expected ? [found('outstanding', outstanding, expected, 'bank')] : []),
      ...(drawn !== null && drawn !== drawnHere ? [found('drawn', drawn, drawnHere, 'bank')] : []),
      ...(!isOver && isMore(outstanding, within) ? [found('over-limit', outstanding, within, 'issuer')] : []),
      ...(isMore(whileFrozen, nothing(currency)) ? [found('drawn-while-frozen', whileFrozen, nothing(currency), 'issuer')] : []),
      ...(isOver && isMore(outstanding, nothing(currency)) ? [found('outstanding-after-end', outstanding, nothing(currency), 'issuer')] : []),
      ...(due !== null && isMore(due, outstanding) ? [found('due-over-outstanding', due, outstanding, 'bank')] : []),
    ];
  });
};

/**
 * The differences between what the bank told of days that no statement speaks of and the record: what was drawn while the line was
 * frozen or after its end, day by day; and, since the newest cut-off, from which day on more is outstanding than the limit, or less than nothing.
 */
const toldDifferences = (mirror: Mirror): readonly Discrepancy[] => {
  const { currency } = mirror;
  const all = statementsIn(mirror);
  const days = Object.keys(mirror.moved).sort();
  const newest = all.at(-1)?.cutOff ?? '';
  const found = (kind: Discrepancy['kind'], day: string, stated: string, recorded: string, owner: Discrepancy['owner']): Discrepancy => differenceIn(mirror, { kind, cutOff: day, stated, recorded, currency, since: day, owner });
  const daily = days.filter((day) => !all.some((each, n) => isOfPeriod(each, all[n - 1], day))).flatMap((day) => {
    const { drawn = nothing(currency), afterEnd = nothing(currency) } = mirror.moved[day] ?? {};
    const [frozen, late] = [drawnFrozenOn(mirror, day, currency), mirror.ended !== null && mirror.ended < day ? drawn : afterEnd];
    return [
      ...(isNothing(frozen) ? [] : [found('told-while-frozen', day, frozen, nothing(currency), 'issuer')]),
      ...(isNothing(late) ? [] : [found('told-after-end', day, late, nothing(currency), 'issuer')]),
    ];
  });
  const looked = [...new Set([...days, ...mirror.limits.map(({ on }) => on)])].filter((day) => day > newest).sort();
  /** Since which day it has been so without a break; none where it is so no longer. */
  const standing = (isSo: (day: string) => boolean): string | undefined => looked.slice(looked.findLastIndex((day) => !isSo(day)) + 1)[0];
  const last = looked.at(-1) ?? newest;
  const over = standing((day) => (mirror.ended === null || day <= mirror.ended) && isLess(limitWithin(mirror, day, currency), balanceOn(mirror, day, currency), currency));
  const below = standing((day) => balanceOn(mirror, day, currency).startsWith('-'));
  return [
    ...daily,
    ...(over === undefined ? [] : [found('told-over-limit', over, balanceOn(mirror, last, currency), limitWithin(mirror, last, currency), 'issuer')]),
    ...(below === undefined ? [] : [found('repaid-more', below, balanceOn(mirror, last, currency), nothing(currency), 'bank')]),
  ];
};

/** All differences of a mirrored line as it stands now. What is told or stated later makes one disappear. */
export const discrepanciesOf = (mirror: Mirror): readonly Discrepancy[] => [...statedDifferences(mirror), ...toldDifferences(mirror)];
