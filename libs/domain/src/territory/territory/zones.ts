import { isZoneCode } from '../../kernel/region-code.js';
import type { Fault } from '../../kernel/refusal.js';
import { closureOf, covers } from './closure.js';
import { faultOf, refuse, refuseAll } from './refusals.js';
import { faultsOfDate, mustBeMine, mustBeZone, mustHaveCome, mustStand, partyOf } from './rules.js';
import { at, dayOf, isThere, standsIn, type Territory } from './state.js';
import type { TerritoryFact } from './territory.events.js';
import type { CloseZone, DeclareZone, RedrawZone } from './territory.js';

/** A zone's counties lie where it rolls up to; it is exclusive to one of them or to none. */
const faultsOf = (state: Territory, parent: string, counties: readonly string[], exclusive: boolean, day: string): readonly Fault[] => [
  ...counties.flatMap((county, n) => {
    const spans = closureOf(state).above.get(county)?.get(parent) ?? [];
    const place = state.places.get(county);
    return place?.level === 'county' && standsIn(place, day, day) && covers(spans, day) ? [] : [faultOf('zone/county-elsewhere', `/counties/${n}`, county)];
  }),
  ...(new Set(counties).size < counties.length ? [faultOf('region/twice', '/counties')] : []),
  ...(exclusive && counties.length !== 1 ? [faultOf('zone/exclusive-of-one', '/exclusive')] : []),
];

/** A zone rolls up to one region, usually its city. It lies in counties, and is part of no county's sum unless it is that county's alone. */
export const declare = ({ actor, at: now, data }: DeclareZone, state: Territory): readonly TerritoryFact[] => {
  const { id, name, parent, counties, exclusive, from, source } = data;
  const known = state.places.get(id);
  if (isThere(known)) {
    const drawing = known.drawings[0];
    const same = known.stays[0]?.parent === parent && known.from === (from && dayOf(from)) && drawing?.exclusive === exclusive && drawing.counties.join() === counties.join() && known.names[0]?.name.zh === name.zh;
    if (same) return [];
    throw refuse('zone/exists', '/code');
  }
  if (!isZoneCode(id) || !id.startsWith(`${parent}-`)) throw refuse('zone/code-malformed', '/code');
  const above = state.places.get(parent);
  if (!above || above.level === 'zone' || above.level === 'country') throw refuse('region/parent-unknown', '/parent');
  if (from !== null) mustHaveCome(from, now, '/from');
  if (from !== null ? !standsIn(above, dayOf(from), dayOf(from)) : above.to !== null) throw refuse('region/parent-unknown', '/parent');
  mustBeMine(state, parent, actor, '/parent');
  refuseAll(faultsOf(state, parent, counties, exclusive, from === null ? '9999-12-31' : dayOf(from)));
  return [{ type: 'ZoneDeclared', effectiveOn: from, data: { zone: id, name, parent, counties: [...counties], exclusive, from, source, by: partyOf(actor) } }];
};

export const redraw = (command: RedrawZone, state: Territory): readonly TerritoryFact[] => {
  const { actor, data: { id, counties, exclusive, on, source } } = command;
  const zone = mustBeZone(mustStand(state, id, command));
  refuseAll([...faultsOfDate(zone, on, command), ...faultsOf(state, zone.stays[0]?.parent ?? '', counties, exclusive, dayOf(on))]);
  const now = at(zone.drawings, dayOf(on));
  if (now.exclusive === exclusive && now.counties.toSorted().join() === counties.toSorted().join()) return [];
  return [{ type: 'ZoneRedrawn', effectiveOn: on, data: { zone: id, counties: [...counties], exclusive, on, source, by: partyOf(actor) } }];
};

export const close = (command: CloseZone, state: Territory): readonly TerritoryFact[] => {
  const { actor, data: { id, on, source } } = command;
  const zone = state.places.get(id);
  if (zone && mustBeZone(zone).to === dayOf(on)) return [];
  refuseAll(faultsOfDate(mustStand(state, id, command), on, command));
  return [{ type: 'ZoneClosed', effectiveOn: on, data: { zone: id, on, source, by: partyOf(actor) } }];
};
