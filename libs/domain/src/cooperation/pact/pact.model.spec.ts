import fc from 'fast-check';
import { refusals as documentRefusals } from '../../evidence/document/index.js';
import { sums, upTo } from '../../journals/figures.samples.js';
import { pactEntries } from '../../journals/pact-figures.js';
import type { Entry } from '../../kernel/journal.js';
import { postings } from '../../kernel/journal.js';
import { partyRefusals } from '../../kernel/party.js';
import { Refusal } from '../../kernel/refusal.js';
import { pactEvents, type PactFact } from './pact.events.js';
import type { PactCommand } from './pact.js';
import { blank, boundOnPaper, isInForce, noted, overdueOnPaper, type Paper, reached } from './pact.model.samples.js';
import {
  A, amend, among, B, C, chengdu, chongqing, counter, decide, decline, draft, freeze, known, propose, renew, report, resume, reverse, sign, speakers, stateAfter, SUPPLEMENT, SUPPLEMENT_2, suspend, terminate, verify,
  withdraw,
} from './pact.samples.js';
import { refusals } from './refusals.js';
import { situationOn } from './situation.js';
import { evolve, fulfilmentOf, obligationsOf, type Pact, type Standing } from './state.js';
import type { Group } from './terms.js';

const DAYS = ['2024-04-10', '2024-05-20', '2024-07-01', '2024-09-01'] as const;
/** Days that are agreed on: those, and some that lie far ahead. */
const AHEAD = [...DAYS, '2025-02-01', '9999-12-31'] as const;
const ENDS = ['2024-10-31', '2025-03-31', '2025-12-31'] as const;
const OBLIGATIONS = ['plan', 'list', 'more', 'most'] as const;
const PARTIES = [A, B, C] as const;
const groups: Group[][] = [
  [{ parties: [A, B, C], atLeast: 3 }], [{ parties: [A, B, C], atLeast: 2 }], [{ parties: [A], atLeast: 1 }, { parties: [B, C], atLeast: 1 }], [{ parties: [C], atLeast: 1 }, { parties: [A, B], atLeast: 2 }],
];
const owed = (obligation: string, owner: string, due: string | null) => ({ obligation, clause: null, owner, describes: '商定事项。', due });
const clauses = (['withdraw', 'suspend', 'renew', 'terminate'] as const).map((act, n) => ({ clause: String(n + 1), heading: null, text: `可${act}。`, permits: { act, noticeDays: n * 5, by: act === 'suspend' ? [B] : null } }));

const texts = fc.record({ groups: fc.constantFrom(...groups), from: fc.constantFrom(null, '2024-03-01', '2024-05-01'), to: fc.constantFrom(null, ...ENDS), due: fc.constantFrom(...DAYS), other: fc.constantFrom(null, ...DAYS) })
  .map(({ groups: signing, from, to, due, other }) => among(PARTIES, signing, { clauses, obligations: [owed('plan', A, due), owed('list', C, other)], validity: { from, to } }));

const party = fc.constantFrom(...PARTIES);
const day = fc.constantFrom(...DAYS);
const ahead = fc.constantFrom(...AHEAD);
const clauseOrNone = (number: string) => fc.constantFrom(null, null, number);
const by = (organisation: string) => speakers[organisation] ?? chengdu;
const supplement = fc.constantFrom(SUPPLEMENT, SUPPLEMENT_2);
type Tried = readonly PactCommand[];

const one = (each: fc.Arbitrary<PactCommand>): fc.Arbitrary<Tried> => each.map((command) => [command]);
/** The same act of all, in some order. */
const all = <T>(values: fc.Arbitrary<T>, act: (value: T, organisation: string) => PactCommand): fc.Arbitrary<Tried> =>
  fc.tuple(values, fc.shuffledSubarray([...PARTIES], { minLength: 2 })).map(([value, order]) => order.map((each) => act(value, each)));
const signing = (organisation: string, on: string | null, again = '') => sign(organisation, { supplement: on, jws: `${organisation} signs ${on}${again}` });

