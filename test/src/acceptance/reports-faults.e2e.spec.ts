import { dayAfter, edtfInterval } from '@entente/domain/kernel/period';
import { waitUntil } from '@entente/infra/services/child';
import { once } from '@entente/infra/services/test-database';
import { told } from '../support/http.js';
import { dayInShanghai } from '../support/keys.js';
import { startNode, type TestNode } from '../support/node.js';
import { testRedis, type TestRedis } from '../support/redis.js';
import { ask, ended, issueOf, type IssueBody, made, RUN_MS_MAX, type RunBody, runOf, SOON, takenOn, until, workerAhead } from '../support/reports.js';
import { attested } from '../support/road.js';
import { ADMIN, CHENGDU, plain } from '../support/samples.js';

const server = process.env['TEST_REDIS_SERVER'];
const BRIEF = 'monthly-brief';
const LATER = 1;
const DAYS_AHEAD = 100;

/** Workers that are killed, a queue that is emptied, clocks that jump, and nobody there when something falls due: one issue for each period, and none left out. */
describe('reports under faults', () => {
  let redis: TestRedis | undefined;
  let node: TestNode;
  beforeAll(async () => {
    redis = server === undefined ? undefined : await testRedis(server);
    await redis?.start();
    node = await startNode({ queue: redis ? { redisUrl: redis.url } : 'postgres', workers: 2, apisAheadDays: [DAYS_AHEAD], editions: ['undated-1'], env: SOON });
    await attested(node, plain());
  });
  afterAll(async () => {
    await node?.stop();
    await redis?.kill9();
  });

  const issuesOf = async (report: string): Promise<readonly IssueBody[]> => (await node.get<{ items: readonly IssueBody[] }>(`/v1/reports/issues?report=${report}&limit=200`)).body.items;
  const published = async (): Promise<readonly string[]> =>
    (await node.get<readonly { subject: string }[]>('/v1/events?type=entente.report.published.v1&limit=500')).body.map(({ subject }) => subject);
  const workersStop = (): Promise<unknown> => Promise.all(node.workers.map((each) => node.kill9(each)));
  const workersStart = (): void => node.workers.filter((each) => !each.runs()).forEach((each) => each.start());
  /** What the silence of half a minute comes to, without the wait. */
  const silenceGoesBy = (): Promise<void> => once(node.databaseUrl, `update jobs.runs set heartbeat_at = now() - interval '1 minute' where state = 'running'`);
  const cancelled = (id: string, as = ADMIN) => node.command<RunBody>(`/v1/reports/runs/${id}/cancel`, as, {});

  it('are made by another worker where the one that made them is killed, once, and say the same', async () => {
    const [one, other] = node.workers as [TestNode['workers'][number], TestNode['workers'][number]];
    await node.kill9(other);
    const run = await takenOn(ask(node, BRIEF, { period: '2024-01', publish: true }));
    await until(node, run.id, 'running');
    await node.kill9(one);
    expect((await runOf(node, run.id)).state).toBe('running');
    other.start();
    await silenceGoesBy();
    const { state, attempts, losses, result } = await ended(node, run.id);
    expect([state, attempts, losses, result.issue]).toEqual(['done', 1, 1, run.issue]);
    const issue = await issueOf(node, result.issue);
    // Told once more by whom it may be, from the same position, it is the same; of workbooks the content is.
    one.start();
    const draft = await made(node, BRIEF, { period: '2024-01', asOf: `position:${issue.asOf.position}` });
    expect([draft.result.output, draft.result.inputs]).toEqual([issue.output, issue.inputs]);
    const digests = (files: IssueBody['files']) => files.filter(({ name }) => !name.endsWith('.xlsx')).map(({ name, sha256 }) => `${name} ${sha256}`);
    expect(digests(draft.files)).toEqual(digests(issue.files));
    expect(await published()).toEqual([issue.id]);
  }, 4 * RUN_MS_MAX);

  it('that a rule refuses have failed at once and say what to do, and are made when it was done', async () => {
    const wanted = { period: 'T+1', parameters: { edition: 'undated-1' }, publish: true };
    const run = await takenOn(ask(node, 'conference', wanted));
    const { state, attempts, error } = await ended(node, run.id);
    expect([state, attempts, error]).toEqual(['failed', 1, expect.stringContaining('announce them first')]);
    const { body } = await node.call<RunBody>('GET', `/v1/reports/runs/${run.id}`, { as: ADMIN, headers: { 'Accept-Language': 'zh' } });
    expect(body.error).toMatch(/请先登记/);
    expect(told(await cancelled(run.id))).toBe('409 report/run-finished');
    const { position } = await attested(node, plain({ edition: 'undated-1' }));
    const again = await takenOn(ask(node, 'conference', wanted));
    expect([again.id, again.state === 'failed']).toEqual([run.id, false]);
    expect(await ended(node, run.id)).toMatchObject({ state: 'done', error: null, asOf: position, issue: run.issue });
  }, 4 * RUN_MS_MAX);

  it('are cancelled at once where they wait, at the next step where they are being made, and can be asked for again', async () => {
    await workersStop();
    const wanted = { period: '2023-12', asOf: 'position:9' };
    const { id, state } = await takenOn(ask(node, BRIEF, wanted));
    expect([state, told(await cancelled(id, CHENGDU)), told(await cancelled(id, 'auditor'))]).toEqual(['waiting', '404 request/not-found', '403 access/not-your-route']);
    expect((await cancelled(id)).body).toMatchObject({ id, state: 'cancelled', cancelled: { organisation: 'hosting-association' } });
    expect((await takenOn(ask(node, BRIEF, wanted))).id).toBe(id);
    workersStart();
    await until(node, id, 'running');
    expect((await cancelled(id)).status).toBe(200);
    expect(await ended(node, id)).toMatchObject({ state: 'cancelled', files: [], error: null, result: null });
    expect(await made(node, BRIEF, wanted)).toMatchObject({ id, state: 'done', cancelled: null });
  }, 4 * RUN_MS_MAX);

  it('fall due while nobody is there, and are caught up with in their order, each as of the close of its month', async () => {
    const before = (await published()).length;
    await takenOnSchedule();
    const months = await closedMonths();
    await workersStop();
    await redis?.flush();
    const ahead = [1, 2].map((n) => workerAhead(node, `worker ${n} ahead`, DAYS_AHEAD, { ...SOON, ...(redis ? { REDIS_URL: redis.url } : {}) }));
    ahead.forEach((each) => each.start());
    try {
      expect(await waitUntil(isCaughtUp, 3 * RUN_MS_MAX, 100)).toBe(true);
    } finally {
      await Promise.all(ahead.map((each) => each.end('SIGKILL')));
    }
    const issues = await dueIssues();
    expect(issues.map(({ period, asOf }) => [period, asOf.position])).toEqual(months.slice(0, issues.length));
    for (const { calendar } of issues) expect(['published', 'weekdays']).toContain(calendar);
    // The clock jumps back: what is published stays, and nothing is published a second time.
    workersStart();
    await made(node, BRIEF, { period: '2023-11' });
    expect((await published()).length).toBe(before + issues.length);
    expect(new Set(await published()).size).toBe(before + issues.length);
  }, 6 * RUN_MS_MAX);

  const takenOnSchedule = async (): Promise<void> => {
    const { status } = await node.command('/v1/reports/schedules', ADMIN, { report: BRIEF, parameters: { region: '510100' } });
    expect(status).toBe(201);
    expect(told(await node.command('/v1/reports/schedules', ADMIN, { report: BRIEF, parameters: { region: '510100' } }))).toBe('409 report-schedule/exists');
  };
  /** Closes the months that will be over, by the api that lives later: each with the position at which it was closed. */
  const closedMonths = async (): Promise<readonly (readonly [month: string, position: number])[]> => {
    const closed: (readonly [string, number])[] = [];
    for (let month = dayInShanghai().slice(0, 7); ; month = dayAfter(edtfInterval(month).to).slice(0, 7)) {
      const answer = await node.command(`/v1/periods/${month}/close`, ADMIN, {}, { api: LATER });
      if (answer.status !== 200) return closed;
      closed.push([month, answer.body.position - 1]);
      await attested(node, plain({ project: `${month} 之后` }));
    }
  };
  const dueIssues = async (): Promise<readonly IssueBody[]> => (await issuesOf(BRIEF)).filter(({ period }) => period > '2025').toReversed();
  /** Whether all that fell due by schedule has been made, and is in the list of issues. */
  const isCaughtUp = async (): Promise<boolean> => {
    const { body: { items } } = await node.get<{ items: readonly RunBody[] }>(`/v1/reports/runs?report=${BRIEF}&limit=200`);
    const due = items.filter(({ asked }) => asked === null);
    return due.length >= 2 && due.every(({ state }) => state === 'done') && (await dueIssues()).length === due.length;
  };
});
