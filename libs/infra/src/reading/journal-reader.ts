import { edtfInterval, periodOf } from '@entente/domain/kernel/period';
import { dimsText, type Entry, type Journal, postings } from '@entente/domain/kernel/journal';
import type { Fact, Recorded } from '@entente/domain/kernel/message';
import type { View } from '@entente/domain/kernel/view';
import type pg from 'pg';
import { bigints, integers, smallints, texts } from '../database/binary-arrays.js';
import { digestOf, indexOn, type Reader, tableOf } from './reader.js';
import { createRows, foldRows } from './rows.js';

/** The columns by which the totals are kept. What is dated by day is kept by month. */
const TOTAL_TEXTS = ['metric', 'region', 'counterpart', 'period', 'cohort', 'unit', 'kind', 'grade', 'precision'];
const TOTAL_KEYS = [...TOTAL_TEXTS, 'open', 'dims'].join(', ');

const ENTRY_TYPES = {
  metric: 'text', position: 'bigint', n: 'integer', subject: 'text', region: 'text', counterpart: 'text',
  effective_on: 'text', effective_from: 'date', effective_to: 'date', period: 'text', cohort_on: 'text', cohort: 'text',
  unit: 'text', value: 'numeric', low: 'numeric', high: 'numeric', precision: 'text', open: 'boolean', grade: 'text', kind: 'text',
  sign: 'smallint', dims: 'jsonb', event_id: 'uuid', event_type: 'text', stream: 'text',
} as const;
type Whole = 'bigint' | 'integer' | 'smallint';
const isWhole = (type: string): type is Whole => type === 'bigint' || type === 'integer' || type === 'smallint';
const ENTRY_COLUMNS = Object.keys(ENTRY_TYPES).join(', ');
/** What is not a number comes as text and is read by the server. */
const ENTRY_VALUES = Object.entries(ENTRY_TYPES).map(([name, type]) => `${name}::${type}`).join(', ');
const ENTRY_ARRAYS = Object.values(ENTRY_TYPES).map((type, n) => `$${n + 1}::${isWhole(type) ? type : 'text'}[]`).join(', ');

const sumOf = (table: string): string =>
  `select ${TOTAL_KEYS}, min(effective_from), max(effective_to), sum(value), sum(low), sum(high), sum(sign) from ${table} group by ${TOTAL_KEYS}`;

/**
 * A journal as three tables: the rows that it folds, the entries that they yielded, append-only, and the totals of
 * those entries. Entries and totals are written by one statement, so that they cannot part.
 */
export const journalReader = <Row, F extends Fact>(journal: Journal<Row, F>): Reader => {
  const table = (part: 'rows' | 'entries' | 'totals', build: number): string => tableOf(journal.name, part, build);
  return {
    name: journal.name,
    version: journal.version,
    handles: journal.handles,
    create: async (client, build) => {
      await createRows(client, table('rows', build), {});
      await createEntries(client, table('entries', build));
      await createTotals(client, table('totals', build));
      for (const part of ['entries', 'totals'] as const) await protect(client, table(part, build));
    },
    index: async (client, build) => {
      await indexOn(client, table('entries', build), 'region', '(metric, region, effective_from)');
      await indexOn(client, table('totals', build), 'period', '(metric, period)');
    },
    drop: async (client, build) => {
      for (const part of ['rows', 'entries', 'totals'] as const) await client.query(`drop table if exists ${table(part, build)}`);
    },
    apply: async (client, build, facts) => {
      const posted: Line[] = [];
      const view = journal as unknown as View<Row>;
      const yielded = new WeakMap<object, ReturnType<Journal<Row>['entries']>>();
      const entriesOf = (row: Row): ReturnType<Journal<Row>['entries']> => {
        const known = yielded.get(row as object) ?? journal.entries(row);
        yielded.set(row as object, known);
        return known;
      };
      // Numbered within the fact, which may move several rows.
      let [position, n] = [0, 0];
      await foldRows(client, table('rows', build), view, {}, facts, (fact, before, after) => {
        if (fact.position !== position) [position, n] = [fact.position, 0];
        for (const posting of postings(entriesOf(before), entriesOf(after))) posted.push(lineOf(posting, fact, n++));
      });
      await post(client, table('entries', build), table('totals', build), posted);
    },
    digest: async (client, build) =>
      [
        await digestOf(client, table('rows', build), 'key'),
        await digestOf(client, table('entries', build), 'position, metric, n'),
        await digestOf(client, table('totals', build), TOTAL_KEYS),
      ].join('.'),
    check: (client, build) => compare(client, table('entries', build), table('totals', build)),
  };
};

