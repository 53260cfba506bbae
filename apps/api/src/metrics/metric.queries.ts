import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Metric } from '@entente/domain/journals/metrics';
import type { Actor } from '@entente/domain/kernel/message';
import { edtfInterval } from '@entente/domain/kernel/period';
import type { OriginLevel } from '@entente/domain/territory/territory';
import { problems } from '../http/problems.js';
import type { Moment } from '../reading/as-of.js';
import { type Asked, type Bound, bound, columnOf, DOUBTED, entriesSource, figuresSource, liesThere, MEASURED, originsListed, withOrigins } from './figures.sql.js';
import { isNothing, ratioOf, type Row, rowsOf, type Summed, type Total, totalsOf } from './figures.js';
import type { Group, MetricQuery } from './metric.requests.js';
import { originsOf } from './origins.js';
import { type Over, regionsByMonth, regionsOf, toldOver } from './regions.js';
import { metricNamed, Questions, type Settled, type Summing } from './question.js';
import { lastDayOf, MONTHS_MAX, monthsBetween, upTo } from './span.js';

export type MetricAnswer = Over & Readonly<{
  metric: string; definition: number; kind: Metric['kind']; additive: boolean; validAt?: string; originLevel?: OriginLevel;
  asOf: Moment; rows: readonly Row[]; totals: readonly Total[]; total: string | null;
}>;

export class MetricAsked extends Query<MetricAnswer> {
  constructor(
    readonly actor: Actor,
    readonly metric: string,
    readonly query: MetricQuery,
  ) {
    super();
  }
}

@QueryHandler(MetricAsked)
export class MetricAskedHandler implements IQueryHandler<MetricAsked> {
  constructor(private readonly questions: Questions) {}

  async execute({ actor, metric: name, query }: MetricAsked): Promise<MetricAnswer> {
    const metric = metricNamed(name);
    const by = query.by ?? [];
    const head = { metric: name, definition: metric.definition, kind: metric.kind, additive: metric.additive };
    if (metric.kind !== 'ratio') {
      const { moment, validAt, groups, all, originLevel, told } = await this.sum(metric, actor, query, by);
      const totals = totalsOf(all, metric);
      const stock = metric.kind === 'stock' && validAt !== undefined ? { validAt } : {};
      return { ...head, ...stock, ...told, ...(originLevel === undefined ? {} : { originLevel }), asOf: moment, rows: rowsOf(groups, by), totals, total: totals.length === 1 ? (totals[0]?.value ?? null) : null };
    }
    const over = await this.sum(metricNamed(metric.over) as Summing, actor, query, by);
    // The same question at the same position, so that both operands were known at once.
    const of = await this.sum(metricNamed(metric.of) as Summing, actor, { ...query, asOf: { position: over.moment.position } }, by);
    const total = ratioOf(of.all[0]?.value ?? '0', over.all[0]?.value ?? '0');
    return { ...head, ...over.told, asOf: over.moment, rows: ratios(of.groups, over.groups, by), totals: [], total };
  }

  private sum(metric: Summing, actor: Actor, query: MetricQuery, by: readonly Group[]): Promise<Sums> {
    return this.questions.settle(metric, actor, query, async (settled) => {
      const { groups, all } = await summed(metric, settled, by);
      return { moment: settled.moment, validAt: settled.validAt, originLevel: settled.originLevel, told: toldOver(settled.query, settled.territory), groups: by.length === 0 ? all : groups, all };
    });
  }
}

type Sums = Readonly<{ moment: Moment; validAt: string | undefined; originLevel: OriginLevel | undefined; told: Over; groups: readonly Summed[]; all: readonly Summed[] }>;

const ratios = (of: readonly Summed[], over: readonly Summed[], by: readonly Group[]): readonly Row[] => {
  const keyOf = (each: Summed): string => JSON.stringify(by.map((group) => each[`g_${group}`] ?? ''));
  const [tops, bottoms] = [of, over].map((side) => new Map(side.filter((each) => !isNothing(each)).map((each) => [keyOf(each), each]))) as [Map<string, Summed>, Map<string, Summed>];
  return [...new Map([...bottoms, ...tops])].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => ({
    ...Object.fromEntries(by.map((group) => [group, each[`g_${group}`] || null])),
    unit: 'ratio', value: ratioOf(tops.get(key)?.value ?? '0', bottoms.get(key)?.value ?? '0'), low: null, high: null, status: 'exact',
  }));
};

type Both = Pick<Sums, 'groups' | 'all'>;

/** Sums a question by groups and over the whole. A stock by month is its level at each month's end, up to the day that was asked for. */
const summed = async (metric: Summing, settled: Settled<MetricQuery>, by: readonly Group[]): Promise<Both> => {
  if (!metric.additive) {
    const told = metric.kind === 'stock' && by.includes('month') ? distinctLevels : distinct;
    return { groups: by.length === 0 ? [] : await told(metric, settled, by), all: await distinct(metric, settled, []) };
  }
  if (metric.kind === 'stock' && by.includes('month')) return { groups: await levels(metric, settled, by), all: (await summed(metric, settled, [])).all };
  const { snapshot } = settled;
  const { source, b } = sourceOf(metric, settled);
  if (by.length === 0) return { groups: [], all: await snapshot.rows<Summed>(`select ${MEASURED} from (${source}) f group by unit, kind order by unit, kind`, b.values) };
  const names = by.map((group) => `"g_${group}"`).join(', ');
  const columns = by.map((group) => `${columnOf(group)} as "g_${group}"`).join(', ');
  // The planner takes the asker's regions for a handful of rows and would sort them all to group them.
  await snapshot.rows(`select set_config('enable_sort', 'off', true)`);
  // Both at once, over sums of what is alike, so that the record is gone through once and the measures are taken of little.
  const rows = await snapshot.rows<Summed & { whole: boolean }>(
    `select ${names}, grouping(${names}) > 0 as whole, ${MEASURED} from (
       select ${columns}, unit, kind, precision, open, doubted, sum(value) as value, sum(low) as low, sum(high) as high, sum(sign) as sign
         from (${source}) s group by ${names}, unit, kind, precision, open, doubted) f
      group by grouping sets ((${names}, unit, kind), (unit, kind)) order by ${names}, unit, kind`, b.values);
  return { groups: rows.filter(({ whole }) => !whole), all: rows.filter(({ whole }) => whole) };
};

