import { type Body, byCodes, type Directory, type KnownPact, unknownRegion } from '../../kernel/directory.js';
import { edtfInterval } from '../../kernel/period.js';
import type { Words } from '../../kernel/refusal.js';
import { closureOf, reachOf } from './closure.js';
import { at, isThere, type Place, standsIn, type Territory } from './state.js';

/** The name of a place on a day; without one, its newest. */
export const nameOf = ({ names }: Place, day = '9999-12-31'): { zh: string; en: string | null } => at(names, day).name;

/** What ended and became this region, alone or with others. */
export const predecessorsOf = ({ places }: Territory, code: string): readonly string[] =>
  [...places.values()].filter(({ successors }) => successors.includes(code)).map((place) => place.code);

/** What became of a region by a day, as long as it became one. */
const heirOn = ({ places }: Territory, code: string, day: string): Place | undefined => {
  let heir = places.get(code);
  while (heir && heir.to !== null && heir.to <= day && heir.successors.length === 1) heir = places.get(heir.successors[0] ?? '');
  return heir;
};

/** The region that a place lay under on a day, or what became of that; a zone that is a county's alone lies where the county does. */
export const parentOn = (territory: Territory, place: Place, day: string): string | null => {
  const { exclusive, counties } = place.level === 'zone' ? at(place.drawings, day) : { exclusive: false, counties: [] };
  const county = exclusive ? heirOn(territory, counties[0] ?? '', day) : undefined;
  if (county) return parentOn(territory, county, day);
  const { parent } = at(place.stays, day);
  return parent === null ? null : (heirOn(territory, parent, day)?.code ?? parent);
};

/**
 * The regions that belong to a set on a day, by itself or by a set within it: each once, as it is first found, with what is
 * excepted of it.
 */
export const membersOn = ({ sets }: Pick<Territory, 'sets'>, set: string, day: string): readonly Readonly<{ region: string; except: readonly string[] }>[] => {
  const found = new Map<string, readonly string[]>();
  const look = (id: string): void => {
    for (const { region, set: nested, from, to, except } of sets.get(id)?.members ?? []) {
      if ((from !== null && from > day) || (to !== null && to <= day)) continue;
      if (nested !== null) look(nested);
      if (region !== null && !found.has(region)) found.set(region, except);
    }
  };
  look(set);
  return [...found].map(([region, except]) => ({ region, except }));
};

/** What a place became or what it came from, in words: so that whoever names the wrong code is told the right one. */
const notThen = (territory: Territory, place: Place, date: string): Words => {
  const { places } = territory;
  const shown = (codes: readonly string[]): string => codes.map((code) => `${code} ${nameOf(places.get(code) as Place).zh}`).join('、');
  const { code, from, to, successors } = place;
  const predecessors = predecessorsOf(territory, code);
  const { zh } = nameOf(place);
  if (place.withdrawn) return { en: `${code} ${zh} was entered by mistake and never was; use ${shown(successors)}.`, zh: `${code} ${zh}系误记，自始不存在；请用 ${shown(successors)}。` };
  if (to !== null && to <= edtfInterval(date).from) {
    return successors.length === 0
      ? { en: `${code} ${zh} is no more since ${to}, and the date is ${date}.`, zh: `${code} ${zh}自 ${to} 起不再存在，而所填日期为 ${date}。` }
      : { en: `${code} ${zh} is no more since ${to}, and the date is ${date}; use ${shown(successors)}.`, zh: `${code} ${zh}自 ${to} 起不再存在，而所填日期为 ${date}；请用 ${shown(successors)}。` };
  }
  return predecessors.length === 0
    ? { en: `${code} ${zh} exists since ${from}, and the date is ${date}.`, zh: `${code} ${zh}自 ${from} 起设立，而所填日期为 ${date}。` }
    : { en: `${code} ${zh} exists since ${from}, and the date is ${date}; use ${shown(predecessors)}.`, zh: `${code} ${zh}自 ${from} 起设立，而所填日期为 ${date}；请用 ${shown(predecessors)}。` };
};

const NONE: Words = {
  en: 'No region is registered on this node yet; load the register of regions first (npm run register).',
  zh: '本节点尚未登记任何地区；请先载入行政区划代码表（npm run register）。',
};

/** What a command refers to beside regions: bodies by their ids and by credit codes, editions and pacts. */
export type Referred = Partial<Readonly<{
  bodies: ReadonlyMap<string, Body>; byCode: ReadonlyMap<string, Body>; editions: ReadonlySet<string>; pacts: ReadonlyMap<string, KnownPact>; confirmBy: Directory['confirmBy'];
}>>;

/** The directory that a territory makes, with what a command refers to and the day by which who is asked is to confirm. */
export const directoryOf = (territory: Territory, { bodies, byCode, editions, pacts, confirmBy = byCodes.confirmBy }: Referred = {}): Directory => ({
  within: (code, scope) => {
    if (scope === '*' || code === scope) return true;
    const { above } = closureOf(territory);
    // A set lies where everything lies that it reaches.
    return territory.sets.has(code) ? reachOf(territory, [code]).every(({ region }) => region === scope || above.get(region)?.has(scope)) : (above.get(code)?.has(scope) ?? false);
  },
  withinOn: (code, scope, date) => {
    const { from, to } = edtfInterval(date);
    return scope === '*' || code === scope || (closureOf(territory).above.get(code)?.get(scope) ?? []).some(([since, until]) => since <= to && from < until);
  },
  regionFault: (code, date) => {
    const place = territory.places.get(code);
    if (territory.sets.has(code)) return undefined;
    if (!place) return territory.places.size === 0 ? { code: 'region/none-registered', message: NONE } : unknownRegion(code);
    if (date === null) return isThere(place) ? undefined : unknownRegion(code);
    const { from, to } = edtfInterval(date);
    return isThere(place) && standsIn(place, from, to) ? undefined : { code: 'region/not-at-date', message: notThen(territory, place, date) };
  },
  body: (id) => bodies?.get(id),
  bodyByCode: (creditCode) => byCode?.get(creditCode),
  edition: (code) => editions?.has(code) ?? false,
  pact: (id) => pacts?.get(id),
  confirmBy,
});
