import { nameOf, type Territory } from '@entente/domain/territory/territory';
import { shortNameOf } from '@entente/infra/naming/generic-parts';
import { syllablesOf } from '@entente/infra/naming/syllables';

/** Regions whose letters all the world knows (ISO 3166). */
const KNOWN: Readonly<Record<string, string>> = { '710000': 'TW', '810000': 'HK', '820000': 'MO' };
const LETTERS_MAX = 6;

const initialsOf = (name: string): string => syllablesOf(shortNameOf(name)).map((syllable) => syllable.charAt(0).toUpperCase()).filter((letter) => /[A-Z]/.test(letter)).join('');

/**
 * What a region's readable numbers begin with: the initials in pinyin of its newest Chinese name without the generic part
 * (成都市 is CD). A zone goes by the region of its six digits, a country by its ISO letters, and a region that is not known
 * by its code. Several regions may share a prefix; their numbers are of one series, and so all different.
 */
export const prefixOf = ({ places }: Territory, owner: string): string => {
  const code = /^\d{6}-/.test(owner) ? owner.slice(0, 6) : owner;
  const place = places.get(code);
  if (!place || place.level === 'country') return code;
  return KNOWN[code] ?? (initialsOf(nameOf(place).zh).slice(0, LETTERS_MAX) || code);
};
