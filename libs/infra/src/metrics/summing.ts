import { edtfInterval } from '@entente/domain/kernel/period';
import { type Asked, type Bound, bound, columnOf, DOUBTED, entriesSource, figuresSource, liesThere, MEASURED, originsListed, withOrigins } from './figures.sql.js';
import type { Summed } from './figures.js';
import type { Group } from './filter.js';
import { originsOf } from './origins.js';
import { regionsByMonth, regionsOf } from './regions.js';
import type { Settled, Summing } from './settling.js';
import { lastDayOf, MONTHS_MAX, monthsBetween, upTo } from './span.js';
import { Unanswerable } from './unanswerable.js';

/** The sums of a question: by what it is divided by (nothing, where that is nothing), and over the whole. */
export type Sums = Readonly<{ groups: readonly Summed[]; all: readonly Summed[] }>;

/**
 * Sums a question by groups and over the whole. A stock by month is its level at each month's end, up to the day that was asked for.
 * @throws Unanswerable where those are too many months.
 */
export const summed = async (metric: Summing, settled: Settled, by: readonly Group[]): Promise<Sums> => {
  if (!metric.additive) {
    const told = metric.kind === 'stock' && by.includes('month') ? distinctLevels : distinct;
    return { groups: by.length === 0 ? [] : await told(metric, settled, by), all: await distinct(metric, settled, []) };
  }
  if (metric.kind === 'stock' && by.includes('month')) return { groups: await levels(metric, settled, by), all: (await summed(metric, settled, [])).all };
  const { tables } = settled;
  const { source, b } = sourceOf(metric, settled);
  if (by.length === 0) return { groups: [], all: await tables.rows<Summed>(`select ${MEASURED} from (${source}) f group by unit, kind order by unit, kind`, b.values) };
  const names = by.map((group) => `"g_${group}"`).join(', ');
  const columns = by.map((group) => `${columnOf(group)} as "g_${group}"`).join(', ');
  // The planner takes the asker's regions for a handful of rows and would sort them all to group them.
  await tables.rows(`select set_config('enable_sort', 'off', true)`);
  // Both at once, over sums of what is alike, so that the record is gone through once and the measures are taken of little.
  const rows = await tables.rows<Summed & { whole: boolean }>(
    `select ${names}, grouping(${names}) > 0 as whole, ${MEASURED} from (
       select ${columns}, unit, kind, precision, open, doubted, sum(value) as value, sum(low) as low, sum(high) as high, sum(sign) as sign
         from (${source}) s group by ${names}, unit, kind, precision, open, doubted) f
      group by grouping sets ((${names}, unit, kind), (unit, kind)) order by ${names}, unit, kind`, b.values);
  return { groups: rows.filter(({ whole }) => !whole), all: rows.filter(({ whole }) => whole) };
};

export const askedOf = (metric: Summing, { query, regions, counterparts, span, moment, origins }: Settled): Asked =>
  ({ metric: metric.metric, filter: query, regions, counterparts, span, position: moment.position, origins });

export const sourceOf = (metric: Summing, settled: Settled): { source: string; b: Bound } => {
  const { tables } = settled;
  const b = bound();
  const source = figuresSource({ entries: tables.table('entries', metric.journal), totals: tables.table('totals', metric.journal) }, askedOf(metric, settled), tables.newest, b);
  return { source: withOrigins(source, settled.origins, b), b };
};

