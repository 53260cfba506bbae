import type { Party as Body, Person } from '../../kernel/party.js';
import { edtfInterval } from '../../kernel/period.js';
import type { Reason, Source } from '../../signing/signing/index.js';
import type { PactFact } from './pact.events.js';
import type { Clause, Obligation, Supplementary, Terms, Title } from './terms.js';

/** A body that is party, as it was when the text was offered, and as what. */
export type Party = Body & Readonly<{ role: string | null }>;

/** A party's signature under a frozen text: of which person, with which key, at which instant. */
export type Signature = Readonly<{ organisation: string; name: string; person: string; kid: string; jws: string; at: string }>;

/** A text that is signed or declined, word by word. */
export type Signable = Readonly<{ text: string; sha256: string; signatures: readonly Signature[]; declined: readonly Readonly<{ organisation: string; reason: Reason }>[] }>;

/** A supplementary agreement: `offer` says as the how manieth its words were put forward; once in force it counts from `from` on, and `rank` says as the how manieth it was agreed. */
export type Supplement = Signable & Readonly<Pick<Supplementary, 'title' | 'clauses' | 'obligations' | 'to'>> &
  Readonly<{ id: string; offer: number; proposer: string; reason: Reason; from: string | null; rank: number | null; status: 'signing' | 'in-force' | 'failed' }>;

/** A party that is bound: since when, and until when if it left. */
export type Bound = Party & Readonly<{ since: string | null; until: string | null }>;

export type ConsentAct = Extract<PactFact, { type: 'PactConsented' }>['data']['act'];

/** What some who are bound have agreed to and others not yet. */
export type Motion = Readonly<{ act: ConsentAct; leaving: string | null; on: string; reason: Reason; consents: readonly string[] }>;

export type How = Readonly<{ how: 'consent' | 'clause' | 'attested'; clause: string | null; reason: Reason }>;

/** From its first day on until before the day of its end; null is not said yet. */
export type Suspension = How & Readonly<{ from: string; to: string | null }>;

/** What became of an obligation. */
export type Fulfilment = Readonly<{
  on: string; evidence: readonly Readonly<{ document: string; sha256: string }>[]; note: string | null;
  party: string; by: Person; verified: Readonly<{ party: string; by: Person }> | null;
}>;

type Offered = Readonly<{ id: string; terms: Terms; parties: readonly Party[]; grade: 'signed'; source: null }>;

/** What is in force or was: with everything that changed it, each from its date on. */
export type Standing = Readonly<{
  id: string; status: 'in-force'; kind: Terms['kind']; title: Title; parent: string | null; access: Terms['access'];
  /** How it is known: by the parties' own signatures, or from a document. */
  grade: 'signed' | 'attested'; source: Source | null;
  territory: string | null; signedOn: string | null;
  terms: Terms | null; main: Signable | null; parties: readonly Party[];
  /** The days on which it begins and ends; null is not stated, or open. */
  from: string | null; to: string | null;
  bound: readonly Bound[];
  supplements: Readonly<Record<string, Supplement>>;
  suspensions: readonly Suspension[];
  terminated: (How & Readonly<{ on: string }>) | null;
  motions: readonly Motion[];
  fulfilments: Readonly<Record<string, Fulfilment>>;
}>;

/** The situations of a pact. What depends on the day (expired, suspended, ended) follows from the last one. */
export type Pact =
  | Readonly<{ status: 'absent' }>
  | (Offered & Readonly<{ status: 'drafted'; drafter: string; offer: 0 }>)
  | (Offered & Readonly<{ status: 'negotiating'; offer: number; offeredBy: string; declined: Signable['declined'] }>)
  | (Offered & Signable & Readonly<{ status: 'frozen'; offer: number }>)
  | (Offered & Readonly<{ status: 'declined'; offer: number; declined: Signable['declined'] }>)
  | Standing;

export type Known = Exclude<Pact, { status: 'absent' }>;
export type Negotiated = Extract<Pact, { status: 'drafted' | 'negotiating' | 'frozen' | 'declined' }>;
export type Drafted = Extract<Pact, { status: 'drafted' }>;
export type Frozen = Extract<Pact, { status: 'frozen' }>;

export const absent: Pact = { status: 'absent' };
export const MAIN = 'main';

type Of<T extends PactFact['type']> = Extract<PactFact, { type: T }>['data'];

export const evolve = (state: Pact, fact: PactFact): Pact => {
  if (fact.type === 'PactDrafted') {
    const { pact: id, terms, parties, party } = fact.data;
    return { status: 'drafted', id, terms, parties, grade: 'signed', source: null, drafter: party, offer: 0 };
  }
  if (fact.type === 'PactRecorded') return recorded(fact.data);
  if (state.status === 'absent') return state;
  return state.status === 'in-force' ? standing(state, fact) : negotiated(state, fact);
};

