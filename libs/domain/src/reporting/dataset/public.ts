import { isBelow } from '../../kernel/decimal.js';
import type { Decimal } from '../../kernel/money.js';
import { type Cell as Sought, type Earlier, isFew, isNothing, type Place, placesIn } from './cells.js';
import { type Cell, type DataSet, type Figure, isFigure, type Table } from './dataset.js';
import { figuresIn, pathOf } from './figures.js';
import { type Relations, relationsIn, type Sum, workedOut } from './relations.js';

/** What the public has of earlier issues: their cells, and which of them it was told. */
type Before = Readonly<{ places: readonly (readonly Place[])[]; told: ReadonlySet<string>; at: (issue: string, path: string) => Sought | undefined }>;

const beforeOf = (earlier: readonly Earlier[]): Before => {
  const [printed, places, told] = [new Map<string, Sought>(), [] as (readonly Place[])[], new Set<string>()];
  const at: Before['at'] = (issue, path) => printed.get(`${issue} ${path}`);
  for (const { issue, set, edition } of earlier.toSorted((a, b) => a.set.known.position - b.set.known.position)) {
    const mine = placesIn(set, at);
    places.push(mine);
    for (const { path, cell } of mine) if (cell) printed.set(`${issue} ${path}`, cell);
    for (const { path, figure } of figuresIn(edition)) if (figure.value !== null && at(issue, path)) told.add((at(issue, path) as Sought).key);
  }
  return { places, told, at };
};

const size = ({ digits, scale }: Decimal): Decimal => ({ digits: digits < 0n ? -digits : digits, scale });
const smallestFirst = (a: Sought, b: Sought): number => (isBelow(size(a.value), size(b.value)) ? -1 : isBelow(size(b.value), size(a.value)) ? 1 : a.key < b.key ? -1 : 1);

/** A formula tells what it is made of, so all of that is told, or the formula is not. `there` are all figures of the edition. */
const operandsOf = ({ origin }: Figure, there: ReadonlySet<string>): readonly string[] | undefined => {
  if (origin.kind !== 'formula') return [];
  const operands = Object.values(origin.operands);
  return operands.every((operand) => typeof operand === 'string' && there.has(operand)) ? (operands as readonly string[]) : undefined;
};

/** Says of each figure whether it is told where the cells are that are named; whatever is no sum and follows from none is not. */
const tellingOf = (places: readonly Place[], there: ReadonlySet<string>) => {
  const byPath = new Map(places.map((place) => [place.path, place]));
  const isTold = (cells: ReadonlySet<string>, { figure, cell }: Place): boolean => {
    const { origin, value } = figure;
    if (origin.kind === 'claim') return true;
    if (origin.kind !== 'formula') return cell ? cells.has(cell.key) && (cell.cover === null || cells.has(cell.cover)) : value === null;
    const of = operandsOf(figure, there);
    return (!cell || cells.has(cell.key)) && of !== undefined && of.every((path) => { const operand = byPath.get(path); return operand === undefined || isTold(cells, operand); });
  };
  return isTold;
};

/**
 * The cells that are told: none of few, and of all others as many as leave each of these safe. In each sum, as it stands or as
 * it can be worked out, in which somebody who has the rest lacks a cell of few, he lacks one of many too; where he does not,
 * the smallest that he has is withheld, until that is so everywhere. What was told before is told.
 */
const toldIn = (places: readonly Place[], there: ReadonlySet<string>, { cells, sums }: Relations, before: ReadonlySet<string>): ReadonlySet<string> => {
  const isTold = tellingOf(places, there);
  const told = new Set(places.flatMap(({ cell }) => (cell && cell.behind !== null && !isFew(cell) ? [cell.key] : [])));
  const isUnknown = (key: string): boolean => !told.has(key) && !before.has(key);
  const formulas = new Set(places.flatMap(({ figure, cell }) => (cell && figure.origin.kind === 'formula' ? [cell.key] : [])));
  const shut = (): void => {
    for (let size = -1; size !== told.size; ) {
      size = told.size;
      for (const place of places) if (place.cell && !isTold(told, place)) told.delete(place.cell.key);
    }
  };
  const weakest = (sum: Sum): string | undefined => {
    const mine = [...sum.keys()].flatMap((key) => cells.get(key) ?? []).filter(({ value }) => !isNothing(value));
    const lacking = mine.filter(({ key }) => isUnknown(key));
    if (!lacking.some(isFew) || lacking.some((cell) => !isFew(cell))) return undefined;
    const had = mine.filter(({ key }) => told.has(key) && !before.has(key)).toSorted(smallestFirst);
    return (had.find(({ key }) => !formulas.has(key)) ?? had[0])?.key;
  };
  shut();
  for (let size = -1; size !== told.size; ) {
    size = told.size;
    for (const sum of [...sums, ...workedOut(sums, isUnknown)]) {
      const key = weakest(sum);
      if (key !== undefined) told.delete(key);
    }
    shut();
  }
  return told;
};

const withheld = ({ unknown: _, ...figure }: Figure): Figure => ({ ...figure, value: null, low: null, high: null, precision: 'unknown', why: 'withheld', origin: { kind: 'records', streams: [] } });

/** A figure as the public sees it: without records, and, where these are few or many of a group, without how many say nothing. */
const shown = ({ unknown, ...figure }: Figure, { public: shows }: Table): Figure => ({
  ...figure, ...(unknown !== undefined && shows === 'open' ? { unknown } : {}), ...(figure.origin.kind === 'records' ? { origin: { kind: 'records', streams: [] } } : {}),
});

/**
 * The public edition of a data set: open tables whole, grouped ones without what would tell of few projects or firms, and no
 * others. Nothing in it names a record.
 * @param earlier all issues of the same report, told with the same, that were released before: what is public stays so.
 * @returns the edition, and how many figures are withheld in it.
 */
export const publicEdition = (set: DataSet, earlier: readonly Earlier[] = []): Readonly<{ set: DataSet; withheld: number }> => {
  const before = beforeOf(earlier);
  const places = placesIn(set, before.at);
  const tables = set.tables.filter((table) => table.public !== 'closed').map((table): Table => ({
    ...table, rows: table.rows.filter((row) => row.public !== 'closed'), ...(table.notes && { notes: table.notes.filter((note) => note.public !== 'closed') }),
  }));
  const there = new Set(figuresIn({ tables }).map(({ path }) => path));
  const told = toldIn(places, there, relationsIn([...before.places, places]), before.told);
  const isTold = tellingOf(places, there);
  const hidden = new Set(places.filter((place) => !isTold(told, place)).map(({ path }) => path));
  const edition = tables.map((table): Table => ({
    ...table,
    rows: table.rows.map((row) => ({
      ...row, cells: Object.fromEntries(Object.entries(row.cells).map(([column, cell]): readonly [string, Cell] =>
        [column, isFigure(cell) ? (hidden.has(pathOf(table.id, row.id, column)) ? withheld(cell) : shown(cell, table)) : { text: cell.text }])),
    })),
  }));
  return { set: { ...set, edition: 'public', tables: edition }, withheld: hidden.size };
};
