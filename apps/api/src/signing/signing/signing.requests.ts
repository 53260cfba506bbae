import { changesSchema, dateSchema, reasonSchema, regionSchema, sourceSchema, termsShape } from '@entente/domain/signing/signing';
import { z } from 'zod';
import { moment } from '../../http/documented.js';
import { cursorSchema, filterSchema, limitSchema, positionSchema } from '../../http/paging.js';
import { asOfSchema, validAtSchema } from '../../reading/as-of.js';

const idSchema = z.guid().transform((id) => id.toLowerCase());

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
  /** A body that invests; with it, all that were merged into it. */
  organisation: idSchema.optional(),
  edition: filterSchema(60),
  status: z.enum(['submitted', 'returned', 'withdrawn', 'admitted', 'terminated']).optional(),
  limit: limitSchema(50, 500),
  cursor: cursorSchema,
  minPosition: positionSchema,
});
export type SigningQuery = z.infer<typeof signingQuery>;
export type SigningsQuery = z.infer<typeof signingsQuery>;

const confirmations = z.array(z.object({ region: z.string(), as: z.enum(['host', 'counterpart']), confirmed: z.boolean() }));

/** A signing as it is answered: the fields of its submission, how it stands, and how it came to that. */
export const signingDocument = z.object({
  id: z.string(), status: z.enum(['submitted', 'returned', 'withdrawn', 'admitted', 'terminated']), version: z.int(),
  project: z.string(), kind: z.string(), level: z.string(), hosts: z.array(z.object({ region: z.string(), share: z.string() })),
  counterpart: z.object({ region: z.string() }).nullable(), investors: z.array(z.object({
    name: z.string(), creditCode: z.string().nullable(), region: z.string().nullable(), organisation: z.string().optional(),
    body: z.object({ id: z.string(), name: z.string() }).nullable().optional(),
  })),
  amount: z.record(z.string(), z.string().nullable()).nullable(), edition: z.string().nullable(), track: z.string().nullable(), signedOn: z.string(),
  grade: z.enum(['submitted', 'attested']), owner: z.string(), submitter: z.string(), source: z.object({ document: z.string(), quote: z.string() }).nullable(),
  confirmations, change: z.object({ act: z.enum(['correct', 'amend']), confirmations }).loose().nullable(),
  returned: z.object({ reason: reasonSchema, fields: z.array(z.string()) }).nullable(),
  amendments: z.array(z.object({ effectiveOn: z.string(), changes: z.record(z.string(), z.unknown()) })), terminatedOn: z.string().nullable(),
  validAt: z.string().nullable().optional(), asOf: moment.optional(), history: z.array(z.object({ version: z.int(), position: z.int(), type: z.string() }).loose()).optional(),
}).meta({ id: 'Signing' });
