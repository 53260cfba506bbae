import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';

import { isRunning, markOf, waitUntil } from './child.js';
import { startPostgres, stopLeftPostgres, type RunningPostgres } from './postgres.js';

const ask = async (url: string, sql: string): Promise<string> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return String(Object.values(rows[0] ?? {})[0]);
  } finally {
    await client.end();
  }
};

describe('the embedded Postgres', () => {
  let folder: string;
  let dataDir: string;
  let running: RunningPostgres;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'entente-services-'));
    // Only what lies in a folder that the user of Postgres may enter can be reached by it.
    chmodSync(folder, 0o711);
    dataDir = join(folder, 'postgres');
    running = await startPostgres({ dataDir, forTests: true });
  });

  afterAll(async () => {
    await stopLeftPostgres(dataDir);
    rmSync(folder, { recursive: true, force: true });
  });

  it('answers, in UTF-8 and UTC, and knows Chinese letters', async () => {
    expect(await ask(running.url, 'select 1')).toBe('1');
    expect(await ask(running.url, 'show server_encoding')).toBe('UTF8');
    expect(await ask(running.url, 'show timezone')).toBe('UTC');
    expect(await ask(running.url, `select '合作' ~ '^\\w+$'`)).toBe('true');
  });

  it('keeps its password in a file that only its owner may read', () => {
    expect(statSync(join(folder, 'postgres.json')).mode & 0o777).toBe(0o600);
  });

  it('refuses a wrong password', async () => {
    const url = new URL(running.url);
    url.password = 'wrong';
    await expect(ask(url.href, 'select 1')).rejects.toThrow(/password/);
  });

  it('keeps its data over a stop and a second start, and leaves no process', async () => {
    await ask(running.url, 'create table kept (n int)');
    const mark = markOf(running.pid);
    await running.stop();
    expect(mark && isRunning(mark)).toBe(false);
    running = await startPostgres({ dataDir, forTests: true });
    expect(await ask(running.url, 'select count(*) from kept')).toBe('0');
  });

  it('is joined by the next start when its parent was killed', async () => {
    const again = await startPostgres({ dataDir, forTests: true });
    expect(again.pid).toBe(running.pid);
    expect(await ask(again.url, 'select 1')).toBe('1');
  });

  it('starts again after it was killed, whatever its pid file says', async () => {
    const file = join(dataDir, 'postmaster.pid');
    const left = readFileSync(file, 'utf8');
    const mark = markOf(running.pid);
    process.kill(running.pid, 'SIGKILL');
    await waitUntil(() => mark === undefined || !isRunning(mark), 5_000);
    // The number may have gone to another process by then: here it is our own.
    writeFileSync(file, left.replace(/^\d+/, String(process.pid)));
    running = await startPostgres({ dataDir, forTests: true });
    expect(await ask(running.url, 'select count(*) from kept')).toBe('0');
  });
});

it('starts for tests in a folder of its own and leaves nothing', async () => {
  const running = await startPostgres({ forTests: true });
  const dir = await ask(running.url, 'show data_directory');
  await running.stop();
  expect(statSync(dir, { throwIfNoEntry: false })).toBeUndefined();
});
