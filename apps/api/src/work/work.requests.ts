import { regionSchema } from '@entente/domain/signing/signing';
import { z } from 'zod';
import { moment } from '../http/documented.js';
import { cursorSchema, editionSchema, limitSchema, positionSchema } from '../http/paging.js';
import { asOfSchema, validAtSchema } from '../reading/as-of.js';
import { SUBJECTS, TASKS } from './task-words.js';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true').optional();
const taskSchema = z.enum(TASKS).optional().describe('Only tasks of this name.');

export const workQuery = z.strictObject({ overdue: flag.describe('Only what is overdue, or only what is not.'), task: taskSchema, limit: limitSchema(100, 500), cursor: cursorSchema, minPosition: positionSchema });
export type WorkQuery = z.infer<typeof workQuery>;

export const overdueQuery = z.strictObject({
  region: regionSchema.optional().describe('Of signings that are hosted in this region or below it, and of pacts and alliances what is owed by bodies that lie there.'), edition: editionSchema, task: taskSchema, validAt: validAtSchema, asOf: asOfSchema,
  limit: limitSchema(100, 500), cursor: cursorSchema, minPosition: positionSchema,
});
export type OverdueQuery = z.infer<typeof overdueQuery>;

const responsible = z.object({ name: z.string(), organisation: z.string().nullable() }).nullable();
const task = {
  task: z.string(), title: z.string(), about: z.string().nullable(),
  subject: z.object({ kind: z.enum(SUBJECTS), id: z.string(), number: z.string().nullable(), name: z.string() }),
  since: z.string().nullable(), due: z.string().nullable(), overdue: z.boolean(), then: z.string(), responsible,
};

/** One thing that is yours to do: which act it takes, since when, until when, and what happens if not. */
export const workDocument = z.object({ ...task, act: z.object({ method: z.literal('POST'), href: z.string(), ifMatch: z.string() }) }).meta({ id: 'Work' });
/** One thing that should have been done: by whom, and for how many days it has been late. */
export const overdueDocument = z.object({ ...task, answers: z.object({ regions: z.array(z.string()), organisation: z.string().nullable() }), daysLate: z.int() }).meta({ id: 'Overdue' });
export const overduePage = z.object({ asOf: moment, validAt: z.string(), items: z.array(overdueDocument), next: z.string().nullable() });
