import pg from 'pg';

export type Role = 'entente_decide' | 'entente_worker' | 'entente_query' | 'entente_queue';

/**
 * A connection that lets its user's next statement tell that it broke. Between two statements, and while it is handed over
 * (a server that ends may say ready and farewell in one breath), nobody listens, and the process would end.
 */
export class SteadyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/** A pool whose sessions act in one role from their first statement on. */
export const poolAs = (databaseUrl: string, role: Role, max: number, settings = '', more: Partial<pg.PoolConfig> = {}): pg.Pool => {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    options: `-c role=${role} -c jit=off ${settings}`.trim(),
    max,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: role,
    Client: SteadyClient,
    ...more,
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
};
