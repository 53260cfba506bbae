import { createHash, randomUUID } from 'node:crypto';
import { contentOf } from '../support/documents.js';
import { evidence } from '../support/evidence.js';
import { faults, told } from '../support/http.js';
import { startNode, type TestNode } from '../support/node.js';
import { type Person, person } from '../support/people.js';
import { act, progress } from '../support/progress.js';
import { admitted } from '../support/road.js';
import { ADMIN, CHENGDU, CHONGQING, plain, reason, SHANGHAI } from '../support/samples.js';

type Shown = Readonly<{ id: string; sha256: string; references: readonly Readonly<{ kind: string; id: string; number: string }>[] }>;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Documents as evidence: what refers to them decides who reads them, and what is referred to stays. */
describe('evidence', () => {
  let node: TestNode;
  let elsewhere: Person;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres' });
    elsewhere = await person(node, { principal: 'elsewhere', organisation: 'chongqing-association', role: 'administrator', region: '500000' });
  });
  afterAll(() => node?.stop());

  const shared = async (): Promise<string> => (await admitted(node, CHENGDU, plain({ hosts: [{ region: '510100', share: '0.6' }, { region: '500000', share: '0.4' }] }))).id;
  const report = (id: string, named: readonly unknown[], more: object = {}) => act(node, id, 'report-milestone', CHENGDU, { milestone: 'register', on: '2024-03-15', evidence: named, ...more });
  /** What somebody is told of a document and of its content. */
  const seen = async (as: string, id: string): Promise<string> => `${told(await node.get(`/v1/documents/${id}`, as))} ${(await contentOf(node, as, id)).status}`;
  const NOT_THERE = '404 request/not-found 404';
  const discard = (as: string, id: string) => node.command(`/v1/documents/${id}/discard`, as, { reason });

  it('is one\'s own, as it was seen, and still kept; everything that is wrong is told at once', async () => {
    const id = await shared();
    const [good, theirs, gone] = [await evidence(node, CHENGDU, { text: '营业执照' }), await evidence(node, CHONGQING), await evidence(node, CHENGDU)];
    expect(told(await discard(CHENGDU, gone))).toBe('200');
    const unknown = await report(id, [randomUUID()]);
    expect([told(unknown), faults(unknown)]).toEqual(['422 document/unknown', ['/evidence/0 document/unknown']]);
    const others = await report(id, [theirs]);
    expect([told(others), faults(others)]).toEqual(['422 document/unknown', ['/evidence/0 document/unknown']]);
    const all = await report(id, [randomUUID(), theirs, { document: good, sha256: sha256('营业执照。') }, gone, good], { on: '2999-01-01' });
    expect([all.status, faults(all)]).toEqual([422, [
      '/evidence/0 document/unknown', '/evidence/1 document/unknown', '/evidence/2 document/other-digest', '/evidence/3 document/discarded', '/evidence/4 document/twice', '/on signing/date-in-future',
    ]]);
    const malformed = await report(id, ['x', { document: good, sha256: 'abc' }]);
    expect([malformed.status, faults(malformed).map((each) => each.split(' ')[0])]).toEqual([422, ['/evidence/0', '/evidence/1/sha256']]);
    const none = await report(id, []);
    expect([told(none), faults(none)]).toEqual(['422 signing/evidence-missing', ['/evidence signing/evidence-missing']]);
    expect((await progress(node, id)).milestones).toEqual([]);
    const funds = await act(node, id, 'receive-funds', CHENGDU, { host: '510100', payer: { name: '甲' }, on: '2024-03-08', amount: { amount: '1.00', currency: 'CNY' }, kind: 'other', evidence: [theirs, gone] });
    expect([funds.status, faults(funds)]).toEqual([422, ['/evidence/0 document/unknown', '/evidence/1 document/discarded']]);

    expect(told(await report(id, [{ document: good, sha256: sha256('营业执照').toUpperCase() }]))).toBe('200');
    expect((await progress(node, id)).milestones).toMatchObject([{ milestone: 'register', reported: { evidence: [{ document: good, sha256: sha256('营业执照') }], verified: false } }]);
  });

  it('is read by the parties once a signing refers to it, and by nobody else', async () => {
    const id = await shared();
    const proof = await evidence(node, CHENGDU, { text: '到位凭证' });
    for (const as of [CHONGQING, SHANGHAI, ADMIN, 'auditor']) expect([as, await seen(as, proof)]).toEqual([as, NOT_THERE]);
    expect(await seen(CHENGDU, proof)).toBe('200 200');
    await report(id, [proof]);
    for (const as of [CHENGDU, CHONGQING, ADMIN, 'auditor']) expect([as, await seen(as, proof)]).toEqual([as, '200 200']);
    for (const as of [SHANGHAI, 'bank']) expect([as, await seen(as, proof)]).toEqual([as, NOT_THERE]);
    const { status, headers, bytes } = await contentOf(node, CHONGQING, proof);
    expect([status, bytes.toString(), headers.get('content-digest')]).toEqual([200, '到位凭证', `sha-256=:${createHash('sha256').update('到位凭证').digest('base64')}:`]);
    expect((await contentOf(node, CHONGQING, proof, { 'If-None-Match': headers.get('etag') ?? '' })).status).toBe(304);
    const { number } = (await node.get<{ number: string }>(`/v1/signings/${id}`, CHONGQING)).body;
    const reference = { kind: 'signing', id, number: expect.stringMatching(/\d/) };
    expect((await node.get<Shown>(`/v1/documents/${proof}`, CHONGQING)).body.references).toEqual([{ ...reference, number }]);

    // A second signing, with nobody but Chengdu in it, refers to it too: Chongqing is told of its own alone.
    const { id: alone } = await admitted(node, CHENGDU, plain());
    await report(alone, [proof]);
    expect((await node.get<Shown>(`/v1/documents/${proof}`, CHONGQING)).body.references).toEqual([reference]);
    expect((await node.get<Shown>(`/v1/documents/${proof}`, ADMIN)).body.references).toHaveLength(2);
  });

  it('that is confidential is read by the association and the auditor of whoever submitted, and not by the other host', async () => {
    const id = await shared();
    const proof = await evidence(node, CHENGDU, { access: 'confidential' });
    await report(id, [proof]);
    for (const as of [CHENGDU, ADMIN, 'auditor']) expect([as, await seen(as, proof)]).toEqual([as, '200 200']);
    for (const as of [CHONGQING, SHANGHAI, 'bank', 'report']) expect([as, await seen(as, proof)]).toEqual([as, NOT_THERE]);
    expect(told(await elsewhere.get(`/v1/signings/${id}`))).toBe('200');
    expect(told(await elsewhere.get(`/v1/documents/${proof}`))).toBe('404 request/not-found');
    // Whoever reads the signing sees that there is one, and its digest.
    expect((await progress(node, id, CHONGQING)).milestones).toMatchObject([{ reported: { evidence: [{ document: proof }] } }]);
  });

  it('of the other host is read, and discarded, by the association over that host too, however confidential', async () => {
    const id = await shared();
    const proof = await evidence(node, CHONGQING, { access: 'confidential' });
    const discardThere = () => elsewhere.command(`/v1/documents/${proof}/discard`, { reason });
    expect([told(await elsewhere.get(`/v1/documents/${proof}`)), told(await discardThere())]).toEqual(['404 request/not-found', '404 document/not-found']);
    expect(told(await act(node, id, 'report-milestone', CHONGQING, { milestone: 'register', on: '2024-03-15', evidence: [proof] }))).toBe('200');
    expect((await elsewhere.get<Shown>(`/v1/documents/${proof}`)).body.references).toMatchObject([{ kind: 'signing', id }]);
    expect(told(await elsewhere.get(`/v1/documents/${proof}/content`))).toBe('200');
    expect(await seen(CHENGDU, proof)).toBe(NOT_THERE);
    expect(told(await discardThere())).toBe('200');
    expect(told(await elsewhere.get(`/v1/documents/${proof}`))).toBe('200');
  });

  it('that is open is read by everybody with a key', async () => {
    const proof = await evidence(node, CHENGDU, { access: 'open' });
    for (const as of [CHONGQING, SHANGHAI, ADMIN, 'bank']) expect([as, await seen(as, proof)]).toEqual([as, '200 200']);
    expect((await fetch(`${node.apis[0]?.url}/v1/documents/${proof}/content`)).status).toBe(401);
  });

  it('goes on the word of the association alone, and the signing says what it was', async () => {
    const id = await shared();
    const proof = await evidence(node, CHENGDU, { text: '含个人信息' });
    await report(id, [proof]);
    expect(told(await discard(CHENGDU, proof))).toBe('409 document/in-use');
    expect(told(await discard(CHONGQING, proof))).toBe('404 document/not-found');
    expect(told(await elsewhere.command(`/v1/documents/${proof}/discard`, { reason }))).toBe('404 document/not-found');
    expect(told(await discard(ADMIN, proof))).toBe('200');
    expect(await seen(CHENGDU, proof)).toBe('200 410');
    expect((await contentOf(node, CHONGQING, proof)).status).toBe(410);
    expect((await contentOf(node, SHANGHAI, proof)).status).toBe(404);
    expect((await progress(node, id)).milestones).toMatchObject([{ reported: { evidence: [{ document: proof, sha256: sha256('含个人信息'), discarded: true, elsewhere: 0 }] } }]);
    expect(told(await act(node, id, 'verify-milestone', ADMIN, { milestone: 'register' }))).toBe('409 signing/evidence-gone');
    const again = await report(await shared(), [proof]);
    expect(faults(again)).toEqual(['/evidence/0 document/discarded']);
  });

  it('tells whoever verifies that other signings rest on the same paper', async () => {
    const [first, second] = [await shared(), await shared()];
    const proof = await evidence(node, CHENGDU);
    for (const id of [first, second]) expect(told(await report(id, [proof]))).toBe('200');
    for (const id of [first, second]) expect((await progress(node, id)).milestones).toMatchObject([{ reported: { evidence: [{ elsewhere: 1, discarded: false }] } }]);
  });

  it('is named by many signings at once', async () => {
    const proof = await evidence(node, CHENGDU);
    const ids = await Promise.all(Array.from({ length: 80 }, () => shared()));
    const answers = await Promise.all(ids.map((id) => report(id, [proof])));
    expect([...new Set(answers.map(told))]).toEqual(['200']);
  });

  it('is not both referred to and discarded at once', async () => {
    for (let n = 0; n < 6; n += 1) {
      const [id, proof] = [await shared(), await evidence(node, CHENGDU)];
      const both = await Promise.all([report(id, [proof]), discard(CHENGDU, proof)]);
      expect([['200', '409 document/in-use'], ['422 document/discarded', '200']]).toContainEqual(both.map(told));
    }
  });
});
