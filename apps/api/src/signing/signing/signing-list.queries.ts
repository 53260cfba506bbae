import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import type { Directory } from '@entente/domain/kernel/directory';
import { absent, concerns, evolve, externalIdStream, type Known, type Signing, type SigningFact, termsAt } from '@entente/domain/signing/signing';
import type { SigningRow } from '@entente/domain/views/signings';
import { EventLog } from '@entente/infra/event-log/event-log';
import { Directories } from '../../territory/directories.js';
import { encodeCursor } from '../../http/paging.js';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel, type Snapshot } from '../../reading/read-model.js';
import { Investors, isOf, type Standing } from './investors.js';
import type { SigningsQuery } from './signing.requests.js';
import { shown } from './signing.shown.js';

export type SigningsPage = Readonly<{ items: readonly object[]; next: string | null }>;

export class SigningsBy extends Query<SigningsPage> {
  constructor(
    readonly actor: Actor,
    readonly query: SigningsQuery,
  ) {
    super();
  }
}

type Item = Readonly<{ id: string; state: Known; version: number; position: number; opened: number }>;

/**
 * Pages of signings in the order of submission. All pages stand at the position of the first one: a signing that has
 * moved since is folded from its own stream up to there.
 */
@QueryHandler(SigningsBy)
export class SigningsByHandler implements IQueryHandler<SigningsBy> {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
    private readonly log: EventLog,
    private readonly directories: Directories,
    private readonly investors: Investors,
  ) {}

  async execute({ actor, query }: SigningsBy): Promise<SigningsPage> {
    await this.progress.reached('signings', Math.max(query.minPosition ?? 0, query.changedAfter ?? 0) || undefined);
    if (query.organisation !== undefined) await this.progress.reached('organisations', query.minPosition);
    const investor = query.organisation === undefined ? null : await this.investors.standingFor(query.organisation, actor);
    return this.model.ask('signings', actor, async (snapshot) => {
      const directory = await this.directories.current();
      const hosts = query.host === undefined ? null : await this.directories.below(query.host);
      const pinned = query.cursor?.pinned ?? snapshot.position;
      const external = query.externalId && externalIdStream({ organisation: actor.organisation, ...query.externalId });
      const items: Item[] = [];
      for (let after = query.cursor?.after[0] ?? 0; items.length <= query.limit; ) {
        const rows = await candidates(snapshot, query, { hosts, investor, external }, pinned, after);
        for (const row of rows) {
          const item = row.position <= pinned ? standing(row) : await this.asOf(row, pinned);
          if (item && matches(item, query, directory, { investor, external }) && concerns(item.state, actor, directory)) items.push(item);
        }
        if (rows.length <= query.limit) break;
        after = rows.at(-1)?.opened ?? after;
      }
      const page = items.slice(0, query.limit);
      const last = page.at(-1);
      return {
        items: page.map(({ id, state, version, position }) => ({ ...shown(id, state), version, position })),
        next: items.length > query.limit && last ? encodeCursor({ pinned, after: [last.opened] }) : null,
      };
    });
  }

  private async asOf(row: SigningRow, position: number): Promise<Item | undefined> {
    const { facts } = await this.log.read(`signing-${row.id}`, 0);
    const known = facts.filter((fact) => fact.position <= position) as readonly Recorded<SigningFact>[];
    const state = known.reduce<Signing>(evolve, absent);
    const last = known.at(-1);
    return state.status === 'absent' || !last ? undefined : { id: row.id, state, version: last.version, position: last.position, opened: row.opened };
  }
}

const standing = ({ id, state, version, position, opened }: SigningRow): Item | undefined =>
  state.status === 'absent' ? undefined : { id, state, version, position, opened };

/** Rows that match as they stand, and those that have moved since the first page, which are looked at one by one. */
const candidates = async (snapshot: Snapshot, query: SigningsQuery, { hosts, investor, external }: { hosts: readonly string[] | null; investor: Standing | null; external: string | undefined }, pinned: number, after: number): Promise<readonly SigningRow[]> => {
  const found = await snapshot.rows<{ row: SigningRow }>(
    `select row from ${snapshot.table()}
      where opened > $1 and opened <= $2 and (position > $2 or (
            ($3::text[] is null or hosts && $3)
        and ($4::text is null or edition = $4) and ($5::text is null or status = $5)
        and ($6::text[] is null or investors && $6) and ($7::text is null or number = $7) and ($8::text is null or external_ids @> array[$8]) and ($10::text is null or pact = $10)))
        and ($9::bigint is null or position > $9)
      order by opened limit $11`,
    [
      after, pinned, hosts, query.edition ?? null, query.status ?? null, investor && [...investor.ids, ...investor.codes.keys()],
      query.number ?? null, external ?? null, query.changedAfter ?? null, query.pact ?? null, query.limit + 1,
    ],
  );
  return found.map(({ row }) => row);
};

type Sought = Readonly<{ investor: Standing | null; external: string | undefined }>;

const matches = ({ state, position }: Item, { host, edition, pact, status, number, changedAfter }: SigningsQuery, { within }: Directory, { investor, external }: Sought): boolean =>
  (host === undefined || termsAt(state).hosts.some(({ region }) => within(region, host))) &&
  (investor === null || termsAt(state).investors.some((each) => isOf(investor, each, state.terms.signedOn))) &&
  (edition === undefined || state.terms.edition === edition) &&
  (pact === undefined || state.terms.pact === pact) &&
  (status === undefined || state.status === status) &&
  (number === undefined || state.number === number) &&
  (external === undefined || state.externalIds.some((each) => externalIdStream(each) === external)) &&
  (changedAfter === undefined || position > changedAfter);
