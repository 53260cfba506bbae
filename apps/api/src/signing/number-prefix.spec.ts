import { evolve, type Listed, nowhere, type TerritoryFact } from '@entente/domain/territory/territory';
import { prefixOf } from './number-prefix.js';

const region = (code: string, zh: string, level: Listed['level'] = 'prefecture', parent: string | null = null): Listed => ({ code, level, name: { zh, en: null }, parent, from: null, to: null });

const territory = [
  { type: 'RegionsRegistered', data: { regions: [
    region('510000', '四川省', 'province'), region('500000', '重庆市', 'province'), region('150000', '内蒙古自治区', 'province'), region('710000', '台湾省', 'province'),
    region('810000', '香港特别行政区', 'province'), region('820000', '澳门特别行政区', 'province'), region('510100', '成都市'), region('RU', '俄罗斯', 'country'),
    region('469000', '三沙市'), region('659999', '1'),
  ] } },
  { type: 'RegionRenamed', data: { region: '469000', name: { zh: '儋州市', en: null }, on: '2016' } },
].reduce((state, fact) => evolve(state, fact as unknown as TerritoryFact), nowhere);

const named = (zh: string): string => prefixOf(evolve(nowhere, { type: 'RegionsRegistered', data: { regions: [region('999999', zh)] } } as unknown as TerritoryFact), '999999');

describe('what readable numbers begin with', () => {
  it.each([
    ['成都市', 'CD'], ['重庆市', 'CQ'], ['长沙市', 'CS'], ['厦门市', 'XM'], ['上海市', 'SH'], ['四川省', 'SC'], ['内蒙古自治区', 'NMG'], ['广西壮族自治区', 'GX'],
    ['宁夏回族自治区', 'NX'], ['西藏自治区', 'XZ'], ['新疆维吾尔自治区', 'XJ'], ['锦江区', 'JJ'], ['双流区', 'SL'], ['浦东新区', 'PD'], ['北川羌族自治县', 'BC'],
    ['甘孜藏族自治州', 'GZ'], ['克孜勒苏柯尔克孜自治州', 'KZLS'], ['锡林郭勒盟', 'XLGL'], ['阿里地区', 'AL'], ['忠县', 'ZX'], ['六安市', 'LA'], ['六合区', 'LH'], ['六枝特区', 'LZ'],
    ['蚌埠市', 'BB'], ['亳州市', 'BZ'], ['番禺区', 'PY'], ['乐山市', 'LS'], ['乐清市', 'YQ'], ['歙县', 'SX'], ['什邡市', 'SF'], ['犍为县', 'QW'], ['铅山县', 'YS'], ['井陉县', 'JX'],
    ['朝阳区', 'CY'], ['长治市', 'CZ'], ['长子县', 'ZZ'], ['单县', 'SX'], ['都江堰市', 'DJY'], ['荥阳市', 'XY'], ['荥经县', 'YJ'], ['调兵山市', 'DBS'], ['黄陂区', 'HP'], ['尉犁县', 'YL'],
  ])('gives %s the letters %s', (name, letters) => {
    expect(named(name)).toBe(letters);
  });

  it('takes for Hong Kong, Macao and Taiwan the letters that all know', () => {
    expect(['810000', '820000', '710000'].map((code) => prefixOf(territory, code))).toEqual(['HK', 'MO', 'TW']);
  });

  it('takes for a zone the region of its six digits, and for a country its own letters', () => {
    expect(['510100-gaoxin', '500000-liangjiang', 'RU'].map((code) => prefixOf(territory, code))).toEqual(['CD', 'CQ', 'RU']);
  });

  it('takes the newest name', () => {
    expect(prefixOf(territory, '469000')).toBe('DZ');
  });

  it('takes the code where the region is not known or its name has no letters', () => {
    expect(['330100', '330100-west', 'FR', '659999'].map((code) => prefixOf(territory, code))).toEqual(['330100', '330100', 'FR', '659999']);
  });

  it('keeps to six letters, however long the name is', () => {
    expect(named('中沙群岛的岛礁及其海域')).toBe('ZSQDDD');
  });
});
