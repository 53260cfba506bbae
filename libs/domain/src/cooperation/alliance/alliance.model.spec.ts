import fc from 'fast-check';
import { allianceEntries } from '../../journals/alliance-figures.js';
import { edtfInterval } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';
import { allianceEvents, type AllianceFact } from './alliance.events.js';
import {
  admit, agree, ALLIANCE, apply, appoint, association, close, decide, decline, directoryOf, idOf, openVote, personOf, propose, reason, regionOf, regrade, reinstate, rules, stateAfter, strike, suspend, vote, withdraw,
} from './alliance.samples.js';
import type { AllianceCommand } from './alliance.js';
import { refusals } from './refusals.js';
import { type Alliance, isSuspendedOn, membersOn, openOf, secretariatOn, type Standing } from './state.js';
import { tasksOf } from './tasks.js';
import type { Task } from '../../kernel/task.js';
import { outcomeOf } from './ballots.js';
import { CHOICES, GRADES, MAJORITIES } from './terms.js';

/** Days are numbers from 1 January 2026 on; everything happens in ninety of them, after the founding. */
const DAYS = 90;
const FOUNDED = 5;
const dayOf = (n: number): string => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
const applicationOf = (n: number): string => `019a0c00-0000-7000-8000-00000000e${String(n).padStart(3, '0')}`;

type Try = Readonly<{ what: string; who: number; on: number; back: number; coarse: boolean; choice: number; grade: number; letter: boolean; twice: boolean }>;
const tries = fc.array(fc.record({
  what: fc.constantFrom('apply', 'apply', 'apply', 'open-vote', 'open-vote', 'vote', 'vote', 'vote', 'vote', 'vote', 'vote', 'vote', 'admit', 'admit', 'regrade', 'suspend', 'suspend', 'suspend', 'reinstate', 'reinstate', 'reinstate', 'withdraw', 'withdraw', 'strike', 'put-back', 'close', 'appoint', 'found', 'decline'),
  who: fc.integer({ min: 1, max: 6 }), on: fc.integer({ min: 0, max: 3 }), back: fc.integer({ min: 0, max: 25 }), coarse: fc.boolean(), choice: fc.integer({ min: 0, max: 2 }), grade: fc.integer({ min: 0, max: 3 }),
  letter: fc.boolean(), twice: fc.boolean(),
}), { minLength: 10, maxLength: 45 });

/** What the model knows: of every body, day by day, what was said last of that day. It learns from facts alone and keeps no ranges. */
type Day = 'no' | Readonly<{ grade: string; suspended: boolean; membership: number }>;
/** How the days of a membership stood before it was said to be suspended, and before it was said to go on. */
type Suspension = { from: string; before: readonly Day[]; asSuspended: readonly Day[] | null };
type Model = { days: Map<string, Day[]>; memberships: number; all: Map<string, number[]>; suspensions: Map<number, Suspension[]>; stayed: Map<number, readonly Day[]>; begun: Map<string, number[]>; votes: Map<string, { electors: string[]; quorum: number; majority: string; closes: string; cast: Map<string, string> }[]> };

const first = (date: string): number => Math.max(FOUNDED, Math.round((Date.parse(edtfInterval(date).from) - Date.UTC(2026, 0, 1)) / 86_400_000));
const rowOf = (model: Model, organisation: string): Day[] => {
  const row = model.days.get(organisation) ?? Array.from({ length: DAYS + 40 }, (): Day => 'no');
  model.days.set(organisation, row);
  return row;
};

const join = (model: Model, organisation: string, from: string, grade: string): void => {
  model.memberships += 1;
  model.all.set(organisation, [...(model.all.get(organisation) ?? []), model.memberships]);
  model.begun.set(`${organisation} ${from}`, [...(model.begun.get(`${organisation} ${from}`) ?? []), model.memberships]);
  rowOf(model, organisation).fill({ grade, suspended: false, membership: model.memberships }, first(from));
};
/** Changes every day of the newest membership from a date on. */
const since = (model: Model, organisation: string, from: string, changed: (day: Exclude<Day, 'no'>) => Day): void => {
  const row = rowOf(model, organisation);
  row.forEach((day, n) => {
    if (day !== 'no' && day.membership === newestOf(model, organisation) && n >= first(from)) row[n] = changed(day);
  });
};
const newestOf = (model: Model, organisation: string): number => model.all.get(organisation)?.at(-1) ?? 0;

