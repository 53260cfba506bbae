import { setTimeout as sleep } from 'node:timers/promises';
import { poolAs } from '@entente/infra/database/pools';
import { readBuilds } from '@entente/infra/reading/builds';
import { eventTypes, readers } from '@entente/infra/reading/readers';
import { waitUntil } from '@entente/infra/services/child';
import pg from 'pg';
import { answers, type Question } from './checkers/answers.js';
import { convergence } from './checkers/convergence.js';
import { deeds } from './checkers/deeds.js';
import { justified } from './checkers/justified.js';
import { atHead, liveness, type Recovery } from './checkers/liveness.js';
import { isAlliance, members } from './checkers/members.js';
import { money } from './checkers/money.js';
import { order } from './checkers/order.js';
import { isPact, pacts } from './checkers/pacts.js';
import { isCooperation, reasons } from './checkers/reasons.js';
import { set } from './checkers/set.js';
import { readStored, type Stored } from './checkers/stored.js';
import type { Company } from './company.js';
import { ask, type Door } from './door.js';
import type { History } from './history.js';

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
const questionTo = (door: Door, head: number): Question => async (path) => {
  const isMetric = path.includes('?');
  for (let tries = 0; ; tries += 1) {
    const { status, text } = await ask(door, tries % door.urls.length, isMetric ? `${path}&minPosition=${head}` : path);
    if (status === 200) return text;
    if (tries >= READ_TRIES_MAX || (status !== 503 && status !== 0)) throw new Error(`${path} was answered with ${status} ${text}`);
    await sleep(50);
  }
};

/** A day on which many of the memberships of a run hold, and today. */
const daysAsked = (): readonly string[] => ['2023-06-30', new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)];

type Checked = Readonly<{ databaseUrl: string; door: Door; company: Company; history: History; recovery: readonly Recovery[] }>;

/** All checks on what was done and on what is there; a check that cannot be made has failed. */
export const checkAll = async ({ databaseUrl, door, company, history, recovery }: Checked): Promise<readonly Check[]> => {
  const { operations, readings } = history;
  const checks: Check[] = [{ name: 'liveness', of: `${recovery.length} steps of recovery`, faults: liveness(recovery) }];
  const check = async (name: string, of: string, faults: () => readonly string[] | Promise<readonly string[]>): Promise<void> => {
    const found = await Promise.resolve().then(faults).catch((error: Error) => [`The check could not be made: ${error.stack ?? error.message}`]);
    checks.push({ name, of, faults: found });
  };
  await check('convergence', `${readers.length} readers`, () => folds(databaseUrl));
  const found = await stored(databaseUrl).catch((error: Error) => error);
  if (found instanceof Error) return [...checks, { name: 'log', of: 'nothing', faults: [`It could not be read: ${found.message}`] }];
  const { log, entries, totals } = found;
  await check('set', `${operations.length} operations, ${log.commands.length} commands in the log`, () => set(log, operations));
  const refused = operations.filter(({ outcome }) => outcome === 'fail');
  await check('justified', `${refused.length} refusals, ${readings.length} readings`, () => [...justified(log, history), ...reasons(log, operations, company), ...deeds(log, operations, company)]);
  await check('order', `${log.events.length} events`, () => order(log, operations));
  await check('money', `${entries.length} sums of entries, ${totals.length} totals`, () => money(found));
  const [ofPacts, ofBodies] = [log.events.filter(isPact), log.events.filter(isAlliance)];
  const counted = (events: typeof ofPacts, type: string): number => events.filter((event) => event.type === type).length;
  await check('pacts', `${counted(ofPacts, 'PactDrafted')} pacts, ${counted(ofPacts, 'PactSigned')} signatures, ${counted(ofPacts, 'PactEnteredIntoForce')} in force`, () => pacts(log));
  await check('members', `${counted(ofBodies, 'AllianceRecorded')} alliances, ${counted(ofBodies, 'MemberAdmitted')} admissions, ${operations.filter(isCooperation).length} operations with those on pacts`, () => members(log));
  await check('answers', 'metrics and proofs of these', () => answers(log, questionTo(door, log.head.position), daysAsked()));
  return checks;
};
