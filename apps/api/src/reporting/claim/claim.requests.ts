import { claimShape } from '@entente/domain/reporting/claim';
import { regionSchema } from '@entente/domain/signing/signing';
import { z } from 'zod';
import { cursorSchema, limitSchema, positionSchema } from '../../http/paging.js';

export const claimBody = z.strictObject({ id: z.uuid().transform((id) => id.toLowerCase()).optional(), ...claimShape }).meta({ id: 'RecordClaim' });
export type ClaimBody = z.infer<typeof claimBody>;

export const claimQuery = z.strictObject({ minPosition: positionSchema });
export type ClaimQuery = z.infer<typeof claimQuery>;

export const claimsQuery = z.strictObject({
  metric: z.string().max(80).optional(),
  territory: regionSchema.optional(),
  edition: z.string().max(60).optional(),
  limit: limitSchema(50, 200),
  cursor: cursorSchema,
  minPosition: positionSchema,
});
export type ClaimsQuery = z.infer<typeof claimsQuery>;
