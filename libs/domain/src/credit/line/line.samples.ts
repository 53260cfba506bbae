import { type Body, byCodes, type Directory } from '../../kernel/directory.js';
import type { Actor, Command, Recorded, Role } from '../../kernel/message.js';
import type { Reason, Source } from '../../signing/signing/index.js';
import { creditBatch, type OpenBatch, type ReleaseBatch } from '../batch/index.js';
import { type AllocateQuota, type ApproveProgramme, creditProgramme, type KnownProgramme, type ProgrammeCommand, type ProposeProgramme, type ResumeProgramme, type SuspendProgramme } from '../programme/index.js';
import { creditStatement, type ExplainDifference, type ReportStatement } from '../statement/index.js';
import { act, attempted, type Book, emptyBook, stateIn } from './book.samples.js';
import {
  type ActivateLine, type ApproveLine, type CloseLine, creditLine, type DeclineLine, type DrawCredit, type ExpireLine, type ExpireReservation, type ExplainDiscrepancy, type FreezeLine, type LineCommand, type NominateLine,
  type PostReservation, type ReduceLine, type ReleaseLine, type RepayCredit, type ReserveCredit, type ScoreBorrower, type SignLine, type VoidReservation,
} from './line.js';
import { absentLine, evolveLine, type KnownLine, type Line } from './state.js';
import type { LineFact } from './line.events.js';

const uuid = (kind: string, n = 1): string => `019a0c00-0000-7000-8000-0000000${kind}${String(n).padStart(4, '0')}`;
export const PROGRAMME = uuid('c');
export const BATCH = uuid('d');
export const lineId = (n: number): string => uuid('e', n);
export const LINE = lineId(1);
export const firmId = (n: number): string => uuid('f', n);
export const FIRM = firmId(1);
export const reservationId = (n: number): string => uuid('a', n);
export const RESERVATION = reservationId(1);
export const ISSUER = uuid('b', 1);
export const BANK = uuid('b', 2);

const actor = (principal: string, organisation: string, role: Role, region: string): Actor => ({ principal, organisation, role, region });
export const issuer = actor('bureau-1', 'bureau', 'region', '510100');
/** Firms lie in turn in two districts of Chengdu. */
export const districtOf = (n: number): string => (n % 2 === 1 ? '510104' : '510105');
/** People of the bank: one puts forward, the second grants, the third opens. */
export const bank = (n: number): Actor => actor(`bank-${n}`, 'bank', 'bank', '510000');
export const clerk = bank(1);
export const granter = bank(2);
export const opener = bank(3);
export const firm = (n: number): Actor => actor(`firm-${n}`, `firm-${n}`, 'region', districtOf(n));
export const borrower = firm(1);
export const officer = actor('officer-1', 'high-tech-zone', 'region', '510100');
export const association = actor('association-1', 'association', 'administrator', '510000');
export const elsewhere = actor('chongqing-1', 'chongqing', 'region', '500000');
export const otherBank = actor('other-bank-1', 'other-bank', 'bank', '510000');

export const codeOf = (n: number): string => `91510100MA6C${String(n).padStart(4, '0')}0X`;
const body = (id: string, name: string, region: string, account: string | null, creditCode: string | null): Body => ({ id, name, status: 'live', from: null, to: null, into: null, region, account, creditCode });
export const bodies: Readonly<Record<string, Body>> = Object.fromEntries([
  body(ISSUER, '示例市经信局', '510100', 'bureau', null), body(BANK, '示例银行', '510100', 'bank', '91510100MA6C9000XX'),
  ...Array.from({ length: 12 }, (_, n) => body(firmId(n), `示例软件企业${n}`, districtOf(n), `firm-${n}`, codeOf(n))),
].map((each) => [each.id, each]));

/** Bodies as they are, but for what is said to have changed. */
export const directoryOf = (changed: Readonly<Record<string, Partial<Body>>> = {}): Directory => {
  const known = (id: string): Body | undefined => (bodies[id] ? { ...bodies[id], ...changed[id] } : undefined);
  return { ...byCodes, body: known, bodyByCode: (code) => Object.keys(bodies).map(known).find((each) => each?.creditCode === code) };
};

export const reason: Reason = { code: 'by-resolution', text: '依审批意见。' };
export const source: Source = { document: '授信合同', quote: '双方于 2026 年 3 月签署授信合同。' };
export const cny = (amount: string) => ({ amount, currency: 'CNY' });

let commands = 0;
const command = <C extends Command>(type: C['type'], by: Actor, at: string, data: C['data'], directory: Directory): C => ({
  type, id: `019a0c00-0000-7000-8000-${String((commands += 1)).padStart(12, '0')}`, actor: by, at: at.includes('T') ? at : `${at}T02:00:00.000Z`, directory, data,
}) as unknown as C;

