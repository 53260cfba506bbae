import { askedOf, changedFields, touchedBy } from './confirmations.js';
import { referencesMustHold } from './references.js';
import { refuse } from './refusals.js';
import { isAssociation, isSubmitter, known, mustBeSubmitter, mustHaveCome, mustNotPrecede, partyOf, speaksFor } from './rules.js';
import type { SigningFact } from './signing.events.js';
import type { AmendSigning, CorrectSigning, TerminateSigning } from './signing.js';
import { type Asked, type Known, type Signing, termsAt } from './state.js';
import { termsMustHold } from './submission.js';
import type { Changes, Field, Terms } from './terms.js';

/** What an amendment may change; the rest is what the signing was, and is corrected. */
const AMENDABLE: readonly Field[] = ['project', 'hosts', 'counterpart', 'investors', 'amount', 'track'];

const admitted = (state: Signing, command: CorrectSigning | AmendSigning): Extract<Known, { status: 'admitted' }> => {
  const it = known(state, command);
  mustBeSubmitter(it, command.actor);
  if (it.status === 'submitted' || it.status === 'returned') throw refuse('signing/not-admitted');
  if (it.status !== 'admitted') throw refuse(`signing/${it.status}`);
  if (it.pending) throw refuse('signing/change-pending');
  return it;
};

/** A change may repeat what the signing named before. */
const naming = ({ directory }: CorrectSigning | AmendSigning, it: Known) =>
  ({ directory, within: '/changes', before: [...it.terms.investors, ...it.amendments.flatMap(({ changes }) => changes.investors ?? [])] });

/** 更正: it was never so. Takes effect at the original date, once it is approved. */
export const correct = (command: CorrectSigning, state: Signing): readonly SigningFact[] => {
  const it = admitted(state, command);
  const { changes, reason } = command.data;
  const terms: Terms = { ...it.terms, ...changes };
  const changed = changedFields(it.terms, terms);
  mustHaveCome(terms.signedOn, command, '/changes/signedOn');
  for (const { on } of it.amendments) mustNotPrecede(on, terms.signedOn, '/changes/signedOn');
  referencesMustHold(changes.signedOn === undefined ? changes : terms, { date: terms.signedOn, ...naming(command, it) });
  return [proposed(command, it, { act: 'correct', changes, changed, terms, reason, effectiveOn: null })];
};

/** 变更, 增资: the world changed. The difference counts on the amendment's date, once it is approved; old months stand. */
export const amend = (command: AmendSigning, state: Signing): readonly SigningFact[] => {
  const it = admitted(state, command);
  const { changes, reason, effectiveOn } = command.data;
  // An amendment that lies before others is compared with what stood on its own date.
  const before = termsAt(it, effectiveOn);
  const terms: Terms = { ...before, ...changes };
  const changed = changedFields(before, terms);
  const barred = changed.find((field) => !AMENDABLE.includes(field));
  if (barred) throw refuse('signing/not-amendable', `/changes/${barred}`);
  mustHaveCome(effectiveOn, command, '/effectiveOn');
  mustNotPrecede(effectiveOn, it.terms.signedOn, '/effectiveOn');
  referencesMustHold(changes, { date: effectiveOn, ...naming(command, it) });
  return [proposed(command, it, { act: 'amend', changes, changed, terms, reason, effectiveOn })];
};

type Proposal = Readonly<{
  act: 'correct' | 'amend'; changes: Changes; changed: readonly Field[]; terms: Terms; reason: { code: string; text: string }; effectiveOn: string | null;
}>;

/** Those are asked whose confirmation the change voids, and those whom it brings in; nobody confirms its own loss. */
const proposed = (command: CorrectSigning | AmendSigning, it: Known, proposal: Proposal): SigningFact => {
  const { act, changes, changed, terms, reason, effectiveOn } = proposal;
  if (changed.length === 0) throw refuse('signing/nothing-changes', '/changes');
  const kept = Object.fromEntries(changed.map((field) => [field, changes[field]])) as Partial<Terms>;
  mustHoldThroughout(effectiveOn === null ? { ...it, terms } : { ...it, amendments: [...it.amendments, { on: effectiveOn, changes: kept }] });
  // A correction reaches the hosts of the signing and, beneath the amendments, those of today.
  const standing = effectiveOn === null ? termsAt({ ...it, terms }) : terms;
  const hosts = [...terms.hosts, ...standing.hosts.filter(({ region }) => !terms.hosts.some((host) => host.region === region))];
  const asked: readonly Asked[] = it.grade === 'attested' ? [] : askedOf({ ...standing, hosts }, it.scope, command.directory);
  return {
    type: 'SigningChangeProposed',
    effectiveOn: effectiveOn ?? terms.signedOn,
    data: { act, changes: kept, changed: [...changed], effectiveOn, reason, asked: [...touchedBy(asked, changed)], proposer: partyOf(command.actor) },
  };
};

/** A correction lies beneath the amendments, and an amendment may lie before others: the terms hold after each of them. */
const mustHoldThroughout = (it: Known): void => {
  termsMustHold(it.terms);
  for (const { on } of it.amendments) termsMustHold(termsAt(it, on));
};

/**
 * 终止: from its date on the signing is no longer active; what was counted before stands. Any party may tell it, and it
 * takes effect at once, because it takes nothing back. A change that still waited falls with it.
 */
export const terminate = (command: TerminateSigning, state: Signing): readonly SigningFact[] => {
  const { actor, data } = command;
  const it = known(state, command);
  const parties: readonly Asked[] = askedOf(termsAt(it), '', command.directory);
  if (!isSubmitter(it, actor) && !isAssociation(it, command) && speaksFor(it, parties, command).length === 0) throw refuse('signing/not-a-party');
  if (it.status === 'submitted' || it.status === 'returned') throw refuse('signing/not-admitted');
  if (it.status === 'withdrawn') throw refuse('signing/withdrawn');
  if (it.status === 'terminated') {
    if (it.on === data.on) return [];
    throw refuse('signing/terminated');
  }
  mustHaveCome(data.on, command, '/on');
  for (const date of [it.terms.signedOn, ...it.amendments.map(({ on }) => on)]) mustNotPrecede(data.on, date, '/on');
  return [{ type: 'SigningTerminated', effectiveOn: data.on, data: { on: data.on, reason: data.reason, by: partyOf(actor) } }];
};

