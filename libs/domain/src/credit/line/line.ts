import type { Decider } from '../../kernel/decider.js';
import type { Command } from '../../kernel/message.js';
import type { Reason } from '../../signing/signing/index.js';
import { absentProgramme, emptyPool, evolvePool, evolveProgramme, isOfProgramme, type ProgrammeFact, programmeStream, type QuotaFact, quotaStream } from '../programme/index.js';
import { activate, approve, decline, nominate, sign } from './granting.js';
import { type BatchFactSeen, batchStream, evolveSeen, noBatch } from './in-batch.js';
import { close, expire, expireReservations, explain, freeze, reduce, release, score } from './keeping.js';
import { lineEvents, type LineFact } from './line.events.js';
import { draw, post, repay, reserve, voidReservation } from './movements.js';
import { refuse } from './refusals.js';
import type { Table } from './rules.js';
import { absentLine, evolveLine } from './state.js';
import type { Activated, Approved, Drawn, Explained, Nominated, Posted, Reduced, Repaid, Reserved, Scored, Signed } from './terms.js';

/** What of a line never changes comes in with each command, so that it is known which streams it rests on; `parties` are the bodies that were seen to stand in it. */
type On<Type extends string, Data extends object> = Command<Type, Data & { id: string; programme: string; parties?: readonly string[] }>;
/** What takes from a quota, or gives back, names which one: as it was seen, and checked against how it stands. */
type Taking = { allocation: string | null };

export type NominateLine = On<'NominateLine', Omit<Nominated, 'programme'>>;
export type ApproveLine = On<'ApproveLine', Omit<Approved, 'allocation' | 'on' | 'reference'> & Partial<Pick<Approved, 'on' | 'reference'>> & Taking>;
export type DeclineLine = On<'DeclineLine', Taking & { reason: Reason }>;
export type SignLine = On<'SignLine', Signed>;
export type ActivateLine = On<'ActivateLine', Partial<Activated>>;
export type ReserveCredit = On<'ReserveCredit', Reserved & { reservation: string }>;
export type PostReservation = On<'PostReservation', Posted>;
export type VoidReservation = On<'VoidReservation', { reservation: string }>;
export type DrawCredit = On<'DrawCredit', Drawn>;
export type RepayCredit = On<'RepayCredit', Repaid>;
export type FreezeLine = On<'FreezeLine', { reason: Reason }>;
export type ReleaseLine = On<'ReleaseLine', { reason: Reason }>;
export type ReduceLine = On<'ReduceLine', Reduced & Taking>;
/** `job`: nobody asked for it; an expired line that is settled is closed by itself. */
export type CloseLine = On<'CloseLine', Taking & { reason: Reason | null; job?: true }>;
export type ExpireLine = On<'ExpireLine', Taking>;
export type ExpireReservation = On<'ExpireReservation', object>;
export type ScoreBorrower = On<'ScoreBorrower', Scored>;
export type ExplainDiscrepancy = On<'ExplainDiscrepancy', Explained>;

export type LineCommand =
  | NominateLine | ApproveLine | DeclineLine | SignLine | ActivateLine | ReserveCredit | PostReservation | VoidReservation | DrawCredit | RepayCredit
  | FreezeLine | ReleaseLine | ReduceLine | CloseLine | ExpireLine | ExpireReservation | ScoreBorrower | ExplainDiscrepancy;

export type TableFact = LineFact | QuotaFact | ProgrammeFact | BatchFactSeen;

export const lineStream = (id: string): string => `credit-line-${id}`;

/** What is taken back goes where it came from. */
const fromWhereItCame = <C extends LineCommand & { data: Taking }>(command: C, table: Table, act: (command: C, table: Table) => readonly TableFact[]): readonly TableFact[] => {
  const facts = act(command, table);
  if (table.line.status !== 'absent' && facts.length > 0 && table.line.allocation !== command.data.allocation) throw refuse('credit-line/moved');
  return facts;
};

