import { mustHold } from '../../kernel/refusal.js';
import { personOf } from '../../kernel/party.js';
import { edtfInterval } from '../../kernel/period.js';
import type { PactFact } from './pact.events.js';
import type { AmendPact } from './pact.js';
import { refuse } from './refusals.js';
import { boundFor, dayOf, known, mustStand, preceding } from './rules.js';
import { clausesOn, obligationsOf, type Pact, type Standing, type Supplement } from './state.js';
import { supplementText } from './text.js';

/** What is wrong with what a supplementary agreement changes. */
const unsound = (it: Standing, bound: readonly string[], { data }: AmendPact, day: string): void => {
  const { clauses, obligations, to, effectiveOn } = data;
  // What it takes away stands on the day on which it takes effect, whatever becomes of it later.
  const stands = clausesOn(it, effectiveOn === null ? day : edtfInterval(effectiveOn).from);
  // What another supplementary agreement that is being signed would add is taken too: both may come into force.
  const besides = Object.values(it.supplements).filter(({ id, status }) => id !== data.supplement && status === 'signing').flatMap((each) => each.obligations);
  const taken = [...obligationsOf(it), ...besides].map(({ obligation }) => obligation);
  const reads = (clause: string): boolean => {
    const changed = clauses.find((each) => each.clause === clause);
    return changed ? changed.text !== null : stands.some((each) => each.clause === clause);
  };
  mustHold([
    ...(clauses.length + obligations.length === 0 && to === null ? [refuse('pact/changes-nothing')] : []),
    ...clauses.flatMap(({ clause, text, permits }, n) => [
      ...(clauses.findIndex((each) => each.clause === clause) < n ? [refuse('pact/clause-twice', `/clauses/${n}/clause`)] : []),
      ...(text === null && !stands.some((each) => each.clause === clause) ? [refuse('pact/clause-unknown', `/clauses/${n}/clause`)] : []),
      ...(permits?.by ?? []).flatMap((each, m) => (bound.includes(each) ? [] : [refuse('pact/permits-not-bound', `/clauses/${n}/permits/by/${m}`)])),
    ]),
    ...obligations.flatMap(({ obligation, clause, owner }, n) => [
      ...(clause === null || reads(clause) ? [] : [refuse('pact/clause-unknown', `/obligations/${n}/clause`)]),
      ...(bound.includes(owner) ? [] : [refuse('pact/owner-not-bound', `/obligations/${n}/owner`)]),
      ...(taken.includes(obligation) || obligations.findIndex((each) => each.obligation === obligation) < n ? [refuse('pact/obligation-exists', `/obligations/${n}/obligation`)] : []),
    ]),
    ...(effectiveOn === null ? [] : preceding(effectiveOn, it.from, '/effectiveOn')),
    ...(to === null ? [] : preceding(to, day, '/to')),
    ...(to !== null && [it.from, effectiveOn].some((from) => from !== null && edtfInterval(to).to < edtfInterval(from).from) ? [refuse('pact/dates-reversed', '/to')] : []),
  ]);
};

const isSame = (before: Supplement, { text }: AmendPact['data']): boolean => before.text === text;

/**
 * A supplementary agreement (补充协议): it names the clauses that it changes and is signed by all who are bound. The main
 * text and its signatures stand. Until it is in force it may be put forward in other words, which voids what was signed of it.
 */
export const amend = (command: AmendPact, state: Pact): readonly PactFact[] => {
  const it = mustStand(known(state, command), command);
  if (!it.main) throw refuse('pact/attested');
  const { id: pact, as, supplement, title, clauses, obligations, to, effectiveOn, reason, text, sha256 } = command.data;
  const { own, all } = boundFor(it, as, command);
  const before = it.supplements[supplement];
  if (before && before.status !== 'failed' && isSame(before, command.data)) return [];
  if (before && before.status !== 'signing') throw refuse('pact/supplement-exists', '/supplement');
  unsound(it, all.map(({ organisation }) => organisation), command, dayOf(command));
  if (text !== supplementText(it, command.data)) throw refuse('pact/moved-meanwhile');
  return [{
    type: 'SupplementProposed', effectiveOn: dayOf(command),
    data: {
      pact, supplement, title, clauses, obligations, to, from: effectiveOn, text, sha256, voided: before?.signatures.map(({ organisation }) => organisation) ?? [],
      reason, party: own.organisation, by: personOf(command.actor),
    },
  }];
};
