import { evolveProgramme, absentProgramme, type KnownProgramme, type QuotaFact } from '@entente/domain/credit/programme';
import type { Recorded } from '@entente/domain/kernel/message';
import { byCodes, type Directory } from '@entente/domain/kernel/directory';
import { discrepanciesOf, quotaShown, standingStatements, summaryOf } from './programme.shown.js';
import { takenBy } from './quotas.js';
import { sightOf } from './seen.js';

const programme = 'p';
const by = { principal: 'officer', organisation: 'bureau' };
const party = (organisation: string, account: string) => ({ organisation, name: organisation, region: '510100', account });
const it_ = evolveProgramme(absentProgramme, {
  type: 'CreditProgrammeProposed', effectiveOn: '2026-01-05',
  data: {
    programme, name: { zh: '方案' }, issuer: party('i', 'bureau'), bank: party('b', 'bank'), territory: '510000', quota: { amount: '100.00', currency: 'CNY' }, currency: 'CNY', mode: 'mirror', disclosure: 'totals', products: [],
    from: null, to: null, pact: null, edition: null, source: null, by,
  },
}) as KnownProgramme;

const money = (amount: string) => ({ amount, currency: 'CNY' });
const movement = (amount: string) => ({ debit: 'unallocated' as const, credit: 'quota' as const, ...money(amount) });
const facts = (...all: readonly QuotaFact[]): readonly Recorded<QuotaFact>[] => all.map((fact, n) => ({
  ...fact, id: `e${n}`, position: n + 1, stream: 's', version: n + 1, schemaVersion: 1, recordedAt: `2026-02-${String(n + 1).padStart(2, '0')}T02:00:00.000Z`, commandId: 'c', ordinal: 0,
  metadata: { actor: { principal: 'p', organisation: 'o', role: 'bank', region: '*' } },
}) as Recorded<QuotaFact>);
const placed: QuotaFact = { type: 'QuotaPlaced', effectiveOn: '2026-01-05', data: { programme, quota: money('100.00'), movement: movement('100.00') } };
const allocated = (amount: string, region = '510100'): readonly QuotaFact[] => [
  { type: 'QuotaAllocated', effectiveOn: '2026-01-05', data: { programme, region, movement: movement(amount), by } }, { type: 'AllocationSet', effectiveOn: '2026-01-05', data: { programme, region, allocation: money(amount) } },
];
const granted = (amount: string, region: string | null = null): QuotaFact => ({ type: 'QuotaGranted', effectiveOn: '2026-01-05', data: { programme, region, line: 'l', ...money(amount) } });
const freed = (amount: string): QuotaFact => ({ type: 'QuotaFreed', effectiveOn: '2026-01-05', data: { programme, region: null, line: 'l', ...money(amount) } });

const directory: Directory = byCodes;
const sight = (role: 'administrator' | 'region' | 'bank' | 'report' | 'auditor', region = '*', organisation = 'another') => sightOf(it_, { principal: 'p', organisation, role, region }, directory);

describe('what is taken of a quota', () => {
  const taken = takenBy(facts(placed, ...allocated('30.00'), ...allocated('20.00', '510700'), granted('10.00', '510100'), granted('25.00')));

  it('is told whole to those whom it concerns, and adds up to the amount', () => {
    const whole = {
      currency: 'CNY', amount: '100.00', allocated: '50.00', granted: '35.00', direct: '25.00', free: '25.00',
      allocations: [{ region: '510100', allocated: '30.00', granted: '10.00', unused: '20.00' }, { region: '510700', allocated: '20.00', granted: '0.00', unused: '20.00' }],
    };
    for (const each of [sight('administrator'), sight('administrator', '510000'), sight('report'), sight('auditor'), sight('region', '310000', 'bureau'), sight('bank', '510100', 'bank')]) expect(quotaShown(taken, it_, each)).toEqual(whole);
  });

  it('is told to a region’s officers as far as it is allocated to theirs, and to others not at all', () => {
    const none = { currency: 'CNY', amount: null, allocated: null, granted: null, direct: null, free: null };
    expect(quotaShown(taken, it_, sight('region', '510700'))).toEqual({ ...none, allocations: [{ region: '510700', allocated: '20.00', granted: '0.00', unused: '20.00' }] });
    expect(quotaShown(taken, it_, sight('region', '510000'))?.allocations.map(({ region }) => region)).toEqual(['510100', '510700']);
    for (const each of [sight('region', '310000'), sight('administrator', '510100'), sight('bank', '510100', 'another-bank'), sight('report', '310000')]) expect(quotaShown(taken, it_, each)).toBeNull();
  });

  it('is nothing where nothing is stated, and then nothing is compared', () => {
    expect(quotaShown(takenBy([]), it_, sight('auditor'))).toEqual({ currency: 'CNY', amount: null, allocated: '0.00', granted: '0.00', direct: '0.00', free: null, allocations: [] });
    expect(takenBy(facts(granted('500.00'))).aboveSince).toBeNull();
  });

  it('may be more than it holds where a bank mirrors, and says since when', () => {
    const above = takenBy(facts(placed, granted('90.00'), granted('20.00'), granted('5.00')));
    expect([above.aboveSince, quotaShown(above, it_, sight('auditor'))?.free]).toEqual(['2026-02-03', '-15.00']);
    expect(takenBy(facts(placed, granted('110.00'), freed('20.00'), granted('20.00'))).aboveSince).toBe('2026-02-04');
    expect(takenBy(facts(placed, granted('110.00'), freed('20.00'))).aboveSince).toBeNull();
  });
});

