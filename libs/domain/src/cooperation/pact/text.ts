import { canonical } from '../../kernel/canonical.js';
import type { Negotiated, Standing } from './state.js';
import type { Supplementary } from './terms.js';

/**
 * The text that is signed, as RFC 8785 writes it: all that the parties agree to, which bodies they are, and as the how
 * manieth offer it stands, so that a signature says for itself what it is under and fits no offer in the same words that
 * comes after. Its SHA-256 is how the text is named. A draft reads as it would as the first offer.
 */
export const mainText = ({ id, offer, terms: { kind, title, parent, access, clauses, obligations, signing, validity }, parties }: Pick<Negotiated, 'id' | 'terms' | 'parties' | 'offer'>): string => canonical({
  format: 'entente-pact/1', pact: id, offer: Math.max(1, offer), kind, title, parent, access, parties: parties.map(({ organisation, name, role }) => ({ organisation, name, role })), clauses, obligations, signing, validity,
});

/**
 * The text of a supplementary agreement: it names the main text that it belongs to and the clauses that it changes, and
 * stands for itself. Its offer is counted up each time it is put forward in other words; in the words that are being signed
 * it is the same offer still.
 */
export const supplementText = (
  { id, main, supplements }: Pick<Standing, 'id' | 'main' | 'supplements'>,
  { supplement, title, clauses, obligations, to, effectiveOn }: Omit<Supplementary, 'reason'> & Readonly<{ supplement: string }>,
): string => {
  const before = Object.hasOwn(supplements, supplement) ? supplements[supplement] : undefined;
  const asOffer = (offer: number): string => canonical({
    format: 'entente-supplement/1', pact: id, mainSha256: main?.sha256 ?? null, supplement, offer, title, clauses, obligations, to, effectiveOn,
  });
  if (!before) return asOffer(1);
  const again = asOffer(before.offer);
  return again === before.text ? again : asOffer(before.offer + 1);
};
