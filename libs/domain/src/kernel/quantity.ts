import { readDecimal, writeDecimal, type Decimal } from './money.js';

/** `~` is 约 (about), `<~` is 近 (nearly), `in` is a range such as 6—8. */
export type Comparator = '=' | '~' | '<~' | '>' | '>=' | '<' | '<=' | 'in';

/** What a stated quantity can be, as decimal strings, bounds included; `high` is null where the words set none. */
export type Interval = Readonly<{
  value: string;
  low: string;
  high: string | null;
  precision: 'exact' | 'approximate';
}>;

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

const power = (exponent: number): bigint => 10n ** BigInt(exponent);
const at = ({ digits, scale }: Decimal, wanted: number): bigint => digits * power(wanted - scale);
const add = (a: Decimal, b: Decimal, sign = 1n): Decimal => {
  const scale = Math.max(a.scale, b.scale);
  return { digits: at(a, scale) + sign * at(b, scale), scale };
};
const isBelow = (a: Decimal, b: Decimal): boolean => add(a, b, -1n).digits < 0n;
const times = (a: Decimal, factor: bigint): Decimal => ({ ...a, digits: a.digits * factor });

/** Without needless zeros: 1.50 is 1.5, and 100 is 100. */
const shortest = ({ digits, scale }: Decimal): Decimal => {
  let [rest, places] = [digits, scale];
  while (places > 0 && rest % 10n === 0n) [rest, places] = [rest / 10n, places - 1];
  return { digits: rest, scale: places };
};

/** Written with `decimals`; where they are too few, a bound moves outwards (-1 down, 1 up) and shuts nothing out. */
const write = (decimal: Decimal, decimals: number | undefined, outwards: -1 | 0 | 1 = 0): string => {
  const short = shortest(decimal);
  if (decimals === undefined) return writeDecimal(short);
  if (short.scale <= decimals) return writeDecimal({ digits: at(short, decimals), scale: decimals });
  const unit = power(short.scale - decimals);
  const shifted = short.digits + (outwards === 0 ? unit / 2n : outwards === 1 ? unit - 1n : 0n);
  const floor = (shifted - (((shifted % unit) + unit) % unit)) / unit;
  return writeDecimal({ digits: floor, scale: decimals });
};

const readOrThrow = (text: string | undefined): Decimal => {
  const decimal = text === undefined ? undefined : readDecimal(text);
  if (decimal === undefined) throw new RangeError(`'${text}' is not a decimal number`);
  return decimal;
};

/** The place of the last digit that is not a trailing zero: 10000000 of 10000000, and 0.1 of 486.70. */
const placeOfLastDigit = (value: Decimal): Decimal => {
  const { digits, scale } = shortest(value);
  let place = 1n;
  while (digits !== 0n && digits % (place * 10n) === 0n) place *= 10n;
  return { digits: place, scale };
};

/** The last digit as the words have it, where one clause of them states this very value. */
const statedDigit = (value: Decimal, text: string): Decimal | undefined => {
  for (const clause of [text, ...text.split(/[，。；、：（）]|, /)]) {
    const stated = parseQuantity(clause);
    if (stated?.lastDigit === undefined || stated.value !== write(value, undefined)) continue;
    return readDecimal(stated.lastDigit);
  }
  return undefined;
};

/**
 * What a quantity can be, given how it was worded (notes, section 10, "Approximation is an interval with words"):
 * 约x is x and half a unit of its last stated digit either way, 近x is from 0.9x to x, 超x and 达到x have no upper
 * bound, 不足x begins at 0, a range is itself (its `value` is its lower bound).
 *
 * @param options `text`: the words, from which the last stated digit is read; `upper`: the other end of a range;
 * `decimals`: how many decimals to write (as many as needed, where not given).
 * @throws RangeError where a number is malformed, a range has no upper end above the lower one, or 不足x is negative.
 */
