import { randomUUID } from 'node:crypto';
import { document, type DocumentCommand } from '@entente/domain/evidence/document';
import { byCodes } from '@entente/domain/kernel/directory';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import { dateInShanghai, edtfInterval } from '@entente/domain/kernel/period';
import { Refusal } from '@entente/domain/kernel/refusal';
import { absent, evolve, type Known, MILESTONES, type Signing, signing, type SigningCommand, type SigningFact, termsSchema } from '@entente/domain/signing/signing';
import { territory, type TerritoryCommand } from '@entente/domain/territory/territory';
import { poolAs } from '@entente/infra/database/pools';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import { Lanes } from '@entente/infra/event-log/lanes';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
import type { FunnelAnswer } from '@entente/infra/metrics/cohorts';
import { ensureBuild } from '@entente/infra/reading/builds';
import { catchUpWholly } from '@entente/infra/reading/catch-up';
import { eventTypes, readers } from '@entente/infra/reading/readers';
import { type TestDatabase, testDatabase } from '@entente/infra/services/test-database';
import fc from 'fast-check';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { Questions } from '../metrics/question.js';
import { AsOfResolver } from '../reading/as-of.js';
import { ReadersProgress } from '../reading/progress.js';
import { ReadModel } from '../reading/read-model.js';
import { Directories } from '../territory/directories.js';
import { type Asked, byHand, UNDER } from './by-hand.samples.js';
import { FunnelAsked, FunnelAskedHandler } from './funnel.queries.js';
import { funnelQuery } from './funnel.requests.js';

const actor = (organisation: string, role: Actor['role'], region: string, n = 1): Actor => ({ principal: `${organisation}-${n}`, organisation, role, region });
const association = actor('association', 'administrator', '*');
const second = actor('association', 'administrator', '*', 2);
const chengdu = actor('chengdu', 'region', '510100');
const chongqing = actor('chongqing', 'region', '500000');
const reason = { code: 'test', text: 'test' };
/** The day on which some projects move. */
const MOVED = '2024-09-15';
const AT = '2024-12-31T00:00:00.000Z';
/** After every due date. */
const LATER = '2025-03-31T00:00:00.000Z';

/** A small generator with a seed, so that the record under test is the same in every run. */
const numbers = (seed: number) => () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;

type Send = (by: Actor, type: SigningCommand['type'], id: string, data: object, at?: string) => Promise<boolean>;
type Documents = Readonly<Record<string, string>>;

