export { signing } from './signing.js';
export type * from './signing.js';
export { signingEvents } from './signing.events.js';
export type { SigningFact } from './signing.events.js';
export { absent, audienceOf, concerns, evolve, inOrder, termsAt } from './state.js';
export type { Known, Signing } from './state.js';
export { refusals } from './refusals.js';
export {
  AMOUNT_KINDS, COMPARATORS, changesSchema, dateSchema, KINDS, LEVELS, reasonSchema, regionSchema, sourceSchema, termsSchema, termsShape,
} from './terms.js';
export type { Changes, Reason, Source, Terms } from './terms.js';
