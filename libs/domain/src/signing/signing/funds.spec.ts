import { admitted, dataOf, given, knownAfter, terminated } from './given.samples.js';
import { fundsOf } from './receipts.js';
import type { SigningFact } from './signing.events.js';
import {
  alone, amend, approve, association, associationSecond, attest, chengdu, chengduSecond, chongqing, confirm, correct, decide, deskOf, documentOf, history, proofOf, reason, RECEIPT, receive, reverseFunds,
  shanghai, shared, SIGNING, stateAfter, submit, terminate, verifyFunds, withAmount, wuhan,
} from './signing.samples.js';
import { signing, type SigningCommand } from './signing.js';
import type { Terms } from './terms.js';

const proof = [{ document: documentOf(chengdu).id, sha256: documentOf(chengdu).sha256 }];
const SECOND = RECEIPT.replace(/1$/, '2');
const yuan = (amount: string) => ({ amount: { amount, currency: 'CNY' } });
const dollars = (amount: string) => ({ amount: { amount, currency: 'USD' } });
const exactly = (amount: string, currency = 'CNY', op: NonNullable<Terms['amount']>['op'] = '='): Terms['amount'] => ({ amount, currency, op, kind: 'total-investment', text: null });

const road = [submit(), confirm(), approve()];
const received = history(...road, receive());
const verified = history(...road, receive(), verifyFunds());
const by = { principal: 'chengdu-1', organisation: 'chengdu-commerce' };
const stated = {
  receipt: RECEIPT, host: '510100', payer: { name: '示例数据有限公司', region: '310000' }, on: '2024-04-08', amount: { amount: '200000000.00', currency: 'CNY' }, kind: 'fixed-assets', evidence: proof,
} as const;

/** How the funds of a signing with this amount compare after these acts. */
const compared = (amount: Terms['amount'], ...commands: readonly SigningCommand[]) =>
  fundsOf(knownAfter(history(submit({ terms: { ...alone, amount } }), approve(), ...commands)));

describe('a region that hosted it for a while', () => {
  const alone100 = { hosts: [{ region: '510100', share: '1' }] };
  const both = { hosts: [{ region: '510100', share: '0.5' }, { region: '500000', share: '0.5' }] };
  const forAWhile = history(submit({ terms: alone }), approve(), amend({ changes: both, effectiveOn: '2024-02-01' }), confirm(), approve(), amend({ changes: alone100, effectiveOn: '2024-05-01' }), approve());
  const atChongqing = (on: string) => ({ ...receive({ host: '500000', on, evidence: proofOf(chongqing) }, chongqing), at: '2024-07-01T02:00:00.000Z' });

  it('tells what came in meanwhile, and nothing of before or after', () => {
    given(...forAWhile).when(atChongqing('2024-03-08')).thenTypes('FundsReceived');
    given(...forAWhile).when(atChongqing('2024-01-20')).thenRefused('signing/not-its-host');
    given(...forAWhile).when(atChongqing('2024-05-01')).thenRefused('signing/not-its-host');
  });

  it('tells it in the precision that it has: on some day that the date covers it was a host', () => {
    given(...forAWhile).when(atChongqing('2024')).thenTypes('FundsReceived');
    given(...forAWhile).when(atChongqing('2024-06')).thenRefused('signing/not-its-host');
  });
});

describe('a host at which funds came in', () => {
  const leaves = { hosts: [{ region: '500000', share: '1' }] };

  it('is not corrected away under them, nor amended away before them', () => {
    given(...received).when(correct({ changes: leaves })).thenRefused('signing/host-has-funds');
    given(...received).when(amend({ changes: leaves, effectiveOn: '2024-04-01' })).thenRefused('signing/host-has-funds');
  });

  it('may leave after them, or once they are reversed', () => {
    given(...received).when(amend({ changes: leaves, effectiveOn: '2024-05-01' })).thenTypes('SigningChangeProposed');
    given(...received, ...history(...road, receive(), reverseFunds()).slice(-1)).when(correct({ changes: leaves })).thenTypes('SigningChangeProposed');
  });

  it('is looked at again when the change takes effect, because funds may have come in meanwhile', () => {
    const facts = history(...road, correct({ changes: leaves }), confirm({ version: 4 }), receive());
    given(...facts).when(approve()).thenRefused('signing/host-has-funds');
  });
});

