import { evolveOne, type Organisation, organisationEvents, type OrganisationFact } from '../parties/organisation/index.js';
import type { View } from '../kernel/view.js';

/** A record that was merged into this one, from a position of the log on and until the merger was undone. */
export type Absorbed = Readonly<{ organisation: string; name: string; since: number; until: number | null }>;

/** A body as it stands. `opened` is the position at which it was registered, `position` that of the last fact of its own. */
export type OrganisationRow = Readonly<{
  id: string;
  state: Organisation | null;
  version: number;
  opened: number;
  position: number;
  absorbed: readonly Absorbed[];
}>;

/** The bodies; a merger concerns two of them, the record that was merged and the one that stands. */
export const organisations: View<OrganisationRow, OrganisationFact> = {
  name: 'organisations',
  version: 2,
  handles: organisationEvents.map(({ type }) => type).filter((type) => type !== 'IdentifierReserved' && type !== 'IdentifierReleased'),
  keysOf: ({ type, data }) => {
    if (type === 'OrganisationMerged') return [data.organisation, data.into.organisation];
    return type === 'OrganisationUnmerged' ? [data.organisation, data.from] : [data.organisation];
  },
  initialRow: (id) => ({ id, state: null, version: 0, opened: 0, position: 0, absorbed: [] }),
  evolve: (row, fact) => {
    if (row.id !== fact.data.organisation) return { ...row, absorbed: absorbedAfter(row.absorbed, fact) };
    return {
      ...row, state: evolveOne(row.state ?? undefined, fact) ?? null, version: fact.version, opened: row.opened || fact.position, position: fact.position,
    };
  },
};

const absorbedAfter = (absorbed: readonly Absorbed[], { type, data, position }: Parameters<typeof organisations.evolve>[1]): readonly Absorbed[] => {
  const { organisation } = data;
  if (type === 'OrganisationMerged') return [...absorbed, { organisation, name: data.name, since: position, until: null }];
  return absorbed.map((each) => (each.organisation === organisation && each.until === null ? { ...each, until: position } : each));
};
