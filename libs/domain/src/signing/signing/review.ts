import { dateInShanghai } from '../../kernel/period.js';
import { mustHold } from '../../kernel/refusal.js';
import { refuse } from './refusals.js';
import { isAssociation, known, partyOf, speaksFor } from './rules.js';
import type { SigningFact } from './signing.events.js';
import type { ApproveSigning, ConfirmSigning, ReturnSigning } from './signing.js';
import { type Known, type Pending, type Signing, termsAt } from './state.js';
import { mustHoldThroughout, withChange } from './throughout.js';
import { missingOf, type Waiting, waitingOf } from './waiting.js';

/** A region that was asked stands by what it saw, or takes it back to the submitter. */
export const confirm = (command: ConfirmSigning, state: Signing): readonly SigningFact[] => {
  const { actor, at, data } = command;
  const it = known(state, command);
  const review = waitingOf(it);
  const mine = speaksFor(it, review?.asked ?? it.asked, command);
  const late = speaksFor(it, it.unconfirmed, command);
  if (mine.length + late.length === 0) throw refuse('signing/not-asked');
  if (it.status === 'returned' || it.status === 'withdrawn' || it.status === 'annulled') throw refuse(`signing/${it.status}`);
  const confirmed = (regions: readonly string[], of: 'submission' | 'change' | 'late'): readonly SigningFact[] =>
    (regions.length === 0 ? [] : [{ type: 'SigningConfirmed', effectiveOn: dateInShanghai(at), data: { regions: [...regions], version: data.version, note: data.note, by: partyOf(actor), of } }]);
  // What waits comes first; what was admitted without this region's word it confirms when nothing of it waits.
  const now = review ? confirmed(mine.filter((region) => !review.confirmed.includes(region)), review.change ? 'change' : 'submission') : [];
  return now.length > 0 ? now : confirmed(late, 'late');
};

export const returnIt = (command: ReturnSigning, state: Signing): readonly SigningFact[] => {
  const { actor, at, data } = command;
  const it = known(state, command);
  const review = waitingOf(it);
  if (!isAssociation(it, command) && speaksFor(it, review?.asked ?? it.asked, command).length === 0) throw refuse('signing/not-a-reviewer');
  if (!review) throw refuse(`signing/${it.status as 'returned' | 'withdrawn' | 'admitted' | 'terminated' | 'annulled'}`);
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
  const review = waitingOf(it);
  if (!review) {
    if (it.status === 'returned' || it.status === 'withdrawn' || it.status === 'annulled') throw refuse(`signing/${it.status}`);
    return [];
  }
  const brought = review.change?.proposer ?? it.submitter;
  if (actor.principal === brought.principal) throw refuse('signing/same-person');
  if (it.grade !== 'attested' && actor.organisation === brought.organisation) throw refuse('signing/same-organisation');
  const waived = waive(command, review);
  return [review.change ? takesEffect(it, review.change, { note: data.note, by: partyOf(actor), ...waived }) : {
    type: 'SigningAdmitted',
    effectiveOn: it.terms.signedOn,
    data: { terms: it.terms, grade: it.grade, owner: it.owner, note: data.note, by: partyOf(actor), ...waived },
  }];
};

/** Everyone who is asked has confirmed, or is waived by name after the due date; it then counts as unconfirmed. */
const waive = ({ at, data }: ApproveSigning, review: Waiting): Readonly<{ waived?: string[] }> => {
  const missing = missingOf(review);
  mustHold(data.waive.flatMap((region, n) => (missing.includes(region) ? [] : [refuse('signing/waive-not-missing', `/waive/${n}`)])));
  const { due } = review;
  const [day, calendar] = due ? [dateInShanghai(due.at), due.calendar] : ['', ''];
  const left = missing.filter((region) => !data.waive.includes(region));
  if (left.length > 0) {
    throw refuse('signing/confirmations-missing', undefined, due
      ? { en: `Missing: ${left.join(', ')}; due by the end of ${day}${calendar === 'weekdays' ? ' (counted in weekdays: the list of holidays is not published)' : ''}.`, zh: `尚缺：${left.join('、')}；期限为 ${day} 日终${calendar === 'weekdays' ? '（节假日安排尚未公布，按周一至周五计）' : ''}。` }
      : { en: `Missing: ${left.join(', ')}; a reminder sets the due date.`, zh: `尚缺：${left.join('、')}；催办后即有期限。` });
  }
  if (data.waive.length === 0) return {};
  if (!due || at <= due.at) {
    throw refuse('signing/not-due', '/waive', due ? { en: `It is due by the end of ${day}.`, zh: `期限为 ${day} 日终。` } : { en: 'It has none yet: a reminder sets it.', zh: '尚无期限：催办后即有。' });
  }
  return { waived: [...new Set(data.waive)] };
};

type Approval = Readonly<{ note: string | null; by: { principal: string; organisation: string }; waived?: string[] }>;

const takesEffect = (it: Known, change: Pending, approval: Approval): SigningFact => {
  const { changes, reason, effectiveOn } = change;
  const common = { changes, changed: [...change.changed], reason, ...approval };
  const after = withChange(it, change);
  mustHoldThroughout(after);
  const terms = termsAt(after);
  if (change.act === 'correct' || effectiveOn === null) return { type: 'SigningCorrected', effectiveOn: terms.signedOn, data: { ...common, terms } };
  if (change.act === 'amend') return { type: 'SigningAmended', effectiveOn, data: { ...common, terms, effectiveOn } };
  return { type: 'SigningUpgraded', effectiveOn, data: { ...common, terms, effectiveOn, from: termsAt(it, effectiveOn).level, to: changes.level ?? terms.level } };
};
