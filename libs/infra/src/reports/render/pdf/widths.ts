import type { PageTable } from '../page.js';
import { widthOf } from '../text-width.js';
import { WIDTH } from './styles.js';

/** Room beside a text within its cell, and the paddings of a row's ends that are narrower than those between columns, in points. */
const PADDING = 12;
const BETWEEN = 10;
const ENDS = 6;
/** A text of more than so many signs is broken into lines. */
const TEXT_MAX = 15;
const NAME_MAX = 18;

/** How wide each column would be set, in points, the names first. */
const needsOf = ({ rowsTitle, columns, rows }: PageTable, size: number): readonly number[] => [
  Math.min(NAME_MAX, Math.max(4, widthOf(rowsTitle), ...rows.map(({ title }) => widthOf(title)))),
  ...columns.map(({ title, unit, kind }, n) => {
    const cells = rows.map(({ cells: all }) => all[n]).map((cell) => (cell === undefined ? 0 : widthOf(cell.text) + (cell.kind === 'figure' ? cell.notes.length * 0.8 : 0)));
    return kind === 'text' ? Math.min(TEXT_MAX, Math.max(4, widthOf(title), ...cells)) : Math.max(Math.min(columns.length > 6 ? 4 : 7, widthOf(title)), widthOf(unit), 3, ...cells);
  }),
].map((need) => need * size + PADDING);

const wholeWidth = WIDTH + ENDS;

/** Whether no figure and no name of usual length is broken in this size. */
export const fits = (table: PageTable, size: number): boolean => needsOf(table, size).reduce((sum, need) => sum + need, 0) <= wholeWidth;

/** How wide columns are set, in points: figures are never broken, names and texts take what is left, and all share the rest. */
export const widthsOf = (table: PageTable, size: number): number[] => {
  const needs = needsOf(table, size);
  const { columns } = table;
  const isFigure = [false, ...columns.map(({ kind }) => kind === 'figure')];
  const sum = (which: (n: number) => boolean): number => needs.reduce((total, need, n) => total + (which(n) ? need : 0), 0);
  const whole = wholeWidth;
  const spare = whole - sum(() => true);
  if (spare >= 0) return needs.map((need) => need * (whole / (whole - spare)) - BETWEEN);
  const figures = sum((n) => isFigure[n] === true);
  const left = Math.max(whole - figures, whole * 0.2);
  const shrunk = (need: number, n: number): number => (isFigure[n] === true ? need * Math.min(1, (whole - left) / figures) : (need * left) / sum((m) => isFigure[m] !== true));
  return needs.map((need, n) => shrunk(need, n) - BETWEEN);
};
