import { auditOf } from '../ledger/index.js';
import { creditLine } from './line.js';
import {
  active, activate, borrower, clerk, close, cny, draw, elsewhere, expire, expireReservation, freeze, given, granted, granter, heldBy, lineAfter, nominate, officer, opened, approve, post, release, repay, RESERVATION, reservationId, reserve,
  score, sign, suspend, tableIn, voided, written,
} from './line.samples.js';

const reserved = [...active, reserve()];
/** A day after `reserve()`, when what it reserved is over. */
const OVER = '2026-03-06T02:00:00.000Z';

describe('a draw in two steps', () => {
  it('is reserved, and then posted', () => {
    expect(heldBy(lineAfter(...reserved))).toEqual(['600.00', '400.00', '0.00', '0.00']);
    expect(heldBy(lineAfter(...reserved, post()))).toEqual(['600.00', '0.00', '400.00', '0.00']);
    expect(lineAfter(...reserved, post()).reservations).toEqual({});
  });

  it('posts less, and the rest is free again in a movement of its own', () => {
    const facts = given(...reserved).when(post({ amount: cny('150.00') })).facts();
    expect(facts.map(({ type, data }) => [type, (data as { movement: { amount: string } }).movement.amount])).toEqual([['CreditPosted', '150.00'], ['CreditVoided', '250.00']]);
    expect(heldBy(lineAfter(...reserved, post({ amount: cny('150.00') })))).toEqual(['850.00', '0.00', '150.00', '0.00']);
    given(...reserved).when(post({ amount: cny('400.01') })).thenRefused('credit-line/more-than-reserved');
    given(...reserved).when(post({ amount: { amount: '400', currency: 'JPY' } })).thenRefused('credit-line/another-currency');
    given(...reserved, post({ amount: cny('150.00') })).when(post()).thenRefused('credit-line/reservation-unknown');
  });

  it('is voided, by the bank or by the borrower, once', () => {
    expect(heldBy(lineAfter(...reserved, voided()))).toEqual(['1000.00', '0.00', '0.00', '0.00']);
    given(...reserved).when(voided({}, clerk)).thenTypes('CreditVoided');
    given(...reserved, voided()).when(voided()).thenRefused('credit-line/reservation-unknown');
    given(...reserved).when(voided({}, officer)).thenRefused('credit-line/not-found');
    given(...reserved).when(voided({}, elsewhere)).thenRefused('credit-line/not-found');
    // What is reserved is freed on a frozen line too.
    given(...reserved, freeze()).when(voided({}, borrower, '2026-03-08')).thenRefused('credit-line/reservation-unknown');
    given(...reserved, freeze({}, granter, '2026-03-05')).when(voided()).thenTypes('CreditVoided');
  });

  it('is over at the very instant at which its time is over', () => {
    const before = OVER.replace('02:00:00.000Z', '01:59:59.999Z');
    given(...reserved).when(post({}, clerk, before)).thenTypes('CreditPosted');
    given(...reserved).when(post({}, clerk, OVER)).thenRefused('credit-line/reservation-unknown');
    given(...reserved).when(voided({}, clerk, OVER)).thenRefused('credit-line/reservation-unknown');
    given(...reserved).when(expireReservation({}, undefined, before)).thenNothing();
    given(...reserved).when(expireReservation({}, undefined, OVER)).thenTypes('ReservationExpired');
  });

  it('frees what is over before anything else, whether or not a job has come by', () => {
    given(...reserved).when(draw({ amount: cny('1000.00') }, clerk, OVER)).thenTypes('ReservationExpired', 'CreditDrawn');
    given(...reserved).when(draw({ amount: cny('600.01') }, clerk, '2026-03-06T01:59:59.999Z')).thenRefused('credit-line/limit-exceeded');
    given(...reserved).when(reserve({}, borrower, OVER)).thenTypes('ReservationExpired', 'CreditReserved');
    given(...reserved).when(reserve({}, borrower)).thenRefused('credit-line/reservation-exists');
    given(...reserved).when(close({}, granter, OVER)).thenTypes('ReservationExpired', 'LimitReturned', 'QuotaFreed', 'CreditLineClosed');
  });

  it('stands from a minute to thirty days', () => {
    const until = (expiresAt: string) => given(...active).when(reserve({ expiresAt }));
    until('2026-03-05T02:01:00.000Z').thenTypes('CreditReserved');
    until('2026-03-05T02:00:59.999Z').thenRefused('credit-line/expiry-of-reservation');
    until('2026-04-04T10:00:00+08:00').thenTypes('CreditReserved');
    until('2026-04-04T10:00:00.001+08:00').thenRefused('credit-line/expiry-of-reservation');
  });

  it('is refused a post after a freeze, a lower score or the last day, and a reservation likewise', () => {
    const held = [...active, reserve({ expiresAt: '2026-03-20T00:00:00Z' })];
    for (const each of [post({}, clerk, '2026-03-13'), reserve({ reservation: reservationId(2) }, borrower, '2026-03-13'), draw({}, clerk, '2026-03-13')]) {
      given(...held, freeze()).when(each).thenRefused('credit-line/frozen');
      given(...held, score()).when(each).thenRefused('credit-line/score-too-low');
      given(...held, suspend()).when(each).thenRefused('credit-programme/suspended');
      given(...held, freeze(), release()).when(each).thenTypes(...(each.type === 'PostReservation' ? ['CreditPosted'] : each.type === 'DrawCredit' ? ['CreditDrawn'] : ['CreditReserved']));
      given(...held, score(), score({ score: 600 })).when(each).thenTypes(...(each.type === 'PostReservation' ? ['CreditPosted'] : each.type === 'DrawCredit' ? ['CreditDrawn'] : ['CreditReserved']));
    }
    const short = [...opened(), nominate({ expiresOn: '2026-03-12' }), approve(), sign(), activate(), reserve({ expiresAt: '2026-03-20T00:00:00Z' })];
    given(...short).when(post({}, clerk, '2026-03-12')).thenTypes('CreditPosted');
    given(...short).when(post({}, clerk, '2026-03-13')).thenRefused('credit-line/expired');
  });
});

