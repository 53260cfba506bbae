import fc from 'fast-check';
import { ACCOUNTS, moved, movementSchema, type Movement, nothing, nothingHeld, plus } from './index.js';

const of = (debit: Movement['debit'], credit: Movement['credit'], amount: string, currency = 'CNY'): Movement => ({ debit, credit, amount, currency });

describe('a movement', () => {
  it('debits one account and credits another with one amount', () => {
    const granted = moved(nothingHeld('CNY'), of('committed', 'unallocated', '100.00'));
    expect(granted).toEqual({ ...nothingHeld('CNY'), committed: '100.00' });
    const open = moved(granted, of('available', 'committed', '100.00'));
    expect(open).toEqual({ ...nothingHeld('CNY'), available: '100.00' });
    expect(moved(open, of('reserved', 'available', '30.00'))).toEqual({ ...nothingHeld('CNY'), available: '70.00', reserved: '30.00' });
  });

  it('adds what comes to be outstanding to all that was ever drawn, and takes nothing of that away', () => {
    const drawn = moved({ ...nothingHeld('CNY'), available: '100.00' }, of('outstanding', 'available', '60.00'));
    const repaid = moved(drawn, of('available', 'outstanding', '60.00'));
    expect([drawn, repaid, moved(repaid, of('outstanding', 'available', '1.00'))].map((each) => each.drawn)).toEqual(['60.00', '60.00', '61.00']);
  });

  it('leaves what is the programme’s alone', () => {
    for (const [debit, credit] of [['unallocated', 'quota'], ['quota', 'unallocated'], ['allocated', 'unallocated'], ['allocated', 'quota']] as const) {
      expect(moved(nothingHeld('KWD'), of(debit, credit, '1.000', 'KWD'))).toEqual(nothingHeld('KWD'));
    }
    expect(movementSchema.safeParse(of('available', 'reserved', '1.00')).success).toBe(true);
    expect(movementSchema.safeParse({ ...of('available', 'reserved', '1.00'), debit: 'cash' }).success).toBe(false);
  });

  it('changes what a line holds in all only where it crosses its border', () => {
    const lines = ['committed', 'available', 'reserved', 'outstanding', 'used'] as const;
    const account = fc.constantFrom(...ACCOUNTS);
    fc.assert(fc.property(fc.array(fc.tuple(account, account, fc.integer({ min: 1, max: 1_000_000 })), { maxLength: 30 }), (all) => {
      const isOfLine = (each: Movement['debit']): boolean => (lines as readonly string[]).includes(each);
      const held = all.reduce((balances, [debit, credit, amount]) => moved(balances, of(debit, credit, `${amount}.00`)), nothingHeld('CNY'));
      const crossed = all.reduce((sum, [debit, credit, amount]) => sum + amount * ((isOfLine(debit) ? 1 : 0) - (isOfLine(credit) ? 1 : 0)), 0);
      expect(lines.reduce((sum, each) => plus(sum, held[each], 'CNY'), nothing('CNY'))).toBe(plus('0', String(crossed), 'CNY'));
    }));
  });
});
