import type { Row, Table } from '@entente/domain/reporting/dataset';
import type { Language } from '../rendered.js';
import type { Shown } from '../shown.js';

/** A table with what a drawing needs of it: how each figure is printed, and how long it is to be drawn. */
export type Drawable = Readonly<{ table: Table; language: Language; shown: (row: Row, column: string) => Shown | undefined }>;

/** Rows in the order that a chart names them; what the table does not have is left out. */
export const rowsOf = ({ table }: Drawable, ids: readonly string[]): readonly Row[] => ids.flatMap((id) => table.rows.filter((row) => row.id === id));

export const titleOf = ({ table, language }: Drawable, column: string): string => table.columns.find(({ id }) => id === column)?.title[language] ?? column;

/** The heading of a column with the unit of its figures. */
export const titleWithUnit = (drawable: Drawable, column: string, rows: readonly Row[]): string => {
  const unit = rows.map((row) => drawable.shown(row, column)?.unit).find((each) => each !== undefined && each !== '');
  const title = titleOf(drawable, column);
  return unit === undefined ? title : drawable.language === 'zh' ? `${title}（${unit}）` : `${title} (${unit})`;
};

/** Only how long something is drawn; what is written beside it is printed from the exact decimal. */
export const lengthOf = (shown: Shown | undefined): number | null => shown?.length ?? null;
