import { catalogue } from '@entente/domain/catalogue';
import { byCodes, type Directory } from '@entente/domain/kernel/directory';
import type { Actor } from '@entente/domain/kernel/message';
import { type DataSet, figuresIn, untied } from '@entente/domain/reporting/dataset';
import type { PublishedIssue } from '@entente/domain/reporting/report';
import { sha256Hex } from '../../event-log/canonical.js';
import { commandIdOf } from '../../event-log/event-id.js';
import { Lanes } from '../../event-log/lanes.js';
import type { FunnelAnswer } from '../../metrics/cohorts.js';
import { ensureBuild, follow, readBuilds } from '../../reading/builds.js';
import { eventTypes } from '../../reading/readers.js';
import { type Node, openNode, readerNamed } from '../../reading/reading.samples.js';
import { askAt } from '../ask.js';
import type { Ask, Question, Telling, Told } from '../asking.js';
import { alliances } from './alliances.js';
import { conference } from './conference.js';
import { overdue } from './overdue.js';
import { figureAt, rowsAt, valueAt, wordsAt } from './reading.samples.js';
import { revisions } from './revisions.js';

const JOURNALS = ['signing-metrics', 'cooperation-metrics', 'credit-metrics'];
const [first, second]: readonly Actor[] = ['first', 'second'].map((principal): Actor => ({ principal, organisation: 'association', role: 'administrator', region: '*' }));
const source = { document: '手册', quote: '原文' };
const reason = { code: 'entered-wrongly', text: '依更正件' };
const idOf = (word: string): string => commandIdOf('following', word);
const directory: Directory = { ...byCodes, body: (id) => ({ id, name: '示例机构', status: 'live', from: null, to: null, into: null, region: id === idOf('b1') ? '510100' : '500000', account: null }) };

const REGIONS = [['510000', 'province', null], ['500000', 'province', null], ['310000', 'province', null], ['510100', 'prefecture', '510000']].map(([code, level, parent]) => ({ code, level, name: { zh: code, en: null }, parent, from: null, to: null }));
const termsOf = (n: number, more: object = {}) => ({
  project: `项目${n}`, kind: 'project', level: n % 2 === 0 ? 'contract' : 'framework', hosts: n === 3 ? [{ region: '510100', share: '0.5' }, { region: '500000', share: '0.5' }] : [{ region: '510100', share: '1' }], counterpart: null,
  investors: n === 2 ? [] : [{ name: '某公司', creditCode: null, region: '310000' }], amount: n === 1 ? null : { amount: `${n}00.00`, currency: 'CNY', op: n === 3 ? '~' : '=', kind: 'contract-value', text: null }, edition: 'cisc-21', track: null, pact: null, signedOn: '2024-01-11', ...more,
});

type Members = Readonly<Record<string, unknown>>;
const within = (found: unknown, path: readonly string[]): unknown => path.reduce<unknown>((each, name) => (each as Members)[name], found);

/** The member of an answer that stands at a path such as `whole.funds.CNY.contract-value.received`: what is listed is found by its unit and kind. */
const memberAt = ({ whole: { funds, incomparable, ...whole } }: FunnelAnswer, measure: string): unknown => {
  const [, part, unit, kind, ...rest] = measure.split('.');
  if (part === 'funds') return within(funds.find((each) => each.unit === unit && each.amountKind === kind), rest);
  return part === 'incomparable' ? within(incomparable.find((each) => each.unit === unit), [kind ?? '']) : within(whole, measure.split('.').slice(1));
};

/** Every figure of a metric or a cohort is what its own question answers, and every table ties out. */
const holds = async (ask: Ask, told: Told): Promise<number> => {
  let asked = 0;
  for (const { path, figure: { origin, value, unit } } of figuresIn(told)) {
    if (value === null) continue;
    if (origin.kind === 'metric') expect([path, value]).toEqual([path, (await ask.metric(origin.metric, origin.question)).totals[0]?.value ?? '0.00']);
    if (origin.kind === 'funnel' && unit !== '%') expect([path, value]).toEqual([path, String(memberAt(await ask.funnel(origin.question), origin.measure))]);
    asked += 1;
  }
  expect(told.tables.flatMap(untied)).toEqual([]);
  return asked;
};

