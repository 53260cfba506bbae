import { randomUUID } from 'node:crypto';
import { differencesToAFreshFold } from '../support/fold.js';
import { type Accepted, type Answer, faults, type ProblemBody, request, told } from '../support/http.js';
import type { MetricBody } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { attested } from '../support/road.js';
import { ADMIN, CHENGDU, money, plain, reason, source } from '../support/samples.js';
import { associationOf } from '../support/territory.js';

type Region = Readonly<{
  code: string; level: string; name: { zh: string; en: string | null }; parent: string | null; from: string | null; to: string | null; outsideMainland: boolean;
  predecessors: readonly string[]; successors: readonly string[]; ancestors: readonly { code: string; name: { zh: string } }[];
  history: readonly { type: string; position: number }[]; asOf: { position: number };
}>;
type Page = Readonly<{ items: readonly Region[]; next: string | null }>;
type Candidates = Readonly<{ items: readonly { kind: string; id: string; by: string; score: string; matched: string; source: object | null }[] }>;

const list = { title: 'GB/T 2260 (more)', edition: 'test' };
const county = (code: string, zh: string, more: object = {}): object => ({ code, level: 'county', name: { zh }, parent: '510700', ...more });

/** The register of regions: read as it stood and was known, and changed only by what can have happened. */
describe('the register of regions', () => {
  let node: TestNode;
  let head = 0;
  const act = (path: string, body: object, as = ADMIN): Promise<Answer<Accepted>> => node.command(path, as, body);
  const did = async (path: string, body: object): Promise<Accepted> => {
    const answer = await act(path, body);
    expect([path, Math.trunc(answer.status / 100), answer.body]).toEqual([path, 2, answer.body]);
    head = answer.body.position;
    return answer.body;
  };
  const signed = async (region: string, signedOn: string, amount: string): Promise<void> => {
    ({ position: head } = await attested(node, plain({ edition: 'register-1', hosts: [{ region }], signedOn, amount: money(amount) })));
  };
  const sum = async (metric: string, query: string): Promise<string | null> => (await node.get<MetricBody>(`/v1/metrics/${metric}?edition=register-1&minPosition=${head}&${query}`)).body.total;
  const region = async (path: string): Promise<Region> => (await node.get<Region>(`/v1/regions/${path}`)).body;
  const codes = async (query: string): Promise<readonly string[]> => (await node.get<Page>(`/v1/regions?${query}`)).body.items.map(({ code }) => code);
  const refused = async (path: string, body: object): Promise<string> => {
    const answer = await act(path, body);
    return [told(answer), ...(answer.status === 422 ? faults(answer) : [])].join(', ');
  };
  let before = 0;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', editions: ['register-1'] });
    ({ position: before } = await did('/v1/regions', { list, regions: [county('510722', '三台县'), county('510723', '盐亭县'), county('510724', '安县'), county('510725', '梓潼县'), county('510726', '北川县')] }));
    await did('/v1/regions/512081/move', { parent: '510100', code: '510185', on: '2016-05-03' });
  });
  afterAll(() => node?.stop());

  it('shows a region as it stands and stood, with what lies above it and what became of it', async () => {
    const now = await node.get<Region>('/v1/regions/510185');
    expect(now.body).toMatchObject({ code: '510185', level: 'county', name: { zh: '简阳市', en: 'Jianyang' }, parent: '510100', from: '2016-05-03', to: null, predecessors: ['512081'], successors: [] });
    expect(now.body.ancestors.map(({ code }) => code)).toEqual(['510100', '510000']);
    expect(now.body.history.map(({ type }) => type)).toEqual(['RegionMoved']);
    const former = await region('512081?validAt=2016-05-02');
    expect(former).toMatchObject({ parent: '512000', from: null, to: '2016-05-03', successors: ['510185'] });
    expect(former.ancestors.map(({ code }) => code)).toEqual(['512000', '510000']);
    expect(former.history.map(({ type }) => type)).toEqual(['RegionsRegistered', 'RegionMoved']);
  });

  it('shows it as it was known, and by its version', async () => {
    expect(await region(`512081?asOf=position:${before}`)).toMatchObject({ to: null, successors: [], asOf: { position: before } });
    expect(told(await node.get(`/v1/regions/510185?asOf=position:${before}`))).toBe('404 request/not-found');
    const { headers, body } = await node.get<Region>('/v1/regions/510104');
    const name = { zh: '锦江新区', en: 'New Jinjiang' };
    const rename = (ifMatch: string): Promise<Answer<Accepted>> => node.command('/v1/regions/510104/rename', ADMIN, { name, on: '2020-03' }, { headers: { 'If-Match': ifMatch } });
    expect(told(await rename('"1"'))).toBe('412 request/version-moved');
    const renamed = await rename(headers.get('etag') ?? '');
    expect([told(renamed), renamed.headers.get('etag')]).toEqual(['200', `"${Number((headers.get('etag') ?? '').slice(1, -1)) + 1}"`]);
    expect(await region('510104')).toMatchObject({ name, parent: '510100' });
    expect((await region('510104?validAt=2020-02')).name).toEqual(body.name);
    expect((await region(`510104?asOf=position:${before}`)).name).toEqual({ zh: '锦江区', en: 'Jinjiang' });
    expect((await region('510104')).history.map(({ type }) => type)).toEqual(['RegionsRegistered', 'RegionRenamed']);
  });

  it('lists by parent, level and day, and finds by either name', async () => {
    expect(await codes('parent=510100&validAt=2016-05-02')).toEqual(['510104', '510107', '510116']);
    expect(await codes('parent=510100&validAt=2016-05-03')).toEqual(['510104', '510107', '510116', '510185']);
    expect(await codes('parent=512000&validAt=2016-05-03')).toEqual(['512002']);
    expect(await codes('parent=510000&level=prefecture')).toEqual(['510100', '510700', '512000']);
    // Chongqing has no prefectures: its counties lie right under it.
    expect(await codes('parent=500000')).toEqual(['500101']);
    expect(await codes(`q=${encodeURIComponent('简阳')}`)).toEqual(['510185', '512081']);
    expect(await codes('q=jianyang&validAt=2010')).toEqual(['512081']);
    expect(await codes('q=SHENZHEN')).toEqual(['440300']);
    expect(await codes(`parent=510100&asOf=position:${before}`)).toEqual(['510104', '510107', '510116']);
  });

  it('pages to the end, pinned to the first page', async () => {
    const all = await codes('level=province');
    expect(all).toEqual(['110000', '310000', '440000', '500000', '510000', '810000']);
    const { body, headers } = await node.get<Page>('/v1/regions?level=province&limit=4');
    expect(body.items.map(({ code }) => code)).toEqual(all.slice(0, 4));
    await did('/v1/regions', { list, regions: [{ code: '120000', level: 'province', name: { zh: '天津市' }, parent: null }] });
    const link = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? '';
    const rest = (await node.get<Page>(link)).body;
    expect([rest.items.map(({ code }) => code), rest.next]).toEqual([all.slice(4), null]);
    expect(told(await node.get('/v1/regions?cursor=none-of-ours'))).toBe('422 request/invalid');
  });

  it('tells what lies outside the mainland, and calls Hong Kong by its code', async () => {
    for (const [code, outside] of [['810000', true], ['RU', true], ['510100', false]] as const) expect((await region(code)).outsideMainland).toBe(outside);
    expect((await region('810000')).level).toBe('province');
    const answer = await node.get<ProblemBody>('/v1/regions?parent=HK');
    expect([told(answer), ...faults(answer)]).toEqual(['422 request/invalid', '/parent region/unknown-code']);
    expect(answer.body.errors[0]?.message).toContain('810000');
    expect(await refused('/v1/regions', { list, regions: [{ code: 'HK', level: 'country', name: { zh: '香港' }, parent: null }] })).toBe('422 region/code-malformed, /regions/0/code region/code-malformed');
  });

  it('takes two counties that merge as one from that day', async () => {
    await signed('510722', '2020-05-01', '1.00');
    await signed('510723', '2020-05-01', '20.00');
    await did('/v1/regions/510722/merge', { with: ['510723'], into: county('510727', '潼江区'), on: '2021-01-01' });
    await signed('510727', '2021-01-01', '300.00');
    expect([await sum('signings.contracted', 'region=510727'), await sum('signings.contracted', 'region=510727&boundary=today')]).toEqual(['300.00', '321.00']);
    expect([await sum('signings.active', 'region=510727&validAt=2020-12-31'), await sum('signings.active', 'region=510727&validAt=2021-01-01')]).toEqual(['0', '3']);
    expect(await sum('signings.contracted', 'region=510700')).toBe('321.00');
    expect(await region('510723')).toMatchObject({ to: '2021-01-01', successors: ['510727'] });
    expect(await region('510727')).toMatchObject({ from: '2021-01-01', predecessors: ['510722', '510723'] });
    await signed('510724', '2020-05-01', '4000.00');
    await did('/v1/regions/510724/merge', { with: ['510703'], into: '510703', on: '2021-01-01' });
    expect([await sum('signings.contracted', 'region=510703'), await sum('signings.contracted', 'region=510703&boundary=today')]).toEqual([null, '4000.00']);
    expect(await region('510703')).toMatchObject({ from: null, to: null });
    expect(await refused('/v1/regions/510724/merge', { with: ['510703'], into: '510703', on: '2022-01-01' })).toBe('409 region/ended');
  });

  it('leaves what was signed before a split with what goes on, and else with what lies above both', async () => {
    await signed('510725', '2020-05-01', '50000.00');
    await signed('510726', '2020-05-01', '600000.00');
    await did('/v1/regions/510725/split', { into: [county('510725', '梓潼县'), county('510728', '梓东县')], on: '2022-01-01' });
    await did('/v1/regions/510726/split', { into: [county('510729', '川东区'), county('510730', '川西区')], on: '2022-01-01' });
    await signed('510729', '2022-06-01', '7000000.00');
    const today = (code: string): Promise<string | null> => sum('signings.contracted', `region=${code}&boundary=today`);
    expect([await today('510725'), await today('510728'), await today('510726'), await today('510729'), await today('510730')]).toEqual(['50000.00', null, '600000.00', '7000000.00', null]);
    expect([await today('510700'), await sum('signings.contracted', 'region=510700')]).toEqual(['7654321.00', '7654321.00']);
    expect(await region('510726')).toMatchObject({ to: '2022-01-01', successors: ['510729', '510730'] });
    expect(await region('510725')).toMatchObject({ to: null, successors: [] });
  });

  it('refuses what cannot have happened', async () => {
    const cases: readonly [string, object, string][] = [
      ['/v1/regions/510100/move', { parent: '510107', on: '2020' }, '422 region/parent-not-above, /parent region/parent-not-above'],
      ['/v1/regions/510100/move', { parent: '510100', on: '2020' }, '422 region/parent-not-above, /parent region/parent-not-above'],
      ['/v1/regions/510107/move', { parent: 'RU', on: '2020' }, '422 region/parent-not-above, /parent region/parent-not-above'],
      ['/v1/regions/510107/move', { parent: '519900', on: '2020' }, '422 region/parent-unknown, /parent region/parent-unknown'],
      ['/v1/regions/510107/move', { parent: '510700', on: '2999-01-01' }, '422 region/date-in-future, /on region/date-in-future'],
      ['/v1/regions/510107/move', { parent: '510700', code: '510771', on: '2020' }, '422 region/code-malformed, /code region/code-malformed'],
      ['/v1/regions/510107/move', { parent: '510700', code: '510104', on: '2020' }, '409 region/exists'],
      ['/v1/regions/512081/move', { parent: '510700', on: '2020' }, '409 region/ended'],
      ['/v1/regions/510185/move', { parent: '510700', on: '2016-05-03' }, '422 region/not-begun, /on region/not-begun'],
      ['/v1/regions/519999/rename', { name: { zh: '无' }, on: '2020' }, '404 region/not-found'],
      ['/v1/regions/510107/rename', { name: { zh: '武' }, on: '2021-02-30' }, '422 request/invalid, /on date/malformed'],
      ['/v1/regions/510107/merge', { with: ['510107'], into: '510107', on: '2020' }, '422 region/twice, /with region/twice'],
    ];
    for (const [path, body, wanted] of cases) expect([path, body, await refused(path, body)]).toEqual([path, body, wanted]);
  });

  it('refuses a list with all that is wrong in it, and takes what it holds already', async () => {
    const { version } = await act('/v1/regions', { list, regions: [county('510728', '梓东县', { from: '2022-01-01' })] }).then(({ body }) => body);
    const answer = await act('/v1/regions', { list, regions: [
      county('500100', '市辖区', { level: 'prefecture', parent: '500000' }), county('340171', '合肥高新区', { parent: '510700' }), county('510701', '市辖区'), county('510104', '别的区', { parent: '510100' }),
      county('510731', '甲县', { parent: '519900' }), county('510732', '乙县', { parent: '510107' }), county('510733', '丙县'), county('510733', '丙县'),
    ] });
    expect([told(answer), ...faults(answer)]).toEqual([
      '422 region/code-malformed', '/regions/0/code region/code-malformed', '/regions/1/code region/code-malformed', '/regions/2/code region/code-malformed', '/regions/3/code region/exists',
      '/regions/4/parent region/parent-unknown', '/regions/5/parent region/parent-not-above', '/regions/7/code region/twice',
    ]);
    expect(told(await node.get('/v1/regions/510733'))).toBe('404 request/not-found');
    const again = await act('/v1/regions', { list, regions: [county('510728', '梓东县', { from: '2022-01-01' })] });
    expect([told(again), again.body.version]).toEqual(['201', version]);
  });

  it('lets an association change what lies in its region, and nothing beyond', async () => {
    const key = await associationOf(node.databaseUrl, '510700');
    const asMianyang = async (path: string, body: object): Promise<string> =>
      told(await request(`${node.apis[0]?.url}${path}`, 'POST', key, { body, headers: { 'Idempotency-Key': randomUUID() } }));
    expect(await asMianyang('/v1/regions/510725/rename', { name: { zh: '新梓潼县' }, on: '2023' })).toBe('200');
    expect(await asMianyang('/v1/regions/510107/rename', { name: { zh: '武' }, on: '2023' })).toBe('403 region/not-yours');
    expect(await asMianyang('/v1/regions/510725/move', { parent: '510100', on: '2023' })).toBe('403 region/not-yours');
    expect(await asMianyang('/v1/regions', { list, regions: [county('510133', '新县', { parent: '510100' })] })).toBe('403 region/not-yours');
    expect(await asMianyang('/v1/zones', { code: '510100-theirs', name: { zh: '园区' }, parent: '510100' })).toBe('403 region/not-yours');
  });

  it('does a command once, however often it comes, and nothing in a dry run', async () => {
    const [path, body] = ['/v1/regions/510116/rename', { name: { zh: '新双流区' }, on: '2020' }];
    const { body: dry } = await act(`${path}?dryRun=true`, body) as unknown as Answer<{ dryRun: boolean; events: readonly { type: string }[] }>;
    expect([dry.dryRun, dry.events.map(({ type }) => type)]).toEqual([true, ['RegionRenamed']]);
    expect((await region('510116')).name.zh).toBe('双流区');
    const first = await node.command(path, ADMIN, body, { key: 'once' });
    const second = await node.command(path, ADMIN, body, { key: 'once' });
    expect([told(first), second.body, second.headers.get('idempotent-replayed')]).toEqual(['200', first.body, 'true']);
    expect(told(await node.command(path, ADMIN, { ...body, on: '2021' }, { key: 'once' }))).toBe('422 request/idempotency-key-reused');
    expect((await region('510116')).history.map(({ type }) => type)).toEqual(['RegionsRegistered', 'RegionRenamed']);
  });

  it('moves a county once when two move it at the same moment', async () => {
    const moves = await Promise.all([['510700', '510790'], ['510100', '510190']].map(([parent, code]) => act('/v1/regions/512002/move', { parent, code, on: '2024-01-01' })));
    expect(moves.map(told).sort()).toEqual(['200', '409 region/ended']);
    const { successors, history } = await region('512002');
    expect(successors).toEqual([moves[0]?.status === 200 ? '510790' : '510190']);
    expect(history.map(({ type }) => type)).toEqual(['RegionsRegistered', 'RegionMoved']);
  });

  it('resolves a name as printed to what it may mean, best first, and changes nothing', async () => {
    const resolve = async (q: string, more = ''): Promise<Candidates['items']> => (await node.get<Candidates>(`/v1/resolve?q=${encodeURIComponent(q)}${more}`, CHENGDU)).body.items;
    expect((await resolve('成都'))[0]).toMatchObject({ kind: 'region', id: '510100', by: 'short-name' });
    const jianyang = await resolve('简阳市', '&kind=region');
    expect(jianyang.map(({ id }) => id)).toEqual(['510185', '512081']);
    expect(Number(jianyang[0]?.score)).toBeGreaterThan(Number(jianyang[1]?.score));
    expect((await resolve('双流区'))[0]).toMatchObject({ id: '510116', by: 'former-name' });
    expect(await resolve('双硫区')).not.toContainEqual(expect.objectContaining({ by: 'misprint' }));
    await did('/v1/regions/510116/alias', { text: '双硫区', kind: 'misprint', confidence: '0.8', source });
    await did('/v1/regions/510100/alias', { text: '蓉城', kind: 'alias', source });
    expect((await resolve('双硫区'))[0]).toMatchObject({ id: '510116', matched: '双硫区', by: 'misprint', score: '0.80', source });
    expect((await resolve('蓉城'))[0]).toMatchObject({ id: '510100', by: 'alias', score: '1.00', source });
    expect(await resolve('512081')).toMatchObject([{ id: '512081', by: 'code' }]);
    expect((await region('510116')).name.zh).toBe('新双流区');
    expect(told(await node.get('/v1/resolve'))).toBe('422 request/invalid');
  });

  it('tells who follows the lists only what has changed after a position, ends and withdrawals too', async () => {
    const since = (await region('510107')).asOf.position;
    const changed = async (query = '', after = since): Promise<readonly string[]> => codes(`changedAfter=${after}${query}`);
    const others = async (path: string, after = since): Promise<readonly unknown[]> =>
      (await node.get<Readonly<{ items: readonly Readonly<{ id?: string; code?: string }>[] }>>(`/v1/${path}?changedAfter=${after}`)).body.items.map(({ id, code }) => id ?? code);
    expect([await changed(), await others('zones'), await others('region-sets')]).toEqual([[], [], []]);
    await did('/v1/zones', { code: '510700-keji', name: { zh: '科技城' }, parent: '510700' });
    await did('/v1/region-sets', { id: 'two-cities', name: { zh: '成都与武侯' }, members: [{ region: '510100' }, { region: '510107' }] });
    await did('/v1/region-sets', { id: 'one-city', name: { zh: '绵阳' }, members: [{ region: '510700' }] });
    const defined = head;
    await did('/v1/regions/510107/rename', { name: { zh: '新武侯区' }, on: '2020' });
    const renamed = head;
    // Without a day what has ended is told as well, with one it is not.
    const { version } = await did('/v1/regions/500101/move', { parent: '510000', code: '511901', on: '2020' });
    expect([await changed(), await changed('&validAt=2021'), await changed('', renamed)]).toEqual([['500101', '510107', '511901'], ['510107', '511901'], ['500101', '511901']]);
    expect([await others('zones'), await others('region-sets'), await others('region-sets', defined)]).toEqual([['510700-keji'], ['one-city', 'two-cities'], ['two-cities']]);
    expect([await changed('&parent=510100'), await changed('&level=prefecture'), await changed(`&q=${encodeURIComponent('武侯')}`), await changed(`&asOf=position:${renamed}`)]).toEqual([['510107'], [], ['510107'], ['510107']]);
    expect(await changed(`&asOf=position:${since}`, renamed)).toEqual([]);
    const first = (await node.get<Page>(`/v1/regions?changedAfter=${since}&limit=1`)).body;
    await did('/v1/regions/500101/withdraw', { version, reason });
    const second = (await node.get<Page>(`/v1/regions?changedAfter=${since}&cursor=${first.next}`)).body;
    expect([...first.items, ...second.items].map(({ code }) => code)).toEqual(['500101', '510107', '511901']);
    // What was withdrawn counts for what it was made of.
    expect((await node.get<Page>(`/v1/regions?changedAfter=${renamed}`)).body.items).toMatchObject([{ code: '500101', to: null, predecessors: ['511901'] }, { code: '511901', withdrawn: true }]);
    expect(await changed('', head)).toEqual([]);
    for (const path of ['regions', 'zones', 'region-sets']) {
      expect(told(await node.get(`/v1/${path}?changedAfter=${head + 1_000}`))).toBe('400 read/beyond-head');
      expect(faults(await node.get(`/v1/${path}?changedAfter=yesterday`))).toEqual(['/changedAfter request/invalid-type']);
    }
  });

  it('reads the same as a fresh fold of the log', async () => {
    expect(await differencesToAFreshFold(node.databaseUrl)).toEqual([]);
  });
});
