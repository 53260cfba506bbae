import { randomUUID } from 'node:crypto';
import { acts, apiOf, type Client, clientOf } from './client.js';
import { type Door, versionOf } from './door.js';
import type { Recorder } from './history.js';
import { interferes, life, submits, wrong } from './moves.js';

export type Clients = Readonly<{
  /** Ends the load when every client has its last answer, or knows that it gets none. */
  stop: () => Promise<void>;
}>;

/** Signings on which all clients work at once, and how many commands one gets before another takes its place. */
const [SHARED, SHARED_TURNS] = [6, 60];
type Shared = { id: string; turns: number };
type Signer = Client & Readonly<{ shared: Shared[] }>;

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
const amongOthers = async (client: Signer): Promise<void> => {
  const { random, shared, door, recorder } = client;
  const at = random.pick(shared);
  if ((at.turns += 1) > SHARED_TURNS) Object.assign(at, { id: randomUUID(), turns: 1 });
  const { id, turns } = at;
  if (turns === 1) return void (await acts(client, submits(random, id)));
  const seen = await recorder.read(`signing-${id}`, () => versionOf(door, apiOf(client), id));
  await acts(client, seen === undefined && random.chance(0.7) ? submits(random, id) : interferes(random, id, seen ?? 1));
};

const run = async (client: Signer): Promise<void> => {
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
  const client = (n: number): Signer => ({ ...clientOf(n, seed, door, recorder, () => going), shared });
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
