import { auditOf, isNothing } from '../ledger/index.js';
import { discrepanciesOf } from './differences.js';
import {
  activate, type AnyCommand, approve, association, borrower, clerk, close, cny, decline, draw, elsewhere, expire, explain, freeze, given, granter, lineAfter, LINE, lineId, issuer, mirrored, nominate, opened, opener, post, reason, reduce, release, repay, reserve, sign, state, voided, written,
} from './line.samples.js';
import { outstandingOn, overdueOn } from './mirror.js';

const told = (day: string, amount: string) => draw({ on: day, amount: cny(amount) }, clerk, '2026-06-01');
const paid = (day: string, amount: string) => repay({ on: day, amount: cny(amount) }, clerk, '2026-06-01');
const differences = (...all: readonly AnyCommand[]) => discrepanciesOf(lineAfter(...all).mirror).map(({ id, stated, recorded, owner }) => `${id} ${stated} ${recorded} ${owner}`);

describe('a line that its bank mirrors', () => {
  it('is drawn and repaid in the bank, which tells of it with a day, today at the latest', () => {
    given(...mirrored).when(draw({ on: '2026-03-05' })).thenTypes('CreditDrawn');
    expect(lineAfter(...mirrored, draw({ on: '2026-03-02' })).mirror.moved).toEqual({ '2026-03-02': { drawn: '300.00', repaid: '0.00' } });
    given(...mirrored).when(draw({ on: '2026-03-07' })).thenRefused('credit-line/date-in-future');
    given(...mirrored).when(repay({ on: '2026-03-08' })).thenRefused('credit-line/date-in-future');
    given(...mirrored).when(draw({ dueOn: '2026-03-02', on: '2026-03-03' })).thenRefused('credit-line/due-before-draw');
    for (const each of [draw({}, borrower), repay({}, borrower)]) given(...mirrored).when(each).thenRefused('credit-line/not-the-bank');
    given(...mirrored).when(draw({}, elsewhere)).thenRefused('credit-line/not-found');
    for (const each of [reserve(), post(), voided()]) given(...mirrored).when(each).thenRefused('credit-line/mirrored');
  });

  it('is told of no day before its grant, or, until it is granted, before it was put forward', () => {
    for (const on of ['1066-01-01', '2026-03-01']) {
      given(...mirrored).when(draw({ on })).thenRefused('credit-line/before-grant');
      given(...mirrored).when(repay({ on })).thenRefused('credit-line/before-grant');
    }
    const asked = [...opened({ mode: 'mirror' }), nominate()];
    given(...asked).when(draw({ on: '2026-02-28' })).thenRefused('credit-line/before-grant');
    given(...asked).when(draw({ on: '2026-03-01' })).thenTypes('CreditDrawn');
    given(...asked, approve({ on: '2026-01-15' })).when(draw({ on: '2026-01-15' })).thenTypes('CreditDrawn');
    given(...asked, approve({ on: '2026-01-15' })).when(draw({ on: '2026-01-14' })).thenRefused('credit-line/before-grant');
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
      'outstanding-after-end:2026-04-30 5.00 0.00 issuer',
    ]);
    // On the very day of the end it may still owe as much as the limit was.
    const ended = [...mirrored, told('2026-03-10', '5.00'), close({}, granter, '2026-04-15')];
    expect(differences(...ended, state('2026-04-15', [{ outstanding: '1000.01' }]))).toEqual(['outstanding:2026-04-15 1000.01 5.00 bank', 'over-limit:2026-04-15 1000.01 1000.00 issuer']);
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

  it('are between what is due and what is outstanding in one statement', () => {
    const stated = (due: string) => state('2026-03-31', [{ outstanding: '5.00', due }]);
    expect(differences(...mirrored, told('2026-03-10', '5.00'), stated('5.01'))).toEqual(['due-over-outstanding:2026-03-31 5.01 5.00 bank']);
    expect(differences(...mirrored, told('2026-03-10', '5.00'), stated('5.00'))).toEqual([]);
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
    given(...open).when(explain({}, issuer)).thenRefused('credit-line/not-found');
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

describe('differences of what was told and not stated yet', () => {
  const frozen = [...mirrored, freeze({}, granter, '2026-03-08')];

  it('are the issuer’s where more is outstanding than the limit, since the day on which it began and until it is cleared', () => {
    const over = [...mirrored, told('2026-03-10', '900.00'), told('2026-03-12', '200.00'), told('2026-03-15', '50.00')];
    expect(differences(...over)).toEqual(['told-over-limit:2026-03-12 1150.00 1000.00 issuer']);
    expect(discrepanciesOf(lineAfter(...over).mirror)[0]?.since).toBe('2026-03-12');
    expect(differences(...over, paid('2026-03-16', '150.00'))).toEqual([]);
    expect(differences(...over, paid('2026-03-11', '150.00'))).toEqual([]);
    expect(differences(...over, paid('2026-03-16', '150.00'), told('2026-03-20', '0.01'))).toEqual(['told-over-limit:2026-03-20 1000.01 1000.00 issuer']);
    expect(differences(...mirrored, told('2026-03-10', '900.00'), reduce())).toEqual(['told-over-limit:2026-03-10 900.00 800.00 issuer']);
    expect(differences(...over, state('2026-03-31', [{ outstanding: '900.00' }]))).toEqual(['outstanding:2026-03-31 900.00 1150.00 bank']);
    expect(differences(...over, state('2026-03-31', [{ outstanding: '900.00' }]), told('2026-04-01', '200.00'))).toContain('told-over-limit:2026-04-01 1100.00 1000.00 issuer');
    // Before it is granted nothing is its limit.
    expect(differences(...opened({ mode: 'mirror' }), nominate(), told('2026-03-05', '1.00'))).toEqual(['told-over-limit:2026-03-05 1.00 0.00 issuer']);
  });

  it('are the issuer’s where it was drawn on a day on which the line was frozen, and on the day of the freeze after it', () => {
    expect(differences(...frozen, told('2026-03-07', '1.00'), told('2026-03-09', '5.00'))).toEqual(['told-while-frozen:2026-03-09 5.00 0.00 issuer']);
    expect(differences(...mirrored, draw({ amount: cny('7.00') }, clerk, '2026-03-08'), freeze({}, granter, '2026-03-08'), draw({ amount: cny('2.00') }, clerk, '2026-03-08'))).toEqual(['told-while-frozen:2026-03-08 2.00 0.00 issuer']);
    expect(differences(...frozen, release(), told('2026-03-09', '5.00'))).toEqual([]);
    // A statement of these days speaks of them, and its own difference takes their place.
    expect(differences(...frozen, told('2026-03-09', '5.00'), state('2026-03-31', [{ outstanding: '5.00' }]))).toEqual(['drawn-while-frozen:2026-03-31 5.00 0.00 issuer']);
  });

  it('are the issuer’s where it was drawn after the end', () => {
    const ended = [...mirrored, told('2026-03-10', '5.00'), close({}, granter, '2026-03-11')];
    expect(differences(...ended, told('2026-03-10', '1.00'))).toEqual([]);
    expect(differences(...ended, told('2026-03-12', '2.00'), told('2026-03-12', '3.00'), paid('2026-03-13', '5.00'))).toEqual(['told-after-end:2026-03-12 5.00 0.00 issuer']);
    expect(differences(...ended, draw({ amount: cny('2.00') }, clerk, '2026-03-11'))).toEqual(['told-after-end:2026-03-11 2.00 0.00 issuer']);
  });

  it('are the bank’s where more was repaid than is owed, which counts as nothing', () => {
    const more = [...mirrored, told('2026-03-10', '50.00'), paid('2026-03-20', '80.00')];
    expect(differences(...more)).toEqual(['repaid-more:2026-03-20 -30.00 0.00 bank']);
    expect(isNothing(outstandingOn(lineAfter(...more).mirror, '2026-03-20', 'CNY'))).toBe(true);
    expect(differences(...more, told('2026-03-15', '30.00'))).toEqual([]);
    expect(outstandingOn(lineAfter(...more, told('2026-03-25', '100.00')).mirror, '2026-03-25', 'CNY')).toBe('70.00');
  });

  it('are explained by whose they are: the issuer’s by its people or an association, and not by the bank', () => {
    const over = [...mirrored, told('2026-03-12', '1100.00')];
    const it_ = { discrepancy: 'told-over-limit:2026-03-12' };
    for (const who of [issuer, association]) given(...over).when(explain(it_, who, '2026-06-02')).thenTypes('DiscrepancyExplained');
    given(...over).when(explain(it_, granter, '2026-06-02')).thenRefused('credit-line/not-the-owner');
    given(...over).when(explain(it_, elsewhere, '2026-06-02')).thenRefused('credit-line/not-found');
    const explained = [...over, explain(it_, issuer, '2026-06-02')];
    expect(discrepanciesOf(lineAfter(...explained).mirror).map((each) => each.explained)).toEqual([reason.text]);
    given(...explained).when(explain(it_, issuer, '2026-06-02')).thenRefused('credit-line/not-found');
    given(...over, paid('2026-03-13', '200.00')).when(explain(it_, issuer, '2026-06-02')).thenRefused('credit-line/not-found');
  });
});

describe('a mirrored line that was granted before', () => {
  const asked = [...opened({ mode: 'mirror' }), nominate()];
  const agreed = [...asked, approve({ on: '2026-01-15', reference: 'BANK-7' }), sign({ on: '2026-01-16' })];

  it('is approved, signed and opened as of the days on which that was done, in their order', () => {
    const line = lineAfter(...agreed, activate({ on: '2026-01-17' }));
    expect([line.days, line.reference]).toEqual([{ approved: '2026-01-15', signed: '2026-01-16', active: '2026-01-17', ended: null }, 'BANK-7']);
    expect(lineAfter(...agreed, activate({ on: '2026-01-17', reference: 'BANK-8' })).reference).toBe('BANK-8');
    expect(lineAfter(...asked, approve(), sign(), activate()).reference).toBe('NO-1');
    given(...asked).when(approve({ on: '2026-03-03' })).thenRefused('credit-line/date-in-future');
    given(...asked).when(approve({ on: '2025-12-31' })).thenRefused('credit-line/programme-not-valid');
    given(...agreed).when(activate({ on: '2026-03-05' })).thenRefused('credit-line/date-in-future');
    given(...agreed).when(activate({ on: '2026-01-15' })).thenRefused('credit-line/date-before-signing');
    given(...asked, approve({ on: '2026-01-15' })).when(sign({ on: '2026-01-14' })).thenRefused('credit-line/date-before-approval');
  });

  it('has the limit from that day on, and takes of the quota from today', () => {
    const facts = given(...asked).when(approve({ on: '2026-01-15' })).facts();
    expect(facts.map(({ type, effectiveOn }) => [type, effectiveOn])).toEqual([['CreditLineApproved', '2026-01-15'], ['QuotaGranted', '2026-03-02']]);
    const january = state('2026-01-31', [{ limit: '1000.00', outstanding: '10.00' }]);
    expect(differences(...agreed, activate({ on: '2026-01-17' }), told('2026-01-20', '10.00'), january)).toEqual([]);
    expect(differences(...agreed, january, told('2026-01-20', '10.00'))).toEqual([]);
    expect(auditOf(written(...agreed, activate({ on: '2026-01-17' }), january).all)).toEqual([]);
  });

  it('is today’s where draws are made here', () => {
    given(...opened(), nominate()).when(approve({ on: '2026-03-02' })).thenRefused('credit-line/today-only');
    given(...opened(), nominate(), approve(), sign()).when(activate({ on: '2026-03-04' })).thenRefused('credit-line/today-only');
  });
});
