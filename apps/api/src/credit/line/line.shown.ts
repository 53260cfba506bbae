import { plus, nothing, isNothing } from '@entente/domain/credit/ledger';
import { type Discrepancy, discrepanciesOf, isPast, type KnownLine, outstandingOn, overdueOn, withoutExpired } from '@entente/domain/credit/line';
import { daysBetween } from '@entente/domain/kernel/period';
import type { Party } from '@entente/domain/kernel/party';
import type { ProgrammeIdentity } from './constants.js';
import type { RecordedLineFact } from './line.facts.js';
import { mirroredOn } from './mirrored.js';

const named = ({ organisation, name, region }: Party) => ({ organisation, name, region });

/** A reservation whose time is over counts as free from then on, whether or not a job has recorded that yet. */
const asOfInstant = (it: KnownLine, at: string) => {
  const { it: now } = withoutExpired(it, { at });
  return { now, lapsed: Object.entries(it.reservations).filter(([id]) => !now.reservations[id]) };
};

/** What was due before a day and is not repaid. */
export const overdueOf = (it: KnownLine, day: string): string => (it.about.mode === 'mirror' ? overdueOn(it.mirror, day, it.currency)
  : it.dues.filter(({ on }) => on !== null && on < day).reduce((sum, { amount }) => plus(sum, amount, it.currency), nothing(it.currency)));

/** What is reserved and outstanding in a line at an instant and on its day. */
export const owedIn = (it: KnownLine, at: string, day: string): Readonly<{ reserved: string; outstanding: string; overdue: string }> => {
  const { balances } = asOfInstant(it, at).now;
  const isMirror = it.about.mode === 'mirror';
  return { reserved: isMirror ? nothing(it.currency) : balances.reserved, outstanding: isMirror ? outstandingOn(it.mirror, day, it.currency) : balances.outstanding, overdue: overdueOf(it, day) };
};

/** A difference with whose it is to clear it, and for how many days it has stood. */
export const differenceShown = (it: KnownLine, { owner, since, ...difference }: Discrepancy, programme: ProgrammeIdentity | undefined, day: string) => ({
  ...difference, since, ageDays: Math.max(0, daysBetween(since, day)), open: difference.explained === null,
  owner: { as: owner, organisation: owner === 'bank' ? it.about.bank : (programme?.issuer.organisation ?? null) },
});

export const differencesOf = (it: KnownLine, programme: ProgrammeIdentity | undefined, day: string) =>
  (it.about.mode === 'mirror' ? discrepanciesOf(it.mirror).map((each) => differenceShown(it, each, programme, day)) : []);

/** What a list tells of a line at an instant. */
export const summaryOf = (it: KnownLine, at: string, day: string) => {
  const { about: { programme, batch, region, track, product, mode }, id, status, bank, borrower, creditCode, reference, currency, asked, limit, allocation, revolving, expiresOn, score, frozen, days } = it;
  return {
    id, status, programme, batch, bank: named(bank), borrower: named(borrower), creditCode, region, track, product, mode, reference, currency, asked, limit, allocation, revolving, expiresOn,
    pastItsLastDay: isPast(it, day), score, frozen: frozen && { on: frozen.on }, days, ...owedIn(it, at, day), openDifferences: differencesOf(it, undefined, day).filter(({ open }) => open).length,
  };
};

/** A line at an instant, and of a mirrored one on its day: what it holds, what is due, and what does not fit. */
export const shown = (it: KnownLine, facts: readonly RecordedLineFact[], programme: ProgrammeIdentity, at: string, day: string) => {
  const { reserved: _, outstanding: __, overdue, openDifferences: ___, ...summary } = summaryOf(it, at, day);
  const { now: { balances, reservations, dues }, lapsed } = asOfInstant(it, at);
  const mirrored = it.about.mode === 'mirror' ? mirroredOn(facts, it.id, it.currency, day) : undefined;
  return {
    ...summary,
    balances: mirrored ? { committed: balances.committed, available: mirrored.available, reserved: mirrored.reserved, outstanding: mirrored.outstanding, used: null, drawn: mirrored.drawn }
      // Nothing is drawn past the last day, whether or not a job has recorded yet that the line has expired.
      : { ...balances, available: isPast(it, day) ? nothing(it.currency) : balances.available },
    overdue: mirrored?.overdue ?? overdue,
    reservations: Object.entries(reservations).map(([reservation, { amount, expiresAt }]) => ({ reservation, amount, expiresAt })),
    lapsed: lapsed.map(([reservation, { amount, expiresAt }]) => ({ reservation, amount, expiresAt })),
    dues: dues.filter(({ amount }) => !isNothing(amount)),
    nominatedBy: it.nominatedBy.organisation,
    differences: differencesOf(it, programme, day),
  };
};
