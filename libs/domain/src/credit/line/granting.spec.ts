import { Refusal } from '../../kernel/refusal.js';
import { auditOf } from '../ledger/index.js';
import { creditLine, type NominateLine } from './line.js';
import {
  activate, active, allocate, type AnyCommand, approve, association, BANK, bank, BATCH, borrower, clerk, close, cny, codeOf, decline, directoryOf, draw, elsewhere, expire, firm, FIRM, firmId, freeze, given, go, granted, granter, heldBy, lineAfter,
  lineId, lineIn, nominate, officer, openBatch, opened, opener, otherBank, PROGRAMME, products, propose, reduce, releaseBatch, score, sign, source, suspend, tableIn, written,
} from './line.samples.js';
import type { KnownLine } from './state.js';

const asked = [...opened(), nominate()];
const faultsOf = (decide: () => unknown): readonly string[] => {
  try {
    decide();
  } catch (error) {
    if (error instanceof Refusal) return error.faults.map(({ pointer }) => pointer);
    throw error;
  }
  return [];
};

describe('nominating', () => {
  it('puts a firm forward and grants nothing', () => {
    const [fact] = given(...opened()).when(nominate()).facts();
    expect(fact).toMatchObject({ type: 'CreditLineNominated', effectiveOn: '2026-03-01', data: { line: lineId(1), programme: PROGRAMME, bank: BANK, borrower: FIRM, region: '510104', mode: 'ledger', limit: cny('1000.00'), creditCode: codeOf(1) } });
    expect(lineAfter(...asked)).toMatchObject({ status: 'nominated', asked: '1000.00', limit: '0.00', balances: { committed: '0.00', available: '0.00' } });
  });

  it('names the firm by its id or by its credit code, and not by both', () => {
    given(...opened()).when(nominate({ borrower: null, creditCode: codeOf(2) })).thenTypes('CreditLineNominated');
    expect(lineAfter(...opened(), nominate({ borrower: null, creditCode: codeOf(2) })).about.borrower).toBe(firmId(2));
    for (const changed of [{ creditCode: codeOf(1) }, { borrower: null }]) given(...opened()).when(nominate(changed)).thenRefused('credit-line/borrower-needed');
    given(...opened()).when(nominate({ borrower: firmId(99) })).thenRefused('credit-line/borrower-unknown');
    given(...opened()).when(nominate({ borrower: null, creditCode: codeOf(99) })).thenRefused('credit-line/borrower-unknown');
  });

  it('is not of a firm that is gone, has no code, lies nowhere, or is the bank itself', () => {
    const of = (changed: object) => nominate({}, clerk, '2026-03-01', directoryOf({ [FIRM]: changed }));
    given(...opened()).when(of({ status: 'merged', into: firmId(2) })).thenRefused('credit-line/borrower-gone');
    given(...opened()).when(of({ status: 'closed', to: '2025-12-31' })).thenRefused('credit-line/borrower-gone');
    given(...opened()).when(of({ from: '2026-04-01' })).thenRefused('credit-line/borrower-gone');
    given(...opened()).when(of({ creditCode: null })).thenRefused('credit-line/no-credit-code');
    given(...opened()).when(of({ region: null })).thenRefused('credit-line/no-region');
    given(...opened()).when(nominate({ borrower: BANK })).thenRefused('credit-line/borrower-is-bank');
    const merged = nominate({ borrower: null, creditCode: codeOf(1) }, clerk, '2026-03-01', directoryOf({ [FIRM]: { status: 'merged', into: firmId(2) } }));
    given(...opened()).when(merged).thenRefused('credit-line/borrower-gone');
  });

  it('is by the bank, the firm, its region and an association over it', () => {
    for (const who of [clerk, borrower, officer, association]) given(...opened()).when(nominate({}, who)).thenTypes('CreditLineNominated');
    for (const who of [elsewhere, otherBank]) given(...opened()).when(nominate({}, who)).thenRefused('credit-line/nominate-not-yours');
  });

  it('is under an open programme and for a product of it', () => {
    given().when(nominate()).thenRefused('credit-line/programme-unknown');
    given(propose()).when(nominate()).thenRefused('credit-programme/not-approved');
    given(...opened(), suspend()).when(nominate()).thenRefused('credit-programme/suspended');
    given(...asked).when(nominate()).thenRefused('credit-line/exists');
    given(...opened()).when(nominate({ product: 'nothing' })).thenRefused('credit-line/product-unknown');
    given(...opened()).when(nominate({ limit: { amount: '1000.00', currency: 'USD' } })).thenRefused('credit-line/another-currency');
    given(...opened()).when(nominate({ expiresOn: '2026-02-28' })).thenRefused('credit-line/expiry-in-past');
    given(...opened()).when(nominate({ expiresOn: '2026-03-01' })).thenTypes('CreditLineNominated');
    given(...opened({ to: '2026-02-28' })).when(nominate()).thenRefused('credit-line/programme-not-valid');
    given(...opened({ to: '2026-03-01' })).when(nominate()).thenTypes('CreditLineNominated');
    given(...opened()).when(nominate({ product: 'open' })).thenRefused('credit-line/not-eligible');
    given(...opened()).when(nominate({ product: 'open', track: 'ai' })).thenTypes('CreditLineNominated');
    given(...opened({ products: products.map((each) => ({ ...each, eligibility: { ...each.eligibility, regions: ['510105'] } })) })).when(nominate()).thenRefused('credit-line/not-eligible');
  });

  it('tells all that is wrong at once, whoever is to borrow', () => {
    const faults = (wrong: NominateLine, ...before: readonly AnyCommand[]): readonly string[] => faultsOf(() => creditLine.decide(wrong, tableIn(written(...before), wrong)));
    const asks = { product: 'nothing', expiresOn: '2026-01-01', limit: { amount: '1', currency: 'JPY' }, batch: BATCH };
    expect(faults(nominate(asks), ...opened())).toEqual(['/limit/currency', '/product', '/expiresOn', '/batch']);
    expect(faults(nominate({ ...asks, borrower: firmId(99) }), ...opened())).toEqual(['/borrower', '/limit/currency', '/product', '/expiresOn', '/batch']);
    expect(faults(nominate({ ...asks, creditCode: codeOf(1) }), ...opened())).toEqual(['/borrower', '/limit/currency', '/product', '/expiresOn', '/batch']);
    expect(faults(nominate({ ...asks, borrower: BANK }), ...opened())).toEqual(['/borrower', '/limit/currency', '/product', '/expiresOn', '/batch']);
    expect(faults(nominate({ ...asks, borrower: null, creditCode: codeOf(99) }))).toEqual(['/programme', '/creditCode']);
    // Whoever may not put the firm forward is told so, and not what is wrong.
    given(...opened()).when(nominate(asks, elsewhere)).thenRefused('credit-line/nominate-not-yours');
  });

  it('writes the firm into its batch, which holds one programme’s lines until it is released', () => {
    const inBatch = [...opened(), openBatch()];
    given(...inBatch).when(nominate({ batch: BATCH })).thenTypes('CreditLineNominated', 'BatchLineAdded');
    given(...opened()).when(nominate({ batch: BATCH })).thenRefused('credit-line/batch-unknown');
    given(...inBatch, nominate({ batch: BATCH }), decline(), releaseBatch([lineId(1)])).when(nominate({ id: lineId(2), borrower: firmId(2), batch: BATCH }, clerk, '2026-03-31')).thenRefused('credit-line/batch-released');
  });
});

