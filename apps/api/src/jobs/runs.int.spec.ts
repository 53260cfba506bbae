import type { Actor } from '@entente/domain/kernel/message';
import { ReadsLedger } from '@entente/infra/access/reads';
import { cny, type CreditNode, creditNode, type OfLine } from '@entente/infra/credit/credit.samples';
import { reconciliationJob } from '@entente/infra/credit/reconciliation';
import { type Snapshot, snapshotJob, takeSnapshot, type Utilisation } from '@entente/infra/credit/snapshots';
import { askRun, type Asking, cancelRun } from '@entente/infra/jobs/asking';
import { jobThat, lookAt } from '@entente/infra/jobs/jobs.samples';
import type { MetricAnswer } from '@entente/infra/metrics/answer';
import { DataSource } from 'typeorm';
import type { Problem } from '../http/problems.js';
import { MetricAsked, MetricAskedHandler } from '../metrics/metric.queries.js';
import { metricQuery } from '../metrics/metric.requests.js';
import { Questions } from '../metrics/question.js';
import { AsOfResolver } from '../reading/as-of.js';
import { ReadersProgress } from '../reading/progress.js';
import { ReadModel } from '../reading/read-model.js';
import { Directories } from '../territory/directories.js';
import { RunOf, RunOfHandler, RunsAsked, RunsAskedHandler, type RunsPage } from './runs.queries.js';
import { runDocument, listedRun, runsQuery } from './runs.requests.js';

const who = (role: Actor['role'], region = '*'): Actor => ({ principal: `${role}-1`, organisation: role, role, region });
type Listed = Readonly<{ job: string; period: string; state: string }>;

