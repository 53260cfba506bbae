import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../kernel/message.js';
import { altered, gridDifferences, refusalDifferences, remembered, tableOf } from '../../kernel/tables.samples.js';
import { attempted } from './book.samples.js';
import type { LineCommand } from './line.js';
import {
  activate, type AnyCommand, approve, association, bank, borrower, close, cny, decline, deciderOf, draw, expire, expireReservation, explain, freeze, granted, granter, lineIn, nominate, officer, opened, opener, otherBank, post, reduce,
  release, repay, reservationId, reserve, score, sign, state, voided, written,
} from './line.samples.js';
import { refusals } from './refusals.js';
import type { Line } from './state.js';

const text = readFileSync(join(__dirname, '../../../../../docs/credit.md'), 'utf8');

/** Shortly before the last day of the line, and after it. */
const [BEFORE, AFTER] = ['2026-12-21', '2027-01-02'] as const;
const owing = [draw(), reserve({ expiresAt: '2027-01-15T00:00:00Z' }, borrower, '2026-12-20')];
const stated = [draw(), state('2026-03-31', [{ outstanding: '299.00' }])];

/** The situations of a line: how it came there, and on which day it is looked at. */
type Situations = Readonly<Record<string, readonly [day: string, commands: readonly AnyCommand[]]>>;
const situationsOf = (mode: 'ledger' | 'mirror'): Situations => {
  const beginning = opened({ mode, disclosure: 'lines' });
  const asked = [...beginning, nominate()];
  const open = [...asked, approve(), sign(), activate()];
  const drawn = [...open, ...(mode === 'ledger' ? owing : stated)];
  return {
    nominated: [BEFORE, asked], approved: [BEFORE, [...asked, approve()]], signed: [BEFORE, [...asked, approve(), sign()]], active: [BEFORE, drawn], frozen: [BEFORE, [...drawn, freeze({}, granter, '2026-12-20')]], 'past its last day': [AFTER, drawn],
    'expired, owing': [AFTER, [...drawn, expire()]], 'expired, settled': [AFTER, [...open, expire()]], declined: [BEFORE, [...asked, approve(), decline()]], closed: [BEFORE, [...open, close()]], absent: [BEFORE, beginning],
  };
};

const situation = (line: Line, day: string, mode: 'ledger' | 'mirror'): string => {
  if (line.status === 'absent') return 'absent';
  const isOwing = mode === 'ledger' ? line.balances.outstanding !== '0.00' : line.balances.drawn !== '0.00';
  if (line.status === 'expired') return isOwing ? 'expired, owing' : 'expired, settled';
  if (line.status !== 'active') return line.status;
  return line.expiresOn !== null && line.expiresOn < day ? 'past its last day' : line.frozen ? 'frozen' : 'active';
};

const job = expire().actor;
type Verb = Readonly<{ by: Actor; in: string; command: (actor: Actor, day: string) => LineCommand }>;
/** The verbs, by whom each falls to, and where it takes effect. */
const verbs: Readonly<Record<string, Verb>> = {
  nominate: { by: bank(1), in: 'absent', command: (actor, day) => nominate({ expiresOn: null }, actor, day) },
  approve: { by: granter, in: 'nominated', command: (actor, day) => approve({}, actor, day) },
  decline: { by: granter, in: 'nominated', command: (actor, day) => decline({}, actor, day) },
  sign: { by: borrower, in: 'approved', command: (actor, day) => sign({}, actor, day) },
  activate: { by: opener, in: 'signed', command: (actor, day) => activate({}, actor, day) },
  reserve: { by: borrower, in: 'active', command: (actor, day) => reserve({ reservation: reservationId(2), amount: cny('100.00') }, actor, day) },
  post: { by: bank(1), in: 'active', command: (actor, day) => post({}, actor, day) },
  void: { by: borrower, in: 'active', command: (actor, day) => voided({}, actor, day) },
  draw: { by: bank(1), in: 'active', command: (actor, day) => draw({ amount: cny('100.00') }, actor, day) },
  repay: { by: bank(1), in: 'active', command: (actor, day) => repay({ amount: cny('100.00') }, actor, day) },
  freeze: { by: granter, in: 'active', command: (actor, day) => freeze({}, actor, day) },
  release: { by: opener, in: 'frozen', command: (actor, day) => release({}, actor, day) },
  reduce: { by: granter, in: 'active', command: (actor, day) => reduce({}, actor, day) },
  score: { by: granter, in: 'active', command: (actor, day) => score({ score: 650 }, actor, day) },
  close: { by: granter, in: 'expired, settled', command: (actor, day) => close({}, actor, day) },
  explain: { by: granter, in: 'active', command: (actor, day) => explain({}, actor, day) },
  expire: { by: job, in: 'past its last day', command: (actor, day) => expire({}, actor, day) },
  'expire-reservations': { by: job, in: 'active', command: (actor, day) => expireReservation({}, actor, day) },
};
/** The region is that of the borrower; nobody is another bank. */
const parties: Readonly<Record<string, Actor>> = { bank: bank(7), borrower, region: officer, association, nobody: otherBank };