describe('a draw in one step', () => {
  it('takes exactly what is left, and not a fen more', () => {
    given(...active).when(draw({ amount: cny('1000.01') })).thenRefused('credit-line/limit-exceeded');
    expect(heldBy(lineAfter(...active, draw({ amount: cny('1000.00') })))).toEqual(['0.00', '0.00', '1000.00', '0.00']);
    given(...active, draw({ amount: cny('1000.00') })).when(draw({ amount: cny('0.01') })).thenRefused('credit-line/limit-exceeded');
    given(...active).when(draw({ amount: { amount: '1', currency: 'JPY' } })).thenRefused('credit-line/another-currency');
  });

  it('is told how much is available where that is less', () => {
    const [book, more] = [written(...active, draw()), draw({ amount: cny('700.01') })];
    expect(() => creditLine.decide(more, tableIn(book, more))).toThrow('More than what is available; draw or reserve less. 700.00 CNY is available.');
  });

  it('is by the bank, on an active line, and counts today', () => {
    given(...active).when(draw({}, borrower)).thenRefused('credit-line/not-the-bank');
    given(...active).when(draw({}, officer)).thenRefused('credit-line/not-found');
    given(...active).when(draw({}, elsewhere)).thenRefused('credit-line/not-found');
    given(...granted).when(draw()).thenRefused('credit-line/approved');
    given(...active).when(draw({ on: '2026-03-06' })).thenRefused('credit-line/today-only');
    given(...active).when(repay({ on: '2026-03-06' })).thenRefused('credit-line/today-only');
    given(...active).when(draw({}, clerk, '2026-12-31')).thenTypes('CreditDrawn');
    given(...active).when(draw({}, clerk, '2027-01-01')).thenRefused('credit-line/expired');
  });

  it('is due on its day, else when the line ends', () => {
    expect(lineAfter(...active, draw()).dues).toEqual([{ on: '2026-12-31', amount: '300.00' }]);
    given(...active).when(draw({ dueOn: '2026-03-05' })).thenRefused('credit-line/due-before-draw');
    given(...active).when(draw({ dueOn: '2026-03-06' })).thenTypes('CreditDrawn');
    const open = lineAfter(...opened(), nominate({ expiresOn: null }), approve(), sign(), activate(), draw(), draw({ dueOn: '2026-06-30' }), draw({ dueOn: '2026-05-31' }), draw({ dueOn: '2026-06-30', amount: cny('1.00') }));
    expect(open.dues).toEqual([{ on: '2026-05-31', amount: '300.00' }, { on: '2026-06-30', amount: '301.00' }, { on: null, amount: '300.00' }]);
  });
});

