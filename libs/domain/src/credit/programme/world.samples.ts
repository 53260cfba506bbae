import type { Decider } from '../../kernel/decider.js';
import type { Body, Directory } from '../../kernel/directory.js';
import type { Actor, Command, Fact, Recorded } from '../../kernel/message.js';
import { Refusal } from '../../kernel/refusal.js';
import { type BatchCommand, creditBatch, type OpenBatch, type ReleaseBatch } from '../batch/index.js';
import { type ActivateLine, type ApproveLine, type CloseLine, creditLine, type DeclineLine, type ExpireLine, type LineCommand, type NominateLine, type SignLine } from '../line/index.js';
import { creditStatement, type ExplainDifference, type ReportStatement } from '../statement/index.js';
import { creditProgramme, type ProgrammeCommand } from './programme.js';
import { banker, checker, cny, directory as bodiesAlone, maker, opened, PROGRAMME, reason, sent } from './programme.samples.js';

export const BATCH = '019a0c00-0000-7000-8000-0000000c3001';
export const lineOf = (n: number): string => `019a0c00-0000-7000-8000-0000000d${String(n).padStart(4, '0')}`;
export const firmOf = (n: number): string => `019a0c00-0000-7000-8000-0000000e${String(n).padStart(4, '0')}`;
export const codeOf = (n: number): string => `91510100MA6C${String(n).padStart(4, '0')}0X`;
/** Three people of the bank: one puts forward, the second grants, the third opens. */
export const granter: Actor = { ...banker, principal: 'bank-2' };
const opener: Actor = { ...banker, principal: 'bank-3' };
export const firm = (n: number): Actor => ({ principal: `firm-${n}`, organisation: `firm-${n}`, role: 'region', region: '510104' });

const bodyOf = (id: string): Body | undefined => {
  const n = /0000000e(\d{4})$/.exec(id)?.[1];
  return n === undefined ? bodiesAlone.body(id) : { id, name: `示例软件企业${Number(n)}`, status: 'live', from: null, to: null, into: null, region: '510104', account: `firm-${Number(n)}`, creditCode: codeOf(Number(n)) };
};
export const directory: Directory = { ...bodiesAlone, body: bodyOf };

export const open = (changed: Partial<OpenBatch['data']> = {}, actor: Actor = maker): OpenBatch => sent<OpenBatch>('OpenBatch', actor, '2026-02-01', { id: BATCH, programme: PROGRAMME, name: { zh: '首批' }, ordinal: 1, source: null, ...changed });
export const release = (lines: readonly number[], actor: Actor = checker, changed: Partial<ReleaseBatch['data']> = {}): ReleaseBatch =>
  sent<ReleaseBatch>('ReleaseBatch', actor, '2026-06-30', { id: BATCH, programme: PROGRAMME, lines: lines.map(lineOf), ...changed });

const of = <C extends LineCommand>(type: C['type'], by: (n: number) => Actor, day: string, data: Omit<C['data'], 'id' | 'programme'>) =>
  (n: number, changed: Partial<C['data']> = {}, at = day): C => sent<C>(type, by(n), at, { id: lineOf(n), programme: PROGRAMME, ...data, ...changed } as C['data'], directory);
export const nominate = (n: number, changed: Partial<NominateLine['data']> = {}): NominateLine => of<NominateLine>('NominateLine', () => banker, '2026-02-02', {
  batch: BATCH, borrower: firmOf(n), creditCode: null, limit: cny('100.00'), product: null, revolving: true, expiresOn: '2026-05-31', track: null, score: null, reference: `NO-${n}`,
})(n, changed);
export const grant = of<ApproveLine>('ApproveLine', () => granter, '2026-02-03', { limit: null, allocation: null, expiresOn: null, score: null });
export const decline = of<DeclineLine>('DeclineLine', () => granter, '2026-02-03', { allocation: null, reason });
export const sign = of<SignLine>('SignLine', firm, '2026-02-04', { on: null, source: null });
export const activate = of<ActivateLine>('ActivateLine', () => opener, '2026-02-05', {});
export const closeLine = of<CloseLine>('CloseLine', () => granter, '2026-02-06', { allocation: null, reason });
export const expire = of<ExpireLine>('ExpireLine', () => granter, '2026-06-01', { allocation: null });

export type Any = ProgrammeCommand | BatchCommand | LineCommand | ReportStatement | ExplainDifference;
/** Which decider a command is for. */
const deciderOf = ({ type }: Any) => (
  type === 'ReportStatement' || type === 'ExplainDifference' ? creditStatement : type === 'OpenBatch' || type === 'ReleaseBatch' ? creditBatch : /Programme$|Quota$|^ReturnProposal$|^ReturnAllocation$/.test(type) ? creditProgramme : creditLine) as unknown as Decider<unknown, Command, Fact>;

/** A log in memory: all facts in their order, and each stream. */
export type Book = { readonly all: Recorded[]; readonly streams: Map<string, Recorded[]> };
export const emptyBook = (): Book => ({ all: [], streams: new Map() });
export const streamIn = ({ streams }: Book, stream: string): readonly Recorded[] => streams.get(stream) ?? [];

/** What the decider of a command reads before it decides. */
export const stateIn = (book: Book, command: Any): unknown => {
  const { streamsOf, evolve, initialState } = deciderOf(command);
  return streamsOf(command).flatMap((stream) => streamIn(book, stream)).reduce((state, fact) => evolve(state, fact), initialState);
};

/** Decided upon what stands in a book, and written in it; throws where it is refused, or writes to a stream that it does not name. */
export const go = (book: Book, command: Any): readonly Recorded[] => {
  const { streamsOf, decide } = deciderOf(command);
  const streams = streamsOf(command);
  return decide(command, stateIn(book, command)).map((fact, ordinal): Recorded => {
    const stream = fact.stream ?? streams[0];
    if (!streams.includes(stream)) throw new Error(`${command.type} writes to ${stream}, which it does not name`);
    const written = book.streams.get(stream) ?? [];
    const recorded: Recorded = {
      ...fact, id: `${command.id}/${ordinal}`, position: book.all.length + 1, stream, version: written.length + 1, schemaVersion: 1, recordedAt: command.at, commandId: command.id, ordinal, metadata: { actor: command.actor },
    };
    book.all.push(recorded);
    written.push(recorded);
    book.streams.set(stream, written);
    return recorded;
  });
};

/** The same, or the code of the refusal. */
export const tried = (book: Book, command: Any): string | readonly Recorded[] => {
  try {
    return go(book, command);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};
export const bookOf = (...all: readonly Any[]): Book => {
  const book = emptyBook();
  for (const each of all) go(book, each);
  return book;
};
/** A programme that is open, with a batch. */
export const begun: readonly Any[] = [...opened(), open()];
/** A line that bank and borrower have agreed on. */
export const agreed = (n: number): readonly Any[] => [nominate(n), grant(n), sign(n)];
