import { Problem } from '../../http/problems.js';
import { statementFromCsv } from './statement-csv.js';

const CSV = '截止日,贷款编号,统一社会信用代码,授信额度,用信余额,本期投放,逾期\r\n2026-06-30,ICBC-1,,"1,000,000.00",300000,0,\r\n\r\n2026-06-30,,91440300708461136T,,7.50,,7.50\r\n';
const asRead = {
  cutOff: '2026-06-30', from: undefined, lines: [
    { line: undefined, reference: 'ICBC-1', creditCode: undefined, limit: { amount: '1000000.00', currency: 'CNY' }, outstanding: { amount: '300000', currency: 'CNY' }, drawn: { amount: '0', currency: 'CNY' } },
    { line: undefined, reference: undefined, creditCode: '91440300708461136T', outstanding: { amount: '7.50', currency: 'CNY' }, due: { amount: '7.50', currency: 'CNY' } },
  ],
};
/** “截止日,余额” and a row, as GB18030 writes it. */
const GB18030 = Buffer.concat([Buffer.from('bdd8d6b9c8d52cd3e0b6ee2cb4fbbfeeb1e0bac50a', 'hex'), Buffer.from('2026-06-30,5,A-1\n')]);

const faultsOf = (bytes: Uint8Array | string): readonly string[] => {
  try {
    return [JSON.stringify(statementFromCsv(Buffer.from(bytes as string)))];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.faults.map(({ pointer, code }) => `${pointer} ${code}`);
  }
};

describe('a bank’s file in CSV', () => {
  it('is the same statement as in JSON, with or without the mark of UTF-8', () => {
    for (const mark of ['', '\uFEFF']) expect(statementFromCsv(Buffer.from(`${mark}${CSV}`))).toEqual(asRead);
  });

  it('may have its header in English, in any order and in another currency', () =>
    expect(statementFromCsv(Buffer.from('Outstanding,Currency,Cut-off,Reference,From\n5,USD,2026-06-30,A-1,2026-06-01'))).toEqual({
      cutOff: '2026-06-30', from: '2026-06-01', lines: [{ line: undefined, reference: 'A-1', creditCode: undefined, outstanding: { amount: '5', currency: 'USD' } }],
    }));

  it('is read as GB18030 where it is no UTF-8', () => expect(statementFromCsv(GB18030)).toMatchObject({ cutOff: '2026-06-30', lines: [{ reference: 'A-1', outstanding: { amount: '5' } }] }));

  it('tells what is wrong with its header, its dates and its rows', () => {
    expect(faultsOf('截止日,说明,截止日期\n2026-06-30,x,2026-06-30')).toEqual(['/header/1 credit/csv-column-unknown', '/header credit/csv-column-twice', '/header credit/csv-column-missing']);
    expect(faultsOf('截止日,余额,授信编号\n2026-06-30,1,A-1\n2026-07-31,1,A-2')).toEqual(['/lines/1 credit/csv-dates-differ']);
    // Dates that differ hide nothing of what else is wrong.
    expect(faultsOf('截止日,余额,授信编号\n2026-06-30,很多,A-1\n2026-07-31,1,\n2026-06-30,1,A-1')).toEqual([
      '/lines/1 credit/csv-dates-differ', '/lines/0/outstanding/amount money/malformed', '/lines/1/line credit/line-not-named', '/lines/2 credit/line-twice',
    ]);
    expect(faultsOf('截止日,余额\n2026-06-30,1\n2026-06-30,1,2')).toEqual(['/lines/1 credit/csv-malformed']);
    expect(faultsOf('截止日,余额\n2026-06-30,"1')).toEqual([' credit/csv-malformed']);
    expect(faultsOf('截止日|余额\n2026-06-30|1')).toEqual(['/header credit/csv-separator']);
    expect(faultsOf(Buffer.from('504b030414000600080000002100', 'hex'))).toEqual([' credit/csv-workbook']);
    expect(faultsOf(Buffer.from([0xff, 0xff, 0x80]))).toEqual([' credit/csv-encoding']);
  });

  it('may be separated by semicolons or tabs, and then has commas in its amounts', () => {
    for (const separator of [';', '\t']) {
      const file = [['截止日', '授信编号', '余额'], ['2026-06-30', 'A-1', '1,234.50']].map((row) => row.join(separator)).join('\r\n');
      expect(statementFromCsv(Buffer.from(file))).toMatchObject({ cutOff: '2026-06-30', lines: [{ reference: 'A-1', outstanding: { amount: '1234.50' } }] });
    }
  });

  it('writes its days as spreadsheets do, which are the same day', () => {
    const file = ['2026/6/30', '2026-06-30', '2026-6-30', '2026.06.30', '2026年6月30日', '2026年06月30日'].map((day, n) => `${day},2026/06/01,A-${n},1`).join('\n');
    expect(statementFromCsv(Buffer.from(`截止日期,起始日期,授信编号,余额\n${file}`))).toMatchObject({ cutOff: '2026-06-30', from: '2026-06-01' });
    for (const day of ['20260630', '30/06/2026', '2026/06-30x', '2026年6月']) expect(statementFromCsv(Buffer.from(`截止日,余额\n${day},1`))).toMatchObject({ cutOff: day });
  });

  it('may end with a row of sums, which is no line', () => {
    for (const total of ['合计', '总 计：', 'Total']) expect(statementFromCsv(Buffer.from(`截止日,授信编号,余额\n2026-06-30,A-1,5\n${total},,5`))).toMatchObject({ lines: [{ reference: 'A-1' }] });
    expect((statementFromCsv(Buffer.from('截止日,授信编号,余额\n2026-06-30,A-1,5\n,合计')) as { lines: object[] }).lines).toHaveLength(1);
    // In the midst of the file it is a row like any other, and one without a date.
    expect(faultsOf('截止日,授信编号,余额\n合计,,5\n2026-06-30,A-1,5')).toContain('/lines/1 credit/csv-dates-differ');
    expect(statementFromCsv(Buffer.from('截止日,授信编号,余额\n2026-06-30,总计,5'))).toMatchObject({ lines: [{ reference: '总计' }] });
  });

  it('leaves to the schema what it makes nothing of', () => {
    expect(statementFromCsv(Buffer.from('截止日,余额,授信编号\n2026-06-30,很多,A-1'))).toMatchObject({ lines: [{ outstanding: { amount: '很多' } }] });
    expect(statementFromCsv(Buffer.from('截止日,余额\n'))).toEqual({ cutOff: undefined, from: undefined, lines: [] });
  });
});
