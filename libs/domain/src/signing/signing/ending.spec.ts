import type { Actor } from '../../kernel/message.js';
import { corrected, given, knownAfter, terminated } from './given.samples.js';
import {
  amend, approve, association, chengdu, chengduSecond, chongqing, confirm, correct, history, reason, resubmit, returned, shanghai, shared, submit, terminate, threeParties, withdraw, wuhan,
} from './signing.samples.js';

describe('terminating', () => {
  const standing = history(submit({ terms: threeParties }), confirm(), confirm({}, shanghai), approve());

  it.each<[who: string, actor: Actor]>([
    ['the submitter', chengdu], ['a second person of it', chengduSecond], ['another host', chongqing], ['the counterpart', shanghai], ['the association', association],
  ])('is for %s', (_, actor) =>
    given(...standing).when(terminate({}, actor)).then({
      type: 'SigningTerminated', effectiveOn: '2024-06-30',
      data: { on: '2024-06-30', reason, by: { principal: actor.principal, organisation: actor.organisation } },
    }));

  it('is for a host that an amendment brought in, and no more for one that left', () => {
    const hosts = [{ region: '510100', share: '0.6' }, { region: '420100', share: '0.4' }];
    const moved = history(submit(), confirm(), approve(), amend({ changes: { hosts } }), confirm({}, wuhan), approve());
    given(...moved).when(terminate({}, wuhan)).thenTypes('SigningTerminated');
    given(...moved).when(terminate({}, chongqing)).thenRefused('signing/not-a-party');
  });

  it('has a date that has come and is not before the signing', () => {
    given(...standing).when(terminate({ on: '2024-07-01' })).thenTypes('SigningTerminated');
    given(...standing).when(terminate({ on: '2024-07-02' })).thenRefused('signing/date-in-future');
    given(...standing).when(terminate({ on: '2024-01-10' })).thenRefused('signing/before-signed');
    given(...standing).when(terminate({ on: '2024-01' })).thenTypes('SigningTerminated');
  });

  it('lets a change that still waited fall', () => {
    const facts = [...corrected, ...given(...corrected).when(terminate()).facts()];
    expect(knownAfter(facts)).toMatchObject({ status: 'terminated', terms: shared });
    given(...facts).when(approve()).thenNothing();
  });

  it('is final', () => {
    for (const command of [correct(), amend(), resubmit(), withdraw(), returned(), terminate({ on: '2024-06' })]) {
      given(...terminated).when(command).thenRefused('signing/terminated');
    }
  });
});
