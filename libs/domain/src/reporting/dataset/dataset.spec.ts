import { changesBetween, type DataSet, type Figure, type Table, untied } from './index.js';

const metric = { kind: 'metric', metric: 'signings.count', definition: 1, question: {} } as const;
const figure = (value: string | null, unit = 'project', more: Partial<Figure> = {}): Figure => ({ value, low: value, high: value, precision: value === null ? 'unknown' : 'exact', unit, ...(value === null ? { why: 'missing' } : {}), origin: metric, ...more });
const table = (rows: Readonly<Record<string, Readonly<Record<string, Figure>>>>, more: Partial<Table> = {}): Table => ({
  id: 'regions', title: { en: 'Regions', zh: '地区' }, rowsTitle: { en: 'Region', zh: '地区' }, columns: [...new Set(Object.values(rows).flatMap(Object.keys))].map((id) => ({ id, title: { en: id, zh: id }, kind: 'figure' })),
  rows: Object.entries(rows).map(([id, cells]) => ({ id, title: { en: id, zh: id }, cells })), public: 'grouped', ...more,
});
const set = (...tables: readonly Table[]): DataSet => ({
  report: 'monthly-brief', definition: 1, parameters: {}, period: '2024-01', about: { from: '2024-01-01', to: '2024-01-31', validAt: '2024-01-31' },
  known: { node: 'n', position: 1, instant: '2024-02-01T00:00:00.000Z' }, title: { en: 'x', zh: 'x' }, tables, notes: [],
});

describe('changes between two data sets', () => {
  it('are every figure that says something else, is new, or is gone', () => {
    const [before, after] = [set(table({ a: { count: figure('1') }, b: { count: figure('2') } })), set(table({ a: { count: figure('1') }, c: { count: figure('3') } }))];
    expect(changesBetween(before, after).map(({ path, old, new: now }) => [path, old?.value, now?.value])).toEqual([['regions/b/count', '2', undefined], ['regions/c/count', undefined, '3']]);
    expect(changesBetween(before, before)).toEqual([]);
  });
  it('are bounds and certainty too, and not another reason for nothing', () => {
    const of = (each: Figure) => set(table({ a: { count: each } }));
    expect(changesBetween(of(figure('1')), of(figure('1', 'project', { high: null, precision: 'approximate' })))).toHaveLength(1);
    expect(changesBetween(of(figure(null)), of(figure(null, 'project', { why: 'no-base' })))).toEqual([]);
  });
});

it('a table ties out where sums come out to the last digit, and what is not known is no fault', () => {
  const ties = [{ sum: 'now', of: ['before', 'month'] }];
  const of = (now: string | null, month: string) => table({ a: { now: figure(now, 'CNY'), before: figure('1.10', 'CNY'), month: figure(month, 'CNY') } }, { ties });
  expect([untied(of('3.30', '2.20')), untied(of('3.31', '2.20')), untied(of(null, '2.20')), untied(of('3.3', '2.2'))]).toEqual([[], ['regions/a/now'], [], []]);
});
