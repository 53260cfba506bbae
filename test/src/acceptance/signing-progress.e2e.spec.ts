import { randomUUID } from 'node:crypto';
import { evidence } from '../support/evidence.js';
import { faults, told } from '../support/http.js';
import { entriesOf, type MetricBody } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { type Person, person } from '../support/people.js';
import { act, progress } from '../support/progress.js';
import { admitted, attested, confirmedAndApproved, submitted, terminated } from '../support/road.js';
import { ADMIN, CHECKER, CHENGDU, CHONGQING, plain, reason, SHANGHAI, source } from '../support/samples.js';

type Body = Readonly<Record<string, unknown>>;

/** What becomes of a project: milestones that are planned, reported, verified by somebody else, and taken back. */
describe('the milestones of a signing', () => {
  let node: TestNode;
  let proof: string;
  let colleague: Person;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', editions: ['anew-1'] });
    proof = await evidence(node, CHENGDU);
    colleague = await person(node, { principal: 'colleague', organisation: 'region-510100', role: 'administrator', region: '510000' });
  });
  afterAll(() => node?.stop());

  /** Chengdu with Chongqing, and nobody on the other side. */
  const shared = async (more: Body = {}): Promise<string> => (await admitted(node, CHENGDU, plain({ hosts: [{ region: '510100', share: '0.6' }, { region: '500000', share: '0.4' }], ...more }))).id;
  const report = (id: string, milestone: string, on: string, more: Body = {}, as = CHENGDU) => act(node, id, 'report-milestone', as, { milestone, on, evidence: [proof], ...more });
  const plan = (id: string, milestone: string, on: string, more: Body = {}, as = CHENGDU) => act(node, id, 'plan-milestone', as, { milestone, on, responsible: '成都高新区招商局', ...more });
  const verify = (id: string, milestone: string, as = ADMIN) => act(node, id, 'verify-milestone', as, { milestone });
  const milestone = async (id: string, name: string) => (await progress(node, id)).milestones.find((each) => each.milestone === name);
  const count = async (metric: string, query: string): Promise<MetricBody> => {
    const { status, body } = await node.get<MetricBody>(`/v1/metrics/${metric}?${query}`);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  };

  it('are dated in their order, as far as the precision tells', async () => {
    const id = await shared();
    expect(told(await report(id, 'register', '2024-03'))).toBe('200');
    const before = await report(id, 'settle', '2024-02-29');
    expect([told(before), faults(before)]).toEqual(['422 signing/milestone-order', ['/on signing/milestone-order']]);
    expect((before.body as unknown as { detail: string }).detail).toContain('register');
    expect(told(await report(id, 'settle', '2024-03-01'))).toBe('200');
    expect(told(await report(id, 'register', '2024-03-02'))).toBe('422 signing/milestone-order');
    expect(told(await report(id, 'start', '2024-01-10'))).toBe('422 signing/before-signed');
    expect(told(await report(id, 'start', '2999'))).toBe('422 signing/date-in-future');
    const all = await report(id, 'complete', '2024-01-10', { evidence: [] });
    expect([all.status, faults(all)]).toEqual([422, ['/evidence signing/evidence-missing', '/on signing/before-signed', '/on signing/milestone-order', '/reason signing/milestone-skips']]);
    const malformed = await report(id, 'ipo', '2024-13');
    expect([malformed.status, faults(malformed).map((each) => each.split(' ')[0])]).toEqual([422, ['/milestone', '/on']]);
  });

  it('are skipped for a reason, and keep which they were', async () => {
    const id = await shared();
    await report(id, 'register', '2024-03-01');
    const skipping = await report(id, 'complete', '2024-06-01');
    expect([told(skipping), faults(skipping)]).toEqual(['422 signing/milestone-skips', ['/reason signing/milestone-skips']]);
    expect((skipping.body as unknown as { detail: string }).detail).toContain('settle, start');
    expect(told(await report(id, 'complete', '2024-06-01', { reason }))).toBe('200');
    expect(await milestone(id, 'complete')).toMatchObject({ reported: { on: '2024-06-01', skipped: ['settle', 'start'], reason, by: 'region-510100', verified: false } });
    // What was skipped may have been reached after all, in its place.
    expect(told(await report(id, 'settle', '2024-07-01'))).toBe('422 signing/milestone-order');
    expect(told(await report(id, 'settle', '2024-05-01'))).toBe('200');
  });

  it('of a headquarters have no start of works', async () => {
    const id = await shared({ kind: 'headquarters' });
    const start = await report(id, 'start', '2024-03-01', { reason });
    expect([told(start), faults(start)]).toEqual(['422 signing/milestone-not-of-kind', ['/milestone signing/milestone-not-of-kind']]);
    expect(told(await plan(id, 'start', '2027-03-01'))).toBe('422 signing/milestone-not-of-kind');
    for (const name of ['register', 'settle']) await report(id, name, '2024-03-01');
    expect(told(await report(id, 'operate', '2024-04-01'))).toBe('200');
    expect(await milestone(id, 'operate')).toMatchObject({ reported: { skipped: [] } });
  });

  it('are reported anew until they are verified, and again once that is taken back', async () => {
    const id = await shared({ edition: 'anew-1' });
    const first = await report(id, 'register', '2024-03-01');
    expect((await report(id, 'register', '2024-03-01')).body.version).toBe(first.body.version);
    expect((await report(id, 'register', '2024-03-15')).body.version).toBe(first.body.version + 1);
    const verified = await verify(id, 'register');
    expect((await verify(id, 'register', CHECKER)).body.version).toBe(verified.body.version);
    expect(told(await report(id, 'register', '2024-03-20'))).toBe('409 signing/milestone-verified');
    expect((await report(id, 'register', '2024-03-15')).status).toBe(200);
    expect((await count('signings.registered', `edition=anew-1&by=region,month&minPosition=${verified.body.position}`)).rows).toMatchObject([
      { region: '500000', month: '2024-03', value: '0.4' }, { region: '510100', month: '2024-03', value: '0.6' },
    ]);
    expect((await count('signings.registered', `edition=anew-1&asOf=position:${verified.body.position - 1}`)).total).toBe('0');

    expect(told(await act(node, id, 'reverse-milestone', CHENGDU, { milestone: 'register', reason }))).toBe('403 access/not-your-route');
    expect(faults(await act(node, id, 'reverse-milestone', ADMIN, { milestone: 'register' })).map((each) => each.split(' ')[0])).toEqual(['/reason']);
    const reversed = await act(node, id, 'reverse-milestone', ADMIN, { milestone: 'register', reason });
    expect(told(reversed)).toBe('200');
    expect(await milestone(id, 'register')).toBeUndefined();
    expect((await count('signings.registered', `edition=anew-1&minPosition=${reversed.body.position}`)).total).toBe('0');
    expect((await count('signings.registered', `edition=anew-1&asOf=position:${verified.body.position}`)).total).toBe('1');
    const twice = await act(node, id, 'reverse-milestone', ADMIN, { milestone: 'register', reason });
    expect([told(twice), twice.body.version]).toEqual(['200', (await progress(node, id)).version]);

    await report(id, 'register', '2024-04-20');
    const { position } = (await verify(id, 'register')).body;
    expect((await count('signings.registered', `edition=anew-1&by=month&minPosition=${position}`)).rows).toMatchObject([{ month: '2024-04', value: '1' }]);
    expect((await entriesOf(node, 'signings.registered', 'edition=anew-1')).map(({ value }) => Number(value)).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
  });

  it('are verified by the association for what it has seen, and not by whoever reported them', async () => {
    const id = await shared();
    expect(told(await verify(id, 'register'))).toBe('409 signing/milestone-not-reported');
    const { body: { version } } = await report(id, 'register', '2024-03-01');
    const path = `/v1/signings/${id}/verify-milestone`;
    expect(told(await node.command(path, ADMIN, { milestone: 'register' }))).toBe('428 request/if-match-missing');
    expect(told(await node.command(path, ADMIN, { milestone: 'register' }, { ifMatch: version - 1 }))).toBe('412 request/version-moved');
    expect(told(await verify(id, 'register', CHENGDU))).toBe('403 access/not-your-route');
    expect(told(await colleague.command(path, { milestone: 'register' }, version))).toBe('403 signing/same-organisation');
    expect(told(await node.command(path, ADMIN, { milestone: 'register' }, { ifMatch: version }))).toBe('200');
    // What has ended is still verified and put right, and nothing more is reported of it.
    await report(id, 'settle', '2024-03-02');
    await terminated(node, id, '2024-12-31');
    expect(told(await verify(id, 'settle'))).toBe('200');
    expect(told(await report(id, 'start', '2024-04-01'))).toBe('409 signing/terminated');
    expect(told(await plan(id, 'start', '2027-04-01'))).toBe('409 signing/terminated');
    expect(told(await act(node, id, 'reverse-milestone', ADMIN, { milestone: 'settle', reason }))).toBe('200');
  });

  it('are planned, and planned anew for a reason, and the first plan stays', async () => {
    const id = await shared();
    expect(told(await plan(id, 'start', '2027-03-31'))).toBe('200');
    const without = await plan(id, 'start', '2027-06-30');
    expect([told(without), faults(without)]).toEqual(['422 signing/reason-for-delay', ['/reason signing/reason-for-delay']]);
    expect(told(await plan(id, 'start', '2027-06-30', { reason }))).toBe('200');
    expect(told(await plan(id, 'start', '2027-09-30', { reason }))).toBe('200');
    expect(await milestone(id, 'start')).toEqual({
      milestone: 'start', planned: { on: '2027-09-30', baseline: '2027-03-31', responsible: { name: '成都高新区招商局', organisation: null } }, reported: null,
    });
    // Another body answers for it at the same date: that is no delay.
    expect(told(await plan(id, 'start', '2027-09-30', { responsible: '成都市投促局' }))).toBe('200');
    const { version } = (await plan(id, 'start', '2027-09-30', { responsible: '成都市投促局' })).body;
    expect([version, (await progress(node, id)).version]).toEqual([version, version]);
    expect(told(await plan(id, 'register', '2027-10-01'))).toBe('422 signing/milestone-order');
    expect(told(await plan(id, 'register', '2024-01-10'))).toBe('422 signing/before-signed');
    await report(id, 'register', '2024-03-01');
    expect(told(await plan(id, 'register', '2027-01-01'))).toBe('409 signing/milestone-reached');
    await act(node, id, 'reverse-milestone', ADMIN, { milestone: 'register', reason });
    expect(await milestone(id, 'start')).toMatchObject({ planned: { baseline: '2027-03-31' } });
  });

  it('are answered for by a body that is registered, or by a name', async () => {
    const id = await shared();
    const unknown = await plan(id, 'settle', '2027-03-31', { responsible: { name: '某局', organisation: randomUUID() } });
    expect([told(unknown), faults(unknown)]).toEqual(['422 signing/responsible-unknown', ['/responsible/organisation signing/responsible-unknown']]);
    const registered = await node.command('/v1/organisations', ADMIN, {
      names: [{ language: 'zh', name: '成都高新区投资促进局' }], types: [{ type: 'government-department' }], region: '510100', source,
    });
    expect(told(registered)).toBe('201');
    const responsible = { name: '高新区投促局', organisation: registered.body.id };
    expect(told(await plan(id, 'settle', '2027-03-31', { responsible }))).toBe('200');
    expect(await milestone(id, 'settle')).toMatchObject({ planned: { responsible } });
  });

  it('are told by its hosts alone, and only of what is on record', async () => {
    const body = { milestone: 'register', on: '2024-03-01', evidence: [proof] };
    const { id } = await admitted(node, CHENGDU, plain({ counterpart: { region: '310000' } }));
    expect(told(await act(node, id, 'report-milestone', SHANGHAI, body))).toBe('403 signing/not-a-host');
    expect(told(await plan(id, 'register', '2027-03-31', {}, SHANGHAI))).toBe('403 signing/not-a-host');
    expect(told(await act(node, id, 'report-milestone', CHONGQING, body))).toBe('404 signing/not-found');
    expect(told(await act(node, id, 'report-milestone', ADMIN, body))).toBe('403 signing/not-a-host');
    expect(told(await act(node, id, 'report-milestone', 'bank', body))).toBe('403 access/not-your-route');

    const { id: waiting } = await submitted(node, CHENGDU, plain({ counterpart: { region: '310000' } }));
    expect(told(await report(waiting, 'register', '2024-03-01'))).toBe('409 signing/not-admitted');
    await confirmedAndApproved(node, waiting);
    expect(told(await report(waiting, 'register', '2024-03-01'))).toBe('200');

    // Of what an association entered from a document it tells so itself, and a second person of it verifies.
    const { id: entered } = await attested(node, plain());
    const own = await evidence(node, ADMIN);
    expect(told(await act(node, entered, 'report-milestone', ADMIN, { ...body, evidence: [own] }))).toBe('200');
    expect(told(await verify(entered, 'register'))).toBe('403 signing/same-person');
    expect(told(await verify(entered, 'register', CHECKER))).toBe('200');
    // The other host has a document of its own.
    const id2 = await shared();
    const theirs = await evidence(node, CHONGQING);
    expect(told(await report(id2, 'register', '2024-03-01', { evidence: [theirs] }, CHONGQING))).toBe('200');
  });
});
