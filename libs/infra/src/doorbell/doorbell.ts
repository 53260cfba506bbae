import { openQueue, type QueueBackend } from './queue.js';

/** Says "this reader may be behind". A ring may be lost or doubled: it carries no fact. */
export abstract class Doorbell {
  abstract ring(): void;
  /** Rings that wait, or undefined if the queue does not answer. */
  abstract depth(): Promise<number | undefined>;
  abstract close(): Promise<void>;
}

export const DOORBELL_QUEUE = 'doorbell';
const RING_MS_MIN = 10;

/** Rings for every reader, at most every 10 ms a process, deduplicated to one running and one waiting ring a reader. */
export class QueuedDoorbell extends Doorbell {
  private readonly queue;
  private timer: NodeJS.Timeout | undefined;
  private last = 0;
  private ringing: Promise<unknown> = Promise.resolve();

  constructor(
    backend: QueueBackend,
    private readonly readers: readonly string[],
    private readonly onLost: (error: Error) => void = () => undefined,
  ) {
    super();
    this.queue = openQueue(backend, DOORBELL_QUEUE);
  }

  ring(): void {
    if (this.timer) return;
    const wait = Math.max(0, this.last + RING_MS_MIN - Date.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.last = Date.now();
      this.ringing = this.ringNow(this.readers).catch(this.onLost);
    }, wait);
  }

  async ringNow(readers: readonly string[]): Promise<void> {
    await this.queue.queue.addBulk(
      readers.map((reader) => ({ name: 'catch-up', data: { reader }, opts: { deduplication: { id: reader, keepLastIfActive: true } } })),
    );
  }

  async depth(): Promise<number | undefined> {
    return this.queue.queue.getWaitingCount().catch(() => undefined);
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.ringing;
    await this.queue.close();
  }
}
