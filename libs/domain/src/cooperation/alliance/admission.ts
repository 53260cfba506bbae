import { stoodIn } from '../../kernel/directory.js';
import { partiesFound, type Party, personOf } from '../../kernel/party.js';
import { dayBefore, edtfInterval } from '../../kernel/period.js';
import { mustHold, type Refusal } from '../../kernel/refusal.js';
import type { AllianceFact } from './alliance.events.js';
import type { AdmitMember } from './alliance.js';
import { applicationOf, goneSince, isAmongMembers } from './applying.js';
import { electorsOn, outcomeOf } from './ballots.js';
import { refuse } from './refusals.js';
import { asToday, dayOf, founded, gradeOf, hadEnded, inFuture, preceding } from './rules.js';
import { type Alliance, type Application, isMemberOn, isStanding, openOf, type Standing } from './state.js';
import type { Grade } from './terms.js';

/** Whom it is about: undefined where there is no such body, which `wrong` tells. */
type Admitted = Readonly<{ member: Party | undefined; grade: Grade; wrong: readonly Refusal[] }>;

/** What the members have agreed to, or what the rules leave to the secretariat; where nobody has a vote, it admits as if they did. */
const mustBeAgreedTo = (it: Standing, { ballots }: Application, command: AdmitMember): void => {
  if (it.rules.admission === 'secretariat') return;
  const last = ballots.at(-1);
  const outcome = last && outcomeOf(last, command.at);
  if (outcome === 'passed') return;
  if (outcome === 'open' || outcome === 'failed') throw refuse(`alliance/vote-${outcome}`);
  if (electorsOn(it, dayOf(command), command.directory).length > 0) throw refuse(outcome === undefined ? 'alliance/vote-needed' : 'alliance/no-quorum');
};

/** Who applied, and is there today and was on the day from which it is to be a member. */
const applied = (it: Standing, asked: string, command: AdmitMember): Admitted => {
  const application = applicationOf(it, asked);
  const { member, memberGrade } = application;
  if (!isStanding(application)) throw refuse('alliance/application-decided');
  mustBeAgreedTo(it, application, command);
  const gone = goneSince(application, asToday(command));
  if (gone.length === 0 && isAmongMembers(it, member.organisation, command)) throw refuse('alliance/member-already');
  const body = command.directory.body(member.organisation);
  const wrong = gone.length === 0 && body && !stoodIn(body, command.data.on) ? [refuse('alliance/not-there-then', '/on')] : gone;
  return { member, grade: command.data.grade ?? memberGrade, wrong };
};

/** A founder that was struck: all had agreed to it, so nobody is asked again. */
const putBack = (it: Standing, { data: { organisation, grade } }: AdmitMember): Admitted => {
  const founder = it.founders.find((each) => each.organisation === organisation);
  const neverWas = it.struck.some((each) => each.organisation === organisation) && it.memberships.every((each) => each.organisation !== organisation);
  if (founder && openOf(it, founder.organisation)) throw refuse('alliance/member-already');
  if (!founder || !neverWas) throw refuse('alliance/say-which', '/application');
  return { member: founder, grade: grade ?? 'member', wrong: [] };
};

const stated = ({ data: { organisation, grade, on }, ...command }: AdmitMember): Admitted => {
  if (organisation === null) throw refuse('alliance/say-which', '/organisation');
  const { parties: [member], wrong } = partiesFound([organisation], command, () => '/organisation', true);
  return { member, grade: grade ?? 'member', wrong: [...wrong, ...hadEnded(organisation, on, command, '/on')] };
};

/** What is wrong with joining on a date: before the founding, in the future, or while it was a member. */
const wrongDay = (it: Standing, organisation: string, on: string, command: AdmitMember): readonly Refusal[] => {
  const { from } = edtfInterval(on);
  // It goes on without an end, so it would meet every membership that ended later; one that ended as it began was none.
  const overlaps = it.memberships.some((each) => each.organisation === organisation && each.to !== null && from < edtfInterval(each.to).from && isMemberOn(each, dayBefore(edtfInterval(each.to).from)));
  return [...inFuture(on, command, '/on'), ...preceding(on, it.foundedOn, '/on', 'alliance/before-founding'), ...(overlaps ? [refuse('alliance/overlaps', '/on')] : [])];
};

/** A body is a member from a date on: whom the members agreed to, a founder that was struck, or whom a document names. */
export const admit = (command: AdmitMember, state: Alliance): readonly AllianceFact[] => {
  const it = founded(state);
  const { id: alliance, application: asked, organisation, on, source } = command.data;
  const application = it.grade === 'attested' ? null : asked;
  const known = application === null ? organisation : (it.applications[application]?.member.organisation ?? null);
  const open = known === null ? undefined : openOf(it, known);
  const grade = gradeOf(it, source, command);
  // The same said once more.
  if (open?.since === on && open.application === application && (command.data.grade ?? open.memberGrade) === open.memberGrade) return [];
  const { member, grade: memberGrade, wrong } = it.grade === 'attested' ? stated(command) : application === null ? putBack(it, command) : applied(it, application, command);
  if (open) throw refuse('alliance/member-already');
  mustHold([...wrong, ...wrongDay(it, known ?? '', on, command)]);
  return [{ type: 'MemberAdmitted', effectiveOn: on, data: { alliance, application, member: member as Party, memberGrade, on, grade, source, by: personOf(command.actor) } }];
};
