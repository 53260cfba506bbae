import { randomUUID } from 'node:crypto';
import { document } from '@entente/domain/evidence/document';
import { byCodes } from '@entente/domain/kernel/directory';
import type { Decider } from '@entente/domain/kernel/decider';
import type { Actor, Command, Fact } from '@entente/domain/kernel/message';
import { edtfInterval } from '@entente/domain/kernel/period';
import { Refusal } from '@entente/domain/kernel/refusal';
import { signing, termsSchema } from '@entente/domain/signing/signing';
import { territory } from '@entente/domain/territory/territory';
import { poolAs } from '@entente/infra/database/pools';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import { Lanes } from '@entente/infra/event-log/lanes';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
import { ensureBuild } from '@entente/infra/reading/builds';
import { catchUpWholly } from '@entente/infra/reading/catch-up';
import { eventTypes, readers } from '@entente/infra/reading/readers';
import { type TestDatabase, testDatabase } from '@entente/infra/services/test-database';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { AsOfResolver } from '../reading/as-of.js';
import { ReadersProgress } from '../reading/progress.js';
import { ReadModel } from '../reading/read-model.js';
import { Directories } from '../territory/directories.js';
import { EntriesAsked, EntriesAskedHandler } from './entries.queries.js';
import { MetricAsked, MetricAskedHandler } from './metric.queries.js';
import { entriesQuery, metricQuery } from './metric.requests.js';
import { Questions } from './question.js';

const association: Actor = { principal: 'association-1', organisation: 'association', role: 'administrator', region: '*' };
const second = { ...association, principal: 'association-2' };
const chengdu: Actor = { principal: 'chengdu-1', organisation: 'chengdu', role: 'region', region: '510100' };
const AT = '2024-12-31T00:00:00.000Z';

/** Jianyang, as it were: it moves from Ziyang to Chengdu, with another code. */
const MOVED = '2024-05-20';
/** Another county moves to Chengdu, with its code; it is recorded last of all. */
const ALSO_MOVED = '2024-05-10';

/** Who paid whom, when and how much; every amount is a power of two, so that a sum tells what is in it. */
const PAID = [
  ['510100', '512081', '2024-04-10', 1], ['510100', '512081', '2024-05-10', 2], ['510100', '510185', '2024-06-10', 4], ['510100', '512081', '2024', 8],
  ['512000', '510100', '2024-04-10', 16], ['512081', '510100', '2024-04-10', 32], ['512081', '510100', '2024-06-10', 64], ['510100', '510104', '2024-04-10', 128],
  ['510100', '500000', '2024-04-10', 256], ['510100', 'US', '2024-04-10', 512], ['510100', null, '2024-04-10', 1024], ['510100', '510000', '2024-04-10', 2048], ['500101', '500000', '2024-04-10', 4096],
] as const;

const HOSTS = ['510100', '510104', '510185', '510000', '512000', '512081', '511381', '500101'] as const;
/** Those whose lot changes come more often. */
const OFTEN = ['512081', '512081', '511381', '510100', '512000'] as const;
const PAYERS = [...HOSTS, '500000', '511300', 'US', null] as const;
const DATES = ['2024', '2024-04', '2024-05', '2024-06', '2024-04-10', '2024-05-01', '2024-05-09', '2024-05-10', '2024-05-19', '2024-05-20', '2024-05-31', '2024-06-01', '2024-07-15'] as const;

/** A small generator with a seed, so that the record under test is the same in every run. */
const numbers = (seed: number) => () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;

/** Where a county or city lies, by hand; `late` tells whether the last change was known. */
const cityOf = (code: string, day: string, late: boolean): string => {
  if (code === '512081') return day < MOVED ? '512000' : '510100';
  if (code === '511381') return late && day >= ALSO_MOVED ? '510100' : '511300';
  return ['510104', '510185'].includes(code) ? '510100' : code;
};
const provinceOf = (code: string): string => `${code.slice(0, 2)}0000`;

