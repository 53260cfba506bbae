import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { metrics } from '@entente/domain/journals/metrics';
import { isSetId } from '@entente/domain/kernel/region-code';
import type { Actor } from '@entente/domain/kernel/message';
import { type Claim, type Difference, differenceOf } from '@entente/domain/reporting/claim';
import { Problem, problems } from '../../http/problems.js';
import { Directories } from '../../territory/directories.js';
import { MetricAsked } from '../../metrics/metric.queries.js';
import { metricQuery } from '../../metrics/metric.requests.js';
import { EditionGaps } from './edition-gaps.js';

/** What the record sums to over the very scope of a claim and by how much that differs from it, or why it has no such sum. */
export type Recorded = Readonly<{ value: string | null; low?: string; high?: string | null; unknown?: string; reason?: string; question?: string }> & Partial<Difference>;

const BEYOND_SCOPE: Recorded = { value: null, reason: 'beyond-scope: the sum reaches beyond your regions' };

/** Sets a recorded sum beside an announced one, of the same scope only. */
@Injectable()
export class RecordedSums {
  constructor(
    private readonly queries: QueryBus,
    private readonly directories: Directories,
    private readonly gaps: EditionGaps,
  ) {}

  /** @param until the sum as it was known at this position; as it is now, where it is left out. */
  async of(actor: Actor, { metric, scope, quantity }: Claim, minPosition: number | undefined, until?: number): Promise<Recorded> {
    const known = metrics.find((each) => each.metric === metric);
    if (!known) return { value: null, reason: 'not-recorded: the record keeps no such figure' };
    const undivided = (['edition', 'session', 'kind', 'alliance', 'declaration', 'pact', 'batch'] as const).filter((name) => scope[name] !== null && !known.dimensions.includes(name));
    if (undivided.length > 0) return { value: null, reason: `scope-differs: the record does not divide ${metric} by ${undivided.join(', ')}` };
    if (scope.from && !scope.to) return { value: null, reason: 'scope-open: the source does not state where the period ends' };
    // Beside what leaves something out, neither 0 nor a difference is true.
    const gap = scope.edition !== null && metric.startsWith('editions.') ? await this.gaps.of(scope.edition, metric, until) : undefined;
    if (gap !== undefined) return { value: null, reason: gap };
    // Metrics are none of a bank's.
    if (actor.role === 'bank' || !(await this.directories.current()).within(scope.territory, actor.region)) return BEYOND_SCOPE;
    const scoped = Object.entries({ [isSetId(scope.territory) ? 'set' : 'region']: scope.territory, edition: scope.edition, session: scope.session, kind: scope.kind, alliance: scope.alliance, declaration: scope.declaration, pact: scope.pact, batch: scope.batch, ...datesOf(known.kind, scope) })
      .filter((pair): pair is [string, string] => typeof pair[1] === 'string');
    const asked = metricQuery.safeParse({ ...Object.fromEntries(scoped), ...(until === undefined ? {} : { asOf: `position:${until}` }), ...(minPosition === undefined ? {} : { minPosition }) });
    if (!asked.success) return { value: null, reason: 'scope-differs: the record cannot be asked for this scope' };
    if (!(await this.directories.knows(scope.territory))) return { value: null, reason: 'territory-withdrawn: the region or set was entered by mistake' };
    const answer = await this.queries.execute(new MetricAsked(actor, metric, asked.data)).catch(orBeyondScope);
    if (answer === undefined) return BEYOND_SCOPE;
    const { total, totals } = answer;
    const units = known.unit === 'money' ? [['currency', quantity.unit], ...(scope.amountKind ? [['amountKind', scope.amountKind]] : [])] : [];
    const asOf = until === undefined ? [] : [['asOf', `position:${until}`]];
    const question = `/v1/metrics/${metric}?${new URLSearchParams([...scoped, ...units, ...asOf] as [string, string][]).toString()}`;
    if (known.unit === 'ratio') return { value: total, ...(total !== null && quantity.unit === 'ratio' ? differenceOf(quantity, { value: total }) : {}), question };
    // Chosen among the totals and not by a filter, which would leave out what states no amount.
    const one = totals.filter(({ unit, amountKind }) => unit === quantity.unit && (!scope.amountKind || amountKind === scope.amountKind));
    if (one.length === 0) return { value: null, reason: `nothing-recorded: no sum in ${quantity.unit}`, question };
    if (one.length > 1) return { value: null, reason: 'several-kinds: the record has several kinds of amount in this scope', question };
    const [{ value, low, high, unknown }] = one as [(typeof one)[number]];
    return { value, low, high, unknown, ...differenceOf(quantity, { value, low, high, unknown }), question };
  }
}

/** A set as it was defined at an earlier position may reach further than it does now. */
const orBeyondScope = (error: unknown): undefined => {
  if (error instanceof Problem && error.code === problems.beyondScope().code) return undefined;
  throw error;
};

/** A stock is set beside the level at the end of the period that was announced; `~` moves no date. */
const datesOf = (kind: string, { from, to }: Claim['scope']): Record<string, string | undefined> => {
  const plain = (date: string | null): string | undefined => date?.replace('~', '') ?? undefined;
  return kind === 'stock' ? { validAt: plain(to) } : { from: plain(from), to: plain(to) };
};
