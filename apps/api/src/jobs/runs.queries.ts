import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor } from '@entente/domain/kernel/message';
import { ReadsLedger } from '@entente/infra/access/reads';
import { DataSource } from 'typeorm';
import type { Language } from '../http/language.js';
import { encodeCursor } from '../http/paging.js';
import { Problem } from '../http/problems.js';
import { linesNamed, resultFor, type RunRow, shown } from './run.shown.js';
import type { RunsQuery } from './runs.requests.js';

export type RunsPage = Readonly<{ items: readonly object[]; next: string | null }>;

export class RunsAsked extends Query<RunsPage> {
  constructor(
    readonly actor: Actor,
    readonly query: RunsQuery,
    readonly language: Language,
  ) {
    super();
  }
}

const nodeWide = (): Problem => new Problem(403, 'jobs/node-wide', {
  en: 'What is scheduled is about all regions of the node, so it is told to associations and auditors over all of them.', zh: '计划任务涉及本节点的所有地区，仅辖区为全部地区的协会与审计方可查看。',
});

/** An association over some regions would learn of others; an auditor may see that jobs are run, and what came of them where he audits everything. */
const mustBeNodeWide = ({ role, region }: Actor, isResult: boolean): void => {
  if (region !== '*' && (isResult || role === 'administrator')) throw nodeWide();
};

const COLUMNS = `id, job, parameters, period, state, due_at, calendar, percent, doing, attempts, losses, started_at, retry_at, finished_at, asked, cancelled_by,
  position::float8 as position, error`;
/** What falls due at one instant stands in an order of its own, the same on every page. */
const ORDER = `(extract(epoch from due_at) * 1000)::bigint as due, ('x' || substr(md5(job || ' ' || parameters || ' ' || period), 1, 12))::bit(48)::bigint as tie`;

/** The runs of what is scheduled, the newest first. They stand in no log, so a page is pinned to no position. */
@QueryHandler(RunsAsked)
export class RunsAskedHandler implements IQueryHandler<RunsAsked> {
  constructor(private readonly database: DataSource) {}

  async execute({ actor, query: { job, period, state, limit, cursor }, language }: RunsAsked): Promise<RunsPage> {
    mustBeNodeWide(actor, false);
    const [due, tie] = cursor?.after ?? [null, null];
    const rows = await this.database.query<(RunRow & Readonly<{ due: string; tie: string }>)[]>(
      `select * from (select ${COLUMNS}, ${ORDER} from jobs.runs
                       where ($1::text is null or job = $1) and ($2::text is null or period = $2) and ($3::text is null or state = $3)) r
        where $4::bigint is null or (due, tie) < ($4::bigint, $5::bigint) order by due desc, tie desc limit $6`,
      [job ?? null, period ?? null, state ?? null, due ?? null, tie ?? 0, limit + 1]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { items: page.map((row) => shown(row, language)), next: rows.length > limit && last ? encodeCursor({ pinned: 0, after: [Number(last.due), Number(last.tie)] }) : null };
  }
}

export class RunOf extends Query<object> {
  constructor(
    readonly actor: Actor,
    readonly job: string,
    readonly period: string,
    readonly parameters: string,
    readonly language: Language,
    readonly trace: string,
  ) {
    super();
  }
}

/** One run with what came of it. Whoever is given a result that names lines of credit has read of them, and that is recorded first. */
@QueryHandler(RunOf)
export class RunOfHandler implements IQueryHandler<RunOf> {
  constructor(
    private readonly database: DataSource,
    private readonly reads: ReadsLedger,
  ) {}

  async execute({ actor, job, period, parameters, language, trace }: RunOf): Promise<object> {
    mustBeNodeWide(actor, true);
    const isText = ![job, period].some((each) => each.includes('\0'));
    const [row] = isText ? await this.database.query<(RunRow & Readonly<{ result: Record<string, unknown> | null }>)[]>(
      `select ${COLUMNS}, result from jobs.runs where job = $1 and parameters = $2 and period = $3`, [job, parameters, period]) : [];
    if (!row) {
      throw new Problem(404, 'jobs/no-such-run', {
        en: 'There is no run of this job for this period; GET /v1/jobs/runs lists them all.', zh: '该任务在此期间没有运行记录；全部记录见 GET /v1/jobs/runs。',
      });
    }
    const result = resultFor(row.job, row.result, actor);
    await this.reads.record(actor, 'list', linesNamed(result), { trace });
    return { ...shown(row, language), result };
  }
}
