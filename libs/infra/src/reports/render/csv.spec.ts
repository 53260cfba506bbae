import type { DataSet, Figure } from '@entente/domain/reporting/dataset';
import { parse } from 'csv-parse/sync';
import { csvOf } from './csv.js';
import { csvForSpreadsheets } from './csv-text.js';
import { rich } from './sets.samples.js';

const words = (zh: string, en: string) => ({ zh, en });
const amount: Figure = { value: '7.00', low: '7.00', high: null, precision: 'approximate', unit: 'CNY', amountKind: 'contract-value', unknown: '3', origin: { kind: 'metric', metric: 'signings.contracted', definition: 1, question: {} } };
const set: DataSet = {
  ...rich, title: words('数据修订说明', '=Revisions'),
  tables: [{
    id: 'changes', title: words('数据修订', 'Changes'), rowsTitle: words('报表', 'Issue'), public: 'closed', columns: [{ id: 'new', title: words('现数', 'Now'), kind: 'figure' }, { id: 'why', title: words('原因', 'Why'), kind: 'text' }],
    rows: [{ id: 'i', title: words('快报', 'Brief'), cells: { new: amount, why: { text: words('补登', '\u3000@once') } } }],
  }],
};
const options = { base: '', codes: new Map([['changes/i/new', 'ABC']]), hashes: { data: '' } };
const rowsIn = (language: 'zh' | 'en', told = set): readonly Readonly<Record<string, string>>[] => parse(csvOf(told, language, options), { bom: true, columns: true, record_delimiter: '\r\n' });

describe('CSV', () => {
  it('tells every cell, texts too, with how many state nothing and what is known of the whole', () => {
    const known = { 报表: '数据修订说明', 报告期: '2024-12', '数据截止（北京时间）': '2025-01-06 09:00:00' };
    expect(rowsIn('zh')).toEqual([
      { 表: '数据修订', 行: '快报', 列: '现数', 数值: '7.00', 下限: '7.00', 上限: '', 准确性: '约数', 单位: 'CNY', 金额口径: '合同金额', 未说明项数: '3', 无数原因: '', 口径版本: 'signings.contracted@1', 编号: 'ABC', 路径: 'changes/i/new', ...known },
      { 表: '数据修订', 行: '快报', 列: '原因', 数值: '补登', 下限: '', 上限: '', 准确性: '', 单位: '', 金额口径: '', 未说明项数: '', 无数原因: '', 口径版本: '', 编号: '', 路径: 'changes/i/why', ...known },
    ]);
  });

  it('defuses whatever a spreadsheet would run', () => {
    expect(rowsIn('en').map((row) => [row['Value'], row['Report']])).toEqual([['7.00', "'=Revisions"], ["'\u3000@once", "'=Revisions"]]);
    const hidden = ['\u3000=1+1', '\u00a0+1', ' ＝1', '\t\u2003－1', '\u22121', '＠x', '-1+1'];
    expect(csvForSpreadsheets([[...hidden, '-1.5', '1-2', '约-1']]).toString('utf8')).toBe(`\uFEFF${hidden.map((each) => `'${each}`).join(',')},-1.5,1-2,约-1\r\n`);
  });
});
