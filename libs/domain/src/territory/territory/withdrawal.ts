import { refuse } from './refusals.js';
import { mustBeMine, mustBeSet, partyOf } from './rules.js';
import { overlap } from './sets.js';
import { refolded, type Territory } from './state.js';
import type { TerritoryFact } from './territory.events.js';
import type { WithdrawChange } from './territory.js';

/** The codes and ids that a change is about; a list of thousands is about none of them. */
export const subjectsOf = ({ type, data }: TerritoryFact): readonly string[] => {
  switch (type) {
    case 'RegionsRegistered': case 'TerritoryChangeWithdrawn': return [];
    case 'RegionRenamed': case 'RegionAliasRecorded': return [data.region];
    case 'RegionSucceeded': return [data.region, ...data.becomes];
    case 'RegionMoved': return [data.region, ...(data.as ? [data.as.code] : [])];
    case 'RegionsMerged': return [...data.regions, data.into];
    case 'RegionSplit': return [data.region, ...data.into.map(({ code }) => code)];
    case 'ZoneDeclared': case 'ZoneRedrawn': case 'ZoneClosed': return [data.zone];
    case 'RegionSetDefined': case 'RegionSetMemberAdded': case 'RegionSetMemberRemoved': return [data.set];
  }
};

/** A set's members are there, and each once at a time. */
const mustHangTogether = ({ places, sets }: Territory): void => {
  for (const { members } of sets.values()) {
    members.forEach((member, n) => {
      const isMissing = member.set === null ? !places.has(member.region ?? '') : !sets.has(member.set);
      const isTwice = members.slice(0, n).some((each) => each.region === member.region && each.set === member.set && overlap(each, member));
      if (isMissing || isTwice) throw refuse('region/others-rest-on-it', '/version');
    });
  }
};

/** 撤销误记: the change was never so. What was known before still shows it; what rests on it has to go first. */
export const withdraw = ({ actor, data: { id, version, reason } }: WithdrawChange, state: Territory): readonly TerritoryFact[] => {
  const fact = state.facts[version - 1];
  if (!fact || !subjectsOf(fact).includes(id)) throw refuse('region/no-such-change', '/version', id);
  if (state.sets.has(id)) mustBeSet(state, id, actor);
  else for (const code of subjectsOf(fact)) mustBeMine(state, code, actor);
  if (state.withdrawn.has(version)) return [];
  // Refuses where a later fact is said of what only this one brought.
  mustHangTogether(refolded(state.facts, new Set([...state.withdrawn, version])));
  return [{ type: 'TerritoryChangeWithdrawn', effectiveOn: null, data: { version, type: fact.type, about: id, reason, by: partyOf(actor) } }];
};
