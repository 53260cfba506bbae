import { type Formula, percentOf, six } from './formula.js';

const part = { name: 'part', title: { en: 'part', zh: '部分' } } as const;
const whole = { name: 'whole', title: { en: 'whole', zh: '总体' } } as const;
const partNow = { name: 'partNow', title: { en: 'part now', zh: '部分本期数' } } as const;
const partBase = { name: 'partBase', title: { en: 'part before', zh: '部分基期数' }, isBase: true } as const;
const wholeNow = { name: 'wholeNow', title: { en: 'whole now', zh: '总体本期数' } } as const;
const wholeBase = { name: 'wholeBase', title: { en: 'whole before', zh: '总体基期数' }, isBase: true } as const;

const changes = [
  { of: ['partNow', 'partBase'], series: 'same', order: 'any' },
  { of: ['partNow', 'wholeNow'], series: 'part', order: 'same' },
  { of: ['partBase', 'wholeBase'], series: 'part', order: 'same' },
] as const;

/** What stands side by side: parts of wholes, percentages, and rates. */
export const structureFormulas = [
  {
    ...six, id: 'difference', title: { en: 'Difference', zh: '差额' },
    operands: [{ name: 'of', title: { en: 'figure', zh: '被减数' } }, { name: 'without', title: { en: 'what is taken off', zh: '减数' } }],
    expression: ['-', 'of', 'without'], unit: { of: 'of' }, printed: 2, pairs: [], source: '8.3',
  },
  {
    ...six, id: 'points', title: { en: 'Change in percentage points', zh: '百分点' },
    operands: [
      { name: 'now', title: { en: 'percentage now', zh: '本期百分比' }, unit: '%' },
      { name: 'base', title: { en: 'percentage before', zh: '基期百分比' }, unit: '%', isBase: true },
    ],
    expression: ['-', 'now', 'base'], unit: 'pp', printed: 1, pairs: [{ of: ['now', 'base'], series: 'same', order: 'any' }], source: '8.3',
  },
  {
    ...six, id: 'prior-percentage', title: { en: 'Percentage that a change in points implies', zh: '由百分点推算的基期百分比' },
    operands: [
      { name: 'now', title: { en: 'percentage now', zh: '本期百分比' }, unit: '%' },
      { name: 'change', title: { en: 'change in points', zh: '变动百分点' }, unit: 'pp' },
    ],
    expression: ['-', 'now', 'change'], unit: '%', printed: 1, pairs: [], source: '8.3',
  },
  {
    ...six, id: 'share', title: { en: 'Share of the whole', zh: '占比' }, operands: [part, whole], expression: percentOf('part', 'whole'), unit: '%', printed: 1,
    pairs: [{ of: ['part', 'whole'], series: 'part', order: 'same' }], source: '8.3',
  },
  {
    ...six, id: 'implied-whole', title: { en: 'Whole that a share implies', zh: '由占比推算的总体' },
    operands: [part, { name: 'share', title: { en: 'share in %', zh: '占比（%）' }, unit: '%' }],
    expression: ['over', 'part', ['/', 'share', 100n], 'nothing-to-divide-by'], unit: { of: 'part' }, printed: 0, pairs: [], source: '8.3, 8.4',
  },
  {
    ...six, id: 'contribution', title: { en: 'Contribution to the change of the whole', zh: '贡献率' }, operands: [partNow, partBase, wholeNow, wholeBase],
    expression: ['*', ['/', ['-', 'partNow', 'partBase'], ['-', 'wholeNow', 'wholeBase']], 100n], unit: '%', printed: 1, pairs: changes, source: '8.3',
  },
  {
    // The change of the whole cancels out: it is what the part changed by, over the whole before.
    ...six, id: 'pull', title: { en: 'Points of growth of the whole that come from the part', zh: '拉动' }, operands: [partNow, partBase, wholeBase],
    expression: ['*', ['over', ['-', 'partNow', 'partBase'], 'wholeBase', 'base-not-positive'], 100n], unit: 'pp', printed: 1,
    pairs: [changes[0], changes[2]], source: '8.3',
  },
  {
    ...six, id: 'rate', title: { en: 'Rate of those that reached something', zh: '率' },
    operands: [
      { name: 'reached', title: { en: 'reached', zh: '达到数' } },
      { name: 'all', title: { en: 'all of the cohort', zh: '同批总数' } },
    ],
    expression: percentOf('reached', 'all'), unit: '%', printed: 1, pairs: [{ of: ['reached', 'all'], series: 'any', order: 'any' }], source: '8.4',
  },
  {
    ...six, decimals: 12, id: 'per', title: { en: 'Amount for each one', zh: '平均每单位' },
    operands: [
      { name: 'amount', title: { en: 'amount', zh: '总量' } },
      { name: 'count', title: { en: 'count', zh: '单位数' } },
    ],
    expression: ['over', 'amount', 'count', 'nothing-to-divide-by'], unit: { of: 'amount', per: 'count' }, printed: 2,
    pairs: [], source: '8.3, 8.5',
  },
] as const satisfies readonly Formula[];
