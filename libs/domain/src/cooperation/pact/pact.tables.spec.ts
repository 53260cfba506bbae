import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../kernel/message.js';
import { partyRefusals } from '../../kernel/party.js';
import { dateInShanghai } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';
import type { PactCommand } from './pact.js';
import {
  A, amend, association, auditor, B, C, chengdu, chongqing, counter, decide, decline, draft, freeze, frozen, history, inForce, propose, record, renew, report, resume, reverse, sign, source,
  stateAfter, suspend, terminate, verify, withdraw, wuhan,
} from './pact.samples.js';
import { refusals } from './refusals.js';
import { SITUATIONS, situationOn } from './situation.js';
import type { Pact } from './state.js';

type Rows = readonly Readonly<Record<string, string>>[];

const cellsOf = (line: string): readonly string[] => line.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', ''));

/** The table of a Markdown text whose header begins with these columns. */
const rowsOf = (text: string, ...columns: readonly string[]): Rows => {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => columns.every((column, n) => cellsOf(line)[n] === column));
  if (start < 0) throw new Error(`there is no table ${columns.join(', ')}`);
  const end = lines.findIndex((line, n) => n > start && !line.startsWith('|'));
  const header = cellsOf(lines[start] ?? '');
  return lines.slice(start + 2, end < 0 ? undefined : end).map((line) => Object.fromEntries(header.map((column, n) => [column, cellsOf(line)[n] ?? ''])));
};

const IN_FORCE = '2024-05-06T05:00:00.000Z';
const SOON = '2024-05-01T05:00:00.000Z';
/** The ways to each situation, and when a verb comes then. */
const states: Readonly<Record<string, Readonly<{ way: readonly PactCommand[]; at: string }>>> = {
  absent: { way: [], at: '2024-03-10T05:00:00.000Z' },
  drafted: { way: [draft()], at: '2024-03-20T05:00:00.000Z' },
  negotiating: { way: [draft(), propose()], at: '2024-03-20T05:00:00.000Z' },
  frozen: { way: frozen(), at: '2024-03-25T05:00:00.000Z' },
  declined: { way: [draft(), propose(), decline()], at: '2024-03-20T05:00:00.000Z' },
  agreed: { way: inForce(), at: '2024-03-28T05:00:00.000Z' },
  'in-force': { way: inForce(), at: IN_FORCE },
  suspended: { way: [...inForce(), ...[chengdu, chongqing, wuhan].map((by) => suspend({ from: '2024-05-01' }, by, SOON))], at: IN_FORCE },
  expired: { way: inForce(), at: '2025-01-06T05:00:00.000Z' },
  terminated: { way: [...inForce(), ...[chengdu, chongqing, wuhan].map((by) => terminate({ on: '2024-05-02' }, by, SOON))], at: IN_FORCE },
  attested: { way: [record()], at: IN_FORCE },
};

/** The day on which what is agreed takes effect: at once, and not before it is in force. */
const dayIn = (state: string): string => [dateInShanghai(states[state]?.at ?? ''), '2024-04-01'].sort().at(-1) ?? '';

/** The day on which an obligation was fulfilled, which is told late of what has ended. */
const doneIn = (state: string): string => ({ expired: '2024-12-31', terminated: '2024-05-01' })[state] ?? dateInShanghai(states[state]?.at ?? '');

type Verb = Readonly<{ by: Actor; in: string; command: (actor: Actor, state: string) => PactCommand; on?: (state: string) => readonly PactCommand[] }>;

/** An act to which all who are bound agree: the others have, by the same act. */
const consenting = (act: (actor: Actor, state: string) => PactCommand, effectiveIn = 'in-force'): Verb => ({
  by: chengdu, in: effectiveIn, command: act, on: (state) => (state === 'attested' ? [] : [act(chongqing, state), act(wuhan, state)]),
});
const sourced = ({ role }: Actor) => ({ source: role === 'administrator' ? source : null });

