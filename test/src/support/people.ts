import { randomUUID } from 'node:crypto';
import type { Actor } from '@entente/domain/kernel/message';
import { issueKey } from '@entente/infra/access/keys';
import { once } from '@entente/infra/services/test-database';
import { type Accepted, type Answer, request } from './http.js';
import type { TestNode } from './node.js';

const keyOf = async (node: TestNode, { principal, organisation, role, region }: Actor): Promise<string> => {
  const { key, keyId, secretHash } = issueKey();
  await once(node.databaseUrl, `insert into access.principals (key_id, secret_hash, principal, organisation, role, region) values ($1, $2, $3, $4, $5, $6)`,
    [keyId, secretHash, principal, organisation, role, region]);
  return key;
};

/** A person whom no development key is for, and what he may send. */
export type Person = Readonly<{
  command: <T = Accepted>(path: string, body: unknown, ifMatch?: number) => Promise<Answer<T>>;
  get: <T>(path: string) => Promise<Answer<T>>;
}>;

/** Issues a key to a person of any organisation, role and region. */
export const person = async (node: TestNode, actor: Actor): Promise<Person> => {
  const key = await keyOf(node, actor);
  const url = node.apis[0]?.url ?? '';
  return {
    command: (path, body, ifMatch) => request(`${url}${path}`, 'POST', key, {
      body, headers: { 'Idempotency-Key': randomUUID(), ...(ifMatch === undefined ? {} : { 'If-Match': `"${ifMatch}"` }) },
    }),
    get: (path) => request(`${url}${path}`, 'GET', key, {}),
  };
};
