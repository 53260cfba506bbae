import { z } from 'zod';
import { byCodes } from '../../kernel/directory.js';
import { Refusal } from '../../kernel/refusal.js';
import { specOf } from '../../kernel/spec-of.js';
import { creditProgramme, type ProposeProgramme } from './programme.js';
import { keptProgramme } from './kept.js';
import {
  approve, ASSOCIATION, association, BANK, banker, change, checker, close, cny, directory, giveBack, GONE, history, maker, officer, opened, PROGRAMME, propose, reason, resume, source, stateAfter, stranger, suspend, taken,
  allocate, takeBack, VILLAGE_BANK, ISSUER, type Told,
} from './programme.samples.js';
import { isValidOn } from './rules.js';
import { daySchema, programmeChecked, programmeShape } from './terms.js';

const given = specOf(creditProgramme);
const statusAfter = (...all: readonly Told[]): string => stateAfter(history(...all)).programme.status;
const terms = programmeChecked(z.object(programmeShape));
const sentTerms = { name: { zh: '示例' }, issuer: ISSUER, bank: BANK, territory: '510100', mode: 'ledger' };
const faults = (changed: object): readonly unknown[] => (terms.safeParse({ ...sentTerms, ...changed }).error?.issues ?? []).map((issue) => [`/${issue.path.join('/')}`, 'params' in issue ? (issue.params as { code: string }).code : issue.code]);

