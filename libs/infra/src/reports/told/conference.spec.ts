import { funnelOf, type Project } from '@entente/domain/journals/funnel';
import { figuresIn, untied } from '@entente/domain/reporting/dataset';
import fc from 'fast-check';
import type { Ask } from '../asking.js';
import { askOf, entry, type Entry, known, yuan } from './ask.samples.js';
import { conference } from './conference.js';
import { cellAt, figureAt, rowsAt, valueAt, wordsAt } from './reading.samples.js';

const CODE = 'cisc-21';
const state = {
  status: 'open', id: 'e1', code: CODE, series: { code: 'cisc', name: { zh: '软博会' }, founded: null }, number: 21, place: '510100', title: null, theme: { zh: '新征程' }, from: '2024-01-10', to: '2024-01-11', venue: null, aspects: [{ aspect: 'a', name: { zh: '甲' } }],
  activities: {}, outputs: {},
};
const of = (metric: string, on: string, more: Partial<Entry> = {}): Entry => entry(metric, on, { ...more, dims: { edition: CODE, level: 'contract', source: '310000', ...more.dims } });
const agreed = (value: string, more: Partial<Entry>): Entry => yuan('signings.contracted', '2024-01-11', value, { ...more, dims: { edition: CODE, level: 'contract', source: '310000', ...more.dims } });
const entries = [
  of('signings.count', '2024-01-11'), of('signings.present', '2024-01-11'), of('signings.count', '2024-01-11', { region: '500101', subject: 't', dims: { level: 'framework', source: '' } }), of('signings.present', '2024-01-11', { region: '500101', subject: 't' }),
  agreed('100.00', {}), agreed('7.50', { region: '500101', subject: 't', dims: { level: 'framework', source: '' } }), of('signings.registered', '2024-02-01'), entry('signings.count', '2024-01-11', { dims: { edition: 'cisc-20' } }),
  of('editions.activities', '2024-01-10', { region: '510100' }), of('editions.outputs', '2024-01-11', { region: '510100', dims: { output: 'signing' } }),
];
const money = (value: string) => ({ unit: 'CNY', amountKind: 'contract-value', value, low: value, high: value });
const project = (subject: string, region: string, more: Partial<Project>): Project & { region: string } =>
  ({ subject, region, kind: 'project', signedOn: '2024-01-11', reached: {}, contracted: [], received: [], unstated: false, unconfirmed: false, ...more });
const projects = [
  project('s', '510104', { reached: { registered: '2024-02-01', started: '2024-03-01' }, contracted: [money('100.00')], received: [{ unit: 'CNY', value: '25.00' }] }),
  project('t', '500101', { contracted: [money('7.50')] }), project('u', '510700', { kind: 'headquarters', received: [{ unit: 'USD', value: '1.00' }] }),
];
const isIn = (region: string, asked: string | undefined): boolean => asked === undefined || region.slice(0, 2) === asked.slice(0, 2) && (asked.endsWith('0000') || region.slice(0, 4) === asked.slice(0, 4));

/** Cohorts of the projects above, as they stood by the day that is asked for. */
const funnel: Ask['funnel'] = async ({ region, validAt = '' }) => {
  const stood = projects.filter((each) => isIn(each.region, region)).map((each) => ({ ...each, reached: Object.fromEntries(Object.entries(each.reached).filter(([, on]) => on <= validAt)) }));
  return { asOf: known, validAt, definition: 1, whole: funnelOf(stood, validAt), rows: [] };
};
const claim = (id: string, more: object) => ({
  id, opened: 1, version: 1,
  claim: { metric: 'editions.activities', scope: { territory: '510100', edition: CODE, session: null, from: null, to: null, kind: null, amountKind: null, alliance: null, declaration: null, pact: null, batch: null }, quantity: { value: '14', unit: 'activity', op: '=', text: '14项活动' }, source: { document: '手册', quote: '14项活动' }, statedOn: null, ...more },
});
const askOn = (edition: object = {}): Ask => ({ ...askOf({ entries, rows: { cooperation: [{ kind: 'edition', state: { ...state, ...edition } }], claims: [claim('c1', {})] } }), funnel });
const tell = (period: string, edition: object = {}) => conference(askOn(edition), { parameters: { edition: CODE }, period });

