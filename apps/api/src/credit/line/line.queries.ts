import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { lineStream, refuseLine } from '@entente/domain/credit/line';
import type { Actor } from '@entente/domain/kernel/message';
import { edtfInterval } from '@entente/domain/kernel/period';
import { ReadsLedger } from '@entente/infra/access/reads';
import { encodeCursor } from '../../http/paging.js';
import type { Moment } from '../../reading/as-of.js';
import { historyLine } from '../../reading/history.js';
import type { LineQuery, ReadsQuery, StatementQuery } from './line.requests.js';
import { shown } from './line.shown.js';
import { LineStreams } from './line.streams.js';
import { statementOf } from './statement.js';
import { isHis } from './who.js';

/** Who asks for one line, and in which request. */
class OfLine<Asked, Answer> extends Query<Answer> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
    readonly query: Asked,
    readonly trace: string,
  ) {
    super();
  }
}

/** What the statement tells, and the history need not. */
const MOVEMENTS: ReadonlySet<string> = new Set(['CreditReserved', 'CreditPosted', 'CreditVoided', 'ReservationExpired', 'CreditDrawn', 'CreditRepaid']);

export type LineAnswer = ReturnType<typeof shown> & Readonly<{ version: number; validAt: string | null; asOf: Moment; history: readonly object[] }>;
export class LineById extends OfLine<LineQuery, LineAnswer> {}

@QueryHandler(LineById)
export class LineByIdHandler implements IQueryHandler<LineById> {
  constructor(
    private readonly streams: LineStreams,
    private readonly reads: ReadsLedger,
  ) {}

  async execute({ actor, id, query, trace }: LineById): Promise<LineAnswer> {
    const { facts, standing, programme, at, day, moment } = await this.streams.of(id, actor, query);
    await this.reads.record(actor, 'document', [lineStream(id)], { trace });
    return {
      ...shown(standing(), facts, programme, at, day), version: facts.length, validAt: query.validAt ?? null, asOf: moment,
      history: facts.filter(({ type }) => !MOVEMENTS.has(type)).map((fact) => historyLine(fact)),
    };
  }
}

export type StatementAnswer = Readonly<{ line: string; currency: string; from: string | null; to: string | null; asOf: Moment; next: string | null }> & Omit<ReturnType<typeof statementOf>, 'more'>;
export class StatementOf extends OfLine<StatementQuery, StatementAnswer> {}

@QueryHandler(StatementOf)
export class StatementOfHandler implements IQueryHandler<StatementOf> {
  constructor(
    private readonly streams: LineStreams,
    private readonly reads: ReadsLedger,
  ) {}

  async execute({ actor, id, query: { validAt, from, to: last, limit, cursor, ...query }, trace }: StatementOf): Promise<StatementAnswer> {
    const { facts, begun: it, moment } = await this.streams.of(id, actor, query, cursor?.pinned);
    await this.reads.record(actor, 'statement', [lineStream(id)], { trace });
    const ends = [last, validAt === undefined ? undefined : edtfInterval(validAt).to].flatMap((each) => each ?? []).sort();
    const to = ends[0] ?? null;
    const { more, ...statement } = statementOf(it, facts, { from: from ?? null, to, after: cursor?.after[0] ?? 0, limit });
    return { line: id, currency: it.currency, from: from ?? null, to, asOf: moment, ...statement, next: more ? encodeCursor({ pinned: moment.position, after: [statement.items.at(-1)?.version ?? 0] }) : null };
  }
}

export type ReadsAnswer = Readonly<{ items: readonly object[]; next: string | null }>;
export class ReadsOf extends OfLine<ReadsQuery, ReadsAnswer> {}

/** Who has read a line, for those whose it is and for auditors. */
@QueryHandler(ReadsOf)
export class ReadsOfHandler implements IQueryHandler<ReadsOf> {
  constructor(
    private readonly streams: LineStreams,
    private readonly reads: ReadsLedger,
  ) {}

  async execute({ actor, id, query: { limit, cursor } }: ReadsOf): Promise<ReadsAnswer> {
    const { begun, by } = await this.streams.of(id, actor);
    if (!isHis(begun, by)) throw refuseLine('credit-line/not-a-party');
    const found = await this.reads.of(lineStream(id), cursor?.after[0], limit + 1);
    const page = found.slice(0, limit);
    const isOwn = (organisation: string): boolean => actor.role === 'auditor' || organisation === actor.organisation;
    return {
      items: page.map(({ at, organisation, role, region, what, purpose, principal }) => ({ at, organisation, role, region, what, purpose, principal: isOwn(organisation) ? principal : null })),
      next: found.length > limit ? encodeCursor({ pinned: 0, after: [page.at(-1)?.id ?? 0] }) : null,
    };
  }
}
