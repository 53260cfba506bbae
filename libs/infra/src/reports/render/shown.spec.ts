import type { Figure } from '@entente/domain/reporting/dataset';
import { remarksOn } from './reasons-told.js';
import { exactOf, shownOf } from './shown.js';
import { figure } from './xlsx/cells.js';

const [zh, en] = [{ language: 'zh', money: 'yi' }, { language: 'en', money: 'yi' }] as const;
const of = (value: string, unit: string, more: Partial<Figure> = {}): Figure => ({ value, low: value, high: value, precision: 'exact', unit, origin: { kind: 'records', streams: [] }, ...more });

describe('units that count', () => {
  it.each([['1', 'project', '1 project'], ['2', 'project', '2 projects'], ['0', 'project', '0 projects'], ['-1', 'firm', '-1 firm'], ['1', 'days', '1 day'], ['11', 'organisation', '11 bodies'], ['1', 'organisation', '1 body'], ['1', 'person', '1 person'], ['1.5', 'pact', '1.5 pacts']])
  ('of %s %s read %s', (value, unit, told) => expect([shownOf(of(value, unit), en).whole, exactOf(of(value, unit), 'en')]).toEqual([told, told]));

  it('head a column as many, and are one word in Chinese', () => {
    expect([shownOf(of('1', 'project'), en).unit, shownOf(of('1', 'project'), zh).whole]).toEqual(['projects', '1 个']);
    expect(shownOf(of('1', 'project', { high: null, precision: 'approximate' }), en).whole).toBe('≥ 1 project');
  });

  it('agree with the sentence of what states nothing', () => {
    const remarks = (unknown: string) => remarksOn(of('7.00', 'CNY', { unknown }), en);
    expect([remarks('1'), remarks('2')]).toEqual([['1 more states no amount and is not in it.'], ['2 more state no amount and are not in it.']]);
  });
});

describe('a number of a workbook', () => {
  const cell = (told: Figure, look: typeof zh | typeof en, heading = '') => figure({ kind: 'figure', text: '', path: '', notes: [], shown: shownOf(told, look), figure: told }, heading) as Readonly<{ value: unknown; format?: string }>;

  it.each([
    ['11500000000.00', 'CNY', {}, [115, '#,##0.00"亿元"'], [11.5, '"CNY "#,##0.000" billion";"CNY "-#,##0.000" billion"']],
    ['12', 'project', {}, [12, '#,##0" 个"'], [12, '#,##0" projects"']], ['1', 'project', {}, [1, '#,##0" 个"'], [1, '#,##0" project"']], ['7.9', '%', {}, [7.9, '#,##0.0"%"'], [7.9, '#,##0.0"%"']],
    ['3000000000.00', 'CNY', { low: '2500000000.00', high: '3500000000.00', precision: 'approximate' }, [30, '"约"#,##0.00"亿元";"约"-#,##0.00"亿元"'], [3, '"≈ CNY "#,##0.000" billion";"≈ CNY "-#,##0.000" billion"']],
    ['123456789012345678.90', 'CNY', {}, ['1234567890.123456789亿元 *', undefined], ['CNY 123456789.0123456789 billion *', undefined]],
  ] as const)('of %s %s has its unit in its format, where the printed text has it', (value, unit, more, chinese, english) => {
    const [inChinese, inEnglish] = [cell(of(value, unit, more), zh), cell(of(value, unit, more), en)];
    expect([[inChinese.value, inChinese.format], [inEnglish.value, inEnglish.format]]).toEqual([chinese, english]);
  });

  it('has no unit where the heading names it', () => expect(cell(of('11500000000.00', 'CNY'), en, 'CNY billion')).toMatchObject({ value: 11.5, format: '#,##0.000' }));

  it('is never less than nothing and printed as nothing', () => {
    expect(cell(of('-50000.00', 'CNY'), zh)).toMatchObject({ value: 0, format: '#,##0.00"亿元"' });
    expect(cell(of('-500000.00', 'CNY'), zh)).toMatchObject({ value: -0.005 });
    expect(cell(of('50000.00', 'CNY'), zh)).toMatchObject({ value: 0.0005 });
  });
});
