import { isAmong } from '../../kernel/directory.js';
import { canonical } from '../../kernel/canonical.js';
import type { Command } from '../../kernel/message.js';
import { isAssociationOver, partiesFound, partyFor, personOf, refuseParty } from '../../kernel/party.js';
import { edtfInterval } from '../../kernel/period.js';
import { type Fault, mustHold, Refusal } from '../../kernel/refusal.js';
import type { PactFact } from './pact.events.js';
import type { CounterPact, DraftPact, FreezePact, ProposePact, RecordPact } from './pact.js';
import { refuse } from './refusals.js';
import { dayOf, inFuture, known } from './rules.js';
import { situationOn } from './situation.js';
import type { Drafted, Negotiated, Pact, Party } from './state.js';
import { type Terms, withChanges } from './terms.js';
import { mainText } from './text.js';

type Named = Pick<Terms, 'parties' | 'parent'>;

type Referred = Readonly<{ parties: readonly Party[]; wrong: readonly Refusal[] }>;

/** The parties with what they are in it, and what is wrong with naming them. */
const named = ({ parties }: Pick<Named, 'parties'>, command: Command, within: string, attested = false): Referred => {
  const found = partiesFound(parties.map(({ organisation }) => organisation), command, (n) => `${within}/parties/${n}/organisation`, attested);
  const roles = new Map(parties.map(({ organisation, role }) => [organisation, role]));
  return { wrong: found.wrong, parties: found.parties.map((party) => ({ ...party, role: roles.get(party.organisation) ?? null })) };
};

/** A framework is a pact that is there and that whoever refers to it may see. */
const wrongParent = ({ parent }: Pick<Named, 'parent'>, { actor, directory, data }: Command<string, { id: string }>, within: string): readonly Refusal[] => {
  if (parent === null) return [];
  if (parent === data.id) return [refuse('pact/own-parent', `${within}/parent`)];
  const pact = directory.pact(parent);
  return pact && isAmong(pact.audience, actor, directory) ? [] : [refuse('pact/unknown', `${within}/parent`)];
};

/** A party drafts; nobody else knows of it until it is proposed. */
export const draft = (command: DraftPact, state: Pact): readonly PactFact[] => {
  if (state.status !== 'absent') throw refuse('pact/exists', '/id');
  const { id: pact, terms, as } = command.data;
  const { parties, wrong } = named(terms, command, '');
  mustHold([...wrong, ...wrongParent(terms, command, '')]);
  const { organisation: party } = partyFor(parties, as, command);
  return [{ type: 'PactDrafted', effectiveOn: dayOf(command), data: { pact, terms, parties: [...parties], party, by: personOf(command.actor) } }];
};

/** An association enters what a document states of a pact. What it does not state stays unknown, and nobody's signature is made up. */
export const record = (command: RecordPact, state: Pact): readonly PactFact[] => {
  const { directory, data: { id: pact, stated } } = command;
  if (state.status !== 'absent') throw refuse('pact/exists', '/id');
  const { kind, title, parent, territory, signedOn, inForceFrom, to, source } = stated;
  const { parties, wrong } = named(stated, command, '', true);
  // Whose it is to enter can be told only where all parties are known.
  if (wrong.length === 0 && !isAssociationOver([territory, ...parties.map(({ region }) => region)], command)) throw refuseParty('party/attest-not-yours', '/source');
  const unknown = territory === null ? undefined : directory.regionFault(territory, inForceFrom ?? signedOn);
  mustHold([
    ...wrong, ...wrongParent(stated, command, ''),
    ...(unknown ? [new Refusal(unknown.code, unknown.message, 'invalid', [{ pointer: '/territory', ...unknown }])] : []),
    ...stated.parties.flatMap(({ organisation }, n) => (stated.parties.findIndex((each) => each.organisation === organisation) < n ? [refuse('pact/party-twice', `/parties/${n}/organisation`)] : [])),
    ...(signedOn === null ? [] : inFuture(signedOn, command, '/signedOn')),
    ...(inForceFrom !== null && to !== null && edtfInterval(to).to < edtfInterval(inForceFrom).from ? [refuse('pact/dates-reversed', '/to')] : []),
  ]);
  return [{
    type: 'PactRecorded', effectiveOn: inForceFrom ?? signedOn,
    data: { pact, kind, title, parent, territory, parties: [...parties], signedOn, inForceFrom, to, source, by: personOf(command.actor) },
  }];
};

