import { Injectable } from '@nestjs/common';
import type { Actor } from '@entente/domain/kernel/message';
import { issueStream, type PublishedIssue, refuseReport } from '@entente/domain/reporting/report';
import { type IssueRow, issues } from '@entente/domain/views/issues';
import { EventLog } from '@entente/infra/event-log/event-log';
import { encodeCursor, positionAsked } from '../../http/paging.js';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel } from '../../reading/read-model.js';
import type { IssuesQuery } from './report.requests.js';
import { fileShown } from './run.shown.js';

/** An issue as it is answered. */
export const shownIssue = ({ id, state, version, opened, position }: IssueRow & { state: PublishedIssue }): object => {
  const { report, definition, parameters, period, title, about, known, run, inputs, output, figures, answers, calendar, files, superseded, released } = state;
  return {
    id, version, position, report, definition, parameters, period, title, about, asOf: known, publishedPosition: opened, answers, run, inputs, output, figures, calendar,
    files: files.map((file) => fileShown(file, `/v1/reports/issues/${id}`)),
    superseded: superseded && { position: superseded.position, count: superseded.count, changes: superseded.changes },
    released: released && { releasedOn: released.releasedOn, withheld: released.withheld },
  };
};

/** Issues that were published, as far as the asker may read them. */
@Injectable()
export class Issues {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
    private readonly log: EventLog,
  ) {}

  /**
   * As it stands in the log, however far it has been read: whoever saw its run end finds it.
   * @throws Refusal (absent) where there is none, or none of his.
   */
  async byId(actor: Actor, id: string, minPosition: number | undefined): Promise<IssueRow & { state: PublishedIssue }> {
    const { facts } = await this.log.read(issueStream(id), 0);
    await this.progress.reached(issues.name, Math.max(minPosition ?? 0, facts.at(-1)?.position ?? 0));
    const [found] = await this.model.ask(issues.name, actor, ({ table, rows }) => rows<{ row: IssueRow }>(`select row from ${table()} where key = $1`, [id]));
    if (found?.row.state.status !== 'published') throw refuseReport('report/not-found');
    return found.row as IssueRow & { state: PublishedIssue };
  }

  async list(actor: Actor, query: IssuesQuery): Promise<Readonly<{ items: readonly object[]; next: string | null }>> {
    await this.progress.reached(issues.name, positionAsked(query));
    return this.model.ask(issues.name, actor, async ({ position, table, rows }) => {
      const pinned = query.cursor?.pinned ?? position;
      const found = await rows<{ row: IssueRow; opened: string }>(
        `select row, opened from ${table()} where opened <= $1 and ($2::bigint is null or opened < $2) and ($3::text is null or report = $3) and ($4::text is null or period = $4)
            and ($5::bigint is null or position > $5) order by opened desc limit $6`,
        [pinned, query.cursor?.after[0] ?? null, query.report ?? null, query.period ?? null, query.changedAfter ?? null, query.limit + 1]);
      const page = found.slice(0, query.limit);
      const last = page.at(-1);
      return { items: page.map(({ row }) => shownIssue(row as IssueRow & { state: PublishedIssue })), next: found.length > query.limit && last ? encodeCursor({ pinned, after: [Number(last.opened)] }) : null };
    });
  }
}
