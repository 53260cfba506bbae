import { ACCESS, nameSchema } from '@entente/domain/evidence/document';
import { reasonSchema } from '@entente/domain/signing/signing';
import { z } from 'zod';
import { changedAfterSchema, cursorSchema, limitSchema, positionSchema } from '../../http/paging.js';

/** What comes with the bytes of a deposit. */
export const depositQuery = z.strictObject({
  id: z.guid().transform((id) => id.toLowerCase()).optional(),
  name: nameSchema.optional(),
  access: z.enum(ACCESS).default('parties'),
  dryRun: z.enum(['true', 'false']).default('false'),
});

export const discardBody = z.strictObject({ reason: reasonSchema }).meta({ id: 'DiscardDocument' });
export type DiscardBody = z.infer<typeof discardBody>;

export const documentQuery = z.strictObject({ minPosition: positionSchema });
export type DocumentQuery = z.infer<typeof documentQuery>;

export const documentsQuery = z.strictObject({ limit: limitSchema(50, 500), cursor: cursorSchema, changedAfter: changedAfterSchema, minPosition: positionSchema });
export type DocumentsQuery = z.infer<typeof documentsQuery>;

const what = { sha256: z.string(), mediaType: z.string(), bytes: z.int() };

export const deposited = z.object({ id: z.string(), stream: z.string(), version: z.int(), node: z.string(), position: z.int(), ...what }).meta({ id: 'Deposited' });

/** A document in a list: what it is and how long it is kept. */
const listed = {
  id: z.string(), version: z.int(), position: z.int(), ...what, name: z.string().nullable(), access: z.enum(ACCESS), depositedBy: z.string(), depositedAt: z.string(),
  discarded: z.object({ reason: reasonSchema, policy: z.enum(['unused', 'asked']) }).nullable(),
  retention: z.object({ rule: z.enum(['unused', 'referred', 'discarded']), until: z.string().nullable() }),
};
export const listedDocument = z.object(listed).meta({ id: 'ListedDocument' });
export const documentDocument = z.object({ ...listed, references: z.array(z.object({ kind: z.enum(['signing', 'pact', 'alliance', 'edition']), id: z.string(), number: z.string().nullable(), name: z.string().optional() })) }).meta({ id: 'Document' });
