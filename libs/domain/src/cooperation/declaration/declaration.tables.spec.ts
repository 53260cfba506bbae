import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../kernel/message.js';
import { Refusal } from '../../kernel/refusal.js';
import { altered, gridDifferences, refusalDifferences, remembered } from '../../kernel/tables.samples.js';
import { association, attest, BRANCH, decide, endorse, history, issue, officer, own, reason, record, sign, source, stateAfter, stranger, withdraw } from './declaration.samples.js';
import type { DeclarationCommand } from './declaration.js';
import { refusals } from './refusals.js';
import { type Declaration, isOpenOn, openOf } from './state.js';

const text = readFileSync(join(__dirname, '../../../../../docs/declarations.md'), 'utf8');

const outcome = (before: readonly DeclarationCommand[], command: DeclarationCommand, told: (state: Declaration, day: string) => string): string => {
  const given = history(...before);
  try {
    const facts = decide(command, stateAfter(given));
    return facts.length === 0 ? 'nothing new' : told(stateAfter([...given, ...facts]), command.at.slice(0, 10));
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

type Verb = Readonly<{ by: Actor; in: string; on?: readonly DeclarationCommand[]; command: (actor: Actor, day: string) => DeclarationCommand }>;
/** The verbs, by the actor to whom they fall; `endorse` in its three ways. */
const verbs: Readonly<Record<string, Verb>> = {
  issue: { by: own, in: 'absent', command: (actor, day) => issue({}, actor, day) },
  record: { by: association, in: 'absent', command: (actor, day) => record({}, actor, day) },
  'endorse, by own word': { by: own, in: 'open', command: (actor, day) => endorse({}, actor, day) },
  'endorse, signed': { by: own, in: 'open', command: (actor, day) => sign({}, actor, day) },
  'endorse, attested': { by: association, in: 'open', command: (actor, day) => attest({ on: '2024-05-01' }, actor, day) },
  withdraw: { by: own, in: 'open', on: [endorse()], command: (actor, day) => withdraw({}, actor, day) },
};
const states: Readonly<Record<string, readonly DeclarationCommand[]>> = { absent: [], open: [issue()], closed: [issue()] };
const dayIn = (state: string): string => (state === 'closed' ? '2024-06-01' : '2024-05-10');
const situation = (it: Declaration, day: string): string => (it.status === 'absent' ? 'absent' : isOpenOn(it, day) ? 'open' : 'closed');
const parties: Readonly<Record<string, Actor>> = { 'own people': own, association, 'officer of the region': officer, others: stranger };
const tried = (verb: string, state: string, by?: Actor): string => {
  const { by: usual, command, on = [] } = verbs[verb] as Verb;
  return outcome([...(states[state] ?? []), ...(state === 'absent' ? [] : on)], command(by ?? usual, dayIn(state)), situation);
};

const whole = remembered({
  corner: 'verb', rows: Object.keys(verbs), columns: [...Object.keys(states), 'who', 'others'],
  said: (verb, column) => {
    if (column in states) return tried(verb, column);
    const outcomes = Object.values(parties).map((actor) => tried(verb, verbs[verb]?.in ?? '', actor));
    return column === 'who' ? Object.keys(parties).filter((_, n) => !outcomes[n]?.includes('/')).join(', ') : [...new Set(outcomes.filter((each) => each.includes('/')))].join(', ');
  },
});

const endorsements: Readonly<Record<string, readonly DeclarationCommand[]>> = {
  none: [issue()], attested: [issue(), attest()], submitted: [issue(), endorse()], signed: [issue(), sign()], withdrawn: [issue(), endorse(), withdraw()],
};
const LATER = '2024-05-10';
const ways: Readonly<Record<string, DeclarationCommand>> = {
  'endorse, by own word': endorse({ on: LATER }, own, LATER), 'endorse, signed': sign({ on: LATER }, own, LATER), 'endorse, attested': attest({ on: LATER }, association, LATER),
  withdraw: withdraw({ on: LATER }, own, LATER), 'withdraw, attested': withdraw({ on: LATER, source, reason }, association, LATER),
};
const ofBody = (it: Declaration): string => (it.status === 'absent' ? 'absent' : (openOf(it, BRANCH)?.grade ?? (it.endorsements.length > 0 ? 'withdrawn' : 'none')));
const standing = remembered({
  corner: 'verb', rows: Object.keys(ways), columns: Object.keys(endorsements), said: (verb, state) => outcome(endorsements[state] ?? [], ways[verb] as DeclarationCommand, ofBody),
});

const differences = (of: string): readonly string[] => [...[whole, standing].flatMap((grid) => gridDifferences(of, grid)), ...refusalDifferences(of, refusals)];

describe('the tables of docs/declarations.md', () => {
  it('say what the decider does', () => expect(differences(text)).toEqual([]));
  it.each(Object.entries(states))('begin with one that is %s', (name, commands) => expect(situation(stateAfter(history(...commands)), dayIn(name))).toBe(name));
  it.each(Object.entries(endorsements))('begin with an endorsement: %s', (name, commands) => expect(ofBody(stateAfter(history(...commands)))).toBe(name));

  const cells = [whole, standing].flatMap((grid) => grid.rows.flatMap((row) => grid.columns.map((column) => [row, column, grid] as const)));
  it.each(cells)('would be told of a wrong cell: %s, %s', (row, column, grid) => {
    expect(gridDifferences(altered(text, grid, row, column), grid)).toEqual([expect.stringContaining(`${row} / ${column}: the text says 'something else'`)]);
  });
  it.each<[what: string, from: string, to: string]>([
    ['a kind', '| `declaration/exists` | conflict |', '| `declaration/exists` | invalid |'],
    ['a sentence', 'An endorsement is signed or taken from a document, and not both.', 'No.'],
  ])('would be told of %s', (_, from, to) => {
    expect(text).toContain(from);
    expect(differences(text.replace(from, to))).toHaveLength(1);
  });
});
