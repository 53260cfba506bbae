export { claim, claimEvents, claimRefusals, claimShape, territorySchema } from './claim.js';
export { differenceOf, type Difference, isReconciled } from './difference.js';
export type { Claim, ClaimCommand, ClaimFact, RecordClaim, RecordClaims } from './claim.js';
