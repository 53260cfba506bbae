import type { Words } from '@entente/domain/kernel/refusal';
import { z } from 'zod';

/** What a schema finds wrong, as far as words are made of it. */
export type Issue = Readonly<{
  code?: string; message: string; path?: readonly unknown[]; params?: { code?: string; words?: Words }; errors?: readonly (readonly Issue[])[];
  expected?: string; keys?: readonly string[]; origin?: string; minimum?: number | bigint; maximum?: number | bigint; inclusive?: boolean; format?: string; pattern?: string; values?: readonly unknown[];
}>;

const TYPES: Readonly<Record<string, Words>> = {
  string: { en: 'a text', zh: '文本' },
  number: { en: 'a number', zh: '数字' },
  int: { en: 'a whole number', zh: '整数' },
  boolean: { en: 'true or false', zh: '布尔值（true 或 false）' },
  object: { en: 'an object', zh: '对象' },
  record: { en: 'an object', zh: '对象' },
  array: { en: 'a list', zh: '列表' },
  null: { en: 'null', zh: '空值（null）' },
  NaN: { en: 'no number', zh: '非数字' },
  Infinity: { en: 'a number without end', zh: '无穷大' },
};

const UUID: Words = { en: 'Write an id as the api gives it, such as 019a0c00-0000-7000-8000-000000000001.', zh: '请填写本接口给出的编号，如 019a0c00-0000-7000-8000-000000000001。' };
const FROM_0_TO_1: Words = { en: 'Write a number from 0 to 1 with few decimals, such as 0.9.', zh: '请填写 0 至 1 之间的小数，位数不宜多，如 0.9。' };

/** How to write what is told by a pattern or a format. */
const FORMATS: Readonly<Record<string, Words>> = {
  guid: UUID,
  uuid: UUID,
  '/^[a-z0-9]+(-[a-z0-9]+)*$/': { en: 'Write lower-case letters, digits and hyphens, such as cisc-21.', zh: '请用小写字母、数字与连字符，如 cisc-21。' },
  '/^[a-z0-9]+([.-][a-z0-9]+)*$/': { en: 'Write lower-case letters and digits, with dots or hyphens between them, such as cisc-21.', zh: '请用小写字母与数字，中间可用点或连字符，如 cisc-21。' },
  '/^(0|[1-9]\\d{0,8})$/': { en: 'Write a whole number of at most nine digits without leading zeros, such as 700.', zh: '请写至多九位的整数，不带前导零，如 700。' },
  '/^[A-Z]{3}$/': { en: 'Write the three capital letters of the currency, such as CNY.', zh: '请写币种的三位大写字母，如 CNY。' },
  '/^\\d{1,20}(\\.\\d{1,9})?$/': { en: 'Write digits, with a point before up to nine decimals, such as 150 or 1.5.', zh: '请写数字，小数至多九位，如 150 或 1.5。' },
  '/^[0-9a-f]{64}$/': { en: 'Write a SHA-256 as 64 digits of lower-case hexadecimal (0-9, a-f).', zh: '请以 64 位小写十六进制（0-9、a-f）填写 SHA-256。' },
  '/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/': { en: 'Write 32 bytes as 43 characters of base64url, without padding.', zh: '请以 43 个字符的 base64url（不带填充）填写 32 个字节。' },
  '/^(0(\\.\\d{1,4})?|1(\\.0{1,4})?)$/': FROM_0_TO_1,
  '/^(0\\.\\d{1,2}|1(\\.0{1,2})?)$/': FROM_0_TO_1,
};
const MALFORMED: Words = { en: 'This is not written as it should be; the documents of the api (/docs) say how.', zh: '写法有误；写法见接口文档（/docs）。' };

export const NO_SUCH_FIELD: Words = { en: 'There is no such field here; leave it out.', zh: '此处没有这个字段；请去掉。' };

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What was received instead. The schema keeps no value, and names its type at the end of its own message. */
const received = ({ message }: Issue): string | undefined => /received (\S+)$/.exec(message)?.[1];

