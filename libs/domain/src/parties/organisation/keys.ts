import { dateInShanghai, toUtcMillis } from '../../kernel/period.js';
import { mustHold, type Refusal } from '../../kernel/refusal.js';
import type { Command } from '../../kernel/message.js';
import type { OrganisationFact } from './organisation.events.js';
import type { ApproveKey, RegisterKey, RevokeKey, RotateKey } from './organisation.js';
import { refuse } from './refusals.js';
import { isAssociationOver, isOwn, mine, mustBeLive, partyOf } from './rules.js';
import { type Key, type Organisation, type Organisations, type Party, reservationOf } from './state.js';
import { keyAt } from './trust.js';

const keyOf = ({ keys }: Organisation, kid: string): Key => {
  const key = keys.find((each) => each.kid === kid);
  if (!key) throw refuse('organisation/key-unknown', '/key');
  return key;
};

/** What is wrong with a key that is to vouch for something at the moment of the command. */
export const wrongKey = ({ keys }: Organisation, kid: string, { at }: Command, pointer: string): readonly Refusal[] => {
  const key = keys.find((each) => each.kid === kid);
  return key && keyAt(keys, key, at) === 'valid' ? [] : [refuse('organisation/key-not-valid', pointer)];
};

/** The facts that ask for a key: it is the body's own from now on, and counts once a second person approves it. */
const requested = (
  { actor, at, data: { kid, key, text, proof } }: RegisterKey | RotateKey, it: Organisation, { holders }: Organisations,
  { from, replaces }: Pick<Extract<OrganisationFact, { type: 'KeyRequested' }>['data'], 'from' | 'replaces'>,
): readonly OrganisationFact[] => {
  const stream = reservationOf('public-key', kid);
  if (holders[stream] !== undefined) throw refuse('organisation/key-taken', '/key');
  return [
    { type: 'KeyRequested', effectiveOn: dateInShanghai(at), data: { organisation: it.id, kid, key, text, proof, from, replaces, at, by: partyOf(actor) } },
    { type: 'IdentifierReserved', effectiveOn: null, data: { organisation: it.id, kind: 'public-key', value: kid }, stream },
  ];
};

/** Whether a key was asked for before, in the place of the same one. What is known otherwise is no new key. */
const isRepeated = ({ keys }: Organisation, kid: string, old: string | null): boolean => {
  const known = keys.find((each) => each.kid === kid);
  if (known?.ended) throw refuse('organisation/key-ended', '/key');
  if (known && known.replaces !== old) throw refuse('organisation/key-known', '/key');
  return known !== undefined;
};

/** A body asks for a public key to count, and has signed with the private one that it holds it. */
export const registerKey = (command: RegisterKey, state: Organisations): readonly OrganisationFact[] => {
  const { kid, from, proofHolds } = command.data;
  const it = mustBeLive(mine(command, state));
  if (!proofHolds) throw refuse('organisation/proof-fails', '/proof');
  return isRepeated(it, kid, null) ? [] : requested(command, it, state, { from, replaces: null });
};

/** The same in the place of a key that vouches for it and is valid as it does. */
export const rotateKey = (command: RotateKey, state: Organisations): readonly OrganisationFact[] => {
  const { kid, old, endorsement, proofHolds, endorsementHolds } = command.data;
  const it = mustBeLive(mine(command, state));
  // An endorsement by a key that nobody knows can be neither right nor wrong.
  if (!it.keys.some((each) => each.kid === old)) throw refuse('organisation/key-not-valid', '/old');
  mustHold([...(proofHolds ? [] : [refuse('organisation/proof-fails', '/proof')]), ...(endorsementHolds ? [] : [refuse('organisation/proof-fails', '/endorsement')])]);
  if (isRepeated(it, kid, old)) return [];
  mustHold(wrongKey(it, old, command, '/old'));
  return requested(command, it, state, { from: null, replaces: { kid: old, endorsement } });
};

/** Who may be the second person: of the body itself, or an association over its region, and not who asked. */
export const mustBeSecond = (it: Organisation, { actor, directory }: Command, requester: Party): void => {
  if (!isOwn(it, actor) && !isAssociationOver(it, actor, directory)) throw refuse('organisation/not-an-approver');
  if (actor.principal === requester.principal) throw refuse('organisation/same-person');
};

/** The key is valid from now on, or from the later moment that was asked for; the one that it replaces ends as it begins. */
export const approveKey = (command: ApproveKey, state: Organisations): readonly OrganisationFact[] => {
  const { actor, at, data } = command;
  const it = mustBeLive(mine(command, state));
  const { kid, key, from, replaces, requester, approved, ended } = keyOf(it, data.key);
  mustBeSecond(it, command, requester);
  if (ended) throw refuse('organisation/key-ended', '/key');
  if (approved) return [];
  if (replaces !== null) mustHold(wrongKey(it, replaces, command, '/key'));
  const validFrom = from !== null && from > at ? from : at;
  return [{ type: 'KeyApproved', effectiveOn: dateInShanghai(validFrom), data: { organisation: it.id, kid, key, validFrom, replaces, by: partyOf(actor) } }];
};

/** Midnight in Shanghai before an instant: what a bare date of that day was taken for. */
const beginningOfDay = (instant: string): string => toUtcMillis(`${dateInShanghai(instant)}T00:00:00+08:00`);

/**
 * At once and by one person, because a key that is lost cannot wait; from an earlier moment where it was lost before. Of
 * the day on which the key was approved, the date means from its beginning. A merged body's keys can be lost as well.
 */
export const revokeKey = (command: RevokeKey, state: Organisations): readonly OrganisationFact[] => {
  const { actor, at, data } = command;
  const it = mine(command, state);
  const { kid, validFrom, validTo } = keyOf(it, data.key);
  if (data.from !== null && data.from > at) throw refuse('organisation/date-in-future', '/from');
  if (data.from !== null && validFrom !== null && data.from < validFrom && data.from !== beginningOfDay(validFrom)) throw refuse('organisation/before-what-it-changes', '/from');
  const asked = data.from ?? at;
  const from = validFrom !== null && asked < validFrom ? validFrom : asked;
  if (validTo !== null && from >= validTo) return [];
  return [{ type: 'KeyRevoked', effectiveOn: dateInShanghai(from), data: { organisation: it.id, kid, from, reason: data.reason, by: partyOf(actor) } }];
};
