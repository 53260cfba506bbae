import { MAIN, type Pact, type PactFact, type Standing } from '@entente/domain/cooperation/pact';
import { dateInShanghai, edtfInterval } from '@entente/domain/kernel/period';
import { deskOf, isMet, type Of } from './desk.js';

/** What must stand right after a fact, because it was written with it, and what it means where it does not. */
type Consequence = Readonly<{ isIt: (next: PactFact) => boolean; missing: string }>;

/** The end that a supplementary agreement gives the pact with its entry into force, if it does. */
export const endFrom = (fact: PactFact | undefined, state: Pact): string | undefined => {
  if (fact?.type !== 'SupplementEnteredIntoForce' || state.status !== 'in-force') return undefined;
  const to = state.supplements[fact.data.supplement]?.to ?? null;
  return to === null ? undefined : edtfInterval(to).to;
};

/** A signature that completes a text brings it into force, and a supplementary agreement in force brings the end that it names. */
export const consequenceOf = (fact: PactFact, state: Pact): Consequence | undefined => {
  if (fact.type === 'PactSigned') return entryAfter(fact, state);
  const end = endFrom(fact, state);
  const isIt = (next: PactFact): boolean => next.type === 'PactRenewed' && next.data.to === end && next.data.how === 'consent';
  return end === undefined ? undefined : { isIt, missing: `The supplementary agreement that is signed says that the pact ends on ${end}, and the facts say otherwise.` };
};

const entryAfter = ({ data: { document, at } }: Of<'PactSigned'>, state: Pact): Consequence | undefined => {
  const desk = deskOf(state, document, dateInShanghai(at));
  if (!desk || !isMet(desk.groups, desk.signable)) return undefined;
  if (document === MAIN) {
    const isIt = (next: PactFact): boolean => next.type === 'PactEnteredIntoForce';
    return state.status === 'frozen' ? { isIt, missing: 'As many had signed as the text wants, and it is not told that the pact came into force.' } : undefined;
  }
  const isOpen = state.status === 'in-force' && state.supplements[document]?.status === 'signing';
  const isIt = (next: PactFact): boolean => next.type === 'SupplementEnteredIntoForce' && next.data.supplement === document;
  return isOpen ? { isIt, missing: `All had signed supplementary agreement ${document}, and it is not told that it came into force.` } : undefined;
};

const CONSENTED = { PactSuspended: 'suspend', PactResumed: 'resume', PactRenewed: 'renew', PactTerminated: 'terminate', PartyWithdrew: 'withdraw' } as const;

/** Whether the text, or a supplementary agreement in force, has such a clause; which of them held on the day is the word of the node. */
const isPermitted = ({ terms, supplements }: Standing, clause: string | null, act: string): boolean => {
  const changed = Object.values(supplements).flatMap(({ status, clauses }) => (status === 'in-force' ? clauses : []));
  return [...(terms?.clauses ?? []), ...changed].some((each) => each.clause === clause && each.permits?.act === act);
};

/** What no key signed: by agreement, where it was agreed to; and never from a document, because the pact was signed here. */
export const agreementFaults = (fact: PactFact, before: PactFact | undefined, state: Pact): readonly string[] => {
  if (!(fact.type in CONSENTED) || state.status !== 'in-force') return [];
  // Where somebody leaves and one alone stays, the pact ends with it.
  if (fact.type === 'PactTerminated' && before?.type === 'PartyWithdrew' && state.bound.filter(({ until }) => until === null).length < 2) return [];
  const { type, data } = fact as Of<keyof typeof CONSENTED>;
  if (data.how === 'attested') return [`${type} is said to be known from a document, and the pact was signed here.`];
  const on = type === 'PactSuspended' ? data.from : type === 'PactRenewed' ? data.to : data.on;
  const leaving = type === 'PartyWithdrew' ? data.organisation : null;
  if (data.how === 'clause') return isPermitted(state, data.clause, CONSENTED[type]) ? [] : [`${type} of ${on} is said to be permitted by clause ${data.clause}, which permits no such thing.`];
  const isAgreed = state.motions.some((each) => each.act === CONSENTED[type] && each.on === on && each.leaving === leaving);
  return isAgreed ? [] : [`${type} of ${on} is said to be agreed, and nobody agreed to it.`];
};