describe('approving', () => {
  it('takes the limit from the quota, in one movement that stands in the line', () => {
    const facts = given(...asked).when(approve()).facts();
    expect(facts).toMatchObject([
      { type: 'CreditLineApproved', stream: `credit-line-${lineId(1)}`, data: { movement: { debit: 'committed', credit: 'unallocated', amount: '1000.00', currency: 'CNY' }, balances: { committed: '1000.00' }, limit: cny('1000.00'), allocation: null } },
      { type: 'QuotaGranted', stream: `credit-quota-${PROGRAMME}`, data: { line: lineId(1), region: null, amount: '1000.00', currency: 'CNY' } },
    ]);
    expect(facts[1]?.data).not.toHaveProperty('movement');
  });

  it('may grant another limit, another last day and another score than was asked for', () => {
    expect(lineAfter(...asked, approve({ limit: cny('600.00'), expiresOn: '2026-06-30', score: 650 }))).toMatchObject({ status: 'approved', asked: '1000.00', limit: '600.00', expiresOn: '2026-06-30', score: 650 });
    given(...asked).when(approve({ limit: { amount: '600', currency: 'JPY' } })).thenRefused('credit-line/another-currency');
    given(...asked).when(approve({ expiresOn: '2026-03-01' })).thenRefused('credit-line/expiry-in-past');
    given(...asked).when(approve({ score: 599 })).thenRefused('credit-line/score-too-low');
    given(...opened(), nominate({ score: null })).when(approve()).thenRefused('credit-line/score-too-low');
    given(...opened(), nominate({ score: null })).when(approve({ score: 600 })).thenTypes('CreditLineApproved', 'QuotaGranted');
    given(...opened(), nominate({ score: null, product: null })).when(approve()).thenTypes('CreditLineApproved', 'QuotaGranted');
  });

  it('is by the bank, and not by the person who put the firm forward', () => {
    given(...asked).when(approve({}, clerk)).thenRefused('credit-line/second-person');
    given(...asked).when(approve({}, borrower)).thenRefused('credit-line/not-the-bank');
    for (const who of [elsewhere, otherBank, firm(2)]) given(...asked).when(approve({}, who)).thenRefused('credit-line/not-found');
    given(...opened()).when(approve()).thenRefused('credit-line/not-found');
    given(...opened(), nominate({}, officer)).when(approve({}, clerk)).thenTypes('CreditLineApproved', 'QuotaGranted');
  });

  it('never grants above the quota; what nobody stated is not compared', () => {
    const [first, second] = [nominate({ limit: cny('9999.99') }), nominate({ id: lineId(2), borrower: firmId(2), limit: cny('0.02') })];
    const nearly = [...opened(), first, approve(), second];
    given(...nearly).when(approve({ id: lineId(2) })).thenRefused('credit-programme/quota-exhausted');
    given(...nearly).when(approve({ id: lineId(2), limit: cny('0.01') })).thenTypes('CreditLineApproved', 'QuotaGranted');
    const unknown = [...opened({ quota: null }), first, approve(), second, approve({ id: lineId(2) })];
    expect(written(...unknown).all.at(-2)).toMatchObject({ data: { movement: { debit: 'committed', credit: 'quota' } } });
    given(...opened({ mode: 'mirror', quota: cny('1.00') }), first).when(approve()).thenTypes('CreditLineApproved', 'QuotaGranted');
  });

  it('is under a programme that is open and valid', () => {
    given(...asked, suspend()).when(approve({}, granter, '2026-03-09')).thenRefused('credit-programme/suspended');
    given(...opened({ to: '2026-03-01' }), nominate()).when(approve()).thenRefused('credit-line/programme-not-valid');
    given(...granted).when(approve()).thenRefused('credit-line/approved');
    given(...asked).when(approve({ programme: '019a0c00-0000-7000-8000-0000000c0002' })).thenRefused('credit-line/moved');
  });

  it('takes from the allocation of a region that holds the firm’s, and gives back there', () => {
    const divided = [...opened(), allocate(), nominate()];
    const taken = [...divided, approve({ allocation: '510104' })];
    expect(written(...taken).all.at(-1)).toMatchObject({ type: 'QuotaGranted', stream: `credit-quota-${PROGRAMME}-510104`, data: { region: '510104' } });
    expect(written(...taken).all.at(-2)).toMatchObject({ data: { movement: { debit: 'committed', credit: 'allocated' }, allocation: '510104' } });
    given(...divided).when(approve({ allocation: '510105' })).thenRefused('credit-programme/no-allocation');
    given(...divided, allocate({ region: '510105', amount: cny('3000.00') })).when(approve({ allocation: '510105' })).thenRefused('credit-programme/no-allocation');
    given(...opened(), allocate({ amount: cny('999.99') }), nominate()).when(approve({ allocation: '510104' })).thenRefused('credit-programme/allocation-exhausted');
    // What is allocated is not granted from the quota.
    given(...opened(), allocate({ amount: cny('9000.01') }), nominate()).when(approve()).thenRefused('credit-programme/quota-exhausted');
    given(...taken).when(reduce()).thenRefused('credit-line/moved');
    expect(given(...taken).when(reduce({ allocation: '510104' })).facts()).toMatchObject([{ data: { movement: { debit: 'allocated', credit: 'committed', amount: '200.00' } } }, { type: 'QuotaFreed', stream: `credit-quota-${PROGRAMME}-510104`, data: { amount: '200.00' } }]);
    expect(given(...taken).when(decline({ allocation: '510104' })).facts()[1]).toMatchObject({ stream: `credit-quota-${PROGRAMME}-510104`, data: { amount: '1000.00' } });
  });

  it('counts in the smallest unit of a currency of no and of three decimals', () => {
    for (const [currency, quota, limit, more] of [['JPY', '1000', '999', '2'], ['KWD', '1.000', '0.999', '0.002']] as const) {
      const of = (amount: string) => ({ amount, currency });
      const [one, two] = [nominate({ limit: of(limit) }), nominate({ id: lineId(2), borrower: firmId(2), limit: of(more) })];
      const before = [...opened({ currency, quota: of(quota) }), one, approve(), two];
      given(...before).when(approve({ id: lineId(2) })).thenRefused('credit-programme/quota-exhausted');
      const drawn = written(...before, sign(), activate(), draw({ amount: of(limit) }));
      expect(heldBy(lineIn(drawn) as KnownLine)[2]).toBe(limit);
      expect(auditOf(drawn.all)).toEqual([]);
    }
  });
});