/** The days of the newest membership are again as they were once. */
const restore = (model: Model, organisation: string, as: readonly Day[], what: (day: Exclude<Day, 'no'>, was: Exclude<Day, 'no'>) => Day): void => {
  const row = rowOf(model, organisation);
  as.forEach((was, n) => {
    const day = row[n] === undefined || row[n] === 'no' ? was : row[n];
    if (was !== 'no' && day !== 'no' && was.membership === newestOf(model, organisation)) row[n] = what(day, was);
  });
};

/** Said of one who is suspended, it began otherwise; said of another, it is one more. */
const learnSuspended = (model: Model, organisation: string, from: string): void => {
  const all = model.suspensions.get(newestOf(model, organisation)) ?? [];
  const running = all.at(-1)?.asSuspended === null ? all.at(-1) : undefined;
  if (running) restore(model, organisation, running.before, (day, was) => ({ ...day, suspended: was.suspended }));
  const before = [...rowOf(model, organisation)];
  model.suspensions.set(newestOf(model, organisation), [...(running ? all.slice(0, -1) : all), { from, before, asSuspended: null }]);
  since(model, organisation, from, (day) => ({ ...day, suspended: true }));
};

const learnReinstated = (model: Model, organisation: string, on: string): void => {
  const all = model.suspensions.get(newestOf(model, organisation)) ?? [];
  const last = all.at(-1);
  if (!last) throw new Error('none was suspended');
  if (last.asSuspended) restore(model, organisation, last.asSuspended, (day, was) => ({ ...day, suspended: was.suspended }));
  const ended = { ...last, asSuspended: last.asSuspended ?? [...rowOf(model, organisation)] };
  // A month may begin before the suspension does; an earlier suspension is not touched by it.
  since(model, organisation, first(on) < first(last.from) ? last.from : on, (day) => ({ ...day, suspended: false }));
  // From its beginning on, it never was, and the one before is the last again.
  const never = edtfInterval(on).from <= edtfInterval(last.from).from;
  model.suspensions.set(newestOf(model, organisation), [...all.slice(0, -1), ...(never ? [] : [ended])]);
};

/** Said of one who had left, it left on another day. */
const learnLeft = (model: Model, organisation: string, on: string): void => {
  const stayed = model.stayed.get(newestOf(model, organisation));
  if (stayed) restore(model, organisation, stayed, (_, was) => was);
  else model.stayed.set(newestOf(model, organisation), [...rowOf(model, organisation)]);
  since(model, organisation, on, () => 'no');
};

const learn = (model: Model, fact: AllianceFact): void => {
  switch (fact.type) {
    case 'AllianceFounded': return fact.data.members.forEach(({ organisation }) => join(model, organisation, fact.data.on, 'member'));
    case 'MemberAdmitted': return join(model, fact.data.member.organisation, fact.data.on, fact.data.memberGrade);
    case 'MemberRegraded': return since(model, fact.data.organisation, fact.data.on, (day) => ({ ...day, grade: fact.data.memberGrade }));
    case 'MemberSuspended': return learnSuspended(model, fact.data.organisation, fact.data.from);
    case 'MemberReinstated': return learnReinstated(model, fact.data.organisation, fact.data.on);
    case 'MemberWithdrew': return learnLeft(model, fact.data.organisation, fact.data.on);
    case 'MemberStruck': {
      const row = rowOf(model, fact.data.organisation);
      const begun = model.begun.get(`${fact.data.organisation} ${fact.data.from}`) ?? [];
      const struck = (model.all.get(fact.data.organisation) ?? []).findLast((each) => begun.includes(each));
      row.forEach((day, n) => { if (day !== 'no' && day.membership === struck) row[n] = 'no'; });
      model.all.set(fact.data.organisation, (model.all.get(fact.data.organisation) ?? []).filter((each) => each !== struck));
      return;
    }
    case 'VoteOpened': {
      const { application, electorate, quorum, majority, closesAt } = fact.data;
      model.votes.set(application, [...(model.votes.get(application) ?? []), { electors: electorate.map(({ organisation }) => organisation), quorum, majority, closes: closesAt, cast: new Map() }]);
      return;
    }
    case 'VoteCast': model.votes.get(fact.data.application)?.at(-1)?.cast.set(fact.data.organisation, fact.data.choice);
  }
};

/** What a vote came to, counted anew. */
const counted = ({ electors, quorum, majority, closes, cast }: NonNullable<ReturnType<Model['votes']['get']>>[number], at: string): string => {
  const of = (choice: string): number => [...cast.values()].filter((each) => each === choice).length;
  if (cast.size < electors.length && Date.parse(at) <= Date.parse(closes)) return 'open';
  if (cast.size < quorum) return 'no-quorum';
  const [yes, no] = [of('for'), of('against')];
  const share = yes + no === 0 ? 0 : yes / (yes + no);
  return yes > 0 && (majority === 'simple' ? share > 1 / 2 : majority === 'two-thirds' ? share >= 2 / 3 - 1e-12 : share === 1) ? 'passed' : 'failed';
};

