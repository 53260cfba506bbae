import type { Recorded } from '@entente/domain/kernel/message';
import { z } from 'zod';
import { jwsOf } from '../crypto/jws.js';
import type { NodeKey } from '../crypto/node-key.js';
import { canonical, sha256Hex } from '../event-log/canonical.js';
import { type Finding, finding } from './finding.js';

export const FORMAT = 'entente-proof/1';

const fact = z.strictObject({
  id: z.string(), stream: z.string(), version: z.int().min(1), position: z.int().min(1), type: z.string(), effectiveOn: z.string().nullable(), recordedAt: z.iso.datetime(),
  /** The organisation that acted. */
  by: z.string(),
  /** Null of what was negotiated before the text that was agreed: it is told that it happened, and not in which words. Of a pact, without what is withheld. */
  data: z.record(z.string(), z.unknown()).nullable(),
});
const bundle = z.strictObject({
  format: z.literal(FORMAT), pact: z.string(), asOf: z.strictObject({ instant: z.iso.datetime(), node: z.string(), position: z.int().min(1) }),
  facts: z.array(fact), bodies: z.array(fact),
  /** The key by which the node signs all of this. */
  signer: z.strictObject({ kid: z.string(), key: z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() }) }),
  sha256: z.string(), jws: z.string(),
});

/** A fact as an outsider sees it. */
export type Told = Readonly<z.infer<typeof fact>>;
export type Bundle = Readonly<z.infer<typeof bundle>>;

/** What hash and signature of a bundle are over. */
export type Content = Omit<Bundle, 'sha256' | 'jws'>;

/**
 * What the facts of a pact say and the bundle does not: why somebody offered, declined or agreed, which parts he changed and
 * whose signatures that voided, and what is told of an obligation. It is the parties' own, and no signature rests on it.
 */
export const WITHHELD: readonly string[] = ['reason', 'source', 'note', 'evidence', 'changed', 'voided'];

const OFFERS: readonly string[] = ['PactDrafted', 'PactCountered'];

/** The fact that offered the text which was agreed in the end; what lies before it is the parties' own affair. */
const offerAgreed = (facts: readonly Pick<Recorded, 'type'>[]): number => {
  const frozen = facts.findLastIndex(({ type }) => type === 'PactFrozen');
  return facts.slice(0, frozen + 1).findLastIndex(({ type }) => OFFERS.includes(type));
};

/** The bytes of a bundle with this content: canonical JSON that names its own hash and bears the signature of the node. */
export const sealed = (content: Content, { privateKey, kid }: Pick<NodeKey, 'privateKey' | 'kid'>): string => {
  const text = canonical(content);
  return canonical({ ...content, sha256: sha256Hex(text), jws: jwsOf(privateKey, text, { kid, node: content.asOf.node }) });
};

/**
 * A bundle: the facts of a pact and of the bodies that are party to it. People who acted stand there by numbers, which say
 * who is somebody else and not who it is. The node signs it, so that it answers for every byte.
 */
export const bundleOf = (pact: string, asOf: Bundle['asOf'], facts: readonly Recorded[], bodies: readonly Recorded[], node: NodeKey): string => {
  const numbers = new Map<string, string>();
  const numbered = (name: string, value: unknown): unknown => {
    if (name !== 'principal') return value;
    const number = numbers.get(String(value)) ?? `person ${numbers.size + 1}`;
    numbers.set(String(value), number);
    return number;
  };
  const plain = (data: object): Record<string, unknown> => JSON.parse(JSON.stringify(data, numbered)) as Record<string, unknown>;
  const told = ({ id, stream, version, position, type, effectiveOn, recordedAt, metadata }: Recorded, data: Told['data']): Told =>
    ({ id, stream, version, position, type, effectiveOn, recordedAt, by: metadata.actor.organisation, data });
  const ofPact = (data: object): Record<string, unknown> => plain(Object.fromEntries(Object.entries(data).filter(([name]) => !WITHHELD.includes(name))));
  const first = offerAgreed(facts);
  return sealed({
    format: FORMAT, pact, asOf, facts: facts.map((each, n) => told(each, n < first ? null : ofPact(each.data))), bodies: bodies.map((each) => told(each, plain(each.data))),
    signer: { kid: node.kid, key: node.key },
  }, node);
};

type Read = Readonly<{ findings: readonly Finding[]; bundle: Bundle | undefined }>;

const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const written = (value: unknown): string | undefined => {
  try {
    return canonical(value);
  } catch {
    return undefined;
  }
};

const parsed = (text: string | undefined): unknown => {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
};

/** Reads a bundle from its bytes. What cannot be read is not looked at further. */
export const readBundle = (bytes: Uint8Array): Read => {
  const text = textOf(bytes);
  const value = parsed(text);
  const isCanonical = value !== undefined && written(value) === text;
  const bytesAre = finding('The bytes are canonical JSON (RFC 8785)', `${bytes.length} bytes`, isCanonical ? [] : ['The same content would be written otherwise, or it is no JSON: the file was changed after it was made.']);
  const { success, data, error } = bundle.safeParse(value);
  const format = finding('The format is known', FORMAT, success ? [] : [`This is no bundle of the format ${FORMAT}: ${error.issues.slice(0, 3).map(({ path, message }) => `/${path.join('/')} ${message}`).join('; ')}.`]);
  if (!success) return { findings: [bytesAre, format], bundle: undefined };
  const { sha256, jws: _, ...content } = data;
  // What a reader passes over, such as a member that is called __proto__, would be in the bytes and under no hash.
  const isReadWhole = written(data) === text;
  const computed = sha256Hex(written(content) ?? '');
  const hash = finding('The bundle has the hash that it names', sha256, computed === sha256 && isReadWhole ? [] : [isReadWhole ? `It names ${sha256}, and its content has ${computed}.` : 'It holds something that belongs to no bundle and is under no hash: the file was changed after it was made.']);
  return { findings: [bytesAre, format, hash], bundle: isCanonical && isReadWhole && computed === sha256 ? data : undefined };
};
