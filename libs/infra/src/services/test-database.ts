import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../database/migrate.js';

export type TestDatabase = Readonly<{ url: string; drop: () => Promise<void> }>;

/** A migrated database of its own on the server that the test run was given. */
export const testDatabase = async (): Promise<TestDatabase> => {
  const server = process.env['TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'];
  if (!server) throw new Error('Set TEST_DATABASE_URL, or run the tests by `npm test`, which starts a Postgres of its own.');
  const name = `test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await once(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  await migrate(url.href);
  return { url: url.href, drop: () => once(server, `drop database ${name} with (force)`) };
};

/** One statement on a connection of its own. */
export const once = async (url: string, sql: string, values: unknown[] = []): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql, values);
  } finally {
    await client.end();
  }
};
