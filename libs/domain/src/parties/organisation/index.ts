export { organisation } from './organisation.js';
export type * from './organisation.js';
export { organisationEvents } from './organisation.events.js';
export type { OrganisationFact } from './organisation.events.js';
export { evolveOne, holdsOn, nameOf, namesAt } from './state.js';
export type { Alias, Authority, Key, Name, Organisation, Organisations, Parent, Warning } from './state.js';
export { matchOf, wordingsOf } from './naming.js';
export type { Match } from './naming.js';
export { isAssociationOver, mayAct } from './rules.js';
export { heldBy } from './release.js';
export { refusals } from './refusals.js';
export { isEndorsed, isGrantSound } from './trust.js';
export { blamedBy, bodyAs, bodyOf, invalid, standing, verdicts } from './standing.js';
export type { Asking, Verdict } from './standing.js';
export {
  accountSchema, affiliateShape, aliasShape, authorityShape, classifyShape, identifyShape, keySchema, momentSchema, ORGANISATION_TYPES, plainCode, PURPOSES, registerShape,
  RELEASABLE, renameShape, signatureSchema, thumbprintSchema,
} from './terms.js';
export type { Jwk, Purpose } from './terms.js';