describe('receiving funds', () => {
  it('tells the payment whole, with its evidence, and refers to the document', () => {
    expect(signing.decide(receive(), deskOf(stateAfter(admitted)))).toEqual([
      { type: 'FundsReceived', effectiveOn: '2024-04-08', data: { ...stated, by } },
      { type: 'DocumentReferred', effectiveOn: null, stream: `document-${documentOf(chengdu).id}`, data: { document: documentOf(chengdu).id, sha256: documentOf(chengdu).sha256, by: { kind: 'signing', id: SIGNING } } },
    ]);
    expect(knownAfter(received).receipts[RECEIPT]).toMatchObject({ status: 'reported', verified: null, reversed: null });
  });

  it('twice with the same content is nothing new, and with another a conflict', () => {
    given(...received).when(receive()).thenNothing();
    given(...received).when(receive({}, chengduSecond)).thenNothing();
    given(...received).when(receive({ amount: { amount: '200000000', currency: 'CNY' } })).thenNothing();
    given(...received).when(receive({ evidence: [{ document: documentOf(chengdu).id, sha256: 'cd'.repeat(32) }] })).thenRefused('signing/receipt-exists');
    given(...verified).when(receive()).thenNothing();
    for (const other of [{ host: '500000' }, { on: '2024-04-09' }, { kind: 'land' as const }, yuan('200000000.01'), dollars('200000000.00'), { payer: { ...stated.payer, region: null } }]) {
      given(...received).when(receive(other)).thenRefused('signing/receipt-exists');
    }
    given(...received).when(receive({ receipt: SECOND })).thenTypes('FundsReceived');
  });

  it('that were reversed is for another id', () => {
    const gone = history(...road, receive(), reverseFunds());
    given(...gone).when(receive()).thenRefused('signing/receipt-reversed');
    given(...gone).when(receive({ receipt: SECOND })).thenTypes('FundsReceived');
  });

  it('is for the region that hosts this part', () => {
    given(...admitted).when(receive({ host: '500000' })).thenRefused('signing/receipt-not-yours');
    given(...admitted).when(receive({ host: '500000', evidence: proofOf(chongqing) }, chongqing)).thenTypes('FundsReceived');
    given(...admitted).when(receive({}, association)).thenRefused('signing/not-a-host');
    given(...admitted).when(receive({ host: '310000' })).thenRefused('signing/not-its-host');
    const withShanghai = history(submit({ terms: { ...alone, counterpart: { region: '310000' } } }), confirm({}, shanghai), approve());
    given(...withShanghai).when(receive({}, shanghai)).thenRefused('signing/not-a-host');
  });

  it('happens at the hosts of its day: one that an amendment brought in has received nothing before', () => {
    const moved = history(submit({ terms: alone }), approve(), amend({ changes: { hosts: [{ region: '420100', share: '1' }] }, effectiveOn: '2024-05-20' }), confirm({}, wuhan), approve());
    const at = (host: string, on: string, actor: typeof chengdu) => ({ ...receive({ host, on, evidence: proofOf(actor) }, actor), at: '2024-07-01T02:00:00.000Z' });
    given(...moved).when(at('420100', '2024-05-19', wuhan)).thenRefused('signing/not-its-host');
    given(...moved).when(at('420100', '2024-05-20', wuhan)).thenTypes('FundsReceived');
    given(...moved).when(at('510100', '2024-05-19', chengdu)).thenTypes('FundsReceived');
    given(...moved).when(at('510100', '2024-05-20', chengdu)).thenRefused('signing/not-its-host');
  });

  it('has a date that has come and is not before the signing, and bars a termination before it', () => {
    given(...admitted).when(receive({ on: '2024-04-11' })).thenRefused('signing/date-in-future');
    given(...admitted).when(receive({ on: '2024-01-10' })).thenRefused('signing/before-signed');
    for (const on of ['2024-01-11', '2024-01', '2024', '2024-04-10']) given(...admitted).when(receive({ on })).thenTypes('FundsReceived');
    given(...received).when(terminate({ on: '2024-04-07' })).thenRefused('signing/before-signed');
    given(...received).when(correct({ changes: { signedOn: '2024-04-09' } })).thenRefused('signing/before-signed');
    const gone = [...received, ...given(...received).when(reverseFunds()).facts()];
    given(...gone).when(terminate({ on: '2024-04-07' })).thenTypes('SigningTerminated');
    given(...terminated).when(receive()).thenRefused('signing/terminated');
  });

  it('tells all that is wrong at once', () => {
    expect(() => decide(receive({ host: '310000', on: '2023', payer: { name: '某公司', region: '999999' }, evidence: [{ document: SIGNING, sha256: null }] }), stateAfter(admitted)))
      .toThrow(expect.objectContaining({
        code: 'signing/not-its-host',
        faults: ['/host', '/host', '/on', '/payer/region', '/evidence/0'].map((pointer) => expect.objectContaining({ pointer })),
      }));
    given(...admitted).when(receive({ payer: { name: '某公司', region: null } })).thenTypes('FundsReceived');
  });
});