const outcome = (mode: 'ledger' | 'mirror', verb: string, column: string, by?: Actor): string => {
  const [day, commands] = situationsOf(mode)[column] ?? [BEFORE, []];
  const { by: usual, command } = verbs[verb] as Verb;
  const book = written(...commands);
  const each = command(by ?? usual, day);
  const got = attempted(book, deciderOf(each), each);
  return typeof got === 'string' ? got : got.length === 0 ? 'nothing new' : situation(lineIn(book), day, mode);
};

const columns = Object.keys(situationsOf('ledger'));
/** Nobody asks a job who he is; the api sends what is a job's for nobody else. */
const isJob = (verb: string): boolean => verb.startsWith('expire');
const partiesIn = (verb: string) => Object.entries(parties).map(([name, actor]) => [name, outcome(verb === 'explain' ? 'mirror' : 'ledger', verb, verbs[verb]?.in ?? '', actor)] as const);

const ledger = remembered({
  corner: 'verb', rows: Object.keys(verbs), columns: [...columns, 'who', 'others'],
  said: (verb, column) => {
    if (columns.includes(column)) return outcome('ledger', verb, column);
    if (isJob(verb)) return column === 'who' ? 'a job' : '–';
    const all = partiesIn(verb);
    if (column === 'who') return all.filter(([, each]) => !each.includes('/')).map(([name]) => name).join(', ');
    return [...new Set(all.filter(([, each]) => each.includes('/')).map(([, each]) => each))].join(', ') || '–';
  },
});
const differs = (verb: string): boolean => columns.some((column) => outcome('ledger', verb, column) !== outcome('mirror', verb, column));
const mirror = remembered({ corner: 'mirrored', rows: Object.keys(verbs).filter(differs), columns, said: (verb, column) => outcome('mirror', verb, column) });

const section = (title: string): string => text.slice(text.indexOf(`\n### ${title}\n`)).split('\n').slice(2).join('\n').split(/\n##+ /)[0] ?? '';
const ofRefusals = (of: string): readonly string[] => refusalDifferences(of, refusals);

describe('the tables of lines in docs/credit.md', () => {
  it('say what the decider does', () => expect([ledger, mirror].flatMap((grid) => gridDifferences(text, grid))).toEqual([]));
  it('name every refusal of lines', () => expect(ofRefusals(section('Of lines'))).toEqual([]));
  it('name every verb with its Chinese', () => expect(tableOf(text, 'verb of a line', '中文').map((row) => row['verb of a line'])).toEqual(Object.keys(verbs)));

  for (const mode of ['ledger', 'mirror'] as const) {
    it.each(Object.entries(situationsOf(mode)))(`begin with a line (${mode}) that is %s`, (name, [day, commands]) => expect(situation(lineIn(written(...commands)), day, mode)).toBe(name));
  }

  const cells = [ledger, mirror].flatMap((grid) => grid.rows.flatMap((row) => grid.columns.map((column) => [row, column, grid] as const)));
  it.each(cells)('would be told of a wrong cell: %s, %s', (row, column, grid) => {
    expect(gridDifferences(altered(text, grid, row, column), grid)).toEqual([expect.stringContaining(`${row} / ${column}: the text says 'something else'`)]);
  });

  it('would be told of a refusal of another kind', () => expect(ofRefusals(section('Of lines').replace('| `credit-line/frozen` | conflict |', '| `credit-line/frozen` | invalid |'))).toHaveLength(1));
  it('begins where something was granted', () => expect(situation(lineIn(written(...granted)), BEFORE, 'ledger')).toBe('approved'));
});
