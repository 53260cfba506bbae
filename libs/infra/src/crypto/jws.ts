import { type KeyObject, sign } from 'node:crypto';
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { isSafeKey, type PublicJwk } from './ed25519.js';

/** Who signs: the names stand in the protected header, so that the signature is over them too. */
export type Signer = Readonly<{ kid: string; organisation: string; person: string }> | Readonly<{ kid: string; node: string }>;

/** Bytes in base64url have one form; another one that reads the same is refused, so that a signature is not there in two forms. */
const isPlain = (text: string): boolean => Buffer.from(text, 'base64url').toString('base64url') === text;

/** A member that is named twice is read differently by different programs. */
const namesEachOnce = (header: string, members: number): boolean => (Buffer.from(header, 'base64url').toString('utf8').match(/"(?:[^"\\]|\\.)*"/g) ?? []).length === 2 * members;

/**
 * Whether a detached JWS (RFC 7515, appendix F; EdDSA, RFC 8037) is this signer's over the UTF-8 bytes of a text. Its
 * protected header has alg and what names the signer, and nothing else, so that no other reading of it is possible.
 * @param jws header and signature in compact form, with nothing between the two dots.
 */
export const jwsHolds = async (jws: string, text: string, key: PublicJwk, signer: Signer): Promise<boolean> => {
  const [header, payload, signature, ...more] = jws.split('.');
  const meant = Object.entries({ alg: 'EdDSA', ...signer });
  if (!header || payload !== '' || !signature || more.length > 0 || !isPlain(header) || !isPlain(signature) || !namesEachOnce(header, meant.length) || !isSafeKey(key)) return false;
  try {
    const said = decodeProtectedHeader(jws) as Readonly<Record<string, unknown>>;
    if (Object.keys(said).length !== meant.length || meant.some(([name, value]) => said[name] !== value)) return false;
    await compactVerify(`${header}.${Buffer.from(text, 'utf8').toString('base64url')}.${signature}`, await importJWK({ ...key }, 'EdDSA'));
    return true;
  } catch {
    return false;
  }
};

/** Signs the UTF-8 bytes of a text, as a detached JWS. */
export const jwsOf = (privateKey: KeyObject, text: string, signer: Signer): string => {
  const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', ...signer })).toString('base64url');
  return `${header}..${sign(null, Buffer.from(`${header}.${Buffer.from(text, 'utf8').toString('base64url')}`), privateKey).toString('base64url')}`;
};
