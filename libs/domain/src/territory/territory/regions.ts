import { dateInShanghai } from '../../kernel/period.js';
import { isRegionCode } from '../../kernel/region-code.js';
import type { Fault } from '../../kernel/refusal.js';
import { directoryOf } from './listing.js';
import { faultOf, refuse, refuseAll } from './refusals.js';
import { faultsOfDate, liesUnder, mustBeMine, mustBeRegion, mustBeZone, mustStand, partyOf, standing } from './rules.js';
import { at, dayOf, type Place, standsIn, type Territory } from './state.js';
import type { Level, Listed, Made, Name, TerritoryFact } from './territory.events.js';
import type { AliasRegion, Making, MergeRegions, MoveRegion, RegisterRegions, RenameRegion, SplitRegion } from './territory.js';

/** Names in lists of codes that stand for a missing level and for no region. */
const PLACEHOLDER = /^(市辖区|县|(省|自治区)?直辖县级行政(区划|单位))$/;

/** What is wrong with a region that is to be entered; `others` come with it and may lie above it. */
const faultsOf = ({ code, level, name, parent, from }: Listed, state: Territory, others: ReadonlyMap<string, Level>, pointer: string): readonly Fault[] => {
  const faults: Fault[] = [];
  if (!isRegionCode(code) || PLACEHOLDER.test(name.zh) || (level === 'country') !== /^[A-Z]{2}$/.test(code)) faults.push(faultOf('region/code-malformed', `${pointer}/code`, code));
  if (parent === null) return level === 'country' || level === 'province' ? faults : [...faults, faultOf('region/parent-unknown', `${pointer}/parent`, code)];
  const above = state.places.get(parent);
  const parentLevel = others.get(parent) ?? above?.level;
  if (parentLevel === undefined || (above && !others.has(parent) && from !== null && !standsIn(above, dayOf(from), dayOf(from)))) {
    faults.push(faultOf('region/parent-unknown', `${pointer}/parent`, code));
  } else if (!liesUnder(level, parentLevel)) faults.push(faultOf('region/parent-not-above', `${pointer}/parent`, code));
  return faults;
};

/** A region begins and ends in this order, and not in the future. */
const faultsOfDays = ({ code, from, to }: Listed, today: string, pointer: string): readonly Fault[] => [
  ...(from !== null && dayOf(from) > today ? [faultOf('region/date-in-future', `${pointer}/from`, code)] : []),
  ...(to !== null && (dayOf(to) > today || (from !== null && dayOf(to) <= dayOf(from))) ? [faultOf('region/ends-before-it-begins', `${pointer}/to`, code)] : []),
];

const sameAs = (place: Place, { level, name, parent, from, to }: Listed): boolean => {
  const first = standing(place, from ?? '');
  return place.level === level && first.parent === parent && first.name.zh === name.zh && place.from === (from && dayOf(from)) && (to === null || place.to === dayOf(to));
};

/** Registers a published list of codes. What is registered alike already adds nothing; what differs is refused, every one of it. */
export const register = ({ actor, at: now, data }: RegisterRegions, state: Territory): readonly TerritoryFact[] => {
  const fresh = data.regions.filter((each) => !state.places.has(each.code));
  const levels = new Map(data.regions.map(({ code, level }) => [code, level]));
  const directory = directoryOf(state);
  const mine = (code: string | null): boolean => {
    // The list itself says what lies where for what is new in it.
    for (let each = code; each !== null; each = data.regions.find((one) => one.code === each)?.parent ?? null) if (directory.within(each, actor.region)) return true;
    return false;
  };
  const seen = new Set<string>();
  const faults = data.regions.flatMap((each, n): readonly Fault[] => {
    const pointer = `/regions/${n}`;
    const place = state.places.get(each.code);
    if (seen.has(each.code)) return [faultOf('region/twice', `${pointer}/code`, each.code)];
    seen.add(each.code);
    if (place) return sameAs(place, each) ? [] : [faultOf('region/exists', `${pointer}/code`, each.code)];
    if (actor.region !== '*' && !mine(each.code)) return [faultOf('region/not-yours', `${pointer}/code`, each.code)];
    return [...faultsOf(each, state, levels, pointer), ...faultsOfDays(each, dateInShanghai(now), pointer)];
  });
  refuseAll(faults);
  if (fresh.length === 0) return [];
  return [{ type: 'RegionsRegistered', effectiveOn: null, data: { list: data.list, regions: fresh.map((each) => ({ ...each })), source: data.source, by: partyOf(actor) } }];
};

export const rename = (command: RenameRegion, state: Territory): readonly TerritoryFact[] => {
  const { actor, data: { id, zone, name, on, source } } = command;
  const place = (zone ? mustBeZone : mustBeRegion)(mustStand(state, id, command));
  refuseAll(faultsOfDate(place, on, command));
  const now = at(place.names, dayOf(on)).name;
  if (now.zh === name.zh && now.en === name.en) return [];
  return [{ type: 'RegionRenamed', effectiveOn: on, data: { region: id, name, on, source, by: partyOf(actor) } }];
};

