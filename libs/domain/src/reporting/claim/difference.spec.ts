import { differenceOf, isReconciled } from './difference.js';

const announced = (value: string | null, text: string, op: '=' | '~' | '<~' | '>' | '>=' | '<' | '<=' = '=', unit = 'person') => ({ value, op, unit, text });
const told = (...asked: Parameters<typeof differenceOf>): readonly (string | null)[] | undefined => {
  const found = differenceOf(...asked);
  return found && [found.difference, found.differenceLow, found.differenceHigh];
};

describe('the difference of a recorded sum and an announced one', () => {
  it('is the recorded less the announced, signed', () => {
    expect(told(announced('14', '14项活动'), { value: '2', low: '2', high: '2', unknown: '0' })).toEqual(['-12', '-12', '-12']);
    expect(told(announced('2', '两项'), { value: '2.5' })).toEqual(['0.5', '0.5', '0.5']);
    expect(told(announced('007', '7项'), { value: '7' })).toEqual(['0', '0', '0']);
    // Money keeps its decimals, and no float comes in.
    expect(told(announced('7000000000.00', '70亿元', '=', 'CNY'), { value: '0.10' })).toEqual(['-6999999999.90', '-6999999999.90', '-6999999999.90']);
  });

  it('is an interval where either is one', () => {
    expect(told(announced('700', '近700人', '<~'), { value: '700', low: '630', high: '700' })).toEqual(['0', '-70', '70']);
    expect(told(announced('1000', '超过1000人', '>'), { value: '850' })).toEqual(['-150', null, '-150']);
    expect(told(announced('1000', '约1000人', '~'), { value: '820', low: '750', high: '820' })).toEqual(['-180', '-251', '-179']);
    expect(told(announced('48670000000.00', '约486.7亿元', '~', 'CNY'), { value: '0.00' })).toEqual(['-48670000000.00', '-48675000000.00', '-48665000000.00']);
    expect(told(announced('100', '至多100人', '<='), { value: '40' })).toEqual(['-60', '-60', '40']);
    expect(told(announced('700', '700人'), { value: '850', low: '800', high: null })).toEqual(['150', '100', null]);
  });

  it('has no upper bound where something on record states no amount', () =>
    expect(told(announced('700', '700人'), { value: '120', low: '120', high: '120', unknown: '1' })).toEqual(['-580', '-580', null]));

  it('is none where only words are announced', () => expect(told(announced(null, '多人'), { value: '3' })).toBeUndefined());
});

describe('an announced total', () => {
  const yuan = (value: string, text: string, op: Parameters<typeof announced>[2]) => announced(value, text, op, 'CNY');

  it.each([
    [yuan('3000000000.00', '30亿元', '='), '3000000000.00', true],
    [yuan('3000000000.00', '30亿元', '='), '3000000000.01', false],
    // 达到30亿元 is met from 30.0 to 30.99, and neither before nor after.
    [yuan('3000000000.00', '达到30亿元', '>='), '2999999999.99', false],
    [yuan('3000000000.00', '达到30亿元', '>='), '3000000000.00', true],
    [yuan('3000000000.00', '达到30亿元', '>='), '3099999999.99', true],
    [yuan('3000000000.00', '达到30亿元', '>='), '3100000000.00', false],
    [yuan('3000000000.00', '30亿元以上', '>='), '9000000000.00', true],
    [yuan('3000000000.00', '约30亿元', '~'), '3050000000.00', true],
    [yuan('3000000000.00', '约30亿元', '~'), '3050000000.01', false],
    [yuan('3000000000.00', '近30亿元', '<~'), '2700000000.00', true],
    [yuan('3000000000.00', '近30亿元', '<~'), '3000000000.01', false],
    [announced('66', '66家', '='), '66', true],
    [announced('66', '66家', '='), '65', false],
    [announced('60', '超过60家', '>'), '65', true],
    [announced('60', '超过60家', '>'), '59', false],
    // More than, and less than, leave out the amount itself.
    [announced('60', '超过60家', '>'), '60', false],
    [yuan('3000000000.00', '超过30亿元', '>'), '3000000000.00', false],
    [yuan('3000000000.00', '超过30亿元', '>'), '3000000000.01', true],
    [yuan('3000000000.00', '不到30亿元', '<'), '3000000000.00', false],
    [yuan('3000000000.00', '不到30亿元', '<'), '2999999999.99', true],
    [yuan('3000000000.00', '至多30亿元', '<='), '3000000000.00', true],
  ] as const)('%j is met by %s: %s', (said, value, isMet) => expect(isReconciled(said, { value })).toBe(isMet));

  it('is met by nothing and missed by nothing where only words are announced', () => expect(isReconciled(announced(null, '多家'), { value: '3' })).toBeUndefined());

  it('is met strictly by what the record may come to, where that is an interval', () => {
    expect(isReconciled(announced('60', '超过60家', '>'), { value: '60', low: '55', high: '60' })).toBe(false);
    expect(isReconciled(announced('60', '超过60家', '>'), { value: '60', low: '55', high: '61' })).toBe(true);
    expect(isReconciled(announced('60', '超过60家', '>'), { value: '60', low: '60', high: null })).toBe(true);
    expect(isReconciled(announced('60', '不到60家', '<'), { value: '60', low: '60', high: '65' })).toBe(false);
  });

  it('is met where the record lies within an interval that holds it', () => expect(isReconciled(announced('700', '近700人', '<~'), { value: '750', low: '690', high: '760' })).toBe(true));
});
