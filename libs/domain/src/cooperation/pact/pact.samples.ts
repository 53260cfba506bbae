import type { Document } from '../../evidence/document/index.js';
import { type Body, byCodes, type Directory } from '../../kernel/directory.js';
import type { Actor, Role } from '../../kernel/message.js';
import type { Organisation } from '../../parties/organisation/index.js';
import type { Reason, Source } from '../../signing/signing/index.js';
import type { PactFact } from './pact.events.js';
import {
  type AmendPact, type CounterPact, type DeclinePact, type DraftPact, type FreezePact, pact, type PactCommand, type ProposePact, type RecordPact, type RenewPact, type ReportObligation,
  type ResumePact, type ReverseObligation, type SignPact, type SuspendPact, type TerminatePact, type VerifyObligation, type WithdrawFromPact,
} from './pact.js';
import { absent, evolve, type Pact, type Standing } from './state.js';
import { type Table, type TableFact } from './table.js';
import { termsSchema, type Terms } from './terms.js';
import { mainText, supplementText } from './text.js';

export const PACT = '019a0c00-0000-7000-8000-00000000fac1';
export const FRAMEWORK = '019a0c00-0000-7000-8000-00000000fac2';
export const SUPPLEMENT = '019a0c00-0000-7000-8000-00000000fac3';
export const SUPPLEMENT_2 = '019a0c00-0000-7000-8000-00000000fac4';

const actor = (principal: string, organisation: string, role: Role, region: string): Actor => ({ principal, organisation, role, region });
export const chengdu = actor('chengdu-1', 'chengdu-commerce', 'region', '510100');
export const chengduSecond = actor('chengdu-2', 'chengdu-commerce', 'region', '510100');
export const chongqing = actor('chongqing-1', 'chongqing-commerce', 'region', '500000');
export const chongqingSecond = actor('chongqing-2', 'chongqing-commerce', 'region', '500000');
export const wuhan = actor('wuhan-1', 'wuhan-commerce', 'region', '420100');
/** An officer of Shanghai, who speaks for the body there that has no account. */
export const shanghai = actor('shanghai-1', 'shanghai-commerce', 'region', '310000');
export const association = actor('association-1', 'association', 'administrator', '*');
export const sichuanAssociation = actor('sichuan-association-1', 'sichuan-association', 'administrator', '510000');
export const auditor = actor('auditor-1', 'audit-office', 'auditor', '*');

/** Bodies that can be party, each with a key of its own and a person who holds its authority for pacts. */
export const A = '019a0c00-0000-7000-8000-0000000000a0';
export const B = '019a0c00-0000-7000-8000-0000000000b0';
export const C = '019a0c00-0000-7000-8000-0000000000c0';
export const D = '019a0c00-0000-7000-8000-0000000000d0';
export const PERSON = '019a0c00-0000-7000-8000-0000000000a1';
const LETTERS: Readonly<Record<string, string>> = { [A]: 'a', [B]: 'b', [C]: 'c', [D]: 'd' };
export const keyOf = (organisation: string): string => `${(LETTERS[organisation] ?? 'z').repeat(42)}A`;
export const speakers: Readonly<Record<string, Actor>> = { [A]: chengdu, [B]: chongqing, [C]: wuhan, [D]: shanghai };

export const reason: Reason = { code: 'agreed', text: '双方商定。' };
export const source: Source = { document: '第二十一届软博会手册', quote: '签署合作协议' };

const body = (id: string, name: string, region: string | null, account: string | null): Body => ({ id, name, status: 'live', from: null, to: null, into: null, region, account });
export const known: Readonly<Record<string, Body>> = {
  [A]: body(A, '成都软件行业协会', '510100', 'chengdu-commerce'), [B]: body(B, '重庆软件行业协会', '500000', 'chongqing-commerce'),
  [C]: body(C, '武汉软件行业协会', '420100', 'wuhan-commerce'), [D]: body(D, '上海软件行业协会', '310000', null),
};
export const directoryOf = (all: Readonly<Record<string, Body>> = known): Directory => ({ ...byCodes, body: (id) => all[id] });

const clerk = { principal: 'clerk-1', organisation: 'association' };
const organisationOf = (id: string): Organisation => {
  const kid = keyOf(id);
  const { name, region, account } = known[id] as Body;
  const key = { kid, key: { kty: 'OKP', crv: 'Ed25519', x: kid } as const, from: null, replaces: null, requester: clerk, at: '2024-03-01T00:00:00.000Z', approved: true, validFrom: '2024-03-02T00:00:00.000Z', validTo: null, ended: null };
  const authority = { authority: id, person: PERSON, purpose: 'pacts', from: '2024-03-05', to: null, grade: 'signed', kid, source: null, requester: clerk, at: '2024-03-05T00:00:00.000Z', approved: true, revokedOn: null } as const;
  return {
    id, status: 'live', names: [{ language: 'zh', name, from: null, to: null }], types: [], region, creditCode: null, creditCodeEvidence: null, foreignRegister: null, account, parents: [], existsFrom: null,
    asPrinted: null, grade: 'attested', source, warnings: [], aliases: [], keys: [key], authorities: [authority],
  };
};
/** The bodies as their own streams would say, with keys and authorities from March 2024 on. */
export const organisations: Readonly<Record<string, Organisation>> = Object.fromEntries(Object.keys(LETTERS).map((id) => [id, organisationOf(id)]));

