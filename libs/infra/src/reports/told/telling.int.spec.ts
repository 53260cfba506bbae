import { byCodes } from '@entente/domain/kernel/directory';
import type { Actor } from '@entente/domain/kernel/message';
import { figuresIn, untied } from '@entente/domain/reporting/dataset';
import { territory, type TerritoryCommand } from '@entente/domain/territory/territory';
import { cny, type CreditNode, creditNode } from '../../credit/credit.samples.js';
import { takeSnapshot } from '../../credit/snapshots.js';
import { sha256Hex } from '../../event-log/canonical.js';
import { commandIdOf } from '../../event-log/event-id.js';
import type { EventLog } from '../../event-log/event-log.js';
import { Lanes } from '../../event-log/lanes.js';
import { ensureBuild, follow, readBuilds } from '../../reading/builds.js';
import { eventTypes } from '../../reading/readers.js';
import { type Node, openNode, readerNamed } from '../../reading/reading.samples.js';
import { askAt } from '../ask.js';
import type { Ask, Telling, Told } from '../asking.js';
import { issued } from './ask.samples.js';
import { cooperation } from './cooperation.js';
import { credit } from './credit.js';
import { monthlyBrief } from './monthly-brief.js';
import { rowsAt, valueAt } from './reading.samples.js';

const JOURNALS = ['signing-metrics', 'cooperation-metrics', 'credit-metrics'];
const association: Actor = { principal: 'first', organisation: 'association', role: 'administrator', region: '*' };

const REGIONS = [['510000', 'province', null], ['500000', 'province', null], ['310000', 'province', null], ['420000', 'province', null], ['440000', 'province', null], ['510100', 'prefecture', '510000'],
  ['420100', 'prefecture', '420000'], ['440100', 'prefecture', '440000'], ['510104', 'county', '510100'], ['510105', 'county', '510100']] as const;

/** Puts some regions and a set of them on the map. */
const drawMap = async (log: EventLog): Promise<void> => {
  const act = async (type: string, data: object): Promise<void> => {
    const command = { type, id: commandIdOf('map', type), at: '2024-12-31T00:00:00.000Z', directory: byCodes, actor: association, data: { source: null, ...data } } as unknown as TerritoryCommand;
    await new Lanes(log).handle(territory, command, { inputHash: sha256Hex(command.id) });
  };
  await act('RegisterRegions', { id: 'territory', list: { title: 'test', edition: '1' }, regions: REGIONS.map(([code, level, parent]) => ({ code, level, name: { zh: code, en: null }, parent, from: null, to: null })) });
  await act('DefineRegionSet', { id: 'some', name: { zh: '数地', en: 'Some' }, members: ['510000', '440000', '310000'].map((region) => ({ region, set: null, from: null, to: null, except: [], part: null })) });
};

/** Every figure of a metric is what its own question answers, and every table ties out. */
const holds = async (ask: Ask, told: Told): Promise<number> => {
  let asked = 0;
  for (const { path, figure: { origin, value, low, high } } of figuresIn(told)) {
    if (origin.kind !== 'metric') continue;
    const { totals: [total] } = await ask.metric(origin.metric, origin.question);
    const answer = total ? { value: total.value, low: total.low, high: total.high } : { value: '0.00', low: '0.00', high: '0.00' };
    expect([path, { value, low, high }]).toEqual([path, answer]);
    asked += 1;
  }
  expect(told.tables.flatMap(untied)).toEqual([]);
  return asked;
};

