import { Injectable } from '@nestjs/common';
import { type PublishedIssue, refuseReport } from '@entente/domain/reporting/report';
import { type IssueRow, issues } from '@entente/domain/views/issues';
import { encodeCursor } from '../../http/paging.js';
import { ReadModel } from '../../reading/read-model.js';
import { EVERYWHERE } from '../everywhere.js';
import type { PublicReportsQuery } from './public-report.requests.js';

export type Released = PublishedIssue & Readonly<{ released: NonNullable<PublishedIssue['released']> }>;
type Found = Readonly<{ row: IssueRow & { state: Released }; day: number; tie: string }>;

/** What the public is told of an issue: nothing of the log, and nothing of the full edition. */
export const shownReleased = ({ issue, report, parameters, period, title, about, released: { releasedOn, withheld } }: Released): object => ({ issue, report, parameters, period, title, about, releasedOn, withheld });

/** The day on which it was released as a number, and what tells two of one day apart without telling of the log. */
const ORDER = `replace(row -> 'state' -> 'released' ->> 'releasedOn', '-', '')::int as day, ('x' || substr(replace(key, '-', ''), 1, 12))::bit(48)::bigint as tie`;

/** Issues that were released to the public. */
@Injectable()
export class PublicReports {
  constructor(private readonly model: ReadModel) {}

  /** The newest release first. */
  list({ report, period, limit, cursor }: PublicReportsQuery): Promise<Readonly<{ items: readonly object[]; next: string | null }>> {
    const [day, tie] = cursor?.after ?? [null, null];
    return this.model.ask(issues.name, EVERYWHERE, async ({ table, rows }) => {
      const found = await rows<Found>(
        `select * from (select row, ${ORDER} from ${table()} where released and ($1::text is null or report = $1) and ($2::text is null or period = $2)) r
          where $3::int is null or (day, tie) < ($3::int, $4::bigint) order by day desc, tie desc limit $5`, [report ?? null, period ?? null, day ?? null, tie ?? 0, limit + 1]);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return { items: page.map(({ row }) => shownReleased(row.state)), next: found.length > limit && last ? encodeCursor({ pinned: 0, after: [last.day, Number(last.tie)] }) : null };
    });
  }

  /** @throws Refusal (absent) where there is no such issue, or it was not released: the public is not told which. */
  async of(issue: string): Promise<Released> {
    const [found] = await this.model.ask(issues.name, EVERYWHERE, ({ table, rows }) => rows<Pick<Found, 'row'>>(`select row from ${table()} where key = $1 and released`, [issue]));
    if (!found) throw refuseReport('report/not-found');
    return found.row.state;
  }
}
