import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Refusal } from '@entente/domain/kernel/refusal';
import { candidatesOf, covers, type Territory, directoryOf, nameOf, reachOf, territory, type TerritoryCommand } from '@entente/domain/territory/territory';

import { CHANGES } from '../territory/changes.js';
import { readMaterial, registerOf } from '../territory/register.js';
import { regionAliases } from './aliases.js';
import { announcedOfCooperation } from './announced.js';
import { bodies } from './bodies.js';
import { editions } from './conferences.js';
import { alliances, declarations, pacts } from './cooperation.js';
import { creditBatches, creditProgrammes } from './credit.js';
import { claims, signings } from './record.js';
import { publishedElsewhere, type RegionSet, setsOfRegions, setsOfSets } from './region-sets.js';
import type { Source } from './sources.js';
import { zones } from './zones.js';

const sources = join(__dirname, '..', '..', 'record', 'sources');
const textOf = (document: string): string => readFileSync(join(sources, document), 'utf8');
const sets = [...setsOfRegions, ...setsOfSets];

/** Everything in the record that has a source, by a name that finds it. */
const items: readonly (readonly [string, Source])[] = ([
  ...[signings, claims, pacts, alliances, declarations, announcedOfCooperation, creditProgrammes, creditBatches].flatMap((all) => Object.entries<{ readonly source: Source }>(all)).map(([name, { source }]) => [name, source] as const),
  ...Object.entries(editions).flatMap(([code, { opening, announced, activities, outputs }]) => [
    [code, opening.source] as const, [`${code}, announced`, announced.source] as const,
    ...[activities, outputs].flatMap((all) => Object.entries<{ readonly source: Source }>(all)).map(([name, { source }]) => [name, source] as const),
  ]),
  ...Object.entries(creditBatches).map(([name, { announced }]) => [`${name}, announced`, announced.source] as const),
  ...zones.map(({ code, source }) => [code, source] as const),
  ...sets.map(({ id, source }) => [id, source] as const),
  ...regionAliases.map(({ region, text, source }) => [`${text} for ${region}`, source] as const),
  ...bodies.flatMap(({ key, source, aliases = [] }) => [[key, source] as const, ...aliases.map((alias) => [`${alias.text} for ${key}`, alias.source] as const)]),
] as const).flatMap(([name, source]) => (source === null ? [] : [[name, source] as const]));
const inDocuments = items.filter(([, { document }]) => !publishedElsewhere.includes(document));

/** The record as the node enters it, decided by the domain itself. */
const entered = (): Territory => {
  const actor = { principal: 'administrator', organisation: 'hosting-association', role: 'administrator', region: '*' } as const;
  let state = territory.initialState;
  const enter = (type: TerritoryCommand['type'], data: object): void => {
    const command = { type, id: `${type}-1`, actor, at: '2026-01-05T00:00:00.000Z', directory: directoryOf(state), data } as unknown as TerritoryCommand;
    for (const fact of territory.decide(command, state)) state = territory.evolve(state, fact);
  };
  const set = ({ members, ...rest }: RegionSet): void =>
    enter('DefineRegionSet', { ...rest, members: members.map((member) => ({ region: null, set: null, from: null, to: null, except: [], part: null, ...member })) });
  enter('RegisterRegions', { id: 'territory', ...registerOf(readMaterial()) });
  for (const { code, becomes, ...rest } of CHANGES) enter('MoveRegion', { id: code, ...rest, code: becomes });
  for (const { code, ...rest } of zones) enter('DeclareZone', { id: code, ...rest });
  sets.forEach(set);
  for (const { region, ...rest } of regionAliases) enter('AliasRegion', { id: region, ...rest });
  return state;
};

describe('The opening record', () => {
  it.each(inDocuments)('quotes its document word for word: %s', (_, source) => {
    expect(textOf(source.document)).toContain(source.quote);
  });

  it('has other sources for these sets only, whose members the documents do not state', () => {
    expect(items.filter(([, { document }]) => publishedElsewhere.includes(document)).map(([name]) => name)).toEqual([
      'chengyu-circle', 'west', 'central', 'chengdu-plain', 'south-sichuan', 'northeast-sichuan', 'panxi', 'northwest-sichuan',
    ]);
  });

  it('names no amount for the headquarters, because the article names none', () => {
    for (const signing of Object.values(signings)) expect(signing).not.toHaveProperty('amount');
  });

  it('makes no signing of the Ningbo park, whose construction has started', () => {
    expect(JSON.stringify(signings)).not.toMatch(/鲲鹏|宁波/);
  });
});

