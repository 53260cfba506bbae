import { funnelOf } from '@entente/domain/journals/funnel';
import type { Figure, Table } from '@entente/domain/reporting/dataset';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { Ask, Told } from '../asking.js';
import { alliances } from '../told/alliances.js';
import { askOf, entry, type Entry, known, yuan } from '../told/ask.samples.js';
import { conference } from '../told/conference.js';
import { cooperation } from '../told/cooperation.js';
import { credit } from '../told/credit.js';
import { monthlyBrief } from '../told/monthly-brief.js';
import { contestedIn, sdmxOf } from './sdmx.js';

type Row = Readonly<Record<string, string>>;
const whole = (told: Told) => ({ report: 'r', definition: 1, parameters: {}, period: '', known, ...told });
const observed = (told: Told): readonly Row[] => parse(sdmxOf(whole(told)), { columns: true, record_delimiter: '\r\n' });

const words = { en: 'x', zh: 'x' };
const about = { from: '2024-01-01', to: '2024-12-31', validAt: '2024-12-31' };
const figure = (value: string | null, question: Readonly<Record<string, string>>, more: Partial<Figure> = {}): Figure => ({
  value, low: value, high: value, precision: value === null ? 'unknown' : 'exact', unit: 'project', origin: { kind: 'metric', metric: 'signings.count', definition: 1, question }, ...more,
});
const setOf = (...figures: readonly Figure[]): Told => ({
  about, title: words, notes: [],
  tables: [{ id: 't', title: words, rowsTitle: words, public: 'open', columns: [{ id: 'v', title: words, kind: 'figure' }], rows: figures.map((v, n) => ({ id: `r${n}`, title: words, cells: { v } })) } satisfies Table],
});
const valuesOf = (...figures: readonly Figure[]): readonly (string | undefined)[] => observed(setOf(...figures)).map((row) => row['OBS_VALUE']);

describe('the keys of observations', () => {
  const all = { edition: 'cisc-21', validAt: '2024-01-12' };

  it('are told once, by whichever figure has a value', () => {
    expect(valuesOf(figure('4', all), figure('4', all))).toEqual(['4']);
    expect(valuesOf(figure(null, all), figure('4.0', all), figure('4', all), figure(null, all))).toEqual(['4.0']);
    expect(valuesOf(figure(null, all), figure(null, all))).toEqual(['NaN']);
  });

  it('are not told where they have two values', () => {
    const contested = [figure('4', all), figure('1', { ...all, by: 'source' }), figure('2', {})];
    expect([valuesOf(...contested), contestedIn(whole(setOf(...contested)))]).toEqual([['2'], [['t/r0/v', 't/r1/v']]]);
  });

  it('keep apart whatever a question filters by', () => {
    expect(valuesOf(figure('4', all), figure('1', { ...all, source: 'none' }), figure('3', { ...all, source: '310000' }))).toEqual(['4', '1', '3']);
    // Firms with a line in one currency are not all firms with a line; an amount has its currency as its unit.
    expect(valuesOf(figure('4', all, { unit: 'firm' }), figure('1', { ...all, currency: 'CNY' }, { unit: 'firm' }), figure('2', { ...all, currency: 'USD' }, { unit: 'firm' }))).toEqual(['4', '1', '2']);
    expect(observed(setOf(figure('4.00', { ...all, currency: 'CNY' }, { unit: 'CNY' }))).map((row) => row['BREAKDOWN'])).toEqual(['edition=cisc-21']);
    expect(valuesOf(figure('4', { ...all, region: '510000' }), figure('1', { ...all, region: '510000', set: 'chuanyu' }))).toEqual(['4', '1']);
  });

  it('leave out what is of no period', () => expect(valuesOf(figure('3', { month: '2024' }), figure('5', { from: '2024-01', to: '2024-12' }))).toEqual(['5']));
});

