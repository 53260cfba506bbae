import { type Document, documentEvents, type DocumentFact, evolveDocument } from '../evidence/document/index.js';
import type { View } from '../kernel/view.js';

/** A document as it stands. `opened` is the position of its deposit, `position` that of its last fact; its content is not here. */
export type DocumentRow = Readonly<{
  id: string;
  state: Document | null;
  version: number;
  opened: number;
  position: number;
  /** When the log learned of the deposit: from then on the time runs in which something may come to refer to it. */
  depositedAt: string;
}>;

const PREFIX = 'document-';

export const documents: View<DocumentRow, DocumentFact> = {
  name: 'documents',
  version: 1,
  handles: documentEvents.map(({ type }) => type),
  keysOf: (fact) => [fact.stream.slice(PREFIX.length)],
  initialRow: (id) => ({ id, state: null, version: 0, opened: 0, position: 0, depositedAt: '' }),
  evolve: (row, fact) => ({
    id: row.id,
    state: evolveDocument(row.state ?? undefined, fact) ?? null,
    version: fact.version,
    opened: row.opened || fact.position,
    position: fact.position,
    depositedAt: row.depositedAt || fact.recordedAt,
  }),
};

/** Since when nothing has referred to a document that is kept; null where something does, or where it was discarded. */
export const unusedSince = ({ state, depositedAt }: DocumentRow): string | null =>
  state === null || state.discarded || state.references.length > 0 ? null : depositedAt;
