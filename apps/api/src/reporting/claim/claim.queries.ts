import { type IQueryHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { metrics } from '@entente/domain/journals/metrics';
import type { Actor } from '@entente/domain/kernel/message';
import { liesWithin } from '@entente/domain/kernel/region-code';
import type { Claim } from '@entente/domain/reporting/claim';
import type { ClaimRow } from '@entente/domain/views/claims';
import { encodeCursor } from '../../http/paging.js';
import { MetricAsked } from '../../metrics/metric.queries.js';
import { metricQuery } from '../../metrics/metric.requests.js';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel } from '../../reading/read-model.js';
import type { ClaimsQuery } from './claim.requests.js';

/** What the record sums to over the very scope of a claim, or why it has no such sum. */
export type Recorded = Readonly<{ value: string | null; low?: string; high?: string | null; reason?: string; question?: string }>;

export class ClaimsBy extends Query<Readonly<{ items: readonly object[]; next: string | null }>> {
  constructor(
    readonly actor: Actor,
    readonly query: ClaimsQuery,
  ) {
    super();
  }
}

@QueryHandler(ClaimsBy)
export class ClaimsByHandler implements IQueryHandler<ClaimsBy> {
  constructor(
    private readonly model: ReadModel,
    private readonly queries: QueryBus,
    private readonly progress: ReadersProgress,
  ) {}

  async execute({ actor, query }: ClaimsBy): Promise<{ items: readonly object[]; next: string | null }> {
    await this.progress.reached('claims', query.minPosition);
    const { page, next } = await this.model.ask('claims', actor, async ({ position, table, rows }) => {
      const pinned = query.cursor?.pinned ?? position;
      const found = await rows<{ row: ClaimRow; opened: string }>(
        `select row, opened from ${table()}
          where opened > $1 and opened <= $2 and ($3::text is null or metric = $3) and ($4::text is null or territory = $4)
            and ($5::text is null or edition = $5) order by opened limit $6`,
        [query.cursor?.after[0] ?? 0, pinned, query.metric ?? null, query.territory ?? null, query.edition ?? null, query.limit + 1],
      );
      const items = found.slice(0, query.limit);
      const last = items.at(-1);
      return { page: items, next: found.length > query.limit && last ? encodeCursor({ pinned, after: [Number(last.opened)] }) : null };
    });
    const items: object[] = [];
    for (const { row } of page) {
      if (row.claim) items.push({ id: row.id, version: row.version, ...row.claim, recorded: await this.recorded(actor, row.claim, query.minPosition) });
    }
    return { items, next };
  }

  private async recorded(actor: Actor, { metric, scope, quantity }: Claim, minPosition: number | undefined): Promise<Recorded> {
    const known = metrics.find((each) => each.metric === metric);
    if (!known) return { value: null, reason: 'not-recorded: the record keeps no such figure' };
    if (scope.session) return { value: null, reason: 'scope-differs: the record does not divide by session' };
    if (scope.from && !scope.to) return { value: null, reason: 'scope-open: the source does not state where the period ends' };
    if (!liesWithin(scope.territory, actor.region)) return { value: null, reason: 'beyond-scope: the sum reaches beyond your regions' };
    const filter = {
      region: scope.territory, edition: scope.edition, from: scope.from, to: scope.to, kind: scope.kind, amountKind: scope.amountKind,
      ...(known.unit === 'money' ? { currency: quantity.unit } : {}),
    };
    const stated = Object.entries(filter).filter((pair): pair is [string, string] => typeof pair[1] === 'string').map(([name, value]) => [name, value.replace(/~$/, '')]);
    const parsed = metricQuery.parse({ ...Object.fromEntries(stated), ...(minPosition === undefined ? {} : { minPosition }) });
    const { total, totals } = await this.queries.execute(new MetricAsked(actor, metric, parsed));
    const question = `/v1/metrics/${metric}?${new URLSearchParams(stated as [string, string][]).toString()}`;
    const one = totals.length === 1 ? totals[0] : undefined;
    return { value: total, ...(one ? { low: one.low, high: one.high } : {}), ...(totals.length > 1 ? { reason: 'several-units: ask for one kind of amount' } : {}), question };
  }
}
