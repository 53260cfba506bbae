export { announceShape, creditBatch, openShape } from './batch.js';
export type { BatchCommand, OpenBatch, ReleaseBatch } from './batch.js';
export { batchEvents } from './batch.events.js';
export type { BatchFact } from './batch.events.js';
export { absentBatch, evolveBatch } from './state.js';
export type { Batch, KnownBatch } from './state.js';
export { keptBatch } from './kept.js';
export { refusals, refuse as refuseBatch } from './refusals.js';
