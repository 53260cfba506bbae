import { randomUUID } from 'node:crypto';
import { evidence } from '../support/evidence.js';
import { type Accepted, faults, type ProblemBody, told } from '../support/http.js';
import type { MetricBody } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { act, progress } from '../support/progress.js';
import { admitted, confirmedAndApproved, type Page, submitted } from '../support/road.js';
import { ADMIN, CHENGDU, CHONGQING, money, plain, reason, SHANGHAI } from '../support/samples.js';

type Body = Readonly<Record<string, unknown>>;
type Foreseen = Readonly<{ dryRun: boolean; version: number; events: readonly Readonly<{ type: string }>[]; entries: readonly Readonly<{ metric: string; value: string }>[] }>;

const AHEAD = 2;
const HOSTS = [{ region: '510100', share: '0.6' }, { region: '500000', share: '0.4' }];

/** Upgrades, annulments, outside numbers, and what all the acts of a project's life would do. */
describe('a signing on record', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', editions: ['annulled-1', 'dry-1', 'dry-waiting-1', 'twice-1', 'up-1'], apis: 2, apisAheadDays: [30] });
  });
  afterAll(() => node?.stop());

  const metric = async (question: string): Promise<MetricBody> => {
    const { status, body } = await node.get<MetricBody>(`/v1/metrics/${question}`);
    if (status !== 200) throw new Error(`${question}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const rows = async (question: string, ...names: readonly string[]) => (await metric(question)).rows.map((row) => names.map((name) => row[name]).join(' '));
  const upgraded = async (id: string, body: Body): Promise<Accepted> => {
    const sent = await act(node, id, 'upgrade', CHENGDU, { reason, ...body });
    if (sent.status !== 200) throw new Error(JSON.stringify(sent.body));
    return confirmedAndApproved(node, id);
  };

  describe('that is upgraded', () => {
    it('is one project still, of a higher level from that day on, with the larger amount', async () => {
      const { id } = await admitted(node, CHENGDU, plain({ edition: 'up-1', level: 'intent', hosts: HOSTS, amount: money('1000.00') }));
      const sent = await act(node, id, 'upgrade', CHENGDU, { level: 'contract', changes: { amount: money('2500.00') }, reason, effectiveOn: '2024-05-20' });
      expect(told(sent)).toBe('200');
      expect(await progress(node, id)).toMatchObject({ level: 'intent', change: { act: 'upgrade', confirmations: [{ region: '500000', confirmed: false }] } });
      expect(told(await act(node, id, 'approve', ADMIN, {}))).toBe('409 signing/confirmations-missing');
      const { position } = await confirmedAndApproved(node, id);
      expect(await progress(node, id)).toMatchObject({ level: 'contract', change: null, amount: { amount: '2500.00' }, amendments: [{ act: 'upgrade', effectiveOn: '2024-05-20' }] });
      expect((await progress(node, id, ADMIN, '?validAt=2024-05-19')).level).toBe('intent');

      expect(await rows(`signings.count?edition=up-1&by=level,month&minPosition=${position}`, 'level', 'month', 'value')).toEqual(['intent 2024-01 1']);
      expect(await rows('signings.upgraded?edition=up-1&by=level,month', 'level', 'month', 'value')).toEqual(['contract 2024-05 1']);
      expect(await rows('signings.upgraded?edition=up-1&by=region', 'region', 'value')).toEqual(['500000 0.4', '510100 0.6']);
      expect(await rows('signings.active?edition=up-1&by=level&validAt=2024-05-19', 'level', 'value')).toEqual(['intent 1']);
      expect(await rows('signings.active?edition=up-1&by=level&validAt=2024-05-20', 'level', 'value')).toEqual(['contract 1']);
      expect(await rows('signings.contracted?edition=up-1&by=month', 'month', 'value')).toEqual(['2024-01 1000.00', '2024-05 1500.00']);
      expect((await metric('signings.present?edition=up-1')).total).toBe('1');
      expect((await node.get<{ whole: { counts: { signed: number } } }>('/v1/funnel?edition=up-1')).body.whole.counts.signed).toBe(1);
    });

    it('twice counts twice as upgraded and once as signed', async () => {
      const { id } = await admitted(node, CHENGDU, plain({ edition: 'twice-1', level: 'intent' }));
      await upgraded(id, { level: 'framework', effectiveOn: '2024-05-20' });
      const { position } = await upgraded(id, { level: 'contract', effectiveOn: '2024-07-01' });
      expect(await rows(`signings.upgraded?edition=twice-1&by=level&minPosition=${position}`, 'level', 'value')).toEqual(['contract 1', 'framework 1']);
      expect(await rows('signings.active?edition=twice-1&by=level&validAt=2024-06-30', 'level', 'value')).toEqual(['framework 1']);
      expect((await metric('signings.count?edition=twice-1')).total).toBe('1');
    });

    it('rises and never falls, by its submitter and on a day that has come', async () => {
      const { id } = await admitted(node, CHENGDU, plain({ level: 'framework', hosts: HOSTS }));
      const upgrade = (body: Body, as = CHENGDU) => act(node, id, 'upgrade', as, { level: 'contract', reason, effectiveOn: '2024-05-20', ...body });
      expect(told(await upgrade({ level: 'framework' }))).toBe('422 signing/not-higher');
      expect(faults(await upgrade({ level: 'intent' })).map((each) => each.split(' ')[0])).toEqual(['/level']);
      expect(told(await upgrade({}, CHONGQING))).toBe('403 signing/not-the-submitter');
      expect(told(await upgrade({}, SHANGHAI))).toBe('404 signing/not-found');
      expect(told(await upgrade({ effectiveOn: '2024-01-10' }))).toBe('422 signing/before-signed');
      expect(told(await upgrade({ effectiveOn: '2999-01-01' }))).toBe('422 signing/date-in-future');
      expect(told(await act(node, id, 'amend', CHENGDU, { changes: { level: 'contract' }, reason, effectiveOn: '2024-05-20' }))).toBe('422 signing/not-amendable');
      expect((await progress(node, id)).history).toHaveLength(3);
    });
  });

  describe('that is annulled', () => {
    it('leaves the record at its original date, and is seen as it was known before', async () => {
      const outside = { scheme: 'oa', id: 'CD-17' };
      const { id } = await admitted(node, CHENGDU, plain({ edition: 'annulled-1', externalIds: [outside] }));
      const proof = await evidence(node, CHENGDU);
      await act(node, id, 'report-milestone', CHENGDU, { milestone: 'register', on: '2024-03-01', evidence: [proof] });
      await act(node, id, 'verify-milestone', ADMIN, { milestone: 'register' });
      const receipt = randomUUID();
      await act(node, id, 'receive-funds', CHENGDU, { receipt, host: '510100', payer: { name: '甲' }, on: '2024-03-08', amount: { amount: '1.00', currency: 'CNY' }, kind: 'land', evidence: [proof] });
      const before = (await act(node, id, 'verify-funds', ADMIN, { receipt })).body.position;
      expect(told(await act(node, id, 'annul', CHENGDU, { reason }))).toBe('403 access/not-your-route');
      expect(faults(await act(node, id, 'annul', ADMIN, {})).map((each) => each.split(' ')[0])).toEqual(['/reason']);
      const annulled = await act(node, id, 'annul', ADMIN, { reason });
      expect(told(annulled)).toBe('200');
      expect((await act(node, id, 'annul', ADMIN, { reason })).body.version).toBe(annulled.body.version);

      const { position } = annulled.body;
      for (const [name, value] of [['signings.count', '1'], ['signings.registered', '1'], ['signings.active', '1'], ['signings.present', '1']]) {
        expect([name, (await metric(`${name}?edition=annulled-1&minPosition=${position}`)).total]).toEqual([name, '0']);
        expect([name, (await metric(`${name}?edition=annulled-1&asOf=position:${before}`)).total]).toEqual([name, value]);
      }
      for (const [name, value] of [['signings.contracted', '100.00'], ['signings.received', '1.00']]) {
        expect([name, (await metric(`${name}?edition=annulled-1`)).totals]).toEqual([name, []]);
        expect([name, (await metric(`${name}?edition=annulled-1&asOf=position:${before}`)).totals]).toMatchObject([name, [{ value }]]);
      }
      const signedIn = async (query: string) => (await node.get<{ whole: { counts: { signed: number } } }>(`/v1/funnel?edition=annulled-1${query}`)).body.whole.counts.signed;
      expect([await signedIn(''), await signedIn(`&asOf=position:${before}`)]).toEqual([0, 1]);

      expect(await progress(node, id, CHENGDU)).toMatchObject({ status: 'annulled', annulled: { reason } });
      expect(await progress(node, id, CHENGDU, `?asOf=position:${before}`)).toMatchObject({ status: 'admitted', annulled: null });
      for (const [verb, as, body] of [
        ['terminate', CHENGDU, { reason, on: '2024-06-30' }], ['amend', CHENGDU, { changes: {}, reason, effectiveOn: '2024-05-20' }], ['identify', CHENGDU, { externalIds: [outside] }],
        ['report-milestone', CHENGDU, { milestone: 'settle', on: '2024-03-02', evidence: [proof] }], ['verify-funds', ADMIN, { receipt }], ['approve', ADMIN, {}],
      ] as const) expect([verb, told(await act(node, id, verb, as, body))]).toEqual([verb, '409 signing/annulled']);

      // Its outside number is free again, and stands for the signing that is submitted anew.
      const anew = await submitted(node, CHENGDU, plain({ edition: 'annulled-1', externalIds: [outside] }));
      const { items } = (await node.get<Page<Body>>(`/v1/signings?externalId=oa:CD-17&minPosition=${anew.position}`, CHENGDU)).body;
      expect(items.map((each) => each['id'])).toContain(anew.id);
    });
  });

  describe('with numbers of others', () => {
    it('holds a number alone when two ask for it at once, and the other is told which it is', async () => {
      for (let n = 0; n < 5; n += 1) {
        const body = () => plain({ id: randomUUID(), externalIds: [{ scheme: 'oa', id: `R-${n}` }] });
        const asked = [body(), body()];
        const both = await Promise.all(asked.map((each, api) => node.command('/v1/signings', CHENGDU, each, { api })));
        expect(both.map(told).sort()).toEqual(['201', '409 signing/external-id-taken']);
        const [won, lost] = [both.findIndex(({ status }) => status === 201), both.findIndex(({ status }) => status === 409)];
        expect((both[lost]?.body as unknown as ProblemBody).errors).toEqual([expect.objectContaining({ pointer: '/externalIds/0', message: expect.stringContaining(String(asked[won]?.['id'])) })]);
        expect((await node.get(`/v1/signings/${String(asked[lost]?.['id'])}`)).status).toBe(404);
      }
    });

    it('is known to each organisation by its own, once', async () => {
      const ids = [{ scheme: 'oa', id: 'S-1' }];
      const { id } = await admitted(node, CHENGDU, plain({ hosts: HOSTS, externalIds: ids }));
      const theirs = await act(node, id, 'identify', CHONGQING, { externalIds: ids });
      expect(told(theirs)).toBe('200');
      expect((await act(node, id, 'identify', CHONGQING, { externalIds: [...ids, ...ids] })).body.version).toBe(theirs.body.version);
      expect((await progress(node, id)).externalIds).toEqual(['region-510100', 'region-500000'].map((organisation) => ({ organisation, ...ids[0] })));
      expect(told(await node.command('/v1/signings', CHENGDU, plain({ externalIds: ids })))).toBe('409 signing/external-id-taken');
      expect(told(await act(node, id, 'identify', SHANGHAI, { externalIds: ids }))).toBe('404 signing/not-found');
    });
  });

  it('says what every act would do, and does none of it', async () => {
    const [proof, fresh, receipt] = [await evidence(node, CHENGDU), await evidence(node, CHENGDU), randomUUID()];
    const { id } = await admitted(node, CHENGDU, plain({ edition: 'dry-1', level: 'intent', hosts: HOSTS }));
    await act(node, id, 'report-milestone', CHENGDU, { milestone: 'register', on: '2024-03-01', evidence: [proof] });
    const funds = { receipt, host: '510100', payer: { name: '甲' }, on: '2024-03-08', amount: { amount: '1.00', currency: 'CNY' }, kind: 'land', evidence: [proof] };
    await act(node, id, 'receive-funds', CHENGDU, funds);
    const { id: waiting } = await submitted(node, CHENGDU, plain({ hosts: HOSTS, edition: 'dry-waiting-1' }));
    const { id: doubted } = await submitted(node, CHENGDU, plain({ hosts: HOSTS }));
    await act(node, doubted, 'approve', ADMIN, { waive: ['500000'] }, { api: AHEAD });
    const { asOf } = await progress(node, id);

    const rehearse = async (of: string, verb: string, as: string, body: Body, api = 0): Promise<[readonly string[], string[]]> => {
      const before = await progress(node, of);
      const { status, body: seen } = await act<Foreseen>(node, of, verb, as, body, { query: '?dryRun=true', api });
      expect([verb, status, seen.dryRun]).toEqual([verb, 200, true]);
      expect((await progress(node, of)).history).toEqual(before.history);
      const metrics = [...new Set(seen.entries.map((entry) => `${entry.value.startsWith('-') ? '-' : ''}${entry.metric}`))].sort();
      return [seen.events.map(({ type }) => type).filter((type) => !type.startsWith('Document') && !type.startsWith('External')), metrics];
    };
    expect(await rehearse(id, 'upgrade', CHENGDU, { level: 'contract', reason, effectiveOn: '2024-05-20' })).toEqual([['SigningChangeProposed'], []]);
    expect(await rehearse(id, 'plan-milestone', CHENGDU, { milestone: 'settle', on: '2027-03-31', responsible: '某局' })).toEqual([['MilestonePlanned'], []]);
    expect(await rehearse(id, 'report-milestone', CHENGDU, { milestone: 'settle', on: '2024-03-02', evidence: [fresh] })).toEqual([['MilestoneReported'], []]);
    expect(await rehearse(id, 'verify-milestone', ADMIN, { milestone: 'register' })).toEqual([['MilestoneVerified'], ['signings.registered']]);
    expect(await rehearse(id, 'reverse-milestone', ADMIN, { milestone: 'register', reason })).toEqual([['MilestoneReversed'], []]);
    expect(await rehearse(id, 'receive-funds', CHENGDU, { ...funds, receipt: randomUUID(), evidence: [fresh] })).toEqual([['FundsReceived'], []]);
    expect(await rehearse(id, 'verify-funds', ADMIN, { receipt })).toEqual([['FundsVerified'], ['signings.received']]);
    expect(await rehearse(id, 'reverse-funds', ADMIN, { receipt, reason })).toEqual([['FundsReversed'], []]);
    expect(await rehearse(id, 'identify', CHONGQING, { externalIds: [{ scheme: 'oa', id: 'dry' }] })).toEqual([['SigningIdentified'], []]);
    expect(await rehearse(id, 'annul', ADMIN, { reason })).toEqual([['SigningAnnulled'], ['-signings.active', '-signings.contracted', '-signings.count', '-signings.present']]);
    expect(await rehearse(waiting, 'remind', CHENGDU, {})).toEqual([['SigningReminded'], []]);
    expect(await rehearse(waiting, 'approve', ADMIN, { waive: ['500000'] }, AHEAD))
      .toEqual([['SigningAdmitted'], expect.arrayContaining(['signings.active', 'signings.contracted', 'signings.count', 'signings.present'])]);
    expect((await rehearse(doubted, 'object', CHONGQING, { reason }))[0]).toEqual(['SigningObjected']);
    // A refusal is the same.
    expect(told(await act(node, id, 'verify-funds', ADMIN, { receipt: randomUUID() }, { query: '?dryRun=true' }))).toBe('404 signing/receipt-unknown');
    expect((await node.get<{ references: object[] }>(`/v1/documents/${fresh}`, CHENGDU)).body.references).toEqual([]);
    expect((await progress(node, id)).asOf.position).toBe(asOf.position);
  });
});
