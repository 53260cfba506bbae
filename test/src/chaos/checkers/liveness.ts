import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Build } from '@entente/infra/reading/builds';
import { CHENGDU, plain } from '../../support/samples.js';
import { type Door, get, send } from '../door.js';
import type { Recorder } from '../history.js';

/** How long each step took since the faults ended, in milliseconds; undefined is never. */
export type Recovery = Readonly<{ step: string; ms: number | undefined }>;

export type LivenessOptions = Readonly<{
  door: Door;
  recorder: Recorder;
  builds: () => Promise<Readonly<{ head: number; builds: readonly Build[] }>>;
  /** When the load has ended, so that the log has an end to come to. */
  quiet: Promise<unknown>;
  waitMsMax?: number;
}>;

const RECOVERY_MS_MAX = 30_000;
const POLL_MS = 50;

/** Nobody helps: each api takes a fresh command and answers a metric that holds it, and every reader comes to the head. */
export const recover = async ({ door, recorder, builds, quiet, waitMsMax = RECOVERY_MS_MAX }: LivenessOptions): Promise<readonly Recovery[]> => {
  const since = performance.now();
  /** Tries at least once, so that a step which took all the time is not the fault of those behind it. */
  const within = async <T>(step: string, attempt: () => Promise<T | undefined>): Promise<[Recovery, T | undefined]> => {
    for (;;) {
      const got = await attempt().catch(() => undefined);
      const ms = Math.round(performance.now() - since);
      if (got !== undefined) return [{ step, ms }, got];
      if (ms > waitMsMax) return [{ step, ms: undefined }, undefined];
      await sleep(POLL_MS);
    }
  };
  const served = await Promise.all(door.urls.map(async (_, api) => {
    const [command, position] = await within(`api ${api + 1} takes a command`, async () => {
      const asked = { as: CHENGDU, path: '/v1/signings', body: plain({ id: randomUUID() }), key: randomUUID() };
      const operation = await recorder.command(-1, api, asked, () => send(door, api, asked));
      return operation.outcome === 'ok' ? operation.receipt.position : undefined;
    });
    const [metric] = await within(`api ${api + 1} counts it in a metric`, async () => {
      const { status } = position === undefined ? { status: 0 } : await get(door, api, `/v1/metrics/signings.submitted?minPosition=${position}`);
      return status === 200 || undefined;
    });
    return [command, metric];
  }));
  await quiet;
  const [there] = await within('every reader stands at the head, and every rebuild is finished', async () => (await atHead(builds)) || undefined);
  return [...served.flat(), there];
};

/** Whether all that are read have read everything, and nothing is being built that will be read. */
export const atHead = async (builds: LivenessOptions['builds']): Promise<boolean> => {
  const { head, builds: all } = await builds();
  const active = all.filter((build) => build.active);
  const unfinished = all.filter(({ reader, build }) => active.some((each) => each.reader === reader && each.build < build));
  return active.every(({ position, stopped }) => position === head && !stopped) && unfinished.length === 0;
};

export const liveness = (recovery: readonly Recovery[]): readonly string[] =>
  recovery.filter(({ ms }) => ms === undefined).map(({ step }) => `Not within ${RECOVERY_MS_MAX / 1_000} s of the end of the faults: ${step}.`);
