import type { Question } from './answers.js';
import { logOf } from './cooperation.samples.js';
import { LINE, line, open, PROGRAMME, settled } from './credit.samples.js';
import { creditAnswers } from './credit-answers.js';
import { fen, lineAfter, LINE_ACCOUNTS, noLine } from './credit-facts.js';

const log = logOf(settled([...open, line.drawn(7, '60.00'), line.repaid(8, '20.00'), line.drawn(9, '5.00')]));
const head = log.events.length;
const own = log.events.filter(({ stream }) => stream === `credit-line-${LINE}`);

type Balances = Record<string, string>;
type Statement = { opening: Balances; closing: Balances; items: { version: number; amount: string; balances: Balances }[]; next: string | null };
type Metric = { rows: { value: string }[] };

const yuan = (sum: bigint): string => `${sum / 100n}.${String(sum % 100n).padStart(2, '0')}`;
const at = (position: number) => own.filter((event) => event.position <= position).reduce(lineAfter, noLine);
const balancesAt = (position: number): Balances => ({ ...Object.fromEntries(LINE_ACCOUNTS.map((account) => [account, yuan(at(position).held[account])])), drawn: yuan(at(position).drawn) });
const positionIn = (path: string): number => Number(/position:(\d+)/.exec(path)?.[1]);

const statement = (path: string): Statement => ({
  opening: balancesAt(0), closing: balancesAt(positionIn(path)), next: null,
  items: own.filter(({ position, data }) => position <= positionIn(path) && data.includes('"movement"')).map((event) => ({ version: event.version, position: event.position, ...(JSON.parse(event.data) as { movement: { amount: string } }).movement, balances: balancesAt(event.position) })),
});
const metric = (path: string): Metric => {
  const it = at(positionIn(path));
  const name = /credit\.(\w+)/.exec(path)?.[1] ?? '';
  return { rows: [{ value: name === 'drawn' ? yuan(it.drawn) : yuan(it.held[name as 'available']) }] };
};

const asked = (changed: (answer: Statement) => void = () => undefined, counted: (answer: Metric, path: string) => void = () => undefined) => {
  const lines: Question = (path) => {
    const answer = statement(path);
    changed(answer);
    return Promise.resolve(JSON.stringify(answer));
  };
  const sums: Question = (path) => {
    const answer = metric(path);
    counted(answer, path);
    return Promise.resolve(JSON.stringify(answer));
  };
  return creditAnswers(log, { lines, sums }, [head - 1, head]);
};
const more = (text = '0.00'): string => yuan(fen(text) + 1n);

describe('what is answered of credit', () => {
  it('is what the log holds', async () => {
    expect(await asked()).toEqual([]);
  });

  it.each<[string, (answer: Statement) => void, string]>([
    ['a movement is missing', ({ items }) => void items.splice(2, 1), 'does not sum to its balances at version'],
    ['the last movement is missing', ({ items }) => void items.pop(), 'does not sum to what it closes with'],
    ['a movement stands twice', ({ items }) => void items.push(items.at(-1) as Statement['items'][number]), 'does not sum to its balances at version'],
    ['a sum is another', ({ items }) => void Object.assign(items[1] as object, { amount: more(items[1]?.amount) }), 'does not sum to its balances at version'],
    ['a balance is another', ({ items }) => void Object.assign(items[1]?.balances as object, { outstanding: '0.01' }), 'does not sum to its balances at version'],
    ['it closes with something else', ({ closing }) => void Object.assign(closing, { drawn: more(closing['drawn']) }), 'closes with other balances than the log'],
    ['it opens with something', ({ opening }) => void Object.assign(opening, { available: '0.01' }), 'does not sum to its balances at version'],
  ])('is told where of a statement %s', async (_, changed, sentence) => {
    expect(await asked(changed)).toContainEqual(expect.stringContaining(sentence));
  });

  it.each(['available', 'outstanding', 'drawn'])('is told where the metric of what is %s is another', async (name) => {
    const wrong = (answer: Metric, path: string): void => void (path.includes(`credit.${name}`) && path.includes(`:${head}`) && Object.assign(answer.rows[0] as object, { value: more(answer.rows[0]?.value) }));
    expect(await asked(undefined, wrong)).toEqual([expect.stringContaining(`credit.${name} of programme ${PROGRAMME} as of ${head} is`)]);
  });

  it('is told where a metric leaves a line out', async () => {
    expect(await asked(undefined, (answer) => void answer.rows.splice(0))).toHaveLength(6);
  });
});
