import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { type PublicJwk, thumbprintOf } from '@entente/infra/crypto/ed25519';
import { differencesToAFreshFold } from '../support/fold.js';
import { type Accepted, type Answer, faults, type ProblemBody, told } from '../support/http.js';
import { startNode, type TestNode } from '../support/node.js';
import { ADMIN, CHECKER, CHENGDU, CHONGQING, reason, SHANGHAI } from '../support/samples.js';
import { associationOf } from '../support/territory.js';

const BANK = 'bank';
const BANK_SECOND = 'bank:checker';
const source = { document: '第二十一届软博会手册', quote: '中国工商银行成都分行' };
const CODE = '91350100M000100Y43';

type Page<T> = Readonly<{ items: readonly T[]; next: string | null }>;
type Person = Readonly<{ id: string; name: string | null; erased: boolean }>;
type Body = Readonly<{
  id: string; status: string; version: number; closedOn: string | null; creditCode: string | null; account: string | null;
  pending: Readonly<Record<'keys' | 'authorities', readonly Readonly<{ askedBy: string; since: string }>[]>>;
}>;

const newKey = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { kty, crv, x } = publicKey.export({ format: 'jwk' }) as PublicJwk;
  const key: PublicJwk = { kty, crv, x };
  return { key, kid: thumbprintOf(key), d: (privateKey.export({ format: 'jwk' }) as { d: string }).d, signs: (text: string): string => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url') };
};
const proofOf = (id: string, { key, signs }: ReturnType<typeof newKey>) => signs(`{"key":{"crv":"Ed25519","kty":"OKP","x":"${key.x}"},"organisation":"${id}","purpose":"register-key"}`);
const rotation = (id: string, { key: { x } }: ReturnType<typeof newKey>, old: string) => `{"key":{"crv":"Ed25519","kty":"OKP","x":"${x}"},"old":"${old}","organisation":"${id}","purpose":"rotate-key"}`;

