import { isAmong } from '../../kernel/directory.js';
import type { Command } from '../../kernel/message.js';
import { isAssociationOver, isSpeakerOf } from '../../kernel/party.js';
import { dateInShanghai } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';
import { nothing } from '../ledger/index.js';
import { freeIn, type Pool } from './pool.js';
import { refuse } from './refusals.js';
import type { KnownProgramme, Programme } from './state.js';
import type { Terms } from './terms.js';

type By = Pick<Command, 'actor' | 'directory'>;

export const knownProgramme = (state: Programme): KnownProgramme => {
  if (state.status === 'absent') throw refuse('credit-programme/not-found');
  return state;
};

/** One under which something can be done. */
export const openProgramme = (state: Programme): KnownProgramme => {
  const it = knownProgramme(state);
  if (it.status === 'open') return it;
  throw refuse(it.status === 'proposed' ? 'credit-programme/not-approved' : `credit-programme/${it.status}`);
};

export const isIssuer = (it: KnownProgramme, by: By): boolean => isSpeakerOf(it.issuer, by) || isAssociationOver([it.territory], by);
export const isBank = (it: Pick<KnownProgramme, 'bank'>, by: By): boolean => isSpeakerOf(it.bank, by);

/** @throws Refusal where the actor is neither its issuer, nor its bank, nor an association over its territory. */
export const mustBeOf = (it: KnownProgramme, by: By): void => {
  if (!isIssuer(it, by) && !isBank(it, by)) throw refuse('credit-programme/not-yours');
};

/** @throws Refusal where the actor is neither its issuer nor an association over its territory: the bank grants from allocations, and does not make them. */
export const mustBeIssuer = (it: KnownProgramme, by: By): void => {
  if (!isIssuer(it, by)) throw refuse('credit-programme/not-the-issuer');
};

/** Only an association enters what a document states. */
export const sourceFault = (source: object | null, { actor }: By): readonly Refusal[] => (source !== null && actor.role !== 'administrator' ? [refuse('credit-programme/source-not-yours', '/source')] : []);

/** Nothing of a quota is told in sentences that does not show on the programme. Where more is taken than there is, as a bank that draws itself may do, nothing is left. */
export const exhausted = (pool: Pool, region: string | null, pointer: string): Refusal => {
  const stated = freeIn(pool);
  const free = stated === null || stated.startsWith('-') ? nothing(pool.currency) : stated;
  return refuse(region === null ? 'credit-programme/quota-exhausted' : 'credit-programme/allocation-exhausted', pointer,
    { en: `${free} ${pool.currency} is left.`, zh: `剩余 ${free} ${pool.currency}。` });
};

/** Whether it may be granted under on a day. */
export const isValidOn = ({ from, to }: Pick<Terms, 'from' | 'to'>, day: string): boolean => (from === null || from <= day) && (to === null || day <= to);

export const dayOf = ({ at }: Pick<Command, 'at'>): string => dateInShanghai(at);

/** What is wrong with naming a region on a day, or on none. */
export const regionFaults = (region: string, day: string | null, pointer: string, { directory }: Pick<By, 'directory'>): readonly Refusal[] => {
  const unknown = directory.regionFault(region, day);
  return unknown ? [new Refusal(unknown.code, unknown.message, 'invalid', [{ pointer, ...unknown }])] : [];
};

/** What is wrong with what a programme names: its territory, the regions of its products, an edition, and a pact that he cannot see. */
export const faultsOf = ({ territory, from, edition, pact, products }: Pick<Terms, 'territory' | 'from' | 'edition' | 'pact' | 'products'>, { actor, directory }: By): readonly Refusal[] => {
  const known = pact === null ? undefined : directory.pact(pact);
  return [
    ...regionFaults(territory, from, '/territory', { directory }),
    ...products.flatMap(({ eligibility }, n) => eligibility.regions.flatMap((region, m) => regionFaults(region, from, `/products/${n}/eligibility/regions/${m}`, { directory }))),
    ...(edition === null || directory.edition(edition) ? [] : [refuse('credit-programme/edition-unknown', '/edition')]),
    ...(pact === null || (known !== undefined && isAmong(known.audience, actor, directory)) ? [] : [refuse('credit-programme/pact-unknown', '/pact')]),
  ];
};
