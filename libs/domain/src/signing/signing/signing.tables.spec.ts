import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../kernel/message.js';
import { Refusal } from '../../kernel/refusal.js';
import { voids } from './confirmations.js';
import { refusals } from './refusals.js';
import type { SigningFact } from './signing.events.js';
import {
  AFTER_DUE, amend, annul, approve, association, bank, chengdu, chengduSecond, chongqing, confirm, correct, decide, history, identify, object, plan, proofOf, receive, remind,
  report, resubmit, returned, reverse, reverseFunds, shanghai, source, stateAfter, submit, terminate, threeParties, upgrade, verify, verifyFunds, withdraw,
} from './signing.samples.js';
import type { SigningCommand } from './signing.js';
import type { Signing } from './state.js';

type Table = readonly Readonly<Record<string, string>>[];

/** The table of a Markdown text whose header begins with these columns. */
const tableOf = (text: string, ...columns: readonly string[]): Table => {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => columns.every((column, n) => cellsOf(line)[n] === column));
  if (start < 0) throw new Error(`there is no table ${columns.join(', ')}`);
  const end = lines.findIndex((line, n) => n > start && !line.startsWith('|'));
  const header = cellsOf(lines[start] ?? '');
  return lines.slice(start + 2, end < 0 ? undefined : end).map((line) => {
    const cells = cellsOf(line);
    if (cells.length !== header.length) throw new Error(`'${line}' has ${cells.length} cells of ${header.length}`);
    return Object.fromEntries(header.map((column, n) => [column, cells[n] ?? '']));
  });
};

const cellsOf = (line: string): readonly string[] => line.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', ''));

const submitted = [submit({ terms: { ...threeParties, level: 'intent' } })];
const road = { confirmed: [confirm(), confirm({}, shanghai), approve()], waived: [{ ...approve({ waive: ['500000', '310000'] }), at: AFTER_DUE }] };
/** The ways to each state; what a verb is about has happened once it is admitted. */
const waysTo = (admission: readonly SigningCommand[], then: readonly SigningCommand[] = []): Readonly<Record<string, readonly SigningCommand[]>> => {
  const admitted = [...submitted, ...admission, ...then];
  return {
    absent: [],
    submitted,
    returned: [...submitted, returned()],
    withdrawn: [...submitted, withdraw()],
    admitted,
    'change waiting': [...admitted, correct()],
    terminated: [...admitted, terminate()],
    annulled: [...admitted, annul()],
  };
};
const states = waysTo(road.confirmed);

/** The second person of a region reports, so that the first is only not the association. */
const reported = [report({}, chengduSecond)];
const received = [receive({}, chengduSecond)];

type Verb = (actor: Actor) => SigningCommand;

