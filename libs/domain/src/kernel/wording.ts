import { isBelow, power, times, write } from './decimal.js';
import type { Decimal } from './money.js';
import { hundredths, type Numeral, readArabic, readChinese, TENTHS } from './numeral.js';

/** `~` is 约 (about), `<~` is 近 (nearly), `in` is a range such as 6—8. */
export type Comparator = '=' | '~' | '<~' | '>' | '>=' | '<' | '<=' | 'in';

/** A quantity as it was worded. `value` is null where only its magnitude is stated (几百万元); `unit` may be a currency. */
export type Quantity = Readonly<{
  op: Comparator;
  value: string | null;
  /** The other end of a range. */
  upper?: string;
  /** What one more in the last stated digit would add: 100000000 of 约10亿元. */
  lastDigit?: string;
  unit: string | null;
  text: string;
  /** 力争: striven for, and not promised. */
  aspirational?: boolean;
}>;

type Wording = Comparator | 'reach';

/** What stands before a number (notes, 8.1). 签约 and 最近 end like 约 and 近 and say nothing of the number. */
const BEFORE: readonly (readonly [Wording, RegExp])[] = [
  ['>=', /(?:不低于|不少于|不小于|不下于|至少|最少|(?<![a-z])(?:at least|no(?:t)? (?:less|fewer) than))$/i],
  ['<=', /(?:不超过|未超过|不高于|不多于|不大于|至多|最多|(?<![a-z])(?:no(?:t)? more than|at most|up to))$/i],
  ['<', /(?:不足|不满|不到|未达到?|低于|少于|小于|(?<![a-z])(?:less than|fewer than|below|under))$/i],
  ['>', /(?:超过|超|突破|高于|多于|大于|逾|(?<![a-z])(?:more than|over|above|exceed(?:s|ed|ing)?))$/i],
  ['<~', /(?:接近|将近|(?<![最附邻])近|(?<![a-z])(?:nearly|almost|close to))$/i],
  ['~', /(?:大约|(?<![签契合公节条履违预制])约|大概|(?<![a-z])(?:about|around|roughly|some|approximately))$/i],
  /** At least x as a target; as an observation some read it as x itself (notes, 8.1 and 10). */
  ['reach', /(?:达到|(?<![到发直])达|(?<![a-z])reach(?:es|ed|ing)?)$/i],
];
const AFTER: readonly (readonly [Comparator, RegExp])[] = [
  ['>=', /[及或]?以上|or more|and above|or above/i],
  ['<=', /[及或]?以下|以内|or less|or fewer/i],
  ['~', /左右|上下|or so/i],
];
const STRIVING = /(?:力争|争取|striv(?:e|es|ing) (?:to|for))$/i;
/** 上千, 过百: only before a bare power of ten. */
const BEFORE_POWER: typeof BEFORE = [['>=', /(?<!以)上$/], ['>', /(?<![通经])过$/]];
const FILLING = /[\s:：为了+]+$/;
/** A unit or a prefix that is a currency. The plain dollar is nobody's in particular and stays a word. */
const CURRENCIES: readonly (readonly [code: string, words: string])[] = [
  ['USD', '美元|美金|u\\.?s\\.? ?dollars?|us\\$|usd'],
  ['HKD', '港元|港币|hong kong dollars?|hk dollars?|hk\\$|hkd'],
  ['EUR', '欧元|euros?|eur|€'],
  ['JPY', '日元|japanese yen|yen|jpy'],
  ['RUB', '卢布|rou?bles?|rub'],
  ['CNY', '元人民币|元|人民币|yuan|renminbi|rmb|cny'],
];
const startingCurrency = CURRENCIES.map(([code, words]) => [code, new RegExp(`^(?:${words})(?![a-z/])`, 'i')] as const);
const endingCurrency = CURRENCIES.map(([code, words]) => [code, new RegExp(`(?<![a-z])(?:${words})$`, 'i')] as const);

type Words = Readonly<{ op?: Wording; currency?: string; striving: boolean; found: boolean }>;

/** Takes the words in front of a number off, one by one, from the number outwards. */
const wordsBefore = (head: string, table: typeof BEFORE): Words => {
  let rest = head;
  let op: Wording | undefined;
  let currency: string | undefined;
  let striving = false;
  for (;;) {
    const comparator = table.find(([, words]) => words.test(rest));
    const money = endingCurrency.find(([, words]) => words.test(rest));
    const matched = comparator?.[1] ?? money?.[1] ?? [STRIVING, FILLING].find((words) => words.test(rest));
    if (matched === undefined) break;
    rest = rest.replace(matched, '');
    striving ||= matched === STRIVING;
    // The word nearest to the number counts, but 达到 gives way to one that says more: 约达到.
    if (comparator !== undefined) op = op === undefined || op === 'reach' ? comparator[0] : op;
    else currency ??= money?.[0];
  }
  return { ...(op && { op }), ...(currency && { currency }), striving, found: rest !== head };
};

type Found = Readonly<{ number: Numeral; upper?: Decimal; words: Words }>;

