import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type TestDatabase, testDatabase } from '../services/test-database.js';
import { AppendRejected } from './event-log.js';
import { anAppend, eventLogContract, sampleFact, sampleTypes } from './event-log.contract.js';
import { PostgresEventLog } from './postgres-event-log.js';

const openLog = (url: string): PostgresEventLog => new PostgresEventLog({ databaseUrl: url, types: sampleTypes });

eventLogContract('The Postgres log', async () => {
  const database = await testDatabase();
  const log = openLog(database.url);
  return {
    log,
    close: async () => {
      await log.close();
      await database.drop();
    },
  };
});

describe('The Postgres log', () => {
  let database: TestDatabase;
  let log: PostgresEventLog;
  let owner: pg.Pool;
  beforeAll(async () => {
    database = await testDatabase();
    log = openLog(database.url);
    owner = new pg.Pool({ connectionString: database.url, max: 2 });
    owner.on('error', () => undefined);
  });
  afterAll(async () => {
    await log.close();
    await owner.end();
    await database.drop();
  });
  const rows = async <T extends pg.QueryResultRow>(sql: string): Promise<T[]> => (await owner.query<T>(sql)).rows;

  it('finds the one member of a group that the database refuses, and the others stand', async () => {
    const streams = Array.from({ length: 40 }, () => `sample-${randomUUID()}`);
    const poison = { ...sampleFact(1), effectiveOn: '2024\0' };
    const settled = await Promise.allSettled(
      streams.map((stream, n) => log.append([anAppend(stream, 0, n === 17 ? [poison] : undefined)])),
    );
    const rejected = settled.flatMap((each, n) => (each.status === 'rejected' ? [n] : []));
    expect(rejected).toEqual([17]);
    expect((settled[17] as PromiseRejectedResult).reason).toBeInstanceOf(AppendRejected);
    for (const [n, stream] of streams.entries()) {
      expect((await log.read(stream, 0)).facts).toHaveLength(n === 17 ? 0 : 1);
    }
  });

  it('refuses to update, delete or truncate what stands', async () => {
    await log.append([anAppend(`sample-${randomUUID()}`, 0)]);
    for (const sql of ['update log.events set type = type', 'delete from log.events', 'truncate log.events', 'delete from log.commands']) {
      await expect(owner.query(sql)).rejects.toThrow(/append-only/);
    }
  });

  it('keeps the canonical bytes of what was sent', async () => {
    const stream = `sample-${randomUUID()}`;
    await log.append([anAppend(stream, 0, [{ ...sampleFact(1), data: { z: '€', a: [1, { y: 2, b: 1.5 }], n: 1.5e-7 } }])]);
    const [row] = await rows<{ data: string }>(`select data::text from log.events where stream = '${stream}'`);
    expect(row?.data).toBe('{"a":[1,{"b":1.5,"y":2}],"n":1.5e-7,"z":"€"}');
  });

  it('lets the deciding role append and read streams, and nothing else', async () => {
    const client = new pg.Client({ connectionString: database.url, options: '-c role=entente_decide' });
    await client.connect();
    for (const sql of [
      'select * from log.events', 'select * from log.head', 'insert into log.commands select * from log.commands',
      'select log.position_at(now())', 'update log.head set position = 0', 'create table log.mine ()',
    ]) {
      await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
    }
    await client.end();
  });

  it('loses nothing and doubles nothing when backends are killed in the middle of groups', async () => {
    const stop = Date.now() + 3_000;
    const acknowledged: string[] = [];
    const writer = async (): Promise<void> => {
      while (Date.now() < stop) {
        const append = anAppend(`sample-${randomUUID()}`, 0);
        const [outcome] = await log.append([append]);
        if (outcome?.outcome === 'appended' || outcome?.outcome === 'replayed') acknowledged.push(append.commandId);
      }
    };
    let kills = 0;
    const killer = async (): Promise<void> => {
      while (Date.now() < stop) {
        const killed = await owner.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'entente-log' and datname = current_database() and state = 'active'`);
        kills += killed.rowCount ?? 0;
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
    };
    await Promise.all([...Array.from({ length: 32 }, writer), killer()]);
    const stored = await rows<{ id: string; n: number }>('select command_id as id, count(*)::int as n from log.events group by 1');
    const counts = new Map(stored.map(({ id, n }) => [id, n]));
    expect(kills).toBeGreaterThan(0);
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(acknowledged.filter((id) => counts.get(id) !== 1)).toEqual([]);
    const [dense] = await rows<{ ok: boolean }>(
      'select count(*) = max(position) and max(position) = (select position from log.head) as ok from log.events');
    expect(dense?.ok).toBe(true);
  });
});