/** Two dozen and more signings with all that may become of them. */
const buildCohorts = async (send: Send, documents: Documents): Promise<void> => {
  const next = numbers(23);
  const pick = <T>(...options: readonly T[]): T => options[Math.floor(next() * options.length)] as T;
  /** Mostly exact yuan, which one amendment may raise and the next state in dollars. */
  const amount = () => {
    const exact = { amount: pick('100000000.00', '299999999.99', '300000000.00', '1000000000.01', '2500000000.00'), currency: 'CNY', op: '=', kind: 'total-investment' };
    return next() < 0.6 ? exact : pick(null, { ...exact, op: pick('~', '>', '<~') }, { ...exact, currency: 'USD' }, { ...exact, kind: 'contract-value' });
  };
  const hosts = (owner: string, other: string) => pick(
    [{ region: owner }], [{ region: owner, share: '1/3' }, { region: other, share: '2/3' }], [{ region: owner, share: '0.25' }, { region: pick('510104', '510700'), share: '0.75' }]);
  for (let n = 0; n < 150; n += 1) {
    const id = randomUUID();
    const isEntered = next() < 0.6;
    const [owner, other] = pick([chengdu, chongqing] as const, [chongqing, chengdu] as const);
    const [bringer, admitter, proof] = isEntered ? [association, second, documents['association']] : [owner, association, documents[owner.organisation]];
    const approve = (waive: readonly string[] = []) => send(admitter, 'ApproveSigning', id, { note: null, waive }, LATER);
    const terms = termsSchema.parse({
      project: `项目${n}`, kind: pick('project', 'project', 'headquarters'), level: pick('intent', 'framework', 'contract'), hosts: hosts(owner.region, other.region), amount: amount(),
      edition: pick(null, 'cisc-20', 'cisc-21'), track: pick(null, 'a', 'b'), signedOn: pick('2023', '2023-05', `2023-0${pick(6, 7, 8, 9)}-1${pick(0, 5)}`, '2024-01-11', '2024-01-20'),
    });
    await send(bringer, 'SubmitSigning', id, { terms, source: isEntered ? { document: '公报', quote: '签约。' } : null, number: null, externalIds: [] });
    if (!isEntered && next() < 0.5) await send(other, 'ConfirmSigning', id, { note: null, version: 1 });
    const outside = isEntered ? [] : terms.hosts.map(({ region }) => region).filter((region) => !(UNDER[owner.region] ?? []).includes(region));
    if (next() < 0.95 && !(await approve())) await approve(outside);
    const changed = async (type: 'AmendSigning' | 'UpgradeSigning', data: object): Promise<void> => {
      if ((await send(bringer, type, id, { reason, ...data })) && !(await approve())) await approve(outside);
    };
    if (next() < 0.5) await changed('AmendSigning', { changes: { amount: amount(), track: pick('a', 'b') }, effectiveOn: pick('2024-02-15', '2024-03') });
    if (next() < 0.3) await changed('AmendSigning', { changes: { amount: amount() }, effectiveOn: '2024-05-20' });
    if (next() < 0.3) await changed('UpgradeSigning', { level: 'contract', changes: {}, effectiveOn: '2024-04-01' });
    let day = 20;
    for (const milestone of MILESTONES) {
      if (next() < 0.4) continue;
      day += Math.floor(next() * 60);
      const on = new Date(Date.UTC(2024, 0, day)).toISOString().slice(0, 10);
      if (on > '2024-12-30' || !(await send(bringer, 'ReportMilestone', id, { milestone, on: next() < 0.1 ? on.slice(0, 7) : on, evidence: [{ document: proof, sha256: null }], reason }))) continue;
      if (next() < 0.85) await send(admitter, 'VerifyMilestone', id, { milestone, reason: null, evidence: [{ document: proof, sha256: null }] });
      if (next() < 0.1) await send(admitter, 'ReverseMilestone', id, { milestone, reason });
    }
    for (let paid = 0; paid < 3 && next() < 0.7; paid += 1) {
      const receipt = randomUUID();
      const data = {
        receipt, host: pick(...terms.hosts).region, payer: { name: '甲', region: null }, on: pick('2024-02-01', '2024-06-30', '2024-08'),
        amount: { amount: pick('1.00', '150000000.00', '500000000.00'), currency: pick('CNY', 'CNY', 'USD') }, kind: 'other', evidence: [{ document: proof, sha256: null }],
      };
      await send(bringer, 'ReceiveFunds', id, data);
      if (next() < 0.8) await send(admitter, 'VerifyFunds', id, { receipt, reason: null, evidence: [{ document: proof, sha256: null }] });
      if (next() < 0.1) await send(admitter, 'ReverseFunds', id, { receipt, reason });
    }
    // A project moves after it has begun: away from who submitted it, or into other shares.
    if (next() < 0.3) await changed('AmendSigning', { changes: { hosts: termsSchema.shape.hosts.parse(pick([{ region: other.region }], hosts(owner.region, other.region))) }, effectiveOn: MOVED });
    if (next() < 0.2) await send(isEntered ? association : owner, 'TerminateSigning', id, { reason, on: pick('2024-10-01', '2024-11') });
    if (!isEntered && next() < 0.3) await send(other, 'ConfirmSigning', id, { note: null, version: 1 }, LATER);
    if (next() < 0.08) await send(association, 'AnnulSigning', id, { reason, externalIds: [] }, LATER);
  }
};

/** Anhui, 2018: 436 signed, 407 registered, 362 started (notes, 8.4). */
const buildVectors = async (send: Send, deposited: (by: Actor) => Promise<readonly [string, string]>): Promise<void> => {
  const terms = termsSchema.parse({ project: '安徽项目', kind: 'project', hosts: [{ region: '340100' }], edition: 'anhui-2018', signedOn: '2018-05-25' });
  await Promise.all(Array.from({ length: 436 }, async (_, n) => {
    const id = randomUUID();
    const evidence = [{ document: (await deposited(association))[1], sha256: null }];
    await send(association, 'SubmitSigning', id, { terms, source: { document: '统计', quote: '436' }, number: null, externalIds: [] });
    await send(second, 'ApproveSigning', id, { note: null, waive: [] });
    for (const [milestone, on, reached] of [['register', '2018-08-01', 407], ['start', '2018-11-30', 362]] as const) {
      if (n >= reached) continue;
      await send(association, 'ReportMilestone', id, { milestone, on, evidence, reason });
      await send(second, 'VerifyMilestone', id, { milestone, reason: null, evidence });
    }
  }));
};