const verbs: Readonly<Record<string, Verb>> = {
  draft: { by: chengdu, in: 'absent', command: (actor) => draft({}, actor) },
  record: { by: association, in: 'absent', command: (actor) => record({}, actor) },
  propose: { by: chengdu, in: 'drafted', command: (actor) => propose({}, actor) },
  counter: { by: chongqing, in: 'negotiating', command: (actor) => counter({}, actor) },
  freeze: { by: chongqing, in: 'negotiating', command: (actor) => freeze({}, actor) },
  sign: { by: chengdu, in: 'frozen', on: () => [sign(B), sign(C)], command: (actor) => sign(actor === chongqing ? B : A, {}, actor) },
  decline: { by: chongqing, in: 'frozen', command: (actor) => decline({}, actor) },
  amend: { by: chengdu, in: 'in-force', command: (actor) => amend({}, actor) },
  suspend: consenting((actor, state) => suspend({ from: dayIn(state), ...sourced(actor) }, actor)),
  resume: consenting((actor, state) => resume({ on: dayIn(state), ...sourced(actor) }, actor), 'suspended'),
  renew: consenting((actor) => renew(sourced(actor), actor)),
  terminate: consenting((actor, state) => terminate({ on: dayIn(state), ...sourced(actor) }, actor)),
  withdraw: consenting((actor, state) => withdraw({ on: dayIn(state), ...sourced(actor) }, actor)),
  'report-obligation': { by: chengdu, in: 'in-force', command: (actor, state) => report({ on: doneIn(state) }, actor) },
  'verify-obligation': { by: chongqing, in: 'in-force', on: (state) => [report({ on: doneIn(state) })], command: (actor) => verify({}, actor) },
  'reverse-obligation': { by: chongqing, in: 'in-force', on: (state) => [report({ on: doneIn(state) })], command: (actor) => reverse({}, actor) },
};

/** All who can see it; the auditor stands for those who may do nothing. */
const people: Readonly<Record<string, Actor>> = { drafter: chengdu, 'other party': chongqing, association, nobody: auditor };

const situation = (it: Pact, at: string): string => {
  if (it.status === 'absent') return 'absent';
  const is = situationOn(it, dateInShanghai(at));
  return it.status === 'in-force' && it.grade === 'attested' && is === 'in-force' ? 'attested' : is;
};

