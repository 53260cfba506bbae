import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../kernel/message.js';
import { Refusal } from '../../kernel/refusal.js';
import type { OrganisationFact } from './organisation.events.js';
import { organisation, type OrganisationCommand } from './organisation.js';
import {
  affiliate, alias, approveAuthority, approveKey, association, AUTHORITY, authorise, BRANCH, classify, close, history, identify, keyNamed, kidOf, merge, officer, OTHER, ownSecond,
  register, registerHead, registerKey, registerOther, release, rename, revokeAuthority, revokeKey, rotateKey, shanghaiOfficer, source, stateAfter, unmerge,
} from './organisation.samples.js';
import { refusals } from './refusals.js';
import { verdicts } from './standing.js';
import { ORGANISATION_TYPES } from './terms.js';

type Table = readonly Readonly<Record<string, string>>[];

const cellsOf = (line: string): readonly string[] => line.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', ''));

/** The table of a Markdown text whose header begins with these columns. */
const tableOf = (text: string, ...columns: readonly string[]): Table => {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => columns.every((column, n) => cellsOf(line)[n] === column));
  if (start < 0) throw new Error(`there is no table ${columns.join(', ')}`);
  const end = lines.findIndex((line, n) => n > start && !line.startsWith('|'));
  const header = cellsOf(lines[start] ?? '');
  return lines.slice(start + 2, end < 0 ? undefined : end).map((line) => Object.fromEntries(header.map((column, n) => [column, cellsOf(line)[n] ?? ''])));
};

const WAITING = '019a0c00-0000-7000-8000-0000000000c2';
/** A body with a valid key and authority, and one of each that waits; two more bodies to refer to. */
const live: readonly OrganisationCommand[] = [
  registerHead(), registerOther(), register(), registerKey(), approveKey(), registerKey({ key: keyNamed('c'), kid: kidOf('c') }), authorise(), approveAuthority(), authorise({ authority: WAITING }),
];
const states: Readonly<Record<string, readonly OrganisationCommand[]>> = { absent: [registerHead(), registerOther()], live, merged: [...live, merge()], closed: [...live, close()] };

const sourced = ({ role }: Actor) => ({ source: role === 'administrator' ? source : null });
/** The verbs, as they take effect on a live body where they can. */
const verbs: Readonly<Record<string, (actor: Actor) => OrganisationCommand>> = {
  register: (actor) => register({ ...sourced(actor), account: null }, actor),
  rename: (actor) => rename(sourced(actor), actor),
  classify: (actor) => classify(sourced(actor), actor),
  affiliate: (actor) => affiliate(sourced(actor), actor),
  identify: (actor) => identify(sourced(actor), actor),
  release: (actor) => release({}, actor),
  alias: (actor) => alias({}, actor),
  merge: (actor) => merge({}, actor),
  unmerge: (actor) => unmerge({}, actor),
  close: (actor) => close(sourced(actor), actor),
  'register-key': (actor) => registerKey({ key: keyNamed('d'), kid: kidOf('d') }, actor),
  'rotate-key': (actor) => rotateKey({}, actor),
  'approve-key': (actor) => approveKey({ key: kidOf('c') }, actor),
  'revoke-key': (actor) => revokeKey({}, actor),
  authorise: (actor) => authorise({ authority: OTHER }, actor),
  'approve-authority': (actor) => approveAuthority({ authority: WAITING }, actor),
  'revoke-authority': (actor) => revokeAuthority({ authority: AUTHORITY }, actor),
};
const EFFECTIVE_IN: Readonly<Record<string, string>> = { register: 'absent', unmerge: 'merged' };
const parties: Readonly<Record<string, Actor>> = { association, officer, 'own people': ownSecond, others: shanghaiOfficer };

const situation = (facts: readonly OrganisationFact[]): string => stateAfter(facts).bodies[BRANCH]?.status ?? 'absent';

