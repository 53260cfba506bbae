export { creditStatement, statementEvents, statementShape, statementStream } from './statement.js';
export type { Found, ReportStatement, StatementFact } from './statement.js';
