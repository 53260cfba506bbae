import type { PactCommand } from './pact.js';
import {
  A, amend, among, association, B, C, chengdu, chongqing, counter, D, decline, draft, freeze, frozen, inForce, propose, record, renew, report, resume, reverse, sign, source, speakers, SUPPLEMENT, SUPPLEMENT_2, suspend,
  terminate, terms, verify, withdraw, without,
} from './pact.samples.js';
import type { Terms } from './terms.js';

const PARTIES = [A, B, C] as const;
const by = (organisation: string) => speakers[organisation] ?? chengdu;
const owed = (obligation: string, owner: string, due: string | null) => ({ obligation, clause: null, owner, describes: '商定事项。', due });
const attested = { source, as: null };
/** After the main text was signed. */
const LATER = '2024-05-07T02:00:00.000Z';

/** Lives of a pact that together use every fact of it: one that is signed, added to and ended, one that fails, and one that a document states. */
export const lives: readonly (readonly PactCommand[])[] = [
  [
    draft(), propose(), counter(), freeze({}, chengdu), ...PARTIES.map((each) => sign(each)),
    amend({ clauses: [], obligations: [owed('list', B, '2024-05-31')] }), ...PARTIES.map((each) => sign(each, { supplement: SUPPLEMENT }, by(each), LATER)),
    suspend({ clause: '3', from: '2024-06-01' }, chengdu, LATER), ...PARTIES.map((each) => resume({ on: '2024-06-15' }, by(each), LATER)),
    report({}, chengdu, LATER), verify({}, chongqing, LATER), reverse({}, chongqing, LATER),
    renew({ clause: '5' }, chengdu, LATER), withdraw({ clause: '2', on: '2024-07-01' }, by(C), LATER), terminate({ clause: '4', on: '2024-09-01' }, chengdu, LATER),
  ],
  [...frozen(), sign(A), decline({}, chongqing, LATER)],
  [record(), suspend({ ...attested, from: '2024-02' }, association), resume({ ...attested, on: '2024-03' }, association), withdraw({ ...attested, on: '2024-04-01' }, association)],
];

const more = [owed('plan', A, '2024-06-30'), owed('list', B, '2024-05'), owed('visit', C, null)];
/** Terms as they are drafted: with and without dates, thresholds and obligations; with two, three and four parties. */
const someTerms: readonly Terms[] = [
  terms, without({ obligations: more }), without({ validity: { from: null, to: null }, obligations: more }), among([A, B]), among([A, B, C], [{ parties: [A, B, C], atLeast: 2 }], { obligations: more }),
  among([A, B, C, D], [{ parties: [A], atLeast: 1 }, { parties: [B, C, D], atLeast: 3 }], { validity: { from: '2024-04-01', to: '2024-12-31' }, obligations: [owed('report', D, '2024-07-31')] }),
];
const { stated } = record().data;
const someStated = [stated, { ...stated, inForceFrom: '2023-12-15', to: '2024-08' }, { ...stated, parties: [] }, { ...stated, inForceFrom: null }, { ...stated, parties: stated.parties.slice(0, 2), inForceFrom: '2022' }];
const days = ['2024-05-20', '2024-07-01', '2024-09-15', '2024-11-30'];
const ends = ['2025-03-31', '2025-12-31'];

type Tried = readonly PactCommand[];
/** What one does, what all do, and what an association enters of a pact that is known from documents. */
const ways = (act: (said: Readonly<{ clause?: string | null; source?: typeof source }>, organisation: string) => PactCommand, clause: string): readonly Tried[] => [
  ...PARTIES.map((each) => [act({ clause }, each)]), PARTIES.map((each) => act({}, each)), PARTIES.map((each) => act({}, each)), [{ ...act({ source }, A), actor: association } as PactCommand], [act({}, B)],
];

/** How a pact begins: in force, on its way to it, or from a document. */
export const openings: readonly Tried[] = [...someTerms.map((each) => inForce(each)), ...someStated.map((each) => [record({ stated: each })]), ...someTerms.map((each) => frozen(each)), [draft(), propose()], [draft({ terms: among([A, B]) })]];

/** What may be tried with it afterwards, by its verb: each a command, or the same one of all parties in turn. */
export const acts: Readonly<Record<string, readonly Tried[]>> = {
  propose: [[propose()]],
  counter: PARTIES.flatMap((each) => [{ title: { zh: '另一文本' } }, { obligations: more }].map((changes) => [counter({ changes }, by(each))])),
  freeze: PARTIES.map((each) => [freeze({}, by(each))]),
  sign: [...[...PARTIES, D].flatMap((each) => [null, SUPPLEMENT, SUPPLEMENT_2].map((supplement) => [sign(each, { supplement })])), ...[null, SUPPLEMENT, SUPPLEMENT_2].map((supplement) => PARTIES.map((each) => sign(each, { supplement })))],
  decline: PARTIES.flatMap((each) => [null, SUPPLEMENT].map((supplement) => [decline({ supplement }, by(each))])),
  amend: [SUPPLEMENT, SUPPLEMENT_2].flatMap((supplement) => [null, '2024-06-01'].flatMap((effectiveOn) => ends.map((to, n) => [
    amend({ supplement, effectiveOn, to: n === 0 ? to : null, clauses: [], obligations: [owed(`more-${supplement.slice(-1)}`, PARTIES[n] ?? A, days[n] ?? null)] }, by(B)), ...PARTIES.map((each) => sign(each, { supplement })),
  ]))),
  suspend: days.flatMap((from) => ways((said, each) => suspend({ ...said, from }, by(each)), '3')),
  resume: days.flatMap((on) => [PARTIES.map((each) => resume({ on }, by(each))), [resume({ on, source }, association)]]),
  renew: ends.flatMap((to) => ways((said, each) => renew({ ...said, to }, by(each)), '5')),
  terminate: days.slice(1).flatMap((on) => ways((said, each) => terminate({ ...said, on }, by(each)), '4')),
  withdraw: days.flatMap((on) => ways((said, each) => withdraw({ ...said, organisation: C, on }, by(each)), '2')),
  report: [['work-plan', A], ['plan', A], ['list', B], ['visit', C], ['more-3', A]].flatMap(([obligation = '', owner = '']) => days.slice(0, 2).map((on) => [report({ obligation, on }, by(owner)), ...PARTIES.map((each) => verify({ obligation }, by(each)))])),
  reverse: ['work-plan', 'plan', 'list'].map((obligation) => [reverse({ obligation }, by(B))]),
};
