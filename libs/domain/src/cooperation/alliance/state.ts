import { dayBefore, edtfInterval } from '../../kernel/period.js';
import type { Party } from '../../kernel/party.js';
import type { Reason, Source } from '../../signing/signing/index.js';
import type { AllianceFact } from './alliance.events.js';
import type { Choice, Grade, Proposal, Rules } from './terms.js';

/**
 * A stretch of membership in one grade: from a day to before another; null is not stated, or open. `since` is when the
 * membership itself began, `notBefore` when the alliance was founded, and `regraded` tells that the stretch goes on with
 * the one before it of the same body.
 */
export type Membership = Party & Readonly<{
  memberGrade: Grade; since: string | null; notBefore: string | null; from: string | null; to: string | null; regraded: boolean; application: string | null;
  grade: 'submitted' | 'attested'; suspensions: readonly Readonly<{ from: string; to: string | null }>[];
}>;

export type Vote = Readonly<{ organisation: string; choice: Choice; byLetter: boolean; at: string }>;
export type Ballot = Readonly<{ openedOn: string | null; electorate: readonly Party[]; quorum: number; majority: Rules['majority']; letters: boolean; closesAt: string; votes: readonly Vote[] }>;
/** By whom an application was closed before it came to an admission: taken back, or declined. */
export type Closed = Readonly<{ by: 'applicant' | 'secretariat'; reason: Reason }>;
/**
 * `nth`: applications count from 0 in the order in which they came in. `lapsed`: the body became a member otherwise, by the
 * application that is named, or as a founder (null).
 */
export type Application = Readonly<{
  id: string; nth: number; member: Party; memberGrade: Grade; statement: string | null; ballots: readonly Ballot[];
  admitted: boolean; closed: Closed | null; lapsed: Readonly<{ application: string | null }> | null;
}>;
export type Term = Readonly<{ party: Party; from: string | null; to: string | null }>;

type About = Readonly<Pick<Proposal, 'name' | 'kind' | 'purpose' | 'territory'>> & Readonly<{ id: string }>;

export type Standing = About & Readonly<{
  status: 'founded'; grade: 'submitted' | 'attested'; source: Source | null; foundedOn: string | null; rules: Rules;
  founders: readonly Party[]; memberships: readonly Membership[]; struck: readonly Readonly<{ organisation: string; from: string | null }>[]; applications: Readonly<Record<string, Application>>; secretariats: readonly Term[];
}>;

type Proposed = About & Readonly<{ founders: readonly Party[]; agreed: readonly string[]; rules: Rules; secretariat: Term | null }>;

/** The situations of an alliance. */
export type Alliance =
  | Readonly<{ status: 'absent' }>
  | (Proposed & Readonly<{ status: 'forming' }>)
  | (Proposed & Readonly<{ status: 'lapsed'; declined: Readonly<{ organisation: string; reason: Reason }> }>)
  | Standing;

export type Known = Exclude<Alliance, { status: 'absent' }>;
export const absent: Alliance = { status: 'absent' };
/** Of an alliance that a document tells of, the rules are not stated; nobody votes here. */
const UNSTATED: Rules = { admission: 'secretariat', quorum: '1/2', majority: 'simple', letters: true };

type Of<T extends AllianceFact['type']> = Extract<AllianceFact, { type: T }>['data'];

export const evolve = (state: Alliance, fact: AllianceFact): Alliance => {
  switch (fact.type) {
    case 'AllianceProposed': {
      const { alliance: id, name, kind, purpose, territory, founders, rules, secretariat, organisation } = fact.data;
      return { status: 'forming', id, name, kind, purpose, territory, founders, rules, secretariat, agreed: [organisation] };
    }
    case 'AllianceRecorded': return recorded(fact.data);
    default: return state.status === 'absent' ? state : state.status === 'founded' ? standing(state, fact) : forming(state, fact);
  }
};

const recorded = ({ alliance: id, name, kind, purpose, territory, founders, foundedOn, secretariat, source }: Of<'AllianceRecorded'>): Standing => ({
  status: 'founded', id, name, kind, purpose, territory, grade: 'attested', source, foundedOn, rules: UNSTATED, founders,
  memberships: founders.map((party) => opened(party, 'member', foundedOn, foundedOn, 'attested', null)), struck: [], applications: {}, secretariats: secretariat ? [secretariat] : [],
});

const opened = (party: Party, memberGrade: Grade, from: string | null, notBefore: string | null, grade: Membership['grade'], application: string | null): Membership =>
  ({ ...party, memberGrade, since: from, notBefore, from, to: null, regraded: false, application, grade, suspensions: [] });

