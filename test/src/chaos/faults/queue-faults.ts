import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '@entente/infra/services/child';
import type { World } from '../world.js';

const EMPTIED = `do $$ declare names text; begin
  select string_agg(format('%I.%I', schemaname, tablename), ', ') into names from pg_tables where schemaname = 'queue' and tablename <> 'migration';
  execute 'truncate ' || names; end $$`;

/** The queue forgets everything at once. */
export const emptyQueue = async ({ redis, database }: World): Promise<void> => {
  if (redis) return redis.flush();
  // A statement of the queue may hold the same tables in another order; then it is tried again.
  await waitUntil(() => database.run(EMPTIED).then(() => true, () => false), 3_000);
};

export const silenceRedis = async ({ redis }: World, forMs: number): Promise<void> => {
  redis?.signal('SIGSTOP');
  await sleep(forMs);
  redis?.signal('SIGCONT');
};

export const killRedis = async ({ redis }: World, forMs: number): Promise<void> => {
  await redis?.down();
  await sleep(forMs);
  await redis?.up();
};