export const askedOf = (metric: Summing, { query, regions, counterparts, span, moment, origins }: Settled<MetricQuery>): Asked =>
  ({ metric: metric.metric, filter: query, regions, counterparts, span, position: moment.position, origins });

export const sourceOf = (metric: Summing, settled: Settled<MetricQuery>): { source: string; b: Bound } => {
  const { snapshot } = settled;
  const b = bound();
  const tables = { entries: snapshot.table('entries'), totals: snapshot.table('totals') };
  const source = figuresSource(tables, askedOf(metric, settled), snapshot.position, b);
  return { source: withOrigins(source, settled.origins, b), b };
};

const levels = async (metric: Summing, settled: Settled<MetricQuery>, by: readonly Group[]): Promise<readonly Summed[]> => {
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
  const { snapshot, territory, originLevel, moment: { instant }, query: { origin, ...query } } = settled;
  const origins = originLevel === undefined ? undefined : await originsOf(askedOf(metric, { ...settled, regions: all }), { snapshot, territory, originLevel, instant });
  const { source, b } = sourceOf(metric, { ...settled, query, regions: all, origins: undefined });
  const seen = origins === undefined ? '' : `left join ${originsListed(origins, b)} on ${liesThere({ on: query.boundary === 'today' ? origins.on : undefined }, b, 'm.ends')}`;
  const chosen = origin === undefined ? '' : `where o.origin = ${b.add(origin)}`;
  const counts = parts.length === 0 ? '' : `and (not f.region = any(${b.add(parts.map(({ region }) => region))}::text[]) or exists (
    select 1 from unnest(${b.add(parts.map(({ region }) => region))}::text[], ${b.add(parts.map(({ from }) => from))}::date[], ${b.add(parts.map(({ to }) => to))}::date[]) as p(code, since, until)
     where p.code = f.region and m.ends >= p.since and m.ends < p.until))`;
  return snapshot.rows<Summed>(
    `select m.month as "g_month", ${shown}${MEASURED} from unnest(${b.add(months)}::text[], ${b.add(ends)}::date[]) as m(month, ends)
       join (select ${columns}region, ${seen === '' ? '' : 'dims, '}unit, kind, precision, open, value, low, high, sign, doubted, ${BEGINS} as begins from (${source}) s) f on f.begins <= m.ends ${counts} ${seen} ${chosen}
      group by m.month, ${names}unit, kind order by m.month, ${names}unit, kind`, b.values);
};

const BEGINS = `(case length(period) when 4 then period || '-01-01' else period || '-01' end)::date`;

const stockMonths = async (metric: Summing, { query, snapshot, span }: Settled<MetricQuery>): Promise<readonly string[]> => {
  const [first] = query.from === undefined
    ? await snapshot.rows<{ month: string | null }>(
      `select to_char(min(effective_from), 'YYYY-MM') as month from ${snapshot.table('totals')} where metric = $1 and (value <> 0 or sign <> 0)`, [metric.metric])
    : [{ month: edtfInterval(query.from).from.slice(0, 7) }];
  const months = first?.month ? monthsBetween(`${first.month}-01`, span.to) : [];
  if (months.length > MONTHS_MAX) {
    throw problems.invalid([{ pointer: '/from', code: 'metric/too-many-months', message: {
      en: `These are more than ${MONTHS_MAX} months; ask from a later one.`, zh: `超过 ${MONTHS_MAX} 个月；请从较晚的月份查起。`,
    } }]);
  }
  return months;
};

/** Distinct subjects with a positive sum, in each group and, asked without groups, over the whole. */
const distinct = (metric: Summing, settled: Settled<MetricQuery>, by: readonly Group[]): Promise<readonly Summed[]> => {
  const { snapshot } = settled;
  const b = bound();
  const groups = by.map((group) => `${columnOf(group)} as "g_${group}", `).join('');
  const names = by.map((group) => `"g_${group}", `).join('');
  return snapshot.rows<Summed>(
    `select ${names}'${metric.unit}' as unit, '' as amount_kind, count(*)::text as value, count(*)::text as low, count(*)::text as high,
            0 as unbounded, count(*)::text as exact, '0' as approximate, 0 as approximations, '0' as unknown,
            count(*) filter (where doubted)::text as unconfirmed
       from (select ${names}subject, coalesce(sum(value) filter (where doubted), 0) > 0 as doubted
               from (select ${groups}subject, value, ${DOUBTED} as doubted from (${withOrigins(`select * from ${entriesSource(snapshot.table('entries'), askedOf(metric, settled), b)}`, settled.origins, b)}) s) e
              group by ${names}subject having sum(value) > 0) d
      ${by.length === 0 ? '' : `group by ${names.slice(0, -2)} order by ${names.slice(0, -2)}`}`, b.values);
};

/** Distinct subjects at the end of each month, one month after the other: who is there at two ends counts at both. */
const distinctLevels = async (metric: Summing, settled: Settled<MetricQuery>, by: readonly Group[]): Promise<readonly Summed[]> => {
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
