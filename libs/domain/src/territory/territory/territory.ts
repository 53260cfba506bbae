import type { Decider } from '../../kernel/decider.js';
import type { Command, Fact } from '../../kernel/message.js';
import type { Reason, Source } from '../../signing/signing/index.js';
import { alias, merge, move, rename, split } from './regions.js';
import { register, succeed } from './registration.js';
import { addMember, define, removeMember } from './sets.js';
import { evolve, nowhere, type Territory } from './state.js';
import type { Level, Listed, Name, TerritoryFact } from './territory.events.js';
import { withdraw } from './withdrawal.js';
import { close, declare, redraw } from './zones.js';

/** `id` is the code of a region or zone, the id of a set, or `territory`; `on` is the first day of the change. */
type On<Type extends string, Data extends object> = Command<Type, Data & { id: string; source: Source | null }>;
/** A region as a change makes it; what is not said stays as it was. */
export type Making = Readonly<{ code: string; level: Exclude<Level, 'zone'>; name: Name; parent: string | null }>;
export type MemberAsked = Readonly<{ region: string | null; set: string | null; from: string | null; to: string | null; except: readonly string[]; part: string | null }>;

export type RegisterRegions = On<'RegisterRegions', { list: { title: string; edition: string }; regions: readonly Listed[] }>;
export type RenameRegion = On<'RenameRegion', { zone: boolean; name: Name; on: string }>;
export type MoveRegion = On<'MoveRegion', { parent: string | null; code: string | null; name: Name | null; on: string }>;
export type MergeRegions = On<'MergeRegions', { with: readonly string[]; into: string | Making; on: string }>;
export type SplitRegion = On<'SplitRegion', { into: readonly Making[]; on: string }>;
export type SucceedRegion = On<'SucceedRegion', { becomes: readonly string[] }>;
/** `version` is that of the fact in the stream of the territory, as its history shows it. */
export type WithdrawChange = Command<'WithdrawChange', { id: string; version: number; reason: Reason }>;
export type AliasRegion = On<'AliasRegion', { text: string; kind: 'alias' | 'misprint'; confidence: string }>;
export type DeclareZone = On<'DeclareZone', { name: Name; parent: string; counties: readonly string[]; exclusive: boolean; from: string | null }>;
export type RedrawZone = On<'RedrawZone', { counties: readonly string[]; exclusive: boolean; on: string }>;
export type CloseZone = On<'CloseZone', { on: string }>;
export type DefineRegionSet = On<'DefineRegionSet', { name: Name; members: readonly MemberAsked[] }>;
export type AddSetMember = On<'AddSetMember', { member: MemberAsked }>;
export type RemoveSetMember = On<'RemoveSetMember', { region: string | null; set: string | null; on: string }>;

export type TerritoryCommand =
  | RegisterRegions | RenameRegion | MoveRegion | MergeRegions | SplitRegion | SucceedRegion | AliasRegion | WithdrawChange
  | DeclareZone | RedrawZone | CloseZone | DefineRegionSet | AddSetMember | RemoveSetMember;

const decide = (command: TerritoryCommand, state: Territory): readonly TerritoryFact[] => {
  switch (command.type) {
    case 'RegisterRegions': return register(command, state);
    case 'RenameRegion': return rename(command, state);
    case 'MoveRegion': return move(command, state);
    case 'MergeRegions': return merge(command, state);
    case 'SplitRegion': return split(command, state);
    case 'SucceedRegion': return succeed(command, state);
    case 'AliasRegion': return alias(command, state);
    case 'WithdrawChange': return withdraw(command, state);
    case 'DeclareZone': return declare(command, state);
    case 'RedrawZone': return redraw(command, state);
    case 'CloseZone': return close(command, state);
    case 'DefineRegionSet': return define(command, state);
    case 'AddSetMember': return addMember(command, state);
    case 'RemoveSetMember': return removeMember(command, state);
  }
};

/** The stream of the whole territory: one parent at any time, no circle, no code twice are rules about all of it. */
export const TERRITORY = 'territory';

export const territory: Decider<Territory, TerritoryCommand, TerritoryFact & Fact> = {
  name: 'territory',
  stateVersion: 1,
  streamsOf: () => [TERRITORY],
  initialState: nowhere,
  decide,
  evolve,
};
