import { setTimeout as sleep } from 'node:timers/promises';
import { acts, apiOf, type Client, clientOf } from './client.js';
import type { Clients } from './clients.js';
import { BANK, type Credit, draws, governs, newLine, opening, resumes, suspends } from './credit-moves.js';
import { type Door, get } from './door.js';
import type { Recorder } from './history.js';
import type { Move } from './moves.js';

/** Lines that are drawn on at a time; where one more is granted, the oldest is left as it is. */
const [LINES_MIN, LINES_MAX] = [4, 14];
const [PAUSE_MS_MIN, PAUSE_MS_MAX] = [5, 60];
const SUSPENDED_MS_MAX = 300;

type Banker = Client & Readonly<{ credit: Credit }>;

const versionOf = (banker: Banker, stream: string, path: string): Promise<number | undefined> => banker.recorder.read(stream, async () => {
  const { status, body } = await get<{ version: number }>(banker.door, apiOf(banker), path, BANK);
  return status === 200 ? body?.version : undefined;
});

/** A further line goes its way, as far as it gets; some are given up on the way. */
const grants = async (banker: Banker): Promise<void> => {
  const { random, credit } = banker;
  const line = newLine(random, credit);
  let version = 0;
  for (const step of opening(credit, line, random)) {
    if (!banker.goes() || random.chance(0.05)) return;
    const seen = version > 0 && random.chance(0.3) ? ((await versionOf(banker, `credit-line-${line.id}`, `/v1/credit-lines/${line.id}`)) ?? version) : version;
    const operation = await acts(banker, step(random.chance(0.05) ? Math.max(1, seen - 1) : seen));
    if (operation.outcome !== 'ok') return;
    ({ version } = operation.receipt);
  }
  credit.lines.push(line);
  if (credit.lines.length > LINES_MAX) credit.lines.shift();
};

const overTheProgramme = async (banker: Banker): Promise<void> => {
  const { random, credit } = banker;
  if (random.chance(0.1)) {
    await acts(banker, suspends(credit));
    await sleep(random.between(0, SUSPENDED_MS_MAX));
    await acts(banker, resumes(credit));
    return;
  }
  await acts(banker, governs(random, credit, await versionOf(banker, `credit-programme-${credit.programme}`, `/v1/credit-programmes/${credit.programme}`)));
};

/** Whoever lets draws go on again vouches for what he saw; some forget to say which version that was. */
const vouched = async (banker: Banker, move: Move): Promise<Move> => {
  const [path, verb] = [move.path.slice(0, move.path.lastIndexOf('/')), move.path.slice(move.path.lastIndexOf('/') + 1)];
  if (verb !== 'release' || banker.random.chance(0.05)) return move;
  const ifMatch = await versionOf(banker, `credit-line-${path.slice(path.lastIndexOf('/') + 1)}`, path);
  return ifMatch === undefined ? move : { ...move, ifMatch };
};

/** Something is done to a line; one that is closed is drawn on no more. */
const atALine = async (banker: Banker): Promise<void> => {
  const { random, credit } = banker;
  const move = await vouched(banker, draws(random, credit, Date.now()));
  const { outcome } = await acts(banker, move);
  const at = credit.lines.findIndex(({ id }) => move.path.includes(id));
  if (outcome === 'ok' && move.path.endsWith('/close') && at >= 0 && credit.lines.length > LINES_MIN) credit.lines.splice(at, 1);
};

const run = async (banker: Banker): Promise<void> => {
  const { random } = banker;
  while (banker.goes()) {
    const chance = random.next();
    if (chance < 0.05) await grants(banker);
    else if (chance < 0.1) await overTheProgramme(banker);
    // Two at once meet on one line more often than not.
    else await Promise.all(Array.from({ length: random.chance(0.2) ? 2 : 1 }, () => atALine(banker)));
    await sleep(random.between(PAUSE_MS_MIN, PAUSE_MS_MAX));
  }
};

/** Those who draw on the lines of one programme, repay, and grant further ones, through all apis; `first` is the number of the first of them. */
export const startBankers = (count: number, first: number, seed: number, door: Door, recorder: Recorder, credit: Credit): Clients => {
  let going = true;
  const all = Promise.all(Array.from({ length: count }, (_, n) => run({ ...clientOf(first + n, seed, door, recorder, () => going), credit })));
  // One that fails is told of by stop; until then it is nobody's unhandled rejection.
  all.catch(() => undefined);
  return {
    stop: async () => {
      going = false;
      await all;
    },
  };
};
