import { randomUUID } from 'node:crypto';
import { absent as noPact, evolve as evolvePact, type Known as KnownPact, type Pact, pact, type PactFact } from '@entente/domain/cooperation/pact';
import { document, type DocumentCommand } from '@entente/domain/evidence/document';
import { type Body, byCodes, type Directory } from '@entente/domain/kernel/directory';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import { edtfInterval } from '@entente/domain/kernel/period';
import { signing, type SigningCommand, termsSchema } from '@entente/domain/signing/signing';
import { territory, type TerritoryCommand } from '@entente/domain/territory/territory';
import { poolAs } from '@entente/infra/database/pools';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import { Lanes } from '@entente/infra/event-log/lanes';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
import type { MetricAnswer } from '@entente/infra/metrics/answer';
import { ensureBuild } from '@entente/infra/reading/builds';
import { catchUpWholly } from '@entente/infra/reading/catch-up';
import { eventTypes, readers } from '@entente/infra/reading/readers';
import { type TestDatabase, testDatabase } from '@entente/infra/services/test-database';
import fc from 'fast-check';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { EntriesAsked, EntriesAskedHandler } from '../../metrics/entries.queries.js';
import { MetricAsked, MetricAskedHandler } from '../../metrics/metric.queries.js';
import { entriesQuery, metricQuery } from '../../metrics/metric.requests.js';
import { Questions } from '../../metrics/question.js';
import { AsOfResolver } from '../../reading/as-of.js';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel } from '../../reading/read-model.js';
import { Directories } from '../../territory/directories.js';
import { type MatrixAnswer, MatrixAsked, MatrixAskedHandler } from './matrix.queries.js';
import { matrixQuery } from './matrix.requests.js';

const actor = (organisation: string, role: Actor['role'], region: string, n = 1): Actor => ({ principal: `${organisation}-${n}`, organisation, role, region });
const association = actor('association', 'administrator', '*');
const second = actor('association', 'administrator', '*', 2);
const chengdu = actor('chengdu', 'region', '510100');
const reason = { code: 'test', text: 'test' };
const source = { document: '公报', quote: '协议。' };
const AT = '2024-12-31T00:00:00.000Z';

/** A small generator with a seed, so that the record under test is the same in every run. */
const numbers = (seed: number) => () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;

/** Two bodies in each of some regions, and what lies in what. */
const REGIONS = ['510100', '510104', '500000', '310000'] as const;
const UNDER: Readonly<Record<string, readonly string[]>> = { 510000: ['510000', '510100', '510104'], 510100: ['510100', '510104'], 510104: ['510104'], 500000: ['500000'], 310000: ['310000'] };
const bodies = REGIONS.flatMap((region, n) => [0, 1].map((m): Body => ({
  id: `00000000-0000-4000-8000-0000000000${n}${m}`, name: `机构${n}${m}`, status: 'live', from: null, to: null, into: null, region, account: null,
})));
const directory: Directory = { ...byCodes, body: (id) => bodies.find((each) => each.id === id) };

type Send = (by: Actor, decider: 'signing' | 'pact', type: string, id: string, data: object) => Promise<unknown>;

