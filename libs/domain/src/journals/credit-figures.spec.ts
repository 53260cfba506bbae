import fc from 'fast-check';
import { lineEvents, type LineFact } from '../credit/line/index.js';
import {
  activate, active, type AnyCommand, approve, borrower, clerk, close, cny, decline, draw, expire, firmId, go, granted, granter, lineId, mirrored, nominate, opened, post, reduce, repay, reserve, sign, state, written,
} from '../credit/line/line.samples.js';
import type { Book } from '../credit/line/book.samples.js';
import { type Entry, postings, wouldPost } from '../kernel/journal.js';
import type { Recorded } from '../kernel/message.js';
import { fromMinor, toMinor } from '../kernel/money.js';
import { edtfInterval } from '../kernel/period.js';
import { creditMetrics } from './credit-metrics.js';
import { sums, upTo } from './figures.samples.js';

const factsOf = ({ all }: Book): readonly Recorded<LineFact>[] => all.filter(({ type }) => lineEvents.some((event) => event.type === type)) as unknown as readonly Recorded<LineFact>[];
/** What the journal has posted when all that is in a book has come by. */
const posted = (book: Book): readonly Entry[] => wouldPost(creditMetrics, [], factsOf(book));
const entries = (...all: readonly AnyCommand[]): readonly Entry[] => posted(written(...all));
const on = (all: readonly Entry[], metric: string, ...days: readonly string[]): readonly string[] => days.map((day) => sums(upTo(all, metric, day)).all ?? '0');
const firms = (all: readonly Entry[], metric: string, day: string): number => Object.keys(sums(upTo(all, metric, day), ({ subject }) => subject)).length;
const told = (day: string, amount: string) => draw({ on: day, amount: cny(amount) }, clerk, '2026-06-01');
const paid = (day: string, amount: string) => repay({ on: day, amount: cny(amount) }, clerk, '2026-06-01');