type Given<C extends Command> = Omit<C['data'], 'id' | 'programme'>;
const of = <C extends LineCommand>(type: C['type'], by: Actor, day: string, data: Given<C>) =>
  (changed: Partial<C['data']> = {}, who: Actor = by, at: string = day, directory: Directory = directoryOf()): C => command<C>(type, who, at, { id: LINE, programme: PROGRAMME, ...data, ...changed } as C['data'], directory);

export const nominate = of<NominateLine>('NominateLine', clerk, '2026-03-01', {
  batch: null, borrower: FIRM, creditCode: null, limit: cny('1000.00'), product: 'growth', revolving: true, expiresOn: '2026-12-31', track: null, score: 700, reference: 'NO-1',
});
export const approve = of<ApproveLine>('ApproveLine', granter, '2026-03-02', { limit: null, allocation: null, expiresOn: null, score: null });
export const decline = of<DeclineLine>('DeclineLine', granter, '2026-03-02', { allocation: null, reason });
export const sign = of<SignLine>('SignLine', borrower, '2026-03-03', { on: null, source: null });
export const activate = of<ActivateLine>('ActivateLine', opener, '2026-03-04', {});
export const reserve = of<ReserveCredit>('ReserveCredit', borrower, '2026-03-05', { reservation: RESERVATION, amount: cny('400.00'), expiresAt: null, reference: null });
export const post = of<PostReservation>('PostReservation', clerk, '2026-03-05', { reservation: RESERVATION, amount: null, dueOn: null, reference: null });
export const voided = of<VoidReservation>('VoidReservation', borrower, '2026-03-05', { reservation: RESERVATION });
export const draw = of<DrawCredit>('DrawCredit', clerk, '2026-03-06', { amount: cny('300.00'), dueOn: null, on: null, reference: null });
export const repay = of<RepayCredit>('RepayCredit', clerk, '2026-03-07', { amount: cny('100.00'), on: null, reference: null });
export const freeze = of<FreezeLine>('FreezeLine', granter, '2026-03-08', { reason });
export const release = of<ReleaseLine>('ReleaseLine', opener, '2026-03-09', { reason });
export const reduce = of<ReduceLine>('ReduceLine', granter, '2026-03-10', { limit: cny('800.00'), reason, allocation: null });
export const close = of<CloseLine>('CloseLine', granter, '2026-03-11', { reason, allocation: null });
export const expire = of<ExpireLine>('ExpireLine', actor('job', 'node', 'administrator', '*'), '2027-01-01', { allocation: null });
export const expireReservation = of<ExpireReservation>('ExpireReservation', actor('job', 'node', 'administrator', '*'), '2026-03-07', {});
export const score = of<ScoreBorrower>('ScoreBorrower', granter, '2026-03-12', { score: 500, source: null });
export const explain = of<ExplainDiscrepancy>('ExplainDiscrepancy', granter, '2026-04-05', { discrepancy: 'outstanding:2026-03-31', reason });

/** One product that asks for a score of 600, and one that asks for nothing. */
export const products: KnownProgramme['products'] = [
  { product: 'growth', name: { zh: '壮大贷' }, guarantor: null, risk: [], eligibility: { score: 600, tracks: [], regions: ['510100'], text: null } },
  { product: 'open', name: { zh: '园保贷' }, guarantor: null, risk: [], eligibility: { score: null, tracks: ['ai'], regions: [], text: null } },
];
export const propose = (changed: Partial<ProposeProgramme['data']> = {}, who: Actor = issuer): ProposeProgramme => command<ProposeProgramme>('ProposeProgramme', who, '2026-01-05', {
  id: PROGRAMME, name: { zh: '示例活跃授信方案' }, issuer: ISSUER, bank: BANK, territory: '510100', quota: cny('10000.00'), currency: 'CNY', mode: 'ledger', disclosure: 'totals', products: [...products],
  from: '2026-01-01', to: '2026-12-31', pact: null, edition: null, source: null, ...changed,
}, directoryOf());
const onProgramme = <C extends ProgrammeCommand>(type: C['type'], by: Actor, day: string, data: Omit<C['data'], 'id'>) =>
  (changed: Partial<C['data']> = {}, who: Actor = by, at: string = day): C => command<C>(type, who, at, { id: PROGRAMME, ...data, ...changed } as C['data'], directoryOf());
export const approveProgramme = onProgramme<ApproveProgramme>('ApproveProgramme', bank(9), '2026-01-06', {});
export const allocate = onProgramme<AllocateQuota>('AllocateQuota', issuer, '2026-01-07', { region: '510104', amount: cny('2000.00') });
export const suspend = onProgramme<SuspendProgramme>('SuspendProgramme', issuer, '2026-03-08', { reason });
export const resume = onProgramme<ResumeProgramme>('ResumeProgramme', issuer, '2026-03-09', { reason });
export const openBatch = (changed: Partial<OpenBatch['data']> = {}): OpenBatch => command<OpenBatch>('OpenBatch', issuer, '2026-02-01', { id: BATCH, programme: PROGRAMME, name: { zh: '首批' }, ordinal: 1, source: null, ...changed }, directoryOf());
export const releaseBatch = (lines: readonly string[]): ReleaseBatch => command<ReleaseBatch>('ReleaseBatch', issuer, '2026-03-30', { id: BATCH, programme: PROGRAMME, lines }, directoryOf());

