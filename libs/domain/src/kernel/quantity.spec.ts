import { intervalOf, parseQuantity } from './quantity.js';

const YI = '00000000';

describe('wording of a quantity', () => {
  it.each([
    // Notes, 8.1.
    ['不足70亿元', '<', `70${YI}`, 'CNY'],
    ['5700多亿元', '>', `5700${YI}`, 'CNY'],
    ['15%以上', '>=', '15', '%'],
    ['15%左右', '~', '15', '%'],
    ['一半以上', '>=', '50', '%'],
    ['八成以上', '>=', '80', '%'],
    ['超过1/3', '>', '33.33', '%'],
    ['不低于100亿元', '>=', `100${YI}`, 'CNY'],
    ['不少于5个', '>=', '5', '个'],
    ['至少3家', '>=', '3', '家'],
    ['超过30亿元', '>', `30${YI}`, 'CNY'],
    ['超30亿元', '>', `30${YI}`, 'CNY'],
    ['突破万亿元', '>', `10000${YI}`, 'CNY'],
    ['高于7.9%', '>', '7.9', '%'],
    ['多于10个', '>', '10', '个'],
    ['30%以下', '<=', '30', '%'],
    ['不超过50个', '<=', '50', '个'],
    ['不高于5%', '<=', '5', '%'],
    ['不满20家', '<', '20', '家'],
    ['低于5%', '<', '5', '%'],
    ['约486.7亿元', '~', '48670000000', 'CNY'],
    ['大约10亿元', '~', `10${YI}`, 'CNY'],
    ['近70亿元', '<~', `70${YI}`, 'CNY'],
    ['接近70亿元', '<~', `70${YI}`, 'CNY'],
    ['30余个', '>', '30', '个'],
    ['千余家', '>', '1000', '家'],
    ['几百万元', '~', null, 'CNY'],
    ['数十个', '~', null, '个'],
    // Notes, 8.2.
    ['1.8万个', '=', '18000', '个'],
    ['万亿元', '=', `10000${YI}`, 'CNY'],
    ['30亿元', '=', `30${YI}`, 'CNY'],
    ['6350亿元', '=', `6350${YI}`, 'CNY'],
    ['10亿亿次', '=', `10${YI}${YI}`, '次'],
    ['１．８万个', '=', '18000', '个'],
    ['１５％以上', '>=', '15', '%'],
    ['1,234,567.80元', '=', '1234567.8', 'CNY'],
    ['3 billion yuan', '=', `30${YI}`, 'CNY'],
    ['635 billion yuan', '=', `6350${YI}`, 'CNY'],
    ['nearly 7 billion yuan', '<~', `70${YI}`, 'CNY'],
    ['about 3 billion yuan', '~', `30${YI}`, 'CNY'],
    ['more than 1,000 projects', '>', '1000', 'projects'],
    ['at least 15 percent', '>=', '15', '%'],
    ['20 projects or more', '>=', '20', 'projects'],
    ['no more than 2.5 trillion yen', '<=', '2500000000000', 'JPY'],
    // Numerals, places and currencies.
    ['三十多亿元', '>', `30${YI}`, 'CNY'],
    ['十几个', '>', '10', '个'],
    ['上千家', '>=', '1000', '家'],
    ['过半', '>', '50', '%'],
    ['三成五', '=', '35', '%'],
    ['约3成', '~', '30', '%'],
    ['三分之一以上', '>=', '33.33', '%'],
    ['四分之三', '=', '75', '%'],
    ['百分之十五', '=', '15', '%'],
    ['一万五千家', '=', '15000', '家'],
    ['一万五', '=', '15000', null],
    ['两万亿元', '=', `20000${YI}`, 'CNY'],
    ['3亿5000万元', '=', '350000000', 'CNY'],
    ['5千万元', '=', '50000000', 'CNY'],
    ['500万千瓦', '=', '5000000', '千瓦'],
    ['5千瓦', '=', '5', '千瓦'],
    ['10亿多元', '>', `10${YI}`, 'CNY'],
    ['30亿元余额', '=', `30${YI}`, 'CNY'],
    ['-2.7个百分点', '=', '-2.7', '个百分点'],
    ['+7.9%', '=', '7.9', '%'],
    ['3亿美元', '=', '300000000', 'USD'],
    ['港币3亿元', '=', '300000000', 'HKD'],
    ['约5亿港元', '~', '500000000', 'HKD'],
    ['人民币约3亿元', '~', '300000000', 'CNY'],
    ['2亿欧元', '=', '200000000', 'EUR'],
    ['1万亿日元', '=', `10000${YI}`, 'JPY'],
    ['8万卢布', '=', '80000', 'RUB'],
    ['US$3 million', '=', '3000000', 'USD'],
    ['300元/吨', '=', '300', '元/吨'],
    ['100+个', '>', '100', '个'],
    ['2 hundred projects', '=', '200', 'projects'],
    ['42', '=', '42', null],
    // Words that only end like a comparator.
    ['签约30亿元', '=', `30${YI}`, 'CNY'],
    ['总投资约30亿元', '~', `30${YI}`, 'CNY'],
    ['turnover 30 yuan', '=', '30', 'CNY'],
  ])('reads %s', (text, op, value, unit) => {
    expect(parseQuantity(text)).toMatchObject({ op, value, unit, text });
  });

  it.each([
    ['6—8个', '6', '8', '个'],
    ['15—20个', '15', '20', '个'],
    ['2-3个', '2', '3', '个'],
    ['6个～8个', '6', '8', '个'],
    ['10%至15%', '10', '15', '%'],
    ['约1—2万个', '10000', '20000', '个'],
    ['5000—1万个', '5000', '10000', '个'],
    ['5000万元—1亿元', '50000000', '100000000', 'CNY'],
    ['15 to 20 projects', '15', '20', 'projects'],
  ])('reads %s as a range', (text, value, upper, unit) => {
    expect(parseQuantity(text)).toEqual({ op: 'in', value, upper, unit, text });
  });

  it('reads 达到 as at least, but as the number itself in an observation', () => {
    expect(parseQuantity('达到30亿元')?.op).toBe('>=');
    expect(parseQuantity('达30亿元')?.op).toBe('>=');
    expect(parseQuantity('达到30亿元', 'observation')?.op).toBe('=');
    expect(parseQuantity('达到30亿元以上', 'observation')?.op).toBe('>=');
  });

  it('marks what is only striven for', () => {
    const striven = { op: '>=', value: `8000${YI}`, aspirational: true };
    expect(parseQuantity('力争达到8000亿元')).toMatchObject(striven);
    expect(parseQuantity('力争达到8000亿元', 'observation')).toMatchObject(striven);
    expect(parseQuantity('达到8000亿元')).not.toHaveProperty('aspirational');
  });

  it.each([
    ['约10亿元', `1${YI}`], ['约486.7亿元', '10000000'], ['约三十亿元', `10${YI}`], ['约八成', '10'], ['1.8万个', '1000'],
    ['约10.0亿元', '10000000'], ['about 3 billion yuan', `10${YI}`],
  ])('knows the place of the last stated digit of %s', (text, lastDigit) => {
    expect(parseQuantity(text)?.lastDigit).toBe(lastDigit);
  });

  it.each([
    '', '若干', '一批项目', '十四五', '近3年', '2024-01', '2024年签约30亿元', '到2027年达到8000亿元', '3亿元，增长5%', '3/2',
    '1,23', '1e5', `约10亿元${'，'.repeat(120)}`,
  ])('reads no quantity in %j', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  it('reads 亿元, 万元 and 元 as the same amount', () => {
    const values = ['486.7亿元', '4867000万元', '48670000000元', '48,670,000,000.00元'].map((text) => parseQuantity(text));
    expect(values.map((quantity) => quantity?.value)).toEqual(Array(4).fill('48670000000'));
  });
});

describe('interval of a quantity', () => {
  it.each([
    ['=', '100.50', {}, '100.5', '100.5', '100.5'],
    ['=', '48670000000', { decimals: 2 }, '48670000000.00', '48670000000.00', '48670000000.00'],
    ['~', `10${YI}`, { text: '约10亿元' }, `10${YI}`, '950000000', '1050000000'],
    ['~', '48670000000', { text: '约486.7亿元' }, '48670000000', '48665000000', '48675000000'],
    ['~', '10000000', {}, '10000000', '5000000', '15000000'],
    ['~', '486.70', {}, '486.7', '486.65', '486.75'],
    ['~', '486.00', {}, '486', '485.5', '486.5'],
    ['~', '5', { decimals: 0 }, '5', '4', '6'],
    ['<~', `70${YI}`, {}, `70${YI}`, `63${YI}`, `70${YI}`],
    ['>', '5700', {}, '5700', '5700', null],
    ['>=', '30', {}, '30', '30', null],
    ['<', '70', {}, '70', '0', '70'],
    ['<=', '70', { decimals: 2 }, '70.00', '0.00', '70.00'],
    ['in', '6', { upper: '8' }, '6', '6', '8'],
    ['<~', '-10', {}, '-10', '-10', '-9'],
    ['=', '0', {}, '0', '0', '0'],
  ] as const)('of %s %s with %j', (op, value, options, stated, low, high) => {
    expect(intervalOf(op, value, options)).toEqual({
      value: stated, low, high, precision: op === '=' ? 'exact' : 'approximate',
    });
  });

  it('takes the last stated digit from the clause that states the value, and from the value where none does', () => {
    const amount = `10${YI}`;
    expect(intervalOf('~', amount, { text: '签约10个项目，总投资约10亿元' }).low).toBe('950000000');
    expect(intervalOf('~', amount, { text: '总投资约12亿元' }).low).toBe('500000000');
  });

  it('moves bounds outwards where the decimals are too few', () => {
    expect(intervalOf('~', '0.15', { decimals: 2 })).toMatchObject({ value: '0.15', low: '0.14', high: '0.16' });
    expect(intervalOf('~', '-0.15', { decimals: 2 })).toMatchObject({ value: '-0.15', low: '-0.16', high: '-0.14' });
  });

  it('is exact where floats are not', () => {
    expect(intervalOf('<~', '0.3').low).toBe('0.27');
    expect(intervalOf('~', '123456789012345678901234567.89').high).toBe('123456789012345678901234567.895');
  });

  it('refuses what is no number or no range', () => {
    expect(() => intervalOf('=', '1e3')).toThrow(RangeError);
    expect(() => intervalOf('in', '6')).toThrow(RangeError);
    expect(() => intervalOf('in', '8', { upper: '6' })).toThrow(RangeError);
    expect(() => intervalOf('<', '-1')).toThrow(RangeError);
  });
});
