import { readOrThrow } from '@entente/domain/kernel/decimal';
import { type Figure, figuresIn, untied } from '@entente/domain/reporting/dataset';
import fc from 'fast-check';
import type { Told } from '../asking.js';
import { askOf, entry, type Entry, issued, yuan } from './ask.samples.js';
import { monthlyBrief } from './monthly-brief.js';
import { figureAt, rowsAt, valueAt } from './reading.samples.js';

const JUNE = { parameters: {}, period: '2024-06' };

const columnsAt = ({ tables }: Told): readonly string[] => tables.find(({ id }) => id === 'flows')?.columns.map(({ id }) => id) ?? [];

const record: readonly Entry[] = [
  entry('signings.count', '2024-06-11', { region: '510104', dims: { level: 'contract', kind: 'project' } }), entry('signings.count', '2024-06-20', { region: '510700', dims: { level: 'intent', kind: 'platform', band: 'unknown' } }),
  entry('signings.count', '2024-05-02', { region: '500101', dims: { level: 'contract', kind: 'project' } }), entry('signings.count', '2024', { region: '500101', dims: { level: 'contract', kind: 'project' } }),
  entry('signings.count', '2023-06-30', { region: '510104', dims: { level: 'contract', kind: 'project' } }),
  yuan('signings.contracted', '2024-06-11', '120000000.00', { low: '110000000.00', high: '130000000.00' }), yuan('signings.contracted', '2024-05-02', '100.10', { region: '500101' }),
  yuan('signings.contracted', '2024-06-11', '7.00', { kind: 'total-investment' }), yuan('signings.contracted', '2023-06-30', '80000000.00'), entry('signings.contracted', '2024-06-20', { isUnknown: true, unit: '', region: '510700' }),
  yuan('signings.received', '2024-06-30', '5.00'), entry('signings.active', '2024-05-31', { value: '3' }), entry('signings.active', '2024-06-30', { value: '2' }),
];

