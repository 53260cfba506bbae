import { evolve, type Listed, nowhere, type Territory, type TerritoryFact } from '@entente/domain/territory/territory';
import { placesChanged, setsChanged } from './territory.changes.js';

const region = (code: string, zh: string, level: Listed['level'], parent: string | null): Listed => ({ code, level, name: { zh, en: null }, parent, from: null, to: null });
const then = (territory: Territory, type: TerritoryFact['type'], data: object): Territory => evolve(territory, { type, data: { source: null, ...data } } as unknown as TerritoryFact);

const register = then(nowhere, 'RegionsRegistered', { regions: [
  region('510000', '四川省', 'province', null), region('512000', '内江地区', 'prefecture', '510000'), region('510700', '绵阳市', 'prefecture', '510000'),
  region('512022', '乐至县', 'county', '512000'), region('510727', '平武县', 'county', '510700'),
] });
const member = { set: null, from: null, to: null, except: [], part: null };
const start = ['512000', '510727'].reduce((territory, code) => then(territory, 'RegionSetDefined', {
  set: `of-${code}`, name: { zh: code, en: null }, definition: 1, by: { organisation: 'o', principal: 'p' }, members: [{ ...member, region: code }],
}), register);
/** 512000 becomes 512100 on a day; its county goes with it and is not written. */
const ended = then(start, 'RegionsMerged', { regions: ['512000'], into: '512100', as: { code: '512100', level: 'prefecture', name: { zh: '资阳市', en: null }, parent: '510000' }, on: '2000-12-01' });

const places = (before: Territory, now: Territory, day = '2024-01-01'): readonly string[] => [...now.places.values()].filter(placesChanged(before, now, day)).map(({ code }) => code).sort();
const sets = (before: Territory, now: Territory): readonly string[] => [...now.sets.values()].filter(setsChanged(before, now, undefined)).map(({ id }) => id);

describe('what has changed of the territory', () => {
  it('is nothing where nothing was learned', () => {
    expect([places(start, start), sets(start, start)]).toEqual([[], []]);
  });

  it('is what was registered', () => {
    expect(places(nowhere, register)).toEqual(['510000', '510700', '510727', '512000', '512022']);
  });

  it('is what ended, what it became, and what lies under that from the day on', () => {
    expect(places(start, ended)).toEqual(['512000', '512022', '512100']);
    expect(places(start, ended, '2000-11-30')).toEqual(['512000', '512100']);
  });

  it('is what something became that had ended already', () => {
    const alone = then(start, 'RegionsMerged', { regions: ['510727'], into: '510700', as: null, on: '2010-01-01' });
    const known = then(alone, 'RegionSucceeded', { region: '510727', becomes: ['512000'] });
    expect(places(alone, known)).toEqual(['510700', '510727', '512000']);
  });

  it('is a set whose members changed, or a member’s name', () => {
    expect(sets(start, then(start, 'RegionSetMemberAdded', { set: 'of-512000', member: { ...member, region: '510727' }, definition: 2 }))).toEqual(['of-512000']);
    expect(sets(start, then(start, 'RegionRenamed', { region: '510727', name: { zh: '平武新县', en: null }, on: '2020' }))).toEqual(['of-510727']);
  });

  it('is after a withdrawal only what is otherwise, though all was folded anew', () => {
    const renamed = then(start, 'RegionRenamed', { region: '510727', name: { zh: '平武新县', en: null }, on: '2020' });
    const withdrawn = then(renamed, 'TerritoryChangeWithdrawn', { version: renamed.facts.length, about: '510727' });
    expect(places(renamed, withdrawn)).toEqual(['510727']);
    expect([places(start, withdrawn), sets(start, withdrawn)]).toEqual([[], []]);
  });
});
