export { audienceOf, declaration, declarationStream, declarationText } from './declaration.js';
export type { DeclarationCommand, EndorseDeclaration, IssueDeclaration, WithdrawEndorsement } from './declaration.js';
export { declarationEvents } from './declaration.events.js';
export type { DeclarationFact } from './declaration.events.js';
export { absent, endorsersOn, evolve, isOpenOn, openOf } from './state.js';
export type { Declaration, Endorsement, Known } from './state.js';
export { keptDeclaration } from './kept.js';
export { refusals } from './refusals.js';
export { endorseShape, issueShape, withdrawShape } from './terms.js';
