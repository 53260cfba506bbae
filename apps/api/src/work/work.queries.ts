import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Directory } from '@entente/domain/kernel/directory';
import type { Actor } from '@entente/domain/kernel/message';
import { fallingToday } from '@entente/domain/kernel/party';
import type { OpenTask } from '@entente/domain/kernel/task';
import { organisations } from '@entente/domain/views/organisations';
import { bodyAtWork, NEVER_DUE, organisationAtWork } from '@entente/infra/reading/readers';
import { encodeCursor } from '../http/paging.js';
import { ReadersProgress } from '../reading/progress.js';
import { ReadModel, type Snapshot } from '../reading/read-model.js';
import { Directories } from '../territory/directories.js';
import { bodiesAsked, standing } from './cooperation-tasks.js';
import type { WorkQuery } from './work.requests.js';
import { type AtWork, isOf, isOpen, isOverdue, type Language, placeOf, shown, subjectOf } from './work.shown.js';

/** The views whose rows say what is to be done. */
export const VIEWS = ['signings', 'cooperation'] as const;

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
    // Whose it is to do for a body hangs on whose people are its own today.
    await Promise.all([...VIEWS, organisations.name].map((view) => this.progress.reached(view, query.minPosition)));
    const own = actor.region === '*' ? null : [...(await this.directories.below(actor.region)), organisationAtWork(actor.organisation)];
    const at = new Date().toISOString();
    return this.model.ask(VIEWS, actor, async (snapshot) => {
      const directory = await this.directories.current();
      const isMine = (task: OpenTask): boolean => isOf(task, actor, directory) && isOpen(task, at)
        && (query.task === undefined || task.task === query.task) && (query.overdue === undefined || isOverdue(task, at) === query.overdue);
      const whose = own && [...own, ...snapshot.his.map(bodyAtWork)];
      const items: object[] = [];
      let [due, opened] = query.cursor?.after ?? [-1, 0];
      for (;;) {
        const found = await atWork(snapshot, whose, due ?? -1, opened ?? 0, query.limit);
        const today = await snapshot.today(found.flatMap(bodiesAsked));
        for (const [n, { due: until, ...each }] of found.entries()) {
          const subject = subjectOf(each);
          items.push(...tasksOf(each, at, today).map((task) => fallingToday(task, today)).filter(isMine).map((task) => ({
            ...shown(task, subject, at, language), act: { method: 'POST' as const, href: `${placeOf(subject)}/${task.verb}`, ifMatch: `"${each.row.version}"` },
          })));
          [due, opened] = [Number(until), each.row.opened];
          // Whole subjects only, so that a page ends between two of them.
          const isLast = n === found.length - 1 && found.length < query.limit;
          if (items.length >= query.limit && !isLast) return { items, next: encodeCursor({ pinned: snapshot.position, after: [due, opened] }) };
        }
        if (found.length < query.limit) return { items, next: null };
      }
    });
  }
}

const tasksOf = (each: AtWork, at: string, today: Pick<Directory, 'body'>): readonly OpenTask[] => (each.view === 'signings' ? each.row.tasks : standing(each.row, at, today));

/** A body that has people of its own no more is its region's, whatever the row says. */
const WHOSE: Readonly<Record<(typeof VIEWS)[number], string>> = { signings: 'work && $1', cooperation: '(work && $1 or regions && $1)' };

/** What somebody has something to do about, by due date and then by age, which no two share. */
const atWork = (snapshot: Snapshot, whose: readonly string[] | null, due: number, opened: number, limit: number): Promise<(AtWork & { due: string })[]> =>
  snapshot.rows<AtWork & { due: string }>(
    `select view, row, due from (${VIEWS.map((view) => `
       (select '${view}' as view, row, due, opened from ${snapshot.table('', view)}
         where due is not null and ($1::text[] is null or ${WHOSE[view]}) and (due, opened) > ($2::bigint, $3::bigint) order by due, opened limit $4)`).join(' union all ')}
     ) both_views order by due, opened limit $4`,
    [whose, Math.min(due, NEVER_DUE), opened, limit]);