describe('reports told from a log', () => {
  let node: Node;
  const head = async (): Promise<number> => (await readBuilds(node.worker)).head;
  const at = <T>(position: number, tell: (ask: Ask) => Promise<T>): Promise<T> => askAt({ pool: node.worker, log: node.log }, position, tell);
  const caughtUp = async (): Promise<number> => {
    for (const name of JOURNALS) await follow(node.worker, eventTypes, readerNamed(name));
    return head();
  };

  beforeAll(async () => {
    node = await openNode();
    await drawMap(node.log);
    await node.grow(90);
    for (const name of JOURNALS) await ensureBuild(node.worker, readerNamed(name));
    await caughtUp();
  });
  afterAll(() => node?.close());

  it('give figures that their questions answer, in the brief of a month and in cooperation', async () => {
    const cases: readonly (readonly [Telling, Readonly<Record<string, string>>, string])[] = [
      [monthlyBrief, {}, '2024-06'], [monthlyBrief, { region: '510000' }, '2024-12'], [monthlyBrief, { region: '510100' }, '2024-01'], [monthlyBrief, {}, '2022-12'], [cooperation, { set: 'some' }, '2024-Q2'],
    ];
    const asked = await at(await head(), async (ask) => {
      let all = 0;
      for (const [tell, parameters, period] of cases) all += await holds(ask, await tell(ask, { parameters, period }));
      return all;
    });
    expect(asked).toBeGreaterThan(400);
  });

  it('tie to what was published, and tell that again to the letter when more is on record', async () => {
    const may = { parameters: {}, period: '2024-05' };
    const [before, then] = [await head(), await at(await head(), (ask) => monthlyBrief(ask, may))];
    await node.grow(40);
    const now = await caughtUp();
    expect(JSON.stringify(await at(before, (ask) => monthlyBrief(ask, may)))).toBe(JSON.stringify(then));
    const former = issued('monthly-brief', then, '2024-05');
    const june = await at(now, (ask) => monthlyBrief({ ...ask, published: async (_, __, period) => (period === '2024-05' ? former : undefined) }, { parameters: {}, period: '2024-06' }));
    expect(june.tables.flatMap(untied)).toEqual([]);
    const [published, revisions] = ['published', 'revisions'].map((column) => Number(valueAt(june, `flows/count/${column}`)));
    expect(published).toBe(Number(valueAt(then, 'flows/count/ytd')));
    expect(revisions).toBeGreaterThan(1);
  });
});

describe('the report on credit, told from a log', () => {
  let node: CreditNode;
  beforeAll(async () => {
    node = await creditNode();
    await drawMap(node.log);
    const programme = await node.programme();
    const batch = await node.batch(programme);
    const [a, b] = [await node.line(programme, { n: 1, track: 'software', batch }), await node.line(programme, { n: 2, limit: '500.00' })];
    const draw = (line: typeof a, on: string, amount: string): Promise<number> => node.act(line, 'DrawCredit', on, { amount: cny(amount), dueOn: null, on: null, reference: null });
    await draw(a, '2026-03-10', '300.00');
    await draw(b, '2026-03-31', '20.00');
    await draw(a, '2026-04-02', '11.00');
    await node.announce({ metric: 'credit.approved', batch, quantity: { value: '1000', unit: 'CNY', op: '=', text: '1000元' } });
    await node.caughtUp(...JOURNALS);
  });
  afterAll(() => node?.close());

  it('says what the snapshot of the month says, by other ways', async () => {
    const { position, totals: [total] } = await takeSnapshot(node.pool, '2026-03');
    await askAt({ pool: node.pool, log: node.log }, position, async (ask) => {
      const told = await credit(ask, { parameters: { region: '510100' }, period: '2026-03' });
      expect(await holds(ask, told)).toBeGreaterThan(60);
      const now = (name: string): string | null => valueAt(told, `progress/${name}.CNY/now`);
      expect({ approved: now('approved'), active: now('active'), available: now('available'), outstanding: now('outstanding'), drawn: valueAt(told, 'drawn/drawn.CNY/month'), firmsWithLine: Number(valueAt(told, 'firms/firms-with-line/now')) })
        .toEqual({ approved: total?.approved, active: total?.active, available: total?.available, outstanding: total?.outstanding, drawn: total?.drawn, firmsWithLine: total?.firmsWithLine });
      expect(rowsAt(told, 'regions')).toEqual(['510104.CNY', '510105.CNY']);
      expect(rowsAt(told, 'announced')).toHaveLength(1);
    });
  });
});
