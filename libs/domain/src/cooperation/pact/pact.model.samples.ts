import type { PactFact } from './pact.events.js';
import type { Group } from './terms.js';

/**
 * A pact as a clerk would keep it on paper, from the facts alone: who signed which text, and lists of what happened. It
 * shares no code with the slice, so that both can be compared.
 */
export type Paper = Readonly<{
  groups: readonly Group[]; frozen: string | null; signed: readonly string[]; declined: readonly string[];
  inForce: string | null; from: string; ends: string | null; ended: string | null; pauses: readonly (readonly [from: string, to: string | null])[];
  bound: Readonly<Record<string, readonly [since: string, until: string | null]>>;
  owed: readonly Readonly<{ name: string; owner: string; due: string; since: string }>[];
  waiting: Readonly<Record<string, Readonly<{ signed: readonly string[]; owed: Paper['owed']; state: string }>>>;
  done: Readonly<Record<string, Readonly<{ on: string; seen: boolean }>>>;
}>;

export const blank: Paper = {
  groups: [], frozen: null, signed: [], declined: [], inForce: null, from: '', ends: null, ended: null, pauses: [], bound: {}, owed: [], waiting: {}, done: {},
};

type Owing = readonly Readonly<{ obligation: string; owner: string; due: string | null }>[];
const owing = (obligations: Owing, since: string): Paper['owed'] => obligations.flatMap(({ obligation: name, owner, due }) => (due === null ? [] : [{ name, owner, due, since }]));

/** What a fact says, written down; throws where it cannot be so. */
export const noted = (paper: Paper, fact: PactFact): Paper => {
  const mustBe = (so: boolean, what: string): void => {
    if (!so) throw new Error(`${fact.type}: ${what}`);
  };
  const { data } = fact;
  switch (fact.type) {
    case 'PactDrafted': return { ...blank, groups: fact.data.terms.signing.groups, owed: owing(fact.data.terms.obligations, '') };
    case 'PactCountered':
      mustBe(paper.inForce === null, 'the text changed in force');
      mustBe([...fact.data.voided].sort().join() === [...paper.signed].sort().join(), 'it does not say whose signatures are void');
      return { ...paper, groups: fact.data.terms.signing.groups, frozen: null, signed: [], declined: [], owed: owing(fact.data.terms.obligations, '') };
    case 'PactFrozen': mustBe(paper.frozen === null, 'frozen twice'); return { ...paper, frozen: fact.data.sha256 };
    case 'PactSigned': {
      const { document, organisation, sha256 } = fact.data;
      if (document !== 'main') {
        const it = paper.waiting[document];
        mustBe(it !== undefined && !it.signed.includes(organisation), 'signed a supplement twice');
        return it ? { ...paper, waiting: { ...paper.waiting, [document]: { ...it, signed: [...it.signed, organisation] } } } : paper;
      }
      mustBe(paper.frozen === sha256, 'signed what is not frozen');
      mustBe(!paper.signed.includes(organisation), 'signed twice');
      mustBe(!paper.declined.includes(organisation), 'signed after declining');
      const mine = paper.groups.findIndex(({ parties }) => parties.includes(organisation));
      mustBe(reached(paper.groups.slice(0, mine), paper.signed), 'signed before his turn');
      const signed = [...paper.signed, organisation];
      const since = String(fact.effectiveOn) < paper.from ? paper.from : String(fact.effectiveOn);
      return { ...paper, signed, ...(paper.inForce === null ? {} : { bound: { ...paper.bound, [organisation]: [since, null] as const } }) };
    }
    case 'PactDeclined': return fact.data.document === 'main' ? { ...paper, declined: [...paper.declined, fact.data.organisation] } : paper;
    case 'PactFailed': return fact.data.document === 'main' ? { ...paper, frozen: null, signed: [] } : settledAs(paper, fact.data.document, 'failed');
    case 'PactEnteredIntoForce':
      mustBe(paper.inForce === null, 'in force twice');
      mustBe(reached(paper.groups, paper.signed), 'in force too early');
      return { ...paper, inForce: paper.frozen, from: fact.data.from, ends: fact.data.to, bound: Object.fromEntries(paper.signed.map((each) => [each, [fact.data.from, null] as const])) };
    case 'SupplementProposed': return { ...paper, waiting: { ...paper.waiting, [fact.data.supplement]: { signed: [], owed: owing(fact.data.obligations, ''), state: 'signing' } } };
    case 'SupplementEnteredIntoForce': {
      mustBe(paper.waiting[fact.data.supplement]?.state === 'signing', 'a supplement in force twice');
      const { from } = fact.data;
      const added = paper.waiting[fact.data.supplement]?.owed.map((each) => ({ ...each, since: from })) ?? [];
      return { ...settledAs(paper, fact.data.supplement, 'in-force'), owed: [...paper.owed, ...added] };
    }
    case 'PactSuspended': {
      const { from, former } = fact.data;
      const others = former === null ? paper.pauses : paper.pauses.slice(0, -1);
      mustBe(former === null || paper.pauses.at(-1)?.[0] === former, 'it takes the place of what is not suspended');
      mustBe(others.every(([, to]) => to !== null), 'suspended twice');
      mustBe(mayMove(fact.data.how, former, from), 'one alone put a suspension off');
      return { ...paper, pauses: [...others, [from, null]] };
    }
    case 'PactResumed': {
      const { from, on } = fact.data;
      mustBe(paper.pauses.at(-1)?.[0] === from && from <= on, 'resumed what is not suspended');
      return { ...paper, pauses: [...paper.pauses.slice(0, -1), [from, on]] };
    }
    case 'PactRenewed': return { ...paper, ends: fact.data.to };
    case 'PactTerminated': mustBe(paper.ended !== fact.data.on, 'ended twice'); mustBe(mayMove(fact.data.how, paper.ended, fact.data.on), 'one alone put the end off'); return { ...paper, ended: fact.data.on };
    case 'PartyWithdrew': {
      const [since, until] = paper.bound[fact.data.organisation] ?? ['', fact.data.on];
      mustBe(until !== fact.data.on, 'who is not bound left, or left twice');
      mustBe(mayMove(fact.data.how, until, fact.data.on), 'one alone put it off to leave');
      return { ...paper, bound: { ...paper.bound, [fact.data.organisation]: [since, fact.data.on] } };
    }
    case 'ObligationReported': mustBe(paper.done[fact.data.obligation] === undefined, 'reported twice'); mustBe(wasOwed(paper, fact.data.obligation, fact.data.on), 'fulfilled when nobody owed it'); return { ...paper, done: { ...paper.done, [fact.data.obligation]: { on: fact.data.on, seen: false } } };
    case 'ObligationVerified': mustBe(paper.done[fact.data.obligation]?.seen === false, 'verified twice'); return { ...paper, done: { ...paper.done, [fact.data.obligation]: { on: fact.data.on, seen: true } } };
    case 'ObligationReversed': return { ...paper, done: Object.fromEntries(Object.entries(paper.done).filter(([name]) => name !== fact.data.obligation)) };
    default: mustBe(data.pact !== '', 'no pact is named'); return paper;
  }
};

