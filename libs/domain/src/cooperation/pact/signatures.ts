import { blamedBy, standing as standingOf } from '../../parties/organisation/index.js';
import { edtfInterval } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';
import { partyFor, personOf, refuseParty } from '../../kernel/party.js';
import type { PactFact } from './pact.events.js';
import type { DeclinePact, SignPact } from './pact.js';
import { refuse } from './refusals.js';
import { dayOf, known } from './rules.js';
import { partiesOf, situationOn } from './situation.js';
import { type Frozen, type Known, MAIN, type Party, type Signable, type Standing, type Supplement } from './state.js';
import type { Group } from './terms.js';
import type { Table } from './table.js';

type By = SignPact | DeclinePact;

/** What is signed: the main text, before or after others have brought it into force, or a supplementary agreement of all who are bound. */
type Desk = Readonly<{ it: Known; signable: Signable; parties: readonly Party[]; groups: readonly Group[]; document: string }>;

const mainDesk = (it: Known): Desk => {
  if (it.status === 'frozen') return { it, signable: it, parties: it.parties, groups: it.terms.signing.groups, document: MAIN };
  if (it.status === 'in-force' && it.main && it.terms) return { it, signable: it.main, parties: it.parties, groups: it.terms.signing.groups, document: MAIN };
  throw refuse(it.status === 'in-force' ? 'pact/attested' : `pact/${it.status}`);
};

const supplementDesk = (it: Known, id: string, day: string): Desk => {
  if (it.status !== 'in-force') throw refuse('pact/not-in-force');
  const supplement = it.supplements[id];
  if (!supplement) throw refuse('pact/supplement-unknown', '/supplement');
  if (supplement.status === 'failed') throw refuse('pact/supplement-failed');
  const parties = partiesOf(it, day);
  return { it, signable: supplement, parties, groups: [{ parties: parties.map(({ organisation }) => organisation), atLeast: parties.length }], document: id };
};

const mustNotHaveEnded = (it: Known, day: string): void => {
  const situation = situationOn(it, day);
  if (situation === 'terminated' || situation === 'expired') throw refuse(`pact/${situation}`);
};

const deskFor = (it: Known, command: By): Desk => {
  const { supplement } = command.data;
  mustNotHaveEnded(it, dayOf(command));
  return supplement === null ? mainDesk(it) : supplementDesk(it, supplement, dayOf(command));
};

const hasSigned = ({ signatures }: Signable, organisation: string): boolean => signatures.some((each) => each.organisation === organisation);
const hasDeclined = ({ declined }: Signable, organisation: string): boolean => declined.some((each) => each.organisation === organisation);

/** How many of a group have signed. */
const signedOf = (group: Group, signable: Signable): number => group.parties.filter((organisation) => hasSigned(signable, organisation)).length;

export const isMet = (groups: readonly Group[], signable: Signable): boolean => groups.every((group) => signedOf(group, signable) >= group.atLeast);

/** The groups whose turn it is: those before each of them have signed as many as it takes. */
export const turnOf = (groups: readonly Group[], signable: Signable): readonly Group[] => {
  const waiting = groups.findIndex((group) => signedOf(group, signable) < group.atLeast);
  return waiting < 0 ? groups : groups.slice(0, waiting + 1);
};

/** Whether so many have declined that the text cannot come into force. */
const isLost = (groups: readonly Group[], signable: Signable): boolean =>
  groups.some((group) => group.parties.filter((organisation) => hasSigned(signable, organisation) || !hasDeclined(signable, organisation)).length < group.atLeast);

/**
 * A party signs the frozen text with its own key, by a person who holds its authority for pacts at this moment. What the
 * key and the person are good for is read and guarded with the signature, so that no revocation falls between.
 */
export const sign = (command: SignPact, { pact: state, bodies }: Table): readonly PactFact[] => {
  const it = known(state, command);
  const { id: pact, organisation, person, kid, jws, sha256, signatureHolds } = command.data;
  const desk = deskFor(it, command);
  const party = partyFor(desk.it.parties, organisation, command, '/organisation');
  if (!desk.parties.some((each) => each.organisation === organisation)) throw refuse('pact/not-bound', '/organisation');
  const before = desk.signable.signatures.find((each) => each.organisation === organisation);
  // Where the last who had not signed has left since, what the others signed takes effect when one of them says so again.
  if (before?.jws === jws) return effects(desk, desk.signable, command);
  if (before) throw refuse('pact/signed-already');
  if (hasDeclined(desk.signable, organisation)) throw refuse('pact/declined-before');
  if (!turnOf(desk.groups, desk.signable).some(({ parties }) => parties.includes(organisation))) throw refuse('pact/not-your-turn');
  if (sha256 !== desk.signable.sha256) throw refuse('pact/moved-meanwhile');
  if (hasPassed(desk, dayOf(command))) throw refuse('pact/ends-before-signing');
  if (!signatureHolds) throw refuse('pact/signature-fails', '/signature');
  const body = bodies[organisation];
  const verdict = body && standingOf(body, { kid, person, purpose: 'pacts', on: command.at });
  if (!verdict?.valid) {
    const { code, words: message } = verdict ?? { code: 'party/unknown', words: refuseParty('party/unknown').words };
    throw new Refusal('pact/signer-not-standing', message, 'invalid', [{ pointer: `/${blamedBy(code)}`, code, message }]);
  }
  const signed: PactFact = {
    type: 'PactSigned', effectiveOn: dayOf(command),
    data: { pact, document: desk.document, sha256, organisation, name: party.name, region: party.region, person, kid, jws, at: command.at, by: personOf(command.actor) },
  };
  const { at } = command;
  const after: Signable = { ...desk.signable, signatures: [...desk.signable.signatures, { organisation, name: party.name, person, kid, jws, at }] };
  return [signed, ...effects(desk, after, command)];
};

