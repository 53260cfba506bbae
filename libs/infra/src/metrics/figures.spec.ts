import { metrics } from '@entente/domain/journals/metrics';
import { inUnit, ratioOf, rowsOf, type Summed, totalsOf } from './figures.js';

const [count, contracted] = ['signings.count', 'signings.contracted'].map((name) => {
  const metric = metrics.find((each) => each.metric === name);
  if (!metric) throw new Error(`There is no metric ${name}.`);
  return metric;
}) as [(typeof metrics)[number], (typeof metrics)[number]];

const sum = (changed: Partial<Summed> = {}): Summed => ({
  unit: 'CNY', amount_kind: 'total-investment', value: '1000.00', low: '1000.00', high: '1000.00', unbounded: 0,
  exact: '1000.00', approximate: '0', approximations: 0, unknown: '0', unconfirmed: '0', ...changed,
});
const nothing: Partial<Summed> = { value: '0.00', low: '0.00', high: '0.00', exact: '0.00' };
const unstated = (unknown: string): Summed => sum({ ...nothing, unit: '', amount_kind: '', unknown });

describe('a figure in its unit', () => {
  it('has the decimals of its currency', () =>
    expect([inUnit('48670000000', 'CNY'), inUnit('0.5', 'CNY'), inUnit('-99.5', 'CNY'), inUnit('100', 'JPY'), inUnit('1.5', 'KWD')]).toEqual([
      '48670000000.00', '0.50', '-99.50', '100', '1.500',
    ]));

  it('of a count has as many decimals as it needs', () =>
    expect(['1.000000000', '0.600', '0.333333333', '10', '10.0', '0', '0.000', '-0.4'].map((value) => inUnit(value, 'project'))).toEqual([
      '1', '0.6', '0.333333333', '10', '10', '0', '0', '-0.4',
    ]));
});

describe('the rows of an answer', () => {
  it('say unit and kind of amount, the bounds and how sure they are', () =>
    expect(rowsOf([sum({ g_region: '510100' })], ['region'])).toEqual([
      { region: '510100', amountKind: 'total-investment', unit: 'CNY', value: '1000.00', low: '1000.00', high: '1000.00', status: 'exact' },
    ]));

  it('are approximate where any amount in them is', () => {
    expect(rowsOf([sum({ approximations: 1, low: '900.00', high: '1100.00' })], [])[0]).toMatchObject({ status: 'approximate', low: '900.00', high: '1100.00' });
    expect(rowsOf([sum({ approximations: 2 })], [])[0]).toMatchObject({ status: 'approximate' });
  });

  it('have no upper bound where one amount has none', () =>
    expect(rowsOf([sum({ unbounded: 1, high: '300.00' })], [])[0]).toMatchObject({ high: null, status: 'approximate' }));

  it('show what is not stated in a row of its own, without unit or value', () =>
    expect(rowsOf([unstated('1.6')], [])).toEqual([{ unit: null, value: null, low: null, high: null, status: 'unknown', unknown: '1.6' }]));

  it('leave out what came to nothing, and keep a zero that somebody stated nothing about', () => {
    expect(rowsOf([sum(nothing)], [])).toEqual([]);
    expect(rowsOf([sum({ ...nothing, low: '-50.00', high: '50.00' })], [])).toHaveLength(1);
    expect(rowsOf([sum({ ...nothing, unbounded: 1 })], [])).toHaveLength(1);
  });

  it('of different currencies and kinds stay apart', () => {
    const rows = rowsOf([sum(), sum({ unit: 'USD', value: '5.00', low: '5.00', high: '5.00' }), sum({ amount_kind: 'contract-value' })], []);
    expect(rows.map(({ unit, amountKind, value }) => [unit, amountKind, value])).toEqual([
      ['CNY', 'total-investment', '1000.00'], ['USD', 'total-investment', '5.00'], ['CNY', 'contract-value', '1000.00'],
    ]);
  });
});

describe('the totals of an answer', () => {
  it('are one a unit and kind of amount, with what is unknown beside each', () => {
    const totals = totalsOf([unstated('2.5'), sum({ exact: '600.00', approximate: '400.00' }), sum({ unit: 'USD' })], contracted);
    expect(totals).toEqual([
      { unit: 'CNY', amountKind: 'total-investment', value: '1000.00', low: '1000.00', high: '1000.00', exact: '600.00', approximate: '400.00', unknown: '2.5' },
      { unit: 'USD', amountKind: 'total-investment', value: '1000.00', low: '1000.00', high: '1000.00', exact: '1000.00', approximate: '0.00', unknown: '2.5' },
    ]);
  });

  it('of projects are zero where there is none, and of money there is then no total', () => {
    expect(totalsOf([], count)).toEqual([{ unit: 'project', value: '0', low: '0', high: '0', exact: '0', approximate: '0', unknown: '0' }]);
    expect(totalsOf([], contracted)).toEqual([]);
  });
});

describe('a ratio', () => {
  it('has six decimals, halves away from zero', () => {
    expect([ratioOf('1', '3'), ratioOf('2', '3'), ratioOf('1', '1'), ratioOf('0', '5')]).toEqual(['0.333333', '0.666667', '1.000000', '0.000000']);
    expect([ratioOf('0.0000005', '1'), ratioOf('-0.0000005', '1'), ratioOf('0.000000499', '1')]).toEqual(['0.000001', '-0.000001', '0.000000']);
  });

  it('of parts of projects is exact', () => expect(ratioOf('0.6', '1.2')).toBe('0.500000'));
  it('may be negative, and never minus zero', () => {
    expect([ratioOf('-1', '2'), ratioOf('1', '-2'), ratioOf('-1', '-2'), ratioOf('0', '-2')]).toEqual(['-0.500000', '-0.500000', '0.500000', '0.000000']);
    expect(ratioOf('-0.0000001', '1')).toBe('0.000000');
  });
  it('over nothing is null', () => expect([ratioOf('1', '0'), ratioOf('0', '0.000')]).toEqual([null, null]));
});
