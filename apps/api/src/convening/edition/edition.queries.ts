import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { editionCodeStream } from '@entente/domain/convening/edition';
import type { Actor } from '@entente/domain/kernel/message';
import { EventLog } from '@entente/infra/event-log/event-log';
import { CooperationList, type Page } from '../../cooperation/cooperation-list.js';
import { CooperationStreams } from '../../cooperation/cooperation.streams.js';
import { problems } from '../../http/problems.js';
import type { Moment } from '../../reading/as-of.js';
import { historyLine } from '../../reading/history.js';
import { Announced, type AnnouncedTotal } from '../../reporting/claim/announced.js';
import type { EditionQuery, EditionsQuery } from './edition.requests.js';
import { shown, summaryOf } from './edition.shown.js';

export type EditionAnswer = ReturnType<typeof shown> & { announced: readonly AnnouncedTotal[]; version: number; asOf: Moment; history: readonly object[] };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** An edition by its id, or by its code such as cisc-21. */
export class EditionBy extends Query<EditionAnswer> {
  constructor(
    readonly actor: Actor,
    readonly reference: string,
    readonly query: EditionQuery,
  ) {
    super();
  }
}

@QueryHandler(EditionBy)
export class EditionByHandler implements IQueryHandler<EditionBy> {
  constructor(
    private readonly streams: CooperationStreams,
    private readonly announced: Announced,
    private readonly log: EventLog,
  ) {}

  async execute({ actor, reference, query }: EditionBy): Promise<EditionAnswer> {
    const { facts, state, position, moment, isTold } = await this.streams.of('edition', await this.idOf(reference), actor, query);
    return {
      ...shown(state),
      announced: await this.announced.about(actor, { edition: state.code }, query.minPosition, query.asOf && position),
      version: facts.length, asOf: await moment(), history: facts.map((fact) => historyLine(fact, isTold(fact))),
    };
  }

  /** A code stays its edition's for ever, so that its stream has one fact. */
  private async idOf(reference: string): Promise<string> {
    if (UUID.test(reference)) return reference.toLowerCase();
    if (reference.length > 60 || !CODE.test(reference)) throw problems.notFound();
    const [reserved] = (await this.log.read(editionCodeStream(reference), 0)).facts;
    if (!reserved) throw problems.notFound();
    return (reserved.data as { edition: string }).edition;
  }
}

export class EditionsBy extends Query<Page> {
  constructor(
    readonly actor: Actor,
    readonly query: EditionsQuery,
  ) {
    super();
  }
}

@QueryHandler(EditionsBy)
export class EditionsByHandler implements IQueryHandler<EditionsBy> {
  constructor(private readonly list: CooperationList) {}

  execute({ actor, query }: EditionsBy): Promise<Page> {
    const { series, code, region } = query;
    return this.list.page('edition', actor, query, {
      about: [series, code].flatMap((each) => each ?? []),
      matches: ({ state }, { within }) =>
        (series === undefined || state.series.code === series) && (code === undefined || state.code === code) && (region === undefined || (state.place !== null && within(state.place, region))),
      shown: ({ state }) => summaryOf(state),
    });
  }
}
