import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { poolAs } from '@entente/infra/database/pools';
import { type PublicJwk, thumbprintOf } from '@entente/infra/crypto/ed25519';
import { differencesToAFreshFold } from '../support/fold.js';
import { type Accepted, type Answer, faults, told } from '../support/http.js';
import { startNode, type TestNode } from '../support/node.js';
import { ADMIN, CHECKER, CHENGDU, reason, SHANGHAI } from '../support/samples.js';

const BANK = 'bank';
const BANK_SECOND = 'bank:checker';
const source = { document: '第二十一届软博会手册', quote: '中国工商银行成都分行' };
/** Valid codes, each used by one test. */
const [CODE, CODE_LATER] = ['91350100M000100Y43', '91512081MA62K0260E'];
const CODE_WITH_WARNING = '91350211M0000XUF46';

type OrganisationBody = Readonly<{
  id: string; status: string; version: number; name: string; names: readonly { language: string; name: string }[]; formerNames: readonly { name: string }[];
  types: readonly { type: string }[]; creditCode: string | null; mergedInto: string | null; absorbed: readonly { organisation: string }[]; warnings: readonly { code: string }[];
  keys: readonly { kid: string; validFrom: string; validTo: string | null; ended: string | null }[]; pending: { keys: readonly { kid: string }[] }; history: readonly { type: string }[];
}>;
type Verdict = Readonly<{ valid: boolean; code: string | null; on: string }>;
type Page = Readonly<{ items: readonly OrganisationBody[]; next: string | null }>;

/** A key pair, its public half as a JWK, and what it signs. */
const newKey = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { kty, crv, x } = publicKey.export({ format: 'jwk' }) as PublicJwk;
  const key: PublicJwk = { kty, crv, x };
  return { key, kid: thumbprintOf(key), signs: (text: string): string => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url') };
};

/** The texts as docs/organisations.md writes them, without the code of the api. */
const textOf = {
  register: (id: string, { x }: PublicJwk) => `{"key":{"crv":"Ed25519","kty":"OKP","x":"${x}"},"organisation":"${id}","purpose":"register-key"}`,
  rotate: (id: string, { x }: PublicJwk, old: string) => `{"key":{"crv":"Ed25519","kty":"OKP","x":"${x}"},"old":"${old}","organisation":"${id}","purpose":"rotate-key"}`,
  authorise: (id: string, authority: string, person: string, from: string, to: string) =>
    `{"authority":"${authority}","from":"${from}","organisation":"${id}","person":"${person}","purpose":"authorise:pacts","to":"${to}"}`,
};
const dayInShanghai = (days: number): string => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

