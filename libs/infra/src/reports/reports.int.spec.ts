import { Lanes } from '../event-log/lanes.js';
import type { Run } from '../jobs/runner.js';
import { beginRebuild, switchTo } from '../reading/builds.js';
import { catchUpWholly } from '../reading/catch-up.js';
import { eventTypes } from '../reading/readers.js';
import { readerNamed } from '../reading/reading.samples.js';
import { keep, sha256Of } from './archive.js';
import { askAt } from './ask.js';
import { dataSetOf } from './data-set.js';
import { issueIdOf } from './naming.js';
import { publish } from './making.js';
import { dataBytes } from './render/data-bytes.js';
import { dropOld } from './retention.js';
import { type ReportNode, reportNode } from './reports.samples.js';
import { watch } from './watch.js';
import { lookAtIssues } from './watching.js';

const LATE = '019a0c00-0000-7000-8000-00000000fa01';
const brief = { report: 'monthly-brief', parameters: {} } as const;
/** A run that nobody takes away. */
const runOf = (period: string, dueAt: string): Run =>
  ({ id: issueIdOf('monthly-brief', {}, period), period, dueAt, calendar: null, asked: null, now: new Date().toISOString(), token: dueAt, isStill: async () => true, progress: async () => undefined });

describe('reports, from the log to their files', () => {
  let node: ReportNode;
  beforeAll(async () => {
    node = await reportNode();
    await node.grow(60);
    await node.caughtUp();
  });
  afterAll(() => node?.close());

  const told = (position: number, period = '2024-03') => askAt(node.needs, position, (ask) => dataSetOf(ask, { ...brief, period }));
  const filesOf = (output: unknown) => node.rows<{ name: string; sha256: string }>('select name, sha256 from reports.files where of = $1 order by name', [output]);

  it('publish one issue of a period, however many workers make it at once and of whatever they knew', async () => {
    const [issue, early] = [issueIdOf('monthly-brief', {}, '2024-01'), await node.rows<{ at: string }>(`select to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from log.events order by position limit 1`)];
    // All of them take the run for theirs; one of them for one that fell due when little was known.
    const now = new Date().toISOString();
    const made = await Promise.all([now, now, early[0]?.at ?? now].map((dueAt) => publish(node.needs, brief, runOf('2024-01', dueAt))));
    const published = await node.facts('ReportPublished');
    expect(published).toHaveLength(1);
    expect(published[0]?.data).toMatchObject({ issue, period: '2024-01', by: { principal: 'report-jobs' } });
    for (const each of made) expect(each).toMatchObject({ issue, output: published[0]?.data['output'] });
    expect((await filesOf(published[0]?.data['output'])).map(({ name, sha256 }) => ({ name, sha256 }))).toEqual((published[0]?.data['files'] as { name: string; sha256: string }[]).map(({ name, sha256 }) => ({ name, sha256 })));
  });

  it('tell the same bytes from the same position, whatever came in later, and across a rebuild of the journal', async () => {
    const position = await node.caughtUp();
    const before = dataBytes(await told(position));
    await node.grow(20);
    const head = await node.caughtUp();
    expect(sha256Of(dataBytes(await told(position)))).toBe(sha256Of(before));
    expect(sha256Of(dataBytes(await told(head)))).not.toBe(sha256Of(before));
    const reader = readerNamed('signing-metrics');
    const build = await beginRebuild(node.worker, reader);
    await catchUpWholly(node.worker, eventTypes, reader, build);
    expect(await switchTo(node.worker, eventTypes, reader, build)).toBe(true);
    expect(sha256Of(dataBytes(await told(position)))).toBe(sha256Of(before));
  });

  it('draft what was known at a position, publish nothing of it, and draft the same again', async () => {
    const position = await node.caughtUp();
    const count = (await node.facts('ReportPublished')).length;
    const first = await node.run('draft/monthly-brief', { asOf: position, parameters: {} }, '2024-02');
    expect(first).toMatchObject({ state: 'done', result: { position } });
    expect((await node.facts('ReportPublished')).length).toBe(count);
    const again = await node.run('draft/monthly-brief', { asOf: position, parameters: {} }, '2024-02');
    expect(again.result).toEqual(first.result);
    expect(await filesOf(first.result?.['output'])).toHaveLength(first.result?.['files'] as number);
  });

  it('verify what was published', async () => {
    const issue = issueIdOf('monthly-brief', {}, '2024-01');
    expect(await node.run('verify/monthly-brief', { issue, parameters: {} }, 'once')).toMatchObject({ state: 'done', result: { holds: true, output: { same: true }, inputs: { same: true }, dropped: [] } });
    expect(await node.run('verify/monthly-brief', { issue: LATE, parameters: {} }, 'twice')).toMatchObject({ state: 'failed', error: expect.stringContaining('no such issue') as string });
  });

  it('tell of a month from where it was closed, and of what came in later as superseded, once for each change', async () => {
    // What came in since the first issue is told before, so that what follows is told by itself.
    await node.caughtUp();
    await lookAtIssues(node.needs);
    const before = (await node.facts('ReportSuperseded')).length;
    const closedAt = await node.caughtUp();
    await node.act('closing', 'ClosePeriod', { id: '2024-03', period: '2024-03', position: null, head: closedAt } as never);
    const late = {
      project: '迟报项目', kind: 'project', level: 'contract', hosts: [{ region: '510100', share: '1' }], counterpart: null, investors: [{ name: '示例数据有限公司', creditCode: null, region: '310000' }],
      amount: null, edition: null, track: null, pact: null, signedOn: '2024-03-15',
    };
    await node.act('signing', 'SubmitSigning', { id: LATE, terms: late, source: { document: '公报', quote: '…' }, number: null, externalIds: [] } as never);
    await node.act('signing', 'ApproveSigning', { id: LATE, note: null, waive: [] } as never, 2);
    await node.caughtUp();
    expect(await node.run('report/monthly-brief', {}, '2024-03')).toMatchObject({ state: 'done', result: { position: closedAt } });
    await node.caughtUp();
    expect(await lookAtIssues(node.needs)).toMatchObject({ superseded: 1 });
    const superseded = (await node.facts('ReportSuperseded'))[before];
    const changes = superseded?.data['changes'] as { path: string; old: { value: string }; new: { value: string } }[];
    expect(superseded?.data).toMatchObject({ period: '2024-03', issue: issueIdOf('monthly-brief', {}, '2024-03') });
    expect(changes.some(({ old, new: now }) => Number(now?.value) === Number(old?.value) + 1)).toBe(true);
    await node.caughtUp();
    expect((await lookAtIssues(node.needs))?.superseded ?? 0).toBe(0);
    expect(await node.facts('ReportSuperseded')).toHaveLength(before + 1);
    // Nor by a worker that has just begun and looks at everything once more.
    expect(await watch({ ...node.needs, lanes: new Lanes(node.log) }, 0, await node.caughtUp())).toMatchObject({ faults: [] });
    expect(await node.facts('ReportSuperseded')).toHaveLength(before + 1);
    // What was frozen stays, and still holds.
    expect(await node.run('verify/monthly-brief', { issue: issueIdOf('monthly-brief', {}, '2024-03'), parameters: {} }, 'again')).toMatchObject({ state: 'done', result: { holds: true } });
  });

  it('tell in the next brief how published last, this month and revisions come to what is published now', async () => {
    const { result } = await node.run('report/monthly-brief', {}, '2024-04');
    const [{ bytes }] = await node.rows<{ bytes: Buffer }>('select bytes from reports.sets where sha256 = $1', [result?.['output']]) as [{ bytes: Buffer }];
    const set = JSON.parse(bytes.toString()) as { tables: { ties?: object[]; rows: { cells: Record<string, { origin?: { kind: string } }> }[] }[] };
    const tied = set.tables.filter(({ ties }) => ties !== undefined);
    expect(tied.length).toBeGreaterThan(0);
    expect(JSON.stringify(tied)).toContain('"kind":"published"');
  });

  it('rest on the issue of the month before where both are caught up with, and fell due before either was published', async () => {
    await node.caughtUp();
    const dueAt = new Date().toISOString();
    for (const period of ['2024-05', '2024-06']) await publish({ ...node.needs, render: async () => [] }, brief, runOf(period, dueAt));
    const [may, june] = (await node.facts('ReportPublished')).slice(-2);
    const known = june?.data['known'] as { position: number; issues: number };
    expect(known).toMatchObject({ position: (may?.data['known'] as { position: number }).position, issues: may?.position });
    const [{ bytes }] = await node.rows<{ bytes: Buffer }>('select bytes from reports.sets where sha256 = $1', [june?.data['output']]) as [{ bytes: Buffer }];
    expect(bytes.toString()).toContain(`"issue":"${issueIdOf('monthly-brief', {}, '2024-05')}","kind":"published"`);
    await node.caughtUp();
    expect(await node.run('verify/monthly-brief', { issue: june?.data['issue'], parameters: {} }, 'caught-up')).toMatchObject({ state: 'done', result: { holds: true } });
    const before = (await node.facts('ReportSuperseded')).length;
    await lookAtIssues(node.needs);
    expect(await node.facts('ReportSuperseded')).toHaveLength(before);
  });

  it('refuse once and for all what no attempt can make', async () => {
    const { state, error } = await node.run('report/conference', { edition: 'nowhere-1' }, 'T+30');
    expect([state, error]).toEqual(['failed', expect.stringContaining('No edition is on record')]);
  });

  it('lose the files of drafts after 90 days and those of issues after the years that they are kept, and no data set', async () => {
    const count = async (what: string): Promise<number> => (await node.rows<{ n: number }>(`select count(*)::int as n from reports.${what}`))[0]?.n ?? 0;
    const [sets, files, issues] = [await count('sets'), await count('files'), (await node.facts('ReportPublished')).length];
    const kept = (await Promise.all((await node.facts('ReportPublished')).map(({ data }) => filesOf(data['output'])))).flat().length;
    const [now, ahead] = [new Date().toISOString(), new Date(Date.now() + 4_000 * 86_400_000).toISOString()];
    const aged = (days: number) => node.owner.query(`update reports.files set made_at = now() - make_interval(days => $1)`, [days]);
    await aged(89);
    // The clock of a worker that is far ahead drops nothing.
    for (const at of [now, ahead]) expect(await dropOld(node.worker, at, 10)).toEqual({ issues: 0, drafts: 0 });
    await aged(91);
    // Whoever makes the same again has it for as long from then on.
    const old = await node.rows<{ of: string; name: string; media: string; bytes: Buffer; set: Buffer }>(
      `select f.of, name, media, f.bytes, s.bytes as set from reports.files f join reports.sets s on s.sha256 = f.of where not exists (select from log.events where data ->> 'output' = f.of) order by f.of, name limit 1`);
    const [{ of, set, ...file }] = old as [(typeof old)[number]];
    await keep(node.worker, { sha256: of, bytes: set }, [file], new Map());
    expect(await dropOld(node.worker, now, 10)).toEqual({ issues: 0, drafts: files - kept - 1 });
    await aged(91);
    expect(await dropOld(node.worker, now, 10)).toEqual({ issues: 0, drafts: 1 });
    expect([issues > 0, files > kept, await count('files')]).toEqual([true, true, kept]);
    await aged(366 * 10 + 1);
    expect(await dropOld(node.worker, now, 10)).toEqual({ issues: kept, drafts: 0 });
    expect([await count('files'), await count('sets')]).toEqual([0, sets]);
  });

  it('stand in the archive for good', async () => {
    for (const statement of [`update reports.sets set made_at = now()`, `delete from reports.sets`, `update reports.files set name = 'x'`, `delete from reports.codes`]) await expect(node.owner.query(statement)).rejects.toThrow('What was archived stands');
    await expect(node.worker.query('delete from reports.files where false')).resolves.toBeDefined();
  });
});
