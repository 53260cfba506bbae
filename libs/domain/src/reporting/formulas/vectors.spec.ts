import { parseQuantity } from '../../kernel/quantity.js';
import { compute, exact, type Known, type NamesOf, type FormulaId, type Operand, printOutcome, worded } from './index.js';

const n = (value: string, unit = 'CNY'): Known => exact(value, unit);
const percent = (value: string): Known => exact(value, '%');
const years = (value: string): Known => exact(value, 'year');
const stated = (text: string, unit = 'CNY'): Operand => worded(parseQuantity(text)!, unit);
const base = 'as-known-now';
const printed = <Id extends FormulaId>(id: Id, operands: Record<NamesOf<Id>, Operand>, decimals?: number): string =>
  printOutcome(compute(id, operands, { base }), { language: 'en', ...(decimals !== undefined && { decimals }) });

describe('formulas by the vectors of the notes', () => {
  it.each([
    ['8400', '4241', '5', '14.65%'], ['10000', '5727', '5', '11.79%'], ['8000', '3000', '7', '15.04%'], ['4000', '3000', '2', '15.47%'],
    ['5500', '4000', '2', '17.26%'], ['8000', '5500', '3', '13.30%'], ['6350', '66', '19', '27.17%'], ['4', '1', '2', '100.00%'], ['0', '5', '3', '-100.00%'],
  ])('grows yearly to %s from %s in %s years by %s', (end, from, time, is) => {
    expect(printed('cagr', { end: n(end), base: n(from), years: years(time) })).toBe(is);
    expect(printed('required-growth', { target: n(end), current: n(from), years: years(time) })).toBe(is);
  });

  it('grows to 2.1 times in five years by 15.996226 a year, which the notes cut off to 15.99 and which rounds to 16.00', () => {
    const operands = { end: n('2.1'), base: n('1'), years: years('5') };
    expect(compute('cagr', operands)).toMatchObject({ value: '15.996226' });
    expect(printed('cagr', operands)).toBe('16.00%');
  });

  it('tells what growth leads to, and where it came from', () => {
    expect(printed('yoy', { now: n('4265.6'), base: n('3953.29') })).toBe('7.9%');
    expect(printed('implied-base', { now: n('4265.6'), growth: percent('7.9') })).toBe('CNY 3,953.29');
    expect(printed('projected', { base: n('1', 'times'), growth: percent('15.9'), years: years('5') }, 3)).toBe('2.091 times');
    expect(printed('projected', { base: n('5727'), growth: percent('12'), years: years('5') }, 1)).toBe('CNY 10,092.9');
  });

  it('grows by one time less than it is times', () => {
    const operands = { end: n('6350'), base: n('66') };
    expect([printed('times-grown', operands), printed('times', operands)]).toEqual(['95.2 times', '96.2 times']);
    const doubled = { end: n('24'), base: n('12') };
    expect([printed('times-grown', doubled), printed('times', doubled), printed('yoy', { now: doubled.end, base: doubled.base })]).toEqual(['1.0 times', '2.0 times', '100.0%']);
  });

  it.each([['76.4', '2.7', '73.7'], ['50.1', '2.5', '47.6']])('takes points from a percentage: %s%% and %s points more', (now, change, before) => {
    expect(printed('prior-percentage', { now: percent(now), change: exact(change, 'pp') })).toBe(`${before}%`);
    expect(printed('points', { now: percent(now), base: percent(before) })).toBe(`${change} pp`);
  });

  it('tells shares, and the whole of a share', () => {
    expect(printed('implied-whole', { part: n('4241'), share: percent('5.2') }, 0)).toBe('CNY 81,558');
    expect(printed('share', { part: n('4241'), whole: n('81558') })).toBe('5.2%');
  });

  it('tells what a part adds to the growth of the whole', () => {
    const [partNow, partBase, wholeNow, wholeBase] = [n('110'), n('100'), n('1050'), n('1000')];
    expect(printed('contribution', { partNow, partBase, wholeNow, wholeBase })).toBe('20.0%');
    expect(printed('pull', { partNow, partBase, wholeBase })).toBe('1.0 pp');
  });

  it.each([['332', '450', '73.78%'], ['57', '55', '103.64%']])('attains %s of %s', (actual, target, is) => {
    expect(printed('attainment', { actual: n(actual), target: n(target) })).toBe(is);
    expect(printed('attainment-of-added', { actual: n(actual), target: n(target) })).toBe(is);
  });

  it('tells attainment beside the time gone by', () => {
    const time = { elapsed: n('273', 'day'), total: n('365', 'day') };
    expect(printed('elapsed', time)).toBe('74.79%');
    expect(printed('pace', { actual: n('332'), target: n('450'), ...time })).toBe('-1.02 pp');
  });

  it('tells the rates of a cohort (Anhui, 2018), and the mean of a batch', () => {
    const project = (value: string): Known => exact(value, 'project');
    expect(printed('implied-whole', { part: project('407'), share: percent('93.4') }, 0)).toBe('436');
    expect(printed('rate', { reached: project('362'), all: project('436') })).toBe('83.0%');
    expect(printed('rate', { reached: project('407'), all: project('436') })).toBe('93.3%');
    const mean = compute('per', { amount: n('3000000000'), count: exact('66', 'firm') });
    expect(mean).toMatchObject({ value: '45454545.454545454545', unit: 'CNY/firm' });
    expect(printOutcome(mean, { language: 'zh', amounts: '万元' })).toBe('4,545.45万元');
  });
});

