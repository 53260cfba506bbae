import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { poolAs } from '@entente/infra/database/pools';
import { verifyLog } from '@entente/infra/event-log/verify';
import { once, testDatabase, type TestDatabase } from '@entente/infra/services/test-database';
import { repository } from '../support/program.js';
import type { Acknowledged } from './writer.js';

type Stored = Readonly<{ position: number; command: string; ordinal: number; stream: string; version: number }>;

const PROCESSES = 4;
const WRITERS = 16;
const STREAMS = 24;
const WRITE_MS = 4_000;

const runWriters = (databaseUrl: string, how: 'lanes' | 'versions'): Promise<readonly Acknowledged[]> =>
  new Promise((resolve, reject) => {
    const program = join(repository, 'test', 'dist', 'log', 'writer.js');
    const child = spawn(process.execPath, [program, how, String(WRITERS), String(STREAMS), String(WRITE_MS)], {
      env: { ...process.env, DATABASE_URL: databaseUrl }, stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (part: Buffer) => (text += part.toString()));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(JSON.parse(text) as Acknowledged[]) : reject(new Error(`A writer ended with ${code}.`))));
  });

describe(`${PROCESSES * WRITERS} writers in ${PROCESSES} processes on the same streams`, () => {
  let database: TestDatabase;
  let acknowledged: readonly Acknowledged[];
  let byProcess: readonly number[];
  let stored: readonly Stored[];
  const tail: Stored[] = [];
  let gaps = 0;

  const read = async (pool: ReturnType<typeof poolAs>, after: number, limit: number): Promise<readonly Stored[]> => (await pool.query<Stored>(
    `select position::float8 as position, command_id as command, ordinal, stream, version::float8 as version from log.events
      where position > $1 order by position limit $2`, [after, limit])).rows;

  /** Reads on from the last position that it saw, as a reader with a checkpoint does. */
  const follow = async (pool: ReturnType<typeof poolAs>, done: () => boolean): Promise<void> => {
    for (let last = false; ; ) {
      const page = await read(pool, tail.at(-1)?.position ?? 0, 1_000);
      for (const event of page) {
        if (event.position !== (tail.at(-1)?.position ?? 0) + 1) gaps += 1;
        tail.push(event);
      }
      if (page.length > 0) continue;
      if (last) return;
      // What was written before the writers ended is read once more.
      last = done();
      await sleep(5);
    }
  };

  beforeAll(async () => {
    database = await testDatabase();
    const pool = poolAs(database.url, 'entente_worker', 2);
    let writing = true;
    const following = follow(pool, () => !writing);
    const written = await Promise.all(Array.from({ length: PROCESSES }, (_, n) => runWriters(database.url, n % 2 === 0 ? 'lanes' : 'versions')));
    writing = false;
    await following;
    acknowledged = written.flat();
    byProcess = written.map(({ length }) => length);
    stored = await read(pool, 0, 10_000_000);
    await pool.end();
  });
  afterAll(() => database?.drop());

  it('all get work done', () => {
    expect(Math.min(...byProcess)).toBeGreaterThan(WRITERS);
    expect(new Set(acknowledged.map(({ stream }) => stream)).size).toBe(STREAMS);
  });

  it('find every acknowledged event in the log exactly once, where its receipt says', () => {
    const events = new Map<string, Stored[]>();
    for (const event of stored) events.set(event.command, [...(events.get(event.command) ?? []), event]);
    const wrong = acknowledged.filter(({ commandId, stream, version, position, facts }) => {
      const mine = events.get(commandId) ?? [];
      const last = mine.at(-1);
      return mine.length !== facts || last?.position !== position || last.version !== version || mine.some((event, n) => event.stream !== stream || event.ordinal !== n);
    });
    expect(wrong).toEqual([]);
    expect(events.size).toBe(acknowledged.length);
  });

  it('leave no position out and the versions of every stream contiguous', () => {
    expect(stored.every(({ position }, n) => position === n + 1)).toBe(true);
    const versions = new Map<string, number>();
    const jumps = stored.filter(({ stream, version }) => {
      const before = versions.get(stream) ?? 0;
      versions.set(stream, version);
      return version !== before + 1;
    });
    expect(jumps).toEqual([]);
  });

  it('are followed by a reader that sees every event exactly once and in order', () => {
    expect(gaps).toBe(0);
    expect(tail).toEqual(stored);
  });

  it('leave a chain that verifies, and one that names the first position that was tampered with', async () => {
    const pool = poolAs(database.url, 'entente_worker', 2);
    try {
      expect(await verifyLog(pool)).toMatchObject({ position: stored.length, broken: null });
      await expect(once(database.url, `update log.events set data = '{"n":9}' where position = 1`)).rejects.toThrow(/append-only/);
      const [early, late] = [Math.floor(stored.length / 3), Math.floor(stored.length / 2)];
      const tamper = (change: string, position: number): Promise<void> => once(database.url, `alter table log.events disable trigger events_stand;
        update log.events set ${change} where position = ${position}; alter table log.events enable trigger events_stand`);
      await tamper(`data = '{"n":9}'`, late);
      expect((await verifyLog(pool)).broken?.position).toBe(late);
      await tamper(`metadata = '{}'`, early);
      expect((await verifyLog(pool)).broken?.position).toBe(early);
      await tamper(`recorded_at = recorded_at - interval '1 day'`, 2);
      expect((await verifyLog(pool)).broken).toMatchObject({ position: 2 });
    } finally {
      await pool.end();
    }
  });
});
