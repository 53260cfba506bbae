import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process as it can be found again later: a number alone may be given to another process. */
export type ProcessMark = Readonly<{ pid: number; startedAt: string }>;

/** When a process began, in a form that no later process of the same number can share; undefined when it is gone. */
export const startedAt = (pid: number): string | undefined => {
  if (process.platform === 'linux') return startedAtOnLinux(pid);
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
};

const startedAtOnLinux = (pid: number): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold spaces, so the fields are counted from the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended, though nobody has collected it yet.
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`;
  } catch {
    return undefined;
  }
};

export const markOf = (pid: number): ProcessMark | undefined => {
  const since = startedAt(pid);
  return since === undefined ? undefined : { pid, startedAt: since };
};

export const isRunning = (mark: ProcessMark): boolean => startedAt(mark.pid) === mark.startedAt;

export const waitUntil = async (holds: () => boolean | Promise<boolean>, waitMsMax: number, everyMs = 20): Promise<boolean> => {
  const deadline = performance.now() + waitMsMax;
  for (;;) {
    if (await holds()) return true;
    if (performance.now() >= deadline) return false;
    await sleep(everyMs);
  }
};

const signalOf = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between the look and the signal, which is what was wanted.
  }
};

/** Asks a process to stop, and ends it when it has not stopped within the wait. Another process of the same number is left alone. */
export const stopProcess = async (
  mark: ProcessMark,
  { signal = 'SIGTERM', waitMsMax = 10_000 }: { signal?: NodeJS.Signals; waitMsMax?: number } = {},
): Promise<void> => {
  if (!isRunning(mark)) return;
  signalOf(mark.pid, signal);
  if (await waitUntil(() => !isRunning(mark), waitMsMax)) return;
  signalOf(mark.pid, 'SIGKILL');
  await waitUntil(() => !isRunning(mark), 5_000);
};

const logBytesMax = 10_000_000;

export type ChildOptions = Readonly<{
  command: string;
  args: readonly string[];
  logFile: string;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
}>;

export type Child = Readonly<{
  pid: number;
  mark: ProcessMark | undefined;
  process: ChildProcess;
  /** Settles when the child has ended: its exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
  stop: (signal?: NodeJS.Signals, waitMsMax?: number) => Promise<void>;
}>;

/**
 * Starts a child in a process group of its own, so that Ctrl-C in the terminal reaches only the parent,
 * which then stops its children in order. Output goes straight to a file: it needs no living parent.
 */
export const startChild = async ({ command, args, logFile, ...options }: ChildOptions): Promise<Child> => {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > logBytesMax) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 0));
    child.once('error', () => resolve(127));
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const pid = child.pid ?? 0;
  const mark = markOf(pid);
  const stop = async (signal: NodeJS.Signals = 'SIGTERM', waitMsMax = 10_000): Promise<void> => {
    // A child that was let go with unref keeps nobody waiting, so that Node would end before it hears of the child's end.
    child.ref();
    if (mark) await stopProcess(mark, { signal, waitMsMax });
    await ended;
  };
  return { pid, mark, process: child, ended, stop };
};
