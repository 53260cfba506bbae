const NUMBER = /^-?\d+(?:\.\d+)?$/;
/** What a spreadsheet may take for the beginning of a formula, in full width as well. */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-−@＝＋－＠])/u;

/** A cell that no spreadsheet runs: an apostrophe stands before what is not a number and begins like a formula. */
const defused = (cell: string): string => (FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell);
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const joined = (rows: readonly (readonly string[])[], written: (cell: string) => string): string => rows.map((row) => `${row.map(written).join(',')}\r\n`).join('');

/** CSV for people and their spreadsheets (RFC 4180): UTF-8 with BOM, CRLF, cells that begin like formulas defused. */
export const csvForSpreadsheets = (rows: readonly (readonly string[])[]): Buffer => Buffer.from(`\uFEFF${joined(rows, (cell) => quoted(defused(cell)))}`, 'utf8');

/** CSV for programs (RFC 4180): UTF-8 and CRLF, cells as they are. */
export const csvForPrograms = (rows: readonly (readonly string[])[]): Buffer => Buffer.from(joined(rows, quoted), 'utf8');
