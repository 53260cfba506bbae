import { z } from 'zod';
import { eventType, type FactOf } from '../../kernel/event-type.js';
import type { Fact } from '../../kernel/message.js';

export const batchStream = (id: string): string => `credit-batch-${id}`;

/** Stands in the batch's stream: which lines a batch holds is decided where a line is put forward. */
export const batchLineAdded = eventType('BatchLineAdded', { en: 'A firm was put forward in the batch.', zh: '企业列入批次。' },
  z.object({ batch: z.string(), line: z.string(), limit: z.object({ amount: z.string(), currency: z.string() }) }));
export type BatchLineAdded = FactOf<typeof batchLineAdded>;

/** What a line needs to know of its batch: under which programme it is, and that it takes no more lines. */
export type BatchSeen = Readonly<{ programme: string | null; released: boolean }>;
export type BatchFactSeen = BatchLineAdded | Fact<'CreditBatchOpened', { programme: string }> | Fact<'CreditBatchReleased', object>;

export const noBatch: BatchSeen = { programme: null, released: false };

export const evolveSeen = (batch: BatchSeen, fact: BatchFactSeen): BatchSeen => {
  switch (fact.type) {
    case 'CreditBatchOpened': return { ...batch, programme: fact.data.programme };
    case 'CreditBatchReleased': return { ...batch, released: true };
    case 'BatchLineAdded': return batch;
  }
};
