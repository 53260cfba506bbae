import pg from 'pg';
import { newNodeKey } from '../crypto/node-key.js';
import { poolAs } from '../database/pools.js';
import { type TestDatabase, testDatabase } from '../services/test-database.js';
import { keyToSign, publicKeys } from './node-keys.js';

const DENIED = { code: '42501' };

describe('the keys by which a node signs', () => {
  let database: TestDatabase;
  let owner: pg.Pool;
  let query: pg.Pool;
  const ask = async <Row>(sql: string, parameters: readonly (string | null)[]): Promise<readonly Row[]> => (await query.query(sql, [...parameters])).rows as Row[];
  const kids = async (): Promise<readonly string[]> => (await publicKeys(ask)).map(({ kid }) => kid);
  beforeAll(async () => {
    database = await testDatabase();
    owner = new pg.Pool({ connectionString: database.url, max: 1 });
    owner.on('error', () => undefined);
    query = poolAs(database.url, 'entente_query', 8);
  });
  beforeEach(() => owner.query('delete from node.signing_keys'));
  afterAll(async () => {
    await query.end();
    await owner.end();
    await database.drop();
  });

  it('are one, though many apis start at once', async () => {
    const made = await Promise.all(Array.from({ length: 16 }, () => keyToSign(ask, undefined)));
    expect(new Set(made.map(({ kid }) => kid)).size).toBe(1);
    expect(await kids()).toEqual([made[0]?.kid]);
    expect((await keyToSign(ask, undefined)).kid).toBe(made[0]?.kid);
  });

  it('are those of the environment where it gives one, of which the database has no private half', async () => {
    const [kept, given] = [await keyToSign(ask, undefined), newNodeKey()];
    expect(await Promise.all([given, given].map(async (key) => (await keyToSign(ask, key)).kid))).toEqual([given.kid, given.kid]);
    expect(await kids()).toEqual([given.kid, kept.kid]);
    expect((await owner.query('select d from node.signing_keys where kid = $1', [given.kid])).rows).toEqual([{ d: null }]);
    expect((await keyToSign(ask, undefined)).kid).toBe(kept.kid);
  });

  it('stay in the set when another takes their place, and go when they are taken out', async () => {
    const first = await keyToSign(ask, undefined);
    await owner.query('update node.signing_keys set d = null');
    const second = await keyToSign(ask, undefined);
    expect(second.kid).not.toBe(first.kid);
    expect(await kids()).toEqual([second.kid, first.kid]);
    await owner.query('delete from node.signing_keys where kid = $1', [first.kid]);
    expect(await kids()).toEqual([second.kid]);
  });

  it('cannot be listed or changed by the role of the api, and are closed to all others', async () => {
    await keyToSign(ask, undefined);
    for (const sql of ['select * from node.signing_keys', 'select d from node.signing_keys', 'update node.signing_keys set d = null', 'delete from node.signing_keys', `insert into node.signing_keys (kid, x) values ('k', 'x')`]) {
      await expect(query.query(sql)).rejects.toMatchObject(DENIED);
    }
    for (const role of ['entente_decide', 'entente_worker', 'entente_queue']) {
      const client = new pg.Client({ connectionString: database.url, options: `-c role=${role}` });
      await client.connect();
      for (const sql of ['select * from node.signing_keys', `select * from node.key_to_sign('k', 'x', 'd')`, 'select * from node.public_keys()']) await expect(client.query(sql)).rejects.toMatchObject(DENIED);
      await client.end();
    }
  });
});
