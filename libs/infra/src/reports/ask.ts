import { issues } from '@entente/domain/views/issues';
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
 * @throws Error where a journal has not read so far yet, or has stopped.
 */
export const askAt = <T>(needs: AskNeeds, position: number, tell: (ask: Ask) => Promise<T>): Promise<T> =>
  withTables(needs, { readers: JOURNALS, position }, async (tables) => tell(await askOf(tables, position)));

const askOf = async (tables: Tables, position: number): Promise<Ask> => {
  const known = await knownAt(tables, position);
  const folded = new Map<string, Promise<readonly unknown[]>>();
  const rows: Ask['rows'] = (view) => {
    const before = folded.get(view.name) ?? rowsAt(tables.rows, view, position);
    folded.set(view.name, before);
    return before as never;
  };
  const published = async (until = position): Promise<readonly PublishedIssue[]> =>
    (await rows(issues)).filter(({ opened }) => opened <= until).toSorted((a, b) => a.opened - b.opened).flatMap(({ state }) => (state.status === 'published' ? [state] : []));
  const former = (until: number): Ask['published'] => async (report, parameters, period) => {
    const id = issueIdOf(report, parameters, period);
    const issue = (await published(until)).find((each) => each.issue === id);
    return issue && { issue, set: await setOf(issue) };
  };
  const setOf: Ask['setOf'] = async ({ issue, output }) => {
    const [row] = await tables.rows<{ bytes: Buffer }>('select bytes from reports.sets where sha256 = $1', [output]);
    if (!row) throw new Untellable(`The data set of issue ${issue} is not in the archive; restore it from a backup.`);
    return JSON.parse(row.bytes.toString('utf8')) as never;
  };
  const ask: Ask = {
    known: { node: tables.node, position, instant: known.instant },
    territory: tables.territoryAt(position),
    ...questionsTo(known),
    rows,
    issues: () => published(),
    setOf,
    published: former(position),
    // What had been published before it is what it rests on, and none that came out since.
    again: (issue) => dataSetOf({ ...ask, published: former(issue.known.position) }, issue),
    causesIn: (streams, after) => causesWithin(tables.rows, streams, after, position),
  };
  return ask;
};
