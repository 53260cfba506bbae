import { dataOf } from './pact-facts.js';
import type { StoredEvent } from './stored.js';

/** Credit as its facts tell it, read by a few lines that share nothing with the product. All sums are in fen. */
export type LineAccount = 'committed' | 'available' | 'reserved' | 'outstanding' | 'used';
export const LINE_ACCOUNTS: readonly LineAccount[] = ['committed', 'available', 'reserved', 'outstanding', 'used'];

export type LineRead = Readonly<{
  status: 'absent' | 'nominated' | 'approved' | 'declined' | 'signed' | 'active' | 'closed' | 'expired';
  programme: string; allocation: string | null; currency: string; revolving: boolean;
  limit: bigint; held: Readonly<Record<LineAccount, bigint>>; drawn: bigint;
  reservations: ReadonlyMap<string, Readonly<{ amount: bigint; expiresAt: string }>>;
  /** Who did what another has to carry on. */
  nominatedBy: string; approvedBy: string; frozenBy: string | null;
}>;
export type ProgrammeRead = Readonly<{ status: 'absent' | 'proposed' | 'open' | 'suspended' | 'closed' | 'returned'; madeBy: string; proposal: Readonly<{ by: string; quota: bigint }> | null; currency: string }>;
/** A quota, or a region's part of it: what may be granted of it, what of it is allocated on, and what lines have taken. */
export type PoolRead = Readonly<{ ceiling: bigint | null; allocations: ReadonlyMap<string, bigint>; granted: bigint }>;

export type MovementRead = Readonly<{ debit: string; credit: string; amount: string; currency: string }>;
type Money = Readonly<{ amount: string; currency: string }>;
export type CreditData = Readonly<{
  line: string; programme: string; region: string | null; allocation: unknown; currency: string; revolving: boolean; mode: string; what: string; amount: string;
  limit: Money; quota: Money; movement: MovementRead | null; balances: Readonly<Record<LineAccount | 'drawn', string>>;
  reservation: string; expiresAt: string; by: Readonly<{ principal: string }>;
}>;

/** Codes that are reserved for bodies have streams of a like name. */
export const isCreditFact = ({ stream }: Pick<StoredEvent, 'stream'>): boolean => /^credit-(line|programme|quota)-/.test(stream);
/** Which job writes which facts by itself: what is reserved beyond its time is free again, and reports are published and looked at once more. */
const OF_JOBS: Readonly<Record<string, string>> = { ReservationExpired: 'credit-expiry', ReportPublished: 'report-jobs', ReportSuperseded: 'report-jobs' };
export const isOfJob = ({ type, metadata }: Pick<StoredEvent, 'type' | 'metadata'>): boolean =>
  OF_JOBS[type] !== undefined && (JSON.parse(metadata) as Readonly<{ actor?: Readonly<{ principal: string }> }>).actor?.principal === OF_JOBS[type];
export const creditData = (event: Pick<StoredEvent, 'data'>): CreditData => dataOf<CreditData>(event);

/** Fen of a decimal string that has all of its two places; throws for any other. */
export const fen = (text: string): bigint => {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)\.(\d\d)$/.exec(text) ?? [];
  if (whole === '') throw new Error(`"${text}" is no sum of yuan and fen.`);
  return BigInt(`${sign}${whole}${rest}`);
};

const NONE: LineRead['held'] = { committed: 0n, available: 0n, reserved: 0n, outstanding: 0n, used: 0n };
export const noLine: LineRead = {
  status: 'absent', programme: '', allocation: null, currency: '', revolving: false, limit: 0n, held: NONE, drawn: 0n, reservations: new Map(), nominatedBy: '', approvedBy: '', frozenBy: null,
};
export const noProgramme: ProgrammeRead = { status: 'absent', madeBy: '', proposal: null, currency: '' };
export const noPool: PoolRead = { ceiling: null, allocations: new Map(), granted: 0n };

const isOfLine = (account: string): account is LineAccount => (LINE_ACCOUNTS as readonly string[]).includes(account);

const moved = (it: LineRead, { debit, credit, amount }: MovementRead): LineRead => {
  const [held, sum] = [{ ...it.held }, fen(amount)];
  if (isOfLine(debit)) held[debit] += sum;
  if (isOfLine(credit)) held[credit] -= sum;
  return { ...it, held, drawn: debit === 'outstanding' ? it.drawn + sum : it.drawn };
};