const levels = async (metric: Summing, settled: Settled, by: readonly Group[]): Promise<readonly Summed[]> => {
  const others = by.filter((group) => group !== 'month');
  const columns = others.map((group) => (group === 'origin' ? '' : `${columnOf(group)} as "g_${group}", `)).join('');
  const names = others.map((group) => `"g_${group}", `).join('');
  const shown = others.map((group) => (group === 'origin' ? 'o.origin as "g_origin", ' : `"g_${group}", `)).join('');
  const months = await stockMonths(metric, settled);
  const ends = months.map(lastDayOf).map((end) => (end < settled.span.to ? end : settled.span.to));
  const regions = regionsByMonth(settled.query, ends, settled.moment.instant, settled.territory);
  // A region that moved meanwhile counts month by month, so it is summed with the others and told apart at each month's end.
  const parts = regions === 'all' ? [] : regions.parts;
  const all = regions === 'all' ? regions : { whole: [...new Set([...regions.whole, ...parts.map(({ region }) => region)])], parts: [] };
  // Where sources lie is told at each month's end too, for all hosts that count at any of them.
  const { tables, territory, originLevel, moment: { instant }, query: { origin, ...query } } = settled;
  const origins = originLevel === undefined ? undefined : await originsOf(askedOf(metric, { ...settled, regions: all }), { entries: tables.table('entries', metric.journal), rows: tables.rows, territory, originLevel, instant });
  const { source, b } = sourceOf(metric, { ...settled, query, regions: all, origins: undefined });
  const seen = origins === undefined ? '' : `left join ${originsListed(origins, b)} on ${liesThere({ on: query.boundary === 'today' ? origins.on : undefined }, b, 'm.ends')}`;
  const chosen = origin === undefined ? '' : `where o.origin = ${b.add(origin)}`;
  const counts = parts.length === 0 ? '' : `and (not f.region = any(${b.add(parts.map(({ region }) => region))}::text[]) or exists (
    select 1 from unnest(${b.add(parts.map(({ region }) => region))}::text[], ${b.add(parts.map(({ from }) => from))}::date[], ${b.add(parts.map(({ to }) => to))}::date[]) as p(code, since, until)
     where p.code = f.region and m.ends >= p.since and m.ends < p.until))`;
  return tables.rows<Summed>(
    `select m.month as "g_month", ${shown}${MEASURED} from unnest(${b.add(months)}::text[], ${b.add(ends)}::date[]) as m(month, ends)
       join (select ${columns}region, ${seen === '' ? '' : 'dims, '}unit, kind, precision, open, value, low, high, sign, doubted, ${BEGINS} as begins from (${source}) s) f on f.begins <= m.ends ${counts} ${seen} ${chosen}
      group by m.month, ${names}unit, kind order by m.month, ${names}unit, kind`, b.values);
};

const BEGINS = `(case length(period) when 4 then period || '-01-01' else period || '-01' end)::date`;

const stockMonths = async (metric: Summing, { query, tables, span }: Settled): Promise<readonly string[]> => {
  const [first] = query.from === undefined
    ? await tables.rows<{ month: string | null }>(
      `select to_char(min(effective_from), 'YYYY-MM') as month from ${tables.table('totals', metric.journal)} where metric = $1 and (value <> 0 or sign <> 0)`, [metric.metric])
    : [{ month: edtfInterval(query.from).from.slice(0, 7) }];
  const months = first?.month ? monthsBetween(`${first.month}-01`, span.to) : [];
  if (months.length > MONTHS_MAX) {
    throw new Unanswerable([{ pointer: '/from', code: 'metric/too-many-months', message: {
      en: `These are more than ${MONTHS_MAX} months; ask from a later one.`, zh: `超过 ${MONTHS_MAX} 个月；请从较晚的月份查起。`,
    } }]);
  }
  return months;
};

/** Distinct subjects with a positive sum, in each group and, asked without groups, over the whole. */
const distinct = (metric: Summing, settled: Settled, by: readonly Group[]): Promise<readonly Summed[]> => {
  const { tables } = settled;
  const b = bound();
  const groups = by.map((group) => `${columnOf(group)} as "g_${group}", `).join('');
  const names = by.map((group) => `"g_${group}", `).join('');
  return tables.rows<Summed>(
    `select ${names}'${metric.unit}' as unit, '' as amount_kind, count(*)::text as value, count(*)::text as low, count(*)::text as high,
            0 as unbounded, count(*)::text as exact, '0' as approximate, 0 as approximations, '0' as unknown,
            count(*) filter (where doubted)::text as unconfirmed
       from (select ${names}subject, coalesce(sum(value) filter (where doubted), 0) > 0 as doubted
               from (select ${groups}subject, value, ${DOUBTED} as doubted from (${withOrigins(`select * from ${entriesSource(tables.table('entries', metric.journal), askedOf(metric, settled), b)}`, settled.origins, b)}) s) e
              group by ${names}subject having sum(value) > 0) d
      ${by.length === 0 ? '' : `group by ${names.slice(0, -2)} order by ${names.slice(0, -2)}`}`, b.values);
};

/** Distinct subjects at the end of each month, one month after the other: who is there at two ends counts at both. */
const distinctLevels = async (metric: Summing, settled: Settled, by: readonly Group[]): Promise<readonly Summed[]> => {
  const { query, moment, territory } = settled;
  const rows: Summed[] = [];
  for (const month of await stockMonths(metric, settled)) {
    const end = lastDayOf(month);
    const span = upTo(end < settled.span.to ? end : settled.span.to);
    const counted = await distinct(metric, { ...settled, span, regions: regionsOf(metric, query, span, moment.instant, territory) }, by.filter((group) => group !== 'month'));
    rows.push(...counted.map((row) => ({ ...row, g_month: month })));
  }
  return rows;
};
