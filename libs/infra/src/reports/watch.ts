import { type DataSet, changesBetween, type Figure, figuresIn, type Operand } from '@entente/domain/reporting/dataset';
import { definitionOf, type PublishedIssue, type SupersedeReport } from '@entente/domain/reporting/report';
import { edtfInterval } from '@entente/domain/kernel/period';
import { Refusal } from '@entente/domain/kernel/refusal';
import { type IssueRow, issues } from '@entente/domain/views/issues';
import { metricNamed, summedFor } from '../metrics/settling.js';
import { askAt } from './ask.js';
import { type Ask, Untellable } from './asking.js';
import { REPORTER, type ReportNeeds, tell } from './making.js';
import { cameIn, type CameIn } from './moved.js';
import { isUndated } from './told/conference.edition.js';

/** So many changes are told one by one, and all are counted. */
const CHANGES_MAX = 200;
/** What revisions tell of other issues changes with every issue, and is told by the next revisions. */
const NOT_WATCHED = ['revisions'];

/**
 * What an issue is made of: which families of metrics, each with the last day that is asked for, and whether of the records
 * themselves. A family and not a metric, since what nothing came in of has no figure.
 */
type Made = Readonly<{ families: ReadonlyMap<string, string>; records: boolean }>;
/** Reports that set announced totals beside what is recorded: a new one is a new row in them. */
const WITH_CLAIMS = ['conference', 'alliances', 'credit'];
/** Lists what there is: where nothing was, no figure says so. */
const OF_RECORDS = 'overdue';

const familyOf = (metric: string): string => metric.slice(0, metric.indexOf('.'));
/** A cohort is told from all metrics of signings. */
const FUNNEL = 'signings';
const LAST = '9999-12-31';

/** The last day that a question is about; one that names none takes in whatever is dated later. */
const lastDayOf = ({ to, validAt, month }: Readonly<Record<string, string>>): string => {
  const days = [to, validAt, month].flatMap((text) => (text === undefined ? [] : [edtfInterval(text).to]));
  return days.toSorted()[0] ?? LAST;
};

const madeOf = (set: DataSet): Made => {
  const families = new Map<string, string>();
  let records = set.report === OF_RECORDS;
  const take = (family: string, day: string): void => {
    if (day > (families.get(family) ?? '')) families.set(family, day);
  };
  const look = (origin: Figure['origin']): void => {
    if (origin.kind === 'metric') for (const metric of summedFor(metricNamed(origin.metric))) take(familyOf(metric.metric), lastDayOf(origin.question));
    else if (origin.kind === 'funnel') take(FUNNEL, lastDayOf({ validAt: origin.question['validAt'] ?? LAST }));
    else if (origin.kind === 'records') records = true;
    else if (origin.kind === 'formula') for (const operand of Object.values(origin.operands)) if (typeof operand !== 'string') look((operand satisfies Operand).origin);
  };
  for (const { figure } of figuresIn(set)) look(figure.origin);
  // Its days are those of its signings, whenever these are dated.
  if (isUndated(set)) take(FUNNEL, LAST);
  return { families, records };
};

const known = new Map<string, Made>();
const MADE_MAX = 5_000;

/** Of a data set that never changes, what it is made of never does. */
const madeBy = async (ask: Ask, issue: PublishedIssue): Promise<Made> => {
  const made = known.get(issue.output) ?? madeOf(await ask.setOf(issue));
  if (known.size >= MADE_MAX) known.clear();
  known.set(issue.output, made);
  return made;
};

/** Whether something came in that could change what an issue says: entries of its metrics by the days that it asks for, announced totals, records where it lists these, days of conferences, or a change of the map, by which everything counts. */
const mayHaveMoved = ({ families, records }: Made, report: string, { since, facts, claims, editions, map }: CameIn): boolean =>
  map || (records && facts) || (claims && WITH_CLAIMS.includes(report)) || (editions && report === 'conference')
  || [...families].some(([family, until]) => [...since].some(([metric, day]) => familyOf(metric) === family && day <= until));

const saidOf = (figure: Figure | null) => figure && { value: figure.value, low: figure.low, high: figure.high, unit: figure.unit, why: figure.why ?? null };

/** It makes no files. */
export type WatchNeeds = Pick<ReportNeeds, 'pool' | 'log' | 'lanes'>;

/** How many issues were looked at, told once more, and found to say something else; and why some could not be told. */
export type Watched = Readonly<{ position: number; issues: number; remade: number; superseded: number; faults: readonly string[] }>;

/** What was told under another definition is no measure of what is told under this one. */
const isComparable = ({ report, definition }: PublishedIssue): boolean => !NOT_WATCHED.includes(report) && definitionOf(report)?.definition === definition;

/**
 * The issues that are looked at, each with the position after which it was not looked at yet. One that was published since the
 * last look may be told from long before that: from where its month was closed, or from when it fell due.
 */
const watched = (rows: readonly IssueRow[], after: number): readonly Readonly<{ issue: PublishedIssue; since: number }>[] =>
  rows.toSorted((a, b) => a.opened - b.opened).flatMap(({ state, opened }) =>
    (state.status === 'published' && isComparable(state) ? [{ issue: state, since: opened > after ? Math.min(after, state.known.position) : after }] : []));

/**
 * Tells of published issues what they would say otherwise now: those that something may have changed which came in after one
 * position and up to another are told once more, and what differs is recorded. An issue about which something goes wrong keeps no
 * other from its turn.
 */
export const watch = (needs: WatchNeeds, after: number, position: number): Promise<Watched> =>
  askAt(needs, position, async (ask) => {
    const all = watched(await ask.rows(issues), after).filter(({ issue }) => issue.known.position < position);
    const arrivals = new Map<number, CameIn>();
    const faults: string[] = [];
    let [remade, superseded] = [0, 0];
    const look = async (issue: PublishedIssue, since: number): Promise<void> => {
      const arrived = arrivals.get(since) ?? await cameIn(needs.pool, since, position);
      arrivals.set(since, arrived);
      if (!mayHaveMoved(await madeBy(ask, issue), issue.report, arrived)) return;
      remade += 1;
      const changes = changesBetween(await ask.setOf(issue), await ask.again(issue));
      const told = changes.slice(0, CHANGES_MAX).map(({ path, old, new: now }) => ({ path, old: saidOf(old), new: saidOf(now) }));
      if (changes.length === 0 && issue.superseded === null) return;
      superseded += 1;
      await tell<SupersedeReport>(needs, 'SupersedeReport', { id: issue.issue, position, count: changes.length, changes: told }, REPORTER, new Date().toISOString());
    };
    for (const { issue, since } of all) await look(issue, since).catch((error: unknown) => {
      // What is wrong with the database is wrong for all of them: they are looked at again.
      if (!(error instanceof Refusal || error instanceof RangeError || error instanceof Untellable)) throw error;
      faults.push(`${issue.report} ${issue.period}: ${error.message}`);
    });
    return { position, issues: all.length, remade, superseded, faults };
  });
