import type { Party, Person } from '../../kernel/party.js';
import { type Balances, isNothing, minus, moved, nothing, nothingHeld, plus } from '../ledger/index.js';
import type { About, LineFact } from './line.events.js';
import { emptyMirror, type Mirror, mirrored } from './mirror.js';

export type Reservation = Readonly<{ amount: string; expiresAt: string; by: Person }>;
/** What is to be repaid by the end of a day; null is on no day. */
export type DueAmount = Readonly<{ on: string | null; amount: string }>;

export type KnownLine = Readonly<{
  id: string; about: About; status: 'nominated' | 'approved' | 'declined' | 'signed' | 'active' | 'closed' | 'expired';
  bank: Party; borrower: Party; creditCode: string; currency: string; revolving: boolean; expiresOn: string | null; score: number | null; reference: string | null;
  /** Whether the officers of the borrower's region see it, as its programme says once and for all. */
  disclosed: boolean;
  /** What was asked for, and what is granted. */
  asked: string; limit: string;
  /** The region from whose allocation it was granted; null is from the quota. */
  allocation: string | null;
  balances: Balances;
  reservations: Readonly<Record<string, Reservation>>;
  /** What is outstanding, by when it is due, the earliest first. */
  dues: readonly DueAmount[];
  nominatedBy: Person; approvedBy: Person | null;
  frozen: Readonly<{ by: Person; on: string }> | null;
  days: Readonly<{ approved: string | null; signed: string | null; active: string | null; ended: string | null }>;
  /** Of a line that a bank mirrors, what it told. */
  mirror: Mirror;
}>;
export type Line = Readonly<{ status: 'absent' }> | KnownLine;

export const absentLine: Line = { status: 'absent' };

const aboutOf = ({ line, programme, batch, bank, borrower, region, track, product, mode }: About): About => ({ line, programme, batch, bank, borrower, region, track, product, mode });

const nominated = (fact: Extract<LineFact, { type: 'CreditLineNominated' }>, data = fact.data): KnownLine => ({
  id: data.line, about: aboutOf(data), status: 'nominated', bank: data.bankParty, borrower: data.borrowerParty, creditCode: data.creditCode, currency: data.limit.currency,
  revolving: data.revolving, expiresOn: data.expiresOn, score: data.score, reference: data.reference, disclosed: data.disclosed, asked: data.limit.amount, limit: nothing(data.limit.currency), allocation: null,
  balances: nothingHeld(data.limit.currency), reservations: {}, dues: [], nominatedBy: data.by, approvedBy: null, frozen: null,
  days: { approved: null, signed: null, active: null, ended: null }, mirror: data.mode === 'mirror' ? mirrored(emptyMirror, fact) : emptyMirror,
});

/** Another amount that is due on a day, in the order of days; what is due on none comes last. */
const withDue = (dues: readonly DueAmount[], on: string | null, amount: string, currency: string): readonly DueAmount[] => {
  const at = dues.findIndex((each) => each.on === on);
  const found = dues[at];
  if (found) return dues.with(at, { on, amount: plus(found.amount, amount, currency) });
  const before = dues.findIndex((each) => each.on === null || (on !== null && on < each.on));
  return on === null || before < 0 ? [...dues, { on, amount }] : [...dues.slice(0, before), { on, amount }, ...dues.slice(before)];
};

const withoutDues = (dues: readonly DueAmount[], settled: readonly DueAmount[], currency: string): readonly DueAmount[] => dues.flatMap((each) => {
  const less = settled.find(({ on }) => on === each.on);
  const amount = less ? minus(each.amount, less.amount, currency) : each.amount;
  return isNothing(amount) ? [] : [{ ...each, amount }];
});

/** What is reserved less an amount that was posted or freed; at nothing the reservation is gone. */
const lessReserved = ({ reservations, currency }: KnownLine, id: string, amount: string): KnownLine['reservations'] => {
  const { [id]: one, ...others } = reservations;
  const left = one ? minus(one.amount, amount, currency) : '0';
  return one && !isNothing(left) ? { ...others, [id]: { ...one, amount: left } } : others;
};

const isPosting = (fact: LineFact): fact is Extract<LineFact, { data: { movement: object | null } }> => 'movement' in fact.data;

const evolveOther = (it: KnownLine, fact: LineFact): KnownLine => {
  const { currency } = it;
  switch (fact.type) {
    case 'CreditLineNominated': return it;
    case 'CreditLineApproved': return { ...it, status: 'approved', limit: fact.data.limit.amount, allocation: fact.data.allocation, expiresOn: fact.data.expiresOn, score: fact.data.score, reference: fact.data.reference ?? it.reference, approvedBy: fact.data.by, days: { ...it.days, approved: fact.data.on } };
    case 'CreditLineDeclined': return { ...it, status: 'declined', limit: nothing(currency), days: { ...it.days, ended: fact.data.on } };
    case 'CreditLineSigned': return { ...it, status: 'signed', days: { ...it.days, signed: fact.data.on } };
    case 'CreditLineActivated': return { ...it, status: 'active', reference: fact.data.reference ?? it.reference, days: { ...it.days, active: fact.data.on } };
    case 'CreditReserved': return { ...it, reservations: { ...it.reservations, [fact.data.reservation]: { amount: fact.data.movement.amount, expiresAt: fact.data.expiresAt, by: fact.data.by } } };
    case 'CreditPosted': return { ...it, reservations: lessReserved(it, fact.data.reservation, fact.data.movement.amount), dues: withDue(it.dues, fact.data.dueOn, fact.data.movement.amount, currency) };
    case 'CreditVoided': case 'ReservationExpired': return { ...it, reservations: lessReserved(it, fact.data.reservation, fact.data.movement.amount) };
    case 'CreditDrawn': return it.about.mode === 'mirror' ? it : { ...it, dues: withDue(it.dues, fact.data.dueOn, fact.data.movement.amount, currency) };
    case 'CreditRepaid': return { ...it, dues: withoutDues(it.dues, fact.data.settles, currency) };
    case 'CreditLineFrozen': return { ...it, frozen: { by: fact.data.by, on: fact.data.on } };
    case 'CreditLineReleased': return { ...it, frozen: null };
    case 'CreditLineReduced': case 'LimitReturned': return { ...it, limit: fact.data.limit.amount };
    case 'CreditLineClosed': return { ...it, status: 'closed', frozen: null, days: { ...it.days, ended: it.days.ended ?? fact.data.on } };
    case 'CreditLineExpired': return { ...it, status: 'expired', frozen: null, days: { ...it.days, ended: fact.data.on } };
    case 'BorrowerScored': return { ...it, score: fact.data.score };
    case 'StatementNoted': case 'DiscrepancyExplained': return it;
  }
};

export const evolveLine = (state: Line, fact: LineFact): Line => {
  if (fact.type === 'CreditLineNominated') return nominated(fact);
  if (state.status === 'absent') return state;
  const it = evolveOther(state, fact);
  const balances = isPosting(fact) && fact.data.movement ? moved(state.balances, fact.data.movement) : state.balances;
  return { ...it, balances, mirror: state.about.mode === 'mirror' ? mirrored(state.mirror, fact) : state.mirror };
};
