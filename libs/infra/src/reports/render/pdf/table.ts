import type { Content, TableCell } from 'pdfmake';
import { numberOf } from '../numbering.js';
import type { PageColumn, PageFigure, PageTable, PageText } from '../page.js';
import type { Language } from '../rendered.js';
import { FAINT, QUIET, RED, ruled, WIDTH } from './styles.js';
import { fits, widthsOf } from './widths.js';

/** Wide tables are set smaller, so that no figure is broken: in the first of these sizes in which all fit. */
const SIZES = [8.6, 7.6, 6.8, 6.2, 5.6, 5] as const;
const sizeFor = (table: PageTable): number => SIZES.find((size) => fits(table, size)) ?? 5;

/** In a table of many columns there is no room for a code in one line. */
const CODE_LINE_MAX = 8;
const codeLines = (code: string, columns: number): string => (columns > CODE_LINE_MAX ? `${code.slice(0, 6)}\n${code.slice(6)}` : code);

const heading = ({ title, unit, kind }: PageColumn, size: number): TableCell =>
  ({ text: [{ text: title, bold: true }, ...(unit === '' ? [] : [{ text: `\n${unit}`, color: QUIET, fontSize: size - 1.4 }])], alignment: kind === 'figure' ? 'right' : 'left', fontSize: size });

const figureCell = ({ text, code, card, notes, shown }: PageFigure, size: number, columns: number): TableCell => ({
  stack: [
    { text: [{ text, ...(card !== undefined && { link: card }), ...(shown.number === null && { color: QUIET }) }, ...(notes.length === 0 ? [] : [{ text: ` ${notes.join(' ')}`, sup: true, fontSize: size - 1, color: RED }])] },
    ...(code === undefined ? [] : [{ text: codeLines(code, columns), fontSize: 4.6, color: FAINT, lineHeight: 1 }]),
  ],
  alignment: 'right', fontSize: size,
});

const textCell = ({ text, link }: PageText, size: number): TableCell => ({ text, fontSize: size, ...(link !== undefined && { link, color: '#2f5680' }) });

/** The title is the first row of the head, so that it stays with its table and is repeated on each page. */
const headOf = (table: PageTable, index: number, language: Language, size: number): TableCell[][] => [
  [{ text: [{ text: `${numberOf(index, language)}${language === 'zh' ? '' : ' '}`, color: RED }, table.title], bold: true, fontSize: 12.5, colSpan: table.columns.length + 1, margin: [0, 0, 0, 3] }, ...table.columns.map(() => '')],
  [{ text: table.rowsTitle, bold: true, fontSize: size }, ...table.columns.map((column) => heading(column, size))],
];

const small = (text: string): Content => ({ text, fontSize: 7.2, color: QUIET, margin: [0, 1, 0, 0] });

/** A table with its footnotes, notes and chart. */
export const tableContent = (table: PageTable, index: number, language: Language): Content => {
  const size = sizeFor(table);
  const body = [...headOf(table, index, language, size), ...table.rows.map(({ title, cells }): TableCell[] => [{ text: title, fontSize: size }, ...cells.map((cell) => (cell.kind === 'figure' ? figureCell(cell, size, table.columns.length) : textCell(cell, size)))])];
  return {
    stack: [
      { table: { headerRows: 2, keepWithHeaderRows: 1, dontBreakRows: true, widths: widthsOf(table, size), body }, layout: ruled(2) },
      ...(table.footnotes.length === 0 ? [] : [{ stack: table.footnotes.map((note, n) => small(`${n + 1}  ${note}`)), margin: [0, 4, 0, 0] as [number, number, number, number] }]),
      ...table.notes.map(small),
      ...(table.chart === undefined ? [] : [{ svg: table.chart.svg, width: WIDTH, margin: [0, 10, 0, 0] as [number, number, number, number] }]),
    ],
    margin: [0, 0, 0, 24],
  };
};
