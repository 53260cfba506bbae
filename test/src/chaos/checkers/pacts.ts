import { createHash } from 'node:crypto';
import { afterFact, dataOf, hasSigned, isItsTurn, isMet, nothing, type PactRead } from './pact-facts.js';
import { groupedBy } from './set.js';
import type { StoredEvent, StoredLog } from './stored.js';

export const isPact = ({ stream }: Pick<StoredEvent, 'stream'>): boolean => stream.startsWith('pact-');

type Signed = Readonly<{ organisation: string; sha256: string }>;
type Entered = Readonly<{ parties: readonly Readonly<{ organisation: string }>[] }>;

const signature = (it: PactRead, event: StoredEvent): readonly (string | false)[] => {
  const { organisation, sha256 } = dataOf<Signed>(event);
  return [
    it.stands !== 'frozen' && it.stands !== 'in-force' && `${organisation} signed it while it was ${it.stands}`,
    !it.parties.some((party) => party.organisation === organisation) && `${organisation} signed it and is no party to it`,
    hasSigned(it, organisation) && `${organisation} signed it a second time`,
    it.declined.includes(organisation) && `${organisation} signed what it had declined`,
    !isItsTurn(it, organisation) && `${organisation} signed before its turn`,
    sha256 !== it.sha256 && `${organisation} signed another text than the one that was frozen`,
  ];
};

const entry = (it: PactRead, event: StoredEvent, before: StoredEvent | undefined): readonly (string | false)[] => {
  const bound = dataOf<Entered>(event).parties.map(({ organisation }) => organisation).sort();
  const signers = it.signed.map(({ organisation }) => organisation).sort();
  return [
    it.stands === 'in-force' && 'it entered into force a second time',
    it.stands !== 'frozen' && it.stands !== 'in-force' && `it entered into force while it was ${it.stands}`,
    !isMet(it) && 'it entered into force before enough had signed',
    bound.join() !== signers.join() && `it binds ${bound.join(' and ')}, and ${signers.join(' and ')} had signed`,
    (before?.type !== 'PactSigned' || before.commandId !== event.commandId) && 'it entered into force otherwise than with a signature',
  ];
};

/** What else may happen to a pact, by where it stands. */
const MAY_BE: Readonly<Record<string, readonly PactRead['stands'][]>> = {
  PactDrafted: ['absent'], PactProposed: ['drafted'], PactCountered: ['negotiating', 'frozen', 'declined'], PactFrozen: ['negotiating'],
  PactDeclined: ['negotiating', 'frozen', 'in-force'], PactFailed: ['negotiating', 'frozen'],
};

const step = (it: PactRead, event: StoredEvent, before: StoredEvent | undefined): readonly (string | false)[] => {
  if (event.type === 'PactSigned') return signature(it, event);
  if (event.type === 'PactEnteredIntoForce') return entry(it, event, before);
  const frozen = event.type === 'PactFrozen' ? dataOf<Readonly<{ text: string; sha256: string; party: string }>>(event) : undefined;
  return [
    MAY_BE[event.type]?.includes(it.stands) !== true && `${event.type} was written while it was ${it.stands}`,
    frozen !== undefined && createHash('sha256').update(frozen.text).digest('hex') !== frozen.sha256 && 'its text has another hash than the one that it was frozen with',
    frozen !== undefined && frozen.party === it.offeredBy && `${frozen.party} agreed to its own offer`,
  ];
};

const ofOne = (stream: string, events: readonly StoredEvent[]): readonly string[] => {
  const faults: string[] = [];
  let it = nothing;
  events.forEach((event, n) => {
    const found = step(it, event, events[n - 1]).filter((each) => each !== false);
    faults.push(...found.map((fault) => `Position ${event.position}: of ${stream}, ${fault}.`));
    it = afterFact(it, event);
    const next = events[n + 1];
    const isDue = event.type === 'PactSigned' && it.stands === 'frozen' && isMet(it);
    if (isDue && (next?.type !== 'PactEnteredIntoForce' || next.commandId !== event.commandId)) faults.push(`Position ${event.position}: of ${stream}, enough had signed and it did not enter into force.`);
  });
  return faults;
};

/** A party has one signature under a text, in its turn, and a pact enters into force once, with the signature that was still wanting. */
export const pacts = ({ events }: Pick<StoredLog, 'events'>): readonly string[] =>
  [...groupedBy(events.filter(isPact), ({ stream }) => stream)].flatMap(([stream, facts]) => ofOne(stream, facts));
