import { add, power, times } from './decimal.js';
import { readDecimal, type Decimal } from './money.js';

/** A number that was read: `above` where 多, 余 or 几 follows it, `rest` what comes after it. */
export type Numeral = Readonly<{
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
export const readArabic = (text: string): Numeral | undefined => {
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

export const hundredths = (above: bigint, below: bigint): Decimal => {
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
export const TENTHS = /^成(?![立果都渝员为功本交])/;

export const readChinese = (text: string): Numeral | undefined => {
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
