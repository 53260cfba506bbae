import { codeRange } from '@entente/domain/kernel/region-code';
import type { Filter, Group } from './metric.requests.js';
import { isUnbounded, type Span } from './span.js';

/** Values bound to a statement, numbered as they are added. */
export type Bound = { values: unknown[]; add: (value: unknown) => string };

export const bound = (): Bound => {
  const values: unknown[] = [];
  return { values, add: (value) => `$${values.push(value)}` };
};

/** Where each dimension stands in entries and totals. */
const COLUMN: Readonly<Record<Exclude<Group, 'region'>, string>> = {
  month: 'period', cohort: 'cohort', counterpart: 'counterpart', amountKind: `dims ->> 'amountKind'`, kind: `dims ->> 'kind'`, level: `dims ->> 'level'`, edition: `dims ->> 'edition'`,
  track: `dims ->> 'track'`, source: `dims ->> 'source'`, currency: `dims ->> 'currency'`,
};
export const columnOf = (group: Group): string => (group === 'region' ? 'region' : COLUMN[group]);

const MEASURES = 'unit, precision, open, value, low, high, sign';
const DIMENSIONS = 'region, counterpart, period, cohort, kind, dims';

/** The conditions of a question but its dates: metric, regions and dimensions. */
export const conditions = (metric: string, filter: Filter, { add }: Bound): string => {
  const regions = [...(filter.region ? [filter.region] : []), ...(filter.set ?? [])];
  const within = regions.map((code) => {
    const { from, to } = codeRange(code);
    return `region between ${add(from)} and ${add(to)}`;
  });
  const dims = (Object.keys(COLUMN) as (keyof typeof COLUMN)[]).flatMap((name) => {
    const value = filter[name];
    return value === undefined ? [] : [`${COLUMN[name]} = ${add(value)}`];
  });
  return [`metric = ${add(metric)}`, ...(within.length > 0 ? [`(${within.join(' or ')})`] : []), ...dims].join(' and ');
};

const inSpan = (span: Span, { add }: Bound): string => isUnbounded(span) ? 'true' : span.begun ? `effective_from <= ${add(span.to)}::date` :
  `effective_from >= ${add(span.from)}::date and effective_to <= ${add(span.to)}::date`;

/** The entries of a question as they were known at a position. */
export const entriesSource = (table: string, metric: string, filter: Filter, span: Span, position: number, b: Bound): string =>
  `${table} where ${conditions(metric, filter, b)} and ${inSpan(span, b)} and position <= ${b.add(position)}`;

/**
 * What a question sums. Up to date, whole periods come from the totals and cut ones from the entries; as it was known
 * shortly before, what came after is taken off again; as it was known long before, the entries are summed.
 */
export const figuresSource = (
  tables: { entries: string; totals: string }, metric: string, filter: Filter, span: Span, position: number, newest: number, b: Bound,
): string => {
  if (position < newest / 2) {
    return `select ${DIMENSIONS}, ${MEASURES} from ${entriesSource(tables.entries, metric, filter, span, position, b)}`;
  }
  const whole = isUnbounded(span) ? 'true' : `((length(period) = 7 and period between ${b.add(span.months[0])} and ${b.add(span.months[1])})
    or (length(period) = 4 and period between ${b.add(span.years[0])} and ${b.add(span.years[1])}))`;
  const parts = [`select ${DIMENSIONS}, ${MEASURES} from ${tables.totals} where ${conditions(metric, filter, b)} and ${whole}`];
  if (span.cut.length > 0) {
    parts.push(`select ${DIMENSIONS}, ${MEASURES} from ${entriesSource(tables.entries, metric, filter, span, position, b)} and period = any(${b.add(span.cut)})`);
  }
  if (position < newest) {
    parts.push(`select ${DIMENSIONS}, unit, precision, open, -value, -low, -high, -sign from ${tables.entries}
      where ${conditions(metric, filter, b)} and ${whole} and position > ${b.add(position)}`);
  }
  return parts.join(' union all ');
};

/** The measures of a group of figures; what is unknown is counted and never summed with what is known. */
export const MEASURED = `unit, kind as amount_kind,
  coalesce(sum(value) filter (where precision <> 'unknown'), 0)::text as value,
  coalesce(sum(low) filter (where precision <> 'unknown'), 0)::text as low,
  coalesce(sum(high) filter (where precision <> 'unknown' and not open), 0)::text as high,
  coalesce(sum(sign) filter (where precision <> 'unknown' and open), 0)::int as unbounded,
  coalesce(sum(value) filter (where precision = 'exact'), 0)::text as exact,
  coalesce(sum(value) filter (where precision = 'approximate'), 0)::text as approximate,
  coalesce(sum(sign) filter (where precision = 'approximate'), 0)::int as approximations,
  coalesce(sum(value) filter (where precision = 'unknown'), 0)::text as unknown`;
