import { randomUUID } from 'node:crypto';
import type { Pact } from '@entente/domain/cooperation/pact';
import { byCodes } from '@entente/domain/kernel/directory';
import type { Actor, Fact, Recorded } from '@entente/domain/kernel/message';
import type { OpenTask } from '@entente/domain/kernel/task';
import { territory, type TerritoryCommand } from '@entente/domain/territory/territory';
import { cooperation, type CooperationFact, type CooperationRow } from '@entente/domain/views/cooperation';
import { poolAs } from '@entente/infra/database/pools';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import { Lanes } from '@entente/infra/event-log/lanes';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
import { ensureBuild } from '@entente/infra/reading/builds';
import { catchUpWholly } from '@entente/infra/reading/catch-up';
import { eventTypes, readers } from '@entente/infra/reading/readers';
import { type TestDatabase, testDatabase } from '@entente/infra/services/test-database';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { CooperationList } from '../cooperation/cooperation-list.js';
import { CooperationStreams } from '../cooperation/cooperation.streams.js';
import { Problem } from '../http/problems.js';
import { AsOfResolver } from '../reading/as-of.js';
import { Node } from '../reading/node.js';
import { ReadersProgress } from '../reading/progress.js';
import { ReadModel } from '../reading/read-model.js';
import { Directories } from '../territory/directories.js';
import { standing } from './cooperation-tasks.js';
import { OverdueAsked, OverdueAskedHandler } from './overdue.queries.js';
import { association, bank, chengdu, chongqing, jinjiang, sichuan, writtenAtRandom } from './record.samples.js';
import { WorkAsked, WorkAskedHandler } from './work.queries.js';
import { overdueQuery, workQuery } from './work.requests.js';

const { within } = byCodes;
const idOf = (n: number): string => `019a0c00-0000-7000-8000-00000000b0d${n}`;
const park: Actor = { principal: 'park-1', organisation: 'park', role: 'region', region: '310000' };
const askers = [sichuan, chengdu, chongqing, jinjiang, bank, park] as const;

/** Who the bodies of the record were when facts named them, and who they are today: by what was written of them below. */
type Who = Readonly<{ region: string | null; account: string | null }>;
const then: Readonly<Record<string, Who>> = {
  [idOf(1)]: { region: '510100', account: null }, [idOf(2)]: { region: '500000', account: 'chongqing' }, [idOf(3)]: { region: '510104', account: 'jinjiang' },
  [idOf(4)]: { region: '500000', account: null }, [idOf(5)]: { region: null, account: 'nowhere' }, [idOf(6)]: { region: '510100', account: 'bank' },
};
const now: Readonly<Record<string, Who>> = {
  ...then, [idOf(1)]: { region: '510100', account: 'park' }, [idOf(2)]: { region: '510104', account: 'jinjiang' }, [idOf(4)]: { region: '510104', account: null }, [idOf(5)]: { region: null, account: null },
};

const by = { principal: 'p', organisation: 'o' };
const reason = { code: 'test', text: 'test' };
const of = (type: string, data: object): Fact => ({ type, effectiveOn: '2024-01-01', data: { ...data, by } });
const registered = (organisation: string, { region, account }: Who): Fact => of('OrganisationRegistered', {
  organisation, names: [{ language: 'zh', name: organisation, from: null }], types: [], region, creditCode: null, creditCodeEvidence: null, foreignRegister: null, account, warnings: [], parents: [],
  existsFrom: null, asPrinted: null, grade: 'attested', source: null,
});
const merged = (organisation: string, into: string): Fact => of('OrganisationMerged', { organisation, name: organisation, into: { organisation: into, name: into, region: null }, at: '2024-09-01T00:00:00.000Z', reason, source: null });

/** The first got an account, the second was merged into the third, the fourth into one that was merged into another, and the fifth has its account no more. */
const bodies: readonly (readonly [string, readonly Fact[]])[] = [
  [idOf(1), [of('OrganisationIdentified', { organisation: idOf(1), creditCode: null, creditCodeEvidence: null, foreignRegister: null, account: 'park', warnings: [], grade: 'attested', source: null })]],
  [idOf(2), [merged(idOf(2), idOf(3))]], [idOf(3), []], [idOf(4), [merged(idOf(4), idOf(7))]],
  [idOf(5), [of('OrganisationReleased', { organisation: idOf(5), kind: 'account', value: 'nowhere', reason })]], [idOf(6), []],
  [idOf(7), [merged(idOf(7), idOf(8))]], [idOf(8), []],
];
const whoAtFirst = (id: string): Who => then[id] ?? { region: id === idOf(8) ? '510104' : '500000', account: null };

