import type pg from 'pg';
import type { EventTypes } from '../event-log/event-types.js';
import { buildsToFollow, ensureBuild, follow, readBuilds } from '../reading/builds.js';
import type { Reader } from '../reading/reader.js';
import { DOORBELL_QUEUE, QueuedDoorbell } from './doorbell.js';
import { openWorker, type QueueBackend } from './queue.js';

export type FollowerOptions = Readonly<{
  pool: pg.Pool;
  types: EventTypes;
  readers: readonly Reader[];
  backend: QueueBackend;
  say: (level: 'info' | 'warn', message: string, details: object) => void;
  tickMs?: number;
}>;

/** Ticks after which a reader that is still behind is brought up here and now, whatever the queue does. */
const PATIENCE_TICKS = 2;

/**
 * Follows the log: a ring brings a reader up to the head. Once a second the head is compared with all checkpoints
 * and those behind are rung; what the queue leaves behind for longer than that is done without it, so that a queue
 * that is lost, flushed or stuck costs latency only.
 */
export class Follower {
  private readonly bell: QueuedDoorbell;
  private readonly worker: { close: () => Promise<void> };
  private readonly behind = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private ticking: Promise<void> = Promise.resolve();
  private closed = false;

  private constructor(private readonly options: FollowerOptions) {
    const { backend, readers } = options;
    this.bell = new QueuedDoorbell(backend, readers.map(({ name }) => name));
    this.worker = openWorker(
      backend, DOORBELL_QUEUE, (job) => this.bringUp((job.data as { reader?: string }).reader ?? ''), readers.length + 1,
      (error) => options.say('warn', 'the queue does not answer', { error: error.message }),
    );
    this.schedule();
  }

  static async start(options: FollowerOptions): Promise<Follower> {
    for (const reader of options.readers) await ensureBuild(options.pool, reader);
    return new Follower(options);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.ticking;
    await this.worker.close();
    await this.bell.close();
  }

  private async bringUp(name: string): Promise<void> {
    const reader = this.options.readers.find((each) => each.name === name);
    if (reader) await follow(this.options.pool, this.options.types, reader);
  }

  private schedule(): void {
    if (this.closed) return;
    this.timer = setTimeout(() => {
      this.ticking = this.tick()
        .catch((error: Error) => this.options.say('warn', 'the tick failed; the next one tries again', { error: error.message }))
        .finally(() => this.schedule());
    }, this.options.tickMs ?? 1_000);
  }

  private async tick(): Promise<void> {
    const { head, builds } = await readBuilds(this.options.pool);
    const late = this.options.readers.filter((reader) =>
      buildsToFollow(reader, builds).some(({ position, active, stopped }) => !stopped && (position < head || !active)));
    for (const { reader, stopped } of builds) {
      if (stopped) this.options.say('warn', 'a reader has stopped at a fact that it cannot fold', { reader, ...stopped });
    }
    for (const name of [...this.behind.keys()]) if (!late.some((reader) => reader.name === name)) this.behind.delete(name);
    if (late.length === 0) return;
    for (const { name } of late) this.behind.set(name, (this.behind.get(name) ?? 0) + 1);
    // A queue that is down must not hold the tick up.
    await Promise.race([
      this.bell.ringNow(late.map(({ name }) => name)).catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, 500)),
    ]);
    for (const reader of late) {
      if ((this.behind.get(reader.name) ?? 0) > PATIENCE_TICKS) await this.bringUp(reader.name);
    }
  }
}
