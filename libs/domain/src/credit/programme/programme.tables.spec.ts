import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor, Fact } from '../../kernel/message.js';
import { Refusal } from '../../kernel/refusal.js';
import { altered, faultDifferences, gridDifferences, refusalDifferences, remembered, sectionOf, tableOf } from '../../kernel/tables.samples.js';
import { ACCOUNTS } from '../ledger/index.js';
import { creditProgramme, type ProgrammeCommand } from './programme.js';
import { allocate, approve, association, banker, change, checker, close, giveBack, history, maker, officer, opened, propose, resume, stateAfter, stranger, suspend, takeBack } from './programme.samples.js';
import { refusals } from './refusals.js';

const text = readFileSync(join(__dirname, '../../../../../docs/credit.md'), 'utf8');
const sources = ['programme/terms.ts', 'ledger/money.ts', 'statement/statement.ts'].map((each) => readFileSync(join(__dirname, '..', each), 'utf8')).join('\n');

/** Every situation, with an allocation where there can be one. */
const situations: Readonly<Record<string, readonly ProgrammeCommand[]>> = {
  absent: [], proposed: [propose()], returned: [propose(), giveBack()], open: [...opened(), allocate()], waiting: [...opened(), allocate(), change()],
  suspended: [...opened(), allocate(), suspend()], closed: [...opened(), allocate(), takeBack(), close()],
};
const situationAfter = (facts: readonly Fact[]): string => {
  const { programme } = stateAfter(facts);
  return programme.status === 'open' && programme.proposal ? 'waiting' : programme.status;
};

type Verb = Readonly<{ by: Actor; in: string; command: (actor: Actor) => ProgrammeCommand }>;
/** Each verb by the person to whom it falls, and the situation in which it is tried by all others. */
const verbs: Readonly<Record<string, Verb>> = {
  propose: { by: maker, in: 'absent', command: (actor) => propose({}, actor) },
  approve: { by: checker, in: 'waiting', command: (actor) => approve({}, actor) },
  return: { by: checker, in: 'waiting', command: (actor) => giveBack({}, actor) },
  'change-quota': { by: maker, in: 'open', command: (actor) => change({}, actor) },
  allocate: { by: maker, in: 'open', command: (actor) => allocate({}, actor) },
  'return-allocation': { by: maker, in: 'open', command: (actor) => takeBack({}, actor) },
  suspend: { by: maker, in: 'open', command: (actor) => suspend({}, actor) },
  resume: { by: maker, in: 'suspended', command: (actor) => resume({}, actor) },
  close: { by: maker, in: 'empty', command: (actor) => close({}, actor) },
};
/** What is closed while nothing is allocated. */
const more: Readonly<Record<string, readonly ProgrammeCommand[]>> = { ...situations, empty: opened() };
const people: Readonly<Record<string, Actor>> = { maker, 'issuer’s people': checker, 'bank’s people': banker, association, 'officer of the region': officer, others: stranger };

const tried = (verb: string, situation: string, by?: Actor): string => {
  const { by: usual, command } = verbs[verb] as Verb;
  const given = history(...(more[situation] ?? []));
  try {
    const facts = creditProgramme.decide(command(by ?? usual), stateAfter(given));
    return facts.length === 0 ? 'nothing new' : situationAfter([...given, ...facts]);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

const grid = remembered({
  corner: 'verb', rows: Object.keys(verbs), columns: [...Object.keys(situations), 'who', 'others'],
  said: (verb, column) => {
    if (column in situations) return tried(verb, column);
    const outcomes = Object.values(people).map((actor) => tried(verb, verbs[verb]?.in ?? '', actor));
    return column === 'who' ? Object.keys(people).filter((_, n) => !outcomes[n]?.includes('/')).join(', ') : [...new Set(outcomes.filter((each) => each.includes('/')))].join(', ');
  },
});

const part = (heading: string, of = text): string => sectionOf(of, heading);
const differences = (of: string): readonly string[] => [
  ...gridDifferences(part('## Programmes', of), grid), ...refusalDifferences(part('### Of programmes, quotas and statements', of), refusals), ...faultDifferences(part('## Programmes', of), sources),
];

describe('the tables of programmes in docs/credit.md', () => {
  it('say what the decider does', () => expect(differences(text)).toEqual([]));
  it.each(Object.entries(situations))('begin with one that is %s', (name, commands) => expect(situationAfter(history(...commands))).toBe(name));
  it('name every account', () => expect(tableOf(part('## Ledger and accounts'), 'account', '中文').map(({ account }) => account)).toEqual([...ACCOUNTS]));

  const cells = grid.rows.flatMap((row) => grid.columns.map((column) => [row, column] as const));
  it.each(cells)('would be told of a wrong cell: %s, %s', (row, column) => {
    expect(gridDifferences(altered(part('## Programmes'), grid, row, column), grid)).toEqual([expect.stringContaining(`${row} / ${column}: the text says 'something else'`)]);
  });
  it.each<[what: string, from: string, to: string]>([
    ['a kind', '| `credit-programme/exists` | conflict |', '| `credit-programme/exists` | invalid |'],
    ['a sentence', 'Issuer and bank are two bodies; name another one.', 'No.'],
    ['a fault', '| `credit/product-twice` |', '| `credit/product-thrice` |'],
  ])('would be told of %s', (_, from, to) => {
    expect(text).toContain(from);
    expect(differences(text.replace(from, to))).toHaveLength(1);
  });
});