const party = (organisation: string, role: string | null = null) => ({ organisation, role });
const clause = (number: string, text: string, permits: Terms['clauses'][number]['permits'] = null) => ({ clause: number, heading: null, text, permits });

/** Three parties that sign in any order; from April to the end of 2024; clauses that let one suspend, renew, end or leave it. */
export const terms: Terms = termsSchema.parse({
  kind: 'cooperation', title: { zh: '软件产业合作协议' }, parent: null, access: 'parties', parties: [party(A), party(B), party(C)],
  clauses: [
    clause('1', '共建软件产业协同机制。'), clause('2', '任何一方可提前三十日通知退出。', { act: 'withdraw', noticeDays: 30, by: null }),
    clause('3', '甲方可提前十日通知中止。', { act: 'suspend', noticeDays: 10, by: [A] }), clause('4', '任何一方可提前九十日通知终止。', { act: 'terminate', noticeDays: 90, by: null }),
    clause('5', '任何一方可续期。', { act: 'renew', noticeDays: 0, by: null }),
  ],
  obligations: [{ obligation: 'work-plan', clause: '1', owner: A, describes: '提交年度工作方案。', due: '2024-06-30' }],
  validity: { from: '2024-04-01', to: '2024-12-31' },
});
export const without = (changed: Partial<Terms>): Terms => ({ ...terms, ...changed });
/** Between these bodies, in one group where it does not say otherwise; no dates but those that are given. */
export const among = (parties: readonly string[], groups?: Terms['signing']['groups'], changed: Partial<Terms> = {}): Terms => termsSchema.parse({
  ...terms, parties: parties.map((each) => party(each)), clauses: [clause('1', '合作。'), clause('2', '可退出。', { act: 'withdraw', noticeDays: 0, by: null })], obligations: [],
  validity: { from: null, to: null }, signing: { groups: groups ?? [{ parties: [...parties], atLeast: parties.length }] }, ...changed,
});

/** A name for a text, as good as a digest where nobody looks for two texts with the same one. */
export const shaOf = (text: string): string => [7, 31, 131].map((base) => [...text].reduce((sum, letter) => (sum * base + letter.charCodeAt(0)) % 4_294_967_291, 17).toString(16).padStart(8, '0')).join('');

let commands = 0;
const of = <K extends PactCommand>(type: K['type'], by: Actor, at: string, data: Omit<K['data'], 'id'>) =>
  (changed: Partial<K['data']> = {}, actor: Actor = by, when: string = at): K =>
    ({ type, id: `019a0c00-0000-7000-8000-${String((commands += 1)).padStart(12, '0')}`, actor, at: when, directory: directoryOf(), data: { id: PACT, parties: [A, B, C, D], ...data, ...changed } }) as unknown as K;

const noText = { text: '', sha256: '' };
/** The commands, each by whom it falls to, with what is said to differ: `suspend({ clause: '3' }, chengdu, AT)`. */
export const draft = of<DraftPact>('DraftPact', chengdu, '2024-03-10T02:00:00.000Z', { as: null, terms });
export const record = of<RecordPact>('RecordPact', association, '2024-03-10T02:00:00.000Z', {
  stated: { kind: 'cooperation', title: { zh: '框架协议' }, parent: null, territory: '510100', parties: [party(A), party(B), party(C)], signedOn: '2024-01', inForceFrom: '2024-01', to: null, source },
});
export const propose = of<ProposePact>('ProposePact', chengdu, '2024-03-11T02:00:00.000Z', { as: null });
export const counter = of<CounterPact>('CounterPact', chongqing, '2024-03-12T02:00:00.000Z', { as: null, changes: { title: { zh: '软件产业深度合作协议' } }, reason });
export const freeze = of<FreezePact>('FreezePact', chongqing, '2024-03-13T02:00:00.000Z', { as: null, ...noText });
export const decline = of<DeclinePact>('DeclinePact', chongqing, '2024-03-14T02:00:00.000Z', { as: null, supplement: null, reason });
export const sign = (organisation: string, changed: Partial<SignPact['data']> = {}, by: Actor = speakers[organisation] ?? chengdu, when = '2024-03-25T02:00:00.000Z'): SignPact =>
  of<SignPact>('SignPact', by, when, { organisation, person: PERSON, kid: keyOf(organisation), jws: `signature of ${organisation}`, sha256: '', signatureHolds: true, supplement: null })(changed);
