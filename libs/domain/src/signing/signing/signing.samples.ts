import { byCodes } from '../../kernel/directory.js';
import type { Actor, Role } from '../../kernel/message.js';
import type { SigningFact } from './signing.events.js';
import {
  type AmendSigning, type ApproveSigning, type ConfirmSigning, type CorrectSigning, type ResubmitSigning, type ReturnSigning,
  signing, type SigningCommand, type SubmitSigning, type TerminateSigning, type WithdrawSigning,
} from './signing.js';
import type { Signing } from './state.js';
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
export const submit = of<SubmitSigning>('SubmitSigning', commandId(1), chengdu, '2024-01-15T02:00:00.000Z', { terms: shared, source: null });
export const attest = of<SubmitSigning>('SubmitSigning', commandId(2), association, '2024-01-15T02:00:00.000Z', { terms: shared, source });
export const returned = of<ReturnSigning>('ReturnSigning', commandId(3), chongqing, '2024-01-16T02:00:00.000Z', { reason, fields: ['hosts'] });
export const resubmit = of<ResubmitSigning>('ResubmitSigning', commandId(4), chengdu, '2024-01-17T02:00:00.000Z', { changes: {}, reason });
export const confirm = of<ConfirmSigning>('ConfirmSigning', commandId(5), chongqing, '2024-01-18T02:00:00.000Z', { note: null, version: 1 });
export const approve = of<ApproveSigning>('ApproveSigning', commandId(6), association, '2024-01-19T02:00:00.000Z', { note: null });
export const withdraw = of<WithdrawSigning>('WithdrawSigning', commandId(7), chengdu, '2024-01-20T02:00:00.000Z', { reason });
export const correct = of<CorrectSigning>('CorrectSigning', commandId(8), chengdu, '2024-06-03T02:00:00.000Z', { changes: { project: '西部算力中心' }, reason });
export const amend = of<AmendSigning>('AmendSigning', commandId(9), chengdu, '2024-06-03T02:00:00.000Z', {
  changes: { amount: { amount: '1500000000.00', currency: 'CNY', op: '=', kind: 'total-investment', text: '15亿元' } },
  reason, effectiveOn: '2024-05-20',
});
export const terminate = of<TerminateSigning>('TerminateSigning', commandId(10), chengdu, '2024-07-01T02:00:00.000Z', { reason, on: '2024-06-30' });

/** The facts that commands make, one after the other; throws where one is refused. */
export const history = (...commands: readonly SigningCommand[]): readonly SigningFact[] =>
  commands.reduce<readonly SigningFact[]>((facts, command) => [...facts, ...signing.decide(command, stateAfter(facts))], []);

export const stateAfter = (facts: readonly SigningFact[]): Signing => facts.reduce<Signing>(signing.evolve, signing.initialState);
