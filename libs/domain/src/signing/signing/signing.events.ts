import { z } from 'zod';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import { reasonSchema, sourceSchema } from './terms.js';

const region = z.string();
const date = z.string();
const fields = z.array(z.string());

/** The terms as they stand in the log: whole, with null where the source states nothing. */
const terms = z.object({
  project: z.string(),
  kind: z.enum(['headquarters', 'project', 'platform', 'cooperation']),
  level: z.enum(['intent', 'framework', 'contract', 'unspecified']),
  hosts: z.array(z.object({ region, share: z.string() })),
  counterpart: z.object({ region }).nullable(),
  investors: z.array(z.object({ name: z.string(), creditCode: z.string().nullable(), region: region.nullable(), organisation: z.string().optional(), creditCodeEvidence: sourceSchema.optional() })),
  amount: z.object({
    amount: z.string(), currency: z.string(), op: z.enum(['=', '~', '<~', '>', '>=', '<', '<=']),
    kind: z.enum(['total-investment', 'contract-value', 'agreed-investment', 'fund-size', 'unspecified']), text: z.string().nullable(),
  }).nullable(),
  edition: z.string().nullable(),
  track: z.string().nullable(),
  signedOn: date,
});

const party = z.object({ principal: z.string(), organisation: z.string() });
const asked = z.array(z.object({ region, as: z.enum(['host', 'counterpart']) }));
const act = z.enum(['correct', 'amend']);

export const signingSubmitted = eventType('SigningSubmitted', { en: 'A region submitted a signing, or an association entered one from a document.', zh: '地区申报了一项签约，或协会依文件录入。' },
  z.object({ terms, grade: z.enum(['submitted', 'attested']), source: sourceSchema.nullable(), owner: region, scope: region, submitter: party, asked }));

export const signingReturned = eventType('SigningReturned', { en: 'A reviewer returned the submission with a reason.', zh: '审核方退回了申报并说明理由。' },
  z.object({ reason: reasonSchema, fields, by: party }));

export const signingResubmitted = eventType('SigningResubmitted', { en: 'The submitter sent the returned submission again.', zh: '申报单位重新提交。' },
  z.object({ terms, changed: fields, reason: reasonSchema, asked, voided: z.array(region) }));

export const signingConfirmed = eventType('SigningConfirmed', { en: 'A region that was asked confirmed what it saw.', zh: '相关地区确认。' },
  z.object({ regions: z.array(region), version: z.number().int(), note: z.string().nullable(), by: party, of: z.enum(['submission', 'change']) }));

export const signingAdmitted = eventType('SigningAdmitted', { en: 'The association admitted the signing to the record.', zh: '协会办理入库。' },
  z.object({ terms, grade: z.enum(['submitted', 'attested']), owner: region, note: z.string().nullable(), by: party }));

export const signingWithdrawn = eventType('SigningWithdrawn', { en: 'The submitter took the submission back before admission.', zh: '申报单位在入库前撤回。' },
  z.object({ reason: reasonSchema }));

export const signingChangeProposed = eventType('SigningChangeProposed', { en: 'The submitter asked for a correction or an amendment of an admitted signing.', zh: '申报单位提出更正或变更。' },
  z.object({ act, changes: terms.partial(), changed: fields, effectiveOn: date.nullable(), reason: reasonSchema, asked, proposer: party }));

export const signingChangeReturned = eventType('SigningChangeReturned', { en: 'A reviewer returned the proposed change; what stood before stands.', zh: '审核方退回所提变更，原记录不变。' },
  z.object({ act, reason: reasonSchema, fields, by: party }));

export const signingCorrected = eventType('SigningCorrected', { en: 'It was never so: the record is corrected at the original date.', zh: '更正：自始有误，按原日期更正。' },
  z.object({ changes: terms.partial(), terms, changed: fields, reason: reasonSchema, note: z.string().nullable(), by: party }));

export const signingAmended = eventType('SigningAmended', { en: 'The world changed: the difference counts from the amendment’s date.', zh: '变更：差额自变更日起计。' },
  z.object({ changes: terms.partial(), terms, changed: fields, effectiveOn: date, reason: reasonSchema, note: z.string().nullable(), by: party }));

export const signingTerminated = eventType('SigningTerminated', { en: 'The signing ended; what was counted before stands.', zh: '终止：此前计入的不变。' },
  z.object({ on: date, reason: reasonSchema, by: party }));

/** All facts of a signing, in the order of its life. */
export const signingEvents = [
  signingSubmitted, signingReturned, signingResubmitted, signingConfirmed, signingAdmitted, signingWithdrawn,
  signingChangeProposed, signingChangeReturned, signingCorrected, signingAmended, signingTerminated,
] as const;

export type SigningFact = FactOf<(typeof signingEvents)[number]>;
