import { lookAtOpen } from '../jobs/jobs.samples.js';
import { enterDue } from '../jobs/entering.js';
import { reportJobs } from './open-jobs.js';
import { type ReportNode, reportNode } from './reports.samples.js';
import { scheduledReports } from './schedules.js';

const DAY_MS = 86_400_000;
const nowInShanghai = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19);

describe('reports on schedule', () => {
  let node: ReportNode;
  beforeAll(async () => {
    node = await reportNode();
    await node.grow(20);
    await node.act('scheduling', 'ScheduleReport', { id: '019a0c00-0000-7000-8000-00000000fb01', report: 'overdue', parameters: {} } as never);
    await node.caughtUp();
    // All of it was recorded more than a hundred days ago, and nobody has looked since.
    for (const table of ['events', 'head']) {
      await node.owner.query(`alter table log.${table} disable trigger all`);
      await node.owner.query(`update log.${table} set recorded_at = recorded_at - interval '105 days'`);
      await node.owner.query(`alter table log.${table} enable trigger all`);
    }
  });
  afterAll(() => node?.close());

  const look = async (): Promise<readonly string[]> => {
    const now = new Date().toISOString();
    for (const job of await scheduledReports(node.needs, now)) await enterDue(node.worker, job, now);
    return (await lookAtOpen(node.worker, nowInShanghai(), reportJobs(node.needs))).map(({ period, outcome }) => `${period} ${outcome}`);
  };
  const monthsBefore = (days: number): readonly string[] => {
    const [first, last] = [new Date(Date.now() - days * DAY_MS + 8 * 3_600_000), new Date(Date.now() + 8 * 3_600_000)];
    const months: string[] = [];
    for (let at = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), 1)); at < new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), 1)); at.setUTCMonth(at.getUTCMonth() + 1)) months.push(at.toISOString().slice(0, 7));
    return months;
  };

  it('are caught up with in order after nobody looked for months, each once, and each from what was known when it fell due', async () => {
    const made = await look();
    // The month before this one is due on its first working day, which may still lie ahead.
    const months = monthsBefore(105);
    expect(made.length).toBeGreaterThanOrEqual(months.length - 1);
    expect(made).toEqual(months.slice(0, made.length).map((month) => `${month} done`));
    expect(await look()).toEqual([]);
    const published = await node.facts('ReportPublished');
    expect(published.map(({ data }) => data['period'])).toEqual(months.slice(0, made.length));
    const runs = await node.rows<{ period: string; due_at: Date; position: string; calendar: string }>(`select period, due_at, position, calendar from jobs.runs where job = 'report/overdue' order by due_at`);
    for (const run of runs) {
      const [known] = await node.rows<{ position: string }>('select read.position_at($1) as position', [run.due_at]);
      expect([run.position, ['published', 'weekdays'].includes(run.calendar)]).toEqual([known?.position, true]);
    }
  });

  it('that were asked for before are not made again, and what was taken off schedule is made no more', async () => {
    await node.owner.query('drop trigger runs_stay on jobs.runs');
    await node.owner.query(`delete from jobs.runs where job = 'report/overdue'`);
    const count = (await node.facts('ReportPublished')).length;
    // The ledger knows nothing any more; what is published is in the log.
    expect((await look()).every((each) => each.endsWith('done'))).toBe(true);
    expect(await node.facts('ReportPublished')).toHaveLength(count);
    await node.act('scheduling', 'EndReportSchedule', { id: '019a0c00-0000-7000-8000-00000000fb01' });
    expect(await scheduledReports(node.needs, new Date().toISOString())).toEqual([]);
  });
});
