import { parseQuantity } from '../../kernel/quantity.js';
import { attainmentOf, exact, type Operand, type Series, type Target, worded } from './index.js';

const goal = (text: string, kind: Target['kind'] = 'level', unit = '%'): Target => {
  const { op, value, upper, unit: stated } = parseQuantity(text)!;
  return { kind, op, value: value!, ...(upper && { upper }), text, unit: stated ?? unit };
};
const actual = (text: string, unit: string): Operand => worded(parseQuantity(text, 'observation')!, unit);

describe('attainment of a target', () => {
  it.each([
    // A level that is to be reached.
    ['达到450家', '332家', 'not-met', '73.777778'],
    ['达到55家', '57家', 'met', '103.636364'],
    ['超过30亿元', '30亿元', 'not-met', '100.000000'],
    ['超过30亿元', '超30亿元', 'met', '100.000000'],
    ['不少于30亿元', '近30亿元', 'not-met', '100.000000'],
    ['不少于28亿元', '近30亿元', 'cannot-tell', '107.142857'],
    ['不少于30亿元', '不足30亿元', 'not-met', '100.000000'],
    ['不少于30亿元', '约30亿元', 'cannot-tell', '100.000000'],
    ['不少于29亿元', '约30亿元', 'met', '103.448276'],
    ['约30亿元', '29.5亿元', 'met', '98.333333'],
    ['约30亿元', '29.4亿元', 'not-met', '98.000000'],
    ['15%以上', '15%', 'met', '100.000000'],
    // A range or a ceiling is kept or not, and has no rate.
    ['6—8个', '7个', 'met', null], ['6—8个', '8个', 'met', null], ['6—8个', '9个', 'not-met', null], ['6—8个', '5个', 'not-met', null], ['6—8个', '7余个', 'cannot-tell', null],
    ['不超过50个', '50个', 'met', null], ['不足50个', '50个', 'not-met', null], ['不超过50个', '50多个', 'not-met', null], ['不超过50个', '40多个', 'cannot-tell', null],
  ])('%s by %s: %s', (target, was, verdict, rate) => {
    const told = attainmentOf(goal(target), actual(was, goal(target).unit));
    expect(told.verdict).toBe(verdict);
    expect(told.rate).toMatchObject(rate === null ? { value: null, why: 'not-a-floor' } : { value: rate, unit: '%' });
  });

  it('compares growth with growth, in points', () => {
    expect(attainmentOf(goal('12%以上', 'growth'), exact('11.5', '%'))).toMatchObject({ verdict: 'not-met', rate: { formula: 'growth-over-target', value: '-0.500000', unit: 'pp' } });
  });

  it('takes what is added from cumulative numbers alone', () => {
    const of: Series = { series: 'signings.count', definition: 1, basis: 'all', accumulation: 'cumulative', period: '2024' };
    const added: Target = { kind: 'added', op: '>=', value: '450', unit: 'project' };
    expect(attainmentOf(added, exact('332', 'project', of))).toMatchObject({ verdict: 'not-met', rate: { value: '73.777778' } });
    expect(attainmentOf(added, exact('500', 'project', { ...of, accumulation: 'period' }))).toMatchObject({ verdict: 'cannot-tell', rate: { why: 'only-on-cumulative' } });
  });

  it('cannot tell what is not known or not comparable: 主营业务收入 is not 软件业务收入', () => {
    const of: Series = { series: 'firms-above-10bn', definition: 1, basis: 'main-business-revenue', accumulation: 'point', period: '2025' };
    const target: Target = { kind: 'level', op: '>=', value: '10', unit: 'firm', of };
    expect(attainmentOf(target, exact('11', 'firm', { ...of, period: '2020' })).verdict).toBe('met');
    expect(attainmentOf(target, exact('11', 'firm', { ...of, basis: 'software-revenue', period: '2020' }))).toMatchObject({ verdict: 'cannot-tell', rate: { value: null, why: 'different-basis' } });
    expect(attainmentOf(target, { value: null, why: 'missing' })).toMatchObject({ verdict: 'cannot-tell', rate: { why: 'missing' } });
    expect(attainmentOf(target, exact('11', 'CNY'))).toMatchObject({ verdict: 'cannot-tell', rate: { why: 'different-unit' } });
    expect(attainmentOf({ ...target, value: '0' }, exact('11', 'firm', of))).toMatchObject({ verdict: 'met', rate: { why: 'nothing-to-divide-by' } });
  });
});
