import type { Filter, Group } from './filter.js';
import type { Regions } from './regions.js';
import { isUnbounded, type Span } from './span.js';

/** Values bound to a statement, numbered as they are added. */
export type Bound = { values: unknown[]; add: (value: unknown) => string };

export const bound = (): Bound => {
  const values: unknown[] = [];
  return { values, add: (value) => `$${values.push(value)}` };
};

/** Where each dimension stands in entries and totals. */
const COLUMN: Readonly<Record<Exclude<Group, 'region' | 'origin'>, string>> = {
  month: 'period', cohort: 'cohort', counterpart: 'counterpart', amountKind: `dims ->> 'amountKind'`, kind: `dims ->> 'kind'`, level: `dims ->> 'level'`, edition: `dims ->> 'edition'`,
  track: `dims ->> 'track'`, source: `dims ->> 'source'`, currency: `dims ->> 'currency'`,
  band: `dims ->> 'band'`, fundsKind: `dims ->> 'fundsKind'`, confirmation: `dims ->> 'confirmation'`,
  pact: `dims ->> 'pact'`, pactKind: `dims ->> 'pactKind'`, obligation: `dims ->> 'obligation'`, owner: `dims ->> 'owner'`, alliance: `dims ->> 'alliance'`, memberGrade: `dims ->> 'memberGrade'`,
  standing: `dims ->> 'standing'`, declaration: `dims ->> 'declaration'`, output: `dims ->> 'output'`, session: `dims ->> 'session'`,
  programme: `dims ->> 'programme'`, batch: `dims ->> 'batch'`, bank: `dims ->> 'bank'`, product: `dims ->> 'product'`, mode: `dims ->> 'mode'`,
};
export const columnOf = (group: Group): string => (group === 'region' || group === 'origin' ? group : COLUMN[group]);

/** What a region that was asked has not confirmed. */
export const DOUBTED = `(dims ? 'confirmation')`;
const MEASURES = `unit, precision, open, value, low, high, sign, ${DOUBTED} as doubted`;
const DIMENSIONS = 'region, counterpart, period, effective_from, effective_to, cohort, kind, dims';

/** The conditions of a question but its dates and regions: metric and dimensions. */
const conditions = ({ metric, filter, counterparts, origins }: Pick<Asked, 'metric' | 'filter' | 'counterparts' | 'origins'>, b: Bound): string => {
  const { add } = b;
  const origin = filter.origin === undefined || origins === undefined ? [] : [`exists (select 1 from ${originsListed(origins, b)} where ${liesThere(origins, b)} and o.origin = ${add(filter.origin)})`];
  const dims = (Object.keys(COLUMN) as (keyof typeof COLUMN)[]).filter((name) => name !== 'counterpart').flatMap((name) => {
    const value = filter[name];
    if (name === 'source' && value === 'none') return [`coalesce(${COLUMN[name]}, '') = ''`];
    // A bank that others were merged into is asked for by all of its ids, with commas.
    if (name === 'bank' && value !== undefined) return [`${COLUMN[name]} = any(string_to_array(${add(value)}, ','))`];
    return value === undefined ? [] : [`${COLUMN[name]} = ${add(value)}`];
  });
  const others = counterparts === undefined ? [] : [`counterpart = any(${add(counterparts)}::text[])`];
  return [`metric = ${add(metric)}`, ...dims, ...others, ...origin].join(' and ');
};

/** The regions that count throughout. */
const throughout = (regions: Regions, { add }: Bound): string => (regions === 'all' ? 'true' : `region = any(${add(regions.whole)}::text[])`);

/** The last day that a date covers and on which its region was there. */
const lastDay = (ended: string): string => `case when effective_from < ${ended} and effective_to >= ${ended} then ${ended} - 1 else effective_to end`;

/** Those that count on some days only: an entry counts by the last day that its date covers and on which its region was there. */
const inPart = ({ parts }: Exclude<Regions, 'all'>, { add }: Bound): string =>
  `exists (select 1 from unnest(${add(parts.map(({ region }) => region))}::text[], ${add(parts.map(({ from }) => from))}::date[], ${add(parts.map(({ to }) => to))}::date[],
              ${add(parts.map(({ ended }) => ended))}::date[]) as p(code, since, until, ended),
            lateral (select ${lastDay('p.ended')} as day) as d
            where p.code = region and d.day >= p.since and d.day < p.until)`;

const hasParts = (regions: Regions): regions is Exclude<Regions, 'all'> => regions !== 'all' && regions.parts.length > 0;

