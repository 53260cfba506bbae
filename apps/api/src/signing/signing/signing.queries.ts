import { Injectable } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import { edtfInterval } from '@entente/domain/kernel/period';
import { absent, concerns, evolve, type Known, type Signing, type SigningFact } from '@entente/domain/signing/signing';
import { EventLog } from '@entente/infra/event-log/event-log';
import { encodeCursor } from '../../http/paging.js';
import { problems } from '../../http/problems.js';
import { type AsOf, AsOfResolver, type Moment } from '../../reading/as-of.js';
import { historyLine } from '../../reading/history.js';
import { Node } from '../../reading/node.js';
import { Directories } from '../../territory/directories.js';
import { ReadersProgress } from '../../reading/progress.js';
import type { HistoryQuery, SigningQuery } from './signing.requests.js';
import { EvidenceUse } from '../../evidence/document/evidence-use.js';
import { Investors } from './investors.js';
import { shown } from './signing.shown.js';

type Facts = readonly Recorded<SigningFact>[];
type At = Readonly<{ asOf?: AsOf | undefined; minPosition?: number | undefined }>;

/** What is known of a signing up to a position: its facts, and what they come to. */
type Told = Readonly<{ facts: Facts; state: Known; position: number; moment: () => Promise<Moment> }>;

/** Folds a signing's own stream, so that the answer holds everything that was acknowledged before the question. */
@Injectable()
export class SigningStreams {
  constructor(
    private readonly log: EventLog,
    private readonly moments: AsOfResolver,
    private readonly progress: ReadersProgress,
    private readonly node: Node,
    private readonly directories: Directories,
  ) {}

  async of(id: string, actor: Actor, query: At): Promise<Told> {
    const asked = await this.moments.position(query.asOf);
    const { facts } = await this.log.read(`signing-${id}`, 0);
    const { head } = await this.progress.now();
    if (Math.max(asked?.position ?? 0, query.minPosition ?? 0) > head) throw problems.beyondHead();
    const position = asked?.position ?? Math.max(head, facts.at(-1)?.position ?? 0);
    const known = facts.filter((fact) => fact.position <= position) as Facts;
    const state = known.reduce<Signing>(evolve, absent);
    if (state.status === 'absent' || !concerns(state, actor, await this.directories.current())) throw problems.notFound();
    return {
      facts: known, state, position,
      moment: async () => ({ instant: asked?.instant ?? (await this.moments.instant(position)), node: await this.node.name(), position }),
    };
  }
}

export type SigningAnswer = ReturnType<typeof shown> & { version: number; asOf: Moment; validAt: string | null; history: readonly object[] };

export class SigningById extends Query<SigningAnswer> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
    readonly query: SigningQuery,
  ) {
    super();
  }
}

@QueryHandler(SigningById)
export class SigningByIdHandler implements IQueryHandler<SigningById> {
  constructor(
    private readonly streams: SigningStreams,
    private readonly investors: Investors,
    private readonly evidence: EvidenceUse,
  ) {}

  async execute({ actor, id, query }: SigningById): Promise<SigningAnswer> {
    const { facts, state, position, moment } = await this.streams.of(id, actor, query);
    const validAt = query.validAt === undefined ? undefined : edtfInterval(query.validAt).to;
    if (validAt !== undefined && edtfInterval(state.terms.signedOn).from > validAt) throw problems.notFound();
    const answer = shown(id, state, validAt);
    return {
      ...answer,
      investors: await this.investors.of(answer.investors, answer.signedOn, position),
      ...(await this.weighed(answer, position)),
      version: facts.length,
      validAt: query.validAt ?? null,
      asOf: await moment(),
      history: facts.map((fact) => historyLine(fact)),
    };
  }

  /** The milestones and receipts with what becomes of their evidence. */
  private async weighed({ id, milestones, receipts }: ReturnType<typeof shown>, position: number): Promise<Pick<ReturnType<typeof shown>, 'milestones' | 'receipts'>> {
    const weigh = await this.evidence.of(id, [...milestones.flatMap(({ reported }) => reported?.evidence ?? []), ...receipts.flatMap(({ evidence }) => evidence)], position);
    return {
      milestones: milestones.map((each) => ({ ...each, reported: each.reported && { ...each.reported, evidence: weigh(each.reported.evidence) } })),
      receipts: receipts.map((each) => ({ ...each, evidence: weigh(each.evidence) })),
    };
  }
}

export type HistoryPage = Readonly<{ asOf: Moment; items: readonly object[]; next: string | null }>;

export class SigningHistory extends Query<HistoryPage> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
    readonly query: HistoryQuery,
  ) {
    super();
  }
}

@QueryHandler(SigningHistory)
export class SigningHistoryHandler implements IQueryHandler<SigningHistory> {
  constructor(private readonly streams: SigningStreams) {}

  async execute({ actor, id, query }: SigningHistory): Promise<HistoryPage> {
    const { cursor, limit } = query;
    const { facts, position, moment } = await this.streams.of(id, actor, cursor ? { asOf: { position: cursor.pinned } } : query);
    const after = cursor?.after[0] ?? 0;
    const page = facts.slice(after, after + limit);
    return {
      asOf: await moment(),
      items: page.map((fact) => historyLine(fact)),
      next: facts.length > after + limit ? encodeCursor({ pinned: position, after: [after + limit] }) : null,
    };
  }
}
