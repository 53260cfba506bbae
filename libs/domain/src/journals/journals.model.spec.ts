import { byCodes } from '../kernel/directory.js';
import fc from 'fast-check';
import { catalogue } from '../catalogue.js';
import { type Entry, type Journal, postings, wouldPost } from '../kernel/journal.js';
import type { Actor, Recorded } from '../kernel/message.js';
import { readDecimal } from '../kernel/money.js';
import { Refusal } from '../kernel/refusal.js';
import { acts } from '../signing/signing/acts.samples.js';
import type { Signing, SigningCommand } from '../signing/signing/index.js';
import { approve, associationSecond, attest, identify, object, proofOf, remind, shared, signingAlone, submit, waive, withAmount } from '../signing/signing/signing.samples.js';

type AnyJournal = Journal<unknown>;
const journals = Object.entries(catalogue.journals) as unknown as readonly [string, AnyJournal][];
const SIGNINGS = 2;

/** One signing that is in the record, and one that is admitted without the word of Chongqing, which objects. */
const begun = [
  ...[attest({ terms: { ...shared, level: 'intent', amount: withAmount.amount } }), approve()].map((command) => ({ of: 0, command, sameDay: false })),
  ...[submit(), identify(), remind(), remind(), remind(), waive(), object()].map((command) => ({ of: 1, command, sameDay: false })),
];
/** Acts on some signings, by whom they fall to; several of one day now and then. */
const tries = fc.tuple(fc.boolean(), fc.array(fc.record({
  of: fc.nat(SIGNINGS - 1),
  command: fc.oneof(...[
    'submit', 'submit', 'submit', 'confirm', 'confirm', 'confirm', 'approve', 'approve', 'approve', 'approve', 'amend', 'amend', 'correct', 'correct', 'resubmit', 'return', 'withdraw', 'upgrade', 'upgrade',
    'report-milestone', 'report-milestone', 'report-milestone', 'verify-milestone', 'verify-milestone', 'reverse-milestone', 'receive-funds', 'receive-funds', 'verify-funds', 'verify-funds', 'reverse-funds',
    'object', 'remind', 'identify', 'plan-milestone', 'terminate', 'annul',
  ].map((verb) => fc.constantFrom(...(acts[verb] ?? [])))),
  sameDay: fc.boolean(),
}), { maxLength: 90, size: 'max' })).map(([isBegun, rest]) => (isBegun ? [...begun, ...rest] : rest));
type Tries = typeof tries extends fc.Arbitrary<infer T> ? T : never;

