import fc from 'fast-check';
import { writeDecimal } from '../../kernel/money.js';
import { parseQuantity } from '../../kernel/quantity.js';
import { type AmountUnit, convertedAmount, printAmount, printCount, printOutcome, printPercent } from './index.js';

const units = ['元', '万元', '亿元'] as const;

describe('printing', () => {
  it.each([
    ['1150000000.00', 'CNY', '亿元', '11.50亿元', 'CNY 1.150 billion'],
    ['1150000000.00', 'CNY', '万元', '115,000.00万元', 'CNY 1,150.00 million'],
    ['1150000000.00', 'CNY', '元', '1,150,000,000.00元', 'CNY 1,150,000,000.00'],
    ['635000000000', 'CNY', '亿元', '6,350.00亿元', 'CNY 635.000 billion'],
    ['-500000', 'CNY', '亿元', '-0.01亿元', 'CNY -0.001 billion'],
    ['-499999.99', 'CNY', '亿元', '0.00亿元', 'CNY 0.000 billion'],
    ['0.005', 'CNY', '元', '0.01元', 'CNY 0.01'],
    ['1234567', 'JPY', '元', '1,234,567日元', 'JPY 1,234,567'],
    ['300000000', 'USD', '亿元', '3.00亿美元', 'USD 0.300 billion'],
    ['300000000', 'CHF', '亿元', '3.00亿 CHF', 'CHF 0.300 billion'],
  ] as const)('tells %s %s in %s', (value, currency, unit, zh, en) => {
    expect([printAmount(value, currency, unit, 'zh'), printAmount(value, currency, unit, 'en')]).toEqual([zh, en]);
  });

  it('takes as many decimals as are asked for, and rounds halves away from zero', () => {
    expect([printAmount('1150000000', 'CNY', '亿元', 'zh', 0), printAmount('1250000000', 'CNY', '亿元', 'en', 0), printPercent('-7.85'), printPercent('7.849999', 1), printPercent('1234.5', 0)]).toEqual(['12亿元', 'CNY 1.3 billion', '-7.9%', '7.8%', '1,235%']);
    expect([printCount('1234567'), printCount('1234.50'), printCount('0.333333'), printCount('100')]).toEqual(['1,234,567', '1,234.5', '0.33', '100']);
  });

  it('marks what is approximate, and keeps it true when it is rounded', () => {
    const told = (value: string, low: string | null, high: string | null) => (['zh', 'en'] as const).map((language) => printOutcome({ value, low, high, precision: 'approximate', unit: 'CNY' }, { language, amounts: '亿元' }));
    expect(told('4599999999', '4599999999', null)).toEqual(['不低于45.99亿元', '≥ CNY 4.599 billion']);
    expect(told('4500000001', '4000000000', '4500000001')).toEqual(['不高于45.01亿元', '≤ CNY 4.501 billion']);
    expect(told('4500000000', '4450000000', '4550000000')).toEqual(['约45.00亿元', '≈ CNY 4.500 billion']);
    expect(told('600000000', '600000000', '800000000')).toEqual(['6.00亿元—8.00亿元', 'CNY 0.600 billion – CNY 0.800 billion']);
    expect(printOutcome({ value: null, low: null, high: null, precision: 'unknown', unit: '%' }, { language: 'zh' })).toBe('—');
    expect(printOutcome({ value: '2.7', low: '2.7', high: '2.7', precision: 'exact', unit: 'pp' }, { language: 'zh' })).toBe('2.7个百分点');
  });
});

describe('units', () => {
  it('convert as worded: 486.7亿元 is 4867000万元', () => {
    expect([convertedAmount('486.7', '亿元', '万元'), convertedAmount('48670000000.00', '元', '亿元'), convertedAmount('0.01', '元', '亿元'), convertedAmount('1', '亿元', '元')]).toEqual(['4867000', '486.7', '0.0000000001', '100000000']);
    expect(convertedAmount('6350', '亿元', '元')).toBe(parseQuantity('635 billion yuan')?.value);
  });

  it('come back without loss', () => {
    const unit = fc.constantFrom<AmountUnit>(...units);
    fc.assert(fc.property(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), unit, unit, (fen, from, to) => {
      const amount = convertedAmount(writeDecimal({ digits: fen, scale: 2 }), from, from);
      expect(convertedAmount(convertedAmount(amount, from, to), to, from)).toBe(amount);
    }));
  });
});