/** The verbs, by the actor to whom they fall, where they take effect, and what they are about. */
const verbs: Readonly<Record<string, Readonly<{ by: Actor; command: Verb; in: string; on?: readonly SigningCommand[]; admission?: readonly SigningCommand[]; ofHosts?: true }>>> = {
  submit: { by: chengdu, command: (actor) => submit({ terms: threeParties, source: actor.role === 'administrator' ? source : null }, actor), in: 'absent', ofHosts: true },
  return: { by: chongqing, command: (actor) => returned({}, actor), in: 'submitted' },
  resubmit: { by: chengdu, command: (actor) => resubmit({}, actor), in: 'returned' },
  confirm: { by: chongqing, command: (actor) => confirm({}, actor), in: 'submitted' },
  approve: { by: association, command: (actor) => approve({}, actor), in: 'submitted' },
  remind: { by: chengdu, command: (actor) => remind({}, actor), in: 'submitted' },
  object: { by: chongqing, command: (actor) => object({}, actor), in: 'admitted', admission: road.waived },
  withdraw: { by: chengdu, command: (actor) => withdraw({}, actor), in: 'submitted' },
  identify: { by: chongqing, command: (actor) => identify({}, actor), in: 'admitted' },
  correct: { by: chengdu, command: (actor) => correct({}, actor), in: 'admitted' },
  amend: { by: chengdu, command: (actor) => amend({}, actor), in: 'admitted' },
  upgrade: { by: chengdu, command: (actor) => upgrade({}, actor), in: 'admitted' },
  'plan-milestone': { by: chengdu, command: (actor) => plan({}, actor), in: 'admitted', ofHosts: true },
  'report-milestone': { by: chengdu, command: (actor) => report({ evidence: proofOf(actor) }, actor), in: 'admitted', ofHosts: true },
  'verify-milestone': { by: association, command: (actor) => verify({}, actor), in: 'admitted', on: reported },
  'reverse-milestone': { by: association, command: (actor) => reverse({}, actor), in: 'admitted', on: reported },
  'receive-funds': { by: chengdu, command: (actor) => receive({ host: actor === chongqing ? '500000' : '510100', evidence: proofOf(actor) }, actor), in: 'admitted', ofHosts: true },
  'verify-funds': { by: association, command: (actor) => verifyFunds({}, actor), in: 'admitted', on: received },
  'reverse-funds': { by: association, command: (actor) => reverseFunds({}, actor), in: 'admitted', on: received },
  terminate: { by: chengdu, command: (actor) => terminate({}, actor), in: 'admitted' },
  annul: { by: association, command: (actor) => annul({}, actor), in: 'admitted' },
};

/** All who can see it; the bank stands for those who may do nothing. */
const parties: Readonly<Record<string, Actor>> = { submitter: chengdu, 'other host': chongqing, counterpart: shanghai, association, nobody: bank };
/** What a host does, one host may as the other. */
const hosting: Readonly<Record<string, Actor>> = { host: chengdu, 'other host': chongqing, counterpart: shanghai, association, nobody: bank };

const situation = (state: Signing): string => (state.status === 'admitted' && state.pending ? 'change waiting' : state.status);

const known = new Map<string, string>();
/** What a verb does in a state, in the words of the table; it is approved where all who are asked have confirmed. */
const outcome = (verb: string, state: string, by?: Actor): string => {
  const key = `${verb} ${state} ${by?.principal ?? ''}`;
  const found = known.get(key) ?? tried(verb, state, by);
  known.set(key, found);
  return found;
};

