import type { Decider } from '../../kernel/decider.js';
import type { Command, Fact } from '../../kernel/message.js';
import type { Reason, Source } from '../../signing/signing/index.js';
import { approveAuthority, authorise, revokeAuthority } from './authority.js';
import { affiliate, alias, classify, rename } from './changes.js';
import { close, merge, unmerge } from './ending.js';
import { approveKey, registerKey, revokeKey, rotateKey } from './keys.js';
import type { OrganisationFact } from './organisation.events.js';
import { identify, register, reservationsOf } from './registration.js';
import { release } from './release.js';
import { streamOf } from './rules.js';
import { evolve, nothing, type Organisations, reservationOf } from './state.js';
import type { Affiliation, Aliasing, Authorisation, Classification, Identification, Jwk, Registration, Releasable, Renaming } from './terms.js';

type On<Type extends string, Data extends object = object> = Command<Type, Data & { id: string }>;

export type RegisterOrganisation = On<'RegisterOrganisation', Registration>;
export type RenameOrganisation = On<'RenameOrganisation', Renaming>;
export type ClassifyOrganisation = On<'ClassifyOrganisation', Classification>;
export type AffiliateOrganisation = On<'AffiliateOrganisation', Affiliation>;
export type IdentifyOrganisation = On<'IdentifyOrganisation', Identification>;
/** `value`: what the body was seen to hold of that kind, by which its stream is found. */
export type ReleaseIdentifier = On<'ReleaseIdentifier', { kind: Releasable; value: string | null; reason: Reason }>;
export type AddAlias = On<'AddAlias', Aliasing>;
export type MergeOrganisation = On<'MergeOrganisation', { into: string; reason: Reason; source: Source | null }>;
export type UnmergeOrganisation = On<'UnmergeOrganisation', { reason: Reason }>;
export type CloseOrganisation = On<'CloseOrganisation', { on: string; reason: Reason; source: Source | null }>;

/** A key, its thumbprint, the text that was signed, and whether the signature fits, which is verified outside. */
type Proven = Readonly<{ key: Jwk; kid: string; text: string; proof: string; proofHolds: boolean }>;
export type RegisterKey = On<'RegisterKey', Proven & { from: string | null }>;
export type RotateKey = On<'RotateKey', Proven & { old: string; endorsement: string; endorsementHolds: boolean }>;
export type ApproveKey = On<'ApproveKey', { key: string }>;
export type RevokeKey = On<'RevokeKey', { key: string; from: string | null; reason: Reason }>;
/** `personKnown`: the table of people has this person for this body. */
export type Authorise = On<'Authorise', Authorisation & { authority: string; text: string; signatureHolds: boolean; personKnown: boolean }>;
export type ApproveAuthority = On<'ApproveAuthority', { authority: string }>;
export type RevokeAuthority = On<'RevokeAuthority', { authority: string; on: string; reason: Reason }>;

export type OrganisationCommand =
  | RegisterOrganisation | RenameOrganisation | ClassifyOrganisation | AffiliateOrganisation | IdentifyOrganisation | ReleaseIdentifier | AddAlias
  | MergeOrganisation | UnmergeOrganisation | CloseOrganisation
  | RegisterKey | RotateKey | ApproveKey | RevokeKey | Authorise | ApproveAuthority | RevokeAuthority;

const decide = (command: OrganisationCommand, state: Organisations): readonly OrganisationFact[] => {
  switch (command.type) {
    case 'RegisterOrganisation': return register(command, state);
    case 'RenameOrganisation': return rename(command, state);
    case 'ClassifyOrganisation': return classify(command, state);
    case 'AffiliateOrganisation': return affiliate(command, state);
    case 'IdentifyOrganisation': return identify(command, state);
    case 'ReleaseIdentifier': return release(command, state);
    case 'AddAlias': return alias(command, state);
    case 'MergeOrganisation': return merge(command, state);
    case 'UnmergeOrganisation': return unmerge(command, state);
    case 'CloseOrganisation': return close(command, state);
    case 'RegisterKey': return registerKey(command, state);
    case 'RotateKey': return rotateKey(command, state);
    case 'ApproveKey': return approveKey(command, state);
    case 'RevokeKey': return revokeKey(command, state);
    case 'Authorise': return authorise(command, state);
    case 'ApproveAuthority': return approveAuthority(command, state);
    case 'RevokeAuthority': return revokeAuthority(command, state);
  }
};

/** What the decision rests on beside the body itself: what is to be reserved for it, and the bodies that it is tied to. */
const besides = (command: OrganisationCommand): readonly string[] => {
  switch (command.type) {
    case 'RegisterOrganisation':
      return [...reservedBy(command.data), ...command.data.parents.map(({ organisation }) => streamOf(organisation))];
    case 'IdentifyOrganisation': return reservedBy(command.data);
    case 'ReleaseIdentifier': return command.data.value === null ? [] : [reservationOf(command.data.kind, command.data.value)];
    case 'AffiliateOrganisation': return [streamOf(command.data.organisation)];
    case 'MergeOrganisation': return [streamOf(command.data.into)];
    case 'RegisterKey': case 'RotateKey': return [reservationOf('public-key', command.data.kid)];
    default: return [];
  }
};

const reservedBy = (data: Parameters<typeof reservationsOf>[0]): readonly string[] => reservationsOf(data).map(({ kind, value }) => reservationOf(kind, value));

/** A body: registered once under its codes, called by its names, merged, closed, and what its keys and people may sign. */
export const organisation: Decider<Organisations, OrganisationCommand, OrganisationFact & Fact> = {
  name: 'organisation',
  stateVersion: 1,
  streamsOf: (command) => {
    const own = streamOf(command.data.id);
    return [own, ...new Set(besides(command).filter((stream) => stream !== own))];
  },
  // Who holds a code may have been merged; a refusal says into which body.
  refersTo: ({ type, data }) => ({ organisations: [], creditCodes: (type === 'RegisterOrganisation' || type === 'IdentifyOrganisation') && data.creditCode !== null ? [data.creditCode] : [] }),
  initialState: nothing,
  decide,
  evolve,
};
