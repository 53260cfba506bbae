export { claim, claimEvents, claimRefusals, claimShape } from './claim.js';
export type { Claim, ClaimFact, RecordClaim } from './claim.js';
