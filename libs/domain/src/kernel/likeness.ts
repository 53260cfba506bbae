/** A text as names are compared: letters and digits in one form, without spaces and punctuation. */
export const plainName = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** The pairs of neighbouring characters of a name, each once; of a name of one character, that one. */
export const bigramsOf = (text: string): readonly string[] => {
  const characters = [...plainName(text)];
  const pairs = characters.slice(1).map((character, n) => `${characters[n]}${character}`);
  return [...new Set(pairs.length > 0 ? pairs : characters)];
};

/** Below this two names have nothing to do with each other. */
export const LIKENESS_MIN = 50;

/** Dice's coefficient of the bigrams of two names, in hundredths; only what is the same reaches the whole. */
export const likeness = (a: string, b: string): number => {
  if (plainName(a) === plainName(b)) return 100;
  const [left, right] = [bigramsOf(a), new Set(bigramsOf(b))];
  const common = left.filter((pair) => right.has(pair)).length;
  return left.length + right.size === 0 ? 0 : Math.min(99, Math.floor((200 * common) / (left.length + right.size)));
};

/** Hundredths of a decimal such as `0.95`; what is finer is cut off. */
export const hundredthsOf = (decimal: string): number => {
  const [whole = '0', rest = ''] = decimal.split('.');
  return Number(`${whole}${rest.padEnd(2, '0').slice(0, 2)}`);
};

/** A score as a decimal with two places. */
export const scoreOf = (hundredths: number): string => `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
