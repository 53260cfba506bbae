import type { Directory } from '../../kernel/directory.js';
import { fallsTo } from '../../kernel/party.js';
import type { Words } from '../../kernel/refusal.js';
import type { Task } from '../../kernel/task.js';
import { goneSince, isAmongMembers } from './applying.js';
import { electorsOn, entitledOn, isThereOn, outcomeOf } from './ballots.js';
import { type Alliance, type Application, applicationsOf, type Ballot, isStanding, type Known, secretariatOn, type Standing } from './state.js';

type Some = Pick<Task, 'task' | 'verb' | 'by'> & Partial<Task>;
const task = (some: Some): Task => ({ about: '', responsible: null, opens: null, due: null, ...some });

/** When a list of tasks is made, and with which bodies: of what rests on the day or on who is still there, the alliance's own facts tell nothing. */
export type Today = Readonly<{ day: string; directory: Pick<Directory, 'body'> }>;

const AFTER_ALL = '9999-12-31T23:59:59.999Z';
const LAST_DAY = '9999-12-31';

/** The bodies on whom it rests what is to be done about an alliance today. */
export const restsOn = (it: Known): readonly string[] => {
  if (it.status !== 'founded') return it.founders.map(({ organisation }) => organisation);
  const standing = applicationsOf(it).filter(isStanding);
  const all = [...it.memberships.filter(({ to }) => to === null), ...it.secretariats.map(({ party }) => party), ...standing.flatMap(({ member, ballots }) => [member, ...(ballots.at(-1)?.electorate ?? [])])];
  return [...new Set(all.map(({ organisation }) => organisation))];
};

/** The secretariat; where there is none, an association over the alliance. */
const secretariatDoer = (it: Standing, today: Today | undefined): Pick<Task, 'by' | 'party'> => {
  const party = (today ? secretariatOn(it, today.day) : it.secretariats.at(-1))?.party;
  const regions = [...new Set([it.territory, ...it.founders.map(({ region }) => region)].flatMap((region) => region ?? []))];
  return party ? fallsTo(party) : { by: { region: [], administrator: regions.length > 0 ? regions : ['*'], organisation: null, not: null } };
};

/** Whether the members are asked at all: by the rules, and because somebody has a vote. */
const isVotedOn = (it: Standing, today: Today | undefined): boolean =>
  it.rules.admission === 'vote' && (today ? electorsOn(it, today.day, today.directory) : entitledOn(it, LAST_DAY)).length > 0;

/** Who was merged or closed meanwhile cannot join any more. */
const canJoin = (it: Standing, application: Application, today: Today | undefined): boolean =>
  !today || (goneSince(application, today).length === 0 && !isAmongMembers(it, application.member.organisation, today));

const ofApplications = (it: Standing, today: Today | undefined): readonly Task[] => applicationsOf(it).filter(isStanding).flatMap((application) => {
  const { id, ballots } = application;
  const secretariat = secretariatDoer(it, today);
  const last = ballots.at(-1);
  const ending = last && outcomeOf(last, AFTER_ALL);
  const all = last !== undefined && last.votes.length === last.electorate.length;
  const waiting = (last?.electorate ?? []).filter(({ organisation }) => !last?.votes.some((vote) => vote.organisation === organisation) && (!today || isThereOn(organisation, today.day, today.directory)));
  const [joins, voted] = [canJoin(it, application, today), isVotedOn(it, today)];
  const verb = !joins ? 'decline' : ending === 'passed' || !voted ? 'admit' : 'open-vote';
  return [
    ...(all ? [] : waiting.map((elector) => task({ task: 'vote', about: `${id}/${elector.organisation}`, verb: 'vote', ...fallsTo(elector), due: last?.closesAt ?? null }))),
    ...(!last ? [task({ task: 'answer-application', about: id, verb, ...secretariat })] : []),
    // When it closes, or all have voted, and the votes that are there say yes or are too few.
    ...(last && ending !== 'failed' ? [task({ task: ending === 'passed' ? 'admit-member' : 'ask-again', about: id, verb, ...secretariat, opens: all ? null : last.closesAt })] : []),
  ];
});

/** What is still to be agreed to; where a founder is gone it can only be declined, by whoever is still there. */
const ofFounding = ({ founders, agreed }: Exclude<Known, Standing>, today: Today | undefined): readonly Task[] => {
  const isThere = (organisation: string): boolean => !today || isThereOn(organisation, today.day, today.directory);
  const verb = founders.every(({ organisation }) => isThere(organisation)) ? 'found' : 'decline';
  return founders.filter(({ organisation }) => (verb === 'decline' || !agreed.includes(organisation)) && isThere(organisation)).map((founder) => task({ task: 'agree-to-found', about: founder.organisation, verb, ...fallsTo(founder) }));
};

/** What is to be done about an alliance: as its own facts tell, or as it is today. */
export const tasksOf = (it: Known, today?: Today): readonly Task[] => {
  if (it.status === 'forming') return ofFounding(it, today);
  return it.status === 'founded' && it.grade === 'submitted' ? ofApplications(it, today) : [];
};

/** The vote that a task is about, and who is to vote in it; undefined where it is about none. */
export const votingIn = (it: Alliance, { task: named, about }: Pick<Task, 'task' | 'about'>): Readonly<{ ballot: Ballot; elector: Ballot['electorate'][number] | undefined }> | undefined => {
  const [application = '', organisation] = about.split('/');
  const ballot = named === 'vote' && it.status === 'founded' ? it.applications[application]?.ballots.at(-1) : undefined;
  return ballot && { ballot, elector: ballot.electorate.find((each) => each.organisation === organisation) };
};

export const taskWords: Readonly<Record<string, Readonly<{ title: Words; then: Words }>>> = {
  'agree-to-found': { title: { en: 'Agree to found the alliance, or decline', zh: '同意成立联盟，或不同意' }, then: { en: 'It is not founded until all agree.', zh: '未经全体同意不成立。' } },
  vote: { title: { en: 'Vote on who joins', zh: '就入盟申请表决' }, then: { en: 'The vote closes without yours.', zh: '逾期视为未参加表决。' } },
  'answer-application': { title: { en: 'Answer an application to join', zh: '处理入盟申请' }, then: { en: 'It stays undecided.', zh: '申请仍未决定。' } },
  'admit-member': { title: { en: 'Admit who was voted for', zh: '吸收表决通过的申请方' }, then: { en: 'Who was voted for is no member yet.', zh: '表决通过者尚未成为会员。' } },
  'ask-again': { title: { en: 'Too few voted: open another vote', zh: '参加表决不足法定数：重新提请表决' }, then: { en: 'The application stays undecided.', zh: '申请仍未决定。' } },
};
