import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor } from '@entente/domain/kernel/message';
import { type MetricAnswer, metricAnswer } from '@entente/infra/metrics/answer';
import { metricNamed } from '@entente/infra/metrics/settling';
import type { MetricQuery } from './metric.requests.js';
import { Questions } from './question.js';

export class MetricAsked extends Query<MetricAnswer> {
  constructor(
    readonly actor: Actor,
    readonly metric: string,
    readonly query: MetricQuery,
  ) {
    super();
  }
}

@QueryHandler(MetricAsked)
export class MetricAskedHandler implements IQueryHandler<MetricAsked> {
  constructor(private readonly questions: Questions) {}

  execute({ actor, metric: name, query: { by = [], ...query } }: MetricAsked): Promise<MetricAnswer> {
    const metric = metricNamed(name);
    return this.questions.ask(metric, actor, query, by, (known) => metricAnswer(known, metric, query, by));
  }
}