describe('The bodies of the opening record', () => {
  it('have one key each, and a quote that holds the name, or what is printed for it', () => {
    expect(new Set(bodies.map(({ key }) => key)).size).toBe(bodies.length);
    expect(bodies.filter(({ names, aliases = [], source }) => ![names[0]!.name, ...aliases.map(({ text }) => text)].some((text) => source.quote.includes(text)))).toEqual([]);
  });

  it('have as aliases what a quote prints, but for one that everybody says', () => {
    const unprinted = bodies.flatMap(({ aliases = [] }) => aliases.filter(({ text, source }) => !source.quote.includes(text)).map(({ text }) => text));
    expect(['工行成都分行']).toEqual(expect.arrayContaining(unprinted));
    expect(bodies.filter(({ asPrinted, source }) => asPrinted !== undefined && !source.quote.includes(asPrinted))).toEqual([]);
  });

  it('have a region only where the name or a quote says it, by its own name, that of its city or a short one', () => {
    const said: Readonly<Record<string, RegExp>> = {
      '510100': /成都|蓉城/, '510000': /四川/, '510700': /绵阳/, '310000': /上海/, '320000': /江苏/, '320100': /南京/, '320200': /无锡/, '320400': /常州/, '320500': /苏州/,
      '320682': /如皋/, '330100': /杭州/, '330200': /宁波/, '340100': /合肥/, '810000': /香港/, RU: /俄罗斯/,
    };
    expect(bodies.filter(({ region, names, source }) => region !== null && !said[region]?.test(`${names[0]!.name} ${source.quote}`)).map(({ key }) => key)).toEqual([]);
    const regionOf = (key: string): string | null => bodies.find((body) => body.key === key)!.region;
    expect(['jiuyuan-yinhai', 'chengfei', 'youka', 'uestc', 'xgimi', 'scu'].map(regionOf)).toEqual([null, null, null, null, '510100', '510100']);
  });

  it('call no committee of the Party a government department', () => {
    const ofTheParty = bodies.filter(({ names }) => /市委|省委/.test(names[0]!.name) && !names[0]!.name.includes('新经济委'));
    expect(ofTheParty.map(({ names, types }) => [names[0]!.name, types])).toEqual(['成都市委保密机要局', '成都市委网信办'].map((name) => [name, [{ type: 'other' }]]));
  });

  it('have no credit code, because no document states one', () => {
    for (const body of bodies) expect(body).not.toHaveProperty('creditCode');
  });

  it('hold the branch below its bank, under the account of its people', () => {
    const branch = bodies.find(({ key }) => key === 'icbc-chengdu')!;
    expect(branch).toMatchObject({ types: [{ type: 'bank-branch' }], region: '510100', account: 'icbc-chengdu-branch', branchOf: 'icbc' });
    for (const { branchOf } of bodies) if (branchOf !== undefined) expect(bodies.some(({ key }) => key === branchOf)).toBe(true);
  });

  it('never call the association of Hong Kong foreign', () => {
    expect(bodies.find(({ key }) => key === 'hong-kong-software-association')).toMatchObject({ region: '810000', types: [{ type: 'software-industry-association' }] });
  });

  it('keep what the article misprints beside the true name', () => {
    expect(bodies.flatMap(({ asPrinted }) => asPrinted ?? [])).toEqual(['武汉软件园', '如阜软件园']);
    const printed = bodies.filter(({ aliases = [] }) => aliases.some(({ kind }) => kind === 'misprint')).map(({ names, aliases }) => [names[0]!.name, aliases!.map(({ text, kind, confidence }) => `${text} ${kind} ${confidence}`)]);
    expect(printed).toEqual([['武进软件园', ['武汉软件园 misprint 0.9']], ['如皋软件园', ['如阜软件园 misprint 0.95']]]);
  });
});

