import type { Recorded } from '../../kernel/message.js';
import { fromMinor, parseMinor } from '../../kernel/money.js';
import type { Account, Balances, Movement } from './movement.js';

/** What an audit keeps of a log, in minor units, beside what the deciders keep and by other ways. */
export const LINE_ACCOUNTS = ['committed', 'available', 'reserved', 'outstanding', 'used'] as const;
type LineAccount = (typeof LINE_ACCOUNTS)[number];
type Held = Record<LineAccount, bigint>;

/** A quota, or the allocation of a region; a ceiling of null is stated nowhere. */
export type ShareBook = { ceiling: bigint | null; granted: bigint };
export type ProgrammeBook = {
  readonly id: string; readonly mode: string; currency: string | undefined;
  readonly accounts: Record<Account, bigint>;
  /** What the facts of its lines state that they hold, all together. */
  readonly stated: Held;
  readonly allocations: Map<string, bigint>;
  /** By region; the empty one is the quota itself. */
  readonly shares: Map<string, ShareBook>;
};
export type LineBook = {
  readonly id: string; readonly of: ProgrammeBook; readonly borrower: string; readonly mode: string; readonly currency: string;
  status: string; isFrozen: boolean; expiresOn: string | null; limit: bigint; granted: bigint; drawn: bigint;
  readonly held: Held; readonly stated: Held;
  readonly reservations: Map<string, bigint>; readonly dues: Map<string, bigint>;
};
export type Books = {
  readonly programmes: Map<string, ProgrammeBook>; readonly lines: Map<string, LineBook>; readonly versions: Map<string, number>;
  /** What the append that is being read is about. */
  readonly touched: Set<LineBook>; readonly quotas: Set<ProgrammeBook>;
};
export type Say = (text: string) => void;

type Sum = Readonly<{ amount: string; currency: string }>;
/** What an audit reads of the details of a fact. */
export type Data = Readonly<{
  programme: string; line?: string; borrower?: string; mode?: string; currency?: string; region?: string | null; amount?: string; movement?: Movement | null; balances?: Balances; limit?: Sum | string | null; quota?: Sum; allocation?: Sum;
  reservation?: string; dueOn?: string | null; expiresOn?: string | null; on?: string; settles?: readonly Readonly<{ on: string | null; amount: string }>[];
}>;

const back = (...accounts: readonly LineAccount[]): readonly string[] => accounts.flatMap((account) => [`unallocated<${account}`, `allocated<${account}`, `quota<${account}`]);

/** Between which accounts the facts of each type move, `debit<credit`; no others move anything. */
export const POSTINGS: Readonly<Record<string, readonly string[]>> = {
  QuotaPlaced: ['unallocated<quota'], QuotaLowered: ['quota<unallocated'],
  QuotaAllocated: ['allocated<unallocated', 'allocated<quota'], AllocationReturned: ['unallocated<allocated', 'quota<allocated'],
  CreditLineApproved: ['committed<unallocated', 'committed<allocated', 'committed<quota'], CreditLineActivated: ['available<committed'],
  CreditReserved: ['reserved<available'], CreditPosted: ['outstanding<reserved'], CreditVoided: ['available<reserved'], ReservationExpired: ['available<reserved'],
  CreditDrawn: ['outstanding<available'], CreditRepaid: ['available<outstanding', 'used<outstanding'],
  CreditLineDeclined: back('committed'), CreditLineReduced: back('committed', 'available'), LimitReturned: back('committed', 'available', 'used'),
};

/** An amount in minor units; what is none counts as nothing, and is told. */
export const minorIn = (amount: string, currency: string, say: Say): bigint => {
  const minor = parseMinor(amount, currency);
  if (minor === undefined) say(`states "${amount}", which is no amount of ${currency}`);
  return minor ?? 0n;
};

export const written = (minor: bigint, currency: string): string => `${fromMinor(minor, currency)} ${currency}`;

export const shareOf = ({ shares }: ProgrammeBook, region: string | null): ShareBook => {
  const share = shares.get(region ?? '') ?? { ceiling: null, granted: 0n };
  shares.set(region ?? '', share);
  return share;
};

const none = (): Held => ({ committed: 0n, available: 0n, reserved: 0n, outstanding: 0n, used: 0n });

/** The line that a fact is of, and whether it repeats whose it is. */
export const bookOf = (books: Books, fact: Recorded, data: Data, say: Say): LineBook | undefined => {
  const [id, programme] = [data.line ?? '', books.programmes.get(data.programme)];
  if (fact.type === 'CreditLineNominated') {
    if (!programme) say(`is of a programme that was never proposed: ${data.programme}`);
    else if (books.lines.has(id)) say(`puts forward the line ${id} again`);
    else {
      books.lines.set(id, {
        id, of: programme, borrower: data.borrower ?? '', mode: data.mode ?? '', currency: typeof data.limit === 'object' ? (data.limit?.currency ?? '') : '', status: 'nominated', isFrozen: false, expiresOn: null, limit: 0n, granted: 0n, drawn: 0n,
        held: none(), stated: none(), reservations: new Map(), dues: new Map(),
      });
    }
  }
  const line = books.lines.get(id);
  if (!line) say(`is of a line that was never nominated: ${id}`);
  else if (line.of.id !== data.programme || line.borrower !== data.borrower || line.mode !== data.mode || fact.stream !== `credit-line-${id}`) say(`is not of the line ${id} as it was put forward`);
  return line;
};

/** What was written together, by one command. */
export type Append = Readonly<{ facts: readonly Recorded[]; at: number }>;

export const appendsOf = (facts: readonly Recorded[]): readonly Append[] => {
  const appends: { facts: Recorded[]; at: number }[] = [];
  for (const fact of facts) {
    const last = appends.at(-1);
    if (last && last.facts[0]?.commandId === fact.commandId) {
      last.facts.push(fact);
      last.at = fact.position;
    } else appends.push({ facts: [fact], at: fact.position });
  }
  return appends;
};
