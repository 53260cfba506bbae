import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, from the sources as from what is built of them. */
export const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/**
 * A program ends with the test run that started it, however that ends: the channel between them closes. It is the
 * program of the repository that runs and nothing of it is changed for the test.
 */
const ENDS_WITH_PARENT = `data:text/javascript,${encodeURIComponent(
  `process.once('disconnect', () => process.kill(process.pid, 'SIGKILL')); process.channel?.unref();`,
)}`;

export type Ended = Readonly<{ code: number | null; signal: NodeJS.Signals | null; ms: number }>;

/** A program of the repository as a process of its own, which can be killed and started again on the same address. */
export type Program = Readonly<{
  name: string;
  url: string;
  start: () => void;
  /** Whether it runs now. */
  runs: () => boolean;
  pid: () => number | undefined;
  /** Sends it a signal and waits for nothing; nothing happens where it does not run. */
  signal: (signal: NodeJS.Signals) => void;
  /** Ends it by a signal and waits until it is gone. */
  end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<Ended>;
  /** The last lines that it wrote, for a failure that must be understood. */
  lastLines: () => string;
}>;

/** @param preloads addresses of modules that are loaded before it. */
export const program = (name: string, main: string, url: string, env: NodeJS.ProcessEnv, logFile: string, preloads: readonly string[] = []): Program => {
  let child: ChildProcess | undefined;
  let ended: Promise<Ended> = Promise.resolve({ code: 0, signal: null, ms: 0 });
  const start = (): void => {
    const log = openSync(logFile, 'a');
    const started = spawn(process.execPath, [...[ENDS_WITH_PARENT, ...preloads].flatMap((each) => ['--import', each]), '--enable-source-maps', join(repository, main)], {
      cwd: repository, env, stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    child = started;
    ended = new Promise((resolve) => {
      const gone = (code: number | null, signal: NodeJS.Signals | null): void => {
        if (child === started) child = undefined;
        resolve({ code, signal, ms: 0 });
      };
      started.once('exit', gone);
      started.once('error', () => gone(127, null));
    });
  };
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<Ended> => {
    const since = performance.now();
    child?.kill(signal);
    return { ...(await ended), ms: performance.now() - since };
  };
  const lastLines = (): string => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-20).join('\n');
  return { name, url, start, runs: () => child !== undefined, pid: () => child?.pid, signal: (signal) => void child?.kill(signal), end, lastLines };
};
