import { Injectable } from '@nestjs/common';
import { type Dimension, dimensions, type Metric, metrics } from '@entente/domain/journals/metrics';
import type { Actor } from '@entente/domain/kernel/message';
import { dateInShanghai, edtfInterval, isEdtf } from '@entente/domain/kernel/period';
import type { OriginLevel, Territory } from '@entente/domain/territory/territory';
import { problems } from '../http/problems.js';
import { AsOfResolver, type Moment } from '../reading/as-of.js';
import { ReadersProgress } from '../reading/progress.js';
import { ReadModel, type Snapshot } from '../reading/read-model.js';
import type { Filter, Group } from './metric.requests.js';
import type { Origins } from './figures.sql.js';
import { levelOf, originsOf } from './origins.js';
import { counterpartsOf, isTooNew, mustBeKnown, mustBeWithin, type Regions, regionsOf } from './regions.js';
import { type Span, spanOf, upTo } from './span.js';

export const metricNamed = (name: string): Metric => metrics.find(({ metric }) => metric === name) as Metric;

export type Summing = Exclude<Metric, { kind: 'ratio' }>;

/** A stock of a month is its level at the month's end, and no sum of that month's movements. */
const ofMonth = <Q extends Filter>(metric: Metric, query: Q): Q =>
  metric.kind === 'stock' && query.month !== undefined && isEdtf(query.month) ? { ...query, month: undefined, validAt: query.validAt ?? query.month.replace('~', '') } : query;

/** What a question divides or filters by is a dimension of its metric, or every one that is not is told. */
const mustHaveDimensions = ({ metric, dimensions: own }: Metric, query: Filter, by: readonly Group[]): void => {
  const asked = (name: Dimension): readonly string[] => [...(query[name] === undefined ? [] : [`/${name}`]), ...(by.includes(name) ? ['/by'] : [])];
  const faults = dimensions.filter((name) => !own.includes(name)).flatMap((name) => asked(name).map((pointer) => ({
    pointer, code: 'metric/unknown-dimension', message: {
      en: `${metric} has no dimension "${name}"; choose from region, ${own.join(', ')}.`, zh: `${metric} 没有维度“${name}”；可选：region、${own.join('、')}。`,
    },
  })));
  if (faults.length > 0) throw problems.invalid(faults);
};

/** The dates of a question: a flow's from and to, with validAt as its newest day; a stock's day. */
const datesOf = (metric: Summing, filter: Filter, moment: { instant: string }): { span: Span; validAt: string | undefined } => {
  const validAt = filter.validAt === undefined ? undefined : edtfInterval(filter.validAt).to;
  if (metric.kind === 'stock') {
    const day = validAt ?? (filter.to === undefined ? dateInShanghai(moment.instant) : edtfInterval(filter.to).to);
    return { span: upTo(day), validAt: day };
  }
  const to = filter.to === undefined ? undefined : edtfInterval(filter.to).to;
  return { span: spanOf(filter.from, validAt !== undefined && (to === undefined || validAt < to) ? validAt : filter.to), validAt };
};

/** A question with everything settled: whom it may see, up to which position, over which dates, and what lay where. */
export type Settled<F extends Filter> = Readonly<{ query: F; snapshot: Snapshot; moment: Moment; span: Span; validAt: string | undefined; territory: Territory; regions: Regions; counterparts: readonly string[] | undefined; originLevel: OriginLevel | undefined; origins: Origins | undefined }>;

/** Settles what the value of a metric and the entries behind it have in common, so that both answer the same question. */
@Injectable()
export class Questions {
  constructor(
    private readonly model: ReadModel,
    private readonly moments: AsOfResolver,
    private readonly progress: ReadersProgress,
  ) {}

  /** `pinned` is the position of an earlier page of the same question. */
  async settle<F extends Filter, T>(metric: Summing, actor: Actor, asked: F, answer: (settled: Settled<F>) => Promise<T>, pinned?: number): Promise<T> {
    const query = ofMonth(metric, asked);
    const by = 'by' in asked && Array.isArray(asked.by) ? (asked.by as readonly Group[]) : [];
    mustHaveDimensions(metric, query, by);
    const known = await this.moments.position(query.asOf);
    const least = Math.max(known?.position ?? 0, query.minPosition ?? 0);
    await this.progress.reached(metric.journal, least === 0 ? undefined : least);
    return this.model.ask(metric.journal, actor, async (snapshot) => {
      const position = known?.position ?? pinned ?? snapshot.position;
      const instant = known?.instant ?? (await snapshot.instantOf(position));
      const { span, validAt } = datesOf(metric, query, { instant: known ? instant : new Date().toISOString() });
      const territory = snapshot.territoryAt(position);
      mustBeKnown(query, snapshot.territory, territory);
      // What was entered a moment ago is not answered with nothing, as if it were not there.
      if (!known && isTooNew(query, territory)) throw problems.notYet([], { 'Retry-After': '1' });
      mustBeWithin(query, actor, territory, snapshot.territory);
      const regions = regionsOf(metric, query, span, instant, territory);
      const counterparts = counterpartsOf(query, territory);
      const moment = { instant, node: snapshot.node, position };
      const isAboutOrigins = query.origin !== undefined || by.includes('origin');
      const originLevel = isAboutOrigins ? levelOf(query, territory) : undefined;
      const origins = originLevel === undefined ? undefined : await originsOf({ metric: metric.metric, filter: query, regions, counterparts, span, position }, { snapshot, territory, originLevel, instant });
      return answer({ query, snapshot, moment, span, validAt, territory, regions, counterparts, originLevel, origins });
    });
  }
}
