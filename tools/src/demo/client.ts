import { createHash } from 'node:crypto';

import { type Loading, type Send, type Sent, sender } from '../record/send.js';

/** The api as the people of the demonstration use it: with keys of keys.json, and the same Idempotency-Keys at every start. */
export type Client = Readonly<{
  send: Send;
  /** Puts bytes down as evidence, and answers with their SHA-256. */
  deposit: (who: string, key: string, id: string, text: string) => Promise<Readonly<{ sent: Sent; sha256: string }>>;
  /** The very text of an answer; what is signed must not be parsed and written anew. */
  read: (who: string, path: string) => Promise<string>;
  isThere: (who: string, path: string) => Promise<boolean>;
}>;

const WHAT = 'The demonstration';

const must = async (path: string, response: Response): Promise<string> => {
  const said = await response.text();
  if (!response.ok) throw new Error(`${WHAT} does not load: ${path} answered ${response.status}: ${said.slice(0, 2_000)}`);
  return said;
};

export const clientOf = ({ baseUrl, keys }: Pick<Loading, 'baseUrl' | 'keys'>): Client => {
  const as = (who: string): Record<string, string> => ({ authorization: `Bearer ${keys[who]}` });
  const send = sender({ baseUrl, keys }, WHAT);
  const get = (who: string, path: string): Promise<Response> => fetch(`${baseUrl}${path}`, { headers: as(who), signal: AbortSignal.timeout(60_000) });
  return {
    send: (who, path, key, body, ifMatch) => send(who, path, `demonstration/${key}`, body, ifMatch),
    deposit: async (who, key, id, text) => {
      const bytes = Buffer.from(text, 'utf8');
      const digest = createHash('sha256').update(bytes);
      const [sha256, base64] = [digest.copy().digest('hex'), digest.digest('base64')];
      const path = `/v1/documents?id=${id}&name=demo.txt`;
      const response = await fetch(`${baseUrl}${path}`, {
        method: 'POST', body: bytes, signal: AbortSignal.timeout(60_000),
        headers: { ...as(who), 'content-type': 'text/plain', 'content-digest': `sha-256=:${base64}:`, 'idempotency-key': `demonstration/${key}` },
      });
      const { position = 0 } = JSON.parse(await must(`POST ${path}`, response)) as { position?: number };
      return { sent: { id, position, replayed: response.headers.get('idempotent-replayed') === 'true' }, sha256 };
    },
    read: async (who, path) => must(`GET ${path}`, await get(who, path)),
    isThere: async (who, path) => (await get(who, path)).ok,
  };
};
