import { dateInShanghai } from '../../kernel/period.js';
import { mustHold } from '../../kernel/refusal.js';
import { askedOf, changedFields, touchedBy } from './confirmations.js';
import type { Desk, DeskFact } from './desk.js';
import { ownIds, released, reserved } from './identifiers.js';
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
export const submit = (command: SubmitSigning, desk: Desk): readonly DeskFact[] => {
  if (desk.signing.status !== 'absent') throw refuse('signing/exists', '/id');
  const { actor, at, directory, data: { id, terms, source, number } } = command;
  // Whose region it was on the day, or is now: what has moved away is submitted by where it lies.
  const mine = terms.hosts.filter(({ region }) => [terms.signedOn, dateInShanghai(at)].some((day) => directory.withinOn(region, actor.region, day)));
  if (mine.length === 0) throw refuse('signing/host-not-yours', '/hosts');
  if (actor.role === 'administrator' && !source) throw refuse('signing/source-required', '/source');
  if (actor.role !== 'administrator' && source) throw refuse('signing/attest-not-yours', '/source');
  termsMustHold(terms);
  mustHaveCome(terms.signedOn, command, '/signedOn');
  referencesMustHold(terms, { date: terms.signedOn, directory, actor });
  const externalIds = [...ownIds(actor, command.data.externalIds)];
  const held = reserved(id, externalIds, desk);
  mustHold(held.wrong);
  const asked = source ? [] : [...askedOf(terms, actor.region, directory)];
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
      asked,
      due: asked.length === 0 ? null : directory.confirmBy(at),
      number,
      externalIds,
    },
  }, ...held.facts];
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
  if (it.status !== 'returned') throw refuse(`signing/${it.status}`);
  const terms: Terms = { ...it.terms, ...data.changes };
  if (!terms.hosts.some(({ region }) => directory.within(region, actor.region))) throw refuse('signing/host-not-yours', '/changes/hosts');
  termsMustHold(terms);
  mustHaveCome(terms.signedOn, command, '/changes/signedOn');
  referencesMustHold(data.changes.signedOn === undefined ? data.changes : terms, { date: terms.signedOn, directory, actor, within: '/changes', before: it.terms.investors, stood: it.terms });
  const changed = changedFields(it.terms, terms);
  const asked = it.grade === 'attested' ? [] : askedOf(terms, it.scope, directory);
  const touched = touchedBy(asked, changed).map(({ region }) => region);
  const voided = it.confirmed.filter((region) => touched.includes(region) || !asked.some((each) => each.region === region));
  const isSettled = asked.every(({ region }) => it.confirmed.includes(region) && !voided.includes(region));
  return [{
    type: 'SigningResubmitted',
    effectiveOn: terms.signedOn,
    data: { terms, changed: [...changed], reason: data.reason, asked: [...asked], voided, due: isSettled ? null : directory.confirmBy(command.at) },
  }];
};

/** Takes a submission back, before admission only. */
export const withdraw = (command: WithdrawSigning, desk: Desk): readonly DeskFact[] => {
  const { actor, at, data } = command;
  const it = known(desk.signing, command);
  mustBeSubmitter(it, actor);
  if (it.status === 'withdrawn') return [];
  if (it.status !== 'submitted' && it.status !== 'returned') throw refuse(`signing/${it.status}`);
  const facts = released(data.id, it, data.externalIds, desk);
  return [{ type: 'SigningWithdrawn', effectiveOn: dateInShanghai(at), data: { reason: data.reason } }, ...facts];
};
