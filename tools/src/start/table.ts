export type Row = Readonly<Record<string, unknown>>;

const text = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** Chinese letters take two places in a terminal. */
const widthOf = (value: string): number => [...value].reduce((sum, letter) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(letter) ? 2 : 1), 0);

/** Rows as lines of text with aligned columns: numbers to the right, words to the left. */
export const table = (rows: readonly Row[]): readonly string[] => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) return ['(no rows)'];
  const cells = [columns, ...rows.map((row) => columns.map((column) => text(row[column])))];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => widthOf(line[at] ?? ''))));
  const numeric = columns.map((_, at) => cells.slice(1).every((line) => /^-?[\d.,]*$/.test(line[at] ?? '')));
  return cells.map((line) =>
    line.map((cell, at) => {
      const space = ' '.repeat((widths[at] ?? 0) - widthOf(cell));
      return numeric[at] ? space + cell : cell + space;
    }).join('  ').trimEnd());
};
