import { auditOf } from '../ledger/index.js';
import {
  type AnyCommand, approve, borrower, clerk, close, cny, decline, draw, elsewhere, expire, explain, freeze, given, granter, lineAfter, LINE, lineId, mirrored, nominate, opened, opener, post, reason, reduce, release, repay, reserve, state, voided, written,
} from './line.samples.js';
import { discrepanciesOf, outstandingOn, overdueOn } from './mirror.js';

const told = (day: string, amount: string) => draw({ on: day, amount: cny(amount) }, clerk, '2026-06-01');
const paid = (day: string, amount: string) => repay({ on: day, amount: cny(amount) }, clerk, '2026-06-01');
const differences = (...all: readonly AnyCommand[]) => discrepanciesOf(lineAfter(...all).mirror).map(({ id, stated, recorded, owner }) => `${id} ${stated} ${recorded} ${owner}`);

describe('a line that its bank mirrors', () => {
  it('is drawn and repaid in the bank, which tells of it with a day, today at the latest', () => {
    given(...mirrored).when(draw({ on: '2026-03-05' })).thenTypes('CreditDrawn');
    expect(lineAfter(...mirrored, draw({ on: '2026-02-01' })).mirror.moved).toEqual({ '2026-02-01': { drawn: '300.00', repaid: '0.00' } });
    given(...mirrored).when(draw({ on: '2026-03-07' })).thenRefused('credit-line/date-in-future');
    given(...mirrored).when(repay({ on: '2026-03-08' })).thenRefused('credit-line/date-in-future');
    given(...mirrored).when(draw({ dueOn: '2026-03-01', on: '2026-03-02' })).thenRefused('credit-line/due-before-draw');
    for (const each of [draw({}, borrower), repay({}, borrower)]) given(...mirrored).when(each).thenRefused('credit-line/not-the-bank');
    given(...mirrored).when(draw({}, elsewhere)).thenRefused('credit-line/not-found');
    for (const each of [reserve(), post(), voided()]) given(...mirrored).when(each).thenRefused('credit-line/mirrored');
  });

  it('refuses nothing that the bank tells, whatever the limit, a freeze or the end of the line', () => {
    given(...mirrored).when(draw({ amount: cny('9000.00') })).thenTypes('CreditDrawn');
    given(...mirrored).when(repay({ amount: cny('9000.00') })).thenTypes('CreditRepaid');
    given(...mirrored, freeze({}, granter, '2026-03-05')).when(draw()).thenTypes('CreditDrawn');
    given(...mirrored, expire()).when(draw({ on: '2026-05-01' }, clerk, '2027-02-01')).thenTypes('CreditDrawn');
    given(...opened({ mode: 'mirror' }), nominate()).when(draw()).thenTypes('CreditDrawn');
    expect(auditOf(written(...mirrored, draw({ amount: cny('9000.00') }), repay(), reduce(), close()).all)).toEqual([]);
    expect(auditOf(written(...opened({ mode: 'mirror' }), nominate(), approve(), draw(), expire()).all)).toEqual([]);
    expect(lineAfter(...opened({ mode: 'mirror' }), nominate(), approve(), expire()).balances).toMatchObject({ committed: '0.00', available: '0.00' });
  });

  it('stands on a day as the newest statement by then says, with what was told of the days after it', () => {
    const { mirror } = lineAfter(...mirrored, told('2026-03-10', '300.00'), state('2026-03-31', [{ outstanding: '250.00', due: '20.00' }]), told('2026-04-05', '100.00'), paid('2026-04-10', '30.00'));
    expect(['2026-03-09', '2026-03-10', '2026-03-30', '2026-03-31', '2026-04-05', '2026-04-10'].map((day) => outstandingOn(mirror, day, 'CNY'))).toEqual(['0.00', '300.00', '300.00', '250.00', '350.00', '320.00']);
    expect(['2026-03-30', '2026-03-31', '2026-12-31'].map((day) => overdueOn(mirror, day, 'CNY'))).toEqual(['0.00', '20.00', '20.00']);
  });
});

