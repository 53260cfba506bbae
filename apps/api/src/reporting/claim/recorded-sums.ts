import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { metrics } from '@entente/domain/journals/metrics';
import type { Actor } from '@entente/domain/kernel/message';
import { liesWithin } from '@entente/domain/kernel/region-code';
import type { Claim } from '@entente/domain/reporting/claim';
import { MetricAsked } from '../../metrics/metric.queries.js';
import { metricQuery } from '../../metrics/metric.requests.js';

/** What the record sums to over the very scope of a claim, or why it has no such sum. */
export type Recorded = Readonly<{ value: string | null; low?: string; high?: string | null; reason?: string; question?: string }>;

/** Sets a recorded sum beside an announced one, of the same scope only. */
@Injectable()
export class RecordedSums {
  constructor(private readonly queries: QueryBus) {}

  async of(actor: Actor, { metric, scope, quantity }: Claim, minPosition: number | undefined): Promise<Recorded> {
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
