import type { Words } from '../../kernel/refusal.js';
import { type DataSet, type Figure, isFigure } from './dataset.js';

/** A figure with its place in the data set: `table/row/column`, which stays the same from issue to issue. */
export type Placed = Readonly<{ path: string; figure: Figure; table: Words; row: Words; column: Words }>;

export const pathOf = (table: string, row: string, column: string): string => `${table}/${row}/${column}`;

/** All figures of a data set, in the order in which they are printed. */
export const figuresIn = ({ tables }: Pick<DataSet, 'tables'>): readonly Placed[] =>
  tables.flatMap((table) => table.rows.flatMap((row) => table.columns.flatMap((column): readonly Placed[] => {
    const cell = row.cells[column.id];
    return cell !== undefined && isFigure(cell) ? [{ path: pathOf(table.id, row.id, column.id), figure: cell, table: table.title, row: row.title, column: column.title }] : [];
  })));

/** How a figure that was printed has changed. What was not there, or is there no longer, is null. */
export type Change = Readonly<{ path: string; table: Words; row: Words; column: Words; old: Figure | null; new: Figure | null }>;

const said = (figure: Figure | null): string => (figure === null ? '' : [figure.value ?? '', figure.low ?? '', figure.high ?? '', figure.precision, figure.unit, figure.amountKind ?? '', figure.unknown ?? ''].join('\n'));

/**
 * What the same report says otherwise now: every figure whose value, bounds, unit or certainty moved. That a figure which
 * is not defined is now undefined for another reason is no change of a figure.
 */
export const changesBetween = (before: Pick<DataSet, 'tables'>, after: Pick<DataSet, 'tables'>): readonly Change[] => {
  const [old, now] = [before, after].map((set) => new Map(figuresIn(set).map((placed) => [placed.path, placed]))) as [Map<string, Placed>, Map<string, Placed>];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((path): readonly Change[] => {
    const [was, is] = [old.get(path), now.get(path)];
    const placed = (is ?? was) as Placed;
    if (said(was?.figure ?? null) === said(is?.figure ?? null)) return [];
    return [{ path, table: placed.table, row: placed.row, column: placed.column, old: was?.figure ?? null, new: is?.figure ?? null }];
  });
};
