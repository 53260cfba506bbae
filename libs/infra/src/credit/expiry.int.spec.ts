import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { KnownLine } from '@entente/domain/credit/line';
import { waitUntil } from '../services/child.js';
import { checkJobs } from '../jobs/runner.js';
import { lookAt, rowsOf } from '../jobs/jobs.samples.js';
import { tableOf } from '../reading/reader.js';
import { cny, type CreditNode, creditNode, type OfLine, reason } from './credit.samples.js';
import { type Expired, expireDue, expiryJob } from './expiry.js';

const BEFORE = '2026-03-10T10:00:00.000Z';
const AFTER = '2026-03-10T10:30:00.000Z';
const NOTHING: Expired = { looked: 0, reservations: 0, expired: 0, closed: 0, passed: 0, more: false };

/** A worker of its own, as it is built, which runs the job and is killed while it is at it. */
const PROGRAM = `
  import { poolAs } from '@entente/infra/database/pools';
  import { Lanes } from '@entente/infra/event-log/lanes';
  import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
  import { expireDue } from '@entente/infra/credit/expiry';
  import { eventTypes } from '@entente/infra/reading/readers';
  const databaseUrl = process.env.DATABASE_URL;
  const log = new PostgresEventLog({ databaseUrl, types: eventTypes });
  const lanes = new Lanes(log);
  let handled = 0;
  // Told before each is decided, so that whoever kills it does so in the middle.
  const slowly = { handle: async (...asked) => { process.stdout.write('begun ' + (handled += 1) + '\\n'); const done = await lanes.handle(...asked); await new Promise((go) => setTimeout(go, 150)); return done; } };
  await expireDue({ pool: poolAs(databaseUrl, 'entente_worker', 2), log, lanes: slowly }, { now: process.env.NOW, isStill: async () => true });
  process.stdout.write('ended\\n');
`;

