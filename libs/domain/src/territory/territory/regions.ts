import type { Fault } from '../../kernel/refusal.js';
import { faultOf, refuse, refuseAll } from './refusals.js';
import { faultsOf } from './registration.js';
import { faultsOfDate, mustBeMine, mustBeRegion, mustBeZone, mustStand, partyOf, standing } from './rules.js';
import { at, dayOf, isThere, type Place, type Territory } from './state.js';
import type { Made, Name, TerritoryFact } from './territory.events.js';
import type { AliasRegion, Making, MergeRegions, MoveRegion, RenameRegion, SplitRegion } from './territory.js';

export const rename = (command: RenameRegion, state: Territory): readonly TerritoryFact[] => {
  const { actor, data: { id, zone, name, on, source } } = command;
  const place = (zone ? mustBeZone : mustBeRegion)(mustStand(state, id, command));
  refuseAll(faultsOfDate(place, on, command));
  const now = at(place.names, dayOf(on)).name;
  return renamedTo(id, now, named(name, now), { on, source, by: partyOf(actor) });
};

/** Under another region from a day on; with another code, the former code ends and the new one begins. */
export const move = (command: MoveRegion, state: Territory): readonly TerritoryFact[] => {
  const { actor, data: { id, parent, code, name, on, source } } = command;
  if (code !== null && became(state, id, [code], on) && standing(state.places.get(code) as Place, dayOf(on)).parent === parent) return [];
  const place = mustBeRegion(mustStand(state, id, command));
  const before = standing(place, dayOf(on));
  const called = named(name, before.name);
  const as: Made | null = code === null ? null : { code, level: place.level, name: called, parent };
  const asked = as ?? { code: id, level: place.level, name: before.name, parent };
  refuseAll([...faultsOfDate(place, on, command), ...madeFaults(asked, on, state, '', as !== null)]);
  if (parent !== null) mustBeMine(state, parent, actor, '/parent');
  const common = { on, source, by: partyOf(actor) };
  if (as === null && before.parent === parent) return renamedTo(id, before.name, called, common);
  // Without a new code the region goes on, and may have a new name.
  return [{ type: 'RegionMoved', effectiveOn: on, data: { region: id, parent, as, ...(as === null ? renaming(before.name, called) : {}), ...common } }];
};

/** Several become one: a new one, or one of them that goes on, or another that is there. */
export const merge = (command: MergeRegions, state: Territory): readonly TerritoryFact[] => {
  const { actor, data } = command;
  const regions = [data.id, ...data.with];
  if (new Set(regions).size < regions.length) throw refuse('region/twice', '/with');
  const into = typeof data.into === 'string' ? data.into : data.into.code;
  if (regions.every((code) => code === into || became(state, code, [into], data.on))) return [];
  const places = regions.map((code, n) => mustBeRegion(mustStand(state, code, command, n === 0 ? undefined : `/with/${n - 1}`)));
  const as = typeof data.into === 'string' ? null : data.into;
  const target = as ? [] : [mustBeRegion(mustStand(state, into, command, '/into'))];
  refuseAll([...new Map([...places, ...target].flatMap((place) => faultsOfDate(place, data.on, command)).map((fault) => [fault.message.en, fault])).values(), ...(as ? madeFaults(as, data.on, state, '/into', true) : [])]);
  if (as?.parent) mustBeMine(state, as.parent, actor, '/into/parent');
  return [{ type: 'RegionsMerged', effectiveOn: data.on, data: { regions, into, as, on: data.on, source: data.source, by: partyOf(actor) } }];
};

/** One becomes several. Where it is one of them itself it goes on, and the others are new. */
export const split = (command: SplitRegion, state: Territory): readonly TerritoryFact[] => {
  const { actor, data: { id, into, on, source } } = command;
  const others = into.filter(({ code }) => code !== id);
  const again = others.length < into.length ? others.length > 0 && others.every((each) => beganAs(state, each, on)) : became(state, id, into.map(({ code }) => code), on);
  if (again) return [];
  const place = mustBeRegion(mustStand(state, id, command));
  const before = standing(place, dayOf(on));
  if (new Set(into.map(({ code }) => code)).size < into.length) throw refuse('region/twice', '/into');
  refuseAll([...faultsOfDate(place, on, command), ...into.flatMap((each, n) => {
    if (each.code !== id) return madeFaults(each, on, state, `/into/${n}`, true);
    return each.level === place.level && each.parent === before.parent ? [] : [faultOf('region/goes-on-otherwise', `/into/${n}`, id)];
  })]);
  for (const { parent } of others) if (parent !== null) mustBeMine(state, parent, actor, '/into');
  if (others.length === 0) throw refuse('region/nothing-changes', '/into');
  const common = { on, source, by: partyOf(actor) };
  const rest = into.find(({ code }) => code === id);
  return [{ type: 'RegionSplit', effectiveOn: on, data: {
    region: id, goesOn: rest !== undefined, into: others.map((each) => ({ ...each })), ...(rest ? renaming(before.name, named(rest.name, before.name)) : {}), ...common,
  } }];
};

/** A change of the Chinese name says nothing of the English one. */
const named = (name: Name | null, before: Name): Name => (name === null ? before : { zh: name.zh, en: name.en ?? before.en });

const renaming = (before: Name, name: Name): { name?: Name } => (name.zh === before.zh && name.en === before.en ? {} : { name });

const renamedTo = (region: string, before: Name, name: Name, { on, source, by }: Pick<Extract<TerritoryFact, { type: 'RegionRenamed' }>['data'], 'on' | 'source' | 'by'>): readonly TerritoryFact[] =>
  name.zh === before.zh && name.en === before.en ? [] : [{ type: 'RegionRenamed', effectiveOn: on, data: { region, name, on, source, by } }];

/** Whether this is what became of a region on that day: then it is said again. */
const became = ({ places }: Territory, code: string, heirs: readonly string[], on: string): boolean => {
  const place = places.get(code);
  return place?.to === dayOf(on) && place.successors.toSorted().join() === heirs.toSorted().join();
};

/** Whether a region began so on that day, beside the one that it was made of. */
const beganAs = ({ places }: Territory, { code, parent }: Making, on: string): boolean => {
  const place = places.get(code);
  return place !== undefined && !place.withdrawn && place.from === dayOf(on) && place.stays[0]?.parent === parent;
};

const madeFaults = (making: Making | Made, on: string, state: Territory, pointer: string, isNew: boolean): readonly Fault[] => {
  const { code, level, name, parent } = making;
  if (isNew && isThere(state.places.get(code))) return [faultOf('region/exists', `${pointer}/code`, code)];
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
