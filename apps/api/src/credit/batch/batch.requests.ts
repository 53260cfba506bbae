import { announceShape, openShape, refusals } from '@entente/domain/credit/batch';
import { fault } from '@entente/domain/kernel/fault';
import { z } from 'zod';
import { announcedDocument } from '../../cooperation/announced.document.js';
import { accepted, moment } from '../../http/documented.js';
import { changedAfterSchema, cursorSchema, limitSchema, positionSchema } from '../../http/paging.js';
import { asOfSchema } from '../../reading/as-of.js';

const idSchema = z.guid().transform((id) => id.toLowerCase());

export const openBody = z.strictObject({ id: idSchema.optional(), ...openShape }).meta({ id: 'OpenCreditBatch' });
export const releaseBody = z.strictObject({}).nullish().transform((body) => body ?? {}).meta({ id: 'ReleaseCreditBatch' });

export const announceBody = z.strictObject(announceShape).superRefine(({ total, firms }, context) => {
  if (total !== null || firms !== null) return;
  const [, en, zh] = refusals['credit-batch/nothing-announced'];
  fault(context, 'credit-batch/nothing-announced', { en, zh });
}).meta({ id: 'AnnounceCreditBatch' });
export type AnnounceBody = z.infer<typeof announceBody>;

/** What `announce` is answered with: the claims that were recorded. */
export const acceptedAnnouncement = accepted.extend({ claims: z.array(z.string()) }).meta({ id: 'AcceptedCreditAnnouncement' });

export const batchQuery = z.strictObject({ asOf: asOfSchema, minPosition: positionSchema });
export type BatchQuery = z.infer<typeof batchQuery>;

export const batchesQuery = z.strictObject({
  programme: idSchema.optional(), status: z.enum(['open', 'released']).optional(), changedAfter: changedAfterSchema, limit: limitSchema(50, 500), cursor: cursorSchema, minPosition: positionSchema,
});
export type BatchesQuery = z.infer<typeof batchesQuery>;

const named = z.object({ organisation: z.string(), name: z.string(), region: z.string().nullable() });
const money = z.object({ amount: z.string(), currency: z.string() });

const summary = z.object({
  id: z.string(), programme: z.string(), status: z.enum(['open', 'released']), name: z.object({ zh: z.string().optional(), en: z.string().optional() }), ordinal: z.int().nullable(), territory: z.string(),
  source: z.object({ document: z.string(), quote: z.string() }).nullable(),
  version: z.int().nullable().describe('Null for whoever is not told how many lines stand in it.'),
});

const superseded = z.boolean().describe('Whether a claim of the same metric, unit and scope came in after it, which puts it right.');
const discrepancy = z.object({
  claim: z.string(), metric: z.string(), unit: z.string(), announced: z.object({ value: z.string(), op: z.string(), text: z.string() }), recorded: z.string(),
  difference: z.string().describe('The recorded value less the announced one.'), owner: named.describe('Whose it is to clear it.'), superseded, since: z.string(), days: z.int(),
});

/** A batch as it is answered: what was announced of it beside what is recorded, how far its lines have come, and with which sums it was released. */
export const batchDocument = summary.extend({
  announced: z.array(announcedDocument.extend({ superseded }).meta({ id: 'AnnouncedOfBatch' })),
  lines: z.object({ count: z.int(), byStatus: z.record(z.string(), z.int()) }).nullable().describe('How many lines stand in it, and in which status; told to those who are told its sums, with null elsewhere.'),
  released: z.object({ granted: z.int(), declined: z.int(), lapsed: z.int(), total: money }).nullable().describe('Its sums when it was released; told to the same.'),
  discrepancies: z.array(discrepancy).nullable().describe('Announced totals that the record does not meet, as their words go; told to the same.'),
  question: z.object({ approved: z.string(), firms: z.string() }).describe('The metrics that the announced totals stand beside.'),
  asOf: moment, history: z.array(z.object({ version: z.int(), position: z.int(), type: z.string() }).loose()),
}).meta({ id: 'CreditBatch' });
export const listedBatch = summary.extend({ position: z.int() }).meta({ id: 'ListedCreditBatch' });
