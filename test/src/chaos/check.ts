import { setTimeout as sleep } from 'node:timers/promises';
import { poolAs } from '@entente/infra/database/pools';
import { readBuilds } from '@entente/infra/reading/builds';
import { eventTypes, readers } from '@entente/infra/reading/readers';
import { waitUntil } from '@entente/infra/services/child';
import pg from 'pg';
import { answers, type Question } from './checkers/answers.js';
import { convergence } from './checkers/convergence.js';
import { credit } from './checkers/credit.js';
import { isCredit } from './checkers/credit-acts.js';
import { creditAnswers, turnover } from './checkers/credit-answers.js';
import { creditDeeds } from './checkers/credit-deeds.js';
import { isCreditFact } from './checkers/credit-facts.js';
import { creditReasons } from './checkers/credit-reasons.js';
import { deeds } from './checkers/deeds.js';
import { justified } from './checkers/justified.js';
import { atHead, liveness, type Recovery } from './checkers/liveness.js';
import { isAlliance, members } from './checkers/members.js';
import { money } from './checkers/money.js';
import { order } from './checkers/order.js';
import { isPact, pacts } from './checkers/pacts.js';
import { isCooperation, reasons } from './checkers/reasons.js';
import { closingReasons } from './checkers/reports-closings.js';
import { set } from './checkers/set.js';
import { readStored, type Stored } from './checkers/stored.js';
import type { Company } from './company.js';
import { BANK } from './credit-moves.js';
import { checkReports, reportsFinished, storedReports } from './check-reports.js';
import { ask, type Door } from './door.js';
import type { History, RunAsk } from './history.js';
import { randomOf } from './random.js';

/** A check, how many things it looked at, and what it found wrong, as sentences. */
export type Check = Readonly<{ name: string; of: string; faults: readonly string[] }>;

const READ_TRIES_MAX = 100;
const LATE_MS_MAX = 10_000;

/** The log and the journal at one moment; the journal may need some to come to the end of the log. */
const stored = async (databaseUrl: string): Promise<Stored> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (let tries = 0; tries < READ_TRIES_MAX; tries += 1) {
      const found = await readStored(client);
      if (found) return found;
      await sleep(50);
    }
    throw new Error('The journal of metrics does not come to the end of the log.');
  } finally {
    await client.end();
  }
};

const folds = async (databaseUrl: string): Promise<readonly string[]> => {
  const pool = poolAs(databaseUrl, 'entente_worker', 4);
  try {
    // An api may still have written what it had retried when its client had long gone.
    await waitUntil(() => atHead(() => readBuilds(pool)), LATE_MS_MAX, 50);
    return await convergence(pool, eventTypes, readers);
  } finally {
    await pool.end();
  }
};

/** A question to the apis in turn, until one of them answers as of the end of the log. */
const questionTo = (door: Door, head: number, as = 'admin'): Question => async (path) => {
  const isMetric = path.includes('?');
  for (let tries = 0; ; tries += 1) {
    const { status, text } = await ask(door, tries % door.urls.length, isMetric ? `${path}&minPosition=${head}` : path, as);
    if (status === 200) return text;
    if (tries >= READ_TRIES_MAX || (status !== 503 && status !== 0)) throw new Error(`${path} was answered with ${status} ${text}`);
    await sleep(50);
  }
};

/** A day on which many of the memberships of a run hold, and today. */
const daysAsked = (): readonly string[] => ['2023-06-30', new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)];

const POSITIONS = 3;

/** The end of the log, and some moments before it at which credit moved. */
const positionsAsked = (moved: readonly number[], head: number, seed: number): readonly number[] => {
  const random = randomOf(seed);
  return [...Array.from({ length: Math.min(POSITIONS, moved.length) }, () => random.pick(moved)), head];
};

type Checked = Readonly<{ databaseUrl: string; door: Door; company: Company; history: History; asks: readonly RunAsk[]; recovery: readonly Recovery[]; seed: number }>;

/** All checks on what was done and on what is there; a check that cannot be made has failed. */
export const checkAll = async ({ databaseUrl, door, company, history, asks, recovery, seed }: Checked): Promise<readonly Check[]> => {
  const { operations, readings } = history;
  const checks: Check[] = [{ name: 'liveness', of: `${recovery.length} steps of recovery`, faults: liveness(recovery) }];
  const check = async (name: string, of: string, faults: () => readonly string[] | Promise<readonly string[]>): Promise<void> => {
    const found = await Promise.resolve().then(faults).catch((error: Error) => [`The check could not be made: ${error.stack ?? error.message}`]);
    checks.push({ name, of, faults: found });
  };
  // What reports add to the log is there before it is read.
  const atRest = await reportsFinished(databaseUrl);
  await check('convergence', `${readers.length} readers`, () => folds(databaseUrl));
  const found = await stored(databaseUrl).catch((error: Error) => error);
  if (found instanceof Error) return [...checks, { name: 'log', of: 'nothing', faults: [`It could not be read: ${found.message}`] }];
  const { log, entries, totals } = found;
  await check('set', `${operations.length} operations, ${log.commands.length} commands in the log`, () => set(log, operations));
  const refused = operations.filter(({ outcome }) => outcome === 'fail');
  await check('justified', `${refused.length} refusals, ${readings.length} readings`, () => [...justified(log, history), ...reasons(log, operations, company), ...deeds(log, operations, company), ...creditReasons(log, operations), ...creditDeeds(log, operations), ...closingReasons(log, operations)]);
  await check('order', `${log.events.length} events`, () => order(log, operations));
  await check('money', `${entries.length} sums of entries, ${totals.length} totals`, () => money(found));
  const [ofPacts, ofBodies] = [log.events.filter(isPact), log.events.filter(isAlliance)];
  const counted = (events: typeof ofPacts, type: string): number => events.filter((event) => event.type === type).length;
  await check('pacts', `${counted(ofPacts, 'PactDrafted')} pacts, ${counted(ofPacts, 'PactSigned')} signatures, ${counted(ofPacts, 'PactEnteredIntoForce')} in force`, () => pacts(log));
  await check('members', `${counted(ofBodies, 'AllianceRecorded')} alliances, ${counted(ofBodies, 'MemberAdmitted')} admissions, ${operations.filter(isCooperation).length} operations with those on pacts`, () => members(log));
  const { lines, movements } = turnover(log);
  await check('credit', `${lines} lines, ${movements} movements, ${operations.filter(isCredit).length} operations`, () => credit(log));
  const at = positionsAsked(log.events.filter(isCreditFact).map(({ position }) => position), log.head.position, seed);
  await check('statements', `as of ${at.length} positions`, () => creditAnswers(log, { lines: questionTo(door, log.head.position, BANK), sums: questionTo(door, log.head.position) }, at));
  await check('answers', 'metrics and proofs of these', () => answers(log, questionTo(door, log.head.position), daysAsked()));
  const kept = await storedReports(databaseUrl);
  await checkReports(check, { log, stored: kept, atRest, operations, asks, ask: questionTo(door, log.head.position), seed });
  return checks;
};
