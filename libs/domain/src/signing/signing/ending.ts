import { askedOf } from './confirmations.js';
import type { Desk, DeskFact } from './desk.js';
import { released } from './identifiers.js';
import { refuse } from './refusals.js';
import { isAssociation, isSubmitter, known, mustBeOnRecord, mustHaveCome, mustNotPrecede, partyOf, speaksFor } from './rules.js';
import type { SigningFact } from './signing.events.js';
import type { AnnulSigning, TerminateSigning } from './signing.js';
import { type Asked, type Signing, termsAt } from './state.js';
import { datesOf } from './throughout.js';

/**
 * 终止: from its date on the signing is no longer active; what was counted before stands. Any party may tell it, and it
 * takes effect at once, because it takes nothing back. A change that still waited falls with it.
 */
export const terminate = (command: TerminateSigning, state: Signing): readonly SigningFact[] => {
  const { actor, data } = command;
  const it = known(state, command);
  const parties: readonly Asked[] = askedOf(termsAt(it), '', command.directory);
  if (!isSubmitter(it, actor) && !isAssociation(it, command) && speaksFor(it, parties, command).length === 0) throw refuse('signing/not-a-party');
  mustBeOnRecord(it, 'ended');
  if (it.status === 'terminated') {
    if (it.on === data.on) return [];
    throw refuse('signing/terminated');
  }
  mustHaveCome(data.on, command, '/on');
  for (const date of [it.terms.signedOn, ...datesOf(it)]) mustNotPrecede(data.on, date, '/on');
  return [{ type: 'SigningTerminated', effectiveOn: data.on, data: { on: data.on, reason: data.reason, by: partyOf(actor) } }];
};

/**
 * 撤销入库: it should never have been in the record, and leaves it at its original date; what was known before is still
 * answered as of then. What outside systems knew it by is free again.
 */
export const annul = (command: AnnulSigning, desk: Desk): readonly DeskFact[] => {
  const { actor, data } = command;
  const it = known(desk.signing, command);
  if (!isAssociation(it, command)) throw refuse('signing/not-the-association');
  if (it.status === 'annulled') return [];
  mustBeOnRecord(it, 'ended');
  const facts = released(data.id, it, data.externalIds, desk);
  return [{ type: 'SigningAnnulled', effectiveOn: it.terms.signedOn, data: { reason: data.reason, by: partyOf(actor) } }, ...facts];
};
