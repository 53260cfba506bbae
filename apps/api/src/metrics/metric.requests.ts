import { dimensions } from '@entente/domain/journals/metrics';
import { fault } from '@entente/domain/kernel/fault';
import { edtfInterval, isEdtf } from '@entente/domain/kernel/period';
import { isRegionCode, isSetId, isZoneCode } from '@entente/domain/kernel/region-code';
import { AMOUNT_KINDS, KINDS, LEVELS, regionSchema } from '@entente/domain/signing/signing';
import { z } from 'zod';
import { moment } from '../http/documented.js';
import { cursorSchema, filterSchema, limitSchema, positionSchema } from '../http/paging.js';
import { asOfSchema, validAtSchema } from '../reading/as-of.js';

const monthOrDate = z.string().superRefine((text, context) => {
  if (!isEdtf(text) || text.endsWith('~')) {
    fault(context, 'metric/date-malformed', { en: `"${text}" is no date; write 2024, 2024-01 or 2024-01-11.`, zh: `“${text}”不是日期；请写 2024、2024-01 或 2024-01-11。` });
  }
});

/** Several regions, zones and named sets as one: each entry counts once, however many of them it lies in. */
const setSchema = z.string().transform((text) => [...new Set(text.split(',').map((part) => part.trim()))]).superRefine((codes, context) => {
  for (const code of codes) {
    if (!isRegionCode(code) && !isZoneCode(code) && !isSetId(code)) {
      fault(context as never, 'region/unknown-code', { en: `"${code}" is no region and no set; write codes and ids with commas: 510100,500000 or chuanyu (GET /v1/region-sets).`, zh: `“${code}”不是地区也不是集合；请以逗号分隔代码或集合编号：510100,500000 或 chuanyu（见 GET /v1/region-sets）。` });
    }
  }
});

const groups = ['region', ...dimensions] as const;
export type Group = (typeof groups)[number];

const bySchema = z.string().transform((text) => text.split(',').filter((part) => part !== '')).superRefine((parts, context) => {
  for (const part of parts) {
    if (!groups.includes(part as Group)) {
      fault(context as never, 'metric/unknown-dimension', { en: `"${part}" is no dimension; choose from ${groups.join(', ')}.`, zh: `“${part}”不是维度；可选：${groups.join('、')}。` });
    }
  }
}).transform((parts) => [...new Set(parts)] as Group[]);

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
  month: monthOrDate.optional(),
  cohort: monthOrDate.optional(),
  counterpart: regionSchema.optional(),
  source: z.union([z.literal('several'), regionSchema]).optional(),
  kind: z.enum(KINDS).optional(),
  level: z.enum(LEVELS).optional(),
  amountKind: z.enum(AMOUNT_KINDS).optional(),
  edition: filterSchema(60),
  track: filterSchema(60),
  currency: z.string().regex(/^[A-Z]{3}$/).optional(),
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
export type Filter = Omit<MetricQuery, 'by'>;

const decimal = z.string().meta({ description: 'a decimal string' });

/** A metric as it is answered. Rows carry the dimensions that were asked for; `high` is null where the words set no upper bound. */
export const metricDocument = z.object({
  metric: z.string(), definition: z.int(), kind: z.enum(['flow', 'stock', 'ratio']), additive: z.boolean(), validAt: z.string().optional(), boundary: z.enum(['then', 'today']).optional(), asOf: moment,
  sets: z.array(z.object({ id: z.string(), definition: z.int() })).optional(), partly: z.array(z.object({ set: z.string(), region: z.string(), part: z.string() })).optional(),
  rows: z.array(z.object({ unit: z.string().nullable(), value: decimal.nullable(), low: decimal.nullable(), high: decimal.nullable(), status: z.enum(['exact', 'approximate', 'unknown']) }).loose()),
  totals: z.array(z.object({ unit: z.string(), amountKind: z.string().optional(), value: decimal, low: decimal, high: decimal.nullable(), exact: decimal, approximate: decimal, unknown: decimal })),
  total: decimal.nullable(),
}).meta({ id: 'Metric' });

export const entriesDocument = z.object({
  metric: z.string(), asOf: moment, next: z.string().nullable(),
  entries: z.array(z.object({
    position: z.int(), event: z.object({ id: z.string(), type: z.string(), stream: z.string() }), region: z.string(), effectiveOn: z.string(), cohort: z.string(),
    unit: z.string().nullable(), value: decimal.nullable(),
  }).loose()),
}).meta({ id: 'Entries' });