describe('questions about organisations', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apis: 2 });
  });
  afterAll(() => node?.stop());

  const body = (name: string, more: object = {}): object => ({ names: [{ language: 'zh', name }], types: [{ type: 'enterprise' }], region: '510100', source, ...more });
  const register = async (name: string, more: object = {}): Promise<Accepted> => {
    const answer = await node.command('/v1/organisations', ADMIN, body(name, more));
    if (answer.status !== 201) throw new Error(`${told(answer)} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const act = <T = Accepted>(id: string, verb: string, as: string, sent: object, ifMatch?: number): Promise<Answer<T>> =>
    node.command<T>(`/v1/organisations/${id}/${verb}`, as, sent, ifMatch === undefined ? {} : { ifMatch });
  const get = async (id: string, query = ''): Promise<Body> => (await node.get<Body>(`/v1/organisations/${id}${query}`, ADMIN)).body;
  const found = async (query: string): Promise<readonly string[]> => (await node.get<Page<Body>>(`/v1/organisations?${query}`, SHANGHAI)).body.items.map(({ id }) => id);

  it('find a code however it is written, and give it to the right body after a release', async () => {
    const wrong = await register('误填公司', { creditCode: ' 91350100m000100y43' });
    expect(await get(wrong.id)).toMatchObject({ creditCode: CODE });
    expect(await found(`creditCode=${encodeURIComponent('９1350100m000100Y43 ')}&minPosition=${wrong.position}`)).toEqual([wrong.id]);
    const right = await register('应有公司');
    const refused = await act<ProblemBody>(right.id, 'identify', ADMIN, { creditCode: CODE, source });
    expect([told(refused), refused.body.detail.includes(wrong.id)]).toEqual(['409 organisation/code-taken', true]);
    const merged = await act(wrong.id, 'merge', ADMIN, { into: (await register('误填总公司')).id, reason });
    expect((await act<ProblemBody>(right.id, 'identify', ADMIN, { creditCode: CODE, source })).body.detail).toMatch(`${wrong.id}, which was merged into`);
    expect(told(await act(wrong.id, 'release', CHENGDU, { kind: 'credit-code', reason }))).toBe('403 access/not-your-route');
    expect(faults(await act(wrong.id, 'release', ADMIN, { kind: 'public-key', reason }))).toEqual(['/kind request/invalid-value']);
    const released = await node.command(`/v1/organisations/${wrong.id}/release`, ADMIN, { kind: 'credit-code', reason }, { key: 'release-1' });
    expect([told(released), released.body.version]).toEqual(['200', merged.body.version + 1]);
    const again = await node.command(`/v1/organisations/${wrong.id}/release`, ADMIN, { kind: 'credit-code', reason }, { key: 'release-1', api: 1 });
    expect([told(again), again.headers.get('idempotent-replayed')]).toEqual(['200', 'true']);
    expect((await act(wrong.id, 'release', ADMIN, { kind: 'credit-code', reason })).body.version).toBe(merged.body.version + 1);
    expect(told(await act(right.id, 'identify', ADMIN, { creditCode: CODE, source }))).toBe('200');
    expect([(await get(wrong.id)).creditCode, (await get(right.id)).creditCode]).toEqual([null, CODE]);
    expect(told(await act(randomUUID(), 'release', ADMIN, { kind: 'account', reason }))).toBe('404 organisation/not-found');
  });

  it('are told every fault of what was sent at once', async () => {
    const several = await node.command('/v1/organisations', ADMIN, body('某', {
      source: undefined, creditCode: '91350100M000100Y4Z', existsFrom: '2020', names: [{ language: 'zh', name: '某', from: '2019' }],
      parents: [{ organisation: randomUUID(), relation: 'branch-of' }],
    }));
    expect([told(several), faults(several)]).toEqual(['422 organisation/source-required', [
      '/creditCode organisation/code-invalid', '/names/0/from organisation/before-what-it-changes', '/parents/0/organisation organisation/parent-unknown', '/source organisation/source-required',
    ]]);
    expect(told(await node.command('/v1/organisations', CHENGDU, body('某', { source: undefined, account: 'some-account' })))).toBe('403 organisation/account-not-yours');
    const of = async (country: string): Promise<readonly string[]> => faults(await node.command('/v1/organisations', ADMIN, body('某', { foreignRegister: { country, register: 'r', number: '1' } })));
    expect([await of('HK'), await of('XX'), await of('510100')]).toEqual([
      ['/foreignRegister/country region/unknown-code'], ['/foreignRegister/country organisation/country-unknown'], ['/foreignRegister/country organisation/register-not-outside'],
    ]);
  });

  it('find what belongs to a body on a day, and nothing by punctuation', async () => {
    const head = await register('某某集团');
    const branch = await register('某某集团一分公司', { parents: [{ organisation: head.id, relation: 'branch-of', from: '2010', to: '2020' }] });
    const { position } = await register('某某集团二分公司', { parents: [{ organisation: head.id, relation: 'branch-of' }] });
    expect(await found(`parent=${head.id}&validAt=2015&minPosition=${position}`)).toHaveLength(2);
    expect(await found(`parent=${head.id}&minPosition=${position}`)).not.toContain(branch.id);
    for (const q of ['', ' ', '·', '（）']) expect(await found(`q=${encodeURIComponent(q)}&minPosition=${position}`)).toEqual([]);
    expect(await found(`q=${encodeURIComponent('集')}&minPosition=${position}`)).toHaveLength(3);
  });

  it('let a body stand until the last day that its closing covers', async () => {
    const { id } = await register('歇业公司', { existsFrom: '2001' });
    expect(told(await act(id, 'close', ADMIN, { on: '2023', reason }))).toBe('422 organisation/source-required');
    const closed = await act(id, 'close', ADMIN, { on: '2023', reason, source });
    const at = async (validAt: string): Promise<string> => (await get(id, `?validAt=${validAt}`)).status;
    expect([await at('2022'), await at('2023-06-30'), await at('2023-12-31'), await at('2024-01-01')]).toEqual(['live', 'live', 'live', 'closed']);
    expect(await found(`status=live&validAt=2023-12-31&minPosition=${closed.body.position}`)).toContain(id);
    expect(await found(`status=closed&validAt=2023-12-31&minPosition=${closed.body.position}`)).not.toContain(id);
  });

  it('tell who follows the list only what has changed after a position, page by page', async () => {
    type Item = Readonly<{ id: string; position: number; absorbed: readonly Readonly<{ organisation: string }>[] }>;
    const changed = async (after: number, more = ''): Promise<Page<Item>> => (await node.get<Page<Item>>(`/v1/organisations?changedAfter=${after}${more}`, SHANGHAI)).body;
    const made = [await register('跟踪甲公司'), await register('跟踪乙公司', { region: '500000' }), await register('跟踪丙公司')] as const;
    const [one, two, three] = made;
    expect((await changed(one.position - 1, `&minPosition=${three.position}`)).items.map(({ id, position }) => [id, position])).toEqual(made.map(({ id, position }) => [id, position]));
    expect((await changed(one.position)).items.map(({ id }) => id)).toEqual([two.id, three.id]);
    expect((await changed(one.position, '&region=500000')).items.map(({ id }) => id)).toEqual([two.id]);
    expect((await changed(three.position)).items).toEqual([]);
    const renamed = await act(one.id, 'rename', ADMIN, { name: { language: 'zh', name: '跟踪甲有限公司' }, from: '2020', source });
    expect(told(renamed)).toBe('200');
    // A merger changes the record that stands, too.
    const merged = await act(three.id, 'merge', ADMIN, { into: two.id, reason });
    const both = (await changed(three.position, `&minPosition=${merged.body.position}`)).items;
    expect(both.map(({ id, position }) => [id, position])).toEqual([[one.id, renamed.body.position], [two.id, merged.body.position], [three.id, merged.body.position]]);
    expect(both[1]?.absorbed).toMatchObject([{ organisation: three.id }]);
    // What changes between two pages is told as it was, and comes with the next question, from the greatest position of the pages on.
    const first = await changed(three.position, '&limit=1');
    const again = await act(three.id, 'unmerge', ADMIN, { reason });
    const rest = await changed(three.position, `&minPosition=${again.body.position}&cursor=${first.next}`);
    expect([...first.items, ...rest.items]).toEqual(both);
    expect((await changed(merged.body.position)).items.map(({ id, position }) => [id, position])).toEqual([[two.id, again.body.position], [three.id, again.body.position]]);
    expect(told(await node.get(`/v1/organisations?changedAfter=${again.body.position + 1_000}`, SHANGHAI))).toBe('400 read/beyond-head');
    expect(faults(await node.get('/v1/organisations?changedAfter=-1', SHANGHAI))).toEqual(['/changedAfter request/too-small']);
  });

  it('say who asked for a key, and take a key for rotated only where it was', async () => {
    const { id } = await register('中国工商银行成都分行', { account: 'icbc-chengdu-branch', types: [{ type: 'bank-branch' }] });
    const [first, second] = [newKey(), newKey()];
    const beside = { kid: 'mine', alg: 'EdDSA', use: 'sig', ext: true, key_ops: ['verify'] };
    const sent = { key: { ...first.key, ...beside }, proof: proofOf(id, first) };
    expect(faults(await act(id, 'register-key', BANK, { ...sent, key: { ...first.key, d: first.d } }))).toEqual(['/key/d organisation/key-private']);
    expect(faults(await act(id, 'register-key', BANK, { ...sent, proof: `${sent.proof}==` }))).toEqual(['/proof organisation/signature-malformed']);
    const asked = await act<Accepted & { kid: string }>(id, 'register-key', BANK, sent);
    expect([told(asked), asked.body.kid]).toEqual(['200', first.kid]);
    const { pending: { keys: [waiting] } } = await get(id);
    expect(waiting).toEqual({ kid: first.kid, key: first.key, from: null, replaces: null, askedBy: 'icbc-chengdu-branch', since: expect.stringMatching(/^\d{4}-.*Z$/) });
    await act(id, 'approve-key', BANK_SECOND, { key: first.kid }, 2);
    const rotate = (to: ReturnType<typeof newKey>, endorser: ReturnType<typeof newKey>) => {
      const text = rotation(id, to, first.kid);
      return act(id, 'rotate-key', BANK, { old: first.kid, key: to.key, proof: to.signs(text), endorsement: endorser.signs(text) });
    };
    expect(told(await rotate(first, first))).toBe('409 organisation/key-known');
    await act(id, 'register-key', BANK, { key: second.key, proof: proofOf(id, second) });
    expect(told(await rotate(second, second))).toBe('422 organisation/proof-fails');
    expect(told(await rotate(second, first))).toBe('409 organisation/key-known');
    expect(faults(await act(id, 'revoke-key', BANK, { key: first.kid, reason, from: '2999-01-01' }))).toEqual(['/from organisation/date-in-future']);
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    expect(told(await act(id, 'revoke-key', BANK, { key: first.kid, reason, from: today }))).toBe('200');

    const verify = (more: object, query = ''): Promise<Answer<ProblemBody>> =>
      node.call('POST', `/v1/organisations/${id}/verify-signature${query}`, { as: SHANGHAI, body: { text: '文', signature: first.signs('文'), kid: first.kid, ...more } });
    expect((await verify({})).body).toMatchObject({ valid: false, code: 'organisation/key-revoked' });
    expect(faults(await verify({ text: '文\0' }))).toEqual(['/text organisation/text-not-writable']);
    expect(faults(await verify({ text: '文\ud800' }))).toEqual(['/text organisation/text-not-writable']);
    expect(faults(await verify({ on: '2999-01-01' }))).toEqual(['/on organisation/date-in-future']);
    expect(faults(await verify({}, '?valdiAt=2020'))).toEqual(['/valdiAt request/unrecognized-keys']);
  });

  describe('about their people', () => {
    const people = (query: string, as: string): Promise<Answer<Page<Person>>> => node.get(`/v1/people?${query}`, as);
    const enter = (organisation: string, name: string, key?: string, query = '', more: object = {}): Promise<Answer<{ id: string }>> =>
      node.command(`/v1/people${query}`, CHENGDU, { organisation, name, ...more }, key === undefined ? {} : { key });

    it('are listed page by page for those who may read them', async () => {
      const { id } = await register('人员公司');
      const ids: string[] = [];
      for (const name of ['赵一', '钱二', '孙三']) ids.push((await enter(id, name)).body.id);
      expect(told(await node.command(`/v1/people/${ids[1]}/erase`, CHENGDU, { reason: '本人要求' }))).toBe('200');
      const first = await people(`organisation=${id}&limit=2`, CHENGDU);
      expect(first.body.items).toEqual([{ id: ids[0], name: '赵一', erased: false }, { id: ids[1], name: null, erased: true }]);
      expect(first.headers.get('link')).toContain(encodeURIComponent(first.body.next ?? ''));
      expect((await people(`organisation=${id}&limit=2&cursor=${first.body.next}`, CHENGDU)).body).toEqual({ items: [{ id: ids[2], name: '孙三', erased: false }], next: null });
      for (const as of [SHANGHAI, BANK, 'auditor']) expect(told(await people(`organisation=${id}`, as))).toBe('404 request/not-found');
      expect(told(await people(`organisation=${randomUUID()}`, CHENGDU))).toBe('404 request/not-found');
      expect(faults(await people(`organisation=${id}&name=x`, CHENGDU))).toEqual(['/name request/unrecognized-keys']);
      expect(faults(await people('', CHENGDU))).toEqual(['/organisation request/invalid-type']);
    });

    it('are entered and erased under a key that is used once, and rehearsed with what would be refused', async () => {
      const { id } = await register('演练公司');
      const dry = await enter(id, '李四', 'people-1', '?dryRun=true');
      expect([dry.status, told(await node.get(`/v1/people/${dry.body.id}`, CHENGDU))]).toEqual([200, '404 request/not-found']);
      const person = await enter(id, '李四', 'people-1');
      expect([told(person), person.body.id]).toEqual(['201', dry.body.id]);
      expect(told(await enter(id, '王五', 'people-1', '?dryRun=true'))).toBe('422 request/idempotency-key-reused');
      expect(told(await enter(id, '王五', undefined, '?dryRun=true', { id: person.body.id }))).toBe('409 person/exists');
      const erase = (why: string, key: string, query = ''): Promise<Answer<unknown>> => node.command(`/v1/people/${person.body.id}/erase${query}`, CHENGDU, { reason: why }, { key });
      expect(told(await erase('本人要求', 'erase-a', '?dryRun=true'))).toBe('200');
      expect(((await node.get(`/v1/people/${person.body.id}`, CHENGDU)).body as Person).name).toBe('李四');
      expect([told(await erase('本人要求', 'erase-a')), told(await erase('另有原因', 'erase-a')), told(await erase('另有原因', 'erase-a', '?dryRun=true'))])
        .toEqual(['200', '422 request/idempotency-key-reused', '422 request/idempotency-key-reused']);
      expect((await erase('本人要求', 'erase-a')).headers.get('idempotent-replayed')).toBe('true');
      expect([told(await erase('再次要求', 'erase-b')), told(await erase('不再要求', 'erase-b'))]).toEqual(['200', '422 request/idempotency-key-reused']);
    });

    it('of a merged record are known to associations over the one that stands', async () => {
      const [one, other] = [await register('并入公司'), await register('重庆公司', { region: '500000' })];
      const person = await enter(one.id, '周六');
      const chongqing = await associationOf(node.databaseUrl, '500000');
      const asks = async (path: string): Promise<number> => (await fetch(`${node.apis[0]?.url}${path}`, { headers: { Authorization: `Bearer ${chongqing}` } })).status;
      const all = async (): Promise<readonly number[]> => [await asks(`/v1/people/${person.body.id}`), await asks(`/v1/people?organisation=${one.id}`)];
      expect(await all()).toEqual([404, 404]);
      const merged = await act(one.id, 'merge', CHECKER, { into: other.id, reason });
      expect([told(merged), await all()]).toEqual(['200', [200, 200]]);
      expect(told(await node.get(`/v1/people/${person.body.id}`, CHONGQING))).toBe('404 request/not-found');
    });
  });

  it('leave views that a fresh fold of the log makes again', async () => expect(await differencesToAFreshFold(node.databaseUrl)).toEqual([]));
});
