import { readOrThrow, write } from '@entente/domain/kernel/decimal';
import type { Figure } from '@entente/domain/reporting/dataset';
import { type Reason, reasons } from '@entente/domain/reporting/formulas';
import type { Language, Look } from './rendered.js';
import { shownOf } from './shown.js';
import { amountKinds, bases, filled, otherReasons, words } from './words.js';

/** Why a figure has no value, in words; a reason without words is told as it is. */
export const reasonOf = (why: string | undefined, language: Language): string =>
  (why !== undefined && why in reasons ? reasons[why as Reason][language] : undefined) ?? otherReasons[why ?? 'unknown']?.[language] ?? why ?? '';

const bound = (figure: Figure, value: string | null, look: Look): string => shownOf({ ...figure, value, low: value, high: value, precision: 'exact' }, look).whole;
const isAbove = (a: string, b: string): boolean => write(readOrThrow(a), undefined) !== write(readOrThrow(b), undefined);

const approximation = (figure: Figure, look: Look): readonly string[] => {
  const { value, low, high, precision } = figure;
  if (value === null || precision === 'exact') return [];
  const sentence = low !== null && high !== null && isAbove(high, low) ? words.approximate : high === null ? (low === null ? undefined : words.atLeast) : words.atMost;
  const [least, most] = [bound(figure, low, look), bound(figure, high, look)];
  // Bounds that are printed alike tell nothing that the word for about does not.
  return sentence === undefined || (sentence === words.approximate && least === most) ? [] : [filled(sentence[look.language], { low: least, high: most })];
};

/** What must be said of a figure beneath its table: why it is not defined, how sure it is, and what is not in it. */
export const remarksOn = (figure: Figure, look: Look): readonly string[] => [
  ...(figure.value === null ? [reasonOf(figure.why, look.language)] : []),
  ...approximation(figure, look),
  ...(figure.unknown === undefined || figure.unknown === '0' ? [] : [filled((figure.unknown === '1' ? words.unknownOne : words.unknown)[look.language], { n: figure.unknown })]),
];

/** Which definition of what a figure is, in one word: `signings.contracted@1`. */
export const definitionOf = ({ origin }: Figure): string => {
  switch (origin.kind) {
    case 'metric':
      return `${origin.metric}@${origin.definition}`;
    case 'funnel':
      return `funnel.${origin.measure}@${origin.definition}`;
    case 'formula':
      return [`${origin.formula}@${origin.version}`, ...(origin.base === undefined ? [] : [origin.base])].join(' ');
    case 'published':
      return `published ${origin.issue}`;
    case 'records':
      return 'records';
    case 'claim':
      return 'claim';
  }
};

/** The base of a growth, in words. */
export const baseOf = ({ origin }: Figure, language: Language): string | undefined =>
  origin.kind === 'formula' && origin.base !== undefined ? (bases[origin.base]?.[language] ?? origin.base) : undefined;

export const amountKindOf = (kind: string | undefined, language: Language): string => (kind === undefined ? '' : (amountKinds[kind]?.[language] ?? kind));
