import { fault } from '@entente/domain/kernel/fault';
import { changesSchema, dateSchema, externalIdSchema, reasonSchema, regionSchema, sourceSchema, termsShape } from '@entente/domain/signing/signing';
import { z } from 'zod';
import { moment } from '../../http/documented.js';
import { changedAfterSchema, cursorSchema, editionSchema, filterSchema, limitSchema, positionSchema } from '../../http/paging.js';
import { asOfSchema, validAtSchema } from '../../reading/as-of.js';

const idSchema = z.guid().transform((id) => id.toLowerCase());
const externalIds = z.array(externalIdSchema).max(20);

export const submitBody = z.strictObject({ id: idSchema.optional(), ...termsShape, externalIds: externalIds.default([]), source: sourceSchema.nullish().transform((source) => source ?? null) })
  .meta({ id: 'SubmitSigning' });
export type SubmitBody = z.infer<typeof submitBody>;

const note = z.string().trim().max(2000).nullish().transform((text) => text || null);

export const noteBody = z.strictObject({ note }).nullish().transform((body) => body ?? { note: null }).meta({ id: 'Note' });
export const approveBody = z.strictObject({ note, waive: z.array(regionSchema).max(50).default([]) }).nullish().transform((body) => body ?? { note: null, waive: [] }).meta({ id: 'ApproveSigning' });
export const remindBody = z.strictObject({ note, regions: z.array(regionSchema).max(50).default([]) }).nullish().transform((body) => body ?? { note: null, regions: [] }).meta({ id: 'RemindSigning' });
export const identifyBody = z.strictObject({ externalIds: externalIds.min(1) }).meta({ id: 'IdentifySigning' });
export const returnBody = z.strictObject({ reason: reasonSchema, fields: z.array(z.string().max(200)).max(50).default([]) }).meta({ id: 'ReturnSigning' });
export const changesBody = z.strictObject({ changes: changesSchema, reason: reasonSchema }).meta({ id: 'ChangeSigning' });
export const amendBody = z.strictObject({ changes: changesSchema, reason: reasonSchema, effectiveOn: dateSchema }).meta({ id: 'AmendSigning' });
export const upgradeBody = z.strictObject({ level: z.enum(['framework', 'contract']), changes: changesSchema.default({}), reason: reasonSchema, effectiveOn: dateSchema }).meta({ id: 'UpgradeSigning' });
export const reasonBody = z.strictObject({ reason: reasonSchema }).meta({ id: 'Reasoned' });
export const terminateBody = z.strictObject({ reason: reasonSchema, on: dateSchema }).meta({ id: 'TerminateSigning' });

export const STATUSES = ['submitted', 'returned', 'withdrawn', 'admitted', 'terminated', 'annulled'] as const;

export const historyQuery = z.strictObject({ asOf: asOfSchema, minPosition: positionSchema, limit: limitSchema(100, 500), cursor: cursorSchema });
export type HistoryQuery = z.infer<typeof historyQuery>;
export const signingQuery = z.strictObject({ validAt: validAtSchema, asOf: asOfSchema, minPosition: positionSchema });
export const signingsQuery = z.strictObject({
  host: regionSchema.optional().describe('Hosted in this region or below it.'),
  organisation: idSchema.optional().describe('A body that invests; with it, all that were merged into it.'),
  edition: editionSchema,
  pact: idSchema.optional().describe('The pact under which it was signed.'),
  status: z.enum(STATUSES).optional().describe('How it stands.'),
  number: filterSchema(60).transform((number) => number?.toUpperCase()).describe('Its readable number, such as CD-2024-0051; small letters will do.'),
  externalId: z.string().max(200).transform((text, context) => {
    const [, scheme, id] = /^([a-z0-9]+(?:-[a-z0-9]+)*):(.+)$/.exec(text) ?? [];
    if (scheme !== undefined && id !== undefined && !text.includes('\0')) return { scheme, id };
    fault(context as never, 'signing/external-id-malformed', { en: 'Write scheme and id with a colon between them: oa:2024-17.', zh: '请以冒号连接体系与编号：oa:2024-17。' });
    return z.NEVER;
  }).optional().describe('What your own organisation’s system knows it by, as scheme:id.'),
  changedAfter: changedAfterSchema,
  limit: limitSchema(50, 500),
  cursor: cursorSchema,
  minPosition: positionSchema,
});
export type SigningQuery = z.infer<typeof signingQuery>;
export type SigningsQuery = z.infer<typeof signingsQuery>;