const outcome = (verb: string, state: string, actor: Actor = association): string => {
  const before = history(...(states[state] ?? []));
  const command = verbs[verb]?.(actor);
  if (!command) return 'no such verb';
  try {
    const facts = organisation.decide(command, stateAfter(before));
    return facts.length === 0 ? 'nothing new' : situation([...before, ...facts]);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

/** Where the tables of a text and the code part, one sentence for each cell. */
const differences = (text: string): readonly string[] => {
  const found: string[] = [];
  const compare = (cell: string, said: string | undefined, is: string): void => {
    if (said !== is) found.push(`${cell}: the text says '${said}', and it is '${is}'`);
  };
  const table = tableOf(text, 'verb', 'absent');
  compare('verbs', table.map(({ verb }) => verb).join(' '), Object.keys(verbs).join(' '));
  compare('columns', Object.keys(table[0] ?? {}).join(', '), ['verb', ...Object.keys(states), 'who', 'others'].join(', '));
  for (const row of table) {
    const verb = row.verb ?? '';
    for (const state of Object.keys(states)) compare(`${verb} ${state}`, row[state], outcome(verb, state));
    const outcomes = Object.entries(parties).map(([who, actor]) => [who, outcome(verb, EFFECTIVE_IN[verb] ?? 'live', actor)] as const);
    const refused = outcomes.filter(([, said]) => said.startsWith('organisation/'));
    compare(`${verb} who`, row.who, outcomes.filter((each) => !refused.includes(each)).map(([who]) => who).join(', '));
    compare(`${verb} others`, row.others, [...new Set(refused.map(([, said]) => said))].join(', '));
  }
  compare('acts', tableOf(text, 'verb', '中文').map(({ verb }) => verb).join(' '), Object.keys(verbs).join(' '));
  compare('types', tableOf(text, 'type', '中文').map(({ type }) => type).join(' '), ORGANISATION_TYPES.join(' '));

  const listed = Object.fromEntries(tableOf(text, 'code', 'kind').map(({ code, kind, sentence, 中文: zh }) => [code, `${kind}: ${sentence} ${zh}`]));
  for (const code of new Set([...Object.keys(refusals), ...Object.keys(listed)])) {
    const [kind, en, zh] = refusals[code as keyof typeof refusals] ?? [];
    compare(`refusal ${code}`, listed[code], kind ? `${kind}: ${en} ${zh}` : 'not there');
  }
  const told = Object.fromEntries(tableOf(text, 'code', 'why it does not count').map(({ code, 'why it does not count': en, 中文: zh }) => [code, `${en} ${zh}`]));
  for (const code of new Set([...Object.keys(verdicts), ...Object.keys(told)])) compare(`verdict ${code}`, told[code], (verdicts[code as keyof typeof verdicts] ?? ['not there']).join(' '));

  const faults = [...readFileSync(join(__dirname, 'terms.ts'), 'utf8').matchAll(/fault\(context(?: as never)?, '([^']+)'/g)].map(([, code]) => code ?? '');
  const inText = tableOf(text, 'code', 'what is wrong').map(({ code }) => code ?? '');
  compare('faults', faults.filter((code) => !inText.includes(code)).join(' '), '');
  return found;
};

describe('the tables of docs/organisations.md', () => {
  const text = readFileSync(join(__dirname, '../../../../../docs/organisations.md'), 'utf8');

  it('say what the decider does', () => expect(differences(text)).toEqual([]));

  it.each(Object.entries(states))('begin with a body that is %s', (name, commands) => expect(situation(history(...commands))).toBe(name));

  it.each(Object.keys(verbs))('would be told of wrong cells of %s', (verb) => {
    const row = text.split('\n').find((line) => line.startsWith(`| \`${verb}\` |`) && cellsOf(line).length === 7) ?? '';
    for (let n = 1; n <= 6; n += 1) {
      const cells = row.split('|').with(n + 1, ' something else ');
      expect(differences(text.replace(row, cells.join('|')))).toEqual([expect.stringContaining(`${verb} `)]);
    }
  });

  it.each<[what: string, from: string, to: string]>([
    ['a kind', '| `organisation/exists` | conflict |', '| `organisation/exists` | invalid |'],
    ['a sentence', 'It is not merged into another, so there is nothing to undo.', 'No.'],
    ['a verdict', 'The key had been replaced by another at this time.', 'The key was old.'],
    ['a fault that is left out', '| `organisation/language-twice` |', '| `organisation/language-thrice` |'],
    ['an act that does not exist', '| `unmerge` | 撤销合并 |', '| `split` | 拆分 |'],
    ['a type that does not exist', '| `fund` |', '| `funds` |'],
  ])('would be told of %s', (_, from, to) => {
    expect(text).toContain(from);
    expect(differences(text.replace(from, to))).toHaveLength(1);
  });

});
