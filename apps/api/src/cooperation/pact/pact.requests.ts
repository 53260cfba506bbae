import { asSchema, changesSchema, consentShapes, jwsSchema, obligationShapes, PACT_KINDS, recordShape, SITUATIONS, supplementShape, termsSchema } from '@entente/domain/cooperation/pact';
import { thumbprintSchema } from '@entente/domain/parties/organisation';
import { reasonSchema, regionSchema } from '@entente/domain/signing/signing';
import { z } from 'zod';
import { accepted, moment } from '../../http/documented.js';
import { changedAfterSchema, cursorSchema, limitSchema, positionSchema } from '../../http/paging.js';
import { withField, withoutField } from '../../http/ways.js';
import { asOfSchema, validAtSchema } from '../../reading/as-of.js';

const idSchema = z.guid().transform((id) => id.toLowerCase());
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

/** A party drafts its text; an association enters what a document states, with its source. */
export const draftBody = z.strictObject({ id: idSchema.optional(), as: asSchema, text: termsSchema }).check(withoutField('source')).meta({ id: 'DraftPact' });
export const recordBody = z.strictObject({ id: idSchema.optional(), ...recordShape }).check(withField('source', 'text')).meta({ id: 'RecordPact' });
export const openBody = z.union([recordBody, draftBody]);

export const asBody = z.strictObject({ as: asSchema }).nullish().transform((body) => body ?? { as: null }).meta({ id: 'ActingFor' });
export const counterBody = z.strictObject({ as: asSchema, changes: changesSchema, reason: reasonSchema }).meta({ id: 'CounterPact' });
export const signBody = z.strictObject({ organisation: idSchema, person: idSchema, kid: thumbprintSchema, signature: jwsSchema, supplement: orNull(idSchema) }).meta({ id: 'SignPact' });
export const declineBody = z.strictObject({ as: asSchema, supplement: orNull(idSchema), reason: reasonSchema }).meta({ id: 'DeclinePact' });
export const amendBody = z.strictObject({ as: asSchema, supplement: idSchema.optional(), ...supplementShape }).meta({ id: 'AmendPact' });
/** What `amend` answers with: the supplementary agreement too, under which it is signed. */
export const acceptedSupplement = accepted.extend({ supplement: z.string() }).meta({ id: 'AcceptedSupplement' });
export const suspendBody = z.strictObject(consentShapes.suspend).meta({ id: 'SuspendPact' });
export const resumeBody = z.strictObject(consentShapes.resume).meta({ id: 'ResumePact' });
export const renewBody = z.strictObject(consentShapes.renew).meta({ id: 'RenewPact' });
export const terminateBody = z.strictObject(consentShapes.terminate).meta({ id: 'TerminatePact' });
export const withdrawBody = z.strictObject(consentShapes.withdraw).meta({ id: 'WithdrawFromPact' });
export const reportBody = z.strictObject(obligationShapes.report).meta({ id: 'ReportObligation' });
export const verifyBody = z.strictObject(obligationShapes.verify).meta({ id: 'VerifyObligation' });
export const reverseBody = z.strictObject(obligationShapes.reverse).meta({ id: 'ReverseObligation' });

export const pactQuery = z.strictObject({ validAt: validAtSchema, asOf: asOfSchema, minPosition: positionSchema });
export type PactQuery = z.infer<typeof pactQuery>;
export const textQuery = z.strictObject({ supplement: idSchema.optional().describe('A supplementary agreement; the main text, where it is left out.') });
export const proofQuery = z.strictObject({});

export const pactsQuery = z.strictObject({
  status: z.enum(SITUATIONS).optional().describe('How it stands on the day (validAt, or today).'),
  kind: z.enum(PACT_KINDS).optional().describe('What kind of pact it is.'),
  organisation: idSchema.optional().describe('A body that is party to it.'),
  parent: idSchema.optional().describe('The framework that it hangs from.'),
  region: regionSchema.optional().describe('A party lies in this region or below it, or what the pact is about does, or is a set with such a member.'),
  validAt: validAtSchema, changedAfter: changedAfterSchema, limit: limitSchema(50, 500), cursor: cursorSchema, minPosition: positionSchema,
});
export type PactsQuery = z.infer<typeof pactsQuery>;

const title = z.object({ zh: z.string().optional(), en: z.string().optional(), ru: z.string().optional() });
const signature = z.object({ organisation: z.string(), name: z.string(), person: z.string(), kid: z.string(), signature: z.string(), at: z.string() });
const declined = z.array(z.object({ organisation: z.string(), reason: reasonSchema }));
const group = z.object({ parties: z.array(z.string()), atLeast: z.int(), signed: z.array(z.string()), open: z.boolean() });

/** A pact as it is answered: how it stands on a day, its text as it reads then, who signed what, and how it came to that. */
export const pactDocument = z.object({
  id: z.string(), status: z.enum(SITUATIONS), grade: z.enum(['signed', 'attested']), kind: z.enum(PACT_KINDS), title, parent: z.string().nullable(), access: z.enum(['open', 'parties']), territory: z.string().nullable(),
  parties: z.array(z.object({ organisation: z.string(), name: z.string(), region: z.string().nullable(), role: z.string().nullable(), bound: z.object({ since: z.string().nullable(), until: z.string().nullable() }).nullable() })),
  offer: z.object({ number: z.int(), by: z.string().nullable() }).nullable(),
  clauses: z.array(z.object({ clause: z.string(), heading: z.string().nullable(), text: z.string(), permits: z.unknown(), by: z.string().nullable() })),
  signing: z.object({ groups: z.array(z.object({ parties: z.array(z.string()), atLeast: z.int() })) }).nullable(),
  obligations: z.array(z.object({
    obligation: z.string(), clause: z.string().nullable(), owner: z.string(), describes: z.string(), due: z.string().nullable(), status: z.enum(['open', 'reported', 'fulfilled']), overdue: z.boolean(),
    fulfilment: z.object({ on: z.string(), evidence: z.array(z.object({ document: z.string(), sha256: z.string(), elsewhere: z.int().optional(), discarded: z.boolean().optional() })), note: z.string().nullable() }).nullable(),
  })),
  text: z.object({ sha256: z.string(), signatures: z.array(signature), declined: z.array(z.object({ organisation: z.string(), reason: reasonSchema.nullable().describe('Null for whoever was not in the negotiation, and of an open pact in the list.') })), groups: z.array(group) }).nullable(),
  supplements: z.array(z.object({ id: z.string(), offer: z.int(), title, status: z.enum(['signing', 'in-force', 'failed']), from: z.string().nullable(), sha256: z.string(), signatures: z.array(signature), declined }).loose()),
  validity: z.object({ from: z.string().nullable(), to: z.string().nullable() }), signedOn: z.string().nullable(),
  suspensions: z.array(z.object({ from: z.string(), to: z.string().nullable() }).loose()), terminated: z.object({ on: z.string() }).loose().nullable(),
  motions: z.array(z.object({ act: z.string(), on: z.string(), consents: z.array(z.string()), missing: z.array(z.string()) }).loose()),
  source: z.object({ document: z.string(), quote: z.string() }).nullable(), warnings: z.array(z.object({ code: z.string(), message: z.string() })).optional(),
  version: z.int(), validAt: z.string().nullable().optional(), asOf: moment.optional(), history: z.array(z.object({ version: z.int(), position: z.int(), type: z.string() }).loose()).optional(),
}).meta({ id: 'Pact' });
export const listedPact = pactDocument.extend({ position: z.int() }).meta({ id: 'ListedPact' });
