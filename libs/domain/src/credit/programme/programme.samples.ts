import { type Body, byCodes, type Directory } from '../../kernel/directory.js';
import type { Actor, Command, Fact, Role } from '../../kernel/message.js';
import { isZoneCode } from '../../kernel/region-code.js';
import type { Reason, Source } from '../../signing/signing/index.js';
import type { Pool } from './pool.js';
import type { QuotaFact } from './programme.events.js';
import {
  type AllocateQuota, type ApproveProgramme, type ChangeQuota, type CloseProgramme, creditProgramme, type Granting, type GrantingFact, type ProgrammeCommand, type ProposeProgramme, type ResumeProgramme,
  type ReturnAllocation, type ReturnProposal, type SuspendProgramme,
} from './programme.js';

export const PROGRAMME = '019a0c00-0000-7000-8000-0000000c0001';
export const ISSUER = '019a0c00-0000-7000-8000-0000000c1001';
export const BANK = '019a0c00-0000-7000-8000-0000000c1002';
/** A bank that has no account, and a body that was closed. */
export const VILLAGE_BANK = '019a0c00-0000-7000-8000-0000000c1003';
export const GONE = '019a0c00-0000-7000-8000-0000000c1004';
export const ASSOCIATION = '019a0c00-0000-7000-8000-0000000c1005';
const LINE = '019a0c00-0000-7000-8000-0000000c2001';

const actorOf = (principal: string, organisation: string, role: Role, region: string): Actor => ({ principal, organisation, role, region });
/** Two people of the issuer: one draws up, the other approves. */
export const maker = actorOf('bureau-1', 'bureau', 'region', '510100');
export const checker = actorOf('bureau-2', 'bureau', 'region', '510100');
export const banker = actorOf('bank-1', 'bank', 'bank', '510000');
export const association = actorOf('association-1', 'association', 'administrator', '510000');
/** The officer of a district of the programme's city. */
export const officer = actorOf('district-1', 'district', 'region', '510104');
export const cityOfficer = actorOf('city-1', 'city', 'region', '510100');
export const stranger = actorOf('chongqing-1', 'chongqing', 'region', '500000');

export const reason: Reason = { code: 'by-resolution', text: '依会商纪要。' };
export const source: Source = { document: '示例大会公报', quote: '设立活跃授信方案。' };
export const cny = (amount: string) => ({ amount, currency: 'CNY' });

const body = (id: string, name: string, region: string | null, account: string | null, changed: Partial<Body> = {}): Body => ({ id, name, status: 'live', from: null, to: null, into: null, region, account, creditCode: null, ...changed });
export const bodies: readonly Body[] = [
  body(ISSUER, '示例市经信局', '510100', 'bureau'), body(BANK, '示例银行', '510100', 'bank'), body(VILLAGE_BANK, '示例村镇银行', '510104', null),
  body(GONE, '示例旧银行', '510100', null, { status: 'closed', to: '2025-12-31' }), body(ASSOCIATION, '示例协会', '510100', 'association'),
];
export const directory: Directory = {
  ...byCodes, regionFault: (code, date) => (code === 'chuanyu' || isZoneCode(code) ? undefined : byCodes.regionFault(code, date)), body: (id) => bodies.find((each) => each.id === id), edition: (code) => code === 'cisc-21',
  pact: (id) => (id === PROGRAMME ? { id, audience: { open: false, regions: ['510100'], accounts: [] }, from: null, to: null } : undefined),
};

let commands = 0;
/** A command as it comes in, with an id of its own. */
export const sent = <C extends Command>(type: C['type'], actor: Actor, at: string, data: C['data'], known: Directory = directory): C => ({
  type, id: `019a0c00-0000-7000-8000-${String((commands += 1)).padStart(12, '0')}`, actor, at: at.includes('T') ? at : `${at}T02:00:00.000Z`, directory: known, data,
}) as unknown as C;
const of = <C extends ProgrammeCommand>(type: C['type'], by: Actor, day: string, data: Omit<C['data'], 'id'>) =>
  (changed: Partial<C['data']> = {}, actor: Actor = by, at: string = day, known: Directory = directory): C => sent<C>(type, actor, at, { id: PROGRAMME, ...data, ...changed } as C['data'], known);

/** The bureau draws up a programme of 1,000 with the bank on 5 January 2026; a second person of it opens it the next day. */
export const propose = of<ProposeProgramme>('ProposeProgramme', maker, '2026-01-05', {
  name: { zh: '示例活跃授信方案' }, issuer: ISSUER, bank: BANK, territory: '510100', quota: cny('1000.00'), currency: 'CNY', mode: 'ledger', disclosure: 'totals',
  products: [{ product: 'growth', name: { zh: '壮大贷' }, guarantor: null, risk: [], eligibility: { score: 600, tracks: [], regions: ['510100'], text: null } }],
  from: '2026-01-01', to: '2026-12-31', pact: null, edition: null, source: null,
});
export const approve = of<ApproveProgramme>('ApproveProgramme', checker, '2026-01-06', {});
export const giveBack = of<ReturnProposal>('ReturnProposal', checker, '2026-01-06', { reason });
export const change = of<ChangeQuota>('ChangeQuota', maker, '2026-02-01', { quota: cny('1500.00'), reason, source: null });
export const allocate = of<AllocateQuota>('AllocateQuota', maker, '2026-02-02', { region: '510104', amount: cny('300.00') });
export const takeBack = of<ReturnAllocation>('ReturnAllocation', maker, '2026-02-03', { region: '510104', amount: null });
export const suspend = of<SuspendProgramme>('SuspendProgramme', maker, '2026-03-01', { reason });
export const resume = of<ResumeProgramme>('ResumeProgramme', maker, '2026-03-02', { reason });
export const close = of<CloseProgramme>('CloseProgramme', maker, '2026-03-03', { reason });

/** What lines take of a quota or an allocation, and give back. */
export const taken = (amount: string, region: string | null = null, currency = 'CNY'): QuotaFact => ({ type: 'QuotaGranted', effectiveOn: '2026-02-05', data: { programme: PROGRAMME, region, line: LINE, amount, currency } });
export const freed = (amount: string, region: string | null = null, currency = 'CNY'): QuotaFact => ({ type: 'QuotaFreed', effectiveOn: '2026-02-06', data: { programme: PROGRAMME, region, line: LINE, amount, currency } });

/** What comes to pass of a programme: what somebody does, and what lines take or give back. */
export type Told = ProgrammeCommand | QuotaFact;

export const stateAfter = (facts: readonly Fact[]): Granting => facts.reduce((state, fact) => creditProgramme.evolve(state, fact as GrantingFact), creditProgramme.initialState);
/** The facts that commands make, with what lines took or gave back among them, one after the other; throws where one is refused. All are about one region's allocation. */
export const history = (...all: readonly Told[]): readonly GrantingFact[] =>
  all.reduce<readonly GrantingFact[]>((facts, each) => ('actor' in each ? [...facts, ...creditProgramme.decide(each, stateAfter(facts))] : [...facts, each]), []);

export const opened = (changed: Partial<ProposeProgramme['data']> = {}): readonly ProgrammeCommand[] => [propose(changed), approve()];

/** Ceiling, what is allocated on to each region, and what is granted. */
export const shown = ({ ceiling, allocations, granted }: Pool): readonly unknown[] => [ceiling, allocations, granted];