const ofType = (wanted: Words, issue: Issue): Words => {
  const got = received(issue);
  if (got === 'undefined') return { en: `This is missing; give ${wanted.en}.`, zh: `缺少此项；请填写${wanted.zh}。` };
  if (got === 'NaN') return { en: 'This is no number; write digits, such as 100.', zh: '这不是数字；请写数字，如 100。' };
  if (issue.expected === 'int' && got === 'number') return { en: 'This number is not whole; leave out the decimals.', zh: '这不是整数；请去掉小数。' };
  const is = got === undefined ? undefined : TYPES[got];
  return is ? { en: `${capital(wanted.en)} belongs here, and this is ${is.en}.`, zh: `此处应为${wanted.zh}，所填为${is.zh}。` } : { en: `${capital(wanted.en)} belongs here.`, zh: `此处应为${wanted.zh}。` };
};

const ofValues = (values: readonly unknown[]): Words => {
  const texts = values.map(String);
  return texts.length === 1 ? { en: `Nothing but ${texts[0]} belongs here.`, zh: `此处只能填写 ${texts[0]}。` } : { en: `Choose one of: ${texts.join(', ')}.`, zh: `请选填其一：${texts.join('、')}。` };
};

const tooSmall = (origin: string | undefined, least: number): Words => {
  if (origin === 'string') {
    return least === 1 ? { en: 'This is empty; fill it in.', zh: '此项为空；请填写。' } : { en: `This is too short; write at least ${least} characters.`, zh: `过短；请至少写 ${least} 个字符。` };
  }
  if (origin === 'array') return { en: `These are too few; give at least ${least}.`, zh: `项数过少；请至少填写 ${least} 项。` };
  return { en: `This is too small; write ${least} or more.`, zh: `数值过小；请填写 ${least} 或更大的数。` };
};

const tooBig = (origin: string | undefined, most: number): Words => {
  if (origin === 'string') return { en: `This is too long; write at most ${most} characters.`, zh: `过长；请至多写 ${most} 个字符。` };
  if (origin === 'array') return { en: `These are too many; give at most ${most}.`, zh: `项数过多；请至多填写 ${most} 项。` };
  return { en: `This is too large; write ${most} or less.`, zh: `数值过大；请填写 ${most} 或更小的数。` };
};

/** Of what may be written in several ways: the types that they have, where each is told by its type. */
const ofWays = (ways: readonly (readonly Issue[])[]): Words => {
  const wrong = ways.flatMap((way) => way.filter(({ code, path = [] }) => code === 'invalid_type' && path.length === 0).slice(0, 1));
  const types = wrong.map(({ expected = '' }) => TYPES[expected]).filter((type) => type !== undefined);
  const [first] = wrong;
  if (!first || types.length < ways.length) return { en: 'This is in none of the ways in which it may be written; the documents of the api (/docs) give them.', zh: '不符合任何一种可用的写法；写法见接口文档（/docs）。' };
  return ofType({ en: types.map(({ en }) => en).join(' or '), zh: types.map(({ zh }) => zh).join('或') }, first);
};

const zh = z.locales.zhCN().localeError;
const en = z.locales.en().localeError;

const sentence = (say: typeof zh, issue: Issue): string => {
  const said = say(issue as never);
  return typeof said === 'string' ? said : (said?.message ?? issue.message);
};

/** What is wrong and what to do, in both languages and without the words of programmers. */
export const wordsOf = (issue: Issue): Words => {
  const { code, params, expected = '', values, origin, minimum, maximum, format, pattern, errors = [] } = issue;
  const wanted = TYPES[expected];
  if (params?.words) return params.words;
  if (code === 'invalid_type' && wanted) return ofType(wanted, issue);
  if (code === 'invalid_value' && values) return ofValues(values);
  if (code === 'too_small' && minimum !== undefined) return tooSmall(origin, Number(minimum));
  if (code === 'too_big' && maximum !== undefined) return tooBig(origin, Number(maximum));
  if (code === 'invalid_format') return FORMATS[pattern ?? ''] ?? FORMATS[format ?? ''] ?? MALFORMED;
  if (code === 'invalid_union') return ofWays(errors);
  return { en: sentence(en, issue), zh: sentence(zh, issue) };
};
