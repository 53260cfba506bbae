import type { Jwk } from '@entente/domain/parties/organisation';
import { canonical } from '../event-log/canonical.js';

/** The texts that a body signs, as RFC 8785 writes them: whoever has the same members has the same bytes. */
export const signedTexts = {
  registerKey: (organisation: string, { kty, crv, x }: Jwk): string => canonical({ key: { kty, crv, x }, organisation, purpose: 'register-key' }),
  /** Signed twice: by the new key, as proof, and by the old one, as endorsement. */
  rotateKey: (organisation: string, { kty, crv, x }: Jwk, old: string): string => canonical({ key: { kty, crv, x }, old, organisation, purpose: 'rotate-key' }),
  authorise: (organisation: string, { authority, person, purpose, from, to }: Readonly<{ authority: string; person: string; purpose: string; from: string; to: string | null }>): string =>
    canonical({ authority, from, organisation, person, purpose: `authorise:${purpose}`, to }),
};
