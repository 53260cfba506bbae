import { territorySchema } from '@entente/domain/cooperation/pact';
import { allocateShape, approveShape, DISCLOSURES, MODES, programmeChecked, programmeShape, quotaShape, reasonShape, returnShape } from '@entente/domain/credit/programme';
import { explainDifferenceShape, statementShape } from '@entente/domain/credit/statement';
import { z } from 'zod';
import { accepted, moment } from '../../http/documented.js';
import { changedAfterSchema, cursorSchema, editionSchema, limitSchema, positionSchema } from '../../http/paging.js';
import { asOfSchema } from '../../reading/as-of.js';

const idSchema = z.guid().transform((id) => id.toLowerCase());

export const STATUSES = ['proposed', 'returned', 'open', 'suspended', 'closed'] as const;

export const proposeBody = programmeChecked(z.strictObject({ id: idSchema.optional(), ...programmeShape })).meta({ id: 'ProposeCreditProgramme' });
export const approveBody = z.strictObject(approveShape).nullish().transform((body) => body ?? {}).meta({ id: 'ApproveCreditProgramme' });
export const reasonBody = z.strictObject(reasonShape).meta({ id: 'CreditReason' });
export const changeQuotaBody = z.strictObject(quotaShape).meta({ id: 'ChangeCreditQuota' });
export const allocateBody = z.strictObject(allocateShape).meta({ id: 'AllocateCreditQuota' });
export const returnAllocationBody = z.strictObject(returnShape).meta({ id: 'ReturnCreditAllocation' });
export const statementBody = z.strictObject(statementShape).meta({ id: 'CreditStatement' });
export const explainBody = z.strictObject(explainDifferenceShape).meta({ id: 'ExplainCreditStatement' });
export type StatementBody = z.infer<typeof statementBody>;

/** What a statement is answered with: what became of its lines, and how many differences it left open. */
export const acceptedStatement = accepted.extend({
  found: z.int().describe('Lines of the file that are lines of the programme.'), unknown: z.int().describe('Lines of the file that are none of ours, or could be several.'),
  missing: z.int().describe('Lines of the programme that stand and are not in the file.'), openDifferences: z.int().describe('Differences at this cut-off between what was stated of the lines that were found, and the record.'),
}).meta({ id: 'AcceptedCreditStatement' });

export const programmeQuery = z.strictObject({ asOf: asOfSchema, minPosition: positionSchema });
export type ProgrammeQuery = z.infer<typeof programmeQuery>;

export const programmesQuery = z.strictObject({
  status: z.enum(STATUSES).optional(), mode: z.enum(MODES).optional().describe('Whether draws are made here (ledger) or in the bank (mirror).'),
  bank: idSchema.optional(), issuer: idSchema.optional(), territory: territorySchema.optional().describe('The region, zone or set that it is for.'), edition: editionSchema, pact: idSchema.optional(),
  changedAfter: changedAfterSchema, limit: limitSchema(50, 500), cursor: cursorSchema, minPosition: positionSchema,
});
export type ProgrammesQuery = z.infer<typeof programmesQuery>;

const source = z.object({ document: z.string(), quote: z.string() }).nullable();
const named = z.object({ organisation: z.string(), name: z.string(), region: z.string().nullable() });
const money = z.object({ amount: z.string(), currency: z.string() });
const name = z.object({ zh: z.string().optional(), en: z.string().optional() });
const reason = z.object({ code: z.string(), text: z.string() }).loose();
const product = z.object({
  product: z.string(), name, guarantor: z.string().nullable(), risk: z.array(z.object({ party: z.string(), share: z.string() })),
  eligibility: z.object({ score: z.int().nullable(), tracks: z.array(z.string()), regions: z.array(z.string()), text: z.string().nullable() }),
});

const summary = z.object({
  id: z.string(), status: z.enum(STATUSES), name, issuer: named, bank: named, territory: z.string(), stated: money.nullable().describe('The quota as it was approved, or is proposed with the programme; null where no source states one.'), currency: z.string(),
  mode: z.enum(MODES), disclosure: z.enum(DISCLOSURES), from: z.string().nullable(), to: z.string().nullable(), pact: z.string().nullable(), edition: z.string().nullable(), source,
  waits: z.object({ what: z.enum(['programme', 'quota']), quota: money.nullable(), reason: reason.nullable(), by: z.string().describe('The organisation whose person proposed it; another person approves.') }).nullable().describe('What waits for a second person.'),
  version: z.int(),
});

const amount = z.string().nullable();
const quota = z.object({
  currency: z.string(), amount: amount.describe('Null where no quota is stated.'), allocated: amount.describe('To regions.'), granted: amount.describe('To lines, from the quota and from allocations.'),
  direct: amount.describe('Granted from the quota itself: allocated, direct and free are the amount.'), free: amount.describe('Below nothing where a bank that mirrors has granted more.'),
  allocations: z.array(z.object({ region: z.string(), allocated: z.string(), granted: z.string(), unused: z.string() })),
});
const standing = { id: z.string().describe('By which it is explained.'), since: z.string(), days: z.int(), open: z.boolean(), explained: z.string().nullable() };
const unknownLine = z.object({ ...standing, line: amount, reference: amount, creditCode: amount, limit: amount, outstanding: z.string(), drawn: amount, due: amount });
const missingLine = z.object({ ...standing, line: z.string() });
const discrepancy = z.object({
  kind: z.enum(['unknown-lines', 'missing-lines', 'granted-above-quota']), cutOff: z.string().nullable(), count: z.int().nullable().describe('How many are open.'), stated: money.nullable(), recorded: money.nullable(),
  owner: named.describe('Whose it is to clear it.'), since: z.string(), days: z.int(),
  unknown: z.array(unknownLine).nullable().describe('Told to the bank and to auditors.'), missing: z.array(missingLine).nullable().describe('Told to the bank and to auditors.'),
});
const statement = z.object({ from: z.string().nullable(), cutOff: z.string(), count: z.int(), outstanding: money, unknown: z.int(), missing: z.int(), reportedOn: z.string() });

/** A programme as it is answered: on what terms, what waits, what is taken of its quota, and what its bank stated. */
export const programmeDocument = summary.extend({
  products: z.array(product),
  quota: quota.nullable().describe('Told to issuer, bank, associations over the territory, reports and auditors; to a region’s officers what is allocated to theirs, with null elsewhere.'),
  statements: z.array(statement).nullable().describe('Of a programme that its bank mirrors, as they stand, the newest first.'), discrepancies: z.array(discrepancy).nullable(),
  asOf: moment, history: z.array(z.object({ version: z.int(), position: z.int(), type: z.string() }).loose()),
}).meta({ id: 'CreditProgramme' });
export const listedProgramme = summary.extend({ position: z.int() }).meta({ id: 'ListedCreditProgramme' });
