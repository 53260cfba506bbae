import type { Document } from '@entente/domain/evidence/document';

const DAY_MS = 86_400_000;

/** A document that is on record, with when it was deposited and where its stream stands. */
export type Kept = Readonly<{ document: Document; depositedAt: string; discardedAt: string | null; version: number; position: number }>;

/** How long the content is kept, and by which rule of docs/documents.md; `until` is null where that is as long as the record. */
export const retentionOf = ({ document, depositedAt, discardedAt }: Kept, unusedDays: number): Readonly<{ rule: 'unused' | 'referred' | 'discarded'; until: string | null }> => {
  if (document.discarded) return { rule: 'discarded', until: discardedAt };
  if (document.references.length > 0) return { rule: 'referred', until: null };
  return { rule: 'unused', until: new Date(Date.parse(depositedAt) + unusedDays * DAY_MS).toISOString() };
};

/** A document as the reader sees it, without what refers to it: of that, each sees what is his business. */
export const shown = (kept: Kept, unusedDays: number) => {
  const { id, sha256, mediaType, bytes, name, access, by, discarded } = kept.document;
  return {
    id, version: kept.version, position: kept.position, sha256, mediaType, bytes, name, access, depositedBy: by.organisation, depositedAt: kept.depositedAt,
    discarded, retention: retentionOf(kept, unusedDays),
  };
};
