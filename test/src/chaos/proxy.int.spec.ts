import { setTimeout as sleep } from 'node:timers/promises';
import { testDatabase, type TestDatabase } from '@entente/infra/services/test-database';
import pg from 'pg';
import type { CrashPoint } from './crash-points.js';
import { type Gate, openGate } from './proxy.js';

/** What looks like an append to the gate: a statement of that name, whose answer says that something was appended. */
const APPEND = { name: 'append', text: `with written as (insert into kept values ($1) returning n) select '[{"outcome" : "appended"}]'::json as outcomes from written` };
const MOVE = { name: 'move checkpoint', text: 'insert into kept values ($1)' };

describe('the way to a database', () => {
  let database: TestDatabase;
  let gate: Gate;
  let through: pg.Client;
  let beside: pg.Client;
  let fell: number;
  beforeEach(async () => {
    database = await testDatabase();
    const url = new URL(database.url);
    const port = Number(url.port);
    gate = await openGate(() => port);
    url.port = String(gate.port);
    through = new pg.Client({ connectionString: url.href });
    beside = new pg.Client({ connectionString: database.url });
    through.on('error', () => undefined);
    await Promise.all([through.connect(), beside.connect()]);
    await beside.query('create table kept (n integer)');
    fell = 0;
  });
  afterEach(async () => {
    await gate.close();
    await beside.end();
    await database.drop();
  });
  const kept = async (): Promise<readonly number[]> => (await beside.query<{ n: number }>('select n from kept order by n')).rows.map(({ n }) => n);
  const arm = (point: CrashPoint) => gate.arm(point, () => (fell += 1));
  /** Whether a call is answered within a moment. */
  const answered = (call: Promise<unknown>): Promise<boolean> => Promise.race([call.then(() => true, () => false), sleep(300).then(() => false)]);
  const append = (n: number) => through.query({ ...APPEND, values: [n] });

  it('lets everything pass while nothing is armed, and again when it is disarmed', async () => {
    const disarm = [arm('before-append'), arm('after-commit-before-answer')];
    for (const each of disarm) each();
    expect((await append(1)).rows).toEqual([{ outcomes: [{ outcome: 'appended' }] }]);
    expect([await kept(), fell]).toEqual([[1], 0]);
  });

  it('loses an append on the way there', async () => {
    await append(1);
    arm('before-append');
    expect(await answered(append(2))).toBe(false);
    expect([await kept(), fell]).toEqual([[1], 1]);
  });

  it('loses the answer to an append that is committed', async () => {
    await append(1);
    arm('after-commit-before-answer');
    expect(await answered(append(2))).toBe(false);
    expect([await kept(), fell]).toEqual([[1, 2], 1]);
  });

  it('lets an answer pass and tells of it when it has', async () => {
    arm('database-after-answer');
    expect((await append(1)).rows).toEqual([{ outcomes: [{ outcome: 'appended' }] }]);
    expect([await kept(), fell]).toEqual([[1], 1]);
  });

  it('lets the answer pass that says that an append has failed', async () => {
    arm('after-commit-before-answer');
    await expect(through.query({ ...APPEND, values: ['none'] })).rejects.toThrow('invalid input syntax');
    expect(fell).toBe(0);
    expect(await answered(append(2))).toBe(false);
    expect([await kept(), fell]).toEqual([[2], 1]);
  });

  it.each<[CrashPoint, () => Promise<unknown>]>([
    ['between-batch-and-checkpoint', () => through.query({ ...MOVE, values: [2] })],
    ['after-checkpoint-before-commit', async () => { await through.query({ ...MOVE, values: [2] }); await through.query('commit'); }],
    ['mid-switch', () => through.query('update kept set active = true where n = $1', [1])],
  ])('loses a transaction at %s', async (point, work) => {
    await through.query('begin');
    await append(1);
    arm(point);
    expect(await answered(work())).toBe(false);
    gate.cut();
    expect([await kept(), fell]).toEqual([[], 1]);
  });

  it('does not take every commit for that of a checkpoint', async () => {
    arm('after-checkpoint-before-commit');
    await through.query('begin');
    await through.query({ ...MOVE, values: [1] });
    await through.query('select 1');
    await through.query('commit');
    expect([await kept(), fell]).toEqual([[1], 0]);
  });

  it('loses the publication of an issue and no other append of a worker', async () => {
    const publish = (type: string) => through.query({ name: 'append one', text: `insert into kept select 1 where $1 <> ''`, values: [type] });
    arm('report-kept-not-published');
    await publish('ReservationExpired');
    expect(await answered(publish('ReportPublished'))).toBe(false);
    expect([await kept(), fell]).toEqual([[1], 1]);
  });

  it('loses the end of a run that published, and of no other', async () => {
    await beside.query(`insert into jobs.runs (job, parameters, period, due_at, state, token) select job, '{}', '2024-01', now(), 'running', gen_random_uuid() from unnest(array['draft/a', 'report/a']) job`);
    const finish = (job: string) => through.query(`update jobs.runs set state = 'done', finished_at = now(), result = '{}' where job = $1`, [job]);
    arm('report-published-not-noted');
    await finish('draft/a');
    expect(await answered(finish('report/a'))).toBe(false);
    expect([(await beside.query('select job, state from jobs.runs order by job')).rows, fell]).toEqual([[{ job: 'draft/a', state: 'done' }, { job: 'report/a', state: 'running' }], 1]);
  });

  it('delays in both directions, and keeps the order when it is done', async () => {
    gate.delay(60);
    const since = performance.now();
    const calls = [append(1), append(2)];
    await sleep(20);
    gate.delay(0);
    await Promise.all(calls);
    expect(performance.now() - since).toBeGreaterThan(60);
    expect(await kept()).toEqual([1, 2]);
  });

  it('holds everything, new connections too, and loses nothing of it', async () => {
    gate.hold(true);
    const [held, late] = [append(1), new pg.Client({ connectionString: `${database.url.replace(/:\d+\//, `:${gate.port}/`)}` })];
    const connecting = late.connect();
    expect(await answered(held)).toBe(false);
    gate.hold(false);
    await Promise.all([held, connecting]);
    expect(await kept()).toEqual([1]);
    await late.end();
  });

  it('breaks every connection at once', async () => {
    gate.cut();
    await expect(append(1)).rejects.toThrow(/terminated|not queryable|ECONNRESET/);
  });
});
