import type { Place, RegionSet, Territory } from './state.js';

/** A stretch of days, the end not included; `''` is the beginning and `'~'` the end of all days, as texts compare. */
export type Span = readonly [from: string, to: string];
export const ALWAYS: Span = ['', '~'];

/** Where a region counts for something that was asked for: on these days. */
export type Reach = Readonly<{
  region: string;
  spans: readonly Span[];
  /** The first day on which the region itself is no more. */
  ended: string | null;
}>;

type Above = ReadonlyMap<string, readonly Span[]>;

/** Spans in order, without overlaps: what is reached twice counts once. */
export const united = (spans: readonly Span[]): readonly Span[] => {
  const out: [string, string][] = [];
  for (const [from, to] of spans.filter(([a, b]) => a < b).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    const last = out.at(-1);
    if (last && from <= last[1]) last[1] = to > last[1] ? to : last[1];
    else out.push([from, to]);
  }
  return out;
};

const clipped = (spans: readonly Span[], [from, to]: Span): readonly Span[] =>
  spans.map(([a, b]): Span => [a > from ? a : from, b < to ? b : to]).filter(([a, b]) => a < b);

const common = (a: readonly Span[], b: readonly Span[]): readonly Span[] => united(a.flatMap((span) => clipped(b, span)));

const without = (spans: readonly Span[], taken: readonly Span[]): readonly Span[] =>
  taken.reduce<readonly Span[]>((left, [from, to]) => left.flatMap((span) => [...clipped([span], ['', from]), ...clipped([span], [to, '~'])]), spans);

/** What is reached on no day at all is not reached. */
const withSpans = (all: ReadonlyMap<string, readonly Span[]>): Above =>
  new Map([...all].map(([code, spans]): [string, readonly Span[]] => [code, united(spans)]).filter(([, spans]) => spans.length > 0));

/**
 * All that lies above every region and zone, with the days on which it does, itself included. Before its beginning a
 * region lies where it began. After its end it lies where its heir lies; where it has several, within what is above
 * them all; where it has none, where it lay last. A zone lies in its city, and in a county only if it is that county's alone.
 */
const upwards = ({ places }: Territory): ReadonlyMap<string, Above> => {
  const known = new Map<string, Above>();
  const aboveOf = (code: string): Above => {
    const found = known.get(code);
    if (found) return found;
    const place = places.get(code);
    const above = place ? collect(place) : new Map<string, readonly Span[]>([[code, [ALWAYS]]]);
    known.set(code, above);
    return above;
  };
  const collect = (place: Place): Above => {
    const all = new Map<string, Span[]>([[place.code, [ALWAYS]]]);
    const add = (above: Above, within: Span): void => {
      for (const [code, spans] of above) all.set(code, [...(all.get(code) ?? []), ...clipped(spans, within)]);
    };
    const end = place.to ?? '~';
    for (const { item: { parent }, span } of periods(place.level === 'zone' ? zoneStays(place) : place.stays, end)) if (parent) add(aboveOf(parent), span);
    if (place.to !== null) add(afterwards(place), [place.to, '~']);
    return withSpans(all);
  };
  const lastParent = (stays: Place['stays']): Above => {
    const parent = stays.at(-1)?.parent ?? null;
    return parent === null ? new Map() : aboveOf(parent);
  };
  const afterwards = (place: Place): Above => {
    const [first, ...others] = place.successors.map(aboveOf);
    if (!first) return lastParent(place.level === 'zone' ? zoneStays(place) : place.stays);
    return others.reduce<Above>((shared, next) => withSpans(new Map([...shared].map(([code, spans]) => [code, common(spans, next.get(code) ?? [])]))), first);
  };
  for (const code of places.keys()) aboveOf(code);
  return known;
};

const closures = new WeakMap<Territory, Closure>();

/** What lies above and below each region, with its days: worked out once for each state of the territory. */
export type Closure = Readonly<{ above: ReadonlyMap<string, Above>; below: ReadonlyMap<string, ReadonlyMap<string, readonly Span[]>> }>;

export const closureOf = (territory: Territory): Closure => {
  const found = closures.get(territory);
  if (found) return found;
  const above = upwards(territory);
  const below = new Map<string, Map<string, readonly Span[]>>();
  for (const [code, ancestors] of above) {
    for (const [ancestor, spans] of ancestors) {
      const under = below.get(ancestor) ?? new Map<string, readonly Span[]>();
      below.set(ancestor, under.set(code, spans));
    }
  }
  const closure = { above, below };
  closures.set(territory, closure);
  return closure;
};

/** What held from one day to the next change; before the first day, what held first. */
const periods = <T extends Readonly<{ from: string | null }>>(items: readonly T[], end: string): readonly Readonly<{ item: T; span: Span }>[] =>
  items.map((item, n) => {
    const until = items[n + 1]?.from ?? '~';
    return { item, span: [n === 0 ? '' : (item.from ?? ''), until < end ? until : end] };
  });

/** A zone lies in its city, and through its county where it is that county's alone, wherever the county goes. */
const zoneStays = ({ stays, drawings }: Place): Place['stays'] =>
  drawings.map(({ counties: [county], exclusive, from }) => ({ parent: exclusive && county ? county : (stays[0]?.parent ?? null), from }));

type Below = ReadonlyMap<string, readonly Span[]>;

/**
 * The regions that count for some regions, zones and sets taken together, and on which days. A member that is reached
 * twice counts once; what a set excepts is left out of that member, and not of others that reach it.
 */
export const reachOf = (territory: Territory, targets: readonly string[]): readonly Reach[] => {
  const { below } = closureOf(territory);
  const all = new Map<string, Span[]>();
  const add = (found: Below, within: Span): void => {
    for (const [region, spans] of found) all.set(region, [...(all.get(region) ?? []), ...clipped(spans, within)]);
  };
  const ofSet = ({ members }: RegionSet, within: Span): void => {
    for (const { region, set, from, to, except } of members) {
      const [days] = clipped([within], [from ?? '', to ?? '~']);
      if (!days) continue;
      const nested = set === null ? undefined : territory.sets.get(set);
      if (nested) ofSet(nested, days);
      if (region === null) continue;
      const left = new Map(below.get(region) ?? []);
      for (const each of except) for (const [code, spans] of below.get(each) ?? []) left.set(code, without(left.get(code) ?? [], spans));
      add(left, days);
    }
  };
  for (const target of targets) {
    const set = territory.sets.get(target);
    if (set) ofSet(set, ALWAYS);
    else add(below.get(target) ?? new Map(), ALWAYS);
  }
  return [...all].map(([region, spans]) => ({ region, spans: united(spans), ended: territory.places.get(region)?.to ?? null })).filter(({ spans }) => spans.length > 0).toSorted((a, b) => (a.region < b.region ? -1 : 1));
};

/** Whether a day lies in one of some spans. */
export const covers = (spans: readonly Span[], day: string): boolean => spans.some(([from, to]) => from <= day && day < to);
