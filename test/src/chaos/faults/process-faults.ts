import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../world.js';

/** A process dies without a word. */
export const kill = ({ supervisor }: World, victim: string, downMs: number): Promise<void> => supervisor.kill(victim, downMs);

/** A process does nothing for a while and does not know it afterwards, as on a machine that is suspended. */
export const silence = async ({ supervisor }: World, victim: string, forMs: number): Promise<void> => {
  const program = supervisor.named(victim);
  program.signal('SIGSTOP');
  await sleep(forMs);
  program.signal('SIGCONT');
};