const confirmations = z.array(z.object({
  region: z.string(), as: z.enum(['host', 'counterpart']), confirmed: z.boolean(), due: z.string().nullable(), calendar: z.enum(['published', 'weekdays']).nullable(), reminded: z.string().nullable(),
}));
/** Of one signing, evidence says too how many other signings rest on the same document, and whether its content has gone. */
const evidence = z.array(z.object({ document: z.string(), sha256: z.string(), elsewhere: z.int().optional(), discarded: z.boolean().optional() }));

const historyLineDocument = z.object({ version: z.int(), position: z.int(), type: z.string() }).loose();
export const historyPage = z.object({ asOf: moment, items: z.array(historyLineDocument), next: z.string().nullable() });

/** A signing as it is answered: the fields of its submission, how it stands, and how it came to that. */
export const signingDocument = z.object({
  id: z.string(), number: z.string().nullable(), status: z.enum(STATUSES), version: z.int(),
  project: z.string(), kind: z.string(), level: z.string(), hosts: z.array(z.object({ region: z.string(), share: z.string() })),
  counterpart: z.object({ region: z.string() }).nullable(), investors: z.array(z.object({
    name: z.string(), creditCode: z.string().nullable(), region: z.string().nullable(), organisation: z.string().optional(),
    body: z.object({ id: z.string(), name: z.string() }).nullable().optional(),
  })),
  amount: z.record(z.string(), z.string().nullable()).nullable(), edition: z.string().nullable(), track: z.string().nullable(), pact: z.string().nullable(), signedOn: z.string(),
  grade: z.enum(['submitted', 'attested']), owner: z.string(), submitter: z.string(), source: z.object({ document: z.string(), quote: z.string() }).nullable(),
  externalIds: z.array(z.object({ organisation: z.string(), scheme: z.string(), id: z.string() })),
  confirmations, change: z.object({ act: z.enum(['correct', 'amend', 'upgrade']), confirmations }).loose().nullable(),
  unconfirmed: z.array(z.object({ region: z.string(), as: z.enum(['host', 'counterpart']), objection: reasonSchema.nullable() })),
  returned: z.object({ reason: reasonSchema, fields: z.array(z.string()) }).nullable(),
  amendments: z.array(z.object({ effectiveOn: z.string(), act: z.enum(['amend', 'upgrade']), changes: z.record(z.string(), z.unknown()) })),
  milestones: z.array(z.object({
    milestone: z.string(), planned: z.object({ on: z.string(), baseline: z.string(), responsible: z.object({ name: z.string(), organisation: z.string().nullable() }) }).nullable(),
    reported: z.object({ on: z.string(), evidence, skipped: z.array(z.string()), reason: reasonSchema.nullable(), by: z.string(), verified: z.boolean() }).nullable(),
  })),
  receipts: z.array(z.object({
    receipt: z.string(), host: z.string(), payer: z.object({ name: z.string(), region: z.string().nullable() }), on: z.string(),
    amount: z.object({ amount: z.string(), currency: z.string() }), kind: z.string(), evidence, by: z.string(), status: z.enum(['reported', 'verified', 'reversed']), reversed: reasonSchema.nullable(),
  })),
  funds: z.object({
    sums: z.array(z.object({ currency: z.string(), verified: z.string(), reported: z.string() })), comparison: z.enum(['within', 'above', 'cannot-tell']),
    why: z.enum(['no-amount', 'approximate', 'another-currency']).nullable(),
  }),
  terminatedOn: z.string().nullable(), annulled: z.object({ reason: reasonSchema }).nullable(),
  validAt: z.string().nullable().optional(), asOf: moment.optional(), history: z.array(historyLineDocument).optional(),
}).meta({ id: 'Signing' });

/** A signing in a list: with the position of its last change, to go on from. */
export const listedSigning = signingDocument.extend({ position: z.int() }).meta({ id: 'ListedSigning' });
