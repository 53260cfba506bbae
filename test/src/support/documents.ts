import { createHash, randomUUID } from 'node:crypto';
import type { Accepted, Answer } from './http.js';
import type { TestNode } from './node.js';

export type Deposited = Accepted & Readonly<{ sha256: string; mediaType: string; bytes: number }>;

export type DepositOptions = Readonly<{
  /** The query, such as `name=a.pdf&access=open`. */
  query?: string;
  type?: string | null;
  key?: string | null;
  /** The Content-Digest; of the bytes if nothing is said, and none at all where it is null. */
  digest?: string | null;
  /** The Content-Encoding. */
  encoding?: string;
  api?: number;
}>;

export const digestOf = (bytes: Buffer): string => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`;

/** Sends bytes as a program does that knows nothing but HTTP. */
export const deposit = async <T = Deposited>(node: TestNode, as: string, bytes: Buffer, { query = '', type, key, digest, encoding, api = 0 }: DepositOptions = {}): Promise<Answer<T>> => {
  const headers = {
    Authorization: `Bearer ${node.keys[as] ?? as}`,
    ...(key === null ? {} : { 'Idempotency-Key': key ?? randomUUID() }),
    ...(type === null ? {} : { 'Content-Type': type ?? 'application/octet-stream' }),
    ...(digest === null ? {} : { 'Content-Digest': digest ?? digestOf(bytes) }),
    ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }),
  };
  const response = await fetch(`${node.apis[api]?.url}/v1/documents${query === '' ? '' : `?${query}`}`, { method: 'POST', headers, body: new Uint8Array(bytes), signal: AbortSignal.timeout(40_000) });
  return { status: response.status, headers: response.headers, body: (await response.json()) as T };
};

/** The content of a document with its headers, as bytes. */
export const contentOf = async (node: TestNode, as: string, id: string, headers: Readonly<Record<string, string>> = {}): Promise<Readonly<{ status: number; headers: Headers; bytes: Buffer }>> => {
  const response = await fetch(`${node.apis[0]?.url}/v1/documents/${id}/content`, { headers: { Authorization: `Bearer ${node.keys[as]}`, ...headers } });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
};
