import { parse } from 'csv-parse/sync';
import type { Fault, Words } from '@entente/domain/kernel/refusal';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problems } from '../../http/problems.js';

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

/** UTF-8, with or without its mark; what is none is GB18030, as files of Chinese offices are. */
const textOf = (bytes: Uint8Array): string => {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one, or told below.
    }
  }
  throw problems.invalid([wrong('', 'credit/csv-encoding', { en: 'The file is neither UTF-8 nor GB18030; save it as one of them.', zh: '文件既不是 UTF-8 也不是 GB18030 编码；请另存为其一。' })]);
};

const rowsOf = (text: string): readonly (readonly string[])[] => {
  try {
    return parse(text, { bom: true, trim: true, skip_empty_lines: true, skip_records_with_empty_values: true });
  } catch (error) {
    throw problems.invalid([wrong('', 'credit/csv-malformed', { en: `The file cannot be read as CSV: ${(error as Error).message}`, zh: `文件无法按 CSV 读取：${(error as Error).message}` })]);
  }
};

/** 1,234,567.00 as spreadsheets write it is 1234567.00. */
const amountOf = (cell: string): string => (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(cell) ? cell.replaceAll(',', '') : cell);

/**
 * A bank's file as the same statement in JSON, which is then checked as any other: one line a row, under a header in English or
 * Chinese. The cut-off date, and the first day where there is one, stand in each row and are the same in all.
 */
export const statementFromCsv = (bytes: Uint8Array): object => {
  const [header = [], ...rows] = rowsOf(textOf(bytes));
  const columns = header.map(columnOf);
  const twice = columns.find((column, n) => column !== undefined && columns.indexOf(column) < n);
  const missing = (['cutOff', 'outstanding'] as const).filter((column) => !columns.includes(column));
  const faults = [
    ...header.flatMap((title, n) => (columns[n] === undefined ? [wrong(`/header/${n}`, 'credit/csv-column-unknown', { en: `"${title}" is no column; the columns are ${Object.values(COLUMNS).map(([name]) => name).join(', ')}.`, zh: `“${title}”不是可识别的列；可用的列：${Object.values(COLUMNS).map((names) => names.find((name) => /\p{Script=Han}/u.test(name)) ?? names[0]).join('、')}。` })] : [])),
    ...(twice ? [wrong('/header', 'credit/csv-column-twice', { en: `The column "${COLUMNS[twice][0]}" stands twice.`, zh: `列“${COLUMNS[twice][0]}”重复。` })] : []),
    ...missing.map((column) => wrong('/header', 'credit/csv-column-missing', { en: `The column "${COLUMNS[column][0]}" is missing.`, zh: `缺少列“${COLUMNS[column].at(-1)}”。` })),
  ];
  const cellOf = (row: readonly string[], column: Column): string | undefined => row[columns.indexOf(column)] || undefined;
  for (const column of ['cutOff', 'from'] as const) {
    const other = rows.findIndex((row) => cellOf(row, column) !== cellOf(rows[0] ?? [], column));
    if (other >= 0) faults.push(wrong(`/lines/${other}`, 'credit/csv-dates-differ', { en: `"${COLUMNS[column][0]}" is not the same in all rows; send one file a cut-off date.`, zh: `各行的“${COLUMNS[column].at(-1)}”不一致；每个截止日请单独报送。` }));
  }
  if (faults.length > 0) throw problems.invalid(faults);
  const lines = rows.map((row) => {
    const currency = cellOf(row, 'currency') ?? 'CNY';
    const amounts = AMOUNTS.flatMap((column) => {
      const cell = cellOf(row, column);
      return cell === undefined ? [] : [[column, { amount: amountOf(cell), currency }] as const];
    });
    return { line: cellOf(row, 'line'), reference: cellOf(row, 'reference'), creditCode: cellOf(row, 'creditCode'), ...Object.fromEntries(amounts) };
  });
  return { cutOff: cellOf(rows[0] ?? [], 'cutOff'), from: cellOf(rows[0] ?? [], 'from'), lines };
};

/** Lets a bank send its file as it is. On every other route it is 415, as any body but JSON is. */
export const takeStatements = (fastify: Pick<FastifyInstance, 'addContentTypeParser'>): void => {
  fastify.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (request: FastifyRequest, body: Buffer, done: (error: Error | null, body?: unknown) => void) => {
    if (request.routeOptions.url !== ROUTE) return done(Object.assign(new Error('Files are for statements.'), { statusCode: 415 }));
    try {
      // Without what is not stated, as JSON would be sent.
      return done(null, JSON.parse(JSON.stringify(statementFromCsv(body))));
    } catch (error) {
      return done(error as Error);
    }
  });
};
