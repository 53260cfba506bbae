import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor } from '@entente/domain/kernel/message';
import type { ClaimRow } from '@entente/domain/views/claims';
import { encodeCursor, positionAsked } from '../../http/paging.js';
import { problems } from '../../http/problems.js';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel } from '../../reading/read-model.js';
import type { ClaimsQuery } from './claim.requests.js';
import { RecordedSums } from './recorded-sums.js';

type Found = Readonly<{ row: ClaimRow; position: number }>;

export class ClaimById extends Query<object> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
    readonly minPosition: number | undefined,
  ) {
    super();
  }
}

@QueryHandler(ClaimById)
export class ClaimByIdHandler implements IQueryHandler<ClaimById> {
  constructor(
    private readonly model: ReadModel,
    private readonly sums: RecordedSums,
    private readonly progress: ReadersProgress,
  ) {}

  async execute({ actor, id, minPosition }: ClaimById): Promise<object> {
    await this.progress.reached('claims', minPosition);
    const [found] = await this.model.ask('claims', actor, ({ table, rows }) => rows<Found>(`select row, position::float8 as position from ${table()} where key = $1`, [id]));
    if (!found?.row.claim) throw problems.notFound();
    return { id, version: found.row.version, position: found.position, ...found.row.claim, recorded: await this.sums.of(actor, found.row.claim, minPosition) };
  }
}

export class ClaimsBy extends Query<Readonly<{ items: readonly object[]; next: string | null }>> {
  constructor(
    readonly actor: Actor,
    readonly query: ClaimsQuery,
  ) {
    super();
  }
}

@QueryHandler(ClaimsBy)
export class ClaimsByHandler implements IQueryHandler<ClaimsBy> {
  constructor(
    private readonly model: ReadModel,
    private readonly sums: RecordedSums,
    private readonly progress: ReadersProgress,
  ) {}

  async execute({ actor, query }: ClaimsBy): Promise<{ items: readonly object[]; next: string | null }> {
    await this.progress.reached('claims', positionAsked(query));
    const { page, next } = await this.model.ask('claims', actor, async ({ position, table, rows }) => {
      const pinned = query.cursor?.pinned ?? position;
      const found = await rows<Found & { opened: string }>(
        `select row, opened, position::float8 as position from ${table()}
          where opened > $1 and opened <= $2 and ($3::text is null or metric = $3) and ($4::text is null or territory = $4)
            and ($5::text is null or edition = $5) and ($6::bigint is null or position > $6) and ($7::text is null or row -> 'claim' -> 'scope' ->> 'batch' = $7) order by opened limit $8`,
        [query.cursor?.after[0] ?? 0, pinned, query.metric ?? null, query.territory ?? null, query.edition ?? null, query.changedAfter ?? null, query.batch ?? null, query.limit + 1],
      );
      const items = found.slice(0, query.limit);
      const last = items.at(-1);
      return { page: items, next: found.length > query.limit && last ? encodeCursor({ pinned, after: [Number(last.opened)] }) : null };
    });
    const items: object[] = [];
    for (const { row, position } of page) {
      if (row.claim) items.push({ id: row.id, version: row.version, position, ...row.claim, recorded: await this.sums.of(actor, row.claim, query.minPosition) });
    }
    return { items, next };
  }
}
