import { ADMIN, CHENGDU, CHONGQING } from '../../support/samples.js';
import type { Asked, Operation } from '../history.js';
import { company, logOf, one, PACT, said, told, two } from './cooperation.samples.js';
import { deeds } from './deeds.js';

const { drafted, proposed, frozen, signed, declined, entered } = said;
const { recorded, admitted, withdrew, struck } = told;
const groups = [{ parties: [two.by.id], atLeast: 1 }];
const log = logOf([
  drafted(1, groups, [one, two]), proposed(2), frozen(3), declined(4, one), signed(5, two), entered(5, [two]),
  recorded(6), admitted(7, one, '2022-01-01'), withdrew(8, one, '2023-01-01'), admitted(9, two, '2022-01-01'), struck(10, two, '2022-01-01'),
]);

/** An act that was acknowledged: of which command the log holds something, and at which version of its stream. */
const done = (command: number, version: number, as: string, verb: string, body: object, on: 'pacts' | 'alliances' = 'pacts'): Operation => {
  const id = on === 'pacts' ? PACT : told.id;
  const asked: Omit<Asked, 'key'> = { as, path: verb === 'open' ? `/v1/${on}` : `/v1/${on}/${id}/${verb}`, body: verb === 'open' ? { id, ...body } : body };
  return {
    ...asked, key: '', n: command, client: 0, api: 0, command: `command ${command}`, invoked: 0, answered: 1, at: '', outcome: 'ok', status: 200, replayed: false,
    receipt: { stream: '', version, position: 0 },
  };
};
const sign = (side: typeof one, text?: string): object => ({ ...side.by.signer(), signature: side.by.jws(text ?? '协议文本') });
const found = (...operations: readonly Operation[]): readonly string[] => deeds(log, operations, company);

describe('acts on pacts and alliances that were acknowledged', () => {
  it('have written what they say, or were so already', () => {
    expect(found(
      done(1, 1, CHENGDU, 'open', { as: one.by.id }), done(2, 2, CHENGDU, 'propose', { as: null }), done(92, 2, CHENGDU, 'propose', { as: one.by.id }), done(3, 3, CHONGQING, 'freeze', { as: two.by.id }),
      done(93, 3, CHENGDU, 'freeze', { as: one.by.id }), done(4, 4, CHENGDU, 'decline', { as: one.by.id }), done(5, 6, ADMIN, 'sign', sign(two)), done(95, 6, CHONGQING, 'sign', sign(two)),
      done(6, 1, ADMIN, 'open', {}, 'alliances'), done(7, 2, ADMIN, 'admit', { organisation: one.by.id, on: '2022-01-01' }, 'alliances'), done(97, 2, ADMIN, 'admit', { organisation: one.by.id, on: '2022-01-01' }, 'alliances'),
      done(98, 3, ADMIN, 'withdraw', { organisation: one.by.id, on: '2023-01-01' }, 'alliances'), done(99, 5, ADMIN, 'strike', { organisation: two.by.id }, 'alliances'),
    )).toEqual([]);
  });

  it.each<[string, Operation, string]>([
    ['nothing was written', done(90, 5, CHENGDU, 'sign', sign(one)), 'wrote nothing, and it was not so before'],
    ['nothing was written, and it was so only later', done(90, 3, CHONGQING, 'sign', sign(two)), 'wrote nothing, and it was not so before'],
    ['nothing was drafted', done(90, 6, CHENGDU, 'open', { as: one.by.id }), 'wrote nothing, and it was not so before'],
    ['something else was written', done(2, 2, CHENGDU, 'decline', { as: one.by.id }), 'wrote PactProposed'],
    ['more was written', done(5, 6, CHONGQING, 'freeze', { as: two.by.id }), 'wrote PactSigned, PactEnteredIntoForce'],
    ['it was written of another', done(5, 6, CHENGDU, 'sign', sign(one)), 'wrote something of body-2'],
    ['another signature was written', done(5, 6, CHONGQING, 'sign', sign(two, '另一文本')), 'wrote another signature than the one that was sent'],
    ['another body was admitted', done(7, 2, ADMIN, 'admit', { organisation: two.by.id, on: '2022-01-01' }, 'alliances'), 'wrote something of body-1'],
    ['it was entered of another day', done(7, 2, ADMIN, 'admit', { organisation: one.by.id, on: '2022-01-02' }, 'alliances'), 'wrote it of 2022-01-01'],
    ['a member was not admitted', done(90, 5, ADMIN, 'admit', { organisation: two.by.id, on: '2022-01-01' }, 'alliances'), 'wrote nothing, and it was not so before'],
  ])('are told where %s', (_, operation, sentence) => {
    expect(found(operation)).toEqual([expect.stringContaining(sentence)]);
  });
});