const decide = (command: LineCommand, table: Table): readonly TableFact[] => {
  if (command.type !== 'NominateLine' && table.line.status !== 'absent' && table.line.about.programme !== command.data.programme) throw refuse('credit-line/moved');
  switch (command.type) {
    case 'NominateLine': return nominate(command, table);
    case 'ApproveLine': return approve(command, table);
    case 'DeclineLine': return fromWhereItCame(command, table, decline);
    case 'SignLine': return sign(command, table);
    case 'ActivateLine': return activate(command, table);
    case 'ReserveCredit': return reserve(command, table);
    case 'PostReservation': return post(command, table);
    case 'VoidReservation': return voidReservation(command, table);
    case 'DrawCredit': return draw(command, table);
    case 'RepayCredit': return repay(command, table);
    case 'FreezeLine': return freeze(command, table);
    case 'ReleaseLine': return release(command, table);
    case 'ReduceLine': return fromWhereItCame(command, table, reduce);
    case 'CloseLine': return fromWhereItCame(command, table, close);
    case 'ExpireLine': return fromWhereItCame(command, table, expire);
    case 'ExpireReservation': return expireReservations(command, table);
    case 'ScoreBorrower': return score(command, table);
    case 'ExplainDiscrepancy': return explain(command, table);
  }
};

/** For each verb, which streams it writes or holds still; docs/credit.md has the table. A draw holds the programme's state still, and never the quota. */
const streamsOf = ({ type, data }: LineCommand): readonly [string, ...string[]] => {
  const [own, programme] = [lineStream(data.id), programmeStream(data.programme)];
  switch (type) {
    case 'NominateLine': return [own, programme, ...(data.batch === null ? [] : [batchStream(data.batch)])];
    case 'ApproveLine': return [own, quotaStream(data.programme, data.allocation), programme];
    case 'DeclineLine': case 'ReduceLine': case 'CloseLine': case 'ExpireLine': return [own, quotaStream(data.programme, data.allocation)];
    case 'ActivateLine': case 'ReserveCredit': case 'PostReservation': case 'DrawCredit': case 'ExplainDiscrepancy': return [own, programme];
    case 'SignLine': case 'VoidReservation': case 'RepayCredit': case 'FreezeLine': case 'ReleaseLine': case 'ExpireReservation': case 'ScoreBorrower': return [own];
  }
};

/** Lines that take from one quota, or stand in one batch, wait their turn there, so that a burst of them is written together and meets no conflict. */
const laneOf = (command: LineCommand): string => {
  const { type, data } = command;
  if (type === 'NominateLine') return data.batch === null ? lineStream(data.id) : batchStream(data.batch);
  return type === 'ApproveLine' || type === 'DeclineLine' || type === 'ReduceLine' || type === 'CloseLine' || type === 'ExpireLine' ? quotaStream(data.programme, data.allocation) : lineStream(data.id);
};

const OF_LINES: ReadonlySet<string> = new Set(lineEvents.map(({ type }) => type));
export const isOfLine = (fact: { type: string }): fact is LineFact => OF_LINES.has(fact.type);

const isOfBatch = (fact: TableFact): fact is BatchFactSeen => fact.type === 'CreditBatchOpened' || fact.type === 'CreditBatchReleased' || fact.type === 'BatchLineAdded';

const evolve = (table: Table, fact: TableFact): Table => {
  if (isOfLine(fact)) return { ...table, line: evolveLine(table.line, fact) };
  if (isOfProgramme(fact)) return { ...table, programme: evolveProgramme(table.programme, fact) };
  return isOfBatch(fact) ? { ...table, batch: evolveSeen(table.batch, fact) } : { ...table, pool: evolvePool(table.pool, fact) };
};

/** A line of credit: put forward, granted by the bank, signed by the borrower, opened, drawn and repaid, and ended. */
export const creditLine: Decider<Table, LineCommand, TableFact> = {
  name: 'credit-line',
  stateVersion: 2,
  streamsOf,
  laneOf,
  sharedOf: (table) => ({ ...(table as Table), line: absentLine }),
  refersTo: ({ type, data }) => ({
    organisations: type === 'NominateLine' && data.borrower !== null ? [data.borrower] : [],
    // A line is drawn from many times a second, and who its bank's people are changes once in years.
    lately: data.parties ?? [],
    creditCodes: type === 'NominateLine' && data.creditCode !== null ? [data.creditCode] : [],
  }),
  initialState: { line: absentLine, programme: absentProgramme, pool: emptyPool, batch: noBatch },
  decide,
  evolve,
};
