import { GRADES } from '@entente/domain/cooperation/alliance';
import { PACT_KINDS } from '@entente/domain/cooperation/pact';
import { OUTPUT_KINDS } from '@entente/domain/convening/edition';
import { MODES } from '@entente/domain/credit/programme';
import { UNITS } from '@entente/domain/journals/metrics';
import { BANDS } from '@entente/domain/journals/signing-figures';
import { fault } from '@entente/domain/kernel/fault';
import { edtfInterval, isEdtf } from '@entente/domain/kernel/period';
import { isRegionCode, isSetId, isZoneCode } from '@entente/domain/kernel/region-code';
import { AMOUNT_KINDS, FUNDS_KINDS, KINDS, LEVELS, regionSchema } from '@entente/domain/signing/signing';
import { ORIGIN_LEVELS, ORIGINS } from '@entente/domain/territory/territory';
import { type Group, groups } from '@entente/infra/metrics/filter';
import { z } from 'zod';
import { moment } from '../http/documented.js';
import { cursorSchema, editionSchema, limitSchema, namedSchema, positionSchema, trackSchema } from '../http/paging.js';
import { asOfSchema, validAtSchema } from '../reading/as-of.js';

export const monthOrDate = z.string().superRefine((text, context) => {
  if (!isEdtf(text) || text.endsWith('~')) {
    fault(context, 'metric/date-malformed', { en: `"${text}" is no date; write 2024, 2024-01 or 2024-01-11.`, zh: `“${text}”不是日期；请写 2024、2024-01 或 2024-01-11。` });
  }
});

/** What is kept by month, and by year where the source says no more: no day is found by it. */
const monthSchema = (days: Readonly<{ en: string; zh: string }>) => z.string().superRefine((text, context) => {
  if (isEdtf(text) && /^\d{4}(-\d\d)?$/.test(text)) return;
  fault(context, 'metric/month-malformed', { en: `"${text}" is no month and no year; write 2024-01 or 2024. ${days.en}`, zh: `“${text}”不是月份也不是年份；请写 2024-01 或 2024。${days.zh}` });
}).optional();

/** Several regions, zones and named sets as one: each entry counts once, however many of them it lies in. */
export const setSchema = z.string().transform((text) => [...new Set(text.split(',').map((part) => part.trim()))]).superRefine((codes, context) => {
  for (const code of codes) {
    if (!isRegionCode(code) && !isZoneCode(code) && !isSetId(code)) {
      fault(context as never, 'region/unknown-code', { en: `"${code}" is no region and no set; write codes and ids with commas: 510100,500000 or chuanyu (GET /v1/region-sets).`, zh: `“${code}”不是地区也不是集合；请以逗号分隔代码或集合编号：510100,500000 或 chuanyu（见 GET /v1/region-sets）。` });
    }
  }
});

const bySchema = z.string().transform((text) => text.split(',').filter((part) => part !== '')).superRefine((parts, context) => {
  for (const part of parts) {
    if (!groups.includes(part as Group)) {
      fault(context as never, 'metric/unknown-dimension', { en: `"${part}" is no dimension; choose from ${groups.join(', ')}.`, zh: `“${part}”不是维度；可选：${groups.join('、')}。` });
    }
  }
}).transform((parts) => [...new Set(parts)] as Group[]);

const idSchema = z.guid().transform((id) => id.toLowerCase());

const filterShape = {
  region: regionSchema.optional(),
  set: setSchema.optional(),
  /** Whether a region is what it was at each date, or what it is today. */
  boundary: z.enum(['then', 'today']).default('then'),
  from: monthOrDate.optional(),
  to: monthOrDate.optional(),
  validAt: validAtSchema,
  asOf: asOfSchema,
  minPosition: positionSchema,
  month: monthSchema({ en: 'Days are asked for with from and to.', zh: '按日查询请用 from 与 to。' }),
  cohort: monthSchema({ en: 'A cohort is a month or a year of signing; days of signing are asked for with from and to of /v1/funnel, and of metrics by date of signing.', zh: '批次按签约月份或年份划分；按签约日查询请用 /v1/funnel 或按签约日统计的指标的 from 与 to。' }),
  counterpart: regionSchema.optional(),
  /** Where the investors come from; `none` asks for what states no region. */
  source: z.union([z.literal('several'), z.literal('none'), regionSchema]).optional(),
  kind: z.enum(KINDS).optional(),
  level: z.enum(LEVELS).optional(),
  amountKind: z.enum(AMOUNT_KINDS).optional(),
  edition: editionSchema,
  track: trackSchema,
  currency: z.string().regex(/^[A-Z]{3}$/).optional(),
  band: z.enum(BANDS).optional(),
  fundsKind: z.enum(FUNDS_KINDS).optional(),
  confirmation: z.enum(['unconfirmed', 'objected']).optional(),
  origin: z.enum(ORIGINS).optional(),
  pact: idSchema.optional(),
  pactKind: z.enum(PACT_KINDS).optional(),
  obligation: namedSchema(),
  owner: idSchema.optional(),
  alliance: idSchema.optional(),
  memberGrade: z.enum(GRADES).optional(),
  standing: z.enum(['active', 'suspended']).optional(),
  declaration: idSchema.optional(),
  output: z.enum(OUTPUT_KINDS).optional(),
  session: z.string().trim().min(1).max(400).optional().describe('The session of an edition, in the words in which its activity names it.'),
  programme: idSchema.optional(),
  batch: idSchema.optional(),
  bank: idSchema.optional().describe('The bank, by its id; a bank is told of its own lines only.'),
  product: z.string().trim().min(1).max(60).optional(),
  mode: z.enum(MODES).optional(),
  /** Seen from a province or from a city; that of the region that is asked for, where it is left out. */
  originLevel: z.enum(ORIGIN_LEVELS).optional(),
};