/** What the decider makes of them, as the log has it. */
const historyOf = (each: Tries): readonly Recorded[] => {
  const states = new Map<string, Signing>();
  const facts: Recorded[] = [];
  let day = 1;
  for (const { of, command, sameDay } of each) {
    if (!sameDay) day += 3;
    const id = `019a0c00-0000-7000-8000-00000000000${of}`;
    const state = states.get(id) ?? signingAlone.initialState;
    const owner: Actor = state.status !== 'absent' && state.grade === 'attested' && command.actor.organisation === 'chengdu-commerce' ? attest().actor : command.actor;
    const at = new Date(Date.UTC(2024, 6, day, 2)).toISOString();
    // What an association entered is admitted and verified by its second person; whoever reports has a document of his own, and who withdraws names all outside numbers.
    const actor = command.type.startsWith('Verify') || command.type === 'ApproveSigning' ? associationSecond : owner;
    const own = { ...('evidence' in command.data ? { evidence: proofOf(actor) } : {}), ...(command.type === 'AnnulSigning' || command.type === 'WithdrawSigning' ? { externalIds: 'externalIds' in state ? state.externalIds : [] } : {}) };
    const asked = { ...command, id: `command-${facts.length}`, actor, at, directory: byCodes, data: { ...command.data, ...own, id } } as SigningCommand;
    try {
      for (const [ordinal, fact] of signingAlone.decide(asked, state).entries()) {
        const stream = `signing-${id}`;
        facts.push({
          ...fact, id: `${asked.id}/${ordinal}`, position: facts.length + 1, stream, version: facts.filter((before) => before.stream === stream).length + 1,
          schemaVersion: 1, recordedAt: at, commandId: asked.id, ordinal, metadata: { actor },
        });
        states.set(id, signingAlone.evolve(states.get(id) ?? signingAlone.initialState, fact));
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return facts;
};

type Story = Readonly<{ rows: ReadonlyMap<string, unknown>; posted: readonly (readonly Entry[])[] }>;
type Post = typeof postings;

/** Rows and postings, batch by batch; the sizes are taken in turn. */
const told = (journal: AnyJournal, facts: readonly Recorded[], sizes: readonly number[], post: Post = postings): Story => {
  const rows = new Map<string, unknown>();
  const posted: (readonly Entry[])[] = [];
  for (let from = 0, turn = 0; from < facts.length; turn += 1) {
    const batch = facts.slice(from, (from += sizes[turn % sizes.length] ?? 1));
    const before = new Map(rows);
    for (const fact of batch.filter(({ type }) => journal.handles.includes(type))) {
      for (const key of journal.keysOf(fact)) rows.set(key, journal.evolve(rows.get(key) ?? journal.initialRow(key), fact));
    }
    const changed = [...rows].filter(([key, row]) => before.get(key) !== row);
    posted.push(changed.flatMap(([key, row]) => post(journal.entries(before.get(key) ?? journal.initialRow(key)), journal.entries(row))));
  }
  return { rows, posted };
};

const scaled = (text: string): bigint => {
  const { digits, scale } = readDecimal(text) ?? { digits: 0n, scale: 0 };
  return digits * 10n ** BigInt(12 - scale);
};
const canonical = (_: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;

/** What stands under everything that an entry says beside its figures; what sums to nothing is left out. */
const sumsOf = (entries: readonly Entry[]): Readonly<Record<string, string>> => {
  const sums = new Map<string, readonly bigint[]>();
  for (const { value, low, high, sign, ...rest } of entries) {
    const name = JSON.stringify(rest, canonical);
    const figures = [scaled(value), scaled(low), scaled(high ?? '0'), high === null ? 1n : 0n, 1n].map((figure) => figure * BigInt(sign));
    sums.set(name, figures.map((figure, n) => figure + (sums.get(name)?.[n] ?? 0n)));
  }
  return Object.fromEntries([...sums].filter(([, figures]) => figures.some((figure) => figure !== 0n)).map(([name, figures]) => [name, figures.join(' ')]));
};
const finalOf = (journal: AnyJournal, { rows }: Story): readonly Entry[] => [...rows.values()].flatMap((row) => journal.entries(row));

/** Pairs that say and take back the same in one posting. */
const noiseIn = (posted: readonly Entry[]): readonly string[] => {
  const keys = posted.map(({ sign, ...entry }) => [sign, JSON.stringify(entry, canonical)] as const);
  return keys.filter(([sign, key]) => sign === 1 && keys.some(([other, same]) => other === -1 && same === key)).map(([, key]) => key);
};

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
const sumUp = (journal: AnyJournal, post?: Post) => fc.property(tries, (each) => {
  const story = told(journal, historyOf(each), [1], post);
  expect(sumsOf(story.posted.flat())).toEqual(sumsOf(finalOf(journal, story)));
});
const keepQuiet = (journal: AnyJournal, post?: Post) => fc.property(tries, (each) => {
  expect(told(journal, historyOf(each), [1], post).posted.flatMap(noiseIn)).toEqual([]);
});
const comeOutAlike = (journal: AnyJournal, post?: Post) => fc.property(tries, sizes, (each, some) => {
  const facts = historyOf(each);
  const [single, batched] = [told(journal, facts, [1], post), told(journal, facts, some, post)];
  expect([...batched.rows]).toEqual([...single.rows]);
  expect(sumsOf(batched.posted.flat())).toEqual(sumsOf(single.posted.flat()));
});

describe.each(journals)('whatever befalls some signings, in %s', (_, journal) => {
  it('what was posted sums to the entries of the final rows', () => {
    const seen = new Set<string>();
    fc.assert(sumUp({ ...journal, evolve: (row, fact) => (seen.add(fact.type), journal.evolve(row, fact)) }), { numRuns: 150 });
    expect(journal.handles.filter((type) => !seen.has(type)).length).toBeLessThan(3);
  });

  it('no fact posts what it takes back at once', () => void fc.assert(keepQuiet(journal), { numRuns: 400 }));

  it('facts come out alike one by one and in batches of any size', () => void fc.assert(comeOutAlike(journal), { numRuns: 100 }));

  it('a rehearsal tells what is posted afterwards', () => void fc.assert(fc.property(tries, fc.nat(20), (each, cut) => {
    const facts = historyOf(each);
    expect(wouldPost(journal, facts.slice(0, cut), facts.slice(cut))).toEqual(told(journal, facts, [1]).posted.slice(cut).flat());
  }), { numRuns: 60 }));

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

    it.each<[what: string, property: fc.IPropertyWithHooks<[Tries]> | fc.IPropertyWithHooks<[Tries, number[]]>]>([
      ['a posting that is dropped', sumUp(journal, (before, after) => postings(before, after).slice(1))],
      ['what is not taken back', sumUp(journal, (before, after) => postings(before, after).filter(({ sign }) => sign === 1))],
      ['a row that yields other entries when it is seen again', sumUp(without('SigningTerminated'))],
      ['an amount that is off by a fen', sumUp(journal, (before, after) => postings(before, after).map((entry) =>
        (entry.unit === 'CNY' && before.length > 0 ? { ...entry, value: entry.value.replace(/0$/, '1') } : entry)))],
      ['all that stands, posted anew', keepQuiet(journal, (before, after) => [...before.map((entry): Entry => ({ ...entry, sign: entry.sign === 1 ? -1 : 1 })), ...after])],
      ['a row that counts its batches', comeOutAlike({ ...journal, entries: (row) => journal.entries(row).map((entry) => ({ ...entry, value: `${(n += 1)}` })) })],
      ['a fact that is lost between two batches', comeOutAlike(journal, (before, after) => (before.length > 4 && after.length > before.length + 2 ? [] : postings(before, after)))],
    ])('%s', (_, property) => expect(fc.check(property as fc.IPropertyWithHooks<unknown>, { numRuns: 1_000, endOnFailure: true, seed: 1 }).failed).toBe(true));
  });
});
