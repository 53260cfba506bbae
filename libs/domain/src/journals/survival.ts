/** How long something took in days, or how long it has not come about by the end of what is known. */
export type Duration = Readonly<{ days: number; reached: boolean }>;

export type Survival = Readonly<{
  observed: number;
  reached: number;
  /** Those for which it has not come about yet: they count as long as they were watched. */
  censored: number;
  /** The first day by which at least half, by estimate, have reached it; null where it is not half yet. */
  medianDays: number | null;
  quartileDays: number | null;
  /** After so many days the estimated share that has reached it, to six decimals. */
  curve: readonly Readonly<{ days: number; atRisk: number; reached: number; share: string }>[];
}>;

const MILLION = 1_000_000n;
/** The share still waiting is kept as a fraction in parts of 10^24, so that long products lose nothing that is shown. */
const WHOLE = 10n ** 24n;

const shareOf = (waiting: bigint): string => {
  const millionths = ((WHOLE - waiting) * MILLION * 2n + WHOLE) / (WHOLE * 2n);
  const digits = millionths.toString().padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
};

/**
 * Time until something comes about, with those for which it has not counted as long as they were watched (Kaplan and
 * Meier, 1958: at every day on which it came about, the share still waiting is multiplied by 1 - reached / at risk).
 */
export const survivalOf = (durations: readonly Duration[]): Survival => {
  const days = [...new Set(durations.filter(({ reached }) => reached).map((each) => each.days))].sort((a, b) => a - b);
  let waiting = WHOLE;
  const steps = days.map((day) => {
    const atRisk = durations.filter((each) => each.days >= day).length;
    const reached = durations.filter((each) => each.reached && each.days === day).length;
    waiting = (waiting * BigInt(atRisk - reached)) / BigInt(atRisk);
    return { days: day, atRisk, reached, waiting };
  });
  const dayBy = (share: bigint): number | null => steps.find((step) => WHOLE - step.waiting >= share)?.days ?? null;
  const reached = durations.filter((each) => each.reached).length;
  return {
    observed: durations.length,
    reached,
    censored: durations.length - reached,
    medianDays: dayBy(WHOLE / 2n),
    quartileDays: dayBy(WHOLE / 4n),
    curve: steps.map(({ waiting: left, ...step }) => ({ ...step, share: shareOf(left) })),
  };
};
