import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type StatementFact, statementStream } from '@entente/domain/credit/statement';
import type { Actor } from '@entente/domain/kernel/message';
import { EventLog } from '@entente/infra/event-log/event-log';
import { CooperationList, type Page } from '../../cooperation/cooperation-list.js';
import { CooperationStreams } from '../../cooperation/cooperation.streams.js';
import { dayAsked } from '../../cooperation/day.js';
import type { Moment } from '../../reading/as-of.js';
import { historyLine } from '../../reading/history.js';
import { Directories } from '../../territory/directories.js';
import type { ProgrammeQuery, ProgrammesQuery } from './programme.requests.js';
import { discrepanciesOf, quotaShown, standingStatements, statementShown, summaryOf } from './programme.shown.js';
import { Quotas } from './quotas.js';
import { sightOf } from './seen.js';

export type ProgrammeAnswer = ReturnType<typeof summaryOf> & Readonly<{
  products: readonly object[]; quota: object | null; statements: readonly object[] | null; discrepancies: readonly object[] | null; version: number; asOf: Moment; history: readonly object[];
}>;

export class ProgrammeById extends Query<ProgrammeAnswer> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
    readonly query: ProgrammeQuery,
  ) {
    super();
  }
}

/** Its terms are open; what is taken of its quota, and what does not fit, is told to whom that concerns. All of it stands at one position. */
@QueryHandler(ProgrammeById)
export class ProgrammeByIdHandler implements IQueryHandler<ProgrammeById> {
  constructor(
    private readonly streams: CooperationStreams,
    private readonly quotas: Quotas,
    private readonly log: EventLog,
    private readonly directories: Directories,
  ) {}

  async execute({ actor, id, query }: ProgrammeById): Promise<ProgrammeAnswer> {
    const { facts, state, position, moment, isTold } = await this.streams.of('credit-programme', id, actor, query);
    const [asOf, taken, stated, directory] = await Promise.all([
      moment(), this.quotas.at(id, position), this.statements(id, position), this.directories.naming([state.issuer.organisation, state.bank.organisation]),
    ]);
    const sight = sightOf(state, actor, directory);
    return {
      ...summaryOf(state), products: state.products, quota: quotaShown(taken, state, sight),
      statements: sight.quota ? stated.map(statementShown) : null,
      discrepancies: sight.quota ? discrepanciesOf(state, taken, stated[0], sight, dayAsked(undefined, query.asOf && asOf.instant)) : null,
      version: facts.length, asOf, history: facts.map((fact) => historyLine(fact, isTold(fact))),
    };
  }

  private async statements(id: string, position: number): Promise<readonly StatementFact['data'][]> {
    const { facts } = await this.log.read(statementStream(id), 0);
    return standingStatements(facts.filter((fact) => fact.position <= position) as unknown as readonly StatementFact[]);
  }
}

export class ProgrammesBy extends Query<Page> {
  constructor(
    readonly actor: Actor,
    readonly query: ProgrammesQuery,
  ) {
    super();
  }
}

@QueryHandler(ProgrammesBy)
export class ProgrammesByHandler implements IQueryHandler<ProgrammesBy> {
  constructor(private readonly list: CooperationList) {}

  execute({ actor, query }: ProgrammesBy): Promise<Page> {
    const { status, mode, bank, issuer, territory, edition, pact } = query;
    const isAsked = <Value>(asked: Value | undefined, value: Value | null): boolean => asked === undefined || asked === value;
    return this.list.page('credit-programme', actor, query, {
      about: [issuer, bank].flatMap((each) => each ?? []),
      matches: ({ state }) => isAsked(status, state.status) && isAsked(mode, state.mode) && isAsked(bank, state.bank.organisation) && isAsked(issuer, state.issuer.organisation)
        && isAsked(territory, state.territory) && isAsked(edition, state.edition) && isAsked(pact, state.pact),
      shown: ({ state }) => summaryOf(state),
    });
  }
}
