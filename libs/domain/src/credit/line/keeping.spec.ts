import { auditOf } from '../ledger/index.js';
import {
  activate, active, approve, borrower, clerk, close, cny, decline, draw, expire, firmId, freeze, given, granted, granter, heldBy, lineAfter, lineId, lineIn, mirrored, nominate, officer, opened, opener, post, reduce, release, repay,
  reservationId, reserve, score, sign, state, suspend, written,
} from './line.samples.js';

const drawn = [...active, draw()];
const END = '2027-01-01';

describe('freezing', () => {
  it('is done by one person of the bank and undone by another', () => {
    given(...active).when(freeze()).thenTypes('CreditLineFrozen');
    given(...active, freeze()).when(freeze({}, opener)).thenNothing();
    given(...active, freeze()).when(release({}, granter)).thenRefused('credit-line/second-person');
    given(...active, freeze()).when(release()).thenTypes('CreditLineReleased');
    given(...active).when(release()).thenRefused('credit-line/not-frozen');
    given(...active, freeze(), release()).when(release()).thenRefused('credit-line/not-frozen');
    given(...granted).when(freeze()).thenRefused('credit-line/approved');
    given(...active).when(freeze({}, borrower)).thenRefused('credit-line/not-the-bank');
    given(...active).when(freeze({}, officer)).thenRefused('credit-line/not-found');
  });

  it('stops draws, and neither repayments, reductions nor the end of the line', () => {
    const frozen = [...drawn, freeze()];
    given(...frozen).when(draw({}, clerk, '2026-03-09')).thenRefused('credit-line/frozen');
    given(...frozen).when(repay({}, clerk, '2026-03-09')).thenTypes('CreditRepaid');
    given(...frozen).when(reduce()).thenTypes('CreditLineReduced', 'QuotaFreed');
    expect(lineAfter(...frozen, expire())).toMatchObject({ status: 'expired', frozen: null });
    expect(lineAfter(...frozen, repay({ amount: cny('300.00') }, clerk, '2026-03-09'), close())).toMatchObject({ status: 'closed', frozen: null });
  });
});

describe('reducing', () => {
  it('goes down to exactly what is outstanding, reserved and used up', () => {
    given(...drawn).when(reduce({ limit: cny('299.99') })).thenRefused('credit-line/below-outstanding');
    expect(lineAfter(...drawn, reduce({ limit: cny('300.00') }))).toMatchObject({ limit: '300.00', balances: { available: '0.00', outstanding: '300.00' } });
    const reserved = [...drawn, reserve({ expiresAt: '2026-03-20T00:00:00Z' }, borrower, '2026-03-07')];
    given(...reserved).when(reduce({ limit: cny('699.99') })).thenRefused('credit-line/below-outstanding');
    given(...reserved).when(reduce({ limit: cny('700.00') })).thenTypes('CreditLineReduced', 'QuotaFreed');
    // A day later the reservation is over, and counts no longer.
    given(...reserved).when(reduce({ limit: cny('300.00') }, granter, '2026-03-21')).thenTypes('ReservationExpired', 'CreditLineReduced', 'QuotaFreed');
    const once = [...opened(), nominate({ revolving: false }), approve(), sign(), activate(), draw(), repay()];
    given(...once).when(reduce({ limit: cny('299.99') })).thenRefused('credit-line/below-outstanding');
    given(...once).when(reduce({ limit: cny('300.00') })).thenTypes('CreditLineReduced', 'QuotaFreed');
  });

  it('may come before the line is open, and then takes from what is committed', () => {
    expect(lineAfter(...granted, reduce())).toMatchObject({ status: 'approved', limit: '800.00', balances: { committed: '800.00' } });
    expect(lineAfter(...granted, reduce(), sign({}, borrower, '2026-03-11'), activate({}, opener, '2026-03-12'))).toMatchObject({ limit: '800.00', balances: { available: '800.00' } });
    given(...opened(), nominate()).when(reduce()).thenRefused('credit-line/nominated');
  });

  it('is downwards, in the currency of the line, and says nothing new where it is so', () => {
    given(...active).when(reduce({ limit: cny('1000.01') })).thenRefused('credit-line/not-a-reduction');
    given(...active).when(reduce({ limit: cny('1000.00') })).thenNothing();
    given(...active).when(reduce({ limit: { amount: '800', currency: 'JPY' } })).thenRefused('credit-line/another-currency');
    given(...active, suspend()).when(reduce()).thenTypes('CreditLineReduced', 'QuotaFreed');
  });
});

describe('closing', () => {
  it('takes a line with nothing outstanding and nothing reserved', () => {
    given(...active).when(close()).thenTypes('LimitReturned', 'QuotaFreed', 'CreditLineClosed');
    given(...drawn).when(close()).thenRefused('credit-line/outstanding');
    given(...active, reserve({ expiresAt: '2026-03-20T00:00:00Z' })).when(close()).thenRefused('credit-line/reserved');
    given(...active, close()).when(close()).thenNothing();
    given(...granted).when(close()).thenRefused('credit-line/approved');
    given(...active).when(close({}, borrower)).thenRefused('credit-line/not-the-bank');
  });

  it('gives back everything, what was used up too, each account in a movement of its own', () => {
    const once = [...opened(), nominate({ revolving: false }), approve(), sign(), activate(), draw(), repay({ amount: cny('300.00') })];
    const facts = given(...once).when(close()).facts();
    expect(facts.map(({ type, data }) => [type, (data as { amount?: string; movement?: { credit: string; amount: string } }).movement ?? (data as { amount?: string }).amount])).toMatchObject([
      ['LimitReturned', { credit: 'available', amount: '700.00' }], ['QuotaFreed', '700.00'], ['LimitReturned', { credit: 'used', amount: '300.00' }], ['QuotaFreed', '300.00'], ['CreditLineClosed', undefined],
    ]);
    expect(lineAfter(...once, close())).toMatchObject({ status: 'closed', limit: '0.00', balances: { available: '0.00', used: '0.00', drawn: '300.00' } });
  });
});