const mustBeNegotiated = (state: Pact, command: Command): Negotiated => {
  const it = known(state, command);
  if (it.status !== 'in-force') return it;
  const situation = situationOn(it, dayOf(command));
  if (situation === 'expired' || situation === 'terminated') throw refuse(`pact/${situation}`);
  throw refuse(it.grade === 'attested' ? 'pact/attested' : 'pact/in-force');
};

export const propose = (command: ProposePact, state: Pact): readonly PactFact[] => {
  const it = mustBeNegotiated(state, command);
  const { as } = command.data;
  if (it.status === 'drafted') return offered(it, command);
  const { organisation: party } = partyFor(it.parties, as, command);
  // It is what it would become already.
  if (it.status === 'negotiating' && it.offer === 1 && it.offeredBy === party) return [];
  throw refuse('pact/not-a-draft');
};

/** The drafter's own offer, even where the same people speak for others too: else it could agree to it itself. */
const offered = (it: Drafted, command: ProposePact): readonly PactFact[] => {
  const { id: pact, as } = command.data;
  if (as !== null && as !== it.drafter) throw refuse('pact/not-the-drafter', '/as');
  const { organisation: party } = partyFor(it.parties, it.drafter, command);
  return [{ type: 'PactProposed', effectiveOn: dayOf(command), data: { pact, offer: 1, party, by: personOf(command.actor) } }];
};

/** Another text in the place of the one on the table: of any party, until the pact is in force. What was signed of the former text is void. */
export const counter = (command: CounterPact, state: Pact): readonly PactFact[] => {
  const it = mustBeNegotiated(state, command);
  const { id: pact, as, changes, reason } = command.data;
  if (it.status === 'drafted') throw refuse('pact/drafted');
  const { organisation: party } = partyFor(it.parties, as, command);
  const changed = withChanges(it.terms, changes);
  if (!changed.success) throw unfit(changed.error.issues);
  // Another party changes how they sign, though nobody named it; what was stored may have its members in another order.
  const fields = (Object.keys(changed.data) as (keyof Terms)[]).filter((field) => canonical(changed.data[field]) !== canonical(it.terms[field]));
  // What was declined is opened again by offering it, even in the same words.
  if (fields.length === 0 && it.status !== 'declined') return [];
  const { parties, wrong } = named(changed.data, command, '/changes');
  mustHold([...wrong, ...(fields.includes('parent') ? wrongParent(changed.data, command, '/changes') : [])]);
  return [{
    type: 'PactCountered', effectiveOn: dayOf(command),
    data: {
      pact, terms: changed.data, parties: [...parties], offer: it.offer + 1, changed: fields, voided: it.status === 'frozen' ? it.signatures.map(({ organisation }) => organisation) : [],
      reason, party, by: personOf(command.actor),
    },
  }];
};

type Issue = Readonly<{ path: readonly PropertyKey[]; message: string; params?: unknown }>;

/** Changes that are sound alone and do not fit the rest of the text. */
const unfit = (issues: readonly Issue[]): Refusal => {
  const faults = issues.map(({ path, message, params }): Fault => {
    const { code, words } = (params ?? {}) as Partial<Readonly<{ code: string; words: Fault['message'] }>>;
    return { pointer: `/changes/${path.join('/')}`, code: code ?? 'request/malformed', message: words ?? { en: message, zh: message } };
  });
  const [first] = faults as [Fault];
  return new Refusal(first.code, first.message, 'invalid', faults);
};

/** Another party than the one whose offer it is agrees to it word by word; from then on it is only signed or declined. */
export const freeze = (command: FreezePact, state: Pact): readonly PactFact[] => {
  const it = mustBeNegotiated(state, command);
  const { id: pact, as, text, sha256 } = command.data;
  if (it.status === 'drafted' || it.status === 'declined') throw refuse(`pact/${it.status}`);
  const { organisation: party } = partyFor(it.parties, as, command);
  if (it.status === 'frozen') return [];
  if (it.offeredBy === party) throw refuse('pact/own-offer', '/as');
  if (it.declined.some(({ organisation }) => organisation === party)) throw refuse('pact/declined-before', '/as');
  if (text !== mainText(it)) throw refuse('pact/moved-meanwhile');
  return [{ type: 'PactFrozen', effectiveOn: dayOf(command), data: { pact, offer: it.offer, text, sha256, party, by: personOf(command.actor) } }];
};

