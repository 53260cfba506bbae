import { type Formula, growthOf, six, yearlyOf } from './formula.js';

const now = { name: 'now', title: { en: 'this period', zh: '本期数' } } as const;
const yearAgo = { name: 'base', title: { en: 'same period of last year', zh: '上年同期数' }, isBase: true } as const;
const last = { name: 'base', title: { en: 'period before', zh: '上期数' }, isBase: true } as const;
const end = { name: 'end', title: { en: 'end', zh: '末期数' } } as const;
const base = { name: 'base', title: { en: 'base', zh: '基期数' }, isBase: true } as const;
const years = { name: 'years', title: { en: 'years', zh: '年数' }, unit: 'year' } as const;
const growth = { name: 'growth', title: { en: 'growth in %', zh: '增速（%）' }, unit: '%' } as const;

const same = (a: string, b: string) => ({ of: [a, b], series: 'same', order: 'any' }) as const;

/** What changes over time. The |x| under the change of the year before is x, because a base of 0 or below has no rate. */
export const growthFormulas = [
  {
    ...six, id: 'yoy', title: { en: 'Change on a year before', zh: '同比' }, operands: [now, yearAgo], expression: growthOf('now', 'base'), unit: '%', printed: 1,
    pairs: [{ of: ['now', 'base'], series: 'same', order: 'year-after' }], saysBase: true, source: '8.3',
  },
  {
    ...six, id: 'mom', title: { en: 'Change on the period before', zh: '环比' }, operands: [now, last], expression: growthOf('now', 'base'), unit: '%', printed: 1,
    pairs: [{ of: ['now', 'base'], series: 'same', order: 'next' }], on: 'not-cumulative', source: '8.3',
  },
  {
    ...six, id: 'mom-of-cumulative', title: { en: 'Change on the period before, of a cumulative series', zh: '环比（累计数取差额）' },
    operands: [
      { name: 'now', title: { en: 'cumulative now', zh: '本期累计' } },
      { name: 'previous', title: { en: 'cumulative at the period before', zh: '上期累计' }, isBase: true },
      { name: 'before', title: { en: 'cumulative at the period before that', zh: '上上期累计' }, isBase: true },
    ],
    expression: growthOf(['-', 'now', 'previous'], ['-', 'previous', 'before']), unit: '%', printed: 1,
    pairs: [{ of: ['now', 'previous'], series: 'same', order: 'next' }, { of: ['previous', 'before'], series: 'same', order: 'next' }], on: 'cumulative', source: '8.3',
  },
  {
    ...six, id: 'cagr', title: { en: 'Average yearly growth', zh: '年均增长率' }, operands: [end, base, years], expression: yearlyOf('end', 'base', 'years'), unit: '%', printed: 2,
    pairs: [same('end', 'base')], source: '8.3',
  },
  {
    ...six, id: 'required-growth', title: { en: 'Yearly growth that the target needs', zh: '所需增速' },
    operands: [
      { name: 'target', title: { en: 'target', zh: '目标值' } },
      { name: 'current', title: { en: 'current', zh: '当前值' }, isBase: true },
      { name: 'years', title: { en: 'years left', zh: '剩余年数' }, unit: 'year' },
    ],
    expression: yearlyOf('target', 'current', 'years'), unit: '%', printed: 2, pairs: [same('target', 'current')], source: '8.3',
  },
  {
    ...six, id: 'times-grown', title: { en: 'Grown by so many times', zh: '增长N倍' }, operands: [end, base], expression: ['-', ['over', 'end', 'base', 'base-not-positive'], 1n],
    unit: 'times', printed: 1, pairs: [same('end', 'base')], source: '8.3',
  },
  {
    ...six, id: 'times', title: { en: 'So many times the base', zh: '是N倍' }, operands: [end, base], expression: ['over', 'end', 'base', 'base-not-positive'],
    unit: 'times', printed: 1, pairs: [same('end', 'base')], source: '8.3',
  },
  {
    ...six, id: 'implied-base', title: { en: 'Base that a growth implies', zh: '由增速推算的基期数' }, operands: [now, growth],
    expression: ['over', 'now', ['+', 1n, ['/', 'growth', 100n]], 'base-not-positive'], unit: { of: 'now' }, printed: 2, pairs: [], source: '8.3',
  },
  {
    ...six, id: 'projected', title: { en: 'What yearly growth leads to', zh: '按年均增速推算的末期数' }, operands: [base, growth, years],
    expression: ['*', 'base', ['^', ['+', 1n, ['/', 'growth', 100n]], 'years']], unit: { of: 'base' }, printed: 2, pairs: [], source: '8.3',
  },
] as const satisfies readonly Formula[];
