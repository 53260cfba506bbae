import type { OrganisationFact } from './organisation.events.js';
import type { Authority, Key } from './state.js';

const changed = <T>(all: readonly T[], isIt: (each: T) => boolean, change: (each: T) => T): readonly T[] => all.map((each) => (isIt(each) ? change(each) : each));

/** The keys of a body after a fact. */
export const evolveKeys = (keys: readonly Key[], fact: OrganisationFact): readonly Key[] => {
  switch (fact.type) {
    case 'KeyRequested': {
      const { kid, key, from, replaces, by } = fact.data;
      const asked: Key = { kid, key, from, replaces: replaces?.kid ?? null, requester: by, approved: false, validFrom: null, validTo: null, ended: null };
      return [...keys, asked];
    }
    case 'KeyApproved': {
      const { kid, validFrom, replaces } = fact.data;
      const approved = changed(keys, (each) => each.kid === kid, (each) => ({ ...each, approved: true, validFrom }));
      return changed(approved, (each) => each.kid === replaces, (each) => ({ ...each, validTo: validFrom, ended: 'rotated' }));
    }
    case 'KeyRevoked': return changed(keys, ({ kid }) => kid === fact.data.kid, (each) => ({ ...each, validTo: fact.data.from, ended: 'revoked' }));
    default: return keys;
  }
};

export const evolveAuthorities = (authorities: readonly Authority[], fact: OrganisationFact): readonly Authority[] => {
  switch (fact.type) {
    case 'AuthorityRequested': {
      const { authority, person, purpose, from, to, grade, kid, source, by } = fact.data;
      return [...authorities, { authority, person, purpose, from, to, grade, kid, source, requester: by, approved: false, revokedOn: null }];
    }
    case 'AuthorityApproved': return changed(authorities, ({ authority }) => authority === fact.data.authority, (each) => ({ ...each, approved: true }));
    case 'AuthorityRevoked': return changed(authorities, ({ authority }) => authority === fact.data.authority, (each) => ({ ...each, revokedOn: fact.data.on }));
    default: return authorities;
  }
};

/** How a key stands at an instant (UTC, whole milliseconds). */
export const keyAt = ({ approved, validFrom, validTo, ended }: Key, instant: string): 'valid' | 'not-approved' | 'not-yet-valid' | 'rotated' | 'revoked' => {
  // A request that was withdrawn was never a key.
  if (!approved || validFrom === null) return ended === 'revoked' ? 'revoked' : 'not-approved';
  if (ended !== null && validTo !== null && instant >= validTo) return ended;
  return instant < validFrom ? 'not-yet-valid' : 'valid';
};