const recorded = ({ pact: id, kind, title, parent, territory, parties, signedOn, inForceFrom: from, to, source }: Of<'PactRecorded'>): Standing => ({
  status: 'in-force', id, kind, title, parent, access: 'open', grade: 'attested', source, territory, signedOn, terms: null, main: null, parties, from, to,
  bound: parties.map((each) => ({ ...each, since: from, until: null })), supplements: {}, suspensions: [], terminated: null, motions: [], fulfilments: {},
});

const offeredOf = ({ id, terms, parties, grade, source }: Negotiated): Offered => ({ id, terms, parties, grade, source });

const negotiated = (it: Negotiated, fact: PactFact): Pact => {
  const base = offeredOf(it);
  switch (fact.type) {
    case 'PactProposed': return { ...base, status: 'negotiating', offer: fact.data.offer, offeredBy: fact.data.party, declined: [] };
    case 'PactCountered': {
      const { terms, parties, offer, party } = fact.data;
      return { ...base, terms, parties, status: 'negotiating', offer, offeredBy: party, declined: [] };
    }
    case 'PactFrozen': return { ...base, status: 'frozen', offer: it.offer, text: fact.data.text, sha256: fact.data.sha256, signatures: [], declined: it.status === 'negotiating' ? it.declined : [] };
    case 'PactSigned': return it.status === 'frozen' ? { ...it, signatures: [...it.signatures, signatureOf(fact.data)] } : it;
    case 'PactDeclined': return it.status === 'frozen' || it.status === 'negotiating' ? { ...it, declined: [...it.declined, { organisation: fact.data.organisation, reason: fact.data.reason }] } : it;
    case 'PactFailed': return { ...base, status: 'declined', offer: it.offer, declined: 'declined' in it ? it.declined : [] };
    case 'PactEnteredIntoForce': return it.status === 'frozen' ? entered(it, fact.data) : it;
    default: return it;
  }
};

const entered = ({ id, terms, parties, text, sha256, signatures, declined }: Frozen, { from, to }: Of<'PactEnteredIntoForce'>): Standing => ({
  status: 'in-force', id, kind: terms.kind, title: terms.title, parent: terms.parent, access: terms.access, grade: 'signed', source: null, territory: null, signedOn: null,
  terms, main: { text, sha256, signatures, declined }, parties, from, to,
  bound: parties.filter(({ organisation }) => signatures.some((each) => each.organisation === organisation)).map((each) => ({ ...each, since: from, until: null })),
  supplements: {}, suspensions: [], terminated: null, motions: [], fulfilments: {},
});

const signatureOf = ({ organisation, name, person, kid, jws, at }: Of<'PactSigned'>): Signature => ({ organisation, name, person, kid, jws, at });

const standing = (it: Standing, fact: PactFact): Standing => {
  switch (fact.type) {
    case 'PactSigned': return fact.data.document === MAIN ? acceded(it, fact.data, fact.effectiveOn) : withSupplement(it, fact.data.document, ({ signatures }) => ({ signatures: [...signatures, signatureOf(fact.data)] }));
    case 'PactDeclined': return fact.data.document === MAIN
      ? { ...it, main: it.main && { ...it.main, declined: [...it.main.declined, { organisation: fact.data.organisation, reason: fact.data.reason }] } }
      : withSupplement(it, fact.data.document, ({ declined }) => ({ declined: [...declined, { organisation: fact.data.organisation, reason: fact.data.reason }] }));
    case 'PactFailed': return withSupplement(it, fact.data.document, () => ({ status: 'failed' }));
    case 'SupplementProposed': {
      const { supplement: id, title, clauses, obligations, to, from, text, sha256, reason, party } = fact.data;
      return { ...it, supplements: { ...it.supplements, [id]: { id, offer: (it.supplements[id]?.offer ?? 0) + 1, title, clauses, obligations, to, from, text, sha256, reason, proposer: party, rank: null, signatures: [], declined: [], status: 'signing' } } };
    }
    case 'SupplementEnteredIntoForce': return withSupplement(it, fact.data.supplement, () => ({ status: 'in-force', from: fact.data.from, rank: inForce(it.supplements).length }));
    case 'PactConsented': return { ...it, motions: consented(it.motions, fact.data) };
    case 'PactSuspended': return { ...settled(it, 'suspend'), suspensions: suspended(it, fact.data) };
    case 'PactResumed': return { ...settled(it, 'resume'), suspensions: withSuspension(it, fact.data.from, (each) => ({ ...each, to: fact.data.on })) };
    case 'PactRenewed': return { ...settled(it, 'renew'), to: fact.data.to };
    case 'PactTerminated': return { ...settled(it, 'terminate'), terminated: { ...howOf(fact.data), on: fact.data.on } };
    case 'PartyWithdrew': {
      const { organisation, on } = fact.data;
      return { ...settled(it, 'withdraw', organisation), bound: it.bound.map((each) => (each.organisation === organisation ? { ...each, until: on } : each)) };
    }
    case 'ObligationReported': {
      const { obligation, on, evidence, note, party, by } = fact.data;
      return { ...it, fulfilments: { ...it.fulfilments, [obligation]: { on, evidence, note, party, by, verified: null } } };
    }
    case 'ObligationVerified': {
      const { obligation, party, by } = fact.data;
      const reported = fulfilmentOf(it, obligation);
      return reported ? { ...it, fulfilments: { ...it.fulfilments, [obligation]: { ...reported, verified: { party, by } } } } : it;
    }
    case 'ObligationReversed': {
      const { [fact.data.obligation]: _, ...fulfilments } = it.fulfilments;
      return { ...it, fulfilments };
    }
    default: return it;
  }
};