const acts: fc.Arbitrary<Tried> = fc.oneof(
  { weight: 2, arbitrary: one(texts.map((given) => counter({ changes: { ...given, title: { zh: '另一文本' } } }))) },
  { weight: 4, arbitrary: one(party.map((each) => freeze({}, by(each)))) },
  { weight: 6, arbitrary: one(fc.tuple(party, fc.constantFrom('', '', '', ' again')).map(([each, again]) => signing(each, null, again))) },
  { weight: 4, arbitrary: all(fc.constant(null), (_, each) => signing(each, null)) },
  { weight: 1, arbitrary: one(fc.tuple(party, fc.option(supplement)).map(([each, on]) => decline({ supplement: on }, by(each)))) },
  { weight: 2, arbitrary: one(fc.tuple(party, supplement, fc.constantFrom('more', 'most'), day, fc.option(day), fc.option(fc.constantFrom(...ENDS))).map(([each, on, obligation, due, effectiveOn, to]) =>
    amend({ supplement: on, clauses: [], obligations: [owed(obligation, each, due)], effectiveOn, to }, by(each)))) },
  { weight: 3, arbitrary: all(supplement, (on, each) => signing(each, on)) },
  { weight: 1, arbitrary: one(fc.tuple(party, supplement).map(([each, on]) => signing(each, on))) },
  { weight: 1, arbitrary: all(ahead, (from, each) => suspend({ from }, by(each))) },
  { weight: 2, arbitrary: one(ahead.map((from) => suspend({ from, clause: '2' }, chongqing))) },
  { weight: 2, arbitrary: all(ahead, (on, each) => resume({ on }, by(each))) },
  { weight: 1, arbitrary: one(fc.tuple(party, fc.constantFrom(...ENDS), clauseOrNone('3')).map(([each, to, clause]) => renew({ to, clause }, by(each)))) },
  { weight: 1, arbitrary: one(fc.tuple(party, ahead, clauseOrNone('4')).map(([each, on, clause]) => terminate({ on, clause }, by(each)))) },
  { weight: 1, arbitrary: all(ahead, (on, each) => terminate({ on }, by(each))) },
  { weight: 2, arbitrary: one(fc.tuple(party, ahead, clauseOrNone('1')).map(([each, on, clause]) => withdraw({ organisation: each, on, clause }, by(each)))) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(['plan', A], ['list', C]), party, day).map(([[obligation = '', owner = ''], each, on]) => [report({ obligation, on }, by(owner)), verify({ obligation }, by(each))]) },
  { weight: 2, arbitrary: one(fc.tuple(party, fc.constantFrom(...OBLIGATIONS), day).map(([each, obligation, on]) => report({ obligation, on }, by(each)))) },
  { weight: 2, arbitrary: one(fc.tuple(party, fc.constantFrom(...OBLIGATIONS)).map(([each, obligation]) => verify({ obligation }, by(each)))) },
  { weight: 1, arbitrary: one(fc.tuple(party, fc.constantFrom(...OBLIGATIONS)).map(([each, obligation]) => reverse({ obligation }, by(each)))) },
);

/** What is tried, and how many days pass before each. */
const story = fc.record({
  text: texts,
  steps: fc.array(fc.tuple(acts, fc.nat(9)), { minLength: 4, maxLength: 30, size: 'max' }),
  begins: fc.boolean(),
}).map(({ text, steps, begins }): readonly (readonly [PactCommand, number])[] => [
  [draft({ terms: text }), 0], [propose(), 1], ...(begins ? [[freeze(), 1] as const] : []), ...steps.flatMap(([tried, wait]) => tried.map((command, n) => [command, n === 0 ? wait : 0] as const)),
]);

type Slice = Readonly<{ decide: typeof decide; evolve: typeof evolve; entries: (it: Pact) => readonly Entry[] }>;
const slice: Slice = { decide, evolve, entries: pactEntries };

const frozen = <T>(value: T): T => {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};
const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const codes = [refusals, partyRefusals, documentRefusals].flatMap((each) => Object.keys(each));

/** What a command makes: null where it is refused. */
const made = ({ decide: decides }: Slice, command: PactCommand, it: Pact, met: Set<string>): readonly PactFact[] | null => {
  try {
    return decides(command, it);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(codes).toContain(error.code);
    met.add(error.code);
    return null;
  }
};

const kept = ({ main }: Standing) => ({ text: main?.text, sha256: main?.sha256, signatures: main?.signatures });

const REGION: Readonly<Record<string, string>> = Object.fromEntries(Object.values(known).map(({ id, region }) => [id, region ?? '']));

/** What the journal says of a day is what the paper says. */
const addsUp = (entries: readonly Entry[], paper: Paper, on: string): void => {
  const isOn = isInForce(paper, on);
  const bound = isOn ? boundOnPaper(paper, on).map((each) => REGION[each] ?? '') : [];
  const pairs = bound.flatMap((region) => bound.filter((other) => other !== region).map((other) => [`${region} ${other}`, '1'] as const));
  expect([
    on, sums(upTo(entries, 'pacts.in-force', on)), sums(upTo(entries, 'pacts.present', on), ({ region, counterpart }) => `${region} ${counterpart}`),
    sums(upTo(entries, 'pacts.obligations-overdue', on), ({ dims }) => dims.owner ?? ''),
  ]).toEqual([on, isOn ? { all: '1' } : {}, Object.fromEntries(pairs.sort()), overdueOnPaper(paper, on)]);
};

