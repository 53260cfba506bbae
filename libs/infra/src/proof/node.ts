import { z } from 'zod';
import { isSafeKey, type PublicJwk, thumbprintOf } from '../crypto/ed25519.js';
import { jwsHolds } from '../crypto/jws.js';
import { canonical } from '../event-log/canonical.js';
import type { Bundle } from './bundle.js';
import { type Finding, finding } from './finding.js';

/** The keys that an outsider knows to be those of a node; its name is null where the file does not give it. */
export type NodeKeys = Readonly<{ node: string | null; kids: readonly string[] }>;

/** Who gave the bundle, and whether that was checked with a key that the outsider knows. */
export type Giver = Readonly<{ name: string; kid: string; isKnown: boolean }>;

const jwk = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });
const jwks = z.object({ node: z.string().optional(), keys: z.array(z.unknown()) });

/**
 * Reads a JWK (RFC 7517), or a set of them as the node gives it. Keys of other kinds are passed over; a key is known by its
 * thumbprint, whatever it is called.
 * @throws Error where there is no Ed25519 key in it.
 */
export const nodeKeysIn = (text: string): NodeKeys => {
  const value: unknown = JSON.parse(text);
  const set = jwks.safeParse(value);
  const keys: readonly PublicJwk[] = (set.success ? set.data.keys : [value]).flatMap((each) => jwk.safeParse(each).data ?? []).filter(isSafeKey);
  if (keys.length === 0) throw new Error('There is no Ed25519 key in what was given as the key of the node; GET /.well-known/jwks.json of the node gives it.');
  return { node: set.data?.node ?? null, kids: keys.map(thumbprintOf) };
};

/** The node answers for every byte by its signature; that it is this node's is known where its key is. */
export const nodeFindings = async (bundle: Bundle, known: NodeKeys | undefined): Promise<readonly Finding[]> => {
  const { sha256: _, jws, ...content } = bundle;
  const { signer: { kid, key }, asOf: { node } } = bundle;
  const fits = thumbprintOf(key) === kid && (await jwsHolds(jws, canonical(content), key, { kid, node }));
  return [
    finding('The node signed all of it by the key that the bundle names', `${node}, ${kid}`, fits ? [] : ['The signature of the node does not fit: the bundle was changed after it was made.']),
    ...(known ? [finding('That key is the node’s', kid, [
      ...(known.kids.includes(kid) ? [] : [`The key ${kid} is not among those that were given as the node’s: ${known.kids.join(', ')}.`]),
      ...(known.node === null || known.node === node ? [] : [`The keys that were given are those of ${known.node}, and the bundle names ${node}.`]),
    ])] : []),
  ];
};

export const giverOf = ({ asOf: { node }, signer: { kid } }: Bundle, isKnown: boolean): Giver => ({ name: node, kid, isKnown });