const commandOf = ({ what, who, back, coarse, choice, grade, letter }: Try, today: number, it: Alliance): AllianceCommand | undefined => {
  const day = dayOf(today);
  const organisation = idOf(who);
  const said = dayOf(Math.max(0, today - back));
  const on = coarse && back % 5 === 0 ? said.slice(0, 7) : said;
  const memberGrade = GRADES[grade] ?? 'member';
  if (what === 'found') return agree({}, personOf(who), day);
  if (what === 'decline') return decline({ reason }, personOf(who), day);
  if (it.status !== 'founded') return undefined;
  const runs = Number(secretariatOn(it, day)?.party.organisation.slice(-4) ?? 1);
  const applications = Object.keys(it.applications);
  const asked = applications[applications.length - 1 - (back % 2)] ?? applications.at(-1) ?? applicationOf(999);
  const by = personOf(runs);
  switch (what) {
    case 'apply': {
      // Whoever is no member asks, and who has left soon asks again.
      const others = [1, 2, 3, 4, 5, 6].filter((n) => !openOf(it, idOf(n)));
      const asking = back % 4 === 0 ? who : (others[who % others.length] ?? who);
      return apply({ application: applicationOf(applications.length), organisation: idOf(asking), grade: memberGrade }, personOf(asking), day);
    }
    case 'open-vote': return openVote({ application: asked, closesOn: dayOf(today + (back % 6)) }, by, day);
    case 'vote': return vote({ application: applications.at(-1) ?? asked, choice: CHOICES[choice] ?? 'for', as: organisation, letter: letter ? { receivedOn: said, evidence: [] } : null }, letter ? by : personOf(who), day);
    case 'admit': return admit({ application: asked, on }, by, day);
    case 'put-back': return admit({ application: null, organisation, on }, by, day);
    case 'close': return close({ application: asked, as: null }, back % 2 === 0 ? by : personOf(who), day);
    case 'regrade': return regrade({ organisation, grade: memberGrade, on }, by, day);
    // Of few, so that one is often suspended and goes on more than once.
    case 'suspend': return suspend({ organisation: idOf(2 + (who % 2)), from: on }, by, day);
    case 'reinstate': return reinstate({ organisation: idOf(2 + (who % 2)), on: back % 2 === 0 ? day : on }, by, day);
    case 'withdraw': return withdraw({ organisation, on }, personOf(who), day);
    case 'strike': return strike({ organisation, from: null }, by, day);
    default: return appoint({ organisation, from: on, to: null }, by, day);
  }
};

const known = new Set([...Object.keys(refusals), 'party/none-of-yours', 'party/not-yours', 'party/say-for-whom']);
const met = new Set<string>();
const made = new Set<string>();

/** The newest facts of a command, none where it was refused in words that are on record. */
const attempt = (command: AllianceCommand, facts: readonly AllianceFact[]): readonly AllianceFact[] => {
  try {
    return decide(command, stateAfter(facts));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(known).toContain(error.code);
    met.add(error.code);
    return [];
  }
};

describe('an alliance through random histories', () => {
  it.each([['of a known seed', { seed: 20_260_105, numRuns: 500 }], ['of any', { numRuns: 100 }]])('is what is counted day by day: histories %s', (_, runs) => {
    fc.assert(fc.property(tries, fc.constantFrom(...MAJORITIES), fc.constantFrom('1/2', '2/3', '1/4', '1'), fc.constantFrom<'vote' | 'secretariat'>('vote', 'vote', 'secretariat'), fc.integer({ min: 0, max: 9 }), (all, majority, quorum, admission, unfounded) => {
      const model: Model = { days: new Map(), memberships: 0, all: new Map(), suspensions: new Map(), stayed: new Map(), begun: new Map(), votes: new Map() };
      let facts: readonly AllianceFact[] = decide(propose({ rules: { ...rules, admission, majority, quorum } }, personOf(1), dayOf(0)), { status: 'absent' });
      const founders = unfounded === 0 ? [] : [agree({}, personOf(2), dayOf(0)), agree({}, personOf(3), dayOf(FOUNDED))];
      for (const command of founders) facts = [...facts, ...attempt(command, facts)];
      facts.forEach((fact) => { made.add(fact.type); learn(model, fact); });
      let today = FOUNDED;
      for (const each of all) {
        today = Math.min(DAYS - 10, today + each.on);
        const before = stateAfter(facts);
        const command = commandOf(each, today, before);
        if (!command) continue;
        const news = attempt(command, facts);
        news.forEach((fact) => { made.add(fact.type); learn(model, fact); });
        facts = [...facts, ...news];
        const after = stateAfter(facts);
        // Said twice, it changes nothing, unless it was refused.
        if (each.twice && news.length > 0) expect(attempt(command, facts)).toEqual([]);
        frozenElectorates(before, after);
        offersNothingRefused(after, dayOf(today));
      }
      const it = stateAfter(facts);
      if (it.status !== 'founded') return;
      agrees(model, it, dayOf(today));
    }), runs);
  });

  it('made every fact and met most refusals', () => {
    const here = allianceEvents.map(({ type }) => type).filter((type) => type !== 'AllianceProposed' && type !== 'AllianceRecorded');
    expect(here.filter((type) => !made.has(type))).toEqual([]);
    for (const code of ['alliance/overlaps', 'alliance/vote-open', 'alliance/voted', 'alliance/vote-closed', 'alliance/no-quorum', 'alliance/member-already', 'alliance/not-in-electorate', 'alliance/suspended-then', 'alliance/before-suspension', 'alliance/before-founding', 'alliance/letter-too-early']) expect(met).toContain(code);
  });
});

