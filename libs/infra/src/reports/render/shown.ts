import { readOrThrow, write } from '@entente/domain/kernel/decimal';
import { decimalsOf } from '@entente/domain/kernel/money';
import type { Figure } from '@entente/domain/reporting/dataset';
import { type AmountUnit, formulas, NOTHING, type Printable, printOutcome } from '@entente/domain/reporting/formulas';
import { comparatorOf } from './comparator.js';
import type { Look } from './rendered.js';
import { countedIn } from './units.js';

type Frame = readonly [before: string, after: string];

/**
 * A figure as it stands in a table: `text` without its unit, which stands in the heading where a column has but one. `number` is
 * the same number in the printed unit, exact; `decimals` with how many it is printed; `length` only how long it is drawn. `frame` is
 * what `whole` has before and behind its number, beside the marks of `text`.
 */
export type Shown = Readonly<{ text: string; unit: string; whole: string; frame: Frame; number: string | null; decimals: number; length: number | null }>;

const AMOUNTS: Readonly<Record<Look['money'], AmountUnit>> = { yi: '亿元', wan: '万元' };
/** By which power of ten a printed amount is smaller than one in the currency: English has billions and millions. */
const POWERS: Readonly<Record<Look['language'], Readonly<Record<Look['money'], number>>>> = { zh: { yi: 8, wan: 4 }, en: { yi: 9, wan: 6 } };

const isMoney = (unit: string): boolean => decimalsOf(unit) !== undefined;
const powerOf = (unit: string, { language, money }: Look): number => (isMoney(unit) ? POWERS[language][money] : 0);

/** The value in the unit in which it is printed, with all its digits. */
export const inPrintedUnit = (value: string, unit: string, look: Look): string => {
  const { digits, scale } = readOrThrow(value);
  return write({ digits, scale: scale + powerOf(unit, look) }, undefined);
};

const decimalsWanted = ({ origin }: Figure): number | undefined =>
  origin.kind === 'formula' ? formulas.find(({ id }) => id === origin.formula)?.printed : undefined;

const printed = (figure: Printable, { language, money }: Look, decimals: number | undefined): string =>
  printOutcome(figure, { language, amounts: AMOUNTS[money], ...(decimals !== undefined && { decimals }) });

/** What the printer puts before and after a number of this unit. */
const frameOf = (unit: string, look: Look): Frame => {
  const [before = '', after = ''] = printed({ value: '0', low: '0', high: '0', precision: 'exact', unit }, look, 1).split(/0(?:\.0+)?/);
  return [before, after];
};

const without = (text: string, frame: readonly string[]): string => frame.filter((part) => part !== '').reduce((rest, part) => rest.replaceAll(part, ''), text);
const decimalsIn = (text: string): number => /\.(\d+)/.exec(text)?.[1]?.length ?? 0;

const drawnLength = (value: string): number | null => (Number.isFinite(Number(value)) ? Number(value) : null);

/** How a figure is printed for a reader: rounded once, here, from its exact decimal. */
export const shownOf = (figure: Figure, look: Look): Shown => {
  const { value, low, high, precision, unit } = figure;
  if (value === null) return { text: NOTHING, unit: '', whole: NOTHING, frame: ['', ''], number: null, decimals: 0, length: null };
  const told: Printable = { value, low, high, unit, precision: precision === 'exact' ? 'exact' : 'approximate', op: comparatorOf(figure) };
  const whole = printed(told, look, decimalsWanted(figure));
  const frame = frameOf(unit, look);
  const text = without(whole, frame);
  const framed = frame.map((part) => part.trim()).filter((part) => part !== '').join(' ');
  const rest = { text, number: inPrintedUnit(value, unit, look), decimals: decimalsIn(text), length: drawnLength(value) };
  if (framed !== '') return { ...rest, unit: framed, whole, frame };
  const counted = countedIn(unit, look.language, text);
  const after = counted === '' ? '' : ` ${counted}`;
  return { ...rest, unit: countedIn(unit, look.language), whole: `${whole}${after}`, frame: ['', after] };
};

/** The exact value with its unit, for whoever wants every digit: `11,500,000,000.00元`. */
export const exactOf = ({ value, unit }: Figure, language: Look['language']): string | null => {
  if (value === null) return null;
  const decimals = decimalsIn(value);
  const text = printOutcome({ value, low: value, high: value, precision: 'exact', unit }, { language, amounts: '元', decimals });
  const counted = /^[-\d,.]+$/.test(text) ? countedIn(unit, language, text) : '';
  return counted === '' ? text : `${text} ${counted}`;
};