type Stated = Readonly<{ line?: string; limit?: string | null; outstanding: string; drawn?: string | null; due?: string | null }>;
const orNull = (amount: string | null | undefined) => (amount === null || amount === undefined ? null : cny(amount));
export const state = (cutOff: string, lines: readonly Stated[], from: string | null = null, at = '2026-06-01', who: Actor = clerk): ReportStatement => command<ReportStatement>('ReportStatement', who, at, {
  id: PROGRAMME, from, cutOff, missing: [],
  found: lines.map(({ line = LINE, limit, outstanding, drawn, due }) => ({ line, item: { line, reference: null, creditCode: null, limit: orNull(limit), outstanding: cny(outstanding), drawn: orNull(drawn), due: orNull(due) } })),
}, directoryOf());

export const explainEntry = (discrepancy: string, who: Actor = clerk, at = '2026-06-02'): ExplainDifference => command<ExplainDifference>('ExplainDifference', who, at, { id: PROGRAMME, discrepancy, reason }, directoryOf());

export type AnyCommand = LineCommand | ProgrammeCommand | OpenBatch | ReleaseBatch | ReportStatement | ExplainDifference;

/** Which decider a command is for. */
export const deciderOf = ({ type }: Pick<Command, 'type'>) => (
  type === 'ReportStatement' || type === 'ExplainDifference' ? creditStatement : type === 'OpenBatch' || type === 'ReleaseBatch' ? creditBatch
    : /Programme$|Quota$|^ReturnProposal$|^ReturnAllocation$/.test(type) ? creditProgramme : creditLine) as unknown as typeof creditLine;

/** What commands write, one after the other; throws where one is refused. */
export const written = (...all: readonly AnyCommand[]): Book => {
  const book = emptyBook();
  for (const each of all) act(book, deciderOf(each), each as LineCommand);
  return book;
};
/** The same, in a book that goes on. */
export const go = (book: Book, each: AnyCommand): readonly Recorded[] => act(book, deciderOf(each), each as LineCommand);

/** A programme that is open: in the mode `ledger`, with a quota of 10 000. */
export const opened = (changed: Partial<ProposeProgramme['data']> = {}): readonly AnyCommand[] => [propose(changed), approveProgramme()];
export const granted: readonly AnyCommand[] = [...opened(), nominate(), approve()];
export const active: readonly AnyCommand[] = [...granted, sign(), activate()];
export const mirrored: readonly AnyCommand[] = [...opened({ mode: 'mirror' }), nominate(), approve(), sign(), activate()];

export const lineIn = (book: Book, id: string = LINE): Line =>
  book.all.filter((fact) => fact.stream === `credit-line-${id}`).reduce<Line>((line, fact) => evolveLine(line, fact as unknown as LineFact), absentLine);
export const lineAfter = (...all: readonly AnyCommand[]): KnownLine => lineIn(written(...all)) as KnownLine;
/** What a line holds: available, reserved, outstanding, used. */
export const heldBy = ({ balances: { available, reserved, outstanding, used } }: KnownLine): readonly string[] => [available, reserved, outstanding, used];
/** The facts of the newest command, by their types. */
export const typesOf = (facts: readonly Recorded[]): readonly string[] => facts.map(({ type }) => type);
export const tableIn = (book: Book, each: LineCommand) => stateIn(book, creditLine, each);

const same = (got: unknown, expected: unknown): void => {
  const [left, right] = [got, expected].map((each) => JSON.stringify(each, null, 2));
  if (left !== right) throw new Error(`expected\n${right}\nbut got\n${left}`);
};

/** Specifications: `given(...commands).when(command).then…`; throws where the decider disagrees. */
export const given = (...all: readonly AnyCommand[]) => ({
  when: (each: AnyCommand) => {
    const book = written(...all);
    const got = attempted(book, deciderOf(each), each as LineCommand);
    const facts = (): readonly Recorded[] => {
      if (typeof got === 'string') throw new Error(got);
      return got;
    };
    return {
      facts,
      thenTypes: (...types: readonly string[]) => same(typeof got === 'string' ? got : typesOf(got), types),
      thenNothing: () => same(got, []),
      thenRefused: (code: string) => same(typeof got === 'string' ? got : typesOf(got), code),
      line: (): KnownLine => { facts(); return lineIn(book) as KnownLine; },
    };
  },
});
