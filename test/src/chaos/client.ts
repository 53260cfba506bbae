import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Door, send } from './door.js';
import type { Asked, Operation, Recorder } from './history.js';
import { type Move, otherwise } from './moves.js';
import { type Random, randomOf } from './random.js';

const TRIES_MAX = 8;

/** Somebody who sends command after command, by a seed of its own. */
export type Client = Readonly<{ n: number; random: Random; door: Door; recorder: Recorder; goes: () => boolean; home: { api: number } }>;

export const clientOf = (n: number, seed: number, door: Door, recorder: Recorder, goes: () => boolean): Client =>
  ({ n, random: randomOf(seed * 1_000 + n + 1), door, recorder, goes, home: { api: n % door.urls.length } });

/** A client stays with one api, asks another now and then, and moves when it gets no answer. */
export const apiOf = ({ random, door, home }: Client): number => (random.chance(0.3) ? random.between(0, door.urls.length - 1) : home.api);

const ask = async (client: Client, asked: Asked): Promise<Operation> => {
  const api = apiOf(client);
  const operation = await client.recorder.command(client.n, api, asked, () => send(client.door, api, asked));
  if (operation.outcome === 'unknown') client.home.api = (api + 1) % client.door.urls.length;
  return operation;
};

/** Asks, and where nobody knows what became of it asks the same again, as a careful client does. */
const insist = async (client: Client, asked: Asked): Promise<Operation> => {
  let operation = await ask(client, asked);
  for (let tries = 1; operation.outcome === 'unknown' && client.goes() && tries < TRIES_MAX; tries += 1) {
    await sleep(client.random.between(50, 100 * tries));
    operation = await ask(client, asked);
  }
  return operation;
};

/** Asks as people and machines do: now and then twice at once, again though it was answered, or something else under the same key. */
export const acts = async (client: Client, move: Move): Promise<Operation> => {
  const { random } = client;
  const asked: Asked = { ...move, key: randomUUID() };
  const [operation] = await Promise.all(random.chance(0.06) ? [insist(client, asked), insist(client, asked)] : [insist(client, asked)]);
  if (random.chance(0.05)) await insist(client, asked);
  if (random.chance(0.04)) await ask(client, otherwise(asked));
  await sleep(random.between(5, 40));
  return operation;
};
