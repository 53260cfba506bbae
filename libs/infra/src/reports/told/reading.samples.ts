import { type Cell, type Figure, isFigure } from '@entente/domain/reporting/dataset';
import type { Told } from '../asking.js';

type Tables = Pick<Told, 'tables'>;

/** The cell at `table/row/column`. */
export const cellAt = ({ tables }: Tables, path: string): Cell => {
  const [table, row, column] = path.split('/');
  const cell = tables.find(({ id }) => id === table)?.rows.find(({ id }) => id === row)?.cells[column ?? ''];
  if (cell === undefined) throw new Error(`there is nothing at ${path}`);
  return cell;
};

export const figureAt = (told: Tables, path: string): Figure => {
  const cell = cellAt(told, path);
  if (!isFigure(cell)) throw new Error(`there is no figure at ${path}`);
  return cell;
};

export const valueAt = (told: Tables, path: string): string | null => figureAt(told, path).value;

export const wordsAt = (told: Tables, path: string): string => {
  const cell = cellAt(told, path);
  return isFigure(cell) ? (cell.value ?? '') : cell.text.zh;
};

export const rowsAt = ({ tables }: Tables, table: string): readonly string[] => (tables.find(({ id }) => id === table)?.rows ?? []).map(({ id }) => id);
