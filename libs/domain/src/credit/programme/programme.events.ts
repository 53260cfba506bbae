import { z } from 'zod';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import { reasonSchema, sourceSchema } from '../../signing/signing/index.js';
import { movementSchema } from '../ledger/index.js';
import { DISCLOSURES, MODES } from './terms.js';

const programme = z.string();
const by = z.object({ principal: z.string(), organisation: z.string() });
const party = z.object({ organisation: z.string(), name: z.string(), region: z.string().nullable(), account: z.string().nullable() });
const money = z.object({ amount: z.string(), currency: z.string() });
const name = z.object({ zh: z.string(), en: z.string() }).partial();
const movement = movementSchema.nullable();

export const creditProgrammeProposed = eventType('CreditProgrammeProposed', { en: 'A credit programme was drawn up; it is open once a second person approves it.', zh: '拟定授信方案，经另一人复核后启用。' },
  z.object({
    programme, name, issuer: party, bank: party, territory: z.string(), quota: money.nullable(), currency: z.string(), mode: z.enum(MODES), disclosure: z.enum(DISCLOSURES),
    products: z.array(z.object({
      product: z.string(), name, guarantor: z.string().nullable(), risk: z.array(z.object({ party: z.string(), share: z.string() })),
      eligibility: z.object({ score: z.int().nullable(), tracks: z.array(z.string()), regions: z.array(z.string()), text: z.string().nullable() }),
    })),
    from: z.string().nullable(), to: z.string().nullable(), pact: z.string().nullable(), edition: z.string().nullable(), source: sourceSchema.nullable(), by,
  }));
export const creditProgrammeOpened = eventType('CreditProgrammeOpened', { en: 'A second person approved the programme; it is open.', zh: '授信方案经复核启用。' }, z.object({ programme, by }));
export const creditQuotaProposed = eventType('CreditQuotaProposed', { en: 'Another quota was proposed; it counts once a second person approves it.', zh: '提议变更额度，经另一人复核后生效。' }, z.object({ programme, quota: money, reason: reasonSchema, source: sourceSchema.nullable(), by }));
export const creditQuotaChanged = eventType('CreditQuotaChanged', { en: 'A second person approved another quota.', zh: '额度变更经复核生效。' }, z.object({ programme, quota: money, by }));
export const creditProposalReturned = eventType('CreditProposalReturned', { en: 'What was proposed was returned with a reason, and does not count.', zh: '提议被退回并说明原因，不生效。' }, z.object({ programme, what: z.enum(['programme', 'quota']), reason: reasonSchema, by }));
export const creditProgrammeSuspended = eventType('CreditProgrammeSuspended', { en: 'The programme was suspended: nothing is granted and nothing drawn.', zh: '授信方案暂停：不再授信，不得用信。' }, z.object({ programme, reason: reasonSchema, by }));
export const creditProgrammeResumed = eventType('CreditProgrammeResumed', { en: 'The suspended programme goes on.', zh: '授信方案恢复。' }, z.object({ programme, reason: reasonSchema, by }));
export const creditProgrammeClosed = eventType('CreditProgrammeClosed', { en: 'The programme was closed; nothing is granted under it any more.', zh: '授信方案终止，不再授信。' }, z.object({ programme, reason: reasonSchema, by }));

export const programmeEvents = [
  creditProgrammeProposed, creditProgrammeOpened, creditQuotaProposed, creditQuotaChanged, creditProposalReturned, creditProgrammeSuspended, creditProgrammeResumed, creditProgrammeClosed,
] as const;
export type ProgrammeFact = FactOf<(typeof programmeEvents)[number]>;

export const quotaPlaced = eventType('QuotaPlaced', { en: 'The quota was stated, or raised by an amount.', zh: '额度载明或增加。' }, z.object({ programme, quota: money, movement }));
export const quotaLowered = eventType('QuotaLowered', { en: 'The quota was lowered by an amount; where draws are made here, by one that was free.', zh: '额度调减；在本平台用信的方案，限未占用部分。' }, z.object({ programme, quota: money, movement }));
export const quotaAllocated = eventType('QuotaAllocated', { en: 'Part of the quota was allocated to a region.', zh: '向地区切分额度。' }, z.object({ programme, region: z.string(), movement: movementSchema, by }));
export const allocationReturned = eventType('AllocationReturned', { en: 'An unused part of an allocation came back.', zh: '未用的切分额度收回。' }, z.object({ programme, region: z.string(), movement: movementSchema, by }));
export const allocationSet = eventType('AllocationSet', { en: 'What a region may grant from its allocation is this much.', zh: '某地区切分额度的上限。' }, z.object({ programme, region: z.string(), allocation: money }));
export const quotaGranted = eventType('QuotaGranted', { en: 'Part of a quota or an allocation is taken by a line.', zh: '额度被授信占用。' }, z.object({ programme, region: z.string().nullable(), line: z.string(), amount: z.string(), currency: z.string() }));
export const quotaFreed = eventType('QuotaFreed', { en: 'What a line had taken of a quota or an allocation came back.', zh: '授信占用的额度退回。' }, z.object({ programme, region: z.string().nullable(), line: z.string(), amount: z.string(), currency: z.string() }));

export const quotaEvents = [quotaPlaced, quotaLowered, quotaAllocated, allocationReturned, allocationSet, quotaGranted, quotaFreed] as const;
export type QuotaFact = FactOf<(typeof quotaEvents)[number]>;
