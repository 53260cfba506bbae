import { decimalsOf, fromMinor, parseMinor, toMinor } from './money.js';

describe('money', () => {
  it('knows how many decimals a currency has', () => {
    expect(['CNY', 'USD', 'HKD', 'IDR', 'RUB'].map(decimalsOf)).toEqual([2, 2, 2, 2, 2]);
    expect(['JPY', 'KRW', 'VND', 'CLP', 'ISK', 'UGX', 'XAF', 'XOF', 'XPF'].map(decimalsOf)).toEqual(Array(9).fill(0));
    expect(['BHD', 'KWD', 'OMR', 'JOD', 'TND', 'IQD', 'LYD'].map(decimalsOf)).toEqual(Array(7).fill(3));
  });

  it('knows no currency of a code that is none', () => {
    expect(['RMB', 'cny', '', 'XXX', 'CNY ', 'toString'].map(decimalsOf)).toEqual(Array(6).fill(undefined));
  });

  it.each([
    ['100', 'CNY', 10000n],
    ['100.5', 'CNY', 10050n],
    ['100.50', 'CNY', 10050n],
    ['-0.01', 'CNY', -1n],
    ['48670000000.00', 'CNY', 4867000000000n],
    ['7', 'JPY', 7n],
    ['1.234', 'KWD', 1234n],
    ['9999999999999999999999999999.99', 'CNY', 999999999999999999999999999999n],
  ])('reads %s %s', (amount, currency, minor) => {
    expect(toMinor({ amount, currency })).toBe(minor);
  });

  it.each([
    '', '+1', '1e3', ' 1', '1 ', '1\n', '007', '-007', '00', '.5', '5.', '1.234', '1,000', '--1', '１', 'NaN', '0x1f',
    '1234567890123456789012345678901',
  ])('refuses %j as an amount in yuan', (amount) => {
    expect(parseMinor(amount, 'CNY')).toBeUndefined();
    expect(() => toMinor({ amount, currency: 'CNY' })).toThrow(RangeError);
  });

  it('refuses an amount in no known currency, and half a yen', () => {
    expect(parseMinor('1', 'ABC')).toBeUndefined();
    expect(parseMinor('0.5', 'JPY')).toBeUndefined();
    expect(() => fromMinor(1n, 'ABC')).toThrow(RangeError);
  });

  it('writes all decimals of the currency', () => {
    expect(fromMinor(4867000000000n, 'CNY')).toBe('48670000000.00');
    expect(fromMinor(-5n, 'CNY')).toBe('-0.05');
    expect(fromMinor(5n, 'JPY')).toBe('5');
    expect(fromMinor(0n, 'KWD')).toBe('0.000');
  });

  it('reads back what it writes', () => {
    for (let minor = -100_001n; minor < 100_001n; minor += 997n) {
      for (const currency of ['CNY', 'JPY', 'KWD']) {
        expect(toMinor({ amount: fromMinor(minor, currency), currency })).toBe(minor);
      }
    }
  });
});
