import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Directory } from '@entente/domain/kernel/directory';
import { regionsOf, type Task } from '@entente/domain/kernel/task';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import { dateInShanghai, daysBetween, edtfInterval, endOfDayInShanghai } from '@entente/domain/kernel/period';
import { concerns, type SigningFact, standingOn, tasksOf, termsAt } from '@entente/domain/signing/signing';
import { type SigningRow, signings } from '@entente/domain/views/signings';
import { EventLog } from '@entente/infra/event-log/event-log';
import { encodeCursor } from '../http/paging.js';
import { AsOfResolver, type Moment } from '../reading/as-of.js';
import { ReadersProgress } from '../reading/progress.js';
import { ReadModel, type Snapshot } from '../reading/read-model.js';
import { Directories } from '../territory/directories.js';
import type { OverdueQuery } from './work.requests.js';
import { isOverdue, type Language, shown } from './work.shown.js';

export type OverduePage = Readonly<{ asOf: Moment; validAt: string; items: readonly object[]; next: string | null }>;

export class OverdueAsked extends Query<OverduePage> {
  constructor(
    readonly actor: Actor,
    readonly query: OverdueQuery,
    readonly language: Language,
  ) {
    super();
  }
}

/** What should have been done by a day, as it was known, and who answers for it; in the order of submission. */
@QueryHandler(OverdueAsked)
export class OverdueAskedHandler implements IQueryHandler<OverdueAsked> {
  constructor(
    private readonly model: ReadModel,
    private readonly moments: AsOfResolver,
    private readonly progress: ReadersProgress,
    private readonly log: EventLog,
    private readonly directories: Directories,
  ) {}

  async execute({ actor, query, language }: OverdueAsked): Promise<OverduePage> {
    const known = await this.moments.position(query.asOf);
    await this.progress.reached('signings', Math.max(known?.position ?? 0, query.minPosition ?? 0) || undefined);
    return this.model.ask('signings', actor, async (snapshot) => {
      const position = known?.position ?? query.cursor?.pinned ?? snapshot.position;
      const instant = known?.instant ?? (await snapshot.instantOf(position));
      const now = known ? instant : new Date().toISOString();
      const at = query.validAt === undefined ? now : endOfDayInShanghai(edtfInterval(query.validAt).to);
      const directory = await this.directories.current();
      const items: object[] = [];
      let opened = query.cursor?.after[0] ?? 0;
      const answer = (next: string | null): OverduePage => ({ asOf: { instant, node: snapshot.node, position }, validAt: dateInShanghai(at), items, next });
      for (;;) {
        const rows = await atWork(snapshot, { position, before: Date.parse(at), isInThePast: query.validAt !== undefined }, opened, query.limit);
        for (const [n, stored] of rows.entries()) {
          const row = stored.position <= position ? stored : await this.asOf(stored, position);
          if (row && matches(row, query, actor, directory)) {
            items.push(...tasksOn(row, query.validAt === undefined ? undefined : dateInShanghai(at)).filter((task) => isOverdue(task, at) && (query.task === undefined || task.task === query.task)).map((task) => ({
              ...shown(task, row, at, language),
              answers: { regions: regionsOf(task.by), organisation: task.by.organisation },
              daysLate: daysBetween(dateInShanghai(task.due as string), dateInShanghai(at)),
            })));
          }
          opened = stored.opened;
          const isLast = n === rows.length - 1 && rows.length < query.limit;
          if (items.length >= query.limit && !isLast) return answer(encodeCursor({ pinned: position, after: [opened] }));
        }
        if (rows.length < query.limit) return answer(null);
      }
    });
  }

  private async asOf({ id }: SigningRow, position: number): Promise<SigningRow | undefined> {
    const { facts } = await this.log.read(`signing-${id}`, 0);
    const known = facts.filter((fact) => fact.position <= position) as readonly Recorded<SigningFact>[];
    return known.length === 0 ? undefined : known.reduce(signings.evolve, signings.initialRow(id));
  }
}

const matches = ({ state }: SigningRow, { region, edition }: OverdueQuery, actor: Actor, directory: Directory): boolean =>
  state.status !== 'absent' && concerns(state, actor, directory) && (edition === undefined || state.terms.edition === edition) &&
  (region === undefined || termsAt(state).hosts.some((host) => directory.within(host.region, region)));

/** The tasks of a day in the world: what has been reached since was to be done then. Since when is known of what is still open. */
const tasksOn = ({ state, tasks }: SigningRow, day: string | undefined): readonly (Task & Readonly<{ since: string | null }>)[] => {
  if (day === undefined || state.status === 'absent') return tasks;
  return tasksOf(standingOn(state, day)).map((task) => ({ ...task, since: tasks.find((each) => each.task === task.task && each.about === task.about)?.since ?? null }));
};

/** Signings with something overdue or, of a day in the past, with something planned before it, and those that have moved since, which are looked at one by one. */
const atWork = async (snapshot: Snapshot, { position, before, isInThePast }: { position: number; before: number; isInThePast: boolean }, opened: number, limit: number): Promise<readonly SigningRow[]> => {
  const found = await snapshot.rows<{ row: SigningRow }>(
    `select row from ${snapshot.table()} where opened > $1 and opened <= $2 and (due < $3 or position > $2 or ($5 and planned < $3)) order by opened limit $4`, [opened, position, before, limit, isInThePast]);
  return found.map(({ row }) => row);
};
