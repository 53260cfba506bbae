import { specOf } from '../../kernel/spec-of.js';
import { creditProgramme } from './programme.js';
import type { GrantingFact } from './programme.js';
import { allocate, approve, association, banker, change, checker, cityOfficer, cny, freed, giveBack, history, maker, officer, opened, PROGRAMME, shown, source, stateAfter, stranger, suspend, takeBack, taken, type Told } from './programme.samples.js';
import { accountOf, covers, emptyPool, freeIn, quotaStream, takenOf } from './pool.js';

const given = specOf(creditProgramme);
/** The movements of facts: debit, credit, amount. */
const movements = (facts: readonly GrantingFact[]): readonly unknown[] => facts.flatMap((fact) => ('movement' in fact.data ? [fact.data.movement === null ? null : [fact.data.movement.debit, fact.data.movement.credit, fact.data.movement.amount]] : []));
const poolAfter = (...all: readonly Told[]) => stateAfter(history(...all)).pool;
const shareAfter = (...all: readonly Told[]) => stateAfter(history(...all)).share;
const money = (amount: string, currency: string) => ({ amount, currency });

describe('another quota', () => {
  it('is proposed by one person and counts once a second one approves it', () => {
    const waiting = history(...opened(), change());
    expect(shown(stateAfter(waiting).pool)).toEqual(['1000.00', {}, '0']);
    given(...waiting).when(approve({}, maker)).thenRefused('credit-programme/second-person');
    for (const by of [checker, banker, association]) given(...waiting).when(approve({}, by)).thenTypes('CreditQuotaChanged', 'QuotaPlaced');
    expect(stateAfter(history(...opened(), change(), approve())).programme).toMatchObject({ status: 'open', quota: cny('1500.00'), proposal: null });
    // Whoever opened the programme may propose, and whoever drew it up may then approve.
    given(...history(...opened(), change({}, checker))).when(approve({}, maker)).thenTypes('CreditQuotaChanged', 'QuotaPlaced');
  });

  it('moves the difference and nothing else', () => {
    expect(movements(history(...opened()))).toEqual([['unallocated', 'quota', '1000.00']]);
    expect(movements(history(...opened(), change(), approve()))).toEqual([['unallocated', 'quota', '1000.00'], ['unallocated', 'quota', '500.00']]);
    expect(movements(history(...opened(), change({ quota: cny('400.00') }), approve())).at(-1)).toEqual(['quota', 'unallocated', '600.00']);
    expect(history(...opened(), change({ quota: cny('400.00') }), approve()).at(-1)).toMatchObject({ type: 'QuotaLowered', stream: quotaStream(PROGRAMME) });
  });

  it('is nothing new where it stands already, and one waits at a time', () => {
    given(...history(...opened())).when(change({ quota: cny('1000.00') })).thenNothing();
    given(...history(...opened(), change(), approve())).when(change()).thenNothing();
    given(...history(...opened(), change())).when(change({ quota: cny('1600.00') })).thenRefused('credit-programme/proposal-waits');
    given(...history(...opened(), change())).when(change({ quota: cny('1000.00') })).thenRefused('credit-programme/proposal-waits');
    given(...history(...opened(), change(), approve())).when(approve()).thenRefused('credit-programme/nothing-waits');
  });

  it('is returned with a reason, and the former one stands; then another may be proposed, and the former one again', () => {
    const back = history(...opened(), change(), giveBack());
    expect(stateAfter(back).programme).toMatchObject({ status: 'open', quota: cny('1000.00'), proposal: null });
    given(...back).when(giveBack()).thenRefused('credit-programme/nothing-waits');
    given(...back).when(change()).thenTypes('CreditQuotaProposed');
    given(...history(...opened(), change(), approve())).when(change({ quota: cny('1000.00') })).thenTypes('CreditQuotaProposed');
  });

  it('is never below what is granted and allocated, when it is proposed and when it is approved', () => {
    const held = [...opened(), taken('500.00'), allocate()];
    given(...history(...held)).when(change({ quota: cny('799.99') })).thenRefused('credit-programme/quota-below-granted');
    given(...history(...held)).when(change({ quota: cny('800.00') })).thenTypes('CreditQuotaProposed');
    const meanwhile = history(...held, change({ quota: cny('800.00') }), taken('0.01'));
    given(...meanwhile).when(approve()).thenRefused('credit-programme/quota-below-granted');
    given(...meanwhile, freed('0.01')).when(approve()).thenTypes('CreditQuotaChanged', 'QuotaLowered');
  });

  it('may be proposed and approved while the programme is suspended', () => {
    given(...history(...opened(), suspend())).when(change()).thenTypes('CreditQuotaProposed');
    given(...history(...opened(), change(), suspend())).when(approve()).thenTypes('CreditQuotaChanged', 'QuotaPlaced');
    expect(stateAfter(history(...opened(), change(), suspend(), approve())).programme.status).toBe('suspended');
  });

  it('is in the currency of the programme, and from a document only by an association', () => {
    given(...history(...opened())).when(change({ quota: money('1500', 'JPY') })).thenRefused('credit-programme/another-currency');
    given(...history(...opened())).when(change({ source })).thenRefused('credit-programme/source-not-yours');
    given(...history(...opened())).when(change({ source }, association)).thenTypes('CreditQuotaProposed');
    given(...history(...opened())).when(change({}, stranger)).thenRefused('credit-programme/not-yours');
  });
});

