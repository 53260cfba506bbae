import { setTimeout as sleep } from 'node:timers/promises';
import type { ContenderName } from '../contenders/index.js';
import type { Entrant, Measured, Place } from '../work.js';
import type { Ran } from './closed-loop.js';
import { type Hand, withHands } from './hands.js';
import { addedUp, quantile } from './latencies.js';

/** Longer than any pause that a follower makes. */
const STILL_MS = 2_500;

type Entering = Readonly<{
  contender: ContenderName;
  /** As it is printed; the contender's own name where it is left out. */
  name?: string;
  pools?: readonly number[];
  /** Events in the log before it begins. */
  events?: number;
}>;
type Looping = Entering & Readonly<{ clients: number; processes?: number; follows?: boolean }>;

const prepared = ({ contender, events = 0 }: Entering): Entrant['prepare'] =>
  ({ url, pool }) => withHands(contender, 1, async ([hand]) => void (await hand?.ask('prepare', { url, pool, events })));

/** Operations a second of clients in a closed loop, who are divided among processes, beside a live projection or none. */
export const loops = (entering: Looping): Entrant => {
  const { contender, name = contender, pools = [1], events = 0, clients, processes = 1, follows = false } = entering;
  return {
    name,
    pools,
    prepare: prepared(entering),
    measure: ({ url, pool, settings }) =>
      withHands(contender, follows ? 1 : 0, ([follower]) =>
        withHands(contender, processes, async (writers) => {
          const at = { url, pool: Math.ceil(pool / processes), events };
          await follower?.ask('follower', at);
          if (follower && events > 0) await drained(follower, 120_000);
          await Promise.all(writers.map((writer) => writer.ask('writer', at)));
          const run = (ms: number): Promise<Ran[]> =>
            Promise.all(writers.map((writer) => writer.ask('run', { clients: Math.ceil(clients / processes), ms })));
          await run(settings.warmMs);
          const ran = await run(settings.ms);
          await Promise.all(writers.map((writer) => writer.ask('check', undefined)));
          return { ...rateOf(ran), figures: { ...rateOf(ran).figures, ...(follower ? await lagOf(follower, settings.drainMsMax) : {}) } };
        })),
  };
};

/** Events a second of something that goes through the log once. */
export const jobs = (entering: Entering): Entrant => {
  const { contender, name = contender, pools = [1], events = 0 } = entering;
  return {
    name,
    pools,
    prepare: prepared(entering),
    measure: ({ url, pool }: Place) =>
      withHands(contender, 1, async ([hand]) => {
        await hand?.ask('job', { url, pool, events });
        const done = await hand?.ask('do', undefined);
        if (!done || done.events < events) throw new Error(`${name} went through ${done?.events ?? 0} of ${events} events.`);
        return { value: (done.events / done.elapsedMs) * 1_000, figures: { events: done.events, ms: done.elapsedMs } };
      }),
  };
};

/** What measures by itself, in a process of its own. */
export const trials = (entering: Entering): Entrant => {
  const { contender, name = contender, pools = [1], events = 0 } = entering;
  return {
    name,
    pools,
    prepare: prepared(entering),
    measure: ({ url, pool, settings }) =>
      withHands(contender, 1, async (hands) => {
        const hand = hands[0] as Hand;
        await hand.ask('trial', { url, pool, events });
        await hand.ask('try', settings.warmMs);
        const measured = await hand.ask('try', settings.ms);
        await hand.ask('check', undefined);
        return measured;
      }),
  };
};

const rateOf = (ran: readonly Ran[]): Measured => {
  const count = ran.reduce((sum, each) => sum + each.count, 0);
  const elapsedMs = Math.max(...ran.map((each) => each.elapsedMs));
  const latencies = addedUp(ran.map((each) => each.latencies));
  return { value: (count / elapsedMs) * 1_000, figures: { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) } };
};

/** Waits until the projection has come up, or time is up, or nothing moves any more; answers with what it lacks then. */
const drained = async (follower: Hand, msMax: number): Promise<number> => {
  const began = performance.now();
  let behind = await follower.ask('behind', undefined);
  for (let moved = began; behind > 0 && performance.now() - began < msMax && performance.now() - moved < STILL_MS; await sleep(100)) {
    const before = behind;
    behind = await follower.ask('behind', undefined);
    if (behind !== before) moved = performance.now();
  }
  return behind;
};

/** How far the projection was behind when the clients stopped, how long it took to come up, and what it lacked at the end. */
const lagOf = async (follower: Hand, msMax: number): Promise<Record<string, number>> => {
  const behind = await follower.ask('behind', undefined);
  const began = performance.now();
  const lacking = await drained(follower, msMax);
  return { behind, drainMs: performance.now() - began, lacking };
};