const inSpan = (span: Span, { add }: Bound): string => isUnbounded(span) ? 'true' : span.begun ? `effective_from <= ${add(span.to)}::date` :
  `effective_from >= ${add(span.from)}::date and effective_to <= ${add(span.to)}::date`;

/** What every source of figures is asked for; `counterparts` are the region that is asked for on the other side, and all below it. */
export type Asked = Readonly<{ metric: string; filter: Filter; regions: Regions; counterparts?: readonly string[] | undefined; span: Span; position: number; origins?: Origins | undefined }>;

/**
 * Where each source lies as seen from each host, through which days; `on` is the one day on which all of it is judged.
 * `changing` tells that an origin changes within a period that has entries, so that no total of it is of one origin.
 */
export type Origins = Readonly<{
  on: string | undefined;
  changing: boolean;
  spans: readonly Readonly<{ region: string; source: string; ended: string; since: string; until: string; origin: string }>[];
}>;

const ORIGIN_COLUMNS = { region: 'text', source: 'text', ended: 'date', since: 'date', until: 'date', origin: 'text' } as const;

export const originsListed = ({ spans }: Origins, { add }: Bound): string => {
  const names = Object.keys(ORIGIN_COLUMNS) as (keyof typeof ORIGIN_COLUMNS)[];
  return `unnest(${names.map((name) => `${add(spans.map((each) => each[name]))}::${ORIGIN_COLUMNS[name]}[]`).join(', ')}) as o(host, source, ended, since, until, origin)`;
};

/** Whether a figure is of a pair and judged in its span; on the day of its entry, where no other is said. */
export const liesThere = ({ on }: Pick<Origins, 'on'>, { add }: Bound, otherwise = lastDay('o.ended')): string => {
  const day = on === undefined ? otherwise : `${add(on)}::date`;
  return `o.host = region and o.source = coalesce(dims ->> 'source', '') and ${day} >= o.since and ${day} < o.until`;
};

/** Figures with the origin of each beside them. */
export const withOrigins = (source: string, origins: Origins | undefined, b: Bound): string =>
  (origins === undefined ? source : `select f.*, o.origin from (${source}) f left join ${originsListed(origins, b)} on ${liesThere(origins, b)}`);

/** The entries of a question as they were known at a position. */
export const entriesSource = (table: string, asked: Asked, b: Bound): string => {
  const { regions, span, position } = asked;
  const where = hasParts(regions) ? `(${throughout(regions, b)} or ${inPart(regions, b)})` : throughout(regions, b);
  return `${table} where ${conditions(asked, b)} and ${where} and ${inSpan(span, b)} and position <= ${b.add(position)}`;
};

/**
 * What a question sums. Up to date, whole periods come from the totals and cut ones from the entries; as it was known
 * shortly before, what came after is taken off again; as it was known long before, the entries are summed. What counts for
 * part of the time only is summed from its entries, and so is everything where an origin changes within a period.
 */
export const figuresSource = (tables: { entries: string; totals: string }, asked: Asked, newest: number, b: Bound): string => {
  const { regions, span, position, origins } = asked;
  if (position < newest / 2 || origins?.changing) return `select ${DIMENSIONS}, ${MEASURES} from ${entriesSource(tables.entries, asked, b)}`;
  const steady: Asked = hasParts(regions) ? { ...asked, regions: { ...regions, parts: [] } } : asked;
  const periods = isUnbounded(span) ? 'true' : `((length(period) = 7 and period between ${b.add(span.months[0])} and ${b.add(span.months[1])})
    or (length(period) = 4 and period between ${b.add(span.years[0])} and ${b.add(span.years[1])}))`;
  const whole = `${conditions(asked, b)} and ${throughout(regions, b)} and ${periods}`;
  const parts = [`select ${DIMENSIONS}, ${MEASURES} from ${tables.totals} where ${whole}`];
  if (span.cut.length > 0) {
    parts.push(`select ${DIMENSIONS}, ${MEASURES} from ${entriesSource(tables.entries, steady, b)} and period = any(${b.add(span.cut)})`);
  }
  if (position < newest) {
    parts.push(`select ${DIMENSIONS}, unit, precision, open, -value, -low, -high, -sign, ${DOUBTED} from ${tables.entries} where ${whole} and position > ${b.add(position)}`);
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
  coalesce(sum(value) filter (where precision = 'unknown'), 0)::text as unknown,
  coalesce(sum(value) filter (where doubted and precision <> 'unknown'), 0)::text as unconfirmed`;
