import { type Accepted, type Answer, faults, type ProblemBody, told } from '../support/http.js';
import type { MetricBody } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { admitted, attested, type Page, type SigningBody } from '../support/road.js';
import { ADMIN, CHENGDU, CHONGQING, money, plain, SHANGHAI, source } from '../support/samples.js';

/** Who names a region where it was not, or asks beyond his own, is told so and gets no smaller number. */
describe('regions that are named and asked for', () => {
  let node: TestNode;
  let head = 0;
  const did = async (path: string, body: object, api = 0): Promise<Accepted> => {
    const answer = await node.command(path, ADMIN, body, { api });
    expect([path, Math.trunc(answer.status / 100), answer.body]).toEqual([path, 2, answer.body]);
    head = answer.body.position;
    return answer.body;
  };
  const signed = async (region: string, signedOn: string, amount: string): Promise<void> => {
    ({ position: head } = await attested(node, plain({ edition: 'faults-1', hosts: [{ region }], signedOn, amount: money(amount) })));
  };
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', editions: ['amended-1', 'faults-1', 'officers-1', 'two-1'], apis: 2 });
    await signed('512081', '2014-03-10', '100.00');
    await signed('510104', '2015-02-01', '10000.00');
    await signed('510700', '2015-02-01', '500000.00');
    await did('/v1/regions/512081/move', { parent: '510100', code: '510185', on: '2016-05-03' });
    await signed('510185', '2018-07-01', '1000.00');
    await did('/v1/zones', { code: '510100-former', name: { zh: '旧园区' }, parent: '510100', counties: ['510104'] });
    await did('/v1/zones/510100-former/close', { on: '2020-01-01' });
  });
  afterAll(() => node?.stop());

  describe('in what is submitted', () => {
    const submit = (more: object): Promise<Answer<unknown>> => node.command('/v1/signings', ADMIN, { source, ...plain(), ...more });
    const messages = ({ body }: Answer<unknown>): string => (body as ProblemBody).errors.map(({ message }) => message).join('\n');

    it.each([
      ['2014-03-10', '510185', '512081 简阳市'], ['2016-05-02', '510185', '512081 简阳市'], ['2018-01-01', '512081', '510185 简阳市'], ['2016-05-03', '512081', '510185 简阳市'],
    ])('are refused on %s as %s, and the code of that day is told', async (signedOn, region, instead) => {
      const answer = await submit({ signedOn, hosts: [{ region }] });
      expect([told(answer), ...faults(answer)]).toEqual(['422 region/not-at-date', '/hosts/0/region region/not-at-date']);
      expect(messages(answer)).toContain(instead);
    });

    it.each([['2016', '512081'], ['2016', '510185'], ['2016-05', '512081'], ['2016-05', '510185'], ['2016-05-02', '512081'], ['2016-05-03', '510185']])('hold in %s as %s, which was there on some day of it', async (signedOn, region) => {
      expect(told(await submit({ signedOn, hosts: [{ region }] }))).toBe('201');
    });

    it('are all told at once, each where it stands', async () => {
      const answer = await submit({
        signedOn: '2021-01-11', hosts: [{ region: '510100', share: '0.5' }, { region: '512081', share: '0.25' }, { region: '519999', share: '0.25' }],
        counterpart: { region: '510100-former' }, investors: [{ name: '甲' }, { name: '乙', region: '512081' }, { name: '丙', region: '440300' }],
      });
      expect([told(answer), ...faults(answer)]).toEqual([
        '422 region/not-at-date', '/counterpart/region region/not-at-date', '/hosts/1/region region/not-at-date', '/hosts/2/region region/unknown-code', '/investors/1/region region/not-at-date',
      ]);
    });

    it('are refused where no such region is, and where only a placeholder or a pseudo-code is', async () => {
      for (const region of ['519999', '510100-nowhere', '500100', '340171', 'HK', 'CN']) {
        const answer = await submit({ hosts: [{ region }] });
        expect([region, answer.status, ...faults(answer)]).toEqual([region, 422, '/hosts/0/region region/unknown-code']);
      }
      expect(messages(await submit({ hosts: [{ region: 'HK' }] }))).toContain('810000');
      expect(messages(await submit({ hosts: [{ region: '500100' }] }))).toContain('500000');
    });

    it('are refused where the zone was closed, and hold until the day before', async () => {
      expect(told(await submit({ signedOn: '2020-01-01', hosts: [{ region: '510100-former' }] }))).toBe('422 region/not-at-date');
      expect(told(await submit({ signedOn: '2019-12-31', hosts: [{ region: '510100-former' }] }))).toBe('201');
    });

    it('are looked at on the day of an amendment, and on the day of the signing in a correction', async () => {
      const { id } = await attested(node, plain({ edition: 'amended-1', signedOn: '2015-01-01' }));
      const change = (act: string, body: object): Promise<Answer<unknown>> => node.command(`/v1/signings/${id}/${act}`, ADMIN, { reason: { code: 'as-documented', text: '依补充协议。' }, ...body });
      const hosts = (region: string): object => ({ changes: { hosts: [{ region }] } });
      expect(faults(await change('amend', { ...hosts('512081'), effectiveOn: '2017-01-01' }))).toEqual(['/changes/hosts/0/region region/not-at-date']);
      expect(faults(await change('correct', hosts('510185')))).toEqual(['/changes/hosts/0/region region/not-at-date']);
      expect(told(await change('amend', { ...hosts('510185'), effectiveOn: '2017-01-01' }))).toBe('200');
    });
  });

  describe('by a region', () => {
    const ask = (query: string, as = CHENGDU, api = 0): Promise<Answer<MetricBody>> => node.call('GET', `/v1/metrics/signings.contracted?edition=faults-1&minPosition=${head}&${query}`, { as, api });
    const sum = async (query: string, as = CHENGDU): Promise<string | null> => {
      const answer = await ask(query, as);
      expect([query, told(answer)]).toEqual([query, '200']);
      return answer.body.total;
    };

    it('bring the full sum of all that lies or lay in it', async () => {
      for (const [query, total] of [['region=510100', '11000.00'], ['region=510100&boundary=today', '11100.00'], ['region=510185', '1000.00'], ['region=510185&boundary=today', '1100.00'], ['region=512081', '100.00']] as const) {
        expect([query, await sum(query)]).toEqual([query, total]);
        expect([query, await sum(query, ADMIN)]).toEqual([query, total]);
      }
    });

    it('are refused beyond it, also through a set, and never answered with less', async () => {
      await did('/v1/region-sets', { id: 'mine', name: { zh: '成都内' }, members: [{ region: '510104' }, { region: '510185' }] });
      await did('/v1/region-sets', { id: 'beyond', name: { zh: '成都与绵阳' }, members: [{ set: 'mine' }, { region: '510700' }] });
      await did('/v1/region-sets', { id: 'once-beyond', name: { zh: '曾含绵阳' }, members: [{ region: '510100' }, { region: '510700', to: '2015-01-01' }] });
      expect(await sum('set=mine')).toBe('11000.00');
      expect(await sum('set=beyond', ADMIN)).toBe('511000.00');
      for (const query of ['set=beyond', 'set=once-beyond', 'set=mine,510700', 'set=beyond,510100', 'region=512000', 'region=512002', 'region=510000', 'region=RU', 'set=510100,RU', '']) {
        for (const boundary of ['then', 'today']) expect([query, told(await ask(`${query}&boundary=${boundary}`))]).toEqual([query, '403 access/beyond-scope']);
        expect([query, told(await node.get(`/v1/metrics/signings.contracted/entries?${query}`, CHENGDU))]).toEqual([query, '403 access/beyond-scope']);
      }
    });

    it('are summed, or refused, by the map that the sum is made with, however new it is', async () => {
      await did('/v1/region-sets', { id: 'growing', name: { zh: '成长' }, members: [{ region: '510104' }] });
      expect(await sum('set=growing')).toBe('10000.00');
      const known = head;
      await did('/v1/region-sets/growing/add-member', { region: '510700' });
      for (const api of [0, 1]) expect(told(await ask('set=growing', CHENGDU, api))).toBe('403 access/beyond-scope');
      expect(told(await ask(`set=growing&asOf=position:${known}`))).toBe('200');
      await did('/v1/regions/512002/move', { parent: '510100', on: '2022-01-01' });
      for (const api of [0, 1]) expect(told(await ask('region=512002', CHENGDU, api))).toBe('200');
    });

    it('show the signings of what moved in, under the code that they were signed with', async () => {
      const { body } = await node.get<Page<SigningBody>>(`/v1/signings?edition=faults-1&minPosition=${head}`, CHENGDU);
      expect(body.items.map(({ hosts }) => hosts[0]?.region).sort()).toEqual(['510104', '510185', '512081']);
    });

    it('are submitted for a zone of its city, which others do not see', async () => {
      await did('/v1/zones', { code: '510100-tianfu', name: { zh: '天府新区' }, parent: '510100', counties: ['510104', '510107'] });
      const { id, position } = await admitted(node, CHENGDU, plain({ edition: 'officers-1', hosts: [{ region: '510100-tianfu' }], signedOn: '2021-01-11' }));
      const path = `/v1/signings/${id}?minPosition=${position}`;
      expect((await node.get<SigningBody>(path, CHENGDU)).body).toMatchObject({ id, status: 'admitted', owner: '510100-tianfu' });
      expect((await node.get<Page<SigningBody>>(`/v1/signings?edition=officers-1&minPosition=${position}`, CHENGDU)).body.items.map((each) => each.id)).toEqual([id]);
      expect(told(await node.get(path, CHONGQING))).toBe('404 request/not-found');
      expect((await node.get<Page<SigningBody>>(`/v1/signings?edition=officers-1&minPosition=${position}`, CHONGQING)).body.items).toEqual([]);
      expect(told(await node.command('/v1/signings', CHONGQING, plain({ hosts: [{ region: '510100-tianfu' }], signedOn: '2021-01-11' })))).toBe('403 signing/host-not-yours');
      expect((await node.get<MetricBody>(`/v1/metrics/signings.count?edition=officers-1&region=510100-tianfu&minPosition=${position}`, CHENGDU)).body.total).toBe('1');
      expect(told(await node.get('/v1/metrics/signings.count?region=510100-tianfu', CHONGQING))).toBe('403 access/beyond-scope');
    });

    it('are shown to all, and changed by associations only', async () => {
      for (const as of [CHENGDU, SHANGHAI, 'bank', 'auditor', 'report']) expect([as, told(await node.get('/v1/regions/510185', as))]).toEqual([as, '200']);
      for (const [path, body] of [['/v1/regions/510104/rename', { name: { zh: '锦' }, on: '2020' }], ['/v1/zones', {}], ['/v1/region-sets', {}]] as const) {
        expect([path, told(await node.command(path, CHENGDU, body))]).toEqual([path, '403 access/not-your-route']);
      }
    });
  });

  describe('with two apis', () => {
    it('are known to the second as soon as the first has answered', async () => {
      // The second has just looked, so that what it holds is as old as it may be.
      expect(told(await node.call('GET', '/v1/regions/510104', { as: ADMIN, api: 1 }))).toBe('200');
      await did('/v1/zones', { code: '510100-newest', name: { zh: '新园区' }, parent: '510100', counties: ['510107'], exclusive: true });
      const submitted = await node.command('/v1/signings', CHENGDU, plain({ edition: 'two-1', hosts: [{ region: '510100-newest' }] }), { api: 1 });
      expect(told(submitted)).toBe('201');
      const approved = await node.command(`/v1/signings/${submitted.body.id}/approve`, ADMIN, {}, { api: 1, ifMatch: submitted.body.version });
      for (const region of ['510100-newest', '510107', '510100']) {
        const answer = await node.call<MetricBody>('GET', `/v1/metrics/signings.count?edition=two-1&region=${region}&minPosition=${approved.body.position}`, { as: CHENGDU, api: 1 });
        expect([region, told(answer), answer.body.total]).toEqual([region, '200', '1']);
      }
    });
  });
});
