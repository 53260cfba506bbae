export { signing } from './signing.js';
export type * from './signing.js';
export { externalIdEvents, signingEvents } from './signing.events.js';
export type { SigningFact } from './signing.events.js';
export { absent, audienceOf, concerns, evolve, inOrder, termsAt } from './state.js';
export type { ExternalId, Known, Signing, Unconfirmed } from './state.js';
export { MILESTONES, responsibleSchema } from './stages.js';
export type { MilestoneName } from './stages.js';
export { FUNDS_KINDS, fundsOf } from './receipts.js';
export type { Comparison, Funds, Receipt } from './receipts.js';
export { standingOn, tasksOf } from './tasks.js';
export { taskWords } from './task-words.js';
export { externalIdStream } from './desk.js';
export { refusals } from './refusals.js';
export {
  AMOUNT_KINDS, COMPARATORS, changesSchema, dateSchema, externalIdSchema, KINDS, LEVELS, reasonSchema, regionSchema, sourceSchema, termsSchema, termsShape,
} from './terms.js';
export type { Changes, Reason, Source, Terms } from './terms.js';