/** A party that signs when others had brought it into force already is bound from that day, and not before the others are. */
const acceded = (it: Standing, data: Of<'PactSigned'>, on: string | null): Standing => {
  const party = it.parties.find(({ organisation }) => organisation === data.organisation);
  if (!it.main || !party) return it;
  const since = it.from !== null && (on === null || edtfInterval(on).from < edtfInterval(it.from).from) ? it.from : on;
  return { ...it, main: { ...it.main, signatures: [...it.main.signatures, signatureOf(data)] }, bound: [...it.bound, { ...party, since, until: null }] };
};

const withSuspension = ({ suspensions }: Standing, from: string, changed: (each: Suspension) => Suspension): readonly Suspension[] => {
  const at = suspensions.findLastIndex((each) => each.from === from);
  return suspensions.map((each, n) => (n === at ? changed(each) : each));
};

/** A suspension takes the place of the one of which it says the first day anew. What a document states of the end of that one stands. */
const suspended = (it: Standing, { former, ...data }: Of<'PactSuspended'>): readonly Suspension[] => {
  const begun = { ...howOf(data), from: data.from, to: null };
  return former === null ? [...it.suspensions, begun] : withSuspension(it, former, ({ to }) => ({ ...begun, to: it.grade === 'attested' ? to : null }));
};

const howOf = ({ how, clause, reason }: How): How => ({ how, clause, reason });

const withSupplement = (it: Standing, id: string, changed: (supplement: Supplement) => Partial<Supplement>): Standing => {
  const supplement = it.supplements[id];
  return supplement ? { ...it, supplements: { ...it.supplements, [id]: { ...supplement, ...changed(supplement) } } } : it;
};

const isAbout = (motion: Pick<Motion, 'act' | 'leaving'>, { act, leaving }: Pick<Motion, 'act' | 'leaving'>): boolean => motion.act === act && motion.leaving === leaving;

/** Whoever agrees to something else than the others begins anew. */
const consented = (motions: readonly Motion[], { act, leaving, on, reason, party }: Of<'PactConsented'>): readonly Motion[] => {
  const before = motions.find((each) => isAbout(each, { act, leaving }));
  const consents = before?.on === on ? [...before.consents, party] : [party];
  return [...motions.filter((each) => each !== before), { act, leaving, on, reason: before?.on === on ? before.reason : reason, consents }];
};

const settled = (it: Standing, act: ConsentAct, leaving: string | null = null): Standing => ({ ...it, motions: it.motions.filter((each) => !isAbout(each, { act, leaving })) });

/** What was reported of an obligation; its name may be any word, `constructor` among them. */
export const fulfilmentOf = ({ fulfilments }: Pick<Standing, 'fulfilments'>, name: string): Fulfilment | undefined => (Object.hasOwn(fulfilments, name) ? fulfilments[name] : undefined);

/** All obligations: of the text, and of the supplementary agreements in force. */
export const obligationsOf = ({ terms, supplements }: Pick<Standing, 'terms' | 'supplements'>): readonly Obligation[] =>
  [...(terms?.obligations ?? []), ...inForce(supplements).flatMap(({ obligations }) => obligations)];

/** Supplementary agreements in force, in the order in which they took effect; of several on one day, the one that was agreed last has the last word. */
export const inForce = (supplements: Standing['supplements']): readonly Supplement[] =>
  Object.values(supplements).filter(({ status }) => status === 'in-force').toSorted((a, b) => (firstDay(a) < firstDay(b) ? -1 : firstDay(a) > firstDay(b) ? 1 : (a.rank ?? 0) - (b.rank ?? 0)));

const firstDay = ({ from }: Supplement): string => (from === null ? '' : edtfInterval(from).from);

/** A clause as it reads, and which supplementary agreement gave it its words. */
export type Reading = Clause & Readonly<{ by: string | null }>;

/** The clauses as they read on a day, with what supplementary agreements changed by then. */
export const clausesOn = ({ terms, supplements }: Pick<Standing, 'terms' | 'supplements'>, day: string): readonly Reading[] =>
  inForce(supplements).filter((each) => firstDay(each) <= day).reduce<readonly Reading[]>(
    (clauses, { id, clauses: changed }) => changed.reduce<readonly Reading[]>((all, { clause, heading, text, permits }) => {
      const at = all.findIndex((each) => each.clause === clause);
      if (text === null) return all.filter((each) => each.clause !== clause);
      const reading = { clause, heading: heading ?? all[at]?.heading ?? null, text, permits, by: id };
      return at < 0 ? [...all, reading] : all.with(at, reading);
    }, clauses),
    (terms?.clauses ?? []).map((clause) => ({ ...clause, by: null })));