describe('what falls due in lines of credit', () => {
  let node: CreditNode;
  let programme: string;
  let firms = 0;
  beforeAll(async () => {
    node = await creditNode();
    programme = await node.programme();
  });
  afterAll(() => node?.close());

  const activeLine = (terms: Partial<Parameters<CreditNode['line']>[1]> = {}): Promise<OfLine> => node.line(programme, { n: (firms += 1), ...terms });
  let reservations = 0;
  const reservationId = (): string => `019a0c00-0000-7000-8000-0000000a${String((reservations += 1)).padStart(4, '0')}`;
  const reserve = (line: OfLine, amount: string, expiresAt: string, at = '2026-03-10'): Promise<number> =>
    node.act(line, 'ReserveCredit', at, { reservation: reservationId(), amount: cny(amount), expiresAt, reference: null });
  const look = (now: string, more: Partial<Parameters<typeof expireDue>[0]> = {}, isStill = async () => true): Promise<Expired> => expireDue({ ...node, ...more }, { now, isStill });
  const held = async ({ id }: OfLine): Promise<KnownLine> => (await node.stands(id)) as KnownLine;

  it('a reservation is free again once its time is over, and not before', async () => {
    const line = await activeLine();
    await reserve(line, '400.00', BEFORE);
    await reserve(line, '100.00', '2026-03-12T10:00:00Z');
    await node.caughtUp();
    expect(await look('2026-03-10T09:59:59.999Z')).toEqual(NOTHING);
    expect(await look(BEFORE)).toEqual({ ...NOTHING, looked: 1, reservations: 1 });
    expect((await held(line)).balances).toMatchObject({ available: '900.00', reserved: '100.00' });
    expect((await node.log.read(`credit-line-${line.id}`, 0)).facts.at(-1)).toMatchObject({
      type: 'ReservationExpired', data: { movement: { debit: 'available', credit: 'reserved', amount: '400.00', currency: 'CNY' }, on: '2026-03-10' }, metadata: { actor: { principal: 'credit-expiry', organisation: 'entente' } },
    });
    await node.caughtUp();
    expect(await look('2026-03-12T10:00:00.000Z')).toEqual({ ...NOTHING, looked: 1, reservations: 1 });
    expect((await held(line)).balances).toMatchObject({ available: '1000.00', reserved: '0.00' });
    await node.caughtUp();
  });

  it('what was free by rule at once, before the job came by, is not freed twice', async () => {
    const line = await activeLine();
    await reserve(line, '900.00', BEFORE);
    await node.caughtUp();
    // The whole limit is available again as soon as the time is over, whether or not a job has come by.
    await node.act(line, 'DrawCredit', AFTER, { amount: cny('950.00'), dueOn: null, on: null, reference: null });
    expect(await look(AFTER)).toMatchObject({ reservations: 0 });
    expect((await held(line)).balances).toMatchObject({ available: '50.00', reserved: '0.00', outstanding: '950.00' });
    expect((await node.typesOf(line.id)).slice(-2)).toEqual(['ReservationExpired', 'CreditDrawn']);
    await node.caughtUp();
  });

  it('of a line whose last day has passed all that is not outstanding goes back to the quota; one that owes nothing is closed', async () => {
    const [owing, settled, mirrored] = [
      await activeLine({ expiresOn: '2026-03-31' }), await activeLine({ expiresOn: '2026-03-31' }),
      await node.line(await node.programme({ mode: 'mirror', quota: null }), { n: (firms += 1), expiresOn: '2026-03-31' }),
    ];
    await node.act(owing, 'DrawCredit', '2026-03-06', { amount: cny('300.00'), dueOn: null, on: null, reference: null });
    await reserve(owing, '100.00', '2026-03-31T10:00:00Z', '2026-03-30');
    await reserve(settled, '100.00', '2026-03-31T10:00:00Z', '2026-03-30');
    await node.caughtUp();
    const before = await look('2026-03-31T15:59:59.999Z');
    expect(before).toEqual({ ...NOTHING, looked: before.looked, reservations: 2 });
    await node.caughtUp();
    expect(await look('2026-03-31T16:00:00.000Z')).toMatchObject({ expired: 3, closed: 1, passed: 0 });
    expect(await held(owing)).toMatchObject({ status: 'expired', limit: '300.00', balances: { available: '0.00', reserved: '0.00', outstanding: '300.00' } });
    expect(await held(settled)).toMatchObject({ status: 'closed', limit: '0.00' });
    expect(await held(mirrored)).toMatchObject({ status: 'expired' });
    await node.caughtUp();
    expect(await look('2026-04-01T16:00:00.000Z')).toEqual(NOTHING);
    // What is repaid afterwards settles it, and the next look closes it.
    await node.act(owing, 'RepayCredit', '2026-04-02', { amount: cny('300.00'), on: null, reference: null });
    await node.caughtUp();
    expect(await look('2026-04-02T16:00:00.000Z')).toEqual({ ...NOTHING, looked: 1, closed: 1 });
    expect(await held(owing)).toMatchObject({ status: 'closed', limit: '0.00' });
    const quota = (await node.log.read(`credit-quota-${programme}`, 0)).facts.filter(({ data }) => 'line' in data && (data as { line: string }).line === owing.id);
    expect(quota.map(({ type, data }) => [type, (data as { amount: string }).amount])).toEqual([['QuotaGranted', '1000.00'], ['QuotaFreed', '700.00'], ['QuotaFreed', '300.00']]);
    await node.caughtUp();
  });

  it('a view that lags behind leads to nothing wrong, and what has moved meanwhile is passed over', async () => {
    const [posted, granted] = [await activeLine({ expiresOn: '2026-05-31' }), await node.line(programme, { n: (firms += 1), expiresOn: '2026-05-31' }, undefined, 'nominated')];
    await node.caughtUp();
    await node.act(posted, 'CloseLine', '2026-05-01', { reason, allocation: null });
    // Granted since, with a later day: the view still says that it is over.
    await node.act(granted, 'ApproveLine', '2026-05-01', { limit: null, allocation: null, expiresOn: '2026-08-31', score: null });
    const [typesOfPosted, typesOfGranted] = [await node.typesOf(posted.id), await node.typesOf(granted.id)];
    expect(await look('2026-06-01T02:00:00.000Z')).toEqual({ ...NOTHING, looked: 2, passed: 1 });
    expect([await node.typesOf(posted.id), await node.typesOf(granted.id)]).toEqual([typesOfPosted, typesOfGranted]);
    await node.caughtUp();
    expect(await look('2026-06-01T02:00:00.000Z')).toEqual(NOTHING);
  });

  it('two workers at once, again and again, do each thing once', async () => {
    const lines = await Promise.all(Array.from({ length: 12 }, () => activeLine({ expiresOn: '2026-06-30' })));
    for (const [n, line] of lines.entries()) {
      await reserve(line, '10.00', '2026-06-20T10:00:00Z', '2026-06-19');
      if (n % 3 === 0) await node.act(line, 'DrawCredit', '2026-06-19', { amount: cny('5.00'), dueOn: null, on: null, reference: null });
    }
    await node.caughtUp();
    const other = await otherWorker();
    const [first, second] = await Promise.all([look('2026-06-20T11:00:00.000Z'), look('2026-06-20T11:00:00.000Z', other)]);
    await Promise.all([look('2026-07-01T02:00:00.000Z'), look('2026-07-01T02:00:01.000Z', other), look('2026-07-01T02:00:02.000Z')]);
    expect([first.looked, second.looked]).toEqual([12, 12]);
    for (const [n, line] of lines.entries()) {
      const types = await node.typesOf(line.id);
      const count = (type: string): number => types.filter((each) => each === type).length;
      expect([count('ReservationExpired'), count('CreditLineExpired'), count('CreditLineClosed')]).toEqual([1, 1, n % 3 === 0 ? 0 : 1]);
    }
    await other.close();
    await node.caughtUp();
  });

  const otherWorker = async () => {
    const { PostgresEventLog } = await import('../event-log/postgres-event-log.js');
    const { Lanes } = await import('../event-log/lanes.js');
    const { eventTypes } = await import('../reading/readers.js');
    const log = new PostgresEventLog({ databaseUrl: node.url, types: eventTypes });
    return { log, lanes: new Lanes(log), close: () => log.close() };
  };

  it('a worker that is killed in the middle leaves nothing half done, and the next one goes on', async () => {
    const lines = await Promise.all(Array.from({ length: 20 }, () => activeLine({ expiresOn: '2026-07-31' })));
    await node.caughtUp();
    const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], { env: { ...process.env, DATABASE_URL: node.url, NOW: '2026-08-01T02:00:00.000Z' }, stdio: ['ignore', 'pipe', 'inherit'] });
    let told = '';
    child.stdout.on('data', (bytes: Buffer) => (told += String(bytes)));
    // All of them are expiring; the closing of each comes after it, and is not reached.
    await waitUntil(async () => (await Promise.all(lines.map(({ id }) => node.typesOf(id)))).some((types) => types.includes('CreditLineExpired')), 20_000);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(told).toContain('begun 20');
    expect(told).not.toContain('ended');
    // The view has not moved since, so the very same commands are sent again and get their receipts.
    expect(await look('2026-08-01T02:05:00.000Z')).toMatchObject({ expired: 20, closed: 20, passed: 0 });
    for (const { id } of lines) {
      const types = await node.typesOf(id);
      expect(types.slice(-3)).toEqual(['LimitReturned', 'CreditLineExpired', 'CreditLineClosed']);
      expect(types.filter((type) => type === 'CreditLineExpired' || type === 'CreditLineClosed')).toHaveLength(2);
    }
    await node.caughtUp();
  });

  it('a line about which something goes wrong keeps no other from its turn, and is told', async () => {
    const [bad, good] = [await activeLine(), await activeLine()];
    for (const line of [bad, good]) await reserve(line, '10.00', '2026-08-10T10:00:00Z', '2026-08-09');
    await node.caughtUp();
    const failing: Parameters<typeof expireDue>[0]['lanes'] = {
      handle: (decider, command, envelope) => ((command.data as { id: string }).id === bad.id ? Promise.reject(new Error('a disk is full')) : node.lanes.handle(decider, command, envelope)),
    };
    await expect(look('2026-08-10T11:00:00.000Z', { lanes: failing })).rejects.toThrow('1 lines could not be looked after, the first because: a disk is full');
    expect([(await held(bad)).balances.reserved, (await held(good)).balances.reserved]).toEqual(['10.00', '0.00']);
    expect(await look('2026-08-10T11:00:00.000Z')).toMatchObject({ passed: 0 });
    expect((await held(bad)).balances.reserved).toBe('0.00');
    await node.caughtUp();
  });

  it('of more than a page, each; and no further page is begun by one whose run is another’s', async () => {
    // What the tests before left behind goes first.
    await look('2026-09-01T09:59:00.000Z');
    const line = await activeLine();
    await reserve(line, '1.00', '2026-09-01T10:00:00Z', '2026-08-31');
    await node.caughtUp();
    const { rows: [active] } = await node.pool.query<{ build: number }>(`select build from read.readers where reader = 'credit-lines' and active`);
    const table = tableOf('credit-lines', '', active!.build);
    // Rows of lines that are none, which are refused: the view only says where to look.
    const columns = (await node.pool.query<{ name: string }>(`select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname not in ('key', 'row')`, [table])).rows.map(({ name }) => name).join(', ');
    await node.pool.query(`insert into ${table} (key, row, ${columns}) select 'copy-' || n, jsonb_set(jsonb_set(row::jsonb, '{id}', to_jsonb('copy-' || n)), '{state,id}', to_jsonb('copy-' || n)), ${columns} from ${table}, generate_series(1, 1100) n where key = $1`, [line.id]);
    try {
      expect(await look('2026-09-01T11:00:00.000Z', {}, async () => false)).toMatchObject({ looked: 500, more: true });
      expect(await look('2026-09-01T11:00:00.000Z')).toEqual({ ...NOTHING, looked: 1101, passed: 1100, reservations: 1 });
    } finally {
      await node.pool.query(`delete from ${table} where key like 'copy-%'`);
    }
    expect((await held(line)).balances.reserved).toBe('0.00');
  });

  it('is a job of every five minutes, which is looked at once for each newest period', async () => {
    const job = expiryJob(node);
    expect(() => checkJobs([job])).not.toThrow();
    const line = await activeLine();
    await reserve(line, '10.00', '2026-10-01T10:02:00Z', '2026-10-01');
    await node.caughtUp();
    expect(await lookAt(node.pool, '2026-10-01T18:01:00', job)).toMatchObject([{ period: '2026-10-01T18:00+08:00', outcome: 'done' }]);
    expect((await held(line)).balances.reserved).toBe('10.00');
    expect(await lookAt(node.pool, '2026-10-01T18:31:00', job)).toMatchObject([{ period: '2026-10-01T18:30+08:00', outcome: 'done' }]);
    expect((await rowsOf(node.pool, job)).map(({ result }) => result)).toMatchObject([{ reservations: 0 }, { looked: 1, reservations: 1 }]);
    expect((await held(line)).balances.reserved).toBe('0.00');
  });
});
