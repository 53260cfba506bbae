import { auditing } from '@entente/domain/credit/ledger';
import { dateInShanghai } from '@entente/domain/kernel/period';
import type pg from 'pg';
import type { Job, Run } from '../jobs/runner.js';
import { batchSums, type BatchSums } from './batches.js';
import { againstMetrics, againstQuota, METRICS, openDifferences, type OpenDifference } from './comparing.js';
import { headOf, tableUpTo } from '../reading/read-up-to.js';
import { learn, noStandings, readFacts } from './recorded.js';

export type ReconciliationNeeds = Readonly<{
  pool: pg.Pool;
  /** Told of each thing that does not hold. */
  say: (message: string, details: object) => void;
}>;

/**
 * What a reconciliation found: `problems` are sentences on what does not hold, and `holds` tells that there is none. An open
 * difference is no problem of the record: there a bank and the record do not agree.
 */
export type Reconciled = Readonly<{
  position: number; facts: number; programmes: number; holds: boolean; problemCount: number; problems: readonly string[]; differences: readonly OpenDifference[]; batches: readonly BatchSums[];
}>;

/** A record that is broken throughout has a sentence for each append; so many are kept, and all are counted. */
const PROBLEMS_MAX = 200;

/** Every night; a night that was missed is not made up for, because the next one looks at the same record. */
export const reconciliationJob = (needs: ReconciliationNeeds): Job =>
  ({ name: 'credit-reconciliation', schedule: { every: 'day', at: '02:00', catchUp: 'newest' }, run: (run) => reconcile(needs, run) });

/**
 * Replays the log's own streams up to one position and checks every invariant after every append, and sets beside each other
 * what must be equal then: the lines and the quota that they were granted from, the lines and what the metrics tell of them.
 */
export const reconcile = async ({ pool, say }: ReconciliationNeeds, { now }: Pick<Run, 'now'>): Promise<Reconciled> => {
  const position = await headOf(pool);
  const entries = await tableUpTo(pool, 'credit-metrics', 'entries', position);
  const standings = noStandings();
  const audit = auditing();
  const problems: string[] = [];
  let [facts, problemCount] = [0, 0];
  const note = (found: readonly string[]): void => {
    problemCount += found.length;
    problems.push(...found.slice(0, PROBLEMS_MAX - problems.length));
  };
  await readFacts(pool, position, (page) => {
    facts += page.length;
    note(audit.read(page));
    for (const fact of page) learn(standings, fact);
  });
  note(audit.end());
  const told = await metricsUpTo(pool, entries, position);
  for (const [id, standing] of standings.programmes) note([...againstQuota(id, standing), ...againstMetrics(id, standing, told.get(id) ?? new Map())]);
  for (const id of told.keys()) if (!standings.programmes.has(id)) note([`The metrics tell of a programme ${id} that the log does not know.`]);
  for (const problem of problems) say('credit does not reconcile', { problem, position });
  return {
    position, facts, programmes: standings.programmes.size, holds: problemCount === 0, problemCount, problems,
    differences: [...standings.programmes].flatMap(([id, standing]) => openDifferences(id, standing, dateInShanghai(now))),
    batches: await batchSums(pool, entries, position, now, standings),
  };
};

/** What the metrics tell of each programme, by metric and currency. */
const metricsUpTo = async (pool: pg.Pool, entries: string, position: number): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> => {
  const { rows } = await pool.query<{ programme: string; metric: string; unit: string; value: string }>(
    `select dims ->> 'programme' as programme, metric, unit, sum(value)::text as value from ${entries} where metric = any($1) and position <= $2 group by 1, 2, 3`, [METRICS, position]);
  const told = new Map<string, Map<string, string>>();
  for (const { programme, metric, unit, value } of rows) told.set(programme, (told.get(programme) ?? new Map<string, string>()).set(`${metric} ${unit}`, value));
  return told;
};
