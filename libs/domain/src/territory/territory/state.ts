import { edtfInterval } from '../../kernel/period.js';
import type { Source } from '../../signing/signing/index.js';
import { refuse } from './refusals.js';
import type { Level, Listed, Made, Member, Name, TerritoryFact } from './territory.events.js';

/** Where a region lies from a day on; null is not stated, and means always. */
export type Stay = Readonly<{ parent: string | null; from: string | null }>;
export type Alias = Readonly<{ text: string; kind: 'alias' | 'misprint'; confidence: string; source: Source | null }>;
export type Drawing = Readonly<{ counties: readonly string[]; exclusive: boolean; from: string | null }>;

/** A region or zone through its life. Days are ISO dates; `to` is the first day on which it is no more. */
export type Place = Readonly<{
  code: string;
  level: Level;
  names: readonly Readonly<{ name: Name; from: string | null }>[];
  stays: readonly Stay[];
  from: string | null;
  to: string | null;
  /** What it became, where it ended: other codes. */
  successors: readonly string[];
  aliases: readonly Alias[];
  /** A zone's counties and whether it belongs to one of them alone; of a region, none. */
  drawings: readonly Drawing[];
  /** It was brought by a change that was withdrawn: it was never there, and what names it counts for what it was made of. */
  withdrawn?: true;
}>;

export type RegionSet = Readonly<{
  id: string;
  name: Name;
  /** Raised with every change of its members. */
  definition: number;
  members: readonly Member[];
  aliases: readonly Alias[];
  by: string;
}>;

export type Territory = Readonly<{
  places: ReadonlyMap<string, Place>;
  sets: ReadonlyMap<string, RegionSet>;
  /** All facts in their order, so that one of them can be withdrawn: a fact's version is its place here, from 1 on. */
  facts: readonly TerritoryFact[];
  /** Versions of facts that were withdrawn. */
  withdrawn: ReadonlySet<number>;
}>;

export const nowhere: Territory = { places: new Map(), sets: new Map(), facts: [], withdrawn: new Set() };

/** The first day that a date covers. */
export const dayOf = (date: string): string => edtfInterval(date).from;
const dayOrNull = (date: string | null): string | null => (date === null ? null : dayOf(date));

export const evolve = (state: Territory, fact: TerritoryFact): Territory => {
  const facts = [...state.facts, fact];
  if (fact.type === 'TerritoryChangeWithdrawn') return refolded(facts, new Set([...state.withdrawn, fact.data.version]));
  return { ...changedBy(state, fact), facts, withdrawn: state.withdrawn };
};

/** The territory as if some facts had never been. */
export const refolded = (facts: readonly TerritoryFact[], withdrawn: ReadonlySet<number>): Territory => {
  const folded = facts.filter((fact, n) => fact.type !== 'TerritoryChangeWithdrawn' && !withdrawn.has(n + 1)).reduce(changedBy, nowhere);
  const places = new Map(folded.places);
  for (const version of withdrawn) for (const ghost of broughtBy(facts[version - 1])) if (!places.has(ghost.code)) places.set(ghost.code, ghost);
  // A definition that was withdrawn is not given a second time.
  const sets = new Map([...folded.sets].map(([id, set]) => [id, { ...set, definition: facts.filter((fact) => isAbout(fact, id)).length }]));
  return { places, sets, facts, withdrawn };
};

const isAbout = ({ type, data }: TerritoryFact, set: string): boolean => (type === 'TerritoryChangeWithdrawn' ? data.about === set : 'set' in data && data.set === set);

/** The day before all days: a place that begins and ends on it was never there. */
const NEVER = '0001-01-01';

const ghost = (code: string, level: Level, name: Name, madeOf: readonly string[]): Place => ({
  ...listed({ code, level, name, parent: null, from: NEVER, to: NEVER, becomes: [...madeOf] }), stays: [{ parent: null, from: null }], withdrawn: true,
});

