import type { Fact, Recorded } from './message.js';

/** Anything that follows the log by position. A new `version` is built beside the old one and switched to. */
export type Following = Readonly<{
  name: string;
  version: number;
  /** The types of fact that it is about; all others are passed over. */
  handles: readonly string[];
}>;

/** The read side: a table of current rows, each a fold of the facts that concern its key. */
export type View<Row, F extends Fact = Fact> = Following &
  Readonly<{
    keysOf: (fact: Recorded<F>) => readonly string[];
    initialRow: (key: string) => Row;
    evolve: (row: Row, fact: Recorded<F>) => Row;
  }>;
