import { countSchema } from './count.js';

const read = (value: string | null | undefined, op: string | undefined, text: string): unknown => {
  const { success, data, error } = countSchema.safeParse({ ...(value === undefined ? {} : { value }), ...(op === undefined ? {} : { op }), text });
  return success ? [data.value, data.op] : error.issues.map((issue) => [`/${issue.path.join('/')}`, issue.code === 'custom' ? (issue.params as { code: string }).code : issue.code]);
};
const DIFFERS = [['/value', 'edition/words-differ']];

describe('a number of people', () => {
  it('is as sure as its words where no comparator is given', () => {
    const worded = [['700', '近700人'], ['200', '约200人'], ['120', '120人'], ['700', '700余人'], ['1000', '千余人'], ['500', '不少于500人'], ['13000', '超过1.3万人'], ['700', 'Nearly 700 people participated'], ['700', '达700人']] as const;
    expect(worded.map(([value, text]) => read(value, undefined, text))).toEqual([
      ['700', '<~'], ['200', '~'], ['120', '='], ['700', '>'], ['1000', '>'], ['500', '>='], ['13000', '>'], ['700', '<~'], ['700', '='],
    ]);
    for (const [value, text] of worded) expect([text, read(value, '<', text)]).toEqual([text, DIFFERS]);
  });

  it('says what its words say', () => {
    expect(read('700', '<~', '近700人')).toEqual(['700', '<~']);
    for (const [value, op, text] of [['500', '=', '近700人'], ['500', undefined, '近700人'], ['700', '=', '近700人'], ['700', '~', '近700人'], [undefined, undefined, '近700人'], [null, '=', '700人'], ['7', '=', '70名代表']] as const) {
      expect([value, op, text, read(value, op, text)]).toEqual([value, op, text, DIFFERS]);
    }
    // At least, or as observed: 达 is read either way.
    expect([read('700', '=', '达700人'), read('700', '>=', '达700人'), read('700', '~', '达700人')]).toEqual([['700', '='], ['700', '>='], DIFFERS]);
    expect([read('650', undefined, '600—700人'), read('600', '>=', '600—700人'), read('650', '=', '600—700人'), read('701', '~', '600—700人')]).toEqual([['650', '~'], ['600', '>='], DIFFERS, DIFFERS]);
  });

  it('is not compared with words that state no number of people, or several', () => {
    for (const text of ['多人', '众多嘉宾', '数百人', '5场共数百人', '第21届的观众', '来自20个国家和30个城市的嘉宾']) expect([text, read(null, undefined, text)]).toEqual([text, [null, '=']]);
    expect([read('700', '=', '400名代表和300名观众'), read('10', undefined, '十省')]).toEqual([['700', '='], ['10', '=']]);
  });

  it('is none where the words state none', () => {
    for (const text of ['多人', '众多嘉宾', '数百人', 'many guests']) expect([text, read('30', undefined, text), read('30', '~', text)]).toEqual([text, DIFFERS, DIFFERS]);
    for (const text of ['参会的共有三十人', 'a hall of thirty guests', 'thirty people']) expect([text, read('30', undefined, text)]).toEqual([text, ['30', '=']]);
  });

  it('is named where the words state several numbers, of which one is of people', () => {
    const texts = ['来自20个国家的300名代表', '二十个国家的三百名代表', '400名代表和300名观众', '第21届大会,300余人参加', 'some 300 delegates from 20 countries'];
    for (const text of texts) expect([text, read(null, undefined, text)]).toEqual([text, [['/value', 'edition/value-needed']]]);
    for (const text of texts) expect([text, read('300', undefined, text)]).toEqual([text, ['300', '=']]);
  });

  it('is told as malformed and no more where it is no number', () => expect(read('1.5', undefined, '近700人')).toEqual([['/value', 'invalid_format']]));
});
