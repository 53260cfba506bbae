import type { Metric } from '@entente/domain/journals/metrics';
import type { Actor } from '@entente/domain/kernel/message';
import { dateInShanghai } from '@entente/domain/kernel/period';
import type { Fault } from '@entente/domain/kernel/refusal';
import { isSetId } from '@entente/domain/kernel/region-code';
import { unknownRegion } from '@entente/domain/kernel/directory';
import { closureOf, covers, type Reach, reachOf, type Territory } from '@entente/domain/territory/territory';
import type { Filter } from './filter.js';
import type { Span } from './span.js';
import { Unanswerable } from './unanswerable.js';

/** Days, the end not included, as Postgres writes them. What is dated coarsely at a region that ended in that time counts where it lay last. */
export type Part = Readonly<{ region: string; from: string; to: string; ended: string }>;

/** The regions whose entries count for a question: those that count throughout, and those that count on some days only. */
export type Regions = 'all' | Readonly<{ whole: readonly string[]; parts: readonly Part[] }>;

/** A member of a set that belongs to it in part, as words say which the record cannot follow: it counts whole. */
type Partly = Readonly<{ set: string; region: string; part: string }>;

const targetsOf = ({ region, set }: Filter): readonly string[] => [...(region ? [region] : []), ...(set ?? [])];

/**
 * Every region, zone and set that is asked for is registered.
 * @throws Unanswerable with all that are not.
 */
export const mustBeKnown = (filter: Filter, ...known: readonly Territory[]): void => {
  const faults = targetsOf(filter).filter((code) => !known.some((territory) => isKnown(code, territory)))
    .map((code): Fault => ({ pointer: filter.region ? '/region' : '/set', ...(isSetId(code) ? unknownSet(code) : unknownRegion(code)) }));
  if (faults.length > 0) throw new Unanswerable(faults);
};

const isKnown = (code: string, { places, sets }: Territory): boolean => places.has(code) || sets.has(code);

/** Whether something that is asked for had not been known yet. */
export const isTooNew = (filter: Filter, territory: Territory): boolean => !targetsOf(filter).every((code) => isKnown(code, territory));

/** Whether a question reaches, in the territory that it is summed over, no further than the regions that are the asker's now. */
export const isWithin = (filter: Filter, actor: Pick<Actor, 'region'>, territory: Territory, newest: Territory): boolean => {
  if (actor.region === '*') return true;
  const targets = targetsOf(filter);
  const mine = closureOf(newest).below.get(actor.region);
  const within = (code: string): boolean => code === actor.region || (mine?.has(code) ?? false);
  return targets.length > 0 && reachOf(territory, targets).every(({ region }) => within(region)) && targets.every((code) => newest.sets.has(code) || territory.sets.has(code) || within(code));
};

const unknownSet = (id: string): Omit<Fault, 'pointer'> => ({
  code: 'region-set/unknown',
  message: { en: `There is no set "${id}"; GET /v1/region-sets lists them all.`, zh: `没有集合“${id}”；全部集合见 GET /v1/region-sets。` },
});

const onDay = (reach: readonly Reach[], day: string): readonly string[] => reach.filter(({ spans }) => covers(spans, day)).map(({ region }) => region);

/** A bound of days as Postgres writes it. */
export const written = (day: string): string => (day === '' ? '-infinity' : day === '~' ? 'infinity' : day);

/** A span of days throughout which a region counts is whole; else the days on which it counts. */
const through = (reach: readonly Reach[], first: string, last: string): Exclude<Regions, 'all'> => {
  const isWhole = ({ spans }: Reach): boolean => spans.some(([from, to]) => from <= first && last < to);
  const parts = reach.filter((each) => !isWhole(each)).flatMap(({ region, spans, ended }) =>
    spans.filter(([from, to]) => from <= last && first < to).map(([from, to]): Part => ({ region, from: written(from), to: written(to), ended: ended ?? 'infinity' })));
  return { whole: reach.filter(isWhole).map(({ region }) => region), parts };
};

/**
 * The regions of a question. At the boundary of today they are those of the day that is asked from. At the boundary of
 * then, a flow counts where its region lay on the date of the entry, and a stock where it lay on the day of the stock.
 */
export const regionsOf = (metric: Pick<Metric, 'kind'>, filter: Filter, span: Span, instant: string, territory: Territory): Regions => {
  const targets = targetsOf(filter);
  if (targets.length === 0) return 'all';
  const reach = reachOf(territory, targets);
  if (filter.boundary === 'today') return { whole: onDay(reach, dateInShanghai(instant)), parts: [] };
  return metric.kind === 'stock' ? { whole: onDay(reach, span.to), parts: [] } : through(reach, span.from, span.to);
};

/** The region on the other side and all that lies or ever lay below it. */
export const counterpartsOf = ({ counterpart }: Filter, territory: Territory): readonly string[] | undefined =>
  (counterpart === undefined ? undefined : [...new Set([counterpart, ...(closureOf(territory).below.get(counterpart)?.keys() ?? [])])]);

/** The regions of a stock by month, each month at its own end. */
export const regionsByMonth = (filter: Filter, ends: readonly string[], instant: string, territory: Territory): Regions => {
  const targets = targetsOf(filter);
  const [first, last] = [ends[0], ends.at(-1)];
  if (targets.length === 0 || first === undefined || last === undefined) return 'all';
  const reach = reachOf(territory, targets);
  return filter.boundary === 'today' ? { whole: onDay(reach, dateInShanghai(instant)), parts: [] } : through(reach, first, last);
};

/** A set that was asked for, and which definition of it was summed over. */
type SetUsed = Readonly<{ id: string; definition: number }>;

const setsUsed = ({ set }: Filter, { sets }: Territory): readonly SetUsed[] =>
  (set ?? []).flatMap((id) => {
    const known = sets.get(id);
    return known ? [{ id, definition: known.definition }] : [];
  });

/** The members, of the sets that were asked for, that count whole although they belong to it in part. */
const partlyOf = (filter: Filter, { sets }: Territory): readonly Partly[] => {
  const found: Partly[] = [];
  const look = (id: string): void => {
    for (const { region, set, part } of sets.get(id)?.members ?? []) {
      if (set !== null) look(set);
      if (region !== null && part !== null) found.push({ set: id, region, part });
    }
  };
  for (const target of filter.set ?? []) look(target);
  return found;
};

/** What an answer about regions says of them: at which boundary, over which definitions of its sets, and which members count whole although they belong in part. */
export type Over = Readonly<{ boundary?: Filter['boundary']; sets?: readonly SetUsed[]; partly?: readonly Partly[] }>;

export const toldOver = (filter: Filter, territory: Territory): Over => {
  if (targetsOf(filter).length === 0) return {};
  const [sets, partly] = [setsUsed(filter, territory), partlyOf(filter, territory)];
  return { boundary: filter.boundary, ...(sets.length === 0 ? {} : { sets }), ...(partly.length === 0 ? {} : { partly }) };
};
