import { waitUntil } from '@entente/infra/services/child';
import { told } from '../support/http.js';
import { startNode, type TestNode } from '../support/node.js';
import { ADMIN, CHENGDU } from '../support/samples.js';

type Run = Readonly<{ job: string; period: string; state: string; position: number | null; result?: Readonly<Record<string, unknown>> }>;
type Page = Readonly<{ items: readonly Run[]; next: string | null }>;

const PERIODS = { 'credit-expiry': /^\d{4}-\d\d-\d\dT\d\d:\d[05]\+08:00$/, 'credit-snapshots': /^\d{4}-\d\d$/, 'credit-reconciliation': /^\d{4}-\d\d-\d\d$/, 'report-retention': /^\d{4}-\d\d-\d\d$/ } as const;

describe('what is scheduled', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', workers: 2, env: { JOBS_EVERY_MS: '100' } });
  });
  afterAll(() => node?.stop());

  const runs = async (query = '', as = ADMIN): Promise<readonly Run[]> => (await node.get<Page>(`/v1/jobs/runs${query}`, as)).body.items;

  it('is done by one of the workers once for each period, and what came of it is told', async () => {
    expect(await waitUntil(async () => {
      const jobs = new Set((await runs('?state=done')).map(({ job }) => job));
      return Object.keys(PERIODS).every((job) => jobs.has(job));
    }, 30_000)).toBe(true);
    const all = await runs();
    expect(new Set(all.map(({ job, period }) => `${job} ${period}`)).size).toBe(all.length);
    for (const { job, period } of all) expect(period).toMatch(PERIODS[job as keyof typeof PERIODS]);
    const resultOf = async (job: string): Promise<Run['result']> => {
      const [newest] = await runs(`?job=${job}&state=done&limit=1`, 'auditor');
      const { status, body } = await node.get<Run>(`/v1/jobs/runs/${job}/${newest?.period}`, 'auditor');
      expect([status, body.state]).toEqual([200, 'done']);
      return body.result;
    };
    expect(await resultOf('credit-expiry')).toEqual({ looked: 0, reservations: 0, expired: 0, closed: 0, passed: 0, more: false });
    expect(await resultOf('credit-snapshots')).toMatchObject({ month: expect.stringMatching(/^\d{4}-\d\d$/), position: expect.any(Number), programmes: [] });
    expect(await resultOf('credit-reconciliation')).toMatchObject({ holds: true, problems: [], differences: [], batches: [], facts: 0 });
  });

  it('is told page by page, with a link to the next, and a cursor belongs to its question', async () => {
    const { headers, body } = await node.get<Page>('/v1/jobs/runs?limit=1');
    expect(body.items).toHaveLength(1);
    expect(headers.get('link')).toBe(`</v1/jobs/runs?limit=1&cursor=${encodeURIComponent(body.next ?? '')}>; rel="next"`);
    const { body: second } = await node.get<Page>(`/v1/jobs/runs?limit=1&cursor=${body.next}`);
    expect(second.items[0]).not.toEqual(body.items[0]);
    expect(told(await node.get(`/v1/jobs/runs?limit=1&state=done&cursor=${body.next}`))).toMatch(/^422 /);
  });

  it('is for associations over everything and auditors, and there is no run of what is not scheduled', async () => {
    for (const path of ['/v1/jobs/runs', '/v1/jobs/runs/credit-snapshots/2026-01']) {
      expect(await Promise.all([CHENGDU, 'bank', 'report'].map(async (as) => told(await node.get(path, as))))).toEqual(Array(3).fill('403 access/not-your-route'));
    }
    expect(told(await node.get('/v1/jobs/runs/credit-snapshots/1999-01'))).toBe('404 jobs/no-such-run');
    expect(told(await node.get('/v1/jobs/runs/none/2026-01'))).toBe('404 jobs/no-such-run');
    expect(told(await node.get('/v1/jobs/runs?state=lost'))).toMatch(/^422 /);
  });
});
