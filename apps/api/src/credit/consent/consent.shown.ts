import { holdsOn, type KnownConsent } from '@entente/domain/credit/consent';
import type { Actor } from '@entente/domain/kernel/message';
import type { Party } from '@entente/domain/kernel/party';

const named = ({ organisation, name, region }: Party) => ({ organisation, name, region });

/** A consent on a day. */
export const summaryOf = (it: KnownConsent, day: string) => {
  const { id, status, creditCode, purpose, scope, from, until, grade, source } = it;
  return { id, status, borrower: named(it.borrower), creditCode, to: named(it.to), purpose, scope, from, until, holds: holdsOn(it, day), grade, source };
};

/**
 * Whether a consent is an actor's to know, of those whom its audience names: whoever is over everything is not for that alone
 * among its people, unless he speaks for one of the two; reports are none of them.
 */
export const isTold = ({ borrower, to }: KnownConsent, { role, region, organisation }: Actor): boolean => {
  if (role === 'report') return false;
  return role === 'bank' || role === 'auditor' || region !== '*' || [borrower, to].some(({ account }) => account === null || account === organisation);
};
