import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { poolAs } from '@entente/infra/database/pools';
import { readBuilds } from '@entente/infra/reading/builds';
import { redisOnPath } from '@entente/infra/services/redis';
import { type Check, checkAll } from './check.js';
import { recover, type Recovery } from './checkers/liveness.js';
import { startBankers } from './bankers.js';
import { startClients } from './clients.js';
import { type Company, gather } from './company.js';
import { type CrashPoint, crashPointNames } from './crash-points.js';
import { openCredit } from './credit-company.js';
import type { Credit } from './credit-moves.js';
import { startEnvoys } from './envoys.js';
import { strike } from './faults/strike.js';
import { heal } from './heal.js';
import { type History, recorder } from './history.js';
import { askLastly, startReporters } from './reporters.js';
import { LONG_MS, named, type Planned, type QueueKind, scheduleOf } from './schedule.js';
import { startWorld, type World } from './world.js';

export type ChaosOptions = Readonly<{
  seed: number;
  /** How long there is load and faults; checking comes on top. */
  ms: number;
  queue: QueueKind;
  clients?: number;
  say?: (line: string) => void;
  /** Ends the run early and leaves nothing behind. */
  signal?: AbortSignal;
}>;

export type ChaosReport = Readonly<{
  seed: number;
  schedule: readonly Planned[];
  history: History & Readonly<{ lines: () => readonly string[] }>;
  reached: ReadonlyMap<CrashPoint, number>;
  recovery: readonly Recovery[];
  checks: readonly Check[];
  /** What the processes and the database wrote, by name, for a failure that must be understood. */
  logs: Readonly<Record<string, string>>;
  /** Everything that is wrong, as sentences; a run without any has passed. */
  failures: readonly string[];
}>;

/** How many send commands about signings, about pacts and alliances, and about credit, and how many ask for reports. */
const [CLIENTS, ENVOYS, BANKERS, REPORTERS] = [12, 4, 5, 2];
/** What a run may take beyond its load: the last faults, recovery and the checks. */
const CHECK_MS_MAX = 300_000;

/** The queue that is used where nothing is said: Redis where there is one. */
export const usualQueue = (): QueueKind => (redisOnPath() === undefined ? 'postgres' : 'redis');

/** Load and faults, an end of all faults, and everything that must hold then. */
export const runChaos = async ({ seed, ms, queue, clients = CLIENTS, say = () => undefined, signal }: ChaosOptions): Promise<ChaosReport> => {
  const schedule = scheduleOf({ seed, ms, queue });
  const redisServer = queue === 'redis' ? redisOnPath() : undefined;
  if (queue === 'redis' && redisServer === undefined) throw new Error('There is no redis-server or valkey-server on PATH: run with --queue postgres.');
  const world = await startWorld({ redisServer, wantsDisk: ms >= LONG_MS, say });
  const history = recorder();
  const begun = async (): Promise<readonly [Company, Credit]> => [await gather(world.node), await openCredit(world.node, world.door, history)];
  const [company, credit] = await begun().catch(async (error: Error): Promise<never> => {
    await world.stop();
    throw error;
  });
  const loads = [
    startClients(clients, seed, world.door, history), startEnvoys(ENVOYS, clients, seed, world.door, history, company),
    startBankers(BANKERS, clients + ENVOYS + 1, seed, world.door, history, credit),
    startReporters(REPORTERS, clients + ENVOYS + BANKERS + 1, seed, world.door, history),
  ];
  const stopped = async (): Promise<void> => void (await Promise.all(loads.map((load) => load.stop())));
  const over = new AbortController();
  const run = async (): Promise<ChaosReport> => {
    await letFall(world, schedule, ms, over.signal);
    const quiet = stopped();
    const [recovery] = await Promise.all([recovered(world, history, quiet), quiet]);
    await askLastly(-2, seed, world.door, history);
    const checks = await checkAll({ databaseUrl: world.database.url(), door: world.door, company, history, asks: history.asks, recovery, seed });
    const failures = [...world.supervisor.endedByThemselves, ...(ms < LONG_MS ? [] : missed(world)), ...checks.flatMap(({ faults }) => faults)];
    const logs = Object.fromEntries([...world.supervisor.programs.map(({ name, lastLines }) => [name, lastLines()]), ['postgres', world.database.log()]]);
    return { seed, schedule, history, reached: world.reached, recovery, checks, failures, logs };
  };
  try {
    return await Promise.race([run(), endOf(ms + CHECK_MS_MAX, over.signal, signal)]);
  } finally {
    over.abort();
    void stopped().catch(() => undefined);
    await world.stop();
  }
};

/** Throws when the run takes too long, or when somebody ends it. */
const endOf = async (ms: number, over: AbortSignal, signal?: AbortSignal): Promise<never> => {
  const ends = signal ? AbortSignal.any([over, signal]) : over;
  await sleep(ms, undefined, { signal: ends });
  throw new Error(`The run is not over after ${ms / 1_000} s.`);
};

/** Lets every fault fall at its time, and waits until all are over. */
const letFall = async (world: World, schedule: readonly Planned[], ms: number, over: AbortSignal): Promise<void> => {
  const since = performance.now();
  setMaxListeners(schedule.length + 3, over);
  const until = (at: number): Promise<void> => sleep(Math.max(0, at - (performance.now() - since)), undefined, { signal: over });
  const falling = schedule.map(async ({ at, fault }) => {
    await until(at);
    world.say(`${(at / 1_000).toFixed(1).padStart(6)} s  ${named(fault)}`);
    // As when the database is not there to be told: another fault is in its way.
    await strike(world, fault).catch((error: Error) => world.say(`    ${named(fault)} could not fall: ${error.message}`));
  });
  await Promise.all([...falling, until(ms)]);
};

const recovered = async (world: World, history: ReturnType<typeof recorder>, quiet: Promise<void>): Promise<readonly Recovery[]> => {
  await heal(world);
  const pool = poolAs(world.database.url(), 'entente_worker', 1);
  try {
    return await recover({ door: world.door, recorder: history, quiet, builds: () => readBuilds(pool) });
  } finally {
    await pool.end();
  }
};

const missed = ({ reached }: World): readonly string[] =>
  crashPointNames.filter((point) => !reached.has(point)).map((point) => `The crash point ${point} was never reached.`);
