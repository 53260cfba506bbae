import type { Recorded } from '@entente/domain/kernel/message';
import { evolve, nowhere, type Territory, type TerritoryFact } from '@entente/domain/territory/territory';

/** Earlier states that are kept, for questions about what was known. */
const EARLIER_MAX = 8;

export type EarlierTerritories = Readonly<{
  /** The territory as it was known at a position. `newest` is the fold of all the facts. */
  at: (position: number, facts: readonly Recorded<TerritoryFact>[], newest: Territory) => Territory;
  forget: () => void;
}>;

/** The territory at earlier positions; a few of its states are kept, because what lies below what is worked out once for each. */
export const earlierTerritories = (): EarlierTerritories => {
  const kept = new Map<number, Territory>();
  return {
    at: (position, facts, newest) => {
      const count = facts.findLastIndex((fact) => fact.position <= position) + 1;
      if (count === facts.length) return newest;
      const known = kept.get(count) ?? facts.slice(0, count).reduce<Territory>(evolve, nowhere);
      if (kept.size >= EARLIER_MAX) kept.clear();
      kept.set(count, known);
      return known;
    },
    forget: () => kept.clear(),
  };
};
