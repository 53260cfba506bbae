import { Injectable } from '@nestjs/common';
import { type Audience, type Directory, isAmong } from '@entente/domain/kernel/directory';
import type { Kept } from '@entente/domain/kernel/kept';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import { cooperation, type CooperationFact, type CooperationRow, type Kind, kinds } from '@entente/domain/views/cooperation';
import { organisations } from '@entente/domain/views/organisations';
import type { Territory } from '@entente/domain/territory/territory';
import { EventLog } from '@entente/infra/event-log/event-log';
import { type Cursor, encodeCursor, positionAsked } from '../http/paging.js';
import { ReadersProgress } from '../reading/progress.js';
import { ReadModel, type Snapshot } from '../reading/read-model.js';
import { Directories } from '../territory/directories.js';
import type { There } from './cooperation.streams.js';

export type Page = Readonly<{ items: readonly object[]; next: string | null }>;
type Query = Readonly<{ limit: number; cursor?: Cursor | undefined; minPosition?: number | undefined; changedAfter?: number | undefined }>;

/** One of a list as it stood when its first page was made. */
export type Listed<K extends Kind> = Readonly<{ id: string; name: string; state: There<K>; version: number; position: number; opened: number }>;

/** What a list asks for: under what its items are found (`about`, all of them), whether one matches, and how it is told. */
export type Asking<K extends Kind> = Readonly<{ about: readonly string[]; matches: (item: Listed<K>, directory: Directory, territory: Territory) => boolean; shown: (item: Listed<K>) => object }>;

/** Pages of pacts, alliances, joint initiatives or editions, in the order in which they came in. All pages stand at the position of the first one. */
@Injectable()
export class CooperationList {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
    private readonly log: EventLog,
    private readonly directories: Directories,
  ) {}

  async page<K extends Kind>(kind: K, actor: Actor, query: Query, { about, matches, shown }: Asking<K>): Promise<Page> {
    // Who may see it hangs on who its bodies are, too.
    await Promise.all([this.progress.reached(cooperation.name, positionAsked(query)), this.progress.reached(organisations.name, query.minPosition)]);
    return this.model.ask(cooperation.name, actor, async (snapshot) => {
      const directory = await this.directories.current();
      const pinned = query.cursor?.pinned ?? snapshot.position;
      const items: Listed<K>[] = [];
      for (let after = query.cursor?.after[0] ?? 0; items.length <= query.limit; ) {
        const rows = await candidates(snapshot, kind, about, query, pinned, after);
        const standing: CooperationRow[] = [];
        for (const stored of rows) {
          const row = stored.position <= pinned ? stored : await this.asOf(stored, pinned);
          if (row && isThere(row) && row.position > (query.changedAfter ?? 0) && matches(listed(row), directory, snapshot.territory)) standing.push(row);
        }
        const today = await snapshot.today(standing.flatMap(bodiesIn));
        items.push(...standing.filter((row) => isAmong(audienceOf(row, today), actor, directory)).map((row) => listed<K>(row)));
        if (rows.length <= query.limit) break;
        after = rows.at(-1)?.opened ?? after;
      }
      const page = items.slice(0, query.limit);
      const last = page.at(-1);
      return { items: page.map((item) => ({ ...shown(item), version: item.version, position: item.position })), next: items.length > query.limit && last ? encodeCursor({ pinned, after: [last.opened] }) : null };
    });
  }

  private async asOf({ kind, id }: CooperationRow, position: number): Promise<CooperationRow | undefined> {
    const stream = `${kinds[kind].prefix}${id}`;
    const { facts } = await this.log.read(stream, 0);
    const known = facts.filter((fact) => fact.position <= position) as unknown as readonly Recorded<CooperationFact>[];
    return known.length === 0 ? undefined : known.reduce<CooperationRow>(cooperation.evolve, cooperation.initialRow(stream));
  }
}

const keptOf = ({ kind }: CooperationRow): Kept<unknown> => kinds[kind] as Kept<unknown>;

/** The bodies by which it is decided who may see a row; of what everybody may, none. */
export const bodiesIn = (row: CooperationRow): readonly string[] => (row.audience.open ? [] : keptOf(row).bodies(row.state));

/** Who may see a row, by who the bodies in it are today. */
export const audienceOf = (row: CooperationRow, today: Pick<Directory, 'body'>): Audience => (row.audience.open ? row.audience : keptOf(row).audience(row.state, today));

const isThere = ({ state }: CooperationRow): boolean => state.status !== 'absent';
const listed = <K extends Kind>({ id, name, state, version, position, opened }: CooperationRow): Listed<K> => ({ id, name, state: state as There<K>, version, position, opened });

/** Rows that match as they stand, and those that have moved since the first page, which are looked at one by one. */
const candidates = async (snapshot: Snapshot, kind: Kind, about: readonly string[], { limit, changedAfter }: Query, pinned: number, after: number): Promise<readonly CooperationRow[]> => {
  const found = await snapshot.rows<{ row: CooperationRow }>(
    `select row from ${snapshot.table()} where kind = $1 and opened > $2 and opened <= $3 and (position > $3 or about @> $4) and ($5::bigint is null or position > $5)
      order by opened limit $6`, [kind, after, pinned, about, changedAfter ?? null, limit + 1]);
  return found.map(({ row }) => row);
};
