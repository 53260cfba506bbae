import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import { isSafeKey, type PublicJwk, thumbprintOf } from './ed25519.js';

/** The key by which a node signs what it gives out. */
export type NodeKey = Readonly<{ key: PublicJwk; kid: string; privateKey: KeyObject }>;

const nodeKeyOf = (privateKey: KeyObject): NodeKey => {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  const key: PublicJwk = { kty: 'OKP', crv: 'Ed25519', x: String(x) };
  return { key, kid: thumbprintOf(key), privateKey };
};

export const newNodeKey = (): NodeKey => nodeKeyOf(generateKeyPairSync('ed25519').privateKey);

/** The private half as a JWK calls it. */
export const secretOf = ({ privateKey }: NodeKey): string => String(privateKey.export({ format: 'jwk' }).d);

/** The key whose private half is `d`; the public half is worked out anew, so that the two always belong together. */
export const nodeKeyFrom = ({ x, d }: Readonly<{ x: string; d: string }>): NodeKey => nodeKeyOf(createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x, d }, format: 'jwk' }));

const HOW = 'set it to an Ed25519 private key, as PEM (PKCS #8, one line with \\n is fine) or as a JWK with x and d, or leave it out for one that is kept in the database.';

const read = (text: string): KeyObject | undefined => {
  try {
    // A setting is often one line, and has the ends of the lines of a PEM written out.
    return text.trimStart().startsWith('{') ? createPrivateKey({ key: JSON.parse(text) as JsonWebKey, format: 'jwk' }) : createPrivateKey(text.replaceAll('\\n', '\n'));
  } catch {
    return undefined;
  }
};

/**
 * The key that the environment gives (NODE_SIGNING_KEY), or undefined where it gives none.
 * @throws Error that says what to set and nothing of what was.
 */
export const nodeKeyIn = (text: string | undefined): NodeKey | undefined => {
  if (!text) return undefined;
  const privateKey = read(text);
  const found = privateKey?.asymmetricKeyType === 'ed25519' ? nodeKeyOf(privateKey) : undefined;
  if (!found || !isSafeKey(found.key)) throw new Error(`NODE_SIGNING_KEY cannot be read: ${HOW}`);
  return found;
};
