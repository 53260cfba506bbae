import { z } from 'zod';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import { sourceSchema } from '../../signing/signing/index.js';
import { batchLineAdded } from '../line/index.js';

const batch = z.string();
const by = z.object({ principal: z.string(), organisation: z.string() });
const money = z.object({ amount: z.string(), currency: z.string() });

export const creditBatchOpened = eventType('CreditBatchOpened', { en: 'A batch was opened under a credit programme; firms are put forward in it.', zh: '授信方案下开设批次，供推荐企业。' },
  z.object({ batch, programme: z.string(), territory: z.string(), name: z.object({ zh: z.string(), en: z.string() }).partial(), ordinal: z.int().nullable(), source: sourceSchema.nullable(), by }));
export const creditBatchReleased = eventType('CreditBatchReleased', { en: 'All lines of the batch were decided, and it was released with its sums.', zh: '批次内授信均已决定，批次连同合计发布。' },
  z.object({ batch, granted: z.int(), declined: z.int(), lapsed: z.int(), total: money, by }));

export const batchEvents = [creditBatchOpened, batchLineAdded, creditBatchReleased] as const;
export type BatchFact = FactOf<(typeof batchEvents)[number]>;
