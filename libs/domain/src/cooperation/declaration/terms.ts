import { z } from 'zod';
import { dateSchema, reasonSchema, sourceSchema, termsShape } from '../../signing/signing/index.js';
import { thumbprintSchema } from '../../parties/organisation/index.js';
import { jwsSchema, territorySchema, titleSchema } from '../pact/index.js';

const uuid = z.guid().transform((id) => id.toLowerCase());
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const source = orNull(sourceSchema);

/** What is issued; what a source does not state (the text, a date, who signed) is null. */
export const issueShape = {
  title: titleSchema, body: orNull(z.string().trim().min(1).max(40_000)), territory: orNull(territorySchema), issuedOn: orNull(dateSchema), openUntil: orNull(dateSchema),
  edition: termsShape.edition, as: orNull(uuid), source,
};

/** With a signature it is signed by the body's own key; with a source, as a document states; with neither, by its own word. */
export const endorseShape = {
  organisation: uuid, on: orNull(dateSchema), signature: orNull(z.strictObject({ person: uuid, kid: thumbprintSchema, jws: jwsSchema })), source,
};

export const withdrawShape = { organisation: uuid, on: dateSchema, reason: reasonSchema, source };

type Out<Shape extends z.ZodRawShape> = Readonly<z.infer<z.ZodObject<Shape>>>;
export type Issued = Out<typeof issueShape>;
export type Endorsed = Out<typeof endorseShape>;
export type Withdrawn = Out<typeof withdrawShape>;
