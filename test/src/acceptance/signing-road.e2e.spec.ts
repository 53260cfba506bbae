import { randomUUID } from 'node:crypto';
import { type Accepted, told } from '../support/http.js';
import { startNode, type TestNode } from '../support/node.js';
import { admitted, attested, changed, confirmedAndApproved, type SigningBody, submitted, terminated } from '../support/road.js';
import { ADMIN, CHECKER, CHENGDU, CHONGQING, money, plain, reason, SHANGHAI, source, submission } from '../support/samples.js';

/** The road of a signing through the api: who does what, and what is seen of it. */
describe('the road of a signing', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', editions: ['history-1'] });
  });
  afterAll(() => node?.stop());

  const get = async (id: string, query = '', as = ADMIN): Promise<SigningBody> => (await node.get<SigningBody>(`/v1/signings/${id}${query}`, as)).body;
  const act = (id: string, verb: string, as: string, body: unknown, ifMatch?: number) =>
    node.command(`/v1/signings/${id}/${verb}`, as, body, ifMatch === undefined ? {} : { ifMatch });

  it('leads from the submission of two hosts over their confirmations into the record', async () => {
    const sent = await node.command('/v1/signings', CHENGDU, submission());
    expect(told(sent)).toBe('201');
    const { id, stream, version, node: name, position } = sent.body;
    expect([stream, version]).toEqual([`signing-${id}`, 1]);
    expect(name).toMatch(/^node-/);
    expect(position).toBeGreaterThan(0);
    expect(sent.headers.get('location')).toBe(`/v1/signings/${id}`);
    expect(sent.headers.get('etag')).toBe('"1"');

    const seen = await node.get<SigningBody>(sent.headers.get('location') ?? '', CHONGQING);
    expect(seen.headers.get('etag')).toBe('"1"');
    expect(seen.body).toMatchObject({
      id, status: 'submitted', grade: 'submitted', owner: '510100', submitter: 'region-510100', edition: 'pan-prd-21', track: 'digital',
      hosts: [{ region: '510100', share: '0.6' }, { region: '500000', share: '0.4' }], counterpart: { region: '310000' },
      confirmations: [{ region: '500000', as: 'host', confirmed: false }, { region: '310000', as: 'counterpart', confirmed: false }],
      amount: { amount: '1000000000.00', currency: 'CNY', op: '~', kind: 'total-investment', text: '约10亿元' }, signedOn: '2024-01-11',
    });

    const early = await act(id, 'approve', ADMIN, {}, 1);
    expect(told(early)).toBe('409 signing/confirmations-missing');
    expect((early.body as unknown as { detail: string }).detail).toContain('500000, 310000');
    expect((await act(id, 'confirm', CHONGQING, {}, 1)).body.version).toBe(2);
    expect((await act(id, 'confirm', SHANGHAI, { note: '属实' }, 2)).body.version).toBe(3);
    const approved = await act(id, 'approve', ADMIN, {}, 3);
    expect([approved.status, approved.headers.get('etag'), approved.headers.get('location')]).toEqual([200, '"4"', null]);
    expect(await get(id)).toMatchObject({ status: 'admitted', version: 4 });
  });

  it('returns a submission, takes it again and keeps the confirmation that the change does not touch', async () => {
    const { id } = await submitted(node, CHENGDU, submission());
    await act(id, 'confirm', SHANGHAI, {}, 1);
    expect(told(await act(id, 'return', CHONGQING, { reason, fields: ['/hosts'] }, 2))).toBe('200');
    expect(await get(id)).toMatchObject({ status: 'returned', returned: { reason, fields: ['/hosts'] } });
    expect(told(await act(id, 'approve', ADMIN, {}, 3))).toBe('409 signing/returned');
    const hosts = [{ region: '510100', share: '1/3' }, { region: '500000', share: '2/3' }];
    expect(told(await act(id, 'resubmit', CHENGDU, { changes: { hosts }, reason }))).toBe('200');
    expect(await get(id)).toMatchObject({ status: 'submitted', hosts, confirmations: [{ region: '500000', confirmed: false }, { region: '310000', confirmed: true }] });
    await confirmedAndApproved(node, id);
    expect((await get(id)).status).toBe('admitted');
  });

  it('lets the submitter withdraw before admission, once and for all', async () => {
    const { id } = await submitted(node, CHENGDU, submission());
    expect((await act(id, 'withdraw', CHENGDU, { reason })).body.version).toBe(2);
    const again = await act(id, 'withdraw', CHENGDU, { reason });
    expect([again.status, again.body.version]).toEqual([200, 2]);
    expect(told(await act(id, 'confirm', CHONGQING, {}, 2))).toBe('409 signing/withdrawn');
    expect((await get(id)).status).toBe('withdrawn');
  });

  it('corrects, amends and terminates what is admitted, each change confirmed by whom it touches', async () => {
    const { id } = await admitted(node, CHENGDU, submission());
    expect(told(await act(id, 'withdraw', CHENGDU, { reason }))).toBe('409 signing/admitted');
    expect(told(await act(id, 'correct', CHENGDU, { changes: { project: '西部算力中心' }, reason }))).toBe('200');
    expect(await get(id)).toMatchObject({
      status: 'admitted', project: '西部数据中心',
      change: { act: 'correct', confirmations: [{ region: '500000', confirmed: false }, { region: '310000', confirmed: false }] },
    });
    expect(told(await act(id, 'amend', CHENGDU, { changes: { amount: null }, reason, effectiveOn: '2024-05-20' }))).toBe('409 signing/change-pending');
    await confirmedAndApproved(node, id);
    expect((await get(id)).project).toBe('西部算力中心');

    await act(id, 'amend', CHENGDU, { changes: { amount: money('1500000000.00') }, reason, effectiveOn: '2024-05-20' });
    const { version } = await get(id);
    expect(told(await act(id, 'return', SHANGHAI, { reason }, version))).toBe('200');
    expect(await get(id)).toMatchObject({ change: null, amount: { amount: '1000000000.00' } });
    await act(id, 'amend', CHENGDU, { changes: { amount: money('1500000000.00') }, reason, effectiveOn: '2024-05-20' });
    await confirmedAndApproved(node, id);

    expect(told(await act(id, 'terminate', SHANGHAI, { reason, on: '2024-05-01' }))).toBe('422 signing/before-signed');
    expect(told(await act(id, 'terminate', SHANGHAI, { reason, on: '2024-06-30' }))).toBe('200');
    expect(told(await act(id, 'terminate', CHENGDU, { reason, on: '2024-07-01' }))).toBe('409 signing/terminated');
    expect(await get(id)).toMatchObject({ status: 'terminated', terminatedOn: '2024-06-30', amount: { amount: '1500000000.00' } });
  });

  it('takes an attested record from an association and admits it by a second person', async () => {
    const sent = await node.command('/v1/signings', ADMIN, { ...submission(), source });
    const { id } = sent.body;
    expect(await get(id)).toMatchObject({ grade: 'attested', source, confirmations: [] });
    expect(told(await act(id, 'approve', ADMIN, {}, 1))).toBe('403 signing/same-person');
    expect(told(await act(id, 'approve', CHECKER, {}, 1))).toBe('200');
    expect(told(await node.command('/v1/signings', ADMIN, submission()))).toBe('422 signing/source-required');
    expect(told(await node.command('/v1/signings', CHENGDU, { ...submission(), source }))).toBe('403 signing/attest-not-yours');
  });

  it('tells the history of a signing, who did what, when and with which words', async () => {
    const { id } = await attested(node, plain({ edition: 'history-1' }));
    await changed(node, id, 'correct', { changes: { project: '更正后' } });
    await terminated(node, id, '2024-09-01');
    const { history, version } = await get(id, '', CHENGDU);
    expect(history.map(({ type }) => type)).toEqual(['SigningSubmitted', 'SigningAdmitted', 'SigningChangeProposed', 'SigningCorrected', 'SigningTerminated']);
    expect(history.map((line) => line.version)).toEqual([1, 2, 3, 4, 5]);
    expect(version).toBe(5);
    expect(history[4]).toMatchObject({ effectiveOn: '2024-09-01', by: { organisation: 'hosting-association', role: 'administrator' }, data: { reason } });
    const positions = history.map(({ position }) => position);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  });

  it('answers what was true at a date, and what was known at a position or an instant', async () => {
    const first = await attested(node, plain({ signedOn: '2024-01-11' }));
    const { id } = first;
    const amended = await changed(node, id, 'amend', { changes: { amount: money('250.00') }, effectiveOn: '2024-05-20' });
    await terminated(node, id, '2024-08-31');
    const amounts = async (query: string): Promise<[string, string | undefined]> => {
      const { status, amount } = await get(id, query);
      return [status, amount?.amount];
    };
    expect(await amounts('?validAt=2024-05-19')).toEqual(['admitted', '100.00']);
    expect(await amounts('?validAt=2024-05-20')).toEqual(['admitted', '250.00']);
    expect(await amounts('?validAt=2024-08-30')).toEqual(['admitted', '250.00']);
    expect(await amounts('?validAt=2024')).toEqual(['terminated', '250.00']);
    expect(told(await node.get(`/v1/signings/${id}?validAt=2024-01-10`))).toBe('404 request/not-found');

    expect(await amounts(`?asOf=position:${first.position}`)).toEqual(['admitted', '100.00']);
    expect(await amounts(`?asOf=position:${first.position - 1}`)).toEqual(['submitted', '100.00']);
    expect(await amounts(`?asOf=position:${amended.position}`)).toEqual(['admitted', '250.00']);
    const { asOf, history } = await get(id, `?asOf=position:${amended.position}`);
    expect(asOf).toEqual({ instant: history.at(-1)?.recordedAt, node: amended.node, position: amended.position });
    expect(await amounts(`?asOf=${asOf.instant}`)).toEqual(['admitted', '250.00']);
    const inShanghai = new Date(Date.parse(asOf.instant) + 8 * 3_600_000).toISOString().replace('Z', '+08:00');
    expect(await amounts(`?asOf=${encodeURIComponent(inShanghai)}`)).toEqual(['admitted', '250.00']);
    expect(told(await node.get(`/v1/signings/${id}?asOf=2020-01-01`))).toBe('404 request/not-found');
    expect((await get(id, `?minPosition=${amended.position}`)).status).toBe('terminated');
  });

  it('does nothing where it is already so, and says so with the standing version', async () => {
    const { id } = await attested(node, plain());
    const again = await act(id, 'approve', ADMIN, {}, 2);
    expect([again.status, again.body.version, again.headers.get('idempotent-replayed')]).toEqual([200, 2, null]);
    expect((await get(id)).history).toHaveLength(2);
  });

  it('takes an id that the client chooses, once, in whatever case it is written', async () => {
    const id = randomUUID();
    const sent: Accepted = await submitted(node, CHENGDU, { ...submission(), id: id.toUpperCase() });
    expect(sent.id).toBe(id);
    expect(told(await node.command('/v1/signings', SHANGHAI, plain({ id, hosts: [{ region: '310000' }] })))).toBe('409 signing/exists');
  });

  it('only tells what it would do where it is asked to rehearse', async () => {
    const [id, key] = [randomUUID(), randomUUID()];
    const rehearsed = await node.command<{ dryRun: boolean; events: { type: string }[] }>('/v1/signings?dryRun=true', CHENGDU, submission({ id }), { key });
    expect([rehearsed.status, rehearsed.body.dryRun, rehearsed.body.events.map(({ type }) => type)]).toEqual([200, true, ['SigningSubmitted']]);
    expect(told(await node.get(`/v1/signings/${id}`))).toBe('404 request/not-found');
    const done = await node.command('/v1/signings', CHENGDU, submission({ id }), { key });
    expect([done.status, done.headers.get('idempotent-replayed')]).toEqual([201, null]);
    expect(told(await node.command(`/v1/signings/${id}/resubmit?dryRun=true`, CHENGDU, { changes: {}, reason }))).toBe('409 signing/not-returned');
    expect((await get(id)).history).toHaveLength(1);
  });
});
