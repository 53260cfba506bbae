import { randomUUID } from 'node:crypto';
import { told } from '../support/http.js';
import { startNode, type TestNode } from '../support/node.js';
import { type SigningBody, submitted } from '../support/road.js';
import { ADMIN, CHENGDU, CHONGQING, plain, reason, SHANGHAI, submission } from '../support/samples.js';

/** The same request twice is one command; two apis of one node are no different from one. */
describe('a command and its repetitions', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apis: 2 });
  });
  afterAll(() => node?.stop());
  const get = async (id: string): Promise<SigningBody> => (await node.get<SigningBody>(`/v1/signings/${id}`)).body;

  it('needs an Idempotency-Key', async () => {
    const none: Readonly<Record<string, string>> = {};
    for (const headers of [none, { 'Idempotency-Key': '' }, { 'Idempotency-Key': 'x'.repeat(201) }]) {
      const answer = await node.call('POST', '/v1/signings', { as: CHENGDU, body: submission(), headers });
      expect(told(answer)).toBe('400 request/idempotency-key-missing');
    }
  });

  it('is answered the same again, with Idempotent-Replayed, also by another api', async () => {
    const key = randomUUID();
    const first = await node.command('/v1/signings', CHENGDU, submission(), { key });
    for (const api of [0, 1]) {
      const again = await node.command('/v1/signings', CHENGDU, submission(), { key, api });
      expect([again.status, again.body, again.headers.get('idempotent-replayed'), again.headers.get('location'), again.headers.get('etag')])
        .toEqual([201, first.body, 'true', first.headers.get('location'), '"1"']);
    }
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect((await get(first.body.id)).history).toHaveLength(1);
  });

  it('is refused under the same key with another body, before anything else is said of it', async () => {
    const key = randomUUID();
    const { body: { id } } = await node.command('/v1/signings', CHENGDU, submission(), { key });
    for (const api of [0, 1]) {
      expect(told(await node.command('/v1/signings', CHENGDU, submission({ project: '另一项目' }), { key, api }))).toBe('422 request/idempotency-key-reused');
    }
    expect((await get(id)).project).toBe('西部数据中心');
  });

  it('is another command where principal or path differ', async () => {
    const key = randomUUID();
    const mine = await node.command('/v1/signings', CHENGDU, plain({ signedOn: '2024-01-12' }), { key });
    const theirs = await node.command('/v1/signings', SHANGHAI, plain({ hosts: [{ region: '310000' }] }), { key });
    expect([mine.status, theirs.status]).toEqual([201, 201]);
    expect(theirs.body.id).not.toBe(mine.body.id);
    expect(told(await node.command(`/v1/signings/${mine.body.id}/withdraw`, CHENGDU, { reason }, { key }))).toBe('200');
    expect(told(await node.command(`/v1/signings/${theirs.body.id}/withdraw`, SHANGHAI, { reason }, { key }))).toBe('200');
  });

  it('gets its first receipt after the version has moved and the act would be refused', async () => {
    const { id } = await submitted(node, CHENGDU, submission());
    const key = randomUUID();
    const first = await node.command(`/v1/signings/${id}/confirm`, CHONGQING, {}, { key, ifMatch: 1 });
    expect(first.body.version).toBe(2);
    await node.command(`/v1/signings/${id}/withdraw`, CHENGDU, { reason });
    for (const api of [0, 1]) {
      const again = await node.command(`/v1/signings/${id}/confirm`, CHONGQING, {}, { key, ifMatch: 1, api });
      expect([again.status, again.body, again.headers.get('etag'), again.headers.get('idempotent-replayed')]).toEqual([200, first.body, '"2"', 'true']);
      expect(told(await node.command(`/v1/signings/${id}/confirm`, CHONGQING, { note: '另' }, { key, ifMatch: 1, api }))).toBe('422 request/idempotency-key-reused');
    }
    expect((await get(id)).version).toBe(3);
  });

  it('has one effect and equal receipts when it is sent twenty times at once to two apis', async () => {
    for (let round = 0; round < 5; round += 1) {
      const key = randomUUID();
      const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => node.command('/v1/signings', CHENGDU, submission(), { key, api: n % 2 })));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
      expect((await get(answers[0]!.body.id)).history).toHaveLength(1);
    }
  });

  it('wins exactly once where twenty people choose the same id at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = randomUUID();
      const answers = await Promise.all(Array.from({ length: 20 }, (_, n) =>
        node.command('/v1/signings', [CHENGDU, CHONGQING][n % 2] as string, plain({ id, project: `项目${n}`, hosts: [{ region: ['510100', '500000'][n % 2] }] }), { api: (n >> 1) % 2 })));
      const won = answers.filter(({ status }) => status === 201);
      expect(won).toHaveLength(1);
      expect(new Set(answers.filter(({ status }) => status !== 201).map(told))).toEqual(new Set(['409 signing/exists']));
      expect((await get(id)).history).toHaveLength(1);
    }
  });

  it('admits once when two apis are told to approve at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await submitted(node, CHENGDU, plain());
      const answers = await Promise.all(['admin', 'admin:checker', ADMIN, 'admin:checker'].map((as, n) =>
        node.command(`/v1/signings/${id}/approve`, as, {}, { ifMatch: 1, api: n % 2 })));
      expect(answers.map(told).sort()).toEqual(['200', ...Array<string>(3).fill('412 request/version-moved')]);
      expect((await get(id)).history.map(({ type }) => type)).toEqual(['SigningSubmitted', 'SigningAdmitted']);
    }
  });
});
