import { parse } from 'csv-parse/sync';
import type { Fault, Words } from '@entente/domain/kernel/refusal';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { faultsOf } from '../../http/faults.js';
import { problems } from '../../http/problems.js';
import { statementBody } from './programme.requests.js';

const ROUTE = '/v1/credit-programmes/:id/report-statement';

/** The columns of a bank's file, by the names that its header may give them. */
const COLUMNS = {
  cutOff: ['cut-off', 'cutoff', '截止日', '截止日期'], from: ['from', '起始日', '起始日期'], currency: ['currency', '币种'],
  line: ['line', '授信', '授信id'], reference: ['reference', '贷款编号', '授信编号', '合同编号'], creditCode: ['credit-code', 'creditcode', '统一社会信用代码', '信用代码'],
  limit: ['limit', '授信额度'], outstanding: ['outstanding', '用信余额', '贷款余额', '余额'], drawn: ['drawn', '本期投放', '本期发放'], due: ['due', '逾期', '逾期余额', '到期未还'],
} as const;
type Column = keyof typeof COLUMNS;
const AMOUNTS = ['limit', 'outstanding', 'drawn', 'due'] as const;

const wrong = (pointer: string, code: string, message: Words): Fault => ({ pointer, code, message });

const columnOf = (title: string): Column | undefined => {
  const plain = title.trim().toLowerCase().replaceAll(/[\s_]+/g, '-');
  return (Object.keys(COLUMNS) as Column[]).find((column) => column.toLowerCase() === plain || (COLUMNS[column] as readonly string[]).includes(plain));
};

const SEPARATORS = [',', ';', '\t'] as const;
/** What spreadsheet programs call a file of text, or a workbook. */
const MEDIA_TYPES = ['text/csv', 'application/vnd.ms-excel'] as const;

/** UTF-8, with or without its mark; what is none is GB18030, as files of Chinese offices are. */
const textOf = (bytes: Uint8Array): string => {
  // A text has no zero in it, and a workbook has many.
  if (bytes.includes(0)) throw problems.invalid([wrong('', 'credit/csv-workbook', { en: 'The file is a workbook and no text; save it as CSV in your spreadsheet program.', zh: '文件是电子表格工作簿而非文本；请在表格软件中另存为 CSV。' })]);
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one, or told below.
    }
  }
  throw problems.invalid([wrong('', 'credit/csv-encoding', { en: 'The file is neither UTF-8 nor GB18030; save it as one of them.', zh: '文件既不是 UTF-8 也不是 GB18030 编码；请另存为其一。' })]);
};

/** The separator is what stands most often in the header, so that a comma in an amount separates nothing in a file with semicolons. */
const separatorOf = (text: string): string | undefined => {
  const header = text.split(/\r?\n/).find((line) => line.trim() !== '') ?? '';
  const often = (separator: string): number => header.split(separator).length - 1;
  const [most = ','] = SEPARATORS.toSorted((a, b) => often(b) - often(a));
  return often(most) > 0 ? most : undefined;
};

const rowsOf = (text: string): readonly (readonly string[])[] => {
  const delimiter = separatorOf(text);
  if (delimiter === undefined) throw problems.invalid([wrong('/header', 'credit/csv-separator', { en: 'No comma, semicolon or tab stands in the header; separate the columns by one of them.', zh: '表头中没有逗号、分号或制表符；请用其一分隔各列。' })]);
  try {
    return parse(text, { delimiter, bom: true, trim: true, skip_empty_lines: true, skip_records_with_empty_values: true, relax_column_count: true });
  } catch (error) {
    throw problems.invalid([wrong('', 'credit/csv-malformed', { en: `The file cannot be read as CSV: ${(error as Error).message}`, zh: `文件无法按 CSV 读取：${(error as Error).message}` })]);
  }
};

/** 1,234,567.00 as spreadsheets write it is 1234567.00. */
const amountOf = (cell: string): string => (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(cell) ? cell.replaceAll(',', '') : cell);

/** 2026/6/30, 2026.6.30 and 2026年6月30日 are 2026-06-30; what is none of these is left to the schema. */
const dayOf = (cell: string | undefined): string | undefined => {
  const [, year, month = '', day = ''] = /^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)$/.exec(cell ?? '')?.filter((part) => part !== undefined) ?? [];
  return year === undefined ? cell : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};

/** The row of sums with which a file may end; it is no line. */
const isTotal = (row: readonly string[]): boolean => /^(合计|总计|total)[:：]?$/i.test((row.find((cell) => cell !== '') ?? '').replaceAll(/\s/g, ''));

