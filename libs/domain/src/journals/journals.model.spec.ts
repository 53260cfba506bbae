import fc from 'fast-check';
import { catalogue } from '../catalogue.js';
import * as editionActs from '../convening/edition/acts.samples.js';
import * as edition from '../convening/edition/edition.samples.js';
import * as allianceActs from '../cooperation/alliance/acts.samples.js';
import * as alliance from '../cooperation/alliance/alliance.samples.js';
import * as declarationActs from '../cooperation/declaration/acts.samples.js';
import * as declaration from '../cooperation/declaration/declaration.samples.js';
import * as pactActs from '../cooperation/pact/acts.samples.js';
import * as pact from '../cooperation/pact/pact.samples.js';
import { attempted, type Book } from '../credit/line/book.samples.js';
import type { LineCommand } from '../credit/line/index.js';
import * as credit from '../credit/line/line.samples.js';
import { lives as creditLives } from '../credit/line/lives.samples.js';
import { byCodes } from '../kernel/directory.js';
import { type Entry, postings, wouldPost } from '../kernel/journal.js';
import type { Actor, Command, Fact, Recorded } from '../kernel/message.js';
import { Refusal } from '../kernel/refusal.js';
import { acts } from '../signing/signing/acts.samples.js';
import type { Signing, SigningCommand } from '../signing/signing/index.js';
import { approve, associationSecond, attest, identify, object, proofOf, remind, shared, signingAlone, submit, waive, withAmount } from '../signing/signing/signing.samples.js';
import { type AnyJournal, finalOf, noiseIn, off, type Post, sumsOf, told, withFacts } from './stories.samples.js';

/** What was decided, or nothing where it was refused. */
const decided = <F>(decide: () => readonly F[]): readonly F[] => {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [];
  }
};
const onDay = (day: number): string => new Date(Date.UTC(2024, 6, day, 2)).toISOString();

const SIGNINGS = 2;
/** One signing that is in the record, and one that is admitted without the word of Chongqing, which objects. */
const begun = [
  ...[attest({ terms: { ...shared, level: 'intent', amount: withAmount.amount } }), approve()].map((command) => ({ of: 0, command, sameDay: false })),
  ...[submit(), identify(), remind(), remind(), remind(), waive(), object()].map((command) => ({ of: 1, command, sameDay: false })),
];
/** Acts on some signings, by whom they fall to; several of one day now and then. */
const signingTries = fc.tuple(fc.boolean(), fc.array(fc.record({
  of: fc.nat(SIGNINGS - 1),
  command: fc.oneof(...[
    'submit', 'submit', 'submit', 'confirm', 'confirm', 'confirm', 'approve', 'approve', 'approve', 'approve', 'amend', 'amend', 'correct', 'correct', 'resubmit', 'return', 'withdraw', 'upgrade', 'upgrade',
    'report-milestone', 'report-milestone', 'report-milestone', 'verify-milestone', 'verify-milestone', 'reverse-milestone', 'receive-funds', 'receive-funds', 'verify-funds', 'verify-funds', 'reverse-funds',
    'object', 'remind', 'identify', 'plan-milestone', 'terminate', 'annul',
  ].map((verb) => fc.constantFrom(...(acts[verb] ?? [])))),
  sameDay: fc.boolean(),
}), { maxLength: 90, size: 'max' })).map(([isBegun, rest]) => (isBegun ? [...begun, ...rest] : rest));

/** What the decider makes of them, as the log has it. */
const signingHistory = (tries: Drawn<typeof signingTries>): readonly Recorded[] => {
  const states = new Map<string, Signing>();
  let log: readonly Recorded[] = [];
  let day = 1;
  for (const { of, command, sameDay } of tries) {
    if (!sameDay) day += 3;
    const id = `019a0c00-0000-7000-8000-00000000000${of}`;
    const state = states.get(id) ?? signingAlone.initialState;
    const owner: Actor = state.status !== 'absent' && state.grade === 'attested' && command.actor.organisation === 'chengdu-commerce' ? attest().actor : command.actor;
    const at = onDay(day);
    // What an association entered is admitted and verified by its second person; whoever reports has a document of his own, and who withdraws names all outside numbers.
    const actor = command.type.startsWith('Verify') || command.type === 'ApproveSigning' ? associationSecond : owner;
    const own = { ...('evidence' in command.data ? { evidence: proofOf(actor) } : {}), ...(command.type === 'AnnulSigning' || command.type === 'WithdrawSigning' ? { externalIds: 'externalIds' in state ? state.externalIds : [] } : {}) };
    const asked = { ...command, actor, at, directory: byCodes, data: { ...command.data, ...own, id } } as SigningCommand;
    const facts = decided(() => signingAlone.decide(asked, state));
    log = withFacts(log, facts, asked, `signing-${id}`);
    states.set(id, facts.reduce(signingAlone.evolve, state));
  }
  return log;
};

