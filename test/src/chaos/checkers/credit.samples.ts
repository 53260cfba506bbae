import type { Fact } from './cooperation.samples.js';
import { fen, lineAfter, type LineRead, LINE_ACCOUNTS, noLine } from './credit-facts.js';

export const PROGRAMME = '0197c0de-0000-7000-8000-0000000000cc';
export const [LINE, OTHER] = ['0197c0de-0000-7000-8000-0000000000d1', '0197c0de-0000-7000-8000-0000000000d2'];
export const RESERVATION = '0197c0de-0000-7000-8000-0000000000e1';
export const REGION = '510100';

export const cny = (amount: string) => ({ amount, currency: 'CNY' });
const principal = (name: string) => ({ principal: name, organisation: 'bank' });
const move = (pair: string, amount: string) => {
  const [debit, credit] = pair.split('<');
  return { debit, credit, amount, currency: 'CNY' };
};

const quota = `credit-quota-${PROGRAMME}`;
const streamOf = (line: string): string => `credit-line-${line}`;

/** The facts of a programme, as its people would say them. */
export const programme = {
  proposed: (by: number): Fact => ({ stream: `credit-programme-${PROGRAMME}`, type: 'CreditProgrammeProposed', by, data: { programme: PROGRAMME, currency: 'CNY', by: principal('maker') } }),
  opened: (by: number, amount: string): readonly Fact[] => [
    { stream: `credit-programme-${PROGRAMME}`, type: 'CreditProgrammeOpened', by, data: { programme: PROGRAMME } },
    { stream: quota, type: 'QuotaPlaced', by, data: { programme: PROGRAMME, quota: cny(amount), movement: move('unallocated<quota', amount) } },
  ],
  suspended: (by: number): Fact => ({ stream: `credit-programme-${PROGRAMME}`, type: 'CreditProgrammeSuspended', by, data: { programme: PROGRAMME } }),
  allocated: (by: number, amount: string, allocation = amount): readonly Fact[] => [
    { stream: quota, type: 'QuotaAllocated', by, data: { programme: PROGRAMME, region: REGION, movement: move('allocated<unallocated', amount) } },
    { stream: `${quota}-${REGION}`, type: 'AllocationSet', by, data: { programme: PROGRAMME, region: REGION, allocation: cny(allocation) } },
  ],
};

const of = (line: string) => ({ line, programme: PROGRAMME, mode: 'ledger' });
const fact = (line: string, type: string, by: number, data: object): Fact => ({ stream: streamOf(line), type, by, data: { ...of(line), ...data } });

/** The quota's half of a grant, and of what comes back. */
export const taken = (by: number, amount: string, { line = LINE, region = null as string | null, type = 'QuotaGranted' } = {}): Fact =>
  ({ stream: region === null ? quota : `${quota}-${region}`, type, by, data: { programme: PROGRAMME, region, line, ...cny(amount) } });

/** The facts of a line; what moves tells what the line holds after it once `settled` has gone over them. */
export const line = {
  nominated: (by: number, amount: string, id = LINE): Fact => fact(id, 'CreditLineNominated', by, { limit: cny(amount), revolving: true, by: principal('officer') }),
  approved: (by: number, amount: string, { id = LINE, allocation = null as string | null, who = 'second' } = {}): readonly Fact[] => [
    fact(id, 'CreditLineApproved', by, { movement: move(`committed<${allocation === null ? 'unallocated' : 'allocated'}`, amount), limit: cny(amount), allocation, by: principal(who) }),
    taken(by, amount, { line: id, region: allocation }),
  ],
  signed: (by: number, id = LINE): Fact => fact(id, 'CreditLineSigned', by, { by: principal('treasurer') }),
  activated: (by: number, amount: string, { id = LINE, who = 'officer' } = {}): Fact => fact(id, 'CreditLineActivated', by, { movement: move('available<committed', amount), by: principal(who) }),
  drawn: (by: number, amount: string, id = LINE): Fact => fact(id, 'CreditDrawn', by, { movement: move('outstanding<available', amount), by: principal('officer') }),
  repaid: (by: number, amount: string, to = 'available'): Fact => fact(LINE, 'CreditRepaid', by, { movement: move(`${to}<outstanding`, amount), by: principal('officer') }),
  reserved: (by: number, amount: string, expiresAt = '2999-01-01T00:00:00.000Z'): Fact => fact(LINE, 'CreditReserved', by, { movement: move('reserved<available', amount), reservation: RESERVATION, expiresAt, by: principal('officer') }),
  posted: (by: number, amount: string): Fact => fact(LINE, 'CreditPosted', by, { movement: move('outstanding<reserved', amount), reservation: RESERVATION, by: principal('officer') }),
  voided: (by: number, amount: string): Fact => fact(LINE, 'CreditVoided', by, { movement: move('available<reserved', amount), reservation: RESERVATION, by: principal('officer') }),
  lapsed: (by: number, amount: string): Fact => fact(LINE, 'ReservationExpired', by, { movement: move('available<reserved', amount), reservation: RESERVATION }),
  frozen: (by: number): Fact => fact(LINE, 'CreditLineFrozen', by, { by: principal('officer') }),
  released: (by: number, who = 'second'): Fact => fact(LINE, 'CreditLineReleased', by, { by: principal(who) }),
  reduced: (by: number, less: string, limit: string): readonly Fact[] => [
    fact(LINE, 'CreditLineReduced', by, { movement: move('unallocated<available', less), limit: cny(limit), by: principal('officer') }), taken(by, less, { type: 'QuotaFreed' }),
  ],
  closed: (by: number, rest: string, left = '0.00'): readonly Fact[] => [
    fact(LINE, 'LimitReturned', by, { movement: move('unallocated<available', rest), limit: cny(left) }), taken(by, rest, { type: 'QuotaFreed' }),
    fact(LINE, 'CreditLineClosed', by, { by: principal('officer') }),
  ],
};

/** A programme of a thousand yuan with a line of a hundred that is open to draws; written by the commands up to the sixth. */
export const open: readonly Fact[] = [
  programme.proposed(1), ...programme.opened(2, '1000.00'), line.nominated(3, '100.00'), ...line.approved(4, '100.00'), line.signed(5), line.activated(6, '100.00'),
];

const yuan = (sum: bigint): string => `${sum < 0n ? '-' : ''}${(sum < 0n ? -sum : sum) / 100n}.${String((sum < 0n ? -sum : sum) % 100n).padStart(2, '0')}`;

/** With the balances in each fact that moved something, as they come out. */
export const settled = (facts: readonly Fact[]): readonly Fact[] => {
  const lines = new Map<string, LineRead>();
  return facts.map((each) => {
    if (!each.stream.startsWith('credit-line-')) return each;
    const after = lineAfter(lines.get(each.stream) ?? noLine, { type: each.type, data: JSON.stringify(each.data) });
    lines.set(each.stream, after);
    if (!('movement' in each.data) || 'balances' in each.data) return each;
    return { ...each, data: { ...each.data, balances: { ...Object.fromEntries(LINE_ACCOUNTS.map((account) => [account, yuan(after.held[account])])), drawn: yuan(after.drawn) } } };
  });
};

/** The same fact with something else in it. */
export const altered = (each: Fact, data: object): Fact => ({ ...each, data: { ...each.data, ...data } });
export const sumOf = (amount: string): bigint => fen(amount);
