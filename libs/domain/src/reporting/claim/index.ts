export { claim, claimEvents, claimRefusals, claimShape, territorySchema } from './claim.js';
export { differenceOf, type Difference } from './difference.js';
export type { Claim, ClaimFact, RecordClaim } from './claim.js';
