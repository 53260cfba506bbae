import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Question } from './checkers/answers.js';
import { reports } from './checkers/reports.js';
import { archive } from './checkers/reports-archive.js';
import { reportAsks } from './checkers/reports-asks.js';
import { closings } from './checkers/reports-closings.js';
import { counts } from './checkers/reports-counts.js';
import { publishedIn, supersededIn } from './checkers/reports-facts.js';
import { figures, handedOut, superseded } from './checkers/reports-figures.js';
import { positions } from './checkers/reports-positions.js';
import { readReports, reportsAtRest, type StoredReports } from './checkers/reports-stored.js';
import type { StoredLog } from './checkers/stored.js';
import type { Operation, RunAsk } from './history.js';
import { randomOf } from './random.js';

/** How long it may take until every run has ended and every issue was looked at once more. */
const REPORTS_MS_MAX = 90_000;
const POLL_MS = 500;
/** How many data sets are asked for once more, beside those of the issues. */
const DRAFTS = 6;

const withClient = async <T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Waits until no run of a report is open and nothing has come in that was not looked at; whether it came to that is told by the checks. */
export const reportsFinished = (databaseUrl: string): Promise<boolean> =>
  withClient(databaseUrl, async (client) => {
    for (const until = performance.now() + REPORTS_MS_MAX; performance.now() < until; await sleep(POLL_MS)) if (await reportsAtRest(client)) return true;
    return false;
  });

export const storedReports = (databaseUrl: string): Promise<StoredReports> => withClient(databaseUrl, readReports);

type Asked = Readonly<{ log: StoredLog; stored: StoredReports; atRest: boolean; operations: readonly Operation[]; asks: readonly RunAsk[]; ask: Question; seed: number }>;
type Checking = (name: string, of: string, faults: () => readonly string[] | Promise<readonly string[]>) => Promise<void>;

/** All checks on reports: what was asked for, published, kept and told of. */
export const checkReports = async (check: Checking, { log, stored, atRest, operations, asks, ask, seed }: Asked): Promise<void> => {
  const issues = publishedIn(log.events);
  const random = randomOf(seed);
  const isIssued = new Set(issues.map(({ data }) => data.output));
  const drafts = random.shuffled(stored.sets.filter(({ sha256 }) => !isIssued.has(sha256))).slice(0, DRAFTS);
  const frozen = [...stored.sets.filter(({ sha256 }) => isIssued.has(sha256)), ...drafts].map(({ bytes }) => bytes);
  const counted = counts(log, frozen);
  const inState = (state: string): number => stored.runs.filter((run) => run.state === state).length;
  await check('reports', `${issues.length} issues, ${stored.runs.length} runs (${inState('failed')} failed, ${inState('cancelled')} cancelled), ${asks.length} questions`, () => [
    ...(atRest ? [] : [`Not every run has ended, or what came in was not looked at, ${REPORTS_MS_MAX / 1_000} s after everything else stood still.`]), ...reports(log, stored), ...reportAsks(asks, stored),
  ]);
  await check('closings', `${log.events.filter(({ stream }) => stream === 'report-closings').length} acts on months`, () => [...closings(log, operations), ...positions(log, stored)]);
  await check('archive', `${stored.sets.length} data sets, ${stored.files.length} files`, async () => [...archive(log, stored), ...(await handedOut(log, ask))]);
  await check('figures', `${frozen.length} data sets, ${counted.asked} counts of the log`, async () => [...counted.faults, ...(await figures(frozen, ask, random))]);
  await check('superseded', `${supersededIn(log.events).length} times told of ${issues.length} issues`, () => superseded(log, stored, ask, random));
};
