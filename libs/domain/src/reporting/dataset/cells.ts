import { add, readOrThrow } from '../../kernel/decimal.js';
import { type Decimal, decimalsOf } from '../../kernel/money.js';
import { type DataSet, type Figure, isFigure, type Row, type Table } from './dataset.js';
import { pathOf } from './figures.js';

/** Fewer than this of what is counted are not told to the public (docs/reports.md). */
export const FEWEST = 3;

/** An issue of the same report that was released before: all that it says, and what of it is public. */
export type Earlier = Readonly<{ issue: string; set: DataSet; edition: DataSet }>;

/**
 * One number, wherever it is printed: what the same question gave is the same. `behind` is how many projects or firms stand
 * behind it, which of a count is itself and of money the count of the same question; null where that is not known. `cover` is
 * that count of money.
 */
export type Cell = Readonly<{ key: string; value: Decimal; behind: Decimal | null; cover: string | null }>;

/** A figure of a grouped table in its place, and the cell that it prints; none of what is no sum, such as a rate. */
export type Place = Readonly<{ path: string; table: Table; row: Row; column: string; figure: Figure; cell: Cell | null }>;

const NO_COUNTS = ['%', 'pp', 'ratio', 'times', 'days'];
const isMoney = ({ unit }: Figure): boolean => decimalsOf(unit) !== undefined;
/** What was announced is public already, and no sum of the record. */
const isSum = ({ unit, origin, value }: Figure): boolean => value !== null && origin.kind !== 'claim' && !NO_COUNTS.includes(unit);

/** What a question about money says beside that about its projects. */
const KIND = ['currency', 'amountKind'];
/** Whose projects money is of. Of other money it is not known of how many it is. */
const COUNTED: Readonly<Record<string, string>> = { 'signings.contracted': 'signings.count' };

type Question = Readonly<Record<string, string>>;
export const textOf = (question: Question, less: readonly string[] = []): string => JSON.stringify(Object.entries(question).filter(([name]) => !less.includes(name)).sort());

/** What a figure is of and how it is asked, without its value; undefined where it is no answer to a question. */
export const askedOf = ({ origin, unit, amountKind = '' }: Figure): Readonly<{ of: string; question: Question; unit: string }> | undefined => {
  if (origin.kind === 'metric') return { of: origin.metric, question: origin.question, unit: `${unit} ${amountKind}` };
  return origin.kind === 'funnel' ? { of: `funnel ${origin.measure}`, question: origin.question, unit: `${unit} ${amountKind}` } : undefined;
};

/** The figures of the grouped tables of a data set, as the public would see them. */
const figuresOf = ({ tables }: DataSet): readonly Omit<Place, 'cell'>[] => tables.filter((table) => table.public === 'grouped').flatMap((table) =>
  table.rows.filter((row) => row.public !== 'closed').flatMap((row) => table.columns.flatMap(({ id: column }) => {
    const figure = row.cells[column];
    return figure !== undefined && isFigure(figure) ? [{ path: pathOf(table.id, row.id, column), table, row, column, figure }] : [];
  })));

const zero = readOrThrow('0');
export const isNothing = ({ digits }: Decimal): boolean => digits === 0n;

/** The parts of a formula of differences: what is taken from, and what is taken away. */
export const differenceIn = ({ origin }: Figure): Readonly<{ of: string; without: readonly string[] }> | undefined => {
  if (origin.kind !== 'formula' || origin.formula !== 'difference') return undefined;
  const { of, ...rest } = origin.operands;
  const without = Object.values(rest);
  return typeof of === 'string' && without.every((each) => typeof each === 'string') ? { of, without } : undefined;
};

/** How many stand behind what is left of the first without the others. */
export const lessBehind = ([of, ...without]: readonly (Pick<Cell, 'behind'> | null)[]): Decimal | null => {
  const all = [of, ...without].map((each) => each?.behind ?? null);
  return all.includes(null) ? null : (all.slice(1) as readonly Decimal[]).reduce((left, each) => add(left, each, -1n), all[0] as Decimal);
};

/** The name of the count that stands behind an amount of a cohort. */
const cohortCount = (measure: string): string => measure.replace(/\.(contracted\.value|received)$/, '.projects');

/**
 * The figures of a data set with their cells.
 * @param published what an earlier issue printed at a path, if that issue is public.
 */
export const placesIn = (set: DataSet, published: (issue: string, path: string) => Cell | undefined): readonly Place[] => {
  const figures = figuresOf(set);
  const byPath = new Map(figures.map((place) => [place.path, place]));
  const answers = new Map<string, Figure>();
  const kinds = new Map<string, Set<string>>();
  for (const { figure } of figures) {
    const asked = askedOf(figure);
    if (!asked || figure.value === null) continue;
    if (!isMoney(figure)) answers.set(`${asked.of} ${textOf(asked.question)}`, figure);
    else if (!isNothing(readOrThrow(figure.value))) {
      const key = `${asked.of} ${textOf(asked.question, KIND)}`;
      kinds.set(key, (kinds.get(key) ?? new Set()).add(asked.unit));
    }
  }
  const keyOf = (path: string, figure: Figure): string => {
    const asked = askedOf(figure);
    return asked ? `${asked.of} ${asked.unit} ${textOf(asked.question)} ${figure.value}` : `${set.period} ${path} ${figure.value}`;
  };
  /** Amounts of several kinds stand on no one count: which projects state which kind is not told. */
  const countOf = (figure: Figure): Figure | undefined => {
    const asked = askedOf(figure);
    if (!asked) return undefined;
    const of = figure.origin.kind === 'funnel' ? `funnel ${cohortCount(figure.origin.measure)}` : COUNTED[asked.of];
    const isAlone = (kinds.get(`${asked.of} ${textOf(asked.question, KIND)}`)?.size ?? 0) < 2;
    return answers.get(`${of} ${textOf(asked.question)}`) ?? (isAlone ? answers.get(`${of} ${textOf(asked.question, KIND)}`) : undefined);
  };
  const cellOf = (path: string, figure: Figure): Cell | null => {
    if (!isSum(figure)) return null;
    const { origin } = figure;
    const before = origin.kind === 'published' ? published(origin.issue, origin.path) : undefined;
    if (before) return before;
    const [key, value] = [keyOf(path, figure), readOrThrow(figure.value as string)];
    if (!isMoney(figure)) return { key, value, behind: value, cover: null };
    const parts = differenceIn(figure);
    if (parts) return { key, value, behind: lessBehind([parts.of, ...parts.without].map((each) => placeOf(each)?.cell ?? null)), cover: null };
    if (origin.kind === 'published') return { key, value, behind: null, cover: null };
    const count = countOf(figure);
    return { key, value, behind: count ? add(readOrThrow(count.value as string), readOrThrow(figure.unknown ?? '0'), -1n) : zero, cover: count ? keyOf('', count) : null };
  };
  const placeOf = (path: string): Place | undefined => {
    const place = byPath.get(path);
    return place && { ...place, cell: cellOf(path, place.figure) };
  };
  return figures.flatMap(({ path }) => placeOf(path) ?? []);
};

const isSmall = ({ digits, scale }: Decimal): boolean => (digits < 0n ? -digits : digits) < BigInt(FEWEST) * 10n ** BigInt(scale);

/** Something that few projects or firms, or none that are known, stand behind. */
export const isFew = ({ value, behind }: Pick<Cell, 'value' | 'behind'>): boolean => !isNothing(value) && behind !== null && isSmall(behind);
