import type { Kept } from '../../kernel/kept.js';
import { batchEvents, type BatchFact } from './batch.events.js';
import { absentBatch, type Batch, evolveBatch } from './state.js';

export const keptBatch: Kept<Batch, BatchFact> = {
  kind: 'credit-batch',
  prefix: 'credit-batch-',
  handles: batchEvents.map(({ type }) => type),
  initial: absentBatch,
  evolve: evolveBatch,
  isThere: ({ status }) => status !== 'absent',
  bodies: () => [],
  // That there is a batch is no secret; which firms stand in it is told line by line, to whom that concerns.
  audience: (it) => ({ open: it.status !== 'absent', regions: [], accounts: [] }),
  name: (it) => (it.status === 'absent' ? '' : (it.name.zh ?? it.name.en ?? '')),
  tasks: () => [],
};