describe('declining', () => {
  it('is for the bank and for the borrower, until the line is open, and gives back what was granted', () => {
    given(...asked).when(decline()).thenTypes('CreditLineDeclined');
    for (const before of [granted, [...granted, sign()]]) {
      const facts = given(...before).when(decline({}, borrower, '2026-03-04')).facts();
      expect(facts).toMatchObject([{ type: 'CreditLineDeclined', data: { declinedBy: 'borrower', movement: { debit: 'unallocated', credit: 'committed', amount: '1000.00' } } }, { type: 'QuotaFreed' }]);
    }
    expect(lineAfter(...granted, decline())).toMatchObject({ status: 'declined', limit: '0.00', balances: { committed: '0.00' } });
    given(...active).when(decline()).thenRefused('credit-line/active');
    given(...granted, decline()).when(decline()).thenNothing();
    for (const who of [officer, association, elsewhere]) given(...asked).when(decline({}, who)).thenRefused('credit-line/not-found');
  });

  it('frees what another line then takes', () => {
    const full = [...opened({ quota: cny('1000.00') }), nominate(), approve(), nominate({ id: lineId(2), borrower: firmId(2) })];
    given(...full).when(approve({ id: lineId(2) })).thenRefused('credit-programme/quota-exhausted');
    given(...full, decline()).when(approve({ id: lineId(2) })).thenTypes('CreditLineApproved', 'QuotaGranted');
  });
});

