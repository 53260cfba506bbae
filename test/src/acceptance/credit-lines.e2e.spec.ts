import { randomUUID } from 'node:crypto';
import { act, activeLine, BANK, BANK_CHECKER, body, cny, type Firm, firm, line, type LineBody, nominated, personOf, programme, reason, statement } from '../support/credit-lines.js';
import { faults, told } from '../support/http.js';
import { dayInShanghai, taken } from '../support/keys.js';
import { startNode, type TestNode } from '../support/node.js';
import type { Person } from '../support/people.js';
import { CHENGDU } from '../support/samples.js';

type Page = Readonly<{ items: readonly Readonly<LineBody & { position: number }>[]; next: string | null }>;

describe('lines of credit', () => {
  let node: TestNode;
  let [bank, issuer, open] = ['', '', ''];
  let borrower: Firm;
  let officer: Person;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apis: 2, apisAheadDays: [40] });
    bank = await body(node, '工商银行成都分行', 'bank-branch', 'icbc-chengdu-branch');
    issuer = await body(node, '成都市软件产业办公室', 'government-department');
    open = await programme(node, { bank, issuer });
    borrower = await firm(node, 1, { account: 'firm-1' });
    officer = await personOf(node, 'firm-1');
  });
  afterAll(() => node?.stop());

  const LATER = 2;
  const list = (query: string, as = BANK): Promise<Page> => taken(node.get<Page>(`/v1/credit-lines?${query}`, as));

  it('are put forward, granted, signed, opened, drawn, repaid and closed, each step by whose it is', async () => {
    const { id, version } = await taken(nominated(node, { programme: open, firm: borrower }));
    expect(told(await act(node, id, 'approve', BANK, {}))).toBe('428 request/if-match-missing');
    expect(told(await act(node, id, 'approve', BANK, {}, { ifMatch: version + 1 }))).toBe('412 request/version-moved');
    expect(told(await act(node, id, 'approve', CHENGDU, {}, { ifMatch: version }))).toBe('404 credit-line/not-found');
    expect(told(await officer.command(`/v1/credit-lines/${id}/approve`, {}, version))).toBe('403 credit-line/not-the-bank');
    expect(told(await act(node, id, 'draw', BANK, { amount: cny('1.00') }))).toBe('409 credit-line/nominated');
    const granted = await taken(act(node, id, 'approve', BANK, { limit: cny('800000.00') }, { ifMatch: version }));
    expect(told(await officer.command(`/v1/credit-lines/${id}/sign`, {}))).toBe('428 request/if-match-missing');
    const document = { document: '授信合同', quote: '双方已签署。' };
    expect(faults(await officer.command(`/v1/credit-lines/${id}/sign`, { source: document }, granted.version))).toEqual(['/source credit-line/source-not-yours']);
    const signed = await taken(officer.command(`/v1/credit-lines/${id}/sign`, {}, granted.version));
    expect(told(await act(node, id, 'activate', BANK, {}, { ifMatch: signed.version }))).toBe('403 credit-line/second-person');
    await taken(act(node, id, 'activate', BANK_CHECKER, {}, { ifMatch: signed.version }));
    await taken(act(node, id, 'draw', BANK, { amount: cny('300000.00'), dueOn: dayInShanghai(10) }));
    const over = await act<{ detail: string }>(node, id, 'draw', BANK, { amount: cny('500000.01') });
    expect([told(over), over.body.detail]).toEqual(['409 credit-line/limit-exceeded', expect.stringContaining('500000.00')]);
    expect(faults(await act(node, id, 'draw', BANK, { amount: cny('0.001') }))).toEqual(['/amount/amount money/malformed']);
    const now = await line(node, id);
    expect(now).toMatchObject({ status: 'active', limit: '800000.00', balances: { available: '500000.00', reserved: '0.00', outstanding: '300000.00', drawn: '300000.00' }, dues: [{ on: dayInShanghai(10), amount: '300000.00' }], overdue: '0.00' });
    expect(now.history.map(({ type }) => type)).toEqual(['CreditLineNominated', 'CreditLineApproved', 'CreditLineSigned', 'CreditLineActivated']);
    expect(JSON.stringify(now)).not.toContain('bank-officer');
    expect(told(await act(node, id, 'close', BANK, { reason }))).toBe('409 credit-line/outstanding');
    await taken(act(node, id, 'repay', BANK, { amount: cny('300000.00') }));
    await taken(act(node, id, 'close', BANK, { reason }));
    expect(await line(node, id)).toMatchObject({ status: 'closed', balances: { available: '0.00', outstanding: '0.00', drawn: '300000.00' } });
    expect(told(await act(node, id, 'draw', BANK, { amount: cny('1.00') }))).toBe('409 credit-line/closed');
    expect(told(await act(node, randomUUID(), 'draw', BANK, { amount: cny('1.00') }))).toBe('404 credit-line/not-found');
  });

  it('are asked for with every fault at once', async () => {
    const [programmeId, borrowerId, batch] = [randomUUID(), randomUUID(), randomUUID()];
    const asks = { limit: { amount: '1', currency: 'JPY' }, product: 'none', expiresOn: '2020-01-01', batch };
    expect(faults(await node.command('/v1/credit-lines', CHENGDU, { programme: open, borrower: borrowerId, ...asks })))
      .toEqual(['/batch credit-line/batch-unknown', '/borrower credit-line/borrower-unknown', '/expiresOn credit-line/expiry-in-past', '/limit/currency credit-line/another-currency', '/product credit-line/product-unknown']);
    const unknown = await node.command('/v1/credit-lines', CHENGDU, { programme: programmeId, borrower: borrowerId, ...asks });
    expect([told(unknown), faults(unknown)]).toEqual(['422 credit-line/programme-unknown', ['/borrower credit-line/borrower-unknown', '/programme credit-line/programme-unknown']]);
    const without = await firm(node, 31);
    const { id } = await taken(nominated(node, { programme: open, firm: without }));
    await taken(act(node, id, 'approve', BANK, {}, { ifMatch: 1 }));
    expect(faults(await act(node, id, 'sign', CHENGDU, {}, { ifMatch: 2 }))).toEqual(['/source credit-line/source-required']);
    await taken(act(node, id, 'sign', CHENGDU, { source: { document: '授信合同', quote: '双方已签署。' } }, { ifMatch: 2 }));
  });

  it('are drawn in two steps, and a reservation that is over counts as free before any job has come by', async () => {
    const id = await activeLine(node, { programme: open, firm: borrower });
    const reserved = await taken(act<{ reservation: string; version: number }>(node, id, 'reserve', BANK, { amount: cny('400000.00') }, { key: 'reserve-once' }));
    const again = await act<{ reservation: string }>(node, id, 'reserve', BANK, { amount: cny('400000.00') }, { key: 'reserve-once' });
    expect([again.headers.get('idempotent-replayed'), again.body.reservation]).toEqual(['true', reserved.reservation]);
    const own = randomUUID();
    expect((await taken(act<{ reservation: string }>(node, id, 'reserve', BANK, { reservation: own, amount: cny('100000.00') }))).reservation).toBe(own);
    expect((await line(node, id)).balances).toMatchObject({ available: '500000.00', reserved: '500000.00' });
    await taken(act(node, id, 'post', BANK, { reservation: reserved.reservation, amount: cny('150000.00') }));
    expect((await line(node, id)).balances).toMatchObject({ available: '750000.00', reserved: '100000.00', outstanding: '150000.00' });
    const later = await node.call<LineBody>('GET', `/v1/credit-lines/${id}`, { as: BANK, api: LATER });
    expect(later.body).toMatchObject({ balances: { available: '850000.00', reserved: '0.00' }, reservations: [], lapsed: [{ reservation: own }] });
    expect(told(await act(node, id, 'post', BANK, { reservation: own }, { api: LATER }))).toBe('409 credit-line/reservation-unknown');
    await taken(act(node, id, 'void', BANK, { reservation: own }));
    expect((await line(node, id)).balances).toMatchObject({ available: '850000.00', reserved: '0.00' });
    const { items, opening, closing } = await statement(node, id, '', BANK, 3);
    expect(items.map(({ type, balances }) => `${type} ${balances.reserved} ${balances.outstanding}`)).toEqual([
      'CreditLineApproved 0.00 0.00', 'CreditLineActivated 0.00 0.00', 'CreditReserved 400000.00 0.00', 'CreditReserved 500000.00 0.00', 'CreditPosted 350000.00 150000.00', 'CreditVoided 100000.00 150000.00', 'CreditVoided 0.00 150000.00',
    ]);
    expect([opening.outstanding, closing]).toEqual(['0.00', (await line(node, id)).balances]);
  });

  it('draw nothing once frozen, below the score or past the last day', async () => {
    const rated = await programme(node, { bank, issuer, more: { products: [{ product: 'zhuang-da-dai', name: { zh: '壮大贷' }, eligibility: { score: 600, tracks: [], regions: [] } }] } });
    const id = await activeLine(node, { programme: rated, firm: borrower, more: { product: 'zhuang-da-dai', score: 700, expiresOn: dayInShanghai(20) } });
    await taken(act(node, id, 'draw', BANK, { amount: cny('10.00') }));
    await taken(act(node, id, 'score', BANK, { score: 599 }));
    expect(told(await act(node, id, 'draw', BANK, { amount: cny('10.00') }))).toBe('409 credit-line/score-too-low');
    await taken(act(node, id, 'score', BANK, { score: 601 }));
    await taken(act(node, id, 'freeze', BANK, { reason }));
    expect(told(await act(node, id, 'draw', BANK, { amount: cny('10.00') }))).toBe('409 credit-line/frozen');
    const { version: frozen } = await line(node, id);
    expect(told(await act(node, id, 'release', BANK_CHECKER, { reason }))).toBe('428 request/if-match-missing');
    expect(told(await act(node, id, 'release', BANK_CHECKER, { reason }, { ifMatch: frozen - 1 }))).toBe('412 request/version-moved');
    expect(told(await act(node, id, 'release', BANK, { reason }, { ifMatch: frozen }))).toBe('403 credit-line/second-person');
    await taken(act(node, id, 'release', BANK_CHECKER, { reason }, { ifMatch: frozen }));
    expect(told(await act(node, id, 'draw', BANK, { amount: cny('10.00') }, { api: LATER }))).toBe('409 credit-line/expired');
    const later = await node.call<LineBody & { pastItsLastDay: boolean }>('GET', `/v1/credit-lines/${id}`, { as: BANK, api: LATER });
    expect(later.body).toMatchObject({ pastItsLastDay: true, overdue: '10.00', balances: { available: '0.00', outstanding: '10.00' } });
  });

  it('take from the nearest allocation that holds the borrower, and give back there', async () => {
    const shared = await programme(node, { bank, issuer, quota: '5000000.00' });
    for (const [region, amount] of [['510000', '2000000.00'], ['510100', '1500000.00']] as const) await taken(node.command(`/v1/credit-programmes/${shared}/allocate`, 'admin', { region, amount: cny(amount) }));
    const [inside, elsewhere] = [await firm(node, 11), await firm(node, 12, { region: '510703' })];
    const grant = async (of: Firm, said: object): Promise<string> => {
      const { id } = await taken(nominated(node, { programme: shared, firm: of }, 'admin'));
      await taken(act(node, id, 'approve', BANK, said, { ifMatch: 1 }));
      return id;
    };
    const [near, far, central] = [await grant(inside, {}), await grant(elsewhere, {}), await grant(inside, { allocation: null })];
    expect([(await line(node, near)).allocation, (await line(node, far)).allocation, (await line(node, central)).allocation]).toEqual(['510100', '510000', null]);
    const { id } = await taken(nominated(node, { programme: shared, firm: inside }, 'admin'));
    expect(told(await act(node, id, 'approve', BANK, {}, { ifMatch: 1 }))).toBe('409 credit-programme/allocation-exhausted');
    await taken(act(node, near, 'reduce', BANK, { limit: cny('400000.00'), reason }));
    expect(told(await act(node, id, 'approve', BANK, {}, { ifMatch: 1 }))).toBe('200');
    await taken(act(node, far, 'decline', BANK, { reason }));
    expect(told(await act(node, far, 'decline', BANK, { reason }))).toBe('200');
    expect((await line(node, far)).status).toBe('declined');
  });

  it('are told as they stood and as they were known, on either axis', async () => {
    const id = await activeLine(node, { programme: open, firm: borrower });
    const first = await taken(act(node, id, 'draw', BANK, { amount: cny('100.00') }));
    await taken(act(node, id, 'draw', BANK, { amount: cny('50.00') }));
    const last = await taken(act(node, id, 'repay', BANK, { amount: cny('20.00') }, { api: LATER }));
    expect((await line(node, id, BANK, `?asOf=position:${first.position}`)).balances.outstanding).toBe('100.00');
    expect((await line(node, id, BANK, `?validAt=${dayInShanghai(1)}`)).balances.outstanding).toBe('150.00');
    expect((await line(node, id, BANK, `?validAt=${dayInShanghai(40)}`)).balances.outstanding).toBe('130.00');
    expect((await statement(node, id, `&asOf=position:${first.position}`)).closing.outstanding).toBe('100.00');
    expect((await statement(node, id, `&to=${dayInShanghai(1)}`)).closing.outstanding).toBe('150.00');
    const since = await statement(node, id, `&from=${dayInShanghai(2)}`);
    expect([since.opening.outstanding, since.items.map(({ amount }) => amount), since.closing.outstanding]).toEqual(['150.00', ['20.00'], '130.00']);
    expect(told(await node.get(`/v1/credit-lines/${id}?asOf=position:${last.position + 1000}`, BANK))).toBe('400 read/beyond-head');
    expect(faults(await node.get(`/v1/credit-lines/${id}/statement?from=2024-02-01&to=2024-01-01`, BANK))).toEqual(['/from credit/dates-reversed']);
    expect(told(await node.get(`/v1/credit-lines/${id}?asOf=position:1`, BANK))).toBe('404 credit-line/not-found');
    expect(told(await node.get(`/v1/credit-lines/${id}?validAt=2020-06`, BANK))).toBe('404 credit-line/not-found');
    expect((await line(node, id, BANK, `?validAt=${dayInShanghai()}`)).status).toBe('active');
  });

  it('are listed by what they are, page by page as the first page stood', async () => {
    const own = await programme(node, { bank, issuer });
    const [here, there] = [await firm(node, 21), await firm(node, 22, { region: '510703' })];
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) ids.push((await taken(nominated(node, { programme: own, firm: here, more: { track: 'digital', expiresOn: dayInShanghai(100 + n) } }))).id);
    const last = await taken(nominated(node, { programme: own, firm: there }, 'admin'));
    const at = `programme=${own}&minPosition=${last.position}`;
    const found = async (query: string, as = BANK): Promise<readonly string[]> => (await list(`${at}${query}`, as)).items.map(({ id }) => id);
    expect(await found('')).toEqual([...ids, last.id]);
    expect([await found(`&creditCode=${there.code}`), await found(`&borrower=${there.id}`), await found('&region=510700'), await found(`&bank=${bank}&track=digital`), await found('&status=active')]).toEqual([[last.id], [last.id], [last.id], ids, []]);
    expect(await found(`&expiresBefore=${dayInShanghai(102)}`)).toEqual(ids.slice(0, 2));
    const page = await list(`${at}&status=nominated&limit=2`);
    const moved = await taken(act(node, ids[2] as string, 'decline', BANK, { reason }));
    const next = await list(`programme=${own}&status=nominated&limit=2&minPosition=${moved.position}&cursor=${page.next}`);
    expect([...page.items, ...next.items].map(({ id, status }) => `${id} ${status}`)).toEqual([...ids, last.id].map((id) => `${id} nominated`));
    expect((await list(`programme=${own}&status=nominated&minPosition=${moved.position}`)).items.map(({ id }) => id)).toEqual([ids[0], ids[1], last.id]);
    expect((await list(`programme=${own}&changedAfter=${last.position}&minPosition=${moved.position}`)).items.map(({ id }) => id)).toEqual([ids[2]]);
  });
});
