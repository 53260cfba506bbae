import { z } from 'zod';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import { FUNDS_KINDS } from './receipts.js';
import { MILESTONES } from './stages.js';
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
  /** What was signed before there were pacts says nothing of them. */
  pact: z.string().nullable().optional(),
  signedOn: date,
});

const party = z.object({ principal: z.string(), organisation: z.string() });
const asked = z.array(z.object({ region, as: z.enum(['host', 'counterpart']) }));
const act = z.enum(['correct', 'amend', 'upgrade']);
/** Until when those who are asked are to confirm; by which calendar the working days were counted. */
const due = z.object({ at: z.string(), calendar: z.enum(['published', 'weekdays']) }).nullable();
/** The regions without whose confirmation it takes effect. */
const waived = z.array(region).optional();
const externalId = z.object({ organisation: z.string(), scheme: z.string(), id: z.string() });
const evidence = z.array(z.object({ document: z.string(), sha256: z.string() }));
const milestone = z.enum(MILESTONES);
const money = z.object({ amount: z.string(), currency: z.string() });

export const signingSubmitted = eventType('SigningSubmitted', { en: 'A region submitted a signing, or an association entered one from a document.', zh: '地区申报了一项签约，或协会依文件录入。' },
  z.object({ terms, grade: z.enum(['submitted', 'attested']), source: sourceSchema.nullable(), owner: region, scope: region, submitter: party, asked, due: due.optional(), number: z.string().nullable().optional(), externalIds: z.array(externalId).optional() }));

export const signingReturned = eventType('SigningReturned', { en: 'A reviewer returned the submission with a reason.', zh: '审核方退回了申报并说明理由。' },
  z.object({ reason: reasonSchema, fields, by: party }));

export const signingResubmitted = eventType('SigningResubmitted', { en: 'The submitter sent the returned submission again.', zh: '申报单位重新提交。' },
  z.object({ terms, changed: fields, reason: reasonSchema, asked, voided: z.array(region), due: due.optional() }));

export const signingConfirmed = eventType('SigningConfirmed', { en: 'A region that was asked confirmed what it saw.', zh: '相关地区确认。' },
  z.object({ regions: z.array(region), version: z.number().int(), note: z.string().nullable(), by: party, of: z.enum(['submission', 'change', 'late']) }));

export const signingAdmitted = eventType('SigningAdmitted', { en: 'The association admitted the signing to the record.', zh: '协会办理入库。' },
  z.object({ terms, grade: z.enum(['submitted', 'attested']), owner: region, note: z.string().nullable(), by: party, waived }));

export const signingWithdrawn = eventType('SigningWithdrawn', { en: 'The submitter took the submission back before admission.', zh: '申报单位在入库前撤回。' },
  z.object({ reason: reasonSchema }));

export const signingChangeProposed = eventType('SigningChangeProposed', { en: 'The submitter asked for a correction or an amendment of an admitted signing.', zh: '申报单位提出更正或变更。' },
  z.object({ act, changes: terms.partial(), changed: fields, effectiveOn: date.nullable(), reason: reasonSchema, asked, proposer: party, due: due.optional() }));

export const signingChangeReturned = eventType('SigningChangeReturned', { en: 'A reviewer returned the proposed change; what stood before stands.', zh: '审核方退回所提变更，原记录不变。' },
  z.object({ act, reason: reasonSchema, fields, by: party }));

export const signingCorrected = eventType('SigningCorrected', { en: 'It was never so: the record is corrected at the original date.', zh: '更正：自始有误，按原日期更正。' },
  z.object({ changes: terms.partial(), terms, changed: fields, reason: reasonSchema, note: z.string().nullable(), by: party, waived }));

export const signingAmended = eventType('SigningAmended', { en: 'The world changed: the difference counts from the amendment’s date.', zh: '变更：差额自变更日起计。' },
  z.object({ changes: terms.partial(), terms, changed: fields, effectiveOn: date, reason: reasonSchema, note: z.string().nullable(), by: party, waived }));

export const signingTerminated = eventType('SigningTerminated', { en: 'The signing ended; what was counted before stands.', zh: '终止：此前计入的不变。' },
  z.object({ on: date, reason: reasonSchema, by: party }));

export const signingUpgraded = eventType('SigningUpgraded', { en: 'The same project was signed at a higher level: an intent became a framework or a contract.', zh: '升格：同一项目由意向升为框架或合同。' },
  z.object({ changes: terms.partial(), terms, changed: fields, from: terms.shape.level, to: terms.shape.level, effectiveOn: date, reason: reasonSchema, note: z.string().nullable(), by: party, waived }));

