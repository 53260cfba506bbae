import { setTimeout as sleep } from 'node:timers/promises';

import { isRunning, stopProcess, type ProcessMark } from '@entente/infra/services/child';

export type Running = Readonly<{ mark?: ProcessMark | undefined; stop: () => Promise<void> }>;

export type Role = Readonly<{
  name: string;
  /** Where its own words are, for the one who wants to know why it ended. */
  logFile?: string;
  start: () => Promise<Running>;
}>;

export type Kept = Readonly<{
  name: string;
  mark: () => ProcessMark | undefined;
  /** How often it had to be started again. */
  restarts: () => number;
  stop: () => Promise<void>;
  kill: () => Promise<void>;
}>;

const lookMs = 500;
const pauseMsMax = 5_000;
const settledMs = 20_000;

/** Starts a role and starts it again, after a growing pause, whenever its process has ended without being asked to. */
export const keep = async (role: Role, say: (line: string) => void, changed: () => void): Promise<Kept> => {
  let running = await role.start();
  let since = performance.now();
  let restarts = 0;
  let pauseMs = 1_000;
  let stopped = false;
  let timer: NodeJS.Timeout;
  let starting: Promise<Running> | undefined;

  const startAgain = async (): Promise<void> => {
    restarts += 1;
    starting = role.start();
    try {
      running = await starting;
      since = performance.now();
      changed();
      say(`${role.name} runs again${running.mark ? ` (process ${running.mark.pid})` : ''}.`);
    } catch (error) {
      say(`${role.name} could not be started again: ${(error as Error).message}`);
    }
    starting = undefined;
  };
  const look = async (): Promise<void> => {
    if (running.mark === undefined || isRunning(running.mark)) return;
    if (performance.now() - since > settledMs) pauseMs = 1_000;
    say(`${role.name} ended unexpectedly; starting it again in ${pauseMs / 1000} s${role.logFile ? ` (its last words are in ${role.logFile})` : ''}.`);
    await sleep(pauseMs);
    pauseMs = Math.min(pauseMs * 2, pauseMsMax);
    if (!stopped) await startAgain();
  };
  const loop = (): void => {
    timer = setTimeout(() => void look().then(() => { if (!stopped) loop(); }), lookMs);
  };
  loop();

  /** A start under way is waited for, or what it starts would be left behind. */
  const end = async (): Promise<void> => {
    stopped = true;
    clearTimeout(timer);
    running = (await starting?.catch(() => undefined)) ?? running;
  };
  return {
    name: role.name,
    mark: () => running.mark,
    restarts: () => restarts,
    stop: async () => {
      await end();
      await running.stop();
    },
    kill: async () => {
      await end();
      if (running.mark) await stopProcess(running.mark, { signal: 'SIGKILL', waitMsMax: 2_000 });
    },
  };
};
