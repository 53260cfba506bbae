export { absentConsent, consentEvents, consentShape, consentStream, creditConsent, evolveConsent, holdsOn, keptConsent, refusals, SCOPES, withdrawShape } from './consent.js';
export type { Consent, ConsentCommand, ConsentFact, GiveConsent, KnownConsent, WithdrawConsent } from './consent.js';
