import type { Fact } from '@entente/domain/kernel/message';
import type { View } from '@entente/domain/kernel/view';
import { type IssueRow, issues } from '@entente/domain/views/issues';
import type { PublishedIssue } from '@entente/domain/reporting/report';
import type pg from 'pg';
import type { EventLog } from '../event-log/event-log.js';
import { knownAt, type Tables } from '../metrics/tables.js';
import { withTables } from '../metrics/worker-tables.js';
import { type Ask, Untellable } from './asking.js';
import { dataSetOf } from './data-set.js';
import { issueIdOf } from './naming.js';
import { questionsTo } from './questions.js';
import { causesWithin, rowsAt } from './recorded.js';

export type AskNeeds = Readonly<{ pool: pg.Pool; log: EventLog }>;

const JOURNALS = ['signing-metrics', 'cooperation-metrics', 'credit-metrics'] as const;

/**
 * The record as it was known at a position, in one snapshot, for as long as something is told from it.
 * @param issues up to where the issues had been published that it rests on, where that is later.
 * @throws Error where a journal has not read so far yet, or has stopped.
 */
export const askAt = <T>(needs: AskNeeds, position: number, tell: (ask: Ask) => Promise<T>, issues = position): Promise<T> =>
  withTables(needs, { readers: JOURNALS, position }, async (tables) => tell(await askOf(tables, position, issues)));

const inOrder = (rows: readonly IssueRow[], until: number): readonly PublishedIssue[] =>
  rows.filter(({ opened }) => opened <= until).toSorted((a, b) => a.opened - b.opened).flatMap(({ state }) => (state.status === 'published' ? [state] : []));

const askOf = async (tables: Tables, position: number, publishedBy: number): Promise<Ask> => {
  const known = await knownAt(tables, position);
  const folded = new Map<string, Promise<readonly unknown[]>>();
  const rowsBy = <Row, F extends Fact>(view: View<Row, F>, until: number): Promise<readonly Row[]> => {
    const key = `${view.name} ${until}`;
    const before = folded.get(key) ?? rowsAt(tables.rows, view, until);
    folded.set(key, before);
    return before as never;
  };
  const rows: Ask['rows'] = (view) => rowsBy(view, position);
  const restingOn = (from: number, until: number): Pick<Ask, 'published' | 'earlier'> => {
    const earlier = async (): Promise<readonly PublishedIssue[]> => inOrder(await rowsBy(issues, Math.max(position, until)), until).filter((each) => each.known.position <= from);
    return {
      earlier,
      published: async (report, parameters, period) => {
        const id = issueIdOf(report, parameters, period);
        const issue = (await earlier()).find((each) => each.issue === id);
        return issue && { issue, set: await setOf(issue) };
      },
    };
  };
  const setOf: Ask['setOf'] = async ({ issue, output }) => {
    const [row] = await tables.rows<{ bytes: Buffer }>('select bytes from reports.sets where sha256 = $1', [output]);
    if (!row) throw new Untellable(`The data set of issue ${issue} is not in the archive; restore it from a backup.`);
    return JSON.parse(row.bytes.toString('utf8')) as never;
  };
  const ask: Ask = {
    known: { node: tables.node, position, instant: known.instant, ...(publishedBy > position && { issues: publishedBy }) },
    territory: tables.territoryAt(position),
    ...questionsTo(known),
    rows,
    issues: async () => inOrder(await rows(issues), position),
    setOf,
    ...restingOn(position, publishedBy),
    // What had been published before it is what it rests on, and none that came out since.
    again: (issue) => dataSetOf({ ...ask, ...restingOn(issue.known.position, issue.known.issues ?? issue.known.position) }, issue),
    causesIn: (streams, after) => causesWithin(tables.rows, streams, after, position),
  };
  return ask;
};
