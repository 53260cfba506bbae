import { askedOf, changedFields, touchedBy } from './confirmations.js';
import { referencesMustHold } from './references.js';
import { refuse } from './refusals.js';
import { known, mustBeSubmitter, mustHaveCome, mustNotPrecede, partyOf } from './rules.js';
import type { SigningFact } from './signing.events.js';
import type { AmendSigning, CorrectSigning, UpgradeSigning } from './signing.js';
import { mustHoldThroughout, RANK } from './throughout.js';
import { type Asked, type Known, type Signing, termsAt } from './state.js';
import type { Changes, Field, Terms } from './terms.js';

/** What an amendment may change; the rest is what the signing was, and is corrected. */
const AMENDABLE: readonly Field[] = ['project', 'hosts', 'counterpart', 'investors', 'amount', 'track'];

type Changing = CorrectSigning | AmendSigning | UpgradeSigning;

const admitted = (state: Signing, command: Changing): Extract<Known, { status: 'admitted' }> => {
  const it = known(state, command);
  mustBeSubmitter(it, command.actor);
  if (it.status === 'submitted' || it.status === 'returned') throw refuse('signing/not-admitted');
  if (it.status !== 'admitted') throw refuse(`signing/${it.status}`);
  if (it.pending) throw refuse('signing/change-pending');
  return it;
};

/** A change may repeat what the signing named before. */
const naming = ({ directory, actor }: Changing, it: Known) =>
  ({ directory, actor, within: '/changes', before: [...it.terms.investors, ...it.amendments.flatMap(({ changes }) => changes.investors ?? [])], stood: it.terms });

/** 更正: it was never so. Takes effect at the original date, once it is approved. */
export const correct = (command: CorrectSigning, state: Signing): readonly SigningFact[] => {
  const it = admitted(state, command);
  const { changes, reason } = command.data;
  const terms: Terms = { ...it.terms, ...changes };
  const changed = changedFields(it.terms, terms);
  mustHaveCome(terms.signedOn, command, '/changes/signedOn');
  referencesMustHold(changes.signedOn === undefined ? changes : terms, { date: terms.signedOn, ...naming(command, it) });
  return [proposed(command, it, { act: 'correct', changes, changed, terms, reason, effectiveOn: null })];
};

/** 变更, 增资: the world changed. The difference counts on the amendment's date, once it is approved; old months stand. */
export const amend = (command: AmendSigning, state: Signing): readonly SigningFact[] => [changedFrom(command, admitted(state, command), 'amend', command.data.changes)];

/** 升格: the same project is signed at a higher level. It never counts as a second project, and is told in a flow of its own. */
export const upgrade = (command: UpgradeSigning, state: Signing): readonly SigningFact[] => {
  const it = admitted(state, command);
  const { level, changes, effectiveOn } = command.data;
  const { level: before } = termsAt(it, effectiveOn);
  if (RANK[level] <= RANK[before]) throw refuse('signing/not-higher', '/level', { en: `On ${effectiveOn} it was: ${before}.`, zh: `${effectiveOn} 时为 ${before}。` });
  if (changes.level !== undefined) throw refuse('signing/not-amendable', '/changes/level');
  return [changedFrom(command, it, 'upgrade', { ...changes, level })];
};

/** What the world changed to on a date, compared with what stood on it where other amendments lie after. */
const changedFrom = (command: AmendSigning | UpgradeSigning, it: Known, act: 'amend' | 'upgrade', changes: Changes): SigningFact => {
  const { reason, effectiveOn } = command.data;
  const before = termsAt(it, effectiveOn);
  const terms: Terms = { ...before, ...changes };
  const changed = changedFields(before, terms);
  const barred = changed.find((field) => !AMENDABLE.includes(field) && !(act === 'upgrade' && field === 'level'));
  if (barred) throw refuse('signing/not-amendable', `/changes/${barred}`);
  mustHaveCome(effectiveOn, command, '/effectiveOn');
  mustNotPrecede(effectiveOn, it.terms.signedOn, '/effectiveOn');
  referencesMustHold(changes, { date: effectiveOn, ...naming(command, it) });
  return proposed(command, it, { act, changes, changed, terms, reason, effectiveOn });
};

type Proposal = Readonly<{
  act: 'correct' | 'amend' | 'upgrade'; changes: Changes; changed: readonly Field[]; terms: Terms; reason: { code: string; text: string }; effectiveOn: string | null;
}>;

/** Those are asked whose confirmation the change voids, and those whom it brings in; nobody confirms its own loss. */
const proposed = (command: Changing, it: Known, proposal: Proposal): SigningFact => {
  const { act, changes, changed, terms, reason, effectiveOn } = proposal;
  if (changed.length === 0) throw refuse('signing/nothing-changes', '/changes');
  const kept = Object.fromEntries(changed.map((field) => [field, changes[field]])) as Partial<Terms>;
  mustHoldThroughout(effectiveOn === null ? { ...it, terms } : { ...it, amendments: [...it.amendments, { on: effectiveOn, changes: kept, act: act === 'upgrade' ? 'upgrade' : 'amend' }] });
  // A correction reaches the hosts of the signing and, beneath the amendments, those of today.
  const standing = effectiveOn === null ? termsAt({ ...it, terms }) : terms;
  const hosts = [...terms.hosts, ...standing.hosts.filter(({ region }) => !terms.hosts.some((host) => host.region === region))];
  const asked: readonly Asked[] = it.grade === 'attested' ? [] : askedOf({ ...standing, hosts }, it.scope, command.directory);
  const touched = [...touchedBy(asked, changed)];
  const due = touched.length === 0 ? null : command.directory.confirmBy(command.at);
  return {
    type: 'SigningChangeProposed',
    effectiveOn: effectiveOn ?? terms.signedOn,
    data: { act, changes: kept, changed: [...changed], effectiveOn, reason, asked: touched, proposer: partyOf(command.actor), due },
  };
};
