import { hash } from 'node:crypto';
import type { DataSet } from '@entente/domain/reporting/dataset';
import type pg from 'pg';

/** A file of a data set, as it is kept. */
export type Kept = Readonly<{ name: string; media: string; size: number; sha256: string }>;
type Query = Pick<pg.Pool, 'query'>;

export const sha256Of = (bytes: Buffer): string => hash('sha256', bytes, 'hex');

/**
 * Keeps a data set, its files and the codes of its figures; what is there already stays as it is, so whoever makes the same
 * again, even with an attempt that was given up, changes nothing but from when on its files are kept.
 * @returns the files as they are kept.
 */
export const keep = async (pool: pg.Pool, set: Readonly<{ sha256: string; bytes: Buffer }>, files: readonly Readonly<{ name: string; media: string; bytes: Buffer }>[], codes: ReadonlyMap<string, string>): Promise<readonly Kept[]> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('insert into reports.sets (sha256, bytes) values ($1, $2) on conflict do nothing', [set.sha256, set.bytes]);
    for (const { name, media, bytes } of files) {
      await client.query('insert into reports.files (of, name, media, sha256, bytes) values ($1, $2, $3, $4, $5) on conflict (of, name) do update set made_at = now()', [set.sha256, name, media, sha256Of(bytes), bytes]);
    }
    await client.query('insert into reports.codes (code, of, path) select c.code, $1, c.path from unnest($2::text[], $3::text[]) as c(code, path) on conflict do nothing', [set.sha256, [...codes.values()], [...codes.keys()]]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
  return filesOf(async (sql, values) => (await pool.query<Kept>(sql, values)).rows, set.sha256);
};

/** The files that are kept of a data set, by their names. */
export const filesOf = (rows: (sql: string, values: unknown[]) => Promise<readonly Kept[]>, set: string): Promise<readonly Kept[]> =>
  rows('select name, media, length(bytes) as size, sha256 from reports.files where of = $1 order by name collate "C"', [set]);

/** A data set by its digest; undefined where it was never kept here. */
export const setBy = async (pool: Query, sha256: string): Promise<DataSet | undefined> => {
  const { rows: [row] } = await pool.query<{ bytes: Buffer }>('select bytes from reports.sets where sha256 = $1', [sha256]);
  return row && (JSON.parse(row.bytes.toString('utf8')) as DataSet);
};
