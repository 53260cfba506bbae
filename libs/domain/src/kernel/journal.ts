import type { Fact, Recorded } from './message.js';
import type { View } from './view.js';

/** How sure a value is: stated exactly, stated with words such as 约 or 近, or not stated at all. */
export type Precision = 'exact' | 'approximate' | 'unknown';

/** How a fact is known: by the party's own key, by its own account, or from a document. */
export type Grade = 'signed' | 'submitted' | 'attested';

/** One line of the metrics journal: a quantity of one metric, at one place and time, under the named dimensions. */
export type Entry = Readonly<{
  metric: string;
  /** What is counted, so that distinct counts can be taken: the id of a signing, of a line, of a pact. */
  subject: string;
  region: string;
  counterpart: string | null;
  /** EDTF: when it counts as a flow. */
  effectiveOn: string;
  /** EDTF: the cohort that it belongs to. */
  cohortOn: string;
  /** A currency code, or a counting unit such as `project`; empty where the source does not state it. */
  unit: string;
  /** Decimal strings. `high` is null where the words set no upper bound. */
  value: string;
  low: string;
  high: string | null;
  precision: Precision;
  /** -1 takes an entry of these figures back: value, bounds and what is unbounded or unknown in it. */
  sign: 1 | -1;
  grade: Grade;
  /** The kind of the amount (total investment, contract value, …); amounts of different kinds are never added. Empty for counts. */
  kind: string;
  dims: Readonly<Record<string, string>>;
}>;

/**
 * The metrics: a view whose row yields entries. The runner posts the entries of the new row less those of the
 * old one, so that corrections, amendments and metrics invented later need no bookkeeping of their own.
 */
export type Journal<Row, F extends Fact = Fact> = View<Row, F> & Readonly<{ entries: (row: Row) => readonly Entry[] }>;

/** What a journal would post for further facts after those that stand, in their order. */
export const wouldPost = <Row, F extends Fact>(journal: Journal<Row, F>, before: readonly Recorded<F>[], facts: readonly Recorded<F>[]): readonly Entry[] => {
  const rows = new Map<string, Row>();
  const step = (fact: Recorded<F>): readonly Entry[] =>
    (journal.handles.includes(fact.type) ? journal.keysOf(fact) : []).flatMap((key) => {
      const row = rows.get(key) ?? journal.initialRow(key);
      const next = journal.evolve(row, fact);
      rows.set(key, next);
      return postings(journal.entries(row), journal.entries(next));
    });
  before.forEach(step);
  return facts.flatMap(step);
};

const written = new WeakMap<Entry['dims'], string>();

/** Dimensions as text. All entries of a subject share them, so the text is made once. */
export const dimsText = (dims: Entry['dims']): string => {
  const text = written.get(dims) ?? JSON.stringify(dims);
  written.set(dims, text);
  return text;
};

/** Everything that an entry says but its sign. */
const lineOf = ({ metric, subject, region, counterpart, effectiveOn, cohortOn, unit, value, low, high, precision, grade, kind, dims }: Entry): string =>
  [metric, subject, region, counterpart ?? '', effectiveOn, cohortOn, unit, value, low, high ?? '', precision, grade, kind, dimsText(dims)].join('\n');

/**
 * What to post so that the sum over all postings moves from `before` to `after`: for every line of figures, by how much
 * it moved. Equal entries cancel, and so do an entry and its taking back.
 */
export const postings = (before: readonly Entry[], after: readonly Entry[]): readonly Entry[] => {
  const lines = new Map<string, { entry: Entry; by: number }>();
  const move = (entry: Entry, by: number): void => {
    const key = lineOf(entry);
    const line = lines.get(key) ?? { entry, by: 0 };
    line.by += by;
    lines.set(key, line);
  };
  for (const entry of before) move(entry, -entry.sign);
  for (const entry of after) move(entry, entry.sign);
  return [...lines.values()].flatMap(({ entry, by }) =>
    Array.from({ length: Math.abs(by) }, (): Entry => ({ ...entry, sign: by > 0 ? 1 : -1 })));
};