describe('the entries of a line that is drawn here', () => {
  it('are none of a firm that was put forward, and never a balance where a limit is meant', () => {
    expect(entries(...opened(), nominate())).toEqual([]);
    const limits = entries(...granted);
    expect([...new Set(limits.map(({ metric }) => metric))]).toEqual(['credit.approved', 'credit.firms-with-line']);
    expect(limits[0]).toMatchObject({
      subject: nominate().data.borrower, region: '510104', unit: 'CNY', value: '1000.00', effectiveOn: '2026-03-02', cohortOn: '2026-03-02', precision: 'exact', sign: 1, kind: '',
      dims: { programme: nominate().data.programme, batch: '', product: 'growth', track: '', mode: 'ledger', currency: 'CNY' },
    });
  });

  it('are limits by how far the line has come, until it ends', () => {
    const all = entries(...active, reduce(), close());
    for (const [metric, from] of [['credit.approved', '2026-03-02'], ['credit.signed', '2026-03-03'], ['credit.active', '2026-03-04']] as const) {
      expect(on(all, metric, '2026-03-01', from, '2026-03-09', '2026-03-10', '2026-03-11')).toEqual(['0', '1000', '1000', '800', '0']);
    }
    expect(on(entries(...granted, decline({}, granter, '2026-03-05')), 'credit.approved', '2026-03-04', '2026-03-05')).toEqual(['1000', '0']);
    expect(on(entries(...active, draw(), expire()), 'credit.active', '2026-12-31', '2027-01-01')).toEqual(['1000', '0']);
  });

  it('are what is available, reserved, outstanding, drawn and repaid, by day', () => {
    const all = entries(...active, reserve(), post({ amount: cny('150.00') }), draw(), repay());
    const days = ['2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07'];
    expect(on(all, 'credit.available', ...days)).toEqual(['1000', '850', '550', '650']);
    expect(on(all, 'credit.reserved', ...days)).toEqual(['0', '0', '0', '0']);
    expect(on(all, 'credit.outstanding', ...days)).toEqual(['0', '150', '450', '350']);
    expect(on(all, 'credit.drawn', ...days)).toEqual(['0', '150', '450', '450']);
    expect(on(all, 'credit.repaid', ...days)).toEqual(['0', '0', '0', '100']);
  });

  it('are overdue from the day after the one on which it was due, and never where it was repaid by then', () => {
    const due = draw({ dueOn: '2026-03-10' });
    const days = ['2026-03-10', '2026-03-11', '2026-03-12'];
    expect(on(entries(...active, due), 'credit.overdue', ...days)).toEqual(['0', '300', '300']);
    expect(on(entries(...active, due, repay({}, clerk, '2026-03-10')), 'credit.overdue', ...days)).toEqual(['0', '200', '200']);
    expect(on(entries(...active, due, repay({ amount: cny('300.00') }, clerk, '2026-03-08')), 'credit.overdue', ...days)).toEqual(['0', '0', '0']);
    expect(on(entries(...active, due, repay({ amount: cny('300.00') }, clerk, '2026-03-12')), 'credit.overdue', ...days)).toEqual(['0', '300', '0']);
    const open = [...opened(), nominate({ expiresOn: null }), approve(), sign(), activate(), draw(), repay()];
    expect(on(entries(...open), 'credit.overdue', '2099-01-01')).toEqual(['0']);
  });

  it('count a firm once, however many lines it has', () => {
    const [second, third] = [{ id: lineId(2) }, { id: lineId(3) }];
    const two = [...active, nominate(second), approve(second), sign(second), activate(second), nominate({ ...third, borrower: firmId(2) }), approve(third), draw(), draw({ ...second, amount: cny('1.00') })];
    const all = entries(...two, repay({ amount: cny('300.00') }));
    expect([firms(all, 'credit.firms-with-line', '2026-03-06'), firms(all, 'credit.firms-with-balance', '2026-03-06'), firms(all, 'credit.firms-with-balance', '2026-03-07')]).toEqual([2, 1, 1]);
    const none = entries(...two, repay({ amount: cny('300.00') }), repay({ ...second, amount: cny('1.00') }, clerk, '2026-03-08'));
    expect(firms(none, 'credit.firms-with-balance', '2026-03-08')).toBe(0);
  });

  it('are posted movement by movement: a draw posts entries of its own and takes nothing back', () => {
    const book = written(...active, draw());
    const before = factsOf(book);
    const more = go(book, draw({ amount: cny('1.00') })) as unknown as readonly Recorded<LineFact>[];
    expect(wouldPost(creditMetrics, before, more).map(({ metric, value, sign: way }) => `${metric} ${way > 0 ? '+' : '-'}${value}`)).toEqual(['credit.outstanding +1.00', 'credit.available -1.00', 'credit.drawn +1.00', 'credit.overdue +1.00']);
  });
});

