import fc from 'fast-check';
import type { KnownLine } from '@entente/domain/credit/line';
import { fromMinor, toMinor } from '@entente/domain/kernel/money';
import type { RecordedLineFact } from './line.facts.js';
import { statementOf } from './statement.js';

const DAYS = ['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05'] as const;
const yuan = (cents: number): string => fromMinor(BigInt(cents), 'CNY');
const cents = (amount: string | null): number => Number(toMinor({ amount: amount ?? '0', currency: 'CNY' }));

type Said = Readonly<{ kind: 'draw' | 'repay' | 'reserve' | 'state' | 'freeze'; cents: number; day: number }>;
const said = fc.record({ kind: fc.constantFrom('draw' as const, 'repay' as const, 'reserve' as const, 'state' as const, 'freeze' as const), cents: fc.integer({ min: 1, max: 10_000 }), day: fc.integer({ min: 0, max: 4 }) });

const ACCOUNTS = { draw: ['outstanding', 'available'], repay: ['available', 'outstanding'], reserve: ['reserved', 'available'] } as const;
const factOf = (mode: KnownLine['about']['mode']) => ({ kind, cents: amount, day }: Said, n: number): RecordedLineFact => {
  const on = DAYS[day] as string;
  const head = { version: n + 1, position: 10 * n + 3, recordedAt: '2024-01-06T00:00:00.000Z', effectiveOn: on };
  if (kind === 'freeze') return { ...head, type: 'CreditLineFrozen', data: { on } } as unknown as RecordedLineFact;
  if (kind === 'state') return (mode === 'mirror' ? { ...head, type: 'StatementNoted', data: { from: null, cutOff: on, currency: 'CNY', limit: null, outstanding: yuan(amount), drawn: null, due: null, reportedOn: on } } : { ...head, type: 'BorrowerScored', data: { on } }) as unknown as RecordedLineFact;
  const [debit, credit] = ACCOUNTS[kind];
  return { ...head, type: kind === 'draw' ? 'CreditDrawn' : kind === 'repay' ? 'CreditRepaid' : 'CreditReserved', data: { on, movement: { debit, credit, amount: yuan(amount), currency: 'CNY' } } } as unknown as RecordedLineFact;
};
const line = (mode: string) => ({ currency: 'CNY', about: { mode } }) as unknown as KnownLine;
const all = { from: null, to: null, after: 0, limit: 10_000 };

describe('a statement', () => {
  it('sums from its opening to its closing over any days, and to what is held', () => fc.assert(fc.property(fc.array(said, { maxLength: 40 }), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }), (history, a, b) => {
    const facts = history.map(factOf('ledger'));
    const [from, to] = [DAYS[Math.min(a, b)] as string, DAYS[Math.max(a, b)] as string];
    const { opening, items, closing } = statementOf(line('ledger'), facts, { ...all, from, to });
    for (const account of ['available', 'reserved', 'outstanding'] as const) {
      const net = items.reduce((sum, { debit, credit, amount }) => sum + (debit === account ? cents(amount) : 0) - (credit === account ? cents(amount) : 0), 0);
      expect(cents(opening[account]) + net).toBe(cents(closing[account]));
    }
    const until = statementOf(line('ledger'), facts, { ...all, to });
    expect([closing, items.length === 0 ? opening : items.at(-1)?.balances]).toEqual([until.closing, closing]);
    expect(until.opening.outstanding).toBe('0.00');
    expect(closing.drawn).toBe(yuan(history.filter(({ kind, day }) => kind === 'draw' && day <= Math.max(a, b)).reduce((sum, each) => sum + each.cents, 0)));
  })));

  it('is the same whole in pages of any size', () => fc.assert(fc.property(fc.array(said, { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), fc.constantFrom('ledger' as const, 'mirror' as const), (history, limit, mode) => {
    const facts = history.map(factOf(mode));
    const whole = statementOf(line(mode), facts, all);
    const pages: unknown[] = [];
    for (let [after, more] = [0, true]; more; ) {
      const page = statementOf(line(mode), facts, { ...all, after, limit });
      expect([page.opening, page.closing]).toEqual([whole.opening, whole.closing]);
      pages.push(...page.items);
      [after, more] = [page.items.at(-1)?.version ?? 0, page.more];
    }
    expect(pages).toEqual(whole.items);
  })));

  it('of a mirrored line ends at what the newest statement says and what was told of the days after it, and never below nothing', () => fc.assert(fc.property(fc.array(said.filter(({ kind }) => kind !== 'reserve'), { maxLength: 30 }), (history) => {
    const facts = history.map(factOf('mirror'));
    const stated = history.filter(({ kind }) => kind === 'state');
    const last = Math.max(-1, ...stated.map(({ day }) => day));
    const base = stated.findLast(({ day }) => day === last)?.cents ?? 0;
    const since = history.filter(({ day }) => day > last).reduce((sum, each) => sum + (each.kind === 'draw' ? each.cents : each.kind === 'repay' ? -each.cents : 0), 0);
    expect(cents(statementOf(line('mirror'), facts, all).closing.outstanding)).toBe(Math.max(0, base + since));
  })));
});
