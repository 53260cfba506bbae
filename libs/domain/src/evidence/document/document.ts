import type { Decider } from '../../kernel/decider.js';
import type { Command } from '../../kernel/message.js';
import { dateInShanghai } from '../../kernel/period.js';
import type { DocumentFact } from './document.events.js';
import { refuse } from './refusals.js';
import { type Document, documentStream, evolveDocument, isUnder } from './state.js';
import type { Access, Reason } from './terms.js';

type On<Type extends string, Data extends object> = Command<Type, Data & { id: string }>;

/** The content lies in the store already; here is what it is. */
export type DepositDocument = On<'DepositDocument', { sha256: string; bytes: number; mediaType: string; name: string | null; access: Access }>;
export type DiscardDocument = On<'DiscardDocument', { reason: Reason; policy: 'unused' | 'asked' }>;
export type DocumentCommand = DepositDocument | DiscardDocument;

/** Whether a deposit would say nothing new: the same content, by the same organisation, for the same eyes. */
const isSame = (it: Document, { data, actor }: DepositDocument): boolean =>
  it.sha256 === data.sha256 && it.by.organisation === actor.organisation && it.access === data.access && it.name === data.name && it.mediaType === data.mediaType;

const deposit = (command: DepositDocument, state: Document | undefined): readonly DocumentFact[] => {
  const { actor: { principal, organisation, region }, at, data: { id, sha256, bytes, mediaType, name, access } } = command;
  if (state) {
    if (!isSame(state, command)) throw refuse('document/exists', '/id');
    if (state.discarded) throw refuse('document/discarded', '/id');
    return [];
  }
  return [{
    type: 'DocumentDeposited', effectiveOn: dateInShanghai(at),
    data: { document: id, sha256, bytes, mediaType, name, access, region, by: { principal, organisation } },
  }];
};

/**
 * Until something refers to it, it is its depositor's alone, who takes it back. From then on an association over its region
 * may see it and orders it to go, as where personal data must not be kept. What was thought to be unused, which the node
 * itself looks for, is kept if something has come to refer to it.
 */
const discard = ({ actor, at, directory, data: { id, reason, policy } }: DiscardDocument, state: Document | undefined): readonly DocumentFact[] => {
  if (!state) throw refuse('document/not-found');
  const isOver = isUnder(state, actor, directory);
  if (policy === 'asked' && !isOver && state.by.organisation !== actor.organisation) throw refuse('document/not-found');
  if (state.discarded) return [];
  if (state.references.length > 0 && (policy === 'unused' || !isOver)) throw refuse('document/in-use');
  return [{ type: 'DocumentDiscarded', effectiveOn: dateInShanghai(at), data: { document: id, reason, policy } }];
};

/** A document that was deposited as evidence: what it is, what refers to it, and whether its content is still kept. */
export const document: Decider<Document | undefined, DocumentCommand, DocumentFact> = {
  name: 'document',
  stateVersion: 1,
  streamsOf: ({ data }) => [documentStream(data.id)],
  initialState: undefined,
  decide: (command, state) => (command.type === 'DepositDocument' ? deposit(command, state) : discard(command, state)),
  evolve: evolveDocument,
};
