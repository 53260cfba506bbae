import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor } from '@entente/domain/kernel/message';
import { bound, entriesSource } from '@entente/infra/metrics/figures.sql';
import { metricNamed } from '@entente/infra/metrics/settling';
import { askedOf } from '@entente/infra/metrics/summing';
import type { Moment } from '@entente/infra/metrics/tables';
import { encodeCursor } from '../http/paging.js';
import { Problem } from '../http/problems.js';
import { type EntryLine, shownEntry } from './entry.shown.js';
import type { EntriesQuery } from './metric.requests.js';
import { Questions } from './question.js';

type EntryRow = Omit<EntryLine, 'effectiveOn' | 'cohortOn'> & Readonly<{
  position: string; metric: string; n: number; effective_on: string; cohort_on: string; event_id: string; event_type: string; stream: string;
}>;

export type EntriesPage = Readonly<{ metric: string; asOf: Moment; entries: readonly object[]; next: string | null }>;

const shown = (row: EntryRow): object => ({
  position: Number(row.position),
  event: { id: row.event_id, type: row.event_type, stream: row.stream },
  ...shownEntry({ ...row, effectiveOn: row.effective_on, cohortOn: row.cohort_on }),
});

export class EntriesAsked extends Query<EntriesPage> {
  constructor(
    readonly actor: Actor,
    readonly metric: string,
    readonly query: EntriesQuery,
  ) {
    super();
  }
}

/** The entries behind a number: the same filter, the same dates, the same position. */
@QueryHandler(EntriesAsked)
export class EntriesAskedHandler implements IQueryHandler<EntriesAsked> {
  constructor(private readonly questions: Questions) {}

  execute({ actor, metric: name, query: asked }: EntriesAsked): Promise<EntriesPage> {
    const metric = metricNamed(name);
    if (metric.kind === 'ratio') {
      throw new Problem(422, 'metric/ratio-has-no-entries', {
        en: `A ratio has no entries of its own; ask for those of ${metric.of} and ${metric.over}.`, zh: `比率没有自己的分录；请查 ${metric.of} 与 ${metric.over} 的分录。`,
      });
    }
    return this.questions.settle(metric, actor, asked, async (settled) => {
      const { query, tables, moment } = settled;
      const b = bound();
      const source = entriesSource(tables.table('entries', metric.journal), askedOf(metric, settled), b);
      const [after, n] = query.cursor?.after ?? [0, -1];
      const found = await tables.rows<EntryRow>(
        `select * from ${source} and (position, n) > (${b.add(after)}::bigint, ${b.add(n)}::bigint) order by position, n limit ${b.add(query.limit + 1)}`, b.values);
      const page = found.slice(0, query.limit);
      const last = page.at(-1);
      return {
        metric: name,
        asOf: moment,
        entries: page.map(shown),
        next: found.length > query.limit && last ? encodeCursor({ pinned: moment.position, after: [Number(last.position), last.n] }) : null,
      };
    }, asked.cursor?.pinned);
  }
}
