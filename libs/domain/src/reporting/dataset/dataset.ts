import type { Precision } from '../../kernel/journal.js';
import type { Words } from '../../kernel/refusal.js';

/** Where a printed figure comes from, so that whoever reads it can ask for the same and see what stands behind it. */
export type Origin =
  /** A metric: `question` is that of `GET /v1/metrics/{metric}`, without `asOf`, which is that of the data set. */
  | Readonly<{ kind: 'metric'; metric: string; definition: number; question: Readonly<Record<string, string>> }>
  /** A figure of a cohort: `question` is that of `GET /v1/funnel`, `measure` the member of its answer. */
  | Readonly<{ kind: 'funnel'; definition: number; question: Readonly<Record<string, string>>; measure: string }>
  /** A declared formula over other figures of this data set, by their paths, or over figures that are not printed. */
  | Readonly<{ kind: 'formula'; formula: string; version: number; operands: Readonly<Record<string, string | Operand>>; base?: string }>
  /** A figure as an earlier issue published it. */
  | Readonly<{ kind: 'published'; issue: string; period: string; path: string }>
  /** How many of the records that are listed by their streams. */
  | Readonly<{ kind: 'records'; streams: readonly string[] }>
  /** What was announced: the words of a source, and no sum of the record. */
  | Readonly<{ kind: 'claim'; claim: string; text: string }>;

/** A figure that is not printed on its own and stands behind one that is. */
export type Operand = Readonly<{ value: string | null; unit: string; origin: Origin }>;

/**
 * A printed figure: a decimal string in its own unit, unrounded, with the bounds that the words of its sources leave it.
 * What is not known or not defined is null, with the reason (`why`), and never 0.
 */
export type Figure = Readonly<{
  value: string | null;
  low: string | null;
  /** Null where nothing bounds it from above. */
  high: string | null;
  precision: Precision;
  /** A currency code, a counting unit such as `project`, `%`, `pp`, `ratio`, `times` or `days`. */
  unit: string;
  /** The kind of an amount; amounts of different kinds are never added. */
  amountKind?: string;
  /** A reason in one word, where there is no value. */
  why?: string;
  /** How many records state nothing that could be counted in. */
  unknown?: string;
  origin: Origin;
}>;

/** A word or name in a table. `link` is an address of the api. */
export type Text = Readonly<{ text: Words; link?: string }>;
export type Cell = Figure | Text;

export const isFigure = (cell: Cell): cell is Figure => 'origin' in cell;

export type Column = Readonly<{ id: string; title: Words; kind: 'figure' | 'text' }>;
/** `within`: the row of the same table that it is part of. `public`: not in public editions, whatever its table is. */
export type Row = Readonly<{ id: string; title: Words; within?: string; public?: 'closed'; cells: Readonly<Record<string, Cell>> }>;
/** A remark below a table, which may be for readers with a key alone. */
export type Note = Words & Readonly<{ public?: 'closed' }>;

/** What of a table is drawn, where people would rather look than read. Rows and columns are named by their ids. */
export type Chart =
  | Readonly<{ kind: 'series'; bars: string; line?: string; rows: readonly string[] }>
  | Readonly<{ kind: 'funnel'; column: string; rows: readonly string[] }>
  | Readonly<{ kind: 'matrix'; rows: readonly string[]; columns: readonly string[] }>
  | Readonly<{ kind: 'utilisation'; whole: string; parts: readonly string[]; rows: readonly string[] }>;

/**
 * A table. `ties` are the sums that must come out in each row, to the fen: the first column is the sum of the others.
 * `public` says what of it a public edition shows.
 */
export type Table = Readonly<{
  id: string;
  title: Words;
  /** The heading of the column of names. */
  rowsTitle: Words;
  columns: readonly Column[];
  rows: readonly Row[];
  chart?: Chart;
  ties?: readonly Readonly<{ sum: string; of: readonly string[] }>[];
  notes?: readonly Note[];
  /** `closed`: not in public editions; `open`: whole; `grouped`: rows are groups of single projects or firms, and what would tell of few of them is left out. */
  public: 'closed' | 'open' | 'grouped';
}>;

/**
 * What was known: up to which position of which node's log, and when that was written. `issues`: up to where the issues of earlier
 * periods that it rests on had been published, where that is later, as when several periods are caught up with.
 */
export type Known = Readonly<{ node: string; position: number; instant: string; issues?: number | undefined }>;

/**
 * A frozen data set: all that a report says, in no language and no format. Whatever is printed is made of it, so that
 * the same question gives the same bytes. It tells no time but that of the record.
 */
export type DataSet = Readonly<{
  /** That for everybody; left out of what is told to those who may read the record. */
  edition?: 'public';
  report: string;
  /** Of the report's definition: raised whenever the same record would be told otherwise. */
  definition: number;
  parameters: Readonly<Record<string, string>>;
  period: string;
  /** The days that it is about, both included, and the day on which levels are told. */
  about: Readonly<{ from: string; to: string; validAt: string }>;
  known: Known;
  title: Words;
  tables: readonly Table[];
  notes: readonly Words[];
}>;
