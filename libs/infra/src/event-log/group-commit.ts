import { Astray } from './astray.js';
import { AppendRejected, type Append, LogUnavailable, type Outcome } from './event-log.js';

/** Writes one group in one call; throws what the database says. */
export type CommitGroup<A extends Append> = (appends: readonly A[]) => Promise<readonly Outcome[]>;

export type GroupCommitOptions = Readonly<{
  /** Appends in one call. */
  groupAppendsMax: number;
  /** Below twice this many, what waits goes in one call; beyond, it is shared out, so that one call is prepared while another is written. */
  groupAppendsMin: number;
  /** Calls under way at once; the second is prepared while the first commits. */
  groupsInFlightMax: number;
  /** Appends waiting or under way; beyond it the log answers that it is full. */
  queueAppendsMax: number;
  /** How long an unknown outcome is retried before the caller is told. */
  unknownMsMax: number;
}>;

export const groupCommitDefaults: GroupCommitOptions = {
  groupAppendsMax: 512,
  groupAppendsMin: 64,
  groupsInFlightMax: 2,
  queueAppendsMax: 20_000,
  unknownMsMax: 15_000,
};

type Bundle<A extends Append> = Readonly<{
  appends: readonly A[];
  /** The streams that it writes or rests on, and its command ids. */
  keys: readonly string[];
  since: number;
  resolve: (outcomes: readonly Outcome[]) => void;
  reject: (error: Error) => void;
}>;

/**
 * Gathers appends that arrive together into one call. Bundles keep their order and are never divided, except to find
 * the member that the database refuses. Two calls under way never write the same stream or hold the same command:
 * after an unknown outcome one of them is repeated, and its successor must not have overtaken it.
 */
export class GroupCommit<A extends Append = Append> {
  private queue: Bundle<A>[] = [];
  private readonly held = new Set<string>();
  private inFlight = 0;
  private appends = 0;
  private scheduled = false;
  private idle: (() => void)[] = [];
  private closed = false;

  constructor(
    private readonly commit: CommitGroup<A>,
    private readonly options: GroupCommitOptions = groupCommitDefaults,
  ) {}

  /** Appends waiting or under way. */
  get depth(): number {
    return this.appends;
  }

  append(appends: readonly A[]): Promise<readonly Outcome[]> {
    if (this.closed) return Promise.reject(new LogUnavailable('The log is closed: this process is shutting down.'));
    if (this.appends + appends.length > this.options.queueAppendsMax) {
      return Promise.reject(new LogUnavailable('The log has more to write than it can hold; try again shortly.'));
    }
    this.appends += appends.length;
    return new Promise((resolve, reject) => {
      this.queue.push({ appends, keys: keysOf(appends), since: Date.now(), resolve, reject });
      this.schedule();
    });
  }