describe('the monthly brief', () => {
  it('tells the month and the year to date, each currency and kind of amount in a row of its own', async () => {
    const told = await monthlyBrief(askOf({ entries: record }), JUNE);
    expect(rowsAt(told, 'flows')).toEqual([
      'count', 'count.unstated', 'contracted.CNY.contract-value', 'contracted.CNY.total-investment', 'received.CNY', 'registered', 'started', 'operating', 'terminated',
    ]);
    const at = (row: string): readonly (string | null)[] => ['month', 'before', 'mom', 'year-before', 'yoy', 'published', 'revisions', 'ytd', 'yoy-ytd'].map((column) => valueAt(told, `flows/${row}/${column}`));
    expect(at('count')).toEqual(['2', '1', '100.000000', '1', '100.000000', '1', '0', '3', '200.000000']);
    expect(at('contracted.CNY.contract-value').slice(0, 5)).toEqual(['120000000.00', '100.10', expect.any(String), '80000000.00', '50.000000']);
    expect(figureAt(told, 'flows/contracted.CNY.contract-value/month')).toMatchObject({ low: '110000000.00', high: '130000000.00', precision: 'approximate', amountKind: 'contract-value', unknown: '1' });
    expect(figureAt(told, 'flows/contracted.CNY.contract-value/month').origin).toEqual(
      { kind: 'metric', metric: 'signings.contracted', definition: 1, question: { from: '2024-06', to: '2024-06', currency: 'CNY', amountKind: 'contract-value' } });
    // What states no amount could only add to it.
    expect(figureAt(told, 'flows/contracted.CNY.contract-value/yoy')).toMatchObject({ precision: 'approximate', low: '37.500000', high: null });
    expect(figureAt(told, 'flows/received.CNY/yoy')).toMatchObject({ value: null, why: 'base-not-positive' });
    expect(valueAt(told, 'stocks/active/now')).toBe('5');
    expect(valueAt(told, 'stocks/active/change')).toBe('2');
  });

  it('gives with each figure of a metric the question that answers it again', async () => {
    const ask = askOf({ entries: record });
    const told = await monthlyBrief(ask, { parameters: { region: '510000' }, period: '2024-06' });
    let asked = 0;
    for (const { path, figure } of figuresIn(told)) {
      if (figure.origin.kind !== 'metric') continue;
      const { totals } = await ask.metric(figure.origin.metric, figure.origin.question);
      expect([path, totals.length === 0 ? '0.00' : totals.map(({ value, low, high }) => [value, low, high])]).toEqual([path, totals.length === 0 ? figure.value : [[figure.value, figure.low, figure.high]]]);
      asked += 1;
    }
    expect(asked).toBeGreaterThan(100);
  });

  it('ties the year to date to what was published last, with late entries as revisions', async () => {
    const may = issued('monthly-brief', await monthlyBrief(askOf({ entries: record }), { parameters: {}, period: '2024-05' }), '2024-05');
    const late = [...record, yuan('signings.contracted', '2024-02-01', '0.01', { region: '500101' }), yuan('signings.received', '2024-03-01', '2.00', { unit: 'USD' })];
    const told = await monthlyBrief(askOf({ entries: late, issues: { 'monthly-brief 2024-05': may } }), JUNE);
    const at = (row: string): readonly (string | null)[] => ['published', 'month', 'revisions', 'ytd'].map((column) => valueAt(told, `flows/${row}/${column}`));
    expect(at('contracted.CNY.contract-value')).toEqual(['100.10', '120000000.00', '0.01', '120000100.11']);
    expect(at('received.USD')).toEqual(['0.00', '0.00', '2.00', '2.00']);
    expect(figureAt(told, 'flows/count/published').origin).toEqual({ kind: 'published', issue: 'issue-2024-05', period: '2024-05', path: 'flows/count/ytd' });
    expect(told.tables.flatMap(untied)).toEqual([]);
  });

  it('compares with what was published a year before, where there is such an issue', async () => {
    const then = issued('monthly-brief', await monthlyBrief(askOf({ entries: [] }), { parameters: {}, period: '2023-06' }), '2023-06');
    const told = await monthlyBrief(askOf({ entries: record, issues: { 'monthly-brief 2023-06': then } }), JUNE);
    expect(figureAt(told, 'flows/count/yoy-ytd-published')).toMatchObject({ value: null, why: 'base-not-positive', origin: { base: 'as-published-then' } });
    expect(figureAt(told, 'flows/count/yoy-ytd').origin).toMatchObject({ base: 'as-known-now', operands: { now: 'flows/count/ytd', base: 'flows/count/ytd-year-before' } });
    expect(columnsAt(await monthlyBrief(askOf({ entries: record }), JUNE))).not.toContain('yoy-ytd-published');
  });

  it('begins anew in January, and counts in December what is dated to the year alone', async () => {
    const january = await monthlyBrief(askOf({ entries: record }), { parameters: {}, period: '2024-01' });
    expect(columnsAt(january)).not.toContain('published');
    const december = await monthlyBrief(askOf({ entries: record }), { parameters: {}, period: '2024-12' });
    expect(['published', 'month', 'revisions', 'undated', 'ytd'].map((column) => valueAt(december, `flows/count/${column}`))).toEqual(['3', '0', '0', '1', '4']);
    expect([...january.tables, ...december.tables].flatMap(untied)).toEqual([]);
    expect(rowsAt(december, 'months')).toEqual([...Array.from({ length: 12 }, (_, n) => `2024-${String(n + 1).padStart(2, '0')}`), 'undated']);
    expect(valueAt(december, 'months/undated/value')).toBe('1');
  });

  it('tells the regions below with their shares, and what lies in none of them', async () => {
    const told = await monthlyBrief(askOf({ entries: [...record, entry('signings.count', '2024-06-02', { region: '510000' })] }), { parameters: { region: '510000' }, period: '2024-06' });
    expect(rowsAt(told, 'regions')).toEqual(['all', '510100', '510700', 'rest']);
    expect(valueAt(told, 'regions/all/ytd')).toBe('3');
    expect(['510100', '510700', 'rest'].map((row) => ['ytd', 'share', 'contribution', 'pull'].map((column) => valueAt(told, `regions/${row}/${column}`)))).toEqual([
      ['1', '33.333333', '0.000000', '0.000000'], ['1', '33.333333', '50.000000', '100.000000'], ['1', '33.333333', '50.000000', '100.000000'],
    ]);
    await expect(monthlyBrief(askOf({}), { parameters: { region: '990000' }, period: '2024-06' })).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('ties out whatever is on record, and says the same of the same', async () => {
    const day = fc.constantFrom('2024', '2024-01', '2024-01-31', '2024-05-09', '2024-06', '2024-06-30', '2024-07-01', '2023-06-15', '2023', '2024-12-31');
    const cents = fc.integer({ min: 1, max: 10 ** 12 }).map((fen) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`);
    const amount = fc.record({ on: day, value: cents, more: fc.record({ region: fc.constantFrom('510104', '510700', '500101'), kind: fc.constantFrom('contract-value', 'fund-size'), unit: fc.constantFrom('CNY', 'USD'), high: fc.constantFrom<null | undefined>(null, undefined) }) })
      .map(({ on, value, more: { high, ...more } }) => yuan('signings.contracted', on, value, { ...more, ...(high === null ? { high } : {}) }));
    const count = fc.record({ on: day, region: fc.constantFrom('510104', '510000', '500101'), value: fc.constantFrom('1', '0.5', '0.333333333') }).map(({ on, ...more }) => entry('signings.count', on, { ...more, dims: { level: 'intent', kind: 'project' } }));
    const entries = fc.array(fc.oneof(amount, count), { maxLength: 25 });
    await fc.assert(fc.asyncProperty(entries, entries, fc.constantFrom('2024-06', '2024-12', '2024-01'), async (before, late, period) => {
      const lastMonth = period === '2024-12' ? '2024-11' : period === '2024-01' ? '2023-12' : '2024-05';
      const former = issued('monthly-brief', await monthlyBrief(askOf({ entries: before }), { parameters: {}, period: lastMonth }), lastMonth);
      const ask = askOf({ entries: [...before, ...late], issues: { [`monthly-brief ${lastMonth}`]: former } });
      const told = await monthlyBrief(ask, { parameters: {}, period });
      expect(told.tables.flatMap(untied)).toEqual([]);
      const told2 = await monthlyBrief(askOf({ entries: [...late, ...before], issues: { [`monthly-brief ${lastMonth}`]: former } }), { parameters: {}, period });
      expect(JSON.stringify(told2)).toBe(JSON.stringify(told));
      const parts = told.tables.filter(({ id }) => id.startsWith('regions')).map(({ rows }) => rows.map(({ id, cells }) => [id, readOrThrow((cells['ytd'] as Figure).value as string)] as const));
      for (const rows of parts) {
        const [all, ...others] = rows.map(([, { digits, scale }]) => digits * 10n ** BigInt(9 - scale));
        expect(others.reduce((sum, each) => sum + each, 0n)).toBe(rows.length > 1 ? all : 0n);
      }
    }), { numRuns: 40 });
  });
});