const days = ['2023', '2023-06-15', '2023-12-31', '2024', '2024-01', '2024-01-31', '2024-05-09', '2024-06', '2024-06-30', '2024-12-31'] as const;
const anyEntry = fc.record({
  metric: fc.constantFrom(
    'signings.count', 'signings.contracted', 'signings.received', 'signings.active', 'signings.present', 'editions.outputs', 'pacts.present', 'pacts.in-force', 'alliances.members',
    'credit.approved', 'credit.active', 'credit.outstanding', 'credit.drawn', 'credit.firms-with-line', 'credit.firms-with-balance',
  ),
  on: fc.constantFrom(...days), region: fc.constantFrom('510104', '510700', '510000', '500101'), counterpart: fc.constantFrom('500101', '510700'), currency: fc.constantFrom('CNY', 'USD'),
  kind: fc.constantFrom('contract-value', 'fund-size'), subject: fc.constantFrom('a', 'b', 'c'), level: fc.constantFrom('intent', 'contract'), band: fc.constantFrom('unknown', 'large'), source: fc.constantFrom('', '310000'), output: fc.constantFrom('signing', 'list'), track: fc.constantFrom('', 'software'), value: fc.constantFrom('1', '2', '7'),
}).map(({ metric, on, region, counterpart, currency, kind, subject, value, ...dims }): Entry => {
  const isFirm = metric.startsWith('credit.firms');
  const all = { ...dims, kind: 'project', alliance: 'a1', memberGrade: 'member', standing: 'active', programme: 'p1', edition: 'cisc-21', ...(isFirm ? { currency } : {}) };
  const isMoney = !isFirm && /^credit|contracted|received/.test(metric);
  return isMoney
    ? yuan(metric, on, `${value}.00`, { region, counterpart, unit: currency, subject, dims: all, ...(metric === 'signings.contracted' ? { kind } : {}) })
    : entry(metric, on, { region, counterpart, value, subject, dims: all });
});
const edition = { status: 'open', id: 'e1', code: 'cisc-21', series: { code: 'cisc', name: { zh: '软博会' }, founded: null }, number: 21, place: '510100', title: null, theme: null, from: '2024-01-10', to: '2024-01-11', venue: null, aspects: [], activities: {}, outputs: {} };
const scope = { territory: '510000', edition: 'cisc-21', session: null, from: null, to: '2024-12', kind: null, amountKind: null, alliance: null, declaration: null, pact: null, batch: null };
const rows = {
  cooperation: [
    { kind: 'edition', state: edition }, { kind: 'alliance', state: { status: 'founded', id: 'a1', name: { zh: '联盟' }, memberships: [] } },
    { kind: 'credit-programme', id: 'p1', state: { status: 'open', id: 'p1', name: { zh: '软件贷' } } },
  ],
  claims: [scope, { ...scope, from: '2024' }].map((each, n) => ({ id: `c${n}`, claim: { metric: 'signings.count', scope: each, quantity: { value: '9', unit: 'project', op: '=', text: '9个' }, source: { document: '手册', quote: '9个' }, statedOn: null } })),
};
const funnel: Ask['funnel'] = async ({ validAt = '' }) => ({ asOf: known, validAt, definition: 1, whole: funnelOf([], validAt), rows: [] });

describe('what reports tell', () => {
  it('has no two values of one key, whatever is on record', async () => {
    let most = 0;
    await fc.assert(fc.asyncProperty(fc.array(anyEntry, { maxLength: 40 }), async (entries) => {
      const ask = { ...askOf({ entries, rows }), funnel };
      const told = await Promise.all([
        ...['2024-01', '2024-06', '2024-12'].map((period) => monthlyBrief(ask, { parameters: {}, period })), credit(ask, { parameters: {}, period: '2024-06' }),
        ...['T+1', 'T+180'].map((period) => conference(ask, { parameters: { edition: 'cisc-21' }, period })),
        cooperation(ask, { parameters: { set: 'chuanyu' }, period: '2024-Q2' }), alliances(ask, { parameters: { alliance: 'a1' }, period: '2024-Q2' }),
      ]);
      expect(told.flatMap((each) => contestedIn(whole(each)))).toEqual([]);
      most = Math.max(most, ...told.map((each) => observed(each).length));
    }), { numRuns: 12 });
    expect(most).toBeGreaterThan(100);
  });
});
