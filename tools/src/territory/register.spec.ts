import { isRegionCode } from '@entente/domain/kernel/region-code';

import { CHANGES } from './changes.js';
import { knownNames } from './known-heirs.js';
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

  it.each([
    ['双流县', '510122', ['510116']], ['郫县', '510124', ['510117']], ['枞阳县', '340823', ['340722']], ['公主岭市', '220381', ['220184']],
    ['钢城区', '371203', ['370117']], ['莱芜市', '371200', ['370100']], ['开县', '500234', ['500154']], ['大足县', '500225', ['500111']],
    ['綦江县', '500222', ['500110']], ['下城区', '330103', ['330105']], ['江干区', '330104', ['330102', '330114']], ['梅列区', '350402', ['350404']],
    ['吉利区', '410306', ['410308']], ['思茅地区', '532700', ['530800']], ['普洱哈尼族彝族自治县', '532722', ['530821']], ['呼兰县', '230121', ['230111']],
    ['曾都区', '421302', ['421303', '421321']], ['巢湖市', '341400', ['340100', '340200', '340500']], ['居巢区', '341402', ['340181']],
  ])('tells what %s, %s, became', (name, code, heirs) => {
    expect(region(code)).toMatchObject({ name: { zh: name }, becomes: heirs });
  });

  it('gives an heir only to what ended: of the same level (but for 儋州, which became a prefecture) and province, there when it ended, and found where it was not renamed', () => {
    const heirs = register.regions.flatMap(({ becomes = [], ...ended }) => becomes.map((code) => ({ ended, heir: byCode.get(code) })));
    expect(heirs.filter(({ ended, heir }) => ended.to === null || !heir || (heir.level !== ended.level && ended.code !== '469003') || heir.code.slice(0, 2) !== ended.code.slice(0, 2)
      || (heir.from !== null && heir.from > ended.to) || (heir.to !== null && heir.to <= ended.to))).toEqual([]);
    expect(register.regions.filter(({ becomes }) => becomes && new Set(becomes).size < becomes.length)).toEqual([]);
  });

  it('leads every heir, through heirs that ended too, to what is there at the end', () => {
    const ends = (code: string): readonly string[] => (region(code).to === null ? [code] : (region(code).becomes ?? ['nowhere']).flatMap(ends));
    const lost = register.regions.filter(({ code, becomes }) => becomes && ends(code).includes('nowhere'));
    expect(lost).toEqual([]);
    expect(ends('341422')).toEqual(['340281']);
  });

  it('has an heir for 503 of the 506 codes that ended, all of Sichuan and Chongqing among them', () => {
    const ended = register.regions.filter(({ to }) => to !== null);
    const without = ended.filter(({ becomes }) => !becomes).map(({ code, name }) => `${code} ${name.zh}`);
    expect(ended).toHaveLength(506);
    expect(without).toEqual(['232702 松岭区', '232703 新林区', '232704 呼中区']);
    expect(ended.filter(({ code }) => /^5[01]/.test(code)).length).toBeGreaterThan(25);
  });

  it('has each name of the table of heirs from the lists before and after the change', () => {
    const months = material.editions.map(({ month }) => month);
    const listed = knownNames.map(({ ended, heirs }) => {
      const after = material.editions[months.indexOf(span(ended[0])[1]!.slice(0, 7))]!;
      const before = material.editions[material.editions.indexOf(after) - 1]!;
      return { ended: [ended[0], before.names[ended[0]]], heirs: heirs.map(([code]) => [code, after.names[code]]) };
    });
    expect(knownNames).toEqual(listed);
    expect(knownNames).toHaveLength(140);
    expect(new Set(knownNames.map(({ ended }) => ended[0])).size).toBe(140);
  });

  it.each([
    ['420600', '襄樊市', 'Xiangfan', '2011-10-01'], ['530800', '思茅市', 'Simao', '2007-12-01'], ['510726', '北川县', 'Beichuan', '2003-12-01'],
    ['371700', '荷泽市', 'Heze', '2005-12-01'], ['510811', '元坝区', 'Yuanba', '2014-10-01'],
  ])('remembers that %s was %s', (code, zh, en, until) => {
    expect(region(code).formerNames).toEqual([{ zh, en, until }]);
  });

  it('remembers names only of the region that has the code, each other than the one after it, and in its days', () => {
    const renamed = register.regions.filter(({ formerNames }) => formerNames);
    expect(renamed).toHaveLength(52);
    for (const { formerNames = [], name, from, to } of renamed) {
      formerNames.forEach(({ zh, until }, at) => {
        expect(zh).not.toBe(formerNames[at + 1]?.zh ?? name.zh);
        expect((from ?? '') < until && until < (formerNames[at + 1]?.until ?? to ?? '9999')).toBe(true);
      });
    }
    // 万盛区 had the code of 綦江区 before it, and is no former name of it.
    expect([region('500110').formerNames, region('500111').formerNames]).toEqual([undefined, undefined]);
  });

  it('has the countries with both names, and none that is China', () => {
    const countries = register.regions.filter(({ level }) => level === 'country');
    expect(countries.length).toBeGreaterThan(240);
    expect(region('RU').name).toEqual({ zh: '俄罗斯', en: 'Russian Federation' });
    expect(region('EH').name.zh).toBe('西撒哈拉');
    for (const code of ['CN', 'HK', 'MO', 'TW']) expect(byCode.has(code)).toBe(false);
    expect(register.regions.filter(({ name }) => name.zh === '' || !/^[A-Z\p{Lu}]/u.test(name.en))).toEqual([]);
  });

  it('is far smaller than a request may be, and says what it is made from', () => {
    expect(Buffer.byteLength(JSON.stringify(register))).toBeLessThan(700_000);
    expect(register.source.quote).toBe(readStatement());
    const months = readEditions().map(({ month }) => month);
    for (const month of [months[0]!, months.at(-2)!, months.at(-1)!]) expect(register.source.document).toContain(month);
    expect(CHANGES.every(({ source }) => source.document.includes('国务院批复'))).toBe(true);
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
