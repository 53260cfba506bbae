import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { type Accepted, type Answer, told } from './http.js';
import type { TestNode } from './node.js';
import { ADMIN, CHECKER } from './samples.js';

const base64url = (bytes: string | Buffer): string => Buffer.from(bytes as string).toString('base64url');

/** An Ed25519 public key as a JWK. */
export type Jwk = Readonly<{ kty: 'OKP'; crv: 'Ed25519'; x: string }>;

/** A key pair of a body, and what it signs; all of it without the code of the api. */
export type Pair = Readonly<{ key: Jwk; kid: string; signs: (text: string) => string }>;

export const newKey = (): Pair => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const x = String(publicKey.export({ format: 'jwk' }).x);
  const kid = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');
  return { key: { kty: 'OKP', crv: 'Ed25519', x }, kid, signs: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url') };
};

/** The texts as docs/organisations.md writes them. */
export const trustTexts = {
  register: (id: string, { x }: Jwk): string => `{"key":{"crv":"Ed25519","kty":"OKP","x":"${x}"},"organisation":"${id}","purpose":"register-key"}`,
  rotate: (id: string, { x }: Jwk, old: string): string => `{"key":{"crv":"Ed25519","kty":"OKP","x":"${x}"},"old":"${old}","organisation":"${id}","purpose":"rotate-key"}`,
  authorise: (id: string, authority: string, person: string, purpose: string, from: string, to: string | null): string =>
    `{"authority":"${authority}","from":"${from}","organisation":"${id}","person":"${person}","purpose":"authorise:${purpose}","to":${to === null ? 'null' : `"${to}"`}}`,
};

/** A detached JWS (RFC 7515, appendix F) over a text: what stands between the two dots is left out. `header` replaces or adds members. */
export const detached = ({ kid, signs }: Pick<Pair, 'kid' | 'signs'>, text: string, who: Readonly<{ organisation: string; person: string }>, header: Readonly<Record<string, unknown>> = {}): string => {
  const said = base64url(JSON.stringify({ alg: 'EdDSA', kid, organisation: who.organisation, person: who.person, ...header }));
  return `${said}..${signs(`${said}.${base64url(text)}`)}`;
};

/** A day in Shanghai, so many days from today. */
export const dayInShanghai = (days = 0): string => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** The answer to what must have been accepted. */
export const taken = async <T = Accepted>(answer: Promise<Answer<T>>): Promise<T> => {
  const given = await answer;
  if (given.status !== 200 && given.status !== 201) throw new Error(`Not accepted: ${told(given)} ${JSON.stringify(given.body)}`);
  return given.body;
};

/** A body that is registered, with a key of its own and a person who may sign for it. */
export type Signatory = Readonly<{
  id: string; name: string; person: string; authority: string; pair: Pair;
  /** Its detached JWS over a text, with its own key unless another is given. */
  jws: (text: string, pair?: Pair) => string;
  /** What says in a request who signs with which key. */
  signer: (pair?: Pair) => Readonly<{ organisation: string; person: string; kid: string }>;
}>;

export type SignatoryOptions = Readonly<{
  region?: string | null;
  /** Under which its people hold keys to the api; without one, the officers of its region speak for it. */
  account?: string;
  purpose?: 'pacts' | 'signings' | 'credit' | 'all';
  from?: string; to?: string | null;
}>;

const versionOf = async (node: TestNode, id: string): Promise<number> => (await taken(node.get<Readonly<{ version: number }>>(`/v1/organisations/${id}`))).version;

/** An association enters the body; its key and the authority of its person are approved by a second one. */
export const signatory = async (node: TestNode, name: string, { region = '510100', account, purpose = 'pacts', from = '2024-01-01', to = null }: SignatoryOptions = {}): Promise<Signatory> => {
  const source = { document: '机构名录', quote: name };
  const body = { names: [{ language: 'zh', name }], types: [{ type: 'software-industry-association' }], source, ...(region === null ? {} : { region }), ...(account === undefined ? {} : { account }) };
  const { id } = await taken(node.command('/v1/organisations', ADMIN, body));
  const person = (await taken(node.command<Readonly<{ id: string }>>('/v1/people', ADMIN, { organisation: id, name: `${name}代表` }))).id;
  const pair = newKey();
  await approvedKey(node, id, pair);
  const authority = await authorised(node, { id, person, pair }, { purpose, from, to });
  return {
    id, name, person, authority, pair,
    jws: (text, other = pair) => detached(other, text, { organisation: id, person }),
    signer: (other = pair) => ({ organisation: id, person, kid: other.kid }),
  };
};

/** A first key of a body, which a second person approves. */
export const approvedKey = async (node: TestNode, id: string, pair: Pair): Promise<Accepted> => {
  await taken(node.command(`/v1/organisations/${id}/register-key`, ADMIN, { key: pair.key, proof: pair.signs(trustTexts.register(id, pair.key)) }));
  return taken(node.command(`/v1/organisations/${id}/approve-key`, CHECKER, { key: pair.kid }, { ifMatch: await versionOf(node, id) }));
};

/** A key in the place of another, which endorses it. */
export const rotatedKey = async (node: TestNode, id: string, old: Pair, pair: Pair): Promise<Accepted> => {
  const text = trustTexts.rotate(id, pair.key, old.kid);
  await taken(node.command(`/v1/organisations/${id}/rotate-key`, ADMIN, { old: old.kid, key: pair.key, proof: pair.signs(text), endorsement: old.signs(text) }));
  return taken(node.command(`/v1/organisations/${id}/approve-key`, CHECKER, { key: pair.kid }, { ifMatch: await versionOf(node, id) }));
};

/** Authority of a person to sign, granted by the body's own key and approved by a second person; its id. */
export const authorised = async (
  node: TestNode, { id, person, pair }: Pick<Signatory, 'id' | 'person' | 'pair'>, { purpose = 'pacts', from = '2024-01-01', to = null }: Pick<SignatoryOptions, 'purpose' | 'from' | 'to'> = {},
): Promise<string> => {
  const authority = randomUUID();
  const signature = pair.signs(trustTexts.authorise(id, authority, person, purpose, from, to));
  await taken(node.command(`/v1/organisations/${id}/authorise`, ADMIN, { authority, person, purpose, from, ...(to === null ? {} : { to }), kid: pair.kid, signature }));
  await taken(node.command(`/v1/organisations/${id}/approve-authority`, CHECKER, { authority }, { ifMatch: await versionOf(node, id) }));
  return authority;
};
