import type { Territory } from '@entente/domain/territory/territory';

/** The moment that an answer stands for, which it repeats. */
export type Moment = Readonly<{ instant: string; node: string; position: number }>;

/** Runs a statement in the snapshot of a question. */
export type Rows = <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

/** The tables of a reader, or of several, as one question sees them. */
export type Tables = Readonly<{
  /** How far the readers have read; of several, the one that is furthest behind. */
  position: number;
  /** Of several, the one that is furthest ahead: what is asked as of an earlier position takes off what came after. */
  newest: number;
  node: string;
  /** What lies where. */
  territory: Territory;
  /** What lay where, as it was known at a position. */
  territoryAt: (position: number) => Territory;
  /** The table of a part; of the first reader, where none is named. */
  table: (part?: string, reader?: string) => string;
  rows: Rows;
  /** When the log learned what stands at a position. */
  instantOf: (position: number) => Promise<string>;
}>;

/** What a question is answered from: the tables, as of which position, when that was learned, and the instant whose day is today. */
export type Known = Readonly<{ tables: Tables; position: number; instant: string; today: string }>;

/**
 * What was known at a position, with the day on which it was learned as today, so that it is answered alike whenever it is asked.
 * @param position no further than the tables have been read.
 */
export const knownAt = async (tables: Tables, position: number): Promise<Known> => {
  const instant = await tables.instantOf(position);
  return { tables, position, instant, today: instant };
};

/** When the log learned what stands at a position. */
export const instantOf = async (rows: Rows, position: number): Promise<string> => {
  const [row] = await rows<{ instant: Date }>('select read.instant_of($1) as instant', [position]);
  return (row?.instant ?? new Date(0)).toISOString();
};
