import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { refuseBatch } from '@entente/domain/credit/batch';
import { batchStream } from '@entente/domain/credit/line';
import { dateInShanghai } from '@entente/domain/kernel/period';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import { EventLog } from '@entente/infra/event-log/event-log';
import { CooperationList, type Page } from '../../cooperation/cooperation-list.js';
import { CooperationStreams } from '../../cooperation/cooperation.streams.js';
import { dayAsked } from '../../cooperation/day.js';
import { AsOfResolver, type Moment } from '../../reading/as-of.js';
import { historyLine } from '../../reading/history.js';
import { Announced } from '../../reporting/claim/announced.js';
import type { Sight } from '../programme/seen.js';
import { BatchLines } from './batch-lines.js';
import { BatchSights } from './batch-sights.js';
import type { BatchesQuery, BatchQuery } from './batch.requests.js';
import { discrepanciesIn, questionOf, summaryOf, type Told, withSuperseded } from './batch.shown.js';

export type BatchAnswer = ReturnType<typeof summaryOf> & Readonly<{
  announced: readonly Told[]; lines: object | null; released: object | null; discrepancies: readonly object[] | null; question: ReturnType<typeof questionOf>; version: number | null; asOf: Moment; history: readonly object[];
}>;

export class BatchById extends Query<BatchAnswer> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
    readonly query: BatchQuery,
  ) {
    super();
  }
}

/** That there is a batch is open; its sums are told as those of its programme are, and a single line to none but its bank and auditors. */
@QueryHandler(BatchById)
export class BatchByIdHandler implements IQueryHandler<BatchById> {
  constructor(
    private readonly streams: CooperationStreams,
    private readonly announced: Announced,
    private readonly lines: BatchLines,
    private readonly moments: AsOfResolver,
    private readonly sights: BatchSights,
  ) {}

  async execute({ actor, id, query }: BatchById): Promise<BatchAnswer> {
    const { facts, state, position, moment } = await this.streams.of('credit-batch', id, actor, query);
    const found = await this.sights.of(state.programme, actor);
    if (!found) throw refuseBatch('credit-batch/not-found');
    const { programme, sight } = found;
    const asOf = await moment();
    // Issuer and bank are told what their own batch sums to, wherever its lines lie.
    const announced = withSuperseded(await this.announced.about(sight.isParty ? { ...actor, role: 'report', region: '*' } : actor, { batch: id }, query.minPosition, query.asOf && position));
    const byStatus = sight.totals ? await this.lines.byStatus(actor, id, state.lines, position, query.minPosition) : null;
    const entered = new Map(await Promise.all(announced.map(async ({ claim, position: at }) => [claim, dateInShanghai(await this.moments.instant(at))] as const)));
    const day = dayAsked(undefined, query.asOf && asOf.instant);
    return {
      ...summaryOf(state), announced, lines: byStatus && { count: state.lines.length, byStatus }, released: sight.totals ? state.released : null,
      discrepancies: sight.totals ? discrepanciesIn(announced, programme, day, ({ claim }) => entered.get(claim) ?? day) : null,
      question: questionOf(state, position), version: sight.totals ? facts.length : null, asOf,
      history: facts.filter(({ type }) => sight.totals || type !== 'BatchLineAdded').map((fact) => historyLine(fact, isSaid(fact, sight))),
    };
  }
}

/** The history tells no more of lines and sums than the page does; that a line was put forward is left out of it, for whoever is not told how many there are. */
const isSaid = ({ type }: Recorded, { lines, totals }: Sight): boolean => (type === 'BatchLineAdded' ? lines : type === 'CreditBatchReleased' ? totals : true);

export class BatchesBy extends Query<Page> {
  constructor(
    readonly actor: Actor,
    readonly query: BatchesQuery,
  ) {
    super();
  }
}

/** What of a batch is told with its version and the position at which it last moved; whoever is not told how many lines stand in it is not told by these either. */
@QueryHandler(BatchesBy)
export class BatchesByHandler implements IQueryHandler<BatchesBy> {
  constructor(
    private readonly list: CooperationList,
    private readonly sights: BatchSights,
    private readonly log: EventLog,
  ) {}

  async execute({ actor, query }: BatchesBy): Promise<Page> {
    const { programme, status, changedAfter } = query;
    const { items, next } = await this.list.page('credit-batch', actor, query, {
      about: programme === undefined ? [] : [programme],
      matches: ({ state }) => (programme === undefined || state.programme === programme) && (status === undefined || state.status === status),
      shown: ({ state }) => summaryOf(state),
    });
    const told: object[] = [];
    const sights = new Map<string, Promise<boolean>>();
    for (const item of items as readonly Listed[]) {
      const seen = sights.get(item.programme) ?? this.sights.of(item.programme, actor).then((found) => found?.sight.totals ?? false);
      sights.set(item.programme, seen);
      const shown = (await seen) ? item : await this.withoutCount(item);
      if (shown.position > (changedAfter ?? 0)) told.push(shown);
    }
    return { items: told, next };
  }

  /** As if no line had been put forward: it moved when it was opened, and when it was released. */
  private async withoutCount(item: Listed): Promise<Listed> {
    const { facts } = await this.log.read(batchStream(item.id), 0);
    return { ...item, version: null, position: facts.findLast(({ type, position }) => type !== 'BatchLineAdded' && position <= item.position)?.position ?? 0 };
  }
}

type Listed = ReturnType<typeof summaryOf> & Readonly<{ version: number | null; position: number }>;