/** 6—8, 5000万—1亿, and 1—2万, where the multiplier is meant for both. */
const rangeFrom = (first: Numeral): Readonly<{ first: Numeral; second: Numeral }> | undefined => {
  const gap = /^([^\d\s,，、。；~—–-]{0,4}?)\s*(?:--?|——?|–|~|至|(?<!达)到|to )\s*(?=\d)/;
  const [between, unit = ''] = gap.exec(first.rest) ?? [];
  const second = between === undefined ? undefined : readArabic(first.rest.slice(between.length));
  // Two numbers of different units, such as a year and an amount, are no range.
  if (first.value === null || second?.value == null || !second.rest.startsWith(unit)) return undefined;
  const shared = first.factor === 1n && unit === '' ? times(first.value, second.factor ?? 1n) : first.value;
  const low = isBelow(shared, second.value) ? shared : first.value;
  return isBelow(low, second.value) ? { first: { ...first, value: low }, second } : undefined;
};

const findArabic = (text: string): Found | undefined => {
  const start = text.search(/\d/);
  const [head, tail] = [text.slice(0, start), text.slice(start)];
  const sign = /(?<![a-z])[-−]$/i.test(head) ? -1n : 1n;
  const words = wordsBefore(head.replace(/[-−+]$/, ''), BEFORE);
  const [fraction, above, below] = /^(\d{1,9})\/([1-9]\d{0,8})(?!\d)/.exec(tail) ?? [];
  if (fraction !== undefined && above !== undefined && below !== undefined) {
    const value = hundredths(BigInt(above), BigInt(below));
    if (value.digits > 100n * power(value.scale)) return undefined;
    return { number: { value, unit: '%', rest: tail.slice(fraction.length) }, words };
  }
  const number = readArabic(tail);
  if (number?.value == null) return undefined;
  const range = rangeFrom(number);
  if (range?.second.value != null) {
    return { number: { ...range.second, value: range.first.value }, upper: range.second.value, words };
  }
  if (!TENTHS.test(number.rest)) return { number: { ...number, value: times(number.value, sign) }, words };
  const place = times(number.place ?? { digits: 1n, scale: 0 }, 10n);
  return { number: { value: times(number.value, 10n), place, unit: '%', rest: number.rest.slice(1) }, words };
};

/** Numerals count at the beginning or after a word of comparison only: elsewhere they are often no number. */
const findChinese = (text: string): Found | undefined => {
  for (let index = 0; index < text.length; index += 1) {
    const [head, tail] = [text.slice(0, index), text.slice(index)];
    const words = wordsBefore(head, /^[百千万亿半]/.test(tail) ? [...BEFORE, ...BEFORE_POWER] : BEFORE);
    const number = index === 0 || words.found ? readChinese(tail) : undefined;
    if (number !== undefined) return { number, words };
  }
  return undefined;
};

/** The unit and the word after the number, up to the next punctuation: `元` and 以上 of 元以上. */
const wordsAfter = (rest: string): Readonly<{ op?: Comparator; unit: string | null }> => {
  const clause = rest.split(/[，。；、,;（）()]|\.$/)[0] ?? '';
  const [op, words] = AFTER.find(([, after]) => after.test(clause)) ?? [];
  const unit = (words === undefined ? clause : (clause.split(words)[0] ?? '')).trim();
  const currency = startingCurrency.find(([, money]) => money.test(unit))?.[0];
  const known = /^(?:%|per ?cent(?!age))/i.test(unit) ? '%' : currency;
  return { ...(op && { op }), unit: known ?? (unit === '' ? null : unit) };
};

/** A quantity is a phrase; a longer text is a story, and would take long to search. */
const LENGTH_MAX = 120;

/**
 * Reads one quantity as it was worded, in Chinese or English (notes, 8.1 and 8.2): `不足70亿元`, `5700多亿元`, `6—8个`,
 * `超过1/3`, `八成以上`, `nearly 7 billion yuan`. Values are exact and in whole units (元, not 亿元), fractions and
 * tenths in per cent (a third is 33.33). Undefined where there is no number or more than one, where the text is longer
 * than 120 characters, and of 近3年, which is a time and not a quantity.
 *
 * @param reading how 达到x is read: at least x as a target, and in general (notes, 10), but x as an observation (8.1).
 */
export const parseQuantity = (text: string, reading: 'target' | 'observation' = 'target'): Quantity | undefined => {
  const plain = text.replace(/[０-９Ａ-Ｚａ-ｚ．％／～－＋＄]/g, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  );
  if (plain.length > LENGTH_MAX) return undefined;
  const found = /\d/.test(plain) ? findArabic(plain) : findChinese(plain);
  if (found === undefined || /\d/.test(found.number.rest)) return undefined;
  const { number, upper, words } = found;
  const after = wordsAfter(number.rest);
  const reach: Comparator = reading === 'observation' && !words.striving ? '=' : '>=';
  const before = words.op === 'reach' ? reach : words.op;
  const about = number.value === null ? '~' : number.above ? '>' : (after.op ?? before ?? '=');
  // 元 after 港币 is no yuan.
  const counted = after.unit === null || after.unit === 'CNY' ? (words.currency ?? after.unit) : after.unit;
  const unit = number.unit ?? counted;
  if (about === '<~' && unit !== null && /^(?:年|个月|月|天|日|周|届)/.test(unit)) return undefined;
  return {
    op: upper === undefined ? about : 'in',
    value: number.value === null ? null : write(number.value, undefined),
    ...(upper && { upper: write(upper, undefined) }),
    ...(number.place && upper === undefined && { lastDigit: write(number.place, undefined) }),
    unit,
    text,
    ...(words.striving && { aspirational: true }),
  };
};
