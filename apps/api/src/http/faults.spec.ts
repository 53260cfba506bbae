import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evidenceSchema } from '@entente/domain/evidence/document';
import type { Fault } from '@entente/domain/kernel/refusal';
import { regionSchema, responsibleSchema } from '@entente/domain/signing/signing';
import { z } from 'zod';
import { faultsOf } from './faults.js';
import { limitSchema, positionSchema } from './paging.js';
import { validation } from './validation.js';
import { wordsOf } from './wording.js';

const faults = (schema: z.ZodType, value: unknown): readonly Fault[] => faultsOf((schema.safeParse(value).error?.issues ?? []) as Parameters<typeof faultsOf>[0]);
const told = (schema: z.ZodType, value: unknown): readonly string[] => faults(schema, value).map(({ pointer, code }) => `${pointer} ${code}`);
const said = (schema: z.ZodType, value: unknown): readonly string[] => faults(schema, value).flatMap(({ message }) => [message.en, message.zh]);
const ID = '019a0c00-0000-7000-8000-000000000001';

describe('what a schema finds wrong', () => {
  it('is told with where it stands, all of it at once', () =>
    expect(told(z.strictObject({ a: z.array(z.int()), 'b/c': z.string() }), { a: [1, 'x'], 'b/c': 2, d: 3, 'e/f': 4 })).toEqual([
      '/a/1 request/invalid-type', '/b~1c request/invalid-type', '/d request/unrecognized-keys', '/e~1f request/unrecognized-keys',
    ]));

  it('is told of the way of writing it that was meant, where there are several', () => {
    expect(told(evidenceSchema, [ID, { document: ID, sha256: 'ab' }, 'no id', { document: 'no id', sha256: 'cd'.repeat(32) }, { document: ID, sha256: 'cd'.repeat(32), page: 1 }])).toEqual([
      '/1/sha256 document/sha256-malformed', '/2 request/invalid-format', '/3/document request/invalid-format', '/4/page request/unrecognized-keys',
    ]);
    expect(told(z.union([z.literal('several'), regionSchema]), 'sevral')).toEqual([' region/unknown-code']);
    expect(told(z.union([z.string().refine(() => false), regionSchema]), 'somewhere')).toEqual([' region/unknown-code']);
  });

  it('is told as a choice where it has the type of none of them', () => {
    expect(told(evidenceSchema, [7])).toEqual(['/0 request/invalid-union']);
    expect(said(evidenceSchema, [7])).toEqual(['A text or an object belongs here, and this is a number.', '此处应为文本或对象，所填为数字。']);
    expect(said(z.object({ responsible: responsibleSchema }), {})).toEqual(['This is missing; give a text or an object.', '缺少此项；请填写文本或对象。']);
  });
});

describe('the words for it', () => {
  it.each([
    ['what is missing', z.object({ a: z.string() }), {}, 'This is missing; give a text.', '缺少此项；请填写文本。'],
    ['a number for a text', z.string(), 1, 'A text belongs here, and this is a number.', '此处应为文本，所填为数字。'],
    ['a list for an object', z.object({}), [], 'An object belongs here, and this is a list.', '此处应为对象，所填为列表。'],
    ['null for a list', z.array(z.string()), null, 'A list belongs here, and this is null.', '此处应为列表，所填为空值（null）。'],
    ['a text for a number', z.int(), '3', 'A number belongs here, and this is a text.', '此处应为数字，所填为文本。'],
    ['true for a text', z.string(), true, 'A text belongs here, and this is true or false.', '此处应为文本，所填为布尔值（true 或 false）。'],
    ['a parameter that is no number', positionSchema, 'abc', 'This is no number; write digits, such as 100.', '这不是数字；请写数字，如 100。'],
    ['a parameter that is not whole', limitSchema(10, 20), '1.5', 'This number is not whole; leave out the decimals.', '这不是整数；请去掉小数。'],
    ['one that is too small', limitSchema(10, 20), '0', 'This is too small; write 1 or more.', '数值过小；请填写 1 或更大的数。'],
    ['one that is too large', limitSchema(10, 20), '21', 'This is too large; write 20 or less.', '数值过大；请填写 20 或更小的数。'],
    ['what is empty', z.string().min(1), '', 'This is empty; fill it in.', '此项为空；请填写。'],
    ['what is too long', z.string().max(2), 'abc', 'This is too long; write at most 2 characters.', '过长；请至多写 2 个字符。'],
    ['a list that is too short', z.array(z.int()).min(2), [1], 'These are too few; give at least 2.', '项数过少；请至少填写 2 项。'],
    ['a list that is too long', z.array(z.int()).max(1), [1, 2], 'These are too many; give at most 1.', '项数过多；请至多填写 1 项。'],
    ['no choice', z.enum(['a', 'b']), 'c', 'Choose one of: a, b.', '请选填其一：a、b。'],
    ['another word', z.literal('OKP'), 'RSA', 'Nothing but OKP belongs here.', '此处只能填写 OKP。'],
    ['no id', z.guid(), 'x', 'Write an id as the api gives it, such as 019a0c00-0000-7000-8000-000000000001.', '请填写本接口给出的编号，如 019a0c00-0000-7000-8000-000000000001。'],
    ['a currency in small letters', z.string().regex(/^[A-Z]{3}$/), 'cny', 'Write the three capital letters of the currency, such as CNY.', '请写币种的三位大写字母，如 CNY。'],
    ['a field that is not known', z.strictObject({}), { a: 1 }, 'There is no such field here; leave it out.', '此处没有这个字段；请去掉。'],
  ])('%s', (_, schema, value, en, zh) => expect(said(schema, value)).toEqual([en, zh]));

  it('are those of people, for every pattern that the documents of the api hold', () => {
    const patterns = [...readFileSync(join(__dirname, '../../../../docs/openapi.json'), 'utf8').matchAll(/"pattern": (".*")/g)].map(([, text = '""']) => `/${JSON.parse(text) as string}/`);
    expect(patterns.length).toBeGreaterThan(5);
    const unknown = wordsOf({ code: 'invalid_format', message: '', format: 'regex', pattern: '/none of them/' });
    const wordless = patterns.filter((pattern) => wordsOf({ code: 'invalid_format', message: '', format: pattern.includes('{8}-') ? 'guid' : 'regex', pattern }).en === unknown.en);
    expect([...new Set(wordless)]).toEqual([]);
  });
});

describe('a question', () => {
  const schema = z.strictObject({ q: z.string().optional(), limit: limitSchema(10, 20) });
  const refused = async (value: object, type: 'query' | 'body' = 'query'): Promise<unknown> =>
    validation.transform(value, { type, schema } as never).then(() => [], ({ faults: all }: { faults: readonly Fault[] }) => all.map(({ pointer, code }) => `${pointer} ${code}`));

  it('that gives a parameter twice is told so, with all other faults', async () => {
    expect(await refused({ q: ['a', 'b'], limit: '0', colour: 'red' })).toEqual(['/q request/parameter-repeated', '/limit request/too-small', '/colour request/unrecognized-keys']);
    expect(await refused({ limit: ['1', '2'] })).toEqual(['/limit request/parameter-repeated']);
    expect(await refused({ q: 'a', limit: '2' })).toEqual([]);
  });

  it('is no body, whose lists are lists', async () => expect(await refused({ q: ['a', 'b'] }, 'body')).toEqual(['/q request/invalid-type']));
});
