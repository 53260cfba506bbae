import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor } from '@entente/domain/kernel/message';
import type { OpenTask } from '@entente/domain/kernel/task';
import type { SigningRow } from '@entente/domain/views/signings';
import { NEVER_DUE, organisationAtWork } from '@entente/infra/reading/readers';
import { encodeCursor } from '../http/paging.js';
import { ReadersProgress } from '../reading/progress.js';
import { ReadModel, type Snapshot } from '../reading/read-model.js';
import { Directories } from '../territory/directories.js';
import type { WorkQuery } from './work.requests.js';
import { isOf, isOpen, isOverdue, type Language, shown } from './work.shown.js';

export type WorkPage = Readonly<{ items: readonly object[]; next: string | null }>;

export class WorkAsked extends Query<WorkPage> {
  constructor(
    readonly actor: Actor,
    readonly query: WorkQuery,
    readonly language: Language,
  ) {
    super();
  }
}

/** What is the asker's to do now, the most urgent first; it is a list of the present and moves as the work is done. */
@QueryHandler(WorkAsked)
export class WorkAskedHandler implements IQueryHandler<WorkAsked> {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
    private readonly directories: Directories,
  ) {}

  async execute({ actor, query, language }: WorkAsked): Promise<WorkPage> {
    await this.progress.reached('signings', query.minPosition);
    const whose = actor.region === '*' ? null : [...(await this.directories.below(actor.region)), organisationAtWork(actor.organisation)];
    const at = new Date().toISOString();
    return this.model.ask('signings', actor, async (snapshot) => {
      const directory = await this.directories.current();
      const isMine = (task: OpenTask): boolean => isOf(task, actor, directory) && isOpen(task, at)
        && (query.task === undefined || task.task === query.task) && (query.overdue === undefined || isOverdue(task, at) === query.overdue);
      const items: object[] = [];
      let [due, opened] = query.cursor?.after ?? [-1, 0];
      for (;;) {
        const rows = await atWork(snapshot, whose, due ?? -1, opened ?? 0, query.limit);
        for (const [n, { row, due: until }] of rows.entries()) {
          items.push(...row.tasks.filter(isMine).map((task) => ({
            ...shown(task, row, at, language), act: { method: 'POST' as const, href: `/v1/signings/${row.id}/${task.verb}`, ifMatch: `"${row.version}"` },
          })));
          [due, opened] = [Number(until), row.opened];
          // Whole signings only, so that a page ends between two of them.
          const isLast = n === rows.length - 1 && rows.length < query.limit;
          if (items.length >= query.limit && !isLast) return { items, next: encodeCursor({ pinned: snapshot.position, after: [due, opened] }) };
        }
        if (rows.length < query.limit) return { items, next: null };
      }
    });
  }
}

/** Signings about which somebody has something to do, by due date and then by age. */
const atWork = (snapshot: Snapshot, whose: readonly string[] | null, due: number, opened: number, limit: number): Promise<{ row: SigningRow; due: string }[]> =>
  snapshot.rows<{ row: SigningRow; due: string }>(
    `select row, due from ${snapshot.table()}
      where due is not null and ($1::text[] is null or work && $1) and (due, opened) > ($2::bigint, $3::bigint)
      order by due, opened limit $4`,
    [whose, Math.min(due, NEVER_DUE), opened, limit]);