describe('the runs of jobs, as they are told', () => {
  let node: CreditNode;
  let source: DataSource;
  let programme: string;
  let of: Readonly<{ a: OfLine; b: OfLine; m: OfLine }>;
  beforeAll(async () => {
    node = await creditNode();
    source = await new DataSource({ type: 'postgres', url: node.url, extra: { options: '-c role=entente_query -c jit=off' } }).initialize();
    const mirror = await node.programme({ mode: 'mirror', quota: null });
    programme = await node.programme();
    of = { a: await node.line(programme, { n: 1, track: 'software' }), b: await node.line(programme, { n: 2, limit: '500.00' }), m: await node.line(mirror, { n: 1, track: 'software' }) };
    const draw = (line: OfLine, at: string, amount: string, on: string | null = null) => node.act(line, 'DrawCredit', at, { amount: cny(amount), dueOn: on === null ? '2026-03-20' : null, on, reference: null });
    await draw(of.a, '2026-03-10', '300.00');
    await node.act(of.a, 'RepayCredit', '2026-03-25', { amount: cny('100.00'), on: null, reference: null });
    await draw(of.b, '2026-03-11', '20.00');
    await node.act(of.b, 'ReserveCredit', '2026-03-30', { reservation: '019a0c00-0000-7000-8000-0000000a0001', amount: cny('40.00'), expiresAt: '2026-04-10T00:00:00Z', reference: null });
    await draw(of.m, '2026-04-05', '5.00', '2026-03-28');
    await node.state(mirror, '2026-03-31', '2026-04-10', [{ line: of.m.id, outstanding: '6.00' }]);
    await node.caughtUp();
  });
  afterAll(async () => {
    await source?.destroy();
    await node?.close();
  });

  const list = async (query: object, actor = who('auditor')): Promise<RunsPage & { items: readonly Listed[] }> => (await new RunsAskedHandler(source).execute(new RunsAsked(actor, runsQuery.parse(query), 'en'))) as never;
  const one = (job: string, period: string, actor = who('auditor'), parameters = '{}'): Promise<{ result: Record<string, unknown> }> =>
    new RunOfHandler(source, new ReadsLedger(source)).execute(new RunOf(actor, job, period, parameters, 'zh', 'trace')) as never;
  const codeOf = (asked: Promise<unknown>): Promise<string> => asked.then(() => 'told', (problem: Problem) => `${problem.status} ${problem.code}`);

  it('are listed page by page, the newest first, each once, however many are due at one instant', async () => {
    const jobs = Array.from({ length: 7 }, () => jobThat());
    const failing = jobThat(async () => { throw new Error('no disk'); });
    for (const at of ['2026-05-01T10:00:00', '2026-05-02T10:00:00']) for (const job of [...jobs, failing]) await lookAt(node.pool, at, job, { pace: { attemptsMax: 1 } });
    const seen: Listed[] = [];
    for (let cursor: object = {}; ; ) {
      const { items, next } = await list({ limit: '3', ...cursor });
      for (const item of items) expect(listedRun.parse(item)).toEqual(item);
      seen.push(...items);
      if (next === null) break;
      cursor = { cursor: next };
    }
    expect(new Set(seen.map(({ job, period }) => `${job} ${period}`)).size).toBe(seen.length);
    expect(seen.map(({ period }) => period)).toEqual(seen.map(({ period }) => period).toSorted().reverse());
    expect(seen).toHaveLength(16);
    expect((await list({ period: '2026-05-01' })).items).toHaveLength(8);
    expect((await list({ job: jobs[0]!.name })).items).toMatchObject([{ period: '2026-05-02', state: 'done', attempts: 1, parameters: {}, dueAt: '2026-05-01T18:00:00.000Z' }, { period: '2026-05-01' }]);
    expect((await list({ state: 'failed' })).items).toMatchObject([{ job: failing.name, error: 'no disk' }, { job: failing.name }]);
    expect((await list({ state: 'running' })).items).toEqual([]);
    expect(runsQuery.safeParse({ state: 'lost' }).success).toBe(false);
  });

  it('that somebody asked for are told with who asked and who cancelled, by body and role alone, and with how far they are in the reader’s language', async () => {
    const asked = { organisation: 'association', principal: 'Li Wei', role: 'administrator', region: '*', at: '2026-05-04T01:00:00.000Z' };
    const job = jobThat(async ({ progress }) => {
      await progress(40, { en: 'counting', zh: '统计中' });
      throw new Error('no disk');
    });
    const asking: Asking = (sql, values) => source.query(sql, values);
    const { id } = await askRun(asking, { job: job.name, parameters: {}, period: '2026-04', dueAt: '2026-05-01T01:00:00Z', asked });
    await lookAt(node.pool, '2026-05-04T10:00:00', { ...job, schedule: { every: 'given', slots: [] } });
    const told = { id, state: 'waiting', percent: 40, doing: 'counting', attempts: 1, losses: 0, calendar: null, asked: { by: { organisation: 'association', role: 'administrator' }, at: asked.at }, cancelled: null, error: 'no disk' };
    expect((await list({ job: job.name })).items).toMatchObject([told]);
    expect(await cancelRun(asking, id, { ...asked, organisation: 'another', at: '2026-05-04T03:00:00.000Z' })).toBe('cancelled');
    const { items } = await list({ state: 'cancelled' });
    expect(items).toMatchObject([{ ...told, state: 'cancelled', error: null, cancelled: { by: { organisation: 'another', role: 'administrator' }, at: '2026-05-04T03:00:00.000Z' } }]);
    const run = await one(job.name, '2026-04');
    expect(runDocument.parse(run)).toEqual(run);
    expect(run).toMatchObject({ id, doing: '统计中', result: null });
    expect(JSON.stringify([items, run])).not.toContain('Li Wei');
  });

  it('are told one by one with what came of them, those of other parameters too, and of none that there is not', async () => {
    const [plain, other] = [jobThat(async () => ({ count: 3 })), jobThat(async () => ({ count: 4 }), { parameters: { region: '510100' } })];
    for (const job of [plain, other]) await lookAt(node.pool, '2026-05-03T10:00:00', job);
    const run = await one(plain.name, '2026-05-03');
    expect(runDocument.parse(run)).toEqual(run);
    expect(run.result).toEqual({ count: 3 });
    expect(await one(other.name, '2026-05-03', who('auditor'), '{"region":"510100"}')).toMatchObject({ parameters: { region: '510100' }, result: { count: 4 } });
    expect(await Promise.all([codeOf(one(other.name, '2026-05-03')), codeOf(one(plain.name, '2026-05-04')), codeOf(one('none\0', '2026-05-03'))])).toEqual(Array(3).fill('404 jobs/no-such-run'));
  });

  it('are for associations over all regions and for auditors, who are told results where they audit everything', async () => {
    const job = jobThat();
    await lookAt(node.pool, '2026-05-03T10:00:00', job);
    const asked = async (actor: Actor) => [await codeOf(list({}, actor)), await codeOf(one(job.name, '2026-05-03', actor))];
    expect(await asked(who('administrator'))).toEqual(['told', 'told']);
    expect(await asked(who('auditor'))).toEqual(['told', 'told']);
    expect(await asked(who('administrator', '510000'))).toEqual(['403 jobs/node-wide', '403 jobs/node-wide']);
    expect(await asked(who('auditor', '510000'))).toEqual(['told', '403 jobs/node-wide']);
  });

  it('of a reconciliation name lines to auditors, who are then on record as having read of them, and to nobody else', async () => {
    await lookAt(node.pool, '2026-05-03T10:00:00', reconciliationJob({ pool: node.pool, say: () => undefined }));
    const reads = new ReadsLedger(source);
    const told = await one('credit-reconciliation', '2026-05-03', who('administrator'));
    expect(told.result).toMatchObject({ holds: true, differences: [{ kind: 'outstanding', cutOff: '2026-03-31' }] });
    expect(JSON.stringify(told)).not.toContain(of.m.id);
    expect(await reads.of(`credit-line-${of.m.id}`, undefined, 10)).toEqual([]);
    expect((await one('credit-reconciliation', '2026-05-03')).result).toMatchObject({ differences: [{ line: of.m.id }] });
    expect(await reads.of(`credit-line-${of.m.id}`, undefined, 10)).toMatchObject([{ principal: 'auditor-1', what: 'list', trace: 'trace' }]);
  });

  it('of utilisation say what the metrics say for that day at that position, whatever is learnt later', async () => {
    const ask = (metric: string, query: object): Promise<MetricAnswer> => {
      const questions = new Questions(new ReadModel(source, new Directories(node.log)), new AsOfResolver(source), new ReadersProgress(source));
      return new MetricAskedHandler(questions).execute(new MetricAsked(who('administrator'), metric, metricQuery.parse(query)));
    };
    await lookAt(node.pool, '2026-04-15T10:00:00', snapshotJob(node));
    // Told afterwards, of the same month.
    await node.act(of.m, 'DrawCredit', '2026-06-01', { amount: cny('900.00'), dueOn: null, on: '2026-03-15', reference: null });
    await node.caughtUp();
    const { result } = await one('credit-snapshots', '2026-04', who('administrator'));
    const { position, programmes, banks, totals } = result as unknown as Snapshot;
    expect(await takeSnapshot(node.pool, '2026-03')).not.toMatchObject({ totals });
    const asOf = `position:${position}`;
    const valueOf = async (metric: string, query: object): Promise<string> => (await ask(metric, { ...query, asOf })).total ?? '0.00';
    let compared = 0;
    const compare = async (told: Utilisation, filter: object): Promise<void> => {
      const end = { ...filter, validAt: '2026-03-31' };
      for (const name of ['approved', 'signed', 'active', 'available', 'reserved', 'outstanding', 'overdue'] as const) expect([name, told[name]]).toEqual([name, await valueOf(`credit.${name}`, end)]);
      const month = { ...filter, from: '2026-03', to: '2026-03' };
      expect([told.drawn, told.cumulativeDrawn]).toEqual([await valueOf('credit.drawn', month), await valueOf('credit.drawn', end)]);
      expect([told.repaid, told.cumulativeRepaid]).toEqual([await valueOf('credit.repaid', month), await valueOf('credit.repaid', end)]);
      expect([told.firmsWithLine, told.firmsWithBalance].map(String)).toEqual([await valueOf('credit.firms-with-line', end), await valueOf('credit.firms-with-balance', end)]);
      compared += 1;
    };
    expect(programmes).toHaveLength(2);
    await compare(totals[0]!, { currency: 'CNY' });
    for (const each of programmes) {
      await compare(each, { programme: each.programme });
      for (const track of each.tracks) if (track.track !== null) await compare(track, { programme: each.programme, track: track.track });
      for (const [name, metric] of [['outstanding', 'credit.outstanding'], ['firmsWithLine', 'credit.firms-with-line'], ['approved', 'credit.approved']] as const) {
        const { rows } = await ask(metric, { programme: each.programme, by: 'region', validAt: '2026-03-31', asOf });
        expect(each.regions.filter((region) => Number(region[name]) > 0).map((region) => [region.region, String(region[name])])).toEqual(rows.map(({ region, value }) => [region, value]));
      }
    }
    for (const bank of banks) await compare(bank, { bank: bank.bank });
    expect(compared).toBeGreaterThanOrEqual(6);
  });
});
