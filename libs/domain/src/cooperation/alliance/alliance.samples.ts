import type { Document } from '../../evidence/document/index.js';
import type { Decider } from '../../kernel/decider.js';
import { type Body, byCodes, type Directory } from '../../kernel/directory.js';
import type { Actor, Role } from '../../kernel/message.js';
import type { Reason, Source } from '../../signing/signing/index.js';
import type { AllianceFact } from './alliance.events.js';
import {
  type AdmitMember, type AgreeToFound, alliance, type AllianceCommand, type ApplyToJoin, type AppointSecretariat, type CastVote, type CloseApplication, type DeclineToFound, type OpenVote, type ProposeAlliance,
  type RecordAlliance, type RegradeMember, type ReinstateMember, type StrikeMember, type SuspendMember, type WithdrawMember,
} from './alliance.js';
import { absent, type Alliance, evolve, membersOn, type Standing } from './state.js';

export const ALLIANCE = '019a0c00-0000-7000-8000-00000000a001';
export const APPLICATION = '019a0c00-0000-7000-8000-00000000a101';
export const SECOND = '019a0c00-0000-7000-8000-00000000a102';

const actor = (principal: string, organisation: string, role: Role, region: string): Actor => ({ principal, organisation, role, region });

/** Bodies by number, in turn of Shanghai, Suzhou, Hangzhou and Hefei, each with an account of its own. */
const REGIONS = ['310000', '320500', '330100', '340100'] as const;
export const idOf = (n: number): string => `019a0c00-0000-7000-8000-0000000b${String(n).padStart(4, '0')}`;
export const regionOf = (n: number): string => REGIONS[n % REGIONS.length] ?? '';
export const bodyOf = (n: number): Body =>
  ({ id: idOf(n), name: `示例机构${n}`, status: 'live', from: null, to: null, into: null, region: regionOf(n), account: `body-${n}` });
export const personOf = (n: number): Actor => actor(`person-${n}`, `body-${n}`, 'region', regionOf(n));

export const bodies: Readonly<Record<string, Body>> = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [idOf(n), bodyOf(n)]));
export const directoryOf = (changed: Readonly<Record<string, Partial<Body>>> = {}): Directory =>
  ({ ...byCodes, body: (id) => (bodies[id] ? { ...bodies[id], ...changed[id] } : undefined) });

/** The first body runs the secretariat; the fourth applies; the fifth takes no part. */
export const secretariat = personOf(1);
export const applicant = personOf(4);
export const stranger = personOf(5);
export const association = actor('association-1', 'association', 'administrator', '310000');
export const elsewhere = actor('chongqing-association-1', 'chongqing-association', 'administrator', '500000');
export const bank = actor('bank-1', 'bank', 'bank', '310000');

export const reason: Reason = { code: 'as-resolved', text: '依理事会决议。' };
export const source: Source = { document: '长三角软件产业基地服务联盟章程', quote: '经十家单位一致同意成立并加入联盟。' };
export const rules = { admission: 'vote', quorum: '1/2', majority: 'simple', letters: true } as const;

let commands = 0;
const of = <C extends AllianceCommand>(type: C['type'], by: Actor, day: string, data: Omit<C['data'], 'id'>) =>
  (changed: Partial<C['data']> = {}, who: Actor = by, on: string = day, directory: Directory = directoryOf()): C => ({
    type, id: `019a0c00-0000-7000-8000-${String((commands += 1)).padStart(12, '0')}`, actor: who, at: on.includes('T') ? on : `${on}T02:00:00.000Z`, directory, data: { id: ALLIANCE, ...data, ...changed },
  }) as unknown as C;

const name = { zh: '示例联盟' };
const about = { name, kind: 'service', purpose: null, territory: '310000' } as const;

