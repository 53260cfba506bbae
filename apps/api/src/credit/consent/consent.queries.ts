import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor } from '@entente/domain/kernel/message';
import { CooperationList, type Page } from '../../cooperation/cooperation-list.js';
import { CooperationStreams } from '../../cooperation/cooperation.streams.js';
import { dayAsked } from '../../cooperation/day.js';
import { problems } from '../../http/problems.js';
import type { Moment } from '../../reading/as-of.js';
import { historyLine } from '../../reading/history.js';
import type { ConsentQuery, ConsentsQuery } from './consent.requests.js';
import { isTold as isHisToKnow, summaryOf } from './consent.shown.js';

export type ConsentAnswer = ReturnType<typeof summaryOf> & Readonly<{ version: number; validAt: string | null; asOf: Moment; history: readonly object[] }>;

export class ConsentById extends Query<ConsentAnswer> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
    readonly query: ConsentQuery,
  ) {
    super();
  }
}

@QueryHandler(ConsentById)
export class ConsentByIdHandler implements IQueryHandler<ConsentById> {
  constructor(private readonly streams: CooperationStreams) {}

  async execute({ actor, id, query }: ConsentById): Promise<ConsentAnswer> {
    const { facts, state, moment, isTold } = await this.streams.of('credit-consent', id, actor, query);
    if (!isHisToKnow(state, actor)) throw problems.notFound();
    const asOf = await moment();
    return {
      ...summaryOf(state, dayAsked(query.validAt, query.asOf && asOf.instant)), version: facts.length, validAt: query.validAt ?? null, asOf, history: facts.map((fact) => historyLine(fact, isTold(fact))),
    };
  }
}

export class ConsentsBy extends Query<Page> {
  constructor(
    readonly actor: Actor,
    readonly query: ConsentsQuery,
  ) {
    super();
  }
}

@QueryHandler(ConsentsBy)
export class ConsentsByHandler implements IQueryHandler<ConsentsBy> {
  constructor(private readonly list: CooperationList) {}

  execute({ actor, query }: ConsentsBy): Promise<Page> {
    const { borrower, to, status, validAt } = query;
    const day = dayAsked(validAt);
    return this.list.page('credit-consent', actor, query, {
      about: [borrower, to].flatMap((each) => each ?? []),
      matches: ({ state }) => isHisToKnow(state, actor) && (status === undefined || state.status === status) && (borrower === undefined || state.borrower.organisation === borrower)
        && (to === undefined || state.to.organisation === to),
      shown: ({ state }) => summaryOf(state, day),
    });
  }
}
