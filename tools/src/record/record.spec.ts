import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Refusal } from '@entente/domain/kernel/refusal';
import { type Territory, directoryOf, nameOf, reachOf, territory, type TerritoryCommand } from '@entente/domain/territory/territory';

import { CHANGES } from '../territory/changes.js';
import { readMaterial, registerOf } from '../territory/register.js';
import { regionAliases } from './aliases.js';
import { bodies } from './bodies.js';
import { claims, signings } from './record.js';
import { publishedElsewhere, type RegionSet, setsOfRegions, setsOfSets } from './region-sets.js';
import type { Source } from './sources.js';
import { zones } from './zones.js';

const sources = join(__dirname, '..', '..', 'record', 'sources');
const textOf = (document: string): string => readFileSync(join(sources, document), 'utf8');
const sets = [...setsOfRegions, ...setsOfSets];

/** Everything in the record that has a source, by a name that finds it. */
const items: readonly (readonly [string, Source])[] = [
  ...[...Object.entries(signings), ...Object.entries(claims)].map(([name, { source }]) => [name, source] as const),
  ...zones.map(({ code, source }) => [code, source] as const),
  ...sets.map(({ id, source }) => [id, source] as const),
  ...regionAliases.map(({ region, text, source }) => [`${text} for ${region}`, source] as const),
  ...bodies.flatMap(({ key, source, aliases = [] }) => [[key, source] as const, ...aliases.map((alias) => [`${alias.text} for ${key}`, alias.source] as const)]),
];
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

  it('reaches all below a member', () => {
    const reached = new Set(reachOf(state, ['510000', '500000']).map(({ region }) => region));
    expect(['510104', '510185', '512081', '500231', '510100-gaoxin'].filter((code) => !reached.has(code))).toEqual([]);
  });
});
