import type { Words } from '../../kernel/refusal.js';

/** Why there is no number: what is not defined is null with one of these, and never 0 or infinity. */
export const reasons = {
  missing: { en: 'A number that it needs is not known.', zh: '缺少计算所需的数据。' },
  'no-base': { en: 'There is no number for the period that it is compared with.', zh: '没有可对比的基期数据。' },
  'base-not-positive': { en: 'The number that it is compared with is 0 or below, so there is no rate of change.', zh: '基期数为零或负数，不计算增速。' },
  'nothing-to-divide-by': { en: 'What it is divided by is 0, or below 0 where only a positive number makes sense.', zh: '分母为零，或本应为正而为负，不计算。' },
  'below-zero': { en: 'A number below 0 has no yearly rate.', zh: '数值为负，不计算年均增速。' },
  'no-years': { en: 'The number of years is not a whole one from 1 to 200.', zh: '年数不是 1 至 200 的整数。' },
  'different-unit': { en: 'The numbers are in different units.', zh: '计量单位不同。' },
  'different-period': { en: 'The periods are not those that the formula compares.', zh: '所属时期不符合公式要求。' },
  'different-length': { en: 'One of the periods is longer, such as January and February together beside one month.', zh: '两期长度不同（如 1—2 月合并数与单月数），不可比。' },
  'different-basis': { en: 'The numbers are counted on different bases.', zh: '统计口径不同，不可比。' },
  'different-definition': { en: 'The definition has changed between the numbers.', zh: '指标定义已变更，不可比。' },
  'different-accumulation': { en: 'One number is of a period and the other is cumulative or of a day.', zh: '当期数、累计数与时点数不可混比。' },
  'not-comparable': { en: 'The definitions of the two series do not allow a comparison.', zh: '两项指标定义不同，不可比。' },
  'not-on-cumulative': { en: 'It is not defined on a cumulative series: take its first differences.', zh: '累计数不直接计算环比，应先取当期差额。' },
  'only-on-cumulative': { en: 'It is defined on cumulative numbers only.', zh: '仅适用于累计数。' },
  'not-a-floor': { en: 'A ceiling or a range is kept or not kept; only what is to be reached has a rate.', zh: '上限或区间目标只判断是否达标，不计算完成率。' },
} as const satisfies Readonly<Record<string, Words>>;

export type Reason = keyof typeof reasons;
