import { poolAs, type Role } from '@entente/infra/database/pools';
import { startPostgres } from '@entente/infra/services/postgres';
import { checkPostgres } from '@entente/infra/services/postgres-client';
import { postmasterOf } from '@entente/infra/services/postmaster';
import type pg from 'pg';
import { readSettings } from '../start/settings.js';

/** The node's database as `npm start` has it: DATABASE_URL, or the embedded one, started for the while if it is not running. */
export const withPool = async <T>(role: Role, work: (pool: pg.Pool) => Promise<T>): Promise<T> => {
  const { databaseUrl, clusterDir } = readSettings([], process.env);
  if (databaseUrl) {
    await checkPostgres(databaseUrl);
    return using(poolAs(databaseUrl, role, 4), work);
  }
  const running = postmasterOf(clusterDir) !== undefined;
  const postgres = await startPostgres({ dataDir: clusterDir });
  try {
    return await using(poolAs(postgres.url, role, 4), work);
  } finally {
    if (!running) await postgres.stop();
  }
};

const using = async <T>(pool: pg.Pool, work: (pool: pg.Pool) => Promise<T>): Promise<T> => {
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
};
