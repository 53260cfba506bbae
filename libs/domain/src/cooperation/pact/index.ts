export { pact, pactStream } from './pact.js';
export type * from './pact.js';
export { pactEvents } from './pact.events.js';
export type { PactFact } from './pact.events.js';
export { absent, clausesOn, evolve, fulfilmentOf, MAIN, obligationsOf } from './state.js';
export type { Bound, Fulfilment, Known, Motion, Pact, Party, Reading, Signable, Signature, Standing, Supplement } from './state.js';
export { endOf, fulfilledOn, isOverdueOn, lateFrom, owedUnder } from './owing.js';
export type { Owed } from './owing.js';
export { aloneFrom, askedFor, boundOn, holdsOn, partiesOf, type Situation, SITUATIONS, situationOn } from './situation.js';
export { audienceOf, concerns } from './rules.js';
export { turnOf } from './signatures.js';
export { mainText, supplementText } from './text.js';
export { isAskedOn, tasksOf, taskWords } from './tasks.js';
export { called, keptPact } from './kept.js';
export { refusals } from './refusals.js';
export {
  asSchema, changesSchema, consentShapes, jwsSchema, obligationShapes, PACT_KINDS, recordShape, supplementShape, termsSchema, territorySchema, titleSchema,
} from './terms.js';
export type { Changes, Obligation, Stated, Supplementary, Terms, Title } from './terms.js';