/** What a change brought that is withdrawn: whoever named it is counted for what it was made of. */
const broughtBy = (fact: TerritoryFact | undefined): readonly Place[] => {
  switch (fact?.type) {
    case 'RegionMoved': return fact.data.as ? [ghost(fact.data.as.code, fact.data.as.level, fact.data.as.name, [fact.data.region])] : [];
    case 'RegionsMerged': return fact.data.as ? [ghost(fact.data.as.code, fact.data.as.level, fact.data.as.name, fact.data.regions)] : [];
    case 'RegionSplit': return fact.data.into.map(({ code, level, name }) => ghost(code, level, name, [fact.data.region]));
    case 'ZoneDeclared': return [{ ...ghost(fact.data.zone, 'zone', fact.data.name, [fact.data.parent]), drawings: [{ counties: [], exclusive: false, from: null }] }];
    default: return [];
  }
};

const changedBy = (state: Territory, fact: TerritoryFact): Territory => {
  switch (fact.type) {
    case 'TerritoryChangeWithdrawn': return state;
    case 'RegionSucceeded':
      return changed(state, fact.data.region, (place) => ({ ...place, successors: fact.data.becomes }));
    case 'RegionsRegistered':
      return withPlaces(state, fact.data.regions.map(listed));
    case 'RegionRenamed':
      return changed(state, fact.data.region, (place) => ({ ...place, names: renamed(place.names, fact.data.name, dayOf(fact.data.on)) }));
    case 'RegionMoved': {
      const { region, parent, as, on } = fact.data;
      if (as === null) return changed(state, region, (place) => ({
        ...place, stays: inOrder([...place.stays, { parent, from: dayOf(on) }]), names: fact.data.name ? renamed(place.names, fact.data.name, dayOf(on)) : place.names,
      }));
      return become(state, [region], [as], on);
    }
    case 'RegionsMerged': {
      const { regions, into, as, on } = fact.data;
      return become(state, regions.filter((code) => code !== into), as ? [as] : [], on, [into]);
    }
    case 'RegionSplit': {
      const { region, goesOn, into, on } = fact.data;
      if (!goesOn) return become(state, [region], into, on);
      const { name } = fact.data;
      const beside = withPlaces(state, into.map((each) => made(each, on)));
      return name ? changed(beside, region, (place) => ({ ...place, names: renamed(place.names, name, dayOf(on)) })) : beside;
    }
    case 'RegionAliasRecorded': {
      const { region, text, kind, confidence, source } = fact.data;
      const known = <T extends Readonly<{ aliases: readonly Alias[] }>>(it: T): T =>
        ({ ...it, aliases: [...it.aliases.filter((each) => each.text !== text || each.kind !== kind), { text, kind, confidence, source }] });
      const set = state.sets.get(region);
      return set ? withSet(state, known(set)) : changed(state, region, known);
    }
    case 'ZoneDeclared': {
      const { zone, name, parent, counties, exclusive, from } = fact.data;
      const since = dayOrNull(from);
      return withPlaces(state, [{
        code: zone, level: 'zone', names: [{ name, from: null }], stays: [{ parent, from: null }], from: since, to: null,
        successors: [], aliases: [], drawings: [{ counties, exclusive, from: since }],
      }]);
    }
    case 'ZoneRedrawn': {
      const { zone, counties, exclusive, on } = fact.data;
      return changed(state, zone, (place) => ({ ...place, drawings: inOrder([...place.drawings, { counties, exclusive, from: dayOf(on) }]) }));
    }
    case 'ZoneClosed':
      return changed(state, fact.data.zone, (place) => ({ ...place, to: dayOf(fact.data.on) }));
    case 'RegionSetDefined': {
      const { set: id, name, members, definition, by } = fact.data;
      return withSet(state, { id, name, definition, members: members.map(dated), aliases: [], by: by.organisation });
    }
    case 'RegionSetMemberAdded': {
      const set = founded(state.sets.get(fact.data.set));
      return withSet(state, { ...set, definition: fact.data.definition, members: [...set.members, dated(fact.data.member)] });
    }
    case 'RegionSetMemberRemoved': {
      const { set: id, region, memberSet, on, definition } = fact.data;
      const set = founded(state.sets.get(id));
      const leaves = (each: Member): boolean => each.region === region && each.set === memberSet && leavesBy(each, dayOf(on));
      founded(set.members.find(leaves));
      return withSet(state, { ...set, definition, members: set.members.map((each) => (leaves(each) ? { ...each, to: dayOf(on) } : each)) });
    }
  }
};

