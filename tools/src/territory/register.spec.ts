import { isRegionCode } from '@entente/domain/kernel/region-code';

import { CHANGES } from './changes.js';
import { readCountries, readEditions, readStatement, type Edition } from './lists.js';
import { englishNameOf } from './names.js';
import { readMaterial, type Region, registerOf } from './register.js';

const material = readMaterial();
const register = registerOf(material);
const byCode = new Map(register.regions.map((region) => [region.code, region]));
const region = (code: string): Region => byCode.get(code)!;
const within = (code: string): readonly Region[] => register.regions.filter(({ parent }) => parent === code);
const span = (code: string) => [region(code).from, region(code).to];

describe('the register of regions', () => {
  it('holds each code once, and only codes that the domain takes for regions', () => {
    expect(byCode.size).toBe(register.regions.length);
    expect(register.regions.filter(({ code }) => !isRegionCode(code))).toEqual([]);
  });

  it('has no region whose parent is missing, comes later or is not there as long', () => {
    const order = new Map(register.regions.map(({ code }, at) => [code, at]));
    const wrong = register.regions.filter(({ code, parent, from, to }) => {
      if (parent === null) return false;
      const above = byCode.get(parent);
      return !above || order.get(parent)! > order.get(code)!
        || (above.from !== null && (from === null || from < above.from)) || (above.to !== null && (to === null || to > above.to));
    });
    expect(wrong).toEqual([]);
    expect(register.regions.filter(({ parent, level }) => parent === null && level !== 'province' && level !== 'country')).toEqual([]);
    expect(register.regions.filter(({ from, to }) => from !== null && to !== null && from >= to)).toEqual([]);
  });

  it('has the 34 of the level of a province, among them Taiwan, Hong Kong and Macao', () => {
    const provinces = register.regions.filter(({ level }) => level === 'province');
    expect(provinces).toHaveLength(34);
    expect(['710000', '810000', '820000'].map((code) => region(code).name.en)).toEqual(['Taiwan', 'Hong Kong', 'Macao']);
  });

  it.each([
    ['市辖区 of a prefecture', ['510101', '130201', '620201']],
    ['市辖区 and 县 of cities without prefectures', ['110100', '120100', '310100', '500100', '500200', '110200', '120200', '310200', '500300']],
    ['省直辖县级行政区划 and 自治区直辖县级行政区划', ['139000', '419000', '429000', '469000', '659000']],
    ['statistical codes of zones', ['340171', '340172', '130171', '320571', '510571', '511071', '540171']],
    ['areas run by a prefecture in another province', ['232761', '232762', '232763', '232764', '632857']],
  ])('leaves out %s', (_, codes) => {
    for (const code of codes) expect(byCode.has(code)).toBe(false);
    expect(register.regions.filter(({ name }) => /市辖区|直辖|^县$|开发区|管理区$/.test(name.zh))).toEqual([]);
  });

  it('puts the districts and counties of Chongqing and of the three others like it straight below', () => {
    expect(within('500000').filter(({ to }) => to === null)).toHaveLength(38);
    expect(region('500231')).toMatchObject({ level: 'county', parent: '500000' });
    expect(['110108', '120116', '310115'].map((code) => region(code).parent)).toEqual(['110000', '120000', '310000']);
  });

  it.each([['429004', '420000'], ['469001', '460000'], ['659001', '650000'], ['419001', '410000'], ['139001', '130000'], ['510104', '510100'], ['510100', '510000']])('puts %s below %s', (code, parent) => {
    expect(region(code).parent).toBe(parent);
  });

  it('is as wide as the lists allow', () => {
    expect(span('510104')).toEqual([null, null]);
    expect(span('371200')).toEqual([null, '2021-12-01']);
    expect(span('371202')).toEqual([null, '2021-12-01']);
    expect(span('370116')).toEqual(['2016-08-01', null]);
    expect(span('520500')).toEqual(['2010-11-01', null]);
    expect(span('341400')).toEqual([null, '2011-10-01']);
  });

  it('keeps a code that was only renamed, and begins anew with a code that went to another place', () => {
    expect(region('420600')).toMatchObject({ name: { zh: '襄阳市' }, from: null, to: null });
    expect(region('340203')).toMatchObject({ name: { zh: '弋江区' }, from: null, to: '2021-12-01' });
    expect(region('500110')).toMatchObject({ name: { zh: '綦江区' }, from: '2010-11-01' });
    expect(region('469025')).toMatchObject({ name: { zh: '白沙黎族自治县' }, from: '2007-01-01' });
  });

  it('ends what the newest list holds beside what it became', () => {
    expect([span('350427')[1], span('350405')]).toEqual(['2021-12-01', ['2016-08-01', null]]);
    expect([span('410381')[1], span('410307')]).toEqual(['2021-12-01', ['2016-08-01', null]]);
    expect(['330103', '330104', '350402', '410306'].map((code) => span(code)[1])).toEqual(Array(4).fill('2021-12-01'));
  });

  it('holds a region as it was before a change that is entered by itself, and each such change as two lists state it', () => {
    const names = (month: string): Edition['names'] => material.editions.find((edition) => edition.month === month)!.names;
    for (const { code, becomes, parent, name } of CHANGES) {
      expect(region(code)).toMatchObject({ from: null, to: null });
      expect(byCode.has(becomes)).toBe(false);
      expect(region(parent).level).toBe('prefecture');
      expect([names('2015-09')[code], names('2015-09')[becomes], names('2016-07')[code], names('2016-07')[becomes]]).toEqual([name.zh, undefined, undefined, name.zh]);
    }
    expect(region('512081').parent).toBe('512000');
  });

  it('has the countries with both names, and none that is China', () => {
    const countries = register.regions.filter(({ level }) => level === 'country');
    expect(countries.length).toBeGreaterThan(240);
    expect(region('RU').name).toEqual({ zh: '俄罗斯', en: 'Russian Federation' });
    for (const code of ['CN', 'HK', 'MO', 'TW']) expect(byCode.has(code)).toBe(false);
    expect(register.regions.filter(({ name }) => name.zh === '' || !/^[A-Z\p{Lu}]/u.test(name.en))).toEqual([]);
  });

  it('is far smaller than a request may be, and says what it is made from', () => {
    expect(Buffer.byteLength(JSON.stringify(register))).toBeLessThan(700_000);
    expect(register.source.quote).toBe(readStatement());
    expect(readStatement()).toContain('GB/T 2260');
    expect(JSON.stringify(register)).not.toMatch(/https?:|node_modules/);
  });
});

