import { randomUUID } from 'node:crypto';
import { byCodes } from '@entente/domain/kernel/directory';
import type { Actor } from '@entente/domain/kernel/message';
import { edtfInterval, rangeOf } from '@entente/domain/kernel/period';
import { Refusal } from '@entente/domain/kernel/refusal';
import { metrics } from '@entente/domain/journals/metrics';
import { signing, type SigningCommand, termsSchema } from '@entente/domain/signing/signing';
import { territory, type TerritoryCommand } from '@entente/domain/territory/territory';
import { poolAs } from '@entente/infra/database/pools';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import { Lanes } from '@entente/infra/event-log/lanes';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
import { ensureBuild } from '@entente/infra/reading/builds';
import { catchUpWholly } from '@entente/infra/reading/catch-up';
import { eventTypes, readers } from '@entente/infra/reading/readers';
import { type TestDatabase, testDatabase } from '@entente/infra/services/test-database';
import fc from 'fast-check';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { AsOfResolver } from '../reading/as-of.js';
import { ReadersProgress } from '../reading/progress.js';
import { ReadModel } from '../reading/read-model.js';
import { Directories } from '../territory/directories.js';
import { EntriesAsked, EntriesAskedHandler } from './entries.queries.js';
import { MetricAsked, MetricAskedHandler } from './metric.queries.js';
import { entriesQuery, metricQuery } from './metric.requests.js';
import { Questions } from './question.js';

const actor = (organisation: string, role: Actor['role'], region: string): Actor => ({ principal: `${organisation}-1`, organisation, role, region });
const association = actor('association', 'administrator', '*');
const second = { ...association, principal: 'association-2' };
const owners = [actor('chengdu', 'region', '510100'), actor('chongqing', 'region', '500000')];
const AT = '2024-12-31T00:00:00.000Z';

/** A small generator with a seed, so that the record under test is the same in every run. */
const numbers = (seed: number) => () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;

/** Jianyang, as it were: it moves from one city to another in the middle of a month, with another code. */
const MOVED = '2023-02-20';
/** Chongqing leaves the set on this day. */
const LEFT = '2024-03-01';

const buildTerritory = async (lanes: Lanes): Promise<void> => {
  const send = async (type: TerritoryCommand['type'], data: object): Promise<void> => {
    const command = { type, id: randomUUID(), actor: association, at: AT, directory: byCodes, data: { source: null, ...data } } as unknown as TerritoryCommand;
    await lanes.handle(territory, command, { inputHash: sha256Hex(command.id) });
  };
  const region = (code: string, level: string, parent: string | null): object => ({ code, level, name: { zh: code, en: null }, parent, from: null, to: null });
  await send('RegisterRegions', { id: 'territory', list: { title: 'test', edition: '1' }, regions: [
    region('510000', 'province', null), region('500000', 'province', null), region('310000', 'province', null),
    region('510100', 'prefecture', '510000'), region('512000', 'prefecture', '510000'), region('512081', 'county', '512000'),
  ] });
  await send('MoveRegion', { id: '512081', parent: '510100', code: '510185', name: null, on: MOVED });
  await send('DeclareZone', { id: '510100-gaoxin', name: { zh: '高新区', en: null }, parent: '510100', counties: [], exclusive: false, from: null });
  const member = { set: null, from: null, to: null, except: [], part: null };
  await send('DefineRegionSet', { id: 'pair', name: { zh: '成都-重庆', en: null }, members: [{ ...member, region: '510100' }, { ...member, region: '500000' }] });
  await send('RemoveSetMember', { id: 'pair', region: '500000', set: null, on: LEFT });
};

/** What lies above a region on a day, worked out by hand, itself and the sets included. */
const above = (region: string, day: string): readonly string[] => {
  const moved = ['510185', '510100', '510000', 'pair'];
  const known: Readonly<Record<string, readonly string[]>> = {
    510100: ['510000', 'pair'], '510100-gaoxin': ['510100', '510000', 'pair'], 510185: moved,
    512081: day < MOVED ? ['512000', '510000'] : moved, 500000: day < LEFT ? ['pair'] : [],
  };
  return [region, ...(known[region] ?? [])];
};

