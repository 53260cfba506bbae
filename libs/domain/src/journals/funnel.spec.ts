import { funnelOf, type Project } from './funnel.js';

const project = (n: number, some: Partial<Project> = {}): Project => ({
  subject: `p${n}`, kind: 'project', signedOn: '2024-01-11', reached: {}, contracted: [], received: [], unstated: false, unconfirmed: false, ...some,
});
const many = (count: number, some: (n: number) => Partial<Project>): readonly Project[] => Array.from({ length: count }, (_, n) => project(n, some(n)));
const yuan = (value: string, low = value, high: string | null = value) => ({ unit: 'CNY', amountKind: 'total-investment', value, low, high });
const paid = (value: string, unit = 'CNY') => ({ unit, value });
const DAY = '2024-12-31';

describe('the funnel of a cohort', () => {
  // Anhui, 2018: 407 projects registered, 93.4 %, so about 436 signed; 362 started, 83.0 % (notes, 8.4).
  it('has the rates of the published vectors', () => {
    const { counts, rates } = funnelOf(many(436, (n) => ({ reached: { ...(n < 407 ? { registered: '2024-03-01' } : {}), ...(n < 362 ? { started: '2024-06-01' } : {}) } })), DAY);
    expect(counts).toMatchObject({ signed: 436, registered: 407, started: 362, performed: 407 });
    expect([rates.registration.value, rates.start.value, rates.startOfRegistered.value, rates.performance.value]).toEqual(['0.933486', '0.830275', '0.889435', '0.933486']);
  });

  it('counts as performed what registered, or started, or was paid in part', () => {
    const all = [project(1, { reached: { registered: '2024-02-01' } }), project(2, { reached: { started: '2024-02-01' } }), project(3, { received: [paid('0.01')] }), project(4), project(5, { received: [paid('0.00')] })];
    expect(funnelOf(all, DAY).rates.performance).toEqual({ value: '0.600000', why: null });
  });

  it('has no rate of nothing, and says why', () => expect(funnelOf([], DAY).rates).toMatchObject({
    registration: { value: null, why: 'nothing-signed' }, startOfRegistered: { value: null, why: 'nothing-registered' }, startWithoutHeadquarters: { value: null, why: 'nothing-to-start' },
  }));

  it('asks no start of works of a headquarters', () => {
    const { rates, timeToStart } = funnelOf([project(1, { kind: 'headquarters' }), project(2, { reached: { started: '2024-02-10' } })], DAY);
    expect([rates.start.value, rates.startWithoutHeadquarters.value, timeToStart.observed]).toEqual(['0.500000', '1.000000', 1]);
  });

  it('tells the time to start from the signing, watches what has not started to the day, and what ended to its end', () => {
    const { timeToStart } = funnelOf([
      project(1, { reached: { started: '2024-01-21' } }), project(2), project(3, { reached: { terminated: '2024-01-16' } }), project(4, { signedOn: '2024' }),
    ], '2024-02-10');
    expect(timeToStart).toMatchObject({ observed: 3, reached: 1, censored: 2, undated: 1, medianDays: 10, curve: [{ days: 10, atRisk: 2, reached: 1, share: '0.500000' }] });
  });
});

describe('funds in place against what was agreed', () => {
  it('are a ratio where both are exact', () =>
    expect(funnelOf([project(1, { contracted: [yuan('300.00')], received: [paid('100.00')] }), project(2, { contracted: [yuan('100.00')] })], DAY).funds).toEqual([{
      unit: 'CNY', amountKind: 'total-investment', projects: 2, contracted: { value: '400.00', low: '400.00', high: '400.00' }, received: '100.00',
      rate: '0.250000', low: '0.250000', high: '0.250000', why: null,
    }]));

  it('cannot tell against an approximate amount, and say between what it lies', () =>
    expect(funnelOf([project(1, { contracted: [yuan('1000.00', '950.00', '1050.00')], received: [paid('475.00')] })], DAY).funds[0])
      .toMatchObject({ rate: null, why: 'approximate', low: '0.452381', high: '0.500000' }));

  it('cannot tell against an amount without an upper bound', () =>
    expect(funnelOf([project(1, { contracted: [yuan('1000.00', '1000.00', null)], received: [paid('500.00')] })], DAY).funds[0])
      .toMatchObject({ rate: null, why: 'approximate', low: '0.000000', high: '0.500000', contracted: { high: null } }));

  it('stand apart where they came in another currency, or where no amount is stated', () => {
    const { funds, incomparable } = funnelOf([
      project(1, { contracted: [yuan('1000.00')], received: [paid('5.00', 'USD'), paid('10.00')] }), project(2, { unstated: true, received: [paid('7.00')] }),
    ], DAY);
    expect(funds).toMatchObject([{ received: '10.00', rate: '0.010000' }]);
    expect(incomparable).toEqual([{ unit: 'CNY', received: '7.00', projects: 1 }, { unit: 'USD', received: '5.00', projects: 1 }]);
  });

  it('never add up kinds of amount', () =>
    expect(funnelOf([project(1, { contracted: [yuan('10.00')] }), project(2, { contracted: [{ ...yuan('20.00'), amountKind: 'contract-value' }] })], DAY).funds.map(({ amountKind, contracted }) => [amountKind, contracted.value]))
      .toEqual([['contract-value', '20.00'], ['total-investment', '10.00']]));

  it('are more than all of it where more came in', () =>
    expect(funnelOf([project(1, { contracted: [yuan('100.00')], received: [paid('120.00')] })], DAY).funds[0]?.rate).toBe('1.200000'));
});
