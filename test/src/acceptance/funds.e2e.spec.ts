import { randomUUID } from 'node:crypto';
import { evidence } from '../support/evidence.js';
import { type Answer, faults, told } from '../support/http.js';
import { entriesOf, type EntryBody, type MetricBody, plus } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { type Person, person } from '../support/people.js';
import { act, progress } from '../support/progress.js';
import { admitted, attested } from '../support/road.js';
import { ADMIN, CHECKER, CHENGDU, CHONGQING, money, plain, reason, SHANGHAI } from '../support/samples.js';

type Body = Readonly<Record<string, unknown>>;

/** Funds in place (到位资金): reported by who received them, verified by somebody else, taken back by reversal. */
describe('funds in place', () => {
  let node: TestNode;
  let proof: string;
  let own: string;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', editions: ['origins-1'], apis: 2 });
    const moved = await node.command('/v1/regions/512081/move', ADMIN, { parent: '510100', code: '510185', on: '2023-05-03' });
    if (moved.status !== 200) throw new Error(JSON.stringify(moved.body));
    [proof, own] = [await evidence(node, CHENGDU), await evidence(node, ADMIN)];
  });
  afterAll(() => node?.stop());

  /** Chengdu with Chongqing, a thousand yuan. */
  const shared = async (more: Body = {}): Promise<string> =>
    (await admitted(node, CHENGDU, plain({ hosts: [{ region: '510100', share: '0.6' }, { region: '500000', share: '0.4' }], amount: money('1000.00'), ...more }))).id;
  const receipt = (amount: string, more: Body = {}): Body => ({
    receipt: randomUUID(), host: '510100', payer: { name: '示例数据有限公司', region: '440300' }, on: '2024-03-08',
    amount: { amount, currency: 'CNY' }, kind: 'fixed-assets', evidence: [proof], ...more,
  });
  const receive = (id: string, body: Body, as = CHENGDU): Promise<Answer<{ version: number; position: number }>> => act(node, id, 'receive-funds', as, body);
  const settled = async (id: string, verb: 'verify-funds' | 'reverse-funds', { receipt: name }: Body, as = ADMIN): Promise<number> => {
    const { status, body } = await act(node, id, verb, as, { receipt: name, ...(verb === 'reverse-funds' ? { reason } : {}) });
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body.position;
  };
  const fundsOf = async (id: string) => (await progress(node, id)).funds;

  it('are within what was agreed, then above it, which is marked and never refused', async () => {
    const id = await shared();
    expect(await fundsOf(id)).toEqual({ sums: [], comparison: 'within', why: null });
    const [first, second] = [receipt('999.99'), receipt('0.02', { kind: 'equipment' })];
    expect(told(await receive(id, first))).toBe('200');
    expect(await fundsOf(id)).toEqual({ sums: [{ currency: 'CNY', verified: '0.00', reported: '999.99' }], comparison: 'within', why: null });
    expect(told(await receive(id, second))).toBe('200');
    await settled(id, 'verify-funds', first);
    expect(await fundsOf(id)).toEqual({ sums: [{ currency: 'CNY', verified: '999.99', reported: '1000.01' }], comparison: 'above', why: null });
    await settled(id, 'verify-funds', second);
    await settled(id, 'reverse-funds', first);
    expect(await fundsOf(id)).toEqual({ sums: [{ currency: 'CNY', verified: '0.02', reported: '0.02' }], comparison: 'within', why: null });
    expect((await progress(node, id)).receipts).toMatchObject([{ receipt: first['receipt'], status: 'reversed', reversed: reason }, { receipt: second['receipt'], status: 'verified', by: 'region-510100' }]);
  });

  it('in another currency, or against an amount that is about, cannot be compared', async () => {
    const id = await shared();
    const dollars = receipt('5.00', { amount: { amount: '5.00', currency: 'USD' } });
    await receive(id, dollars);
    await receive(id, receipt('10.00'));
    expect(await fundsOf(id)).toEqual({
      sums: [{ currency: 'CNY', verified: '0.00', reported: '10.00' }, { currency: 'USD', verified: '0.00', reported: '5.00' }], comparison: 'cannot-tell', why: 'another-currency',
    });
    await settled(id, 'reverse-funds', dollars);
    expect(await fundsOf(id)).toMatchObject({ comparison: 'within', why: null });
    const about = await shared({ amount: money('1000.00', { op: '~', text: '约1000元' }) });
    await receive(about, receipt('2000.00'));
    expect(await fundsOf(about)).toMatchObject({ comparison: 'cannot-tell', why: 'approximate' });
    const unstated = await shared({ amount: null });
    await receive(unstated, receipt('2000.00'));
    expect(await fundsOf(unstated)).toMatchObject({ comparison: 'cannot-tell', why: 'no-amount' });
  });

  it('are received at a host by whom they came in, and everything that is wrong is told at once', async () => {
    const id = await shared();
    const within = await receive(id, receipt('1.00', { host: '510104' }));
    expect([told(within), faults(within)]).toEqual(['422 signing/not-its-host', ['/host signing/not-its-host']]);
    const others = await receive(id, receipt('1.00', { host: '500000' }));
    expect([told(others), faults(others)]).toEqual(['403 signing/receipt-not-yours', ['/host signing/receipt-not-yours']]);
    expect(told(await receive(id, receipt('1.00'), SHANGHAI))).toBe('404 signing/not-found');
    expect(told(await receive(id, receipt('1.00'), ADMIN))).toBe('403 signing/not-a-host');
    const moved = await receive(id, receipt('1.00', { payer: { name: '甲', region: '512081' } }));
    expect(faults(moved)).toEqual(['/payer/region region/not-at-date']);
    expect(JSON.stringify(moved.body)).toContain('510185');
    const wrong = await receive(id, receipt('1.00', { host: '510104', payer: { name: '甲', region: '512081' }, on: '2023-12-31', evidence: [] }));
    expect([wrong.status, faults(wrong)]).toEqual([422, ['/evidence signing/evidence-missing', '/host signing/not-its-host', '/on signing/before-signed', '/payer/region region/not-at-date']]);
    const malformed = await receive(id, receipt('1.00', { amount: { amount: '1.001', currency: 'CNY' }, on: '2024-02-30', kind: 'gift', host: 'chengdu', payer: { name: '' } }));
    expect([malformed.status, faults(malformed).map((each) => each.split(' ')[0])]).toEqual([422, ['/amount/amount', '/host', '/kind', '/on', '/payer/name']]);
    expect(told(await receive(id, receipt('1.00', { on: '2999-01-01' })))).toBe('422 signing/date-in-future');
    expect((await progress(node, id)).receipts).toEqual([]);
    // The county has another code since it moved, and whoever paid may be known by name alone.
    for (const more of [{ payer: { name: '甲', region: '510185' } }, { payer: { name: '乙' } }]) expect(told(await receive(id, receipt('1.00', more)))).toBe('200');
  });

  it('are verified by none who reported them, whichever way he comes', async () => {
    const id = await shared();
    const body = receipt('1.00');
    await receive(id, body);
    const verify = { receipt: body['receipt'] };
    expect(told(await node.command(`/v1/signings/${id}/verify-funds`, ADMIN, verify))).toBe('428 request/if-match-missing');
    expect(told(await node.command(`/v1/signings/${id}/verify-funds`, ADMIN, verify, { ifMatch: 1 }))).toBe('412 request/version-moved');
    expect(told(await act(node, id, 'verify-funds', CHENGDU, verify))).toBe('403 access/not-your-route');
    // The same person with an office in the association, and a colleague with one.
    const both: Person = await person(node, { principal: 'officer-510100', organisation: 'hosting-association', role: 'administrator', region: '*' });
    const colleague: Person = await person(node, { principal: 'colleague', organisation: 'region-510100', role: 'administrator', region: '510000' });
    const elsewhere: Person = await person(node, { principal: 'elsewhere', organisation: 'other-association', role: 'administrator', region: '500000' });
    const { version } = await progress(node, id);
    for (const [who, code] of [[both, 'same-person'], [colleague, 'same-organisation'], [elsewhere, 'not-the-association']] as const) {
      expect(told(await who.command(`/v1/signings/${id}/verify-funds`, verify, version))).toBe(`403 signing/${code}`);
    }
    expect(told(await act(node, id, 'verify-funds', ADMIN, { receipt: randomUUID() }))).toBe('404 signing/receipt-unknown');
    const done = await act(node, id, 'verify-funds', CHECKER, verify);
    expect(told(done)).toBe('200');
    expect((await act(node, id, 'verify-funds', ADMIN, verify)).body.version).toBe(done.body.version);

    // Of what the association entered from a document and reported itself, a second person of it verifies.
    const { id: entered } = await attested(node, plain());
    const theirs = receipt('1.00', { evidence: [own] });
    expect(told(await receive(entered, theirs, ADMIN))).toBe('200');
    expect(told(await act(node, entered, 'verify-funds', ADMIN, { receipt: theirs['receipt'] }))).toBe('403 signing/same-person');
    expect(told(await act(node, entered, 'verify-funds', CHECKER, { receipt: theirs['receipt'] }))).toBe('200');
  });

  it('are one receipt however often they are reported, and another content is told', async () => {
    const id = await shared();
    const body = receipt('1.00');
    const first = await receive(id, body);
    expect((await receive(id, body)).body.version).toBe(first.body.version);
    const another = await receive(id, { ...body, amount: { amount: '2.00', currency: 'CNY' } });
    expect([told(another), faults(another)]).toEqual(['409 signing/receipt-exists', ['/receipt signing/receipt-exists']]);
    await settled(id, 'verify-funds', body);
    await settled(id, 'reverse-funds', body);
    expect(told(await receive(id, body))).toBe('409 signing/receipt-reversed');
    expect(told(await act(node, id, 'verify-funds', ADMIN, { receipt: body['receipt'] }))).toBe('409 signing/receipt-reversed');

    const path = `/v1/signings/${id}/receive-funds`;
    for (let n = 0; n < 5; n += 1) {
      const once = receipt('1.00');
      const twice = { ...once, amount: { amount: '2.00', currency: 'CNY' } };
      const [one, two] = await Promise.all([node.command(path, CHENGDU, once, { api: 0 }), node.command(path, CHENGDU, twice, { api: 1 })]);
      expect([told(one), told(two)].sort()).toEqual(['200', '409 signing/receipt-exists']);
      const kept = (await progress(node, id)).receipts.filter((each) => each.receipt === once['receipt']);
      expect(kept).toMatchObject([{ amount: one.status === 200 ? once['amount'] : twice.amount }]);
    }
  });

  describe('in the metric', () => {
    let id: string;
    let verified = 0;
    let reversed = 0;
    const PAYERS = [['510104', '1.00'], ['510703', '2.00'], ['440300', '4.00'], ['810000', '8.00'], ['US', '16.00'], ['510000', '32.00'], [null, '64.00']] as const;
    const metric = async (query: string): Promise<MetricBody> => {
      const { status, body } = await node.get<MetricBody>(`/v1/metrics/signings.received?edition=origins-1&${query}`);
      if (status !== 200) throw new Error(`${query}: ${status} ${JSON.stringify(body)}`);
      return body;
    };
    const byOrigin = async (query: string) => Object.fromEntries((await metric(`by=origin&${query}`)).rows.map((row) => [String(row['origin']), row['value']]));
    beforeAll(async () => {
      id = await shared({ edition: 'origins-1' });
      for (const [region, amount] of PAYERS) {
        const body = receipt(amount, { payer: { name: '投资方', region } });
        await receive(id, body);
        verified = await settled(id, 'verify-funds', body);
      }
      const none = receipt('128.00');
      await receive(id, none);
      await settled(id, 'verify-funds', none);
      reversed = await settled(id, 'reverse-funds', none);
      const theirs = await evidence(node, CHONGQING);
      await receive(id, receipt('256.00', { host: '500000', payer: { name: '万州', region: '500101' }, evidence: [theirs] }), CHONGQING);
    });

    const CITY = { 'within-city': '1.00', 'within-province': '2.00', 'outside-province': '4.00', 'outside-mainland': '24.00', null: '96.00' };
    const PROVINCE = { 'within-province': '35.00', 'outside-province': '4.00', 'outside-mainland': '24.00', null: '64.00' };

    it('come from where the province, and where the city, sees them come from', async () => {
      expect(await byOrigin(`region=510100&minPosition=${reversed}`)).toEqual(CITY);
      expect(await byOrigin('region=510000')).toEqual(PROVINCE);
      expect(await byOrigin('region=510000&originLevel=city')).toEqual(CITY);
      expect(await byOrigin('region=510100&originLevel=province')).toEqual(PROVINCE);
      const { rows } = await metric('region=510100&by=fundsKind,month');
      expect(rows).toMatchObject([{ fundsKind: 'fixed-assets', month: '2024-03', unit: 'CNY', value: '127.00' }]);
    });

    it('are what their entries sum to, from each origin', async () => {
      for (const [region, origins] of [['510100', CITY], ['510000', PROVINCE]] as const) {
        for (const [origin, value] of Object.entries(origins).filter(([name]) => name !== 'null')) {
          const entries: readonly EntryBody[] = await entriesOf(node, 'signings.received', `edition=origins-1&region=${region}&origin=${origin}`);
          expect([region, origin, plus(entries.map((each) => each.value ?? '0')), (await metric(`region=${region}&origin=${origin}`)).totals[0]?.value]).toEqual([region, origin, plus([value]), value]);
        }
        const all = await entriesOf(node, 'signings.received', `edition=origins-1&region=${region}`);
        expect(plus(all.map((each) => each.value ?? '0'))).toBe(plus(Object.values(origins)));
      }
    });

    it('count only from their verification on, and not after their reversal', async () => {
      expect((await metric('')).totals).toMatchObject([{ unit: 'CNY', value: '127.00' }]);
      expect((await metric(`asOf=position:${reversed - 1}`)).totals).toMatchObject([{ value: '255.00' }]);
      expect((await metric(`asOf=position:${verified}`)).totals).toMatchObject([{ value: '127.00' }]);
      expect((await metric(`asOf=position:${verified - 1}`)).totals).toMatchObject([{ value: '63.00' }]);
      const { history } = await progress(node, id);
      const first = history.find(({ type }) => type === 'FundsVerified')?.position ?? 0;
      expect([(await metric(`asOf=position:${first - 1}`)).rows, (await metric(`asOf=position:${first - 1}`)).totals]).toEqual([[], []]);
      expect((await metric('validAt=2024-03-07')).totals).toEqual([]);
    });
  });
});