describe('the entries of a line that its bank mirrors', () => {
  it('are what was told, and what statements add to it', () => {
    const all = entries(...mirrored, told('2026-03-10', '300.00'), paid('2026-03-20', '100.00'), state('2026-03-31', [{ outstanding: '250.00', drawn: '350.00', due: '20.00' }]));
    const days = ['2026-03-09', '2026-03-10', '2026-03-20', '2026-03-31'];
    expect(on(all, 'credit.outstanding', ...days)).toEqual(['0', '300', '200', '250']);
    expect(on(all, 'credit.drawn', ...days)).toEqual(['0', '300', '300', '350']);
    expect(on(all, 'credit.repaid', ...days)).toEqual(['0', '0', '100', '100']);
    expect(on(all, 'credit.available', '2026-03-03', ...days)).toEqual(['0', '1000', '700', '800', '750']);
    expect(on(all, 'credit.overdue', ...days)).toEqual(['0', '0', '0', '20']);
    expect(on(all, 'credit.reserved', ...days)).toEqual(['0', '0', '0', '0']);
  });

  it('take back what a corrected statement had stated', () => {
    const first = [...mirrored, state('2026-03-31', [{ outstanding: '250.00', drawn: '350.00' }])];
    const book = written(...first);
    const before = factsOf(book);
    const more = go(book, state('2026-03-31', [{ outstanding: '251.00', drawn: '350.00' }])) as unknown as readonly Recorded<LineFact>[];
    const change = wouldPost(creditMetrics, before, more.filter(({ type }) => type === 'StatementNoted'));
    expect(change.map(({ metric, value, sign: way }) => `${metric} ${way * Number(value)}`).sort()).toEqual(['credit.available -251', 'credit.available 250', 'credit.outstanding -250', 'credit.outstanding 251']);
    expect(on([...wouldPost(creditMetrics, [], before), ...change], 'credit.outstanding', '2026-03-31')).toEqual(['251']);
  });

  it('count what is new in a statement that speaks of days since January', () => {
    const since = (cutOff: string, drawn: string, outstanding: string) => state(cutOff, [{ outstanding, drawn }], '2026-01-01');
    const all = entries(...mirrored, told('2026-03-10', '300.00'), since('2026-04-30', '350.00', '350.00'), since('2026-03-31', '310.00', '310.00'));
    expect(on(all, 'credit.drawn', '2026-03-10', '2026-03-31', '2026-04-30')).toEqual(['300', '310', '350']);
  });

  it('of a line that does not revolve leave available what was never drawn', () => {
    const once = [...opened({ mode: 'mirror' }), nominate({ revolving: false }), approve(), sign(), activate()];
    expect(on(entries(...once, told('2026-03-10', '300.00'), paid('2026-03-20', '100.00')), 'credit.available', '2026-03-10', '2026-03-20')).toEqual(['700', '700']);
    expect(on(entries(...once, state('2026-03-31', [{ outstanding: '200.00', drawn: '350.00' }])), 'credit.available', '2026-03-31')).toEqual(['650']);
    expect(on(entries(...once, state('2026-03-31', [{ outstanding: '200.00' }])), 'credit.available', '2026-03-31')).toEqual(['800']);
  });

  it('have a cohort before the line is approved, and never go below nothing', () => {
    const all = entries(...opened({ mode: 'mirror' }), nominate(), told('2026-03-10', '50.00'), paid('2026-03-20', '80.00'), told('2026-03-25', '100.00'));
    expect([...new Set(all.map(({ metric, cohortOn }) => (metric === 'credit.drawn' || metric === 'credit.repaid' ? '' : cohortOn)))].filter((cohort) => cohort !== '')).toEqual(['2026-03-01']);
    for (const { cohortOn, effectiveOn } of all) expect([edtfInterval(cohortOn).from, edtfInterval(effectiveOn).from]).toEqual([cohortOn, effectiveOn]);
    expect(on(all, 'credit.outstanding', '2026-03-10', '2026-03-20', '2026-03-25')).toEqual(['50', '0', '70']);
    // What one firm repaid beyond what it owes nets against no other.
    const second = { id: lineId(2), borrower: firmId(2) };
    const both = entries(...opened({ mode: 'mirror' }), nominate(), paid('2026-03-20', '80.00'), nominate(second), draw({ id: lineId(2), on: '2026-03-20', amount: cny('100.00') }, clerk, '2026-06-01'));
    expect([on(both, 'credit.outstanding', '2026-03-20'), firms(both, 'credit.firms-with-balance', '2026-03-20')]).toEqual([['100'], 1]);
  });
});

/** A day of April or May, by its number. */
const dayOf = (n: number): string => new Date(Date.UTC(2026, 3, n + 1)).toISOString().slice(0, 10);
const DAYS = 40;
const amount = fc.integer({ min: 1, max: 900 }).map((n) => fromMinor(BigInt(n * 25), 'CNY'));
const day = fc.integer({ min: 0, max: DAYS - 1 });
const said = fc.array(fc.oneof(
  fc.record({ what: fc.constant('drawn' as const), on: day, amount }), fc.record({ what: fc.constant('repaid' as const), on: day, amount }),
  fc.record({ what: fc.constant('stated' as const), on: day, back: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 40 })), outstanding: amount, drawn: fc.option(amount), due: fc.option(amount) }),
), { maxLength: 14, size: 'max' });