/** Whoever is asked to do something may do it there and then. */
const offersNothingRefused = (it: Alliance, day: string): void => {
  if (it.status === 'absent') return;
  const at = `${day}T02:00:00.000Z`;
  for (const task of tasksOf(it, { day, directory: directoryOf() })) {
    if ((task.opens !== null && task.opens >= at) || (task.due !== null && task.due < at)) continue;
    const doing = actOf(task, day);
    expect(() => decide(doing, it)).not.toThrow();
  }
};

const actOf = ({ about, verb, by }: Task, day: string): AllianceCommand => {
  const who = by.organisation === null ? association : personOf(Number(by.organisation.slice('body-'.length)));
  const [application = '', as = null] = about.split('/');
  switch (verb) {
    case 'found': return agree({ as: about }, who, day);
    case 'vote': return vote({ application, as, choice: 'abstain' }, who, day);
    case 'open-vote': return openVote({ application, closesOn: day }, who, day);
    case 'admit': return admit({ application, on: day }, who, day);
    default: throw new Error(`nobody is asked to ${verb} here`);
  }
};

/** Who had a vote keeps it, and nobody gets one, whatever came after. */
const frozenElectorates = (before: Alliance, after: Alliance): void => {
  if (before.status !== 'founded' || after.status !== 'founded') return;
  for (const { id, ballots } of Object.values(before.applications)) {
    ballots.forEach(({ electorate, quorum }, n) => expect(after.applications[id]?.ballots[n]).toMatchObject({ electorate, quorum }));
  }
};

const agrees = (model: Model, it: Standing, today: string): void => {
  const entries = allianceEntries(it);
  const [told, summed, should]: string[][] = [[], [], []];
  for (let n = 0; n < DAYS + 30; n += 1) {
    const day = dayOf(n);
    const members = membersOn(it, day).map((each) => `${each.organisation} ${each.memberGrade} ${isSuspendedOn(each, day)}`).sort();
    const expected = [...model.days].flatMap(([organisation, row]) => {
      const on = row[n];
      return on === undefined || on === 'no' ? [] : [`${organisation} ${on.grade} ${on.suspended}`];
    }).sort();
    told?.push(`${day}: ${members.join(', ')}`);
    should?.push(`${day}: ${expected.join(', ')}`);
    const standing = entries.filter(({ effectiveOn }) => edtfInterval(effectiveOn).from <= day);
    const sum = new Map<string, number>();
    for (const { region, dims, sign, subject } of standing) {
      const key = `${subject.slice(ALLIANCE.length + 1)} ${dims.memberGrade} ${dims.standing === 'suspended'} ${region}`;
      sum.set(key, (sum.get(key) ?? 0) + sign);
    }
    // An entry is of its member's own region.
    const one = [...sum].flatMap(([key, count]) => (count === 0 ? [] : count === 1 && key.endsWith(regionOf(Number(key.slice(32, 36)))) ? [key.slice(0, key.lastIndexOf(' '))] : [`${count} of ${key}`]));
    summed?.push(`${day}: ${one.sort().join(', ')}`);
  }
  expect(told).toEqual(should);
  expect(summed).toEqual(should);
  for (const [application, ballots] of model.votes) {
    ballots.forEach((ballot, n) => {
      const real = it.applications[application]?.ballots[n];
      for (const at of [`${today}T02:00:00.000Z`, ballot.closes, '2027-01-01T00:00:00.000Z']) expect(real && outcomeOf(real, at)).toBe(counted(ballot, at));
    });
  }
};
