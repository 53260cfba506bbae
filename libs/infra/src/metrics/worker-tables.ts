import type { Recorded } from '@entente/domain/kernel/message';
import { evolve, nowhere, type Territory, TERRITORY, type TerritoryFact } from '@entente/domain/territory/territory';
import type pg from 'pg';
import type { EventLog } from '../event-log/event-log.js';
import { readBuilds } from '../reading/builds.js';
import { earlierTerritories } from '../reading/earlier-territories.js';
import { readUpTo } from '../reading/read-up-to.js';
import { tableOf } from '../reading/reader.js';
import { instantOf, type Rows, type Tables } from './tables.js';

/** The pool is the worker's (`entente_worker`), who sees every region. */
export type TablesNeeds = Readonly<{ pool: pg.Pool; log: EventLog }>;
/** Which readers' tables, with everything up to which position of the log in them. */
export type TablesAsked = Readonly<{ readers: readonly [string, ...string[]]; position: number }>;

/**
 * Answers out of one snapshot of the readers' tables, in which everything up to a position has been read. More may have been read
 * already: a question asks as of the position (`knownAt`), and the territory is that of the position too.
 * @throws Error where a reader has stopped, or does not get there in time.
 */
export const withTables = async <T>({ pool, log }: TablesNeeds, { readers, position }: TablesAsked, answer: (tables: Tables) => Promise<T>): Promise<T> => {
  for (const reader of readers) await readUpTo(pool, reader, position);
  const territories = await territoriesUpTo(log, position);
  return inSnapshot(pool, async (client) => answer({ ...(await builtIn(client, readers, position)), ...territories, ...rowsOf(client) }));
};

const territoriesUpTo = async (log: EventLog, position: number): Promise<Pick<Tables, 'territory' | 'territoryAt'>> => {
  const all = (await log.read(TERRITORY, 0)).facts as unknown as readonly Recorded<TerritoryFact>[];
  const facts = all.filter((fact) => fact.position <= position);
  const territory = facts.reduce<Territory>(evolve, nowhere);
  const earlier = earlierTerritories();
  return { territory, territoryAt: (at) => earlier.at(at, facts, territory) };
};

/** The tables that are active in the snapshot, which need not be those that were waited for. */
const builtIn = async (client: pg.ClientBase, readers: TablesAsked['readers'], position: number): Promise<Pick<Tables, 'position' | 'newest' | 'node' | 'table'>> => {
  const active = new Map((await readBuilds(client)).builds.filter((build) => build.active).map((build) => [build.reader, build]));
  const positions = readers.map((reader) => active.get(reader)?.position ?? -1);
  const furthestBehind = Math.min(...positions);
  if (furthestBehind < position) throw new Error(`Not all of ${readers.join(', ')} have read up to position ${position} in one snapshot; try again.`);
  const { rows: [head] } = await client.query<{ node: string }>('select node from read.head');
  return {
    position: furthestBehind, newest: Math.max(...positions), node: head?.node ?? '',
    table: (part = '', reader: string = readers[0]) => {
      const build = readers.includes(reader) ? active.get(reader) : undefined;
      if (!build) throw new Error(`The tables of ${reader} were not asked for; name it among the readers.`);
      return tableOf(reader, part, build.build);
    },
  };
};

const rowsOf = (client: pg.ClientBase): Pick<Tables, 'rows' | 'instantOf'> => {
  const rows: Rows = async <Row>(sql: string, values: readonly unknown[] = []) => (await client.query(sql, [...values])).rows as Row[];
  return { rows, instantOf: (position) => instantOf(rows, position) };
};

const inSnapshot = async <T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin isolation level repeatable read read only');
    return await work(client);
  } finally {
    await client.query('rollback').catch((error: Error) => (broken = error));
    client.release(broken);
  }
};
