import type { Recorded } from '@entente/domain/kernel/message';
import type pg from 'pg';

/**
 * Something that follows the log into tables of its own. A build is one set of those tables; a new version, or a
 * rebuild, makes a new build beside the one that is read.
 */
export type Reader = Readonly<{
  name: string;
  version: number;
  handles: readonly string[];
  /** Creates the tables of a build, without the indexes that only queries need. */
  create: (client: pg.ClientBase, build: number) => Promise<void>;
  /** Adds those indexes, once the build has caught up; those that are there stay. */
  index: (client: pg.ClientBase, build: number) => Promise<void>;
  drop: (client: pg.ClientBase, build: number) => Promise<void>;
  /** Folds facts, in order, into the tables of a build, within the transaction of the client. */
  apply: (client: pg.ClientBase, build: number, facts: readonly Recorded[]) => Promise<void>;
  /** A digest of all rows in key order, equal for equal folds whatever the batches were. */
  digest: (client: pg.ClientBase, build: number) => Promise<string>;
  /** Compares what is kept twice (totals beside their entries); answers with the differences as sentences. */
  check: (client: pg.ClientBase, build: number) => Promise<readonly string[]>;
}>;

/** Table names are made of the reader's name, a part and the build; all of them are ours, none is a user's. */
export const tableOf = (reader: string, part: string, build: number): string =>
  `read.${reader.replaceAll('-', '_')}${part === '' ? '' : `_${part}`}_b${build}`;

/** Adds an index unless it is there: whoever finishes a build may have been stopped halfway before. */
export const indexOn = (client: pg.ClientBase, table: string, name: string, definition: string): Promise<unknown> =>
  client.query(`create index if not exists ${table.replace('read.', '')}_by_${name} on ${table} ${definition}`);

export const digestOf = async (client: pg.ClientBase, table: string, order: string): Promise<string> => {
  const { rows } = await client.query<{ digest: string | null }>(
    `select encode(sha256(convert_to(coalesce(string_agg(md5(t::text), '' order by ${order}), ''), 'UTF8')), 'hex') as digest from ${table} t`,
  );
  return rows[0]?.digest ?? '';
};
