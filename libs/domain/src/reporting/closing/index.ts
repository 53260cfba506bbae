export { closeShape, closing, CLOSINGS, closingEvents, isMonth, monthSchema, refusals, reopenShape } from './closing.js';
export type { ClosePeriod, Closing, ClosingFact, Closings, ReopenPeriod } from './closing.js';
