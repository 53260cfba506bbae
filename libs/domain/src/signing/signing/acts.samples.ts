import type { Actor } from '../../kernel/message.js';
import {
  alone, amend, annul, approve, association, associationSecond, attest, bank, chengdu, chengduSecond, chongqing, confirm, correct, identify, object,
  plan, reason, RECEIPT, receive, remind, report, resubmit, returned, reverse, reverseFunds, shanghai, shanghaiAssociation, shared, source, submit,
  terminate, threeParties, upgrade, verify, verifyFunds, withAmount, withCounterpart, withdraw, wuhan,
} from './signing.samples.js';
import type { SigningCommand } from './signing.js';
import type { Changes, Terms } from './terms.js';

/** Everybody who may try: those whom it falls to, their colleagues, the region above, and those whom it does not concern. */
export const actors: readonly Actor[] = [
  chengdu, chengduSecond, chongqing, shanghai, wuhan, association, associationSecond, shanghaiAssociation, bank,
  { principal: 'sichuan-1', organisation: 'sichuan-commerce', role: 'region', region: '510000' },
  { ...chengduSecond, principal: 'chengdu-3', role: 'administrator', region: '*' },
];

const amount = (value: string, currency = 'CNY', op: NonNullable<Terms['amount']>['op'] = '='): Terms['amount'] =>
  ({ amount: value, currency, op, kind: 'total-investment', text: null });

const amounts: readonly Terms['amount'][] = [
  null, withAmount.amount, amount('1000.00'), amount('0.01'), amount('333.33'), amount('1000', 'JPY'), amount('700.00', 'CNY', '>'), amount('700.00', 'CNY', '<~'),
];
const hosts: readonly Terms['hosts'][] = [
  alone.hosts, shared.hosts, [...shared.hosts].reverse(), [{ region: '500000', share: '1' }], [{ region: '510104', share: '1/7' }, { region: '420100', share: '6/7' }],
  [{ region: '510100', share: '1/3' }, { region: '500000', share: '1/3' }, { region: '420100', share: '1/3' }],
];
const counterparts: readonly Terms['counterpart'][] = [null, { region: '500000' }, { region: '310000' }, { region: '510100' }];
const days = ['2024-01-11', '2024-01', '2024-02-29', '2024-05', '2024-05-20', '2024-06~', '2023-06', '2024-07-08', '2024-12'];

/** Terms as they are submitted; some of them are refused. */
export const someTerms: readonly Terms[] = [alone, shared, withCounterpart, threeParties, withAmount].flatMap((base, n) =>
  hosts.map((each, at): Terms => ({ ...base, level: (n + at) % 2 === 0 ? 'intent' : 'contract', kind: n === 1 && at === 1 ? 'headquarters' : 'project', hosts: n === at ? base.hosts : each, amount: amounts[(n + at) % amounts.length] ?? null, signedOn: at === 5 && n > 2 ? days[n + 4] as string : base.signedOn })));

/** What a change may say, one field or two at a time. */
export const someChanges: readonly Changes[] = [
  ...amounts.map((each) => ({ amount: each })), ...hosts.map((each) => ({ hosts: each })), ...counterparts.map((each) => ({ counterpart: each })),
  ...hosts.slice(0, 3).map((each, n) => ({ hosts: each, amount: amounts[n + 2] ?? null })),
  ...['2024-01-11', '2023-12', '2024-04-01', '2024-09-01'].map((signedOn) => ({ signedOn })),
  { project: '西部算力中心' }, { project: alone.project }, { level: 'intent' }, { edition: 'conference-22' }, { track: 'computing' }, { track: null }, { investors: [] }, {},
];

const receipts = [RECEIPT, RECEIPT.replace(/1$/, '2')];
const milestones = ['register', 'start', 'operate'] as const;
/** Milestones on the days on which they are likely, and on others. */
const each = milestones.flatMap((milestone, n) => [days[n] as string, days[n + 2] as string, '2024', '2024-05-20'].map((on) => [milestone, on] as const));

/** Every act with everything that may be said in it, by whom it falls to. */
export const acts: Readonly<Record<string, readonly SigningCommand[]>> = {
  submit: [...someTerms.map((terms) => submit({ terms })), ...someTerms.map((terms) => attest({ terms })), submit({ source }), attest({ source: null })],
  return: [returned(), returned({}, association)],
  resubmit: someChanges.map((changes) => resubmit({ changes })),
  confirm: [confirm(), confirm({}, shanghai), confirm({}, wuhan)],
  approve: [approve(), approve(), approve({}, associationSecond), approve({}, associationSecond), ...[['500000'], ['310000'], ['500000', '310000'], ['420100']].map((regions) => approve({ waive: regions }))],
  remind: [remind(), remind({}, association), remind({ regions: ['500000'] }), remind({ regions: ['420100'] })],
  object: [object(), object({}, shanghai), object({ reason: { ...reason, text: '另有异议。' } })],
  identify: [identify(), identify({}, chengdu)],
  withdraw: [withdraw()],
  correct: someChanges.map((changes) => correct({ changes })),
  amend: someChanges.flatMap((changes) => days.map((effectiveOn) => amend({ changes, effectiveOn }))),
  upgrade: (['framework', 'contract'] as const).flatMap((level) => [{}, {}, { amount: withAmount.amount }, { level }, { kind: 'platform' as const }].flatMap((changes) => days.map((effectiveOn) => upgrade({ level, changes, effectiveOn })))),
  'plan-milestone': each.flatMap(([milestone, on]) => [plan({ milestone, on }), plan({ milestone, on, reason })]),
  'report-milestone': [...each.flatMap(([milestone, on]) => [report({ milestone, on }), report({ milestone, on, reason }), report({ milestone, on, reason })]), report({ evidence: [] })],
  'verify-milestone': milestones.map((milestone) => verify({ milestone })),
  'reverse-milestone': milestones.map((milestone) => reverse({ milestone })),
  'receive-funds': [
    ...receipts.flatMap((receipt) => ['510100', '510100', '500000'].flatMap((host) => days.map((on, n) => receive({ receipt, host, on, amount: { amount: '333.33', currency: n === 1 ? 'USD' : 'CNY' } })))), receive({ evidence: [] }),
  ],
  'verify-funds': receipts.map((receipt) => verifyFunds({ receipt })),
  'reverse-funds': receipts.map((receipt) => reverseFunds({ receipt })),
  terminate: days.map((on) => terminate({ on })),
  annul: [annul()],
};
