import fc from 'fast-check';
import { creditMetrics } from '../../journals/credit-metrics.js';
import { sums, upTo } from '../../journals/figures.samples.js';
import { type Entry, wouldPost } from '../../kernel/journal.js';
import { fromMinor } from '../../kernel/money.js';
import type { Recorded } from '../../kernel/message.js';
import { auditOf } from '../ledger/index.js';
import { attempted, type Book } from './book.samples.js';
import type { LineCommand } from './line.js';
import { allocate, type AnyCommand, deciderOf, lineId, lineIn, opened, resume, suspend, written } from './line.samples.js';
import { lineEvents, type LineFact } from './line.events.js';
import { atHour, dateOf, dayOf, eveningOf, type Model, type ModelLine, type Move, moveOf, owedBy, QUOTA, reservedBy, SHARES, type Try, yuan } from './model.samples.js';

const WHATS = [
  'nominate', 'approve', 'approve', 'sign', 'activate', 'open', 'open', 'open', 'open', 'draw', 'draw', 'draw', 'draw', 'repay', 'repay', 'repay', 'reserve', 'reserve', 'reserve', 'post', 'post', 'two-steps', 'two-steps', 'void', 'reduce', 'reduce', 'freeze', 'stopped', 'release', 'score', 'rated', 'close', 'decline', 'expire',
  'expire-reservations', 'suspend', 'resume', 'resume', 'settle', 'settle', 'run-out', 'run-out',
] as const;
const tries = fc.array<Try>(fc.record({
  what: fc.constantFrom(...WHATS), line: fc.integer({ min: 1, max: 6 }), who: fc.integer({ min: 1, max: 3 }), amount: fc.integer({ min: 1, max: 1_200 }), near: fc.boolean(), hours: fc.constantFrom(0, 0, 1, 1, 5, 24, 30), which: fc.integer({ min: 0, max: 2 }),
  extra: fc.integer({ min: 0, max: 5 }),
}), { minLength: 20, maxLength: 70, size: 'max' });

const METRICS = Object.keys(eveningOf({ lines: new Map(), isOpen: true, hour: 0 }, 0));
/** What the entries of the journal come to in the evening of a day; of firms, how many have something. */
const journalOf = (entries: readonly Entry[], date: string): Readonly<Record<string, string>> => Object.fromEntries(METRICS.map((metric) => {
  const some = upTo(entries, metric, date);
  if (metric.startsWith('credit.firms')) return [metric, String(Object.keys(sums(some, ({ subject }) => subject)).length)];
  return [metric, fromMinor(BigInt(Math.round(Number(sums(some).all ?? '0') * 100)), 'CNY')];
}));

/** What happened in the histories of the known seed. */
const made = new Set<string>();
const met = new Set<string>();
let isKnown = true;

const begin = (): Book => written(...opened({ quota: yuan(QUOTA) }), allocate({ region: '510104', amount: yuan(SHARES[510104]) }), allocate({ region: '510105', amount: yuan(SHARES[510105]) }));

