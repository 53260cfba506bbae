import { type Cell, type DataSet, type Figure, figuresIn, isFigure, pathOf, type Row, type Table } from '@entente/domain/reporting/dataset';
import { type Address, addressesIn, cardAddress } from './addresses.js';
import { chartOf, type Drawing } from './charts/index.js';
import { factsOf, type Fact } from './facts.js';
import { baseOf, definitionOf, remarksOn } from './reasons-told.js';
import type { Look, Options } from './rendered.js';
import { words } from './words.js';
import { exactOf, type Shown, shownOf } from './shown.js';

export type PageFigure = Readonly<{ kind: 'figure'; text: string; path: string; code?: string; card?: string; notes: readonly number[]; shown: Shown; figure: Figure }>;
export type PageText = Readonly<{ kind: 'text'; text: string; link?: string }>;
export type PageColumn = Readonly<{ id: string; title: string; unit: string; kind: 'figure' | 'text' }>;
export type PageTable = Readonly<{
  id: string; title: string; rowsTitle: string; columns: readonly PageColumn[];
  rows: readonly Readonly<{ id: string; title: string; cells: readonly (PageFigure | PageText)[] }>[];
  chart?: Drawing; footnotes: readonly string[]; notes: readonly string[];
}>;
export type PageCard = Readonly<{ table: string; path: string; code?: string; card?: string; place: readonly string[]; exact: string | null; told: string; definition: string; base?: string; entries: readonly Address[] }>;
/** A report in one language and one unit of money, as HTML, PDF and workbooks print it; `period` is empty where the title says it. */
export type Page = Readonly<{ look: Look; title: string; period: string; hash: string; facts: readonly Fact[]; tables: readonly PageTable[]; notes: readonly string[]; cards: readonly PageCard[] }>;

/** Footnotes of one table: what is said twice is said once, under the same number. */
const footnotes = (): Readonly<{ numbersOf: (remarks: readonly string[]) => readonly number[]; told: readonly string[] }> => {
  const told: string[] = [];
  const numberOf = (remark: string): number => {
    if (!told.includes(remark)) told.push(remark);
    return told.indexOf(remark) + 1;
  };
  return { told, numbersOf: (remarks) => remarks.map(numberOf) };
};

const figureIn = (row: Row, column: string, look: Look): Shown | undefined => {
  const cell = row.cells[column];
  return cell !== undefined && isFigure(cell) ? shownOf(cell, look) : undefined;
};

/** The one unit of a column's figures, or none where they have several. */
const unitOf = (table: Table, column: string, look: Look): string => {
  const units = new Set(table.rows.flatMap((row) => {
    const shown = figureIn(row, column, look);
    return shown === undefined || shown.number === null ? [] : [shown.unit];
  }));
  return units.size === 1 ? ([...units][0] ?? '') : '';
};

type Writing = Readonly<{ look: Look; options: Options; number: (remarks: readonly string[]) => readonly number[] }>;

const figureCell = (path: string, figure: Figure, column: PageColumn, { look, options, number }: Writing): PageFigure => {
  const shown = shownOf(figure, look);
  const code = options.codes.get(path);
  const text = column.unit === '' && shown.number !== null ? shown.whole : shown.text;
  return { kind: 'figure', text, path, notes: number(remarksOn(figure, look)), shown, figure, ...(code !== undefined && { code, card: cardAddress(code, options.base) }) };
};

const linkOf = (link: string, base: string): string => (link.startsWith('/') ? `${base}${link}` : link);

const cellOf = (path: string, cell: Cell | undefined, column: PageColumn, writing: Writing): PageFigure | PageText => {
  if (cell === undefined) return { kind: 'text', text: '' };
  if (isFigure(cell)) return figureCell(path, cell, column, writing);
  return { kind: 'text', text: cell.text[writing.look.language], ...(cell.link !== undefined && { link: linkOf(cell.link, writing.options.base) }) };
};

const tableOf = (table: Table, n: number, look: Look, options: Options): PageTable => {
  const { told, numbersOf } = footnotes();
  const columns = table.columns.map((column): PageColumn => ({ id: column.id, kind: column.kind, title: column.title[look.language], unit: column.kind === 'figure' ? unitOf(table, column.id, look) : '' }));
  const rows = table.rows.map((row) => ({
    id: row.id, title: row.title[look.language],
    cells: columns.map((column) => cellOf(pathOf(table.id, row.id, column.id), row.cells[column.id], column, { look, options, number: numbersOf })),
  }));
  const chart = chartOf(`c${n}`, { table, language: look.language, shown: (row, column) => figureIn(row, column, look) });
  return { id: table.id, title: table.title[look.language], rowsTitle: table.rowsTitle[look.language], columns, rows, footnotes: told, notes: [...(rows.length === 0 ? [words.nothing[look.language]] : []), ...(table.notes ?? []).map((note) => note[look.language])], ...(chart !== undefined && { chart }) };
};

const cardsOf = (set: DataSet, look: Look, options: Options): readonly PageCard[] => figuresIn(set).map(({ path, figure, table, row, column }) => {
  const code = options.codes.get(path);
  const base = baseOf(figure, look.language);
  return {
    table: path.split('/')[0] ?? '', path, place: [table, row, column].map((each) => each[look.language]), exact: exactOf(figure, look.language), told: shownOf(figure, look).whole, definition: definitionOf(figure), entries: addressesIn(set, figure, options.base),
    ...(base !== undefined && { base }), ...(code !== undefined && { code, card: cardAddress(code, options.base) }),
  };
});

/** A data set as it is to be printed for a reader: in his language and unit, with footnotes numbered and charts drawn. */
export const pageOf = (set: DataSet, look: Look, options: Options): Page => ({
  look, title: set.title[look.language], period: set.title[look.language].includes(set.period) ? '' : set.period, hash: options.hashes.data, facts: factsOf(set, look.language, options.hashes.data),
  tables: set.tables.map((table, n) => tableOf(table, n, look, options)), notes: set.notes.map((note) => note[look.language]), cards: cardsOf(set, look, options),
});
