import { ACCOUNTS } from '@entente/domain/credit/ledger';
import {
  activateShape, approveShape, declineShape, DISCREPANCIES, drawShape, explainShape, nominateShape, postShape, reasonShape, reduceShape, repayShape, reserveShape, scoreShape, signShape, voidShape,
} from '@entente/domain/credit/line';
import { daySchema, MODES } from '@entente/domain/credit/programme';
import { fault } from '@entente/domain/kernel/fault';
import { regionSchema } from '@entente/domain/signing/signing';
import { z } from 'zod';
import { accepted, moment } from '../../http/documented.js';
import { changedAfterSchema, cursorSchema, limitSchema, positionSchema, trackSchema } from '../../http/paging.js';
import { asOfSchema, validAtSchema } from '../../reading/as-of.js';

export const idSchema = z.guid().transform((id) => id.toLowerCase());
export const creditCodeSchema = z.string().trim().toUpperCase().max(18);

export const nominateBody = z.strictObject({ id: idSchema.optional(), ...nominateShape }).meta({ id: 'NominateLine' });
export const approveBody = z.strictObject(approveShape).meta({ id: 'ApproveLine' });
export const declineBody = z.strictObject(declineShape).meta({ id: 'DeclineLine' });
export const signBody = z.strictObject(signShape).meta({ id: 'SignLine' });
export const activateBody = z.strictObject(activateShape).meta({ id: 'ActivateLine' });
export const reserveBody = z.strictObject({ reservation: idSchema.optional(), ...reserveShape }).meta({ id: 'ReserveCredit' });
export const postBody = z.strictObject(postShape).meta({ id: 'PostReservation' });
export const voidBody = z.strictObject(voidShape).meta({ id: 'VoidReservation' });
export const drawBody = z.strictObject(drawShape).meta({ id: 'DrawCredit' });
export const repayBody = z.strictObject(repayShape).meta({ id: 'RepayCredit' });
export const freezeBody = z.strictObject(reasonShape).meta({ id: 'FreezeLine' });
export const releaseBody = z.strictObject(reasonShape).meta({ id: 'ReleaseLine' });
export const reduceBody = z.strictObject(reduceShape).meta({ id: 'ReduceLine' });
export const closeBody = z.strictObject(reasonShape).meta({ id: 'CloseLine' });
export const scoreBody = z.strictObject(scoreShape).meta({ id: 'ScoreBorrower' });
export const explainBody = z.strictObject(explainShape).meta({ id: 'ExplainDiscrepancy' });
export const reservedAnswer = accepted.extend({ reservation: z.string() }).meta({ id: 'Reserved' });

export const lineQuery = z.strictObject({ asOf: asOfSchema, validAt: validAtSchema, minPosition: positionSchema });
export type LineQuery = z.infer<typeof lineQuery>;

const STATUSES = ['nominated', 'approved', 'declined', 'signed', 'active', 'closed', 'expired'] as const;
export const linesQuery = z.strictObject({
  programme: idSchema.optional(), batch: idSchema.optional(), status: z.enum(STATUSES).optional(), bank: idSchema.optional(), borrower: idSchema.optional(), creditCode: creditCodeSchema.optional(),
  region: regionSchema.optional().describe('The borrower lies in this region or below it.'), track: trackSchema,
  expiresBefore: daySchema.optional().describe('Its last day lies before this one.'),
  differences: z.literal('open').optional().describe('Only mirrored lines of which a difference to the bank’s statements is open.'),
  changedAfter: changedAfterSchema, limit: limitSchema(50, 500), cursor: cursorSchema, minPosition: positionSchema,
});
export type LinesQuery = z.infer<typeof linesQuery>;

export const statementQuery = z.strictObject({
  from: daySchema.optional().describe('What counts from this day on.'), to: daySchema.optional().describe('What counts by the end of this day.'), validAt: validAtSchema,
  asOf: asOfSchema, limit: limitSchema(200, 2_000), cursor: cursorSchema, minPosition: positionSchema,
}).superRefine(({ from, to }, context) => {
  if (from !== undefined && to !== undefined && from > to) fault(context, 'credit/dates-reversed', { en: `"from" (${from}) lies after "to" (${to}); exchange them.`, zh: `from（${from}）晚于 to（${to}）；请对调。` }, ['from']);
});
export type StatementQuery = z.infer<typeof statementQuery>;

export const readsQuery = z.strictObject({ limit: limitSchema(50, 500), cursor: cursorSchema });
export type ReadsQuery = z.infer<typeof readsQuery>;

export const discrepanciesQuery = z.strictObject({
  programme: idSchema.optional(), status: z.enum(['open', 'explained', 'all']).default('open'), limit: limitSchema(100, 500), cursor: cursorSchema, minPosition: positionSchema,
});
export type DiscrepanciesQuery = z.infer<typeof discrepanciesQuery>;

