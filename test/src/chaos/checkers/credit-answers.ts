import type { Question } from './answers.js';
import { fen, isCreditFact, lineAfter, type LineRead, LINE_ACCOUNTS, noLine } from './credit-facts.js';
import { groupedBy } from './set.js';
import type { StoredEvent, StoredLog } from './stored.js';

type Balances = Readonly<Record<'committed' | 'available' | 'reserved' | 'outstanding' | 'used' | 'drawn', string>>;
type Item = Readonly<{ version: number; position: number; debit: string; credit: string; amount: string; balances: Balances }>;
type Statement = Readonly<{ opening: Balances; closing: Balances; items: readonly Item[]; next: string | null }>;
type Rows = Readonly<{ rows: readonly Readonly<{ value: string }>[] }>;
type Sums = Readonly<{ available: bigint; outstanding: bigint; drawn: bigint }>;

const PAGE = 2_000;
const ACCOUNTS = ['committed', 'available', 'reserved', 'outstanding', 'used', 'drawn'] as const;
const METRICS = ['available', 'outstanding', 'drawn'] as const;

const lineAt = (events: readonly StoredEvent[], position: number): LineRead => events.filter((event) => event.position <= position).reduce(lineAfter, noLine);
const fenOf = (value: string): bigint => fen(value.includes('.') ? value : `${value}.00`);
const heldBy = (line: LineRead): Readonly<Record<string, bigint>> => ({ ...line.held, drawn: line.drawn });

/** A statement in full, as of a position. */
const statementOf = async (ask: Question, line: string, position: number): Promise<Statement> => {
  const items: Item[] = [];
  for (let cursor = ''; ; ) {
    const page = JSON.parse(await ask(`/v1/credit-lines/${line}/statement?asOf=position:${position}&limit=${PAGE}${cursor}`)) as Statement;
    items.push(...page.items);
    if (page.next === null) return { ...page, items };
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
};

/** The movements of a statement sum to each balance that it tells on the way, and to the one at its end; all of them are those of the log. */
const summed = (line: string, { opening, closing, items }: Statement, facts: readonly StoredEvent[], position: number): readonly string[] => {
  const sums: Record<string, bigint> = Object.fromEntries(ACCOUNTS.map((account) => [account, fen(opening[account])]));
  const faults: string[] = [];
  const differs = (balances: Balances): boolean => ACCOUNTS.some((account) => fen(balances[account]) !== sums[account]);
  for (const { version, debit, credit, amount, balances } of items) {
    if (sums[debit] !== undefined) sums[debit] += fen(amount);
    if (sums[credit] !== undefined) sums[credit] -= fen(amount);
    if (debit === 'outstanding') sums['drawn'] = (sums['drawn'] ?? 0n) + fen(amount);
    if (differs(balances)) faults.push(`The statement of line ${line} does not sum to its balances at version ${version}.`);
  }
  const held = heldBy(lineAt(facts, position));
  const moves = facts.filter((event) => event.position <= position && /"movement":\{/.test(event.data)).map((event) => event.version).join();
  return [
    ...faults,
    ...(differs(closing) ? [`The statement of line ${line} does not sum to what it closes with.`] : []),
    ...(ACCOUNTS.some((account) => fen(closing[account]) !== held[account]) ? [`The statement of line ${line} as of ${position} closes with other balances than the log.`] : []),
    ...(items.map(({ version }) => version).join() === moves ? [] : [`The statement of line ${line} as of ${position} tells ${items.length} movements, and not those of the log.`]),
  ];
};

const sumsOf = (lines: readonly (readonly StoredEvent[])[], position: number): Sums => {
  const now = lines.map((facts) => lineAt(facts, position));
  const sum = (of: (line: LineRead) => bigint): bigint => now.reduce((all, line) => all + of(line), 0n);
  return { available: sum(({ held }) => held.available), outstanding: sum(({ held }) => held.outstanding), drawn: sum(({ drawn }) => drawn) };
};

/** The metrics of a programme as of a position are the sums over its lines as they stood at that position. */
const counted = async (ask: Question, programme: string, wanted: Sums, position: number): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (const metric of METRICS) {
    const { rows } = JSON.parse(await ask(`/v1/metrics/credit.${metric}?programme=${programme}&asOf=position:${position}`)) as Rows;
    const found = rows.reduce((sum, { value }) => sum + fenOf(value), 0n);
    if (found !== wanted[metric]) faults.push(`credit.${metric} of programme ${programme} as of ${position} is ${found} fen, and its lines sum to ${wanted[metric]}.`);
  }
  return faults;
};

/**
 * What is answered of credit is what its facts say: at the end and at some positions before, every statement sums to its
 * balances, and the sums over all lines are the metrics of their programme.
 * @param of whom to ask about lines, and whom about sums.
 */
export const creditAnswers = async ({ events }: Pick<StoredLog, 'events'>, of: Readonly<{ lines: Question; sums: Question }>, positions: readonly number[]): Promise<readonly string[]> => {
  const facts = events.filter(isCreditFact);
  const lines = [...groupedBy(facts.filter(({ stream }) => stream.startsWith('credit-line-')), ({ stream }) => stream.slice('credit-line-'.length))];
  const programmes = groupedBy(lines, ([, own]) => (JSON.parse(own[0]?.data ?? '') as Readonly<{ programme: string }>).programme);
  const faults: string[] = [];
  for (const position of positions) {
    for (const [line, own] of lines.filter(([, [first]]) => (first?.position ?? Infinity) <= position)) faults.push(...summed(line, await statementOf(of.lines, line, position), own, position));
    for (const [programme, own] of programmes) faults.push(...(await counted(of.sums, programme, sumsOf(own.map(([, each]) => each), position), position)));
  }
  return faults;
};

/** Whether lines hold anything at all, so that a check of nothing is not taken for a good one. */
export const turnover = ({ events }: Pick<StoredLog, 'events'>): Readonly<{ lines: number; movements: number }> => ({
  lines: events.filter(({ type }) => type === 'CreditLineNominated').length,
  movements: events.filter((event) => event.stream.startsWith('credit-line-') && LINE_ACCOUNTS.some((account) => event.data.includes(`"${account}"`)) && event.data.includes('"movement":{')).length,
});