/** Whether a membership has begun before a day and would last beyond it. */
export const leavesBy = ({ from, to }: Pick<Member, 'from' | 'to'>, day: string): boolean => (from === null || from < day) && (to === null || to > day);

const dated = (member: Member): Member => ({ ...member, from: dayOrNull(member.from), to: dayOrNull(member.to) });

const listed = ({ code, level, name, parent, from, to, becomes = [], formerNames = [] }: Listed): Place => ({
  code, level, names: namesOf(name, formerNames), stays: [{ parent, from: null }], from: dayOrNull(from), to: dayOrNull(to),
  successors: becomes, aliases: [], drawings: [],
});

/** Each name begins where the one before it ended. */
const namesOf = (name: Name, former: NonNullable<Listed['formerNames']>): Place['names'] =>
  [...former, { ...name, until: '' }].map(({ zh, en }, n, all) => ({ name: { zh, en }, from: n === 0 ? null : dayOf(all[n - 1]?.until ?? '') }));

const made = ({ code, level, name, parent }: Made, on: string): Place => listed({ code, level, name, parent, from: on, to: null });

/** Some regions end on a day and others begin in their place, new ones or `heirs` that are there. */
const become = (state: Territory, ended: readonly string[], begun: readonly Made[], on: string, heirs: readonly string[] = []): Territory => {
  const successors = [...new Set([...begun.map(({ code }) => code), ...heirs])];
  const after = withPlaces(state, begun.map((each) => made(each, on)));
  return ended.reduce((each, code) => changed(each, code, (place) => ({ ...place, to: dayOf(on), successors })), after);
};

const withPlaces = (state: Territory, places: readonly Place[]): Territory => {
  const all = new Map(state.places);
  for (const place of places) all.set(place.code, place);
  return { ...state, places: all };
};

const changed = (state: Territory, code: string, change: (place: Place) => Place): Territory =>
  withPlaces(state, [change(founded(state.places.get(code)))]);

/** What a fact is said of is there, unless the one that brought it is withdrawn. */
const founded = <T>(it: T | undefined): T => {
  if (it === undefined) throw refuse('region/others-rest-on-it', '/version');
  return it;
};

const withSet = (state: Territory, set: RegionSet): Territory => ({ ...state, sets: new Map(state.sets).set(set.id, set) });

const renamed = (names: Place['names'], name: Name, from: string): Place['names'] => inOrder([...names, { name, from }]);

/** By their days; of one day, as they were recorded. */
const inOrder = <T extends Readonly<{ from: string | null }>>(items: readonly T[]): readonly T[] =>
  items.toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : (a.from ?? '') > (b.from ?? '') ? 1 : 0));

/** The last of some dated items that had begun by a day. */
export const at = <T extends Readonly<{ from: string | null }>>(items: readonly T[], day: string): T =>
  items.findLast(({ from }) => from === null || from <= day) ?? (items[0] as T);

/** Whether a code is taken by a place that was there. */
export const isThere = (place: Place | undefined): place is Place => place !== undefined && !place.withdrawn;

/** Whether a place was there on some day of a span, both ends included. */
export const standsIn = ({ from, to }: Pick<Place, 'from' | 'to'>, first: string, last: string): boolean =>
  (from === null || from <= last) && (to === null || first < to);
