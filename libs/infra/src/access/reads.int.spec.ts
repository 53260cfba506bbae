import { randomUUID } from 'node:crypto';
import type { Actor } from '@entente/domain/kernel/message';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { poolAs } from '../database/pools.js';
import { type TestDatabase, testDatabase } from '../services/test-database.js';
import { type ReadForm, ReadsLedger } from './reads.js';

const DENIED = { code: '42501' };
const bank: Actor = { principal: 'bank-officer', organisation: 'icbc-chengdu-branch', role: 'bank', region: '510100' };
const auditor: Actor = { principal: 'auditor', organisation: 'audit-office', role: 'auditor', region: '*' };

describe('the ledger of reads', () => {
  let database: TestDatabase;
  let owner: pg.Pool;
  let api: DataSource;
  let ledger: ReadsLedger;
  const line = () => `credit-line-${randomUUID()}`;
  beforeAll(async () => {
    database = await testDatabase();
    owner = new pg.Pool({ connectionString: database.url, max: 2 });
    owner.on('error', () => undefined);
    api = await new DataSource({ type: 'postgres', url: database.url, extra: { options: '-c role=entente_query', max: 4 } }).initialize();
    ledger = new ReadsLedger(api);
  });
  afterAll(async () => {
    await api.destroy();
    await owner.end();
    await database.drop();
  });

  it('says who has read what, in which form, what for and when', async () => {
    const subject = line();
    const before = Date.now();
    await ledger.record(bank, 'statement', [subject], { purpose: '贷后检查', trace: '0af7651916cd43dd8448eb211c80319c' });
    await ledger.record(auditor, 'document', [subject]);
    const [newest, oldest, ...more] = await ledger.of(subject, undefined, 10);
    expect(more).toEqual([]);
    expect(newest).toEqual({ id: expect.any(Number), at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/), ...auditor, what: 'document', purpose: null, trace: null });
    expect(oldest).toMatchObject({ ...bank, what: 'statement', purpose: '贷后检查', trace: '0af7651916cd43dd8448eb211c80319c' });
    // The clock is that of the server, so it is only asked whether the time is one of these days.
    expect(Math.abs(Date.parse(newest!.at) - before)).toBeLessThan(86_400_000);
  });

  it('has a row for each subject of a list, and one for a subject that is named twice', async () => {
    const [one, two] = [line(), line()];
    await ledger.record(bank, 'list', [one, two, one]);
    expect((await ledger.of(one, undefined, 10)).map(({ what }) => what)).toEqual(['list']);
    expect(await ledger.of(two, undefined, 10)).toHaveLength(1);
    expect(await ledger.of(line(), undefined, 10)).toEqual([]);
  });

  it('asks the database nothing where nothing is read', async () => {
    const silent = new ReadsLedger({ query: () => Promise.reject(new Error('It was asked.')) });
    await silent.record(bank, 'list', []);
    await expect(silent.record(bank, 'list', [line()])).rejects.toThrow('It was asked.');
  });

  it('is read page by page, the newest first, and nothing is left out or comes twice', async () => {
    const subject = line();
    for (let n = 0; n < 5; n += 1) await ledger.record(bank, 'entries', [subject, line()], { trace: `trace-${n}` });
    const traces: (string | null)[] = [];
    for (let before: number | undefined; ; ) {
      const page = await ledger.of(subject, before, 2);
      if (page.length === 0) break;
      expect(page.length).toBeLessThanOrEqual(2);
      traces.push(...page.map(({ trace }) => trace));
      before = page.at(-1)?.id;
      // What is read meanwhile stands before the first page.
      await ledger.record(auditor, 'document', [subject]);
    }
    expect(traces).toEqual(['trace-4', 'trace-3', 'trace-2', 'trace-1', 'trace-0']);
  });

  it('keeps all of many that are written at once', async () => {
    const subjects = [line(), line(), line()];
    await Promise.all(Array.from({ length: 40 }, (_, n) => ledger.record(n % 2 === 0 ? bank : auditor, 'exposure', subjects)));
    for (const subject of subjects) expect(new Set((await ledger.of(subject, undefined, 100)).map(({ id }) => id)).size).toBe(40);
  });

  it('gives whoever cannot record an error, and keeps nothing of what he asked for', async () => {
    const subject = line();
    await expect(ledger.record(bank, 'rumour' as ReadForm, [subject])).rejects.toMatchObject({ code: '23514' });
    await expect(ledger.record(bank, 'list', [subject, ''])).rejects.toMatchObject({ code: '23514' });
    await expect(ledger.record({ ...bank, principal: null as unknown as string }, 'list', [subject])).rejects.toMatchObject({ code: '23502' });
    expect(await ledger.of(subject, undefined, 10)).toEqual([]);
  });

  it('is only added to, even by its owner', async () => {
    const subject = line();
    await ledger.record(bank, 'document', [subject]);
    for (const sql of [`update access.reads set principal = 'nobody'`, 'delete from access.reads', 'truncate access.reads']) {
      await expect(owner.query(sql)).rejects.toMatchObject(DENIED);
      await expect(api.query(sql)).rejects.toMatchObject(DENIED);
    }
    expect(await ledger.of(subject, undefined, 10)).toMatchObject([bank]);
  });

  it('cannot be searched or written past its functions by the role of the api, and is closed to all others', async () => {
    const [record, of] = [`select access.record_reads(array['x'], 'list', 'p', 'o', 'bank', '*', null, null)`, `select * from access.reads_of('x', null, 10)`];
    const table = ['select * from access.reads', 'select subject from access.reads', `insert into access.reads (principal, organisation, role, region, subject, what) values ('p', 'o', 'bank', '*', 's', 'list')`];
    for (const sql of table) await expect(api.query(sql)).rejects.toMatchObject(DENIED);
    for (const role of ['entente_decide', 'entente_worker', 'entente_queue'] as const) {
      const other = poolAs(database.url, role, 1);
      for (const sql of [...table, record, of]) await expect(other.query(sql)).rejects.toMatchObject(DENIED);
      await other.end();
    }
  });
});
