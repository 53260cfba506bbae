import fc from 'fast-check';
import { isLess, isNothing, minorOf, minus, moneySchema, nothing, plus, sumSchema } from './index.js';

const codes = (given: unknown, schema: typeof moneySchema = moneySchema): readonly unknown[] => {
  const { error } = schema.safeParse(given);
  return (error?.issues ?? []).map((issue) => [`/${issue.path.join('/')}`, 'params' in issue ? (issue.params as { code: string }).code : issue.code]);
};

describe('an amount of credit', () => {
  it('is kept with all decimals of its currency', () => {
    expect(moneySchema.parse({ amount: '100', currency: 'CNY' })).toEqual({ amount: '100.00', currency: 'CNY' });
    expect(moneySchema.parse({ amount: '100', currency: 'JPY' })).toEqual({ amount: '100', currency: 'JPY' });
    expect(moneySchema.parse({ amount: '100.5', currency: 'KWD' })).toEqual({ amount: '100.500', currency: 'KWD' });
    expect(sumSchema.parse({ amount: '0', currency: 'KWD' })).toEqual({ amount: '0.000', currency: 'KWD' });
    expect(sumSchema.parse({ amount: '-0', currency: 'CNY' })).toEqual({ amount: '0.00', currency: 'CNY' });
  });

  it.each([
    ['0.001', 'CNY'], ['100.5', 'JPY'], ['0.0001', 'KWD'], ['0', 'CNY'], ['0.00', 'CNY'], ['-1', 'CNY'], ['1e3', 'CNY'], ['1,000', 'CNY'], ['', 'CNY'], ['01', 'CNY'], ['.5', 'CNY'], ['１', 'CNY'],
    ['1000000000000000', 'CNY'], ['1', 'XYZ'],
  ])('is refused as %s %s', (amount, currency) => expect(codes({ amount, currency })).toEqual([['/amount', 'money/malformed']]));

  it('is told what is wrong with it: its length, where nothing else is', () => {
    const said = (amount: string, currency = 'CNY'): string => moneySchema.safeParse({ amount, currency }).error?.issues[0]?.message ?? '';
    expect(said('1000000000000000')).toContain('at most 15 digits before the point');
    expect(said('1000000000000000.00')).toContain('at most 15 digits before the point');
    for (const [amount, currency] of [['1000000000000000.001', 'CNY'], ['0.001', 'CNY'], ['1000000000000000.5', 'JPY'], ['-1000000000000000', 'CNY'], ['many', 'CNY']] as const) expect(said(amount, currency)).toContain('no more decimals than');
  });

  it('is as large as a quadrillion less one, and no field is left out or added', () => {
    expect(codes({ amount: '999999999999999.99', currency: 'CNY' })).toEqual([]);
    expect(codes({ amount: '1', currency: 'cny' })).toEqual([['/currency', 'invalid_format'], ['/amount', 'money/malformed']]);
    expect(codes({ amount: 1, currency: 'CNY' })).toEqual([['/amount', 'invalid_type']]);
    expect(codes({ amount: '1', currency: 'CNY', more: 1 })).toEqual([['/', 'unrecognized_keys']]);
  });

  it('may be nothing where it is a sum, and never less', () => {
    expect(codes({ amount: '0', currency: 'CNY' }, sumSchema)).toEqual([]);
    expect(codes({ amount: '-0.01', currency: 'CNY' }, sumSchema)).toEqual([['/amount', 'money/malformed']]);
  });

  it('adds up exactly in currencies of none, two and three decimals', () => {
    fc.assert(fc.property(fc.bigInt(-(10n ** 17n), 10n ** 17n), fc.bigInt(-(10n ** 17n), 10n ** 17n), fc.constantFrom('JPY', 'CNY', 'KWD'), (a, b, currency) => {
      const scale = { JPY: 0, CNY: 2, KWD: 3 }[currency] ?? 0;
      const text = (minor: bigint): string => {
        const digits = (minor < 0n ? -minor : minor).toString().padStart(scale + 1, '0');
        return `${minor < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}${scale > 0 ? `.${digits.slice(-scale)}` : ''}`;
      };
      expect(plus(text(a), text(b), currency)).toBe(text(a + b));
      expect(minus(text(a), text(b), currency)).toBe(text(a - b));
      expect(isLess(text(a), text(b), currency)).toBe(a < b);
      expect(minorOf(text(a), currency)).toBe(a);
      expect(isNothing(text(a))).toBe(a === 0n);
    }));
  });

  it('is nothing in every currency', () => {
    expect(['JPY', 'CNY', 'KWD'].map(nothing)).toEqual(['0', '0.00', '0.000']);
    expect(['0', '0.00', '-0.00', '0.01', '10', '-1'].map(isNothing)).toEqual([true, true, true, false, false, false]);
    expect(() => plus('1', '0.001', 'CNY')).toThrow(RangeError);
  });
});
