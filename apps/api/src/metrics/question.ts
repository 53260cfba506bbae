import { Injectable } from '@nestjs/common';
import type { Metric } from '@entente/domain/journals/metrics';
import type { Actor } from '@entente/domain/kernel/message';
import type { Territory } from '@entente/domain/territory/territory';
import type { Filter, Group } from '@entente/infra/metrics/filter';
import { isTooNew, isWithin, mustBeKnown } from '@entente/infra/metrics/regions';
import { mustHaveDimensions, settle, type Settled, summedFor, type Summing } from '@entente/infra/metrics/settling';
import type { Known } from '@entente/infra/metrics/tables';
import { problems } from '../http/problems.js';
import { AsOfResolver } from '../reading/as-of.js';
import { ReadersProgress } from '../reading/progress.js';
import { ReadModel } from '../reading/read-model.js';
import type { Question } from './metric.requests.js';

/** Refuses a question that reaches further; it never gets a smaller sum. */
const mustBeWithin = (filter: Filter, actor: Actor, territory: Territory, newest: Territory): void => {
  if (!isWithin(filter, actor, territory, newest)) throw problems.beyondScope();
};

/** Waits for what a question is about, and lets through what the asker may ask. */
@Injectable()
export class Questions {
  constructor(
    private readonly model: ReadModel,
    private readonly moments: AsOfResolver,
    private readonly progress: ReadersProgress,
  ) {}

  /** `pinned` is the position of an earlier page of the same question. */
  async ask<T>(metric: Metric, actor: Actor, query: Question, by: readonly Group[], answer: (known: Known) => Promise<T>, pinned?: number): Promise<T> {
    const operands = summedFor(metric);
    for (const operand of operands) mustHaveDimensions(operand, query, by);
    const asOf = await this.moments.position(query.asOf);
    const least = Math.max(asOf?.position ?? 0, query.minPosition ?? 0);
    const readers = [...new Set(operands.map(({ journal }) => journal))] as [string, ...string[]];
    for (const reader of readers) await this.progress.reached(reader, least === 0 ? undefined : least);
    return this.model.ask(readers, actor, async (tables) => {
      const position = asOf?.position ?? pinned ?? tables.position;
      const instant = asOf?.instant ?? (await tables.instantOf(position));
      const territory = tables.territoryAt(position);
      mustBeKnown(query, tables.territory, territory);
      // What was entered a moment ago is not answered with nothing, as if it were not there.
      if (!asOf && isTooNew(query, territory)) throw problems.notYet([], { 'Retry-After': '1' });
      mustBeWithin(query, actor, territory, tables.territory);
      return answer({ tables, position, instant, today: asOf ? instant : new Date().toISOString() });
    });
  }

  /** The same, with everything settled that the value of a metric and the entries behind it have in common. */
  settle<Q extends Question, T>(metric: Summing, actor: Actor, query: Q, answer: (settled: Settled<Q>) => Promise<T>, pinned?: number): Promise<T> {
    return this.ask(metric, actor, query, [], async (known) => answer(await settle(known, metric, query, [])), pinned);
  }
}
