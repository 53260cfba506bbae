import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { admits, records, tellsOf } from './alliance-moves.js';
import { acts, apiOf, type Client, clientOf } from './client.js';
import type { Clients } from './clients.js';
import type { Company } from './company.js';
import { ask, type Door, get } from './door.js';
import type { Recorder } from './history.js';
import { drafts, negotiates, newTalks, type Seen, type Talks } from './pact-moves.js';

/** Pacts and alliances on which all envoys work at once, and after how many of their turns others take their places. */
const [TALKS, TALKS_TURNS, ALLIANCES, ALLIANCE_TURNS] = [2, 30, 1, 80];
/** They are few and take their time: signings are the load, and this is beside it. */
const [PAUSE_MS_MIN, PAUSE_MS_MAX] = [20, 120];

type Table = { talks: Talks; turns: number };
type Shared = { id: string; turns: number };
type Envoy = Client & Readonly<{ company: Company; tables: Table[]; alliances: Shared[] }>;

const seenOf = async (envoy: Envoy, { id }: Talks, as: string): Promise<Seen | undefined> => {
  let seen: Seen | undefined;
  await envoy.recorder.read(`pact-${id}`, async () => {
    const { status, body } = await get<Seen>(envoy.door, apiOf(envoy), `/v1/pacts/${id}`, as);
    seen = status === 200 ? body : undefined;
    return seen?.version;
  });
  return seen;
};

/** One turn of a party at a pact: it looks, fetches what there is to sign, and acts; now and then two of them in the very same moment. */
const atATable = async (envoy: Envoy): Promise<void> => {
  const { random, tables, company, door } = envoy;
  const table = random.pick(tables);
  if ((table.turns += 1) > TALKS_TURNS) Object.assign(table, { talks: newTalks(random, company), turns: 1 });
  const { talks, turns } = table;
  if (turns === 1) return void (await Promise.all([acts(envoy, drafts(talks)), ...(random.chance(0.3) ? [acts(envoy, drafts(talks))] : [])]));
  const turn = async (side: Talks['sides'][number]): Promise<void> => {
    const seen = await seenOf(envoy, talks, side.as);
    // Some go on when enough have signed, and the others may sign late, or never.
    if (seen?.status === 'in-force' && table.talks === talks && random.chance(0.3)) table.turns = TALKS_TURNS;
    const { status, text } = await ask(door, apiOf(envoy), `/v1/pacts/${talks.id}/text`, side.as);
    await acts(envoy, negotiates(random, talks, side, seen, status === 200 ? text : ''));
  };
  await Promise.all(random.shuffled(talks.sides).slice(0, random.chance(0.3) ? 2 : 1).map(turn));
};

/** Something is said of a member; now and then the same body is entered by two at once. */
const atAnAlliance = async (envoy: Envoy): Promise<void> => {
  const { random, alliances, company, door, recorder } = envoy;
  const at = random.pick(alliances);
  if ((at.turns += 1) > ALLIANCE_TURNS) Object.assign(at, { id: randomUUID(), turns: 1 });
  const { id, turns } = at;
  if (turns === 1) return void (await acts(envoy, records(random, id)));
  const organisation = random.pick(company.members);
  if (random.chance(0.25)) return void (await Promise.all([admits(random, id, organisation), admits(random, id, organisation)].map((move) => acts(envoy, move))));
  const seen = await recorder.read(`alliance-${id}`, async () => {
    const { status, body } = await get<{ version: number }>(door, apiOf(envoy), `/v1/alliances/${id}`);
    return status === 200 ? body?.version : undefined;
  });
  await acts(envoy, seen === undefined && random.chance(0.7) ? records(random, id) : tellsOf(random, id, organisation, seen));
};

const run = async (envoy: Envoy): Promise<void> => {
  while (envoy.goes()) {
    await (envoy.random.chance(0.7) ? atATable(envoy) : atAnAlliance(envoy));
    await sleep(envoy.random.between(PAUSE_MS_MIN, PAUSE_MS_MAX));
  }
};

/** Those who negotiate and sign pacts for their parties and enter the members of alliances, through all apis; `first` is the number of the first of them. */
export const startEnvoys = (count: number, first: number, seed: number, door: Door, recorder: Recorder, company: Company): Clients => {
  let going = true;
  const some = clientOf(first + count, seed, door, recorder, () => going).random;
  const tables = Array.from({ length: TALKS }, (): Table => ({ talks: newTalks(some, company), turns: 0 }));
  const alliances = Array.from({ length: ALLIANCES }, (): Shared => ({ id: randomUUID(), turns: 0 }));
  const all = Promise.all(Array.from({ length: count }, (_, n) => run({ ...clientOf(first + n, seed, door, recorder, () => going), company, tables, alliances })));
  // One that fails is told of by stop; until then it is nobody's unhandled rejection.
  all.catch(() => undefined);
  return {
    stop: async () => {
      going = false;
      await all;
    },
  };
};
