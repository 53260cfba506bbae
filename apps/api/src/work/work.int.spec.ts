import { randomUUID } from 'node:crypto';
import type { Alliance } from '@entente/domain/cooperation/alliance';
import { obligationsOf, type Pact } from '@entente/domain/cooperation/pact';
import { byCodes, isAmong } from '@entente/domain/kernel/directory';
import type { Actor, Fact, Recorded } from '@entente/domain/kernel/message';
import { dateInShanghai, edtfInterval, endOfDayInShanghai } from '@entente/domain/kernel/period';
import type { OpenTask } from '@entente/domain/kernel/task';
import { concerns, type SigningFact, standingOn, tasksOf, termsAt } from '@entente/domain/signing/signing';
import { territory, type TerritoryCommand } from '@entente/domain/territory/territory';
import { cooperation, type CooperationFact, type CooperationRow } from '@entente/domain/views/cooperation';
import { type SigningRow, signings } from '@entente/domain/views/signings';
import { poolAs } from '@entente/infra/database/pools';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import { Lanes } from '@entente/infra/event-log/lanes';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
import { ensureBuild } from '@entente/infra/reading/builds';
import { catchUpWholly } from '@entente/infra/reading/catch-up';
import { eventTypes, NEVER_DUE, readers } from '@entente/infra/reading/readers';
import { type TestDatabase, testDatabase } from '@entente/infra/services/test-database';
import fc from 'fast-check';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { AsOfResolver } from '../reading/as-of.js';
import { ReadersProgress } from '../reading/progress.js';
import { ReadModel } from '../reading/read-model.js';
import { Directories } from '../territory/directories.js';
import { OverdueAsked, OverdueAskedHandler, type OverduePage } from './overdue.queries.js';
import { association, bank, chengdu, chongqing, jinjiang, sichuan, writtenAtRandom } from './record.samples.js';
import { WorkAsked, WorkAskedHandler } from './work.queries.js';
import { overdueQuery, workQuery } from './work.requests.js';

const { within } = byCodes;
const askers = [association, sichuan, chengdu, chongqing, jinjiang] as const;
const NOW = '2026-01-01T00:00:00.000Z';

type Item = Readonly<{ task: string; about: string | null; subject: Readonly<{ kind: string; id: string }>; due: string | null; answers?: Readonly<{ regions: readonly string[] }>; act?: Readonly<{ href: string; ifMatch: string }> }>;
const line = ({ task, about, subject: { kind, id } }: Item): string => `${kind} ${id} ${task} ${about ?? ''}`;

const termination = (pact: string): Fact => ({
  type: 'PactTerminated', effectiveOn: '2024-01-20', data: { pact, how: 'consent', clause: null, reason: { code: 'test', text: 'test' }, source: null, by: { principal: 'p', organisation: 'o' }, on: '2024-01-20' },
});

/** A row of either view, folded by hand from the log. */
type Folded = Readonly<{ kind: 'signing'; row: SigningRow }> | Readonly<{ kind: 'cooperation'; row: CooperationRow }>;

