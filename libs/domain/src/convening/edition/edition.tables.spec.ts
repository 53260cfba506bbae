import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../kernel/message.js';
import { Refusal } from '../../kernel/refusal.js';
import { altered, faultDifferences, gridDifferences, refusalDifferences, remembered, tableOf } from '../../kernel/tables.samples.js';
import { activity, ACTIVITY, announce, association, decide, elsewhere, history, officer, open, output, reason, stateAfter, strike } from './edition.samples.js';
import type { EditionCommand } from './edition.js';
import { refusals } from './refusals.js';
import type { Edition } from './state.js';
import { EVENT_KINDS, OUTPUT_KINDS } from './terms.js';

const text = readFileSync(join(__dirname, '../../../../../docs/editions.md'), 'utf8');

const states: Readonly<Record<string, readonly EditionCommand[]>> = { absent: [], open: [open()], announced: [open(), announce()] };
const situation = (it: Edition): string => (it.status === 'absent' ? 'absent' : it.announced ? 'announced' : 'open');

type Verb = Readonly<{ in: string; command: (actor: Actor, state: string) => EditionCommand; on?: readonly EditionCommand[] }>;
const bare = { aspect: null };
/** The verbs; what is said anew of what is there already comes with its reason. */
const verbs: Readonly<Record<string, Verb>> = {
  open: { in: 'absent', command: (actor) => open({}, actor) },
  announce: { in: 'open', command: (actor) => announce({ venue: '示例会展中心', reason }, actor) },
  'record-activity': { in: 'open', command: (actor) => activity(bare, actor) },
  'record-output': { in: 'open', command: (actor) => output({ under: null }, actor), on: [activity(bare)] },
  strike: { in: 'open', command: (actor) => strike({}, actor), on: [activity(bare), output()] },
};
const parties: Readonly<Record<string, Actor>> = { association, 'another association': elsewhere, officer };

const tried = (verb: string, state: string, actor: Actor = association): string => {
  const { command, on = [] } = verbs[verb] as Verb;
  const given = history(...(states[state] ?? []), ...(state === 'absent' ? [] : on));
  try {
    const facts = decide(command(actor, state), stateAfter(given));
    return facts.length === 0 ? 'nothing new' : situation(stateAfter([...given, ...facts]));
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

const grid = remembered({
  corner: 'verb', rows: Object.keys(verbs), columns: [...Object.keys(states), 'who', 'others'],
  said: (verb, column) => {
    if (column in states) return tried(verb, column);
    const outcomes = Object.values(parties).map((actor) => tried(verb, verbs[verb]?.in ?? '', actor));
    return column === 'who' ? Object.keys(parties).filter((_, n) => !outcomes[n]?.includes('/')).join(', ') : [...new Set(outcomes.filter((each) => each.includes('/')))].join(', ');
  },
});

const differences = (of: string): readonly string[] => [
  ...gridDifferences(of, grid), ...refusalDifferences(of, refusals), ...faultDifferences(of, ['terms.ts', 'count.ts'].map((file) => readFileSync(join(__dirname, file), 'utf8')).join('\n')),
  ...(tableOf(of, 'verb', '中文').map(({ verb }) => verb).join(' ') === Object.keys(verbs).join(' ') ? [] : ['the acts differ']),
  ...(tableOf(of, 'output', '中文').map(({ output: kind }) => kind).join(' ') === OUTPUT_KINDS.join(' ') ? [] : ['the outputs differ']),
  ...(tableOf(of, 'kind', '中文').map(({ kind }) => kind).join(' ') === EVENT_KINDS.join(' ') ? [] : ['the kinds differ']),
];

describe('the tables of docs/editions.md', () => {
  it('say what the decider does', () => expect(differences(text)).toEqual([]));
  it.each(Object.entries(states))('begin with an edition that is %s', (name, commands) => expect(situation(stateAfter(history(...commands)))).toBe(name));
  it.each(grid.rows.flatMap((row) => grid.columns.map((column) => [row, column] as const)))('would be told of a wrong cell: %s, %s', (row, column) => {
    expect(gridDifferences(altered(text, grid, row, column), grid)).toEqual([expect.stringContaining(`${row} / ${column}: the text says 'something else'`)]);
  });
  it.each<[what: string, from: string, to: string]>([
    ['a kind', '| `edition/exists` | conflict |', '| `edition/exists` | invalid |'],
    ['a sentence', 'It was said otherwise before; give the reason for the change.', 'No.'],
    ['a fault that is left out', '| `edition/aspect-twice` |', '| `edition/aspect-thrice` |'],
    ['an act that does not exist', '| `announce` | 公布 |', '| `publish` | 公布 |'],
    ['an output that does not exist', '| `list` |', '| `lists` |'],
  ])('would be told of %s', (_, from, to) => {
    expect(text).toContain(from);
    expect(differences(text.replace(from, to))).toHaveLength(1);
  });

  it('strike what is there', () => expect(decide(strike({ activity: ACTIVITY, output: null }), stateAfter(history(open(), activity(bare))))).toHaveLength(1));
});
