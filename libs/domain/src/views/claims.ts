import type { View } from '../kernel/view.js';
import { type Claim, claimEvents, type ClaimFact } from '../reporting/claim/index.js';

export type ClaimRow = Readonly<{ id: string; claim: Claim | null; opened: number; version: number }>;

const PREFIX = 'claim-';

export const claims: View<ClaimRow, ClaimFact> = {
  name: 'claims',
  version: 4,
  handles: claimEvents.map(({ type }) => type),
  keysOf: (fact) => [fact.stream.slice(PREFIX.length)],
  initialRow: (id) => ({ id, claim: null, opened: 0, version: 0 }),
  evolve: (row, fact) => {
    const { by: _, ...claim } = fact.data;
    return { id: row.id, claim, opened: fact.position, version: fact.version };
  },
};