/** Under another region from a day on; with another code, the former code ends and the new one begins. */
export const move = (command: MoveRegion, state: Territory): readonly TerritoryFact[] => {
  const { actor, data: { id, parent, code, name, on, source } } = command;
  const place = mustBeRegion(mustStand(state, id, command));
  const before = standing(place, dayOf(on));
  const as: Made | null = code === null ? null : { code, level: place.level, name: name ?? before.name, parent };
  const asked = as ?? { code: id, level: place.level, name: before.name, parent };
  refuseAll([...faultsOfDate(place, on, command), ...madeFaults(asked, on, state, '', as !== null)]);
  if (parent !== null) mustBeMine(state, parent, actor, '/parent');
  const common = { on, source, by: partyOf(actor) };
  return [
    ...(as === null && before.parent === parent ? [] : [{ type: 'RegionMoved', effectiveOn: on, data: { region: id, parent, as, ...common } } as const]),
    // Without a new code the region goes on, and a new name is one of its own.
    ...(as === null ? renamedTo(id, before.name, name, common) : []),
  ];
};

/** Several become one: a new one, or one of them that goes on, or another that is there. */
export const merge = (command: MergeRegions, state: Territory): readonly TerritoryFact[] => {
  const { actor, data } = command;
  const regions = [data.id, ...data.with];
  if (new Set(regions).size < regions.length) throw refuse('region/twice', '/with');
  const places = regions.map((code, n) => mustBeRegion(mustStand(state, code, command, n === 0 ? undefined : `/with/${n - 1}`)));
  const as = typeof data.into === 'string' ? null : data.into;
  const into = typeof data.into === 'string' ? data.into : data.into.code;
  const target = as ? [] : [mustBeRegion(mustStand(state, into, command, '/into'))];
  refuseAll([...new Map([...places, ...target].flatMap((place) => faultsOfDate(place, data.on, command)).map((fault) => [fault.message.en, fault])).values(), ...(as ? madeFaults(as, data.on, state, '/into', true) : [])]);
  if (as?.parent) mustBeMine(state, as.parent, actor, '/into/parent');
  return [{ type: 'RegionsMerged', effectiveOn: data.on, data: { regions, into, as, on: data.on, source: data.source, by: partyOf(actor) } }];
};

/** One becomes several. Where it is one of them itself it goes on, and the others are new. */
export const split = (command: SplitRegion, state: Territory): readonly TerritoryFact[] => {
  const { actor, data: { id, into, on, source } } = command;
  const place = mustBeRegion(mustStand(state, id, command));
  const before = standing(place, dayOf(on));
  if (new Set(into.map(({ code }) => code)).size < into.length) throw refuse('region/twice', '/into');
  const begun = into.filter(({ code }) => code !== id);
  refuseAll([...faultsOfDate(place, on, command), ...into.flatMap((each, n) => {
    if (each.code !== id) return madeFaults(each, on, state, `/into/${n}`, true);
    return each.level === place.level && each.parent === before.parent ? [] : [faultOf('region/goes-on-otherwise', `/into/${n}`, id)];
  })]);
  for (const { parent } of begun) if (parent !== null) mustBeMine(state, parent, actor, '/into');
  if (begun.length === 0) throw refuse('region/nothing-changes', '/into');
  const common = { on, source, by: partyOf(actor) };
  return [
    { type: 'RegionSplit', effectiveOn: on, data: { region: id, goesOn: begun.length < into.length, into: begun.map((each) => ({ ...each })), ...common } },
    ...renamedTo(id, before.name, into.find(({ code }) => code === id)?.name ?? null, common),
  ];
};

const renamedTo = (region: string, before: Name, name: Name | null, { on, source, by }: Pick<Extract<TerritoryFact, { type: 'RegionRenamed' }>['data'], 'on' | 'source' | 'by'>): readonly TerritoryFact[] =>
  name === null || (name.zh === before.zh && name.en === before.en) ? [] : [{ type: 'RegionRenamed', effectiveOn: on, data: { region, name, on, source, by } }];

const madeFaults = (making: Making | Made, on: string, state: Territory, pointer: string, isNew: boolean): readonly Fault[] => {
  const { code, level, name, parent } = making;
  if (isNew && state.places.has(code)) return [faultOf('region/exists', `${pointer}/code`, code)];
  return faultsOf({ code, level, name, parent, from: on, to: null }, state, new Map(), pointer);
};

/** Another name, or a misprint, under which a source speaks of a region, zone or set; what was entered stays as it was. */
export const alias = ({ actor, data: { id, text, kind, confidence, source } }: AliasRegion, state: Territory): readonly TerritoryFact[] => {
  const known = state.places.get(id) ?? state.sets.get(id);
  if (!known) throw refuse('region/not-found', undefined, id);
  if (state.places.has(id)) mustBeMine(state, id, actor);
  const same = known.aliases.find((each) => each.text === text && each.kind === kind);
  if (same && same.confidence === confidence && same.source?.document === source?.document && same.source?.quote === source?.quote) return [];
  return [{ type: 'RegionAliasRecorded', effectiveOn: null, data: { region: id, text, kind, confidence, source, by: partyOf(actor) } }];
};
