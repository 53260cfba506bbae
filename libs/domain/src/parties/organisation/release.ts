import type { OrganisationFact } from './organisation.events.js';
import type { ReleaseIdentifier } from './organisation.js';
import { refuse } from './refusals.js';
import { reservationsOf } from './registration.js';
import { isAssociationOver, mine, partyOf } from './rules.js';
import { type Organisation, type Organisations, reservationOf } from './state.js';

/** What a body holds of a kind, as it is reserved; null where it holds none. */
export const heldBy = (it: Pick<Organisation, 'creditCode' | 'foreignRegister' | 'account'>, kind: ReleaseIdentifier['data']['kind']): string | null =>
  reservationsOf(it).find((held) => held.kind === kind)?.value ?? null;

/**
 * It was taken by mistake, and may be taken by the right body; in every situation, because a mistake is found late. What
 * the body no longer holds was released before.
 */
export const release = (command: ReleaseIdentifier, state: Organisations): readonly OrganisationFact[] => {
  const { actor, directory, data: { kind, value, reason } } = command;
  const it = mine(command, state);
  if (!isAssociationOver(it, actor, directory)) throw refuse('organisation/not-an-administrator');
  if (value === null || heldBy(it, kind) !== value) return [];
  return [
    { type: 'OrganisationReleased', effectiveOn: null, data: { organisation: it.id, kind, value, reason, by: partyOf(actor) } },
    { type: 'IdentifierReleased', effectiveOn: null, data: { organisation: it.id, kind, value }, stream: reservationOf(kind, value) },
  ];
};
