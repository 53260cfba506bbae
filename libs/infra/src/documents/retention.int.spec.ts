import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Access, document, type DepositDocument, documentStream } from '@entente/domain/evidence/document';
import { byCodes } from '@entente/domain/kernel/directory';
import type { Actor } from '@entente/domain/kernel/message';
import type pg from 'pg';
import { poolAs } from '../database/pools.js';
import { sha256Hex } from '../event-log/canonical.js';
import { commandIdOf } from '../event-log/event-id.js';
import { Lanes } from '../event-log/lanes.js';
import { PostgresEventLog } from '../event-log/postgres-event-log.js';
import { ensureBuild, follow } from '../reading/builds.js';
import { tableOf } from '../reading/reader.js';
import { eventTypes, readers } from '../reading/readers.js';
import { type TestDatabase, testDatabase } from '../services/test-database.js';
import { DirectoryStore } from './directory-store.js';
import { contentFor, listed } from './document-store.contract.js';
import { type Content, StoreAway } from './document-store.js';
import { lookOnce } from './retention.js';

const actor: Actor = { principal: 'officer', organisation: 'chengdu-commerce', role: 'region', region: '510100' };
const reader = readers.find(({ name }) => name === 'documents')!;
const DAY_MS = 86_400_000;

describe('what is kept of documents', () => {
  let database: TestDatabase;
  let log: PostgresEventLog;
  let lanes: Lanes;
  let pool: pg.Pool;
  let folder: string;
  let store: DirectoryStore;
  let count = 0;
  beforeAll(async () => {
    database = await testDatabase();
    log = new PostgresEventLog({ databaseUrl: database.url, types: eventTypes });
    lanes = new Lanes(log);
    pool = poolAs(database.url, 'entente_worker', 4);
    await ensureBuild(pool, reader);
  });
  afterAll(async () => {
    await log.close();
    await pool.end();
    await database.drop();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'entente-retention-'));
    store = new DirectoryStore(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const caughtUp = () => follow(pool, eventTypes, reader);
  /** A look in so many days. */
  const look = (days: number, more: Partial<Parameters<typeof lookOnce>[0]> = {}) =>
    lookOnce({ pool, log, lanes, store, unusedDays: 30, now: () => Date.now() + days * DAY_MS, ...more });

  const deposit = async (access: Access = 'parties'): Promise<Content> => {
    const bytes = Buffer.from(`document ${(count += 1)}`);
    const content = contentFor(bytes);
    await store.put(content, bytes);
    const command: DepositDocument = {
      type: 'DepositDocument', id: commandIdOf('deposit', content.id), actor, at: new Date().toISOString(), directory: byCodes,
      data: { ...content, bytes: bytes.length, mediaType: 'text/plain', name: null, access },
    };
    await lanes.handle(document, command, { inputHash: sha256Hex(content.sha256) });
    return content;
  };
  const refer = async ({ id, sha256 }: Content, version = 1): Promise<string> => {
    const [outcome] = await log.append([{
      commandId: commandIdOf('refer', id), inputHash: sha256Hex(id), expect: [{ stream: documentStream(id), version }],
      facts: [{ type: 'DocumentReferred', effectiveOn: null, data: { document: id, sha256, by: { kind: 'signing', id: commandIdOf('signing', id) } } }], metadata: { actor },
    }]);
    return outcome!.outcome;
  };
  const typesOf = async ({ id }: Content) => (await log.read(documentStream(id), 0)).facts.map(({ type }) => type);
  const held = async () => (await listed(store)).map(({ id }) => id).sort();

  it('what nothing refers to goes after its days, and not before; what is referred to stays', async () => {
    const [unused, used] = [await deposit(), await deposit('open')];
    await refer(used);
    await caughtUp();
    expect(await look(29)).toEqual({ discarded: 0, removed: 0 });
    expect(await held()).toEqual([unused.id, used.id].sort());
    expect(await look(31)).toEqual({ discarded: 1, removed: 0 });
    expect([await typesOf(unused), await typesOf(used)]).toEqual([['DocumentDeposited', 'DocumentDiscarded'], ['DocumentDeposited', 'DocumentReferred']]);
    const [, gone] = (await log.read(documentStream(unused.id), 0)).facts;
    expect(gone).toMatchObject({ data: { policy: 'unused', reason: { code: 'unused' } }, metadata: { actor: { principal: 'retention' } } });
    expect(await held()).toEqual([used.id]);
  });

  it('what has come to be referred to since the view was read stays, because its stream decides', async () => {
    const content = await deposit();
    await caughtUp();
    await refer(content);
    expect(await look(31)).toEqual({ discarded: 0, removed: 0 });
    expect(await typesOf(content)).toEqual(['DocumentDeposited', 'DocumentReferred']);
    expect(await held()).toEqual([content.id]);
  });

  it('a reference at the very moment wins or loses, and never both', async () => {
    const ends = { referred: 0, discarded: 0 };
    for (let n = 0; n < 12; n += 1) {
      const content = await deposit();
      await caughtUp();
      const [outcome] = await Promise.all([n % 2 === 0 ? refer(content) : new Promise<void>((resolve) => setTimeout(resolve, n)).then(() => refer(content)), look(31)]);
      const [, second, ...more] = await typesOf(content);
      expect(more).toEqual([]);
      expect(second).toBe(outcome === 'appended' ? 'DocumentReferred' : 'DocumentDiscarded');
      expect((await held()).includes(content.id)).toBe(outcome === 'appended');
      ends[outcome === 'appended' ? 'referred' : 'discarded'] += 1;
    }
    expect(ends.referred).toBeGreaterThan(0);
  });

  it('a content that stayed when its document was discarded is taken away, however young', async () => {
    const content = await deposit();
    await caughtUp();
    const away = new (class extends DirectoryStore {
      override remove(): Promise<void> {
        return Promise.reject(new StoreAway(new Error('unplugged')));
      }
    })(folder);
    await expect(look(31, { store: away })).rejects.toThrow(StoreAway);
    expect([await typesOf(content), await held()]).toEqual([['DocumentDeposited', 'DocumentDiscarded'], [content.id]]);
    await caughtUp();
    expect(await look(0)).toEqual({ discarded: 0, removed: 1 });
    expect(await held()).toEqual([]);
  });

  it('a content that never came on record is taken away after a day, and so is one that is not the recorded one', async () => {
    const recorded = await deposit();
    const [orphan, other] = [contentFor(Buffer.from('orphan')), contentFor(Buffer.from('other'), recorded.id)];
    await store.put(orphan, Buffer.from('orphan'));
    await store.put(other, Buffer.from('other'));
    await caughtUp();
    expect(await look(0)).toEqual({ discarded: 0, removed: 0 });
    for (const { id, sha256 } of [orphan, other, recorded]) utimesSync(join(folder, sha256.slice(0, 2), `${id}.${sha256}`), new Date(0), new Date(0));
    expect(await look(0)).toEqual({ discarded: 0, removed: 2 });
    expect((await listed(store)).map(({ id, sha256 }) => ({ id, sha256 }))).toEqual([recorded]);
  });

  it('nothing is taken from a store in which nothing is of this record, though it be old', async () => {
    const orphans = [contentFor(Buffer.from('a')), contentFor(Buffer.from('b'))];
    for (const [n, content] of orphans.entries()) await store.put(content, Buffer.from('ab'[n]!));
    expect(await look(2)).toEqual({ discarded: 0, removed: 0 });
    expect(await held()).toHaveLength(2);
  });

  it('a content whose deposit the view has not seen yet stays', async () => {
    await deposit();
    await caughtUp();
    const content = await deposit();
    utimesSync(join(folder, content.sha256.slice(0, 2), `${content.id}.${content.sha256}`), new Date(0), new Date(0));
    expect(await look(0)).toEqual({ discarded: 0, removed: 0 });
    expect(await held()).toContain(content.id);
    await caughtUp();
  });

  it('is looked at by one at a time, and again when that one is done or gone', async () => {
    const content = await deposit();
    await caughtUp();
    let go = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (go = resolve));
    let begun = (): void => undefined;
    const inside = new Promise<void>((resolve) => (begun = resolve));
    const slow = new (class extends DirectoryStore {
      override async remove(it: Content): Promise<void> {
        begun();
        await waiting;
        return super.remove(it);
      }
    })(folder);
    const first = look(31, { store: slow });
    await inside;
    expect(await look(31)).toBeUndefined();
    go();
    expect(await first).toMatchObject({ discarded: expect.any(Number) });
    expect(await look(31)).toBeDefined();
    expect(await held()).not.toContain(content.id);
  });

  it('is a list that each organisation sees its own part of, and nobody who does not say for whom he asks', async () => {
    await deposit();
    await caughtUp();
    const query = poolAs(database.url, 'entente_query', 1);
    const table = tableOf('documents', '', (await query.query<{ build: number }>(`select build from read.readers where reader = 'documents' and active`)).rows[0]!.build);
    const seenAs = async (organisation: string | null) => {
      await query.query('begin');
      if (organisation !== null) await query.query(`select set_config('app.organisation', $1, true)`, [organisation]);
      const { rows } = await query.query<{ n: number }>(`select count(*)::int as n from ${table}`);
      await query.query('rollback');
      return rows[0]!.n;
    };
    expect(await seenAs(actor.organisation)).toBeGreaterThan(0);
    expect([await seenAs('chongqing-commerce'), await seenAs(null), await seenAs('')]).toEqual([0, 0, 0]);
    await query.end();
  });

  it('of more than a batch, each', async () => {
    const contents: Content[] = [];
    for (let n = 0; n < 520; n += 40) contents.push(...(await Promise.all(Array.from({ length: 40 }, () => deposit()))));
    await caughtUp();
    const looked = await look(31);
    expect(looked!.discarded).toBeGreaterThanOrEqual(contents.length);
    expect(await held()).toEqual([]);
  });
});