describe('signing', () => {
  it('is by the borrower’s own people', () => {
    expect(given(...granted).when(sign()).facts()).toMatchObject([{ data: { on: '2026-03-03', grade: 'submitted', limit: cny('1000.00') } }]);
    given(...granted).when(sign({}, clerk)).thenRefused('credit-line/not-the-borrower');
    for (const who of [officer, association, elsewhere]) given(...granted).when(sign({}, who)).thenRefused('credit-line/not-found');
    given(...asked).when(sign()).thenRefused('credit-line/nominated');
    for (const before of [[...granted, sign()], active]) given(...before).when(sign()).thenNothing();
  });

  it('is from a document for a firm that has no account, by the officers of its region', () => {
    const without = directoryOf({ [FIRM]: { account: null } });
    given(...granted).when(sign({}, officer, '2026-03-03', without)).thenRefused('credit-line/source-required');
    given(...granted).when(sign({ source })).thenRefused('credit-line/source-not-yours');
    expect(faultsOf(() => { const own = sign({ source }); return creditLine.decide(own, tableIn(written(...granted), own)); })).toEqual(['/source']);
    expect(given(...granted).when(sign({ source }, officer, '2026-03-03', without)).facts()).toMatchObject([{ data: { grade: 'attested', source } }]);
    // It got an account later, or was merged into a body that has one: then its people sign, and no document is asked for.
    const before = [...opened(), nominate({}, officer, '2026-03-01', without), approve()];
    given(...before).when(sign()).thenTypes('CreditLineSigned');
    const merged = directoryOf({ [FIRM]: { account: null, status: 'merged', into: firmId(3) } });
    given(...before).when(sign({}, firm(3), '2026-03-03', merged)).thenTypes('CreditLineSigned');
    given(...before).when(sign({}, borrower, '2026-03-03', merged)).thenRefused('credit-line/not-found');
  });

  it('is not by whoever granted the line, where he speaks for both', () => {
    const without = directoryOf({ [FIRM]: { account: null }, [BANK]: { account: null } });
    const before = [...opened(), nominate(), approve({}, officer, '2026-03-02', without)];
    given(...before).when(sign({ source }, officer, '2026-03-03', without)).thenRefused('credit-line/second-person');
    given(...before).when(sign({ source }, { ...officer, principal: 'officer-2' }, '2026-03-03', without)).thenTypes('CreditLineSigned');
  });

  it('is on a day from the approval to today', () => {
    given(...granted).when(sign({ on: '2026-03-02' })).thenTypes('CreditLineSigned');
    given(...granted).when(sign({ on: '2026-03-01' })).thenRefused('credit-line/date-before-approval');
    given(...granted).when(sign({ on: '2026-03-04' })).thenRefused('credit-line/date-in-future');
    given(...granted).when(sign({}, borrower, '2027-01-01')).thenRefused('credit-line/expired');
  });
});

