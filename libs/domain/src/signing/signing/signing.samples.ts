import type { Decider } from '../../kernel/decider.js';
import { byCodes } from '../../kernel/directory.js';
import type { Actor, Role } from '../../kernel/message.js';
import type { Document } from '../../evidence/document/index.js';
import { type Desk, empty } from './desk.js';
import { type SigningFact, signingEvents } from './signing.events.js';
import {
  type AmendSigning, type AnnulSigning, type ApproveSigning, type ConfirmSigning, type CorrectSigning, type IdentifySigning, type ObjectToSigning, type PlanMilestone,
  type ReceiveFunds, type RemindSigning, type ReportMilestone, type ResubmitSigning, type ReturnSigning, type ReverseFunds, type ReverseMilestone,
  signing, type SigningCommand, type SubmitSigning, type TerminateSigning, type UpgradeSigning, type VerifyFunds, type VerifyMilestone, type WithdrawSigning,
} from './signing.js';
import { absent, evolve, type Signing } from './state.js';
import type { Reason, Source, Terms } from './terms.js';

export const SIGNING = '019a0c00-0000-7000-8000-000000000001';

const actor = (principal: string, organisation: string, role: Role, region: string): Actor => ({ principal, organisation, role, region });

export const chengdu = actor('chengdu-1', 'chengdu-commerce', 'region', '510100');
/** A second person of Chengdu's organisation. */
export const chengduSecond = actor('chengdu-2', 'chengdu-commerce', 'region', '510100');
export const chongqing = actor('chongqing-1', 'chongqing-commerce', 'region', '500000');
export const shanghai = actor('shanghai-1', 'shanghai-commerce', 'region', '310000');
/** Of no sample's business. */
export const wuhan = actor('wuhan-1', 'wuhan-commerce', 'region', '420100');
export const association = actor('association-1', 'association', 'administrator', '*');
/** A second person of the association. */
export const associationSecond = actor('association-2', 'association', 'administrator', '*');
/** An association whose scope holds Shanghai and none of the submitting regions. */
export const shanghaiAssociation = actor('shanghai-association-1', 'shanghai-association', 'administrator', '310000');
export const bank = actor('bank-1', 'bank', 'bank', '310000');

/** One host and nobody to ask. */
export const alone: Terms = {
  project: '西部数据中心',
  kind: 'project',
  level: 'contract',
  hosts: [{ region: '510100', share: '1' }],
  counterpart: null,
  investors: [{ name: '示例数据有限公司', creditCode: null, region: '310000' }],
  amount: null,
  edition: null,
  track: null,
  pact: null,
  signedOn: '2024-01-11',
};
/** Chengdu hosts it with Chongqing. */
export const shared: Terms = { ...alone, hosts: [{ region: '510100', share: '0.6' }, { region: '500000', share: '0.4' }] };
/** Chengdu hosts it; Chongqing stands on the other side. */
export const withCounterpart: Terms = { ...alone, counterpart: { region: '500000' } };
/** Chengdu hosts it with Chongqing; Shanghai stands on the other side. */
export const threeParties: Terms = { ...shared, counterpart: { region: '310000' } };
/** 约10亿元. */
export const withAmount: Terms = {
  ...alone,
  amount: { amount: '1000000000.00', currency: 'CNY', op: '~', kind: 'total-investment', text: '约10亿元' },
};

export const reason: Reason = { code: 'entered-wrongly', text: '原文件有误，依更正件。' };
export const source: Source = { document: '第二十一届泛珠大会签约公报', quote: '西部数据中心项目落户成都。' };

const of = <C extends SigningCommand>(type: C['type'], id: string, by: Actor, at: string, data: Omit<C['data'], 'id'>) =>
  (changed: Partial<Omit<C['data'], 'id'>> = {}, actor: Actor = by): C =>
    ({ type, id, actor, at, directory: byCodes, data: { id: SIGNING, ...data, ...changed } }) as unknown as C;

