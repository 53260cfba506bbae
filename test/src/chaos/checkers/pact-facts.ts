import type { StoredEvent } from './stored.js';

type Group = Readonly<{ parties: readonly string[]; atLeast: number }>;
type Party = Readonly<{ organisation: string; region: string | null }>;

/** A pact as its facts tell it, read by a few lines that share nothing with the product. */
export type PactRead = Readonly<{
  stands: 'absent' | 'drafted' | 'negotiating' | 'frozen' | 'declined' | 'in-force';
  parties: readonly Party[]; groups: readonly Group[];
  drafter: string; offeredBy: string;
  text: string; sha256: string;
  /** What each party put its signature to the text with, in their order. */
  signed: readonly Readonly<{ organisation: string; jws: string }>[];
  declined: readonly string[];
}>;

export const nothing: PactRead = { stands: 'absent', parties: [], groups: [], drafter: '', offeredBy: '', text: '', sha256: '', signed: [], declined: [] };

type Data = Readonly<{
  terms: Readonly<{ signing: Readonly<{ groups: readonly Group[] }> }>; parties: readonly Party[]; party: string; organisation: string; text: string; sha256: string; jws: string;
}>;

export const dataOf = <T>({ data }: Pick<StoredEvent, 'data'>): T => JSON.parse(data) as T;

/** What a pact is after one more fact. */
export const afterFact = (it: PactRead, event: Pick<StoredEvent, 'type' | 'data'>): PactRead => {
  const { terms, parties, party, organisation, text, sha256, jws } = dataOf<Data>(event);
  switch (event.type) {
    case 'PactDrafted': return { ...nothing, stands: 'drafted', parties, groups: terms.signing.groups, drafter: party, offeredBy: party };
    case 'PactProposed': return { ...it, stands: 'negotiating', offeredBy: party };
    case 'PactCountered': return { ...it, stands: 'negotiating', parties, groups: terms.signing.groups, offeredBy: party, text: '', sha256: '', signed: [], declined: [] };
    case 'PactFrozen': return { ...it, stands: 'frozen', text, sha256 };
    case 'PactSigned': return { ...it, signed: [...it.signed, { organisation, jws }] };
    case 'PactDeclined': return { ...it, declined: [...it.declined, organisation] };
    case 'PactFailed': return { ...it, stands: 'declined' };
    case 'PactEnteredIntoForce': return { ...it, stands: 'in-force' };
    default: return it;
  }
};

/** The pact after each version of its stream, beginning with version 0. */
export const pactAt = (events: readonly Pick<StoredEvent, 'type' | 'data'>[]): readonly PactRead[] => {
  const all = [nothing];
  for (const event of events) all.push(afterFact(all.at(-1) as PactRead, event));
  return all;
};

export const hasSigned = ({ signed }: PactRead, body: string): boolean => signed.some(({ organisation }) => organisation === body);

const isReached = (it: PactRead, { parties, atLeast }: Group): boolean => parties.filter((body) => hasSigned(it, body)).length >= atLeast;

/** Whether every group has as many signatures as it asks for. */
export const isMet = (it: PactRead): boolean => it.groups.every((group) => isReached(it, group));

/** Whether all groups before the party's own have theirs. */
export const isItsTurn = (it: PactRead, body: string): boolean => {
  const own = it.groups.findIndex(({ parties }) => parties.includes(body));
  return own >= 0 && it.groups.slice(0, own).every((group) => isReached(it, group));
};
