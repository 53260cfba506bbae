import { type DataSet, figuresIn } from '@entente/domain/reporting/dataset';
import { csvForSpreadsheets } from './csv-text.js';
import { amountKindOf, definitionOf, reasonOf } from './reasons-told.js';
import type { Language, Options } from './rendered.js';
import { headings, precisions } from './words.js';

const COLUMNS = ['table', 'row', 'column', 'value', 'low', 'high', 'precision', 'unit', 'amountKind', 'reason', 'definition', 'code', 'path'] as const;

/** Every figure in a row of its own, exact and in its own unit. */
export const csvOf = (set: DataSet, language: Language, { codes }: Options): Buffer =>
  csvForSpreadsheets([
    COLUMNS.map((name) => headings[name][language]),
    ...figuresIn(set).map(({ path, figure, table, row, column }) => [
      table[language], row[language], column[language], figure.value ?? '', figure.low ?? '', figure.high ?? '', precisions[figure.precision][language], figure.unit,
      amountKindOf(figure.amountKind, language), figure.value === null ? reasonOf(figure.why, language) : '', definitionOf(figure), codes.get(path) ?? '', path,
    ]),
  ]);
