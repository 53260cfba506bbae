import pg from 'pg';

export type Role = 'entente_decide' | 'entente_worker' | 'entente_query' | 'entente_queue';

/** A pool whose sessions act in one role from their first statement on. */
export const poolAs = (databaseUrl: string, role: Role, max: number, settings = '', more: Partial<pg.PoolConfig> = {}): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    options: `-c role=${role} -c jit=off ${settings}`.trim(),
    max,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: role,
    ...more,
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // So would one that breaks in the hands of its user, between two statements; the next statement tells him.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
};
