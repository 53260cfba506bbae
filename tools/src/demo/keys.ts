import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

import { type PublicJwk, thumbprintOf } from '@entente/infra/crypto/ed25519';

/** A private key as a JWK (RFC 8037): it lies in the data folder, and is sent to nobody. */
type PrivateJwk = PublicJwk & Readonly<{ d: string }>;

/** A key pair of a body, and what it signs. */
export type Pair = Readonly<{ key: PublicJwk; kid: string; signs: (text: string) => string }>;

const base64url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');

const pairOf = (jwk: PrivateJwk): Pair => {
  const { kty, crv, x } = jwk;
  const key: PublicJwk = { kty, crv, x };
  const privateKey = createPrivateKey({ key: { ...jwk }, format: 'jwk' });
  return { key, kid: thumbprintOf(key), signs: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url') };
};

/** Whether the keys lie where they were put and can be read. */
export const areKeysThere = (file: string, bodies: readonly string[]): boolean => {
  try {
    const there = stored(file);
    return there !== undefined && bodies.every((body) => there[body] !== undefined && pairOf(there[body]).kid !== '');
  } catch {
    return false;
  }
};

const stored = (file: string): Readonly<Record<string, PrivateJwk>> | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, PrivateJwk>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`The keys of the demonstration cannot be read (${(error as Error).message}): mend ${file}, or begin anew with npm start -- --fresh --demo.`);
  }
};

/**
 * A key pair for each body, made at the first start and kept in a file that only its owner can read: the same keys at every
 * start, so that everything signed with them is the same too.
 */
export const keysIn = (file: string, bodies: readonly string[]): Readonly<Record<string, Pair>> => {
  const before = stored(file) ?? {};
  const missing = bodies.filter((body) => before[body] === undefined);
  const all = { ...before, ...Object.fromEntries(missing.map((body) => [body, generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as PrivateJwk])) };
  if (missing.length > 0) {
    writeFileSync(`${file}.new`, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
    chmodSync(`${file}.new`, 0o600);
    renameSync(`${file}.new`, file);
  }
  return Object.fromEntries(bodies.map((body) => [body, pairOf(all[body] as PrivateJwk)]));
};

/** A detached JWS (RFC 7515, appendix F) of a body over a text, by a person of it; the payload is left out between the two dots. */
export const detached = ({ kid, signs }: Pair, text: string, { organisation, person }: Readonly<{ organisation: string; person: string }>): string => {
  const header = base64url(JSON.stringify({ alg: 'EdDSA', kid, organisation, person }));
  return `${header}..${signs(`${header}.${base64url(text)}`)}`;
};
