import { dateInShanghai } from '../../kernel/period.js';
import { refuse } from './refusals.js';
import { isAssociation, isSubmitter, known, partyOf, speaksFor, mustBeOnRecord } from './rules.js';
import type { ObjectToSigning, RemindSigning } from './signing.js';
import type { SigningFact } from './signing.events.js';
import { missingOf, waitingOf } from './waiting.js';
import type { Desk } from './desk.js';

/** Reminds those who are asked and have not confirmed (催办); each at most once a day, and no due date moves by it. */
export const remind = (command: RemindSigning, { signing }: Desk): readonly SigningFact[] => {
  const { actor, at, data, directory } = command;
  const it = known(signing, command);
  if (!isSubmitter(it, actor) && !isAssociation(it, command)) throw refuse('signing/not-a-reminder');
  const review = waitingOf(it);
  const missing = review ? missingOf(review) : [];
  if (!review || missing.length === 0) throw refuse('signing/nobody-to-remind');
  const strangers = data.regions.filter((region) => !missing.includes(region));
  if (strangers.length > 0) throw refuse('signing/not-missing', '/regions', { en: `Missing: ${missing.join(', ')}.`, zh: `尚缺：${missing.join('、')}。` });
  const today = dateInShanghai(at);
  const regions = [...new Set(data.regions.length > 0 ? data.regions : missing)].filter((region) => dateInShanghai(review.reminded[region] ?? '1970-01-01T00:00:00.000Z') !== today);
  if (regions.length === 0) return [];
  // What was submitted before there were due dates gets one with its first reminder.
  const due = review.due ?? directory.confirmBy(at);
  return [{ type: 'SigningReminded', effectiveOn: today, data: { regions, of: review.change ? 'change' : 'submission', due, at, note: data.note, by: partyOf(actor) } }];
};

/** A region without whose confirmation it takes its place in the record says that it is not so. */
export const object = (command: ObjectToSigning, { signing }: Desk): readonly SigningFact[] => {
  const { actor, at, data: { reason } } = command;
  const it = known(signing, command);
  const review = waitingOf(it);
  if (speaksFor(it, [...it.asked, ...it.unconfirmed, ...(review?.asked ?? [])], command).length === 0) throw refuse('signing/not-asked');
  if (it.status === 'submitted') throw refuse('signing/return-it');
  mustBeOnRecord(it, 'ended');
  const mine = speaksFor(it, it.unconfirmed, command);
  if (mine.length === 0) throw refuse('signing/nothing-to-object');
  const regions = mine.filter((region) => {
    const objection = it.unconfirmed.find((each) => each.region === region)?.objection;
    return objection?.code !== reason.code || objection.text !== reason.text;
  });
  return regions.length === 0 ? [] : [{ type: 'SigningObjected', effectiveOn: dateInShanghai(at), data: { regions, reason, by: partyOf(actor) } }];
};
