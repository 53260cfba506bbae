import type { Precision } from '../../kernel/journal.js';
import { decimalsOf } from '../../kernel/money.js';
import type { Words } from '../../kernel/refusal.js';
import { formulaOf, type FormulaId } from './catalogue.js';
import { spreadOf } from './operand.js';
import { type Mark, markOf } from './outcome.js';
import { fraction, product, rationalOf, type Rounding, written } from './rational.js';

export type Language = keyof Words;
/** In what an amount is printed: as it is, in ten thousands, or in hundred millions. */
export type AmountUnit = '元' | '万元' | '亿元';

const POWERS: Readonly<Record<AmountUnit, bigint>> = { 元: 0n, 万元: 4n, 亿元: 8n };
const DECIMALS = 2;

/** Where there is no number. */
export const NOTHING = '—';

const scaled = (value: string, power: bigint, decimals: number, rounding: Rounding = 'nearest'): string =>
  written(product(rationalOf(value), fraction(1n, 10n ** power)), decimals, rounding);

/** 1234567.8 as 1,234,567.8 */
const separated = (number: string): string => {
  const [whole = '', decimals] = number.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...(decimals === undefined ? [] : [decimals])].join('.');
};

const short = (number: string): string => (number.includes('.') ? number.replace(/\.?0+$/, '') : number);

/**
 * An amount in 元 as one in 万元 or 亿元, exactly, and back: `48670000000.00` is `486.7` 亿元.
 * @throws RangeError where the amount is malformed.
 */
export const convertedAmount = (value: string, from: AmountUnit, to: AmountUnit): string => {
  const power = POWERS[to] - POWERS[from];
  const decimals = (value.split('.')[1]?.length ?? 0) + Number(power < 0n ? 0n : power);
  const factor = power < 0n ? fraction(10n ** -power, 1n) : fraction(1n, 10n ** power);
  return short(written(product(rationalOf(value), factor), decimals));
};

const MONEY_WORDS: Readonly<Record<string, string>> = { CNY: '元', USD: '美元', HKD: '港元', EUR: '欧元', JPY: '日元', RUB: '卢布' };
const CHINESE_PLACES: Readonly<Record<AmountUnit, string>> = { 元: '', 万元: '万', 亿元: '亿' };
/** English has no ten thousands: 亿元 is told in billions with one decimal more, which is as fine, and 万元 in millions. */
const ENGLISH_PLACES = { 元: { power: 0n, finer: 0, word: '' }, 万元: { power: 6n, finer: 0, word: ' million' }, 亿元: { power: 9n, finer: 1, word: ' billion' } } as const;

/**
 * An amount as it is printed: from an exact decimal in the currency itself, rounded here and nowhere before (halves away
 * from zero): `11.50亿元`, `CNY 1.150 billion`.
 *
 * @param decimals how many of the Chinese unit; two, and of 元 those of the currency, where not given.
 * @throws RangeError where the amount is malformed.
 */
export const printAmount = (value: string, currency: string, unit: AmountUnit, language: Language, decimals?: number, rounding: Rounding = 'nearest'): string => {
  const wanted = decimals ?? (unit === '元' ? (decimalsOf(currency) ?? DECIMALS) : DECIMALS);
  if (language === 'zh') return `${separated(scaled(value, POWERS[unit], wanted, rounding))}${CHINESE_PLACES[unit]}${MONEY_WORDS[currency] ?? ` ${currency}`}`;
  const { power, finer, word } = ENGLISH_PLACES[unit];
  return `${currency} ${separated(scaled(value, power, wanted + finer, rounding))}${word}`;
};

/** A percentage as it is printed: `7.9%`. */
export const printPercent = (value: string, decimals = 1, rounding: Rounding = 'nearest'): string => `${separated(scaled(value, 0n, decimals, rounding))}%`;

/** A count as it is printed, with no more than so many decimals: counts by shares have some. */
export const printCount = (value: string, decimals = DECIMALS, rounding: Rounding = 'nearest'): string => short(separated(scaled(value, 0n, decimals, rounding)));

const AFTER: Readonly<Record<string, Words>> = { pp: { en: ' pp', zh: '个百分点' }, times: { en: ' times', zh: '倍' } };

type Print = Readonly<{ language: Language; amounts?: AmountUnit; decimals?: number }>;

const printNumber = (value: string, unit: string, { language, amounts = '元', decimals }: Print, rounding: Rounding): string => {
  const currency = unit.split('/')[0] ?? '';
  if (unit === '%') return printPercent(value, decimals, rounding);
  if (unit in AFTER) return `${separated(scaled(value, 0n, decimals ?? 1, rounding))}${AFTER[unit]?.[language]}`;
  return decimalsOf(currency) === undefined ? printCount(value, decimals, rounding) : printAmount(value, currency, amounts, language, decimals, rounding);
};

const MARKS: Readonly<Record<Exclude<Mark, 'in'>, Words>> = {
  '=': { en: '', zh: '' }, '~': { en: '≈ ', zh: '约' }, '>': { en: '> ', zh: '超过' }, '>=': { en: '≥ ', zh: '不低于' }, '<': { en: '< ', zh: '低于' }, '<=': { en: '≤ ', zh: '不高于' },
};
/** What is above a number is above it when it is rounded down, and what is below it when it is rounded up. */
const roundingOf = (mark: Mark): Rounding => (mark === '>' || mark === '>=' ? 'down' : mark === '<' || mark === '<=' ? 'up' : 'nearest');

/** A number with its bounds, or none: an outcome, an operand, or a figure of a data set. A bound that is not there is none. */
export type Printable = Readonly<{
  value: string | null;
  low?: string | null;
  high?: string | null;
  precision?: Precision;
  unit: string;
  op?: Mark;
  formula?: FormulaId;
}>;

/**
 * A number as it is printed, with the mark of how sure it is: `≈ 7.9%`, 超过5.2%, `6.0% – 8.0%`; `—` where there is none. What
 * is more or less than something is rounded so that it stays true.
 */
export const printOutcome = ({ value, low = null, high = null, precision, unit, op, formula }: Printable, print: Print): string => {
  if (value === null) return NOTHING;
  const mark = op ?? markOf(spreadOf({ value, low, high }), precision === 'exact' ? 'exact' : 'approximate');
  const decimals = print.decimals ?? (formula && formulaOf(formula).printed);
  const number = (text: string, rounding: Rounding): string => printNumber(text, unit, { ...print, ...(decimals !== undefined && { decimals }) }, rounding);
  if (mark !== 'in') return `${MARKS[mark][print.language]}${number(value, roundingOf(mark))}`;
  return [number(low ?? value, 'down'), number(high ?? value, 'up')].join(print.language === 'zh' ? '—' : ' – ');
};