describe('The territory of the opening record, as the domain decides it', () => {
  const state = ((): Territory => {
    try {
      return entered();
    } catch (error) {
      // The faults name what is wrong with which line of the register.
      if (error instanceof Refusal) throw new Error(`${error.code}: ${JSON.stringify(error.faults.slice(0, 5))}`);
      throw error;
    }
  })();
  const directory = directoryOf(state);

  it('takes everything, and finds each region of a body there', () => {
    expect(state.sets.size).toBe(sets.length);
    expect(zones.every(({ code }) => state.places.has(code))).toBe(true);
    for (const { region } of bodies) if (region !== null) expect(directory.regionFault(region, null)).toBeUndefined();
  });

  it('moves Jianyang to Chengdu on its day', () => {
    expect(directory.regionFault('512081', '2016-05-02')).toBeUndefined();
    expect(directory.regionFault('510185', '2016-05-03')).toBeUndefined();
    expect(directory.regionFault('510185', '2016-05-02')).toMatchObject({ code: 'region/not-at-date' });
    expect(directory.regionFault('512081', '2016-05-03')?.message.en).toContain('510185');
    expect([directory.within('510185', '510100'), directory.within('512081', '512000')]).toEqual([true, true]);
  });

  it('holds the cities, and the districts and counties, that the outline plan names', () => {
    const { members, source } = setsOfRegions.find(({ id }) => id === 'chengyu-circle')!;
    const codes = members.map((member) => ('region' in member ? member.region : ''));
    expect([codes.filter((code) => code.startsWith('50')).length, codes.filter((code) => code.startsWith('51')).length]).toEqual([29, 15]);
    // The nine central districts are named together, as 中心城区.
    const central = /^5001(?:0[3-9]|1[23])$/;
    for (const code of codes.filter((each) => !central.test(each))) expect(source.quote).toContain(nameOf(state.places.get(code)!).zh.replace(/(?<=..)[市区县]$/, ''));
    expect(codes.filter((code) => central.test(code))).toHaveLength(9);
    const excepted = members.flatMap((member) => ('region' in member ? (member.except ?? []) : []));
    expect(excepted.map((code) => nameOf(state.places.get(code)!).zh)).toEqual(['平武县', '北川羌族自治县', '万源市', '天全县', '宝兴县']);
  });

  it.each(setsOfRegions.filter(({ id }) => ['west', 'central', 'chengdu-plain', 'south-sichuan', 'northeast-sichuan', 'panxi', 'northwest-sichuan', 'yangtze-delta'].includes(id)).map(({ id, members, source }) => [id, members, source] as const))(
    'has as members of %s what its source names', (id, members, source) => {
      const short: Readonly<Record<string, string>> = { 上海: '沪', 江苏: '苏', 浙江: '浙', 安徽: '皖' };
      const names = members.map((member) => nameOf(state.places.get('region' in member ? member.region : '')!).zh.slice(0, 3).replace(/(?<=..)[省市州壮回维自区藏彝族]$/, ''));
      for (const name of names) expect(source.quote).toContain(id === 'yangtze-delta' ? short[name] : name);
    });

  it('divides all of Sichuan among the five areas, each prefecture once', () => {
    const inAreas = ['chengdu-plain', 'south-sichuan', 'northeast-sichuan', 'panxi', 'northwest-sichuan']
      .flatMap((id) => state.sets.get(id)!.members.map(({ region }) => region!));
    const prefectures = [...state.places.values()].filter(({ code, level, to }) => level === 'prefecture' && code.startsWith('51') && to === null).map(({ code }) => code);
    expect([...inAreas].sort()).toEqual(prefectures.sort());
  });

  it('puts each zone where its document puts it', () => {
    const shortOf = (code: string): string => nameOf(state.places.get(code)!).zh.replace(/[省市区]$/, '');
    const unsaid = zones.filter(({ parent, counties, source }) => ![parent, ...counties].some((code) => source.quote.includes(shortOf(code))));
    expect(unsaid.map(({ code }) => code)).toEqual([]);
    expect(zones.filter(({ code, parent }) => !code.startsWith(`${parent}-`))).toEqual([]);
    expect(zones.map(({ code }) => code)).toEqual(expect.arrayContaining(['330000-hangzhouwan', '510000-shengwucheng']));
  });

  it('counts for the circle of the outline plan what has become of its counties since', () => {
    const circle = new Map(reachOf(state, ['chengyu-circle']).map(({ region, spans }) => [region, spans]));
    const counts = (code: string): boolean => covers(circle.get(code) ?? [], '2026-01-05');
    expect(['500228', '500234', '500222', '500225', '500155', '510122', '512081', '510185'].filter((code) => !counts(code))).toEqual([]);
    expect(['500232', '511781', '510726', '500238'].filter(counts)).toEqual([]);
  });

  it('counts what ended for its heir in the boundary of today, and tells the heir to who names it', () => {
    const chengdu = new Map(reachOf(state, ['510117']).map(({ region, spans }) => [region, spans]));
    expect([covers(chengdu.get('510124') ?? [], '2026-01-05'), covers(chengdu.get('510124') ?? [], '2010-01-01')]).toEqual([true, false]);
    expect(reachOf(state, ['370100']).map(({ region }) => region)).toEqual(expect.arrayContaining(['371200', '371202', '371203']));
    expect(directory.regionFault('510124', '2022-01-01')?.message.en).toContain('510117');
  });

  it.each([
    ['成渝', ['chengdu-chongqing', 'chengyu-circle', 'chuanyu'], '0.6'],
    ['成渝城市群', ['chengyu-circle'], '0.7'], ['成德绵眉泸', ['cdmml-corridor'], '0.95'], ['沪苏浙皖', ['yangtze-delta'], '0.95'], ['三省一市', ['yangtze-delta'], '0.9'],
    ['宁', ['320100', '640000'], '0.6'], ['绵阳科技城', ['510700-kejicheng'], '0.95'], ['Sichuan Province', ['510000'], '0.95'],
    ['襄樊市', ['420600'], '0.95'], ['西撒哈拉', ['EH'], '1'],
  ])('finds %s', (text, ids, score) => {
    const found = candidatesOf(state, text);
    const best = found.filter((each) => Number(each.score) === Number(found[0]?.score));
    expect(best.map(({ id }) => id)).toEqual(ids);
    expect(Number(best[0]!.score)).toBe(Number(score));
  });

  it('finds what stands behind places of a like name, or of the very name', () => {
    expect(candidatesOf(state, 'Chengyu').map(({ id }) => id)).toEqual(expect.arrayContaining(['chengdu-chongqing', 'chengyu-circle', 'chuanyu']));
    // The county-level city of that name is found first, and the prefecture as one that was called so.
    expect(candidatesOf(state, '思茅市').slice(0, 2).map(({ id, by }) => [id, by])).toEqual([['532701', 'name'], ['530800', 'former-name']]);
  });

  it.each([['高新区', '510100-gaoxin'], ['天府新区', '510100-tianfu'], ['江北新区', '320100-jiangbei']])('finds %s among others of that name, and never for certain', (text, zone) => {
    const found = candidatesOf(state, text).find(({ id }) => id === zone);
    expect(found).toMatchObject({ kind: 'zone' });
    expect(Number(found!.score)).toBeLessThan(0.9);
    expect(regionAliases.find((alias) => alias.region === zone && alias.text === text)).toMatchObject({ kind: 'alias' });
  });

  it('has of every other name what a document prints, and says so where none does', () => {
    expect(regionAliases.filter(({ text, source }) => source !== null && !source.quote.replaceAll('\n', '').includes(text))).toEqual([]);
    expect(regionAliases.filter(({ source }) => source === null).map(({ region, text }) => `${text} ${region}`)).toEqual(['宁 640000', '高新区 510100-gaoxin', '江北新区 320100-jiangbei']);
  });

  it('reaches all below a member', () => {
    const reached = new Set(reachOf(state, ['510000', '500000']).map(({ region }) => region));
    expect(['510104', '510185', '512081', '500231', '510100-gaoxin'].filter((code) => !reached.has(code))).toEqual([]);
  });
});