  /** Waits for what was accepted; nothing new is taken. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.appends > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  /** A turn of the event loop is left for what arrives together. */
  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.start();
    });
  }

  private start(): void {
    while (this.inFlight < this.options.groupsInFlightMax && this.queue.length > 0) {
      const { taken, keys } = this.take();
      if (taken.length === 0) return;
      this.inFlight += 1;
      void this.settle(taken).finally(() => {
        for (const key of keys) this.held.delete(key);
        this.inFlight -= 1;
        this.start();
        if (this.appends === 0) for (const done of this.idle.splice(0)) done();
      });
    }
  }

  /** The bundles that may go now: a bundle that meets a key in flight, or one left behind before it, waits. */
  private take(): { taken: Bundle<A>[]; keys: Set<string> } {
    const taken: Bundle<A>[] = [];
    const keys = new Set<string>();
    const left: Bundle<A>[] = [];
    const leftKeys = new Set<string>();
    const most = this.share();
    let size = 0;
    for (const bundle of this.queue) {
      const fits = size === 0 || size + bundle.appends.length <= most;
      const free = bundle.keys.every((key) => !this.held.has(key) && !leftKeys.has(key)) && !bundle.appends.some(({ commandId }) => keys.has(commandId));
      if (fits && free) {
        taken.push(bundle);
        size += bundle.appends.length;
        for (const key of bundle.keys) keys.add(key);
      } else {
        left.push(bundle);
        for (const key of bundle.keys) leftKeys.add(key);
      }
    }
    this.queue = left;
    for (const key of keys) this.held.add(key);
    return { taken, keys };
  }

  /** How much one call takes: its share of what waits, so that the calls that are free have something to do as well. */
  private share(): number {
    const { groupAppendsMax, groupAppendsMin, groupsInFlightMax } = this.options;
    const waiting = this.queue.reduce((sum, { appends }) => sum + appends.length, 0);
    const shares = Math.max(1, Math.min(groupsInFlightMax - this.inFlight, Math.floor(waiting / groupAppendsMin)));
    return Math.min(groupAppendsMax, Math.ceil(waiting / shares));
  }

  private async settle(bundles: readonly Bundle<A>[]): Promise<void> {
    const members = bundles.flatMap((bundle) => bundle.appends);
    try {
      const outcomes = await this.commit(members);
      let from = 0;
      for (const bundle of bundles) {
        bundle.resolve(outcomes.slice(from, (from += bundle.appends.length)));
        this.appends -= bundle.appends.length;
      }
    } catch (error) {
      if (!isDataFault(error)) return this.again(bundles, error);
      if (bundles.length === 1) return this.refuse(bundles[0] as Bundle<A>, error);
      const middle = Math.ceil(bundles.length / 2);
      await this.settle(bundles.slice(0, middle));
      await this.settle(bundles.slice(middle));
    }
  }

  /** A bundle of several commands is halved too: its head stands, the culprit is told, and what built on it is in conflict. */
  private async refuse(bundle: Bundle<A>, error: unknown): Promise<void> {
    if (bundle.appends.length === 1) {
      this.appends -= 1;
      bundle.reject(new AppendRejected(error instanceof Error ? error.message : String(error)));
      return;
    }
    const outcomes: Outcome[] = [];
    const astray = new Astray();
    for (const append of bundle.appends) {
      if (astray.concerns(append)) {
        this.appends -= 1;
        outcomes.push(astray.after(append, { outcome: 'conflict' }));
        continue;
      }
      const settled = await this.alone(bundle, append);
      if (settled instanceof Error && outcomes.length === 0) {
        this.appends -= bundle.appends.length - 1;
        return bundle.reject(settled);
      }
      outcomes.push(astray.after(append, settled instanceof Error ? { outcome: 'conflict' } : settled));
    }
    bundle.resolve(outcomes);
  }

  private alone(bundle: Bundle<A>, append: A): Promise<Outcome | Error> {
    return new Promise((resolve) => {
      void this.settle([{ ...bundle, appends: [append], resolve: ([outcome]) => resolve(outcome as Outcome), reject: resolve }]);
    });
  }

  /** Nobody knows whether the group was written: it is asked again with the same command ids, so that it counts once. */
  private async again(bundles: readonly Bundle<A>[], error: unknown): Promise<void> {
    const now = Date.now();
    const late = bundles.filter((bundle) => now - bundle.since > this.options.unknownMsMax);
    for (const bundle of late) {
      this.appends -= bundle.appends.length;
      bundle.reject(new LogUnavailable(`The log did not answer (${error instanceof Error ? error.message : String(error)}).`));
    }
    const rest = bundles.filter((bundle) => !late.includes(bundle));
    if (rest.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 150));
    await this.settle(rest);
  }
}

const keysOf = (appends: readonly Append[]): string[] => {
  const keys = new Set<string>();
  for (const { commandId, expect, facts } of appends) {
    keys.add(commandId).add(expect[0].stream);
    for (const { stream } of facts) if (stream !== undefined) keys.add(stream);
  }
  return [...keys];
};

/** SQLSTATE class 22 (data exception) and 23 (constraint): the statement itself is at fault, and repeating it is useless. */
export const isDataFault = (error: unknown): boolean => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^2[23]/.test(code);
};
