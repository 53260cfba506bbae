/** Chance that repeats itself: the same seed gives the same numbers in the same order, on every machine. */
export type Random = Readonly<{
  /** Evenly in [0, 1). */
  next: () => number;
  /** A whole number, both ends included. */
  between: (from: number, to: number) => number;
  chance: (probability: number) => boolean;
  pick: <T>(items: readonly T[]) => T;
  shuffled: <T>(items: readonly T[]) => readonly T[];
}>;

/** mulberry32, by Tommy Ettinger: 32 bits of state, and good enough to choose faults by. */
export const randomOf = (seed: number): Random => {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const shuffled = <T>(items: readonly T[]): readonly T[] => {
    const left = [...items];
    return items.map(() => left.splice(between(0, left.length - 1), 1)[0] as T);
  };
  return { next, between, chance: (probability) => next() < probability, pick: (items) => items[between(0, items.length - 1)] as never, shuffled };
};
