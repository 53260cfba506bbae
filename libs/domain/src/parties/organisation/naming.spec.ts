import { bigramsOf, plainName } from '../../kernel/likeness.js';
import { matchOf, wordingsOf } from './naming.js';
import { alias, bodyAfter, CODE, history, register, rename, source } from './organisation.samples.js';

const branch = bodyAfter(history(register({ creditCode: CODE }), rename(), alias(), alias({ text: '中国工商很行成都分行', kind: 'misprint', confidence: '0.85' })));

describe('finding a body by what is printed', () => {
  it('compares letters and digits in one form', () => {
    expect(plainName('ＩＣＢＣ（Chengdu）·分行 ')).toBe('icbcchengdu分行');
    expect(bigramsOf('成都 成都')).toEqual(['成都', '都成']);
    expect([bigramsOf('川'), bigramsOf('·')]).toEqual([['川'], []]);
  });

  it.each<[printed: string, by: string, score: string]>([
    ['工商银行成都市分行', 'name', '1.00'],
    ['icbc chengdu branch', 'name', '1.00'],
    ['中国工商银行（成都分行）', 'former-name', '1.00'],
    ['工行蓉分行', 'alias', '0.90'],
    ['中国工商很行成都分行', 'misprint', '0.85'],
    [` ${CODE.toLowerCase()} `, 'credit-code', '1.00'],
    ['工商银行成都市支行', 'name', '0.75'],
  ])('takes %s for the %s, with %s', (printed, by, score) => expect(matchOf(branch, printed)).toMatchObject({ by, score }));

  it('takes a known misprint for what it is, however like it is to the name', () => {
    const likely = bodyAfter(history(register(), alias({ text: '中国工商很行成都分行', kind: 'misprint', confidence: '0.3' })));
    expect(matchOf(likely, '中国工商很行成都分行')).toMatchObject({ by: 'misprint', score: '0.30' });
    expect(matchOf(likely, '中国工商狠行成都分行')).toMatchObject({ by: 'name', score: '0.77' });
  });

  it('believes a misprint that its source prints as far as it is known to be one', () => {
    const park = bodyAfter(history(register({ asPrinted: '中国工商很行成都分行' }), alias({ text: '中国工商很行成都分行', kind: 'misprint', confidence: '0.9' })));
    expect(matchOf(park, '中国工商很行成都分行')).toMatchObject({ by: 'misprint', score: '0.90' });
  });

  it('says where an alias is from', () => expect(matchOf(branch, '工行蓉分行')).toEqual({ matched: '工行蓉分行', by: 'alias', score: '0.90', source }));

  it.each(['中国建设银行重庆分行', '工商', '', '·'])('takes %s for something else', (printed) => expect(matchOf(branch, printed)).toBeUndefined());

  it('finds what the source printed', () => {
    expect(matchOf(bodyAfter(history(register({ asPrinted: '工行' }))), '工行')).toMatchObject({ by: 'alias', score: '1.00' });
  });

  it('knows all wordings once', () => expect(wordingsOf(branch)).toEqual(['中国工商银行成都分行', 'ICBC Chengdu Branch', '工商银行成都市分行', '工行蓉分行', '中国工商很行成都分行']));
});