/** By a clause a day that stands is moved to an earlier one only. */
const mayMove = (how: string, stands: string | null, on: string): boolean => how !== 'clause' || stands === null || on < stands;

/** Whether somebody owed it on a day; what has no date is not written down. */
const wasOwed = (paper: Paper, obligation: string, day: string): boolean => paper.owed.filter(({ name }) => name === obligation).every(({ owner, since }) => {
  const [from, until] = paper.bound[owner] ?? ['9999-12-31', null];
  return since <= day && holds(from, until, day) && !isOver(paper, day);
});

const settledAs = (paper: Paper, document: string, state: string): Paper => {
  const it = paper.waiting[document];
  return it ? { ...paper, waiting: { ...paper.waiting, [document]: { ...it, state } } } : paper;
};

export const reached = (groups: readonly Group[], signed: readonly string[]): boolean => groups.every(({ parties, atLeast }) => parties.filter((each) => signed.includes(each)).length >= atLeast);

const holds = (from: string, to: string | null, day: string): boolean => from <= day && (to === null || day < to);
const isOver = ({ ends, ended }: Paper, day: string): boolean => (ended !== null && ended <= day) || (ends !== null && ends < day);

/** Whether it holds on a day, and nothing suspends it. */
export const isInForce = (paper: Paper, day: string): boolean =>
  paper.inForce !== null && paper.from <= day && !isOver(paper, day) && !paper.pauses.some(([from, to]) => holds(from, to, day));

export const boundOnPaper = (paper: Paper, day: string): readonly string[] => Object.keys(paper.bound).filter((each) => holds(...(paper.bound[each] as readonly [string, string | null]), day));

/** How many obligations of each owner are overdue on a day, counted one by one. */
export const overdueOnPaper = (paper: Paper, day: string): Readonly<Record<string, string>> => {
  const found: Record<string, number> = {};
  for (const { name, owner, due, since } of paper.owed) {
    const [boundSince, left] = paper.bound[owner] ?? ['9999-12-31', null];
    const isPast = due < day && since <= day && boundSince <= day && paper.inForce !== null;
    // Who is free of it by the day on which it is due never owed it.
    const isOwed = !isOver(paper, day) && !isOver(paper, due) && (left === null || (day < left && due < left));
    const done = paper.done[name];
    if (isPast && isOwed && !(done?.seen && done.on <= day)) found[owner] = (found[owner] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(found).map(([owner, count]) => [owner, String(count)]).sort());
};
