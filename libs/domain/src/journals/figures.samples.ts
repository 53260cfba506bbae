import { add, readOrThrow, write } from '../kernel/decimal.js';
import type { Entry } from '../kernel/journal.js';
import { edtfInterval } from '../kernel/period.js';

/** The entries of a metric that count on a day: of a stock, all up to it. */
export const upTo = (entries: readonly Entry[], metric: string, day: string): readonly Entry[] => entries.filter((entry) => entry.metric === metric && edtfInterval(entry.effectiveOn).from <= day);

/** What entries add up to, by what `by` says of each; what adds up to nothing is left out. */
export const sums = (entries: readonly Entry[], by: (entry: Entry) => string = () => 'all'): Readonly<Record<string, string>> => {
  const found = new Map<string, string>();
  for (const entry of entries) {
    const sum = add(readOrThrow(found.get(by(entry)) ?? '0'), readOrThrow(entry.value), BigInt(entry.sign));
    found.set(by(entry), write(sum, undefined));
  }
  return Object.fromEntries([...found].filter(([, sum]) => sum !== '0').sort());
};