const commandId = (n: number): string => `019a0c00-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`;

/** The commands, each by whom it falls to, with what is said to differ: `submit({ terms: alone }, shanghai)`. */
export const submit = of<SubmitSigning>('SubmitSigning', commandId(1), chengdu, '2024-01-15T02:00:00.000Z', { terms: shared, source: null, number: 'CD-2024-0001', externalIds: [] });
export const attest = of<SubmitSigning>('SubmitSigning', commandId(2), association, '2024-01-15T02:00:00.000Z', { terms: shared, source, number: 'CD-2024-0002', externalIds: [] });
export const returned = of<ReturnSigning>('ReturnSigning', commandId(3), chongqing, '2024-01-16T02:00:00.000Z', { reason, fields: ['hosts'] });
export const resubmit = of<ResubmitSigning>('ResubmitSigning', commandId(4), chengdu, '2024-01-17T02:00:00.000Z', { changes: {}, reason });
export const confirm = of<ConfirmSigning>('ConfirmSigning', commandId(5), chongqing, '2024-01-18T02:00:00.000Z', { note: null, version: 1 });
export const approve = of<ApproveSigning>('ApproveSigning', commandId(6), association, '2024-01-19T02:00:00.000Z', { note: null, waive: [] });
export const withdraw = of<WithdrawSigning>('WithdrawSigning', commandId(7), chengdu, '2024-01-20T02:00:00.000Z', { reason, externalIds: [] });
export const correct = of<CorrectSigning>('CorrectSigning', commandId(8), chengdu, '2024-06-03T02:00:00.000Z', { changes: { project: '西部算力中心' }, reason });
export const amend = of<AmendSigning>('AmendSigning', commandId(9), chengdu, '2024-06-03T02:00:00.000Z', {
  changes: { amount: { amount: '1500000000.00', currency: 'CNY', op: '=', kind: 'total-investment', text: '15亿元' } },
  reason, effectiveOn: '2024-05-20',
});
export const terminate = of<TerminateSigning>('TerminateSigning', commandId(10), chengdu, '2024-07-01T02:00:00.000Z', { reason, on: '2024-06-30' });

/** After the due date of what was submitted on 15 January 2024. */
export const AFTER_DUE = '2024-02-01T02:00:00.000Z';
export const waive = of<ApproveSigning>('ApproveSigning', commandId(11), association, AFTER_DUE, { note: null, waive: ['500000'] });
export const remind = of<RemindSigning>('RemindSigning', commandId(12), chengdu, '2024-01-22T02:00:00.000Z', { regions: [], note: null });
export const object = of<ObjectToSigning>('ObjectToSigning', commandId(13), chongqing, '2024-02-05T02:00:00.000Z', { reason });
export const identify = of<IdentifySigning>('IdentifySigning', commandId(14), chongqing, '2024-02-06T02:00:00.000Z', { externalIds: [{ scheme: 'oa', id: 'CQ-17' }] });
/** The number that Chongqing's own system knows it by. */
export const outside = { organisation: chongqing.organisation, scheme: 'oa', id: 'CQ-17' };
export const upgrade = of<UpgradeSigning>('UpgradeSigning', commandId(15), chengdu, '2024-06-03T02:00:00.000Z', { level: 'contract', changes: {}, reason, effectiveOn: '2024-05-20' });
export const plan = of<PlanMilestone>('PlanMilestone', commandId(16), chengdu, '2024-02-10T02:00:00.000Z', {
  milestone: 'register', on: '2024-03-31', responsible: { name: '成都高新区招商局', organisation: null }, reason: null,
});

