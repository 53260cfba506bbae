import type { Words } from '../../kernel/refusal.js';
import type { Reason } from './reasons.js';

/** `period`: of one month, quarter or year; `ytd`: since 1 January; `cumulative`: since a beginning; `point`: at the end of a day. */
export type Accumulation = 'period' | 'ytd' | 'cumulative' | 'point';

/**
 * Which series a number is of. `basis` is how it is counted (a threshold, 主营业务收入, a kind of amount); `period` is EDTF
 * text, or `2024-01/2024-02` for two months in one.
 */
export type Series = Readonly<{ series: string; definition: number; basis: string; accumulation: Accumulation; period: string }>;

type KnownSeries = Readonly<{ series: string; title: Words; partOf?: string }>;

/** Series and bases whose names look alike. Each is comparable with itself alone, and with its whole where it is a part of one. */
export const knownSeries: readonly KnownSeries[] = [
  { series: 'main-business-revenue', title: { en: 'Revenue of the main business', zh: '主营业务收入' } },
  { series: 'operating-revenue', title: { en: 'Operating revenue', zh: '营业收入' } },
  { series: 'software-revenue', title: { en: 'Revenue of software and information services', zh: '软件业务收入' } },
  { series: 'software-products-revenue', title: { en: 'Revenue of software products', zh: '软件产品收入' }, partOf: 'software-revenue' },
  { series: 'it-services-revenue', title: { en: 'Revenue of information technology services', zh: '信息技术服务收入' }, partOf: 'software-revenue' },
  { series: 'information-security-revenue', title: { en: 'Revenue of information security', zh: '信息安全收入' }, partOf: 'software-revenue' },
  { series: 'embedded-software-revenue', title: { en: 'Revenue of embedded system software', zh: '嵌入式系统软件收入' }, partOf: 'software-revenue' },
  { series: 'industry-scale', title: { en: 'Scale of the industry', zh: '产业规模' } },
  { series: 'output-value', title: { en: 'Output value', zh: '产值' } },
  { series: 'employees-end', title: { en: 'Employees at the end of the period', zh: '期末从业人员' } },
  { series: 'employees-average', title: { en: 'Average employees of the period', zh: '平均从业人员' } },
];

/** How two series that a formula puts together must belong together: `any` is settled by their units alone. */
export type Relation = 'same' | 'part' | 'any';

const isPart = (part: string, whole: string): boolean => knownSeries.some(({ series, partOf }) => series === part && partOf === whole);

/** Why two series may not be put together, or undefined where they may; with `part`, the first is of the second. */
export const incomparable = (a: Series, b: Series, relation: Relation): Reason | undefined => {
  if (relation === 'any') return undefined;
  const isOfWhole = relation === 'part' && isPart(a.series, b.series);
  if (a.series !== b.series && !isOfWhole) return 'not-comparable';
  if (a.series === b.series && a.definition !== b.definition) return 'different-definition';
  if (a.basis !== b.basis) return 'different-basis';
  return a.accumulation === b.accumulation ? undefined : 'different-accumulation';
};
