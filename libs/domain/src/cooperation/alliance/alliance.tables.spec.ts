import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../kernel/message.js';
import { Refusal } from '../../kernel/refusal.js';
import { altered, faultDifferences, gridDifferences, refusalDifferences, remembered, tableOf } from '../../kernel/tables.samples.js';
import {
  admit, agree, applicant, apply, appoint, association, bank, close, decide, decline, founding, history, idOf, openVote, personOf, propose, record, regrade, reinstate, SECOND, secretariat, source, stateAfter,
  strike, suspend, vote, withdraw,
} from './alliance.samples.js';
import type { AllianceCommand } from './alliance.js';
import { refusals } from './refusals.js';
import { type Alliance, isSuspendedOn, membershipsOf, type Standing } from './state.js';
import { GRADES } from './terms.js';
import { outcomeOf } from './ballots.js';

const text = readFileSync(join(__dirname, '../../../../../docs/alliances.md'), 'utf8');

const outcome = (before: readonly AllianceCommand[], command: AllianceCommand, told: (state: Alliance) => string): string => {
  const given = history(...before);
  try {
    const facts = decide(command, stateAfter(given));
    return facts.length === 0 ? 'nothing new' : told(stateAfter([...given, ...facts]));
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

const states: Readonly<Record<string, readonly AllianceCommand[]>> = { absent: [], forming: [propose()], lapsed: [propose(), decline()], founded: founding, recorded: [record()] };
const situation = (it: Alliance): string => (it.status === 'founded' && it.grade === 'attested' ? 'recorded' : it.status);

/** As who says it says it: an association from a document. */
const sourced = (actor: Actor, state: string) => ({ source: state === 'recorded' || (actor === association && state === 'absent') ? source : null });
const entry = (state: string, on: readonly AllianceCommand[]): readonly AllianceCommand[] => [...(states[state] ?? []), ...(state === 'founded' ? on : [])];
const suspended = (state: string): readonly AllianceCommand[] => (state === 'recorded' ? [suspend({ source }, association)] : state === 'founded' ? [suspend()] : []);

type Verb = Readonly<{ by: Actor; in: string; command: (actor: Actor, state: string) => AllianceCommand; on?: readonly AllianceCommand[] }>;
/** The verbs, by the actor to whom they fall, and where they take effect. */
const verbs: Readonly<Record<string, Verb>> = {
  propose: { by: secretariat, in: 'absent', command: (actor) => propose({}, actor) },
  record: { by: association, in: 'absent', command: (actor) => record({}, actor) },
  found: { by: personOf(2), in: 'forming', command: (actor) => agree({}, actor) },
  decline: { by: personOf(2), in: 'forming', command: (actor) => decline({}, actor) },
  apply: { by: applicant, in: 'founded', command: (actor) => apply({}, actor) },
  'open-vote': { by: secretariat, in: 'founded', command: (actor) => openVote({}, actor), on: [apply()] },
  vote: { by: personOf(2), in: 'founded', command: (actor) => vote({}, actor), on: [apply(), openVote()] },
  admit: {
    by: secretariat, in: 'founded', on: [apply(), openVote(), vote(), vote({}, personOf(3))],
    command: (actor, state) => admit({ ...sourced(actor, state), ...(state === 'recorded' ? { application: null, organisation: idOf(4) } : {}) }, actor),
  },
  regrade: { by: secretariat, in: 'founded', command: (actor, state) => regrade(sourced(actor, state), actor) },
  suspend: { by: secretariat, in: 'founded', command: (actor, state) => suspend(sourced(actor, state), actor) },
  reinstate: { by: secretariat, in: 'founded', command: (actor, state) => reinstate(sourced(actor, state), actor) },
  withdraw: { by: personOf(2), in: 'founded', command: (actor, state) => withdraw(sourced(actor, state), actor) },
  strike: { by: secretariat, in: 'founded', command: (actor, state) => strike(sourced(actor, state), actor) },
  appoint: { by: secretariat, in: 'founded', command: (actor, state) => appoint(sourced(actor, state), actor) },
};
const parties: Readonly<Record<string, Actor>> = { secretariat, 'that member': personOf(2), 'other member': personOf(3), applicant, association, nobody: bank };

const tried = (verb: string, state: string, by?: Actor): string => {
  const { by: usual, command, on = [] } = verbs[verb] as Verb;
  const actor = by ?? (state === 'recorded' ? association : usual);
  return outcome([...entry(state, on), ...(verb === 'reinstate' ? suspended(state) : [])], command(actor, state), situation);
};

const whole = remembered({
  corner: 'verb', rows: Object.keys(verbs), columns: [...Object.keys(states), 'who', 'others'],
  said: (verb, column) => {
    if (column in states) return tried(verb, column);
    const outcomes = Object.values(parties).map((actor) => tried(verb, verbs[verb]?.in ?? '', actor));
    if (column === 'who') return Object.keys(parties).filter((_, n) => !outcomes[n]?.includes('/')).join(', ');
    return [...new Set(outcomes.filter((each) => each.includes('/')))].join(', ') || '–';
  },
});

/** After the closing of the vote, or while it is open. */
const LATER = '2026-02-22';
const two = (choice: 'for' | 'against') => [vote({ choice }), vote({ choice }, secretariat)];
const applications: Readonly<Record<string, readonly AllianceCommand[]>> = {
  none: founding,
  waiting: [...founding, apply()],
  'being voted on': [...founding, apply(), openVote()],
  passed: [...founding, apply(), openVote(), ...two('for')],
  failed: [...founding, apply(), openVote(), ...two('against')],
  'too few voted': [...founding, apply(), openVote(), vote()],
  admitted: [...founding, apply(), openVote(), ...two('for'), admit()],
  closed: [...founding, apply(), close()],
};
const onApplication: Readonly<Record<string, (day: string) => AllianceCommand>> = {
  apply: (day) => apply({ application: SECOND, grade: 'observer' }, applicant, day),
  'take back': (day) => close({}, applicant, day),
  decline: (day) => close({}, secretariat, day),
  'open-vote': (day) => openVote({ closesOn: '2026-03-20' }, secretariat, day),
  vote: (day) => vote({}, personOf(3), day),
  admit: (day) => admit({ on: day }, secretariat, day),
};
const ENDED = { open: 'being voted on', passed: 'passed', failed: 'failed', 'no-quorum': 'too few voted' } as const;
const ofApplication = (day: string) => (it: Alliance): string => {
  const last = Object.values((it as Standing).applications).at(-1);
  const ballot = last?.ballots.at(-1);
  return !last ? 'none' : last.admitted ? 'admitted' : last.closed ? 'closed' : ballot ? ENDED[outcomeOf(ballot, `${day}T02:00:00.000Z`)] : 'waiting';
};
const dayIn = (state: string): string => (state === 'being voted on' ? '2026-02-05' : LATER);
const joining = remembered({
  corner: 'verb', rows: Object.keys(onApplication), columns: Object.keys(applications),
  said: (verb, state) => outcome(applications[state] ?? [], onApplication[verb]?.(dayIn(state)) as AllianceCommand, ofApplication(dayIn(state))),
});

const memberships: Readonly<Record<string, readonly AllianceCommand[]>> = {
  'no member': founding, member: founding, suspended: [...founding, suspend()], left: [...founding, withdraw()], struck: [...founding, strike()],
};
const DAY = '2026-06-01';
const onMember: Readonly<Record<string, (organisation: string) => AllianceCommand>> = {
  regrade: (organisation) => regrade({ organisation, on: DAY }, secretariat, DAY),
  suspend: (organisation) => suspend({ organisation, from: DAY }, secretariat, DAY),
  reinstate: (organisation) => reinstate({ organisation, on: DAY }, secretariat, DAY),
  withdraw: (organisation) => withdraw({ organisation, on: DAY }, personOf(2), DAY),
  strike: (organisation) => strike({ organisation }, secretariat, DAY),
};
const ofMember = (it: Alliance): string => {
  const last = membershipsOf(it as Standing, idOf(2)).at(-1)?.at(-1);
  return !last ? ((it as Standing).struck.length > 0 ? 'struck' : 'no member') : last.to !== null ? 'left' : isSuspendedOn(last, DAY) ? 'suspended' : 'member';
};
const belonging = remembered({
  corner: 'verb', rows: Object.keys(onMember), columns: Object.keys(memberships),
  said: (verb, state) => outcome(memberships[state] ?? [], onMember[verb]?.(state === 'no member' ? idOf(5) : idOf(2)) as AllianceCommand, ofMember),
});

const differences = (of: string): readonly string[] => [
  ...[whole, joining, belonging].flatMap((grid) => gridDifferences(of, grid)),
  ...refusalDifferences(of, refusals),
  ...faultDifferences(of, readFileSync(join(__dirname, 'terms.ts'), 'utf8')),
  ...(tableOf(of, 'verb', '中文').map(({ verb }) => verb).join(' ') === Object.keys(verbs).join(' ') ? [] : ['the acts differ']),
  ...(tableOf(of, 'grade', '中文').map(({ grade }) => grade).join(' ') === GRADES.join(' ') ? [] : ['the grades differ']),
];

describe('the tables of docs/alliances.md', () => {
  it('say what the decider does', () => expect(differences(text)).toEqual([]));

  it.each(Object.entries(states))('begin with an alliance that is %s', (name, commands) => expect(situation(stateAfter(history(...commands)))).toBe(name));
  it.each(Object.entries(applications))('begin with an application: %s', (name, commands) => expect(ofApplication(dayIn(name))(stateAfter(history(...commands)))).toBe(name));
  it.each(Object.entries(memberships).slice(1))('begin with a membership: %s', (name, commands) => expect(ofMember(stateAfter(history(...commands)))).toBe(name));

  const cells = [whole, joining, belonging].flatMap((grid) => grid.rows.flatMap((row) => grid.columns.map((column) => [row, column, grid] as const)));
  it.each(cells)('would be told of a wrong cell: %s, %s', (row, column, grid) => {
    expect(gridDifferences(altered(text, grid, row, column), grid)).toEqual([expect.stringContaining(`${row} / ${column}: the text says 'something else'`)]);
  });

  it.each<[what: string, from: string, to: string]>([
    ['a kind', '| `alliance/exists` | conflict |', '| `alliance/exists` | invalid |'],
    ['a sentence', 'Votes by letter do not count in this alliance.', 'No.'],
    ['a fault that is left out', '| `alliance/founder-twice` |', '| `alliance/founder-thrice` |'],
    ['an act that does not exist', '| `regrade` | 变更类别 |', '| `promote` | 晋升 |'],
    ['a grade that does not exist', '| `observer` |', '| `guest` |'],
  ])('would be told of %s', (_, from, to) => {
    expect(text).toContain(from);
    expect(differences(text.replace(from, to))).toHaveLength(1);
  });
});
