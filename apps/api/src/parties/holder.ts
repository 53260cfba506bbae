import type { Recorded } from '@entente/domain/kernel/message';
import type { OrganisationFact } from '@entente/domain/parties/organisation';

/** Who holds what a stream reserves, by its facts. */
export const holderOf = (facts: readonly Recorded<OrganisationFact>[]): string | undefined => {
  const last = facts.at(-1);
  return last?.type === 'IdentifierReserved' ? last.data.organisation : undefined;
};
