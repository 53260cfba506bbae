import { setTimeout as sleep } from 'node:timers/promises';
import { poolAs } from '@entente/infra/database/pools';
import { readBuilds } from '@entente/infra/reading/builds';
import { eventTypes, readers } from '@entente/infra/reading/readers';
import { waitUntil } from '@entente/infra/services/child';
import pg from 'pg';
import { convergence } from './checkers/convergence.js';
import { justified } from './checkers/justified.js';
import { atHead, liveness, type Recovery } from './checkers/liveness.js';
import { money } from './checkers/money.js';
import { order } from './checkers/order.js';
import { set } from './checkers/set.js';
import { readStored, type Stored } from './checkers/stored.js';
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

/** All checks on what was done and on what is there; a check that cannot be made has failed. */
export const checkAll = async (databaseUrl: string, history: History, recovery: readonly Recovery[]): Promise<readonly Check[]> => {
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
  await check('justified', `${operations.filter(({ outcome }) => outcome === 'fail').length} refusals, ${readings.length} readings`, () => justified(log, history));
  await check('order', `${log.events.length} events`, () => order(log, operations));
  await check('money', `${entries.length} sums of entries, ${totals.length} totals`, () => money(found));
  return checks;
};