describe('a quota that nobody stated', () => {
  const unknown = opened({ quota: null });

  it('covers everything, and what is granted and allocated comes straight out of it', () => {
    expect(history(...unknown).map(({ type }) => type)).toEqual(['CreditProgrammeProposed', 'CreditProgrammeOpened']);
    expect([freeIn(emptyPool), covers(emptyPool, '999999999999999.99'), accountOf(emptyPool, null), accountOf(emptyPool, '510104')]).toEqual([null, true, 'quota', 'allocated']);
    expect(movements(history(...unknown, allocate({ amount: cny('5000.00') }), takeBack({ amount: cny('2000.00') })))).toEqual([['allocated', 'quota', '5000.00'], ['quota', 'allocated', '2000.00']]);
  });

  it('is stated later at or above what is taken, and what is left is free', () => {
    const held = [...unknown, taken('500.00'), allocate()];
    given(...history(...held)).when(change({ quota: cny('799.99') })).thenRefused('credit-programme/quota-below-granted');
    expect(movements(history(...held, change({ quota: cny('800.00') }), approve()))).toEqual([['allocated', 'quota', '300.00'], null]);
    expect(history(...held, change({ quota: cny('800.00') }), approve()).at(-1)).toMatchObject({ type: 'QuotaPlaced' });
    const stated = [...held, change({ quota: cny('1000.00') }), approve()];
    expect(movements(history(...stated)).at(-1)).toEqual(['unallocated', 'quota', '200.00']);
    expect(freeIn(poolAfter(...stated))).toBe('200.00');
    // What came out of the quota goes to what is free, now that there is such.
    expect(movements(history(...stated, takeBack())).at(-1)).toEqual(['unallocated', 'allocated', '300.00']);
  });

  it.each(['JPY', 'KWD'])('is stated in %s before anything is granted', (currency) => {
    const amount = { JPY: '1000', KWD: '0.125' }[currency] ?? '';
    const facts = history(...opened({ quota: null, currency }), change({ quota: money(amount, currency) }), approve());
    expect(movements(facts)).toEqual([['unallocated', 'quota', amount]]);
    expect([freeIn(stateAfter(facts).pool), stateAfter(facts).pool.currency]).toEqual([amount, currency]);
  });
});

