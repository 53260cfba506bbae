import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor } from '@entente/domain/kernel/message';
import { dateInShanghai, edtfInterval } from '@entente/domain/kernel/period';
import { bigramsOf, plainName } from '@entente/domain/kernel/likeness';
import { evolveOne, holdsOn, type Organisation, wordingsOf } from '@entente/domain/parties/organisation';
import type { OrganisationRow } from '@entente/domain/views/organisations';
import { encodeCursor, positionAsked } from '../../http/paging.js';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel, type Snapshot } from '../../reading/read-model.js';
import { Directories } from '../../territory/directories.js';
import { Bodies } from './bodies.js';
import type { OrganisationsQuery } from './organisation.requests.js';
import { absorbedAt, hadBegun, shown, statusOn } from './organisation.shown.js';

export type OrganisationsPage = Readonly<{ items: readonly object[]; next: string | null }>;

export class OrganisationsBy extends Query<OrganisationsPage> {
  constructor(
    readonly actor: Actor,
    readonly query: OrganisationsQuery,
  ) {
    super();
  }
}

/**
 * Pages of bodies in the order of registration. All pages stand at the position of the first one: a body that has moved since is
 * folded from its own stream up to there.
 */
@QueryHandler(OrganisationsBy)
export class OrganisationsByHandler implements IQueryHandler<OrganisationsBy> {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
    private readonly directories: Directories,
    private readonly bodies: Bodies,
  ) {}

  async execute({ actor, query }: OrganisationsBy): Promise<OrganisationsPage> {
    await this.progress.reached('organisations', positionAsked(query));
    // What has no letter or digit is in every name and finds nothing.
    if (query.q !== undefined && plainName(query.q) === '') return { items: [], next: null };
    const regions = query.region === undefined ? null : await this.directories.below(query.region);
    const day = query.validAt === undefined ? dateInShanghai(new Date().toISOString()) : edtfInterval(query.validAt).to;
    return this.model.ask('organisations', actor, async (snapshot) => {
      const pinned = query.cursor?.pinned ?? snapshot.position;
      const items: Item[] = [];
      for (let after = query.cursor?.after[0] ?? 0; items.length <= query.limit; ) {
        const rows = await candidates(snapshot, query, regions, pinned, after);
        for (const { row, position } of rows) {
          const item = position <= pinned ? standing(row, position) : await this.asOf(row, pinned);
          if (item && item.position > (query.changedAfter ?? 0) && matches(item.state, query, regions, day)) items.push(item);
        }
        if (rows.length <= query.limit) break;
        after = rows.at(-1)?.row.opened ?? after;
      }
      const page = items.slice(0, query.limit);
      const last = page.at(-1);
      return {
        items: page.map(({ state, absorbed, version, position }) => ({ ...shown(state, day, absorbedAt(absorbed, pinned)), version, position })),
        next: items.length > query.limit && last ? encodeCursor({ pinned, after: [last.opened] }) : null,
      };
    });
  }

  /** How a body stood at a position: by its own facts, and by what was merged into it. */
  private async asOf({ id, opened, absorbed }: OrganisationRow, position: number): Promise<Item | undefined> {
    const known = (await this.bodies.factsOf(id)).filter((fact) => fact.position <= position);
    const state = known.reduce<Organisation | undefined>(evolveOne, undefined);
    const moved = [...known.map((fact) => fact.position), ...absorbed.flatMap(({ since, until }) => [since, until ?? 0])].filter((each) => each <= position);
    return state && { state, absorbed, opened, version: known.at(-1)?.version ?? 0, position: Math.max(...moved) };
  }
}

type Item = Readonly<{ state: Organisation; absorbed: OrganisationRow['absorbed']; opened: number; version: number; position: number }>;

const standing = ({ state, absorbed, opened, version }: OrganisationRow, position: number): Item | undefined => (state === null ? undefined : { state, absorbed, opened, version, position });

type Candidate = Readonly<{ row: OrganisationRow; position: number }>;

/**
 * Rows that may match as they stand, and those that have moved since the first page; what depends on the day, and those, are
 * looked at one by one. What has changed after the first page comes with the next question: so the greatest position of all
 * pages is the one to ask from then.
 */
const candidates = async (
  snapshot: Snapshot, { q, type, creditCode, parent, changedAfter, limit }: OrganisationsQuery, regions: readonly string[] | null, pinned: number, after: number,
): Promise<readonly Candidate[]> => {
  const pairs = q === undefined || [...plainName(q)].length < 2 ? null : bigramsOf(q);
  return snapshot.rows<Candidate>(
    `select row, position::float8 as position from ${snapshot.table()}
      where opened > $1 and opened <= $2 and (position > $2 or (
            ($3::text[] is null or region = any($3)) and ($4::text is null or types @> array[$4])
        and ($5::text is null or credit_code = $5) and ($6::text[] is null or bigrams @> $6) and ($7::text is null or parents @> array[$7])))
        and ($8::bigint is null or position > $8)
      order by opened limit $9`,
    [after, pinned, regions, type ?? null, creditCode ?? null, pairs, parent ?? null, changedAfter ?? null, limit + 1],
  );
};

const matches = (state: Organisation, { q, type, parent, status, creditCode }: OrganisationsQuery, regions: readonly string[] | null, day: string): boolean =>
  (regions === null || (state.region !== null && regions.includes(state.region))) && (creditCode === undefined || state.creditCode === creditCode) &&
  hadBegun(state, day) && (status === undefined || statusOn(state, day) === status) &&
  (type === undefined || state.types.some((each) => each.type === type && holdsOn(each, day))) &&
  (parent === undefined || state.parents.some((each) => each.organisation === parent && holdsOn(each, day))) &&
  (q === undefined || wordingsOf(state).some((text) => plainName(text).includes(plainName(q))));