/** What the pact tells as fulfilled is what the metric counts, on every day. */
const isCounted = (entries: readonly Entry[], it: Standing, on: string): void => {
  const done = obligationsOf(it).filter(({ obligation }) => {
    const reported = fulfilmentOf(it, obligation);
    return reported?.verified && reported.on <= on;
  });
  const owners = [...new Set(done.map(({ owner }) => owner))].sort();
  expect([on, sums(upTo(entries, 'pacts.obligations-fulfilled', on), ({ dims }) => dims.owner ?? '')]).toEqual([on, Object.fromEntries(owners.map((each) => [each, String(done.filter(({ owner }) => owner === each).length)]))]);
};

const plays = (tale: readonly (readonly [PactCommand, number])[], looked: readonly string[], given: Slice = slice, met = new Set<string>()): void => {
  let it: Pact = stateAfter([]);
  let paper = blank;
  let posted: readonly Entry[] = [];
  let passed = 0;
  const facts: PactFact[] = [];
  for (const [asked, wait] of tale) {
    passed += wait;
    const command = { ...asked, at: new Date(Date.UTC(2024, 2, 15 + passed, 3)).toISOString() } as PactCommand;
    const before = it;
    const result = made(given, command, frozen(it), met);
    if (result === null) continue;
    for (const fact of result) {
      const { schema } = pactEvents.find(({ type }) => type === fact.type) as (typeof pactEvents)[number];
      expect(schema.parse(fact.data)).toEqual(fact.data);
      expect(throughJson(fact)).toEqual(fact);
      paper = noted(paper, fact);
      it = given.evolve(it, frozen(fact));
      facts.push(fact);
      met.add(fact.type);
    }
    // A repetition makes no second fact.
    expect(made(given, command, frozen(it), met) ?? []).toEqual([]);
    // It is in force exactly when every group has reached its threshold.
    expect([it.status === 'in-force', it.status]).toEqual([paper.frozen !== null && reached(paper.groups, paper.signed), it.status]);
    if (it.status === 'frozen') expect(it.signatures.map(({ organisation }) => organisation)).toEqual(paper.signed);
    if (it.status === 'in-force' && before.status === 'in-force') {
      const [then, now] = [kept(before), kept(it)];
      expect({ ...now, signatures: now.signatures?.slice(0, then.signatures?.length) }).toEqual(then);
    }
    // What is posted is the difference, so the sum of all that was posted is what the state says.
    posted = [...posted, ...postings(given.entries(before), given.entries(it))];
  }
  for (const on of looked) addsUp(posted, paper, on);
  if (it.status === 'in-force') {
    for (const on of looked) {
      expect([on, situationOn(it, on) === 'in-force']).toEqual([on, isInForce(paper, on)]);
      isCounted(posted, it, on);
      met.add(situationOn(it, on));
    }
  }
  expect(facts.map(throughJson).reduce<Pact>((state, fact) => throughJson(given.evolve(state, fact)), stateAfter([]))).toEqual(it);
};

const some = fc.uniqueArray(fc.integer({ min: 0, max: 720 }).map((n) => new Date(Date.UTC(2024, 1, 15 + n)).toISOString().slice(0, 10)), { minLength: 3, maxLength: 8 })
  .map((days) => [...days, ...DAYS, '2024-03-31', '2024-11-01']);

