import { externalIdStream } from './desk.js';
import { admitted, confirmed, corrected, given, knownAfter, sentBack, submitted, terminated, withdrawn } from './given.samples.js';
import { refusals, refuse, type SigningRefusal } from './refusals.js';
import type { SigningFact } from './signing.events.js';
import {
  alone, amend, annul, approve, association, attest, bank, chengdu, chengduSecond, chongqing, confirm, correct, decide, history, identify, object,
  outside, plan, receive, remind, report, resubmit, returned, reverse, reverseFunds, shanghai, shanghaiAssociation, shared, SIGNING, signingAlone, source,
  stateAfter, submit, terminate, threeParties, upgrade, verify, verifyFunds, waive, withdraw, wuhan,
} from './signing.samples.js';
import type { SigningCommand } from './signing.js';
import { audienceOf } from './state.js';

describe('said twice, it is said once', () => {
  it('confirming', () => {
    given(...confirmed).when(confirm()).thenNothing();
    given(...confirmed).when(confirm({}, { ...chongqing, principal: 'chongqing-2' })).thenNothing();
    given(...admitted).when(confirm()).thenNothing();
    given(...terminated).when(confirm()).thenNothing();
  });
  it('confirming a change', () => given(...history(submit(), confirm(), approve(), correct(), confirm())).when(confirm()).thenNothing());
  it('approving', () => {
    given(...admitted).when(approve()).thenNothing();
    given(...history(submit(), confirm(), approve(), correct(), confirm(), approve())).when(approve()).thenNothing();
    given(...terminated).when(approve()).thenNothing();
  });
  it('withdrawing', () => given(...withdrawn).when(withdraw()).thenNothing());
  it('terminating on the same date', () => {
    given(...terminated).when(terminate()).thenNothing();
    given(...terminated).when(terminate({}, chongqing)).thenNothing();
  });
});

describe('whoever it does not concern', () => {
  const verbs = [
    returned, resubmit, confirm, approve, remind, object, withdraw, identify, correct, amend, upgrade, plan, report, verify, reverse, receive, verifyFunds, reverseFunds, terminate, annul,
  ];

  it('is told of nothing, whatever he tries', () => {
    for (const facts of [[], submitted, confirmed, sentBack, withdrawn, admitted, corrected, terminated, history(attest()), history(submit(), confirm(), approve(), report(), receive())]) {
      for (const verb of verbs) {
        for (const actor of [wuhan, shanghai, shanghaiAssociation, bank]) given(...facts).when(verb({}, actor)).thenRefused('signing/not-found');
      }
    }
  });

  it('is told of it once a change would bring him in, and no more when that is returned', () => {
    const waiting = history(submit(), confirm(), approve(), amend({ changes: { counterpart: { region: '310000' } } }));
    expect(audienceOf(knownAfter(waiting))).toEqual(['310000', '500000', '510100']);
    given(...waiting).when(confirm({}, shanghai)).thenTypes('SigningConfirmed');
    given(...waiting, ...given(...waiting).when(returned({}, association)).facts()).when(confirm({}, shanghai)).thenRefused('signing/not-found');
  });

  it('is not the region above, which sees it and is asked where one below it is', () => {
    given(...submitted).when(confirm({}, { ...wuhan, region: '510000' })).thenRefused('signing/not-asked');
    given(...history(submit({}, chongqing))).when(confirm({}, { ...wuhan, region: '510000' })).thenTypes('SigningConfirmed');
    given(...history(submit({}, chongqing))).when(confirm({}, { ...wuhan, region: '510104' })).thenRefused('signing/not-found');
  });
});