/** Whether somebody's people the asker is, and whether he is over where it lies. */
const isOwn = ({ account }: Who, as: Actor): boolean => account === as.organisation;
const isOver = ({ region }: Who, as: Actor): boolean => as.role !== 'bank' && region !== null && within(region, as.region);
const speaks = (who: Who, as: Actor): boolean => (who.account === null ? (as.role === 'region' || as.role === 'administrator') && (as.region === '*' || isOver(who, as)) : isOwn(who, as));

/** Whether the asker may see a pact in some state. */
const maySee = (it: Pact, as: Actor): boolean => {
  if (it.status === 'absent') return false;
  if (it.status === 'drafted') return speaks(now[it.drafter] as Who, as);
  if (it.status === 'in-force' && it.access === 'open') return true;
  return it.parties.some(({ organisation }) => [then[organisation], now[organisation]].some((who) => who !== undefined && (isOwn(who, as) || isOver(who, as))));
};

/** The body whose it is to do something, by what is asked; of what an association does for an alliance that has no secretariat there is none. */
const bodyFor = (row: CooperationRow, { task, about, responsible }: OpenTask): string | undefined => {
  if (!['answer-application', 'admit-member', 'ask-again'].includes(task)) return responsible?.organisation ?? about.split('/').at(-1);
  return row.kind === 'alliance' && row.state.status === 'founded' ? row.state.secretariats.at(-1)?.party.organisation : undefined;
};