describe('a credit programme', () => {
  it('is drawn up by one person and opened by a second one, of either body or of an association over it', () => {
    given().when(propose()).thenTypes('CreditProgrammeProposed');
    for (const by of [checker, banker, association]) given(...history(propose())).when(approve({}, by)).thenTypes('CreditProgrammeOpened', 'QuotaPlaced');
    given(...history(propose())).when(approve({}, maker)).thenRefused('credit-programme/second-person');
    given(...history(propose({}, banker))).when(approve({}, maker)).thenTypes('CreditProgrammeOpened', 'QuotaPlaced');
    // The same name in another body is another person.
    given(...history(propose())).when(approve({}, { ...banker, principal: maker.principal })).thenTypes('CreditProgrammeOpened', 'QuotaPlaced');
    for (const by of [officer, stranger]) {
      given().when(propose({}, by)).thenRefused('credit-programme/not-yours');
      given(...history(propose())).when(approve({}, by)).thenRefused('credit-programme/not-yours');
    }
  });

  it('repeats in its first fact all that was said, with issuer and bank as they are', () => {
    const [{ data }] = history(propose()) as unknown as readonly [{ data: Record<string, unknown> }];
    expect(data).toMatchObject({ programme: PROGRAMME, issuer: { organisation: ISSUER, account: 'bureau', region: '510100' }, bank: { organisation: BANK, name: '示例银行' }, quota: cny('1000.00'), mode: 'ledger', by: { principal: 'bureau-1', organisation: 'bureau' } });
    expect(data).not.toHaveProperty('parties');
  });

  it('may be issued by an association, and with a bank for which its region’s officers speak', () => {
    const own = { ...association, organisation: 'association', region: '500000' };
    given(...history(propose({ issuer: ASSOCIATION }, own))).when(approve({}, { ...own, principal: 'association-2' })).thenTypes('CreditProgrammeOpened', 'QuotaPlaced');
    given().when(propose({ issuer: ASSOCIATION }, { ...own, organisation: 'another' })).thenRefused('credit-programme/not-yours');
    given(...history(propose({ bank: VILLAGE_BANK }))).when(approve({}, officer)).thenTypes('CreditProgrammeOpened', 'QuotaPlaced');
    given(...history(propose({ bank: VILLAGE_BANK }))).when(approve({}, banker)).thenRefused('credit-programme/not-yours');
  });

  it('is entered from a document by an association alone, and may then name what is gone', () => {
    given().when(propose({ source, bank: GONE, quota: null }, association)).thenTypes('CreditProgrammeProposed');
    given().when(propose({ bank: GONE }, association)).thenRefused('party/gone');
    given().when(propose({ source })).thenRefused('credit-programme/source-not-yours');
    given().when(propose({ source }, banker)).thenRefused('credit-programme/source-not-yours');
  });

  it('tells all that is wrong with what it names at once', () => {
    const thrown = (command: ProposeProgramme): Refusal => {
      try {
        creditProgramme.decide(command, creditProgramme.initialState);
      } catch (error) {
        if (error instanceof Refusal) return error;
      }
      throw new Error('it was not refused');
    };
    const [product] = propose().data.products;
    if (!product) throw new Error('there is no product');
    const wrong = thrown(propose({
      issuer: GONE, bank: GONE, territory: '成都', edition: 'cisc-99', pact: ISSUER,
      products: [product, { ...product, product: 'second', eligibility: { ...product.eligibility, regions: ['510100', '990000'] } }],
    }));
    expect(wrong.faults.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/issuer', 'party/gone'], ['/bank', 'party/gone'], ['/bank', 'credit-programme/one-body'], ['/territory', 'region/unknown-code'], ['/products/1/eligibility/regions/1', 'region/unknown-code'],
      ['/edition', 'credit-programme/edition-unknown'], ['/pact', 'credit-programme/pact-unknown'],
    ]);
    expect(thrown(propose({ bank: PROGRAMME })).code).toBe('party/unknown');
  });

  it('names a pact that its proposer may see', () => {
    given().when(propose({ pact: PROGRAMME, edition: 'cisc-21' })).thenTypes('CreditProgrammeProposed');
    given().when(propose({ pact: PROGRAMME }, banker)).thenRefused('credit-programme/pact-unknown');
  });

  it('is returned by whoever may approve it, or taken back, and never opened then', () => {
    for (const by of [maker, checker, banker, association]) given(...history(propose())).when(giveBack({}, by)).thenTypes('CreditProposalReturned');
    expect(statusAfter(propose(), giveBack())).toBe('returned');
    given(...history(propose(), giveBack())).when(giveBack()).thenNothing();
    given(...history(propose(), giveBack())).when(approve()).thenRefused('credit-programme/returned');
    given(...history(propose(), giveBack())).when(propose()).thenRefused('credit-programme/exists');
    given(...history(...opened())).when(giveBack()).thenRefused('credit-programme/nothing-waits');
  });

  it('is suspended and resumed, and says nothing twice', () => {
    given(...history(...opened())).when(suspend()).thenTypes('CreditProgrammeSuspended');
    given(...history(...opened(), suspend())).when(suspend()).thenNothing();
    given(...history(...opened(), suspend())).when(resume()).thenTypes('CreditProgrammeResumed');
    given(...history(...opened())).when(resume()).thenNothing();
    given(...history(...opened(), suspend())).when(allocate()).thenRefused('credit-programme/suspended');
    given(...history(...opened(), suspend())).when(allocate({}, stranger)).thenRefused('credit-programme/not-the-issuer');
  });

  it('is closed when nothing is granted and nothing allocated, with a proposal that waits', () => {
    given(...history(...opened(), taken('10.00'))).when(close()).thenRefused('credit-programme/still-granted');
    given(...history(...opened(), allocate())).when(close()).thenRefused('credit-programme/still-allocated');
    given(...history(...opened(), allocate(), takeBack())).when(close()).thenTypes('CreditProgrammeClosed');
    given(...history(...opened(), suspend())).when(close()).thenTypes('CreditProgrammeClosed');
    const closed = history(...opened(), change(), close());
    expect(stateAfter(closed).programme).toMatchObject({ status: 'closed', proposal: null, quota: cny('1000.00') });
    given(...closed).when(close()).thenNothing();
    for (const each of [approve(), change(), suspend(), resume(), allocate()]) given(...closed).when(each).thenRefused('credit-programme/closed');
  });

  it('names the streams that each verb rests on: draws hold its state still, and never its quota', () => {
    const [own, quota, share] = [`credit-programme-${PROGRAMME}`, `credit-quota-${PROGRAMME}`, `credit-quota-${PROGRAMME}-510104`];
    expect([propose(), giveBack(), suspend(), resume()].map(creditProgramme.streamsOf)).toEqual([[own], [own], [own], [own]]);
    expect([approve(), change(), close()].map(creditProgramme.streamsOf)).toEqual([[own, quota], [own, quota], [own, quota]]);
    expect([allocate(), takeBack()].map(creditProgramme.streamsOf)).toEqual([[own, quota, share], [own, quota, share]]);
    expect(creditProgramme.refersTo?.(propose({ pact: PROGRAMME, edition: 'cisc-21' }))).toEqual({ organisations: [ISSUER, BANK], editions: ['cisc-21'], pacts: [PROGRAMME] });
    expect(creditProgramme.refersTo?.(suspend({ parties: [ISSUER, ISSUER] }))).toEqual({ organisations: [ISSUER], editions: [], pacts: [] });
  });

  it('goes by who issuer and bank are today', () => {
    const moved = { ...directory, body: (id: string) => { const body = directory.body(id); return body && id === VILLAGE_BANK ? { ...body, account: 'village' } : body; } };
    const facts = history(...opened({ bank: VILLAGE_BANK }));
    given(...facts).when(suspend({}, officer)).thenTypes('CreditProgrammeSuspended');
    given(...facts).when(suspend({}, officer, '2026-03-01', moved)).thenRefused('credit-programme/not-yours');
    given(...facts).when(suspend({}, { ...banker, organisation: 'village' }, '2026-03-01', moved)).thenTypes('CreditProgrammeSuspended');
  });

  it('is valid from its first day to its last, both included', () => {
    const days = ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'];
    expect(days.map((day) => isValidOn({ from: '2026-01-01', to: '2026-12-31' }, day))).toEqual([false, true, true, false]);
    expect(days.map((day) => isValidOn({ from: null, to: null }, day))).toEqual([true, true, true, true]);
  });
});