describe('what is allocated to a region', () => {
  it('is taken from the quota, and told in a stream of the region’s own', () => {
    given(...history(...opened())).when(allocate()).then(
      { type: 'QuotaAllocated', effectiveOn: '2026-02-02', stream: quotaStream(PROGRAMME), data: { programme: PROGRAMME, region: '510104', movement: { debit: 'allocated', credit: 'unallocated', amount: '300.00', currency: 'CNY' }, by: { principal: 'bureau-1', organisation: 'bureau' } } },
      { type: 'AllocationSet', effectiveOn: '2026-02-02', stream: quotaStream(PROGRAMME, '510104'), data: { programme: PROGRAMME, region: '510104', allocation: cny('300.00') } },
    );
    expect(shown(poolAfter(...opened(), allocate(), allocate({ amount: cny('200.00') })))).toEqual(['1000.00', { 510104: '500.00' }, '0']);
    expect(shown(shareAfter(...opened(), allocate(), allocate({ amount: cny('200.00') })))).toEqual(['500.00', {}, '0']);
  });

  it('sums with what is granted to no more than the quota', () => {
    const held = history(...opened(), taken('500.00'), allocate());
    given(...held).when(allocate({ amount: cny('200.01') })).thenRefused('credit-programme/quota-exhausted');
    given(...held).when(allocate({ amount: cny('200.00') })).thenTypes('QuotaAllocated', 'AllocationSet');
    // What a region grants of its allocation takes nothing more of the quota.
    given(...held, taken('300.00', '510104')).when(allocate({ amount: cny('200.00') })).thenTypes('QuotaAllocated', 'AllocationSet');
    expect(takenOf(stateAfter([...held, taken('300.00', '510104')]).pool)).toBe('800.00');
  });

  it('goes to a region or zone within the territory; where that is a set, to any', () => {
    const [open, ofSet] = [history(...opened()), history(...opened({ territory: 'chuanyu' }))];
    for (const region of ['510100', '510104', '510100-gaoxin']) given(...open).when(allocate({ region })).thenTypes('QuotaAllocated', 'AllocationSet');
    for (const region of ['510000', '510700', '500000', '500000-liangjiang']) given(...open).when(allocate({ region })).thenRefused('credit-programme/region-outside');
    given(...open).when(allocate({ region: '990000' })).thenRefused('region/unknown-code');
    given(...ofSet).when(allocate({ region: '500000' })).thenTypes('QuotaAllocated', 'AllocationSet');
    given(...open).when(allocate({ amount: money('300', 'JPY') })).thenRefused('credit-programme/another-currency');
  });

  it('is given by the issuer or an association, and not by the bank or the region', () => {
    given(...history(...opened())).when(allocate({}, association)).thenTypes('QuotaAllocated', 'AllocationSet');
    for (const by of [banker, officer, stranger]) given(...history(...opened())).when(allocate({}, by)).thenRefused('credit-programme/not-the-issuer');
  });

  it('flows back as far as it is unused: by the issuer, and by the officers of the region or of one above it', () => {
    const held = history(...opened(), allocate(), taken('100.00', '510104'));
    for (const by of [maker, association, officer, cityOfficer, { ...officer, region: '510000' }]) given(...held).when(takeBack({}, by)).thenTypes('AllocationReturned', 'AllocationSet');
    for (const by of [banker, stranger, { ...officer, region: '510105' }]) given(...held).when(takeBack({}, by)).thenRefused('credit-programme/not-the-issuer');
    given(...history(...opened(), allocate({ region: '510100' }))).when(takeBack({ region: '510100' }, officer)).thenRefused('credit-programme/not-the-issuer');
    expect(movements(history(...opened(), allocate(), taken('100.00', '510104'), takeBack())).at(-1)).toEqual(['unallocated', 'allocated', '200.00']);
    given(...held).when(takeBack({ amount: cny('200.01') })).thenRefused('credit-programme/allocation-in-use');
    given(...held).when(takeBack({ amount: cny('200.00') })).thenTypes('AllocationReturned', 'AllocationSet');
    given(...held).when(takeBack({ amount: money('1', 'JPY') })).thenRefused('credit-programme/another-currency');
    given(...history(...opened(), allocate(), taken('100.00', '510104'), takeBack())).when(takeBack()).thenNothing();
    given(...history(...opened())).when(takeBack()).thenRefused('credit-programme/no-allocation');
    given(...history(...opened(), allocate(), suspend())).when(takeBack()).thenTypes('AllocationReturned', 'AllocationSet');
  });
});

describe('a quota of which the bank grants by itself', () => {
  const mirrored = opened({ mode: 'mirror' });

  it('may be exceeded, and then nothing is left and nothing flows back', () => {
    const over = history(...mirrored, taken('1200.00'));
    expect(freeIn(stateAfter(over).pool)).toBe('-200.00');
    given(...over).when(allocate({ amount: cny('0.01') })).thenRefused('credit-programme/quota-exhausted');
    expect(() => creditProgramme.decide(allocate(), stateAfter(over))).toThrow(/ 0\.00 CNY is left/);
    const ofShare = history(...mirrored, allocate(), taken('350.00', '510104'));
    given(...ofShare).when(takeBack()).thenNothing();
    given(...ofShare).when(takeBack({ amount: cny('0.01') })).thenRefused('credit-programme/allocation-in-use');
  });

  it('may be stated below what is granted, and the accounts still sum', () => {
    const over = [...mirrored, taken('1200.00')];
    expect(movements(history(...over, change({ quota: cny('900.00') }), approve())).at(-1)).toEqual(['quota', 'unallocated', '100.00']);
    const unstated = [...opened({ mode: 'mirror', quota: null }), taken('100.00')];
    expect(history(...unstated, change({ quota: cny('80.00') }), approve()).at(-1)).toMatchObject({ type: 'QuotaLowered', data: { movement: { debit: 'quota', credit: 'unallocated', amount: '20.00' } } });
    expect(freeIn(poolAfter(...unstated, change({ quota: cny('80.00') }), approve()))).toBe('-20.00');
  });
});
