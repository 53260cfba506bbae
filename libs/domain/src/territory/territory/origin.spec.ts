import { originOf, originsThrough } from './origin.js';
import { after, command, jianyang, list, region, register } from './territory.samples.js';

const DAY = '2024-03-08';

const country = [
  ...list,
  region('310000', 'province', '上海市', null), region('810000', 'province', '香港特别行政区', null), region('820000', 'province', '澳门特别行政区', null), region('710000', 'province', '台湾省', null),
  region('500107', 'county', '九龙坡区', '500000'), region('420000', 'province', '湖北省', null), region('429004', 'county', '仙桃市', '420000'), region('429005', 'county', '潜江市', '420000'),
  region('420100', 'prefecture', '武汉市', '420000'), region('420102', 'county', '江岸区', '420100'), region('US', 'country', '美国', null),
];
const today = after(register(country), jianyang, command('DeclareZone', { id: '510100-gaoxin', name: { zh: '高新区', en: null }, parent: '510100', counties: [], exclusive: false, from: null }));
const from = (source: string, host: string, level: 'province' | 'city', day = DAY) => originOf(today, { host, source, level, day });

describe('where funds come from, as Chengdu sees it', () => {
  it.each<[source: string, what: string, city: string | undefined, province: string | undefined]>([
    ['510100', 'Chengdu itself', 'within-city', 'within-province'],
    ['510104', 'a county of Chengdu', 'within-city', 'within-province'],
    ['510100-gaoxin', 'a zone of Chengdu', 'within-city', 'within-province'],
    ['510185', 'a county that moved to Chengdu', 'within-city', 'within-province'],
    ['512081', 'the same under its former code', 'within-city', 'within-province'],
    ['510700', 'Mianyang', 'within-province', 'within-province'],
    ['510727', 'a county of Mianyang', 'within-province', 'within-province'],
    ['510000', 'somewhere in Sichuan', undefined, 'within-province'],
    ['500000', 'Chongqing', 'outside-province', 'outside-province'],
    ['500101', 'a county of Chongqing', 'outside-province', 'outside-province'],
    ['310000', 'Shanghai', 'outside-province', 'outside-province'],
    ['810000', 'Hong Kong', 'outside-mainland', 'outside-mainland'],
    ['820000', 'Macao', 'outside-mainland', 'outside-mainland'],
    ['710000', 'Taiwan', 'outside-mainland', 'outside-mainland'],
    ['US', 'the United States', 'outside-mainland', 'outside-mainland'],
    ['CN', 'somewhere in China', undefined, undefined],
    ['519999', 'nobody knows where', undefined, undefined],
    ['', 'nowhere that is stated', undefined, undefined],
    ['several', 'several places', undefined, undefined],
  ])('%s (%s) is %s from the city and %s from the province', (source, _, city, province) => {
    expect([from(source, '510100', 'city'), from(source, '510100', 'province')]).toEqual([city, province]);
  });

  it('is the same from a county and from a zone of it', () => {
    for (const host of ['510104', '510100-gaoxin', '510185']) expect([from('510107', host, 'city'), from('510700', host, 'city'), from('510000', host, 'city')]).toEqual(['within-city', 'within-province', undefined]);
  });
});

describe('where funds come from, elsewhere', () => {
  it('is within the city between counties of a city that is a province, and for all of it', () => {
    expect([from('500107', '500101', 'city'), from('500101', '500101', 'city'), from('500000', '500101', 'city'), from('500101', '500000', 'city')]).toEqual(Array(4).fill('within-city'));
    expect([from('500107', '500101', 'province'), from('510100', '500101', 'city')]).toEqual(['within-province', 'outside-province']);
  });

  it('is another city for two counties right under a province, each of which is its own', () => {
    expect([from('429004', '429004', 'city'), from('429005', '429004', 'city'), from('420102', '429004', 'city'), from('429004', '420100', 'city')])
      .toEqual(['within-city', 'within-province', 'within-province', 'within-province']);
    expect(from('429005', '429004', 'province')).toBe('within-province');
  });

  it('cannot be told of a county right under a province where only the province is known', () => {
    expect([from('420000', '429004', 'city'), from('420000', '420100', 'city')]).toEqual([undefined, undefined]);
  });

  it('cannot be told from a host of which only the province is known, or which is not known', () => {
    expect([from('510100', '510000', 'city'), from('510000', '510000', 'city')]).toEqual([undefined, undefined]);
    expect([from('510100', '510000', 'province'), from('500000', '510000', 'city')]).toEqual(['within-province', 'outside-province']);
    expect([from('510100', '519999', 'city'), from('US', '519999', 'province')]).toEqual([undefined, undefined]);
  });
});

describe('where a county that moved from one city to another lies', () => {
  const [before, since] = ['2016-05-02', '2016-05-03'];

  it('follows the day, for whoever paid and for whoever received', () => {
    expect([from('512081', '510100', 'city', before), from('512081', '510100', 'city', since)]).toEqual(['within-province', 'within-city']);
    expect([from('512081', '512000', 'city', before), from('512081', '512000', 'city', since)]).toEqual(['within-city', 'within-province']);
    expect([from('510104', '512081', 'city', before), from('510104', '512081', 'city', since)]).toEqual(['within-province', 'within-city']);
  });

  it('makes no difference to the province', () => {
    for (const day of [before, since]) expect(from('512081', '510100', 'province', day)).toBe('within-province');
  });

  it('is told through all days by the days on which it changes, and by no other', () => {
    const through = (host: string, source: string, level: 'province' | 'city') => originsThrough(today, { host, source, level });
    expect(through('510100', '512081', 'city')).toEqual([{ span: ['', since], origin: 'within-province' }, { span: [since, '~'], origin: 'within-city' }]);
    expect(through('512081', '512000', 'city')).toEqual([{ span: ['', since], origin: 'within-city' }, { span: [since, '~'], origin: 'within-province' }]);
    // It moved with itself, and within its province.
    expect(through('512081', '512081', 'city')).toEqual([{ span: ['', '~'], origin: 'within-city' }]);
    expect(through('510100', '512081', 'province')).toEqual([{ span: ['', '~'], origin: 'within-province' }]);
    expect(through('512081', '519999', 'city')).toEqual([{ span: ['', '~'], origin: undefined }]);
  });
});
