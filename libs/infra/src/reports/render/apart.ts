import { Piscina } from 'piscina';
import type { Rendered } from './rendered.js';
import type { Task } from './thread.js';

/** Renders in a thread of its own: a report is seconds of work, and meanwhile nobody else of the process would have a turn. */
export type Apart = Readonly<{ render: (...task: Task) => Promise<readonly Rendered[]>; close: () => Promise<void> }>;

/** How long the thread, with the fonts that it has read, is kept for the next report. */
const IDLE_MS = 600_000;

/** One thread, made when it is first needed. */
export const renderApart = (): Apart => {
  const pool = new Piscina({ filename: new URL('./thread.js', import.meta.url).href, minThreads: 0, maxThreads: 1, idleTimeout: IDLE_MS });
  return {
    render: async (...task) => {
      const files = (await pool.run(task, { name: 'render' })) as readonly Rendered[];
      // What comes from another thread is bare bytes.
      return files.map((file) => ({ ...file, bytes: Buffer.from(file.bytes) }));
    },
    close: () => pool.close({ force: true }),
  };
};
