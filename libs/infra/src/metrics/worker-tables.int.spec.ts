import { setTimeout as sleep } from 'node:timers/promises';
import { byCodes } from '@entente/domain/kernel/directory';
import { territory, type TerritoryCommand } from '@entente/domain/territory/territory';
import { sha256Hex } from '../event-log/canonical.js';
import { commandIdOf } from '../event-log/event-id.js';
import { Lanes } from '../event-log/lanes.js';
import { beginRebuild, ensureBuild, follow, readBuilds, switchTo } from '../reading/builds.js';
import { catchUpWholly } from '../reading/catch-up.js';
import { eventTypes } from '../reading/readers.js';
import { allFacts, metricsReader, type Node, openNode, postedInMemory, readerNamed } from '../reading/reading.samples.js';
import { metricAnswer } from './answer.js';
import { funnelAnswer } from './cohorts.js';
import type { Filter, Group } from './filter.js';
import { metricNamed } from './settling.js';
import { knownAt } from './tables.js';
import { withTables } from './worker-tables.js';

const cooperationReader = readerNamed('cooperation-metrics');
const READERS = [metricsReader.name, cooperationReader.name] as const;
const then = { boundary: 'then' } as const;

/** Registers regions as an association does, and says up to which position. */
const register = async (node: Node, ...codes: readonly [code: string, level: string, parent: string | null][]): Promise<number> => {
  const command = {
    type: 'RegisterRegions', id: commandIdOf('register', codes.join()), at: '2024-12-31T00:00:00.000Z', directory: byCodes,
    actor: { principal: 'first', organisation: 'association', role: 'administrator', region: '*' },
    data: { id: 'territory', source: null, list: { title: 'test', edition: '1' }, regions: codes.map(([code, level, parent]) => ({ code, level, name: { zh: code, en: null }, parent, from: null, to: null })) },
  } as unknown as TerritoryCommand;
  return (await new Lanes(node.log).handle(territory, command, { inputHash: sha256Hex(command.id) })).position;
};

