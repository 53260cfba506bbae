/** Signals that reach a start. */
export type Stopping = Readonly<{
  asked: () => boolean;
  /** Rejects with `Stopped` when a stop is asked for, so that a long wait can be left. */
  orStop: <T>(work: Promise<T>) => Promise<T>;
  /** Settles when a stop is asked for. */
  whenAsked: Promise<void>;
}>;

export class Stopped extends Error {}

/** One Ctrl-C may arrive twice, from the terminal and from npm; a second one is meant only when it comes later. */
const sameStrokeMs = 700;

export const listenForStop = (onSecond: () => void): Stopping => {
  let askedAt: number | undefined;
  let ask = (): void => undefined;
  const whenAsked = new Promise<void>((resolve) => { ask = resolve; });
  const stop = (): void => {
    if (askedAt === undefined) {
      askedAt = performance.now();
      ask();
    } else if (performance.now() - askedAt > sameStrokeMs) {
      onSecond();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  // The channel to bootstrap.mjs closes when that process ends, in whatever way.
  process.on('disconnect', () => { if (askedAt === undefined) stop(); });
  // With the terminal gone, what is said goes nowhere; that is no reason to leave the children behind.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const stopped = whenAsked.then(() => { throw new Stopped(); });
  stopped.catch(() => undefined);
  return { asked: () => askedAt !== undefined, orStop: (work) => Promise.race([work, stopped]), whenAsked };
};
