import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Directory, isAmong } from '@entente/domain/kernel/directory';
import { fallingToday } from '@entente/domain/kernel/party';
import { type OpenTask, regionsOf, type Task } from '@entente/domain/kernel/task';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import { dateInShanghai, daysBetween, edtfInterval, endOfDayInShanghai } from '@entente/domain/kernel/period';
import { concerns, type SigningFact, standingOn, tasksOf, termsAt } from '@entente/domain/signing/signing';
import { cooperation, type CooperationFact, type CooperationRow, kinds } from '@entente/domain/views/cooperation';
import { lateOf } from '@entente/domain/views/late';
import { organisations } from '@entente/domain/views/organisations';
import { type SigningRow, signings } from '@entente/domain/views/signings';
import { EventLog } from '@entente/infra/event-log/event-log';
import { audienceOf, bodiesIn } from '../cooperation/cooperation-list.js';
import { encodeCursor } from '../http/paging.js';
import { AsOfResolver, type Moment } from '../reading/as-of.js';
import { ReadersProgress } from '../reading/progress.js';
import { ReadModel, type Snapshot } from '../reading/read-model.js';
import { Directories } from '../territory/directories.js';
import { SUBJECTS } from './task-words.js';
import { VIEWS } from './work.queries.js';
import type { OverdueQuery } from './work.requests.js';
import { type AtWork, isOverdue, type Language, shown, subjectOf } from './work.shown.js';

/** Something that should have been done, since when it was to be done as far as that is known, and the regions of those who answer for it. */
type Late = Readonly<{ task: Task & Readonly<{ since: string | null }>; regions: readonly string[] }>;

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

/** What should have been done by a day, as it was known, and who answers for it; in the order in which its subjects came in. */
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
    const from = Math.max(known?.position ?? 0, query.minPosition ?? 0) || undefined;
    await Promise.all([...VIEWS.map((view) => this.progress.reached(view, from)), this.progress.reached(organisations.name, query.minPosition)]);
    return this.model.ask(VIEWS, actor, async (snapshot) => {
      // What the view that is ahead has read beyond the other is folded back, so that the answer stands at one position.
      const position = known?.position ?? query.cursor?.pinned ?? snapshot.position;
      const instant = known?.instant ?? (await snapshot.instantOf(position));
      const now = known ? instant : new Date().toISOString();
      const at = query.validAt === undefined ? now : endOfDayInShanghai(edtfInterval(query.validAt).to);
      const day = dateInShanghai(at);
      const directory = await this.directories.current();
      const items: object[] = [];
      let opened = query.cursor?.after[0] ?? 0;
      const answer = (next: string | null): OverduePage => ({ asOf: { instant, node: snapshot.node, position }, validAt: day, items, next });
      for (;;) {
        const found = await atWork(snapshot, { position, before: Date.parse(at), isInThePast: query.validAt !== undefined }, opened, query.limit);
        const stood: (AtWork | undefined)[] = [];
        for (const stored of found) stood.push(stored.row.position <= position ? stored : await this.asOf(stored, position));
        const lates = stood.map((each) => (each ? lateIn(each, query, at, directory) : []).filter(({ task }) => isOverdue(task, at) && (query.task === undefined || task.task === query.task)));
        const today = await snapshot.today(stood.flatMap((each, n) => (each && lates[n]?.length ? bodiesOf(each, lates[n]) : [])));
        for (const [n, stored] of found.entries()) {
          const each = stood[n];
          if (each && concernsActor(each, actor, directory, today)) {
            items.push(...(lates[n] ?? []).map(({ task, regions }) => ({
              ...shown(task, subjectOf(each), at, language),
              answers: { regions, organisation: fallingToday(task, today).by.organisation },
              daysLate: daysBetween(dateInShanghai(task.due as string), day),
            })));
          }
          opened = stored.row.opened;
          const isLast = n === found.length - 1 && found.length < query.limit;
          if (items.length >= query.limit && !isLast) return answer(encodeCursor({ pinned: position, after: [opened] }));
        }
        if (found.length < query.limit) return answer(null);
      }
    });
  }

  private async asOf({ view, row }: AtWork, position: number): Promise<AtWork | undefined> {
    const stream = view === 'signings' ? `signing-${row.id}` : `${kinds[row.kind].prefix}${row.id}`;
    const known = (await this.log.read(stream, 0)).facts.filter((fact) => fact.position <= position);
    if (known.length === 0) return undefined;
    if (view === 'signings') return { view, row: (known as readonly Recorded<SigningFact>[]).reduce<SigningRow>(signings.evolve, signings.initialRow(row.id)) };
    return { view, row: (known as unknown as readonly Recorded<CooperationFact>[]).reduce<CooperationRow>(cooperation.evolve, cooperation.initialRow(stream)) as typeof row };
  }
}

