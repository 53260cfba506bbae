import { dateInShanghai } from '../../kernel/period.js';
import { askedOf, changedFields, touchedBy } from './confirmations.js';
import { referencesMustHold } from './references.js';
import { refuse } from './refusals.js';
import { known, mustBeSubmitter, mustHaveCome, partyOf } from './rules.js';
import type { SigningFact } from './signing.events.js';
import type { ResubmitSigning, SubmitSigning, WithdrawSigning } from './signing.js';
import type { Signing } from './state.js';
import type { Terms } from './terms.js';

/**
 * A region submits what it hosts; an association enters what a document states, for which nobody is asked to
 * confirm, because nobody's word is given for a body that did not give it.
 */
export const submit = (command: SubmitSigning, state: Signing): readonly SigningFact[] => {
  if (state.status !== 'absent') throw refuse('signing/exists', '/id');
  const { actor, directory, data: { terms, source } } = command;
  // Whose region it was on the day, or is now: what has moved away is submitted by where it lies.
  const mine = terms.hosts.filter(({ region }) => [terms.signedOn, dateInShanghai(command.at)].some((day) => directory.withinOn(region, actor.region, day)));
  if (mine.length === 0) throw refuse('signing/host-not-yours', '/hosts');
  if (actor.role === 'administrator' && !source) throw refuse('signing/source-required', '/source');
  if (actor.role !== 'administrator' && source) throw refuse('signing/attest-not-yours', '/source');
  termsMustHold(terms);
  mustHaveCome(terms.signedOn, command, '/signedOn');
  referencesMustHold(terms, { date: terms.signedOn, directory });
  return [{
    type: 'SigningSubmitted',
    effectiveOn: terms.signedOn,
    data: {
      terms,
      source,
      grade: source ? 'attested' : 'submitted',
      owner: (mine[0] as { region: string }).region,
      scope: actor.region,
      submitter: partyOf(actor),
      asked: source ? [] : [...askedOf(terms, actor.region, directory)],
    },
  }];
};

export const termsMustHold = (terms: Terms): void => {
  if (terms.counterpart && terms.hosts.some(({ region }) => region === terms.counterpart?.region)) {
    throw refuse('signing/counterpart-is-host', '/counterpart');
  }
};

/** Sends a returned submission again. Confirmations of fields that have changed are void. */
export const resubmit = (command: ResubmitSigning, state: Signing): readonly SigningFact[] => {
  const { actor, data, directory } = command;
  const it = known(state, command);
  mustBeSubmitter(it, actor);
  if (it.status === 'submitted') throw refuse('signing/not-returned');
  if (it.status !== 'returned') throw refuse(it.status === 'admitted' ? 'signing/admitted' : `signing/${it.status}`);
  const terms: Terms = { ...it.terms, ...data.changes };
  if (!terms.hosts.some(({ region }) => directory.within(region, actor.region))) throw refuse('signing/host-not-yours', '/changes/hosts');
  termsMustHold(terms);
  mustHaveCome(terms.signedOn, command, '/changes/signedOn');
  referencesMustHold(data.changes.signedOn === undefined ? data.changes : terms, { date: terms.signedOn, directory, within: '/changes', before: it.terms.investors });
  const changed = changedFields(it.terms, terms);
  const asked = it.grade === 'attested' ? [] : askedOf(terms, it.scope, directory);
  const touched = touchedBy(asked, changed).map(({ region }) => region);
  const voided = it.confirmed.filter((region) => touched.includes(region) || !asked.some((each) => each.region === region));
  return [{
    type: 'SigningResubmitted',
    effectiveOn: terms.signedOn,
    data: { terms, changed: [...changed], reason: data.reason, asked: [...asked], voided },
  }];
};

/** Takes a submission back, before admission only. */
export const withdraw = (command: WithdrawSigning, state: Signing): readonly SigningFact[] => {
  const { actor, at, data } = command;
  const it = known(state, command);
  mustBeSubmitter(it, actor);
  if (it.status === 'withdrawn') return [];
  if (it.status === 'admitted' || it.status === 'terminated') throw refuse(`signing/${it.status}`);
  return [{ type: 'SigningWithdrawn', effectiveOn: dateInShanghai(at), data: { reason: data.reason } }];
};
