import { mustHold, type Refusal } from '../../kernel/refusal.js';
import type { Actor } from '../../kernel/message.js';
import { dateInShanghai } from '../../kernel/period.js';
import { type Desk, type DeskFact, externalIdStream } from './desk.js';
import { refuse } from './refusals.js';
import { known, partyOf } from './rules.js';
import type { IdentifySigning } from './signing.js';
import type { ExternalIdFact } from './signing.events.js';
import type { ExternalId, Known } from './state.js';

type Stated = readonly Readonly<{ scheme: string; id: string }>[];

/** The numbers that somebody states of his own system, each once. */
export const ownIds = ({ organisation }: Actor, stated: Stated): readonly ExternalId[] => stated
  .filter(({ scheme, id }, n) => stated.findIndex((each) => each.scheme === scheme && each.id === id) === n)
  .map(({ scheme, id }) => ({ organisation, scheme, id }));

/** Takes numbers of an organisation's own system for a signing; one that another of its signings holds is told with that signing. */
export const reserved = (signing: string, ids: readonly ExternalId[], { holders }: Desk): Readonly<{ facts: readonly ExternalIdFact[]; wrong: readonly Refusal[] }> => ({
  facts: ids.filter((id) => holders[externalIdStream(id)] === undefined).map((id) => ({ type: 'ExternalIdReserved', effectiveOn: null, data: { signing, ...id }, stream: externalIdStream(id) })),
  wrong: ids.flatMap((id, n) => {
    const holder = holders[externalIdStream(id)];
    return holder === undefined || holder === signing ? [] : [refuse('signing/external-id-taken', `/externalIds/${n}`, { en: `It is that of ${holder}.`, zh: `已属 ${holder}。` })];
  }),
});

/** Numbers become free where a signing leaves the record before it counted, or as if it never had. */
export const released = (signing: string, it: Known, named: readonly ExternalId[], { holders }: Desk): readonly ExternalIdFact[] => {
  if (it.externalIds.some((id) => !named.some((each) => externalIdStream(each) === externalIdStream(id)))) throw refuse('signing/moved-meanwhile');
  return it.externalIds.filter((id) => holders[externalIdStream(id)] === signing)
    .map((id) => ({ type: 'ExternalIdReleased', effectiveOn: null, data: { signing, ...id }, stream: externalIdStream(id) }));
};

/** Whoever it concerns says under which numbers its own system has it; they are unique within organisation and scheme. */
export const identify = (command: IdentifySigning, desk: Desk): readonly DeskFact[] => {
  const { actor, at, data } = command;
  const it = known(desk.signing, command);
  if (it.status === 'withdrawn' || it.status === 'annulled') throw refuse(`signing/${it.status}`);
  const ids = ownIds(actor, data.externalIds);
  const { facts, wrong } = reserved(data.id, ids, desk);
  mustHold(wrong);
  const added = ids.filter((id) => !it.externalIds.some((each) => externalIdStream(each) === externalIdStream(id)));
  return added.length === 0 ? [] : [{ type: 'SigningIdentified', effectiveOn: dateInShanghai(at), data: { externalIds: [...added], by: partyOf(actor) } }, ...facts];
};
