import { randomUUID } from 'node:crypto';
import { openingOf } from '../support/editions.js';
import { type Accepted, type Answer, faults, type ProblemBody, told } from '../support/http.js';
import { taken } from '../support/keys.js';
import { answered, entriesOf, type MetricBody, summedUp } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { admitted, attested, changed, type Page } from '../support/road.js';
import { ADMIN, CHENGDU, plain, reason, SHANGHAI, source, submission } from '../support/samples.js';

const title = (zh: string) => ({ zh });

/** The edition at which it was signed and the pact under which it was. */
describe('a signing', () => {
  let node: TestNode;
  let framework: string;
  /** A draft between two bodies of Shanghai, which nobody else sees. */
  let draft: string;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apis: 2, editions: ['cisc-21', 'expo-20'] });
    ({ id: framework } = await taken(node.command('/v1/pacts', ADMIN, { kind: 'framework', title: title('协同框架'), territory: '510100', source })));
    const body = async (name: string): Promise<string> => (await taken(node.command('/v1/organisations', ADMIN, { names: [{ language: 'zh', name }], types: [{ type: 'software-industry-association' }], region: '310000', source }))).id;
    const [one, two] = [await body('上海甲协会'), await body('上海乙协会')];
    const text = { kind: 'cooperation', title: title('合作协议'), parties: [{ organisation: one }, { organisation: two }], clauses: [{ clause: '1', text: '双方合作。' }] };
    ({ id: draft } = await taken(node.command('/v1/pacts', SHANGHAI, { as: one, text })));
  });
  afterAll(() => node?.stop());
  const opened = async (code: string): Promise<Accepted> => taken(node.command('/v1/editions', ADMIN, openingOf(code)));

  it('names an edition and a pact that are there and that its submitter may see, or is refused with both pointers', async () => {
    const wrong = { edition: 'fair-7', pact: draft };
    const refused = await node.command<ProblemBody>('/v1/signings', CHENGDU, submission({ ...wrong, counterpart: { region: '519900' } }));
    expect([told(refused), faults(refused)]).toEqual(['422 region/unknown-code', ['/counterpart/region region/unknown-code', '/edition edition/unknown', '/pact pact/unknown']]);
    expect(refused.body.errors.find(({ code }) => code === 'edition/unknown')?.message).toMatch(/POST \/v1\/editions/);
    expect(faults(await node.command('/v1/signings', CHENGDU, plain({ pact: randomUUID() })))).toEqual(['/pact pact/unknown']);
    expect(faults(await node.command('/v1/signings?dryRun=true', CHENGDU, plain(wrong)))).toEqual(['/edition edition/unknown', '/pact pact/unknown']);
    expect(told(await node.command('/v1/signings', SHANGHAI, plain({ hosts: [{ region: '310000' }], pact: draft })))).toBe('201');
    await opened('fair-7');
    const sent = await node.command('/v1/signings', CHENGDU, plain({ edition: 'fair-7', pact: framework.toUpperCase() }), { api: 1 });
    expect(told(sent)).toBe('201');
    expect((await node.get(`/v1/signings/${sent.body.id}`)).body).toMatchObject({ edition: 'fair-7', pact: framework });
  });

  it('is accepted under the same key once what it names is there', async () => {
    const [key, body] = [randomUUID(), plain({ edition: 'later-1' })];
    expect(told(await node.command('/v1/signings', CHENGDU, body, { key }))).toBe('422 edition/unknown');
    await opened('later-1');
    for (const api of [1, 0]) expect(told(await node.command('/v1/signings', CHENGDU, body, { key, api }))).toBe('201');
  });

  it('is corrected to name them, which asks nobody, and no amendment does', async () => {
    const { id: signing } = await attested(node, plain());
    const change = (changes: object): Promise<Answer<Accepted>> => node.command(`/v1/signings/${signing}/correct`, ADMIN, { changes, reason });
    expect(faults(await change({ edition: 'nowhere-1', pact: randomUUID() }))).toEqual(['/changes/edition edition/unknown', '/changes/pact pact/unknown']);
    expect(told(await node.command(`/v1/signings/${signing}/amend`, ADMIN, { changes: { pact: framework }, reason, effectiveOn: '2024-05-20' }))).toBe('422 signing/not-amendable');
    await changed(node, signing, 'correct', { changes: { edition: 'expo-20', pact: framework } });
    expect((await node.get(`/v1/signings/${signing}`)).body).toMatchObject({ edition: 'expo-20', pact: framework });
    await changed(node, signing, 'correct', { changes: { pact: null } });
    expect((await node.get(`/v1/signings/${signing}`)).body).toMatchObject({ edition: 'expo-20', pact: null });
  });

  it('is counted and listed under its pact', async () => {
    const { id: pact } = await taken(node.command('/v1/pacts', ADMIN, { kind: 'framework', title: title('另一框架'), territory: '510100', source }));
    const shared = await admitted(node, CHENGDU, submission({ pact, counterpart: null }));
    const { position } = await attested(node, plain({ pact, edition: 'cisc-21' }));
    await attested(node, plain());
    const ask = async (metric: string, query: string): Promise<MetricBody> => taken(node.get<MetricBody>(`/v1/metrics/${metric}?${query}&minPosition=${position}`));
    expect((await ask('signings.count', `pact=${pact}`)).total).toBe('2');
    expect((await ask('signings.count', `pact=${pact}&edition=cisc-21`)).total).toBe('1');
    expect((await ask('signings.count', 'by=pact')).rows).toEqual(expect.arrayContaining([expect.objectContaining({ pact, value: '2' })]));
    for (const metric of ['signings.count', 'signings.contracted', 'signings.active']) expect(answered(await ask(metric, `pact=${pact}`))).toEqual(summedUp(await entriesOf(node, metric, `pact=${pact}`)));
    const { items } = await taken(node.get<Page<{ id: string }>>(`/v1/signings?pact=${pact}&minPosition=${position}`));
    expect(items.map((each) => each.id)).toEqual([shared.id, expect.any(String)]);
  });
});