describe('organisations', () => {
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
  const get = async (id: string, query = '', as = ADMIN): Promise<OrganisationBody> => (await node.get<OrganisationBody>(`/v1/organisations/${id}${query}`, as)).body;
  const verify = async (id: string, asked: object, as = SHANGHAI): Promise<Verdict> => {
    const answer = await node.call<Verdict>('POST', `/v1/organisations/${id}/verify-signature`, { as, body: asked });
    expect(told(answer)).toBe('200');
    return answer.body;
  };

  it('are registered once under a code, by whichever of two apis was first', async () => {
    const both = await Promise.all([0, 1].map((api) => node.command('/v1/organisations', ADMIN, body(`甲${api}有限公司`, { creditCode: CODE }), { api })));
    expect(both.map(told).sort()).toEqual(['201', '409 organisation/code-taken']);
    const [won, lost] = both[0]?.status === 201 ? both : [...both].reverse();
    expect((lost?.body as unknown as { detail: string }).detail).toContain(won?.body.id);
    expect(told(await node.command('/v1/organisations', ADMIN, body('乙有限公司', { creditCode: CODE })))).toBe('409 organisation/code-taken');
    const page = (await node.get<Page>(`/v1/organisations?creditCode=${CODE}&minPosition=${won?.body.position}`)).body;
    expect(page.items.map(({ id }) => id)).toEqual([won?.body.id]);
  });

  it('check a code in two steps', async () => {
    const wrong = await node.command('/v1/organisations', ADMIN, body('丙', { creditCode: '91350100M000100Y4Z' }));
    expect([told(wrong), faults(wrong)]).toEqual(['422 organisation/code-invalid', ['/creditCode organisation/code-invalid']]);
    expect(told(await node.command('/v1/organisations', ADMIN, body('丙', { creditCode: CODE_WITH_WARNING })))).toBe('422 organisation/code-needs-evidence');
    const { id } = await register('丙', { creditCode: CODE_WITH_WARNING, creditCodeEvidence: source });
    expect((await get(id)).warnings.map(({ code }) => code)).toEqual(['organisation/code-check-fails', 'organisation/code-region-unknown']);
    const late = await register('丁');
    expect(told(await act(late.id, 'identify', ADMIN, { creditCode: CODE_LATER, source }))).toBe('200');
    expect(await get(late.id)).toMatchObject({ creditCode: CODE_LATER, warnings: [] });
    expect(faults(await act(late.id, 'identify', ADMIN, { source }))).toEqual([' organisation/nothing-to-identify']);
  });

  it('are submitted by an officer of their region, and by no other', async () => {
    expect(told(await node.command('/v1/organisations', CHENGDU, body('戊', { source: undefined })))).toBe('201');
    expect(told(await node.command('/v1/organisations', CHENGDU, body('戊')))).toBe('403 organisation/attest-not-yours');
    expect(told(await node.command('/v1/organisations', SHANGHAI, body('戊', { source: undefined })))).toBe('403 organisation/region-not-yours');
    const several = await node.command('/v1/organisations', ADMIN, { names: [{ language: 'chinese', name: '' }], region: 'HK', foreignRegister: { country: '510100', register: 'r', number: '1' } });
    expect(faults(several)).toEqual(['/foreignRegister/country organisation/register-not-outside', '/names/0/language organisation/language-malformed', '/names/0/name request/too-small', '/region region/unknown-code']);
  });

  it('are found under all their names, and were called otherwise at a date', async () => {
    const { id } = await register('蓉城软件园管理公司', { existsFrom: '2010', types: [{ type: 'park' }, { type: 'enterprise', from: '2015' }] });
    const renamed = await act(id, 'rename', ADMIN, { name: { language: 'zh', name: '天府软件园运营公司' }, from: '2020-05-01', source });
    const { position } = (await act(id, 'alias', ADMIN, { text: '天俯软件园', kind: 'misprint', confidence: '0.9', source })).body;
    expect(await get(id)).toMatchObject({ name: '天府软件园运营公司', formerNames: [{ name: '蓉城软件园管理公司', to: '2020-05-01' }], types: [{ type: 'park' }, { type: 'enterprise' }] });
    expect(await get(id, '?validAt=2014')).toMatchObject({ name: '蓉城软件园管理公司', types: [{ type: 'park' }], formerNames: [] });
    expect(told(await node.get(`/v1/organisations/${id}?validAt=2009`))).toBe('404 request/not-found');
    expect((await get(id, `?asOf=position:${renamed.body.position - 1}`)).name).toBe('蓉城软件园管理公司');
    const found = async (query: string): Promise<readonly string[]> => (await node.get<Page>(`/v1/organisations?${query}&minPosition=${position}`, SHANGHAI)).body.items.map((each) => each.id);
    for (const q of ['蓉城软件园', '天府软件园', '天俯软件园', '俯']) expect(await found(`q=${encodeURIComponent(q)}`)).toContain(id);
    expect(await found(`q=${encodeURIComponent('建设银行')}`)).toEqual([]);
    expect(await found('type=park&region=510000')).toContain(id);
    expect(await found('type=park&region=310000')).toEqual([]);
    expect(await found('type=enterprise&validAt=2014&region=510100')).not.toContain(id);
  });

  it('are listed page by page', async () => {
    const { position } = await register('末页公司');
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body: page }: { body: Page } = await node.get<Page>(`/v1/organisations?limit=2&cursor=${cursor}&minPosition=${position}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(4);
  });

  it('are merged where two records are one body, and what they were when that is undone', async () => {
    const [one, other] = [await register('己有限公司', { asPrinted: '己公司' }), await register('己公司')];
    const { history: _, version: __, ...before } = await get(one.id);
    const merged = await act(one.id, 'merge', ADMIN, { into: other.id, reason });
    expect(await get(one.id, `?minPosition=${merged.body.position}`)).toMatchObject({ status: 'merged', mergedInto: other.id });
    expect((await get(other.id, `?minPosition=${merged.body.position}`)).absorbed).toEqual([{ organisation: one.id, name: '己有限公司' }]);
    expect(told(await act(one.id, 'rename', ADMIN, { name: { language: 'zh', name: '庚' }, from: '2024', source }))).toBe('409 organisation/merged');
    expect(told(await act(one.id, 'merge', CHENGDU, { into: other.id, reason }))).toBe('403 access/not-your-route');
    const undone = await act(one.id, 'unmerge', ADMIN, { reason });
    const { history, version, ...after } = await get(one.id, `?minPosition=${undone.body.position}`);
    expect({ ...after, asOf: null }).toEqual({ ...before, asOf: null });
    expect([version, history.map(({ type }) => type)]).toEqual([3, ['OrganisationRegistered', 'OrganisationMerged', 'OrganisationUnmerged']]);
    expect((await get(other.id, `?minPosition=${undone.body.position}`)).absorbed).toEqual([]);
    expect((await get(other.id, `?asOf=position:${merged.body.position}`)).absorbed).toHaveLength(1);
  });

  it('are suggested for what is printed, the record that stands for one that was merged', async () => {
    const [one, other] = [await register('成都示范软件产业服务中心'), await register('成都服务中心（示范）')];
    await act(one.id, 'alias', ADMIN, { text: '成都示范软什产业服务中心', kind: 'misprint', confidence: '0.8', source });
    const candidates = async (q: string, minPosition: number): Promise<readonly { id: string; by: string; score: string; matched: string }[]> =>
      (await node.get<{ items: readonly { id: string; by: string; score: string; matched: string }[] }>(`/v1/resolve?q=${encodeURIComponent(q)}&kind=organisation&minPosition=${minPosition}`, SHANGHAI)).body.items;
    const merged = await act(one.id, 'merge', ADMIN, { into: other.id, reason });
    expect((await candidates('成都示范软件产业服务中心', merged.body.position))[0]).toMatchObject({ id: other.id, by: 'name', score: '1.00' });
    const undone = await act(one.id, 'unmerge', ADMIN, { reason });
    expect((await candidates('成都示范软什产业服务中心', undone.body.position))[0]).toMatchObject({ id: one.id, by: 'misprint', score: '0.80', source });
    expect(await candidates('完全不同的名称', undone.body.position)).toEqual([]);
    expect((await candidates(CODE, undone.body.position))[0]).toMatchObject({ by: 'credit-code', matched: CODE, score: '1.00' });
  });

  it('hold keys with proof of possession, approved by a second person, rotated, and not trusted after', async () => {
    const { id } = await register('中国工商银行成都分行', { account: 'icbc-chengdu-branch', types: [{ type: 'bank-branch' }] });
    const [first, second] = [newKey(), newKey()];
    expect(told(await act(id, 'register-key', BANK, { key: first.key, proof: second.signs(textOf.register(id, first.key)) }))).toBe('422 organisation/proof-fails');
    expect(told(await act(id, 'register-key', SHANGHAI, { key: first.key, proof: first.signs(textOf.register(id, first.key)) }))).toBe('403 organisation/not-yours');
    const asked = await act<Accepted & { kid: string }>(id, 'register-key', BANK, { key: first.key, proof: first.signs(textOf.register(id, first.key)) });
    expect([told(asked), asked.body.kid]).toEqual(['200', first.kid]);
    const text = '共同倡议书，第一条。';
    const signed = { text, signature: first.signs(text), kid: first.kid };
    expect(await verify(id, signed)).toMatchObject({ valid: false, code: 'organisation/key-not-approved' });

    expect(told(await act(id, 'approve-key', BANK_SECOND, { key: first.kid }))).toBe('428 request/if-match-missing');
    expect(told(await act(id, 'approve-key', BANK, { key: first.kid }, 2))).toBe('403 organisation/same-person');
    expect(told(await act(id, 'approve-key', BANK_SECOND, { key: first.kid }, 1))).toBe('412 request/version-moved');
    expect(told(await act(id, 'approve-key', BANK_SECOND, { key: first.kid }, 2))).toBe('200');
    expect(await verify(id, signed)).toMatchObject({ valid: true, code: null });
    expect(await verify(id, { ...signed, text: `${text} ` })).toMatchObject({ code: 'organisation/signature-fails' });
    const textHash = createHash('sha256').update(text).digest('hex');
    expect(await verify(id, { textHash, signature: first.signs(textHash), kid: first.kid })).toMatchObject({ valid: true });
    expect(await verify(id, { textHash, signature: signed.signature, kid: first.kid })).toMatchObject({ code: 'organisation/signature-fails' });
    expect(faults(await node.call('POST', `/v1/organisations/${id}/verify-signature`, { as: SHANGHAI, body: { ...signed, textHash, purpose: 'pacts' } }))).toEqual(['/person organisation/purpose-of-nobody', '/text organisation/text-or-hash']);
    expect(await verify(id, { ...signed, on: '2020-01-01' })).toMatchObject({ code: 'organisation/key-not-yet-valid' });

    const rotation = textOf.rotate(id, second.key, first.kid);
    expect(told(await act(id, 'rotate-key', BANK, { old: first.kid, key: second.key, proof: second.signs(rotation), endorsement: second.signs(rotation) }))).toBe('422 organisation/proof-fails');
    expect(told(await act(id, 'rotate-key', BANK, { old: first.kid, key: second.key, proof: second.signs(rotation), endorsement: first.signs(rotation) }))).toBe('200');
    expect(await verify(id, signed)).toMatchObject({ valid: true });
    expect(told(await act(id, 'approve-key', BANK_SECOND, { key: second.kid }, 4))).toBe('200');
    const { keys } = await get(id);
    expect(keys.map(({ kid, ended }) => [kid, ended])).toEqual([[first.kid, 'rotated'], [second.kid, null]]);
    expect(await verify(id, signed)).toMatchObject({ valid: false, code: 'organisation/key-rotated' });
    expect(await verify(id, { ...signed, on: keys[0]?.validFrom })).toMatchObject({ valid: true });
    expect(await verify(id, { ...signed, signature: second.signs(text), kid: second.kid })).toMatchObject({ valid: true });
    const third = newKey();
    const again = textOf.rotate(id, third.key, first.kid);
    expect(told(await act(id, 'rotate-key', BANK, { old: first.kid, key: third.key, proof: third.signs(again), endorsement: first.signs(again) }))).toBe('409 organisation/key-not-valid');

    const foreign = await register('辛公司');
    expect(told(await act(foreign.id, 'register-key', ADMIN, { key: first.key, proof: first.signs(textOf.register(foreign.id, first.key)) }))).toBe('409 organisation/key-taken');
    expect(told(await act(id, 'revoke-key', BANK, { key: second.kid, reason }))).toBe('200');
    expect(await verify(id, { ...signed, signature: second.signs(text), kid: second.kid })).toMatchObject({ code: 'organisation/key-revoked' });
    expect(JSON.stringify(await get(id))).not.toContain('bank-officer');
  });

  it('grant authority that ends, to people whom only they and those above them know', async () => {
    const { id } = await register('壬公司');
    const person = await node.command<{ id: string; organisation: string }>('/v1/people', CHENGDU, { organisation: id, name: '张三', contact: '138…' }, { key: 'person-1' });
    expect([told(person), person.headers.get('location')]).toEqual(['201', `/v1/people/${person.body.id}`]);
    const again = await node.command<{ id: string }>('/v1/people', CHENGDU, { organisation: id, name: '张三', contact: '138…' }, { key: 'person-1' });
    expect([again.body.id, again.headers.get('idempotent-replayed')]).toEqual([person.body.id, 'true']);
    expect(told(await node.command('/v1/people', CHENGDU, { organisation: id, name: '李四' }, { key: 'person-1' }))).toBe('422 request/idempotency-key-reused');
    expect(told(await node.command('/v1/people', CHENGDU, { id: person.body.id, organisation: id, name: '李四' }))).toBe('409 person/exists');
    expect(told(await node.command('/v1/people', SHANGHAI, { organisation: id, name: '李四' }))).toBe('403 person/organisation-not-yours');
    const path = `/v1/people/${person.body.id}`;
    expect((await node.get(path, CHENGDU)).body).toEqual({ id: person.body.id, organisation: id, name: '张三', contact: '138…', erased: false });
    expect([told(await node.get(path, SHANGHAI)), told(await node.get(path, BANK)), told(await node.get(path, 'auditor'))]).toEqual(['404 request/not-found', '404 request/not-found', '404 request/not-found']);

    const key = newKey();
    await act(id, 'register-key', ADMIN, { key: key.key, proof: key.signs(textOf.register(id, key.key)) });
    await act(id, 'approve-key', CHECKER, { key: key.kid }, 2);
    const [authority, from, yesterday, today] = [randomUUID(), '2024-01-01', dayInShanghai(-1), dayInShanghai(0)];
    const grant = (to: string) => ({ authority, person: person.body.id, purpose: 'pacts', from, to, kid: key.kid, signature: key.signs(textOf.authorise(id, authority, person.body.id, from, yesterday)) });
    expect(told(await act(id, 'authorise', ADMIN, grant(today)))).toBe('422 organisation/proof-fails');
    expect(told(await act(id, 'authorise', ADMIN, { ...grant(yesterday), person: randomUUID() }))).toBe('422 organisation/person-unknown');
    expect((await act<Accepted & { authority: string }>(id, 'authorise', ADMIN, grant(yesterday))).body.authority).toBe(authority);
    const signed = { text: '协议', signature: key.signs('协议'), kid: key.kid, person: person.body.id, purpose: 'pacts' };
    expect(await verify(id, signed)).toMatchObject({ code: 'organisation/authority-not-approved' });
    expect(told(await act(id, 'approve-authority', ADMIN, { authority }, 4))).toBe('403 organisation/same-person');
    expect(told(await act(id, 'approve-authority', CHECKER, { authority }, 4))).toBe('200');
    expect(await verify(id, signed)).toMatchObject({ valid: false, code: 'organisation/authority-over' });

    const attested = await act<Accepted & { authority: string }>(id, 'authorise', ADMIN, { person: person.body.id, purpose: 'all', from: today, source });
    expect(told(await act(id, 'approve-authority', CHECKER, { authority: attested.body.authority }, 6))).toBe('200');
    expect(await verify(id, signed)).toMatchObject({ valid: true });
    expect(await verify(id, { ...signed, purpose: 'credit' })).toMatchObject({ valid: true });
    expect(told(await act(id, 'revoke-authority', ADMIN, { authority: attested.body.authority, on: today, reason }))).toBe('200');
    expect(await verify(id, signed)).toMatchObject({ code: 'organisation/authority-revoked' });

    expect(told(await node.command(`${path}/erase`, SHANGHAI, { reason: '本人要求' }))).toBe('404 request/not-found');
    const erased = await Promise.all([1, 2].map(() => node.command(`${path}/erase`, CHENGDU, { reason: '本人要求' }, { key: 'erase-1' })));
    expect([erased.map(told), erased.map(({ headers }) => headers.get('idempotent-replayed')).sort()]).toEqual([['200', '200'], [null, 'true'].sort()]);
    expect((await node.command(`${path}/erase`, CHENGDU, { reason: '再次要求' })).headers.get('idempotent-replayed')).toBeNull();
    expect((await node.get(path, CHENGDU)).body).toEqual({ id: person.body.id, organisation: id, name: null, contact: null, erased: true });
    expect(JSON.stringify(await get(id))).not.toContain('张三');
    expect(told(await node.command('/v1/people', CHENGDU, { organisation: id, name: '张三', contact: '138…' }, { key: 'person-1' }))).toBe('201');
    expect(((await node.get(path, CHENGDU)).body as { erased: boolean }).erased).toBe(true);
  });

  it('keep people where the role of the api finds one, lists those of one body and cannot read the tables', async () => {
    const pool = poolAs(node.databaseUrl, 'entente_query', 1);
    try {
      await expect(pool.query('select * from personal.people')).rejects.toThrow(/permission denied/);
      await expect(pool.query('select * from personal.erasures')).rejects.toThrow(/permission denied/);
      await expect(pool.query('update personal.people set name = null')).rejects.toThrow(/permission denied/);
      expect((await pool.query('select * from personal.person_of($1)', [randomUUID()])).rows).toEqual([]);
    } finally {
      await pool.end();
    }
  });

  it('close on a day', async () => {
    const { id } = await register('癸公司', { existsFrom: '2001' });
    expect(told(await act(id, 'close', ADMIN, { on: '2000', reason, source }))).toBe('422 organisation/before-what-it-changes');
    expect(told(await act(id, 'close', ADMIN, { on: '2023-06-30', reason, source }))).toBe('200');
    expect([(await get(id)).status, (await get(id, '?validAt=2023-05')).status]).toEqual(['closed', 'live']);
    expect(told(await act(id, 'register-key', ADMIN, { key: newKey().key, proof: newKey().signs('x') }))).toBe('409 organisation/closed');
  });

  it('are rehearsed without being registered', async () => {
    const rehearsed = await node.command<{ dryRun: boolean; events: readonly { type: string }[] }>('/v1/organisations?dryRun=true', ADMIN, body('试公司', { creditCode: '91440300708461136T' }));
    expect([rehearsed.status, rehearsed.body.events.map(({ type }) => type)]).toEqual([200, ['OrganisationRegistered', 'IdentifierReserved']]);
    expect(told(await node.command('/v1/organisations', ADMIN, body('真公司', { creditCode: '91440300708461136T' })))).toBe('201');
  });

  it('leave views that a fresh fold of the log makes again', async () => expect(await differencesToAFreshFold(node.databaseUrl)).toEqual([]));
});
