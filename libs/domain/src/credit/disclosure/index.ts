export { defaultPolicy } from './policy.js';
export type { Policy, Reason } from './policy.js';
export { release } from './release.js';
export type { Figure, Released } from './release.js';
export type { Cell, Contribution } from './vintages.js';
