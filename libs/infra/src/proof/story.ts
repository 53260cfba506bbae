import { absent, evolve, mainText, MAIN, type Pact, type PactFact, type Signable, type Signature, supplementText, turnOf } from '@entente/domain/cooperation/pact';
import { dateInShanghai } from '@entente/domain/kernel/period';
import { canonical, sha256Hex } from '../event-log/canonical.js';
import type { Bundle, Told } from './bundle.js';
import { deskOf, isMet, type Of } from './desk.js';
import { type Finding, finding } from './finding.js';
import { agreementFaults, consequenceOf, endFrom } from './follows.js';

/** What the facts of a pact come to, and what in them does not fit together; the end that is signed, and the other ones that the node tells of. */
export type Story = Readonly<{ findings: readonly Finding[]; state: Pact; signedTo: string | null; renewals: readonly Of<'PactRenewed'>['data'][] }>;

const asFact = (told: Told): PactFact => told as unknown as PactFact;

/** Where what was negotiated before is not told, the first text that is told stands for itself. */
const opened = (fact: PactFact): Pact => {
  if (fact.type !== 'PactCountered') return absent;
  const { pact, terms, parties, party, by } = fact.data;
  return evolve(absent, { type: 'PactDrafted', effectiveOn: fact.effectiveOn, data: { pact, terms, parties, party, by } });
};

const textFaults = (fact: PactFact, state: Pact): readonly string[] => {
  const { data } = fact as Of<'PactFrozen'>;
  const isNamed = sha256Hex(data.text) === data.sha256 ? [] : [`${fact.type} names a hash that its text does not have.`];
  if (fact.type === 'PactFrozen') {
    const meant = state.status !== 'absent' && state.status !== 'in-force' ? mainText(state) : undefined;
    return [...isNamed, ...(data.text === meant ? [] : ['The frozen text is not that of the terms that were offered.'])];
  }
  if (fact.type !== 'SupplementProposed') return [];
  const meant = state.status === 'in-force' ? supplementText(state, { ...fact.data, effectiveOn: fact.data.from }) : undefined;
  return [...isNamed, ...(data.text === meant ? [] : ['The text of a supplementary agreement is not that of what it changes.'])];
};

const signingFaults = ({ data, effectiveOn }: Of<'PactSigned'>, state: Pact): readonly string[] => {
  const desk = deskOf(state, data.document, dateInShanghai(data.at));
  if (!desk) return [`${data.name} signed where there was nothing to sign.`];
  const { signatures, declined, sha256 } = desk.signable;
  const isCalledSo = 'parties' in state && state.parties.some(({ organisation, name }) => organisation === data.organisation && name === data.name);
  return [
    ...(isCalledSo ? [] : [`${data.name} is not what the text calls the party that signed.`]),
    ...(sha256 === data.sha256 ? [] : [`${data.name} signed another text than the one that was frozen.`]),
    ...([...signatures, ...declined].some(({ organisation }) => organisation === data.organisation) ? [`${data.name} signed after it had signed or declined.`] : []),
    ...(turnOf(desk.groups, desk.signable).some(({ parties }) => parties.includes(data.organisation)) ? [] : [`${data.name} signed before its turn, or is no party.`]),
    ...(effectiveOn === dateInShanghai(data.at) ? [] : [`The signature of ${data.name} is of another day than it says.`]),
  ];
};

