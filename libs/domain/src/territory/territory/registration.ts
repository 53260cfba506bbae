import { dateInShanghai } from '../../kernel/period.js';
import { isRegionCode } from '../../kernel/region-code.js';
import type { Fault } from '../../kernel/refusal.js';
import { directoryOf } from './listing.js';
import { faultOf, refuse, refuseAll } from './refusals.js';
import { canBecome, liesUnder, mustBeMine, partyOf, standing } from './rules.js';
import { dayOf, isThere, type Place, standsIn, type Territory } from './state.js';
import type { Level, Listed, TerritoryFact } from './territory.events.js';
import type { RegisterRegions, SucceedRegion } from './territory.js';

/** Names in lists of codes that stand for a missing level and for no region. */
const PLACEHOLDER = /^(市辖区|县|(省|自治区)?直辖县级行政(区划|单位))$/;

/** What is wrong with a region that is to be entered; `others` come with it and may lie above it. */
export const faultsOf = ({ code, level, name, parent, from }: Listed, state: Territory, others: ReadonlyMap<string, Level>, pointer: string): readonly Fault[] => {
  const faults: Fault[] = [];
  if (!isRegionCode(code) || PLACEHOLDER.test(name.zh) || (level === 'country') !== /^[A-Z]{2}$/.test(code)) faults.push(faultOf('region/code-malformed', `${pointer}/code`, code));
  if (parent === null) return level === 'country' || level === 'province' ? faults : [...faults, faultOf('region/parent-unknown', `${pointer}/parent`, code)];
  const above = state.places.get(parent);
  const parentLevel = others.get(parent) ?? above?.level;
  if (parentLevel === undefined || (above && !others.has(parent) && from !== null && !standsIn(above, dayOf(from), dayOf(from)))) {
    faults.push(faultOf('region/parent-unknown', `${pointer}/parent`, code));
  } else if (!liesUnder(level, parentLevel)) faults.push(faultOf('region/parent-not-above', `${pointer}/parent`, code));
  return faults;
};

/** A region begins and ends in this order, and not in the future. */
const faultsOfDays = ({ code, from, to }: Listed, today: string, pointer: string): readonly Fault[] => [
  ...(from !== null && dayOf(from) > today ? [faultOf('region/date-in-future', `${pointer}/from`, code)] : []),
  ...(to !== null && (dayOf(to) > today || (from !== null && dayOf(to) <= dayOf(from))) ? [faultOf('region/ends-before-it-begins', `${pointer}/to`, code)] : []),
];

const sameAs = (place: Place, { level, name, parent, from, to }: Listed): boolean => {
  const first = standing(place, from ?? '');
  return place.level === level && first.parent === parent && place.names.some((each) => each.name.zh === name.zh) && place.from === (from && dayOf(from)) && (to === null || place.to === dayOf(to));
};

/** Registers a published list of codes. What is registered alike already adds nothing; what differs is refused, every one of it. */
export const register = ({ actor, at: now, data }: RegisterRegions, state: Territory): readonly TerritoryFact[] => {
  const fresh = data.regions.filter((each) => !isThere(state.places.get(each.code)));
  const levels = new Map(data.regions.map(({ code, level }) => [code, level]));
  const directory = directoryOf(state);
  const mine = (code: string | null): boolean => {
    // The list itself says what lies where for what is new in it.
    for (let each = code; each !== null; each = data.regions.find((one) => one.code === each)?.parent ?? null) if (directory.within(each, actor.region)) return true;
    return false;
  };
  const seen = new Set<string>();
  const faults = data.regions.flatMap((each, n): readonly Fault[] => {
    const pointer = `/regions/${n}`;
    const place = state.places.get(each.code);
    if (seen.has(each.code)) return [faultOf('region/twice', `${pointer}/code`, each.code)];
    seen.add(each.code);
    if (isThere(place)) return sameAs(place, each) ? [] : [faultOf('region/exists', `${pointer}/code`, each.code)];
    if (actor.region !== '*' && !mine(each.code)) return [faultOf('region/not-yours', `${pointer}/code`, each.code)];
    return [...faultsOf(each, state, levels, pointer), ...faultsOfDays(each, dateInShanghai(now), pointer)];
  });
  const listedNow = new Map(data.regions.map((each) => [each.code, { level: each.level, to: each.to && dayOf(each.to) }]));
  refuseAll([...faults, ...fresh.flatMap(({ code, level, to, becomes = [] }) => becomes.flatMap((heir, m) =>
    heirFaults({ level, to: to && dayOf(to) }, heir, state.places.get(heir) ?? listedNow.get(heir), `/regions/${data.regions.findIndex((each) => each.code === code)}/becomes/${m}`)))]);
  if (fresh.length === 0) return [];
  return [{ type: 'RegionsRegistered', effectiveOn: null, data: { list: data.list, regions: fresh.map((each) => ({ ...each })), source: data.source, by: partyOf(actor) } }];
};

/** What a region became that had ended before anybody entered it. */
export const succeed = ({ actor, data: { id, becomes, source } }: SucceedRegion, state: Territory): readonly TerritoryFact[] => {
  const place = state.places.get(id);
  if (!place) throw refuse('region/not-found', undefined, id);
  mustBeMine(state, id, actor);
  if (place.to === null) throw refuse('region/has-not-ended', undefined, id);
  if (place.successors.toSorted().join() === becomes.toSorted().join()) return [];
  if (place.successors.length > 0) throw refuse('region/has-an-heir', '/becomes', place.successors.join());
  refuseAll(becomes.flatMap((code, n) => heirFaults(place, code, state.places.get(code), `/becomes/${n}`)));
  return [{ type: 'RegionSucceeded', effectiveOn: place.to, data: { region: id, becomes: [...becomes], source, by: partyOf(actor) } }];
};

/** An heir is there after the region ended, and is of its level or above; because it lasts longer, no circle can come of it. */
const heirFaults = (ended: Pick<Place, 'level' | 'to'>, code: string, heir: Pick<Place, 'level' | 'to'> | undefined, pointer: string): readonly Fault[] =>
  heir && canBecome(ended.level, heir.level) && (heir.to === null || (ended.to !== null && heir.to > ended.to)) ? [] : [faultOf('region/heir-unknown', pointer, code)];