export const signingAnnulled = eventType('SigningAnnulled', { en: 'The association took it out of the record, at its original date.', zh: '撤销入库：自原日期起不再计入。' },
  z.object({ reason: reasonSchema, by: party }));

export const signingReminded = eventType('SigningReminded', { en: 'Regions that had not confirmed were reminded.', zh: '催办：提醒尚未确认的地区。' },
  z.object({ regions: z.array(region), of: z.enum(['submission', 'change']), due, at: z.string(), note: z.string().nullable(), by: party }));

export const signingObjected = eventType('SigningObjected', { en: 'A region without whose confirmation it was admitted objects.', zh: '未经确认即入库的地区提出异议。' },
  z.object({ regions: z.array(region), reason: reasonSchema, by: party }));

export const signingIdentified = eventType('SigningIdentified', { en: 'An organisation stated the numbers that its own system knows it by.', zh: '机构填报其自有系统中的编号。' },
  z.object({ externalIds: z.array(externalId), by: party }));

export const milestonePlanned = eventType('MilestonePlanned', { en: 'A host said when a milestone is to be reached, and who answers for it.', zh: '落户地确定节点的计划日期与责任单位。' },
  z.object({ milestone, on: date, was: date.nullable(), responsible: z.object({ name: z.string(), organisation: z.string().nullable() }), reason: reasonSchema.nullable(), by: party }));

export const milestoneReported = eventType('MilestoneReported', { en: 'A host reported that a milestone was reached, with evidence.', zh: '落户地报告节点已达成，并附佐证。' },
  z.object({ milestone, on: date, evidence, skipped: z.array(milestone), reason: reasonSchema.nullable(), by: party }));

export const milestoneVerified = eventType('MilestoneVerified', { en: 'Someone else verified the milestone: it counts.', zh: '节点经他人核实，予以计入。' },
  z.object({ milestone, on: date, evidence, reason: reasonSchema.nullable(), by: party }));

export const milestoneReversed = eventType('MilestoneReversed', { en: 'The milestone was not reached after all: it no longer counts, at its date.', zh: '节点核销：自原日期起不再计入。' },
  z.object({ milestone, on: date, reason: reasonSchema, by: party }));

const receipt = { receipt: z.string(), host: region, payer: z.object({ name: z.string(), region: region.nullable() }), on: date, amount: money, kind: z.enum(FUNDS_KINDS), evidence };

export const fundsReceived = eventType('FundsReceived', { en: 'A host reported funds in place, with evidence.', zh: '落户地报告到位资金，并附佐证。' },
  z.object({ ...receipt, by: party }));

export const fundsVerified = eventType('FundsVerified', { en: 'Someone else verified the funds: they count.', zh: '到位资金经他人核实，予以计入。' },
  z.object({ ...receipt, reason: reasonSchema.nullable(), by: party }));

export const fundsReversed = eventType('FundsReversed', { en: 'The funds did not come in as reported: they no longer count, at their date.', zh: '到位资金冲销：自原日期起不再计入。' },
  z.object({ ...receipt, reason: reasonSchema, by: party }));

/** All facts of a signing, in the order of its life. */
export const signingEvents = [
  signingSubmitted, signingReturned, signingResubmitted, signingConfirmed, signingReminded, signingAdmitted, signingObjected, signingWithdrawn, signingIdentified,
  signingChangeProposed, signingChangeReturned, signingCorrected, signingAmended, signingUpgraded,
  milestonePlanned, milestoneReported, milestoneVerified, milestoneReversed, fundsReceived, fundsVerified, fundsReversed,
  signingTerminated, signingAnnulled,
] as const;

export type SigningFact = FactOf<(typeof signingEvents)[number]>;

export const externalIdReserved = eventType('ExternalIdReserved', { en: 'A number of an organisation’s own system belongs to this signing and to no other of that organisation.', zh: '该机构的自有编号归属本项签约。' },
  z.object({ signing: z.string(), ...externalId.shape }));

export const externalIdReleased = eventType('ExternalIdReleased', { en: 'The number is free again: the signing was withdrawn or annulled.', zh: '签约已撤回或撤销，该编号可再用。' },
  z.object({ signing: z.string(), ...externalId.shape }));

/** Facts of the streams that hold a number of an organisation’s own system for one signing. */
export const externalIdEvents = [externalIdReserved, externalIdReleased] as const;
export type ExternalIdFact = FactOf<(typeof externalIdEvents)[number]>;
