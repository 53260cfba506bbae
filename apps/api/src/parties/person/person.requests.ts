import { fault } from '@entente/domain/kernel/fault';
import { z } from 'zod';
import { cursorSchema, limitSchema } from '../../http/paging.js';

const uuid = z.guid().transform((id) => id.toLowerCase());

/** What Postgres cannot keep as it was sent is refused, as it is for what goes into the log. */
const text = (max: number) => z.string().trim().min(1).max(max).superRefine((sent, context) => {
  if (!sent.isWellFormed() || sent.includes('\0')) {
    fault(context, 'person/not-writable', { en: 'This text holds a NUL or half a character; send well-formed text.', zh: '文本含空字符或不完整的字符；请更正。' });
  }
});

export const personBody = z.strictObject({
  id: uuid.optional(), organisation: uuid, name: text(200), contact: text(400).nullish().transform((contact) => contact ?? null),
}).meta({ id: 'EnterPerson' });
export const eraseBody = z.strictObject({ reason: text(2000) }).meta({ id: 'ErasePerson' });

export const peopleQuery = z.strictObject({ organisation: uuid, limit: limitSchema(50, 500), cursor: cursorSchema });
export type PeopleQuery = z.infer<typeof peopleQuery>;

export const listedPerson = z.object({ id: z.string(), name: z.string().nullable(), erased: z.boolean() }).meta({ id: 'ListedPerson' });
export const personDocument = z.object({
  id: z.string(), organisation: z.string(), name: z.string().nullable(), contact: z.string().nullable(), erased: z.boolean(),
}).meta({ id: 'Person' });
export const personReference = z.object({ id: z.string(), organisation: z.string() }).meta({ id: 'PersonReference' });
