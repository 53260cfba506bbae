import { Injectable } from '@nestjs/common';
import type { Actor } from '@entente/domain/kernel/message';
import { type Asking, askRun, cancelRun, runById, type RunRecord } from '@entente/infra/jobs/asking';
import { filesOf, type Kept } from '@entente/infra/reports/archive';
import { DataSource } from 'typeorm';
import type { Asked } from '../../http/asked.js';
import { Problem, problems } from '../../http/problems.js';
import { Directories } from '../../territory/directories.js';
import { reachOfRun } from './run.shown.js';
import { isHis } from './wanted.js';

/** What is to be run: the name of its job, its parameters and its period. */
export type ToRun = Readonly<{ job: string; parameters: object; period: string }>;

const finished = (): Problem => new Problem(409, 'report/run-finished', { en: 'This run is finished; there is nothing left to cancel.', zh: '该任务已结束，无可取消。' });

/** Asks the ledger for runs, and shows and cancels them. A repetition under one Idempotency-Key is the same run. */
@Injectable()
export class ReportRuns {
  constructor(
    private readonly database: DataSource,
    private readonly directories: Directories,
  ) {}

  private readonly asking: Asking = (sql, values) => this.database.query(sql, values);

  /** @param wanted made only if the key is new: what is asked for may depend on the moment at which it was. */
  async ask(asked: Asked, wanted: () => Promise<ToRun>): Promise<Readonly<{ run: RunRecord; replayed: boolean }>> {
    const { actor: { organisation, principal, role, region }, at, id: request, envelope: { inputHash } } = asked;
    const id = await this.database.transaction(async (manager) => {
      // Who sends the same key twice at once gets one run.
      await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [request]);
      const [known] = await manager.query<{ id: string; inputs: string }[]>('select run as id, inputs from reports.requests where id = $1', [request]);
      if (known && known.inputs !== inputHash) throw problems.keyReused();
      if (known) return { id: known.id, replayed: true };
      const { job, parameters, period } = await wanted();
      const who = { organisation, principal, role, region, at };
      const { id: made } = await askRun((sql, values) => manager.query(sql, values), { job, parameters, period, dueAt: at, asked: who });
      await manager.query('insert into reports.requests (id, run, inputs) values ($1, $2, $3)', [request, made, inputHash]);
      return { id: made, replayed: false };
    });
    return { run: (await runById(this.asking, id.id)) as RunRecord, replayed: id.replayed };
  }

  /** @throws Problem (404) where there is none, or none of his. */
  async seen(actor: Actor, id: string): Promise<RunRecord> {
    const run = await runById(this.asking, id);
    const { within } = await this.directories.of({}, await this.directories.territory());
    if (!run || !isOfReports(run) || !isSeen(actor, run, within)) throw problems.notFound();
    return run;
  }

  /** The files of what a run made, where it is a draft; those of an issue are the issue's. */
  async files({ job, result }: RunRecord): Promise<readonly Kept[]> {
    const output = (result as { output?: string } | null)?.output;
    return job.startsWith('draft/') && typeof output === 'string' ? filesOf((sql, values) => this.database.query<Kept[]>(sql, values), output) : [];
  }

  /** By whoever’s organisation asked for it, and by associations over everything. */
  async cancel(actor: Actor, id: string, at: string): Promise<RunRecord> {
    const run = await this.seen(actor, id);
    if (run.asked?.organisation !== actor.organisation && !(actor.role === 'administrator' && actor.region === '*')) throw problems.notYourRoute();
    const { organisation, principal, role, region } = actor;
    const state = await cancelRun(this.asking, id, { organisation, principal, role, region, at });
    if (state === 'done' || state === 'failed') throw finished();
    return this.seen(actor, id);
  }

  async list(actor: Actor, { report, state, limit, after }: Readonly<{ report: string | undefined; state: string | undefined; limit: number; after: readonly number[] | undefined }>): Promise<readonly (RunRecord & { n: string })[]> {
    const { within } = await this.directories.of({}, await this.directories.territory());
    const found: (RunRecord & { n: string })[] = [];
    for (let from = after?.[0] ?? null, tie = after?.[1] ?? 0; found.length <= limit; ) {
      const rows = await this.database.query<{ id: string; due: string; tie: string }[]>(
        `select id, due, tie from (
           select id, (extract(epoch from due_at) * 1000)::bigint as due, ('x' || substr(md5(id::text), 1, 12))::bit(48)::bigint as tie from jobs.runs
            where job ~ '^(report|draft|verify|release)/' and ($1::text is null or split_part(job, '/', 2) = $1) and ($2::text is null or state = $2)) r
          where $3::bigint is null or (due, tie) < ($3::bigint, $4::bigint) order by due desc, tie desc limit 200`, [report ?? null, state ?? null, from, tie]);
      for (const row of rows) {
        const run = await runById(this.asking, row.id);
        if (run && isSeen(actor, run, within)) found.push({ ...run, n: `${row.due} ${row.tie}` });
        if (found.length > limit) return found;
      }
      const last = rows.at(-1);
      if (!last || rows.length < 200) return found;
      [from, tie] = [Number(last.due), Number(last.tie)];
    }
    return found;
  }
}

const isOfReports = ({ job }: RunRecord): boolean => /^(?:report|draft|verify|release)\//.test(job);

const isSeen = (actor: Actor, run: RunRecord, within: (code: string, scope: string) => boolean): boolean => {
  const reach = reachOfRun(run);
  return isHis(actor, reach === '*' ? {} : { region: reach }, within) || run.asked?.organisation === actor.organisation;
};

