import { shortNameOf } from '@entente/infra/naming/generic-parts';
import { syllablesOf } from '@entente/infra/naming/syllables';

import { CUSTOMARY, PROVINCES } from './customary.js';

/** Syllables joined as pinyin is written: an apostrophe before a vowel (Xi'an), ü as u. */
const joined = (syllables: readonly string[]): string => {
  const text = syllables.map((syllable, at) => (at > 0 && /^[aeo]/.test(syllable) ? `'${syllable}` : syllable)).join('').replaceAll('ü', 'u');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
};

/**
 * An English name. For provinces and some well-known places it is the customary one; all others are transliterations, the
 * pinyin without tones and without the generic part (金牛区 is Jinniu), and no official names: several places share one.
 */
export const englishNameOf = (code: string, name: string): string => {
  const short = shortNameOf(name);
  return PROVINCES[code] ?? CUSTOMARY[name] ?? CUSTOMARY[short] ?? joined(syllablesOf(short));
};