describe('what a bank stated', () => {
  const stated = (cutOff: string, outstanding: string, more: object = {}) => ({
    type: 'StatementReported' as const, effectiveOn: cutOff, data: { programme, bank: 'b', from: null, cutOff, currency: 'CNY', count: 2, outstanding, unknown: [], missing: [], reportedOn: '2026-08-01', by, ...more },
  });

  it('stands as it was stated last of each cut-off, the newest first', () =>
    expect(standingStatements([stated('2026-07-31', '1.00'), stated('2026-06-30', '2.00'), stated('2026-07-31', '3.00')]).map(({ cutOff, outstanding }) => [cutOff, outstanding])).toEqual([['2026-07-31', '3.00'], ['2026-06-30', '2.00']]));

  it('leaves differences with owner and age; single lines are told to the bank and to auditors', () => {
    const line = { line: null, reference: 'L-9', creditCode: null, limit: null, outstanding: '7.00', drawn: null, due: null };
    const entry = { since: '2026-08-01', cutOffs: ['2026-07-31'], explained: null };
    const unknown = (n: number) => ({ ...entry, id: `unknown:L-${n}`, kind: 'unknown' as const, entry: { ...line, reference: `L-${n}` }, line: null });
    const data = [unknown(8), { ...unknown(9), since: '2026-08-05' }, { ...unknown(7), explained: '另一方案' }, { ...entry, id: 'missing:l1', kind: 'missing' as const, entry: null, line: 'l1' }];
    const above = takenBy(facts(placed, granted('110.00')));
    const all = discrepanciesOf(it_, above, data, sight('bank', '510100', 'bank'), '2026-08-11');
    expect(all.map(({ kind, count, stated: said, recorded, owner, days }) => [kind, count, said?.amount, recorded?.amount, owner.organisation, days])).toEqual([
      ['unknown-lines', 2, '14.00', undefined, 'b', 10], ['missing-lines', 1, undefined, undefined, 'b', 10], ['granted-above-quota', null, '100.00', '110.00', 'i', 190],
    ]);
    expect(all[0]?.unknown).toMatchObject([{ id: 'unknown:L-8', reference: 'L-8', outstanding: '7.00', days: 10, open: true }, { id: 'unknown:L-9', days: 6, open: true }, { id: 'unknown:L-7', open: false, explained: '另一方案' }]);
    expect(all[1]?.missing).toEqual([{ id: 'missing:l1', line: 'l1', since: '2026-08-01', days: 10, open: true, explained: null }]);
    expect(discrepanciesOf(it_, above, data, sight('auditor'), '2026-08-11')).toEqual(all);
    const told = discrepanciesOf(it_, above, data, sight('administrator'), '2026-08-11');
    expect(told.map(({ unknown, missing, ...each }) => [unknown, missing, each.kind])).toEqual(all.map(({ kind }) => [null, null, kind]));
    expect(discrepanciesOf(it_, takenBy(facts(placed)), [], sight('auditor'), '2026-08-11')).toEqual([]);
    // What is explained is told to those who see the lines, and is open for nobody.
    const [explained] = [data.filter((each) => each.explained !== null)];
    expect(discrepanciesOf(it_, takenBy(facts(placed)), explained, sight('auditor'), '2026-08-11')).toMatchObject([{ kind: 'unknown-lines', count: 0 }]);
    expect(discrepanciesOf(it_, takenBy(facts(placed)), explained, sight('administrator'), '2026-08-11')).toEqual([]);
  });
});

describe('what waits for a second person', () => {
  it('is the programme until it is opened, and another quota until that is approved', () => {
    expect(summaryOf(it_).waits).toEqual({ what: 'programme', quota: { amount: '100.00', currency: 'CNY' }, reason: null, by: 'bureau' });
    const open = evolveProgramme(it_, { type: 'CreditProgrammeOpened', effectiveOn: null, data: { programme, by } }) as KnownProgramme;
    expect(summaryOf(open).waits).toBeNull();
    const changing = evolveProgramme(open, { type: 'CreditQuotaProposed', effectiveOn: null, data: { programme, quota: money('200.00'), reason: { code: 'as-documented', text: '增额' }, source: null, by } }) as KnownProgramme;
    expect(summaryOf(changing).waits).toMatchObject({ what: 'quota', quota: money('200.00'), by: 'bureau' });
    expect(JSON.stringify(summaryOf(changing))).not.toContain('officer');
  });
});