const buildRecord = async (lanes: Lanes): Promise<void> => {
  const next = numbers(7);
  const pick = <T>(...options: readonly T[]): T => options[Math.floor(next() * options.length)] as T;
  const date = (): string => pick('2022', '2022-11', '2023', '2023-02', `2023-0${pick(1, 2, 3)}-${pick('01', '09', '15', '28')}`, `2024-0${pick(1, 2)}-1${pick(0, 5)}`);
  const amount = (): object | null => pick(null, {
    amount: `${Math.floor(next() * 9_000_000) + 1}.0${pick(0, 5)}`, currency: pick('CNY', 'CNY', 'USD'), op: pick('=', '=', '~', '<~', '>'),
    kind: pick('total-investment', 'contract-value'),
  });
  for (let n = 0; n < 60; n += 1) {
    const id = randomUUID();
    const [owner, other] = pick(true, false) ? [owners[0], owners[1]] : [owners[1], owners[0]];
    const shared = pick([{ region: owner?.region, share: '1' }], [{ region: owner?.region, share: '1/3' }, { region: other?.region, share: '2/3' }]);
    const terms = termsSchema.parse({
      project: `项目${n}`, kind: pick('project', 'platform'), hosts: shared, amount: amount(), signedOn: date(),
      edition: pick(null, 'cisc-20', 'cisc-21'), investors: [{ name: '某公司', region: pick('310000', '510100') }],
    });
    const send = async (by: Actor | undefined, type: SigningCommand['type'], data: object): Promise<void> => {
      const command = { type, id: randomUUID(), actor: by, at: AT, directory: byCodes, data: { id, ...data } } as unknown as SigningCommand;
      await lanes.handle(signing, command, { inputHash: sha256Hex(command.id) }).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
    };
    const reason = { code: 'test', text: 'test' };
    await send(owner, 'SubmitSigning', { terms, source: null, number: null, externalIds: [] });
    await send(other, 'ConfirmSigning', { note: null, version: 1 });
    await send(association, 'ApproveSigning', { note: null, waive: [] });
    const elsewhere = termsSchema.parse({ ...terms, hosts: [{ region: pick('512081', '510185', '510100-gaoxin'), share: '1/2' }, { region: pick('510100', '500000'), share: '1/2' }], signedOn: date() });
    const attested = randomUUID();
    await send(association, 'SubmitSigning', { id: attested, terms: elsewhere, source: { document: '公报', quote: '签约。' }, number: null, externalIds: [] });
    await send(second, 'ApproveSigning', { id: attested, note: null, waive: [] });
    if (next() < 0.5) {
      await send(owner, pick('AmendSigning', 'CorrectSigning'), { changes: { amount: amount(), track: pick('a', 'b') }, reason, effectiveOn: pick('2024-03', '2024-04-20') });
      await send(other, 'ConfirmSigning', { note: null, version: 4 });
      await send(association, 'ApproveSigning', { note: null, waive: [] });
    }
    if (next() < 0.3) await send(owner, 'TerminateSigning', { reason, on: pick('2024-06-30', '2024-07') });
  }
};

type Posted = { metric: string; position: number; region: string; effective_from: string; effective_to: string; unit: string; kind: string; value: string; precision: string; subject: string };