const refusalOr = <T>(act: () => T): T | string => {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

const tried = new Map<string, string>();
/** What a verb does in a situation, in the words of the table. */
const outcome = (verb: string, state: string, by?: Actor): string => {
  const key = `${verb} ${state} ${by?.principal ?? ''}`;
  const found = tried.get(key) ?? tryIt(verb, state, by);
  tried.set(key, found);
  return found;
};

const tryIt = (verb: string, state: string, by?: Actor): string => {
  const [{ way, at }, { by: usual, command, on = () => [] }] = [states[state], verbs[verb]] as [(typeof states)[string], Verb];
  // What comes before it happens where it can.
  const before = on(state).reduce((facts, each) => {
    const more = refusalOr(() => decide({ ...each, at }, stateAfter(facts)));
    return typeof more === 'string' ? facts : [...facts, ...more];
  }, history(...way));
  const attests = state === 'attested' && verbs[verb]?.on !== undefined && usual === chengdu && verb !== 'sign';
  const facts = refusalOr(() => decide({ ...command(by ?? (attests ? association : usual), state), at }, stateAfter(before)));
  if (typeof facts === 'string') return facts;
  return facts.length === 0 ? 'nothing new' : situation(stateAfter([...before, ...facts]), at);
};

/** Where the tables of a text and the decider part, one sentence for each cell. */
const differences = (text: string): readonly string[] => {
  const found: string[] = [];
  const compare = (cell: string, said: string | undefined, is: string): void => {
    if (said !== is) found.push(`${cell}: the text says '${said}', and it is '${is}'`);
  };
  const table = rowsOf(text, 'verb', 'absent');
  compare('verbs', table.map(({ verb }) => verb).join(' '), Object.keys(verbs).join(' '));
  compare('situations', Object.keys(table[0] ?? {}).join(', '), ['verb', ...Object.keys(states), 'who', 'others'].join(', '));
  for (const row of table) {
    const verb = row.verb ?? '';
    if (!verbs[verb]) continue;
    for (const state of Object.keys(states)) compare(`${verb} ${state}`, row[state], outcome(verb, state));
    const outcomes = Object.entries(people).map(([who, actor]) => [who, outcome(verb, verbs[verb]?.in ?? '', actor)] as const);
    const refused = outcomes.filter(([, said]) => said.includes('/'));
    compare(`${verb} who`, row.who, outcomes.filter((each) => !refused.includes(each)).map(([who]) => who).join(', '));
    compare(`${verb} others`, row.others, [...new Set(refused.map(([, said]) => said))].join(', '));
  }
  compare('acts', rowsOf(text, 'verb', '中文').map(({ verb }) => verb).join(' '), Object.keys(verbs).join(' '));
  compare('named situations', rowsOf(text, 'situation', '中文').map((row) => row.situation).join(' '), SITUATIONS.join(' '));

  const listed = Object.fromEntries(rowsOf(text, 'code', 'kind').map(({ code, kind, sentence, 中文: zh }) => [code, `${kind}: ${sentence} ${zh}`]));
  const all: Readonly<Record<string, readonly [string, string, string]>> = { ...refusals, ...partyRefusals };
  for (const code of new Set([...Object.keys(all), ...Object.keys(listed)])) {
    const [kind, en, zh] = all[code] ?? [];
    compare(`refusal ${code}`, listed[code], kind ? `${kind}: ${en} ${zh}` : 'not there');
  }
  const faults = [...readFileSync(join(__dirname, 'terms.ts'), 'utf8').matchAll(/'((?:pact|region|title|signature)\/[a-z-]+)'/g)].map(([, code]) => code ?? '');
  compare('faults', rowsOf(text, 'code', 'what is wrong').map(({ code }) => code).sort().join(' '), [...new Set(faults)].sort().join(' '));
  return found;
};

describe('the tables of docs/pacts.md', () => {
  const text = readFileSync(join(__dirname, '../../../../../docs/pacts.md'), 'utf8');

  it('say what the decider does', () => expect(differences(text)).toEqual([]));

  it.each(Object.entries(states))('begin with a pact that is %s', (name, { way, at }) => expect(situation(stateAfter(history(...way)), at)).toBe(name));

  const cells = rowsOf(text, 'verb', 'absent').flatMap((row) => Object.keys(row).slice(1).map((column) => [row.verb ?? '', column] as const));

  it.each(cells)('would be told of a wrong cell: %s, %s', (verb, column) => {
    const header = cellsOf(text.split('\n').find((line) => line.startsWith('| verb | absent')) ?? '');
    const altered = text.split('\n').map((line) => (line.startsWith(`| \`${verb}\` | `) && cellsOf(line).length === header.length ? line.split('|').with(header.indexOf(column) + 1, ' something else ').join('|') : line)).join('\n');
    expect(differences(altered)).toEqual([expect.stringMatching(new RegExp(`^${verb} ${column}: the text says 'something else'`))]);
  });

  it.each<[what: string, from: string, to: string]>([
    ['a kind', '| `pact/exists` | conflict |', '| `pact/exists` | invalid |'],
    ['a sentence', 'There is no such pact, or it is none of yours; check the id.', 'There is none.'],
    ['a fault that does not exist', '| `pact/signs-twice` |', '| `pact/signs-thrice` |'],
    ['an act that does not exist', '| `freeze` | 冻结文本 |', '| `thaw` | 冻结文本 |'],
    ['a situation that does not exist', '| `agreed` | 已签待生效 |', '| `ripe` | 已签待生效 |'],
  ])('would be told of %s', (_, from, to) => {
    expect(text).toContain(from);
    expect(differences(text.replace(from, to))).toHaveLength(1);
  });

});
