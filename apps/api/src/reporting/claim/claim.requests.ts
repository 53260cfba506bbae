import { claimShape, territorySchema } from '@entente/domain/reporting/claim';
import { z } from 'zod';
import { changedAfterSchema, cursorSchema, filterSchema, limitSchema, namedSchema, positionSchema } from '../../http/paging.js';

export const claimBody = z.strictObject({ id: z.guid().transform((id) => id.toLowerCase()).optional(), ...claimShape }).meta({ id: 'RecordClaim' });
export type ClaimBody = z.infer<typeof claimBody>;

export const claimQuery = z.strictObject({ minPosition: positionSchema });
export type ClaimQuery = z.infer<typeof claimQuery>;

export const claimsQuery = z.strictObject({
  metric: filterSchema(80),
  territory: territorySchema.optional(),
  edition: namedSchema(/^[a-z0-9]+([.-][a-z0-9]+)*$/).describe('The edition of the conference, such as cisc-21.'),
  batch: z.guid().transform((id) => id.toLowerCase()).optional().describe('The batch of credit that it speaks of.'),
  limit: limitSchema(50, 200),
  cursor: cursorSchema,
  minPosition: positionSchema,
  changedAfter: changedAfterSchema,
});
export type ClaimsQuery = z.infer<typeof claimsQuery>;

/** A claim as it is answered, beside what the record sums to over its scope. */
export const claimDocument = z.object({
  id: z.string(), version: z.int(), position: z.int(), metric: z.string(), scope: z.record(z.string(), z.string().nullable()),
  quantity: z.object({ value: z.string().nullable(), unit: z.string(), op: z.string(), text: z.string() }),
  source: z.object({ document: z.string(), quote: z.string() }), statedOn: z.string().nullable(),
  recorded: z.object({
    value: z.string().nullable(), low: z.string().optional(), high: z.string().nullish(), unknown: z.string().optional(), reason: z.string().optional(), question: z.string().optional(),
    difference: z.string().optional().describe('The recorded value less the announced one, signed; none where either is not stated.'),
    differenceLow: z.string().nullish().describe('The least that the difference can be, as the words of both go; null where nothing bounds it.'),
    differenceHigh: z.string().nullish().describe('The most that it can be.'),
  }),
}).meta({ id: 'Claim' });