/** A document that each of the bodies has deposited. */
export const documentOf = ({ organisation, principal, region }: Actor): Document => ({
  id: `019a0c00-0000-7000-8000-d0c${[...organisation].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 999_999_937, 7).toString().padStart(9, '0')}`,
  sha256: 'ab'.repeat(32), bytes: 1_024, mediaType: 'application/pdf', name: null, access: 'parties', region, by: { principal, organisation }, references: [], discarded: null,
});
/** Somebody's own document as evidence. */
export const proofOf = (actor: Actor) => [{ document: documentOf(actor).id, sha256: null }];
const proof = proofOf(chengdu);

export const report = of<ReportMilestone>('ReportMilestone', commandId(17), chengdu, '2024-03-20T02:00:00.000Z', { milestone: 'register', on: '2024-03-15', evidence: proof, reason: null });
export const verify = of<VerifyMilestone>('VerifyMilestone', commandId(18), association, '2024-03-22T02:00:00.000Z', { milestone: 'register', reason: null, evidence: [] });
export const reverse = of<ReverseMilestone>('ReverseMilestone', commandId(19), association, '2024-03-25T02:00:00.000Z', { milestone: 'register', reason });
export const RECEIPT = '019a0c00-0000-7000-8000-00000000fd01';
export const receive = of<ReceiveFunds>('ReceiveFunds', commandId(20), chengdu, '2024-04-10T02:00:00.000Z', {
  receipt: RECEIPT, host: '510100', payer: { name: '示例数据有限公司', region: '310000' }, on: '2024-04-08',
  amount: { amount: '200000000.00', currency: 'CNY' }, kind: 'fixed-assets', evidence: proof,
});
export const verifyFunds = of<VerifyFunds>('VerifyFunds', commandId(21), association, '2024-04-12T02:00:00.000Z', { receipt: RECEIPT, reason: null, evidence: [] });
export const reverseFunds = of<ReverseFunds>('ReverseFunds', commandId(22), association, '2024-04-15T02:00:00.000Z', { receipt: RECEIPT, reason });
export const annul = of<AnnulSigning>('AnnulSigning', commandId(23), association, '2024-08-01T02:00:00.000Z', { reason, externalIds: [] });

/** What lies before whoever decides on a signing: beside it everybody's document. */
export const deskOf = (state: Signing, more: Partial<Desk> = {}): Desk => ({
  ...empty, signing: state, documents: Object.fromEntries([chengdu, chongqing, shanghai, association, wuhan].map((actor) => [documentOf(actor).id, documentOf(actor)])), ...more,
});

/** Whoever verifies names the evidence of what stands, as the api does for him. */
const knowing = (command: SigningCommand, state: Signing): SigningCommand => {
  if (state.status === 'absent' || (command.type !== 'VerifyMilestone' && command.type !== 'VerifyFunds')) return command;
  const evidence = (command.type === 'VerifyMilestone' ? state.milestones[command.data.milestone]?.reported?.evidence : state.receipts[command.data.receipt]?.evidence) ?? [];
  return { ...command, data: { ...command.data, evidence } } as SigningCommand;
};

const types: readonly string[] = signingEvents.map(({ type }) => type);
/** What a command makes of a signing in the signing's own stream; throws where it is refused. */
export const decide = (command: SigningCommand, state: Signing, more: Partial<Desk> = {}): readonly SigningFact[] =>
  signing.decide(knowing(command, state), deskOf(state, more)).filter((fact): fact is SigningFact => types.includes(fact.type));

/** The decider as it is with everybody's document on the desk, and with the signing for its whole state. */
export const signingAlone: Decider<Signing, SigningCommand, SigningFact> = { ...signing, initialState: absent, decide: (command, state) => decide(command, state), evolve };

/** The facts that commands make, one after the other; throws where one is refused. */
export const history = (...commands: readonly SigningCommand[]): readonly SigningFact[] =>
  commands.reduce<readonly SigningFact[]>((facts, command) => [...facts, ...decide(command, stateAfter(facts))], []);

export const stateAfter = (facts: readonly SigningFact[]): Signing => facts.reduce<Signing>(evolve, absent);