const run = (all: readonly Try[]): void => {
  const book = begin();
  const model: Model = { lines: new Map(), isOpen: true, hour: 0 };
  const evenings: (readonly [number, Readonly<Record<string, string>>])[] = [];
  const tried = (move: Move | undefined): void => {
    if (!move) return;
    const got = attempted(book, deciderOf(move.command), move.command);
    if (isKnown && typeof got === 'string') met.add(got);
    if (move.refused.length > 0) {
      expect(move.refused).toContain(got);
      return;
    }
    expect([move.command.type, typeof got === 'string' ? got : got.length > 0]).toEqual([move.command.type, move.isNothing !== true]);
    if (move.isNothing !== true) move.apply();
  };
  const programme = (command: AnyCommand, isOpen: boolean): void => {
    if (model.isOpen === isOpen) return;
    attempted(book, deciderOf(command), command as LineCommand);
    model.isOpen = isOpen;
  };
  for (const each of all) {
    const before = dayOf(model.hour);
    const next = model.hour + (each.what === 'run-out' ? 24 * (1 + each.which) : each.hours);
    for (let day = before; day < dayOf(next); day += 1) evenings.push([day, eveningOf(model, day)]);
    model.hour = next;
    if (each.what === 'suspend') programme(suspend({}, undefined, atHour(next)), false);
    else if (each.what === 'resume') programme(resume({}, undefined, atHour(next)), true);
    else if (each.what === 'open') for (const [n, what] of ['nominate', 'approve', 'sign', 'activate'].entries()) tried(moveOf(model, { ...each, what, who: 1 + n % 3, extra: 1 + each.extra % 4, which: 1 }));
    else if (each.what === 'run-out') for (const what of ['expire', each.near ? 'settle' : 'repay', 'close']) tried(moveOf(model, { ...each, what }));
    else if (each.what === 'rated') for (const [what, extra] of [['score', 0], ['draw', 1], ['score', 3]] as const) tried(moveOf(model, { ...each, what, extra, near: false }));
    else if (each.what === 'stopped') for (const what of ['freeze', 'draw', 'release', 'repay']) tried(moveOf(model, { ...each, what, who: what === 'release' ? 1 + each.extra % 3 : each.who }));
    else if (each.what === 'two-steps') for (const what of each.extra === 4 ? ['reserve', 'reserve', 'post'] : each.extra === 5 ? ['settle', 'reserve', 'close'] : ['reserve', 'post']) tried(moveOf(model, { ...each, what, amount: what === 'post' ? each.amount : 1 + (each.amount % 200), near: what === 'post' && each.near, extra: what === 'reserve' ? 3 : each.extra }));
    else tried(moveOf(model, each));
    for (const [n, line] of model.lines) holds(book, n, line);
  }
  evenings.push([dayOf(model.hour), eveningOf(model, dayOf(model.hour))]);
  if (isKnown) for (const { type } of book.all) made.add(type);
  // The audit reads the log after every append, and finds nothing.
  expect(auditOf(book.all)).toEqual([]);
  const entries = wouldPost(creditMetrics, [], book.all.filter(({ type }) => lineEvents.some((event) => event.type === type)) as unknown as readonly Recorded<LineFact>[]);
  for (const [day, figures] of evenings) expect([dateOf(day), journalOf(entries, dateOf(day))]).toEqual([dateOf(day), figures]);
};

/** Whether the line says of itself what the model says. */
const holds = (book: Book, n: number, line: ModelLine): void => {
  const it = lineIn(book, lineId(n));
  if (it.status === 'absent') throw new Error('the model has a line that is absent');
  const { status, limit, balances: { committed, available, reserved, outstanding, used, drawn } } = it;
  const amounts = [line.limit, line.committed, line.available, reservedBy(line), owedBy(line), line.used, line.drawn].map((fen) => fromMinor(fen, 'CNY'));
  expect([status, it.frozen !== null, limit, committed, available, reserved, outstanding, used, drawn]).toEqual([line.status, line.frozen !== null, ...amounts]);
};

describe('lines of one programme through random histories', () => {
  it.each([['of a known seed', { seed: 20_261_122, numRuns: 120 }], ['of any', { numRuns: 50 }]])('hold what a model of plain numbers holds, and count as it counts every evening: histories %s', (_, runs) => {
    isKnown = 'seed' in runs;
    fc.assert(fc.property(tries, run), runs);
  });

  it('made every fact of a ledger and met the refusals, in those of the known seed', () => {
    const here = lineEvents.map(({ type }) => type).filter((type) => type !== 'StatementNoted' && type !== 'DiscrepancyExplained');
    expect(here.filter((type) => !made.has(type))).toEqual([]);
    for (const code of [
      'credit-line/second-person', 'credit-line/limit-exceeded', 'credit-line/more-than-outstanding', 'credit-line/more-than-reserved', 'credit-line/reservation-unknown', 'credit-line/reservation-exists', 'credit-line/outstanding', 'credit-line/reserved',
      'credit-line/frozen', 'credit-line/expired', 'credit-line/score-too-low', 'credit-line/below-outstanding', 'credit-line/not-a-reduction', 'credit-line/not-expired', 'credit-line/expiry-in-past', 'credit-line/due-before-draw',
      'credit-programme/quota-exhausted', 'credit-programme/allocation-exhausted', 'credit-programme/suspended',
    ]) expect([...met]).toContain(code);
  });
});
