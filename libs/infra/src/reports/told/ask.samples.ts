import { metrics } from '@entente/domain/journals/metrics';
import { add, readOrThrow, write } from '@entente/domain/kernel/decimal';
import { edtfInterval, periodOf } from '@entente/domain/kernel/period';
import type { DataSet, Known } from '@entente/domain/reporting/dataset';
import type { PublishedIssue } from '@entente/domain/reporting/report';
import { closureOf, evolve, nowhere, reachOf, type Territory, type TerritoryFact } from '@entente/domain/territory/territory';
import { rowsOf, type Summed, totalsOf } from '../../metrics/figures.js';
import type { Group } from '../../metrics/filter.js';
import { metricNamed } from '../../metrics/settling.js';
import type { Ask, Former, Question, Told } from '../asking.js';
import { groupedBy } from './cells.js';

/** An entry of the record under test. What is not said is nothing: an exact count of one in Chengdu, by hosts that lie nowhere else. */
export type Entry = Readonly<{
  metric: string; on: string; value: string; region: string; unit: string; subject: string;
  low?: string; high?: string | null; kind?: string; isUnknown?: true; counterpart?: string; dims?: Question;
}>;

export const entry = (metric: string, on: string, more: Partial<Entry> = {}): Entry =>
  ({ metric, on, value: '1', region: '510104', subject: 's', unit: metrics.find((each) => each.metric === metric)?.unit ?? '', ...more });

/** An amount in yuan. */
export const yuan = (metric: string, on: string, value: string, more: Partial<Entry> = {}): Entry => {
  const kind = more.kind ?? (metric === 'signings.contracted' ? 'contract-value' : '');
  return entry(metric, on, { value, unit: 'CNY', ...more, kind, dims: { currency: more.unit ?? 'CNY', ...(kind === '' ? {} : { amountKind: kind }), ...more.dims } });
};

const region = (code: string, level: 'province' | 'prefecture' | 'county', zh: string, en: string, parent: string | null) => ({ code, level, name: { zh, en }, parent, from: null, to: null });
const by = { principal: 'p', organisation: 'association' };
const member = (code: string) => ({ region: code, set: null, from: null, to: null, except: [], part: null });

/** Sichuan with Chengdu and Mianyang, and Chongqing; as a set, they are `chuanyu`. */
export const sichuanAndChongqing: Territory = ([
  {
    type: 'RegionsRegistered', effectiveOn: null, data: {
      list: { title: 'GB/T 2260', edition: '2024' }, source: null, by, regions: [
        region('510000', 'province', '四川省', 'Sichuan', null), region('500000', 'province', '重庆市', 'Chongqing', null), region('510100', 'prefecture', '成都市', 'Chengdu', '510000'),
        region('510700', 'prefecture', '绵阳市', 'Mianyang', '510000'), region('510104', 'county', '锦江区', 'Jinjiang', '510100'), region('500101', 'county', '万州区', 'Wanzhou', '500000'),
      ],
    },
  },
  { type: 'RegionSetDefined', effectiveOn: null, data: { set: 'chuanyu', name: { zh: '川渝', en: 'Sichuan and Chongqing' }, members: [member('500000'), { ...member('510000'), part: '成都平原' }], definition: 1, source: null, by } },
] as unknown as readonly TerritoryFact[]).reduce<Territory>(evolve, nowhere);

export const known: Known = { node: 'test', position: 100, instant: '2024-07-05T01:00:00.000Z' };

const isBelow = (territory: Territory, code: string, above: string): boolean => code === above || (closureOf(territory).above.get(code)?.has(above) ?? false);

const isAsked = (territory: Territory, entry: Entry, kind: string, { by: _, boundary: __, region, set, from, to, validAt, month, counterpart, ...dims }: Question): boolean => {
  const [first, last] = [edtfInterval(entry.on).from, edtfInterval(entry.on).to];
  const reached = set === undefined ? undefined : new Set(reachOf(territory, set.split(',')).map((each) => each.region));
  const isInTime = kind === 'stock'
    ? first <= edtfInterval(validAt ?? to ?? '9999').to
    : (from === undefined || first >= edtfInterval(from).from) && [to, validAt].every((day) => day === undefined || last <= edtfInterval(day).to) && (month === undefined || periodOf(entry.on) === month);
  return isInTime && (region === undefined || isBelow(territory, entry.region, region)) && (reached === undefined || reached.has(entry.region)) &&
    (counterpart === undefined || (entry.counterpart !== undefined && isBelow(territory, entry.counterpart, counterpart))) &&
    Object.entries(dims).every(([name, value]) => (name === 'source' && value === 'none' ? (entry.dims?.[name] ?? '') === '' : entry.dims?.[name] === value));
};

