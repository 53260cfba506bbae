import pg from 'pg';

/** Runs statements, one after the other. */
export const runAll = async (url: string, ...statements: readonly string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
};

/** Opens all connections before the first client comes. */
export const filledPool = async (url: string, max: number, options = ''): Promise<pg.Pool> => {
  const pool = new pg.Pool({ connectionString: url, max, options });
  const clients = await Promise.all(Array.from({ length: max }, () => pool.connect()));
  for (const client of clients) client.release();
  return pool;
};
