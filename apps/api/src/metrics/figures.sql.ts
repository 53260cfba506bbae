import type { Filter, Group } from './metric.requests.js';
import type { Regions } from './regions.js';
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

/** The conditions of a question but its dates and regions: metric and dimensions. */
const conditions = (metric: string, filter: Filter, { add }: Bound): string => {
  const dims = (Object.keys(COLUMN) as (keyof typeof COLUMN)[]).flatMap((name) => {
    const value = filter[name];
    return value === undefined ? [] : [`${COLUMN[name]} = ${add(value)}`];
  });
  return [`metric = ${add(metric)}`, ...dims].join(' and ');
};

/** The regions that count throughout. */
const throughout = (regions: Regions, { add }: Bound): string => (regions === 'all' ? 'true' : `region = any(${add(regions.whole)}::text[])`);

/** Those that count on some days only: an entry counts by the last day that its date covers and on which its region was there. */
const inPart = ({ parts }: Exclude<Regions, 'all'>, { add }: Bound): string =>
  `exists (select 1 from unnest(${add(parts.map(({ region }) => region))}::text[], ${add(parts.map(({ from }) => from))}::date[], ${add(parts.map(({ to }) => to))}::date[],
              ${add(parts.map(({ ended }) => ended))}::date[]) as p(code, since, until, ended),
            lateral (select case when effective_from < p.ended and effective_to >= p.ended then p.ended - 1 else effective_to end as day) as d
            where p.code = region and d.day >= p.since and d.day < p.until)`;

const hasParts = (regions: Regions): regions is Exclude<Regions, 'all'> => regions !== 'all' && regions.parts.length > 0;

const inSpan = (span: Span, { add }: Bound): string => isUnbounded(span) ? 'true' : span.begun ? `effective_from <= ${add(span.to)}::date` :
  `effective_from >= ${add(span.from)}::date and effective_to <= ${add(span.to)}::date`;

/** What every source of figures is asked for. */
export type Asked = Readonly<{ metric: string; filter: Filter; regions: Regions; span: Span; position: number }>;

/** The entries of a question as they were known at a position. */
export const entriesSource = (table: string, asked: Asked, b: Bound): string => {
  const { metric, filter, regions, span, position } = asked;
  const where = hasParts(regions) ? `(${throughout(regions, b)} or ${inPart(regions, b)})` : throughout(regions, b);
  return `${table} where ${conditions(metric, filter, b)} and ${where} and ${inSpan(span, b)} and position <= ${b.add(position)}`;
};

/**
 * What a question sums. Up to date, whole periods come from the totals and cut ones from the entries; as it was known
 * shortly before, what came after is taken off again; as it was known long before, the entries are summed. What counts for
 * part of the time only is summed from its entries.
 */
export const figuresSource = (tables: { entries: string; totals: string }, asked: Asked, newest: number, b: Bound): string => {
  const { metric, filter, regions, span, position } = asked;
  if (position < newest / 2) return `select ${DIMENSIONS}, ${MEASURES} from ${entriesSource(tables.entries, asked, b)}`;
  const steady: Asked = hasParts(regions) ? { ...asked, regions: { ...regions, parts: [] } } : asked;
  const periods = isUnbounded(span) ? 'true' : `((length(period) = 7 and period between ${b.add(span.months[0])} and ${b.add(span.months[1])})
    or (length(period) = 4 and period between ${b.add(span.years[0])} and ${b.add(span.years[1])}))`;
  const whole = `${conditions(metric, filter, b)} and ${throughout(regions, b)} and ${periods}`;
  const parts = [`select ${DIMENSIONS}, ${MEASURES} from ${tables.totals} where ${whole}`];
  if (span.cut.length > 0) {
    parts.push(`select ${DIMENSIONS}, ${MEASURES} from ${entriesSource(tables.entries, steady, b)} and period = any(${b.add(span.cut)})`);
  }
  if (position < newest) {
    parts.push(`select ${DIMENSIONS}, unit, precision, open, -value, -low, -high, -sign from ${tables.entries} where ${whole} and position > ${b.add(position)}`);
  }
  if (hasParts(regions)) parts.push(`select ${DIMENSIONS}, ${MEASURES} from ${entriesSource(tables.entries, { ...asked, regions: { ...regions, whole: [] } }, b)}`);
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
