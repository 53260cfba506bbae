import { z } from 'zod';
import { fault } from '../../kernel/fault.js';
import { parseQuantity, type Quantity } from '../../kernel/quantity.js';
import { COMPARATORS } from '../../signing/signing/index.js';

const COUNT = /^(0|[1-9]\d{0,8})$/;
/** Only what counts people: 5场共数百人 states no number of them. */
const PEOPLE = /^(?:人|名|位|people|persons?|participants?|attendees?|guests?|visitors?|delegates?|representatives?|experts?|students?|teachers?)/i;

/** A number in digits, or in Chinese numerals; of English ones only that there may be one. */
const NUMBER = /[\d０-９]+(?:[.,，][\d０-９]+)*|[〇零一二两三四五六七八九十百千万亿半]+/g;
const WORDED = /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen)\b/i;
const COUNTED = new RegExp(`(?:[\\d０-９]+|(?<![数几百千万亿])[一二两三四五六七八九十])[百千万亿零一二三四五六七八九十]*[余多]?\\s*${PEOPLE.source.slice(1)}`, 'i');

/** Whether words state no number at all (多人), or only of which size it is (数百人). */
const areNumberless = (text: string): boolean =>
  (parseQuantity(text)?.value === null || !(text.match(NUMBER) || WORDED.test(text)));

/** Whether words state several numbers, of which one is of people: which one it is, is to be said. */
const areSeveral = (text: string): boolean => (text.match(NUMBER) ?? []).length > 1 && COUNTED.test(text);

/** The number of people that words state; 达700人 is read as exact and as at least. */
const readings = (text: string): readonly Quantity[] => (['observation', 'target'] as const).flatMap((reading) => {
  const worded = parseQuantity(text, reading);
  return worded?.value != null && (worded.unit === null || PEOPLE.test(worded.unit)) ? [worded] : [];
});

/** Whether a value is the one that the words state, or lies within their range. */
const isStated = (value: string, { value: stated, upper }: Quantity): boolean =>
  (upper === undefined ? value === stated : COUNT.test(stated ?? '') && COUNT.test(upper) && Number(stated) <= Number(value) && Number(value) <= Number(upper));

type Sent = Readonly<{ value: string | null; op?: (typeof COMPARATORS)[number] | undefined; text: string }>;

/** How sure a number is that comes with words and no comparator: 近700人 is nearly. */
const opOf = ({ value, op, text }: Sent): (typeof COMPARATORS)[number] => {
  const worded = value === null ? undefined : readings(text).find((each) => isStated(value, each));
  // One number out of a range is not exact.
  return op ?? COMPARATORS.find((each) => each === worded?.op) ?? (worded?.op === 'in' ? '~' : '=');
};

/** Whether value and comparator say otherwise than the words, where these state a number of people. */
const differs = ({ value, op, text }: Sent): boolean => {
  const worded = readings(text);
  // What is no number at all is told as that.
  if (worded.length === 0 || (value !== null && !COUNT.test(value))) return false;
  return value === null || !worded.some((each) => isStated(value, each) && (op === undefined || (each.op === 'in' ? op !== '=' : each.op === op)));
};

/** A number of people as its source has it: with its words, and null where they state none. */
export const countSchema = z.strictObject({ value: z.string().regex(COUNT).nullish().transform((value) => value ?? null), op: z.enum(COMPARATORS).optional(), text: z.string().trim().min(1).max(400) })
  .superRefine((sent, context) => {
    const { value, text } = sent;
    if (value !== null && COUNT.test(value) && areNumberless(text)) {
      fault(context, 'edition/words-differ', { en: `The words "${text}" state no number; leave "value" out, or give the words that state it.`, zh: `原文“${text}”未载明数值；请不填 value，或填写载明数值的原文。` }, ['value']);
    }
    if (value === null && readings(text).length === 0 && areSeveral(text)) {
      fault(context, 'edition/value-needed', { en: `The words "${text}" state several numbers; give as "value" how many people there were, or as "text" only the words that say so.`, zh: `原文“${text}”含多个数值；请以 value 填写人数，或在 text 中仅填写载明人数的文字。` }, ['value']);
    }
    if (!differs(sent)) return;
    const [worded] = readings(sent.text);
    const said = `${worded?.op === '=' || worded?.op === 'in' ? '' : worded?.op}${worded?.value}${worded?.upper === undefined ? '' : `–${worded.upper}`}`;
    fault(context, 'edition/words-differ', {
      en: `The words "${sent.text}" say ${said}; give the number that they say and leave "op" out, or correct the words.`,
      zh: `原文“${sent.text}”为 ${said}；请按原文填写数值并不填 op，或更正原文。`,
    }, ['value']);
  })
  .transform((sent) => ({ value: sent.value, op: opOf(sent), text: sent.text }));
