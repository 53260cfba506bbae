import { dateInShanghai, edtfInterval } from '@entente/domain/kernel/period';
import { type OriginLevel, originsThrough, type Territory } from '@entente/domain/territory/territory';
import { type Asked, bound, entriesSource, type Origins } from './figures.sql.js';
import type { Filter } from './filter.js';
import { written } from './regions.js';
import type { Rows } from './tables.js';

/** From where one looks: from the city where a city, a county or a zone is asked for, and else from the province. */
export const levelOf = ({ region, originLevel }: Filter, { places }: Territory): OriginLevel => {
  if (originLevel !== undefined) return originLevel;
  const level = region === undefined ? undefined : places.get(region)?.level;
  return level === undefined || level === 'province' || level === 'country' ? 'province' : 'city';
};

type From = Readonly<{ entries: string; rows: Rows; territory: Territory; originLevel: OriginLevel; instant: string }>;

/**
 * Where the sources of a question's entries lie as seen from the hosts: of a flow on the day of each entry, of a stock on
 * its own day, and at the boundary of today on the day that is asked from. Which pairs there are is asked first, because it
 * is a handful; and with their periods, because the total of a period in which an origin changes cannot tell one from the other.
 */
export const originsOf = async (asked: Asked, { entries, rows, territory, originLevel, instant }: From): Promise<Origins> => {
  const { origin: _, ...filter } = asked.filter;
  const b = bound();
  const found = await rows<{ region: string; source: string; periods: readonly string[] }>(
    `select region, source, array_agg(period) as periods from (
       select distinct region, coalesce(dims ->> 'source', '') as source, period from ${entriesSource(entries, { ...asked, filter }, b)}) d group by region, source`, b.values);
  const on = filter.boundary === 'today' ? dateInShanghai(instant) : asked.span.begun ? asked.span.to : undefined;
  const pairs = found.map((pair) => ({ ...pair, through: originsThrough(territory, { host: pair.region, source: pair.source, level: originLevel }) }));
  return {
    on,
    changing: on === undefined && pairs.some(({ periods, through }) => through.length > 1 && periods.map(edtfInterval).some(({ from, to }) => through.some(({ span: [since] }) => from < since && since <= to))),
    spans: pairs.flatMap(({ region, source, through }) => through.flatMap(({ span: [since, until], origin }) =>
      (origin === undefined ? [] : [{ region, source, ended: territory.places.get(region)?.to ?? 'infinity', since: written(since), until: written(until), origin }]))),
  };
};
