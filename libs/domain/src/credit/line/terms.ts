import { z } from 'zod';
import { fault } from '../../kernel/fault.js';
import { isInstant } from '../../kernel/period.js';
import { reasonSchema, regionSchema, sourceSchema, termsShape } from '../../signing/signing/index.js';
import { moneySchema } from '../ledger/index.js';
import { daySchema, pastDaySchema } from '../programme/index.js';

const uuid = z.guid().transform((id) => id.toLowerCase());
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const reference = orNull(z.string().trim().min(1).max(100));
const score = z.int().min(0).max(1_000);

/** Who is put forward (推荐入白名单), for which limit. A body is named by its id or by its credit code. */
export const nominateShape = {
  programme: uuid, batch: orNull(uuid), borrower: orNull(uuid), creditCode: orNull(z.string().trim().toUpperCase().max(18)), limit: moneySchema, product: orNull(z.string().max(60)),
  revolving: z.boolean().default(true), expiresOn: orNull(daySchema), track: termsShape.track, score: orNull(score), reference,
};

/**
 * The bank's yes: with the limit that it grants, where that is another, and from which allocation; left out, the API finds it. `on` is
 * for lines that the bank mirrors, which it may have granted before; its own number may be given now too.
 */
export const approveShape = { limit: orNull(moneySchema), allocation: regionSchema.nullable().optional(), expiresOn: orNull(daySchema), score: orNull(score), on: orNull(pastDaySchema), reference };
/** The borrower's yes; with a source, as a document states. */
export const signShape = { on: orNull(pastDaySchema), source: orNull(sourceSchema) };
export const activateShape = { on: orNull(pastDaySchema), reference };
export const declineShape = { reason: reasonSchema };

const instant = z.string().superRefine((text, context) => {
  if (!isInstant(text)) fault(context, 'credit/instant-malformed', { en: `"${text}" is no instant; write 2024-06-30T18:00:00+08:00.`, zh: `“${text}”不是时刻；请写 2024-06-30T18:00:00+08:00。` });
});

/** Until when it is reserved: where nothing is said, for a day. */
export const reserveShape = { amount: moneySchema, expiresAt: orNull(instant), reference };
/** All that was reserved, or less; the rest is free again. */
export const postShape = { reservation: uuid, amount: orNull(moneySchema), dueOn: orNull(daySchema), reference };
export const voidShape = { reservation: uuid };
/** `on` is for what a bank tells afterwards; what is made here is made today. */
export const drawShape = { amount: moneySchema, dueOn: orNull(daySchema), on: orNull(pastDaySchema), reference };
export const repayShape = { amount: moneySchema, on: orNull(pastDaySchema), reference };
export const reasonShape = { reason: reasonSchema };
export const reduceShape = { limit: moneySchema, reason: reasonSchema };
/** How the bank rates the borrower now; more is better. */
export const scoreShape = { score, source: orNull(z.string().trim().min(1).max(400)) };
/** Why a difference between what the bank stated or told and the record stands as it does. */
export const explainShape = { discrepancy: z.string().trim().min(1).max(60), reason: reasonSchema };

type Out<Shape extends z.ZodRawShape> = Readonly<z.infer<z.ZodObject<Shape>>>;
export type Nominated = Out<typeof nominateShape>;
export type Approved = Out<typeof approveShape>;
export type Activated = Out<typeof activateShape>;
export type Signed = Out<typeof signShape>;
export type Reserved = Out<typeof reserveShape>;
export type Posted = Out<typeof postShape>;
export type Drawn = Out<typeof drawShape>;
export type Repaid = Out<typeof repayShape>;
export type Reduced = Out<typeof reduceShape>;
export type Scored = Out<typeof scoreShape>;
export type Explained = Out<typeof explainShape>;
