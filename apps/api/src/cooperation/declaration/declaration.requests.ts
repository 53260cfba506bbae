import { endorseShape, issueShape, withdrawShape } from '@entente/domain/cooperation/declaration';
import { territorySchema } from '@entente/domain/cooperation/pact';
import { regionSchema } from '@entente/domain/signing/signing';
import { z } from 'zod';
import { moment } from '../../http/documented.js';
import { changedAfterSchema, cursorSchema, editionSchema, limitSchema, positionSchema } from '../../http/paging.js';
import { asOfSchema, validAtSchema } from '../../reading/as-of.js';
import { announcedDocument } from '../announced.document.js';

const idSchema = z.guid().transform((id) => id.toLowerCase());

export const issueBody = z.strictObject({ id: idSchema.optional(), ...issueShape }).meta({ id: 'IssueDeclaration' });
export const endorseBody = z.strictObject(endorseShape).meta({ id: 'EndorseDeclaration' });
export const withdrawBody = z.strictObject(withdrawShape).meta({ id: 'WithdrawEndorsement' });

export const declarationQuery = z.strictObject({ validAt: validAtSchema, asOf: asOfSchema, minPosition: positionSchema });
export type DeclarationQuery = z.infer<typeof declarationQuery>;
export const textQuery = z.strictObject({});

export const declarationsQuery = z.strictObject({
  edition: editionSchema,
  organisation: idSchema.optional().describe('A body that endorses it, or did.'),
  territory: territorySchema.optional().describe('The region, zone or set that it is about.'),
  region: regionSchema.optional().describe('Who endorses it on the day lies in this region or below it.'),
  validAt: validAtSchema, changedAfter: changedAfterSchema, limit: limitSchema(50, 500), cursor: cursorSchema, minPosition: positionSchema,
});
export type DeclarationsQuery = z.infer<typeof declarationsQuery>;

const source = z.object({ document: z.string(), quote: z.string() }).nullable();
const named = z.object({ organisation: z.string(), name: z.string(), region: z.string().nullable() });
const endorsement = named.extend({
  since: z.string().nullable(), late: z.boolean().nullable().describe('Whether it came after the day of issue; null where a date is not stated.'), grade: z.enum(['signed', 'submitted', 'attested']),
  signature: z.object({ person: z.string(), kid: z.string(), signature: z.string(), at: z.string() }).nullable(), source,
});

const summary = z.object({
  id: z.string(), grade: z.enum(['submitted', 'attested']), title: z.object({ zh: z.string().optional(), en: z.string().optional(), ru: z.string().optional() }), territory: z.string().nullable(),
  issuedOn: z.string().nullable(), openUntil: z.string().nullable(), open: z.boolean().describe('Whether it may be endorsed on the day.'), issuer: named.nullable(), edition: z.string().nullable(),
  sha256: z.string().nullable().describe('Of the text that is endorsed; null where the source does not give it.'), count: z.int().describe('Endorsements on the day whose beginning is stated.'), undatedCount: z.int(), source,
  version: z.int(),
});

/** A joint initiative as it is answered: who endorses it on a day, who came late, who left, and what was announced of it. */
export const declarationDocument = summary.extend({
  body: z.string().nullable(), endorsements: z.array(endorsement), undated: z.array(endorsement).describe('Endorsements whose day is not stated; they count on no day.'),
  withdrawn: z.array(endorsement.extend({ until: z.string() })), withoutRegion: z.int().describe('How many of those who count lie in no region, so that no metric holds them.'),
  question: z.string().describe('The metric that sums to `count`, but for those without region.'), announced: z.array(announcedDocument),
  validAt: z.string().nullable(), asOf: moment, history: z.array(z.object({ version: z.int(), position: z.int(), type: z.string() }).loose()),
}).meta({ id: 'Declaration' });
export const listedDeclaration = summary.extend({ position: z.int() }).meta({ id: 'ListedDeclaration' });
