import { creditData, fen, type LineRead, LINE_ACCOUNTS, type ProgrammeRead } from './credit-facts.js';
import type { StoredEvent } from './stored.js';

type Status = LineRead['status'];
type Faults = readonly (string | false)[];

/** From where to where each fact moves what: `from` is where the line was granted from. */
const PAIRS: Readonly<Record<string, readonly string[]>> = {
  CreditLineApproved: ['committed<from'], CreditLineDeclined: ['from<committed'], CreditLineActivated: ['available<committed'],
  CreditReserved: ['reserved<available'], CreditPosted: ['outstanding<reserved'], CreditVoided: ['available<reserved'], ReservationExpired: ['available<reserved'],
  CreditDrawn: ['outstanding<available'], CreditRepaid: ['available<outstanding', 'used<outstanding'],
  CreditLineReduced: ['from<available', 'from<committed'], LimitReturned: ['from<committed', 'from<available', 'from<used'],
  QuotaPlaced: ['unallocated<quota'], QuotaLowered: ['quota<unallocated'], QuotaAllocated: ['allocated<unallocated'], AllocationReturned: ['unallocated<allocated'],
};
/** In which situations of the line each fact may come about. */
const MAY_BE: Readonly<Record<string, readonly Status[]>> = {
  CreditLineNominated: ['absent'], CreditLineApproved: ['nominated'], CreditLineDeclined: ['nominated', 'approved', 'signed'], CreditLineSigned: ['approved'], CreditLineActivated: ['signed'],
  CreditReserved: ['active'], CreditPosted: ['active'], CreditVoided: ['active', 'expired'], ReservationExpired: ['active', 'expired'], CreditDrawn: ['active'], CreditRepaid: ['active', 'expired'],
  CreditLineFrozen: ['active'], CreditLineReleased: ['active'], CreditLineReduced: ['approved', 'signed', 'active'], LimitReturned: ['approved', 'signed', 'active', 'expired'],
  CreditLineClosed: ['active', 'expired'], CreditLineExpired: ['nominated', 'approved', 'signed', 'active'],
};
const TAKES = ['CreditReserved', 'CreditPosted', 'CreditDrawn'];
/** The clocks of an api and of the database are one machine's; a job may come a little before its second is over. */
const CLOCK_MS = 2_000;

/** What is wrong with a movement as such: its accounts, its sum and its currency. */
export const movement = (event: StoredEvent, from: 'allocated' | 'unallocated', currency: string): Faults => {
  const { movement: it } = creditData(event);
  if (!it) return [PAIRS[event.type] !== undefined && event.type !== 'CreditLineDeclined' && !event.type.startsWith('Quota') && `${event.type} moved nothing`];
  const pair = `${it.debit}<${it.credit}`.replace(/\b(un)?allocated\b/, (account) => (event.stream.startsWith('credit-line-') && account === from ? 'from' : account));
  return [
    !(PAIRS[event.type] ?? []).includes(pair) && `${event.type} moved from ${it.credit} to ${it.debit}`,
    fen(it.amount) <= 0n && `${event.type} moved ${it.amount}`,
    it.currency !== currency && `${event.type} moved ${it.currency}, and all else is in ${currency}`,
  ];
};

/** What is wrong with a fact of a line, by what the line and its programme were before, and what the line is after it. */
export const lineStep = (it: LineRead, after: LineRead, programme: ProgrammeRead, event: StoredEvent): Faults => {
  const { type } = event;
  const data = creditData(event);
  const by = data.by?.principal;
  const reserved = it.reservations.get(data.reservation);
  const sum = data.movement ? fen(data.movement.amount) : 0n;
  const isRevolving = it.revolving && it.status === 'active';
  return [
    MAY_BE[type] !== undefined && !MAY_BE[type].includes(it.status) && `${type} came about while it was ${it.status}`,
    TAKES.includes(type) && it.frozenBy !== null && `${type} came about while it was frozen`,
    [...TAKES, 'CreditLineApproved', 'CreditLineActivated'].includes(type) && programme.status !== 'open' && `${type} came about while the programme was ${programme.status}`,
    type === 'CreditLineApproved' && by === it.nominatedBy && 'who put it forward granted it as well',
    type === 'CreditLineActivated' && by === it.approvedBy && 'who granted it opened it as well',
    type === 'CreditLineReleased' && it.frozenBy === null && 'it was released and not frozen',
    type === 'CreditLineReleased' && by === it.frozenBy && 'who froze it released it as well',
    type === 'CreditLineFrozen' && it.frozenBy !== null && 'it was frozen a second time',
    type === 'CreditReserved' && reserved !== undefined && `${data.reservation} was reserved a second time`,
    ['CreditPosted', 'CreditVoided', 'ReservationExpired'].includes(type) && (reserved === undefined || sum > reserved.amount) && `${type} of more than ${data.reservation} had reserved`,
    type === 'ReservationExpired' && reserved !== undefined && Date.parse(reserved.expiresAt) > event.recorded + CLOCK_MS && `${data.reservation} expired before its time`,
    type === 'CreditRepaid' && data.movement?.debit !== (isRevolving ? 'available' : 'used') && `what was repaid went to ${data.movement?.debit}`,
    type === 'CreditLineReduced' && after.limit !== it.limit - sum && 'its limit went down by something else than what came back',
    ['CreditLineClosed', 'CreditLineExpired'].includes(type) && after.limit !== after.held.outstanding && 'it ended, and something else than what is outstanding was kept',
    type === 'CreditLineClosed' && after.held.outstanding !== 0n && 'it was closed with something outstanding',
    data.balances !== undefined && [...LINE_ACCOUNTS.map((account) => [account, after.held[account]] as const), ['drawn', after.drawn] as const]
      .some(([account, held]) => fen(data.balances[account]) !== held) && `${type} tells other balances than its movements come to`,
  ];
};

/** What must hold of a line after every append. */
export const lineHolds = ({ held, limit }: LineRead): Faults => [
  ...LINE_ACCOUNTS.map((account) => held[account] < 0n && `${account} is ${held[account]}`),
  held.outstanding + held.reserved > limit && `outstanding and reserved are ${held.outstanding + held.reserved} of ${limit}`,
  LINE_ACCOUNTS.reduce((sum, account) => sum + held[account], 0n) !== limit && `its accounts do not sum to its limit of ${limit}`,
];
