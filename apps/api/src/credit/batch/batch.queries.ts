import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { refuseBatch } from '@entente/domain/credit/batch';
import { dateInShanghai } from '@entente/domain/kernel/period';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import { CooperationList, type Page } from '../../cooperation/cooperation-list.js';
import { CooperationStreams } from '../../cooperation/cooperation.streams.js';
import { dayAsked } from '../../cooperation/day.js';
import { AsOfResolver, type Moment } from '../../reading/as-of.js';
import { historyLine } from '../../reading/history.js';
import { Announced, type AnnouncedTotal } from '../../reporting/claim/announced.js';
import { Directories } from '../../territory/directories.js';
import { type Sight, sightOf } from '../programme/seen.js';
import { BatchLines } from './batch-lines.js';
import type { BatchesQuery, BatchQuery } from './batch.requests.js';
import { discrepanciesIn, questionOf, summaryOf } from './batch.shown.js';

export type BatchAnswer = ReturnType<typeof summaryOf> & Readonly<{
  announced: readonly AnnouncedTotal[]; lines: object | null; released: object | null; discrepancies: readonly object[] | null; question: ReturnType<typeof questionOf>; version: number; asOf: Moment; history: readonly object[];
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
    private readonly directories: Directories,
  ) {}

  async execute({ actor, id, query }: BatchById): Promise<BatchAnswer> {
    const { facts, state, position, moment } = await this.streams.of('credit-batch', id, actor, query);
    const programme = await this.streams.standing('credit-programme', state.programme);
    if (!programme) throw refuseBatch('credit-batch/not-found');
    const sight = sightOf(programme, actor, await this.directories.naming([programme.issuer.organisation, programme.bank.organisation]));
    const asOf = await moment();
    // Issuer and bank are told what their own batch sums to, wherever its lines lie.
    const announced = await this.announced.about(sight.isParty ? { ...actor, role: 'report', region: '*' } : actor, { batch: id }, query.minPosition, query.asOf && position);
    const byStatus = sight.totals ? await this.lines.byStatus(actor, id, state.lines, position, query.minPosition) : null;
    const entered = new Map(await Promise.all(announced.map(async ({ claim, position: at }) => [claim, dateInShanghai(await this.moments.instant(at))] as const)));
    const day = dayAsked(undefined, query.asOf && asOf.instant);
    return {
      ...summaryOf(state), announced, lines: byStatus && { count: state.lines.length, byStatus }, released: sight.totals ? state.released : null,
      discrepancies: sight.totals ? discrepanciesIn(announced, programme, day, ({ claim }) => entered.get(claim) ?? day) : null,
      question: questionOf(state, position), version: facts.length, asOf, history: facts.map((fact) => historyLine(fact, isSaid(fact, sight))),
    };
  }
}

/** The history tells no more of lines and sums than the page does. */
const isSaid = ({ type }: Recorded, { lines, totals }: Sight): boolean => (type === 'BatchLineAdded' ? lines : type === 'CreditBatchReleased' ? totals : true);

export class BatchesBy extends Query<Page> {
  constructor(
    readonly actor: Actor,
    readonly query: BatchesQuery,
  ) {
    super();
  }
}

@QueryHandler(BatchesBy)
export class BatchesByHandler implements IQueryHandler<BatchesBy> {
  constructor(private readonly list: CooperationList) {}

  execute({ actor, query }: BatchesBy): Promise<Page> {
    const { programme, status } = query;
    return this.list.page('credit-batch', actor, query, {
      about: programme === undefined ? [] : [programme],
      matches: ({ state }) => (programme === undefined || state.programme === programme) && (status === undefined || state.status === status),
      shown: ({ state }) => summaryOf(state),
    });
  }
}
