import { createPublicKey, hash, verify } from 'node:crypto';
import { canonical } from '../event-log/canonical.js';

/** An Ed25519 public key as a JWK (RFC 8037). */
export type PublicJwk = Readonly<{ kty: 'OKP'; crv: 'Ed25519'; x: string }>;

/** The thumbprint of a key (RFC 7638) is its name: SHA-256 of its required members, in base64url. */
export const thumbprintOf = ({ kty, crv, x }: PublicJwk): string => hash('sha256', canonical({ crv, kty, x }), 'buffer').toString('base64url');

/**
 * The points of small order, as y coordinates in the order of their bytes. Under such a key one signature fits
 * different texts, so that whoever holds it could deny what was signed.
 */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

const isOfSmallOrder = (x: string): boolean => {
  const bytes = Buffer.from(x, 'base64url');
  // The topmost bit is the sign of the other coordinate.
  bytes[31] = (bytes[31] ?? 0) & 0x7f;
  return SMALL_ORDER.has(bytes.toString('hex'));
};

/** Whether a key is one under which a signature fits one text only. */
export const isSafeKey = ({ x }: PublicJwk): boolean => Buffer.from(x, 'base64url').length === 32 && !isOfSmallOrder(x);

/** Whether a signature (base64url) of a key fits the UTF-8 bytes of a text. What is no key or no signature fits nothing. */
export const signatureFits = (key: PublicJwk, text: string, signature: string): boolean => {
  const bytes = Buffer.from(signature, 'base64url');
  if (bytes.length !== 64 || !isSafeKey(key)) return false;
  try {
    return verify(null, Buffer.from(text, 'utf8'), createPublicKey({ key: { ...key }, format: 'jwk' }), bytes);
  } catch {
    return false;
  }
};