const groupOf = ({ region, counterpart, on, dims }: Entry, name: string): string => ({ region, counterpart: counterpart ?? '', month: periodOf(on) })[name] ?? dims?.[name] ?? '';

const sum = (values: readonly string[]): string => write(values.reduce((all, each) => add(all, readOrThrow(each)), { digits: 0n, scale: 0 }), undefined);

const isThere = (value: string): boolean => readOrThrow(value).digits > 0n;

/** Sums of entries in the form in which the database gives them. */
const summed = (entries: readonly Entry[], by: readonly Group[], isDistinct: boolean): readonly Summed[] =>
  groupedBy(entries, (each) => JSON.stringify([by.map((name) => groupOf(each, name)), each.isUnknown ? '' : each.unit, each.kind ?? ''])).map(([key, all]) => {
    const [names, unit, kind] = JSON.parse(key) as [string[], string, string];
    const alive = groupedBy(all, ({ subject }) => subject).filter(([, mine]) => isThere(sum(mine.map(({ value }) => value)))).length;
    const side = (of: (each: Entry) => string | null): string => (isDistinct ? String(alive) : sum(all.flatMap((each) => of(each) ?? [])));
    const known = (of: (each: Entry) => string | null): string => (unit === '' ? '0' : side(of));
    const isVague = ({ low, high }: Entry): boolean => low !== undefined || high !== undefined;
    return {
      unit, amount_kind: kind, value: known(({ value }) => value), low: known(({ low, value }) => low ?? value), high: known(({ high, value }) => (high === undefined ? value : high)),
      unbounded: all.filter(({ high }) => high === null).length, exact: known((each) => (isVague(each) ? null : each.value)), approximate: isDistinct ? '0' : known((each) => (isVague(each) ? each.value : null)),
      approximations: all.filter(isVague).length, unknown: unit === '' ? side(({ value }) => value) : '0', unconfirmed: '0', ...Object.fromEntries(by.map((name, n) => [`g_${name}`, names[n] ?? ''])),
    };
  });

/** The record under test: entries of metrics, rows of views by their names, and issues by report and period. */
export type Recorded = Readonly<{ entries?: readonly Entry[]; rows?: Readonly<Record<string, readonly unknown[]>>; issues?: Readonly<Record<string, Former>>; territory?: Territory }>;

/** What was told, as an issue that was published. */
export const issued = (report: string, told: Told, period: string): Former => ({
  issue: { status: 'published', issue: `issue-${period}`, report, parameters: {}, period } as unknown as PublishedIssue,
  set: { report, definition: 1, parameters: {}, period, known, ...told } satisfies DataSet,
});

const notAsked = (what: string) => (): never => {
  throw new Error(`No report under test asks for ${what}.`);
};

const both = (issues: Ask['issues']): Pick<Ask, 'issues' | 'earlier'> => ({ issues, earlier: issues });

/** Answers as the engine does, from entries that are given. */
export const askOf = ({ entries = [], rows = {}, issues = {}, territory = sichuanAndChongqing }: Recorded): Ask => ({
  known,
  territory,
  metric: async (name, question) => {
    const metric = metricNamed(name);
    const groups = (question['by']?.split(',') ?? []) as readonly Group[];
    const mine = entries.filter((each) => each.metric === name && isAsked(territory, each, metric.kind, question));
    const all = summed(mine, [], !metric.additive);
    const used = (question['set'] ?? '').split(',').flatMap((id) => territory.sets.get(id) ?? []);
    return {
      metric: name, definition: metric.definition, kind: metric.kind, additive: metric.additive, asOf: known, rows: rowsOf(groups.length === 0 ? all : summed(mine, groups, !metric.additive), groups),
      totals: totalsOf(all, metric), total: null,
      ...(used.length === 0 ? {} : { sets: used.map(({ id, definition }) => ({ id, definition })), partly: used.flatMap(({ id, members }) => members.flatMap(({ region: code, part }) => (code === null || part === null ? [] : [{ set: id, region: code, part }]))) }),
    };
  },
  rows: async (view) => (rows[view.name] ?? []) as never,
  published: async (report, _parameters, period) => issues[`${report} ${period}`],
  ...both(async () => Object.values(issues).map(({ issue }) => issue)),
  funnel: notAsked('a cohort'), setOf: notAsked('another data set'), again: notAsked('itself'), causes: notAsked('causes'), causesIn: notAsked('causes'),
});
