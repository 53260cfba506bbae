import { isBelow, readOrThrow } from '../../kernel/decimal.js';
import { decimalsOf } from '../../kernel/money.js';
import { type Cell, type DataSet, type Figure, isFigure, type Table } from './dataset.js';
import { pathOf } from './figures.js';

/** Fewer than this of what is counted are not told to the public (docs/reports.md). */
export const FEWEST = 3;

const NO_COUNTS = ['%', 'pp', 'ratio', 'times', 'days'];
const isCount = ({ unit }: Figure): boolean => decimalsOf(unit) === undefined && !NO_COUNTS.includes(unit);

/** What was announced is public already. */
const isPublicWord = ({ origin }: Figure): boolean => origin.kind === 'claim';

const zero = readOrThrow('0');
const isFew = ({ value }: Figure): boolean => value !== null && isBelow(zero, readOrThrow(value)) && isBelow(readOrThrow(value), readOrThrow(String(FEWEST)));

type Place = Readonly<{ row: string; within: string; column: string; path: string; figure: Figure }>;

const placesIn = ({ id, rows, columns }: Table): readonly Place[] =>
  rows.flatMap((row) => columns.flatMap((column): readonly Place[] => {
    const cell = row.cells[column.id];
    return cell !== undefined && isFigure(cell) ? [{ row: row.id, within: row.within ?? '', column: column.id, path: pathOf(id, row.id, column.id), figure: cell }] : [];
  }));

/** Where a whole and all its parts but one are told, the one can be worked out: the smallest part that is told goes with it, or else the whole. */
const complements = (counts: readonly Place[], few: ReadonlySet<string>): readonly string[] =>
  [...new Set(counts.map(({ column, within }) => JSON.stringify([column, within])))].flatMap((group) => {
    const mine = counts.filter(({ column, within }) => JSON.stringify([column, within]) === group);
    if (mine.filter(({ path }) => few.has(path)).length !== 1) return [];
    const isTold = ({ path, figure }: Place): boolean => !few.has(path) && figure.value !== null && isBelow(zero, readOrThrow(figure.value));
    const [smallest] = mine.filter(isTold).toSorted((a, b) => (isBelow(readOrThrow(a.figure.value as string), readOrThrow(b.figure.value as string)) ? -1 : 1));
    const whole = counts.find(({ row, column }) => row === mine[0]?.within && column === mine[0].column);
    const hidden = smallest ?? whole;
    return hidden && !few.has(hidden.path) ? [hidden.path] : [];
  });

/** The paths of a table that are not for the public: small counts, what would give them away, and what stands on the same projects or firms. */
const withheldIn = (table: Table): ReadonlySet<string> => {
  if (table.public !== 'grouped') return new Set();
  const all = placesIn(table);
  const counts = all.filter(({ figure }) => isCount(figure) && !isPublicWord(figure));
  const few = new Set(counts.filter(({ figure }) => isFew(figure)).map(({ path }) => path));
  const hidden = new Set(few);
  // What is hidden with a part may be a part itself, of which there is then one.
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size;
    for (const path of complements(counts, hidden)) hidden.add(path);
  }
  const [rows, columns] = [new Set<string>(), new Set<string>()];
  for (const { path, row, column } of counts) {
    if (!hidden.has(path)) continue;
    rows.add(row);
    columns.add(column);
  }
  for (const { path, row, column, figure } of all) if (!isCount(figure) && !isPublicWord(figure) && figure.value !== null && (rows.has(row) || columns.has(column))) hidden.add(path);
  return hidden;
};

/** A formula tells its operands: where one of them is not for the public, or is not in the public edition, neither is the formula. */
const isTelling = ({ origin }: Figure, hidden: ReadonlySet<string>, there: ReadonlySet<string>): boolean =>
  origin.kind === 'formula' && Object.values(origin.operands).some((operand) => typeof operand === 'string' && (hidden.has(operand) || !there.has(operand)));

const withheld = (figure: Figure): Figure => ({ ...figure, value: null, low: null, high: null, precision: 'unknown', why: 'withheld', origin: { kind: 'records', streams: [] } });

const shown = (cell: Cell): Cell => {
  if (!isFigure(cell)) return { text: cell.text };
  return cell.origin.kind === 'records' ? { ...cell, origin: { kind: 'records', streams: [] } } : cell;
};

/**
 * The public edition of a data set: open tables whole, grouped ones without what would tell of few projects or firms, and no
 * others. Nothing in it names a record.
 * @returns the edition, and how many figures are withheld in it.
 */
export const publicEdition = (set: DataSet): Readonly<{ set: DataSet; withheld: number }> => {
  const tables = set.tables.filter((table) => table.public !== 'closed');
  const there = new Set(tables.flatMap(placesIn).map(({ path }) => path));
  const hidden = new Set(tables.flatMap((table) => [...withheldIn(table)]));
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size;
    for (const { path, figure } of tables.flatMap(placesIn)) if (figure.value !== null && isTelling(figure, hidden, there)) hidden.add(path);
  }
  const edition = tables.map((table): Table => ({
    ...table,
    rows: table.rows.map((row) => ({
      ...row, cells: Object.fromEntries(Object.entries(row.cells).map(([column, cell]): readonly [string, Cell] =>
        [column, isFigure(cell) && hidden.has(pathOf(table.id, row.id, column)) ? withheld(cell) : shown(cell)])),
    })),
  }));
  return { set: { ...set, tables: edition }, withheld: hidden.size };
};
