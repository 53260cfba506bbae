import { add, readOrThrow } from '../../kernel/decimal.js';
import { isFigure, type Row, type Table } from './dataset.js';
import { pathOf } from './figures.js';

const valueIn = (row: Row, column: string): string | null => {
  const cell = row.cells[column];
  return cell !== undefined && isFigure(cell) ? cell.value : null;
};

/**
 * The places where a table does not tie out: a column that is to be the sum of others and is not, to the last digit. A row in
 * which one of them is not known cannot be summed, and is no fault.
 */
export const untied = ({ id, rows, ties = [] }: Table): readonly string[] =>
  rows.flatMap((row) => ties.flatMap(({ sum, of }) => {
    const values = [sum, ...of].map((column) => valueIn(row, column));
    if (values.some((value) => value === null)) return [];
    const [whole, ...parts] = values.map((value) => readOrThrow(value as string));
    const rest = parts.reduce((left, part) => add(left, part, -1n), whole as NonNullable<typeof whole>);
    return rest.digits === 0n ? [] : [pathOf(id, row.id, sum)];
  }));
