const EVERY_MS_MAX = 86_400_000;

/** How often something is looked at where the environment does not say: in milliseconds and in words; and how often at most. */
export type Usual = Readonly<{ everyMs: number; words: string; leastMs: number }>;

/**
 * How often something is looked at, in milliseconds.
 * @param name that of the variable of the environment.
 * @throws Error where that is no number of milliseconds within bounds.
 */
export const everyMsOf = (env: NodeJS.ProcessEnv, name: string, { everyMs, words, leastMs }: Usual): number => {
  const text = env[name];
  if (!text) return everyMs;
  const ms = /^\d{1,8}$/.test(text) ? Number(text) : Number.NaN;
  if (ms >= leastMs && ms <= EVERY_MS_MAX) return ms;
  throw new Error(`${name} is "${text}": set it to milliseconds from ${leastMs} to ${EVERY_MS_MAX}, or leave it out for ${words}.`);
};

/** Looks at once, and then every so often after the last look has ended; what could not be done is said and tried again the next time. */
export class Looking {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void>;
  private closing = false;

  constructor(
    private readonly everyMs: number,
    private readonly look: () => Promise<void>,
    private readonly failed: (error: Error) => void,
  ) {
    this.looking = this.next();
  }

  /** Begins no look any more, and waits for the one that is under way. */
  async close(): Promise<void> {
    this.closing = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private async next(): Promise<void> {
    try {
      await this.look();
    } catch (error) {
      this.failed(error as Error);
    }
    if (!this.closing) this.timer = setTimeout(() => (this.looking = this.next()), this.everyMs);
  }
}
