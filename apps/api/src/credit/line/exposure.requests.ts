import { SCOPES } from '@entente/domain/credit/consent';
import { z } from 'zod';
import { moment } from '../../http/documented.js';
import { positionSchema } from '../../http/paging.js';
import { creditCodeSchema, idSchema } from './line.requests.js';

export const exposureQuery = z.strictObject({
  creditCode: creditCodeSchema.min(1).describe('The unified social credit code of the legal person.'),
  consent: idSchema.optional().describe('The borrower’s consent; its own people need none.'), minPosition: positionSchema,
});
export type ExposureQuery = z.infer<typeof exposureQuery>;

const amount = z.string();
const sums = { currency: z.string(), lines: z.int().describe('Lines that are open to draws, or of which something is outstanding.'), active: amount.describe('Limits open to draws, frozen ones too.'), reserved: amount, outstanding: amount, overdue: amount };
export const exposureDocument = z.object({
  creditCode: z.string(), scope: z.enum(SCOPES), purpose: z.string().nullable(), until: z.string().nullable(), on: z.string(), asOf: moment,
  bodies: z.array(z.object({ organisation: z.string(), name: z.string() })).describe('For its own people the body that holds the code, those that were merged with it, and the branches of all of these; by a consent, the body that gave it, those that were merged into it, and their branches.'),
  totals: z.array(z.object(sums)).describe('One for each currency.'),
  banks: z.array(z.object({ bank: z.string(), name: z.string(), ...sums })).nullable().describe('Null where the consent is to totals.'),
}).meta({ id: 'CreditExposure' });
