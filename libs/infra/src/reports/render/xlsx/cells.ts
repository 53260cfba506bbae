import type { Cell, CellObject } from 'write-excel-file/node';
import type { PageFigure } from '../page.js';

export const INK = '#22262C';
export const QUIET = '#6B7280';
export const RED = '#A02020';
const LINE = '#D9DDE3';
const HEAD = '#EEF2F6';

/** Excel keeps 15 significant digits, and rounds what has more. */
const DIGITS_MAX = 15;
/** And so many signs of a text. */
const TEXT_MAX = 32_000;

const significant = (number: string): number => number.replace('-', '').replace('.', '').replace(/^0+/, '').replace(number.includes('.') ? /0+$/ : /$^/, '').length;
export const isTooLong = (number: string): boolean => significant(number) > DIGITS_MAX;

const ruled: CellObject = { bottomBorderColor: LINE, bottomBorderStyle: 'thin', alignVertical: 'top' };

export const text = (value: string, more: CellObject = {}): Cell => ({ ...ruled, value: value.slice(0, TEXT_MAX), type: String, wrap: true, align: 'left', indent: 1, ...more });
export const title = (value: string): Cell => ({ value, type: String, fontWeight: 'bold', fontSize: 14, textColor: INK, height: 26, alignVertical: 'center' });
export const quiet = (value: string, more: CellObject = {}): Cell => ({ value: value.slice(0, TEXT_MAX), type: String, textColor: QUIET, fontSize: 9, alignVertical: 'top', ...more });
export const heading = (value: string, align: 'left' | 'right' = 'left', height = 20): Cell =>
  ({ value, height, type: String, fontWeight: 'bold', wrap: true, align, ...(align === 'left' && { indent: 1 }), alignVertical: 'center', backgroundColor: HEAD, topBorderColor: INK, topBorderStyle: 'medium', bottomBorderColor: INK, bottomBorderStyle: 'thin' });

const places = (decimals: number): string => (decimals === 0 ? '' : `.${'0'.repeat(decimals)}`);

/** A text of the source sheet, which is long and has no lines; nothing where it is empty. */
export const bare = (value: string): Cell => (value === '' ? null : { value: value.slice(0, TEXT_MAX), type: String });

/** An exact number as it is, with as many decimals as it has; as text where Excel would change it. */
export const exact = (number: string | null): Cell => {
  if (number === null) return null;
  if (isTooLong(number)) return { value: number, type: String, align: 'right' };
  return { value: Number(number), type: Number, format: `0${places(number.split('.')[1]?.length ?? 0)}` };
};

const literal = (text: string): string => (text === '' ? '' : `"${text.replaceAll('"', '')}"`);
const formatOf = (before: string, decimals: number, after: string): string => {
  const number = `#,##0${places(decimals)}${literal(after)}`;
  return before === '' ? number : `${literal(before)}${number};${literal(before)}-${number}`;
};

/** Excel would print what is a little less than nothing as -0.00. */
const isPrintedAsNothing = (number: string, printed: string): boolean => number.startsWith('-') && !/[1-9]/.test(printed);

/**
 * A figure of a table: its exact number in the printed unit, rounded by its format alone. A bound is rounded by value, so that it
 * stays true; a range and what has too many digits is text. The unit is part of the format where the heading has none.
 */
export const figure = ({ shown }: PageFigure, unit: string): Cell => {
  const { number, decimals } = shown;
  if (number === null) return text(shown.text, { align: 'right', indent: 0, textColor: QUIET });
  const [before, after] = unit === '' ? shown.frame : ['', ''];
  if (isTooLong(number)) return text(`${before}${number}${after} *`, { align: 'right', indent: 0 });
  const [, mark, printed] = /^([^\d-]*)(-?[\d,]+(?:\.\d+)?)$/.exec(shown.text) ?? [];
  if (mark === undefined || printed === undefined) return text(unit === '' ? shown.whole : shown.text, { align: 'right', indent: 0 });
  const isRounded = (mark !== '' && !/[约≈]/.test(mark)) || isPrintedAsNothing(number, printed);
  return { ...ruled, value: Number(isRounded ? printed.replaceAll(',', '') : number), type: Number, format: formatOf(`${mark}${before}`, decimals, after), align: 'right' };
};