describe('Who sees and has to do what, by who the bodies are today', () => {
  let database: TestDatabase;
  let log: PostgresEventLog;
  let pool: pg.Pool;
  let source: DataSource;
  let rows: readonly CooperationRow[];
  let streams: CooperationStreams;
  let list: CooperationList;
  let work: (as: Actor) => Promise<readonly Item[]>;
  let overdue: (as: Actor) => Promise<readonly Item[]>;
  type Item = Readonly<{ task: string; about: string | null; subject: Readonly<{ id: string; kind: string }>; answers: Readonly<{ organisation: string | null }> }>;

  const append = async (stream: string, version: number, fact: Fact): Promise<void> => {
    const commandId = randomUUID();
    const [outcome] = await log.append([{ commandId, inputHash: sha256Hex(commandId), expect: [{ stream, version }], facts: [fact], metadata: { actor: association } }]);
    if (outcome?.outcome !== 'appended') throw new Error(`${stream} ${version}: ${outcome?.outcome}`);
  };

  beforeAll(async () => {
    database = await testDatabase();
    log = new PostgresEventLog({ databaseUrl: database.url, types: eventTypes });
    const region = (code: string, level: string, parent: string | null): object => ({ code, level, name: { zh: code, en: null }, parent, from: null, to: null });
    const regions = [region('510000', 'province', null), region('500000', 'province', null), region('310000', 'province', null), region('510100', 'prefecture', '510000'), region('510104', 'county', '510100')];
    const command = { type: 'RegisterRegions', id: randomUUID(), actor: association, at: '2026-01-01T00:00:00.000Z', directory: byCodes, data: { id: 'territory', source: null, list: { title: 'test', edition: '1' }, regions } } as unknown as TerritoryCommand;
    await new Lanes(log).handle(territory, command, { inputHash: sha256Hex(command.id) });
    const record = writtenAtRandom(11, 150).filter(({ stream }) => !stream.startsWith('signing-'));
    for (const { stream, version, fact } of record) await append(stream, version, fact);
    for (const [id, changes] of bodies) for (const [version, fact] of [registered(id, whoAtFirst(id)), ...changes].entries()) await append(`organisation-${id}`, version, fact);
    pool = poolAs(database.url, 'entente_worker', 4);
    for (const reader of readers) {
      await ensureBuild(pool, reader);
      const { rows: [build] } = await pool.query<{ build: number }>('select build from log.checkpoints where reader = $1 and active', [reader.name]);
      await catchUpWholly(pool, eventTypes, reader, build?.build ?? 0);
    }
    source = await new DataSource({ type: 'postgres', url: database.url, extra: { options: '-c role=entente_query -c jit=off' } }).initialize();
    const directories = new Directories(log);
    const [model, progress, moments] = [new ReadModel(source, directories), new ReadersProgress(source), new AsOfResolver(source)];
    streams = new CooperationStreams(log, moments, progress, new Node(source), directories);
    list = new CooperationList(model, progress, log, directories);
    const [working, late] = [new WorkAskedHandler(model, progress, directories), new OverdueAskedHandler(model, moments, progress, log, directories)];
    work = async (as) => (await working.execute(new WorkAsked(as, workQuery.parse({ limit: 500 }), 'en'))).items as readonly Item[];
    overdue = async (as) => (await late.execute(new OverdueAsked(as, overdueQuery.parse({ limit: 500, validAt: '2025' }), 'en'))).items as readonly Item[];
    const facts = await Promise.all([...new Set(record.map(({ stream }) => stream))].map(async (stream) => [stream, (await log.read(stream, 0)).facts] as const));
    rows = facts.map(([stream, all]) => (all as unknown as readonly Recorded<CooperationFact>[]).reduce<CooperationRow>(cooperation.evolve, cooperation.initialRow(stream)));
  });
  afterAll(async () => {
    await log?.close();
    await pool?.end();
    await source?.destroy();
    await database?.drop();
  });

  const pacts = () => rows.flatMap((row) => (row.kind === 'pact' ? [row] : []));
  const inPages = async (as: Actor, limit: number): Promise<readonly string[]> => {
    const ids: string[] = [];
    for (let cursor: { pinned: number; after: readonly number[] } | undefined, next: string | null = ''; next !== null; ) {
      const page = await list.page('pact', as, { limit, cursor }, { about: [], matches: () => true, shown: ({ id }) => ({ id }) });
      ids.push(...(page.items as readonly { id: string }[]).map(({ id }) => id));
      next = page.next;
      const [pinned = 0, ...after] = next === null ? [] : (JSON.parse(Buffer.from(next, 'base64url').toString()) as number[]);
      cursor = { pinned, after };
    }
    return ids;
  };

  it('lists the pacts that the asker may see by who he is today, and answers for each of them, and for no other', async () => {
    const seen: number[] = [];
    for (const as of askers) {
      const expected = pacts().filter(({ state }) => maySee(state, as)).map(({ id }) => id).sort();
      for (const limit of [3, 500]) expect([as.organisation, limit, [...(await inPages(as, limit))].sort()]).toEqual([as.organisation, limit, expected]);
      const told = await Promise.all(pacts().map(async ({ id }) => {
        try {
          return (await streams.of('pact', id, as)).state.id;
        } catch (error) {
          if (error instanceof Problem && error.status === 404) return [];
          throw error;
        }
      }));
      expect([as.organisation, told.flat().sort()]).toEqual([as.organisation, expected]);
      seen.push(expected.length);
    }
    expect(Math.min(...seen)).toBeGreaterThan(5);
    expect(Math.max(...seen)).toBeLessThan(pacts().length);
    // Those of the park are party to nothing by what the facts say.
    expect(pacts().filter(({ state }) => maySee(state, park) && !(state.status === 'in-force' && state.access === 'open')).length).toBeGreaterThan(5);
  });

  it('is seen by the querying role where the session names a body in it, and not where it names none', async () => {
    const { rows: [build] } = await pool.query<{ build: number }>(`select build from log.checkpoints where reader = 'cooperation' and active`);
    const seen = async (settings: Readonly<Record<string, string>>): Promise<readonly string[]> => source.transaction(async (manager) => {
      for (const [name, value] of Object.entries(settings)) await manager.query('select set_config($1, $2, true)', [name, value]);
      return (await manager.query<{ id: string }[]>(`select row->>'id' as id from read.cooperation_b${build?.build ?? 0} where kind = 'pact' and not open`)).map(({ id }) => id).sort();
    });
    const closed = pacts().filter(({ audience }) => !audience.open);
    const named = closed.filter(({ state }) => state.status !== 'absent' && state.parties.some(({ organisation }) => [idOf(1), idOf(5)].includes(organisation))).map(({ id }) => id).sort();
    expect([named.length > 5, named.length < closed.length]).toEqual([true, true]);
    expect([await seen({}), await seen({ 'app.bodies': '' }), await seen({ 'app.bodies': idOf(9) })]).toEqual([[], [], []]);
    expect(await seen({ 'app.bodies': `${idOf(1)},${idOf(5)}` })).toEqual(named);
    expect(await seen({})).toEqual([]);
  });

  it('tells of each step only to those who could see what it led to', async () => {
    const counts = { told: 0, untold: 0 };
    for (const as of askers) {
      for (const { id } of pacts().filter(({ state }) => maySee(state, as))) {
        const { facts, isTold } = await streams.of('pact', id, as);
        let row = cooperation.initialRow(`pact-${id}`);
        const expected = facts.map((fact) => (row = cooperation.evolve(row, fact as unknown as Recorded<CooperationFact>))).map((each) => maySee(each.state as Pact, as));
        expect([as.organisation, id, facts.map(isTold)]).toEqual([as.organisation, id, expected]);
        for (const each of expected) counts[each ? 'told' : 'untold'] += 1;
      }
    }
    expect(Math.min(counts.told, counts.untold)).toBeGreaterThan(50);
  });

  it('asks those who speak for a body today, and nobody who did before', async () => {
    const at = new Date().toISOString();
    let moved = 0;
    for (const as of [association, ...askers]) {
      const mine = (row: CooperationRow, task: OpenTask, who = now): boolean => {
        const body = bodyFor(row, task);
        return body === undefined ? (as.role === 'region' || as.role === 'administrator') && task.by[as.role].some((each) => within(each, as.region)) : speaks(who[body] as Who, as);
      };
      const open = rows.flatMap((row) => (row.kind === 'pact' || row.kind === 'alliance' ? standing(row, at).filter(({ opens }) => opens === null || opens < at).map((task) => ({ row, task })) : []));
      const lines = (who: typeof now): readonly string[] => open.filter(({ row, task }) => mine(row, task, who)).map(({ row, task }) => `${row.id} ${task.task} ${task.about}`).sort();
      expect([as.organisation, (await work(as)).map(({ subject, task, about }) => `${subject.id} ${task} ${about ?? ''}`).sort()]).toEqual([as.organisation, lines(now)]);
      moved += lines(now).filter((line) => !lines(then).includes(line)).length + lines(then).filter((line) => !lines(now).includes(line)).length;
    }
    expect(moved).toBeGreaterThan(50);
  });

  it('tells of what is late to whoever may see it today, and who answers for it today', async () => {
    let moved = 0;
    for (const as of askers) {
      for (const { subject, task, about, answers } of await overdue(as)) {
        const row = rows.find(({ id }) => id === subject.id) as CooperationRow;
        if (row.kind === 'pact') expect([as.organisation, maySee(row.state, as)]).toEqual([as.organisation, true]);
        const owner = row.kind === 'pact' && row.state.status === 'in-force' ? row.state.terms?.obligations.find(({ obligation }) => obligation === about)?.owner : about?.split('/')[1];
        expect([task, answers.organisation]).toEqual([task, (now[owner ?? ''] as Who).account]);
        if ((then[owner ?? ''] as Who).account !== answers.organisation) moved += 1;
      }
    }
    const late = async (as: Actor) => new Set((await overdue(as)).map(({ subject, about }) => `${subject.id} ${about ?? ''}`));
    // The association sees all that is late; of it everybody sees what lies in pacts that he may see, and in all alliances.
    const whole = [...(await late(association))];
    for (const as of askers) {
      const expected = whole.filter((line) => rows.some((row) => line.startsWith(row.id) && (row.kind !== 'pact' || maySee(row.state, as))));
      expect([as.organisation, [...(await late(as))].sort()]).toEqual([as.organisation, expected.sort()]);
    }
    expect(moved).toBeGreaterThan(20);
  });
});
