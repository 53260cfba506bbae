import { z } from 'zod';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import { reasonSchema, sourceSchema } from '../../signing/signing/index.js';
import { balancesSchema, movementSchema } from '../ledger/index.js';
import { MODES } from '../programme/index.js';

/** What every fact of a line repeats, so that whoever reads one needs no other: which line of which programme, whose, and where. */
const of = {
  line: z.string(), programme: z.string(), batch: z.string().nullable(), bank: z.string(), borrower: z.string(), region: z.string(),
  track: z.string().nullable(), product: z.string().nullable(), mode: z.enum(MODES),
};
const by = z.object({ principal: z.string(), organisation: z.string() });
const party = z.object({ organisation: z.string(), name: z.string(), region: z.string().nullable(), account: z.string().nullable() });
const money = z.object({ amount: z.string(), currency: z.string() });
const day = z.string();
const reference = z.string().nullable();
/** What moved, what the line holds after it, and the day on which it counts. */
const posting = { movement: movementSchema, balances: balancesSchema, on: day };

export const creditLineNominated = eventType('CreditLineNominated', { en: 'A firm was put forward for a line of credit.', zh: '企业被推荐入白名单。' },
  z.object({
    ...of, bankParty: party, borrowerParty: party, creditCode: z.string(), limit: money, revolving: z.boolean(), expiresOn: day.nullable(), score: z.int().nullable(), reference, by,
    disclosed: z.boolean().meta({ description: 'Whether the programme discloses lines, and so this one to the officers of the borrower’s region.' }),
  }));
export const creditLineApproved = eventType('CreditLineApproved', { en: 'The bank granted a limit; it takes that much of the quota.', zh: '银行批准授信额度并占用额度。' },
  z.object({ ...of, ...posting, limit: money, allocation: z.string().nullable(), expiresOn: day.nullable(), score: z.int().nullable(), reference: reference.optional(), by }));
export const creditLineDeclined = eventType('CreditLineDeclined', { en: 'The bank or the borrower declined; what had been granted is free again.', zh: '银行或企业不同意；已占用的额度退回。' },
  z.object({ ...of, movement: movementSchema.nullable(), balances: balancesSchema, on: day, declinedBy: z.enum(['bank', 'borrower']), reason: reasonSchema, by }));
export const creditLineSigned = eventType('CreditLineSigned', { en: 'The borrower signed the line.', zh: '企业签署授信合同。' }, z.object({ ...of, on: day, limit: money, grade: z.enum(['submitted', 'attested']), source: sourceSchema.nullable(), by }));
export const creditLineActivated = eventType('CreditLineActivated', { en: 'The bank opened the line to draws.', zh: '授信生效，可以用信。' }, z.object({ ...of, ...posting, limit: money, reference: reference.optional(), by }));

export const creditReserved = eventType('CreditReserved', { en: 'An amount was reserved; it is posted or voided, or expires.', zh: '预留额度，待入账、撤销或到期释放。' }, z.object({ ...of, ...posting, reservation: z.string(), expiresAt: z.string(), reference, by }));
const repaidDues = z.array(z.object({ on: day.nullable(), amount: z.string() }));
export const creditPosted = eventType('CreditPosted', { en: 'A reserved amount was drawn.', zh: '预留额度入账，形成用信。' }, z.object({ ...of, ...posting, reservation: z.string(), dueOn: day.nullable(), reference, by }));
export const creditVoided = eventType('CreditVoided', { en: 'A reserved amount, or what was left of it, is free again.', zh: '预留额度（或其余额）撤销。' }, z.object({ ...of, ...posting, reservation: z.string(), by }));
export const reservationExpired = eventType('ReservationExpired', { en: 'A reservation was not posted in time; the amount is free again.', zh: '预留额度到期未入账，自动释放。' }, z.object({ ...of, ...posting, reservation: z.string() }));
export const creditDrawn = eventType('CreditDrawn', { en: 'An amount was drawn.', zh: '用信（提款）。' }, z.object({ ...of, ...posting, dueOn: day.nullable(), reference, by }));
export const creditRepaid = eventType('CreditRepaid', { en: 'An amount was repaid; it settles what was due first.', zh: '还款，先抵最早到期的部分。' }, z.object({ ...of, ...posting, settles: repaidDues, reference, by }));

export const creditLineFrozen = eventType('CreditLineFrozen', { en: 'The line was frozen: nothing is drawn until it is released.', zh: '授信冻结，解冻前不得用信。' }, z.object({ ...of, on: day, reason: reasonSchema, by }));
export const creditLineReleased = eventType('CreditLineReleased', { en: 'The frozen line was released.', zh: '授信解冻。' }, z.object({ ...of, on: day, reason: reasonSchema, by }));
export const creditLineReduced = eventType('CreditLineReduced', { en: 'The limit was reduced; the difference came back to the quota.', zh: '调减授信额度，差额退回。' }, z.object({ ...of, ...posting, limit: money, reason: reasonSchema, by }));
export const limitReturned = eventType('LimitReturned', { en: 'What a line that ends no longer needs came back to the quota.', zh: '授信终结，剩余额度退回。' }, z.object({ ...of, ...posting, limit: money }));
export const creditLineClosed = eventType('CreditLineClosed', { en: 'The line was closed; nothing is outstanding.', zh: '授信终止，无未还余额。' }, z.object({ ...of, on: day, reason: reasonSchema.nullable(), by }));
export const creditLineExpired = eventType('CreditLineExpired', { en: 'The line reached its last day; nothing more is drawn, and what is outstanding is repaid.', zh: '授信到期，不得再用信，未还余额继续偿还。' }, z.object({ ...of, on: day, limit: money }));
export const borrowerScored = eventType('BorrowerScored', { en: 'The bank rated the borrower anew; below what the product asks for, nothing is drawn.', zh: '银行更新企业评分；低于产品要求时不得用信。' }, z.object({ ...of, on: day, score: z.int(), source: z.string().nullable(), by }));

export const statementNoted = eventType('StatementNoted', { en: 'The bank stated how a line stood at a cut-off date.', zh: '银行报送授信在截止日的状况。' },
  z.object({ ...of, from: day.nullable(), cutOff: day, currency: z.string(), limit: z.string().nullable(), outstanding: z.string(), drawn: z.string().nullable(), due: z.string().nullable(), reportedOn: day, by }));
export const discrepancyExplained = eventType('DiscrepancyExplained', { en: 'A difference between a bank’s statement and the record was explained.', zh: '对账差异已说明。' }, z.object({ ...of, discrepancy: z.string(), stated: z.string(), recorded: z.string(), reason: reasonSchema, on: day, by }));

/** All facts of a line, in the order of its life. */
export const lineEvents = [
  creditLineNominated, creditLineApproved, creditLineDeclined, creditLineSigned, creditLineActivated, creditReserved, creditPosted, creditVoided, reservationExpired, creditDrawn, creditRepaid,
  creditLineFrozen, creditLineReleased, creditLineReduced, limitReturned, creditLineClosed, creditLineExpired, borrowerScored, statementNoted, discrepancyExplained,
] as const;
export type LineFact = FactOf<(typeof lineEvents)[number]>;
export type About = Pick<Extract<LineFact, { type: 'CreditDrawn' }>['data'], keyof typeof of>;