describe('what a bank tells and states of two lines of one firm, in any order', () => {
  it('comes to what it says of each day', () => {
    fc.assert(fc.property(said, said, fc.boolean(), (first, second, revolving) => {
      const book = written(...opened({ mode: 'mirror' }), ...[1, 2].flatMap((n) => [
        nominate({ id: lineId(n), revolving, expiresOn: null }, clerk, '2026-03-01'), approve({ id: lineId(n) }, granter, '2026-03-02'), sign({ id: lineId(n) }, borrower, '2026-03-03'), activate({ id: lineId(n) }, undefined, '2026-03-04'),
      ]));
      const all = [first, second].flatMap((each, n) => each.map((one) => ({ ...one, id: lineId(n + 1) })));
      for (const one of all) {
        const at = '2026-06-15';
        if (one.what === 'drawn') go(book, draw({ id: one.id, on: dayOf(one.on), amount: cny(one.amount) }, clerk, at));
        else if (one.what === 'repaid') go(book, repay({ id: one.id, on: dayOf(one.on), amount: cny(one.amount) }, clerk, at));
        else go(book, state(dayOf(one.on), [{ line: one.id, outstanding: one.outstanding, drawn: one.drawn, due: one.due }], one.back === null ? null : dayOf(one.on - one.back), at));
      }
      const journal = posted(book);
      // The model goes from day to day, with the last statement that was made for each.
      const lines = [1, 2].map((n) => ({ told: all.filter((one) => one.id === lineId(n)), balance: 0n, due: 0n, drawn: new Array<bigint>(DAYS).fill(0n), repaid: 0n, last: -1 }));
      for (let today = 0; today < DAYS; today += 1) {
        for (const line of lines) {
          for (const one of line.told) {
            if (one.on !== today || one.what === 'stated') continue;
            const fen = toMinor(cny(one.amount));
            line.balance += one.what === 'drawn' ? fen : -fen;
            if (one.what === 'drawn') line.drawn[today] = (line.drawn[today] ?? 0n) + fen;
            else line.repaid += fen;
          }
          const statement = line.told.findLast((one) => one.what === 'stated' && one.on === today);
          if (statement?.what !== 'stated') continue;
          line.balance = toMinor(cny(statement.outstanding));
          line.due = statement.due === null ? 0n : toMinor(cny(statement.due));
          if (statement.drawn !== null) {
            const from = statement.back === null ? line.last + 1 : Math.max(0, today - statement.back);
            const known = line.drawn.slice(from, today + 1).reduce((sum, each) => sum + each, 0n);
            line.drawn[today] = (line.drawn[today] ?? 0n) + toMinor(cny(statement.drawn)) - known;
          }
          line.last = today;
        }
        const total = (of: (line: (typeof lines)[number]) => bigint): string => String(Number(lines.reduce((sum, line) => sum + of(line), 0n)) / 100);
        const drawn = (line: (typeof lines)[number]): bigint => line.drawn.slice(0, today + 1).reduce((sum, each) => sum + each, 0n);
        const used = (line: (typeof lines)[number]): bigint => [line.balance, revolving ? 0n : drawn(line)].reduce((a, b) => (a > b ? a : b), 0n);
        const left = (line: (typeof lines)[number]): bigint => (used(line) > 100_000n ? 0n : 100_000n - used(line));
        const shown = ['credit.outstanding', 'credit.overdue', 'credit.drawn', 'credit.repaid', 'credit.available'].map((metric) => on(journal, metric, dayOf(today))[0]);
        expect([dayOf(today), ...shown, firms(journal, 'credit.firms-with-balance', dayOf(today))]).toEqual([
          dayOf(today), total((line) => (line.balance > 0n ? line.balance : 0n)), total((line) => line.due), total(drawn), total((line) => line.repaid), total(left), lines.some((line) => line.balance > 0n) ? 1 : 0,
        ]);
      }
    }), { numRuns: 80 });
  });

  it('is posted as the difference of rows, so that it sums to the newest row', () => {
    const before = entries(...mirrored, told('2026-03-10', '300.00'));
    const after = entries(...mirrored, told('2026-03-10', '300.00'), state('2026-03-31', [{ outstanding: '1.00' }]));
    expect(sums([...before, ...postings(before, after)], ({ metric }) => metric)).toEqual(sums(after, ({ metric }) => metric));
  });
});
