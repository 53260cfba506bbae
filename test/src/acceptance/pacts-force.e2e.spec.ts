import { randomUUID } from 'node:crypto';
import { evidence } from '../support/evidence.js';
import { differencesToAFreshFold } from '../support/fold.js';
import { faults, told } from '../support/http.js';
import { dayInShanghai, signatory, taken } from '../support/keys.js';
import { answered, entriesOf, type MetricBody, summedUp } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { type PactBody, type Pacts, pactsOn, type Side, textOf } from '../support/pacts.js';
import { ADMIN, CHENGDU, CHONGQING, reason, SHANGHAI, source } from '../support/samples.js';

const METRICS = ['pacts.in-force', 'pacts.present', 'pacts.obligations-due', 'pacts.obligations-fulfilled', 'pacts.obligations-overdue'];

describe('pacts in force', () => {
  let node: TestNode;
  let pacts: Pacts;
  let one: Side, two: Side, three: Side;
  let attested = '';
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres' });
    pacts = pactsOn(node);
    one = { by: await signatory(node, '成都市软件行业协会'), as: CHENGDU };
    two = { by: await signatory(node, '重庆市软件行业协会', { region: '500000' }), as: CHONGQING };
    three = { by: await signatory(node, '上海市软件行业协会', { region: '310000' }), as: SHANGHAI };
  });
  afterAll(() => node?.stop());

  /** A number at the end of the log, compared with the sum of its entries. */
  const number = async (metric: string, query: string, as = ADMIN): Promise<string | null> => {
    const { asOf } = await taken(node.get<{ asOf: { position: number } }>(`/v1/organisations/${one.by.id}`));
    const asked = `${query}&minPosition=${asOf.position}`;
    const answer = await taken(node.get<MetricBody>(`/v1/metrics/${metric}?${asked}`, as));
    if (answer.additive) expect(answered(answer)).toEqual(summedUp(await entriesOf(node, metric, asked, as)));
    return answer.total;
  };
  const all = async (ids: readonly string[], verb: string, body: Readonly<Record<string, unknown>>): Promise<readonly string[]> => {
    const said: string[] = [];
    for (const [id, side] of ids.flatMap((each) => [[each, one], [each, two]] as const)) said.push(told(await pacts.act(id, verb, side.as, { reason, ...body })));
    return said;
  };

  it('are changed clause by clause by a supplementary agreement, which leaves text and signatures as they were', async () => {
    const id = await pacts.inForce([one, two]);
    const before = await pacts.get(id);
    const changes = { clauses: [{ clause: '2', text: '每季度召开一次联席会议。' }, { clause: '3', text: '设秘书处。' }], effectiveOn: '2024-06-01' };
    expect(faults(await pacts.act(id, 'amend', CHENGDU, { title: { zh: '补充协议' }, reason, clauses: [{ clause: '9', text: null }] }))).toEqual(['/clauses/0/clause pact/clause-unknown']);
    expect(told(await pacts.act(id, 'amend', CHENGDU, { title: { zh: '补充协议' }, reason }))).toBe('422 pact/changes-nothing');
    expect(told(await pacts.act(id, 'amend', SHANGHAI, { title: { zh: '补充协议' }, reason, ...changes }))).toBe('404 pact/not-found');
    const supplement = await pacts.supplement(id, one, changes);
    expect((await pacts.get(id, '?validAt=2024-07-01')).clauses).toEqual(before.clauses);
    expect(told(await pacts.act(id, 'sign', CHENGDU, { ...(await pacts.signature(id, one)), supplement }))).toBe('422 pact/signature-fails');
    expect(told(await pacts.sign(id, one, {}, supplement))).toBe('200');
    // In other words it is signed anew.
    await taken(pacts.act(id, 'amend', CHONGQING, { supplement, title: { zh: '补充协议' }, reason, ...changes, effectiveOn: '2024-07-01' }));
    expect((await pacts.get(id)).supplements[0]?.signatures).toEqual([]);
    expect(told(await pacts.sign(id, two, {}, supplement))).toBe('200');
    expect((await pacts.get(id)).supplements[0]).toMatchObject({ status: 'signing' });
    expect(told(await pacts.sign(id, one, {}, supplement))).toBe('200');
    const after = await pacts.get(id);
    expect(after.text).toEqual(before.text);
    expect(after.supplements[0]).toMatchObject({ id: supplement, status: 'in-force', from: '2024-07-01', signatures: [{ organisation: two.by.id }, { organisation: one.by.id }] });
    const read = async (day: string): Promise<readonly (readonly (string | null)[])[]> => (await pacts.get(id, `?validAt=${day}`)).clauses.map(({ clause, text, by }) => [clause, text, by]);
    expect(await read('2024-06-30')).toEqual(before.clauses.map(({ clause, text }) => [clause, text, null]));
    expect(await read('2024-07-01')).toEqual([['1', '双方共建软件产业合作机制。', null], ['2', '每季度召开一次联席会议。', supplement], ['3', '设秘书处。', supplement]]);
    expect((await pacts.get(id, `?validAt=2024-07-01&asOf=position:${before.asOf.position}`)).clauses).toEqual(before.clauses);
    expect(await pacts.text(id, CHENGDU)).not.toContain('每季度');
    expect(told(await pacts.act(id, 'amend', CHENGDU, { supplement, title: { zh: '补充协议' }, reason, ...changes }))).toBe('409 pact/supplement-exists');
    const declined = await pacts.supplement(id, one, { clauses: [{ clause: '1', text: null }] });
    expect(told(await pacts.act(id, 'decline', CHONGQING, { supplement: declined, reason }))).toBe('200');
    expect(told(await pacts.sign(id, one, {}, declined))).toBe('409 pact/supplement-failed');
  });

  it('are suspended, resumed, renewed and ended when all agree, each by the same act', async () => {
    const id = await pacts.inForce([one, two], { validity: { from: '2024-01-01', to: '2030-12-31' } });
    const [yesterday, today, soon, later] = [dayInShanghai(-1), dayInShanghai(), dayInShanghai(20), dayInShanghai(40)];
    const statuses = async (...days: readonly string[]): Promise<readonly string[]> => Promise.all(days.map(async (day) => (await pacts.get(id, `?validAt=${day}`)).status));
    expect(await number('pacts.in-force', `pact=${id}&validAt=${today}`)).toBe('1');
    expect(faults(await pacts.act(id, 'suspend', CHENGDU, { from: '2024-05', reason, source }))).toEqual(['/from pact/day-needed', '/source pact/source-not-needed']);
    expect(faults(await pacts.act(id, 'suspend', CHENGDU, { from: yesterday, reason }))).toEqual(['/from pact/day-past']);
    expect(told(await pacts.act(id, 'suspend', CHENGDU, { from: today, reason }))).toBe('200');
    expect(await pacts.get(id)).toMatchObject({ status: 'in-force', suspensions: [], motions: [{ act: 'suspend', consents: [one.by.id], missing: [two.by.id] }] });
    // With its day it has lapsed.
    expect((await pacts.get(id, `?validAt=${dayInShanghai(1)}`)).motions).toEqual([]);
    const { version } = await pacts.get(id);
    expect(told(await pacts.act(id, 'suspend', CHENGDU, { from: today, reason }))).toBe('200');
    expect((await pacts.get(id)).version).toBe(version);
    expect(told(await pacts.act(id, 'suspend', CHONGQING, { from: today, reason }))).toBe('200');
    expect(await pacts.get(id)).toMatchObject({ status: 'suspended', motions: [] });
    expect(await statuses(yesterday, today)).toEqual(['in-force', 'suspended']);
    expect([await number('pacts.in-force', `pact=${id}&validAt=${yesterday}`), await number('pacts.in-force', `pact=${id}&validAt=${today}`)]).toEqual(['1', '0']);
    expect(told(await pacts.act(id, 'amend', CHENGDU, { title: { zh: '补充' }, reason, clauses: [{ clause: '1', text: '新' }] }))).toBe('409 pact/suspended');
    expect(await all([id], 'resume', { on: '9999-12-31' })).toEqual(['200', '200']);
    expect(await all([id], 'resume', { on: soon })).toEqual(['200', '200']);
    expect(await statuses(today, soon)).toEqual(['suspended', 'in-force']);
    expect(told(await pacts.act(id, 'renew', CHENGDU, { to: '2029-12-31', reason }))).toBe('422 pact/not-later');
    expect(await all([id], 'renew', { to: '2035-12-31' })).toEqual(['200', '200']);
    expect([(await pacts.get(id)).validity.to, ...(await statuses('2036-01-01'))]).toEqual(['2035-12-31', 'expired']);
    expect(faults(await pacts.act(id, 'terminate', CHENGDU, { on: '2023-12-31', reason }))).toEqual(['/on pact/before-in-force', '/on pact/day-past']);
    // A day that stands is moved by all, while it lies ahead.
    expect(await all([id], 'terminate', { on: '9999-12-31' })).toEqual(['200', '200']);
    expect(await all([id], 'terminate', { on: later })).toEqual(['200', '200']);
    expect(await statuses(soon, later)).toEqual(['in-force', 'terminated']);
    expect([await number('pacts.in-force', `pact=${id}&validAt=${soon}`), await number('pacts.in-force', `pact=${id}&validAt=${later}`)]).toEqual(['1', '0']);
    expect(await all([id], 'terminate', { on: today })).toEqual(['200', '200']);
    expect(await statuses(yesterday, today)).toEqual(['in-force', 'terminated']);
    expect(told(await pacts.act(id, 'terminate', CHONGQING, { on: today, reason }))).toBe('200');
    expect(told(await pacts.act(id, 'terminate', CHONGQING, { on: later, reason }))).toBe('409 pact/terminated');
  });

  it('let one of three go under a clause, with its notice', async () => {
    const clauses = [{ clause: '1', text: '共建。' }, { clause: '7', text: '任一方提前三十日书面通知可退出。', permits: { act: 'withdraw', noticeDays: 30 } }];
    const id = await pacts.inForce([one, two, three], { clauses });
    expect([await number('pacts.in-force', `pact=${id}`), await number('pacts.in-force', `pact=${id}&region=310000`)]).toEqual(['1', '0.333333334']);
    expect(faults(await pacts.act(id, 'withdraw', SHANGHAI, { on: dayInShanghai(10), clause: '7', reason }))).toEqual(['/on pact/notice-too-short']);
    expect(told(await pacts.act(id, 'withdraw', SHANGHAI, { on: dayInShanghai(40), clause: '1', reason }))).toBe('409 pact/clause-does-not-permit');
    expect(told(await pacts.act(id, 'withdraw', CHENGDU, { organisation: three.by.id, on: dayInShanghai(40), clause: '7', reason }))).toBe('409 pact/clause-does-not-permit');
    const on = dayInShanghai(40);
    expect(told(await pacts.act(id, 'withdraw', SHANGHAI, { on, clause: '7', reason }))).toBe('200');
    expect(told(await pacts.act(id, 'withdraw', SHANGHAI, { on, clause: '7', reason }))).toBe('200');
    const bound = async (query: string): Promise<readonly (string | null | undefined)[]> => (await pacts.get(id, query)).parties.map(({ bound: each }) => each?.until);
    expect(await bound('')).toEqual([null, null, on]);
    expect((await pacts.get(id, `?validAt=${dayInShanghai(41)}`)).status).toBe('in-force');
    expect([await number('pacts.in-force', `pact=${id}&region=310000&validAt=${on}`), await number('pacts.in-force', `pact=${id}&validAt=${on}`), await number('pacts.in-force', `pact=${id}&region=510100&validAt=${on}`)]).toEqual(['0', '1', '0.5']);
    expect(told(await pacts.act(id, 'withdraw', CHENGDU, { on: dayInShanghai(50), clause: '7', reason }))).toBe('409 pact/two-parties');
    expect(faults(await pacts.act(id, 'withdraw', SHANGHAI, { on: dayInShanghai(41), clause: '7', reason }))).toEqual(['/on pact/not-earlier']);
    expect(told(await pacts.act(id, 'withdraw', SHANGHAI, { on: dayInShanghai(35), clause: '7', reason }))).toBe('200');
    expect(await bound('')).toEqual([null, null, dayInShanghai(35)]);
  });

  it('have obligations, which are overdue by their date until another party has verified that they were fulfilled', async () => {
    const obligation = (name: string, owner: Side, due: string | null): object => ({ obligation: name, clause: '1', owner: owner.by.id, describes: '报送年度数据', due });
    const id = await pacts.inForce([one, two], { obligations: [obligation('annual-report', one, '2024-03-31'), obligation('secretariat', two, '2030-12-31'), obligation('undated', two, null)] });
    const overdue = async (day: string): Promise<readonly string[]> => (await pacts.get(id, `?validAt=${day}`)).obligations.filter((each) => each.overdue).map((each) => each.obligation);
    expect([await overdue('2024-03-31'), await overdue('2024-04-01')]).toEqual([[], ['annual-report']]);
    expect([await number('pacts.obligations-overdue', `pact=${id}&validAt=2024-03-31`), await number('pacts.obligations-overdue', `pact=${id}&validAt=2024-04-01`), await number('pacts.obligations-due', `pact=${id}`)]).toEqual(['0', '1', '2']);
    const { body: { items } } = await node.get<{ items: readonly { task: string; responsible: { organisation: string } }[] }>(`/v1/overdue?minPosition=${(await pacts.get(id)).asOf.position}`, ADMIN);
    expect(items.filter(({ task }) => task === 'fulfil-obligation').map(({ responsible }) => responsible.organisation)).toEqual([one.by.id]);
    const document = await evidence(node, CHENGDU);
    const report = { obligation: 'annual-report', on: '2024-05-10', evidence: [document] };
    expect(told(await pacts.act(id, 'report-obligation', CHONGQING, report))).toBe('403 pact/not-the-owner');
    expect(told(await pacts.act(id, 'report-obligation', CHENGDU, { ...report, obligation: 'another' }))).toBe('422 pact/obligation-unknown');
    expect(faults(await pacts.act(id, 'report-obligation', CHENGDU, { ...report, evidence: [randomUUID()], on: dayInShanghai(1) }))).toEqual(['/evidence/0 document/unknown', '/on pact/date-in-future']);
    expect(told(await pacts.act(id, 'report-obligation', CHENGDU, report))).toBe('200');
    expect(told(await pacts.act(id, 'report-obligation', CHENGDU, report))).toBe('200');
    expect(told(await pacts.act(id, 'verify-obligation', CHENGDU, { obligation: 'annual-report' }))).toBe('403 pact/own-obligation');
    expect(told(await pacts.act(id, 'verify-obligation', CHENGDU, { obligation: 'secretariat' }))).toBe('409 pact/not-reported');
    expect(await overdue('2024-06-01')).toEqual(['annual-report']);
    expect(told(await pacts.act(id, 'verify-obligation', CHONGQING, { obligation: 'annual-report' }))).toBe('200');
    expect([await overdue('2024-05-09'), await overdue('2024-05-10')]).toEqual([['annual-report'], []]);
    const done = (await pacts.get(id)).obligations[0];
    expect([done?.status, done?.fulfilment?.on, done?.fulfilment?.evidence.map((each) => each.document)]).toEqual(['fulfilled', '2024-05-10', [document]]);
    expect([await number('pacts.obligations-overdue', `pact=${id}&validAt=2024-05-09`), await number('pacts.obligations-overdue', `pact=${id}&validAt=2024-05-10`), await number('pacts.obligations-fulfilled', `pact=${id}`)]).toEqual(['1', '0', '1']);
    expect(told(await pacts.act(id, 'reverse-obligation', CHONGQING, { obligation: 'annual-report', reason }))).toBe('200');
    expect([await overdue('2024-06-01'), await number('pacts.obligations-fulfilled', `pact=${id}`)]).toEqual([['annual-report'], '0']);
  });

  it('are entered by an association from a document, and nobody signs them', async () => {
    const stated = { kind: 'framework', title: { zh: '沪苏浙皖合作框架协议' }, signedOn: '2018-06', source };
    expect(told(await node.command('/v1/pacts', CHENGDU, { ...stated, parties: [{ organisation: one.by.id }] }))).toBe('403 party/attest-not-yours');
    const { id } = await taken(node.command('/v1/pacts', ADMIN, stated));
    attested = id;
    expect(await pacts.get(id, '', SHANGHAI)).toMatchObject({ status: 'in-force', grade: 'attested', parties: [], text: null, source });
    expect(told(await node.get(`/v1/pacts/${id}/proof`))).toBe('409 pact/nothing-to-prove');
    expect(told(await pacts.act(id, 'sign', CHENGDU, { ...one.by.signer(), signature: one.by.jws('{}') }))).toBe('409 pact/attested');
    expect(told(await pacts.act(id, 'terminate', ADMIN, { on: '2020', reason }))).toBe('422 party/source-required');
    expect(told(await pacts.act(id, 'terminate', ADMIN, { on: '2020', reason, source }))).toBe('200');
    expect(told(await pacts.act(id, 'terminate', ADMIN, { on: '2019', reason, source }))).toBe('200');
    expect(told(await pacts.act(id, 'terminate', ADMIN, { on: '2020', reason, source }))).toBe('200');
    expect((await pacts.get(id)).terminated).toMatchObject({ on: '2020', how: 'attested' });
    const mixed = await node.command('/v1/pacts', ADMIN, { ...stated, text: textOf([one, two]) });
    expect([told(mixed), faults(mixed)]).toEqual(['422 request/invalid', ['/text request/forms-mixed']]);
    const child = await pacts.draft([one, two], { parent: id });
    expect((await pacts.get(child, '', CHENGDU)) as PactBody & { parent: string; warnings: object[] }).toMatchObject({ parent: id, warnings: [{ code: 'pact/outside-framework' }] });
    expect(faults(await node.command('/v1/pacts', CHENGDU, { text: textOf([one, two], { parent: randomUUID() }) }))).toEqual(['/text/parent pact/unknown']);
  });

  it('are listed for whom they concern, page by page as they stood at the first', async () => {
    const open = await pacts.inForce([one, two], { access: 'open', kind: 'memorandum' });
    const { asOf: { position } } = await pacts.get(open);
    type Page = Readonly<{ items: readonly PactBody[]; next: string | null }>;
    const list = async (query: string, as: string): Promise<readonly string[]> => {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page: Page = await taken(node.get<Page>(`/v1/pacts?${query}&limit=2&minPosition=${position}&cursor=${cursor}`, as));
        expect(page.items.length).toBeLessThanOrEqual(2);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.next;
      }
      return seen;
    };
    const everything = await list('', ADMIN);
    expect(new Set(everything).size).toBe(everything.length);
    expect(everything.length).toBeGreaterThan(4);
    const seen = await list('', SHANGHAI);
    const mine = await list(`organisation=${three.by.id}`, SHANGHAI);
    expect(mine).toHaveLength(1);
    // What is open, what an association entered, and one's own.
    expect(seen).toEqual(everything.filter((id) => [open, attested, ...mine].includes(id)));
    expect(await list('kind=memorandum', SHANGHAI)).toEqual([open]);
    expect(await list(`parent=${attested}`, CHENGDU)).toHaveLength(1);
    expect(await list(`parent=${attested}`, CHONGQING)).toEqual([]);
    expect(await list('region=310000', ADMIN)).toEqual(mine);
    expect(await list('kind=memorandum&status=agreed&validAt=2023-12-31', CHONGQING)).toEqual([open]);
    expect(faults(await node.get('/v1/pacts?kind=treaty&limit=0'))).toEqual(['/kind request/invalid-value', '/limit request/too-small']);

    const first = await taken(node.get<Page>(`/v1/pacts?limit=2&minPosition=${position}`));
    await taken(pacts.act(open, 'suspend', CHENGDU, { from: dayInShanghai(), reason }));
    const ended = await taken(pacts.act(open, 'suspend', CHONGQING, { from: dayInShanghai(), reason }));
    const changed = await taken(node.get<Page>(`/v1/pacts?changedAfter=${position}&minPosition=${ended.position}`));
    expect(changed.items.map(({ id, status }) => [id, status])).toEqual([[open, 'suspended']]);
    const rest: PactBody[] = [];
    for (let cursor = first.next; cursor !== null; ) {
      const page: Page = await taken(node.get<Page>(`/v1/pacts?limit=2&cursor=${cursor}&minPosition=${position}`));
      rest.push(...page.items);
      cursor = page.next;
    }
    expect(rest.find(({ id }) => id === open)?.status).toBe('in-force');
  });

  it('count what their entries sum up to, wherever and by whatever it is asked', async () => {
    for (const metric of METRICS) {
      for (const query of ['', 'region=510000', 'region=500000', 'set=510100,500000', 'validAt=2024-06-30', 'by=region,pact', 'counterpart=500000'].filter((each) => !each.startsWith('counterpart') || metric.startsWith('pacts.present'))) await number(metric, query);
    }
    expect(Number(await number('pacts.present', 'region=510100&counterpart=500000&validAt=2024-02-01'))).toBeGreaterThanOrEqual(4);
    expect(await number('pacts.present', 'region=510100&counterpart=500000&validAt=2024-02-01')).toBe(await number('pacts.present', 'region=500000&counterpart=510100&validAt=2024-02-01'));
    expect(await number('pacts.present', 'region=510100&counterpart=510100&validAt=2024-02-01')).toBe('0');
  });

  it('leave views that a fresh fold of the log makes again', async () => expect(await differencesToAFreshFold(node.databaseUrl)).toEqual([]));
});