const lessReserved = ({ reservations }: LineRead, id: string, amount: bigint): LineRead['reservations'] => {
  const [left, one] = [new Map(reservations), reservations.get(id)];
  if (one && one.amount > amount) return left.set(id, { ...one, amount: one.amount - amount });
  left.delete(id);
  return left;
};

/** What a line is after one more fact of its stream. */
export const lineAfter = (before: LineRead, event: Pick<StoredEvent, 'type' | 'data'>): LineRead => {
  const data = creditData(event);
  const it = data.movement ? moved(before, data.movement) : before;
  const sum = data.movement ? fen(data.movement.amount) : 0n;
  switch (event.type) {
    case 'CreditLineNominated': return { ...noLine, status: 'nominated', programme: data.programme, currency: data.limit.currency, revolving: data.revolving, nominatedBy: data.by.principal };
    case 'CreditLineApproved': return { ...it, status: 'approved', limit: fen(data.limit.amount), allocation: data.allocation as string | null, approvedBy: data.by.principal };
    case 'CreditLineDeclined': return { ...it, status: 'declined', limit: 0n };
    case 'CreditLineSigned': return { ...it, status: 'signed' };
    case 'CreditLineActivated': return { ...it, status: 'active' };
    case 'CreditReserved': return { ...it, reservations: new Map(it.reservations).set(data.reservation, { amount: sum, expiresAt: data.expiresAt }) };
    case 'CreditPosted': case 'CreditVoided': case 'ReservationExpired': return { ...it, reservations: lessReserved(it, data.reservation, sum) };
    case 'CreditLineFrozen': return { ...it, frozenBy: data.by.principal };
    case 'CreditLineReleased': return { ...it, frozenBy: null };
    case 'CreditLineReduced': case 'LimitReturned': return { ...it, limit: fen(data.limit.amount) };
    case 'CreditLineClosed': return { ...it, status: 'closed', frozenBy: null };
    case 'CreditLineExpired': return { ...it, status: 'expired', frozenBy: null };
    default: return it;
  }
};

export const programmeAfter = (it: ProgrammeRead, event: Pick<StoredEvent, 'type' | 'data'>): ProgrammeRead => {
  const data = creditData(event);
  switch (event.type) {
    case 'CreditProgrammeProposed': return { status: 'proposed', madeBy: data.by.principal, proposal: null, currency: data.currency };
    case 'CreditProgrammeOpened': case 'CreditProgrammeResumed': return { ...it, status: 'open' };
    case 'CreditQuotaProposed': return { ...it, proposal: { by: data.by.principal, quota: fen(data.quota.amount) } };
    case 'CreditQuotaChanged': return { ...it, proposal: null };
    case 'CreditProposalReturned': return data.what === 'programme' ? { ...it, status: 'returned' } : { ...it, proposal: null };
    case 'CreditProgrammeSuspended': return { ...it, status: 'suspended' };
    case 'CreditProgrammeClosed': return { ...it, status: 'closed' };
    default: return it;
  }
};

export const poolAfter = (it: PoolRead, event: Pick<StoredEvent, 'type' | 'data'>): PoolRead => {
  const data = creditData(event);
  const to = (region: string | null, sum: bigint) => new Map(it.allocations).set(region as string, (it.allocations.get(region as string) ?? 0n) + sum);
  switch (event.type) {
    case 'QuotaPlaced': case 'QuotaLowered': return { ...it, ceiling: fen(data.quota.amount) };
    case 'AllocationSet': return { ...it, ceiling: fen((data.allocation as Money).amount) };
    case 'QuotaAllocated': return { ...it, allocations: to(data.region, fen((data.movement as MovementRead).amount)) };
    case 'AllocationReturned': return { ...it, allocations: to(data.region, -fen((data.movement as MovementRead).amount)) };
    case 'QuotaGranted': return { ...it, granted: it.granted + fen(data.amount) };
    case 'QuotaFreed': return { ...it, granted: it.granted - fen(data.amount) };
    default: return it;
  }
};

/** What is left of a quota or an allocation; of a quota that nobody stated there is no end. */
export const freeOf = ({ ceiling, allocations, granted }: PoolRead): bigint | null =>
  (ceiling === null ? null : ceiling - granted - [...allocations.values()].reduce((sum, each) => sum + each, 0n));

/** What something is after each version of its stream, beginning with version 0. */
export const statesAt = <T>(none: T, after: (it: T, event: StoredEvent) => T, events: readonly StoredEvent[]): readonly T[] => {
  const all = [none];
  for (const event of events) all.push(after(all.at(-1) as T, event));
  return all;
};
