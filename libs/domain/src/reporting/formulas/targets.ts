import { type Formula, percentOf, six } from './formula.js';

const actual = { name: 'actual', title: { en: 'actual', zh: '实际数' } } as const;
const target = { name: 'target', title: { en: 'target', zh: '目标数' } } as const;
const elapsed = { name: 'elapsed', title: { en: 'time gone by', zh: '已过时间' } } as const;
const total = { name: 'total', title: { en: 'whole time', zh: '全部时间' } } as const;

const held = { of: ['actual', 'target'], series: 'same', order: 'any' } as const;
const time = { of: ['elapsed', 'total'], series: 'any', order: 'any' } as const;

/** What was reached of what was to be reached, and of the time for it. */
export const targetFormulas = [
  {
    ...six, id: 'attainment', title: { en: 'Attainment of a level', zh: '完成率' }, operands: [actual, target], expression: percentOf('actual', 'target'), unit: '%', printed: 2,
    pairs: [held], source: '8.3',
  },
  {
    ...six, id: 'attainment-of-added', title: { en: 'Attainment of what is to be added', zh: '完成率（新增）' },
    operands: [{ name: 'actual', title: { en: 'added since the beginning', zh: '累计新增' } }, target],
    expression: percentOf('actual', 'target'), unit: '%', printed: 2, pairs: [held], on: 'cumulative', source: '8.3',
  },
  {
    ...six, id: 'growth-over-target', title: { en: 'Growth above its target', zh: '增速与目标之差' },
    operands: [
      { name: 'actual', title: { en: 'growth in %', zh: '实际增速（%）' }, unit: '%' },
      { name: 'target', title: { en: 'growth aimed at in %', zh: '目标增速（%）' }, unit: '%' },
    ],
    expression: ['-', 'actual', 'target'], unit: 'pp', printed: 1, pairs: [held], source: '8.3',
  },
  {
    ...six, id: 'elapsed', title: { en: 'Share of the time gone by', zh: '序时进度' }, operands: [elapsed, total], expression: percentOf('elapsed', 'total'), unit: '%', printed: 2,
    pairs: [time], source: '8.3',
  },
  {
    ...six, id: 'pace', title: { en: 'Attainment ahead of the time gone by', zh: '完成率与序时进度之差' }, operands: [actual, target, elapsed, total],
    expression: ['-', percentOf('actual', 'target'), percentOf('elapsed', 'total')], unit: 'pp', printed: 2, pairs: [held, time], source: '8.3',
  },
] as const satisfies readonly Formula[];
