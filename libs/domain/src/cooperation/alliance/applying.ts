import { type Directory, stoodIn } from '../../kernel/directory.js';
import { isSpeakerOf, partiesNamed, type Party, partyFor, personOf, refuseParty } from '../../kernel/party.js';
import type { Refusal } from '../../kernel/refusal.js';
import type { AllianceFact } from './alliance.events.js';
import type { ApplyToJoin, CloseApplication } from './alliance.js';
import { electorsOn, isUndecided, outcomeOf, standsAs } from './ballots.js';
import type { Council } from './council.js';
import { refuse } from './refusals.js';
import { acting, asToday, dayOf, isSecretariat } from './rules.js';
import { type Application, applicationsOf, isStanding, secretariatOn, type Standing } from './state.js';

type Asked = Readonly<{ directory: Pick<Directory, 'body'> }>;

/** A body asks to join. It may ask again when it has left, when the members have said no, or when its application was closed. */
export const apply = (command: ApplyToJoin, { alliance: state }: Council): readonly AllianceFact[] => {
  const it = acting(state);
  const { id: alliance, application, organisation, grade, statement } = command.data;
  const [member] = partiesNamed([organisation], command, () => '/organisation') as [Party];
  partyFor([member], organisation, command, '/organisation');
  if (isAmongMembers(it, organisation, command)) throw refuse('alliance/member-already');
  const open = applicationsOf(it).find((each) => each.member.organisation === organisation && isUndecided(each, command.at));
  if (open?.memberGrade === grade && open.statement === statement) return [];
  if (open) throw refuse('alliance/applied');
  return [{ type: 'MembershipApplied', effectiveOn: dayOf(command), data: { alliance, application, member, memberGrade: grade, statement, by: personOf(command.actor) } }];
};

/** Whether a body is a member, itself or as one that was merged into it. */
export const isAmongMembers = (it: Standing, organisation: string, { directory }: Asked): boolean =>
  it.memberships.some((each) => each.to === null && (each.organisation === organisation || standsAs(each.organisation, directory) === standsAs(organisation, directory)));

/** What is wrong with whoever applied, as it is today: who was merged or closed enters into nothing new. */
export const goneSince = ({ member: { organisation } }: Application, { day, directory }: Asked & Readonly<{ day: string }>): readonly Refusal[] => {
  const body = directory.body(organisation);
  return body && (body.status === 'merged' || !stoodIn(body, day)) ? [refuseParty('party/gone', '/application')] : [];
};

export const applicationOf = (it: Standing, id: string): Application => {
  const application = it.applications[id];
  if (!application) throw refuse('alliance/application-unknown', '/application');
  return application;
};

/** The applicant takes it back; or the secretariat declines it, where that is not for the members to say. */
export const close = (command: CloseApplication, { alliance: state }: Council): readonly AllianceFact[] => {
  const it = acting(state);
  const { id: alliance, application: asked, reason } = command.data;
  const application = applicationOf(it, asked);
  const closedBy = closerOf(it, application, command);
  if (application.closed?.by === closedBy) return [];
  if (!isStanding(application)) throw refuse('alliance/application-decided');
  if (closedBy === 'secretariat') mustBeForTheSecretariat(it, application, command);
  const { organisation } = application.member;
  return [{ type: 'ApplicationClosed', effectiveOn: dayOf(command), data: { alliance, application: asked, organisation, closedBy, reason, by: personOf(command.actor) } }];
};

/** For whom it is closed: who speaks for both says for which. */
const closerOf = (it: Standing, { member }: Application, command: CloseApplication): 'applicant' | 'secretariat' => {
  const { as } = command.data;
  const [isApplicant, isOffice] = [isSpeakerOf(member, command), isSecretariat(it, command)];
  if (!isApplicant && !isOffice) throw refuse('alliance/not-yours-to-close');
  if (as === member.organisation) {
    partyFor([member], as, command);
    return 'applicant';
  }
  const office = secretariatOn(it, dayOf(command))?.party.organisation;
  if (as !== null && as !== office) throw refuseParty('party/not-among', '/as');
  if (as === null && isApplicant && isOffice && office !== undefined) throw refuseParty('party/say-for-whom', '/as');
  if (as !== null && !isOffice) throw refuseParty('party/not-yours', '/as');
  return isOffice ? 'secretariat' : 'applicant';
};

/** The secretariat admits or declines by itself where the rules say so, or nobody can vote; who cannot join or was refused may be told so. */
const mustBeForTheSecretariat = (it: Standing, application: Application, command: CloseApplication): void => {
  if (it.rules.admission === 'secretariat' || goneSince(application, asToday(command)).length > 0 || isAmongMembers(it, application.member.organisation, command)) return;
  const last = application.ballots.at(-1);
  const outcome = last && outcomeOf(last, command.at);
  if (outcome === 'failed') return;
  if (outcome === 'open' || outcome === 'passed') throw refuse(`alliance/vote-${outcome}`);
  if (electorsOn(it, dayOf(command), command.directory).length > 0) throw refuse(outcome === undefined ? 'alliance/vote-needed' : 'alliance/no-quorum');
};
