import { act, activeLine, BANK, BANK_CHECKER, body, cny, type Difference, type Firm, firm, line, nominated, personOf, programme, reason, statement } from '../support/credit-lines.js';
import { type Accepted, faults, told } from '../support/http.js';
import { dayInShanghai, taken } from '../support/keys.js';
import type { MetricBody } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { ADMIN, CHENGDU, CHONGQING } from '../support/samples.js';

type Total = Readonly<{ programme: string; kind: string; count: number; lines: number; stated: string; recorded: string }>;
type Discrepancies = Readonly<{ items: readonly Difference[]; totals: readonly Total[] | null; next: string | null }>;

describe('lines that are drawn in the bank', () => {
  let node: TestNode;
  let [bank, open] = ['', ''];
  let borrower: Firm;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apis: 1, apisAheadDays: [60] });
    bank = await body(node, '工商银行成都分行', 'bank-branch', 'icbc-chengdu-branch');
    open = await programme(node, { bank, issuer: await body(node, '成都市软件产业办公室', 'government-department', 'region-500000'), mode: 'mirror', quota: null });
    borrower = await firm(node, 1);
  });
  afterAll(() => node?.stop());

  const LATER = 1;
  const report = (lines: readonly object[], cutOff: string, more: object = {}): Promise<Accepted & Readonly<{ found: number; openDifferences: number }>> =>
    taken(node.command(`/v1/credit-programmes/${open}/report-statement`, BANK, { cutOff, lines, ...more }, { api: LATER }));
  const metric = async (name: string, query: string): Promise<string> => (await taken(node.get<MetricBody>(`/v1/metrics/credit.${name}?programme=${open}&${query}`))).totals[0]?.value ?? '0.00';
  const discrepancies = (query: string, as = BANK): Promise<Discrepancies> => taken(node.get<Discrepancies>(`/v1/credit-discrepancies?programme=${open}&${query}`, as));

  it('refuse nothing for limits and freezes that the bank tells, and show what does not fit with whose it is and for how long', async () => {
    const id = await activeLine(node, { programme: open, firm: borrower, limit: '1000.00' });
    const [d1, d5, d10] = [dayInShanghai(1), dayInShanghai(5), dayInShanghai(10)];
    expect(told(await act(node, id, 'reserve', BANK, { amount: cny('1.00') }))).toBe('409 credit-line/mirrored');
    expect(faults(await act(node, id, 'draw', BANK, { amount: cny('1.00'), on: d5 }))).toEqual(['/on credit-line/date-in-future']);
    await taken(act(node, id, 'draw', BANK, { amount: cny('700.00'), on: d1 }, { api: LATER }));
    await taken(act(node, id, 'repay', BANK, { amount: cny('100.00'), on: d5 }, { api: LATER }));
    const { position, openDifferences } = await report([{ line: id, limit: cny('1000.00'), outstanding: cny('1200.00'), drawn: cny('1300.00'), due: cny('30.00') }], d10);
    expect(openDifferences).toBe(3);
    const stated = await line(node, id, BANK, `?validAt=${d10}`);
    expect(stated.balances).toMatchObject({ outstanding: '1200.00', drawn: '1300.00', available: '0.00', reserved: '0.00' });
    expect([stated.overdue, stated.differences.map(({ kind, stated: s, recorded, owner, open: is }) => [kind, s, recorded, owner.as, is])]).toEqual(['30.00', [
      ['outstanding', '1200.00', '600.00', 'bank', true], ['drawn', '1300.00', '700.00', 'bank', true], ['over-limit', '1200.00', '1000.00', 'issuer', true],
    ]]);
    expect((await line(node, id, BANK, `?validAt=${d5}`)).balances).toMatchObject({ outstanding: '600.00', drawn: '700.00', available: '400.00' });
    for (const day of [d1, d5, d10]) {
      const { balances, overdue } = await line(node, id, BANK, `?validAt=${day}`);
      const at = `validAt=${day}&minPosition=${position}`;
      expect([await metric('outstanding', at), await metric('available', at), await metric('overdue', at), await metric('drawn', `to=${day}&minPosition=${position}`)]).toEqual([balances.outstanding, balances.available, overdue, balances.drawn]);
      expect((await statement(node, id, `&to=${day}`)).closing).toMatchObject({ outstanding: balances.outstanding, drawn: balances.drawn });
    }
    const { items, closing } = await statement(node, id, '', BANK, 2);
    expect(items.map(({ type, amount, stated: s, balances }) => `${type} ${amount ?? s} ${balances.outstanding}`)).toEqual([
      'CreditLineApproved 1000.00 0.00', 'CreditLineActivated 1000.00 0.00', 'CreditDrawn 700.00 700.00', 'CreditRepaid 100.00 600.00', 'StatementNoted 1200.00 1200.00',
    ]);
    expect(closing).toMatchObject({ outstanding: '1200.00', drawn: '1300.00', available: null });

    const found = await discrepancies(`minPosition=${position}`);
    expect(found.items.map(({ kind, line: of }) => [kind, of])).toEqual([['outstanding', id], ['drawn', id], ['over-limit', id]]);
    const aged = await node.call<Discrepancies>('GET', `/v1/credit-discrepancies?programme=${open}`, { as: BANK, api: LATER });
    expect(aged.body.items.map(({ ageDays }) => ageDays)).toEqual([0, 0, 0]);
    expect((await node.get<{ items: readonly object[] }>(`/v1/credit-lines?programme=${open}&differences=open&minPosition=${position}`, BANK)).body.items).toHaveLength(1);

    await taken(act(node, id, 'explain', BANK_CHECKER, { discrepancy: `drawn:${d10}`, reason: { code: 'as-documented', text: '月内一笔未及报送。' } }));
    const last = await taken(act(node, id, 'draw', BANK, { amount: cny('600.00'), on: d10 }, { api: LATER }));
    const after = await discrepancies(`status=all&minPosition=${last.position}`);
    expect(after.items.map(({ kind, open: is }) => `${kind} ${is}`)).toEqual(['over-limit true']);
    expect((await line(node, id, BANK, `?validAt=${d10}`)).balances).toMatchObject({ outstanding: '1200.00', drawn: '1300.00' });
  });

  it('are known as differences to those who see the line; associations and the issuer know sums', async () => {
    const other = await firm(node, 2, { account: 'firm-2' });
    const id = await activeLine(node, { programme: open, firm: other, limit: '100.00' });
    const { position } = await report([{ creditCode: other.code, limit: cny('90.00'), outstanding: cny('5.00') }], dayInShanghai(30));
    const of = { get: (as: string) => discrepancies(`minPosition=${position}`, as) };
    const officer = await personOf(node, 'firm-2');
    const his = await taken(officer.get<Discrepancies>(`/v1/credit-discrepancies?minPosition=${position}`));
    expect(his.items.map(({ kind, line: each, owner }) => [kind, each, owner.organisation])).toEqual([['limit', id, bank], ['outstanding', id, bank]]);
    expect(his.totals).toBeNull();
    for (const as of [ADMIN, CHONGQING]) {
      const { items, totals } = await of.get(as);
      // The issuer is told which of its own differences are there, and not whose line it is and how much.
      expect(items).toMatchObject(as === ADMIN ? [] : [{ kind: 'over-limit', stated: null, recorded: null, borrower: null }]);
      expect(items).toHaveLength(as === ADMIN ? 0 : 1);
      expect(totals?.find(({ kind }) => kind === 'limit')).toMatchObject({ programme: open, count: 1, lines: 1, stated: '90.00', recorded: '100.00' });
      expect(JSON.stringify(totals)).not.toContain(id);
    }
    // The officers of Chengdu speak for the first borrower, which has no account, and not for this one.
    expect(new Set((await of.get(CHENGDU)).items.map(({ line: each }) => each)).has(id)).toBe(false);
    expect((await taken((await personOf(node, 'rival-bank')).get<Discrepancies>('/v1/credit-discrepancies?status=all'))).items).toEqual([]);
    const pages: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Discrepancies = await discrepancies(`limit=1&cursor=${cursor}`);
      pages.push(...page.items.map(({ kind }) => kind));
      cursor = page.next;
    }
    expect(pages.sort()).toEqual(['limit', 'outstanding', 'over-limit']);
  });

  it('end with what is outstanding told as a difference, and not refused', async () => {
    const id = await activeLine(node, { programme: open, firm: await firm(node, 3), limit: '100.00' });
    await taken(act(node, id, 'draw', BANK, { amount: cny('40.00') }));
    await taken(act(node, id, 'close', BANK, { reason }));
    await report([{ line: id, outstanding: cny('40.00') }], dayInShanghai(30));
    expect((await line(node, id, BANK, `?validAt=${dayInShanghai(30)}`)).differences.map(({ kind }) => kind)).toEqual(['outstanding-after-end']);
  });

  it('show what was told and does not fit, which is cleared by what is told later, and else explained by whose it is', async () => {
    const id = await activeLine(node, { programme: open, firm: await firm(node, 4), limit: '100.00' });
    const kinds = async (): Promise<readonly string[]> => (await line(node, id, BANK)).differences.filter((each) => each.open).map(({ id: name, stated, owner }) => `${name} ${stated} ${owner.as}`);
    const today = dayInShanghai();
    expect(faults(await act(node, id, 'draw', BANK, { amount: cny('1.00'), on: '2001-01-01' }))).toEqual(['/on credit-line/before-grant']);
    expect(faults(await act(node, id, 'draw', BANK, { amount: cny('1.00'), on: '1066-01-01' }))).toEqual(['/on credit/day-too-early']);
    await taken(act(node, id, 'repay', BANK, { amount: cny('20.00') }));
    expect(await kinds()).toEqual([`repaid-more:${today} -20.00 bank`]);
    expect((await line(node, id, BANK)).balances).toMatchObject({ outstanding: '0.00', available: '100.00' });
    await taken(act(node, id, 'freeze', BANK_CHECKER, { reason }));
    await taken(act(node, id, 'draw', BANK, { amount: cny('130.00') }));
    expect(await kinds()).toEqual([`told-while-frozen:${today} 130.00 issuer`, `told-over-limit:${today} 110.00 issuer`]);
    const why = { code: 'as-documented', text: '冻结当日已放款。' };
    expect(told(await act(node, id, 'explain', BANK_CHECKER, { discrepancy: `told-while-frozen:${today}`, reason: why }))).toBe('403 credit-line/not-the-owner');
    // He sees no line, so a dry run tells him nothing of it either.
    const tried = await taken(act<{ events: readonly object[]; entries: readonly object[] }>(node, id, 'explain?dryRun=true', CHONGQING, { discrepancy: `told-while-frozen:${today}`, reason: why }));
    expect([tried.events, tried.entries]).toEqual([[{ type: 'DiscrepancyExplained' }], []]);
    const foreseen = await taken(act<object>(node, id, 'explain?dryRun=true', CHONGQING, { discrepancy: `told-while-frozen:${today}`, reason: why }));
    expect(JSON.stringify(foreseen)).not.toMatch(/130\.00|borrower/);
    await taken(act(node, id, 'explain', CHONGQING, { discrepancy: `told-while-frozen:${today}`, reason: why }));
    expect(told(await act(node, id, 'explain', CHONGQING, { discrepancy: `limit:${today}`, reason: why }))).toBe('404 credit-line/not-found');
    await taken(act(node, id, 'repay', BANK, { amount: cny('10.00') }));
    expect(await kinds()).toEqual([]);
  });

  it('may have been granted before they were recorded here, with the bank’s own number', async () => {
    const { id } = await taken(nominated(node, { programme: open, firm: await firm(node, 5), limit: '100.00' }));
    const [granted, signed, before] = [dayInShanghai(-40), dayInShanghai(-39), dayInShanghai(-41)];
    const contract = { source: { document: '授信合同', quote: '双方已签署。' } };
    expect(faults(await act(node, id, 'approve', BANK, { on: '1066-01-01' }, { ifMatch: 1 }))).toEqual(['/on credit/day-too-early']);
    await taken(act(node, id, 'approve', BANK, { on: granted, reference: 'ICBC-77' }, { ifMatch: 1 }));
    await taken(act(node, id, 'sign', CHENGDU, { ...contract, on: signed }, { ifMatch: 2 }));
    expect(faults(await act(node, id, 'activate', BANK_CHECKER, { on: granted }, { ifMatch: 3 }))).toEqual(['/on credit-line/date-before-signing']);
    await taken(act(node, id, 'activate', BANK_CHECKER, { on: signed }, { ifMatch: 3 }));
    await taken(act(node, id, 'draw', BANK, { amount: cny('60.00'), on: dayInShanghai(-35) }));
    const { position, openDifferences } = await report([{ reference: 'ICBC-77', limit: cny('100.00'), outstanding: cny('60.00'), drawn: cny('60.00') }], dayInShanghai(-30));
    expect(openDifferences).toBe(0);
    expect((await line(node, id, BANK, `?validAt=${granted}`)).limit).toBe('100.00');
    expect(told(await node.get(`/v1/credit-lines/${id}?validAt=${before}`, BANK))).toBe('404 credit-line/not-found');
    const active = (day: string): Promise<string> => metric('active', `region=510104&validAt=${day}&minPosition=${position}`);
    expect(Number(await active(signed)) - Number(await active(granted))).toBe(100);
  });
});