export const amend = of<AmendPact>('AmendPact', chengdu, '2024-05-06T02:00:00.000Z', {
  as: null, supplement: SUPPLEMENT, title: { zh: '补充协议' }, clauses: [{ clause: '1', heading: null, text: '共建软件产业协同机制，每年一会。', permits: null }], obligations: [], to: null, effectiveOn: null, reason, ...noText,
});
const consent = { as: null, clause: null, reason, source: null };
export const suspend = of<SuspendPact>('SuspendPact', chengdu, '2024-05-06T02:00:00.000Z', { ...consent, from: '2024-05-06' });
export const resume = of<ResumePact>('ResumePact', chengdu, '2024-05-06T02:00:00.000Z', { as: null, reason, source: null, on: '2024-05-06' });
export const renew = of<RenewPact>('RenewPact', chengdu, '2024-05-06T02:00:00.000Z', { ...consent, to: '2025-12-31' });
export const terminate = of<TerminatePact>('TerminatePact', chengdu, '2024-05-06T02:00:00.000Z', { ...consent, on: '2024-05-06' });
export const withdraw = of<WithdrawFromPact>('WithdrawFromPact', wuhan, '2024-05-06T02:00:00.000Z', { ...consent, organisation: C, on: '2024-05-06' });
export const report = of<ReportObligation>('ReportObligation', chengdu, '2024-05-06T02:00:00.000Z', { as: null, obligation: 'work-plan', on: '2024-05-06', evidence: [], note: '已提交。' });
export const verify = of<VerifyObligation>('VerifyObligation', chongqing, '2024-05-06T03:00:00.000Z', { as: null, obligation: 'work-plan', reason: null });
export const reverse = of<ReverseObligation>('ReverseObligation', chongqing, '2024-05-06T04:00:00.000Z', { as: null, obligation: 'work-plan', reason });

/** Drafted by Chengdu, offered and frozen by the second party, with these terms. */
export const frozen = (given: Terms = terms): readonly PactCommand[] => [draft({ terms: given }), propose(), freeze({}, speakers[given.parties[1]?.organisation ?? B])];
/** Signed by all who are party. */
export const inForce = (given: Terms = terms): readonly PactCommand[] => [...frozen(given), ...given.parties.map(({ organisation }) => sign(organisation))];

/** A document of Chengdu's. */
export const DOCUMENT = '019a0c00-0000-7000-8000-00000000d0c1';
export const deposited: Document = {
  id: DOCUMENT, sha256: 'ab'.repeat(32), bytes: 1_024, mediaType: 'application/pdf', name: null, access: 'parties', region: '510100',
  by: { principal: chengdu.principal, organisation: chengdu.organisation }, references: [], discarded: null,
};

/** What is written and hashed outside comes with the command, as the api brings it. */
export const knowing = (command: PactCommand, it: Pact): PactCommand => {
  if (command.type === 'FreezePact' && command.data.text === '' && it.status !== 'absent' && it.status !== 'in-force') return withText(command, mainText(it));
  if (command.type === 'AmendPact' && command.data.text === '' && it.status === 'in-force') return withText(command, supplementText(it, command.data));
  if (command.type === 'SignPact' && command.data.sha256 === '') {
    const signable = command.data.supplement !== null && it.status === 'in-force' ? it.supplements[command.data.supplement] : it.status === 'frozen' ? it : it.status === 'in-force' ? it.main : null;
    return { ...command, data: { ...command.data, sha256: signable?.sha256 ?? '' } };
  }
  return command;
};
const withText = <K extends FreezePact | AmendPact>(command: K, text: string): K => ({ ...command, data: { ...command.data, text, sha256: shaOf(text) } });

export const tableOf = (it: Pact, more: Partial<Table> = {}): Table => ({ pact: it, bodies: organisations, documents: { [DOCUMENT]: deposited }, ...more });

/** Everything that a command makes, in other streams too. */
export const decideAll = (command: PactCommand, it: Pact, more: Partial<Table> = {}): readonly TableFact[] => pact.decide(knowing(command, it), tableOf(it, more));
const isOfPact = (fact: TableFact): fact is PactFact => 'pact' in fact.data;
export const decide = (command: PactCommand, it: Pact, more: Partial<Table> = {}): readonly PactFact[] => decideAll(command, it, more).filter(isOfPact);

export const stateAfter = (facts: readonly PactFact[]): Pact => facts.reduce<Pact>(evolve, absent);
/** The facts that commands make, one after the other; throws where one is refused. */
export const history = (...all: readonly PactCommand[]): readonly PactFact[] => all.reduce<readonly PactFact[]>((facts, command) => [...facts, ...decide(command, stateAfter(facts))], []);
export const after = (...all: readonly PactCommand[]): Pact => stateAfter(history(...all));
export const standingAfter = (...all: readonly PactCommand[]): Standing => {
  const it = after(...all);
  if (it.status !== 'in-force') throw new Error(`It is ${it.status}.`);
  return it;
};
export const typesOf = (facts: readonly PactFact[]): readonly string[] => facts.map(({ type }) => type);