/** What the rest is told of, where the only fault so far is one of dates. */
const faultsBeside = (statement: object): readonly Fault[] =>
  faultsOf((statementBody.safeParse(JSON.parse(JSON.stringify(statement))).error?.issues ?? []) as Parameters<typeof faultsOf>[0]);

/**
 * A bank's file as the same statement in JSON, which is then checked as any other: one line a row, under a header in English or
 * Chinese, and a row of sums at the end, which is left out. The cut-off date, and the first day where there is one, stand in each
 * row and are the same in all.
 */
export const statementFromCsv = (bytes: Uint8Array): object => {
  const [header = [], ...all] = rowsOf(textOf(bytes));
  const rows = isTotal(all.at(-1) ?? []) ? all.slice(0, -1) : all;
  const columns = header.map(columnOf);
  const twice = columns.find((column, n) => column !== undefined && columns.indexOf(column) < n);
  const missing = (['cutOff', 'outstanding'] as const).filter((column) => !columns.includes(column));
  const faults = [
    ...header.flatMap((title, n) => (columns[n] === undefined ? [wrong(`/header/${n}`, 'credit/csv-column-unknown', { en: `"${title}" is no column; the columns are ${Object.values(COLUMNS).map(([name]) => name).join(', ')}.`, zh: `“${title}”不是可识别的列；可用的列：${Object.values(COLUMNS).map((names) => names.find((name) => /\p{Script=Han}/u.test(name)) ?? names[0]).join('、')}。` })] : [])),
    ...(twice ? [wrong('/header', 'credit/csv-column-twice', { en: `The column "${COLUMNS[twice][0]}" stands twice.`, zh: `列“${COLUMNS[twice][0]}”重复。` })] : []),
    ...missing.map((column) => wrong('/header', 'credit/csv-column-missing', { en: `The column "${COLUMNS[column][0]}" is missing.`, zh: `缺少列“${COLUMNS[column].at(-1)}”。` })),
  ];
  const long = rows.flatMap((row, n) => (row.length === header.length ? [] : [wrong(`/lines/${n}`, 'credit/csv-malformed', { en: `The row has ${row.length} cells and the header ${header.length}; put an amount with a comma between quotation marks.`, zh: `该行有 ${row.length} 格，表头有 ${header.length} 格；带逗号的金额请加引号。` })]));
  if (faults.length + long.length > 0) throw problems.invalid([...faults, ...long]);
  const cellOf = (row: readonly string[], column: Column): string | undefined => row[columns.indexOf(column)] || undefined;
  const dateIn = (row: readonly string[] | undefined, column: 'cutOff' | 'from'): string | undefined => dayOf(cellOf(row ?? [], column));
  const dates: Fault[] = [];
  for (const column of ['cutOff', 'from'] as const) {
    const other = rows.findIndex((row) => dateIn(row, column) !== dateIn(rows[0], column));
    if (other >= 0) dates.push(wrong(`/lines/${other}`, 'credit/csv-dates-differ', { en: `"${COLUMNS[column][0]}" is not the same in all rows; send one file a cut-off date.`, zh: `各行的“${COLUMNS[column].at(-1)}”不一致；每个截止日请单独报送。` }));
  }
  const lines = rows.map((row) => {
    const currency = cellOf(row, 'currency') ?? 'CNY';
    const amounts = AMOUNTS.flatMap((column) => {
      const cell = cellOf(row, column);
      return cell === undefined ? [] : [[column, { amount: amountOf(cell), currency }] as const];
    });
    return { line: cellOf(row, 'line'), reference: cellOf(row, 'reference'), creditCode: cellOf(row, 'creditCode'), ...Object.fromEntries(amounts) };
  });
  const statement = { cutOff: dateIn(rows[0], 'cutOff'), from: dateIn(rows[0], 'from'), lines };
  if (dates.length > 0) throw problems.invalid([...dates, ...faultsBeside(statement)]);
  return statement;
};

/** Lets a bank send its file as it is. On every other route it is 415, as any body but JSON is. */
export const takeStatements = (fastify: Pick<FastifyInstance, 'addContentTypeParser'>): void => {
  fastify.addContentTypeParser([...MEDIA_TYPES], { parseAs: 'buffer' }, (request: FastifyRequest, body: Buffer, done: (error: Error | null, body?: unknown) => void) => {
    if (request.routeOptions.url !== ROUTE) return done(Object.assign(new Error('Files are for statements.'), { statusCode: 415 }));
    try {
      // Without what is not stated, as JSON would be sent.
      return done(null, JSON.parse(JSON.stringify(statementFromCsv(body))));
    } catch (error) {
      return done(error as Error);
    }
  });
};
