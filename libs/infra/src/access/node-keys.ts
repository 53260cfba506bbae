import { newNodeKey, type NodeKey, nodeKeyFrom, secretOf } from '../crypto/node-key.js';
import type { PublicJwk } from '../crypto/ed25519.js';

/** Asks the database in the role of the api. */
type Ask = <Row>(sql: string, parameters: readonly (string | null)[]) => Promise<readonly Row[]>;

type Row = Readonly<{ kid: string; x: string; d: string | null }>;

/**
 * The key by which this node signs: the one that its environment gives, whose public half is entered beside the others, or
 * the one in the database, which is made where there is none yet.
 */
export const keyToSign = async (ask: Ask, given: NodeKey | undefined): Promise<NodeKey> => {
  const offered = given ?? newNodeKey();
  const [row] = await ask<Row>('select * from node.key_to_sign($1, $2, $3)', [offered.kid, offered.key.x, given ? null : secretOf(offered)]);
  if (given) return given;
  if (!row?.d) throw new Error('The database keeps no key by which this node signs.');
  return nodeKeyFrom({ x: row.x, d: row.d });
};

/** All keys by which this node signs or signed, the newest first. */
export const publicKeys = async (ask: Ask): Promise<readonly (PublicJwk & Readonly<{ kid: string }>)[]> =>
  (await ask<Row>('select * from node.public_keys()', [])).map(({ kid, x }) => ({ kty: 'OKP', crv: 'Ed25519', x, kid }));
