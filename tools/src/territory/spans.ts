import { parentOf } from '@entente/domain/kernel/region-code';
import { shortNameOf } from '@entente/infra/naming/generic-parts';

import { levelOf } from './places.js';

/** The places of one list and its month. */
export type Standing = Readonly<{ month: string; places: ReadonlyMap<string, string> }>;

/**
 * A region with the days from which and until which it may have been there: as wide as the lists allow; `to` is the first
 * day without it. Former names are what older lists call it, their misspellings too (荷泽市), each until the newer list.
 */
export type Span = Readonly<{ code: string; name: string; from: string | null; to: string | null; formerNames: readonly Readonly<{ name: string; until: string }>[] }>;

export const monthAfter = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
};

type Places = Standing['places'];

/** Whether a list has a place of this short name under another code, of the same level and below the same region. */
const standsBeside = (code: string, short: string, places: Places): boolean => {
  const province = code.slice(0, 2);
  for (const [other, name] of places) {
    if (other === code || !other.startsWith(province) || levelOf(other) !== levelOf(code)) continue;
    if (shortNameOf(name) === short && parentOf(other) === parentOf(code)) return true;
  }
  return false;
};

/**
 * Whether a code went to another place between two lists, and was not only renamed: the old name lives on under another
 * code beside it (定安县 left 469025 for 469021), or the new one came from there (綦江县, 500222, became 500110).
 */
const wentToAnother = (code: string, former: Places, latter: Places): boolean => {
  const [before = '', after = ''] = [former.get(code), latter.get(code)];
  if (before === after) return false;
  const [old, young] = [shortNameOf(before), shortNameOf(after)];
  return old !== young && (standsBeside(code, old, latter) || standsBeside(code, young, former));
};

/** The names of a code before its last one, in the lists from when it had its bearer. */
const formerNamesOf = (code: string, lists: readonly Standing[]): Span['formerNames'] => {
  const named = lists.flatMap(({ month, places }) => (places.has(code) ? [{ month, name: places.get(code) ?? '' }] : []));
  return named.slice(1).flatMap(({ month, name }, at) => (named[at]?.name === name ? [] : [{ name: named[at]?.name ?? '', until: `${month}-01` }]));
};

/**
 * One span for each code, under its newest name. A code names one region: of a code that went to another place, the
 * region is the one that had it last, from when it had it, and its former bearer is found under its other code only.
 */
export const spansOf = (lists: readonly Standing[]): readonly Span[] => {
  const codes = [...new Set(lists.flatMap(({ places }) => [...places.keys()]))].sort();
  return codes.map((code) => {
    const last = lists.findLastIndex(({ places }) => places.has(code));
    const name = lists[last]?.places.get(code) ?? '';
    let first = last;
    for (let at = last - 1; at >= 0; at -= 1) {
      const [former, latter] = [lists[at]?.places, lists[first]?.places];
      if (!former?.has(code) || !latter) continue;
      if (wentToAnother(code, former, latter)) break;
      first = at;
    }
    return {
      code,
      name,
      from: first === 0 ? null : `${monthAfter(lists[first - 1]?.month ?? '')}-01`,
      to: last === lists.length - 1 ? null : `${lists[last + 1]?.month}-01`,
      formerNames: formerNamesOf(code, lists.slice(first, last + 1)),
    };
  });
};