/** The bodies of which it matters who they are today: those who may see it, and those who answer for what is late. */
const bodiesOf = (each: AtWork, lates: readonly Late[]): readonly string[] => [...(each.view === 'cooperation' ? bodiesIn(each.row) : []), ...lates.flatMap(({ task }) => task.party ?? [])];

const concernsActor = ({ view, row }: AtWork, actor: Actor, directory: Directory, today: Pick<Directory, 'body'>): boolean =>
  row.state.status !== 'absent' && (view === 'signings' ? concerns(row.state, actor, directory) : isAmong(audienceOf(row, today), actor, directory));

/** A signing is looked for by where it lies; of pacts and alliances, what somebody owes is looked for by where he lies. */
const lateIn = (each: AtWork, { region, edition, validAt }: OverdueQuery, at: string, { within }: Directory): readonly Late[] => {
  if (each.view === 'cooperation') {
    return edition !== undefined ? [] : lateOf(each.row, at).filter(({ regions }) => region === undefined || regions.some((one) => within(one, region)))
      .map(({ task, regions }) => ({ task: since(task, each.row.tasks), regions }));
  }
  const { state } = each.row;
  const isMeant = state.status !== 'absent' && (edition === undefined || state.terms.edition === edition) && (region === undefined || termsAt(state).hosts.some((host) => within(host.region, region)));
  return isMeant ? tasksOn(each.row, validAt === undefined ? undefined : dateInShanghai(at)).map((task) => ({ task, regions: regionsOf(task.by) })) : [];
};

/** Since when is known of what is still open. */
const since = (task: Task, open: readonly OpenTask[]): Late['task'] => ({ ...task, since: open.find((each) => each.task === task.task && each.about === task.about)?.since ?? null });

/** The tasks of a day in the world: what has been reached since was to be done then. */
const tasksOn = ({ state, tasks }: SigningRow, day: string | undefined): readonly Late['task'][] => {
  if (day === undefined || state.status === 'absent') return tasks;
  return tasksOf(standingOn(state, day)).map((task) => since(task, tasks));
};

/** What has something overdue or, of a day in the past, something planned before it, and what has moved since, which is looked at one by one. */
const atWork = (snapshot: Snapshot, { position, before, isInThePast }: { position: number; before: number; isInThePast: boolean }, opened: number, limit: number): Promise<AtWork[]> =>
  snapshot.rows<AtWork>(
    `select view, row from (
       (select 'signings' as view, row, opened from ${snapshot.table('', 'signings')}
         where opened > $1 and opened <= $2 and (due < $3 or position > $2 or ($5 and planned < $3)) order by opened limit $4)
       union all
       (select 'cooperation', row, opened from ${snapshot.table('', 'cooperation')}
         where kind = any($6) and opened > $1 and opened <= $2 and (due < $3 or position > $2 or owed < $3) order by opened limit $4)
     ) both_views order by opened limit $4`, [opened, position, before, limit, isInThePast, SUBJECTS]);