export const intervalOf = (
  op: Comparator,
  value: string,
  options: Readonly<{ text?: string; upper?: string; decimals?: number }> = {},
): Interval => {
  const { text, upper, decimals } = options;
  const x = readOrThrow(value);
  const between = (low: Decimal, high: Decimal | null): Interval => ({
    value: write(x, decimals),
    low: write(low, decimals, -1),
    high: high === null ? null : write(high, decimals, 1),
    precision: op === '=' ? 'exact' : 'approximate',
  });
  const zero = { digits: 0n, scale: 0 };
  switch (op) {
    case '=':
      return between(x, x);
    case '~': {
      const place = (text === undefined ? undefined : statedDigit(x, text)) ?? placeOfLastDigit(x);
      const half = { digits: place.digits * 5n, scale: place.scale + 1 };
      return between(add(x, half, -1n), add(x, half));
    }
    case '<~': {
      const nineTenths = { digits: x.digits * 9n, scale: x.scale + 1 };
      return isBelow(x, zero) ? between(x, nineTenths) : between(nineTenths, x);
    }
    case '>':
    case '>=':
      return between(x, null);
    case '<':
    case '<=':
      if (isBelow(x, zero)) throw new RangeError(`'${value}' bounds nothing from above that begins at 0`);
      return between(zero, x);
    case 'in': {
      const end = readOrThrow(upper);
      if (!isBelow(x, end)) throw new RangeError(`'${value}' to '${upper}' is not a range`);
      return between(x, end);
    }
  }
};

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

/** A number that was read: `above` where 多, 余 or 几 follows it, `rest` what comes after it. */
type Numeral = Readonly<{
  value: Decimal | null;
  place?: Decimal;
  factor?: bigint;
  above?: boolean;
  unit?: string;
  rest: string;
}>;

const CHINESE_DIGITS = '零一二三四五六七八九';
const PLACES: Readonly<Record<string, bigint>> = {
  十: 10n, 百: 100n, 千: 1000n, 万: power(4), 亿: power(8),
  hundred: 100n, thousand: 1000n, million: power(6), billion: power(9), trillion: power(12),
};
/** 千万 is 1e7, 万亿 is 1e12 and 亿亿 is 1e16: multipliers in a row multiply (notes, 8.2). */
const factorOf = (word: string): bigint =>
  PLACES[word.toLowerCase()] ?? [...word].reduce((product, sign) => product * (PLACES[sign] ?? 1n), 1n);

/** Digits, 多 or 余, a multiplier, 多 or 余; 千 is none in 千瓦, and 百 is none in 百分点. */
const ARABIC = new RegExp(
  [
    /^(\d{1,3}(?:,\d{3})+(?!\d)|\d+)(\.\d+)?\s*(多|余(?!额)|几)?/,
    /((?:十|百(?!分)|千(?![瓦米克伏赫])|万|亿)*(?![a-z])|(?:hundred|thousand|million|billion|trillion)(?![a-z]))/,
    /(多|余(?!额)|\+)?/,
  ]
    .map(({ source }) => source)
    .join(''),
  'i',
);

/** 1,234.5, 5700多亿, 3亿5000万 */
const readArabic = (text: string): Numeral | undefined => {
  const [matched, whole, fraction = '', inner, multiplier = '', outer] = ARABIC.exec(text) ?? [];
  const number = whole === undefined ? undefined : readDecimal(`${whole.replaceAll(',', '')}${fraction}`);
  if (matched === undefined || number === undefined) return undefined;
  const factor = factorOf(multiplier);
  const place = { digits: factor, scale: number.scale };
  const [above, rest] = [Boolean(inner ?? outer), text.slice(matched.length)];
  const read = { value: times(number, factor), place, factor, above, rest };
  const more = above || factor === 1n ? undefined : readArabic(rest);
  if (more?.value == null || more.factor === undefined || more.factor === 1n || more.factor >= factor) return read;
  return { ...more, value: add(read.value, more.value) };
};

