import type pg from 'pg';
import { poolAs } from '../database/pools.js';
import { follow, ensureBuild } from './builds.js';
import { tableOf } from './reader.js';
import { eventTypes, readers } from './readers.js';
import { activeBuild, metricsReader, type Node, openNode, readerNamed, signingsReader } from './reading.samples.js';

/** Every code that could lie below a region, with commas, as a session is told what it is about. */
const codesOf = (region: string): string => {
  const prefix = region.replace(/(00)+$/, '');
  const rest = 6 - prefix.length;
  return region === '*' ? '*' : Array.from({ length: 10 ** rest }, (_, n) => `${prefix}${rest === 0 ? '' : String(n).padStart(rest, '0')}`).join(',');
};

const DENIED = { code: '42501' };

describe('the querying role', () => {
  let node: Node;
  let query: pg.Pool;
  const tables: Record<'signings' | 'claims' | 'entries' | 'totals' | 'rows', string> = { signings: '', claims: '', entries: '', totals: '', rows: '' };
  beforeAll(async () => {
    node = await openNode();
    await node.grow(60);
    for (const reader of readers) {
      await ensureBuild(node.worker, reader);
      await follow(node.worker, eventTypes, reader);
    }
    const metrics = (await activeBuild(node.worker, metricsReader)).build;
    tables.signings = tableOf('signings', '', (await activeBuild(node.worker, signingsReader)).build);
    tables.claims = tableOf('claims', '', (await activeBuild(node.worker, readerNamed('claims'))).build);
    for (const part of ['entries', 'totals', 'rows'] as const) tables[part] = tableOf('signing-metrics', part, metrics);
    // One connection, so that what one question leaves behind would meet the next.
    query = poolAs(node.url, 'entente_query', 1);
  });
  afterAll(async () => {
    await query.end();
    await node.close();
  });

  const countAs = async (client: pg.Pool | pg.PoolClient, table: string): Promise<number> =>
    (await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? -1;
  const within = async <T>(scope: string, ask: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await query.connect();
    try {
      await client.query('begin read only');
      await client.query(`select set_config('app.scope', $1, true)`, [scope]);
      return await ask(client);
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  const owned = async (sql: string, region: string): Promise<number> =>
    (await node.rows<{ n: number }>(`select count(*)::int as n from ${sql}`, [region === '*' ? '%' : `${region.replace(/(00)+$/, '')}%`]))[0]?.n ?? -1;
  const visible = ['signings', 'claims', 'entries', 'totals'] as const;

  it('sees nothing of the log', async () => {
    for (const sql of [
      'select * from log.events', 'select * from log.head', 'select * from log.commands', 'select * from log.checkpoints',
      `select log.read('[]')`, `select log.append('{}')`, 'select log.position_at(now())', 'select position from log.events limit 1',
    ]) await expect(query.query(sql)).rejects.toMatchObject(DENIED);
  });

  it('knows how far the log and its readers are', async () => {
    const { rows } = await query.query(
      'select position::int from read.head union all select position::int from read.readers where active union all select read.position_at(now())::int');
    expect(new Set(rows.map(({ position }) => position)).size).toBe(1);
  });

  it('sees no row while nobody has said what the session is about', async () => {
    for (const table of visible) {
      expect(await countAs(node.owner as pg.Pool, tables[table])).toBeGreaterThan(0);
      expect(await countAs(query, tables[table])).toBe(0);
    }
  });

  it('sees as much as a range says, where a session of the former api says a range', async () => {
    await query.query('begin');
    await query.query(`select set_config('app.scope_from', '510100', true), set_config('app.scope_to', '510199', true)`);
    expect(await countAs(query, tables.entries)).toBe(await owned(`${tables.entries} where region like $1`, '510100'));
    expect(await countAs(query, tables.claims)).toBe(await owned(`${tables.claims} where territory like $1`, '510100'));
    await query.query('rollback');
  });

  it('sees no row while only one end of such a range is said', async () => {
    await query.query('begin');
    await query.query(`select set_config('app.scope_from', '0', true)`);
    for (const table of visible) expect(await countAs(query, tables[table])).toBe(0);
    await query.query('rollback');
  });

  it.each(['510100', '510000', '500000', '310000', '440100', '*'])('sees what concerns %s and all below it, and nothing else', async (region) => {
    const scope = codesOf(region);
    const expected = {
      entries: await owned(`${tables.entries} where region like $1`, region),
      totals: await owned(`${tables.totals} where region like $1`, region),
      signings: await owned(`${tables.signings} where exists (select from unnest(audience) a where a like $1)`, region),
      claims: await owned(`${tables.claims} where territory like $1`, region),
    };
    const seen = await within(scope, async (client) => {
      const counts: Record<string, number> = {};
      for (const table of visible) counts[table] = await countAs(client, tables[table]);
      return counts;
    });
    expect(seen).toEqual(expected);
    expect(seen['signings']).toBeGreaterThan(0);
    if (region !== '*') expect(seen['signings']).toBeLessThan(await countAs(node.owner, tables.signings));
  });

  it('sees nothing again on the same connection once the transaction is over', async () => {
    const client = await query.connect();
    const { rows: [before] } = await client.query('select pg_backend_pid() as pid');
    client.release();
    const seen = await within(codesOf('*'), async (each) => [await countAs(each, tables.entries), (await each.query('select pg_backend_pid() as pid')).rows[0].pid]);
    expect(seen).toEqual([expect.any(Number), before.pid]);
    expect(seen[0]).toBeGreaterThan(0);
    for (const table of visible) expect(await countAs(query, tables[table])).toBe(0);
    expect((await query.query('select pg_backend_pid() as pid')).rows[0].pid).toBe(before.pid);
  });

  it('sees nothing again after a transaction that failed', async () => {
    await expect(within(codesOf('*'), (client) => client.query('select 1/0'))).rejects.toThrow('division by zero');
    for (const table of visible) expect(await countAs(query, tables[table])).toBe(0);
  });

  it('may not look into the rows that the journal folds, nor change, make or drop anything', async () => {
    for (const sql of [
      `select * from ${tables.rows}`, `update ${tables.entries} set value = 0`, `delete from ${tables.totals}`, `truncate ${tables.signings}`,
      `insert into ${tables.claims} (key, position, row) values ('x', 1, '{}')`, 'create table read.mine ()', 'create table public.mine ()',
      `alter table ${tables.entries} disable row level security`, `drop table ${tables.entries}`, `update read.readers set active = true`,
    ]) await expect(query.query(sql)).rejects.toMatchObject(DENIED);
  });

  it('sees a build of the next version under the same rule, from its first row on', async () => {
    const newer = { ...metricsReader, version: 2 };
    await ensureBuild(node.worker, newer);
    await follow(node.worker, eventTypes, newer);
    const table = tableOf('signing-metrics', 'entries', (await activeBuild(node.worker, newer)).build);
    expect(await countAs(query, table)).toBe(0);
    expect(await within(codesOf('510100'), (client) => countAs(client, table))).toBe(
      await owned(`${table} where region like $1`, '510100'));
  });
});