describe('verifying and reversing funds', () => {
  it('repeats what was seen, so that the fact says all by itself', () => {
    given(...received).when(verifyFunds()).then({ type: 'FundsVerified', effectiveOn: '2024-04-08', data: { ...stated, evidence: [...proof], reason: null, by: { principal: 'association-1', organisation: 'association' } } });
    given(...received).when(reverseFunds()).then({ type: 'FundsReversed', effectiveOn: '2024-04-08', data: { ...stated, evidence: [...proof], reason, by: { principal: 'association-1', organisation: 'association' } } });
  });

  it('is for another person of another organisation than reported them', () => {
    given(...received).when(verifyFunds({}, chengdu)).thenRefused('signing/same-person');
    given(...received).when(verifyFunds({}, { ...association, principal: 'chengdu-1' })).thenRefused('signing/same-person');
    given(...received).when(verifyFunds({}, { ...chengduSecond, role: 'administrator' })).thenRefused('signing/same-organisation');
    given(...received).when(verifyFunds({}, chongqing)).thenRefused('signing/not-the-association');
    given(...received).when(reverseFunds({}, chengdu)).thenRefused('signing/not-the-association');
  });

  it('of an attested record is for a second person of the association that reported them', () => {
    const attested = history(attest({ terms: shared }), approve({}, associationSecond), receive({ host: '500000', evidence: proofOf(association) }, association));
    given(...attested).when(verifyFunds({}, association)).thenRefused('signing/same-person');
    given(...attested).when(verifyFunds({}, associationSecond)).thenTypes('FundsVerified');
  });

  it('twice is nothing new, and what is reversed is neither verified nor reversed again', () => {
    given(...verified).when(verifyFunds({}, associationSecond)).thenNothing();
    const gone = [...verified, ...given(...verified).when(reverseFunds()).facts()];
    expect(knownAfter(gone).receipts[RECEIPT]).toMatchObject({ status: 'reversed', reversed: reason });
    given(...gone).when(reverseFunds()).thenNothing();
    given(...gone).when(verifyFunds()).thenRefused('signing/receipt-reversed');
    given(...admitted).when(reverseFunds()).thenRefused('signing/receipt-unknown');
  });

  it('goes on after the end', () => {
    const ended: readonly SigningFact[] = [...received, ...given(...received).when(terminate()).facts()];
    given(...ended).when(verifyFunds()).thenTypes('FundsVerified');
    given(...ended).when(reverseFunds()).thenTypes('FundsReversed');
    given(...ended).when(receive()).thenNothing();
  });
});

