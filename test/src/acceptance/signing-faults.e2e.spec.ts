import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { faults, type ProblemBody, told } from '../support/http.js';
import { startNode, type TestNode } from '../support/node.js';
import { attested, submitted } from '../support/road.js';
import { ADMIN, CHENGDU, CHONGQING, money, plain, reason, SHANGHAI, source, submission } from '../support/samples.js';

const VERBS = ['return', 'resubmit', 'confirm', 'approve', 'withdraw', 'correct', 'amend', 'terminate'] as const;
const BODIES: Readonly<Record<(typeof VERBS)[number], unknown>> = {
  return: { reason }, resubmit: { changes: {}, reason }, confirm: {}, approve: {}, withdraw: { reason },
  correct: { changes: { project: 'x' }, reason }, amend: { changes: { project: 'x' }, reason, effectiveOn: '2024-05-01' },
  terminate: { reason, on: '2024-06-30' },
};

/** What the api refuses, and how it says so. */
describe('the api refuses', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres' });
  });
  afterAll(() => node?.stop());
  const submit = (body: unknown, headers: Record<string, string> = {}, as = CHENGDU) => node.command('/v1/signings', as, body, { headers });

  it.each([
    ['an unknown region', submission({ hosts: [{ region: '999999' }] }), ['/hosts/0/region region/unknown-code']],
    ['a placeholder for a region', submission({ counterpart: { region: '500100' } }), ['/counterpart/region region/unknown-code']],
    ['Hong Kong as a country', submission({ investors: [{ name: 'A', region: 'HK' }] }), ['/investors/0/region region/unknown-code']],
    ['a wrong credit code', submission({ investors: [{ name: 'A', creditCode: '91440300708461236Y' }] }), ['/investors/0/creditCode credit-code/invalid']],
    ['shares of 0.99', submission({ hosts: [{ region: '510100', share: '0.5' }, { region: '500000', share: '0.49' }] }), ['/hosts signing/shares-not-one']],
    ['thirds that are rounded', submission({ hosts: ['510100', '500000', '310000'].map((region) => ({ region, share: '0.3333' })), counterpart: null }), ['/hosts signing/shares-not-one']],
    ['two hosts without shares', submission({ hosts: [{ region: '510100' }, { region: '500000' }] }), ['/hosts/0/share signing/share-malformed', '/hosts/1/share signing/share-malformed']],
    ['a host that is named twice', submission({ hosts: [{ region: '510100', share: '0.5' }, { region: '510100', share: '0.5' }] }), ['/hosts signing/host-twice']],
    ['a day that is not in the calendar', submission({ signedOn: '2024-02-30' }), ['/signedOn date/malformed']],
    ['an amount with three decimals', submission({ amount: money('1.001') }), ['/amount/amount money/malformed']],
    ['an amount of nothing', submission({ amount: money('0.00') }), ['/amount/amount money/malformed']],
    ['an amount that is a number', submission({ amount: { ...money('1'), amount: 1 } }), ['/amount/amount request/invalid-type']],
    ['a field that it does not know', submission({ colour: 'red' }), ['/colour request/unrecognized-keys']],
  ])('%s', async (_, body, expected) => {
    const answer = await submit(body);
    expect(told(answer)).toBe('422 request/invalid');
    expect(faults(answer)).toEqual(expected);
  });

  it('several faults at once, each with its place and in the language asked for', async () => {
    const body = submission({
      kind: 'palace', hosts: [{ region: '510100', share: '0.5' }, { region: '500000', share: '0.49' }], counterpart: { region: '999999' },
      amount: money('-1'), signedOn: 'yesterday', investors: [{ name: '', creditCode: '1' }],
    });
    const [en, zh] = await Promise.all([submit(body, { 'Accept-Language': 'en' }), submit(body, { 'Accept-Language': 'zh-CN,zh;q=0.9,en;q=0.8' })]);
    const expected = [
      '/amount/amount money/malformed', '/counterpart/region region/unknown-code', '/hosts signing/shares-not-one',
      '/investors/0/creditCode credit-code/invalid', '/investors/0/name request/too-small', '/kind request/invalid-value', '/signedOn date/malformed',
    ];
    expect([faults(en), faults(zh)]).toEqual([expected, expected]);
    expect([en.headers.get('content-language'), zh.headers.get('content-language')]).toEqual(['en', 'zh']);
    for (const { message } of (en.body as unknown as ProblemBody).errors) expect(message).not.toMatch(/\p{Script=Han}/u);
    for (const { message } of (zh.body as unknown as ProblemBody).errors) expect(message).toMatch(/\p{Script=Han}/u);
    expect((zh.body as unknown as ProblemBody).instance).toBe('/v1/signings');
  });

  it.each([
    ['a date in the future', submission({ signedOn: '2999-01-01' }), '422 signing/date-in-future'],
    ['a counterpart that is a host', submission({ counterpart: { region: '500000' } }), '422 signing/counterpart-is-host'],
    ['hosts that all lie outside the caller’s regions', submission({ hosts: [{ region: '310000' }], counterpart: null }), '403 signing/host-not-yours'],
  ])('%s', async (_, body, expected) => {
    expect(told(await submit(body))).toBe(expected);
  });

  it('who has no key, or one that it does not know', async () => {
    const none = await node.call('GET', '/v1/signings');
    expect([told(none), none.headers.get('www-authenticate')]).toEqual(['401 access/no-key', 'Bearer']);
    const wrong = await node.call('GET', '/v1/signings', { headers: { Authorization: `Bearer ${node.keys[ADMIN]?.slice(0, -1)}_` } });
    expect(told(wrong)).toBe('401 access/unknown-key');
  });

  it('roles that a route is not for', async () => {
    const id = randomUUID();
    const wrong = async (as: string, verbs: readonly string[]): Promise<void> => {
      for (const verb of verbs) {
        expect([verb, told(await node.command(`/v1/signings/${id}/${verb}`, as, BODIES[verb as 'return'], { ifMatch: 1 }))]).toEqual([verb, '403 access/not-your-route']);
      }
    };
    for (const as of ['bank', 'report', 'auditor']) await wrong(as, VERBS);
    await wrong(CHENGDU, ['approve']);
    await wrong(ADMIN, ['confirm']);
    expect(told(await submit(submission(), {}, 'report'))).toBe('403 access/not-your-route');
    expect(told(await node.get('/v1/signings', 'bank'))).toBe('403 access/not-your-route');
    expect(told(await node.get(`/v1/signings/${id}`, 'bank'))).toBe('403 access/not-your-route');
  });

  it('a foreign signing in the same words as one that does not exist, on every verb and on reading', async () => {
    const foreign = (await attested(node, plain({ hosts: [{ region: '500000' }], investors: [{ name: 'A', region: '310000' }] }))).id;
    const absent = randomUUID();
    for (const id of [foreign, absent]) {
      for (const verb of VERBS.filter((each) => each !== 'approve')) {
        for (const ifMatch of [1, 2, 9]) {
          const answer = await node.command<ProblemBody>(`/v1/signings/${id}/${verb}`, SHANGHAI, BODIES[verb], { ifMatch });
          expect([verb, told(answer), answer.headers.get('etag')]).toEqual([verb, '404 signing/not-found', null]);
        }
      }
      expect(told(await node.get(`/v1/signings/${id}`, SHANGHAI))).toBe('404 request/not-found');
    }
    expect(told(await node.command(`/v1/signings/${absent}/approve`, ADMIN, {}, { ifMatch: 1 }))).toBe('404 signing/not-found');
    expect(told(await node.get(`/v1/signings/${foreign}`, CHONGQING))).toBe('200');
  });

  it('acts of a region that is concerned and not entitled', async () => {
    const { id } = await submitted(node, CHENGDU, submission());
    const by = (as: string, verb: (typeof VERBS)[number]) => node.command(`/v1/signings/${id}/${verb}`, as, BODIES[verb], { ifMatch: 1 });
    expect(told(await by(CHENGDU, 'confirm'))).toBe('403 signing/not-asked');
    expect(told(await by(CHENGDU, 'return'))).toBe('403 signing/not-a-reviewer');
    expect(told(await by(CHONGQING, 'withdraw'))).toBe('403 signing/not-the-submitter');
    expect(told(await by(SHANGHAI, 'correct'))).toBe('403 signing/not-the-submitter');
    expect(told(await by(CHENGDU, 'resubmit'))).toBe('409 signing/not-returned');
    expect(told(await by(CHENGDU, 'terminate'))).toBe('409 signing/not-admitted');
  });

  it('an act on a version that nobody has seen, or that has moved', async () => {
    const { id } = await submitted(node, CHENGDU, submission());
    for (const [verb, as] of [['confirm', CHONGQING], ['return', CHONGQING], ['approve', ADMIN]] as const) {
      expect(told(await node.command(`/v1/signings/${id}/${verb}`, as, BODIES[verb]))).toBe('428 request/if-match-missing');
      const stale = await node.command(`/v1/signings/${id}/${verb}`, as, BODIES[verb], { ifMatch: 7 });
      expect([told(stale), stale.headers.get('etag')]).toEqual(['412 request/version-moved', '"1"']);
      expect(told(await node.command(`/v1/signings/${id}/${verb}`, as, BODIES[verb], { ifMatch: 'x' }))).toBe('400 request/if-match-malformed');
    }
    expect(told(await node.command(`/v1/signings/${id}/withdraw`, CHENGDU, { reason }, { ifMatch: 7 }))).toBe('412 request/version-moved');
    expect(told(await node.command(`/v1/signings/${id}/confirm`, CHONGQING, {}, { ifMatch: 1 }))).toBe('200');
    expect(told(await node.command(`/v1/signings/${id}/confirm`, SHANGHAI, {}, { ifMatch: 1 }))).toBe('412 request/version-moved');
  });

  it('bodies that are no JSON, too large or of another type, and keeps the connection sound', async () => {
    const post = (body: string, headers: Record<string, string> = {}) =>
      node.call('POST', '/v1/signings', { as: CHENGDU, body, headers: { 'Idempotency-Key': randomUUID(), ...headers } });
    expect(told(await post('{"project": '))).toBe('400 request/malformed');
    expect(told(await post(JSON.stringify({ project: 'x'.repeat(10 * 1024 * 1024) })))).toBe('413 request/too-large');
    expect(told(await post('project=x', { 'Content-Type': 'application/x-www-form-urlencoded' }))).toBe('415 request/media-type');
    expect(told(await post('project', { 'Content-Type': 'text/plain' }))).toBe('415 request/media-type');
    expect(told(await post('', { 'Content-Type': 'application/json' }))).toBe('400 request/malformed');
    expect(told(await post('<a/>', { 'Content-Type': 'application/xml' }))).toBe('415 request/media-type');
    expect(told(await submit(submission({ project: 'a\u0000b' })))).toMatch(/^422 /);
    expect(told(await submit(submission({ project: '\ud800' })))).toMatch(/^422 /);
    expect(told(await submit(submission()))).toBe('201');
  });

  it('questions about what is not known yet', async () => {
    const { id, position } = await submitted(node, CHENGDU, submission());
    expect(told(await node.get(`/v1/signings/${id}?minPosition=${position + 1_000}`))).toBe('400 read/beyond-head');
    expect(told(await node.get(`/v1/signings/${id}?asOf=position:${position + 1_000}`))).toBe('400 read/beyond-head');
    expect(told(await node.get(`/v1/signings?minPosition=${position + 1_000}`))).toBe('400 read/beyond-head');
    expect(told(await node.get(`/v1/signings/${id}?asOf=2999-01-01T00:00:00Z`))).toBe('400 read/as-of-future');
    expect(faults(await node.get(`/v1/signings/${id}?asOf=yesterday&validAt=2024-13`))).toEqual(['/asOf read/as-of-malformed', '/validAt read/valid-at-malformed']);
    expect(faults(await node.get('/v1/signings?cursor=abc&limit=0'))).toEqual(['/cursor request/cursor-malformed', '/limit request/too-small']);
    expect(told(await node.get('/v1/signings/not-an-id'))).toBe('404 request/not-found');
    expect(told(await node.get('/v1/nothing'))).toBe('404 request/not-found');
    expect(told(await node.get(`/v1/signings/${'1'.repeat(2_000)}`))).toBe('404 request/not-found');
    expect(told(await node.get('/v1/signings/%zz'))).toBe('400 request/address-malformed');
    expect(faults(await node.get('/v1/signings?number=a%00b'))).toEqual(['/number request/nul']);
    expect(faults(await node.get('/v1/metrics/signings.count?track=a%00b'))).toEqual(['/track request/invalid-format']);
  });

  it('an address with letters that are not ASCII as a problem like any other', async () => {
    const { hostname, port } = new URL(node.apis[0]?.url ?? '');
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => void chunks.push(chunk)).write(Buffer.from('GET /v1/resolve?q=演示 HTTP/1.1\r\nHost: here\r\n\r\n', 'utf8'));
    await once(socket, 'close');
    const [head = '', body = ''] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n');
    expect(head.split('\r\n').slice(0, 2)).toEqual(['HTTP/1.1 400 Bad Request', 'Content-Type: application/problem+json; charset=utf-8']);
    expect(JSON.parse(body)).toMatchObject({ status: 400, code: 'request/address-not-ascii', instance: '/v1/resolve', detail: expect.stringMatching(/--data-urlencode.*百分号编码/) });
    expect(told(await node.get(`/v1/resolve?q=${encodeURIComponent('演示')}`))).toBe('200');
  });

  it('nothing of an attested record that a region asks to see within its regions', async () => {
    const { id } = await attested(node, plain({ hosts: [{ region: '510104' }], source }));
    expect(told(await node.get(`/v1/signings/${id}`, CHENGDU))).toBe('200');
    expect(told(await node.get(`/v1/signings/${id}`, 'auditor'))).toBe('200');
  });
});