const hundredths = (above: bigint, below: bigint): Decimal => {
  for (let scale = 0; scale <= 12; scale += 1) {
    if ((above * 100n * power(scale)) % below === 0n) return { digits: (above * 100n * power(scale)) / below, scale };
  }
  return { digits: (above * 20_000n + below) / (below * 2n), scale: 2 };
};

/** 三十, 一百零五, 一万五 (15000), 千亿, 万亿; undefined where the signs are no number. */
const readNumerals = (signs: string): Readonly<{ value: bigint; place: bigint }> | undefined => {
  let [total, section, place, bare] = [0n, 0n, 1n, 0n];
  let digit: bigint | undefined;
  for (const sign of signs.replaceAll('两', '二').replaceAll('〇', '零')) {
    const factor = PLACES[sign];
    if (factor === undefined) {
      if (digit !== undefined && digit !== 0n) return undefined;
      digit = BigInt(CHINESE_DIGITS.indexOf(sign));
      [place, bare] = [1n, digit === 0n ? 0n : bare];
    } else if (factor < power(4)) {
      section += (digit || 1n) * factor;
      [digit, place, bare] = [undefined, factor, factor];
    } else {
      const before = section + (digit ?? 0n);
      if (total > 0n && (factor < power(8) ? before === 0n : total >= power(8) && before > 0n)) return undefined;
      total = factor < power(8) ? total + (before || 1n) * factor : (total + before || 1n) * factor;
      [section, digit, place, bare] = [0n, undefined, place * factor, factor];
    }
  }
  if (digit && bare > 10n) place = bare / 10n;
  return { value: total + section + (digit ?? 0n) * (bare > 10n ? place : 1n), place };
};

const NUMERALS = /^((?:[零〇一二两三四五六七八九十百万亿]|千(?![瓦米克伏赫]))+)(多|余(?!额)|几)?([万亿]*)(多|余(?!额))?/;

/** 成 as in 八成, and not as in 成立 or 成渝. */
const TENTHS = /^成(?![立果都渝员为功本交])/;

const readChinese = (text: string): Numeral | undefined => {
  const rest = (matched: string): string => text.slice(matched.length);
  const [half] = /^(?:一半|半数|半$)/.exec(text) ?? [];
  if (half !== undefined) return { value: { digits: 50n, scale: 0 }, unit: '%', rest: rest(half) };
  const [tenths, tens = '', ones] = /^([一二两三四五六七八九])成([一二三四五六七八九])?(?![立果都渝员为功本交])/.exec(text) ?? [];
  if (tenths !== undefined) {
    const [ten, one] = [readNumerals(tens)?.value ?? 0n, readNumerals(ones ?? '零')?.value ?? 0n];
    const place = { digits: ones === undefined ? 10n : 1n, scale: 0 };
    return { value: { digits: ten * 10n + one, scale: 0 }, place, unit: '%', rest: rest(tenths) };
  }
  const [vague] = /^(?:几[十百千万亿]*|数[十百千万亿]+)/.exec(text) ?? [];
  if (vague !== undefined) return { value: null, rest: rest(vague) };
  if (/^一[批些定系样致]/.test(text)) return undefined;
  const [matched, signs = '', inner, groups = '', outer] = NUMERALS.exec(text) ?? [];
  const number = readNumerals(signs + groups);
  if (matched === undefined || number === undefined) return undefined;
  const over = /^分之/.test(rest(matched)) ? NUMERALS.exec(rest(`${matched}分之`)) : null;
  const part = over === null ? undefined : readNumerals(`${over[1]}${over[3]}`);
  if (over !== null && part !== undefined && number.value > 0n) {
    const value = hundredths(part.value, number.value);
    return { value, unit: '%', above: Boolean(over[2] ?? over[4]), rest: rest(`${matched}分之${over[0]}`) };
  }
  const place = { digits: number.place, scale: 0 };
  return { value: { digits: number.value, scale: 0 }, place, above: Boolean(inner ?? outer), rest: rest(matched) };
};

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
