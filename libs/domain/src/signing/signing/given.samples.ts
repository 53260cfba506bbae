import { specOf } from '../../kernel/spec-of.js';
import type { SigningFact } from './signing.events.js';
import { approve, confirm, correct, history, returned, signingAlone, stateAfter, submit, terminate, withdraw } from './signing.samples.js';
import type { Known } from './state.js';

export const given = specOf(signingAlone);

/** The state after a history, where one has begun. */
export const knownAfter = (facts: readonly SigningFact[]): Known => stateAfter(facts) as Known;

/** What the newest fact of a type says. */
export const dataOf = <T extends SigningFact['type']>(type: T, facts: readonly SigningFact[]) =>
  facts.findLast((fact): fact is Extract<SigningFact, { type: T }> => fact.type === type)?.data as Extract<SigningFact, { type: T }>['data'];

export const submitted = history(submit());
export const confirmed = history(submit(), confirm());
export const admitted = history(submit(), confirm(), approve());
export const sentBack = history(submit(), returned());
export const withdrawn = history(submit(), withdraw());
export const corrected = history(submit(), confirm(), approve(), correct());
export const terminated = history(submit(), confirm(), approve(), terminate());