describe('What is to be done, and what is overdue', () => {
  let database: TestDatabase;
  let log: PostgresEventLog;
  let pool: pg.Pool;
  let source: DataSource;
  /** All facts of signings, pacts and alliances, in the order of the log. */
  let facts: readonly Recorded[];
  let newest: number;
  let work: (query: object, as: Actor) => ReturnType<WorkAskedHandler['execute']>;
  let overdue: (query: object, as: Actor) => Promise<OverduePage>;
  const buildOf = async (reader: string): Promise<number> => (await pool.query<{ build: number }>('select build from log.checkpoints where reader = $1 and active', [reader])).rows[0]?.build ?? 0;

  const caughtUp = async (which: (name: string) => boolean = () => true): Promise<void> => {
    for (const reader of readers.filter(({ name }) => which(name))) await catchUpWholly(pool, eventTypes, reader, await buildOf(reader.name));
  };
  const append = async (stream: string, version: number, fact: Fact): Promise<void> => {
    const commandId = randomUUID();
    const [outcome] = await log.append([{ commandId, inputHash: sha256Hex(commandId), expect: [{ stream, version }], facts: [fact], metadata: { actor: association } }]);
    if (outcome?.outcome !== 'appended') throw new Error(`${stream} ${version}: ${outcome?.outcome}`);
  };
  /** Something more becomes of a row, while the test runs. */
  const written = async (prefix: string, { id, version }: Readonly<{ id: string; version: number }>, fact: Fact): Promise<void> => {
    await append(`${prefix}${id}`, version, fact);
    facts = [...facts, ...(await log.read(`${prefix}${id}`, version)).facts];
    newest = facts.at(-1)?.position ?? 0;
  };

  beforeAll(async () => {
    database = await testDatabase();
    log = new PostgresEventLog({ databaseUrl: database.url, types: eventTypes });
    const region = (code: string, level: string, parent: string | null): object => ({ code, level, name: { zh: code, en: null }, parent, from: null, to: null });
    const regions = [region('510000', 'province', null), region('500000', 'province', null), region('510100', 'prefecture', '510000'), region('510104', 'county', '510100')];
    const command = { type: 'RegisterRegions', id: randomUUID(), actor: association, at: NOW, directory: byCodes, data: { id: 'territory', source: null, list: { title: 'test', edition: '1' }, regions } } as unknown as TerritoryCommand;
    await new Lanes(log).handle(territory, command, { inputHash: sha256Hex(command.id) });
    const record = writtenAtRandom(7, 150);
    for (const { stream, version, fact } of record) await append(stream, version, fact);
    pool = poolAs(database.url, 'entente_worker', 4);
    for (const reader of readers) await ensureBuild(pool, reader);
    await caughtUp();
    source = await new DataSource({ type: 'postgres', url: database.url, extra: { options: '-c role=entente_query -c jit=off' } }).initialize();
    const directories = new Directories(log);
    const [model, progress] = [new ReadModel(source, directories), new ReadersProgress(source)];
    const [working, late] = [new WorkAskedHandler(model, progress, directories), new OverdueAskedHandler(model, new AsOfResolver(source), progress, log, directories)];
    work = (query, as) => working.execute(new WorkAsked(as, workQuery.parse(query), 'en'));
    overdue = (query, as) => late.execute(new OverdueAsked(as, overdueQuery.parse(query), 'en'));
    const streams = [...new Set(record.map(({ stream }) => stream))];
    facts = (await Promise.all(streams.map(async (stream) => (await log.read(stream, 0)).facts))).flat().sort((a, b) => a.position - b.position);
    newest = facts.at(-1)?.position ?? 0;
  });
  afterAll(async () => {
    await log?.close();
    await pool?.end();
    await source?.destroy();
    await database?.drop();
  });

  const folded = (position: number): readonly Folded[] => {
    const rows = new Map<string, Folded>();
    for (const fact of facts.filter((each) => each.position <= position)) {
      const before = rows.get(fact.stream);
      if (fact.stream.startsWith('signing-')) {
        const row = before?.kind === 'signing' ? before.row : signings.initialRow(fact.stream.slice('signing-'.length));
        rows.set(fact.stream, { kind: 'signing', row: signings.evolve(row, fact as Recorded<SigningFact>) });
      } else {
        const row = before?.kind === 'cooperation' ? before.row : cooperation.initialRow(fact.stream);
        rows.set(fact.stream, { kind: 'cooperation', row: cooperation.evolve(row, fact as unknown as Recorded<CooperationFact>) });
      }
    }
    return [...rows.values()].sort((a, b) => a.row.opened - b.row.opened);
  };
  const isAskersConcern = ({ kind, row }: Folded, as: Actor): boolean =>
    row.state.status !== 'absent' && (kind === 'signing' ? concerns(row.state, as, byCodes) : isAmong(row.audience, as, byCodes));
  const subject = ({ kind, row }: Folded): string => (kind === 'signing' ? `signing ${row.id}` : `${row.kind} ${row.id}`);
  const subjectIds = (ids: readonly Item[]): readonly string[] => [...new Set(ids.map((each) => each.subject.id))];

  type Owed = Readonly<{ task: string; about: string; regions: readonly string[]; due: string }>;
  const regionIn = (regions: readonly (string | null)[], region: string | undefined): boolean => region === undefined || regions.some((each) => each !== null && within(each, region));

  /** Of a pact: by the words of what overdue means, from the state. */
  const owedByPact = (it: Pact, day: string): readonly Owed[] => (it.status !== 'in-force' ? [] : obligationsOf(it).flatMap(({ obligation, owner, due }) => {
    const party = it.bound.find(({ organisation }) => organisation === owner);
    if (!party || due === null) return [];
    const until = edtfInterval(due).to;
    const after = (on: string): string => new Date(Date.parse(on) + 86_400_000).toISOString().slice(0, 10);
    const over = [it.terminated?.on, it.to === null ? undefined : after(edtfInterval(it.to).to), party.until ?? undefined].flatMap((on) => (on === undefined ? [] : edtfInterval(on).from));
    const done = it.fulfilments[obligation]?.verified ? [edtfInterval(it.fulfilments[obligation].on).from] : [];
    const isLate = until < day && !over.some((on) => on <= until) && ![...over, ...done].some((on) => on <= day);
    return isLate ? [{ task: 'fulfil-obligation', about: obligation, regions: party.region === null ? [] : [party.region], due: endOfDayInShanghai(until) }] : [];
  }));
  /** Of an alliance: who did not vote where too few did. */
  const owedByAlliance = (it: Alliance, at: string): readonly Owed[] => (it.status !== 'founded' ? [] : Object.values(it.applications).flatMap(({ id, admitted, ballots }) => {
    const ballot = ballots.at(-1);
    if (!ballot || admitted || ballot.closesAt >= at || ballot.votes.length >= ballot.quorum) return [];
    return ballot.electorate.filter(({ organisation }) => ballot.votes.every((vote) => vote.organisation !== organisation))
      .map(({ organisation, region }) => ({ task: 'vote', about: `${id}/${organisation}`, regions: region === null ? [] : [region], due: ballot.closesAt }));
  }));
  const owedBySigning = ({ state, tasks }: SigningRow, day: string | undefined, at: string): readonly Owed[] => {
    const all = state.status === 'absent' ? [] : day === undefined ? tasks : tasksOf(standingOn(state, day));
    return all.flatMap(({ task, about, by, due }) => (due !== null && due < at ? [{ task, about, regions: [...by.region, ...by.administrator], due }] : []));
  };

  type Question = Readonly<{ position: number; validAt?: string | undefined; region?: string | undefined; edition?: string | undefined; as: Actor }>;
  const overdueByHand = ({ position, validAt, region, edition, as }: Question, now: string): readonly string[] => folded(position).filter((each) => isAskersConcern(each, as)).flatMap((each) => {
    const at = validAt === undefined ? now : endOfDayInShanghai(edtfInterval(validAt).to);
    const lines = (owed: readonly Owed[]): readonly string[] => owed.map(({ task, about }) => `${subject(each)} ${task} ${about}`);
    if (each.kind === 'signing') {
      const { state } = each.row;
      if (state.status === 'absent' || (edition !== undefined && state.terms.edition !== edition) || !regionIn(termsAt(state).hosts.map((host) => host.region), region)) return [];
      return lines(owedBySigning(each.row, validAt === undefined ? undefined : dateInShanghai(at), at));
    }
    if (edition !== undefined) return [];
    const { row } = each;
    const owed = row.kind === 'pact' ? owedByPact(row.state, dateInShanghai(at)) : row.kind === 'alliance' ? owedByAlliance(row.state, at) : [];
    return lines(owed.filter(({ regions }) => regionIn(regions, region)));
  });

  const paged = async (ask: (query: object) => Promise<Readonly<{ items: readonly object[]; next: string | null }>>, query: object, limit: number): Promise<readonly Item[]> => {
    const items: Item[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: Readonly<{ items: readonly object[]; next: string | null }> = await ask({ ...query, limit, cursor });
      items.push(...(page.items as readonly Item[]));
      cursor = page.next ?? undefined;
    }
    return items;
  };

  it('stands at the position of the view that is behind, and waits for both', async () => {
    const behind = (await overdue({}, association)).asOf.position;
    const before = folded(newest);
    const planned = before.find(({ kind, row }) => kind === 'signing' && row.state.status === 'admitted')?.row as SigningRow;
    const owing = before.find(({ kind, row }) => kind === 'cooperation' && row.kind === 'pact' && owedByPact(row.state, '2025-01-01').length > 0)?.row as CooperationRow;
    await written('signing-', planned, { type: 'SigningTerminated', effectiveOn: '2024-01-20', data: { on: '2024-01-20', reason: { code: 'test', text: 'test' } } });
    await written('pact-', owing, termination(owing.id));
    await caughtUp((name) => name !== 'cooperation');
    for (const as of askers) {
      const answer = await overdue({ validAt: '2025', limit: 500 }, as);
      expect([answer.asOf.position, (answer.items as readonly Item[]).map(line)]).toEqual([behind, overdueByHand({ position: behind, validAt: '2025', as }, NOW)]);
    }
    const last = facts.at(-1)?.position ?? 0;
    await expect(overdue({ minPosition: last }, association)).rejects.toMatchObject({ status: 503 });
    await expect(work({ minPosition: last }, association)).rejects.toMatchObject({ status: 503 });
    await caughtUp();
    const answer = await overdue({ validAt: '2025', minPosition: last, limit: 500 }, association);
    expect([answer.asOf.position, (answer.items as readonly Item[]).map(line)]).toEqual([last, overdueByHand({ position: last, validAt: '2025', as: association }, NOW)]);
    expect(overdueByHand({ position: last, validAt: '2025', as: association }, NOW)).not.toEqual(overdueByHand({ position: behind, validAt: '2025', as: association }, NOW));
  });

  it('is to be done by whom it falls to, the most urgent first, in pages of any size', async () => {
    const now = new Date().toISOString();
    const votes = (it: Alliance, about: string): string => {
      const ballot = it.status === 'founded' ? it.applications[about.split('/')[0] ?? '']?.ballots.at(-1) : undefined;
      return ballot && ballot.closesAt >= now ? 'open' : 'closed';
    };
    /** What a pact or an alliance asks for no more, because a day has come. */
    const isOver = ({ kind, row }: Folded, { task, about }: OpenTask): boolean => {
      if (kind === 'signing') return false;
      if (row.kind === 'alliance' && task === 'vote') return votes(row.state, about) === 'closed';
      if (row.kind !== 'pact') return false;
      const it = row.state;
      if (it.status === 'frozen') return (it.terms.validity.to ?? '9999-12-31') < now;
      if (it.status !== 'in-force') return false;
      const body = task === 'fulfil-obligation' ? obligationsOf(it).find(({ obligation }) => obligation === about)?.owner : about.split('/').at(-1);
      // Whoever left has done so by now, and a motion is agreed to until its day.
      const isPast = it.bound.find(({ organisation }) => organisation === body)?.until != null || (task === 'agree' && (it.motions[0]?.on ?? '') < now.slice(0, 10));
      return isPast || (task !== 'verify-obligation' && ((it.to ?? '9999-12-31') < now || it.terminated !== null));
    };
    const falls = ({ by, opens }: OpenTask, as: Actor): boolean => (opens === null || opens < now) && by.not?.principal !== as.principal && by.not?.organisation !== as.organisation
      && (by.organisation !== null ? by.organisation === as.organisation : (as.role === 'region' || as.role === 'administrator') && by[as.role].some((region) => within(region, as.region)));
    const [told, all] = [new Set<string>(), folded(newest)];
    for (const as of [...askers, bank]) {
      const expected = all.flatMap((each) => (each.row.tasks.length === 0 ? [] : [{ each, due: Math.min(...each.row.tasks.map(({ due }) => (due === null ? NEVER_DUE : Date.parse(due)))) }]))
        .sort((a, b) => a.due - b.due || a.each.row.opened - b.each.row.opened)
        .flatMap(({ each }) => (each.row.tasks as readonly OpenTask[]).filter((task) => falls(task, as) && !isOver(each, task)).map(({ task, about }) => `${subject(each)} ${task} ${about}`));
      const whole = (await work({ limit: 500 }, as)).items as readonly Item[];
      expect([as.organisation, whole.map(line)]).toEqual([as.organisation, expected]);
      for (const limit of [1, 2, 3, 7, 20]) expect([limit, (await paged((query) => work(query, as), {}, limit)).map(line)]).toEqual([limit, expected]);
      for (const { task, subject: { kind, id }, act } of whole) {
        told.add(`${kind} ${task}`);
        expect(act).toEqual({ method: 'POST', href: expect.stringMatching(new RegExp(`^/v1/${kind}s/${id}/[a-z-]+$`)), ifMatch: `"${all.find(({ row }) => row.id === id)?.row.version}"` });
      }
      const kinds = await Promise.all(['true', 'false'].map(async (each) => (await work({ overdue: each, limit: 500 }, as)).items as readonly Item[]));
      expect(kinds.flat()).toHaveLength(whole.length);
      expect(((await work({ task: 'fulfil-obligation', limit: 500 }, as)).items as readonly Item[]).map(line)).toEqual(expected.filter((each) => each.includes(' fulfil-obligation ')));
    }
    expect([...told].sort()).toEqual(expect.arrayContaining([
      'signing confirm', 'signing reach-milestone', 'pact answer-offer', 'pact sign-pact', 'pact agree', 'pact fulfil-obligation', 'pact verify-obligation', 'alliance agree-to-found', 'alliance vote',
    ]));
  });

  const days = ['2024-02-28', '2024-02-29', '2024-03-01', '2024-03', '2024-04-01', '2024-05-31', '2024-06-30', '2024-07', '2024-09-30', '2024-10-01', '2024', '2025-01-01', '2025', '2998', '3000'] as const;

  it('is overdue on any day, as it was known at any position, as a count by hand has it', async () => {
    const seen = { some: 0, pact: 0, alliance: 0, signing: 0 };
    const question = fc.record({
      as: fc.constantFrom(...askers), position: fc.integer({ min: 2, max: newest }), validAt: fc.constantFrom(undefined, ...days), region: fc.constantFrom(undefined, '510000', '510100', '510104', '500000', '310000'),
      edition: fc.constantFrom(undefined, undefined, undefined, 'cisc-21'), limit: fc.constantFrom(1, 2, 3, 7, 500),
    });
    await fc.assert(fc.asyncProperty(question, async ({ as, position, validAt, region, edition, limit }) => {
      const query = { validAt, region, edition, asOf: `position:${position}` };
      const { asOf } = await overdue(query, as);
      const items = await paged((each) => overdue(each, as), query, limit);
      expect([asOf.position, items.map(line)]).toEqual([position, overdueByHand({ position, validAt, region, edition, as }, asOf.instant)]);
      if (items.length > 0) seen.some += 1;
      for (const { subject: { kind } } of items) seen[kind as 'pact'] += 1;
    }), { numRuns: 60, seed: 5 });
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
  });

  it('pages at the position of its first page, whatever is written meanwhile', async () => {
    const whole = await overdue({ validAt: '2025', limit: 500 }, association);
    const first = await overdue({ validAt: '2025', limit: 5 }, association);
    const [open] = (whole.items as readonly Item[]).filter(({ task }) => task === 'fulfil-obligation').slice(-1);
    const { row } = folded(newest).find((each) => each.row.id === open?.subject.id) as Folded;
    const before = newest;
    await written('pact-', row, termination(row.id));
    await caughtUp();
    const rest = await paged((query) => overdue({ ...query, cursor: (query as { cursor: string }).cursor || first.next }, association), { validAt: '2025' }, 5);
    expect([...(first.items as readonly Item[]), ...rest].map(line)).toEqual((whole.items as readonly Item[]).map(line));
    const now = (await overdue({ validAt: '2025', limit: 500 }, association)).items as readonly Item[];
    expect(subjectIds(now)).not.toContain(row.id);
    expect(((await overdue({ validAt: '2025', limit: 500, asOf: `position:${before}` }, association)).items as readonly Item[]).map(line)).toEqual((whole.items as readonly Item[]).map(line));
  });

  it('counts as many obligations as the metric of them, on every day, in every region and at every position', async () => {
    const table = `read.cooperation_metrics_entries_b${await buildOf('cooperation-metrics')}`;
    let counted = 0;
    for (const region of ['510000', '510100', '510104', '500000'] as const) {
      for (const day of days) {
        for (const position of [newest, Math.floor(newest / 2)]) {
          const to = edtfInterval(day).to;
          const { rows } = await pool.query<{ region: string; value: string }>(
            `select region, sum(value)::text as value from ${table} where metric = 'pacts.obligations-overdue' and effective_from <= $1 and position <= $2 group by region`, [to, position]);
          const metric = rows.filter((each) => within(each.region, region)).reduce((sum, { value }) => sum + Number(value), 0);
          const listed = (await overdue({ validAt: day, region, task: 'fulfil-obligation', limit: 500, asOf: `position:${position}` }, association)).items;
          expect([region, day, position, listed.length]).toEqual([region, day, position, metric]);
          counted += metric;
        }
      }
    }
    expect(counted).toBeGreaterThan(100);
  });
});
