import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { poolAs } from '@entente/infra/database/pools';
import { type Accepted, faults, told } from '../support/http.js';
import { startNode, type TestNode } from '../support/node.js';
import { attested } from '../support/road.js';
import { ADMIN, CHECKER, plain, reason, source } from '../support/samples.js';

jest.setTimeout(120_000);

const CODE = '91440300708461136T';
type Investor = Readonly<{ name: string; organisation?: string; body: Readonly<{ id: string; name: string }> | null }>;
type SigningBody = Readonly<{ id: string; investors: readonly Investor[] }>;
type Page = Readonly<{ items: readonly Readonly<{ id: string }>[] }>;

describe('who invests', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apis: 2 });
  });
  afterAll(() => node?.stop());

  const register = async (name: string, more: object = {}): Promise<Accepted> => {
    const answer = await node.command('/v1/organisations', ADMIN, { names: [{ language: 'zh', name }], types: [{ type: 'enterprise' }], region: '510100', source, ...more });
    if (answer.status !== 201) throw new Error(`${told(answer)} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const bodiesOf = async (id: string, query = ''): Promise<readonly (string | null)[]> =>
    (await node.get<SigningBody>(`/v1/signings/${id}${query}`)).body.investors.map(({ body }) => body?.name ?? null);
  const signingsOf = async (organisation: string, minPosition: number): Promise<readonly string[]> =>
    (await node.get<Page>(`/v1/signings?organisation=${organisation}&minPosition=${minPosition}`)).body.items.map(({ id }) => id);

  it('is the body that stands for it, through a merger and after that is undone', async () => {
    const [one, other] = [await register('示例数据有限公司', { creditCode: CODE }), await register('示例数据股份有限公司')];
    const byCode = await attested(node, plain({ investors: [{ name: '示例数据（原文如此）', creditCode: CODE }] }));
    const byId = await attested(node, plain({ investors: [{ name: '示例股份', organisation: other.id }] }));
    const unknown = await attested(node, plain({ investors: [{ name: '无人知晓的公司' }] }));
    expect([await bodiesOf(byCode.id), await bodiesOf(byId.id), await bodiesOf(unknown.id)]).toEqual([['示例数据有限公司'], ['示例数据股份有限公司'], [null]]);
    expect([await signingsOf(one.id, unknown.position), await signingsOf(other.id, unknown.position)]).toEqual([[byCode.id], [byId.id]]);

    const merged = (await node.command(`/v1/organisations/${one.id}/merge`, ADMIN, { into: other.id, reason, source })).body;
    expect([await bodiesOf(byCode.id), await bodiesOf(byId.id)]).toEqual([['示例数据股份有限公司'], ['示例数据股份有限公司']]);
    expect(await signingsOf(other.id, merged.position)).toEqual([byCode.id, byId.id]);
    expect(await bodiesOf(byCode.id, `?asOf=position:${merged.position - 1}`)).toEqual(['示例数据有限公司']);
    // What was printed stays as it was printed.
    expect((await node.get<SigningBody>(`/v1/signings/${byCode.id}`)).body.investors[0]?.name).toBe('示例数据（原文如此）');
    const late = await node.command('/v1/signings', ADMIN, { source, ...plain({ investors: [{ name: '示例', organisation: one.id }] }) });
    expect([told(late), faults(late)]).toEqual(['422 organisation/merged', ['/investors/0/organisation organisation/merged']]);

    const undone = (await node.command(`/v1/organisations/${one.id}/unmerge`, ADMIN, { reason })).body;
    expect([await bodiesOf(byCode.id), await bodiesOf(byId.id)]).toEqual([['示例数据有限公司'], ['示例数据股份有限公司']]);
    expect([await signingsOf(one.id, undone.position), await signingsOf(other.id, undone.position)]).toEqual([[byCode.id], [byId.id]]);
    expect(await bodiesOf(byCode.id, `?asOf=position:${merged.position}`)).toEqual(['示例数据股份有限公司']);
  });

  it('is refused where there is no such body, or none any more on the day', async () => {
    const closed = await register('曾经有限公司', { existsFrom: '2015' });
    await node.command(`/v1/organisations/${closed.id}/close`, ADMIN, { on: '2020-06-30', reason, source });
    const submitted = (organisation: string, signedOn: string) => node.command('/v1/signings?dryRun=true', ADMIN, { source, ...plain({ investors: [{ name: '甲', organisation }], signedOn }) });
    expect([await submitted(randomUUID(), '2019'), await submitted(closed.id, '2020-07-01'), await submitted(closed.id, '2014'), await submitted(closed.id, '2020-06')].map(told))
      .toEqual(['422 organisation/unknown', '422 organisation/not-at-date', '422 organisation/not-at-date', '200']);
  });

  it('holds a code alone, however many register it at once while an api is killed', async () => {
    const codes = ['91350100M000100Y43', '91512081MA62K0260E'];
    const asked = Array.from({ length: 40 }, (_, n) => ({ key: randomUUID(), api: n % 2, body: { names: [{ language: 'zh', name: `并发${n}` }], types: [{ type: 'enterprise' }], region: '510100', source, creditCode: codes[n % 2] } }));
    const send = ({ key, api, body }: (typeof asked)[number]) => node.command('/v1/organisations', api === 0 ? ADMIN : CHECKER, body, { key, api }).catch(() => undefined);
    const first = Promise.all(asked.map(send));
    await sleep(15);
    const [api] = node.apis;
    if (!api) throw new Error('There is no api.');
    await node.kill9(api);
    await first;
    await node.restart(api);
    // Whoever got no answer asks again under the same key.
    const answers = await Promise.all(asked.map(send));
    for (const code of [0, 1]) {
      const mine = answers.filter((_, at) => at % 2 === code).map((answer) => (answer ? told(answer) : 'none'));
      expect(mine.toSorted()).toEqual(['201', ...Array.from({ length: 19 }, () => '409 organisation/code-taken')]);
    }
    const pool = poolAs(node.databaseUrl, 'entente_worker', 1);
    const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from log.events where stream = any($1)`, [codes.map((code) => `credit-code-${code}`)]);
    await pool.end();
    expect(rows[0]?.n).toBe(2);
  });
});
