import { isDeepStrictEqual } from 'node:util';
import { parentOn, type Place, type RegionSet, type Territory } from '@entente/domain/territory/territory';
import { setShown } from './territory.shown.js';

/** Whether a thing is another than it was; the fold leaves what it does not touch as it is, save after a withdrawal. */
const differs = (was: unknown, is: unknown): boolean => was !== is && !isDeepStrictEqual(was, is);

/**
 * Which regions and zones are told otherwise now than before: those that changed themselves, those that something became
 * or no longer became, and those that lie elsewhere on a day because what they lay under ended.
 */
export const placesChanged = (before: Territory, now: Territory, day: string): ((place: Place) => boolean) => {
  if (before === now) return () => false;
  const changed = [...now.places.values()].filter((place) => differs(before.places.get(place.code), place));
  const heirs = changed.flatMap(({ code, successors }) => {
    const former = before.places.get(code)?.successors ?? [];
    return [...successors.filter((heir) => !former.includes(heir)), ...former.filter((heir) => !successors.includes(heir))];
  });
  const codes = new Set([...changed.map(({ code }) => code), ...heirs]);
  const movedAlong = (place: Place): boolean => {
    const was = before.places.get(place.code);
    return was !== undefined && parentOn(before, was, day) !== parentOn(now, place, day);
  };
  return (place) => codes.has(place.code) || movedAlong(place);
};

/** Which sets are told otherwise now than before; a set tells the names of its members. */
export const setsChanged = (before: Territory, now: Territory, day: string | undefined): ((set: RegionSet) => boolean) => (set) => {
  const was = before.sets.get(set.id);
  return was === undefined || differs(was, set) || (before !== now && differs(setShown(before, was, day), setShown(now, set, day)));
};