describe('the report on a conference', () => {
  it('is about the days from its first on to so many after its last', async () => {
    expect((await tell('T+30')).about).toEqual({ from: '2024-01-10', to: '2024-02-10', validAt: '2024-02-10' });
    expect((await tell('T+1', { from: '2024-01', to: null })).about).toEqual({ from: '2024-01-01', to: '2024-02-01', validAt: '2024-02-01' });
    await expect(tell('T+1', { from: null, to: null })).rejects.toMatchObject({ code: 'report/edition-undated', faults: [{ pointer: '/parameters/edition' }] });
    await expect(tell('T+1', { code: 'cisc-22' })).rejects.toMatchObject({ code: 'report/edition-unknown', kind: 'invalid' });
  });

  it('tells what was signed, by how binding it is and where', async () => {
    const told = await tell('T+180');
    expect(rowsAt(told, 'results')).toEqual(['count', 'contracted.CNY.contract-value']);
    expect(['total', 'intent', 'framework', 'contract'].map((column) => valueAt(told, `results/contracted.CNY.contract-value/${column}`))).toEqual(['107.50', '0.00', '7.50', '100.00']);
    expect(rowsAt(told, 'results-by-region')).toEqual(['500000', '510000', '510100']);
    expect(figureAt(told, 'results-by-region/510000/contracted.CNY.contract-value')).toMatchObject({ value: '100.00', origin: { question: { edition: CODE, region: '510000', currency: 'CNY', amountKind: 'contract-value' } } });
    expect(rowsAt(told, 'by-origin')).toEqual(['310000', 'not-stated']);
    expect([valueAt(told, 'by-origin/not-stated/count'), valueAt(told, 'by-origin/310000/registered')]).toEqual(['1', '1']);
    expect(told.tables.flatMap(untied)).toEqual([]);
  });

  it('tells of each day what had come about by then, and of signings without a source by a question of their own', async () => {
    const early = await tell('T+1');
    expect([valueAt(early, 'by-origin/310000/registered'), valueAt(early, 'funnel/registered/projects')]).toEqual(['0', '0']);
    expect(figureAt(early, 'by-origin/not-stated/count')).toMatchObject({ value: '1', origin: { question: { edition: CODE, validAt: '2024-01-12', source: 'none' } } });
    expect(figureAt(early, 'results/count/total').origin).toMatchObject({ question: { edition: CODE, validAt: '2024-01-12' } });
  });

  it('counts a conference without days from signings that are on record, and from no others', async () => {
    const signed = (status: string, signedOn: string) => ({ id: signedOn, state: { status, terms: { edition: CODE, signedOn }, amendments: [] } });
    const rows = { cooperation: [{ kind: 'edition', state: { ...state, from: null, to: null } }], signings: [signed('returned', '2023-05-01'), signed('annulled', '2025-05-01'), signed('admitted', '2024-01-11'), signed('terminated', '2024-01-09')] };
    const told = await conference({ ...askOf({ entries, rows }), funnel }, { parameters: { edition: CODE }, period: 'T+1' });
    expect(told.about).toEqual({ from: '2024-01-09', to: '2024-01-12', validAt: '2024-01-12' });
  });

  it('tells what became of it, each rate with the counts that it rests on', async () => {
    const told = await tell('T+180');
    const at = (row: string) => [valueAt(told, `funnel/${row}/projects`), valueAt(told, `funnel/${row}/rate`)];
    expect([at('registered'), at('started'), at('performed'), at('terminated')]).toEqual([['1', '33.333333'], ['1', '33.333333'], ['2', '66.666667'], ['0', '0.000000']]);
    expect(figureAt(told, 'funnel/registered/rate').origin).toMatchObject({ formula: 'rate', operands: { reached: 'funnel/registered/projects', all: 'funnel/signed/projects' } });
    expect(figureAt(told, 'funnel/registered/projects').origin).toEqual({ kind: 'funnel', definition: 1, question: { edition: CODE, validAt: '2024-07-09' }, measure: 'whole.counts.registered' });
    expect(['start-of-registered', 'start-without-headquarters', 'median-days-to-start'].map((row) => valueAt(told, `rates/${row}/value`))).toEqual(['100.000000', '50.000000', '50']);
    expect(figureAt(told, 'rates/start-of-registered/value').origin).toMatchObject({ formula: 'rate', operands: { reached: 'rates/start-of-registered/reached', all: 'rates/start-of-registered/all' } });
    expect(['contracted', 'received', 'rate'].map((column) => valueAt(told, `funds/compared.CNY.contract-value/${column}`))).toEqual(['107.50', '25.00', '23.255814']);
    expect(valueAt(told, 'funds/not-compared.USD/received')).toBe('1.00');
    expect([valueAt(told, 'funnel-by-region/500000/signed'), figureAt(told, 'funnel-by-region/500000/registered-rate')]).toMatchObject(['1', { value: '0.000000', origin: { operands: { all: 'funnel-by-region/500000/signed' } } }]);
  });

  it('sets the days side by side as far as the period reaches', async () => {
    const columns = async (period: string) => (await tell(period)).tables.find(({ id }) => id === 'progress')?.columns.map(({ id }) => id);
    expect([await columns('T+1'), await columns('T+180')]).toEqual([['t+1'], ['t+1', 't+30', 't+180']]);
    const told = await tell('T+180');
    expect(['t+1', 't+30', 't+180'].map((day) => valueAt(told, `progress/registered/${day}`))).toEqual(['0', '1', '1']);
  });

  it('sets what was announced beside what is recorded, unless that leaves something out', async () => {
    const told = await tell('T+1');
    expect([wordsAt(told, 'announced/c1/words'), valueAt(told, 'announced/c1/recorded'), valueAt(told, 'announced/c1/difference'), valueAt(told, 'outputs/activities/recorded')]).toEqual(['14项活动', '1', '-13', '1']);
    const nowhere = await tell('T+1', { place: null });
    expect([figureAt(nowhere, 'announced/c1/recorded'), figureAt(nowhere, 'outputs/activities/recorded')]).toMatchObject([{ value: null, why: 'place-unknown' }, { value: null, why: 'place-unknown' }]);
    expect(cellAt(told, 'edition/name/fact')).toMatchObject({ text: { zh: '软博会第21届' }, link: '/v1/editions/e1' });
  });

  it('ties out whatever was signed, and tells the same of the same', async () => {
    const any = fc.record({ value: fc.integer({ min: -5_000, max: 90_000 }), level: fc.constantFrom('intent', 'framework', 'contract', 'unspecified'), region: fc.constantFrom('510104', '510700', '500101'), unit: fc.constantFrom('CNY', 'USD'), kind: fc.constantFrom('contract-value', 'total-investment'), vague: fc.boolean() });
    await fc.assert(fc.asyncProperty(fc.array(any, { maxLength: 12 }), async (all) => {
      const random = all.map(({ value, level, region, unit, kind, vague }, n) => agreed((value / 100).toFixed(2), { region, unit, kind, subject: `${n}`, dims: { level }, ...(vague ? { low: '-100.00', high: null } : {}) }));
      const ask: Ask = { ...askOf({ entries: random, rows: { cooperation: [{ kind: 'edition', state }] } }), funnel };
      const told = await conference(ask, { parameters: { edition: CODE }, period: 'T+30' });
      expect(told.tables.flatMap(untied)).toEqual([]);
      const turned: Ask = { ...askOf({ entries: [...random].reverse(), rows: { cooperation: [{ kind: 'edition', state }] } }), funnel };
      expect(JSON.stringify(await conference(turned, { parameters: { edition: CODE }, period: 'T+30' }))).toBe(JSON.stringify(told));
    }), { numRuns: 40 });
  });

  it('rests every formula on figures that it prints', async () => {
    const told = await tell('T+180');
    const paths = new Set(figuresIn(told).map(({ path }) => path));
    const named = figuresIn(told).flatMap(({ figure: { origin } }) => (origin.kind === 'formula' ? Object.values(origin.operands) : []));
    expect(named.filter((operand) => typeof operand !== 'string' || !paths.has(operand))).toEqual([]);
    expect(named.length).toBeGreaterThan(20);
  });
});
