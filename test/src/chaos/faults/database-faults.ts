import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../world.js';

/** The server goes at once: killed outright, or told to abandon its connections. */
export const killPostgres = async ({ database }: World, signal: 'SIGKILL' | 'SIGQUIT', downMs: number): Promise<void> => {
  await database.end(signal);
  await sleep(downMs);
  await database.ensure();
};

export const terminateBackends = ({ database }: World, share: 'all' | 'some'): Promise<void> =>
  database.run(
    `select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() and ($1 or pid % 2 = 0)`,
    [share === 'all'],
  );

/** The clock jumps ahead by a minute, as far as the ledger of jobs can tell: whoever makes a run seems to have been silent for so long, and another takes it over. */
export const jumpClock = ({ database }: World): Promise<void> => database.run(`update jobs.runs set heartbeat_at = heartbeat_at - interval '1 minute' where state = 'running'`);

/** More segments than the journal keeps ready for use again. */
const SEGMENTS = 12;
const NEXT_SEGMENT = `select pg_logical_emit_message(true, 'chaos', 'a segment is begun'), pg_switch_wal()`;

/**
 * Nothing can be added. Tables meet it first, and statements fail; or the journal does, where a new segment is asked for,
 * and the server ends over it and cannot start. It is started again when there is room.
 */
export const fillDisk = async ({ database, folder, say }: World, first: 'data' | 'journal', forMs: number): Promise<void> => {
  if (!folder.disk) return say(`    disk-full is skipped: ${folder.why}.`);
  folder.disk.fill();
  if (first === 'journal') await database.run(Array(SEGMENTS).fill(NEXT_SEGMENT).join(';')).catch(() => undefined);
  await sleep(forMs);
  folder.disk.free();
  await database.ensure();
};