describe('differences', () => {
  const march = state('2026-03-31', [{ limit: '1000.00', outstanding: '200.00', drawn: '300.00', due: null }]);

  it('are none where the statement and what was told come to the same', () => {
    expect(differences(...mirrored, told('2026-03-10', '300.00'), paid('2026-03-20', '100.00'), march)).toEqual([]);
    expect(differences(...mirrored)).toEqual([]);
  });

  it('disappear when the bank tells what was missing, also later', () => {
    expect(differences(...mirrored, march)).toEqual(['outstanding:2026-03-31 200.00 0.00 bank', 'drawn:2026-03-31 300.00 0.00 bank']);
    expect(differences(...mirrored, march, told('2026-03-10', '300.00'))).toEqual(['outstanding:2026-03-31 200.00 300.00 bank']);
    expect(differences(...mirrored, march, told('2026-03-10', '300.00'), paid('2026-03-31', '100.00'))).toEqual([]);
  });

  it('are of limits as they stood at the cut-off', () => {
    const stated = (limit: string) => state('2026-03-31', [{ limit, outstanding: '0.00' }]);
    expect(differences(...mirrored, stated('900.00'))).toEqual(['limit:2026-03-31 900.00 1000.00 bank']);
    expect(differences(...mirrored, reduce({}, granter, '2026-04-02'), stated('1000.00'))).toEqual([]);
    expect(differences(...mirrored, reduce(), stated('800.00'))).toEqual([]);
    expect(differences(...mirrored, state('2026-03-31', [{ outstanding: '0.00' }]))).toEqual([]);
    expect(differences(...opened({ mode: 'mirror' }), nominate(), approve(), decline(), stated('1000.00'))).toEqual(['limit:2026-03-31 1000.00 0.00 bank']);
  });

  it('are the issuer’s where more is outstanding than granted, where it was drawn while frozen, and where something is outstanding after the end', () => {
    expect(differences(...mirrored, told('2026-03-10', '1000.01'), state('2026-03-31', [{ outstanding: '1000.01' }]))).toEqual(['over-limit:2026-03-31 1000.01 1000.00 issuer']);
    const frozen = [...mirrored, freeze({}, granter, '2026-03-31')];
    expect(differences(...frozen, state('2026-04-30', [{ outstanding: '10.00', drawn: '10.00' }], '2026-04-01'), told('2026-04-02', '10.00'))).toEqual(['drawn-while-frozen:2026-04-30 10.00 0.00 issuer']);
    expect(differences(...frozen, release({}, opener, '2026-04-10'), state('2026-04-30', [{ outstanding: '10.00', drawn: '10.00' }], '2026-04-01'), told('2026-04-10', '10.00'))).toEqual([]);
    // Of days on which the line was frozen from morning to night, what was told counts.
    expect(differences(...frozen, release({}, opener, '2026-04-10'), state('2026-04-30', [{ outstanding: '15.00', drawn: '15.00' }], '2026-04-01'), told('2026-04-09', '10.00'), told('2026-04-10', '5.00'))).toEqual(['drawn-while-frozen:2026-04-30 10.00 0.00 issuer']);
    expect(differences(...mirrored, told('2026-03-10', '5.00'), close({}, granter, '2026-04-15'), state('2026-04-15', [{ outstanding: '5.00' }]), state('2026-04-30', [{ outstanding: '5.00' }]))).toEqual([
      'over-limit:2026-04-15 5.00 0.00 issuer', 'outstanding-after-end:2026-04-30 5.00 0.00 issuer',
    ]);
  });

  it('are counted from one cut-off to the next, whatever the order in which the statements came', () => {
    const [april, may] = [state('2026-04-30', [{ outstanding: '200.00', drawn: '0.00' }]), state('2026-05-31', [{ outstanding: '150.00', drawn: '100.00' }])];
    const all = [told('2026-03-10', '300.00'), paid('2026-03-20', '100.00'), told('2026-05-02', '100.00'), paid('2026-05-20', '150.00')];
    expect(differences(...mirrored, ...all, march, april, may)).toEqual([]);
    expect(differences(...mirrored, may, ...all, april, march)).toEqual([]);
    // A later file for the same cut-off is a correction.
    expect(differences(...mirrored, ...all, state('2026-03-31', [{ outstanding: '1.00' }]), march, april, may)).toEqual([]);
  });

  it('may be of days since January', () => {
    const since = (cutOff: string, drawn: string, outstanding: string) => state(cutOff, [{ outstanding, drawn }], '2026-01-01');
    const all = [...mirrored, told('2026-03-10', '300.00'), told('2026-04-10', '50.00')];
    expect(differences(...all, since('2026-03-31', '300.00', '300.00'), since('2026-04-30', '350.00', '350.00'))).toEqual([]);
    expect(differences(...all, since('2026-03-31', '300.00', '300.00'), since('2026-04-30', '351.00', '350.00'))).toEqual(['drawn:2026-04-30 351.00 350.00 bank']);
  });

  it('have a name, a day since when, and are explained by the bank, as they are and no other', () => {
    const open = [...mirrored, march];
    expect(discrepanciesOf(lineAfter(...open).mirror)[0]).toEqual({ id: 'outstanding:2026-03-31', kind: 'outstanding', cutOff: '2026-03-31', stated: '200.00', recorded: '0.00', currency: 'CNY', since: '2026-06-01', owner: 'bank', explained: null });
    const explained = [...open, explain({}, granter, '2026-06-02')];
    expect(given(...open).when(explain({}, granter, '2026-06-02')).facts()).toMatchObject([{ data: { discrepancy: 'outstanding:2026-03-31', stated: '200.00', recorded: '0.00', reason } }]);
    expect(discrepanciesOf(lineAfter(...explained).mirror).map((each) => each.explained)).toEqual([reason.text, null]);
    given(...explained).when(explain({}, granter, '2026-06-03')).thenRefused('credit-line/discrepancy-unknown');
    given(...open).when(explain({ discrepancy: 'limit:2026-03-31' })).thenRefused('credit-line/discrepancy-unknown');
    given(...open).when(explain({}, borrower)).thenRefused('credit-line/not-the-bank');
    // What is told or stated later makes it another difference, which is open.
    const moved = [...explained, told('2026-03-10', '50.00')];
    expect(discrepanciesOf(lineAfter(...moved).mirror).map((each) => each.explained)).toEqual([null, null]);
    given(...moved).when(explain({}, granter, '2026-06-03')).thenTypes('DiscrepancyExplained');
    expect(discrepanciesOf(lineAfter(...explained, state('2026-03-31', [{ outstanding: '201.00' }])).mirror).map((each) => each.explained)).toEqual([null]);
  });
});

it('is noted in each line that the bank’s file names', () => {
  const book = written(...mirrored, state('2026-03-31', [{ outstanding: '200.00' }, { line: lineId(9), outstanding: '1.00' }]));
  expect(book.all.slice(-2)).toMatchObject([{ type: 'StatementReported', data: { count: 2, outstanding: '201.00', unknown: [{ outstanding: '1.00' }] } }, { type: 'StatementNoted', stream: `credit-line-${LINE}`, effectiveOn: '2026-03-31' }]);
});
