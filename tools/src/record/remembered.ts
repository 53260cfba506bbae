import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

import type { Loaded } from './send.js';

/** Which log held what, so that the next start need not send it all again. */
type Remembered = Readonly<{ node: string; position: number; digest: string; items: number }>;
/** The log that answers, and how far it is; undefined where it holds no regions yet. */
export type Log = Readonly<{ node: string; position: number }>;

export const digestOf = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex');

const remembered = (file: string): Remembered | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Remembered;
  } catch {
    return undefined;
  }
};

/**
 * Loads what the log does not hold. The file only spares the sending: with another log, a shorter one, other content or
 * no file, all of it is sent, and what is there is found by its keys.
 */
export const unlessHeld = async (file: string, content: unknown, logNow: () => Promise<Log | undefined>, load: () => Promise<Loaded>): Promise<Loaded> => {
  const digest = digestOf(content);
  const known = remembered(file);
  const log = known && (await logNow());
  if (known && log && known.node === log.node && known.digest === digest && known.position <= log.position) {
    return { loaded: 0, already: known.items, position: known.position };
  }
  const done = await load();
  const after = await logNow();
  if (after) {
    writeFileSync(`${file}.new`, `${JSON.stringify({ node: after.node, position: done.position, digest, items: done.loaded + done.already } satisfies Remembered)}\n`);
    renameSync(`${file}.new`, file);
  }
  return done;
};
