import { dateInShanghai } from '../../kernel/period.js';
import { refuse } from './refusals.js';
import { isAssociation, known, partyOf, speaksFor } from './rules.js';
import type { SigningFact } from './signing.events.js';
import type { ApproveSigning, ConfirmSigning, ReturnSigning } from './signing.js';
import { type Asked, type Known, type Pending, type Signing, termsAt } from './state.js';

/** What waits for review: the submission, or a change of an admitted signing. */
const waiting = (it: Known): Readonly<{ asked: readonly Asked[]; confirmed: readonly string[]; change: Pending | null }> | null => {
  if (it.status === 'submitted') return { asked: it.asked, confirmed: it.confirmed, change: null };
  if (it.status === 'admitted' && it.pending) return { asked: it.pending.asked, confirmed: it.pending.confirmed, change: it.pending };
  return null;
};

/** A region that was asked stands by what it saw, or takes it back to the submitter. */
export const confirm = (command: ConfirmSigning, state: Signing): readonly SigningFact[] => {
  const { actor, at, data } = command;
  const it = known(state, command);
  const review = waiting(it);
  const mine = speaksFor(it, review?.asked ?? it.asked, command);
  if (mine.length === 0) throw refuse('signing/not-asked');
  if (!review) {
    if (it.status === 'returned' || it.status === 'withdrawn') throw refuse(`signing/${it.status}`);
    return [];
  }
  const regions = mine.filter((region) => !review.confirmed.includes(region));
  if (regions.length === 0) return [];
  return [{
    type: 'SigningConfirmed',
    effectiveOn: dateInShanghai(at),
    data: { regions, version: data.version, note: data.note, by: partyOf(actor), of: review.change ? 'change' : 'submission' },
  }];
};

export const returnIt = (command: ReturnSigning, state: Signing): readonly SigningFact[] => {
  const { actor, at, data } = command;
  const it = known(state, command);
  const review = waiting(it);
  if (!isAssociation(it, command) && speaksFor(it, review?.asked ?? it.asked, command).length === 0) throw refuse('signing/not-a-reviewer');
  if (!review) throw refuse(`signing/${it.status as 'returned' | 'withdrawn' | 'admitted' | 'terminated'}`);
  const details = { reason: data.reason, fields: [...data.fields], by: partyOf(actor) };
  const effectiveOn = dateInShanghai(at);
  return review.change
    ? [{ type: 'SigningChangeReturned', effectiveOn, data: { act: review.change.act, ...details } }]
    : [{ type: 'SigningReturned', effectiveOn, data: details }];
};

/**
 * The association admits a submission (入库), or lets a change take effect. Person and organisation differ from those
 * who brought it; what the association entered from a document, a second person of it admits.
 */
export const approve = (command: ApproveSigning, state: Signing): readonly SigningFact[] => {
  const { actor, data } = command;
  const it = known(state, command);
  if (!isAssociation(it, command)) throw refuse('signing/not-the-association');
  const review = waiting(it);
  if (!review) {
    if (it.status === 'returned' || it.status === 'withdrawn') throw refuse(`signing/${it.status}`);
    return [];
  }
  const brought = review.change?.proposer ?? it.submitter;
  if (actor.principal === brought.principal) throw refuse('signing/same-person');
  if (it.grade !== 'attested' && actor.organisation === brought.organisation) throw refuse('signing/same-organisation');
  const missing = review.asked.map(({ region }) => region).filter((region) => !review.confirmed.includes(region));
  if (missing.length > 0) {
    throw refuse('signing/confirmations-missing', undefined, { en: `Missing: ${missing.join(', ')}.`, zh: `尚缺：${missing.join('、')}。` });
  }
  return [review.change ? takesEffect(it, review.change, data.note, partyOf(actor)) : {
    type: 'SigningAdmitted',
    effectiveOn: it.terms.signedOn,
    data: { terms: it.terms, grade: it.grade, owner: it.owner, note: data.note, by: partyOf(actor) },
  }];
};

const takesEffect = (it: Known, change: Pending, note: string | null, by: { principal: string; organisation: string }): SigningFact => {
  const { changes, reason, effectiveOn } = change;
  const common = { changes, changed: [...change.changed], reason, note, by };
  if (change.act === 'correct' || effectiveOn === null) {
    const terms = termsAt({ terms: { ...it.terms, ...changes }, amendments: it.amendments });
    return { type: 'SigningCorrected', effectiveOn: terms.signedOn, data: { ...common, terms } };
  }
  const terms = termsAt({ terms: it.terms, amendments: [...it.amendments, { on: effectiveOn, changes }] });
  return { type: 'SigningAmended', effectiveOn, data: { ...common, terms, effectiveOn } };
};
