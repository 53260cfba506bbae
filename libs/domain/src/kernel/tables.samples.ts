/** The cells of a line of a Markdown table, without the marks of code. */
export const cellsOf = (line: string): readonly string[] => line.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', ''));

/** The table of a Markdown text whose header begins with these columns: its rows, by column. */
export const tableOf = (text: string, ...columns: readonly string[]): readonly Readonly<Record<string, string>>[] => {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => columns.every((column, n) => cellsOf(line)[n] === column));
  if (start < 0) throw new Error(`there is no table ${columns.join(', ')}`);
  const end = lines.findIndex((line, n) => n > start && !line.startsWith('|'));
  const header = cellsOf(lines[start] ?? '');
  return lines.slice(start + 2, end < 0 ? undefined : end).map((line) => {
    const cells = cellsOf(line);
    if (cells.length !== header.length) throw new Error(`'${line}' has ${cells.length} cells of ${header.length}`);
    return Object.fromEntries(header.map((column, n) => [column, cells[n] ?? '']));
  });
};

/** A table of what comes of something (rows) in a situation (columns); `said` is what the code does. */
export type Grid = Readonly<{ corner: string; rows: readonly string[]; columns: readonly string[]; said: (row: string, column: string) => string }>;

/** The same, with each cell worked out once. */
export const remembered = (grid: Grid): Grid => {
  const known = new Map<string, string>();
  return { ...grid, said: (row, column) => {
    const key = `${row} / ${column}`;
    const found = known.get(key) ?? grid.said(row, column);
    known.set(key, found);
    return found;
  } };
};

const differing = (cell: string, said: string | undefined, is: string): readonly string[] => (said === is ? [] : [`${cell}: the text says '${said}', and it is '${is}'`]);

/** Where the grid of a text and the code part, one sentence for each cell. */
export const gridDifferences = (text: string, { corner, rows, columns, said }: Grid): readonly string[] => {
  const table = tableOf(text, corner, columns[0] ?? '');
  return [
    ...differing(`rows of ${corner}`, table.map((row) => row[corner]).join(' | '), rows.join(' | ')),
    ...differing(`columns of ${corner}`, Object.keys(table[0] ?? {}).slice(1).join(' | '), columns.join(' | ')),
    ...table.flatMap((row) => (rows.includes(row[corner] ?? '') ? columns.flatMap((column) => differing(`${row[corner]} / ${column}`, row[column], said(row[corner] ?? '', column))) : [])),
  ];
};

/** A text in which one cell of a grid says something else. */
export const altered = (text: string, { corner, columns }: Grid, row: string, column: string): string => {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => cellsOf(line)[0] === corner && cellsOf(line)[1] === columns[0]);
  const at = lines.findIndex((line, n) => n > start && cellsOf(line)[0] === row);
  const cell = cellsOf(lines[start] ?? '').indexOf(column);
  return lines.with(at, (lines[at] ?? '').split('|').with(cell + 1, ' something else ').join('|')).join('\n');
};

/** Where the table of refusals of a text and those of the code part. */
export const refusalDifferences = (text: string, refusals: Readonly<Record<string, readonly [string, string, string]>>): readonly string[] => {
  const listed = Object.fromEntries(tableOf(text, 'code', 'kind').map(({ code, kind, sentence, 中文: zh }) => [code, `${kind}: ${sentence} ${zh}`]));
  return [...new Set([...Object.keys(refusals), ...Object.keys(listed)])].flatMap((code) => {
    const [kind, en, zh] = refusals[code] ?? [];
    return differing(`refusal ${code}`, listed[code], kind ? `${kind}: ${en} ${zh}` : 'not there');
  });
};

/** Where the table of faults of a text and those that the source of a slice's terms tells part. */
export const faultDifferences = (text: string, terms: string): readonly string[] => {
  const faults = [...terms.matchAll(/fault\(context(?: as never)?, '([^']+)'/g)].map(([, code]) => code ?? '');
  return differing('faults', tableOf(text, 'code', 'what is wrong').map(({ code }) => code).sort().join(' '), [...new Set(faults)].sort().join(' '));
};

/** The part of a text under a heading, up to the next one of its level or a higher one. */
export const sectionOf = (text: string, heading: string): string => {
  const lines = text.split('\n');
  const start = lines.indexOf(heading);
  if (start < 0) throw new Error(`there is no section '${heading}'`);
  const level = heading.indexOf(' ');
  const end = lines.findIndex((line, n) => n > start && /^#+ /.test(line) && line.indexOf(' ') <= level);
  return lines.slice(start, end < 0 ? undefined : end).join('\n');
};