type Commands = readonly (readonly Command[])[];
type Slice = Readonly<{
  of: string; id: string; decide: (command: Command, state: unknown) => readonly Fact[]; stateAfter: (facts: readonly Fact[]) => unknown;
  lives: Commands; openings: Commands; acts: Readonly<Record<string, Commands>>;
}>;
const slices = [
  { of: 'pact', id: pact.PACT, ...pact, ...pactActs }, { of: 'alliance', id: alliance.ALLIANCE, ...alliance, ...allianceActs },
  { of: 'declaration', id: declaration.DECLARATION, ...declaration, ...declarationActs }, { of: 'edition', id: edition.EDITION, ...edition, ...editionActs },
] as unknown as readonly Slice[];

/** The lives that the slices show, side by side in the order of their days. */
const lived = slices.flatMap((slice) => slice.lives.flatMap((life, n) => life.map((command) => ({ slice, n, commands: [command], at: command.at })))).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
const anyOf = (slice: Slice, some: Commands) => fc.constantFrom(...some).map((commands) => ({ slice, commands }));
const each = fc.record({ act: fc.oneof(...slices.flatMap((slice) => Object.values(slice.acts).map((some) => anyOf(slice, some)))), n: fc.nat(1), wait: fc.nat(8) });
/** Acts on two pacts, alliances, joint initiatives and editions, that have lived or just begun; some days pass before each. */
const cooperationTries = fc.tuple(fc.boolean(), fc.tuple(...[0, 1].flatMap((n) => slices.map((slice) => anyOf(slice, slice.openings).map((act) => ({ act, n, wait: 1 }))))), fc.array(each, { maxLength: 70, size: 'max' }))
  .map(([isLived, openings, rest]) => {
    let day = isLived ? -50 : -110;
    return [...(isLived ? lived : []), ...[...(isLived ? [] : openings), ...rest].map(({ act, n, wait }) => ({ ...act, n, at: onDay(day += wait) }))];
  });

/** The n-th of its kind, in place of the only one that samples speak of. */
const anew = (command: Command, { id }: Slice, n: number) =>
  ({ ...command, data: { ...command.data, id: `${id.slice(0, -1)}${Number(id.slice(-1)) + n}`, ...(command.type === 'OpenEdition' ? { number: 21 + n } : {}) } });

const cooperationHistory = (tries: Drawn<typeof cooperationTries>): readonly Recorded[] => {
  const known = new Map<string, Readonly<{ facts: readonly Fact[]; state: unknown }>>();
  let log: readonly Recorded[] = [];
  for (const { slice, n, commands, at } of tries) {
    for (const command of commands) {
      const asked = { ...anew(command, slice, n), at };
      const stream = `${slice.of}-${asked.data.id}`;
      const { facts, state } = known.get(stream) ?? { facts: [], state: slice.stateAfter([]) };
      const made = decided(() => slice.decide(asked, state));
      if (made.length === 0) continue;
      log = withFacts(log, made, asked, stream);
      known.set(stream, { facts: [...facts, ...made], state: slice.stateAfter([...facts, ...made]) });
    }
  }
  return log;
};

