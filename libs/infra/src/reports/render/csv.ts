import { type Cell, type DataSet, isFigure, pathOf } from '@entente/domain/reporting/dataset';
import { csvForSpreadsheets } from './csv-text.js';
import { inShanghai } from './facts.js';
import { amountKindOf, definitionOf, reasonOf } from './reasons-told.js';
import type { Language, Options } from './rendered.js';
import { headings, precisions } from './words.js';

const PLACE = ['table', 'row', 'column'] as const;
const TOLD = ['value', 'low', 'high', 'precision', 'unit', 'amountKind', 'unknown', 'reason', 'definition'] as const;
const CARD = ['code', 'path'] as const;
/** The same in each row, so that rows of several reports can stand in one sheet. */
const WHOLE = ['report', 'period', 'knownAt'] as const;
const COLUMNS = [...PLACE, ...TOLD, ...CARD, ...WHOLE] as const;

/** What a cell says: a text, itself alone. */
const told = (cell: Cell, language: Language): readonly string[] => {
  if (!isFigure(cell)) return TOLD.map((name) => (name === 'value' ? cell.text[language] : ''));
  const { value, low, high, precision, unit, amountKind, unknown, why } = cell;
  return [
    value ?? '', low ?? '', high ?? '', precisions[precision][language], unit, amountKindOf(amountKind, language), unknown ?? '', value === null ? reasonOf(why, language) : '', definitionOf(cell),
  ];
};

/** Every cell in a row of its own: figures exact and in their own unit, and texts as they are. */
export const csvOf = ({ title, period, known, tables }: DataSet, language: Language, { codes }: Pick<Options, 'codes'>): Buffer => {
  const whole = [title[language], period, inShanghai(known.instant)];
  return csvForSpreadsheets([
    COLUMNS.map((name) => headings[name][language]),
    ...tables.flatMap((table) => table.rows.flatMap((row) => table.columns.flatMap((column): readonly (readonly string[])[] => {
      const [cell, path] = [row.cells[column.id], pathOf(table.id, row.id, column.id)];
      return cell === undefined ? [] : [[...[table, row, column].map((each) => each.title[language]), ...told(cell, language), codes.get(path) ?? '', path, ...whole]];
    }))),
  ]);
};
