export { creditLine, isOfLine, lineStream } from './line.js';
export type { LineCommand, TableFact } from './line.js';
export type * from './line.js';
export { lineEvents, statementNoted } from './line.events.js';
export type { About, LineFact } from './line.events.js';
export { absentLine, evolveLine } from './state.js';
export { evolveLines, lineAmong, noLines } from './many.js';
export type { Lines } from './many.js';
export type { DueAmount, KnownLine, Line, Reservation } from './state.js';
export { discrepanciesOf, DISCREPANCIES } from './differences.js';
export type { Discrepancy } from './differences.js';
export { drawnBeside, emptyMirror, mirrored, movedBetween, outstandingOn, overdueOn, statementsIn } from './mirror.js';
export type { Mirror } from './mirror.js';
export { concerns, fact, isBankOf, isBorrowerOf, isPast, seesTotalsOnly } from './rules.js';
export { withoutExpired } from './movements.js';
export { refusals, refuse as refuseLine, tellsAmount } from './refusals.js';
export {
  activateShape, approveShape, declineShape, drawShape, explainShape, nominateShape, postShape, reasonShape, reduceShape, repayShape, reserveShape, scoreShape, signShape, voidShape,
} from './terms.js';
export { batchLineAdded, batchStream } from './in-batch.js';
export type { BatchLineAdded } from './in-batch.js';
