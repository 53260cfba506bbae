import { changesSchema, dateSchema, reasonSchema, regionSchema, sourceSchema, termsShape } from '@entente/domain/signing/signing';
import { z } from 'zod';
import { cursorSchema, limitSchema, positionSchema } from '../../http/paging.js';
import { asOfSchema, validAtSchema } from '../../reading/as-of.js';

export const idSchema = z.uuid().transform((id) => id.toLowerCase());

export const submitBody = z.strictObject({ id: idSchema.optional(), ...termsShape, source: sourceSchema.nullish().transform((source) => source ?? null) })
  .meta({ id: 'SubmitSigning' });
export type SubmitBody = z.infer<typeof submitBody>;

const note = z.string().trim().max(2000).nullish().transform((text) => text || null);

export const noteBody = z.strictObject({ note }).nullish().transform((body) => body ?? { note: null }).meta({ id: 'Note' });
export const returnBody = z.strictObject({ reason: reasonSchema, fields: z.array(z.string().max(200)).max(50).default([]) }).meta({ id: 'ReturnSigning' });
export const changesBody = z.strictObject({ changes: changesSchema, reason: reasonSchema }).meta({ id: 'ChangeSigning' });
export const amendBody = z.strictObject({ changes: changesSchema, reason: reasonSchema, effectiveOn: dateSchema }).meta({ id: 'AmendSigning' });
export const reasonBody = z.strictObject({ reason: reasonSchema }).meta({ id: 'WithdrawSigning' });
export const terminateBody = z.strictObject({ reason: reasonSchema, on: dateSchema }).meta({ id: 'TerminateSigning' });

export const signingQuery = z.strictObject({ validAt: validAtSchema, asOf: asOfSchema, minPosition: positionSchema });
export const signingsQuery = z.strictObject({
  host: regionSchema.optional(),
  edition: z.string().max(60).optional(),
  status: z.enum(['submitted', 'returned', 'withdrawn', 'admitted', 'terminated']).optional(),
  limit: limitSchema(50, 500),
  cursor: cursorSchema,
  minPosition: positionSchema,
});
export type SigningQuery = z.infer<typeof signingQuery>;
export type SigningsQuery = z.infer<typeof signingsQuery>;

/** What a command answers with. */
export const accepted = z.object({
  id: z.uuid(), stream: z.string(), version: z.int(), node: z.string(), position: z.int(),
}).meta({ id: 'Accepted' });