describe('the lists', () => {
  it('are those of gb2260, the oldest first, and the newest after them', () => {
    const months = readEditions().map(({ month }) => month);
    expect([months[0], months.at(-2), months.at(-1), months.length]).toEqual(['2002-12', '2016-07', '2021-12', 20]);
    expect(months).toEqual([...months].sort());
    expect(readCountries().map(({ code }) => code)).not.toContain('TW');
  });
});

describe('an English name', () => {
  it.each([
    ['510100', '成都市', 'Chengdu'], ['510106', '金牛区', 'Jinniu'], ['610000', '陕西省', 'Shaanxi'], ['610100', '西安市', "Xi'an"], ['511800', '雅安市', "Ya'an"],
    ['230100', '哈尔滨市', 'Harbin'], ['653100', '喀什地区', 'Kashgar'], ['510726', '北川羌族自治县', 'Beichuan'], ['622926', '东乡族自治县', 'Dongxiang'],
    ['220623', '长白朝鲜族自治县', 'Changbai'], ['450225', '融水苗族自治县', 'Rongshui'], ['371722', '单县', 'Shanxian'], ['500114', '黔江区', 'Qianjiang'],
    ['141100', '吕梁市', 'Luliang'], ['510114', '新都区', 'Xindu'], ['310115', '浦东新区', 'Pudong'], ['140109', '万柏林区', 'Wanbolin'],
  ])('of %s %s is %s', (code, zh, en) => expect(englishNameOf(code, zh)).toBe(en));
});