/** Whether the end that a text gives the pact, which is not in force yet, has passed. */
const hasPassed = ({ it, document }: Desk, day: string): boolean => {
  const supplement = it.status === 'in-force' ? it.supplements[document] : undefined;
  const to = it.status === 'frozen' ? it.terms.validity.to : supplement?.status === 'signing' ? supplement.to : null;
  return to !== null && edtfInterval(to).to < day;
};

/** What follows when enough have signed: the text is in force from the day that it names, and else from this one. */
const effects = (desk: Desk, after: Signable, command: SignPact): readonly PactFact[] => {
  const { it, groups, document } = desk;
  const day = dayOf(command);
  if (!isMet(groups, after) || hasPassed(desk, day)) return [];
  const { id: pact } = command.data;
  if (it.status === 'frozen') return [entry(it, after, day)];
  const supplement = it.status === 'in-force' ? it.supplements[document] : undefined;
  if (supplement?.status !== 'signing') return [];
  const from = supplement.from ?? day;
  return [{ type: 'SupplementEnteredIntoForce', effectiveOn: from, data: { pact, supplement: document, from } }, ...extension(it as Standing, supplement, command)];
};

const entry = ({ id: pact, terms, parties }: Frozen, { signatures }: Signable, day: string): PactFact => {
  const from = terms.validity.from ?? day;
  const signers = parties.filter(({ organisation }) => signatures.some((each) => each.organisation === organisation));
  return { type: 'PactEnteredIntoForce', effectiveOn: from, data: { pact, from, to: terms.validity.to, parties: signers, kind: terms.kind, title: terms.title } };
};

/** A supplementary agreement may give the pact another end. */
const extension = ({ id: pact, to: former }: Standing, { to, reason }: Supplement, command: SignPact): readonly PactFact[] =>
  (to === null ? [] : [{ type: 'PactRenewed', effectiveOn: dayOf(command), data: { pact, how: 'consent', clause: null, reason, source: null, by: personOf(command.actor), to: edtfInterval(to).to, former } }]);

/** A party says no. Where the others are too few then, the text has failed; a counter-offer opens it to all again. */
export const decline = (command: DeclinePact, { pact: state }: Table): readonly PactFact[] => {
  const it = known(state, command);
  const { id: pact, as, reason, supplement } = command.data;
  if (it.status === 'drafted') throw refuse('pact/drafted');
  if (it.status === 'declined' && supplement === null) return alreadyDeclined(it.declined, partyFor(it.parties, as, command).organisation);
  const desk: Desk = it.status === 'negotiating' && supplement === null
    ? { it, signable: { text: '', sha256: '', signatures: [], declined: it.declined }, parties: it.parties, groups: it.terms.signing.groups, document: MAIN }
    : deskFor(it, command);
  const { organisation } = partyFor(desk.parties, as, command);
  if (hasDeclined(desk.signable, organisation)) return [];
  if (hasSigned(desk.signable, organisation)) throw refuse('pact/signed-already');
  if (it.status === 'in-force' && supplement !== null && it.supplements[supplement]?.status === 'in-force') throw refuse('pact/supplement-in-force');
  const declined: PactFact = { type: 'PactDeclined', effectiveOn: dayOf(command), data: { pact, document: desk.document, organisation, reason, by: personOf(command.actor) } };
  const after: Signable = { ...desk.signable, declined: [...desk.signable.declined, { organisation, reason }] };
  const isOpen = it.status !== 'in-force' || desk.document !== MAIN;
  return [declined, ...(isOpen && isLost(desk.groups, after) ? [{ type: 'PactFailed', effectiveOn: dayOf(command), data: { pact, document: desk.document } } as const] : [])];
};

const alreadyDeclined = (declined: Signable['declined'], organisation: string): readonly PactFact[] => {
  if (declined.some((each) => each.organisation === organisation)) return [];
  throw refuse('pact/declined');
};