/** A text enters into force when so many have signed as it says, from the day that it names or from that of the last signature. */
const entryFaults = (fact: PactFact, { recordedAt }: Told, before: PactFact | undefined, state: Pact): readonly string[] => {
  if (fact.type === 'PactEnteredIntoForce') {
    if (state.status !== 'frozen') return ['The pact is said to have come into force without a frozen text.'];
    const { id: pact, terms: { kind, title, signing: { groups }, validity }, signatures, parties } = state;
    const from = validity.from ?? dateInShanghai(signatures.at(-1)?.at ?? '');
    const signers = parties.filter(({ organisation }) => signatures.some((each) => each.organisation === organisation));
    const isSo = canonical(fact.data) === canonical({ pact, from, to: validity.to, parties: signers, kind, title });
    return [...(isMet(groups, state) ? [] : ['The pact is said to have come into force before enough had signed.']), ...(isSo ? [] : ['The pact is said to have come into force otherwise than its text and signatures have it.'])];
  }
  if (fact.type !== 'SupplementEnteredIntoForce') return [];
  const supplement = state.status === 'in-force' ? state.supplements[fact.data.supplement] : undefined;
  const last = supplement?.signatures.at(-1);
  if (!supplement || !last) return [TOO_EARLY];
  // Where the last who had not signed left, it takes effect later than the last signature, on the day on which one says so again.
  const isBySignature = before?.type === 'PactSigned' && before.data.document === fact.data.supplement;
  const day = dateInShanghai(isBySignature ? last.at : recordedAt);
  const from = supplement.from ?? (isBySignature ? day : fact.data.from);
  const desk = deskOf(state, fact.data.supplement, supplement.from === null ? from : day);
  if (!desk || !isMet(desk.groups, supplement)) return [TOO_EARLY];
  return fact.data.from === from ? [] : ['A supplementary agreement is said to be in force from another day than its text and signatures have it.'];
};

const TOO_EARLY = 'A supplementary agreement is said to be in force before all who are bound had signed.';

/** Goes through the facts of a pact as they came, and compares each with what it may be where it stands. */
export const storyOf = ({ facts: all }: Bundle): Story => {
  const facts = all.filter(({ data }) => data !== null);
  const [texts, signings, entries, misplaced]: [string[], string[], string[], string[]] = [[], [], [], []];
  const renewals: Of<'PactRenewed'>['data'][] = [];
  let state: Pact = facts[0] ? opened(asFact(facts[0])) : absent;
  let signedTo: string | null = null;
  for (const [n, told] of facts.entries()) {
    const fact = asFact(told);
    const before = facts[n - 1] && asFact(facts[n - 1] as Told);
    const isSigned = fact.type === 'PactRenewed' && endFrom(before, state) !== undefined;
    if (fact.type === 'PactFrozen' || fact.type === 'SupplementProposed') texts.push(...textFaults(fact, state));
    if (fact.type === 'PactSigned') signings.push(...signingFaults(fact, state));
    if (fact.type === 'PactRenewed' && !isSigned) renewals.push(fact.data);
    if (fact.type === 'PactEnteredIntoForce' || isSigned) signedTo = (fact as Of<'PactRenewed' | 'PactEnteredIntoForce'>).data.to;
    entries.push(...entryFaults(fact, told, before, state));
    const after = evolve(state, fact);
    misplaced.push(...(isSigned ? [] : agreementFaults(fact, before, state)), ...(after === state ? [`${fact.type} at position ${told.position} has no place where it stands.`] : []));
    state = after;
    const consequence = consequenceOf(fact, state);
    const next = facts[n + 1];
    if (consequence && !(next && consequence.isIt(asFact(next)))) entries.push(consequence.missing);
  }
  const signed = signaturesOf(state);
  return {
    state, signedTo, renewals,
    findings: [
      finding('Each fact has its place after those before it', `${facts.length} told in full`, misplaced),
      finding('The texts are those of the terms that the facts state, and their hashes are right', textsOf(state).map(({ sha256 }) => sha256).join(', ') || 'none', texts),
      finding('Every party signed the text that was frozen, once, and in its turn', `${signed.length} signatures stand`, signings),
      finding('What is in force was signed by as many as its text wants, and ends when the signed texts say', state.status === 'in-force' ? `in force from ${state.from}${signedTo === null ? '' : ` to ${signedTo}`}` : 'not in force yet', entries),
    ],
  };
};

/** The texts that are signed: the main one and those of supplementary agreements, by what they are called in the facts. */
export const textsOf = (state: Pact): readonly (Signable & Readonly<{ document: string }>)[] => {
  if (state.status === 'frozen') return [{ ...state, document: MAIN }];
  if (state.status !== 'in-force') return [];
  return [...(state.main ? [{ ...state.main, document: MAIN }] : []), ...Object.values(state.supplements).map((each) => ({ ...each, document: each.id }))];
};

/** All signatures that stand. */
export const signaturesOf = (state: Pact): readonly (Signature & Readonly<{ document: string; text: string }>)[] =>
  textsOf(state).flatMap(({ signatures, document, text }) => signatures.map((each) => ({ ...each, document, text })));
