export { creditStatement, explainDifferenceShape, statementShape, statementStream } from './statement.js';
export type { ExplainDifference, Found, ReportStatement } from './statement.js';
export { statementEvents } from './statement.events.js';
export type { StatementFact } from './statement.events.js';
export { evolveOpen, noEntries } from './open.js';
export type { OpenEntries, OpenEntry } from './open.js';