describe('activating', () => {
  it('opens the line to draws, by another person than the one who granted it', () => {
    expect(given(...granted, sign()).when(activate()).facts()).toMatchObject([{ data: { movement: { debit: 'available', credit: 'committed', amount: '1000.00' } } }]);
    given(...granted, sign()).when(activate({}, granter)).thenRefused('credit-line/second-person');
    given(...granted, sign()).when(activate({}, bank(1))).thenTypes('CreditLineActivated');
    given(...granted).when(activate()).thenRefused('credit-line/approved');
    given(...active).when(activate()).thenRefused('credit-line/active');
    given(...granted, sign()).when(activate({}, borrower)).thenRefused('credit-line/not-the-bank');
  });

  it('is not of a line that has run out, whose firm is rated too low, or whose programme stands still', () => {
    given(...granted, sign()).when(activate({}, opener, '2027-01-01')).thenRefused('credit-line/expired');
    given(...granted, sign(), score({}, granter, '2026-03-03')).when(activate()).thenRefused('credit-line/score-too-low');
    given(...granted, sign(), suspend()).when(activate({}, opener, '2026-03-09')).thenRefused('credit-programme/suspended');
  });

  it('opens what is left of a limit that was reduced before', () => {
    const line = lineAfter(...granted, reduce({ limit: cny('1.00') }, granter, '2026-03-03'), sign(), activate());
    expect(line).toMatchObject({ limit: '1.00', balances: { committed: '0.00', available: '1.00' } });
  });
});

describe('whom a line concerns', () => {
  it('is its bank and its borrower, and the officers over the borrower where the programme discloses lines', () => {
    for (const [disclosure, refusal] of [['totals', 'credit-line/not-found'], ['lines', 'credit-line/not-the-bank']] as const) {
      const line = [...opened({ disclosure }), nominate()];
      expect(lineAfter(...line).disclosed).toBe(disclosure === 'lines');
      given(...line).when(approve({}, officer)).thenRefused(refusal);
      given(...line).when(approve({}, borrower)).thenRefused('credit-line/not-the-bank');
      for (const who of [association, elsewhere, otherBank]) given(...line).when(approve({}, who)).thenRefused('credit-line/not-found');
    }
  });

  it('is whoever speaks for one that has no account', () => {
    const without = directoryOf({ [FIRM]: { account: null } });
    for (const who of [officer, association]) given(...asked).when(approve({}, who, '2026-03-02', without)).thenRefused('credit-line/not-the-bank');
    given(...asked).when(approve({}, elsewhere, '2026-03-02', without)).thenRefused('credit-line/not-found');
  });

  it('changes with what the firm is today, and its region stays the one in which it was put forward', () => {
    const moved = directoryOf({ [FIRM]: { region: '500101', account: null } });
    const chongqing = { ...elsewhere, region: '500101' };
    given(...granted).when(sign({ source }, chongqing, '2026-03-03', moved)).thenTypes('CreditLineSigned');
    given(...granted).when(sign({ source }, officer, '2026-03-03', moved)).thenRefused('credit-line/not-found');
    expect(lineAfter(...granted).about.region).toBe('510104');
  });

  it('is nobody’s after its end but is told of to the same', () => {
    const ended = written(...active, close());
    expect(() => go(ended, freeze({}, otherBank))).toThrow('There is no such line');
    expect(() => go(ended, freeze())).toThrow('The line is closed');
    expect(() => go(ended, draw())).toThrow('The line is closed');
    expect(go(ended, expire())).toEqual([]);
  });
});
