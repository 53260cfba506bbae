import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

let current: { pid: number; ended: Promise<unknown> } | undefined;

/** Runs a program of Node's with its output going through live; answers whether it ended well. */
export const runProgram = async (args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<boolean> => {
  // A process group of its own, so that with a program all that it started can be ended.
  const child = spawn(process.execPath, args, { cwd, env, detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new Promise<boolean>((resolve) => {
    child.once('exit', (code) => resolve(code === 0));
    child.once('error', () => resolve(false));
  });
  if (child.pid !== undefined) current = { pid: child.pid, ended };
  const well = await ended;
  current = undefined;
  return well;
};

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(-pid, name);
  } catch {
    // The whole group has ended already.
  }
};

/** Ends the program that runs now, and everything that it started. */
export const endProgram = async (): Promise<void> => {
  if (!current) return;
  const { pid, ended } = current;
  signal(pid, 'SIGTERM');
  await Promise.race([ended, sleep(5_000)]);
  signal(pid, 'SIGKILL');
};