const originByHand = (host: string, source: string, level: string, day: string, late: boolean): string => {
  if (source === '') return 'null';
  if (source === 'US') return 'outside-mainland';
  if (provinceOf(source) !== provinceOf(host)) return 'outside-province';
  if (level === 'province') return 'within-province';
  if (provinceOf(host) === '500000') return 'within-city';
  if (source === '510000' || host === '510000') return 'null';
  return cityOf(host, day, late) === cityOf(source, day, late) ? 'within-city' : 'within-province';
};

type Posted = Readonly<{ metric: string; position: number; subject: string; region: string; source: string; period: string; effective_from: string; effective_to: string; unit: string; value: number }>;

describe('Where funds come from', () => {
  let posted: readonly Posted[];
  let lately: number;
  let database: TestDatabase;
  let log: PostgresEventLog;
  let source: DataSource;
  let ask: (query: object, as?: Actor, metric?: string) => ReturnType<MetricAskedHandler['execute']>;
  let entries: (query: object, as?: Actor, metric?: string) => ReturnType<EntriesAskedHandler['execute']>;

  beforeAll(async () => {
    database = await testDatabase();
    log = new PostgresEventLog({ databaseUrl: database.url, types: eventTypes });
    const lanes = new Lanes(log);
    const send = async <S, C extends Command, F extends Fact>(decider: Decider<S, C, F>, actor: Actor, type: string, data: object): Promise<void> => {
      const command = { type, id: randomUUID(), actor, at: AT, directory: byCodes, data } as unknown as C;
      await lanes.handle(decider, command, { inputHash: sha256Hex(command.id) });
    };
    const region = (code: string, level: string, parent: string | null): object => ({ code, level, name: { zh: code, en: null }, parent, from: null, to: null });
    await send(territory, association, 'RegisterRegions', { id: 'territory', source: null, list: { title: 'test', edition: '1' }, regions: [
      region('510000', 'province', null), region('500000', 'province', null), region('510100', 'prefecture', '510000'), region('512000', 'prefecture', '510000'),
      region('510104', 'county', '510100'), region('512081', 'county', '512000'), region('500101', 'county', '500000'), region('511300', 'prefecture', '510000'), region('511381', 'county', '511300'), region('US', 'country', null),
    ] });
    await send(territory, association, 'MoveRegion', { id: '512081', source: null, parent: '510100', code: '510185', name: null, on: MOVED });
    const [id, proof] = [randomUUID(), randomUUID()];
    await send(document, association, 'DepositDocument', { id: proof, sha256: 'ab'.repeat(32), bytes: 1, mediaType: 'text/plain', name: null, access: 'parties' });
    const hosts = ['510100', '512000', '512081', '500101'].map((each) => ({ region: each, share: '1/4' }));
    const terms = termsSchema.parse({ project: '示例', kind: 'project', hosts, signedOn: '2024-01-11' });
    await send(signing, association, 'SubmitSigning', { id, terms, source: { document: '公报', quote: '签约。' }, number: null, externalIds: [] });
    await send(signing, second, 'ApproveSigning', { id, note: null, waive: [] });
    const pay = async (into: string, host: string, payer: string | null, on: string, amount: { amount: string; currency: string }): Promise<string> => {
      const [receipt, evidence] = [randomUUID(), [{ document: proof, sha256: null }]];
      await send(signing, association, 'ReceiveFunds', { id: into, receipt, host, payer: { name: '甲', region: payer }, on, amount, kind: 'other', evidence });
      await send(signing, second, 'VerifyFunds', { id: into, receipt, reason: null, evidence });
      return receipt;
    };
    for (const [host, payer, on, amount] of PAID) await pay(id, host, payer, on, { amount: `${amount}.00`, currency: 'CNY' });
    // Beside it, a record at random: funds in dollars, some of them taken back, and signings of which some end.
    const next = numbers(5);
    const pick = <T>(options: readonly T[]): T => options[Math.floor(next() * options.length)] as T;
    const reason = { code: 'test', text: 'test' };
    const sign = async (hostsOf: readonly string[], investor: string | null, signedOn: string): Promise<string> => {
      const [made, share] = [randomUUID(), `1/${hostsOf.length}`];
      const its = termsSchema.parse({ project: '随机', kind: 'project', hosts: hostsOf.map((each) => ({ region: each, share: hostsOf.length === 1 ? '1' : share })), investors: [{ name: '乙', region: investor }], signedOn });
      await send(signing, association, 'SubmitSigning', { id: made, terms: its, source: { document: '公报', quote: '签约。' }, number: null, externalIds: [] });
      await send(signing, second, 'ApproveSigning', { id: made, note: null, waive: [] });
      return made;
    };
    const all = await sign(HOSTS, null, '2024-01-11');
    for (let n = 0; n < 200; n += 1) {
      const receipt = await pay(all, pick([...HOSTS, ...OFTEN]), pick([...PAYERS, ...OFTEN]), pick(DATES), { amount: `${Math.floor(next() * 1_000_000)}.00`, currency: 'USD' });
      if (next() < 0.1) await send(signing, second, 'ReverseFunds', { id: all, receipt, reason });
    }
    for (let n = 0; n < 80; n += 1) {
      const made = await sign([pick([...HOSTS, ...OFTEN])], pick([...PAYERS, ...OFTEN]), pick(DATES));
      // One that would end before it was signed is refused.
      if (next() < 0.4) await send(signing, second, 'TerminateSigning', { id: made, reason, on: pick(DATES) }).catch((error: unknown) => { if (!(error instanceof Refusal)) throw error; });
    }
    await send(territory, association, 'MoveRegion', { id: '511381', source: null, parent: '510100', code: null, name: null, on: ALSO_MOVED });
    await sign(['510100'], '511381', '2024-05-09');
    const pool = poolAs(database.url, 'entente_worker', 4);
    for (const reader of readers) {
      await ensureBuild(pool, reader);
      await catchUpWholly(pool, eventTypes, reader, (await pool.query<{ build: number }>('select build from log.checkpoints where reader = $1', [reader.name])).rows[0]?.build ?? 0, 97);
    }
    const { rows: [built] } = await pool.query<{ name: string }>(`select 'read.signing_metrics_entries_b' || build as name from log.checkpoints where reader = 'signing-metrics'`);
    posted = (await pool.query<Posted>(`select metric, position::int as position, subject, region, coalesce(dims ->> 'source', '') as source, period, effective_from::text, effective_to::text, unit, value::float8 as value from ${built?.name}`)).rows;
    lately = Math.max(...posted.map(({ position }) => position)) - 2;
    await pool.end();
    source = await new DataSource({ type: 'postgres', url: database.url, extra: { options: '-c role=entente_query -c jit=off' } }).initialize();
    const questions = new Questions(new ReadModel(source, new Directories(log)), new AsOfResolver(source), new ReadersProgress(source));
    const [metric, listed] = [new MetricAskedHandler(questions), new EntriesAskedHandler(questions)];
    ask = (query, as = association, name = 'signings.received') => metric.execute(new MetricAsked(as, name, metricQuery.parse(query)));
    entries = (query, as = association, name = 'signings.received') => listed.execute(new EntriesAsked(as, name, entriesQuery.parse(query)));
  });
  afterAll(async () => {
    await log.close();
    await source.destroy();
    await database.drop();
  });

  const origins = async (query: object, as?: Actor) => Object.fromEntries((await ask({ by: 'origin', currency: 'CNY', ...query }, as)).rows.map((row) => [String(row['origin']), Number(row['value'])]));

  it('is told from the city by where the payer lay on the day of each receipt', async () => {
    expect(await origins({ region: '510100' })).toEqual({
      // 1 and 2: in April and until 19 May Jianyang was Ziyang's. 4, 8 and 64: in June and at the end of the year it is Chengdu's. 32 came in at Ziyang.
      'within-province': 1 + 2, 'within-city': 4 + 8 + 64 + 128, 'outside-province': 256, 'outside-mainland': 512, null: 1024 + 2048,
    });
    expect(await origins({ region: '512000' })).toEqual({ 'within-province': 16 + 32 });
  });

  it('is told at the boundary of today as if it had always lain there', async () => {
    expect(await origins({ region: '510100', boundary: 'today' })).toEqual({ 'within-city': 1 + 2 + 4 + 8 + 32 + 64 + 128, 'outside-province': 256, 'outside-mainland': 512, null: 1024 + 2048 });
  });

  it('is told from the province, and for everything from the province of each host', async () => {
    const sichuan = 1 + 2 + 4 + 8 + 16 + 32 + 64 + 128 + 2048;
    expect(await origins({ region: '510000' })).toEqual({ 'within-province': sichuan, 'outside-province': 256, 'outside-mainland': 512, null: 1024 });
    expect(await origins({})).toEqual({ 'within-province': sichuan + 4096, 'outside-province': 256, 'outside-mainland': 512, null: 1024 });
    // All of Chongqing is one city.
    expect(await origins({ region: '500000', originLevel: 'city' })).toEqual({ 'within-city': 4096 });
    expect((await ask({ region: '510000', by: 'origin' })).originLevel).toBe('province');
    expect((await ask({ region: '510104', by: 'origin' })).originLevel).toBe('city');
  });

  it('is the same for whoever sees no more than his city, and within dates and months', async () => {
    expect(await origins({ region: '510100' }, chengdu)).toEqual(await origins({ region: '510100' }));
    expect(await origins({ region: '510100', from: '2024-05', to: '2024-06' })).toEqual({ 'within-province': 2, 'within-city': 4 + 64 });
    const { rows } = await ask({ region: '510100', by: 'month,origin', currency: 'CNY', to: '2024-05' });
    expect(rows.map((row) => [row['month'], row['origin'], Number(row['value'])])).toEqual(expect.arrayContaining([['2024-04', 'within-province', 1], ['2024-05', 'within-province', 2]]));
  });

  it('chooses the entries by which it is summed', async () => {
    for (const region of ['510100', '510000', '512000']) {
      for (const boundary of ['then', 'today']) {
        const told = await origins({ region, boundary });
        for (const [origin, value] of Object.entries(told).filter(([name]) => name !== 'null')) {
          const page = await entries({ region, boundary, origin, currency: 'CNY' });
          expect([region, boundary, origin, page.entries.reduce((sum: number, each) => sum + Number((each as { value: string }).value), 0)]).toEqual([region, boundary, origin, value]);
        }
      }
    }
    expect((await entries({ region: '510100', origin: 'within-province', currency: 'CNY' })).entries).toHaveLength(2);
  });

  const METRICS = ['signings.received', 'signings.count', 'signings.present', 'signings.active', 'signings.terminated'] as const;
  const lastDay = (month: string): string => (month === '2024-02' ? '2024-02-29' : ['04', '06'].includes(month.slice(5)) ? `${month}-30` : `${month}-31`);

  it('is what a count by hand finds, for any question', async () => {
    const day = fc.constantFrom(undefined, '2024-04', '2024-05', '2024-05-09', '2024-05-10', '2024-05-19', '2024-05-20', '2024-06', '2024-06-15', '2024');
    // Most of them are about the county that moved, and as a city sees it.
    const question = fc.record({
      metric: fc.constantFrom(...METRICS, 'signings.received', 'signings.received', 'signings.active', 'signings.active'), from: day, to: day, monthly: fc.boolean(), boundary: fc.constantFrom('then', 'then', 'today'),
      region: fc.constantFrom(undefined, undefined, '510100', '510100', '512000', '512000', '512081', '512081', '510185', '511300', '511381', '510104', '510000', '500000'),
      originLevel: fc.constantFrom(undefined, 'city', 'city', 'province'),
      position: fc.oneof(fc.constant(undefined), fc.integer({ min: 20, max: Math.max(...posted.map(({ position }) => position)) })),
    });
    let compared = 0;
    await fc.assert(fc.asyncProperty(question, async ({ metric, from, to, region, boundary, originLevel, monthly, position }) => {
      const stock = metric === 'signings.active';
      const [first, last] = [from === undefined ? '0001-01-01' : edtfInterval(from).from, to === undefined ? '9999-12-31' : edtfInterval(to).to];
      fc.pre(first <= last);
      const end = stock && to === undefined ? '2024-12-31' : last;
      const late = position === undefined || position >= lately;
      const level = originLevel ?? (region === undefined || region.endsWith('0000') ? 'province' : 'city');
      const dates = stock ? { validAt: to ?? '2024-12-31', ...(monthly ? { from: '2024-02' } : {}) } : { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
      const asked = { ...dates, ...(region === undefined ? {} : { region }), boundary, ...(originLevel === undefined ? {} : { originLevel }), ...(position === undefined ? {} : { asOf: `position:${position}` }) };
      const ends = stock && monthly ? ['02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map((month) => `2024-${month}`).filter((month) => `${month}-01` <= end) : ['whole'];

      /** Each group's sum by subject. */
      const byHand = new Map<string, Map<string, number>>();
      const known = posted.filter((each) => each.metric === metric && each.position <= (position ?? Infinity));
      for (const month of ends) {
        const until = month === 'whole' || lastDay(month) > end ? end : lastDay(month);
        for (const each of known) {
          if (stock ? each.effective_from > until : each.effective_from < first || each.effective_to > last) continue;
          const entered = each.region === '512081' && each.effective_from < MOVED && each.effective_to >= MOVED ? '2024-05-19' : each.effective_to;
          const judged = boundary === 'today' ? '2026-01-01' : stock ? until : entered;
          const heir = each.region === '512081' && judged >= MOVED ? ['510185'] : [];
          if (region !== undefined && ![each.region, cityOf(each.region, judged, late), provinceOf(each.region), ...heir].includes(region)) continue;
          const key = [...(monthly ? [stock ? month : each.period] : []), originByHand(each.region, each.source, level, judged, late), each.unit].join(' ');
          const group = byHand.get(key) ?? new Map<string, number>();
          byHand.set(key, group.set(each.subject, (group.get(each.subject) ?? 0) + each.value));
        }
      }
      const measure = (subjects: ReadonlyMap<string, number>): number =>
        metric === 'signings.present' ? [...subjects.values()].filter((value) => value > 0).length : [...subjects.values()].reduce((sum, value) => sum + value, 0);
      const expected = [...byHand].map(([key, subjects]): [string, number] => [key, Math.round(measure(subjects) * 1e6) / 1e6]).filter(([, value]) => value !== 0).toSorted();

      const { rows } = await ask({ ...asked, by: monthly ? 'month,origin' : 'origin' }, association, metric);
      const got = rows.map((row): [string, number] => [[...(monthly ? [row['month']] : []), String(row['origin']), row['unit']].join(' '), Math.round(Number(row['value']) * 1e6) / 1e6]).toSorted();
      expect(got).toEqual(expected);
      compared += got.length;

      if (monthly) {
        const alone = (await ask({ ...asked, by: 'month', origin: 'within-city' }, association, metric)).rows.map((row): [string, number] => [`${row['month']} within-city ${row['unit']}`, Math.round(Number(row['value']) * 1e6) / 1e6]);
        expect(alone.toSorted()).toEqual(expected.filter(([key]) => key.includes('within-city')));
        return;
      }
      for (const [key, value] of expected.filter(([each]) => !each.startsWith('null'))) {
        const [origin, unit] = key.split(' ');
        expect((await ask({ ...asked, origin }, association, metric)).totals.filter((total) => total.unit === unit).map((total) => Math.round(Number(total.value) * 1e6) / 1e6)).toEqual([value]);
        const listed = new Map<string, number>();
        for (const each of (await entries({ ...asked, origin, limit: 1000 }, association, metric)).entries as readonly { subject: string; unit: string; value: string }[]) {
          if (each.unit === unit) listed.set(each.subject, (listed.get(each.subject) ?? 0) + Number(each.value));
        }
        expect([key, Math.round(measure(listed) * 1e6) / 1e6]).toEqual([key, value]);
      }
    }), { numRuns: 400, seed: 3 });
    expect(compared).toBeGreaterThan(500);
  });
});
