import { BANDS } from '@entente/domain/journals/signing-figures';
import { fault } from '@entente/domain/kernel/fault';
import { edtfInterval, isEdtf } from '@entente/domain/kernel/period';
import { KINDS, LEVELS, regionSchema } from '@entente/domain/signing/signing';
import { type FunnelGroup, GROUPS } from '@entente/infra/metrics/cohorts';
import { z } from 'zod';
import { moment } from '../http/documented.js';
import { editionSchema, positionSchema, trackSchema } from '../http/paging.js';
import { monthOrDate, setSchema } from '../metrics/metric.requests.js';
import { asOfSchema, validAtSchema } from '../reading/as-of.js';

const bySchema = z.string().transform((text) => [...new Set(text.split(',').filter((part) => part !== ''))]).superRefine((parts, context) => {
  for (const part of parts) {
    if (GROUPS.includes(part as FunnelGroup)) continue;
    fault(context as never, 'funnel/unknown-group', { en: `"${part}" divides no cohort; choose from ${GROUPS.join(', ')}.`, zh: `“${part}”不是分组；可选：${GROUPS.join('、')}。` });
  }
}).transform((parts) => parts as FunnelGroup[]);

/** Which projects: by their signing. `from` and `to` are dates of signing; `validAt` is the day by which it is measured. */
export const funnelQuery = z.strictObject({
  region: regionSchema.optional().describe('Signings whose hosts lie in this region or below it.'),
  set: setSchema.optional().describe('Several regions, zones and named sets as one, with commas; instead of region.'),
  boundary: z.enum(['then', 'today']).default('then').describe('Whether a region is what it was on the day of signing, or what it is today.'),
  from: monthOrDate.optional().describe('Signed from here on: a year, month or day.'),
  to: monthOrDate.optional().describe('Signed up to here: a year, month or day, included to its end.'),
  edition: editionSchema,
  track: trackSchema,
  level: z.enum(LEVELS).optional().describe('How binding the signing is.'),
  band: z.enum(BANDS).optional().describe('How large the contracted amount is.'),
  kind: z.enum(KINDS).optional().describe('What kind of project it is.'),
  by: bySchema.optional().describe(`What the cohort is divided by, with commas: ${GROUPS.join(', ')}.`),
  validAt: validAtSchema,
  asOf: asOfSchema,
  minPosition: positionSchema,
}).superRefine(({ from, to, region, set }, context) => {
  if (region !== undefined && set !== undefined) {
    fault(context as never, 'metric/region-and-set', { en: 'Ask for a region or for a set; a set of one is a region.', zh: '请只填 region 或 set 之一。' }, ['set']);
  }
  if (from !== undefined && to !== undefined && isEdtf(from) && isEdtf(to) && edtfInterval(from).from > edtfInterval(to).to) {
    fault(context as never, 'metric/dates-reversed', { en: `"from" (${from}) lies after "to" (${to}); exchange them.`, zh: `from（${from}）晚于 to（${to}）；请对调。` }, ['from']);
  }
});
export type FunnelQuery = z.infer<typeof funnelQuery>;

const rate = z.object({ value: z.string().nullable(), why: z.string().nullable() });
const bounds = { value: z.string(), low: z.string(), high: z.string().nullable() };

const funnel = z.object({
  counts: z.record(z.string(), z.int()),
  rates: z.object({
    registration: rate, start: rate, startOfRegistered: rate, startWithoutHeadquarters: rate, operation: rate, performance: rate, termination: rate,
  }),
  funds: z.array(z.object({
    unit: z.string(), amountKind: z.string(), projects: z.int(), contracted: z.object(bounds), received: z.string(),
    rate: z.string().nullable(), low: z.string().nullable(), high: z.string().nullable(), why: z.string().nullable(),
  })),
  incomparable: z.array(z.object({ unit: z.string(), received: z.string(), projects: z.int() })),
  timeToStart: z.object({
    observed: z.int(), reached: z.int(), censored: z.int(), undated: z.int(), medianDays: z.int().nullable(), quartileDays: z.int().nullable(),
    curve: z.array(z.object({ days: z.int(), atRisk: z.int(), reached: z.int(), share: z.string() })),
  }),
});

/** A cohort by what became of it: over the whole, and for each group. Rates are of projects, each counted once and whole. */
export const funnelDocument = z.object({
  asOf: moment, validAt: z.string(), definition: z.int(), boundary: z.enum(['then', 'today']).optional(),
  sets: z.array(z.object({ id: z.string(), definition: z.int() })).optional(), partly: z.array(z.object({ set: z.string(), region: z.string(), part: z.string() })).optional(), whole: funnel, rows: z.array(funnel.extend({ group: z.record(z.string(), z.string().nullable()) })),
}).meta({ id: 'Funnel' });
