export { claim, claimEvents, claimRefusals, claimShape, territorySchema } from './claim.js';
export type { Claim, ClaimFact, RecordClaim } from './claim.js';
