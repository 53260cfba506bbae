import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Actor } from '@entente/domain/kernel/message';
import type { DocumentRow } from '@entente/domain/views/documents';
import { encodeCursor, positionAsked } from '../../http/paging.js';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel, type Snapshot } from '../../reading/read-model.js';
import type { DocumentsQuery } from './document.requests.js';
import type { Kept } from './document.shown.js';
import { Documents } from './documents.js';

export type DocumentsPage = Readonly<{ items: readonly Kept[]; next: string | null }>;

export class DocumentsOf extends Query<DocumentsPage> {
  constructor(
    readonly actor: Actor,
    readonly query: DocumentsQuery,
  ) {
    super();
  }
}

/** The documents of the asker's organisation, in the order of deposit. All pages stand at the position of the first one. */
@QueryHandler(DocumentsOf)
export class DocumentsOfHandler implements IQueryHandler<DocumentsOf> {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
    private readonly documents: Documents,
  ) {}

  async execute({ actor, query }: DocumentsOf): Promise<DocumentsPage> {
    await this.progress.reached('documents', positionAsked(query));
    return this.model.ask('documents', actor, async (snapshot) => {
      const pinned = query.cursor?.pinned ?? snapshot.position;
      const found = await rowsOf(snapshot, actor, query, pinned);
      const page = found.slice(0, query.limit);
      const last = page.at(-1);
      const items: Kept[] = [];
      for (const row of page) {
        // What has moved since the first page is folded up to there, and may not have moved by then.
        const kept = standing(row, pinned) ?? (await this.documents.find(row.id, pinned));
        if (kept && kept.position > (query.changedAfter ?? 0)) items.push(kept);
      }
      return { items, next: found.length > query.limit && last ? encodeCursor({ pinned, after: [last.opened] }) : null };
    });
  }
}

/** A row that says all there is to say. */
const standing = ({ state: document, depositedAt, version, position }: DocumentRow, pinned: number): Kept | undefined =>
  document && !document.discarded && position <= pinned ? { document, depositedAt, discardedAt: null, version, position } : undefined;

/** Row-level security shows the rows of one organisation, and none where the session does not say which. */
const rowsOf = async ({ rows, table }: Snapshot, { organisation }: Actor, { cursor, changedAfter = 0, limit }: DocumentsQuery, pinned: number): Promise<readonly DocumentRow[]> => {
  const found = await rows<{ row: DocumentRow }>(
    `select row from ${table()} where opened > $1 and opened <= $2 and position > $3 and organisation = $4 order by opened limit $5`,
    [cursor?.after[0] ?? 0, pinned, changedAfter, organisation, limit + 1],
  );
  return found.map(({ row }) => row);
};