describe('every refusal', () => {
  const annulled = history(submit(), confirm(), approve(), annul());
  const headquarters = history(submit({ terms: { ...alone, kind: 'headquarters' } }), approve());
  const reported = history(submit(), confirm(), approve(), report());
  const received = history(submit(), confirm(), approve(), receive());
  const many = [...admitted, ...Array.from({ length: 1_000 }, (_, n): SigningFact => {
    const [fact] = received.slice(-1) as [Extract<SigningFact, { type: 'FundsReceived' }>];
    return { ...fact, data: { ...fact.data, receipt: `receipt-${n}` } };
  })];
  const cases: readonly (readonly [code: SigningRefusal, facts: readonly SigningFact[], command: SigningCommand])[] = [
    ['signing/not-found', [], confirm()],
    ['signing/exists', submitted, submit()],
    ['signing/host-not-yours', [], submit({}, shanghai)],
    ['signing/source-required', [], attest({ source: null })],
    ['signing/attest-not-yours', [], submit({ source })],
    ['signing/date-in-future', [], submit({ terms: { ...alone, signedOn: '2024-01-16' } })],
    ['signing/before-signed', admitted, terminate({ on: '2023' })],
    ['signing/not-the-submitter', submitted, withdraw({}, chongqing)],
    ['signing/not-asked', history(submit({ terms: alone })), confirm({}, chengduSecond)],
    ['signing/not-the-association', submitted, approve({}, chongqing)],
    ['signing/not-the-association', history(submit({ terms: threeParties })), approve({}, shanghaiAssociation)],
    ['signing/not-a-reviewer', submitted, returned({}, chengdu)],
    ['signing/not-a-party', history(submit({ terms: threeParties }), confirm(), confirm({}, shanghai), approve()), terminate({}, bank)],
    ['signing/same-person', history(attest()), approve()],
    ['signing/same-organisation', history(submit({ terms: alone })), approve({}, { ...chengduSecond, role: 'administrator' })],
    ['signing/confirmations-missing', submitted, approve()],
    ['signing/returned', sentBack, approve()],
    ['signing/not-returned', submitted, resubmit()],
    ['signing/withdrawn', withdrawn, approve()],
    ['signing/terminated', terminated, amend()],
    ['signing/admitted', admitted, withdraw()],
    ['signing/not-admitted', submitted, terminate()],
    ['signing/change-pending', corrected, amend()],
    ['signing/nothing-changes', admitted, correct({ changes: { project: shared.project } })],
    ['signing/not-amendable', admitted, amend({ changes: { level: 'intent' } })],
    ['signing/counterpart-is-host', [], submit({ terms: { ...shared, counterpart: { region: '500000' } } })],
    ['signing/annulled', annulled, amend()],
    ['signing/not-higher', admitted, upgrade()],
    ['signing/waive-not-missing', submitted, waive({ waive: ['500000', '310000'] })],
    ['signing/not-due', submitted, approve({ waive: ['500000'] })],
    ['signing/not-a-reminder', submitted, remind({}, chongqing)],
    ['signing/nobody-to-remind', confirmed, remind()],
    ['signing/not-missing', submitted, remind({ regions: ['310000'] })],
    ['signing/return-it', submitted, object()],
    ['signing/nothing-to-object', admitted, object()],
    ['signing/not-a-host', admitted, report({}, association)],
    ['signing/milestone-not-of-kind', headquarters, plan({ milestone: 'start' })],
    ['signing/milestone-order', reported, report({ milestone: 'settle', on: '2024-03-14' })],
    ['signing/milestone-skips', admitted, report({ milestone: 'settle' })],
    ['signing/milestone-reached', reported, plan()],
    ['signing/milestone-verified', history(submit(), confirm(), approve(), report(), verify()), report({ on: '2024-03-16' })],
    ['signing/milestone-not-reported', admitted, verify()],
    ['signing/reason-for-delay', history(submit(), confirm(), approve(), plan()), plan({ on: '2024-04-30' })],
    ['signing/responsible-unknown', admitted, plan({ responsible: { name: '成都高新区招商局', organisation: SIGNING } })],
    ['signing/evidence-missing', admitted, report({ evidence: [] })],
    ['signing/evidence-missing', admitted, receive({ evidence: [] })],
    ['signing/not-its-host', admitted, receive({ host: '510104' })],
    ['signing/host-has-funds', history(submit(), confirm(), approve(), receive()), correct({ changes: { hosts: [{ region: '500000', share: '1' }] } })],
    ['signing/receipt-not-yours', admitted, receive({ host: '500000' })],
    ['signing/receipt-exists', received, receive({ kind: 'land' })],
    ['signing/receipts-too-many', many, receive()],
    ['signing/receipt-unknown', admitted, verifyFunds()],
    ['signing/receipt-reversed', history(submit(), confirm(), approve(), receive(), reverseFunds()), verifyFunds()],
    ['signing/moved-meanwhile', history(submit({ externalIds: [{ scheme: 'oa', id: '17' }] })), withdraw()],
  ];

  it.each(cases)('%s is given', (code, facts, command) => given(...facts).when(command).thenRefused(code));

  it('signing/external-id-taken is given, and names the signing that has the number', () => {
    const taken = { holders: { [externalIdStream(outside)]: 'signing-of-old' } };
    expect(() => decide(identify(), stateAfter(submitted), taken)).toThrow(/It is that of signing-of-old\.$/);
  });

  it('is given somewhere', () => expect(new Set([...cases.map(([code]) => code), 'signing/external-id-taken', 'signing/evidence-gone'])).toEqual(new Set(Object.keys(refusals))));

  it('is a sentence in both languages', () => {
    for (const [kind, en, zh] of Object.values(refusals)) {
      expect(['absent', 'forbidden', 'conflict', 'invalid']).toContain(kind);
      expect(en).toMatch(/^[A-Z].*\.$/);
      expect(zh).toMatch(/[\u4e00-\u9fff].*。$/);
    }
  });

  it('names the field that is wrong, and the regions that are missing', () => {
    const { faults } = refuse('signing/exists', '/id');
    expect(faults).toEqual([{ pointer: '/id', code: 'signing/exists', message: { en: refusals['signing/exists'][1], zh: refusals['signing/exists'][2] } }]);
    expect(() => signingAlone.decide(approve(), stateAfter(history(submit({ terms: threeParties }))))).toThrow(/Missing: 500000, 310000; due by the end of 2024-01-29 /);
  });
});