/** Pacts as documents state them, with all that becomes of one, and signings with a counterpart. */
const build = async (send: Send): Promise<readonly string[]> => {
  const next = numbers(41);
  const pick = <T>(...options: readonly T[]): T => options[Math.floor(next() * options.length)] as T;
  const pacts = Array.from({ length: 40 }, () => randomUUID());
  for (const id of pacts) {
    const parties = bodies.filter(() => next() < 0.35).map(({ id: organisation }) => ({ organisation, role: null }));
    const stated = { kind: pick('framework', 'cooperation'), title: { zh: '协议' }, parent: null, territory: '510000', parties, signedOn: null, inForceFrom: pick('2022', '2023-03', '2023-06-15', null), to: pick(null, null, '2024-06-30'), source };
    await send(association, 'pact', 'RecordPact', id, { stated });
    const consenting = { as: null, reason, source, parties: parties.map(({ organisation }) => organisation) };
    if (next() < 0.3) await send(association, 'pact', 'SuspendPact', id, { ...consenting, from: '2023-09-01', clause: null });
    if (next() < 0.5) await send(association, 'pact', 'ResumePact', id, { ...consenting, on: '2023-11-01' });
    if (parties.length > 2 && next() < 0.3) await send(association, 'pact', 'WithdrawFromPact', id, { ...consenting, organisation: parties[0]?.organisation, on: '2024-02-01', clause: null });
    if (next() < 0.3) await send(association, 'pact', 'TerminatePact', id, { ...consenting, on: pick('2024-03-15', '2024-05'), clause: null });
  }
  for (let n = 0; n < 60; n += 1) {
    const [id, receipt] = [randomUUID(), randomUUID()];
    const host = pick(...REGIONS);
    const terms = termsSchema.parse({
      project: `项目${n}`, kind: 'project', level: 'contract', hosts: [{ region: host }], counterpart: pick(null, { region: pick(...REGIONS.filter((each) => each !== host)) }),
      amount: pick(null, { amount: `${n + 1}00.05`, currency: pick('CNY', 'USD'), op: pick('=', '~'), kind: 'contract-value' }), signedOn: pick('2023-05', '2023-06-10', '2024-01-20'),
    });
    await send(association, 'signing', 'SubmitSigning', id, { terms, source, number: null, externalIds: [] });
    await send(second, 'signing', 'ApproveSigning', id, { note: null, waive: [] });
    const evidence = [{ document: DOCUMENT, sha256: null }];
    if (next() < 0.6) await send(association, 'signing', 'ReceiveFunds', id, { receipt, host, payer: { name: '甲', region: null }, on: '2024-02-01', amount: { amount: '70.00', currency: 'CNY' }, kind: 'other', evidence });
    if (next() < 0.8) await send(second, 'signing', 'VerifyFunds', id, { receipt, reason: null, evidence });
  }
  return pacts;
};
const DOCUMENT = '00000000-0000-4000-8000-00000000d0c0';

/** Whether a pact of the record is in force on a day, worked out from its dates. */
const isInForce = (it: Extract<KnownPact, { status: 'in-force' }>, day: string): boolean => {
  const begun = it.from !== null && edtfInterval(it.from).from <= day;
  const ended = (it.to !== null && edtfInterval(it.to).to < day) || (it.terminated !== null && edtfInterval(it.terminated.on).from <= day);
  const resting = it.suspensions.some(({ from, to }) => edtfInterval(from).from <= day && (to === null || day < edtfInterval(to).from));
  return begun && !ended && !resting;
};

/** How many pacts bind one region and another on a day, as one counts them: in the one, and in the other by another body. */
const pactsBetween = (pacts: readonly Pact[], [a, b]: readonly [string, string], day: string): number => pacts.filter((it) => {
  if (it.status !== 'in-force' || !isInForce(it, day)) return false;
  const bound = it.bound.filter(({ until }) => until === null || day < edtfInterval(until).from);
  const inside = (region: string) => bound.filter((each) => UNDER[region]?.includes(each.region ?? ''));
  return inside(a).some((one) => inside(b).some((other) => other.organisation !== one.organisation));
}).length;