describe('whatever is tried with a pact', () => {
  it('goes as it would be kept on paper, and its figures add up on every day', () => void fc.assert(fc.property(story, some, (tale, looked) => plays(tale, looked, slice, new Set())), { numRuns: 100 }));

  it('does so in histories of a known seed, in which everything happens', () => {
    const met = new Set<string>();
    fc.assert(fc.property(story, some, (tale, looked) => plays(tale, looked, slice, met)), { numRuns: 400, seed: 7 });
    // What a document states is entered once and not played here.
    expect(pactEvents.map(({ type }) => type).filter((type) => !met.has(type))).toEqual(['PactRecorded']);
    expect([...met]).toEqual(expect.arrayContaining(['agreed', 'in-force', 'suspended', 'expired', 'terminated', 'pact/not-your-turn', 'pact/signed-already']));
  });

  describe('would be caught', () => {
    const deciding = (changed: typeof decide): Slice => ({ ...slice, decide: changed });
    const evolving = (changed: typeof evolve): Slice => ({ ...slice, evolve: changed });
    const posting = (changed: Slice['entries']): Slice => ({ ...slice, entries: changed });

    it.each<[what: string, slice: Slice]>([
      ['if a signature outlived a counter-offer', evolving((it, fact) => {
        const after = evolve(it, fact);
        return fact.type === 'PactFrozen' && after.status === 'frozen' ? { ...after, signatures: [{ organisation: A, name: '', person: '', kid: '', jws: '', at: '' }] } : after;
      })],
      ['if the order of groups were not kept', deciding((command, it) => decide(command, it.status === 'frozen' && command.type === 'SignPact' ? { ...it, terms: { ...it.terms, signing: { groups: [{ parties: [...PARTIES], atLeast: 3 }] } } } : it))],
      ['if a party could sign twice', deciding((command, it) => decide(command, it.status === 'frozen' && command.type === 'SignPact' ? { ...it, signatures: it.signatures.filter(({ organisation }) => organisation !== command.data.organisation) } : it))],
      ['if it entered into force one signature early', deciding((command, it) => {
        const facts = decide(command, it);
        return it.status === 'frozen' && facts.length === 1 && facts[0]?.type === 'PactSigned' && it.signatures.length > 0
          ? [...facts, { type: 'PactEnteredIntoForce', effectiveOn: '2024-04-01', data: { pact: it.id, from: '2024-04-01', to: null, parties: [], kind: 'other', title: {} } }] : facts;
      })],
      ['if a supplementary agreement touched the main text', evolving((it, fact) => {
        const after = evolve(it, fact);
        return fact.type === 'SupplementEnteredIntoForce' && after.status === 'in-force' && after.main ? { ...after, main: { ...after.main, sha256: 'another' } } : after;
      })],
      ['if what declined could sign', deciding((command, it) => decide(command, it.status === 'frozen' ? { ...it, declined: [] } : it))],
      ['if a clause let one party put the end off', deciding((command, it) => decide(command, it.status === 'in-force' && command.type === 'TerminatePact' ? { ...it, terminated: null } : it))],
      ['if one who has left could have done it after', deciding((command, it) => decide(command, it.status === 'in-force' && command.type === 'ReportObligation' ? { ...it, bound: it.bound.map((each) => ({ ...each, until: null })) } : it))],
      ['if what was fulfilled counted only while it was owed', posting((it) => pactEntries(it).filter(({ metric, dims }) => metric !== 'pacts.obligations-fulfilled' || dims.obligation !== 'plan'))],
      ['if a suspension were counted through', posting((it) => pactEntries(it.status === 'in-force' ? { ...it, suspensions: [] } : it))],
      ['if who left were counted on', posting((it) => pactEntries(it.status === 'in-force' ? { ...it, bound: it.bound.map((each) => ({ ...each, until: null })) } : it))],
      ['if what was reported counted before it was verified', posting((it) => pactEntries(it.status === 'in-force' ? { ...it, fulfilments: Object.fromEntries(Object.entries(it.fulfilments).map(([name, each]) => [name, { ...each, verified: each.verified ?? { party: B, by: each.by } }])) } : it))],
      ['if pairs were counted one way', posting((it) => pactEntries(it).filter(({ metric, region, counterpart }) => metric !== 'pacts.present' || region < (counterpart ?? '')))],
      ['if a repetition were written again', deciding((command, it) => {
        const facts = decide(command, it);
        return facts.length === 0 && command.type === 'FreezePact' && it.status === 'frozen' ? [{ type: 'PactDeclined', effectiveOn: null, data: { pact: it.id, document: 'main', organisation: C, reason: { code: 'x', text: 'x' }, by: { principal: 'x', organisation: 'x' } } }] : facts;
      })],
      ['if a fact lacked what its schema asks for', deciding((command, it) => decide(command, it).map((fact) => (fact.type === 'PactSigned' ? { ...fact, data: { ...fact.data, kid: undefined } } as unknown as PactFact : fact)))],
      ['if a state could not be kept as JSON', evolving((it, fact) => ({ ...evolve(it, fact), since: new Map() }) as unknown as Pact)],
    ])('%s', (_, changed) => {
      expect(fc.check(fc.property(story, some, (tale, looked) => plays(tale, looked, changed)), { numRuns: 1_500, endOnFailure: true, seed: 1 }).failed).toBe(true);
    });
  });
});
