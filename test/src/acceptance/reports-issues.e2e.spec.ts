import { waitUntil } from '@entente/infra/services/child';
import { told } from '../support/http.js';
import { startNode, type TestNode } from '../support/node.js';
import { ask, cellAt, digestOf, download, ended, issueOf, type IssueBody, jsonIn, made, RUN_MS_MAX, SOON, takenOn } from '../support/reports.js';
import { attested, changed } from '../support/road.js';
import { ADMIN, CHENGDU, CHONGQING, money, plain, reason } from '../support/samples.js';

type Event = Readonly<{ type: string; subject: string; data: Readonly<Record<string, unknown>> }>;
type Card = Readonly<{ edition: string; figure: { value: string }; revision: { state: string }; entries: string | null; lines: readonly { label: string; text: string }[] }>;

const BRIEF = 'monthly-brief';
const AMOUNTS = 'flows/contracted.CNY.total-investment/month';

/** What is published stands; what is corrected later is told beside it, and in the report of revisions. */
describe('an issue of a report', () => {
  let node: TestNode;
  let signing: string;
  let issue: IssueBody;
  let corrected = 0;
  const since: Record<string, string> = {};
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', env: SOON });
    // A single project: the public is not told of it.
    await attested(node, plain({ project: '去年', signedOn: '2023-01-11' }));
    for (const project of ['甲', '乙', '丙']) ({ id: signing } = await attested(node, plain({ project })));
  });
  afterAll(() => node?.stop());

  const card = async (path: string, as = ADMIN): Promise<Card> => (await node.get<Card>(`/v1/cards/${(await jsonIn(node, issue)).figures[path]?.code}`, as)).body;
  const events = async (after: number | string, as = ADMIN) => node.call<readonly Event[]>('GET', `/v1/events?after=${after}`, { as });

  it('is published once, and is there as soon as its run has ended', async () => {
    const run = await takenOn(ask(node, BRIEF, { period: '2024-01', publish: true }));
    const { result, state } = await ended(node, run.id);
    expect([run.kind, state, result.issue]).toEqual(['issue', 'done', run.issue]);
    issue = await issueOf(node, result.issue);
    expect(issue).toMatchObject({ period: '2024-01', run: run.id, output: result.output, inputs: result.inputs, calendar: null, superseded: null, released: null, asOf: { position: result.position } });
    const again = await takenOn(ask(node, BRIEF, { period: '2024-01', publish: true }));
    expect([again.id, again.state]).toEqual([run.id, 'done']);
    const page = await download(node, issue.files.find(({ name }) => name === 'report.zh.yi.html')?.href ?? '', ADMIN);
    expect([page.status, page.headers.get('content-digest')]).toEqual([200, digestOf(page.bytes)]);
    const { figures } = await jsonIn(node, issue);
    for (const { code } of Object.values(figures)) expect(page.bytes.toString('utf8')).toContain(`/cards/${code}`);
    expect((await node.get<{ items: IssueBody[] }>('/v1/reports/issues')).body.items.map(({ id }) => id)).toEqual([issue.id]);
  }, 2 * RUN_MS_MAX);

  it('of a region is read by its officers, and by no other', async () => {
    const { result } = await made(node, BRIEF, { period: '2024-01', parameters: { region: '510100' }, publish: true });
    const mine = await issueOf(node, result.issue, CHENGDU);
    expect(cellAt(await jsonIn(node, mine, CHENGDU), AMOUNTS)?.value).toBe('300.00');
    for (const [of, as] of [[mine.id, CHONGQING], [issue.id, CHENGDU]] as const) {
      expect(told(await node.get(`/v1/reports/issues/${of}`, as))).toBe('404 report/not-found');
      expect((await download(node, `/v1/reports/issues/${of}/files/report.json`, as)).status).toBe(404);
      expect(told(await node.command(`/v1/reports/issues/${of}/verify`, as, {}))).toBe('404 report/not-found');
    }
    expect((await node.get<{ items: IssueBody[] }>('/v1/reports/issues', CHENGDU)).body.items.map(({ id }) => id)).toEqual([mine.id]);
    const { headers, body } = await events(0, CHENGDU);
    expect(body.map(({ type, subject }) => [type, subject])).toEqual([['entente.report.published.v1', mine.id]]);
    since['chengdu'] = headers.get('entente-next') ?? '';
  }, 2 * RUN_MS_MAX);

  it('tells after a late correction what it would say now, stays as it is, and holds', async () => {
    ({ position: corrected } = await changed(node, signing, 'correct', { changes: { amount: money('160.00') } }));
    expect(await waitUntil(async () => (await issueOf(node, issue.id)).superseded !== null, RUN_MS_MAX)).toBe(true);
    const now = await issueOf(node, issue.id);
    const change = now.superseded?.changes.find(({ path }) => path === AMOUNTS);
    expect([change?.old?.value, change?.new?.value, now.output, now.version]).toEqual(['300.00', '360.00', issue.output, issue.version + 1]);
    expect(cellAt(await jsonIn(node, now), AMOUNTS)?.value).toBe('300.00');
    const { result } = await ended(node, (await takenOn(node.command(`/v1/reports/issues/${issue.id}/verify`, 'auditor', {}))).id);
    expect(result).toMatchObject({ holds: true, inputs: { same: true }, output: { same: true, now: issue.output }, dropped: [] });
  }, 2 * RUN_MS_MAX);

  it('is told of in the report of revisions: old, new, why, and by which event', async () => {
    const { body: { history } } = await node.get<{ history: readonly { position: number; type: string }[] }>(`/v1/signings/${signing}`);
    expect(history.at(-1)).toMatchObject({ position: corrected });
    const json = await jsonIn(node, await made(node, 'revisions', { period: '2024-01' }));
    const row = json.dataSet.tables.find(({ id }) => id === 'changes')?.rows.find(({ id }) => id === `${issue.id}:${AMOUNTS.replaceAll('/', ':')}`)?.cells;
    expect([row?.['old']?.value, row?.['new']?.value]).toEqual(['300.00', '360.00']);
    expect(row?.['why']?.text?.zh).toContain(reason.text.replace('。', ''));
    expect(row?.['events']?.text?.en).toMatch(new RegExp(`(^|; )${corrected} [0-9a-f-]{36}`));
  }, 2 * RUN_MS_MAX);

  it('has a card for each figure, for whoever may read it', async () => {
    const it = await card(AMOUNTS);
    expect(it).toMatchObject({ edition: 'issue', figure: { value: '300.00' }, revision: { state: 'revised', old: { value: '300.00' }, new: { value: '360.00' } }, answers: { organisation: 'hosting-association' } });
    const entries = await node.get<{ entries: readonly { value: string }[] }>(it.entries ?? '');
    expect(entries.body.entries.map(({ value }) => value)).toEqual(['100.00', '100.00', '100.00']);
    expect((await card('flows/count/month')).revision.state).toBe('stands');
    const code = (await jsonIn(node, issue)).figures[AMOUNTS]?.code ?? '';
    expect(told(await node.get(`/v1/cards/${code}`, CHONGQING))).toMatch(/^404 /);
    const page = await download(node, `/cards/${code}`);
    expect([page.status, page.bytes.toString('utf8').includes('300.00')]).toEqual([200, false]);
  });

  it('is released to the public by whoever saw it as it stands, and is nothing to the public before', async () => {
    const path = `/v1/reports/issues/${issue.id}/release`;
    const open = `/v1/public/reports/${issue.id}`;
    const { version } = await issueOf(node, issue.id);
    expect(told(await node.command(path, ADMIN, {}))).toBe('428 request/if-match-missing');
    expect(told(await node.command(path, ADMIN, {}, { ifMatch: version - 1 }))).toBe('412 request/version-moved');
    expect(told(await node.command(path, CHENGDU, {}, { ifMatch: version }))).toBe('403 access/not-your-route');
    const before = await node.call('GET', open);
    expect([told(before), before.headers.get('cache-control') ?? '']).toEqual(['404 report/not-found', expect.not.stringContaining('max-age')]);
    const run = await ended(node, (await takenOn(node.command(path, ADMIN, {}, { ifMatch: version, key: 'release' }))).id);
    expect([run.kind, run.state, Number(run.result['withheld']) > 0]).toEqual(['release', 'done', true]);
    expect(await issueOf(node, issue.id)).toMatchObject({ released: { withheld: run.result['withheld'] }, output: issue.output });
    expect(await waitUntil(async () => (await node.call('GET', open)).status === 200, 10_000)).toBe(true);
    const { body } = await node.call<IssueBody>('GET', open);
    const json = await download(node, body.files.find(({ name }) => name === 'report.json')?.href ?? '');
    expect([json.status, json.headers.get('content-digest'), json.bytes.toString('utf8').includes(issue.output)]).toEqual([200, digestOf(json.bytes), false]);
    expect(told(await node.command(path, ADMIN, {}, { ifMatch: version, key: 'release' }))).toBe('202');
    expect(told(await node.command(path, ADMIN, {}, { ifMatch: version }))).toBe('409 report/already-released');
  }, 2 * RUN_MS_MAX);

  it('is followed by subscribers, to each what he may read', async () => {
    const { headers, body } = await events(0);
    const mine = body.filter(({ subject }) => subject === issue.id);
    expect(mine.map(({ type }) => type)).toEqual(['entente.report.published.v1', 'entente.report.superseded.v1', 'entente.report.released.v1']);
    expect(mine[1]?.data).toMatchObject({ period: '2024-01', count: expect.any(Number) });
    expect((await events(headers.get('entente-next') ?? '')).body).toEqual([]);
    expect((await events(since['chengdu'] ?? '', CHENGDU)).body.map(({ type }) => type)).toEqual(['entente.report.superseded.v1']);
    expect((await events(0, CHONGQING)).body).toEqual([]);
  });

  it('of a month that was closed is told from where it was closed, until somebody opens the month again', async () => {
    const act = async (verb: string, body: object, month = '2024-02') => told(await node.command(`/v1/periods/${month}/${verb}`, ADMIN, body));
    const { position } = await attested(node, plain({ project: '二月', signedOn: '2024-02-20' }));
    expect(await act('close', {}, '2099-01')).toBe('422 period/not-over');
    expect(await act('close', { position })).toBe('200');
    expect(await act('close', {})).toBe('409 period/already-closed');
    await attested(node, plain({ project: '补录', signedOn: '2024-02-21' }));
    const { result } = await made(node, BRIEF, { period: '2024-02', publish: true });
    const february = await issueOf(node, result.issue);
    expect([february.asOf.position, cellAt(await jsonIn(node, february), AMOUNTS)?.value]).toEqual([position, '100.00']);
    expect(await act('reopen', {})).toBe('422 request/invalid');
    expect(await act('reopen', { reason })).toBe('200');
    expect((await node.get('/v1/periods/2024-02')).body).toMatchObject({ position: null, acts: [{ act: 'closed', position }, { act: 'reopened', reason }] });
    expect(await waitUntil(async () => (await issueOf(node, february.id)).superseded?.changes.find(({ path }) => path === AMOUNTS)?.new?.value === '200.00', RUN_MS_MAX)).toBe(true);
  }, 2 * RUN_MS_MAX);
});