const tried = (verb: string, state: string, by?: Actor): string => {
  const { command, by: usual, on, admission = road.confirmed } = verbs[verb] as (typeof verbs)[string];
  const asked = verb === 'approve' && ['submitted', 'change waiting'].includes(state) ? [confirm(), confirm({}, shanghai)] : [];
  const before = history(...(waysTo(admission, on)[state] ?? []), ...asked);
  try {
    const facts: readonly SigningFact[] = decide(command(by ?? usual), stateAfter(before));
    return facts.length === 0 ? 'nothing new' : situation(stateAfter([...before, ...facts]));
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

/** Where the tables of a text and the decider part, one sentence for each cell. */
const differences = (text: string): readonly string[] => {
  const found: string[] = [];
  const compare = (cell: string, said: string | undefined, is: string): void => {
    if (said !== is) found.push(`${cell}: the text says '${said}', and it is '${is}'`);
  };

  const table = tableOf(text, 'verb', 'absent');
  compare('verbs', table.map(({ verb }) => verb).join(' '), Object.keys(verbs).join(' '));
  compare('states', Object.keys(table[0] ?? {}).join(', '), ['verb', ...Object.keys(states), 'who', 'others'].join(', '));
  for (const row of table) {
    const verb = row.verb ?? '';
    if (!verbs[verb]) continue;
    for (const state of Object.keys(states)) compare(`${verb} ${state}`, row[state], outcome(verb, state));
    const where = verbs[verb]?.in ?? '';
    const outcomes = Object.entries(verbs[verb]?.ofHosts ? hosting : parties).map(([who, actor]) => [who, outcome(verb, where, actor)] as const);
    const refused = outcomes.filter(([, said]) => said.startsWith('signing/'));
    const may = outcomes.filter((each) => !refused.includes(each)).map(([who]) => who);
    const named = may.filter((who) => !verbs[verb]?.ofHosts || who !== 'other host').join(', ');
    compare(`${verb} who`, row.who, refused.length === 0 ? 'whoever sees it' : named);
    compare(`${verb} others`, row.others, [...new Set(refused.map(([, said]) => said))].join(', ') || '–');
  }

  const fields = tableOf(text, 'field', '中文').map(({ field, 'voids the confirmation of': whose }) => `${field}: ${whose}`);
  compare('fields', fields.join('; '), Object.entries(voids).map(([field, whose]) => `${field}: ${whose.join(', ') || 'nobody'}`).join('; '));

  const listed = Object.fromEntries(tableOf(text, 'code', 'kind').map(({ code, kind, sentence, 中文: zh }) => [code, `${kind}: ${sentence} ${zh}`]));
  for (const code of new Set([...Object.keys(refusals), ...Object.keys(listed)])) {
    const [kind, en, zh] = refusals[code as keyof typeof refusals] ?? [];
    compare(`refusal ${code}`, listed[code], kind ? `${kind}: ${en} ${zh}` : 'not there');
  }

  const faults = [...readFileSync(join(__dirname, 'terms.ts'), 'utf8').matchAll(/fault\(context, '([^']+)'/g)].map(([, code]) => code ?? '');
  compare('faults', tableOf(text, 'code', 'what is wrong').map(({ code }) => code).sort().join(' '), [...new Set(faults)].sort().join(' '));

  const acts = tableOf(text, 'verb', '中文').map(({ verb }) => verb);
  compare('acts', acts.join(' '), Object.keys(verbs).join(' '));
  return found;
};

describe('the tables of docs/signing.md', () => {
  const text = readFileSync(join(__dirname, '../../../../../docs/signing.md'), 'utf8');

  it('say what the decider does', () => expect(differences(text)).toEqual([]));

  it.each(Object.entries(states))('begin with a signing that is %s', (name, commands) => expect(situation(stateAfter(history(...commands)))).toBe(name));

  const cellsBesides = tableOf(text, 'verb', 'absent').flatMap((row) => Object.keys(row).slice(1).map((column) => [row.verb ?? '', column] as const));

  it.each(cellsBesides)('would be told of a wrong cell: %s, %s', (verb, column) => {
    const altered = text.split('\n').map((line) => {
      if (!line.startsWith(`| \`${verb}\` | `) || cellsOf(line).length !== 11) return line;
      const cells = line.split('|');
      const header = cellsOf(text.split('\n').find((each) => each.startsWith('| verb | absent')) ?? '');
      cells[header.indexOf(column) + 1] = ' something else ';
      return cells.join('|');
    }).join('\n');
    expect(differences(altered)).toEqual([expect.stringMatching(new RegExp(`^${verb} ${column}: the text says 'something else'`))]);
  });

  it.each<[what: string, from: string, to: string]>([
    ['a field', '| `hosts` | 落户地与计入比例 | host |', '| `hosts` | 落户地与计入比例 | host, counterpart |'],
    ['a field that is left out', '| `track` | 赛道 | nobody |\n', ''],
    ['a kind', '| `signing/exists` | conflict |', '| `signing/exists` | invalid |'],
    ['a sentence', 'There is no such signing, or it is none of yours; check the id.', 'There is none.'],
    ['a refusal that is left out', '| `signing/returned` | conflict | It has been returned; the submitter resubmits it first. | 已退回；请申报单位先重新提交。 |\n', ''],
    ['a fault that does not exist', '| `date/malformed` |', '| `date/wrong` |'],
    ['an act that does not exist', '| `withdraw` | 撤回 |', '| `revoke` | 撤回 |'],
  ])('would be told of %s', (_, from, to) => {
    expect(text).toContain(from);
    expect(differences(text.replace(from, to))).toHaveLength(1);
  });
});