describe('A metric', () => {
  let database: TestDatabase;
  let log: PostgresEventLog;
  let pool: pg.Pool;
  let source: DataSource;
  let ask: (metric: string, query: object) => ReturnType<MetricAskedHandler['execute']>;
  let pages: (metric: string, query: object) => Promise<readonly { unit: string | null; value: string | null; amountKind?: string }[]>;
  let posted: readonly Posted[];
  let newest: number;

  beforeAll(async () => {
    database = await testDatabase();
    log = new PostgresEventLog({ databaseUrl: database.url, types: eventTypes });
    await buildTerritory(new Lanes(log));
    await buildRecord(new Lanes(log));
    pool = poolAs(database.url, 'entente_worker', 4);
    for (const reader of readers) {
      await ensureBuild(pool, reader);
      await catchUpWholly(pool, eventTypes, reader, (await pool.query<{ build: number }>('select build from log.checkpoints where reader = $1', [reader.name])).rows[0]?.build ?? 0, 13);
    }
    source = await new DataSource({ type: 'postgres', url: database.url, extra: { options: '-c role=entente_query -c jit=off' } }).initialize();
    const directories = new Directories(log);
    const questions = new Questions(new ReadModel(source, directories), new AsOfResolver(source), new ReadersProgress(source));
    const asked = new MetricAskedHandler(questions);
    const entries = new EntriesAskedHandler(questions);
    ask = (metric, query) => asked.execute(new MetricAsked(association, metric, metricQuery.parse(query)));
    pages = async (metric, query) => {
      const all: object[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: Awaited<ReturnType<typeof entries.execute>> = await entries.execute(new EntriesAsked(association, metric, entriesQuery.parse({ ...query, limit: 37, cursor })));
        all.push(...page.entries);
        cursor = page.next;
      }
      return all as { unit: string | null; value: string | null; amountKind?: string }[];
    };
    const table = (await pool.query<{ name: string }>(`select 'read.signing_metrics_entries_b' || build as name from log.checkpoints where reader = 'signing-metrics'`)).rows[0]?.name;
    posted = (await pool.query<Posted>(`select *, position::int as position, effective_from::text, effective_to::text from ${table}`)).rows;
    newest = Math.max(...posted.map(({ position }) => position));
  });
  afterAll(async () => {
    await log.close();
    await pool.end();
    await source.destroy();
    await database.drop();
  });

  /** The fen of a decimal string; counts have nine decimals, so everything is summed in those. */
  const nano = (value: string): bigint => {
    const [whole = '0', rest = ''] = value.replace('-', '').split('.');
    const digits = BigInt(`${whole}${rest.padEnd(9, '0')}`);
    return value.startsWith('-') ? -digits : digits;
  };
  const summing = metrics.filter((metric) => metric.metric.startsWith('signings.') && metric.kind !== 'ratio' && metric.additive).map(({ metric, kind }) => ({ metric, stock: kind === 'stock' }));

  it('is the sum of its entries for any dates, region and position, whichever way it is computed', async () => {
    const day = fc.constantFrom(undefined, '2022', '2022-11', '2023-01-09', '2023-02', '2023-03-15', '2024', '2024-02-15', '2024-04', '2024-04-20', '2024-06-30', '2024-12');
    const question = fc.record({
      metric: fc.constantFrom(...summing), from: day, to: day, region: fc.constantFrom(undefined, '510100', '512000', '510000', '500000', '310000', '510185', '512081', '510100-gaoxin', 'pair'),
      boundary: fc.constantFrom('then', 'today'), position: fc.oneof(fc.constant(undefined), fc.integer({ min: 8, max: newest })),
    });
    await fc.assert(fc.asyncProperty(question, async ({ metric: { metric, stock }, from, to, region, boundary, position }) => {
      fc.pre(stock || from === undefined || to === undefined || edtfInterval(from).from <= edtfInterval(to).to);
      const dates = stock ? { validAt: to ?? '2024-12' } : { from, to };
      const answer = await ask(metric, { ...dates, ...(region === undefined ? {} : region === 'pair' ? { set: region, boundary } : { region, boundary }), ...(position === undefined ? {} : { asOf: `position:${position}` }) });
      const range = stock ? rangeOf(undefined, to ?? '2024-12') : rangeOf(from, to);
      const expected = new Map<string, bigint>();
      for (const each of posted) {
        if (each.metric !== metric || each.precision === 'unknown' || each.position > (position ?? newest)) continue;
        // What is dated coarsely at the county that moved counts where it lay last.
        const last = each.region === '512081' && each.effective_from < MOVED && each.effective_to >= MOVED ? '2023-02-19' : each.effective_to;
        const placed = boundary === 'today' ? '2026-01-01' : stock ? (range.to ?? '') : last;
        if (region !== undefined && !above(each.region, placed).includes(region)) continue;
        // A stock counts what has begun, a flow what lies within.
        if ((range.from !== null && each.effective_from < range.from) || (range.to !== null && (stock ? each.effective_from : each.effective_to) > range.to)) continue;
        const key = `${each.unit} ${each.kind}`;
        expected.set(key, (expected.get(key) ?? 0n) + nano(each.value));
      }
      const got = new Map(answer.totals.map(({ unit, amountKind = '', value }) => [`${unit} ${amountKind}`, nano(value)]));
      for (const key of new Set([...expected.keys(), ...got.keys()])) expect([key, got.get(key) ?? 0n]).toEqual([key, expected.get(key) ?? 0n]);
    }), { numRuns: 300, seed: 11 });
  });

  it('is the sum of what its entries page shows for the same question', async () => {
    for (const { metric } of summing) {
      for (const query of [{}, { region: '510100' }, { region: '510100', boundary: 'today' }, { set: 'pair' }, { region: '512000' }, { kind: 'platform' }, { edition: 'cisc-20', asOf: `position:${Math.floor(newest / 3)}` }, { asOf: `position:${newest - 20}` }, { month: '2024-03' }]) {
        const answer = await ask(metric, query);
        const sums = new Map<string, bigint>();
        for (const { unit, value, amountKind = '' } of await pages(metric, query)) {
          if (unit !== null && value !== null) sums.set(`${unit} ${amountKind}`, (sums.get(`${unit} ${amountKind}`) ?? 0n) + nano(value));
        }
        for (const { unit, amountKind = '', value } of answer.totals) expect(nano(value)).toBe(sums.get(`${unit} ${amountKind}`) ?? 0n);
      }
    }
  });

  it('by region, month and every other dimension adds up to its total', async () => {
    for (const { metric } of summing) {
      for (const by of ['region', 'region,month', 'counterpart,source', 'kind,level,amountKind', 'edition,track,currency', 'cohort']) {
        if (by.includes('month') && metrics.find((each) => each.metric === metric)?.kind === 'stock') continue;
        const answer = await ask(metric, { by });
        for (const { unit, amountKind, value } of answer.totals) {
          const rows = answer.rows.filter((row) => row['unit'] === unit && (amountKind === undefined || row['amountKind'] === amountKind));
          expect(rows.reduce((sum, row) => sum + nano(row['value'] ?? '0'), 0n)).toBe(nano(value));
        }
      }
    }
  });

  it('of distinct projects counts each once in a set and does not add up over regions', async () => {
    const [chengdu, chongqing, both] = await Promise.all([{ region: '510100' }, { region: '500000' }, { set: '510100,500000' }].map((query) => ask('signings.present', query)));
    const subjects = new Set(posted.filter(({ metric }) => metric === 'signings.present').map(({ subject }) => subject));
    expect(Number(both?.total)).toBe(subjects.size);
    expect(Number(chengdu?.total) + Number(chongqing?.total)).toBeGreaterThan(subjects.size);
  });

  it('as a stock by month stands at each end where it stands when asked for that day', async () => {
    for (const query of [{}, { region: '510100' }, { region: '510100', boundary: 'today' }, { region: '512000' }, { set: 'pair' }]) {
      const answer = await ask('signings.active', { ...query, by: 'month', from: '2022-10', to: '2024-08' });
      for (const row of answer.rows) expect([row['month'], row['value']]).toEqual([row['month'], (await ask('signings.active', { ...query, validAt: row['month'] as string })).total]);
      expect(answer.rows.length).toBeGreaterThan('region' in query && query.region === '512000' ? 3 : 12);
    }
  });
});
