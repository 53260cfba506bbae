import { edtfInterval } from '../../kernel/period.js';
import type { Fault } from '../../kernel/refusal.js';
import { reachOf } from './closure.js';
import { faultOf, refuse, refuseAll } from './refusals.js';
import { mustBeSet, mustHaveCome, partyOf } from './rules.js';
import { dayOf, leavesBy, standsIn, type Territory } from './state.js';
import type { Member, TerritoryFact } from './territory.events.js';
import type { AddSetMember, DefineRegionSet, MemberAsked, RemoveSetMember } from './territory.js';

const idOf = ({ region, set }: Pick<Member, 'region' | 'set'>): string => set ?? region ?? '';

const holds = (state: Territory, set: string, wanted: string): boolean =>
  set === wanted || (state.sets.get(set)?.members ?? []).some((member) => member.set !== null && holds(state, member.set, wanted));

/** Days of membership; what has no end goes on. */
const days = ({ from, to }: Pick<Member, 'from' | 'to'>): [string, string] => [from === null ? '' : dayOf(from), to === null ? '~' : dayOf(to)];

export const overlap = (a: Member, b: Member): boolean => {
  const [[from, to], [begins, ends]] = [days(a), days(b)];
  return from < ends && begins < to;
};

const faultsOf = (member: MemberAsked, others: readonly Member[], id: string, state: Territory, pointer: string): readonly Fault[] => {
  const name = idOf(member);
  if ((member.region === null) === (member.set === null)) return [faultOf('region-set/member-unclear', pointer)];
  if (member.set !== null && holds(state, member.set, id)) return [faultOf('region-set/in-itself', `${pointer}/set`, name)];
  if (member.region === null ? !state.sets.has(name) : !state.places.has(name)) return [faultOf('region-set/member-unknown', `${pointer}/${member.set === null ? 'region' : 'set'}`, name)];
  if (others.some((each) => idOf(each) === name && overlap(each, { ...member, except: [...member.except] }))) return [faultOf('region-set/member-twice', pointer, name)];
  const place = state.places.get(name);
  const first = member.from === null ? null : dayOf(member.from);
  if (place && first !== null && !standsIn(place, first, first)) return [faultOf('region-set/member-not-then', `${pointer}/from`, name)];
  const within = new Set(member.region === null ? [] : reachOf(state, [member.region]).map(({ region }) => region));
  return member.except.flatMap((code, n) => (within.has(code) && code !== member.region ? [] : [faultOf('region-set/except-elsewhere', `${pointer}/except/${n}`, code)]));
};

const written = (member: MemberAsked): Member => ({ ...member, except: [...member.except] });

const onDays = (member: Member): Member => ({ ...member, from: member.from && dayOf(member.from), to: member.to && dayOf(member.to) });

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : Array.isArray(value) ? value.map(sorted) : value;

const mustBeInOrder = ({ from, to }: MemberAsked, now: string, pointer: string): void => {
  if (from !== null) mustHaveCome(from, now, `${pointer}/from`);
  if (from !== null && to !== null && dayOf(to) <= edtfInterval(from).from) throw refuse('region/not-begun', `${pointer}/to`);
};

export const define = ({ actor, at: now, data: { id, name, members, source } }: DefineRegionSet, state: Territory): readonly TerritoryFact[] => {
  const known = state.sets.get(id);
  if (known) {
    if (isSame(known.name, name) && isSame(known.members, members.map(written).map(onDays))) return [];
    throw refuse('region-set/exists', '/id');
  }
  refuseAll(members.flatMap((member, n) => faultsOf(member, members.slice(0, n).map(written), id, state, `/members/${n}`)));
  members.forEach((member, n) => mustBeInOrder(member, now, `/members/${n}`));
  return [{ type: 'RegionSetDefined', effectiveOn: null, data: { set: id, name, members: members.map(written), definition: 1, source, by: partyOf(actor) } }];
};

export const addMember = ({ actor, at: now, data: { id, member, source } }: AddSetMember, state: Territory): readonly TerritoryFact[] => {
  const set = mustBeSet(state, id, actor);
  if (set.members.some((each) => isSame(each, onDays(written(member))))) return [];
  refuseAll(faultsOf(member, set.members, id, state, ''));
  mustBeInOrder(member, now, '');
  return [{ type: 'RegionSetMemberAdded', effectiveOn: member.from, data: { set: id, member: written(member), definition: set.definition + 1, source, by: partyOf(actor) } }];
};

/** A member leaves on a day: it counts until the day before. */
export const removeMember = ({ actor, at: now, data: { id, region, set: memberSet, on, source } }: RemoveSetMember, state: Territory): readonly TerritoryFact[] => {
  const set = mustBeSet(state, id, actor);
  mustHaveCome(on, now);
  const same = set.members.filter((each) => each.region === region && each.set === memberSet);
  if (same.some(({ to }) => to === dayOf(on))) return [];
  if (!same.some((each) => leavesBy(each, dayOf(on)))) throw refuse('region-set/not-a-member', '/on');
  return [{ type: 'RegionSetMemberRemoved', effectiveOn: on, data: { set: id, region, memberSet, on, definition: set.definition + 1, source, by: partyOf(actor) } }];
};
