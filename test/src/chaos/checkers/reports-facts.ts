import type { StoredEvent } from './stored.js';

/** Reports as their facts and data sets tell them, read by a few lines that share nothing with the product. */
export type Parameters = Readonly<Record<string, string>>;
export type Published = Readonly<{
  issue: string; report: string; parameters: Parameters; period: string; run: string; definition: number;
  known: Readonly<{ position: number }>; inputs: string; output: string; figures: number; files: readonly Readonly<{ name: string; size: number; sha256: string }>[];
}>;
export type Said = Readonly<{ value: string | null; low: string | null; high: string | null; unit: string }>;
export type Superseded = Readonly<{ issue: string; position: number; count: number; changes: readonly Readonly<{ path: string; old: Said | null; new: Said | null }>[] }>;
export type Told<Data> = Readonly<{ event: StoredEvent; data: Data }>;

const ofType = <Data>(events: readonly StoredEvent[], type: string): readonly Told<Data>[] =>
  events.filter((event) => event.type === type).map((event) => ({ event, data: JSON.parse(event.data) as Data }));

export const publishedIn = (events: readonly StoredEvent[]): readonly Told<Published>[] => ofType<Published>(events, 'ReportPublished');
export const supersededIn = (events: readonly StoredEvent[]): readonly Told<Superseded>[] => ofType<Superseded>(events, 'ReportSuperseded');

/** A metric and the question that tells one figure of it, as of a position that is named apart. */
export type Asking = Readonly<{ kind: 'metric'; metric: string; question: Parameters }>;
export type Figure = Said & Readonly<{ precision: string; amountKind?: string; unknown?: string; origin: Asking | Readonly<{ kind: 'other' }> }>;

export type FrozenSet = Readonly<{
  report: string; parameters: Parameters; period: string; known: Readonly<{ position: number }>;
  tables: readonly Readonly<{ id: string; rows: readonly Readonly<{ id: string; cells: Readonly<Record<string, Figure | Readonly<{ text: unknown }>>> }>[] }>[];
}>;

export const frozenIn = (bytes: Buffer): FrozenSet => JSON.parse(bytes.toString('utf8')) as FrozenSet;

/** Every figure of a data set by its path. */
export const figuresOf = ({ tables }: Pick<FrozenSet, 'tables'>): ReadonlyMap<string, Figure> =>
  new Map(tables.flatMap(({ id: table, rows }) => rows.flatMap(({ id: row, cells }) =>
    Object.entries(cells).flatMap(([column, cell]): readonly [string, Figure][] => ('origin' in cell ? [[`${table}/${row}/${column}`, cell]] : [])))));

/** Which report, told with what, of which period; the same text is the same. */
export const nameOf = ({ report, parameters, period }: Readonly<{ report: string; parameters: Parameters; period: string }>): string =>
  `${report} ${textOf(parameters)} ${period}`;

/** Parameters in the order of their names, as the ledger keeps them. */
export const textOf = (parameters: Parameters): string => JSON.stringify(Object.fromEntries(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1))));

/** How months were closed and reopened: at which position each stands, one after each fact, and before the first. */
export type Months = ReadonlyMap<string, number>;
type ClosingData = Readonly<{ period: string; position?: number }>;

export const isClosing = ({ stream }: Pick<StoredEvent, 'stream'>): boolean => stream === 'report-closings';
export const monthsAfter = (before: Months, { type, data }: Pick<StoredEvent, 'type' | 'data'>): Months => {
  const { period, position } = JSON.parse(data) as ClosingData;
  const after = new Map(before);
  if (type === 'PeriodClosed') after.set(period, position as number);
  else after.delete(period);
  return after;
};
export const monthsIn = (events: readonly StoredEvent[]): readonly Months[] =>
  events.reduce<Months[]>((all, event) => [...all, monthsAfter(all.at(-1) as Months, event)], [new Map()]);
