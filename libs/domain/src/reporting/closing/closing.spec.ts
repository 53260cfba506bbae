import fc from 'fast-check';
import { byCodes } from '../../kernel/directory.js';
import type { Actor } from '../../kernel/message.js';
import { Refusal } from '../../kernel/refusal.js';
import { specOf } from '../../kernel/spec-of.js';
import { type ClosePeriod, closing, type ClosingFact, type Closings, type ReopenPeriod } from './index.js';

const given = specOf(closing);
const association: Actor = { principal: 'a', organisation: 'association', role: 'administrator', region: '*' };
const close = (period: string, head: number, position: number | null = null, actor = association): ClosePeriod =>
  ({ type: 'ClosePeriod', id: `c${period}${head}`, actor, at: '2024-06-10T01:00:00.000Z', directory: byCodes, data: { id: period, period, position, head } });
const reopen = (period: string): ReopenPeriod => ({ type: 'ReopenPeriod', id: `r${period}`, actor: association, at: '2024-06-10T01:00:00.000Z', directory: byCodes, data: { id: period, period, reason: { code: 'late', text: '补报。' } } });
const after = (...commands: readonly (ClosePeriod | ReopenPeriod)[]): readonly ClosingFact[] => commands.reduce<readonly ClosingFact[]>((facts, each) => [...facts, ...given(...facts).when(each).facts()], []);

describe('closing a month', () => {
  it('fixes what was known of it, here or at an earlier position', () => {
    given().when(close('2024-01', 50)).then({ type: 'PeriodClosed', effectiveOn: '2024-06-10', data: { period: '2024-01', position: 50, by: { principal: 'a', organisation: 'association' } } });
    expect(after(close('2024-01', 50, 40))[0]?.data).toMatchObject({ position: 40 });
    given().when(close('2024-01', 50, 51)).thenRefused('period/beyond-head');
    given().when(close('2024-06', 50)).thenRefused('period/not-over');
  });
  it('is done once; the same again is nothing new', () => {
    const facts = after(close('2024-01', 50));
    given(...facts).when(close('2024-01', 60, 50)).thenNothing();
    given(...facts).when(close('2024-01', 60)).thenRefused('period/already-closed');
  });
  it('knows no less than of the months before, and no more than of those after', () => {
    given(...after(close('2024-01', 50))).when(close('2024-02', 60, 49)).thenRefused('period/before-former');
    given(...after(close('2024-02', 50))).when(close('2024-01', 60)).thenRefused('period/after-later');
    expect(after(close('2024-01', 50), close('2024-02', 60, 50))).toHaveLength(2);
  });
  it('is an association’s over everything', () => {
    for (const actor of [{ ...association, region: '510000' }, { ...association, role: 'auditor' as const }]) given().when(close('2024-01', 50, null, actor)).thenRefused('period/not-yours');
  });
  it('can be undone, with a reason, and done again', () => {
    const facts = after(close('2024-01', 50), reopen('2024-01'), close('2024-01', 70));
    expect(facts.reduce(closing.evolve, closing.initialState)['2024-01']).toMatchObject({ position: 70, acts: [{ act: 'closed', position: 50 }, { act: 'reopened', reason: { text: '补报。' } }, { act: 'closed', position: 70 }] });
    given().when(reopen('2024-01')).thenRefused('period/not-closed');
    given(...after(close('2024-01', 50), reopen('2024-01'))).when(reopen('2024-01')).thenRefused('period/not-closed');
  });
  it('leaves months closed at positions in their order, whatever is tried', () => fc.assert(fc.property(
    fc.array(fc.tuple(fc.constantFrom('2023-11', '2023-12', '2024-01', '2024-02'), fc.nat(20), fc.boolean()), { maxLength: 20 }), (acts) => {
      let closings: Closings = {};
      acts.forEach(([period, position, opens], n) => {
        try {
          closings = closing.decide(opens ? reopen(period) : close(period, 20 + n, position || null), closings).reduce(closing.evolve, closings);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
        }
        const closed = Object.entries(closings).flatMap(([month, at]) => (at.position === null ? [] : [[month, at.position] as const])).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, at]) => at);
        expect(closed).toEqual(closed.toSorted((a, b) => a - b));
      });
    })));
});
