import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { poolAs } from '../database/pools.js';
import { type TestDatabase, testDatabase } from '../services/test-database.js';
import { developmentPrincipals, ensureDevKeys } from './dev-keys.js';
import { issueKey, partsOfKey, secretMatches } from './keys.js';

describe('the register of principals', () => {
  let database: TestDatabase;
  let owner: pg.Pool;
  let query: pg.Pool;
  let folder: string;
  let file: string;
  beforeAll(async () => {
    database = await testDatabase();
    owner = new pg.Pool({ connectionString: database.url, max: 2 });
    owner.on('error', () => undefined);
    query = poolAs(database.url, 'entente_query', 1);
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'entente-keys-'));
    file = join(folder, 'keys.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  afterAll(async () => {
    await query.end();
    await owner.end();
    await database.drop();
  });
  const ensure = (): Promise<Record<string, string>> => ensureDevKeys({ databaseUrl: database.url, file });
  const lookUp = async (key: string): Promise<{ secret_hash: Buffer; principal: string; role: string; region: string }[]> =>
    (await query.query('select * from access.principal_of($1)', [partsOfKey(key)?.keyId])).rows;

  it('tells the querying role about one key that it is asked for', async () => {
    const keys = await ensure();
    const [record] = await lookUp(keys['region:510100'] ?? '');
    expect(record).toMatchObject({ principal: 'officer-510100', role: 'region', region: '510100', organisation: 'region-510100' });
    expect(secretMatches(partsOfKey(keys['region:510100'] ?? '')?.secret ?? '', record?.secret_hash ?? Buffer.alloc(0))).toBe(true);
    expect(secretMatches(partsOfKey(keys['admin'] ?? '')?.secret ?? '', record?.secret_hash ?? Buffer.alloc(0))).toBe(false);
  });

  it('cannot be listed, changed or added to by the querying role', async () => {
    for (const sql of [
      'select * from access.principals', 'select key_id from access.principals', `update access.principals set region = '*'`,
      'delete from access.principals', `insert into access.principals values ('k', '', 'p', 'o', 'region', '510100')`,
    ]) await expect(query.query(sql)).rejects.toMatchObject({ code: '42501' });
  });

  it('is closed to the roles that decide, follow the log and keep the queue', async () => {
    for (const role of ['entente_decide', 'entente_worker', 'entente_queue']) {
      const client = new pg.Client({ connectionString: database.url, options: `-c role=${role}` });
      await client.connect();
      for (const sql of ['select * from access.principals', `select * from access.principal_of('x')`]) {
        await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
      }
      await client.end();
    }
  });

  it('says nothing of a key that is unknown or was revoked', async () => {
    const { auditor = '' } = await ensure();
    expect(await lookUp(issueKey().key)).toEqual([]);
    expect(await lookUp(auditor)).toHaveLength(1);
    await owner.query('update access.principals set revoked_at = now() where key_id = $1', [partsOfKey(auditor)?.keyId]);
    expect(await lookUp(auditor)).toEqual([]);
  });

  it('holds no secret, only its hash', async () => {
    const keys = await ensure();
    const { rows: [all] } = await owner.query<{ text: string }>(`select string_agg(p::text, ' ') as text from access.principals p`);
    for (const key of Object.values(keys)) expect(all?.text).not.toContain(partsOfKey(key)?.secret);
  });

  it('gets a key for everyone of a development node, in a file that only its owner reads, and keeps them from start to start', async () => {
    const keys = await ensure();
    expect(Object.keys(keys)).toEqual(Object.keys(developmentPrincipals));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(keys);
    expect(await ensure()).toEqual(keys);
  });

  it('issues anew only those keys of the file that the database does not know, or not so', async () => {
    const keys = await ensure();
    const forged = `ent_${partsOfKey(keys['bank'] ?? '')?.keyId}_${randomUUID().replaceAll('-', '').padEnd(43, 'x')}`;
    writeFileSync(file, JSON.stringify({ ...keys, admin: issueKey().key, bank: forged, report: 'none' }));
    const again = await ensure();
    const renewed = Object.keys(keys).filter((name) => again[name] !== keys[name]);
    expect(renewed).toEqual(['admin', 'bank', 'report']);
    for (const name of renewed) expect(await lookUp(again[name] ?? '')).toHaveLength(1);
  });

  it('issues all keys anew when the file cannot be read', async () => {
    const keys = await ensure();
    writeFileSync(file, '{"admin": ');
    expect(Object.values(await ensure()).some((key) => Object.values(keys).includes(key))).toBe(false);
  });
});

describe('a key', () => {
  it('is told from what is none', () => {
    const { key, keyId } = issueKey();
    expect(partsOfKey(key)?.keyId).toBe(keyId);
    for (const other of ['', 'ent_', key.slice(1), `${key}x`, key.slice(0, -1), key.toUpperCase(), `${key}\n`]) expect(partsOfKey(other)).toBeUndefined();
  });
});
