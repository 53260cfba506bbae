import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Known, membersOn } from '@entente/domain/cooperation/alliance';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import { Announced, type AnnouncedTotal } from '../../reporting/claim/announced.js';
import type { Moment } from '../../reading/as-of.js';
import { historyLine } from '../../reading/history.js';
import { CooperationList, type Page } from '../cooperation-list.js';
import { CooperationStreams } from '../cooperation.streams.js';
import { liesIn } from '../territory.js';
import { dayAsked } from '../day.js';
import { membersShown, shown, statusOn, summaryOf, votedOnAt } from './alliance.shown.js';
import type { AllianceQuery, AlliancesQuery } from './alliance.requests.js';

export type AllianceAnswer = ReturnType<typeof shown> & { version: number; validAt: string | null; asOf: Moment; history: readonly object[] };

export class AllianceById extends Query<AllianceAnswer> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
    readonly query: AllianceQuery,
  ) {
    super();
  }
}

@QueryHandler(AllianceById)
export class AllianceByIdHandler implements IQueryHandler<AllianceById> {
  constructor(private readonly streams: CooperationStreams) {}

  async execute({ actor, id, query }: AllianceById): Promise<AllianceAnswer> {
    const { facts, state, moment, isTold } = await this.streams.of('alliance', id, actor, query);
    const asOf = await moment();
    const at = query.asOf === undefined ? new Date().toISOString() : asOf.instant;
    return { ...shown(state, dayAsked(query.validAt, at), at), version: facts.length, validAt: query.validAt ?? null, asOf, history: historyOf(facts, state, at, isTold) };
  }
}

/** The history tells no more of a vote that is open than the vote itself does. */
const historyOf = (facts: readonly Recorded[], state: Known, at: string, isTold: (fact: Recorded) => boolean): readonly object[] => {
  const open = votedOnAt(state, at);
  const opened = new Map(facts.flatMap(({ type, data, version }) => (type === 'VoteOpened' ? [[(data as { application: string }).application, version] as const] : [])));
  return facts.map((fact) => {
    const { application } = fact.data as { application?: string };
    const isSecret = fact.type === 'VoteCast' && application !== undefined && open.includes(application) && fact.version > (opened.get(application) ?? 0);
    return historyLine(isSecret ? { ...fact, data: { ...fact.data, choice: null } } : fact, isTold(fact));
  });
};

export type MembersAnswer = ReturnType<typeof membersShown> & {
  alliance: string; day: string; withoutRegion: number; question: string; announced: readonly AnnouncedTotal[]; version: number; validAt: string | null; asOf: Moment;
};

export class MembersOf extends Query<MembersAnswer> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
    readonly query: AllianceQuery,
  ) {
    super();
  }
}

/** The members on a day as it was known, with what was announced of them beside. */
@QueryHandler(MembersOf)
export class MembersOfHandler implements IQueryHandler<MembersOf> {
  constructor(
    private readonly streams: CooperationStreams,
    private readonly announced: Announced,
  ) {}

  async execute({ actor, id, query }: MembersOf): Promise<MembersAnswer> {
    const { facts, state, position, moment } = await this.streams.of('alliance', id, actor, query);
    const asOf = await moment();
    const day = dayAsked(query.validAt, query.asOf && asOf.instant);
    const listed = membersShown(state, day);
    return {
      alliance: id, day, ...listed, withoutRegion: listed.members.filter(({ region }) => region === null).length,
      question: `/v1/metrics/alliances.members?${new URLSearchParams({ alliance: id, validAt: day, asOf: `position:${position}` }).toString()}`,
      announced: await this.announced.about(actor, { alliance: id }, query.minPosition, query.asOf && position),
      version: facts.length, validAt: query.validAt ?? null, asOf,
    };
  }
}

export class AlliancesBy extends Query<Page> {
  constructor(
    readonly actor: Actor,
    readonly query: AlliancesQuery,
  ) {
    super();
  }
}

@QueryHandler(AlliancesBy)
export class AlliancesByHandler implements IQueryHandler<AlliancesBy> {
  constructor(private readonly list: CooperationList) {}

  execute({ actor, query }: AlliancesBy): Promise<Page> {
    const { kind, organisation, territory, region, validAt } = query;
    const day = dayAsked(validAt);
    return this.list.page('alliance', actor, query, {
      about: organisation === undefined ? [] : [organisation],
      matches: ({ state }, { within }, places) => {
        const bodies = [...state.founders, ...(state.status === 'founded' ? state.memberships : [])];
        // What was founded later was not there on the day.
        return statusOn(state, day) !== 'not-yet-founded' && (kind === undefined || state.kind === kind) && (territory === undefined || state.territory === territory)
          && (organisation === undefined || bodies.some((each) => each.organisation === organisation))
          && (region === undefined || [...state.founders, ...(state.status === 'founded' ? membersOn(state, day) : [])].some((each) => each.region !== null && within(each.region, region))
            || liesIn(state.territory, region, day, places, { within }));
      },
      shown: ({ state }) => summaryOf(state, day),
    });
  }
}
