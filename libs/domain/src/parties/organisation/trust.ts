import type { OrganisationFact } from './organisation.events.js';
import type { Authority, Key } from './state.js';

const changed = <T>(all: readonly T[], isIt: (each: T) => boolean, change: (each: T) => T): readonly T[] => all.map((each) => (isIt(each) ? change(each) : each));

/** The keys of a body after a fact. */
export const evolveKeys = (keys: readonly Key[], fact: OrganisationFact): readonly Key[] => {
  switch (fact.type) {
    case 'KeyRequested': {
      const { kid, key, from, replaces, at, by } = fact.data;
      const asked: Key = { kid, key, from, replaces: replaces?.kid ?? null, requester: by, at, approved: false, validFrom: null, validTo: null, ended: null };
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
      const { authority, person, purpose, from, to, grade, kid, source, at, by } = fact.data;
      return [...authorities, { authority, person, purpose, from, to, grade, kid, source, requester: by, at, approved: false, revokedOn: null }];
    }
    case 'AuthorityApproved': return changed(authorities, ({ authority }) => authority === fact.data.authority, (each) => ({ ...each, approved: true }));
    case 'AuthorityRevoked': return changed(authorities, ({ authority }) => authority === fact.data.authority, (each) => ({ ...each, revokedOn: fact.data.on }));
    default: return authorities;
  }
};

/** How a key stands at an instant (UTC, whole milliseconds), by what is known of the body's keys now. */
export const keyAt = (keys: readonly Key[], key: Key, instant: string): 'valid' | 'not-approved' | 'not-yet-valid' | 'rotated' | 'revoked' | 'endorsed-by-lost-key' => {
  const { approved, validFrom, validTo, ended } = key;
  // A request that was withdrawn was never a key.
  if (!approved || validFrom === null) return ended === 'revoked' ? 'revoked' : 'not-approved';
  if (ended !== null && validTo !== null && instant >= validTo) return ended;
  if (instant < validFrom) return 'not-yet-valid';
  return isEndorsed(keys, key) ? 'valid' : 'endorsed-by-lost-key';
};

/** Whoever held a key that was lost could have endorsed his own, so what such a key endorsed does not count, nor what that one did. */
export const isEndorsed = (keys: readonly Key[], { replaces, validFrom }: Key): boolean => {
  if (replaces === null) return true;
  const endorser = keys.find(({ kid }) => kid === replaces);
  if (!endorser) return false;
  const wasLost = endorser.ended === 'revoked' && endorser.validTo !== null && validFrom !== null && endorser.validTo < validFrom;
  return !wasLost && isEndorsed(keys, endorser);
};

/** Whether the key that granted an authority was in safe hands when it did, by what is known now. */
export const isGrantSound = (keys: readonly Key[], { grade, kid, at }: Authority): boolean => {
  if (grade === 'attested') return true;
  const key = keys.find((each) => each.kid === kid);
  return key !== undefined && keyAt(keys, key, at) === 'valid';
};
