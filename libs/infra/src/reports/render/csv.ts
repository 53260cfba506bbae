import { type Cell, type DataSet, isFigure, pathOf } from '@entente/domain/reporting/dataset';
import { csvForSpreadsheets } from './csv-text.js';
import { amountKindOf, definitionOf, reasonOf } from './reasons-told.js';
import type { Language, Options } from './rendered.js';
import { headings, precisions } from './words.js';

const COLUMNS = ['table', 'row', 'column', 'value', 'low', 'high', 'precision', 'unit', 'amountKind', 'unknown', 'reason', 'definition', 'code', 'path'] as const;

/** What stands between the place of a cell and its code: of a text, the text alone. */
const told = (cell: Cell, language: Language): readonly string[] => {
  if (!isFigure(cell)) return [cell.text[language], ...COLUMNS.slice(COLUMNS.indexOf('low'), COLUMNS.indexOf('code')).map(() => '')];
  const { value, low, high, precision, unit, amountKind, unknown, why } = cell;
  return [
    value ?? '', low ?? '', high ?? '', precisions[precision][language], unit, amountKindOf(amountKind, language), unknown ?? '', value === null ? reasonOf(why, language) : '', definitionOf(cell),
  ];
};

/** Every cell in a row of its own: figures exact and in their own unit, and texts as they are. */
export const csvOf = ({ tables }: DataSet, language: Language, { codes }: Options): Buffer =>
  csvForSpreadsheets([
    COLUMNS.map((name) => headings[name][language]),
    ...tables.flatMap((table) => table.rows.flatMap((row) => table.columns.flatMap((column): readonly (readonly string[])[] => {
      const [cell, path] = [row.cells[column.id], pathOf(table.id, row.id, column.id)];
      return cell === undefined ? [] : [[...[table, row, column].map(({ title }) => title[language]), ...told(cell, language), codes.get(path) ?? '', path]];
    }))),
  ]);
