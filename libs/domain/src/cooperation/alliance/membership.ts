import { partiesFound, type Party, personOf } from '../../kernel/party.js';
import { edtfInterval } from '../../kernel/period.js';
import { mustHold, type Refusal } from '../../kernel/refusal.js';
import type { AllianceFact } from './alliance.events.js';
import type { AppointSecretariat, RegradeMember, ReinstateMember, StrikeMember, SuspendMember, WithdrawMember } from './alliance.js';
import { refuse } from './refusals.js';
import { dayOf, founded, gradeOf, gradeOfOwn, inFuture, preceding } from './rules.js';
import { type Alliance, lastOf, type Membership, membershipsOf, openOf, type Standing } from './state.js';

type OnMember = RegradeMember | SuspendMember | ReinstateMember | WithdrawMember | StrikeMember;

const memberOf = (it: Standing, { data: { organisation } }: OnMember): Membership => {
  const open = openOf(it, organisation);
  if (!open) throw refuse('alliance/not-a-member', '/organisation');
  return open;
};

/** What is wrong with the date of something that is said of a member: it lies in the future, or wholly before the founding or the joining. */
const wrongDate = (it: Standing, { since }: Membership, on: string, command: OnMember, pointer = '/on'): readonly Refusal[] => {
  const unfounded = preceding(on, it.foundedOn, pointer, 'alliance/before-founding');
  return [...inFuture(on, command, pointer), ...(unfounded.length > 0 ? unfounded : preceding(on, since, pointer, 'alliance/before-joining'))];
};
const firstDay = (date: string): string => edtfInterval(date).from;

/** What is said later holds from its date on, so that a date that was wrong is put right by saying it again. */
export const regrade = (command: RegradeMember, state: Alliance): readonly AllianceFact[] => {
  const it = founded(state);
  const { id: alliance, organisation, grade: memberGrade, on, reason, source } = command.data;
  const grade = gradeOf(it, source, command);
  const member = memberOf(it, command);
  if (member.memberGrade === memberGrade && member.from === on) return [];
  mustHold(wrongDate(it, member, on, command));
  const isEarlier = member.from !== null && firstDay(on) < firstDay(member.from);
  if (member.memberGrade === memberGrade && !isEarlier) throw refuse('alliance/same-grade', '/grade');
  return [{ type: 'MemberRegraded', effectiveOn: on, data: { alliance, organisation, memberGrade, on, reason, grade, source, by: personOf(command.actor) } }];
};

/** Said once more with another date, while it is suspended, it began on that date. */
export const suspend = (command: SuspendMember, state: Alliance): readonly AllianceFact[] => {
  const it = founded(state);
  const { id: alliance, organisation, from, reason, source } = command.data;
  const grade = gradeOf(it, source, command);
  const member = memberOf(it, command);
  if (member.suspensions.find(({ to }) => to === null)?.from === from) return [];
  mustHold(wrongDate(it, member, from, command, '/from'));
  const ended = lastOf(member.suspensions.filter(({ to }) => to !== null));
  if (ended?.to && firstDay(from) < firstDay(ended.to)) throw refuse('alliance/suspended-then', '/from');
  return [{ type: 'MemberSuspended', effectiveOn: from, data: { alliance, organisation, from, reason, grade, source, by: personOf(command.actor) } }];
};

/** Said once more with another date, before it is suspended anew, the suspension ended on that date; from its beginning on, it never was. */
export const reinstate = (command: ReinstateMember, state: Alliance): readonly AllianceFact[] => {
  const it = founded(state);
  const { id: alliance, organisation, on, reason, source } = command.data;
  const grade = gradeOf(it, source, command);
  const member = memberOf(it, command);
  if (member.suspensions.at(-1)?.to === on) return [];
  const last = lastOf(member.suspensions);
  if (!last) throw refuse('alliance/not-suspended');
  const wrong = wrongDate(it, member, on, command);
  mustHold(wrong.length > 0 ? wrong : preceding(on, last.from, '/on', 'alliance/before-suspension'));
  return [{ type: 'MemberReinstated', effectiveOn: on, data: { alliance, organisation, on, reason, grade, source, by: personOf(command.actor) } }];
};

/**
 * A member leaves by its own word, in whichever grade and suspended or not; of an alliance that is known from documents, as one
 * states. Said once more with another date, before it is a member anew, it left on that date.
 */
export const withdraw = (command: WithdrawMember, state: Alliance): readonly AllianceFact[] => {
  const it = founded(state);
  const { id: alliance, organisation, on, reason, source } = command.data;
  const last = it.memberships.findLast((each) => each.organisation === organisation);
  if (!last) throw refuse('alliance/not-a-member', '/organisation');
  const grade = gradeOfOwn(it, last, source, command);
  if (last.to === on) return [];
  mustHold(wrongDate(it, last, on, command));
  return [{ type: 'MemberWithdrew', effectiveOn: on, data: { alliance, organisation, on, reason, grade, source, by: personOf(command.actor) } }];
};

/** It was entered by mistake: it leaves through all its grades at its own date, as if it had never been. Of several, the one that is meant is named by its beginning. */
export const strike = (command: StrikeMember, state: Alliance): readonly AllianceFact[] => {
  const it = founded(state);
  const { id: alliance, organisation, from, reason, source } = command.data;
  const grade = gradeOf(it, source, command);
  const all = membershipsOf(it, organisation).flatMap(([first]) => first ?? []);
  const meant = from === null ? all : all.filter(({ since }) => since === from);
  // Said twice it must not reach for an older one.
  if (meant.length === 0 && it.struck.some((each) => each.organisation === organisation && (from === null || each.from === from))) return [];
  const [struck, another] = meant;
  if (!struck) throw refuse('alliance/not-a-member', '/organisation');
  if (another) throw refuse('alliance/say-since-when', '/from');
  return [{ type: 'MemberStruck', effectiveOn: struck.since, data: { alliance, organisation, from: struck.since, reason, grade, source, by: personOf(command.actor) } }];
};

/** What is said later holds from its date on: it ends the term that runs, and takes the place of one that was still to come. */
export const appoint = (command: AppointSecretariat, state: Alliance): readonly AllianceFact[] => {
  const it = founded(state);
  const { id: alliance, organisation, from, to, source } = command.data;
  const grade = gradeOf(it, source, command);
  const last = it.secretariats.at(-1);
  if (last?.party.organisation === organisation && last.from === from && last.to === to) return [];
  const { parties, wrong } = partiesFound([organisation], command, () => '/organisation', grade === 'attested');
  const begun = it.secretariats.findLast((term) => term.from === null || edtfInterval(term.from).from <= dayOf(command));
  const unfounded = preceding(from, it.foundedOn, '/from', 'alliance/before-founding');
  mustHold([
    ...wrong,
    ...(unfounded.length > 0 ? unfounded : preceding(from, begun?.from ?? null, '/from', 'alliance/before-term')),
    ...(to !== null && edtfInterval(to).to < edtfInterval(from).from ? [refuse('alliance/dates-reversed', '/to')] : []),
  ]);
  const [party] = parties as [Party];
  return [{ type: 'SecretariatAppointed', effectiveOn: from, data: { alliance, term: { party, from, to }, grade, source, by: personOf(command.actor) } }];
};