describe('The cooperation matrix', () => {
  let database: TestDatabase;
  let log: PostgresEventLog;
  let pool: pg.Pool;
  let data: DataSource;
  let ids: readonly string[];
  let kept: readonly (readonly Recorded<PactFact>[])[];
  let newest: number;
  let matrix: (query: object, as?: Actor) => Promise<MatrixAnswer>;
  let metric: (question: string, as?: Actor) => Promise<MetricAnswer>;
  let entries: (question: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

  beforeAll(async () => {
    database = await testDatabase();
    log = new PostgresEventLog({ databaseUrl: database.url, types: eventTypes });
    const lanes = new Lanes(log);
    const region = (code: string, level: string, parent: string | null): object => ({ code, level, name: { zh: code, en: null }, parent, from: null, to: null });
    const member = { set: null, from: null, to: null, except: [], part: null };
    for (const [type, sent] of [
      ['RegisterRegions', { id: 'territory', list: { title: 'test', edition: '1' }, regions: [region('510000', 'province', null), region('500000', 'province', null), region('310000', 'province', null), region('510100', 'prefecture', '510000'), region('510104', 'county', '510100')] }],
      ['DefineRegionSet', { id: 'pair', name: { zh: '成都-重庆', en: null }, members: [{ ...member, region: '510100' }, { ...member, region: '500000', to: '2024-04-01' }] }],
    ] as const) {
      const command = { type, id: randomUUID(), actor: association, at: AT, directory: byCodes, data: { source: null, ...sent } } as unknown as TerritoryCommand;
      await lanes.handle(territory, command, { inputHash: sha256Hex(command.id) });
    }
    const deposit = { type: 'DepositDocument', id: randomUUID(), actor: association, at: AT, directory: byCodes, data: { id: DOCUMENT, sha256: 'ab'.repeat(32), bytes: 1, mediaType: 'text/plain', name: null, access: 'parties' } } as unknown as DocumentCommand;
    await lanes.handle(document, deposit, { inputHash: sha256Hex(deposit.id) });
    const deciders = { signing, pact } as const;
    const send: Send = (by, decider, type, id, sent) => {
      const command = { type, id: randomUUID(), actor: by, at: AT, directory, data: { id, ...sent } } as unknown as SigningCommand;
      return lanes.handle(deciders[decider] as typeof signing, command, { inputHash: sha256Hex(command.id) }).catch((error: unknown) => error);
    };
    ids = await build(send);
    kept = await Promise.all(ids.map(async (id) => (await log.read(`pact-${id}`, 0)).facts as unknown as readonly Recorded<PactFact>[]));
    newest = Math.max(...kept.flat().map(({ position }) => position));
    pool = poolAs(database.url, 'entente_worker', 4);
    for (const reader of readers) {
      await ensureBuild(pool, reader);
      await catchUpWholly(pool, eventTypes, reader, (await pool.query<{ build: number }>('select build from log.checkpoints where reader = $1', [reader.name])).rows[0]?.build ?? 0, 97);
    }
    data = await new DataSource({ type: 'postgres', url: database.url, extra: { options: '-c role=entente_query -c jit=off' } }).initialize();
    const questions = new Questions(new ReadModel(data, new Directories(log)), new AsOfResolver(data), new ReadersProgress(data));
    const asked = (question: string): Readonly<{ name: string; query: object }> => {
      const [path = '', query] = question.split('?');
      return { name: path.slice('/v1/metrics/'.length), query: Object.fromEntries(new URLSearchParams(query)) };
    };
    const [matrices, metrics, lines] = [new MatrixAskedHandler(questions), new MetricAskedHandler(questions), new EntriesAskedHandler(questions)];
    matrix = (query, as = association) => matrices.execute(new MatrixAsked(as, matrixQuery.parse(query)));
    metric = (question, as = association) => metrics.execute(new MetricAsked(as, asked(question).name, metricQuery.parse(asked(question).query)));
    entries = async (question) => (await lines.execute(new EntriesAsked(association, asked(question).name, entriesQuery.parse({ ...asked(question).query, limit: '1000' })))).entries as readonly Readonly<Record<string, unknown>>[];
  }, 120_000);
  afterAll(async () => {
    await log.close();
    await pool.end();
    await data.destroy();
    await database.drop();
  });

  const foldedAt = (position: number): readonly Pact[] => kept.map((facts) => facts.filter((fact) => fact.position <= position).reduce<Pact>(evolvePact, noPact));
  const cellOf = ({ rows }: MatrixAnswer, a: string, b: string) => rows.find(({ region }) => region === a)?.cells.find(({ counterpart }) => counterpart === b);

  it('stands on a record in which everything happens', () => {
    const types = new Set(kept.flat().map(({ type }) => type));
    expect([...types].sort()).toEqual(['PactRecorded', 'PactResumed', 'PactSuspended', 'PactTerminated', 'PartyWithdrew']);
  });

  it('has as many pacts in each cell as one counts by hand, on any day and as of any position', async () => {
    const all = ['510000', '510100', '510104', '500000', '310000'];
    await fc.assert(fc.asyncProperty(
      fc.constantFrom('2022-12-31', '2023-06-14', '2023-06-15', '2023-10', '2024-01-31', '2024-02-01', '2024-03-20', '2024-06', '2024-07-01'), fc.option(fc.double({ min: 0.1, max: 1, noNaN: true }), { nil: undefined }),
      async (validAt, known) => {
        const position = known === undefined ? undefined : Math.floor(newest * known);
        const answer = await matrix({ set: all.join(), validAt, ...(position === undefined ? {} : { asOf: `position:${position}` }) });
        const day = edtfInterval(validAt).to;
        const pacts = foldedAt(position ?? newest);
        const told = all.map((a) => all.map((b) => cellOf(answer, a, b)?.pacts.value ?? '0'));
        expect(told).toEqual(all.map((a) => all.map((b) => String(pactsBetween(pacts, [a, b], day)))));
      }), { numRuns: 25, seed: 3 });
  });

  it('has in each cell what its question answers, which is what its entries sum to', async () => {
    const answer = await matrix({ set: '510000,510100,500000,310000', from: '2023-06', to: '2024-06', validAt: '2024-01-31' });
    const cells = answer.rows.flatMap(({ cells: all }) => all);
    expect(cells.length).toBeGreaterThan(8);
    let summed = 0;
    for (const { pacts, signings, contracted, received } of cells) {
      for (const { value, question } of [pacts, signings]) {
        expect([question, (await metric(question)).total]).toEqual([question, value]);
        const lines = await entries(question);
        const bySubject = new Map<string, number>();
        // Pacts are counted once each, signings by their shares.
        for (const { value: part, subject } of lines) bySubject.set(question.includes('pacts.') ? String(subject) : 'all', (bySubject.get(question.includes('pacts.') ? String(subject) : 'all') ?? 0) + Number(part));
        expect(question.includes('pacts.') ? [...bySubject.values()].filter((sum) => sum > 0).length : (bySubject.get('all') ?? 0)).toBe(Number(value));
        summed += Number(value);
      }
      for (const { totals, question } of [contracted, received]) expect((await metric(question)).totals).toEqual(totals);
    }
    expect(summed).toBeGreaterThan(20);
    expect(cells.some(({ contracted, received }) => contracted.totals.length > 0 && received.totals.length > 0)).toBe(true);
  });

  it('has the members that a set has on the day, and tells which rows are beyond the asker, with the rest as others see it', async () => {
    expect((await matrix({ set: 'pair', validAt: '2024-03-31' })).members.map(({ region }) => region)).toEqual(['510100', '500000']);
    expect((await matrix({ set: 'pair', validAt: '2024-04-01' })).members.map(({ region }) => region)).toEqual(['510100']);
    const [whole, own] = [await matrix({ set: '510100,500000', validAt: '2024-03-31' }), await matrix({ set: '510100,500000', validAt: '2024-03-31' }, chengdu)];
    expect(own.withheld).toEqual(['500000']);
    expect(own.rows).toEqual(whole.rows.filter(({ region }) => region === '510100'));
    await expect(matrix({ set: '500000,310000' }, chengdu)).rejects.toMatchObject({ code: 'access/beyond-scope' });
    await expect(matrix({ set: '510100,440000' })).rejects.toThrow();
  });

  it('tells pacts by month as they stood at each month’s end', async () => {
    const { rows } = await metric('/v1/metrics/pacts.present?by=month&region=510100&counterpart=500000&from=2022-11&to=2024-07');
    const months = ['2022-12', '2023-06', '2023-09', '2024-01', '2024-02', '2024-05', '2024-07'];
    const days = months.map((month) => edtfInterval(month).to);
    expect(months.map((month) => rows.find((row) => row['month'] === month)?.['value'] ?? '0')).toEqual(days.map((day) => String(pactsBetween(foldedAt(newest), ['510100', '500000'], day))));
  });

  it('refuses a dimension that a metric has not, wherever it is named', async () => {
    await expect(metric('/v1/metrics/pacts.present?by=track,region&edition=cisc-21')).rejects.toMatchObject({ faults: [
      expect.objectContaining({ pointer: '/edition', code: 'metric/unknown-dimension' }), expect.objectContaining({ pointer: '/by', code: 'metric/unknown-dimension' }),
    ] });
  });
});
