import { told } from '../support/http.js';
import type { MetricBody } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { attested, type Page } from '../support/road.js';
import { ADMIN, CHENGDU, money, plain, source } from '../support/samples.js';

type ClaimBody = Readonly<{ id: string; metric: string; recorded: Readonly<{ value: string | null; reason?: string; question?: string; low?: string }> }>;

const claim = (scope: object, quantity: object = { value: '3', unit: 'project', text: '3个项目' }, metric = 'signings.count'): object =>
  ({ metric, scope, quantity, source, statedOn: '2024-03-01' });

/** Who may ask for which number, and the announced totals beside the recorded ones. */
describe('numbers and who may see them', () => {
  let node: TestNode;
  let position = 0;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', editions: ['last-1', 'later-1', 'own-1', 'scope-1'] });
    await attested(node, plain({ edition: 'scope-1', hosts: [{ region: '510100', share: '0.5' }, { region: '500000', share: '0.5' }], amount: money('100.00') }));
    await attested(node, plain({ edition: 'scope-1', hosts: [{ region: '510104' }], kind: 'headquarters', amount: money('40.00', { kind: 'fund-size' }) }));
    ({ position } = await attested(node, plain({ edition: 'scope-1', hosts: [{ region: '510700' }], signedOn: '2024-04-01' })));
  });
  afterAll(() => node?.stop());
  const count = async (query: string, as: string): Promise<string | null> =>
    (await node.get<MetricBody>(`/v1/metrics/signings.count?minPosition=${position}&${query}`, as)).body.total;

  it('are a region’s own and those below it', async () => {
    expect(await count('region=510100', CHENGDU)).toBe('1.5');
    expect(await count('region=510104', CHENGDU)).toBe('1');
    expect(await count('set=510100,510104', CHENGDU)).toBe('1.5');
    expect(await count('region=510000', ADMIN)).toBe('2.5');
    for (const as of ['report', 'auditor', ADMIN]) expect(await count('', as)).toBe('3');
  });

  it.each(['', 'region=500000', 'region=510000', 'set=510100,500000'])('are refused to a region that asks for "%s", and never answered with less', async (query) => {
    for (const metric of ['signings.count', 'signings.present', 'signings.active', 'signings.termination-ratio', 'signings.count/entries', 'signings.contracted/entries']) {
      expect([metric, told(await node.get(`/v1/metrics/${metric}?${query}`, CHENGDU))]).toEqual([metric, '403 access/beyond-scope']);
    }
  });

  it('are not for a bank, and for nobody without a key', async () => {
    expect(told(await node.get('/v1/metrics/signings.count?region=510100', 'bank'))).toBe('403 access/not-your-route');
    expect(told(await node.get('/v1/metrics/signings.count/entries?region=510100', 'bank'))).toBe('403 access/not-your-route');
    expect(told(await node.call('GET', '/v1/metrics'))).toBe('401 access/no-key');
  });

  it('stand beside an announced total where the scope is the same, and nowhere else', async () => {
    const record = async (body: object): Promise<string> => {
      const answer = await node.command('/v1/claims', ADMIN, body);
      expect(told(answer)).toBe('201');
      position = answer.body.position;
      return answer.body.id;
    };
    const scope = { territory: '510000', edition: 'scope-1' };
    const wanted: [string, string | null, RegExp | undefined][] = [
      [await record(claim(scope)), '2.5', undefined],
      [await record(claim({ ...scope, kind: 'headquarters' })), '1', undefined],
      [await record(claim({ ...scope, from: '2024-01', to: '2024-03' })), '1.5', undefined],
      [await record(claim({ ...scope, amountKind: 'fund-size' }, { value: '41', unit: 'CNY', text: '41元' }, 'signings.contracted')), '40.00', undefined],
      [await record(claim(scope, { value: '200', unit: 'CNY', text: '200元' }, 'signings.contracted')), null, /^several-kinds/],
      [await record(claim({ ...scope, session: '开幕式' })), null, /^scope-differs/],
      [await record(claim({ ...scope, from: '2024-01' })), null, /^scope-open/],
      [await record(claim(scope, { value: null, unit: 'project', text: '多家' }, 'platforms.opened')), null, /^not-recorded/],
    ];
    const { body: { items } } = await node.get<Page<ClaimBody>>(`/v1/claims?minPosition=${position}`);
    expect(items.map(({ id }) => id)).toEqual(wanted.map(([id]) => id));
    for (const [id, value, reason] of wanted) {
      const recorded = items.find((item) => item.id === id)?.recorded;
      expect([id, recorded?.value]).toEqual([id, value]);
      if (reason) expect(recorded?.reason).toMatch(reason);
      else expect((await node.get<MetricBody>(recorded?.question ?? '')).body.total).toBe(value);
    }
    expect((await node.get<Page<ClaimBody>>(`/v1/claims?metric=signings.contracted&territory=510000&edition=scope-1&limit=1`)).body).toMatchObject({ items: [{ metric: 'signings.contracted' }] });
  });

  it('and announced totals are told after a position to who has seen those before', async () => {
    const [one, two] = [(await node.command('/v1/claims', ADMIN, claim({ territory: '310000', edition: 'later-1' }))).body, (await node.command('/v1/claims', ADMIN, claim({ territory: '310000', edition: 'last-1' }))).body];
    const after = async (changedAfter: number, more = ''): Promise<readonly unknown[]> =>
      (await node.get<Page<ClaimBody & { position: number }>>(`/v1/claims?changedAfter=${changedAfter}${more}`, 'report')).body.items.map(({ id, position: at }) => [id, at]);
    expect(await after(one.position - 1, `&minPosition=${two.position}`)).toEqual([[one.id, one.position], [two.id, two.position]]);
    expect([await after(one.position), await after(one.position, '&edition=later-1'), await after(two.position)]).toEqual([[[two.id, two.position]], [], []]);
    const first = (await node.get<Page<ClaimBody>>(`/v1/claims?changedAfter=${one.position - 1}&limit=1`)).body;
    expect(await after(one.position - 1, `&cursor=${first.next}`)).toEqual([[two.id, two.position]]);
    expect((await node.get(`/v1/claims/${one.id}`)).body).toMatchObject({ position: one.position });
    expect(told(await node.get(`/v1/claims?changedAfter=${two.position + 1_000}`))).toBe('400 read/beyond-head');
    expect(told(await node.get('/v1/claims?changedAfter=x'))).toBe('422 request/invalid');
  });

  it('and announced totals of other territories stay out of a region’s sight', async () => {
    const own = await node.command('/v1/claims', ADMIN, claim({ territory: '510104', edition: 'own-1' }));
    const { items } = (await node.get<Page<ClaimBody>>(`/v1/claims?minPosition=${own.body.position}`, CHENGDU)).body;
    expect(items.map(({ id }) => id)).toEqual([own.body.id]);
    expect(told(await node.command('/v1/claims', CHENGDU, claim({ territory: '510100' })))).toBe('403 access/not-your-route');
    expect(told(await node.get('/v1/claims', 'bank'))).toBe('403 access/not-your-route');
    expect(told(await node.command('/v1/claims', ADMIN, { ...claim({ territory: '510100' }), id: own.body.id }))).toBe('409 claim/exists');
    expect(told(await node.command('/v1/claims', ADMIN, { ...claim({ territory: '510199x' }) }))).toBe('422 request/invalid');
  });
});
