import { poolAs } from '@entente/infra/database/pools';
import { waitUntil } from '@entente/infra/services/child';
import { beginRebuild } from '@entente/infra/reading/builds';
import { readers } from '@entente/infra/reading/readers';
import { crashPoint, type CrashPoint } from '../crash-points.js';
import type { World } from '../world.js';
import { killPostgres } from './database-faults.js';

/** Kills the process that reaches the point first, or the database, at the very message; nothing happens where nobody does in time. */
export const crashAt = async (world: World, point: CrashPoint, windowMs: number, downMs: number): Promise<void> => {
  const { gates, supervisor, reached, say } = world;
  let killed: Promise<void> | undefined;
  const fall = (name: string) => (): void => {
    // Two may arrive in the same moment, and one is enough.
    if (killed) return;
    killed = victim === 'database' ? killPostgres(world, 'SIGQUIT', downMs) : supervisor.kill(name, downMs);
    reached.set(point, (reached.get(point) ?? 0) + 1);
    say(`    ${victim === 'database' ? 'The database' : name} was killed at ${point}${victim === 'database' ? ` of ${name}` : ''}.`);
  };
  const { on, victim } = crashPoint(point);
  const disarm = [...gates].filter(([name]) => name.startsWith(on)).map(([name, gate]) => gate.arm(point, fall(name)));
  try {
    // The database may be on its way back from another fault; then a rebuild is begun a moment later.
    if (point === 'mid-switch') await waitUntil(() => rebuild(world).then(() => true, () => false), windowMs, 100);
    await waitUntil(() => killed !== undefined, windowMs, 10);
  } finally {
    for (const each of disarm) each();
  }
  await killed;
  if (!killed) say(`    Nobody reached ${point} within ${windowMs} ms.`);
};

/** Begins to build every reader anew; the workers fill what was begun, and switch to it when it has caught up. */
const rebuild = async ({ database }: World): Promise<void> => {
  const pool = poolAs(database.url(), 'entente_worker', 1);
  try {
    for (const reader of readers) await beginRebuild(pool, reader);
  } finally {
    await pool.end();
  }
};
