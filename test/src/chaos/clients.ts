import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Door, send, versionOf } from './door.js';
import type { Asked, Operation, Recorder } from './history.js';
import { interferes, life, type Move, otherwise, submits, wrong } from './moves.js';
import { type Random, randomOf } from './random.js';

export type Clients = Readonly<{
  /** Ends the load when every client has its last answer, or knows that it gets none. */
  stop: () => Promise<void>;
}>;

/** Signings on which all clients work at once, and how many commands one gets before another takes its place. */
const [SHARED, SHARED_TURNS] = [6, 60];
const TRIES_MAX = 8;

type Shared = { id: string; turns: number };
type Client = Readonly<{ n: number; random: Random; door: Door; recorder: Recorder; shared: Shared[]; goes: () => boolean; home: { api: number } }>;

/** A client stays with one api, asks another now and then, and moves when it gets no answer. */
const apiOf = ({ random, door, home }: Client): number => (random.chance(0.3) ? random.between(0, door.urls.length - 1) : home.api);

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
const acts = async (client: Client, move: Move): Promise<Operation> => {
  const { random } = client;
  const asked: Asked = { ...move, key: randomUUID() };
  const [operation] = await Promise.all(random.chance(0.06) ? [insist(client, asked), insist(client, asked)] : [insist(client, asked)]);
  if (random.chance(0.05)) await insist(client, asked);
  if (random.chance(0.04)) await ask(client, otherwise(asked));
  await sleep(random.between(5, 40));
  return operation;
};

/** A signing that nobody else touches, from its submission to its end. */
const alone = async (client: Client): Promise<void> => {
  let version = 0;
  for (const step of life(client.random, randomUUID())) {
    if (!client.goes()) return;
    const operation = await acts(client, step(version));
    if (operation.outcome !== 'ok') return;
    ({ version } = operation.receipt);
  }
};

/** Some acts on what others act on as well; it is looked at first, or not. */
const amongOthers = async (client: Client): Promise<void> => {
  const { random, shared, door, recorder } = client;
  const at = random.pick(shared);
  if ((at.turns += 1) > SHARED_TURNS) Object.assign(at, { id: randomUUID(), turns: 1 });
  const { id, turns } = at;
  if (turns === 1) return void (await acts(client, submits(random, id)));
  const seen = await recorder.read(`signing-${id}`, () => versionOf(door, apiOf(client), id));
  await acts(client, seen === undefined && random.chance(0.7) ? submits(random, id) : interferes(random, id, seen ?? 1));
};

const run = async (client: Client): Promise<void> => {
  while (client.goes()) {
    const chance = client.random.next();
    if (chance < 0.1) await acts(client, wrong(client.random));
    else await (chance < 0.3 ? alone(client) : amongOthers(client));
  }
};

/** Clients that send command after command to all apis, and go on whatever falls; each chooses by a seed of its own. */
export const startClients = (count: number, seed: number, door: Door, recorder: Recorder): Clients => {
  let going = true;
  const shared = Array.from({ length: SHARED }, (): Shared => ({ id: randomUUID(), turns: 0 }));
  const client = (n: number): Client => ({
    n, random: randomOf(seed * 1_000 + n + 1), door, recorder, shared, goes: () => going, home: { api: n % door.urls.length },
  });
  const all = Promise.all(Array.from({ length: count }, (_, n) => run(client(n))));
  // A client that fails is told of by stop; until then it is nobody's unhandled rejection.
  all.catch(() => undefined);
  return {
    stop: async () => {
      going = false;
      await all;
    },
  };
};
