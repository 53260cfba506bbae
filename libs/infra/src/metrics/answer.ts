import type { Metric } from '@entente/domain/journals/metrics';
import type { OriginLevel } from '@entente/domain/territory/territory';
import { isNothing, ratioOf, type Row, rowsOf, type Summed, type Total, totalsOf } from './figures.js';
import type { Filter, Group } from './filter.js';
import { type Over, toldOver } from './regions.js';
import { settle, summedFor, type Summing } from './settling.js';
import { summed } from './summing.js';
import type { Known, Moment } from './tables.js';

/** What a metric is worth: a row for each group, one total for each unit and kind of amount, and `total` where there is but one. */
export type MetricAnswer = Over & Readonly<{
  metric: string; definition: number; kind: Metric['kind']; additive: boolean; validAt?: string; originLevel?: OriginLevel;
  asOf: Moment; rows: readonly Row[]; totals: readonly Total[]; total: string | null;
}>;

/**
 * Answers what a metric is worth, as it was known. Who may ask is none of its business.
 * @throws Unanswerable where nobody could answer this question.
 */
export const metricAnswer = async (known: Known, metric: Metric, filter: Filter, by: readonly Group[] = []): Promise<MetricAnswer> => {
  const head = { metric: metric.metric, definition: metric.definition, kind: metric.kind, additive: metric.additive };
  const { settled, groups, all } = await sum(known, summedFor(metric)[0] as Summing, filter, by);
  const told = toldOver(settled.query, settled.territory);
  if (metric.kind === 'ratio') {
    const of = await sum(known, summedFor(metric)[1] as Summing, filter, by);
    return { ...head, ...told, asOf: settled.moment, rows: ratios(of.groups, groups, by), totals: [], total: ratioOf(of.all[0]?.value ?? '0', all[0]?.value ?? '0') };
  }
  const { validAt, originLevel, moment } = settled;
  const totals = totalsOf(all, metric);
  const stock = metric.kind === 'stock' && validAt !== undefined ? { validAt } : {};
  return { ...head, ...stock, ...told, ...(originLevel === undefined ? {} : { originLevel }), asOf: moment, rows: rowsOf(groups, by), totals, total: totals.length === 1 ? (totals[0]?.value ?? null) : null };
};

const sum = async (known: Known, metric: Summing, filter: Filter, by: readonly Group[]) => {
  const settled = await settle(known, metric, filter, by);
  const { groups, all } = await summed(metric, settled, by);
  return { settled, groups: by.length === 0 ? all : groups, all };
};

const ratios = (of: readonly Summed[], over: readonly Summed[], by: readonly Group[]): readonly Row[] => {
  const keyOf = (each: Summed): string => JSON.stringify(by.map((group) => each[`g_${group}`] ?? ''));
  const [tops, bottoms] = [of, over].map((side) => new Map(side.filter((each) => !isNothing(each)).map((each) => [keyOf(each), each]))) as [Map<string, Summed>, Map<string, Summed>];
  return [...new Map([...bottoms, ...tops])].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => ({
    ...Object.fromEntries(by.map((group) => [group, each[`g_${group}`] || null])),
    unit: 'ratio', value: ratioOf(tops.get(key)?.value ?? '0', bottoms.get(key)?.value ?? '0'), low: null, high: null, status: 'exact',
  }));
};
