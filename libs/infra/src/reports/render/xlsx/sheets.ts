import type { Cell, Row, Sheet } from 'write-excel-file/node';
import { numberOf } from '../numbering.js';
import type { Page, PageFigure, PageTable } from '../page.js';
import { amountKindOf, reasonOf } from '../reasons-told.js';
import type { Language } from '../rendered.js';
import { widthOf } from '../text-width.js';
import { headings, precisions, words } from '../words.js';
import { bare, exact, figure, heading, isTooLong, quiet, RED, text, title } from './cells.js';

export type Written = Sheet<never>;

/** Two of Excel's characters are about as wide as a Chinese sign. */
const columnWidth = (texts: readonly string[], least: number, most: number): number => Math.round(Math.min(most, Math.max(least, ...texts.map((each) => widthOf(each) * 2 + 2))));

/** A name that Excel takes: at most 31 signs, none of []:*?/\ , and the number of the table makes it the only one. */
const nameOf = (index: number, name: string): string => `${index + 1} ${name.replaceAll(/[[\]:*?/\\']/g, ' ').trim()}`.slice(0, 31).trim();

export const coverSheet = ({ title: name, period, facts, tables, notes, look: { language } }: Page): Written => ({
  sheet: words.cover[language], showGridLines: false, columns: [{ width: 24 }, { width: 90 }],
  data: [
    [{ value: words.platform[language], type: String, textColor: RED, fontSize: 10 }], [title(name)], [quiet(period)], [],
    ...facts.map(({ label, value }): Row => [quiet(label), { value, type: String, wrap: true, alignVertical: 'top' }]), [],
    ...tables.map((table, n): Row => [quiet(n === 0 ? words.contents[language] : ''), `${numberOf(n, language)} ${table.title}`]), [],
    ...notes.map((note, n): Row => [quiet(n === 0 ? words.notes[language] : ''), { value: note, type: String, wrap: true }]),
  ],
});

const hasLongNumber = ({ rows }: PageTable): boolean => rows.some(({ cells }) => cells.some((cell) => cell.kind === 'figure' && cell.shown.number !== null && isTooLong(cell.shown.number)));

/** Points for so many lines; not every program makes room for wrapped text by itself. */
const LINE_POINTS = 17;
const linesIn = (value: string, width: number): number => value.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil((widthOf(line) * 2) / width)), 0);
const heightOf = (values: readonly string[], widths: readonly number[]): number => LINE_POINTS * Math.max(1, ...values.map((value, n) => linesIn(value, widths[n] ?? 12))) + 3;

const headingOf = (name: string, unit: string): string => (unit === '' ? name : `${name}\n(${unit})`);

/** A table under a head that stays in view; footnotes stand beneath it with the places that they are of. */
export const tableSheet = (table: PageTable, index: number, language: Language): Written => {
  const { columns, rows } = table;
  const remarks = rows.flatMap((row) => row.cells.flatMap((cell, n) => (cell.kind === 'figure' ? cell.notes.map((note) => `${row.title} · ${columns[n]?.title ?? ''}: ${table.footnotes[note - 1] ?? ''}`) : [])));
  const widths = [
    columnWidth([table.rowsTitle, ...rows.map((row) => row.title)], 12, 44),
    ...columns.map(({ title: name, unit, kind }, n) => columnWidth([name, unit, ...rows.map(({ cells }) => cells[n]?.text ?? '')], 12, kind === 'text' ? 40 : 30)),
  ];
  const heads = [table.rowsTitle, ...columns.map(({ title: name, unit }) => headingOf(name, unit))];
  return {
    sheet: nameOf(index, table.title), showGridLines: false, stickyRowsCount: 2, stickyColumnsCount: 1, ...(columns.length > 6 && { orientation: 'landscape' as const }),
    columns: widths.map((width) => ({ width })),
    data: [
      [title(`${numberOf(index, language)} ${table.title}`)],
      heads.map((name, n) => heading(name, columns[n - 1]?.kind === 'figure' ? 'right' : 'left', heightOf(heads, widths))),
      ...rows.map((row): Row => [text(row.title, { height: heightOf([row.title, ...row.cells.map((cell) => (cell.kind === 'text' ? cell.text : ''))], widths) }), ...row.cells.map((cell, n): Cell => (cell.kind === 'figure' ? figure(cell, columns[n]?.unit ?? '') : text(cell.text)))]),
      [], ...[...remarks, ...table.notes, ...(hasLongNumber(table) ? [words.longNumber[language]] : [])].map((note): Row => [quiet(note)]),
    ],
  };
};

const SOURCE = ['code', 'table', 'row', 'column', 'value', 'unit', 'low', 'high', 'precision', 'amountKind', 'unknown', 'reason', 'definition', 'question', 'entries', 'path'] as const;
const WIDTHS: Readonly<Record<(typeof SOURCE)[number], number>> = { code: 14, table: 30, row: 24, column: 16, value: 22, unit: 9, low: 20, high: 20, precision: 10, amountKind: 14, unknown: 10, reason: 26, definition: 26, question: 46, entries: 70, path: 34 };

const questionOf = ({ figure: { origin } }: PageFigure): string => ('question' in origin ? Object.entries(origin.question).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}=${value}`).join('&') : '');

/** Every figure with its exact value, what it is, what was asked, and where its entries are. */
export const sourceSheet = ({ tables, cards, look: { language } }: Page): Written => {
  const placed = new Map(tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flatMap((cell) => (cell.kind === 'figure' ? [[cell.path, cell] as const] : [])))));
  return {
    sheet: words.source[language], showGridLines: false, stickyRowsCount: 1, stickyColumnsCount: 1, orientation: 'landscape', columns: SOURCE.map((name) => ({ width: WIDTHS[name] })),
    data: [SOURCE.map((name) => heading(headings[name][language])), ...cards.flatMap((card): Row[] => {
      const cell = placed.get(card.path);
      if (cell === undefined) return [];
      const { value, low, high, unit, precision, amountKind, unknown, why } = cell.figure;
      const entries = card.entries.map((address) => `${address.of === undefined ? '' : `${address.of}: `}${'path' in address ? address.path : address.href}`).join(' ; ');
      return [[
        bare(card.code ?? ''), ...[0, 1, 2].map((n) => bare(card.place[n] ?? '')), exact(value), bare(unit), exact(low), exact(high), bare(precisions[precision][language]), bare(amountKindOf(amountKind, language)),
        bare(unknown ?? ''), bare(value === null ? reasonOf(why, language) : ''), bare(card.definition), bare(questionOf(cell)), bare(entries), bare(card.path),
      ]];
    })],
  };
};
