import { type Entry, type Journal, postings } from '../kernel/journal.js';
import type { Command, Fact, Recorded } from '../kernel/message.js';
import { readDecimal } from '../kernel/money.js';

export type AnyJournal = Journal<unknown>;
export type Post = typeof postings;

/** What a command made, as the log takes it on: after what it has, in the stream that a fact names or else in this one. */
export const withFacts = (log: readonly Recorded[], facts: readonly Fact[], { actor, at }: Pick<Command, 'actor' | 'at'>, own: string): readonly Recorded[] => {
  const commandId = `command-${log.length}`;
  return facts.reduce((all, fact, ordinal) => {
    const stream = fact.stream ?? own;
    return [...all, {
      ...fact, id: `${commandId}/${ordinal}`, position: all.length + 1, stream, version: all.filter((before) => before.stream === stream).length + 1,
      schemaVersion: 1, recordedAt: at, commandId, ordinal, metadata: { actor },
    }];
  }, log);
};

export type Story = Readonly<{ rows: ReadonlyMap<string, unknown>; posted: readonly (readonly Entry[])[] }>;

/** Rows and postings, batch by batch; the sizes are taken in turn. */
export const told = (journal: AnyJournal, facts: readonly Recorded[], sizes: readonly number[], post: Post = postings): Story => {
  const rows = new Map<string, unknown>();
  const posted: (readonly Entry[])[] = [];
  for (let from = 0, turn = 0; from < facts.length; turn += 1) {
    const batch = facts.slice(from, (from += sizes[turn % sizes.length] ?? 1));
    const before = new Map(rows);
    for (const fact of batch.filter(({ type }) => journal.handles.includes(type))) {
      for (const key of journal.keysOf(fact)) rows.set(key, journal.evolve(rows.get(key) ?? journal.initialRow(key), fact));
    }
    const changed = [...rows].filter(([key, row]) => before.get(key) !== row);
    posted.push(changed.flatMap(([key, row]) => post(journal.entries(before.get(key) ?? journal.initialRow(key)), journal.entries(row))));
  }
  return { rows, posted };
};

const scaled = (text: string): bigint => {
  const { digits, scale } = readDecimal(text) ?? { digits: 0n, scale: 0 };
  return digits * 10n ** BigInt(12 - scale);
};
const canonical = (_: string, value: unknown): unknown =>
  (value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value);

/** What stands under everything that an entry says beside its figures; what sums to nothing is left out. */
export const sumsOf = (entries: readonly Entry[]): Readonly<Record<string, string>> => {
  const sums = new Map<string, readonly bigint[]>();
  for (const { value, low, high, sign, ...rest } of entries) {
    const name = JSON.stringify(rest, canonical);
    const figures = [scaled(value), scaled(low), scaled(high ?? '0'), high === null ? 1n : 0n, 1n].map((figure) => figure * BigInt(sign));
    sums.set(name, figures.map((figure, n) => figure + (sums.get(name)?.[n] ?? 0n)));
  }
  return Object.fromEntries([...sums].filter(([, figures]) => figures.some((figure) => figure !== 0n)).map(([name, figures]) => [name, figures.join(' ')]));
};

export const finalOf = (journal: AnyJournal, { rows }: Story): readonly Entry[] => [...rows.values()].flatMap((row) => journal.entries(row));

/** Pairs that say and take back the same in one posting. */
export const noiseIn = (posted: readonly Entry[]): readonly string[] => {
  const keys = posted.map(({ sign, ...entry }) => [sign, JSON.stringify(entry, canonical)] as const);
  return keys.filter(([sign, key]) => sign === 1 && keys.some(([other, same]) => other === -1 && same === key)).map(([, key]) => key);
};

/** A figure that is off by the smallest that it can be. */
export const off = (value: string): string => value.replace(/\d$/, (digit) => `${(Number(digit) + 1) % 10}`);
