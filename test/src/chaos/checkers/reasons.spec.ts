import { ADMIN, CHENGDU, CHONGQING } from '../../support/samples.js';
import type { Asked, Operation } from '../history.js';
import { acknowledged, company, logOf, one, PACT, refused, said, TEXT, three, told, two } from './cooperation.samples.js';
import { reasons } from './reasons.js';

const { drafted, proposed, frozen, signed, entered } = said;
const { recorded, admitted, withdrew } = told;
const ORDERED = [{ parties: [one.by.id], atLeast: 1 }, { parties: [two.by.id], atLeast: 1 }];
const facts = [drafted(1, ORDERED, [one, two]), proposed(2), frozen(3), signed(4, one), signed(5, two), entered(5, [one, two]), recorded(6), admitted(7, one, '2022-01-01'), withdrew(8, one, '2023-01-01'), admitted(9, two, '2022-01-01')];
const log = logOf(facts);
const found = (...operations: readonly Operation[]): readonly string[] => reasons(log, [...acknowledged(log), ...operations], company);

const act = (verb: string, as: string, body: object, ifMatch?: number): Omit<Asked, 'key'> => ({ as, path: `/v1/pacts/${PACT}/${verb}`, body, ...(ifMatch === undefined ? {} : { ifMatch }) });
const sign = (side: typeof one, text = TEXT, as = side.as): Omit<Asked, 'key'> => act('sign', as, { ...side.by.signer(), signature: side.by.jws(text) });
const ofAlliance = (verb: string, body: object): Omit<Asked, 'key'> => ({ as: ADMIN, path: `/v1/alliances/${told.id}/${verb}`, body });
/** While the command of this number was under way. */
const during = (n: number) => ({ invoked: n * 10 + 6, answered: n * 10 + 9 });
const draft = { as: CHENGDU, path: '/v1/pacts', body: { id: PACT, as: one.by.id } };

describe('refusals of acts on pacts and alliances', () => {
  it('have a reason where the log holds it', () => {
    expect(found(
      refused(act('propose', CHENGDU, { as: one.by.id }), '404 pact/not-found', { invoked: 1, answered: 2 }),
      refused(act('freeze', CHONGQING, { as: two.by.id }), '404 pact/not-found', during(1)),
      refused(draft, '409 pact/exists', during(1)),
      refused(sign(one), '409 pact/drafted', during(1)),
      refused(sign(one), '409 pact/negotiating', during(2)),
      refused(act('freeze', CHENGDU, { as: one.by.id }), '403 pact/own-offer', during(2)),
      refused(sign(two), '409 pact/not-your-turn', during(3)),
      refused(sign(one, TEXT, CHONGQING), '403 party/not-yours', during(3)),
      refused(sign(one, '另一文本'), '422 pact/signature-fails', during(3)),
      refused(sign(one, '另一文本'), '409 pact/signed-already', during(4)),
      refused(act('propose', CHENGDU, { as: one.by.id }), '409 pact/not-a-draft', during(3)),
      refused(act('counter', CHENGDU, { as: one.by.id }), '409 pact/in-force'),
      refused(act('freeze', CHONGQING, { as: two.by.id }, 2), '412 request/version-moved', { ...during(3), etag: 3 }),
      refused(ofAlliance('admit', { organisation: two.by.id, on: '2023-01-01' }), '409 alliance/member-already'),
      refused(ofAlliance('admit', { organisation: one.by.id, on: '2022-06-01' }), '422 alliance/overlaps'),
      refused(ofAlliance('withdraw', { organisation: three.by.id, on: '2022-06-01' }), '409 alliance/not-a-member'),
      refused(ofAlliance('withdraw', { organisation: two.by.id, on: '2021-06-01' }), '422 alliance/before-joining'),
      refused(ofAlliance('withdraw', { organisation: two.by.id, on: '2019-06-01' }), '422 alliance/before-founding'),
    )).toEqual([]);
  });

  it.each<[string, Operation]>([
    ['what stands is said not to be there', refused(act('propose', CHENGDU, { as: one.by.id }), '404 pact/not-found', during(2))],
    ['a pact is said to be there before it was', refused(draft, '409 pact/exists', { invoked: 1, answered: 2 })],
    ['it is said to be negotiated when it was frozen', refused(sign(one), '409 pact/negotiating', during(3))],
    ['a party is sent back in its turn', refused(sign(two), '409 pact/not-your-turn', during(4))],
    ['a good signature fails', refused(sign(one), '422 pact/signature-fails', during(3))],
    ['the same signature is refused', refused(sign(one), '409 pact/signed-already', during(4))],
    ['who speaks for it is told that he does not', refused(sign(one, TEXT, ADMIN), '403 party/not-yours', during(3))],
    ['it is told with another status', refused(sign(two), '422 pact/not-your-turn', during(3))],
    ['the version that stood is said to have moved', refused(act('freeze', CHONGQING, { as: two.by.id }, 2), '412 request/version-moved', { ...during(2), etag: 2 })],
    ['a version is told that never stood', refused(act('freeze', CHONGQING, { as: two.by.id }, 2), '412 request/version-moved', { ...during(2), etag: 9 })],
    ['a refusal is given for another version than the one that was named', refused(act('counter', CHENGDU, { as: one.by.id }, 2), '409 pact/in-force')],
    ['nothing moved and it is said to have', refused(sign(one), '409 pact/moved-meanwhile', during(3))],
    ['something went wrong', refused(sign(one), '500 service/internal', during(3))],
    ['a key is said to be used that nobody used', refused(sign(one), '422 request/idempotency-key-reused', during(3))],
    ['who is no member is said to be one', refused(ofAlliance('admit', { organisation: one.by.id, on: '2024-01-01' }), '409 alliance/member-already')],
    ['a member is said to be none', refused(ofAlliance('withdraw', { organisation: two.by.id, on: '2024-01-01' }), '409 alliance/not-a-member')],
    ['a date is said to lie before the joining that lies behind it', refused(ofAlliance('withdraw', { organisation: two.by.id, on: '2022-06-01' }), '422 alliance/before-joining')],
    ['days are said to meet that do not', refused(ofAlliance('admit', { organisation: one.by.id, on: '2023-01-01' }), '422 alliance/overlaps')],
  ])('have none where %s', (_, operation) => {
    expect(found(operation)).toEqual([expect.stringContaining('for which nothing in the log is a reason')]);
  });
});
