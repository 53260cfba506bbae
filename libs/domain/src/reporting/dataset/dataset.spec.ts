import fc from 'fast-check';
import { changesBetween, type DataSet, type Figure, figuresIn, publicEdition, type Table, untied } from './index.js';

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
const valuesOf = (of: DataSet): Readonly<Record<string, string | null>> => Object.fromEntries(figuresIn(of).map(({ path, figure: { value } }) => [path, value]));

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

describe('a public edition', () => {
  it('leaves closed tables out and open ones whole', () => {
    const edition = publicEdition(set(table({ a: { count: figure('1') } }, { id: 'open', public: 'open' }), table({ a: { count: figure('9') } }, { id: 'closed', public: 'closed' })));
    expect([edition.set.tables.map(({ id }) => id), edition.withheld]).toEqual([['open'], 0]);
  });
  it('tells no small count, and no money that stands on the same projects', () => {
    const edition = publicEdition(set(table({ a: { count: figure('2'), money: figure('100.00', 'CNY') }, b: { count: figure('7'), money: figure('9.00', 'CNY') }, c: { count: figure('5') } })));
    expect(valuesOf(edition.set)).toMatchObject({ 'regions/a/count': null, 'regions/a/money': null, 'regions/c/count': null, 'regions/b/count': '7' });
  });
  it('tells nothing by a formula over what is withheld or not there', () => {
    const rate = (operand: string): Figure => figure('50', '%', { origin: { kind: 'formula', formula: 'rate', version: 1, operands: { of: operand } } });
    const edition = publicEdition(set(table({ a: { count: figure('2') }, b: { count: figure('4') }, c: { count: figure('9') }, d: { rate: rate('regions/a/count') }, e: { rate: rate('hidden/a/count') }, f: { rate: rate('regions/c/count') } })));
    expect(valuesOf(edition.set)).toMatchObject({ 'regions/d/rate': null, 'regions/e/rate': null, 'regions/f/rate': '50' });
  });
  it('tells no part of a row within the table by what is left of it', () => {
    const nested = (cells: Readonly<Record<string, readonly [count: string, within?: string]>>): Table => ({
      ...table({}), columns: [{ id: 'count', title: { en: 'count', zh: 'count' }, kind: 'figure' }],
      rows: Object.entries(cells).map(([id, [count, within]]) => ({ id, title: { en: id, zh: id }, ...(within === undefined ? {} : { within }), cells: { count: figure(count) } })),
    });
    const told = (of: Table) => valuesOf(publicEdition(set(of)).set);
    expect(told(nested({ a: ['5'], a1: ['2', 'a'], a2: ['3', 'a'], b: ['9'], b1: ['1', 'b'], b2: ['8', 'b'], c: ['30'] }))).toEqual({
      'regions/a/count': '5', 'regions/a1/count': null, 'regions/a2/count': null, 'regions/b/count': '9', 'regions/b1/count': null, 'regions/b2/count': null, 'regions/c/count': '30',
    });
    // Its only part is all of it, and the row that goes with it is not the only one that is hidden beside others.
    expect(told(nested({ a: ['4'], a1: ['2', 'a'], b: ['9'], c: ['30'] }))).toEqual({ 'regions/a/count': null, 'regions/a1/count': null, 'regions/b/count': null, 'regions/c/count': '30' });
  });
  it('tells what was announced, and neither the small count beside it nor the difference between them', () => {
    const announced = figure('30', 'project', { origin: { kind: 'claim', claim: 'c', text: '30个' } });
    const difference = figure('-28', 'project', { origin: { kind: 'formula', formula: 'difference', version: 1, operands: { of: 'regions/a/recorded', without: 'regions/a/announced' } } });
    expect(valuesOf(publicEdition(set(table({ a: { announced, recorded: figure('2'), difference } }))).set)).toEqual({ 'regions/a/announced': '30', 'regions/a/recorded': null, 'regions/a/difference': null });
  });
  it('names no record', () => {
    const edition = publicEdition(set(table({ a: { count: figure('9', 'project', { origin: { kind: 'records', streams: ['signing-1'] } }) } })));
    expect(JSON.stringify(edition.set)).not.toContain('signing-1');
  });
  it('never tells a count from 1 to 2, nor lets one be taken as what is left of a column’s whole', () => fc.assert(fc.property(fc.array(fc.nat(6), { minLength: 2, maxLength: 8 }), (counts) => {
    const whole = counts.reduce((sum, each) => sum + each, 0);
    const edition = publicEdition(set(table(Object.fromEntries(counts.map((each, n) => [`r${n}`, { count: figure(String(each)) }])))));
    const told = Object.values(valuesOf(edition.set));
    expect(told.filter((value) => value === '1' || value === '2')).toEqual([]);
    const left = whole - told.reduce((sum, value) => sum + Number(value ?? 0), 0);
    const hidden = told.filter((value) => value === null).length;
    if (counts.filter((each) => each > 2).length > 0) expect(hidden === 1 && (left === 1 || left === 2)).toBe(false);
  })));
});