describe('what the worker asks', () => {
  let node: Node;
  let position: number;
  const head = async (): Promise<number> => (await readBuilds(node.worker)).head;
  const ask = (metric: string, at: number, filter: Filter = then, by: readonly Group[] = []) =>
    withTables({ pool: node.worker, log: node.log }, { readers: READERS, position: at }, async (tables) => metricAnswer(await knownAt(tables, at), metricNamed(metric), filter, by));
  const cohort = (at: number) =>
    withTables({ pool: node.worker, log: node.log }, { readers: [metricsReader.name], position: at }, async (tables) => funnelAnswer(await knownAt(tables, at), then, ['region']));
  /** A whole report, as it were: flows and a stock, divided and not, a ratio and a cohort. */
  const report = async (at: number): Promise<string> => JSON.stringify([
    await ask('signings.contracted', at, then, ['region', 'amountKind']), await ask('signings.count', at, { ...then, region: '510000', from: '2023' }), await ask('signings.active', at, then, ['month']),
    await ask('signings.present', at, { ...then, set: ['510100', '500000'] }), await ask('signings.termination-ratio', at, then, ['region']), await cohort(at),
  ]);

  beforeAll(async () => {
    node = await openNode();
    await register(node, ['510000', 'province', null], ['500000', 'province', null], ['310000', 'province', null], ['420000', 'province', null], ['510100', 'prefecture', '510000'], ['420100', 'prefecture', '420000']);
    await node.grow(60);
    for (const reader of [metricsReader, cooperationReader]) {
      await ensureBuild(node.worker, reader);
      await follow(node.worker, eventTypes, reader);
    }
    position = await head();
  });
  afterAll(() => node?.close());

  it('is the sum of what was posted, with the regions below the one that is asked for', async () => {
    const posted = postedInMemory(await allFacts(node)).filter(({ metric, region }) => metric === 'signings.count' && ['510000', '510100'].includes(region));
    const sum = posted.reduce((total, { sign, value }) => total + sign * Number(value), 0);
    const answer = await ask('signings.count', position, { ...then, region: '510000' }, ['region']);
    expect(Number(answer.total)).toBeCloseTo(sum, 6);
    expect(answer).toMatchObject({ metric: 'signings.count', boundary: 'then', asOf: { position }, rows: [{ region: '510100', unit: 'project', value: answer.total }] });
    expect(Number(answer.total)).toBeGreaterThan(5);
  });

  it('of a ratio has both operands of the same question, and of a cohort counts each project once', async () => {
    const [top, bottom] = [await ask('signings.terminated', position), await ask('signings.count', position)];
    expect(Number((await ask('signings.termination-ratio', position)).total)).toBeCloseTo(Number(top.total) / Number(bottom.total), 5);
    const { whole, rows } = await cohort(position);
    expect(whole.counts['signed']).toBe(Number((await ask('signings.present', position)).total));
    expect(rows.length).toBeGreaterThan(2);
  });

  it('is the same to the letter when more is on record, in one reader and not in another, and in views that were built anew', async () => {
    const before = await report(position);
    await register(node, ['440000', 'province', null]);
    await node.grow(30);
    await follow(node.worker, eventTypes, metricsReader);
    const builds = (await readBuilds(node.worker)).builds.map((build) => build.position);
    expect(Math.min(...builds)).toBe(position);
    expect(Math.max(...builds)).toBeGreaterThan(position);
    expect(await report(position)).toBe(before);
    await follow(node.worker, eventTypes, cooperationReader);
    const anew = await beginRebuild(node.worker, metricsReader);
    await catchUpWholly(node.worker, eventTypes, metricsReader, anew);
    expect(await switchTo(node.worker, eventTypes, metricsReader, anew)).toBe(true);
    expect(await report(position)).toBe(before);
    expect(await report(await head())).not.toBe(before);
  });

  it('waits until every reader has read that far', async () => {
    await node.grow(10);
    const at = await head();
    const earlier = await ask('signings.count', position);
    const asking = ask('signings.count', at);
    expect(await Promise.race([asking, sleep(200, 'waiting')])).toBe('waiting');
    for (const reader of [metricsReader, cooperationReader]) await follow(node.worker, eventTypes, reader);
    expect(Number((await asking).total)).toBeGreaterThan(Number(earlier.total));
  });

  it('is refused with what is wrong where nobody could answer it', async () => {
    const faults = (asked: Promise<unknown>): Promise<unknown> => asked.then(() => 'answered', ({ faults: told }: { faults: readonly { pointer: string; code: string }[] }) => told.map(({ pointer, code }) => `${pointer} ${code}`));
    expect(await faults(ask('signings.count', position, { ...then, set: ['510100', 'nowhere'] }))).toEqual(['/set region-set/unknown']);
    // Registered since: as of then it was not, whenever that is asked.
    expect(await faults(ask('signings.count', position, { ...then, region: '440000' }))).toEqual(['/region region/unknown-code']);
    expect(await faults(ask('signings.count', await head(), { ...then, region: '440000' }))).toBe('answered');
    expect(await faults(ask('signings.count', position, { ...then, bank: 'x' }, ['product']))).toEqual(['/bank metric/unknown-dimension', '/by metric/unknown-dimension']);
    expect(await faults(ask('signings.active', position, { ...then, from: '0900' }, ['month']))).toEqual(['/from metric/too-many-months']);
  });

  it('writes nothing, and sees the tables of the readers that it named only', async () => {
    const needs = { pool: node.worker, log: node.log };
    await expect(withTables(needs, { readers: READERS, position }, ({ rows }) => rows(`delete from log.checkpoints`))).rejects.toThrow(/read-only/);
    await expect(withTables(needs, { readers: READERS, position }, async ({ table }) => table('entries', 'credit-metrics'))).rejects.toThrow(/credit-metrics were not asked for/);
  });
});
