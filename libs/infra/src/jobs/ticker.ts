import { type Job, runDue, type RunnerOptions } from './runner.js';

export type TickerOptions = Omit<RunnerOptions, 'signal'> & Readonly<{ everyMs: number }>;

/** Looks at each job on its own every so often, so that one that takes long holds up no other. A database that is away is waited for. */
export class Ticker {
  private readonly closing = new AbortController();
  private readonly timers = new Map<Job, NodeJS.Timeout>();
  private readonly looks = new Map<Job, Promise<void>>();

  constructor(private readonly options: TickerOptions) {
    for (const job of options.jobs) this.looks.set(job, this.look(job));
  }

  /** Begins nothing any more, and waits for the runs that are being made. */
  async close(): Promise<void> {
    this.closing.abort();
    for (const timer of this.timers.values()) clearTimeout(timer);
    await Promise.all(this.looks.values());
  }

  private async look(job: Job): Promise<void> {
    try {
      await runDue({ ...this.options, jobs: [job], signal: this.closing.signal });
    } catch (error) {
      this.options.say('warn', 'cannot look at what is scheduled; trying again', { job: job.name, error: (error as Error).message });
    }
    if (!this.closing.signal.aborted) this.timers.set(job, setTimeout(() => this.looks.set(job, this.look(job)), this.options.everyMs));
  }
}
