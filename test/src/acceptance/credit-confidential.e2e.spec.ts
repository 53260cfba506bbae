import { randomUUID } from 'node:crypto';
import { act, activeLine, BANK, BANK_CHECKER, body, cny, type Firm, firm, nominated, personOf, programme } from '../support/credit-lines.js';
import { once } from '@entente/infra/services/test-database';
import { told } from '../support/http.js';
import { taken } from '../support/keys.js';
import type { EntriesBody, MetricBody } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { type Person, person } from '../support/people.js';
import { ADMIN, CHENGDU, CHONGQING } from '../support/samples.js';
import { associationOf } from '../support/territory.js';

type Page = Readonly<{ items: readonly Readonly<{ id: string }>[]; next: string | null }>;
type Reads = Readonly<{ items: readonly Readonly<{ organisation: string; what: string; principal: string | null; role: string }>[]; next: string | null }>;

const TOTALS_ONLY = '403 credit-line/administrators-see-totals';
const ABSENT = '404 credit-line/not-found';

describe('who may see lines of credit', () => {
  let node: TestNode;
  let [closed, disclosed, hidden, shown, accountless] = ['', '', '', '', ''];
  let [bank, other] = ['', ''];
  let own: Firm;
  let [borrower, rival] = [] as unknown as [Person, Person];
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres' });
    bank = await body(node, '工商银行成都分行', 'bank-branch', 'icbc-chengdu-branch');
    other = await body(node, '示例银行成都分行', 'bank-branch', 'rival-bank');
    const issuer = await body(node, '成都市软件产业办公室', 'government-department');
    [closed, disclosed] = [await programme(node, { bank, issuer }), await programme(node, { bank, issuer, disclosure: 'lines' })];
    own = await firm(node, 1, { account: 'firm-1' });
    [hidden, shown, accountless] = [await activeLine(node, { programme: closed, firm: own }), await activeLine(node, { programme: disclosed, firm: own }), await activeLine(node, { programme: closed, firm: await firm(node, 2) })];
    await taken(act(node, hidden, 'draw', BANK, { amount: cny('1234.56') }));
    [borrower, rival] = [await personOf(node, 'firm-1'), await personOf(node, 'rival-bank')];
  });
  afterAll(() => node?.stop());

  const PARTS = ['', '/statement', '/reads'] as const;
  const seen = async (of: Person['get'], id: string): Promise<readonly string[]> => Promise.all(PARTS.map(async (part) => told(await of(`/v1/credit-lines/${id}${part}`))));
  const as = (name: string): Person['get'] => (path) => node.get(path, name);
  const readsOf = (id: string, query = ''): Promise<Reads> => taken(node.get<Reads>(`/v1/credit-lines/${id}/reads?limit=500${query}`, 'auditor'));
  const newest = async (id: string): Promise<string | undefined> => {
    const [read] = (await readsOf(id)).items;
    return read && `${read.organisation} ${read.what}`;
  };

  it('its bank, its borrower and auditors see all of it, and nobody else learns that it is there', async () => {
    for (const one of [as(BANK), as(BANK_CHECKER), borrower.get, as('auditor')]) expect(await seen(one, hidden)).toEqual(['200', '200', '200']);
    for (const one of [rival.get, as(CHENGDU), as(CHONGQING), (await personOf(node, 'firm-9')).get]) expect(await seen(one, hidden)).toEqual([ABSENT, ABSENT, ABSENT]);
    expect(await seen(rival.get, randomUUID())).toEqual([ABSENT, ABSENT, ABSENT]);
    const elsewhere = await person(node, { principal: 'auditor-2', organisation: 'audit-office-2', role: 'auditor', region: '500000' });
    expect(await seen(elsewhere.get, hidden)).toEqual([ABSENT, ABSENT, ABSENT]);
  });

  it('a region sees the lines of its borrowers where the programme says so, and of those for whom it speaks', async () => {
    expect(await seen(as(CHENGDU), shown)).toEqual(['200', '200', '403 credit-line/not-a-party']);
    expect(await seen(as(CHONGQING), shown)).toEqual([ABSENT, ABSENT, ABSENT]);
    expect(await seen(as(CHENGDU), accountless)).toEqual(['200', '200', '200']);
  });

  it('associations and report keys are told totals, whether or not there is such a line', async () => {
    const provincial = await associationOf(node.databaseUrl, '510000');
    const byKey: Person['get'] = async (path) => node.call('GET', path, { headers: { Authorization: `Bearer ${provincial}` } });
    for (const one of [as(ADMIN), as('report'), byKey]) {
      for (const id of [hidden, randomUUID()]) expect(await seen(one, id)).toEqual([TOTALS_ONLY, TOTALS_ONLY, TOTALS_ONLY]);
      expect(told(await one('/v1/credit-lines'))).toBe(TOTALS_ONLY);
    }
    for (const one of [ADMIN, 'report', CHENGDU]) {
      expect((await taken(node.get<MetricBody>(`/v1/metrics/credit.outstanding?region=510100&programme=${closed}`, one))).totals[0]?.value).toBe('1234.56');
      expect(told(await node.get('/v1/metrics/credit.outstanding/entries?region=510100', one))).toBe('403 metric/credit-entries-closed');
    }
  });

  it('lists hold what the asker may see, and nothing else', async () => {
    const last = await taken(nominated(node, { programme: closed, firm: own }));
    const ids = async (of: Person['get'], query = ''): Promise<readonly string[]> => (await taken(of<Page>(`/v1/credit-lines?minPosition=${last.position}${query}`))).items.map(({ id }) => id);
    expect(await ids(as(BANK))).toEqual([hidden, shown, accountless, last.id]);
    expect(await ids(borrower.get)).toEqual([hidden, shown, last.id]);
    expect(await ids(as(CHENGDU))).toEqual([shown, accountless]);
    expect([await ids(rival.get), await ids(as(CHONGQING)), await ids(rival.get, `&creditCode=${own.code}`)]).toEqual([[], [], []]);
    const pages: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page = await taken(node.get<Page>(`/v1/credit-lines?limit=1&cursor=${cursor}`, CHENGDU));
      pages.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(pages).toEqual([shown, accountless]);
  });

  it('every reading is recorded before it is answered, and none can be taken back', async () => {
    const count = async (): Promise<number> => (await readsOf(shown)).items.length;
    const before = await count();
    await taken(borrower.get(`/v1/credit-lines/${shown}`));
    expect(await newest(shown)).toBe('firm-1 document');
    await taken(node.get(`/v1/credit-lines/${shown}/statement`, BANK));
    expect(await newest(shown)).toBe('icbc-chengdu-branch statement');
    await taken(node.get('/v1/credit-lines', CHENGDU));
    expect(await newest(shown)).toBe('region-510100 list');
    await taken(node.get<EntriesBody>('/v1/metrics/credit.active/entries', BANK));
    expect(await newest(shown)).toBe('icbc-chengdu-branch entries');
    expect(await count()).toBe(before + 4);
    expect([told(await rival.get(`/v1/credit-lines/${shown}`)), await count()]).toEqual([ABSENT, before + 4]);
    const { items, next } = await taken(borrower.get<Reads>(`/v1/credit-lines/${shown}/reads?limit=2`));
    expect(items.map(({ principal }) => principal)).toEqual([null, null]);
    const older = await taken(borrower.get<Reads>(`/v1/credit-lines/${shown}/reads?limit=2&cursor=${next}`));
    expect(older.items.map(({ organisation, what, principal }) => `${organisation} ${what} ${principal}`)).toEqual(['icbc-chengdu-branch statement null', 'firm-1 document firm-1-officer']);
    await expect(once(node.databaseUrl, 'delete from access.reads')).rejects.toThrow(/Reads are only added/);
    // Whoever cannot record does not answer.
    await once(node.databaseUrl, `revoke execute on function access.record_reads(text[], text, text, text, text, text, text, text) from entente_query`);
    const unrecorded = await borrower.get<object>(`/v1/credit-lines/${shown}`);
    expect([unrecorded.status >= 500, JSON.stringify(unrecorded.body).includes('limit')]).toEqual([true, false]);
    await once(node.databaseUrl, `grant execute on function access.record_reads(text[], text, text, text, text, text, text, text) to entente_query`);
    expect(told(await borrower.get(`/v1/credit-lines/${shown}`))).toBe('200');
  });

  it('a bank asks for figures of its own lines, and of nothing else', async () => {
    const value = async (of: Person['get'], query: string): Promise<string> => (await taken(of<MetricBody>(`/v1/metrics/credit.outstanding?${query}`))).totals[0]?.value ?? 'none';
    expect([await value(as(BANK), ''), await value(as(BANK), `bank=${bank}&programme=${closed}`), await value(rival.get, '')]).toEqual(['1234.56', '1234.56', 'none']);
    expect((await taken(rival.get<EntriesBody>('/v1/metrics/credit.active/entries'))).entries).toEqual([]);
    for (const part of ['', '/entries']) {
      expect(told(await rival.get(`/v1/metrics/credit.outstanding${part}?bank=${bank}`))).toBe('403 metric/not-your-bank');
      expect(told(await node.get(`/v1/metrics/credit.outstanding${part}?bank=${other}`, BANK))).toBe('403 metric/not-your-bank');
      expect(told(await node.get(`/v1/metrics/signings.count${part}`, BANK))).toBe('403 access/not-your-route');
      expect(told(await (await personOf(node, 'no-body-at-all')).get(`/v1/metrics/credit.outstanding${part}`))).toBe('403 metric/not-your-bank');
    }
    expect((await taken(node.get<EntriesBody>(`/v1/metrics/credit.outstanding/entries?programme=${closed}`, 'auditor'))).entries.map(({ value: each }) => each)).toEqual(['1234.56']);
  });

  it('acts on a line are refused to strangers as if it were not there', async () => {
    expect(told(await rival.command(`/v1/credit-lines/${hidden}/freeze`, { reason: { code: 'as-documented', text: '无关方。' } }))).toBe(ABSENT);
    expect(told(await borrower.command(`/v1/credit-lines/${hidden}/draw`, { amount: cny('1.00') }))).toBe('403 credit-line/not-the-bank');
    expect(told(await rival.command(`/v1/credit-lines/${hidden}/approve`, {}, 3))).toBe(ABSENT);
  });

  it('acts are refused so to whoever cannot read the line, and nobody counts its draws by its version', async () => {
    const said = async (id: string, as: string, verb: string, ifMatch?: number): Promise<string> => {
      const answer = await act(node, id, verb, as, verb === 'approve' ? {} : { reason: { code: 'as-documented', text: '无关方。' } }, ifMatch === undefined ? {} : { ifMatch });
      return `${told(answer)} ${answer.headers.get('etag') ?? ''}`.trim();
    };
    for (const as of [CHENGDU, CHONGQING, ADMIN]) {
      for (const id of [hidden, randomUUID()]) expect([await said(id, as, 'approve'), await said(id, as, 'approve', 99), await said(id, as, 'freeze')]).toEqual([ABSENT, ABSENT, ABSENT]);
    }
    expect([await said(shown, CHENGDU, 'freeze'), await said(shown, ADMIN, 'freeze')]).toEqual(['403 credit-line/not-the-bank', ABSENT]);
    expect(await said(shown, CHENGDU, 'approve')).toBe('428 request/if-match-missing');
  });

  it('what an act would do, and refusals that tell an amount, are recorded as readings; an act that is done is none', async () => {
    const draw = (amount: string, dry = false) => act<{ detail: string; events: readonly { data?: { movement: object } }[] }>(node, hidden, dry ? 'draw?dryRun=true' : 'draw', BANK, { amount: cny(amount) });
    const before = (await readsOf(hidden)).items.length;
    await taken(draw('0.44'));
    expect((await readsOf(hidden)).items.length).toBe(before);
    expect((await taken(draw('1.00', true))).events[0]?.data?.movement).toMatchObject(cny('1.00'));
    expect(await newest(hidden)).toBe('icbc-chengdu-branch dry-run');
    for (const dry of [false, true]) expect((await draw('999999999.00', dry)).body.detail).toContain('998765.00 CNY is available');
    expect((await readsOf(hidden)).items.slice(0, 3).map(({ what }) => what)).toEqual(['refusal', 'refusal', 'dry-run']);
    // Whoever cannot record does not answer.
    await once(node.databaseUrl, `revoke execute on function access.record_reads(text[], text, text, text, text, text, text, text) from entente_query`);
    for (const answer of [await draw('1.00', true), await draw('999999999.00')]) expect([answer.status >= 500, JSON.stringify(answer.body).includes('998765')]).toEqual([true, false]);
    expect(told(await draw('1.00'))).toBe('200');
    await once(node.databaseUrl, `grant execute on function access.record_reads(text[], text, text, text, text, text, text, text) to entente_query`);
  });

  it('an association that speaks for a borrower acts without being told what the line holds', async () => {
    const reserve = (amount: string, as: string, dry = false) => act<{ detail: string; events: readonly object[]; entries: readonly object[] }>(node, accountless, dry ? 'reserve?dryRun=true' : 'reserve', as, { amount: cny(amount) });
    const tried = await taken(reserve('10.00', ADMIN, true));
    expect([tried.events, tried.entries]).toEqual([[{ type: 'CreditReserved' }], []]);
    expect(Object.keys((await taken(reserve('10.00', BANK, true))).events[0] ?? {})).toEqual(['type', 'effectiveOn', 'data']);
    const [untold, over] = [await reserve('999999999.00', ADMIN), await reserve('999999999.00', BANK)];
    expect([told(untold), told(over)]).toEqual(['409 credit-line/limit-exceeded', '409 credit-line/limit-exceeded']);
    expect([JSON.stringify(untold.body).includes('1000000.00'), JSON.stringify(over.body).includes('1000000.00')]).toEqual([false, true]);
  });
});
