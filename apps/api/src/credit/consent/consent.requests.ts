import { consentShape, SCOPES, withdrawShape } from '@entente/domain/credit/consent';
import { z } from 'zod';
import { moment } from '../../http/documented.js';
import { changedAfterSchema, cursorSchema, limitSchema, positionSchema } from '../../http/paging.js';
import { asOfSchema, validAtSchema } from '../../reading/as-of.js';

const idSchema = z.guid().transform((id) => id.toLowerCase());

export const giveBody = z.strictObject({ id: idSchema.optional(), ...consentShape }).meta({ id: 'GiveCreditConsent' });
export const withdrawBody = z.strictObject(withdrawShape).meta({ id: 'WithdrawCreditConsent' });

export const consentQuery = z.strictObject({ validAt: validAtSchema, asOf: asOfSchema, minPosition: positionSchema });
export type ConsentQuery = z.infer<typeof consentQuery>;

export const consentsQuery = z.strictObject({
  borrower: idSchema.optional(), to: idSchema.optional().describe('The bank that is let know.'), status: z.enum(['given', 'withdrawn']).optional(),
  validAt: validAtSchema, changedAfter: changedAfterSchema, limit: limitSchema(50, 500), cursor: cursorSchema, minPosition: positionSchema,
});
export type ConsentsQuery = z.infer<typeof consentsQuery>;

const named = z.object({ organisation: z.string(), name: z.string(), region: z.string().nullable() });

const summary = z.object({
  id: z.string(), status: z.enum(['given', 'withdrawn']), borrower: named, creditCode: z.string(), to: named, purpose: z.string(),
  scope: z.enum(SCOPES).describe('Whether sums over all banks are told, or each bank’s too.'), from: z.string(), until: z.string(), holds: z.boolean().describe('Whether it holds on the day.'),
  grade: z.enum(['submitted', 'attested']), source: z.object({ document: z.string(), quote: z.string() }).nullable(), version: z.int(),
});

/** A consent as it is answered. */
export const consentDocument = summary.extend({ validAt: z.string().nullable(), asOf: moment, history: z.array(z.object({ version: z.int(), position: z.int(), type: z.string() }).loose()) }).meta({ id: 'CreditConsent' });
export const listedConsent = summary.extend({ position: z.int() }).meta({ id: 'ListedCreditConsent' });