describe('repaying', () => {
  const drawn = [...active, draw({ dueOn: '2026-06-30' }), draw({ dueOn: '2026-04-30', amount: cny('200.00') })];

  it('frees a revolving limit, and uses up one that does not revolve', () => {
    expect(heldBy(lineAfter(...active, draw(), repay()))).toEqual(['800.00', '0.00', '200.00', '0.00']);
    const once = lineAfter(...opened(), nominate({ revolving: false }), approve(), sign(), activate(), draw(), repay());
    expect(heldBy(once)).toEqual(['700.00', '0.00', '200.00', '100.00']);
    expect(once.balances.drawn).toBe('300.00');
  });

  it('settles what is due first', () => {
    const [fact] = given(...drawn).when(repay({ amount: cny('350.00') })).facts();
    expect(fact?.data).toMatchObject({ settles: [{ on: '2026-04-30', amount: '200.00' }, { on: '2026-06-30', amount: '150.00' }] });
    expect(lineAfter(...drawn, repay({ amount: cny('350.00') })).dues).toEqual([{ on: '2026-06-30', amount: '150.00' }]);
  });

  it('is of no more than is outstanding, on a frozen line and after the last day too', () => {
    given(...drawn).when(repay({ amount: cny('500.01') })).thenRefused('credit-line/more-than-outstanding');
    given(...drawn).when(repay({ amount: cny('500.00') })).thenTypes('CreditRepaid');
    given(...drawn, freeze()).when(repay({}, clerk, '2026-03-09')).thenTypes('CreditRepaid');
    given(...drawn, suspend()).when(repay({}, clerk, '2026-03-09')).thenTypes('CreditRepaid');
    given(...drawn).when(repay({}, clerk, '2027-02-01')).thenTypes('CreditRepaid');
    given(...drawn).when(repay({}, borrower)).thenRefused('credit-line/not-the-bank');
    given(...active).when(repay()).thenRefused('credit-line/more-than-outstanding');
    given(...granted).when(repay()).thenRefused('credit-line/approved');
  });

  it('on a line that has expired is used up, until the line is closed with nothing outstanding', () => {
    const expired = [...drawn, expire()];
    expect(heldBy(lineAfter(...expired))).toEqual(['0.00', '0.00', '500.00', '0.00']);
    const part = [...expired, repay({ amount: cny('300.00') }, clerk, '2027-01-05')];
    expect(heldBy(lineAfter(...part))).toEqual(['0.00', '0.00', '200.00', '300.00']);
    given(...part).when(close({}, granter, '2027-01-06')).thenRefused('credit-line/outstanding');
    const settled = [...part, repay({ amount: cny('200.00') }, clerk, '2027-01-07')];
    expect(given(...settled).when(close({ job: true, reason: null }, undefined, '2027-01-08')).facts()).toMatchObject([{ type: 'LimitReturned', data: { movement: { credit: 'used', amount: '500.00' } } }, { type: 'QuotaFreed' }, { type: 'CreditLineClosed' }]);
    expect(lineAfter(...settled, close({}, granter, '2027-01-08'))).toMatchObject({ status: 'closed', limit: '0.00', days: { ended: '2027-01-01' } });
  });
});

it('states in each fact what the line holds after it', () => {
  const book = written(...reserved, post({ amount: cny('150.00') }), draw(), repay(), reserve({ reservation: RESERVATION }, borrower, '2026-03-08'), expire());
  expect(auditOf(book.all)).toEqual([]);
  expect(book.all.filter(({ data }) => 'movement' in data).length).toBeGreaterThan(10);
});
