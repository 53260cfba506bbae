import { edtfInterval } from '@entente/domain/kernel/period';
import { aloneFrom, askedFor, clausesOn, fulfilmentOf, holdsOn, isOverdueOn, type Known, mainText, type Obligation, obligationsOf, type Signable, type Signature, situationOn, type Standing, turnOf } from '@entente/domain/cooperation/pact';
import { sha256Hex } from '@entente/infra/event-log/canonical';

type Groups = Parameters<typeof turnOf>[0];

const signatures = (all: readonly Signature[]) => all.map(({ jws, ...rest }) => ({ ...rest, signature: jws }));

/** Who has signed and whose turn it is. */
const textOf = ({ sha256, signatures: signed, declined }: Omit<Signable, 'text'>, groups: Groups) => {
  const turn = turnOf(groups, { text: '', sha256, signatures: signed, declined });
  return {
    sha256, signatures: signatures(signed), declined,
    groups: groups.map((group) => ({ ...group, signed: group.parties.filter((each) => signed.some(({ organisation }) => organisation === each)), open: turn.includes(group) })),
  };
};

type ObligationShown = Obligation & Readonly<{
  status: 'open' | 'reported' | 'fulfilled'; overdue: boolean; fulfilment: Readonly<{ on: string; evidence: readonly Readonly<{ document: string; sha256: string }>[]; note: string | null }> | null;
}>;

const obligationsShown = (it: Standing, day: string) => obligationsOf(it).map((obligation): ObligationShown => {
  const reported = fulfilmentOf(it, obligation.obligation);
  const then = reported && edtfInterval(reported.on).from <= day ? reported : undefined;
  const status = then ? (then.verified ? ('fulfilled' as const) : ('reported' as const)) : ('open' as const);
  return { ...obligation, status, overdue: isOverdueOn(it, obligation.obligation, day), fulfilment: then ? { on: then.on, evidence: then.evidence, note: then.note } : null };
});

/** It ends too when one alone would be left, without a word of anybody. */
const leftAlone = (it: Standing) => {
  const on = aloneFrom(it);
  return on === null ? null : { on, how: 'alone' as const, clause: null, reason: null };
};

/** A pact as the reader sees it on a day (`YYYY-MM-DD`). */
export const shown = (it: Known, day: string) => (it.status === 'in-force' ? ofStanding(it, day) : ofNegotiated(it));

const ofNegotiated = (it: Exclude<Known, Standing>) => {
  const { id, status, terms, parties } = it;
  const frozen = it.status === 'frozen' ? it : null;
  const declined = it.status === 'drafted' ? [] : it.declined;
  return {
    id, status, grade: 'signed' as const, kind: terms.kind, title: terms.title, parent: terms.parent, access: terms.access, territory: null,
    parties: parties.map(({ account: _, ...party }) => ({ ...party, bound: null })),
    offer: { number: it.offer, by: it.status === 'negotiating' ? it.offeredBy : it.status === 'drafted' ? it.drafter : null },
    clauses: terms.clauses.map((clause) => ({ ...clause, by: null })), signing: terms.signing,
    obligations: terms.obligations.map((obligation): ObligationShown => ({ ...obligation, status: 'open', overdue: false, fulfilment: null })),
    // Before it is frozen, the hash that it would have lets the parties see that they look at the same words.
    text: textOf({ sha256: frozen?.sha256 ?? sha256Hex(mainText(it)), signatures: frozen?.signatures ?? [], declined }, terms.signing.groups),
    supplements: [], validity: terms.validity, signedOn: null, suspensions: [], terminated: null, motions: [], source: null,
  };
};

const ofStanding = (it: Standing, day: string) => ({
  id: it.id, status: situationOn(it, day), grade: it.grade, kind: it.kind, title: it.title, parent: it.parent, access: it.access, territory: it.territory,
  parties: it.parties.map(({ account: _, ...party }) => {
    const bound = it.bound.findLast(({ organisation }) => organisation === party.organisation);
    return { ...party, bound: bound ? { since: bound.since, until: bound.until } : null };
  }),
  offer: null, clauses: clausesOn(it, day), signing: it.terms?.signing ?? null, obligations: obligationsShown(it, day),
  text: it.main && it.terms ? textOf(it.main, it.terms.signing.groups) : null,
  supplements: Object.values(it.supplements).map(({ text: _, signatures: signed, ...rest }) => ({ ...rest, signatures: signatures(signed) })),
  validity: { from: it.from, to: it.to }, signedOn: it.signedOn,
  suspensions: it.suspensions.filter(({ from }) => edtfInterval(from).from <= day).map(({ from, to, how, clause, reason }) => ({ from, to, how, clause, reason, now: holdsOn({ since: from, until: to }, day) })),
  terminated: it.terminated ?? leftAlone(it),
  // What was asked for a day that has passed has lapsed, and of a pact that is over nothing is asked any more.
  motions: it.motions.filter(({ on }) => day <= edtfInterval(on).to && !['expired', 'terminated'].includes(situationOn(it, day))).map((motion) => ({ ...motion, missing: askedFor(it, motion, day).map(({ organisation }) => organisation).filter((each) => !motion.consents.includes(each)) })),
  source: it.source,
});
