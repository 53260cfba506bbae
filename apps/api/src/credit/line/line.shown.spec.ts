import type { KnownLine } from '@entente/domain/credit/line';
import type { ProgrammeIdentity } from './constants.js';
import { shown } from './line.shown.js';

const party = { organisation: 'o', name: '示例', region: '510104', account: null };
const balances = { committed: '0.00', available: '650.00', reserved: '50.00', outstanding: '300.00', used: '0.00', drawn: '300.00' };
const line = (changed: Partial<KnownLine> = {}): KnownLine => ({
  id: 'l', status: 'active', about: { line: 'l', programme: 'p', batch: null, bank: 'b', borrower: 'o', region: '510104', track: null, product: null, mode: 'ledger' }, bank: party, borrower: party,
  creditCode: 'c', currency: 'CNY', revolving: true, expiresOn: '2026-06-30', score: null, reference: null, asked: '1000.00', limit: '1000.00', allocation: null, balances,
  reservations: { r: { amount: '50.00', expiresAt: '2026-06-20T00:00:00.000Z', by: { principal: 'p', organisation: 'o' } } }, dues: [{ on: '2026-06-10', amount: '300.00' }],
  nominatedBy: { principal: 'p', organisation: 'o' }, approvedBy: null, frozen: null, days: { approved: null, signed: null, active: null, ended: null }, ...changed,
} as unknown as KnownLine);
const on = (day: string, it = line()) => shown(it, [], {} as ProgrammeIdentity, `${day}T04:00:00.000Z`, day);

describe('a line that is drawn here, as it is shown', () => {
  it('may be drawn from to its last day, that one included', () =>
    expect(on('2026-06-30')).toMatchObject({ pastItsLastDay: false, balances: { available: '700.00', outstanding: '300.00' } }));

  it('has nothing available past its last day, before any job has come by, and owes what it owes', () => {
    expect(on('2026-07-01')).toMatchObject({ status: 'active', pastItsLastDay: true, balances: { ...balances, available: '0.00', reserved: '0.00' }, overdue: '300.00' });
    expect(on('2027-01-01', line({ expiresOn: null }))).toMatchObject({ pastItsLastDay: false, balances: { available: '700.00' } });
  });

  it('counts a reservation as free once its time is over, and says that it lapsed', () => {
    expect(on('2026-06-19')).toMatchObject({ balances: { available: '650.00', reserved: '50.00' }, reservations: [{ reservation: 'r' }], lapsed: [], overdue: '300.00' });
    expect(on('2026-06-21')).toMatchObject({ balances: { available: '700.00', reserved: '0.00' }, reservations: [], lapsed: [{ reservation: 'r', amount: '50.00' }] });
  });
});