/** The commands, each by whom it falls to on its day, with what is said to differ: `suspend({ from: '2026-05' }, association, '2026-07-01')`. */
export const propose = of<ProposeAlliance>('ProposeAlliance', secretariat, '2026-01-05', {
  ...about, founders: [idOf(1), idOf(2), idOf(3)], rules, secretariat: { organisation: idOf(1), from: null, to: null }, as: null,
});
export const record = of<RecordAlliance>('RecordAlliance', association, '2026-01-05', { ...about, founders: [idOf(1), idOf(2), idOf(3)], foundedOn: '2025', secretariat: null, source });
export const agree = of<AgreeToFound>('AgreeToFound', personOf(2), '2026-01-10', { as: null });
export const decline = of<DeclineToFound>('DeclineToFound', personOf(3), '2026-01-10', { as: null, reason });
export const apply = of<ApplyToJoin>('ApplyToJoin', applicant, '2026-02-01', { application: APPLICATION, organisation: idOf(4), grade: 'member', statement: null });
export const close = of<CloseApplication>('CloseApplication', applicant, '2026-02-01', { as: null, application: APPLICATION, reason });
export const openVote = of<OpenVote>('OpenVote', secretariat, '2026-02-02', { as: null, application: APPLICATION, closesOn: '2026-02-20' });
export const vote = of<CastVote>('CastVote', personOf(2), '2026-02-03', { as: null, application: APPLICATION, choice: 'for', letter: null });
export const admit = of<AdmitMember>('AdmitMember', secretariat, '2026-02-21', { as: null, application: APPLICATION, organisation: null, grade: null, on: '2026-02-21', source: null });
export const regrade = of<RegradeMember>('RegradeMember', secretariat, '2026-03-05', { as: null, organisation: idOf(2), grade: 'vice-chair', on: '2026-03-01', reason, source: null });
export const suspend = of<SuspendMember>('SuspendMember', secretariat, '2026-03-10', { as: null, organisation: idOf(2), from: '2026-03-10', reason, source: null });
export const reinstate = of<ReinstateMember>('ReinstateMember', secretariat, '2026-03-20', { as: null, organisation: idOf(2), on: '2026-03-20', reason, source: null });
export const withdraw = of<WithdrawMember>('WithdrawMember', personOf(2), '2026-04-01', { organisation: idOf(2), on: '2026-04-01', reason, source: null });
export const strike = of<StrikeMember>('StrikeMember', secretariat, '2026-04-10', { as: null, organisation: idOf(2), from: null, reason, source: null });
export const appoint = of<AppointSecretariat>('AppointSecretariat', secretariat, '2026-05-01', { as: null, organisation: idOf(3), from: '2026-05-01', to: null, source: null });

export const founding: readonly AllianceCommand[] = [propose(), agree(), agree({}, personOf(3), '2026-01-12')];
export const voting: readonly AllianceCommand[] = [...founding, apply(), openVote()];
export const agreed: readonly AllianceCommand[] = [...voting, vote(), vote({}, personOf(3)), vote({}, secretariat)];

/** A scan of a letter, deposited by the secretariat. */
export const letterDocument: Document = {
  id: '019a0c00-0000-7000-8000-0000000000d1', sha256: 'ab'.repeat(32), bytes: 1_024, mediaType: 'application/pdf', name: null, access: 'parties', region: '310000',
  by: { principal: secretariat.principal, organisation: secretariat.organisation }, references: [], discarded: null,
};

/** What a command makes of an alliance in its own stream; throws where it is refused. */
export const decide = (command: AllianceCommand, state: Alliance): readonly AllianceFact[] =>
  alliance.decide(command, { alliance: state, documents: { [letterDocument.id]: letterDocument } }).filter((fact): fact is AllianceFact => 'alliance' in fact.data);

/** The decider with the letter on the table, and with the alliance for its whole state. */
export const allianceAlone: Decider<Alliance, AllianceCommand, AllianceFact> = { ...alliance, initialState: absent, decide, evolve };

export const stateAfter = (facts: readonly AllianceFact[]): Alliance => facts.reduce<Alliance>(evolve, absent);
/** The facts that commands make, one after the other; throws where one is refused. */
export const history = (...all: readonly AllianceCommand[]): readonly AllianceFact[] =>
  all.reduce<readonly AllianceFact[]>((facts, command) => [...facts, ...decide(command, stateAfter(facts))], []);

export const standingAfter = (...all: readonly AllianceCommand[]): Standing => stateAfter(history(...all)) as Standing;
/** Who is a member on a day, and in which grade: `1 member`. */
export const rollOn = (it: Standing, day: string): readonly string[] => membersOn(it, day).map(({ organisation, memberGrade }) => `${Number(organisation.slice(-4))} ${memberGrade}`);
