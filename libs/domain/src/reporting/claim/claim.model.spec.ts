import { byCodes } from '../../kernel/directory.js';
import fc from 'fast-check';
import { z } from 'zod';
import type { Decider } from '../../kernel/decider.js';
import type { Fact } from '../../kernel/message.js';
import { Refusal } from '../../kernel/refusal.js';
import { claim, claimRecorded, claimRefusals, claimShape, type ClaimState, type RecordClaim } from './claim.js';

const date = fc.constantFrom(undefined, '2023', '2024-02', '2024-02-02', '2024-02-03', '2024-02-03~', '2025');
const sent = fc.record({
  metric: fc.constantFrom('signings.count', 'signings.contracted'),
  scope: fc.record({ territory: fc.constantFrom('510000', '510100', '310000'), from: date, to: fc.constantFrom(undefined, '2026'), session: fc.option(fc.string()), kind: fc.constantFrom(undefined, 'platform') }),
  quantity: fc.record({ value: fc.constantFrom(null, '0', '48670000000.00'), unit: fc.constant('CNY'), text: fc.string(), op: fc.constantFrom(undefined, '~', '>') }),
  source: fc.record({ document: fc.string(), quote: fc.string() }),
  statedOn: date,
});
const schema = z.strictObject(claimShape);
/** What passes the door, recorded by somebody under one of a few ids. */
const command = fc.record({ sent, id: fc.constantFrom('a', 'b', 'c'), region: fc.constantFrom('*', '510000', '510100', '310000') })
  .map(({ sent: data, id, region }) => ({ id, region, parsed: schema.safeParse(data) }))
  .filter(({ parsed }) => parsed.success)
  .map(({ id, region, parsed }): RecordClaim => ({
    type: 'RecordClaim', id: `command-${id}`, at: '2024-02-02T02:00:00.000Z', directory: byCodes, actor: { principal: 'p', organisation: 'o', role: 'administrator', region },
    data: { id, ...parsed.data as z.infer<typeof schema> },
  }));

type ClaimDecider = Decider<ClaimState, RecordClaim, Fact>;

/** The refusals that fit; none where it is recorded. */
const fits = ({ actor, data: { scope: { territory }, statedOn } }: RecordClaim, isThere: boolean): readonly string[] => [
  ...(isThere ? ['claim/exists'] : []),
  ...(actor.region === '*' || territory === actor.region || (actor.region === '510000' && territory === '510100') ? [] : ['claim/territory-not-yours']),
  ...(statedOn !== null && ['2024-02-03', '2024-02-03~', '2025'].includes(statedOn) ? ['claim/date-in-future'] : []),
];

const frozen = <T>(value: T): T => {
  if (value !== null && typeof value === 'object') Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};

const goesAsItShould = (decider: ClaimDecider) => fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
  const states = new Map<string, ClaimState>();
  for (const each of commands.map(frozen)) {
    const state = frozen(states.get(each.data.id) ?? decider.initialState);
    const fitting = fits(each, states.has(each.data.id));
    try {
      const facts = decider.decide(each, state);
      expect({ fitting, facts: facts.length }).toEqual({ fitting: [], facts: 1 });
      for (const fact of facts) {
        const { id: _, ...announced } = each.data;
        expect(fact).toEqual({ type: 'ClaimRecorded', effectiveOn: each.data.statedOn ?? each.data.scope.from, data: { ...announced, by: { principal: 'p', organisation: 'o' } } });
        expect(claimRecorded.schema.parse(fact.data)).toEqual(fact.data);
        expect(JSON.parse(JSON.stringify(fact))).toEqual(fact);
        states.set(each.data.id, decider.evolve(state, fact));
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect(Object.keys(claimRefusals)).toContain(error.code);
      expect(fitting).toContain(error.code);
    }
  }
});

describe('whatever is claimed', () => {
  it('is recorded once, in its words, by whom it falls to, or refused with a reason that fits', () => fc.assert(goesAsItShould(claim)));

  it.each<[what: string, broken: ClaimDecider]>([
    ['if a claim were recorded twice', { ...claim, decide: (each) => claim.decide(each, claim.initialState) }],
    ['if anybody recorded it', { ...claim, decide: (each, state) => claim.decide({ ...each, actor: { ...each.actor, region: '*' } }, state) }],
    ['if its words were tidied', { ...claim, decide: (each, state) => claim.decide({ ...each, data: { ...each.data, quantity: { ...each.data.quantity, value: each.data.quantity.value ?? '0' } } }, state) }],
    ['if it were forgotten', { ...claim, evolve: (state) => state }],
  ])('would be caught %s', (_, broken) => expect(fc.check(goesAsItShould(broken), { numRuns: 500, seed: 1, endOnFailure: true }).failed).toBe(true));
});
