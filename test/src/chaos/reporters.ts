import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { acts, apiOf, type Client, clientOf } from './client.js';
import type { Clients } from './clients.js';
import { type Door, get, sendForRun } from './door.js';
import type { Asked, Recorder, RunAsk } from './history.js';
import type { Move } from './moves.js';
import { asksWrongly, cancels, closes, drafts, draftsAgain, otherwise, publishes, publishesABrief, schedules, verifies } from './reports-moves.js';

/** Reports are much work each: they are few, so that signings stay the load. */
const [PAUSE_MS_MIN, PAUSE_MS_MAX] = [3_000, 8_000];
const TRIES_MAX = 8;
/** So many positions and schedules are remembered. */
const KNOWN_MAX = 8;
const LAST_LOOKS = 3;

type Issue = Readonly<{ id: string } & Parameters<typeof draftsAgain>[0]>;
type Reporter = Client & Readonly<{ runs: string[]; positions: number[]; schedules: string[] }>;

const remember = <T>(known: T[], one: T): void => {
  if (known.push(one) > KNOWN_MAX) known.shift();
};

/** Asks until it is answered, as a careful client does; the same key is the same run. */
const insist = async (reporter: Reporter, asked: Asked): Promise<RunAsk> => {
  const { recorder, door, random, home } = reporter;
  for (let tries = 1; ; tries += 1) {
    const api = apiOf(reporter);
    const ask = await recorder.run(asked, () => sendForRun(door, api, asked));
    if (ask.outcome !== 'unknown' || !reporter.goes() || tries >= TRIES_MAX) return ask;
    home.api = (api + 1) % door.urls.length;
    await sleep(random.between(100, 200 * tries));
  }
};

/** Asks once or twice at once, now and then again though it was answered, or for something else under the same key. */
const asks = async (reporter: Reporter, move: Move): Promise<RunAsk> => {
  const { random, runs } = reporter;
  const asked: Asked = { ...move, key: randomUUID() };
  const [ask] = await Promise.all([insist(reporter, asked), ...(random.chance(0.3) ? [insist(reporter, asked)] : [])]);
  if (random.chance(0.1)) await insist(reporter, asked);
  if (random.chance(0.1) && move.provokes === undefined && move.path.endsWith('/runs')) await insist(reporter, otherwise(asked));
  if (ask.outcome === 'ok') remember(runs, ask.run.id);
  return ask;
};

const someIssues = async (reporter: Reporter, most: number): Promise<readonly Issue[]> => {
  const { status, body } = await get<Readonly<{ items: readonly Issue[] }>>(reporter.door, apiOf(reporter), '/v1/reports/issues');
  return status === 200 && body ? reporter.random.shuffled(body.items).slice(0, most) : [];
};

/** An issue that was published is verified, or told once more as a draft. */
const looksAgain = async (reporter: Reporter): Promise<void> => {
  const [issue] = await someIssues(reporter, 1);
  if (issue) await asks(reporter, reporter.random.chance(0.5) ? verifies(reporter.random, issue.id) : draftsAgain(issue));
};

/** A run is asked for, and often cancelled before it can be done. */
const asksAndCancels = async (reporter: Reporter): Promise<void> => {
  const { random, runs, positions } = reporter;
  const ask = random.chance(0.7) ? await asks(reporter, random.chance(0.5) ? publishes(random) : drafts(random, positions)) : undefined;
  await sleep(random.between(0, 2_000));
  const run = ask?.outcome === 'ok' ? ask.run.id : runs.length > 0 ? random.pick(runs) : undefined;
  if (run !== undefined) await insist(reporter, { ...cancels(random, run), key: randomUUID() });
};

/** Some acts on months, which cost little, one after the other and now and then two at once. */
const closesMonths = async (reporter: Reporter): Promise<void> => {
  const { random, positions } = reporter;
  const close = async (): Promise<void> => {
    const operation = await acts(reporter, closes(random, positions));
    if (operation.outcome === 'ok') remember(positions, operation.receipt.position);
  };
  for (let left = random.between(2, 4); left > 0 && reporter.goes(); left -= 1) await Promise.all([close(), ...(random.chance(0.3) ? [close()] : [])]);
};

const keepsSchedules = async (reporter: Reporter): Promise<void> => {
  const { random, door, schedules: known } = reporter;
  await acts(reporter, schedules(random, known));
  const { status, body } = await get<Readonly<{ items: readonly Readonly<{ id: string }>[] }>>(door, apiOf(reporter), '/v1/reports/schedules');
  if (status === 200 && body) known.splice(0, known.length, ...body.items.map(({ id }) => id));
};

const run = async (reporter: Reporter): Promise<void> => {
  const { random, positions } = reporter;
  while (reporter.goes()) {
    await random.pick<() => Promise<unknown>>([
      () => asks(reporter, publishes(random)),
      () => asks(reporter, publishes(random)),
      () => asks(reporter, drafts(random, positions)),
      () => asks(reporter, random.chance(0.4) ? asksWrongly(random) : drafts(random, positions)),
      () => looksAgain(reporter),
      () => asksAndCancels(reporter),
      () => closesMonths(reporter),
      () => closesMonths(reporter),
      () => keepsSchedules(reporter),
    ])();
    await sleep(random.between(PAUSE_MS_MIN, PAUSE_MS_MAX));
  }
};

const reporterOf = (client: Client): Reporter => ({ ...client, runs: [], positions: [], schedules: [] });

/** When nothing falls any more, a brief is published, and some of what was published is verified and told once more. */
export const askLastly = async (n: number, seed: number, door: Door, recorder: Recorder): Promise<void> => {
  const reporter = reporterOf(clientOf(n, seed, door, recorder, () => true));
  const published = await someIssues(reporter, LAST_LOOKS);
  await asks(reporter, publishesABrief(reporter.random));
  for (const issue of published) for (const move of [verifies(reporter.random, issue.id), draftsAgain(issue)]) await asks(reporter, move);
};

/** Those who ask for reports, cancel and verify them, close months and keep schedules, through all apis; `first` is the number of the first of them. */
export const startReporters = (count: number, first: number, seed: number, door: Door, recorder: Recorder): Clients => {
  let going = true;
  const all = Promise.all(Array.from({ length: count }, (_, n) => run(reporterOf(clientOf(first + n, seed, door, recorder, () => going)))));
  // One that fails is told of by stop; until then it is nobody's unhandled rejection.
  all.catch(() => undefined);
  return {
    stop: async () => {
      going = false;
      await all;
    },
  };
};
