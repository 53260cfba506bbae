import { type Application, applicationsOf, type Ballot, type Choice, type Known, type Membership, isFoundedOn, isStanding, isSuspendedOn, membersOn, outcomeOf, secretariatOn, type Term } from '@entente/domain/cooperation/alliance';
import type { Party } from '@entente/domain/kernel/party';

const named = ({ organisation, name, region }: Party) => ({ organisation, name, region });
const termOf = ({ party, from, to }: Term) => ({ ...named(party), from, to });

/** A member on a day: since when it is one, and since when in its grade. */
const memberOf = (membership: Membership, day: string) => ({
  ...named(membership), grade: membership.memberGrade, since: membership.since, gradeSince: membership.from,
  suspended: isSuspendedOn(membership, day), known: membership.grade,
});

/** Who is a member on a day (`YYYY-MM-DD`). One whose beginning is not stated may not have been one yet, so it is told apart and counts on no day. */
export const membersShown = (it: Known, day: string) => {
  const all = it.status === 'founded' ? membersOn(it, day).map((each) => memberOf(each, day)) : [];
  const [members, undated] = [all.filter(({ gradeSince }) => gradeSince !== null), all.filter(({ gradeSince }) => gradeSince === null)];
  return { members, undated, count: members.length, undatedCount: undated.length };
};

/** How the votes fell is told when the vote is over, so that nobody votes by how others did. */
const ballotOf = (ballot: Ballot, at: string) => {
  const { electorate, quorum, majority, letters, closesAt, votes } = ballot;
  const outcome = outcomeOf(ballot, at);
  const isOver = outcome !== 'open';
  const count = (choice: Choice) => votes.filter((vote) => vote.choice === choice).length;
  return {
    electorate: electorate.map((elector) => {
      const vote = votes.find(({ organisation }) => organisation === elector.organisation);
      return { ...named(elector), voted: vote !== undefined, byLetter: vote?.byLetter ?? false, choice: isOver ? (vote?.choice ?? null) : null };
    }),
    quorum, majority, letters, closesAt, voted: votes.length, outcome, votes: isOver ? { for: count('for'), against: count('against'), abstain: count('abstain') } : null,
  };
};

const AFTER_ALL = '9999-12-31T23:59:59.999Z';

const CLOSED = { applicant: 'withdrawn', secretariat: 'declined' } as const;

/** A vote that was followed by another, or on an application that came to an end, is over, whatever an instant says. */
const applicationOf = (application: Application, at: string) => {
  const { id, member, memberGrade, statement, ballots, admitted, closed, lapsed } = application;
  const shown = ballots.map((ballot, n) => ballotOf(ballot, !isStanding(application) || n < ballots.length - 1 ? AFTER_ALL : at));
  const last = shown.at(-1)?.outcome;
  const standing = last === undefined ? ('waiting' as const) : last === 'open' ? ('voting' as const) : last;
  const status = admitted ? ('admitted' as const) : closed ? CLOSED[closed.by] : lapsed ? ('lapsed' as const) : standing;
  return { application: id, member: named(member), grade: memberGrade, statement, status, reason: closed?.reason ?? null, ballots: shown };
};

/** Founded after a day, it was not on that day; whether others were asked by then is not told. */
export const statusOn = (it: Known, day: string) => (it.status === 'founded' && !isFoundedOn(it, day) ? ('not-yet-founded' as const) : it.status);

/** What a list tells of an alliance on a day. */
export const summaryOf = (it: Known, day: string) => {
  const isFounded = it.status === 'founded';
  const { count, undatedCount } = membersShown(it, day);
  const secretariat = isFounded ? secretariatOn(it, day) : it.secretariat;
  return {
    id: it.id, status: statusOn(it, day), grade: isFounded ? it.grade : ('submitted' as const), kind: it.kind, name: it.name, purpose: it.purpose, territory: it.territory, foundedOn: isFounded ? it.foundedOn : null,
    founders: it.founders.map((founder) => ({ ...named(founder), agreed: isFounded ? (it.grade === 'submitted' ? true : null) : it.agreed.includes(founder.organisation) })),
    declined: it.status === 'lapsed' ? it.declined : null,
    // Of an alliance that a document tells of, its rules are not stated.
    rules: isFounded && it.grade === 'attested' ? null : it.rules,
    count, undatedCount, secretariat: secretariat ? termOf(secretariat) : null, source: isFounded ? it.source : null,
  };
};

/** An alliance on a day, and its votes at an instant. */
export const shown = (it: Known, day: string, at: string) => {
  const { members, undated } = membersShown(it, day);
  return {
    ...summaryOf(it, day), members, undated,
    applications: it.status === 'founded' ? applicationsOf(it).map((each) => applicationOf(each, at)) : [],
    secretariats: it.status === 'founded' ? it.secretariats.map(termOf) : it.secretariat ? [termOf(it.secretariat)] : [],
  };
};

/** The applications on which a vote is open at an instant. */
export const votedOnAt = (it: Known, at: string): readonly string[] => (it.status !== 'founded' ? [] : applicationsOf(it).flatMap((application) => {
  const { id, ballots } = application;
  const last = ballots.at(-1);
  return last && isStanding(application) && outcomeOf(last, at) === 'open' ? [id] : [];
}));
