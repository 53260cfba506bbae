import type { Socket } from 'node:net';

/** What a way suffers at the moment: every message comes late, or none comes at all. */
export type Weather = { delayMs: number; held: boolean };

/** One direction of a connection, in which messages keep their order whatever the weather was when each of them came. */
export type Pump = Readonly<{
  /** `undefined` is the end of what the other side sends. */
  send: (bytes: Buffer | undefined) => void;
  /** Passes on what may pass now. */
  flush: () => void;
}>;

export const pump = (from: Socket, to: Socket, weather: Weather): Pump => {
  const waiting: { due: number; bytes: Buffer | undefined }[] = [];
  let timer: NodeJS.Timeout | undefined;
  const pass = (bytes: Buffer | undefined): void => {
    if (bytes === undefined) return void to.end();
    if (to.destroyed || to.write(bytes)) return;
    from.pause();
    to.once('drain', () => from.resume());
  };
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    while (waiting[0] && !weather.held && waiting[0].due <= performance.now()) pass(waiting.shift()?.bytes);
    if (waiting[0] && !weather.held) timer = setTimeout(flush, waiting[0].due - performance.now());
  };
  return {
    send: (bytes) => {
      waiting.push({ due: performance.now() + weather.delayMs, bytes });
      if (!timer) flush();
    },
    flush,
  };
};
