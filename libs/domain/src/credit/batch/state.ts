import type { BatchFact } from './batch.events.js';

type Opened = Extract<BatchFact, { type: 'CreditBatchOpened' }>['data'];

export type KnownBatch = Readonly<{ status: 'open' | 'released'; id: string; lines: readonly string[]; released: Omit<Extract<BatchFact, { type: 'CreditBatchReleased' }>['data'], 'batch' | 'by'> | null }>
  & Omit<Opened, 'batch' | 'by'>;
export type Batch = Readonly<{ status: 'absent' }> | KnownBatch;

export const absentBatch: Batch = { status: 'absent' };

export const evolveBatch = (state: Batch, fact: BatchFact): Batch => {
  if (fact.type === 'CreditBatchOpened') {
    const { batch: id, by: _, ...opened } = fact.data;
    return { status: 'open', id, ...opened, lines: [], released: null };
  }
  if (state.status === 'absent') return state;
  if (fact.type === 'BatchLineAdded') return { ...state, lines: [...state.lines, fact.data.line] };
  const { granted, declined, lapsed, total } = fact.data;
  return { ...state, status: 'released', released: { granted, declined, lapsed, total } };
};
