import { randomUUID } from 'node:crypto';
import type { Accepted, Answer } from './http.js';
import { type Signatory, taken } from './keys.js';
import type { CommandOptions, TestNode } from './node.js';
import { reason } from './samples.js';

type Body = Readonly<Record<string, unknown>>;
type Signed = Readonly<{ organisation: string; kid: string; signature: string }>;
type Group = Readonly<{ parties: readonly string[]; atLeast?: number }>;

/** A pact as the api shows it, in what the tests look at. */
export type PactBody = Readonly<{
  id: string; status: string; version: number; grade: string; access: string;
  parties: readonly Readonly<{ organisation: string; name: string; region: string | null; bound: Readonly<{ since: string | null; until: string | null }> | null }>[];
  offer: Readonly<{ number: number; by: string | null }> | null;
  clauses: readonly Readonly<{ clause: string; text: string; by: string | null }>[];
  obligations: readonly Readonly<{ obligation: string; status: string; overdue: boolean; fulfilment: Readonly<{ on: string; evidence: readonly Readonly<{ document: string; sha256: string }>[] }> | null }>[];
  text: Readonly<{ sha256: string; signatures: readonly Signed[]; declined: readonly Readonly<{ organisation: string }>[]; groups: readonly Readonly<{ signed: readonly string[]; open: boolean }>[] }> | null;
  supplements: readonly Readonly<{ id: string; status: string; from: string | null; sha256: string; signatures: readonly Signed[] }>[];
  validity: Readonly<{ from: string | null; to: string | null }>;
  suspensions: readonly Readonly<{ from: string; to: string | null }>[]; terminated: Readonly<{ on: string }> | null;
  motions: readonly Readonly<{ act: string; consents: readonly string[]; missing: readonly string[] }>[];
  history: readonly Readonly<{ version: number; position: number; type: string }>[]; asOf: Readonly<{ instant: string; position: number }>;
}>;

/** A party of a test: a body, and the name of the key under which it acts. */
export type Side = Readonly<{ by: Signatory; as: string }>;

/** Two clauses, from the first of January 2024 on unless it is said otherwise. */
export const textOf = (sides: readonly Side[], more: Body = {}): Body => ({
  kind: 'cooperation', title: { zh: '川渝软件产业合作协议' }, access: 'parties',
  parties: sides.map(({ by }) => ({ organisation: by.id })),
  clauses: [{ clause: '1', text: '双方共建软件产业合作机制。' }, { clause: '2', text: '每年召开一次联席会议。' }],
  validity: { from: '2024-01-01', to: null },
  ...more,
});

export const inGroups = (...groups: readonly Group[]): Body => ({ signing: { groups } });

/** What a test does with pacts on a node. */
export const pactsOn = (node: TestNode) => {
  const get = async (id: string, query = '', as = 'admin'): Promise<PactBody> => taken(node.get<PactBody>(`/v1/pacts/${id}${query}`, as));
  const text = async (id: string, as: string, supplement?: string): Promise<string> => {
    const { url } = node.apis[0] as { url: string };
    const response = await fetch(`${url}/v1/pacts/${id}/text${supplement === undefined ? '' : `?supplement=${supplement}`}`, { headers: { Authorization: `Bearer ${node.keys[as]}` } });
    if (!response.ok) throw new Error(`No text: ${response.status} ${await response.text()}`);
    return response.text();
  };
  /** Nobody but its drafter sees a draft, which is one fact. */
  const versionOf = async (id: string): Promise<number> => {
    const { status, body } = await node.get<PactBody>(`/v1/pacts/${id}`, 'admin');
    return status === 200 ? body.version : 1;
  };
  /** An act at the version that stands now, or at the one that is given. */
  const act = async <T = Accepted>(id: string, verb: string, as: string, body: Body, options: CommandOptions = {}, query = ''): Promise<Answer<T>> =>
    node.command<T>(`/v1/pacts/${id}/${verb}${query}`, as, body, { ifMatch: options.ifMatch ?? (await versionOf(id)), ...options });
  const draft = async (sides: readonly [Side, ...Side[]], more: Body = {}): Promise<string> => {
    const [{ by, as }] = sides;
    return (await taken(node.command('/v1/pacts', as, { as: by.id, text: textOf(sides, more) }))).id;
  };
  /** Drafted and proposed by the first, agreed to by the second. */
  const frozen = async (sides: readonly [Side, Side, ...Side[]], more: Body = {}): Promise<string> => {
    const id = await draft(sides, more);
    await taken(act(id, 'propose', sides[0].as, { as: sides[0].by.id }));
    await taken(act(id, 'freeze', sides[1].as, { as: sides[1].by.id }));
    return id;
  };
  /** The signature of a body under the text that there is to sign. */
  const signature = async (id: string, { by, as }: Side, supplement?: string): Promise<Body> =>
    ({ ...by.signer(), signature: by.jws(await text(id, as, supplement)), ...(supplement === undefined ? {} : { supplement }) });
  const sign = async (id: string, side: Side, options: CommandOptions = {}, supplement?: string): Promise<Answer<Accepted>> =>
    act(id, 'sign', side.as, await signature(id, side, supplement), options);
  const inForce = async (sides: readonly [Side, Side, ...Side[]], more: Body = {}): Promise<string> => {
    const id = await frozen(sides, more);
    for (const side of sides) await taken(sign(id, side));
    return id;
  };
  /** A supplementary agreement that the first puts forward; its id. */
  const supplement = async (id: string, { by, as }: Side, changes: Body): Promise<string> => {
    const id2 = randomUUID();
    await taken(act(id, 'amend', as, { as: by.id, supplement: id2, title: { zh: '补充协议' }, reason, ...changes }));
    return id2;
  };
  /** The bytes of the bundle by which an outsider checks the pact. */
  const proof = async (id: string, as: string): Promise<Buffer> => {
    const { url } = node.apis[0] as { url: string };
    const response = await fetch(`${url}/v1/pacts/${id}/proof`, { headers: { Authorization: `Bearer ${node.keys[as]}` } });
    if (!response.ok) throw new Error(`No proof: ${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  };
  return { get, text, act, draft, frozen, signature, sign, inForce, supplement, proof };
};

export type Pacts = ReturnType<typeof pactsOn>;