type Kept = Readonly<{ id: string; facts: readonly Recorded<SigningFact>[] }>;

describe('The funnel', () => {
  let database: TestDatabase;
  let log: PostgresEventLog;
  let pool: pg.Pool;
  let source: DataSource;
  let kept: readonly Kept[];
  let newest: number;
  let refused: readonly string[];
  let funnel: (query: Asked & Readonly<{ asOf?: string | undefined }>, as?: Actor) => Promise<FunnelAnswer>;

  beforeAll(async () => {
    database = await testDatabase();
    log = new PostgresEventLog({ databaseUrl: database.url, types: eventTypes });
    const lanes = new Lanes(log);
    const territoryOf = async (): Promise<void> => {
      const region = (code: string, level: string, parent: string | null): object => ({ code, level, name: { zh: code, en: null }, parent, from: null, to: null });
      const command = { type: 'RegisterRegions', id: randomUUID(), actor: association, at: AT, directory: byCodes, data: { id: 'territory', source: null, list: { title: 'test', edition: '1' }, regions: [
        region('510000', 'province', null), region('500000', 'province', null), region('340000', 'province', null), region('510100', 'prefecture', '510000'),
        region('510700', 'prefecture', '510000'), region('340100', 'prefecture', '340000'), region('510104', 'county', '510100'),
      ] } } as unknown as TerritoryCommand;
      await lanes.handle(territory, command, { inputHash: sha256Hex(command.id) });
    };
    const deposited = async (by: Actor): Promise<readonly [string, string]> => {
      const id = randomUUID();
      const command = { type: 'DepositDocument', id: randomUUID(), actor: by, at: AT, directory: byCodes, data: { id, sha256: 'ab'.repeat(32), bytes: 1, mediaType: 'text/plain', name: null, access: 'parties' } } as unknown as DocumentCommand;
      await lanes.handle(document, command, { inputHash: sha256Hex(command.id) });
      return [by.organisation, id];
    };
    const [ids, codes]: [Set<string>, string[]] = [new Set(), []];
    const send: Send = async (by, type, id, data, at = AT) => {
      ids.add(id);
      const command = { type, id: randomUUID(), actor: by, at, directory: byCodes, data: { id, ...data } } as unknown as SigningCommand;
      return lanes.handle(signing, command, { inputHash: sha256Hex(command.id) }).then(() => true, (error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        codes.push(error.code);
        return false;
      });
    };
    await territoryOf();
    const documents = Object.fromEntries([await deposited(association), await deposited(chengdu), await deposited(chongqing)]);
    await buildCohorts(send, documents);
    const cohorts = new Set(ids);
    await buildVectors(send, deposited);
    refused = codes;
    kept = await Promise.all([...ids].map(async (id) => ({ id, facts: (await log.read(`signing-${id}`, 0)).facts as readonly Recorded<SigningFact>[] })));
    newest = Math.max(...kept.flatMap(({ id, facts }) => (cohorts.has(id) ? facts.map(({ position }) => position) : [])));
    pool = poolAs(database.url, 'entente_worker', 4);
    for (const reader of readers) {
      await ensureBuild(pool, reader);
      await catchUpWholly(pool, eventTypes, reader, (await pool.query<{ build: number }>('select build from log.checkpoints where reader = $1', [reader.name])).rows[0]?.build ?? 0, 97);
    }
    source = await new DataSource({ type: 'postgres', url: database.url, extra: { options: '-c role=entente_query -c jit=off' } }).initialize();
    const directories = new Directories(log);
    const handler = new FunnelAskedHandler(new Questions(new ReadModel(source, directories), new AsOfResolver(source), new ReadersProgress(source)));
    funnel = (query, as = association) => handler.execute(new FunnelAsked(as, funnelQuery.parse(query)));
  }, 120_000);
  afterAll(async () => {
    await log.close();
    await pool.end();
    await source.destroy();
    await database.drop();
  });

  const foldedAt = (position: number): readonly Known[] => kept
    .map(({ facts }) => facts.filter((fact) => fact.position <= position).reduce<Signing>(evolve, absent))
    .filter((state): state is Known => state.status !== 'absent');

  const asCounted = ({ whole, rows }: FunnelAnswer) => {
    const plain = ({ counts, rates, funds, incomparable, timeToStart: { observed, reached, undated, curve } }: FunnelAnswer['whole']) =>
      ({ counts, rates, funds, incomparable, timeToStart: { observed, reached, undated, curve } });
    return { whole: plain(whole), rows: new Map(rows.map(({ group, ...row }) => [JSON.stringify(group), plain(row)])) };
  };

  it('stands on a record in which everything happens', () => {
    const all = foldedAt(Number.MAX_SAFE_INTEGER);
    const types = new Set(kept.flatMap(({ facts }) => facts.map(({ type }) => type)));
    expect([...types]).toEqual(expect.arrayContaining(['SigningAmended', 'SigningUpgraded', 'SigningTerminated', 'SigningAnnulled', 'MilestoneReversed', 'FundsReversed']));
    expect(all.filter(({ unconfirmed }) => unconfirmed.length > 0).length).toBeGreaterThan(2);
    expect(refused.filter((code) => !/milestone-order|milestone-not-of-kind|not-admitted|confirmations-missing|not-its-host|receipt-not-yours|annulled|terminated|not-found|not-higher|nothing-changes|receipt-unknown|waive-not-missing/.test(code))).toEqual([]);
  });

  const days = fc.constantFrom(undefined, '2023-12-31', '2024-02-29', '2024-05-20', '2024-08', '2024-09-30', '2024-12-31');
  const question = fc.record({
    by: fc.constantFrom(undefined, 'region', 'edition,level,band', 'cohort,kind', 'track', 'region,level'), region: fc.constantFrom(undefined, '510000', '510100', '500000'),
    edition: fc.constantFrom(undefined, undefined, 'cisc-21'), level: fc.constantFrom(undefined, undefined, 'contract'), band: fc.constantFrom(undefined, undefined, '3-to-10'),
    from: fc.constantFrom(undefined, '2023-06', '2023-07-15'), to: fc.constantFrom(undefined, '2024-01', '2024-01-15'), validAt: days,
  });
  const told = (query: Asked): Asked => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));

  it('is what one counts by hand, whatever the cohort, its groups, the day and what was known', async () => {
    await fc.assert(fc.asyncProperty(question, fc.option(fc.double({ min: 0.3, max: 1, noNaN: true }), { nil: undefined }), async (query, known) => {
      const position = known === undefined ? undefined : Math.floor(newest * known);
      const answer = await funnel({ ...told(query), ...(position === undefined ? {} : { asOf: `position:${position}` }) });
      const day = query.validAt === undefined ? dateInShanghai(new Date().toISOString()) : edtfInterval(query.validAt).to;
      expect(answer.validAt).toBe(day);
      expect(asCounted(answer)).toEqual(byHand(foldedAt(position ?? Number.MAX_SAFE_INTEGER), query, day));
    }), { numRuns: 200, seed: 5 });
  });

  it('is the same for whoever sees no more than the region that is asked for', async () => {
    await fc.assert(fc.asyncProperty(question, fc.constantFrom(chengdu, chongqing), async (query, as) => {
      const own = { ...told(query), region: as.region };
      expect(asCounted(await funnel(own, as))).toEqual(asCounted(await funnel(own)));
    }), { numRuns: 60, seed: 9 });
  });

  it('has the published rates of Anhui', async () => {
    const { whole } = await funnel({ edition: 'anhui-2018' });
    expect(whole.counts).toMatchObject({ signed: 436, registered: 407, started: 362 });
    expect([whole.rates.registration.value, whole.rates.start.value, whole.rates.startOfRegistered.value]).toEqual(['0.933486', '0.830275', '0.889435']);
    expect((await funnel({ edition: 'anhui-2018', validAt: '2018-11-29' })).whole.counts).toMatchObject({ signed: 436, registered: 407, started: 0 });
    expect((await funnel({ edition: 'anhui-2018', validAt: '2018-05-24' })).whole.rates.registration).toEqual({ value: null, why: 'nothing-signed' });
  });
});
