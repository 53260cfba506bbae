import { evidenceSchema } from '@entente/domain/evidence/document';
import { fault } from '@entente/domain/kernel/fault';
import { fromMinor, parseMinor } from '@entente/domain/kernel/money';
import { dateSchema, FUNDS_KINDS, MILESTONES, reasonSchema, regionSchema, responsibleSchema } from '@entente/domain/signing/signing';
import { z } from 'zod';

const milestone = z.enum(MILESTONES);
const perhaps = reasonSchema.nullish().transform((reason) => reason ?? null);
const idSchema = z.guid().transform((id) => id.toLowerCase());

export const planBody = z.strictObject({ milestone, on: dateSchema, responsible: responsibleSchema, reason: perhaps }).meta({ id: 'PlanMilestone' });
export const reportBody = z.strictObject({ milestone, on: dateSchema, evidence: evidenceSchema.default([]), reason: perhaps }).meta({ id: 'ReportMilestone' });
export const verifyMilestoneBody = z.strictObject({ milestone, reason: perhaps }).meta({ id: 'VerifyMilestone' });
export const reverseMilestoneBody = z.strictObject({ milestone, reason: reasonSchema }).meta({ id: 'ReverseMilestone' });

/** A payment is stated to its last digit: what is about something is no payment. */
const paid = z.strictObject({ amount: z.string(), currency: z.string().regex(/^[A-Z]{3}$/) }).superRefine(({ amount, currency }, context) => {
  if ((parseMinor(amount, currency) ?? 0n) > 0n) return;
  fault(context, 'money/malformed', {
    en: `"${amount}" ${currency} is no amount; write a positive decimal string such as "1000000.00", with no more decimals than ${currency} has.`,
    zh: `“${amount}” ${currency} 不是金额；请写正的十进制字符串（如 "1000000.00"），小数位不超过该币种。`,
  }, ['amount']);
}).transform(({ amount, currency }) => {
  const minor = parseMinor(amount, currency);
  // Written in one way, however it was sent.
  return { amount: minor === undefined ? amount : fromMinor(minor, currency), currency };
});

export const receiveBody = z.strictObject({
  receipt: idSchema.optional(),
  host: regionSchema,
  payer: z.strictObject({ name: z.string().trim().min(1).max(400), region: regionSchema.nullish().transform((region) => region ?? null) }),
  on: dateSchema,
  amount: paid,
  kind: z.enum(FUNDS_KINDS),
  evidence: evidenceSchema.default([]),
}).meta({ id: 'ReceiveFunds' });
export const verifyFundsBody = z.strictObject({ receipt: idSchema, reason: perhaps }).meta({ id: 'VerifyFunds' });
export const reverseFundsBody = z.strictObject({ receipt: idSchema, reason: reasonSchema }).meta({ id: 'ReverseFunds' });
