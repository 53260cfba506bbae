import { told } from '../support/http.js';
import type { MetricBody } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { admitted, attested, changed, type Page, type SigningBody, submitted, terminated } from '../support/road.js';
import { ADMIN, CHENGDU, CHONGQING, money, plain, reason, SHANGHAI, source, submission } from '../support/samples.js';

/** What is asked for seldom, and must be right all the same. */
describe('at the corners', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', editions: ['becomes-exact-1', 'below-1', 'coarse-1', 'dinar-1', 'early-1', 'moved-shares-1', 'nothing-here-1', 'pinned-1'] });
  });
  afterAll(() => node?.stop());
  const metric = async (name: string, query: string): Promise<MetricBody> => (await node.get<MetricBody>(`/v1/metrics/${name}?${query}`)).body;

  it('an amount that becomes exact is exact in the sum, and its shares move no bound', async () => {
    const about = money('1000000000.00', { op: '~', text: '约10亿元' });
    const hosts = (a: string, b: string): object => ({ hosts: [{ region: '510100', share: a }, { region: '500000', share: b }] });
    const first = await attested(node, plain({ edition: 'becomes-exact-1', amount: about }));
    await changed(node, first.id, 'amend', { effectiveOn: '2024-05-20', changes: { amount: money('1200000000.00') } });
    const second = await attested(node, plain({ edition: 'moved-shares-1', amount: about, ...hosts('0.6', '0.4') }));
    const { position } = await changed(node, second.id, 'amend', { effectiveOn: '2024-05-20', changes: hosts('0.5', '0.5') });
    expect((await metric('signings.contracted', `edition=becomes-exact-1&minPosition=${position}`)).totals).toMatchObject([{ value: '1200000000.00', low: '1200000000.00', high: '1200000000.00', exact: '1200000000.00', approximate: '0.00' }]);
    expect((await metric('signings.contracted', `edition=becomes-exact-1&from=2024-05&to=2024-05&by=month`)).rows).toMatchObject([{ value: '200000000.00', low: '150000000.00', high: '250000000.00', status: 'approximate' }]);
    expect((await metric('signings.contracted', `edition=moved-shares-1&minPosition=${position}`)).totals).toMatchObject([{ value: '1000000000.00', low: '950000000.00', high: '1050000000.00' }]);
    expect((await metric('signings.contracted', `edition=moved-shares-1&region=500000`)).totals).toMatchObject([{ value: '500000000.00', low: '475000000.00', high: '525000000.00' }]);
  });

  it('a currency of three decimals keeps them', async () => {
    const { position } = await attested(node, plain({ edition: 'dinar-1', amount: money('0.005', { currency: 'KWD' }) }));
    expect((await metric('signings.contracted', `edition=dinar-1&minPosition=${position}`)).totals).toMatchObject([{ unit: 'KWD', value: '0.005', exact: '0.005' }]);
  });

  it('a signing, its list and its numbers agree on coarse dates', async () => {
    const { id } = await attested(node, plain({ edition: 'coarse-1', signedOn: '2023' }));
    await changed(node, id, 'amend', { effectiveOn: '2024~', changes: { hosts: [{ region: '310000' }] } });
    const { position } = await terminated(node, id, '2025');
    const at = async (validAt: string): Promise<SigningBody> => (await node.get<SigningBody>(`/v1/signings/${id}?validAt=${validAt}`)).body;
    expect(await at('2023-06')).toMatchObject({ status: 'admitted', hosts: [{ region: '510100' }], amendments: [] });
    expect(await at('2024-06')).toMatchObject({ status: 'admitted', hosts: [{ region: '310000' }], amendments: [{ effectiveOn: '2024~' }] });
    expect(await at('2025-06')).toMatchObject({ status: 'terminated', terminatedOn: '2025' });
    const active = async (validAt: string): Promise<unknown> => (await metric('signings.active', `edition=coarse-1&by=region&validAt=${validAt}&minPosition=${position}`)).rows.map(({ region }) => region);
    expect([await active('2023-06'), await active('2024-06'), await active('2025-06')]).toEqual([['510100'], ['310000'], []]);
    const listed = async (host: string): Promise<number> => (await node.get<Page<SigningBody>>(`/v1/signings?edition=coarse-1&host=${host}&minPosition=${position}`)).body.items.length;
    expect([await listed('310000'), await listed('510100')]).toEqual([1, 0]);
  });

  it('a host region’s list holds what is hosted below it', async () => {
    const { position } = await attested(node, plain({ edition: 'below-1', hosts: [{ region: '510104' }] }));
    for (const host of ['510104', '510100', '510000']) {
      expect((await node.get<Page<SigningBody>>(`/v1/signings?edition=below-1&host=${host}&minPosition=${position}`)).body.items).toHaveLength(1);
    }
  });

  it('a list stands at the position of its first page, whatever is decided between the pages', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push((await submitted(node, CHENGDU, plain({ edition: 'pinned-1' }))).id);
    const { position } = (await node.get<SigningBody>(`/v1/signings/${ids[4]}`)).body.asOf;
    const page = async (more: string): Promise<Page<SigningBody>> => (await node.get<Page<SigningBody>>(`/v1/signings?edition=pinned-1&status=submitted&limit=2${more}`)).body;
    const first = await page(`&minPosition=${position}`);
    let moved = 0;
    for (const id of ids) moved = (await node.command(`/v1/signings/${id}/approve`, ADMIN, {}, { ifMatch: 1 })).body.position;
    const second = await page(`&minPosition=${moved}&cursor=${first.next}`);
    const third = await page(`&cursor=${second.next}`);
    expect([first, second, third].flatMap(({ items }) => items.map(({ id, status, version }) => [id, status, version]))).toEqual(ids.map((id) => [id, 'submitted', 1]));
    expect(third.next).toBeNull();
    expect((await page('')).items).toEqual([]);
  });

  it('an id that is taken by others gives nothing away but that', async () => {
    const { id } = await submitted(node, CHENGDU, plain());
    expect(told(await node.command('/v1/signings', SHANGHAI, plain({ id, hosts: [{ region: '310000' }] }), { ifMatch: 99 }))).toBe('409 signing/exists');
  });

  it('a repetition is answered before If-Match is missed, and in capitals as well', async () => {
    const { id, version } = await submitted(node, CHENGDU, submission({ counterpart: null, amount: null }));
    const first = await node.command(`/v1/signings/${id}/confirm`, CHONGQING, {}, { key: 'again', ifMatch: version });
    for (const path of [`/v1/signings/${id}/confirm`, `/v1/signings/${id.toUpperCase()}/confirm`]) {
      const again = await node.command(path, CHONGQING, {}, { key: 'again' });
      expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([200, first.body, 'true']);
    }
    expect(told(await node.command(`/v1/signings/${id}/confirm`, CHONGQING, {}))).toBe('428 request/if-match-missing');
  });

  it('a misspelt dryRun does nothing at all', async () => {
    expect(told(await node.command('/v1/signings?dryrun=true', CHENGDU, plain()))).toBe('422 request/invalid');
  });

  it('who has confirmed keeps sight of it when its part is corrected away', async () => {
    const { id } = await admitted(node, CHENGDU, submission({ counterpart: null, amount: null }));
    const { body: { version } } = await node.command(`/v1/signings/${id}/correct`, CHENGDU, { changes: { hosts: [{ region: '510100' }] }, reason });
    expect(told(await node.command(`/v1/signings/${id}/approve`, ADMIN, {}, { ifMatch: version }))).toBe('200');
    expect(told(await node.get(`/v1/signings/${id}`, CHONGQING))).toBe('200');
  });

  it('the history names organisations and none of their people', async () => {
    const { id } = await submitted(node, CHENGDU, plain());
    expect(JSON.stringify((await node.get(`/v1/signings/${id}`)).body)).not.toMatch(/principal|officer/);
  });

  it('a stock over more months than anybody reads is refused, and a corrected early date leaves no trace in it', async () => {
    expect(told(await node.get('/v1/metrics/signings.active?by=month&from=1900'))).toBe('422 request/invalid');
    const { id } = await attested(node, plain({ edition: 'early-1', signedOn: '0001-01-01' }));
    const { position } = await changed(node, id, 'correct', { changes: { signedOn: '2024-01-11' } });
    expect((await metric('signings.active', `by=month&to=2024-02&minPosition=${position}`)).rows.length).toBeGreaterThan(0);
  });

  it('a claim whose scope cannot be asked for stands without a sum, and one against sense is refused', async () => {
    const claim = { metric: 'signings.contracted', scope: { territory: '510100', edition: 'nothing-here-1' }, quantity: { value: '3', unit: '亿元', text: '3亿元' }, source };
    const { body: { position } } = await node.command('/v1/claims', ADMIN, claim);
    expect((await node.get<Page<object>>(`/v1/claims?edition=nothing-here-1&minPosition=${position}`)).body.items).toMatchObject([{ recorded: { value: null, reason: expect.stringMatching(/^nothing-recorded/) } }]);
    expect(told(await node.command('/v1/claims', ADMIN, { ...claim, scope: { territory: '510100', from: '2025-05', to: '2024-01' } }))).toBe('422 request/invalid');
    expect(told(await node.command('/v1/claims', ADMIN, { ...claim, statedOn: '2999' }))).toBe('422 claim/date-in-future');
    expect(told(await node.command('/v1/claims', ADMIN, { ...claim, scope: { territory: '510100', edition: 'e'.repeat(70) } }))).toBe('422 request/invalid');
  });

  it('bytes that are no UTF-8 are refused and not replaced', async () => {
    expect(told(await node.command('/v1/signings', CHENGDU, plain({ project: 'broken \ufffd' })))).toBe('422 request/invalid');
  });
});
