import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { isNothing } from '@entente/domain/credit/ledger';
import { absentLine, evolveLine, type Line, type LineFact, lineStream, outstandingOn } from '@entente/domain/credit/line';
import { evolveOpen, noEntries, type OpenEntry, type StatementFact, statementStream } from '@entente/domain/credit/statement';
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
    const day = dayAsked(undefined, query.asOf && asOf.instant);
    return {
      ...summaryOf(state), products: state.products, quota: quotaShown(taken, state, sight),
      statements: sight.quota ? standingStatements(stated).map(statementShown) : null,
      discrepancies: sight.quota ? discrepanciesOf(state, taken, await this.open(stated, position, day), sight, day) : null,
      version: facts.length, asOf, history: facts.map((fact) => historyLine(fact, isTold(fact))),
    };
  }

  private async statements(id: string, position: number): Promise<readonly StatementFact[]> {
    const { facts } = await this.log.read(statementStream(id), 0);
    return facts.filter((fact) => fact.position <= position) as unknown as readonly StatementFact[];
  }

  /** What the files left open; a line that ended meanwhile is missed no longer. */
  private async open(stated: readonly StatementFact[], position: number, day: string): Promise<readonly OpenEntry[]> {
    const entries = Object.values(stated.reduce(evolveOpen, noEntries));
    const standing: OpenEntry[] = [];
    for (const each of entries) if (each.kind === 'unknown' || each.line === null || !(await this.isOver(each.line, position, day))) standing.push(each);
    return standing;
  }

  private async isOver(id: string, position: number, day: string): Promise<boolean> {
    const { facts } = await this.log.read(lineStream(id), 0);
    const line = facts.filter((fact) => fact.position <= position).reduce<Line>((state, fact) => evolveLine(state, fact as unknown as LineFact), absentLine);
    if (line.status === 'absent' || line.status === 'closed' || line.status === 'declined') return true;
    return line.status === 'expired' && isNothing(outstandingOn(line.mirror, day, line.currency));
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
