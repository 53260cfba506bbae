export { auditing, auditOf } from './audit.js';
export { amountShape, checkAmount, isLess, isNothing, minorOf, minus, moneySchema, nothing, plus, sumSchema, written } from './money.js';
export { ACCOUNTS, balancesSchema, moved, movementSchema, nothingHeld } from './movement.js';
export type { Account, Balances, Movement } from './movement.js';
