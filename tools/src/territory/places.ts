import { parentOf } from '@entente/domain/kernel/region-code';
import { shortNameOf } from '@entente/infra/naming/generic-parts';

import type { Edition } from './lists.js';

export type Level = 'province' | 'prefecture' | 'county';

/** Names of lines that stand for a level which is not there: 市辖区, 县 and 省直辖县级行政区划 are headings and no places. */
const HEADING = /市辖区$|^县$|^市$|直辖/;

/**
 * Areas that a prefecture runs and the statistical list gives a code to, without being in any list of GB/T 2260:
 * those of Daxing'anling, most of which lie in another province, and Da Qaidam.
 */
const RUN_BY_PREFECTURES: ReadonlySet<string> = new Set(['232761', '232762', '232763', '232764', '632857']);

/** Statistical codes of development zones end in 71 to 79. */
const ZONE = /7[1-9]$/;

/** Districts that were merged into others in 2021 (下城区 and 江干区 of Hangzhou, 吉利区 of Luoyang, 梅列区 of Sanming) and that the package still lists. */
const MERGED_IN_2021: ReadonlySet<string> = new Set(['330103', '330104', '350402', '410306']);

export const levelOf = (code: string): Level => (code.endsWith('0000') ? 'province' : code.endsWith('00') ? 'prefecture' : 'county');

/**
 * The places in a list: without headings, and without codes of zones that no older list holds. What GB/T 2260 itself
 * once listed is a place, whatever its code ends in.
 */
export const placesOf = ({ names }: Edition, standard: ReadonlySet<string>): ReadonlyMap<string, string> =>
  new Map(Object.entries(names).filter(([code, name]) =>
    !HEADING.test(name) && (standard.has(code) || !(RUN_BY_PREFECTURES.has(code) || (levelOf(code) === 'county' && ZONE.test(code))))));

/**
 * The newest list without what it holds in vain: the package puts the codes of two years side by side, so that 沙县区,
 * 350405, stands beside the 沙县, 350427, that it was. The code that the list before it does not hold is the one that goes on.
 */
export const withoutFormer = (places: ReadonlyMap<string, string>, before: ReadonlyMap<string, string>): ReadonlyMap<string, string> => {
  const keyOf = (code: string, name: string): string => `${levelOf(code)} ${parentOf(code)} ${shortNameOf(name)}`;
  const young = new Set([...places].filter(([code]) => !before.has(code)).map(([code, name]) => keyOf(code, name)));
  return new Map([...places].filter(([code, name]) => !MERGED_IN_2021.has(code) && !(before.has(code) && young.has(keyOf(code, name)))));
};