const amount = z.string().meta({ description: 'a decimal string in the currency of the line' });
const named = z.object({ organisation: z.string(), name: z.string(), region: z.string().nullable() });
const reservation = z.object({ reservation: z.string(), amount, expiresAt: z.string() });
const explained = z.unknown().describe('Why it stands, once its owner has said so; null while it is open.');
export const difference = z.object({
  id: z.string(), kind: z.enum(DISCREPANCIES), cutOff: z.string(), stated: amount, recorded: amount, currency: z.string(), since: z.string(), ageDays: z.int(), open: z.boolean(), explained,
  owner: z.object({ as: z.enum(['bank', 'issuer']), organisation: z.string().nullable() }).describe('Whose it is to clear it.'),
}).meta({ id: 'CreditDiscrepancy' });

const head = z.object({
  id: z.string(), status: z.enum(STATUSES), programme: z.string(), batch: z.string().nullable(), bank: named, borrower: named, creditCode: z.string(), region: z.string(), track: z.string().nullable(),
  product: z.string().nullable(), mode: z.enum(MODES), reference: z.string().nullable(), currency: z.string(), asked: amount, limit: amount,
  allocation: z.string().nullable().describe('The region from whose allocation it was granted; null is from the quota.'), revolving: z.boolean(), expiresOn: z.string().nullable(), pastItsLastDay: z.boolean(),
  score: z.int().nullable(), frozen: z.object({ on: z.string() }).nullable(),
  days: z.object({ approved: z.string().nullable(), signed: z.string().nullable(), active: z.string().nullable(), ended: z.string().nullable() }), version: z.int(),
});
export const listedLine = head.extend({ reserved: amount, outstanding: amount, overdue: amount, openDifferences: z.int(), position: z.int() }).meta({ id: 'ListedCreditLine' });
export const lineDocument = head.extend({
  balances: z.object({ committed: amount, available: amount, reserved: amount, outstanding: amount, used: amount.nullable(), drawn: amount }).describe('Reservations whose time is over count as free.'), overdue: amount,
  reservations: z.array(reservation), lapsed: z.array(reservation).describe('Reservations whose time is over, counted as free, and not recorded as expired yet.'),
  dues: z.array(z.object({ on: z.string().nullable(), amount })), nominatedBy: z.string(), differences: z.array(difference),
  validAt: z.string().nullable(), asOf: moment, history: z.array(z.object({ version: z.int(), position: z.int(), type: z.string() }).loose()).describe('All but movements, which the statement tells.'),
}).meta({ id: 'CreditLine' });

const running = z.object({
  committed: amount.nullable(), available: amount.nullable(), reserved: amount, outstanding: amount, used: amount.nullable(), drawn: amount,
}).describe('Of a mirrored line only what its bank told and stated: what is outstanding and what was drawn.');
export const statementDocument = z.object({
  line: z.string(), currency: z.string(), from: z.string().nullable(), to: z.string().nullable(), asOf: moment, opening: running.describe('Before the first movement of the statement, whichever page this is.'),
  closing: running.describe('After the last one.'),
  items: z.array(z.object({
    version: z.int(), position: z.int(), type: z.string(), recordedAt: z.string(), on: z.string(), debit: z.enum(ACCOUNTS).nullable(), credit: z.enum(ACCOUNTS).nullable(), amount: amount.nullable(),
    stated: amount.nullable().describe('Of a mirrored line: what the bank stated to be outstanding at a cut-off.'), reservation: z.string().nullable(), dueOn: z.string().nullable(), reference: z.string().nullable(), balances: running,
  })),
  next: z.string().nullable(),
}).meta({ id: 'CreditLineStatement' });

export const readDocument = z.object({
  at: z.string(), organisation: z.string(), role: z.string(), region: z.string(), what: z.enum(['document', 'list', 'statement', 'entries', 'exposure', 'dry-run', 'refusal']), purpose: z.string().nullable(),
  principal: z.string().nullable().describe('Told to auditors, and of one’s own people.'),
}).meta({ id: 'CreditLineRead' });

export const discrepanciesDocument = z.object({
  items: z.array(difference.extend({ stated: amount.nullable(), recorded: amount.nullable(), line: z.string(), programme: z.string(), bank: named, borrower: named.nullable() }))
    .describe('The issuer of a programme is told of differences that are its own, without amounts and borrower.'),
  totals: z.array(z.object({ programme: z.string(), kind: z.enum(DISCREPANCIES), owner: z.enum(['bank', 'issuer']), currency: z.string(), count: z.int(), lines: z.int(), stated: amount, recorded: amount })).nullable()
    .describe('Over all lines of which the asker may know sums: for associations, and for the issuer of a programme; null for others.'),
  asOf: z.object({ position: z.int() }), next: z.string().nullable(),
}).meta({ id: 'CreditDiscrepancies' });