const forming = (it: Exclude<Known, Standing>, fact: AllianceFact): Alliance => {
  if (fact.type === 'FounderAgreed') return { ...it, agreed: [...it.agreed, fact.data.organisation] };
  if (fact.type === 'FounderDeclined') return { ...it, status: 'lapsed', declined: { organisation: fact.data.organisation, reason: fact.data.reason } };
  if (fact.type !== 'AllianceFounded') return it;
  const { id, name, kind, purpose, territory, founders, rules, secretariat } = it;
  return {
    status: 'founded', id, name, kind, purpose, territory, founders, rules, grade: 'submitted', source: null, foundedOn: fact.data.on,
    memberships: fact.data.members.map((party) => opened(party, 'member', fact.data.on, fact.data.on, 'submitted', null)), struck: [], applications: {}, secretariats: secretariat ? [{ ...secretariat, from: secretariat.from ?? fact.data.on }] : [],
  };
};

const standing = (it: Standing, fact: AllianceFact): Standing => {
  switch (fact.type) {
    case 'MembershipApplied': {
      const { application: id, member, memberGrade, statement } = fact.data;
      return { ...it, applications: { ...it.applications, [id]: { id, nth: Object.keys(it.applications).length, member, memberGrade, statement, ballots: [], admitted: false, closed: null, lapsed: null } } };
    }
    case 'VoteOpened': {
      const { electorate, quorum, majority, letters, closesAt } = fact.data;
      return withApplication(it, fact.data.application, ({ ballots }) => ({ ballots: [...ballots, { openedOn: fact.effectiveOn, electorate, quorum, majority, letters, closesAt, votes: [] }] }));
    }
    case 'VoteCast': {
      const { organisation, choice, letter, at } = fact.data;
      return withApplication(it, fact.data.application, ({ ballots }) => ({
        ballots: ballots.map((ballot, n) => (n === ballots.length - 1 ? { ...ballot, votes: [...ballot.votes, { organisation, choice, byLetter: letter !== null, at }] } : ballot)),
      }));
    }
    case 'MemberAdmitted': {
      const { application, member, memberGrade, on, grade } = fact.data;
      const admitted = { ...it, memberships: [...it.memberships, opened(member, memberGrade, on, it.foundedOn, grade, application)] };
      // Whatever else it had asked for is over.
      return withApplications(admitted, member.organisation, (each) => (each.id === application ? { admitted: true } : isStanding(each) ? { lapsed: { application } } : {}));
    }
    case 'MemberRegraded': {
      const { organisation, memberGrade, on, grade } = fact.data;
      const before = openOf(it, organisation);
      return before ? { ...it, memberships: [...cut(it, organisation, on), { ...before, memberGrade, from: on, grade, regraded: true }] } : it;
    }
    // Said once more while it is suspended, it began on that date instead.
    case 'MemberSuspended': return withOpen(it, fact.data.organisation, (suspensions) => [...suspensions.filter(({ to }) => to !== null), { from: fact.data.from, to: null }]);
    case 'MemberReinstated': return withOpen(it, fact.data.organisation, (suspensions) => {
      const ending = lastOf(suspensions);
      return suspensions.map((each) => (each === ending ? { ...each, to: fact.data.on } : each));
    });
    case 'MemberWithdrew': return { ...it, memberships: endedOn(it, fact.data.organisation, fact.data.on) };
    case 'ApplicationClosed': return withApplication(it, fact.data.application, () => ({ closed: { by: fact.data.closedBy, reason: fact.data.reason } }));
    case 'MemberStruck': {
      const { organisation, from } = fact.data;
      const struck = membershipsOf(it, organisation).findLast(([first]) => first?.since === from) ?? [];
      const without = { ...it, memberships: it.memberships.filter((each) => !struck.includes(each)), struck: [...it.struck, { organisation, from }] };
      return struck[0] ? reopened(without, struck[0]) : without;
    }
    case 'SecretariatAppointed': {
      const { term } = fact.data;
      return { ...it, secretariats: [...upTo(it.secretariats, term), term] };
    }
    default: return it;
  }
};

const withApplication = (it: Standing, id: string, changed: (application: Application) => Partial<Application>): Standing => {
  const application = it.applications[id];
  return application ? { ...it, applications: { ...it.applications, [id]: { ...application, ...changed(application) } } } : it;
};

const withApplications = (it: Standing, organisation: string, changed: (application: Application) => Partial<Application>): Standing =>
  applicationsOf(it).filter(({ member }) => member.organisation === organisation).reduce((all, each) => withApplication(all, each.id, changed), it);

/**
 * A membership that never was leaves what the members had agreed to: its application is open again, or the newer one that had
 * lapsed by it, so that the body is admitted from the right day. A body has one that is open; an older one stays lapsed.
 */
const reopened = (it: Standing, { organisation, application }: Membership): Standing => {
  const newest = applicationsOf(it).findLast(({ member }) => member.organisation === organisation)?.id;
  return withApplications(it, organisation, (each) => {
    if (each.id !== application && (each.lapsed === null || each.lapsed.application !== application)) return {};
    return { admitted: false, lapsed: each.id === newest ? null : { application } };
  });
};

/** The applications in the order in which they came in. */
export const applicationsOf = ({ applications }: Pick<Standing, 'applications'>): readonly Application[] => Object.values(applications).sort((a, b) => a.nth - b.nth);