describe('what is kept of a programme', () => {
  const programmeAfter = (...all: readonly Told[]) => stateAfter(history(...all)).programme;

  it('is a task for a second person while something waits', () => {
    const [task, ...others] = keptProgramme.tasks(programmeAfter(propose()));
    expect(task).toMatchObject({ task: 'approve', about: '', verb: 'approve', party: ISSUER, by: { organisation: 'bureau', not: { principal: 'bureau-1', organisation: null } } });
    expect(others).toEqual([]);
    expect(keptProgramme.tasks(programmeAfter(...opened(), change({}, checker)))).toMatchObject([{ about: 'quota', by: { not: { principal: 'bureau-2' } } }]);
    for (const none of [programmeAfter(...opened()), programmeAfter(propose(), giveBack()), programmeAfter(...opened(), change(), giveBack()), programmeAfter(...opened(), change(), close()), stateAfter([]).programme]) expect(keptProgramme.tasks(none)).toEqual([]);
  });

  it('is known to everyone, by its name', () => {
    expect(keptProgramme.audience(programmeAfter(propose()))).toEqual({ open: true, regions: ['510100'], accounts: ['bank', 'bureau'] });
    expect(keptProgramme.name(programmeAfter(propose({ name: { en: 'Example' } })))).toBe('Example');
    expect([keptProgramme.isThere(stateAfter([]).programme), keptProgramme.isThere(programmeAfter(propose()))]).toEqual([false, true]);
    expect(keptProgramme.bodies(programmeAfter(propose()))).toEqual([ISSUER, BANK]);
    expect(keptProgramme.handles).not.toContain('QuotaPlaced');
  });
});

describe('the terms of a programme', () => {
  it('fill in nothing that was not said', () => {
    expect(terms.parse(sentTerms)).toEqual({ ...sentTerms, quota: null, currency: 'CNY', disclosure: 'totals', products: [], from: null, to: null, pact: null, edition: null, source: null });
    expect(terms.parse({ ...sentTerms, territory: 'chuanyu', issuer: ISSUER.toUpperCase() })).toMatchObject({ territory: 'chuanyu', issuer: ISSUER });
    expect(reason.text).not.toBe('');
  });

  const product = { product: 'growth', name: { zh: '壮大贷' } };
  it.each<[what: string, changed: object, expected: readonly unknown[]]>([
    ['a name in no language', { name: {} }, [['/name', 'credit/name-needed']]],
    ['no currency', { currency: 'XYZ' }, [['/currency', 'credit/currency-unknown']]],
    ['another currency', { quota: { amount: '1', currency: 'JPY' } }, [['/quota/currency', 'credit/another-currency']]],
    ['more decimals than the currency has', { currency: 'JPY', quota: { amount: '1.5', currency: 'JPY' } }, [['/quota/amount', 'money/malformed']]],
    ['a month', { from: '2026-01' }, [['/from', 'credit/day-needed']]],
    ['no day', { from: '2026-02-30' }, [['/from', 'date/malformed']]],
    ['an end before the beginning', { from: '2026-02-01', to: '2026-01-31' }, [['/from', 'credit/dates-reversed']]],
    ['a share of nothing', { products: [{ ...product, risk: [{ party: '担保公司', share: '0' }] }] }, [['/products/0/risk/0/share', 'credit/share-malformed']]],
    ['shares of 0.9', { products: [{ ...product, risk: [{ party: '担保公司', share: '0.6' }, { party: '银行', share: '0.3' }] }] }, [['/products/0/risk', 'credit/shares-not-one']]],
    ['a product twice', { products: [product, product] }, [['/products/1/product', 'credit/product-twice']]],
    ['a region that is none', { products: [{ ...product, eligibility: { regions: ['chuanyu'] } }] }, [['/products/0/eligibility/regions/0', 'region/unknown-code']]],
    ['no territory', { territory: ' ' }, [['/territory', 'too_small']]],
  ])('are refused with %s', (_, changed, expected) => expect(faults(changed)).toEqual(expected));

  it('take thirds of a risk, one day, and a quota in thousandths', () => {
    expect(faults({ products: [{ ...product, risk: ['a', 'b', 'c'].map((party) => ({ party, share: '1/3' })) }], from: '2026-01-01', to: '2026-01-01', currency: 'KWD', quota: { amount: '1.125', currency: 'KWD' } })).toEqual([]);
    expect(daySchema.safeParse('2024-06-30').success).toBe(true);
    expect(byCodes.within('510104', '510100')).toBe(true);
  });
});