describe('formulas on approximate numbers', () => {
  it.each([
    ['5700多亿元', '5000亿元', { op: '>', value: '14.000000', low: '14.000000', high: null }, '超过14.0%'],
    ['达到30亿元', '25亿元', { op: '>=', value: '20.000000', low: '20.000000', high: null }, '不低于20.0%'],
    ['约486.7亿元', '400亿元', { op: '~', value: '21.675000', low: '21.662500', high: '21.687500' }, '约21.7%'],
    ['近70亿元', '50亿元', { op: '<', value: '40.000000', low: '26.000000', high: '40.000000' }, '低于40.0%'],
    ['6—8亿元', '5亿元', { op: 'in', value: '20.000000', low: '20.000000', high: '60.000000' }, '20.0%—60.0%'],
    ['80亿元', '不足70亿元', { op: '>', value: '14.285714', low: '14.285714', high: null }, '超过14.2%'],
    ['80亿元', '超70亿元', { op: '<', value: '14.285714', low: '-100.000000', high: '14.285715' }, '低于14.3%'],
    ['超80亿元', '超70亿元', { op: '~', value: '14.285714', low: '-100.000000', high: null }, '约14.3%'],
  ])('of %s on %s', (now, before, told, printedAs) => {
    const outcome = compute('yoy', { now: stated(now), base: stated(before) }, { base });
    expect(outcome).toMatchObject({ ...told, precision: 'approximate' });
    expect(printOutcome(outcome, { language: 'zh' })).toBe(printedAs);
  });

  it('takes what is above something away, and is below something', () => {
    expect(compute('points', { now: percent('50'), base: stated('超过40%') })).toMatchObject({ op: '<', value: '10.000000', low: null, high: '10.000000' });
    expect(compute('points', { now: percent('50'), base: stated('40%以上') })).toMatchObject({ op: '<=', value: '10.000000', low: null });
  });

  it('has no bound on either side where a change could be one of nothing', () => {
    const about = (value: string, low: string, high: string): Known => ({ value, low, high, precision: 'approximate', unit: 'CNY' });
    const change = { partNow: n('110'), partBase: n('100'), wholeNow: about('1050', '990', '1100'), wholeBase: n('1000') };
    expect(compute('contribution', change)).toMatchObject({ value: '20.000000', low: null, high: null, op: '~' });
    expect(compute('yoy', { now: n('10'), base: about('5', '-1', '8') }, { base })).toMatchObject({ value: '100.000000', low: '25.000000', high: null });
  });
});

describe('formulas that are not defined', () => {
  const missing: Operand = { value: null, why: 'missing' };
  it.each([
    ['no base', compute('yoy', { now: n('5'), base: missing }, { base }), 'no-base'],
    ['no number', compute('yoy', { now: missing, base: n('5') }, { base }), 'missing'],
    ['a reason that was given', compute('share', { part: { value: null, why: 'different-basis' }, whole: n('5') }), 'different-basis'],
    ['a base of 0', compute('yoy', { now: n('5'), base: n('0') }, { base }), 'base-not-positive'],
    ['a base below 0', compute('yoy', { now: n('5'), base: n('-3') }, { base }), 'base-not-positive'],
    ['a whole of 0', compute('rate', { reached: n('0'), all: n('0') }), 'nothing-to-divide-by'],
    ['no change of the whole', compute('contribution', { partNow: n('5'), partBase: n('4'), wholeNow: n('9'), wholeBase: n('9') }), 'nothing-to-divide-by'],
    ['an end below 0', compute('cagr', { end: n('-5'), base: n('4'), years: years('3') }), 'below-zero'],
    ['no years', compute('cagr', { end: n('5'), base: n('4'), years: years('0') }), 'no-years'],
    ['half a year', compute('cagr', { end: n('5'), base: n('4'), years: years('0.5') }), 'no-years'],
    ['another currency', compute('share', { part: n('5'), whole: n('9', 'USD') }), 'different-unit'],
    ['points of amounts', compute('points', { now: n('5'), base: n('4') }), 'different-unit'],
  ])('say why: %s', (_, outcome, why) => {
    expect(outcome).toMatchObject({ value: null, why });
    expect(printOutcome(outcome, { language: 'en' })).toBe('—');
  });

  it('must be told the base of 同比, carry it, and take only numbers within their bounds', () => {
    expect(() => compute('yoy', { now: n('5'), base: n('4') })).toThrow("must say which base it compares with: give 'base'");
    expect(compute('yoy', { now: n('5'), base: n('4') }, { base: 'comparable-basis' })).toEqual({
      formula: 'yoy', version: 1, unit: '%', base: 'comparable-basis', value: '25.000000', low: '25.000000', high: '25.000000', op: '=', precision: 'exact',
    });
    expect(() => compute('share', { part: { ...n('5'), low: '6' }, whole: n('9') })).toThrow('give bounds that enclose the value');
    expect(() => compute('share', { part: n('5e3'), whole: n('9') })).toThrow(RangeError);
  });
});
