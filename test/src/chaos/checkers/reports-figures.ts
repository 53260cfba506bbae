import { hash } from 'node:crypto';
import { canonical } from '@entente/infra/event-log/canonical';
import type { Random } from '../random.js';
import type { Question } from './answers.js';
import { type Asking, type Figure, figuresOf, type FrozenSet, frozenIn, nameOf, publishedIn, supersededIn } from './reports-facts.js';
import type { StoredReports } from './reports-stored.js';
import type { StoredLog } from './stored.js';

type Metric = Figure & Readonly<{ origin: Asking }>;
type Answer = Readonly<{ totals: readonly Readonly<{ unit: string; amountKind?: string; value: string; low: string; high: string | null; unknown: string }>[]; rows: readonly Readonly<{ value: string | null; low: string | null; high: string | null }>[]; kind: string }>;

/** How many figures of a data set are asked for once more. */
const [FIGURES, CHANGED] = [12, 6];

const isMetric = (figure: Figure | undefined): figure is Metric => figure?.origin.kind === 'metric';
const isNothing = (text: string | null | undefined): boolean => text === null || text === undefined || /^-?0(\.0+)?$/.test(text);
const shown = (value: string | null, low: string | null, high: string | null): string => `${value ?? 'nothing'} (${low ?? '…'} to ${high ?? '…'})`;

/** Values are the same where they are as numbers: a sum of nothing may be written with or without places. */
const isSame = (a: string | null, b: string | null): boolean => a === b || (a !== null && b !== null && isNothing(a) && isNothing(b));

/** What the api answers to the question of a figure as of a position: that of its unit and kind, or nothing of it. */
const answered = async (ask: Question, { origin: { metric, question }, unit, amountKind = '' }: Metric, position: number): Promise<Readonly<{ value: string | null; low: string | null; high: string | null }>> => {
  const query = new URLSearchParams({ ...question, asOf: `position:${position}` });
  const { totals, rows, kind } = JSON.parse(await ask(`/v1/metrics/${metric}?${query}`)) as Answer;
  if (kind === 'ratio') return rows[0] ?? { value: null, low: null, high: null };
  return totals.find((total) => total.unit === unit && (total.amountKind ?? '') === amountKind) ?? { value: '0', low: '0', high: '0' };
};

const some = <T>(random: Random, all: readonly T[], most: number): readonly T[] => random.shuffled(all).slice(0, most);
const metricsOf = (set: FrozenSet): readonly (readonly [string, Metric])[] => [...figuresOf(set)].filter((each): each is [string, Metric] => isMetric(each[1]));

/** Figures of a data set, whether of an issue or of a draft, are what the api answers to their own questions as of its position. */
export const figures = async (frozen: readonly Buffer[], ask: Question, random: Random): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (const set of frozen.map(frozenIn)) {
    for (const [path, figure] of some(random, metricsOf(set), FIGURES)) {
      const { value, low, high } = await answered(ask, figure, set.known.position);
      if (isSame(value, figure.value) && isSame(low, figure.low) && isSame(high, figure.high)) continue;
      faults.push(`${path} of ${nameOf(set)} as of ${set.known.position} says ${shown(figure.value, figure.low, figure.high)}, and ${figure.origin.metric} is ${shown(value, low, high)}.`);
    }
  }
  return faults;
};

/**
 * An issue of which a figure is another at the end of the log says so, and what it says of its figures is so. What is not
 * told as changed is not.
 */
export const superseded = async ({ events, head }: Pick<StoredLog, 'events' | 'head'>, { sets }: Pick<StoredReports, 'sets'>, ask: Question, random: Random): Promise<readonly string[]> => {
  const faults: string[] = [];
  const bytes = new Map(sets.map((set) => [set.sha256, set.bytes]));
  const told = supersededIn(events);
  for (const { data } of publishedIn(events)) {
    const frozen = bytes.get(data.output);
    if (!frozen) continue;
    const last = told.findLast((each) => each.data.issue === data.issue)?.data;
    const changes = new Map(last?.changes.map((change) => [change.path, change]));
    const all = metricsOf(frozenIn(frozen));
    const asked = [...some(random, all.filter(([path]) => changes.has(path)), CHANGED), ...some(random, all.filter(([path]) => !changes.has(path)), FIGURES)];
    for (const [path, figure] of asked) {
      const now = await answered(ask, figure, head.position);
      const [change, what] = [changes.get(path), `${path} of the issue of ${nameOf(data)}`];
      const saidNow = change?.new ?? (change ? { value: null, low: null, high: null } : figure);
      const isTold = change !== undefined || (last?.count ?? 0) > (last?.changes.length ?? 0);
      if (change && figure.value !== (change.old?.value ?? null)) faults.push(`${what} said ${figure.value}, and is told to have said ${change.old?.value ?? null}.`);
      const same = isSame(now.value, saidNow.value) && isSame(now.low, saidNow.low) && isSame(now.high, saidNow.high);
      // A row that would not be told any more stands for a sum of nothing.
      if (same || (change && change.new === null && isNothing(now.value)) || (!change && isTold)) continue;
      faults.push(`${what} is ${shown(now.value, now.low, now.high)} now, and ${change ? `is told to be ${shown(saidNow.value, saidNow.low, saidNow.high)}` : `nothing says that it is no longer ${shown(figure.value, figure.low, figure.high)}`}.`);
    }
  }
  return faults;
};

/** The data set that is handed out with an issue is the one that was kept. */
export const handedOut = async ({ events }: Pick<StoredLog, 'events'>, ask: Question): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (const { data: { issue, output, files, ...named } } of publishedIn(events)) {
    const text = await ask(`/v1/reports/issues/${issue}/files/report.json`);
    const { dataSet } = JSON.parse(text) as Readonly<{ dataSet: unknown }>;
    if (hash('sha256', canonical(dataSet), 'hex') !== output) faults.push(`The data set that is handed out of the issue of ${nameOf(named)} is not ${output}.`);
    if (hash('sha256', text, 'hex') !== files.find(({ name }) => name === 'report.json')?.sha256) faults.push(`report.json of the issue of ${nameOf(named)} is handed out with other bytes than were published.`);
  }
  return faults;
};
