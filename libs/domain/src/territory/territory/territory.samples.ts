import { byCodes } from '../../kernel/directory.js';
import type { Actor, Fact } from '../../kernel/message.js';
import type { Listed, TerritoryFact } from './territory.events.js';
import { evolve, nowhere, type Territory } from './state.js';
import { territory, type TerritoryCommand } from './territory.js';

export const national: Actor = { principal: 'p-1', organisation: 'national-association', role: 'administrator', region: '*' };
export const sichuan: Actor = { principal: 'p-2', organisation: 'sichuan-association', role: 'administrator', region: '510000' };
export const AT = '2024-07-01T02:00:00.000Z';

type Data<Type> = Omit<Extract<TerritoryCommand, { type: Type }>['data'], 'source'>;

export const command = <Type extends TerritoryCommand['type']>(type: Type, data: Data<Type>, actor: Actor = national): TerritoryCommand =>
  ({ type, id: `command-${type}`, actor, at: AT, directory: byCodes, data: { source: null, ...data } }) as unknown as TerritoryCommand;

export const region = (code: string, level: Listed['level'], zh: string, parent: string | null, more: Partial<Listed> = {}): Listed =>
  ({ code, level, name: { zh, en: null }, parent, from: null, to: null, ...more });

/** Sichuan and Chongqing before Jianyang moved. */
export const list: readonly Listed[] = [
  region('510000', 'province', '四川省', null), region('500000', 'province', '重庆市', null),
  region('510100', 'prefecture', '成都市', '510000'), region('512000', 'prefecture', '资阳市', '510000'), region('510700', 'prefecture', '绵阳市', '510000'),
  region('510104', 'county', '锦江区', '510100'), region('510107', 'county', '武侯区', '510100'), region('512081', 'county', '简阳市', '512000'),
  region('510727', 'county', '平武县', '510700'), region('500101', 'county', '万州区', '500000'), region('RU', 'country', '俄罗斯', null),
];

export const register = (regions: readonly Listed[] = list, actor: Actor = national): TerritoryCommand =>
  command('RegisterRegions', { id: 'territory', list: { title: 'GB/T 2260', edition: '2015-09' }, regions }, actor);

/** 2016: Jianyang moved from Ziyang to Chengdu and became 510185. */
export const jianyang = command('MoveRegion', { id: '512081', parent: '510100', code: '510185', name: null, on: '2016-05-03' });

/** The facts that some commands make, one after the other. */
export const facts = (...commands: readonly TerritoryCommand[]): readonly (TerritoryFact & Fact)[] =>
  commands.reduce<readonly (TerritoryFact & Fact)[]>((known, each) => [...known, ...territory.decide(each, known.reduce(evolve, nowhere))], []);

export const after = (...commands: readonly TerritoryCommand[]): Territory => facts(...commands).reduce(evolve, nowhere);