/** What is done with a line, by its verb: how much, of which reservation, and when. */
type Doing = (id: string, amount: string, which: number, at: string) => readonly credit.AnyCommand[];
const { cny } = credit;
const doings: Readonly<Record<string, Doing>> = {
  open: (id, _amount, which, at) => [
    credit.nominate({ id, product: null, revolving: which !== 1, expiresOn: '2026-06-30' }, undefined, at), credit.approve({ id }, undefined, at), credit.sign({ id }, undefined, at), credit.activate({ id }, undefined, at),
  ],
  decline: (id, _amount, _which, at) => [credit.decline({ id }, undefined, at)],
  draw: (id, amount, which, at) => [credit.draw({ id, amount: cny(amount), dueOn: which === 1 ? at : null }, undefined, at)],
  tell: (id, amount, which, at) => [credit.draw({ id, amount: cny(amount), on: `2026-03-0${which + 1}` }, undefined, at)],
  repay: (id, amount, _which, at) => [credit.repay({ id, amount: cny(amount) }, undefined, at)],
  reserve: (id, amount, which, at) => [credit.reserve({ id, amount: cny(amount), reservation: credit.reservationId(which) }, undefined, at)],
  post: (id, _amount, which, at) => [credit.post({ id, reservation: credit.reservationId(which) }, undefined, at)],
  void: (id, _amount, which, at) => [credit.voided({ id, reservation: credit.reservationId(which) }, undefined, at)],
  lapse: (id, _amount, _which, at) => [credit.expireReservation({ id }, undefined, at)],
  reduce: (id, amount, _which, at) => [credit.reduce({ id, limit: cny(amount) }, undefined, at)],
  freeze: (id, _amount, _which, at) => [credit.freeze({ id }, undefined, at), credit.release({ id }, undefined, at)],
  end: (id, _amount, which, at) => [which === 1 ? credit.expire({ id }, undefined, at) : credit.close({ id }, undefined, at)],
  state: (id, amount, which, at) => [credit.state(`2026-0${3 + which}-28`, [{ line: id, outstanding: amount, drawn: amount, due: which === 1 ? amount : null }], null, at)],
};
/** Acts on some lines of a programme that is drawn here, or that a bank mirrors; or what the lives of lines show. */
const lineTries = fc.record({
  isMirror: fc.boolean(), isLived: fc.boolean(),
  rest: fc.array(fc.record({ verb: fc.constantFrom('open', 'open', 'draw', 'draw', 'draw', 'tell', 'repay', 'repay', 'reserve', 'reserve', 'post', ...Object.keys(doings)), line: fc.integer({ min: 1, max: 3 }), fen: fc.integer({ min: 1, max: 60_000 }), which: fc.nat(2), wait: fc.constantFrom(0, 0, 1, 3, 20) }), { maxLength: 70, size: 'max' }),
});
const creditHistory = ({ isMirror, isLived, rest }: Drawn<typeof lineTries>): readonly Recorded[] => {
  if (isLived) return creditLives[isMirror ? 1 : 0] as readonly Recorded[];
  const book: Book = credit.written(credit.propose({ mode: isMirror ? 'mirror' : 'ledger' }), credit.approveProgramme());
  let day = Date.UTC(2026, 2, 5);
  for (const { verb, line, fen, which, wait } of rest) {
    day += wait * 86_400_000;
    const at = new Date(day).toISOString().slice(0, 10);
    for (const command of doings[verb]?.(credit.lineId(line), (fen / 100).toFixed(2), which, at) ?? []) attempted(book, credit.deciderOf(command), command as LineCommand);
  }
  return book.all;
};

type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never;
/** What a journal is tried with: histories of what it follows, and how many, as a share; a fact that ends something, and the unit of which it counts fractions. */
type Tried = Readonly<{ histories: fc.Arbitrary<readonly Recorded[]>; share: number; ending: string; unit: string }>;
const tried: Readonly<Record<string, Tried>> = {
  'signing-metrics': { histories: signingTries.map(signingHistory), share: 1, ending: 'SigningTerminated', unit: 'CNY' },
  // One of these histories is of eight streams, so that fewer of them say as much.
  'cooperation-metrics': { histories: cooperationTries.map(cooperationHistory), share: 1 / 2, ending: 'PactTerminated', unit: 'pact' },
  'credit-metrics': { histories: lineTries.map(creditHistory), share: 1 / 2, ending: 'CreditLineClosed', unit: 'CNY' },
};

