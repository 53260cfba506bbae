import type { OrganisationFact } from './organisation.events.js';
import type { ApproveAuthority, Authorise, RevokeAuthority } from './organisation.js';
import { mustBeSecond, wrongKey } from './keys.js';
import { mustHold } from '../../kernel/refusal.js';
import { refuse } from './refusals.js';
import { mine, mustBeLive, mustNotBeMerged, partyOf, preceding, reversed } from './rules.js';
import type { Authority, Organisation, Organisations } from './state.js';

const authorityOf = ({ authorities }: Organisation, id: string): Authority => {
  const found = authorities.find(({ authority }) => authority === id);
  if (!found) throw refuse('organisation/authority-unknown', '/authority');
  return found;
};

/** What an event says of an authority: all that its readers need. */
const said = (organisation: string, { authority, person, purpose, from, to }: Pick<Authority, 'authority' | 'person' | 'purpose' | 'from' | 'to'>) =>
  ({ organisation, authority, person, purpose, from, to });

/** Authority of a person to sign, granted by the body's own signature, or entered by an association from a document. */
export const authorise = (command: Authorise, state: Organisations): readonly OrganisationFact[] => {
  const { actor, at, data } = command;
  const { authority, kid, signature, text, signatureHolds, personKnown, source } = data;
  const it = mine(command, state);
  const isGranted = kid !== null && signature !== null;
  if (!isGranted && source !== null && actor.role !== 'administrator') throw refuse('organisation/attest-not-yours', '/source');
  mustBeLive(it);
  const before = it.authorities.find((each) => each.authority === authority);
  if (before?.revokedOn) throw refuse('organisation/authority-ended', '/authority');
  const isRepeated = before !== undefined && JSON.stringify(said(it.id, before)) === JSON.stringify(said(it.id, data)) && before.kid === kid;
  if (before && !isRepeated) throw refuse('organisation/authority-exists', '/authority');
  const wrongGrant = isGranted && !signatureHolds ? [refuse('organisation/proof-fails', '/signature')] : [];
  if (isRepeated && wrongGrant.length === 0) return [];
  mustHold([
    ...(personKnown ? [] : [refuse('organisation/person-unknown', '/person')]),
    ...reversed(data.from, data.to, '/to'),
    ...(isGranted || source ? [] : [refuse('organisation/authority-ungranted')]),
    // The signature of a key that does not count is not looked at.
    ...(isGranted ? [...wrongKey(it, kid, command, '/kid'), ...wrongGrant].slice(0, 1) : []),
  ]);
  const grant = isGranted ? { grade: 'signed', kid, signature, text } as const : { grade: 'attested', kid: null, signature: null, text: null } as const;
  return [{ type: 'AuthorityRequested', effectiveOn: data.from, data: { ...said(it.id, data), ...grant, source, at, by: partyOf(actor) } }];
};

/** What the body's signature granted needs its key: one that counts now, by what is known now, has counted ever since the grant. */
export const approveAuthority = (command: ApproveAuthority, state: Organisations): readonly OrganisationFact[] => {
  const it = mustBeLive(mine(command, state));
  const found = authorityOf(it, command.data.authority);
  mustBeSecond(it, command, found.requester);
  if (found.revokedOn !== null) throw refuse('organisation/authority-ended', '/authority');
  if (found.approved) return [];
  if (found.kid !== null) mustHold(wrongKey(it, found.kid, command, '/authority'));
  return [{ type: 'AuthorityApproved', effectiveOn: found.from, data: { ...said(it.id, found), by: partyOf(command.actor) } }];
};

/** It holds no more on that day; said again with an earlier day, it ends earlier. */
export const revokeAuthority = (command: RevokeAuthority, state: Organisations): readonly OrganisationFact[] => {
  const { on, reason } = command.data;
  const it = mustNotBeMerged(mine(command, state));
  const found = authorityOf(it, command.data.authority);
  mustHold(preceding(on, found.from, '/on'));
  if (found.revokedOn !== null && found.revokedOn <= on) return [];
  return [{ type: 'AuthorityRevoked', effectiveOn: on, data: { ...said(it.id, found), on, reason, by: partyOf(command.actor) } }];
};
