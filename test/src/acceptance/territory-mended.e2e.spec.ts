import { type Accepted, told } from '../support/http.js';
import type { MetricBody } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { attested } from '../support/road.js';
import { ADMIN, CHONGQING, plain, reason, source } from '../support/samples.js';

type Claim = Readonly<{ recorded: Readonly<{ value: string | null; question?: string }> }>;

/** What was entered wrongly, or was not known, about the map. */
describe('a map that is mended', () => {
  let node: TestNode;
  let head = 0;
  const did = async (path: string, body: object): Promise<Accepted> => {
    const answer = await node.command(path, ADMIN, body);
    expect([path, Math.trunc(answer.status / 100), answer.body]).toEqual([path, 2, answer.body]);
    head = answer.body.position;
    return answer.body;
  };
  const signed = async (region: string, signedOn: string): Promise<string> => {
    const { id, position } = await attested(node, plain({ hosts: [{ region }], signedOn }));
    head = position;
    return id;
  };
  const count = async (query: string): Promise<string | null> => (await node.get<MetricBody>(`/v1/metrics/signings.count?minPosition=${head}&${query}`)).body.total;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres' });
  });
  afterAll(() => node?.stop());

  it('forgets a change that was withdrawn, and shows it to whoever asks as of before', async () => {
    const id = await signed('510107', '2023-05-05');
    const { version, position } = await did('/v1/regions/510107/move', { parent: '500000', on: '2022-01-01' });
    expect([await count('region=500000'), await count('region=510100')]).toEqual(['1', '0']);
    expect(told(await node.get(`/v1/signings/${id}`, CHONGQING))).toBe('200');
    await did('/v1/regions/510107/withdraw', { version, reason });
    expect([await count('region=500000'), await count('region=510100')]).toEqual(['0', '1']);
    expect([await count(`region=500000&asOf=position:${position}`), await count(`region=510100&asOf=position:${position}`)]).toEqual(['1', '0']);
    expect(told(await node.get(`/v1/signings/${id}`, CHONGQING))).toBe('404 request/not-found');
    expect(told(await node.get(`/v1/metrics/signings.count?region=510107&minPosition=${head}`, CHONGQING))).toBe('403 access/beyond-scope');
    const { history } = (await node.get<{ history: readonly { type: string }[] }>('/v1/regions/510107')).body;
    expect(history.map(({ type }) => type)).toEqual(['RegionsRegistered', 'RegionMoved', 'TerritoryChangeWithdrawn']);
  });

  it('counts what was signed at a code that was withdrawn for what it was made of, also in claims', async () => {
    const { version, position } = await did('/v1/regions/510104/move', { parent: '500000', code: '500160', on: '2022-01-01' });
    await signed('500160', '2023-03-03');
    await did('/v1/region-sets', { id: 'moved', name: { zh: '迁入' }, members: [{ region: '500160' }] });
    const claim = await node.command('/v1/claims', ADMIN, {
      metric: 'signings.count', scope: { territory: '500160', from: '2023', to: '2023' }, quantity: { value: '1', unit: 'project', text: '1个' }, source, statedOn: '2024-01-11',
    });
    await did('/v1/regions/500160/withdraw', { version, reason });
    expect([await count('region=500000&from=2023'), await count('region=510104&from=2023'), await count('set=moved')]).toEqual(['0', '1', '1']);
    expect(await count(`region=500160&asOf=position:${position + 4}`)).toBe('1');
    expect(told(await node.command('/v1/signings', ADMIN, { source, ...plain({ hosts: [{ region: '500160' }] }) }))).toBe('422 region/not-at-date');
    expect((await node.get<{ withdrawn?: true; successors: readonly string[] }>('/v1/regions/500160')).body).toMatchObject({ withdrawn: true, successors: ['510104'] });
    const list = await node.get<{ items: readonly { id: string }[] }>(`/v1/claims?minPosition=${claim.body.position}`);
    expect([told(list), list.body.items.map(({ id }) => id)]).toEqual(['200', [claim.body.id]]);
  });

  it('learns what a region became that had ended before', async () => {
    await did('/v1/regions', { list: { title: 'GB/T 2260', edition: '2014' }, regions: [{ code: '510122', level: 'county', name: { zh: '双流县' }, parent: '510100', to: '2015-12-01', formerNames: [{ zh: '华阳县', until: '1965' }] }] });
    await signed('510122', '2014-06-01');
    expect([await count('region=510116&boundary=today'), await count('region=510116')]).toEqual(['0', '0']);
    await did('/v1/regions/510122/succeed', { becomes: ['510116'] });
    expect([await count('region=510116&boundary=today'), await count('region=510116')]).toEqual(['1', '0']);
    const { items } = (await node.get<{ items: readonly { id: string; by: string }[] }>(`/v1/resolve?q=${encodeURIComponent('华阳县')}`)).body;
    expect(items[0]).toMatchObject({ id: '510122', by: 'former-name' });
    expect(told(await node.command('/v1/regions/510122/succeed', ADMIN, { becomes: ['510107'] }))).toBe('409 region/has-an-heir');
  });

  it('counts what is dated coarsely at a code that ended where that code lay last', async () => {
    await did('/v1/regions/512081/move', { parent: '510100', code: '510185', on: '2016-05-03' });
    for (const [region, signedOn] of [['512081', '2016'], ['512081', '2016-05'], ['510185', '2016']] as const) await signed(region, signedOn);
    expect([await count('region=512000&from=2016&to=2016'), await count('region=510100&from=2016&to=2016'), await count('region=510100&from=2016&to=2016&boundary=today')]).toEqual(['2', '1', '3']);
  });

  it('sets an announced total of a set beside its sum, and looks at a region in the period that was announced', async () => {
    await did('/v1/region-sets', { id: 'two', name: { zh: '两市' }, members: [{ region: '510100' }, { region: '512000' }] });
    const claim = (territory: string, period: object) => node.command('/v1/claims', ADMIN, {
      metric: 'signings.count', scope: { territory, ...period }, quantity: { value: '3', unit: 'project', text: '3个' }, source, statedOn: '2024-01-11',
    });
    const recorded = await claim('two', { from: '2016', to: '2016' });
    expect(told(recorded)).toBe('201');
    const { body } = await node.get<Claim>(`/v1/claims/${recorded.body.id}?minPosition=${recorded.body.position}`);
    expect(body.recorded).toMatchObject({ value: '3', question: expect.stringContaining('set=two') });
    expect(told(await claim('512081', { from: '2014-01', to: '2020-12' }))).toBe('201');
    expect(told(await claim('510185', { from: '2010-01', to: '2012-12' }))).toBe('422 region/not-at-date');
    expect(told(await claim('no-such-set', {}))).toBe('422 region/unknown-code');
  });
});
