import type { Recorded } from '@entente/domain/kernel/message';
import { isOutsideMainland } from '@entente/domain/kernel/region-code';
import { at, closureOf, covers, nameOf, parentOn, type Place, predecessorsOf, reachOf, type RegionSet, standsIn, subjectsOf, type Territory, type TerritoryFact } from '@entente/domain/territory/territory';

/** A region or zone as it stood on a day. */
export const placeShown = (territory: Territory, place: Place, day: string): object => ({
  code: place.code,
  level: place.level,
  name: nameOf(place, day),
  parent: parentOn(territory, place, day),
  from: place.withdrawn ? null : place.from,
  to: place.withdrawn ? null : place.to,
  ...(place.withdrawn ? { withdrawn: true } : {}),
  outsideMainland: isOutsideMainland(place.code),
  predecessors: predecessorsOf(territory, place.code),
  successors: place.successors,
  aliases: place.aliases,
  ...(place.level === 'zone' ? { counties: at(place.drawings, day).counties, exclusive: at(place.drawings, day).exclusive } : {}),
});

/** The same with all that lies above it on that day, nearest first, and its own history. */
export const placeWhole = (territory: Territory, place: Place, day: string, facts: readonly Recorded<TerritoryFact>[]): object => {
  const above = [...(closureOf(territory).above.get(place.code) ?? [])]
    .filter(([code, spans]) => code !== place.code && covers(spans, day))
    .flatMap(([code]) => territory.places.get(code) ?? [])
    .filter((each) => standsIn(each, day, day))
    .toSorted((a, b) => RANK.indexOf(b.level) - RANK.indexOf(a.level));
  return {
    ...placeShown(territory, place, day),
    ancestors: above.map((each) => ({ code: each.code, level: each.level, name: nameOf(each, day) })),
    names: place.names,
    stays: place.stays,
    history: facts.filter((fact) => concerns(fact, facts, place.code)).map(line),
  };
};

const RANK = ['country', 'province', 'prefecture', 'county', 'zone'];

export const setShown = ({ places, sets }: Territory, { id, name, definition, aliases, members }: RegionSet, day: string | undefined): object => ({
  id, name, definition, aliases,
  members: members.filter(({ from, to }) => day === undefined || ((from === null || from <= day) && (to === null || day < to))).map((member) => {
    const place = places.get(member.region ?? '');
    return { ...member, name: (place ? nameOf(place, day) : sets.get(member.set ?? '')?.name)?.zh ?? null };
  }),
});

/** The same with every region that counts for it on the day. */
export const setWhole = (territory: Territory, set: RegionSet, day: string, facts: readonly Recorded<TerritoryFact>[]): object => ({
  ...setShown(territory, set, day),
  regions: reachOf(territory, [set.id]).filter(({ spans }) => covers(spans, day)).map(({ region }) => region),
  history: facts.filter((fact) => concerns(fact, facts, set.id)).map(line),
});

/** What a fact is about; of a registered list, the regions that it holds. */
const concerns = (fact: TerritoryFact, facts: readonly TerritoryFact[], code: string): boolean => {
  if (fact.type === 'RegionsRegistered') return fact.data.regions.some((region) => region.code === code);
  // What was withdrawn is named by its place among all facts.
  const about = fact.type === 'TerritoryChangeWithdrawn' ? facts[fact.data.version - 1] : fact;
  return about !== undefined && subjectsOf(about).includes(code);
};

/** One line of a history; a registered list is told by its title and not by its thousands of regions. */
const line = ({ version, position, type, recordedAt, effectiveOn, metadata, data }: Recorded<TerritoryFact>): object => ({
  version, position, type, recordedAt, effectiveOn, by: { organisation: metadata.actor.organisation, role: metadata.actor.role },
  data: type === 'RegionsRegistered' && 'list' in data ? { list: data.list, source: data.source } : Object.fromEntries(Object.entries(data).filter(([name]) => name !== 'by')),
});
