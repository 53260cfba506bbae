import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor } from '@entente/domain/kernel/message';
import { dateInShanghai } from '@entente/domain/kernel/period';
import { type FunnelAnswer, funnelAnswer, SIGNINGS } from '@entente/infra/metrics/cohorts';
import type { Question } from '../metrics/metric.requests.js';
import { Questions } from '../metrics/question.js';
import type { FunnelQuery } from './funnel.requests.js';

export class FunnelAsked extends Query<FunnelAnswer> {
  constructor(
    readonly actor: Actor,
    readonly query: FunnelQuery,
  ) {
    super();
  }
}

@QueryHandler(FunnelAsked)
export class FunnelAskedHandler implements IQueryHandler<FunnelAsked> {
  constructor(private readonly questions: Questions) {}

  execute({ actor, query: { by, ...query } }: FunnelAsked): Promise<FunnelAnswer> {
    const validAt = query.validAt ?? (query.asOf === undefined ? dateInShanghai(new Date().toISOString()) : undefined);
    const asked: Question = { ...query, ...(validAt === undefined ? {} : { validAt }) };
    return this.questions.ask(SIGNINGS, actor, asked, [], (known) => funnelAnswer(known, asked, by));
  }
}