describe('reports that follow up, told from a log', () => {
  let node: Node;
  let lanes: Lanes;
  let acts = 0;
  const act = (decider: keyof typeof catalogue.deciders, type: string, at: string, data: object, actor = first): Promise<unknown> => {
    const command = { type, id: idOf(`act ${(acts += 1)}`), at: `${at}T02:00:00.000Z`, directory, actor, data };
    return lanes.handle(catalogue.deciders[decider] as never, command as never, { inputHash: sha256Hex(command.id) });
  };
  const caughtUp = async (): Promise<number> => {
    for (const name of JOURNALS) await follow(node.worker, eventTypes, readerNamed(name));
    return (await readBuilds(node.worker)).head;
  };
  const at = <T>(position: number, tell: (ask: Ask) => Promise<T>): Promise<T> => askAt({ pool: node.worker, log: node.log }, position, tell);
  const ofEdition = { parameters: { edition: 'cisc-21' }, period: 'T+30' };
  const [edition, alliance] = [idOf('edition'), idOf('alliance')];

  beforeAll(async () => {
    node = await openNode();
    lanes = new Lanes(node.log);
    await act('territory', 'RegisterRegions', '2023-12-01', { id: 'territory', source: null, list: { title: 'test', edition: '1' }, regions: REGIONS });
    await act('edition', 'OpenEdition', '2023-12-01', { id: edition, series: { code: 'cisc', name: { zh: '软博会' }, founded: null }, number: 21, kind: 'conference', place: '510100', source: null });
    await act('edition', 'AnnounceEdition', '2023-12-05', { id: edition, title: { zh: '第二十一届' }, from: '2024-01-10', to: '2024-01-11', aspects: [{ aspect: 'talent', name: { zh: '人才' } }], reason: null, source: null });
    for (const n of [1, 2, 3, 4]) {
      await act('signing', 'SubmitSigning', '2024-01-15', { id: idOf(`s${n}`), terms: termsOf(n), source, number: `CD-2024-000${n}`, externalIds: [] });
      await act('signing', 'ApproveSigning', '2024-01-16', { id: idOf(`s${n}`), note: null, waive: [] }, second);
    }
    await act('signing', 'PlanMilestone', '2024-01-20', { id: idOf('s2'), milestone: 'start', on: '2024-03', responsible: { name: '招商局', organisation: null }, reason: null });
    await act('signing', 'TerminateSigning', '2024-03-01', { id: idOf('s4'), reason, on: '2024-02-20' });
    await act('claim', 'RecordClaim', '2024-01-12', {
      id: idOf('claim'), metric: 'signings.count', scope: { territory: '510000', edition: 'cisc-21', session: null, from: null, to: null, kind: null, amountKind: null, alliance: null, declaration: null, pact: null, batch: null },
      quantity: { value: '5', unit: 'project', op: '=', text: '5个' }, source, statedOn: '2024-01-11',
    });
    await act('alliance', 'RecordAlliance', '2024-04-02', { id: alliance, name: { zh: '服务联盟' }, kind: 'service', purpose: null, territory: null, founders: [idOf('b1')], foundedOn: '2023', secretariat: null, source });
    await act('alliance', 'AdmitMember', '2024-06-01', { id: alliance, as: null, application: null, organisation: idOf('b2'), grade: null, on: '2024-05-02', source });
    for (const name of JOURNALS) await ensureBuild(node.worker, readerNamed(name));
  });
  afterAll(() => node?.close());

  it('give figures that their questions answer', async () => {
    await at(await caughtUp(), async (ask) => {
      const told = await conference(ask, ofEdition);
      expect(await holds(ask, told)).toBeGreaterThan(80);
      expect(['signed', 'terminated', 'performed'].map((row) => valueAt(told, `funnel/${row}/projects`))).toEqual(['4', '0', '0']);
      expect(valueAt(await conference(ask, { ...ofEdition, period: 'T+180' }), 'progress/terminated/t+180')).toBe('1');
      expect(figureAt(told, 'results/contracted.CNY.contract-value/total')).toMatchObject({ value: '900.00', precision: 'approximate', unknown: '1' });
      expect([valueAt(told, 'announced/' + idOf('claim') + '/recorded'), rowsAt(told, 'by-origin'), rowsAt(told, 'funnel-by-region')]).toEqual(['3.5', ['310000', 'not-stated'], ['500000', '510000', '510100']]);
      const members = await alliances(ask, { parameters: { alliance }, period: '2024-Q2' });
      expect(await holds(ask, members)).toBeGreaterThan(15);
      expect(['before', 'now', 'change'].map((column) => valueAt(members, `by-region/all/${column}`))).toEqual(['1', '2', '1']);
      expect(rowsAt(members, 'changes')).toEqual([`${idOf('b2')}.joined`]);
      const late = await overdue(ask, { parameters: {}, period: '2024-04' });
      expect([rowsAt(late, 'responsible'), valueAt(late, 'responsible/named.招商局/oldest')]).toEqual([['named.招商局'], '30']);
    });
  });

  it('say in the revisions what a late correction changed, and which event did', async () => {
    const then = await caughtUp();
    const wanted: readonly (readonly [Telling, Question, string])[] = [[conference, ofEdition.parameters, 'T+30'], [overdue, {}, '2024-04']];
    const sets = await at(then, async (ask) => {
      const all: Told[] = [];
      for (const [tell, parameters, period] of wanted) all.push(await tell(ask, { parameters, period }));
      return all;
    });
    await act('signing', 'CorrectSigning', '2024-07-01', { id: idOf('s2'), changes: { amount: { amount: '250.00', currency: 'CNY', op: '=', kind: 'contract-value', text: null } }, reason });
    await act('signing', 'ApproveSigning', '2024-07-02', { id: idOf('s2'), note: null, waive: [] }, second);
    const told = await at(await caughtUp(), async (ask) => {
      const issues = wanted.map(([, parameters, period], n) => ({ status: 'published', issue: `i${n}`, report: n === 0 ? 'conference' : 'overdue', parameters, period, title: { en: '', zh: '' }, known: { node: '', position: then, instant: '' } }) as unknown as PublishedIssue);
      const again = async (issue: PublishedIssue): Promise<DataSet> => {
        const [tell, parameters, period] = wanted[issues.indexOf(issue)] as (typeof wanted)[number];
        return (await tell(ask, { parameters, period })) as unknown as DataSet;
      };
      return revisions({ ...ask, issues: async () => issues, setOf: async (issue) => sets[issues.indexOf(issue)] as unknown as DataSet, again }, { parameters: {}, period: '2024-07' });
    });
    const row = 'changes/i0:results:contracted.CNY.contract-value:total';
    expect([valueAt(told, `${row}/old`), valueAt(told, `${row}/new`), valueAt(told, 'changes/i0:funds:compared.CNY.contract-value:contracted/new')]).toEqual(['900.00', '950.00', '950.00']);
    expect(wordsAt(told, `${row}/why`)).toContain('理由');
    expect(wordsAt(told, `${row}/events`)).toMatch(/^\d+ [0-9a-f-]{36}$/);
    expect(rowsAt(told, 'issues')).toEqual(['i0']);
  });
});