// All texts are codes and dates, which are compared byte by byte and not by the rules of a language.
const createEntries = (client: pg.ClientBase, table: string): Promise<unknown> =>
  client.query(`create table ${table} (
    ${Object.entries(ENTRY_TYPES).map(([name, type]) => `${name} ${type}${type === 'text' ? ' collate "C"' : ''}${name === 'high' ? '' : ' not null'}`).join(', ')},
    primary key (position, metric, n))`);

const createTotals = (client: pg.ClientBase, table: string): Promise<unknown> =>
  client.query(`create table ${table} (
    ${TOTAL_TEXTS.map((name) => `${name} text collate "C" not null`).join(', ')}, open boolean not null, dims jsonb not null,
    effective_from date not null, effective_to date not null, value numeric not null, low numeric not null, high numeric, sign bigint not null,
    primary key (metric, region, period, cohort, unit, kind, grade, precision, open, counterpart, dims))`);

const protect = async (client: pg.ClientBase, table: string): Promise<void> => {
  await client.query(`alter table ${table} enable row level security`);
  // Filters and no way into an index: the planner does not know how much an asker may see and would take it for next to nothing.
  // The last condition is for sessions of the former api, which say a range.
  await client.query(`create policy seen on ${table} for select to entente_query using (
    (select current_setting('app.scope', true)) = '*'
    or (region || '') in (select unnest(string_to_array((select current_setting('app.scope', true)), ',')))
    or ((select coalesce(current_setting('app.scope', true), '')) = ''
        and (region || '') collate "C" between (select current_setting('app.scope_from', true)) and (select current_setting('app.scope_to', true))))`);
  await client.query(`grant select on ${table} to entente_query`);
};

const whole = { bigint: bigints, integer: integers, smallint: smallints };

type Line = Readonly<Record<keyof typeof ENTRY_TYPES, string | number | null>>;

/** The days and the month of a text that was read last: all entries of an act have the same. */
let known = { text: '', from: '', to: '', period: '' };
const datesOf = (text: string): typeof known => {
  if (known.text !== text) known = { text, ...edtfInterval(text), period: periodOf(text) };
  return known;
};

const lineOf = (posting: Entry, fact: Recorded, n: number): Line => {
  const negate = (value: string): string => (posting.sign === 1 || /^0(\.0*)?$/.test(value) ? value : value.startsWith('-') ? value.slice(1) : `-${value}`);
  const { from, to, period } = datesOf(posting.effectiveOn);
  return {
    metric: posting.metric, position: fact.position, n, subject: posting.subject,
    region: posting.region, counterpart: posting.counterpart ?? '',
    effective_on: posting.effectiveOn, effective_from: from, effective_to: to, period,
    cohort_on: posting.cohortOn, cohort: datesOf(posting.cohortOn).period, unit: posting.unit,
    value: negate(posting.value), low: negate(posting.low), high: posting.high === null ? null : negate(posting.high),
    precision: posting.precision, open: String(posting.high === null), grade: posting.grade, kind: posting.kind, sign: posting.sign,
    dims: dimsText(posting.dims), event_id: fact.id, event_type: fact.type, stream: fact.stream,
  };
};

const post = async (client: pg.ClientBase, entries: string, totals: string, lines: readonly Line[]): Promise<void> => {
  if (lines.length === 0) return;
  await client.query({
    name: `post ${entries}`,
    text: `with posted as (
             insert into ${entries} (${ENTRY_COLUMNS}) select ${ENTRY_VALUES} from unnest(${ENTRY_ARRAYS}) as e(${ENTRY_COLUMNS}) returning *)
           insert into ${totals} as t (${TOTAL_KEYS}, effective_from, effective_to, value, low, high, sign)
           ${sumOf('posted')}
           on conflict (metric, region, period, cohort, unit, kind, grade, precision, open, counterpart, dims)
           do update set effective_from = least(t.effective_from, excluded.effective_from),
                         effective_to = greatest(t.effective_to, excluded.effective_to),
                         value = t.value + excluded.value, low = t.low + excluded.low,
                         high = t.high + excluded.high, sign = t.sign + excluded.sign`,
    values: (Object.entries(ENTRY_TYPES) as [keyof Line, string][]).map(([name, type]) => {
      const column = lines.map((line) => line[name]);
      return isWhole(type) ? whole[type](column as number[]) : texts(column as (string | null)[]);
    }),
  });
};

const compare = async (client: pg.ClientBase, entries: string, totals: string): Promise<readonly string[]> => {
  const { rows } = await client.query<{ metric: string; region: string; period: string }>(
    `with kept as (select ${TOTAL_KEYS}, effective_from, effective_to, value, low, high, sign from ${totals}), summed as (${sumOf(entries)})
     select metric, region, period from (
       (select * from kept except all select * from summed) union all (select * from summed except all select * from kept)) d`,
  );
  return rows.map(({ metric, region, period }) => `The total of ${metric} for ${region} in ${period} is not the sum of its entries.`);
};
