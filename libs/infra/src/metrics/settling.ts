import { type Dimension, dimensions, type Metric, metrics } from '@entente/domain/journals/metrics';
import { dateInShanghai, edtfInterval, isEdtf } from '@entente/domain/kernel/period';
import type { OriginLevel, Territory } from '@entente/domain/territory/territory';
import type { Origins } from './figures.sql.js';
import type { Filter, Group } from './filter.js';
import { levelOf, originsOf } from './origins.js';
import { counterpartsOf, mustBeKnown, type Regions, regionsOf } from './regions.js';
import { type Span, spanOf, upTo } from './span.js';
import type { Known, Moment, Tables } from './tables.js';
import { Unanswerable } from './unanswerable.js';

export const metricNamed = (name: string): Metric => metrics.find(({ metric }) => metric === name) as Metric;

export type Summing = Exclude<Metric, { kind: 'ratio' }>;

/** The metrics that are summed to answer for one: itself, or the bottom and the top of a ratio. */
export const summedFor = (metric: Metric): readonly Summing[] => (metric.kind === 'ratio' ? [metric.over, metric.of].map((name) => metricNamed(name) as Summing) : [metric]);

/** A stock of a month is its level at the month's end, and no sum of that month's movements. */
const ofMonth = <F extends Filter>(metric: Metric, filter: F): F =>
  metric.kind === 'stock' && filter.month !== undefined && isEdtf(filter.month) ? { ...filter, month: undefined, validAt: filter.validAt ?? filter.month.replace('~', '') } : filter;

/**
 * What a question divides or filters by is a dimension of its metric.
 * @throws Unanswerable with every one that is not.
 */
export const mustHaveDimensions = (metric: Summing, filter: Filter, by: readonly Group[]): void => {
  const query = ofMonth(metric, filter);
  const asked = (name: Dimension): readonly string[] => [...(query[name] === undefined ? [] : [`/${name}`]), ...(by.includes(name) ? ['/by'] : [])];
  const faults = dimensions.filter((name) => !metric.dimensions.includes(name)).flatMap((name) => asked(name).map((pointer) => ({
    pointer, code: 'metric/unknown-dimension', message: {
      en: `${metric.metric} has no dimension "${name}"; choose from region, ${metric.dimensions.join(', ')}.`, zh: `${metric.metric} 没有维度“${name}”；可选：region、${metric.dimensions.join('、')}。`,
    },
  })));
  if (faults.length > 0) throw new Unanswerable(faults);
};

/** The dates of a question: a flow's from and to, with validAt as its newest day; a stock's day. */
const datesOf = (metric: Summing, filter: Filter, today: string): { span: Span; validAt: string | undefined } => {
  const validAt = filter.validAt === undefined ? undefined : edtfInterval(filter.validAt).to;
  if (metric.kind === 'stock') {
    const day = validAt ?? (filter.to === undefined ? dateInShanghai(today) : edtfInterval(filter.to).to);
    return { span: upTo(day), validAt: day };
  }
  const to = filter.to === undefined ? undefined : edtfInterval(filter.to).to;
  return { span: spanOf(filter.from, validAt !== undefined && (to === undefined || validAt < to) ? validAt : filter.to), validAt };
};

/** A question with everything settled: up to which position, over which dates, and what lay where. */
export type Settled<F extends Filter = Filter> = Readonly<{
  query: F; tables: Tables; moment: Moment; span: Span; validAt: string | undefined; territory: Territory; regions: Regions; counterparts: readonly string[] | undefined;
  originLevel: OriginLevel | undefined; origins: Origins | undefined;
}>;

/**
 * Settles what the value of a metric and the entries behind it have in common, so that both answer the same question.
 * @throws Unanswerable where a dimension is none of the metric's, or a region or set is not registered.
 */
export const settle = async <F extends Filter>({ tables, position, instant, today }: Known, metric: Summing, filter: F, by: readonly Group[]): Promise<Settled<F>> => {
  mustHaveDimensions(metric, filter, by);
  const query = ofMonth(metric, filter);
  const { span, validAt } = datesOf(metric, query, today);
  const territory = tables.territoryAt(position);
  mustBeKnown(query, tables.territory, territory);
  const regions = regionsOf(metric, query, span, instant, territory);
  const counterparts = counterpartsOf(query, territory);
  const isAboutOrigins = query.origin !== undefined || by.includes('origin');
  const originLevel = isAboutOrigins ? levelOf(query, territory) : undefined;
  const asked = { metric: metric.metric, filter: query, regions, counterparts, span, position };
  const origins = originLevel === undefined ? undefined : await originsOf(asked, { entries: tables.table('entries', metric.journal), rows: tables.rows, territory, originLevel, instant });
  return { query, tables, moment: { instant, node: tables.node, position }, span, validAt, territory, regions, counterparts, originLevel, origins };
};
