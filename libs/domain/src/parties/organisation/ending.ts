import { dateInShanghai } from '../../kernel/period.js';
import type { OrganisationFact } from './organisation.events.js';
import type { CloseOrganisation, MergeOrganisation, UnmergeOrganisation } from './organisation.js';
import { mustHold } from '../../kernel/refusal.js';
import { refuse } from './refusals.js';
import { gradeOf, isAssociationOver, isOver, isOwn, mine, mustBeLive, partyOf, preceding, unsourced, yetToCome } from './rules.js';
import { nameOf, namesAt, type Organisations } from './state.js';

/** Two records are one body. The merged one keeps its codes and takes no changes, so that it can be undone. */
export const merge = (command: MergeOrganisation, state: Organisations): readonly OrganisationFact[] => {
  const { actor, directory, at, data: { id, into, reason, source } } = command;
  const it = mine(command, state);
  const target = state.bodies[into];
  if (!isAssociationOver(it, actor, directory)) throw refuse('organisation/not-an-administrator');
  if (into === id) throw refuse('organisation/merge-into-itself', '/into');
  if (!target) throw refuse('organisation/target-unknown', '/into');
  if (!isOver(target, actor, directory)) throw refuse('organisation/not-an-administrator');
  if (it.status === 'merged' && it.into.organisation === into) return [];
  mustBeLive(it);
  if (target.status !== 'live') throw refuse('organisation/target-not-live', '/into');
  // The one that stands would belong to itself.
  if (target.parents.some(({ organisation, to }) => organisation === id && to === null)) throw refuse('organisation/parent-circle', '/into');
  return [{
    type: 'OrganisationMerged', effectiveOn: dateInShanghai(at),
    data: { organisation: id, name: nameOf(it), into: { organisation: into, name: nameOf(target), region: target.region }, at, reason, source, by: partyOf(actor) },
  }];
};

/** It was not one body after all: each record is what it was. */
export const unmerge = (command: UnmergeOrganisation, state: Organisations): readonly OrganisationFact[] => {
  const { actor, directory, at, data: { id, reason } } = command;
  const it = mine(command, state);
  if (!isAssociationOver(it, actor, directory)) throw refuse('organisation/not-an-administrator');
  if (it.status !== 'merged') throw refuse(it.status === 'closed' ? 'organisation/closed' : 'organisation/not-merged');
  if (!isOver(it.into, actor, directory)) throw refuse('organisation/not-an-administrator');
  return [{ type: 'OrganisationUnmerged', effectiveOn: dateInShanghai(at), data: { organisation: id, from: it.into.organisation, reason, by: partyOf(actor) } }];
};

/** The body ceased to be. It keeps its codes, and what was taken by mistake is released. */
export const close = (command: CloseOrganisation, state: Organisations): readonly OrganisationFact[] => {
  const { actor, data: { id, on, reason, source } } = command;
  const it = mine(command, state);
  gradeOf(actor, source);
  if (it.status === 'closed' && it.on === on) return [];
  mustBeLive(it);
  const open = [...it.types, ...it.parents].filter(({ to }) => to === null);
  const isTooEarly = [it.existsFrom, ...[...namesAt(it), ...open].map(({ from }) => from)].some((date) => preceding(on, date, '/on').length > 0);
  mustHold([
    ...unsourced(actor, source, isOwn(it, actor)), ...yetToCome(on, command, '/on'), ...(isTooEarly ? [refuse('organisation/before-what-it-changes', '/on')] : []),
  ]);
  return [{ type: 'OrganisationClosed', effectiveOn: on, data: { organisation: id, on, reason, source, by: partyOf(actor) } }];
};
