import { randomUUID } from 'node:crypto';
import { deposit } from './documents.js';
import type { TestNode } from './node.js';

/** Deposits a text document that is like no other, and answers its id. */
export const evidence = async (node: TestNode, as: string, { text = `佐证 ${randomUUID()}`, access = 'parties' }: Readonly<{ text?: string; access?: string }> = {}): Promise<string> => {
  const { status, body } = await deposit(node, as, Buffer.from(text), { query: `access=${access}`, type: 'text/plain' });
  if (status !== 201) throw new Error(`Not deposited: ${status} ${JSON.stringify(body)}`);
  return body.id;
};