const consistent = ({ from, to, region, set }: { from?: string | undefined; to?: string | undefined; region?: unknown; set?: unknown }, context: z.core.$RefinementCtx): void => {
  if (region !== undefined && set !== undefined) {
    fault(context as never, 'metric/region-and-set', { en: 'Ask for a region or for a set; a set of one is a region.', zh: '请只填 region 或 set 之一。' }, ['set']);
  }
  if (from !== undefined && to !== undefined && isEdtf(from) && isEdtf(to) && edtfInterval(from).from > edtfInterval(to).to) {
    fault(context as never, 'metric/dates-reversed', { en: `"from" (${from}) lies after "to" (${to}); exchange them.`, zh: `from（${from}）晚于 to（${to}）；请对调。` }, ['from']);
  }
};

export const metricQuery = z.strictObject({ ...filterShape, by: bySchema.optional() }).superRefine(consistent);
export const entriesQuery = z.strictObject({ ...filterShape, by: z.string().optional(), limit: limitSchema(200, 1000), cursor: cursorSchema }).superRefine(consistent);
export type MetricQuery = z.infer<typeof metricQuery>;
export type EntriesQuery = z.infer<typeof entriesQuery>;
/** A question but what it is divided by, with when it was known. */
export type Question = Omit<MetricQuery, 'by'>;

const decimal = z.string().meta({ description: 'a decimal string' });

/** What metrics there are: how each is defined, what it counts in, and what it can be divided by. */
export const catalogueDocument = z.object({
  items: z.array(z.object({
    metric: z.string(), definition: z.int(), kind: z.enum(['flow', 'stock', 'ratio']), additive: z.boolean(), unit: z.enum(UNITS), title: z.string(), describes: z.string(),
    journal: z.string().optional(), distinct: z.literal(true).optional(), of: z.string().optional(), over: z.string().optional(), dimensions: z.array(z.enum(groups)),
  }).meta({ id: 'CataloguedMetric' })),
  next: z.string().nullable(),
});

/** A metric as it is answered. Rows carry the dimensions that were asked for; `high` is null where the words set no upper bound. */
export const metricDocument = z.object({
  metric: z.string(), definition: z.int(), kind: z.enum(['flow', 'stock', 'ratio']), additive: z.boolean(), validAt: z.string().optional(), boundary: z.enum(['then', 'today']).optional(), originLevel: z.enum(ORIGIN_LEVELS).optional(), asOf: moment,
  sets: z.array(z.object({ id: z.string(), definition: z.int() })).optional(), partly: z.array(z.object({ set: z.string(), region: z.string(), part: z.string() })).optional(),
  rows: z.array(z.object({ unit: z.string().nullable(), value: decimal.nullable(), low: decimal.nullable(), high: decimal.nullable(), status: z.enum(['exact', 'approximate', 'unknown']), unconfirmed: decimal.optional() }).loose()),
  totals: z.array(z.object({ unit: z.string(), amountKind: z.string().optional(), value: decimal, low: decimal, high: decimal.nullable(), exact: decimal, approximate: decimal, unknown: decimal, unconfirmed: decimal.optional() })),
  total: decimal.nullable(),
}).meta({ id: 'Metric' });

export const entriesDocument = z.object({
  metric: z.string(), asOf: moment, next: z.string().nullable(),
  entries: z.array(z.object({
    position: z.int(), event: z.object({ id: z.string(), type: z.string(), stream: z.string() }), region: z.string(), effectiveOn: z.string(), cohort: z.string(),
    unit: z.string().nullable(), value: decimal.nullable(),
  }).loose()),
}).meta({ id: 'Entries' });