/** Whether an application may still come to something: it has neither been admitted nor closed, and has not lapsed. */
export const isStanding = ({ admitted, closed, lapsed }: Application): boolean => !admitted && closed === null && lapsed === null;

/** The suspension that was said last, but for those that were reinstated from their beginning on, so that they never were. */
export const lastOf = (suspensions: Membership['suspensions']): Membership['suspensions'][number] | undefined =>
  suspensions.findLast(({ from, to }) => to === null || firstDay(from) < firstDay(to));

/** The membership of a body that has no end yet. */
export const openOf = ({ memberships }: Pick<Standing, 'memberships'>, organisation: string): Membership | undefined =>
  memberships.findLast((each) => each.organisation === organisation && each.to === null);

/** The memberships of a body in their order, each as its stretches through all its grades. */
export const membershipsOf = ({ memberships }: Pick<Standing, 'memberships'>, organisation: string): readonly (readonly Membership[])[] =>
  memberships.filter((each) => each.organisation === organisation)
    .reduce<readonly (readonly Membership[])[]>((all, each) => (each.regraded ? [...all.slice(0, -1), [...(all.at(-1) ?? []), each]] : [...all, [each]]), []);

/** A suspension is of the membership, in whichever grade it is on a day. */
const withOpen = (it: Standing, organisation: string, changed: (suspensions: Membership['suspensions']) => Membership['suspensions']): Standing => {
  const open = openOf(it, organisation) ? membershipsOf(it, organisation).at(-1) : undefined;
  return open ? { ...it, memberships: it.memberships.map((each) => (open.includes(each) ? { ...each, suspensions: changed(each.suspensions) } : each)) } : it;
};

const firstDay = (date: string): string => edtfInterval(date).from;

/** The newest membership of a body ends on a date in whichever grade it was then; a grade that it had from later on, it never had. */
const cut = (it: Standing, organisation: string, on: string): readonly Membership[] => {
  const newest = membershipsOf(it, organisation).at(-1) ?? [];
  return it.memberships.map((each) => (newest.includes(each) && (each.to === null || firstDay(on) < firstDay(each.to)) ? { ...each, to: on } : each));
};

const earlier = (one: string, other: string): string => (firstDay(other) < firstDay(one) ? other : one);

/** The newest membership of a body ends on a date, whichever end it had: each grade where the next one begins, or on that date. */
const endedOn = (it: Standing, organisation: string, on: string): readonly Membership[] => {
  const newest = membershipsOf(it, organisation).at(-1) ?? [];
  return it.memberships.map((each) => {
    const n = newest.indexOf(each);
    return n < 0 ? each : { ...each, to: newest.slice(n + 1).flatMap(({ from }) => from ?? []).reduce(earlier, on) };
  });
};

/** Terms as another one leaves them: each ends the day before it at the latest, and one that was to begin with it or later is none. */
const upTo = (terms: readonly Term[], { from }: Term): readonly Term[] => {
  if (from === null) return [];
  const first = firstDay(from);
  return terms.filter((each) => each.from === null || firstDay(each.from) < first)
    .map((each) => (each.to === null || edtfInterval(each.to).to >= first ? { ...each, to: dayBefore(first) } : each));
};

const hasCome = (date: string, day: string): boolean => firstDay(date) <= day;

/** From a day on and before another; what is not stated is open. */
export const spans = ({ from, to }: Readonly<{ from: string | null; to: string | null }>, day: string): boolean => (from === null || hasCome(from, day)) && (to === null || !hasCome(to, day));

export const isSuspendedOn = ({ suspensions }: Pick<Membership, 'suspensions'>, day: string): boolean => suspensions.some((each) => spans(each, day));

/** Whether a body is a member in this stretch on a day; a coarse date never makes it one before it joined, or before the founding. */
export const isMemberOn = (membership: Pick<Membership, 'since' | 'notBefore' | 'from' | 'to'>, day: string): boolean =>
  spans(membership, day) && [membership.since, membership.notBefore].every((date) => date === null || hasCome(date, day));

/** Whether the alliance was founded by a day; of one whose founding is not dated, that it was is all that is known. */
export const isFoundedOn = (it: Known, day: string): boolean => it.status === 'founded' && (it.foundedOn === null || hasCome(it.foundedOn, day));

/** The members on a day (`YYYY-MM-DD`), those who are suspended among them; of whom no beginning is stated is one on every day until it left. */
export const membersOn = ({ memberships }: Pick<Standing, 'memberships'>, day: string): readonly Membership[] => memberships.filter((each) => isMemberOn(each, day));

/** Who runs the secretariat on a day; its last day is included where the term states one. */
export const secretariatOn = ({ secretariats }: Pick<Standing, 'secretariats'>, day: string): Term | undefined =>
  secretariats.findLast(({ from, to }) => (from === null || hasCome(from, day)) && (to === null || edtfInterval(to).to >= day));
