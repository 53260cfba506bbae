import type { OrganisationFact } from './organisation.events.js';
import type { ApproveAuthority, Authorise, RevokeAuthority } from './organisation.js';
import { mustBeSecond, validKey } from './keys.js';
import { refuse } from './refusals.js';
import { mine, mustBeLive, mustNotBeMerged, mustNotEndBefore, mustNotPrecede, partyOf } from './rules.js';
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
  const { actor, data } = command;
  const { authority, kid, signature, text, signatureHolds, personKnown, source } = data;
  const it = mustBeLive(mine(command, state));
  const before = it.authorities.find((each) => each.authority === authority);
  if (before) {
    if (JSON.stringify(said(it.id, before)) === JSON.stringify(said(it.id, data)) && before.kid === kid) return [];
    throw refuse('organisation/authority-exists', '/authority');
  }
  if (!personKnown) throw refuse('organisation/person-unknown', '/person');
  mustNotEndBefore(data.from, data.to, '/to');
  const granted = kid !== null && signature !== null;
  if (!granted && source === null) throw refuse('organisation/authority-ungranted');
  if (granted) {
    validKey(it, kid, command, '/kid');
    if (!signatureHolds) throw refuse('organisation/proof-fails', '/signature');
  } else if (actor.role !== 'administrator') {
    throw refuse('organisation/attest-not-yours', '/source');
  }
  const grant = granted ? { grade: 'signed', kid, signature, text } as const : { grade: 'attested', kid: null, signature: null, text: null } as const;
  return [{ type: 'AuthorityRequested', effectiveOn: data.from, data: { ...said(it.id, data), ...grant, source, by: partyOf(actor) } }];
};

export const approveAuthority = (command: ApproveAuthority, state: Organisations): readonly OrganisationFact[] => {
  const it = mustBeLive(mine(command, state));
  const found = authorityOf(it, command.data.authority);
  mustBeSecond(it, command, found.requester);
  if (found.revokedOn !== null) throw refuse('organisation/authority-ended', '/authority');
  if (found.approved) return [];
  return [{ type: 'AuthorityApproved', effectiveOn: found.from, data: { ...said(it.id, found), by: partyOf(command.actor) } }];
};

/** It holds no more on that day; said again with an earlier day, it ends earlier. */
export const revokeAuthority = (command: RevokeAuthority, state: Organisations): readonly OrganisationFact[] => {
  const { on, reason } = command.data;
  const it = mustNotBeMerged(mine(command, state));
  const found = authorityOf(it, command.data.authority);
  mustNotPrecede(on, found.from, '/on');
  if (found.revokedOn !== null && found.revokedOn <= on) return [];
  return [{ type: 'AuthorityRevoked', effectiveOn: on, data: { ...said(it.id, found), on, reason, by: partyOf(command.actor) } }];
};
