import { enterDue } from './entering.js';
import type { OpenJobs } from './open.js';
import { runDue, type RunnerOptions, runOpen, type Scheduled } from './runner.js';

export type TickerOptions = Omit<RunnerOptions, 'signal'> & Readonly<{
  everyMs: number;
  /** Besides the jobs that are known: those of the ledger, and what of them falls due by schedule, as it is known at an instant (RFC 3339 in UTC). */
  open?: OpenJobs & Readonly<{ schedules?: (now: string) => Promise<readonly Scheduled[]> }>;
}>;

/** Something that is looked at again and again, each time after the last look has ended. */
type Watch = { readonly name: string; readonly look: () => Promise<unknown>; looking: Promise<void>; timer: NodeJS.Timeout | undefined };

/** Looks at each job on its own every so often, so that one that takes long holds up no other. A database that is away is waited for. */
export class Ticker {
  private readonly closing = new AbortController();
  private readonly watches: readonly Watch[];

  constructor(private readonly options: TickerOptions) {
    const jobs = options.jobs.map((job) => this.watch(job.name, () => runDue({ ...options, jobs: [job], signal: this.closing.signal })));
    const { open } = options;
    this.watches = open ? [...jobs, this.watch([open.prefix].flat().join(', '), () => this.lookAtOpen(open))] : jobs;
  }

  /** Begins nothing any more, and waits for the runs that are being made. */
  async close(): Promise<void> {
    this.closing.abort();
    for (const { timer } of this.watches) clearTimeout(timer);
    await Promise.all(this.watches.map(({ looking }) => looking));
  }

  private watch(name: string, look: () => Promise<unknown>): Watch {
    const watch: Watch = { name, look, looking: Promise.resolve(), timer: undefined };
    this.begin(watch);
    return watch;
  }

  private begin(watch: Watch): void {
    clearTimeout(watch.timer);
    watch.timer = undefined;
    watch.looking = this.look(watch);
  }

  private async look(watch: Watch): Promise<void> {
    await this.trying(watch.name, watch.look);
    if (this.closing.signal.aborted) return;
    watch.timer = setTimeout(() => this.begin(watch), this.options.everyMs);
  }

  /** A schedule that cannot be read keeps nothing from being made that stands in the ledger. */
  private async lookAtOpen({ schedules, ...open }: NonNullable<TickerOptions['open']>): Promise<void> {
    await this.trying('schedules', async () => {
      const now = new Date((this.options.now ?? Date.now)()).toISOString();
      for (const scheduled of (await schedules?.(now)) ?? []) await enterDue(this.options.pool, scheduled, now);
    });
    await runOpen({ ...this.options, signal: this.closing.signal }, open);
  }

  private async trying(job: string, act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.options.say('warn', 'cannot look at what is scheduled; trying again', { job, error: (error as Error).message });
    }
  }
}
