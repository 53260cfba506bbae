import type { Actor, Command } from '../../kernel/message.js';
import { dateInShanghai } from '../../kernel/period.js';
import { directoryOf } from './listing.js';
import type { Fault } from '../../kernel/refusal.js';
import { faultOf, refuse } from './refusals.js';
import { at, dayOf, type Place, type RegionSet, type Territory } from './state.js';
import type { Level } from './territory.events.js';

export const partyOf = ({ principal, organisation }: Actor): { principal: string; organisation: string } => ({ principal, organisation });

/** Levels from above: what lies under something stands after it. */
const RANK: Readonly<Record<Level, number>> = { country: 0, province: 1, prefecture: 2, county: 3, zone: 4 };

export const liesUnder = (level: Level, parent: Level): boolean => parent !== 'country' && parent !== 'zone' && RANK[parent] < RANK[level];

/** A county may become a prefecture (儋州 did) and not the other way round: what lay under it would lie under itself. */
export const canBecome = (level: Level, heir: Level): boolean => heir !== 'country' && heir !== 'zone' && RANK[heir] <= RANK[level];

export const mustBeMine = (state: Territory, code: string, actor: Actor, pointer?: string): void => {
  if (!directoryOf(state).within(code, actor.region)) throw refuse('region/not-yours', pointer, code);
};

/** Where a region lay on a day, and its name, to tell whether a change is one. */
export const standing = (place: Place, day: string) => ({ parent: at(place.stays, day).parent, name: at(place.names, day).name });

/** A region or zone that is there and can be changed: a change is entered for what stands. */
export const mustStand = (state: Territory, code: string, { actor }: Command, pointer?: string): Place => {
  const place = state.places.get(code);
  if (!place) throw refuse('region/not-found', pointer, code);
  mustBeMine(state, code, actor, pointer);
  if (place.to !== null) throw refuse('region/ended', pointer, code);
  return place;
};

/** A change lies after the beginning of what it changes, and has come. */
export const faultsOfDate = ({ code, from }: Place, on: string, { at: now }: Command): readonly Fault[] => [
  ...(dayOf(on) > dateInShanghai(now) ? [faultOf('region/date-in-future', '/on')] : []),
  ...(from !== null && dayOf(on) <= from ? [faultOf('region/not-begun', '/on', code)] : []),
];

export const mustHaveCome = (on: string, now: string, pointer = '/on'): void => {
  if (dayOf(on) > dateInShanghai(now)) throw refuse('region/date-in-future', pointer);
};

export const mustBeRegion = (place: Place): Place => {
  if (place.level === 'zone') throw refuse('zone/not-a-region');
  return place;
};

export const mustBeZone = (place: Place): Place => {
  if (place.level !== 'zone') throw refuse('zone/not-a-zone');
  return place;
};

export const mustBeSet = (state: Territory, id: string, actor: Actor): RegionSet => {
  const set = state.sets.get(id);
  if (!set) throw refuse('region/not-found', undefined, id);
  if (set.by !== actor.organisation && actor.region !== '*') throw refuse('region-set/not-yours');
  return set;
};
