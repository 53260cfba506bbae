import { dateInShanghai } from '../../kernel/period.js';
import type { Actor, Command } from '../../kernel/message.js';
import type { OrganisationFact } from './organisation.events.js';
import type { ApproveKey, RegisterKey, RevokeKey, RotateKey } from './organisation.js';
import { refuse } from './refusals.js';
import { isOver, isOwn, mine, mustBeLive, mustNotBeMerged, partyOf } from './rules.js';
import { type Key, type Organisation, type Organisations, type Party, reservationOf } from './state.js';
import { keyAt } from './trust.js';

const keyOf = ({ keys }: Organisation, kid: string): Key => {
  const key = keys.find((each) => each.kid === kid);
  if (!key) throw refuse('organisation/key-unknown', '/key');
  return key;
};

/** A key of the body that can vouch for something at the moment of the command. */
export const validKey = ({ keys }: Organisation, kid: string, { at }: Command, pointer: string): Key => {
  const key = keys.find((each) => each.kid === kid);
  if (!key || keyAt(key, at) !== 'valid') throw refuse('organisation/key-not-valid', pointer);
  return key;
};

/** The facts that ask for a key: it is the body's own from now on, and counts once a second person approves it. */
const requested = (
  { actor, at, data: { kid, key, text, proof } }: RegisterKey | RotateKey, it: Organisation, { holders }: Organisations,
  { from, replaces }: Pick<Extract<OrganisationFact, { type: 'KeyRequested' }>['data'], 'from' | 'replaces'>,
): readonly OrganisationFact[] => {
  const known = it.keys.find((each) => each.kid === kid);
  if (known?.ended) throw refuse('organisation/key-ended', '/key');
  if (known) return [];
  const stream = reservationOf('public-key', kid);
  const holder = holders[stream];
  if (holder !== undefined) throw refuse('organisation/key-taken', '/key');
  return [
    { type: 'KeyRequested', effectiveOn: dateInShanghai(at), data: { organisation: it.id, kid, key, text, proof, from, replaces, by: partyOf(actor) } },
    { type: 'IdentifierReserved', effectiveOn: null, data: { organisation: it.id, kind: 'public-key', value: kid }, stream },
  ];
};

/** A body asks for a public key to count, and has signed with the private one that it holds it. */
export const registerKey = (command: RegisterKey, state: Organisations): readonly OrganisationFact[] => {
  const it = mustBeLive(mine(command, state));
  if (!command.data.proofHolds) throw refuse('organisation/proof-fails', '/proof');
  return requested(command, it, state, { from: command.data.from, replaces: null });
};

/** The same in the place of a key that vouches for it and is valid as it does. */
export const rotateKey = (command: RotateKey, state: Organisations): readonly OrganisationFact[] => {
  const { data: { kid, old, endorsement, proofHolds, endorsementHolds } } = command;
  const it = mustBeLive(mine(command, state));
  if (it.keys.some((each) => each.kid === kid && each.replaces === old && each.ended === null)) return [];
  validKey(it, old, command, '/old');
  if (!proofHolds) throw refuse('organisation/proof-fails', '/proof');
  if (!endorsementHolds) throw refuse('organisation/proof-fails', '/endorsement');
  return requested(command, it, state, { from: null, replaces: { kid: old, endorsement } });
};

/** Who may be the second person: of the body itself, or an association over its region, and not who asked. */
export const mustBeSecond = (it: Organisation, { actor, directory }: Command, requester: Party): void => {
  if (!isApprover(it, actor, isOver(it, actor, directory))) throw refuse('organisation/not-an-approver');
  if (actor.principal === requester.principal) throw refuse('organisation/same-person');
};

const isApprover = (it: Organisation, actor: Actor, over: boolean): boolean => isOwn(it, actor) || (actor.role === 'administrator' && over);

/** The key is valid from now on, or from the later moment that was asked for; the one that it replaces ends as it begins. */
export const approveKey = (command: ApproveKey, state: Organisations): readonly OrganisationFact[] => {
  const { actor, at, data } = command;
  const it = mustBeLive(mine(command, state));
  const { kid, key, from, replaces, requester, approved, ended } = keyOf(it, data.key);
  mustBeSecond(it, command, requester);
  if (ended) throw refuse('organisation/key-ended', '/key');
  if (approved) return [];
  if (replaces !== null) validKey(it, replaces, command, '/key');
  const validFrom = from !== null && from > at ? from : at;
  return [{ type: 'KeyApproved', effectiveOn: dateInShanghai(validFrom), data: { organisation: it.id, kid, key, validFrom, replaces, by: partyOf(actor) } }];
};

/** At once and by one person, because a key that is lost cannot wait; from an earlier moment where it was lost before. */
export const revokeKey = (command: RevokeKey, state: Organisations): readonly OrganisationFact[] => {
  const { actor, at, data } = command;
  const it = mustNotBeMerged(mine(command, state));
  const { kid, validFrom, validTo } = keyOf(it, data.key);
  if (data.from !== null && validFrom !== null && data.from < validFrom) throw refuse('organisation/before-what-it-changes', '/from');
  const asked = data.from ?? at;
  const from = validFrom !== null && asked < validFrom ? validFrom : asked;
  if (validTo !== null && from >= validTo) return [];
  return [{ type: 'KeyRevoked', effectiveOn: dateInShanghai(from), data: { organisation: it.id, kid, from, reason: data.reason, by: partyOf(actor) } }];
};