describe('expiring', () => {
  it('comes after the last day, frees what was reserved and never drawn, and leaves what is outstanding', () => {
    const held = [...drawn, reserve({ expiresAt: '2027-01-10T00:00:00Z' }, borrower, '2026-12-20')];
    given(...held).when(expire({}, undefined, '2026-12-31')).thenRefused('credit-line/not-expired');
    given(...held).when(expire()).thenTypes('ReservationExpired', 'LimitReturned', 'QuotaFreed', 'CreditLineExpired');
    expect(lineAfter(...held, expire())).toMatchObject({ status: 'expired', limit: '300.00', reservations: {}, days: { ended: END } });
    given(...held, expire()).when(expire({}, undefined, '2027-01-02')).thenNothing();
    given(...opened(), nominate({ expiresOn: null })).when(expire({}, undefined, '2099-01-01')).thenRefused('credit-line/not-expired');
  });

  it('of a line that does not revolve gives back what was used up as well', () => {
    const once = [...opened(), nominate({ revolving: false }), approve(), sign(), activate(), draw(), repay(), reserve({ expiresAt: '2027-01-10T00:00:00Z' }, borrower, '2026-12-20'), expire()];
    expect(heldBy(lineAfter(...once))).toEqual(['0.00', '0.00', '200.00', '0.00']);
    expect(auditOf(written(...once).all)).toEqual([]);
  });

  it('reaches lines that were never opened', () => {
    given(...opened(), nominate()).when(expire()).thenTypes('CreditLineExpired');
    given(...granted).when(expire()).thenTypes('LimitReturned', 'QuotaFreed', 'CreditLineExpired');
    given(...granted, decline()).when(expire()).thenNothing();
    given(...granted, expire()).when(sign({}, borrower, '2027-01-02')).thenRefused('credit-line/expired');
  });

  it('lets the line be closed once it is settled, by a job or by the bank', () => {
    given(...active, expire()).when(close({ job: true, reason: null }, undefined, END)).thenTypes('CreditLineClosed');
    given(...drawn, expire()).when(close({ job: true, reason: null }, undefined, END)).thenRefused('credit-line/outstanding');
  });
});

describe('rating', () => {
  it('stops draws below what the product asks for, until a better one is recorded', () => {
    given(...active).when(score()).thenTypes('BorrowerScored');
    given(...active, score()).when(draw({}, clerk, '2026-03-13')).thenRefused('credit-line/score-too-low');
    given(...active, score(), score({ score: 600 }, granter, '2026-03-13')).when(draw({}, clerk, '2026-03-13')).thenTypes('CreditDrawn');
    given(...active, score()).when(score()).thenNothing();
    given(...active, score()).when(repay({}, clerk, '2026-03-13')).thenRefused('credit-line/more-than-outstanding');
    given(...drawn, score()).when(repay({}, clerk, '2026-03-13')).thenTypes('CreditRepaid');
    given(...active, expire()).when(score({}, granter, END)).thenRefused('credit-line/expired');
    given(...opened(), nominate({ product: null }), approve(), sign(), activate(), score()).when(draw({}, clerk, '2026-03-13')).thenTypes('CreditDrawn');
  });
});

it('is lines that stand beside each other, each for itself', () => {
  const other = { id: lineId(2) };
  const two = written(...drawn, nominate({ ...other, borrower: firmId(2) }), approve(other), sign(other, { ...borrower, organisation: 'firm-2' }), activate(other), reserve({ ...other, reservation: reservationId(1) }, { ...borrower, organisation: 'firm-2' }), post({ ...other, reservation: reservationId(1) }));
  expect(auditOf(two.all)).toEqual([]);
  expect([lineIn(two, lineId(1)), lineIn(two, lineId(2))]).toMatchObject([{ balances: { outstanding: '300.00' } }, { balances: { outstanding: '400.00' } }]);
});

it('is the same for mirrored lines, but that limits, freezes and balances refuse nothing', () => {
  const told = [...mirrored, freeze({}, granter, '2026-03-05'), draw({ amount: cny('5000.00') }), state('2026-03-31', [{ outstanding: '5000.00' }])];
  given(...told).when(close({}, granter, '2026-06-02')).thenTypes('LimitReturned', 'QuotaFreed', 'CreditLineClosed');
  given(...told).when(reduce({ limit: cny('1.00') }, granter, '2026-06-02')).thenTypes('CreditLineReduced', 'QuotaFreed');
  given(...told).when(expire()).thenTypes('LimitReturned', 'QuotaFreed', 'CreditLineExpired');
});