describe('what came in against what was agreed', () => {
  it('is within, up to the last fen, and above from there', () => {
    expect(compared(exactly('300.00'))).toEqual({ sums: [], comparison: 'within', why: null });
    expect(compared(exactly('300.00'), receive(yuan('200.00')), receive({ receipt: SECOND, ...yuan('100.00') }))).toEqual({
      sums: [{ currency: 'CNY', verified: '0.00', reported: '300.00' }], comparison: 'within', why: null,
    });
    expect(compared(exactly('300.00'), receive(yuan('200.00')), receive({ receipt: SECOND, ...yuan('100.01') }))).toMatchObject({ comparison: 'above', why: null });
  });

  it('takes in what is not verified yet, and leaves out what was reversed', () => {
    expect(compared(exactly('300.00'), receive(yuan('200.00')), verifyFunds(), receive({ receipt: SECOND, ...yuan('150.00') }))).toEqual({
      sums: [{ currency: 'CNY', verified: '200.00', reported: '350.00' }], comparison: 'above', why: null,
    });
    expect(compared(exactly('300.00'), receive(yuan('200.00')), verifyFunds(), receive({ receipt: SECOND, ...yuan('150.00') }), reverseFunds())).toEqual({
      sums: [{ currency: 'CNY', verified: '0.00', reported: '150.00' }], comparison: 'within', why: null,
    });
  });

  it('cannot be told of two currencies, and each has its own sum', () =>
    expect(compared(exactly('300.00'), receive(yuan('200.00')), receive({ receipt: SECOND, ...dollars('10.50') }), verifyFunds({ receipt: SECOND }))).toEqual({
      sums: [{ currency: 'CNY', verified: '0.00', reported: '200.00' }, { currency: 'USD', verified: '10.50', reported: '10.50' }], comparison: 'cannot-tell', why: 'another-currency',
    }));

  it('is told again once the other currency is reversed, and of a signing in dollars by dollars', () => {
    expect(compared(exactly('300.00'), receive(dollars('1.00')), reverseFunds())).toMatchObject({ sums: [], comparison: 'within' });
    expect(compared(exactly('300.00', 'USD'), receive(dollars('300.01')))).toMatchObject({ comparison: 'above' });
    expect(compared(exactly('300', 'JPY'), receive({ amount: { amount: '300', currency: 'JPY' } }))).toEqual({ sums: [{ currency: 'JPY', verified: '0', reported: '300' }], comparison: 'within', why: null });
  });

  it.each<[string, Terms['amount'], string]>([
    ['none is stated', null, 'no-amount'], ['it is about', withAmount.amount, 'approximate'], ['it is at least', exactly('300.00', 'CNY', '>='), 'approximate'], ['it is at most', exactly('300.00', 'CNY', '<='), 'approximate'],
  ])('cannot be told where %s', (_, amount, why) => expect(compared(amount, receive(yuan('200.00')))).toMatchObject({ comparison: 'cannot-tell', why }));

  it('goes by the amount as amended', () => {
    const raised = [{ ...amend({ changes: { amount: exactly('500.00') } }) }, approve()];
    expect(compared(exactly('300.00'), receive(yuan('400.00')))).toMatchObject({ comparison: 'above' });
    expect(compared(exactly('300.00'), receive(yuan('400.00')), ...raised)).toMatchObject({ comparison: 'within' });
    expect(compared(withAmount.amount, receive(yuan('501.00')), ...raised)).toMatchObject({ comparison: 'above' });
  });

  it('marks and refuses nothing: what is above is verified as any other', () =>
    expect(dataOf('FundsVerified', history(submit({ terms: { ...alone, amount: exactly('1.00') } }), approve(), receive(), verifyFunds()))).toMatchObject({ amount: stated.amount }));
});
