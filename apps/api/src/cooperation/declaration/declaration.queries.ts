import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { endorsersOn, refusals } from '@entente/domain/cooperation/declaration';
import type { Actor } from '@entente/domain/kernel/message';
import { Problem } from '../../http/problems.js';
import { Announced, type AnnouncedTotal } from '../../reporting/claim/announced.js';
import type { Moment } from '../../reading/as-of.js';
import { historyLine } from '../../reading/history.js';
import { CooperationList, type Page } from '../cooperation-list.js';
import { CooperationStreams } from '../cooperation.streams.js';
import { dayAsked } from '../day.js';
import type { DeclarationQuery, DeclarationsQuery } from './declaration.requests.js';
import { shown, summaryOf } from './declaration.shown.js';

export type DeclarationAnswer = ReturnType<typeof shown> & { question: string; announced: readonly AnnouncedTotal[]; version: number; validAt: string | null; asOf: Moment; history: readonly object[] };

export class DeclarationById extends Query<DeclarationAnswer> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
    readonly query: DeclarationQuery,
  ) {
    super();
  }
}

@QueryHandler(DeclarationById)
export class DeclarationByIdHandler implements IQueryHandler<DeclarationById> {
  constructor(
    private readonly streams: CooperationStreams,
    private readonly announced: Announced,
  ) {}

  async execute({ actor, id, query }: DeclarationById): Promise<DeclarationAnswer> {
    const { facts, state, position, moment, isTold } = await this.streams.of('declaration', id, actor, query);
    const asOf = await moment();
    const day = dayAsked(query.validAt, query.asOf && asOf.instant);
    return {
      ...shown(state, day), question: `/v1/metrics/declarations.endorsements?${new URLSearchParams({ declaration: id, validAt: day, asOf: `position:${position}` }).toString()}`,
      announced: await this.announced.about(actor, { declaration: id }, query.minPosition, query.asOf && position),
      version: facts.length, validAt: query.validAt ?? null, asOf, history: facts.map((fact) => historyLine(fact, isTold(fact))),
    };
  }
}

export class DeclarationText extends Query<string> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
  ) {
    super();
  }
}

/** The very bytes that are signed. */
@QueryHandler(DeclarationText)
export class DeclarationTextHandler implements IQueryHandler<DeclarationText> {
  constructor(private readonly streams: CooperationStreams) {}

  async execute({ actor, id }: DeclarationText): Promise<string> {
    const { state } = await this.streams.of('declaration', id, actor);
    const [, en, zh] = refusals['declaration/no-text'];
    if (state.text === null) throw new Problem(409, 'declaration/no-text', { en, zh });
    return state.text;
  }
}

export class DeclarationsBy extends Query<Page> {
  constructor(
    readonly actor: Actor,
    readonly query: DeclarationsQuery,
  ) {
    super();
  }
}

@QueryHandler(DeclarationsBy)
export class DeclarationsByHandler implements IQueryHandler<DeclarationsBy> {
  constructor(private readonly list: CooperationList) {}

  execute({ actor, query }: DeclarationsBy): Promise<Page> {
    const { edition, organisation, territory, region, validAt } = query;
    const day = dayAsked(validAt);
    return this.list.page('declaration', actor, query, {
      about: [organisation, edition].flatMap((each) => each ?? []),
      matches: ({ state }, { within }) => (edition === undefined || state.edition === edition) && (territory === undefined || state.territory === territory)
        && (organisation === undefined || state.endorsements.some((each) => each.organisation === organisation))
        && (region === undefined || endorsersOn(state, day).some((each) => each.region !== null && within(each.region, region))),
      shown: ({ state }) => summaryOf(state, day),
    });
  }
}
