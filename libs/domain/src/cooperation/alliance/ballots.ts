import { type Directory, standingFor, stoodIn } from '../../kernel/directory.js';
import type { Party } from '../../kernel/party.js';
import { type Application, type Ballot, isStanding, isSuspendedOn, type Membership, membersOn, type Standing } from './state.js';

/** What a vote has come to at an instant: open, or how it ended. */
export type Outcome = 'open' | 'passed' | 'failed' | 'no-quorum';

export const outcomeOf = ({ electorate, quorum, majority, closesAt, votes }: Ballot, at: string): Outcome => {
  if (at <= closesAt && votes.length < electorate.length) return 'open';
  if (votes.length < quorum) return 'no-quorum';
  const [yes, no] = (['for', 'against'] as const).map((choice) => votes.filter((vote) => vote.choice === choice).length) as [number, number];
  const passed = majority === 'simple' ? yes > no : majority === 'two-thirds' ? yes > 0 && yes * 3 >= (yes + no) * 2 : yes > 0 && no === 0;
  return passed ? 'passed' : 'failed';
};

/** Whether the members may still come to say yes: what they refused is decided, until another application. */
export const isUndecided = (application: Application, at: string): boolean => {
  const last = application.ballots.at(-1);
  return isStanding(application) && (last === undefined || outcomeOf(last, at) !== 'failed');
};

/** Which body a member is today, after all mergers. */
export const standsAs = (organisation: string, directory: Pick<Directory, 'body'>): string => {
  const body = directory.body(organisation);
  return body ? standingFor(body, directory).id : organisation;
};

/** Whether a body, or the one that stands for it, is still there on a day. */
export const isThereOn = (organisation: string, day: string, directory: Pick<Directory, 'body'>): boolean => {
  const body = directory.body(organisation);
  return !body || stoodIn(standingFor(body, directory), day);
};

/** The members who have a vote on a day, as far as the alliance itself tells: neither observers nor suspended. */
export const entitledOn = (it: Pick<Standing, 'memberships'>, day: string): readonly Membership[] =>
  membersOn(it, day).filter((member) => member.memberGrade !== 'observer' && !isSuspendedOn(member, day));

/** Who has a vote on a day: those of them who are not gone; of those who have been merged into one body, one. */
export const electorsOn = (it: Standing, day: string, directory: Pick<Directory, 'body'>): Party[] => {
  const eligible = entitledOn(it, day).filter(({ organisation }) => isThereOn(organisation, day, directory))
    .map(({ organisation, name, region, account }) => ({ elector: { organisation, name, region, account }, body: standsAs(organisation, directory) }));
  const votesFor = (asked: string) => eligible.find(({ elector, body }) => body === asked && elector.organisation === asked) ?? eligible.find(({ body }) => body === asked);
  return eligible.filter((each) => each === votesFor(each.body)).map(({ elector }) => elector);
};