const journals = Object.values(catalogue.journals) as unknown as readonly AnyJournal[];
const of = ({ name }: AnyJournal): Tried => {
  const found = tried[name];
  if (!found) throw new Error(`${name} needs histories of what it follows.`);
  return found;
};

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
const sumUp = (journal: AnyJournal, post?: Post) => fc.property(of(journal).histories, (facts) => {
  const story = told(journal, facts, [1], post);
  expect(sumsOf(story.posted.flat())).toEqual(sumsOf(finalOf(journal, story)));
});
const keepQuiet = (journal: AnyJournal, post?: Post) => fc.property(of(journal).histories, (facts) => {
  expect(told(journal, facts, [1], post).posted.flatMap(noiseIn)).toEqual([]);
});
const comeOutAlike = (journal: AnyJournal, post?: Post) => fc.property(of(journal).histories, sizes, (facts, some) => {
  const [single, batched] = [told(journal, facts, [1], post), told(journal, facts, some, post)];
  expect([...batched.rows]).toEqual([...single.rows]);
  expect(sumsOf(batched.posted.flat())).toEqual(sumsOf(single.posted.flat()));
});

describe.each(journals.map((journal) => [journal.name, journal] as const))('whatever befalls what is followed by %s', (_, journal) => {
  const runs = (count: number) => ({ numRuns: count * of(journal).share });

  it('what was posted sums to the entries of the final rows', () => {
    const seen = new Set<string>();
    fc.assert(sumUp({ ...journal, evolve: (row, fact) => (seen.add(fact.type), journal.evolve(row, fact)) }), runs(150));
    expect(journal.handles.filter((type) => !seen.has(type)).length).toBeLessThan(3);
  });

  it('no fact posts what it takes back at once', () => void fc.assert(keepQuiet(journal), runs(400)));

  it('facts come out alike one by one and in batches of any size', () => void fc.assert(comeOutAlike(journal), runs(100)));

  it('a rehearsal tells what is posted afterwards', () => void fc.assert(fc.property(of(journal).histories, fc.nat(20), (facts, cut) => {
    expect(wouldPost(journal, facts.slice(0, cut), facts.slice(cut))).toEqual(told(journal, facts, [1]).posted.slice(cut).flat());
  }), runs(60)));

  describe('would be caught', () => {
    const without = (type: string): AnyJournal => {
      // A reader that forgets at the second sight of a row what it has seen of this fact.
      const entries = new Map<unknown, readonly Entry[]>();
      return { ...journal, evolve: (row, fact) => {
        const next = journal.evolve(row, fact);
        if (fact.type === type) entries.set(next, journal.entries(row));
        return next;
      }, entries: (row) => {
        const before = entries.get(row);
        entries.delete(row);
        return before ?? journal.entries(row);
      } };
    };
    let n = 0;

    it.each<[what: string, property: fc.IPropertyWithHooks<[readonly Recorded[]]> | fc.IPropertyWithHooks<[readonly Recorded[], number[]]>]>([
      ['a posting that is dropped', sumUp(journal, (before, after) => postings(before, after).slice(1))],
      ['what is not taken back', sumUp(journal, (before, after) => postings(before, after).filter(({ sign }) => sign === 1))],
      ['a row that yields other entries when it is seen again', sumUp(without(of(journal).ending))],
      ['a figure that is off by the smallest that it can be', sumUp(journal, (before, after) => postings(before, after).map((entry) =>
        (entry.unit === of(journal).unit && before.length > 0 ? { ...entry, value: off(entry.value) } : entry)))],
      ['all that stands, posted anew', keepQuiet(journal, (before, after) => [...before.map((entry): Entry => ({ ...entry, sign: entry.sign === 1 ? -1 : 1 })), ...after])],
      ['a row that counts its batches', comeOutAlike({ ...journal, entries: (row) => journal.entries(row).map((entry) => ({ ...entry, value: `${(n += 1)}` })) })],
      ['a fact that is lost between two batches', comeOutAlike(journal, (before, after) => (before.length > 4 && after.length > before.length + 2 ? [] : postings(before, after)))],
    ])('%s', (_, property) => expect(fc.check(property as fc.IPropertyWithHooks<unknown>, { numRuns: 1_000, endOnFailure: true, seed: 1 }).failed).toBe(true));
  });
});
