import { fault } from '@entente/domain/kernel/fault';
import { edtfInterval, isEdtf } from '@entente/domain/kernel/period';
import { z } from 'zod';
import { moment } from '../../http/documented.js';
import { positionSchema } from '../../http/paging.js';
import { monthOrDate, setSchema } from '../../metrics/metric.requests.js';
import { asOfSchema, validAtSchema } from '../../reading/as-of.js';

export const matrixQuery = z.strictObject({
  set: setSchema.describe('The regions that are set against each other: codes, and sets whose members they are, with commas.'),
  boundary: z.enum(['then', 'today']).default('then').describe('Whether a region is what it was at each date, or what it is today.'),
  from: monthOrDate.optional().describe('Signings and funds from here on: a year, month or day.'),
  to: monthOrDate.optional().describe('Signings and funds up to here: a year, month or day, included to its end.'),
  validAt: validAtSchema.describe('The day on which pacts are counted; today, where it is left out.'),
  asOf: asOfSchema,
  minPosition: positionSchema,
}).superRefine(({ from, to }, context) => {
  if (from !== undefined && to !== undefined && isEdtf(from) && isEdtf(to) && edtfInterval(from).from > edtfInterval(to).to) {
    fault(context as never, 'metric/dates-reversed', { en: `"from" (${from}) lies after "to" (${to}); exchange them.`, zh: `from（${from}）晚于 to（${to}）；请对调。` }, ['from']);
  }
});
export type MatrixQuery = z.infer<typeof matrixQuery>;

const count = z.object({ value: z.string(), unconfirmed: z.string().optional(), question: z.string() });
const money = z.object({ totals: z.array(z.object({ unit: z.string(), amountKind: z.string().optional(), value: z.string(), low: z.string(), high: z.string().nullable() }).loose()), question: z.string() });

/** What regions share with each other. A cell that is not there is nothing; every number comes with the question that gives it and its entries. */
export const matrixDocument = z.object({
  asOf: moment, validAt: z.string(), boundary: z.enum(['then', 'today']), sets: z.array(z.object({ id: z.string(), definition: z.int() })).optional(), partly: z.array(z.object({ set: z.string(), region: z.string(), part: z.string() })).optional(),
  members: z.array(z.object({ region: z.string(), name: z.object({ zh: z.string(), en: z.string().nullable() }), except: z.array(z.string()) })),
  withheld: z.array(z.string()),
  rows: z.array(z.object({ region: z.string(), cells: z.array(z.object({ counterpart: z.string(), pacts: count, signings: count, contracted: money, received: money })) })),
}).meta({ id: 'CooperationMatrix' });
