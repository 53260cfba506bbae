import { referring } from '../../evidence/document/index.js';
import { type Party, partyFor, personOf, refuseParty } from '../../kernel/party.js';
import { edtfInterval, endOfDayInShanghai } from '../../kernel/period.js';
import { mustHold, Refusal } from '../../kernel/refusal.js';
import { parseShare } from '../../kernel/share.js';
import type { AllianceFact } from './alliance.events.js';
import type { CastVote, OpenVote } from './alliance.js';
import { applicationOf, goneSince, isAmongMembers } from './applying.js';
import { electorsOn, isUndecided, outcomeOf } from './ballots.js';
import { refuse } from './refusals.js';
import { acting, asToday, dayOf, inFuture, isSecretariat, mustBeSecretariat } from './rules.js';
import { type Ballot, isStanding, type Standing } from './state.js';
import type { Council, CouncilFact } from './council.js';

const quorumOf = (share: string, electors: number): number => {
  const { numerator, denominator } = parseShare(share) as NonNullable<ReturnType<typeof parseShare>>;
  return Number((numerator * BigInt(electors) + denominator - 1n) / denominator);
};

const dayNeeded = (date: string, pointer: string): readonly Refusal[] => (/^\d{4}-\d\d-\d\d$/.test(date) ? [] : [refuse('alliance/day-needed', pointer)]);

/** The secretariat asks the members. Who has a vote today keeps it, and nobody who joins later gets one. */
export const openVote = (command: OpenVote, { alliance: state }: Council): readonly AllianceFact[] => {
  const it = acting(state);
  const { id: alliance, application: asked, closesOn } = command.data;
  mustBeSecretariat(it, command);
  if (it.rules.admission === 'secretariat') throw refuse('alliance/no-vote-needed');
  const application = applicationOf(it, asked);
  const day = dayOf(command);
  const closesAt = endOfDayInShanghai(edtfInterval(closesOn).to);
  if (!isStanding(application)) throw refuse('alliance/application-decided');
  const last = application.ballots.at(-1);
  if (last && last.closesAt === closesAt && outcomeOf(last, command.at) === 'open') return [];
  if (last && outcomeOf(last, command.at) === 'open') throw refuse('alliance/vote-open');
  if (!isUndecided(application, command.at)) throw refuse('alliance/application-decided');
  if (last && outcomeOf(last, command.at) === 'passed') throw refuse('alliance/vote-passed');
  mustHold(goneSince(application, asToday(command)));
  if (isAmongMembers(it, application.member.organisation, command)) throw refuse('alliance/member-already');
  mustHold([
    ...dayNeeded(closesOn, '/closesOn'),
    ...(closesAt < command.at ? [refuse('alliance/closes-in-past', '/closesOn')] : []),
  ]);
  const electorate = electorsOn(it, day, command.directory);
  if (electorate.length === 0) throw refuse('alliance/nobody-to-vote');
  const { quorum, majority, letters } = it.rules;
  return [{
    type: 'VoteOpened', effectiveOn: day,
    data: { alliance, application: asked, electorate, quorum: quorumOf(quorum, electorate.length), majority, letters, closesAt, by: personOf(command.actor) },
  }];
};

/** A member votes once: itself while the vote is open, or by a letter that the secretariat enters and that came in time. */
export const vote = (command: CastVote, { alliance: state, documents }: Council): readonly CouncilFact[] => {
  const it = acting(state);
  const { id: alliance, as, application: asked, choice, letter } = command.data;
  const application = applicationOf(it, asked);
  const ballot = application.ballots.at(-1);
  if (!ballot) throw refuse(isStanding(application) ? 'alliance/vote-not-open' : 'alliance/application-decided');
  const elector = letter === null ? voter(ballot, as, command) : byLetter(it, ballot, as, command);
  const before = ballot.votes.find((each) => each.organisation === elector.organisation);
  if (before?.choice === choice) return [];
  if (before) throw refuse('alliance/voted');
  if (!isStanding(application)) throw refuse('alliance/application-decided');
  const isClosed = command.at > ballot.closesAt;
  if (isClosed && letter === null) throw refuse('alliance/vote-closed');
  if (letter) mustHold(wrongLetter(letter.receivedOn, ballot, command));
  const { evidence, facts, wrong } = referring(documents, letter?.evidence ?? [], command.actor, { kind: 'alliance', id: alliance }, '/letter/evidence');
  mustHold(wrong[0] ? [new Refusal(wrong[0].code, wrong[0].message, 'invalid', wrong)] : []);
  const cast = letter && { receivedOn: letter.receivedOn, evidence: [...evidence] };
  return [{ type: 'VoteCast', effectiveOn: letter?.receivedOn ?? dayOf(command), data: { alliance, application: asked, organisation: elector.organisation, choice, letter: cast, at: command.at, by: personOf(command.actor) } }, ...facts];
};

/** What is wrong with the day on which a letter came: it is a day, has come, and lies between the opening of the vote and its closing. */
const wrongLetter = (receivedOn: string, { openedOn, closesAt }: Ballot, command: CastVote): readonly Refusal[] => {
  const { from, to } = edtfInterval(receivedOn);
  const pointer = '/letter/receivedOn';
  return [
    ...dayNeeded(receivedOn, pointer), ...inFuture(receivedOn, command, pointer),
    ...(openedOn !== null && from < openedOn ? [refuse('alliance/letter-too-early', pointer)] : []),
    ...(endOfDayInShanghai(to) > closesAt ? [refuse('alliance/letter-too-late', pointer)] : []),
  ];
};

const voter = ({ electorate }: Ballot, as: string | null, command: CastVote): Party => {
  if (as !== null && !electorate.some(({ organisation }) => organisation === as)) throw refuse('alliance/not-in-electorate', '/as');
  return partyFor(electorate, as, command);
};

const byLetter = (it: Standing, { electorate, letters }: Ballot, as: string | null, command: CastVote): Party => {
  if (!isSecretariat(it, command)) throw refuse('alliance/letter-by-secretariat', '/letter');
  if (!letters) throw refuse('alliance/no-letters', '/letter');
  if (as === null) throw refuseParty('party/say-for-whom', '/as');
  const elector = electorate.find(({ organisation }) => organisation === as);
  if (!elector) throw refuse('alliance/not-in-electorate', '/as');
  return elector;
};
