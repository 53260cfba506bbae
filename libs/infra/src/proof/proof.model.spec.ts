import { Refusal } from '@entente/domain/kernel/refusal';
import fc from 'fast-check';
import type { Bundle } from './bundle.js';
import { pairOf, reason, world } from './proof.samples.js';
import { verifyProof } from './verify.js';

const SUPPLEMENTS = ['0197c0de-0000-7000-8000-0000000000b1', '0197c0de-0000-7000-8000-0000000000b2'] as const;
const CLAUSES = [
  { clause: '1', heading: null, text: '各方共建软件产业合作机制。', permits: null }, { clause: '2', heading: null, text: '任一方可终止。', permits: { act: 'terminate', noticeDays: 3, by: null } },
  { clause: '3', heading: null, text: '任一方可退出。', permits: { act: 'withdraw', noticeDays: 2, by: null } }, { clause: '4', heading: null, text: '任一方可续期。', permits: { act: 'renew', noticeDays: 0, by: null } },
];

const day = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 50 })).map((n) => new Date(Date.parse('2026-03-02T12:00:00Z') + n * 86_400_000).toISOString().slice(0, 10));
const who = fc.nat(2);
/** Some of the three, or more often all of them. */
const several: fc.Arbitrary<readonly number[]> = fc.oneof(fc.constant([0, 1, 2]), fc.subarray([0, 1, 2], { minLength: 1 }));
const supplement = fc.constantFrom(...SUPPLEMENTS);
const clause = fc.option(fc.constantFrom('2', '3', '4'), { freq: 2, nil: null });
const step = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait'), days: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('counter'), who, text: fc.constantFrom('甲。', '乙。') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('freeze'), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('decline'), who, supplement: fc.option(supplement, { nil: null }) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('sign'), who: several, supplement: fc.option(supplement, { freq: 2, nil: null }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('amend'), who, supplement, text: fc.constantFrom('丙。', '丁。'), to: fc.option(day, { nil: null }), effectiveOn: fc.option(day, { nil: null }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('SuspendPact', 'ResumePact', 'RenewPact', 'TerminatePact', 'WithdrawFromPact'), who: several, day, leaving: who, clause }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('ReportObligation', 'VerifyObligation', 'ReverseObligation'), who, day }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rotate'), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clock'), ms: fc.constantFrom(0, 20 * 60_000, -20 * 60_000, 30 * 3_600_000) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A life of a pact of three as the deciders let it go: what they refuse is not done. */
const lived = (steps: readonly Step[]): Buffer => {
  const it = world();
  const bodies = [it.body(1, '510100'), it.body(2, '500000'), it.body(3, '310000')] as const;
  const keys = bodies.map(({ pair }) => pair);
  const one = (n: number) => bodies[n] ?? bodies[0];
  it.draft(bodies, [{ parties: bodies.map(({ id }) => id), atLeast: 2 }], {
    clauses: CLAUSES, obligations: [{ obligation: 'report', clause: null, owner: bodies[0].id, describes: '提交年度报告。', due: null }], validity: { from: null, to: '2026-04-05' },
  });
  it.act('ProposePact', bodies[0]);
  it.freeze(bodies[1]);
  const attempt = (act: () => void): void => {
    try {
      act();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  };
  const doing = (each: Step): void => {
    switch (each.kind) {
      case 'wait': return it.nextDay(each.days);
      case 'clock': return it.apiAhead(each.ms);
      case 'counter': return it.act('CounterPact', one(each.who), { changes: { clauses: [{ ...CLAUSES[0], text: each.text }, ...CLAUSES.slice(1)] }, reason });
      case 'freeze': return it.freeze(one(each.who));
      case 'decline': return it.act('DeclinePact', one(each.who), { supplement: each.supplement, reason });
      case 'sign': return each.who.forEach((n) => attempt(() => it.sign(one(n), each.supplement, keys[n])));
      case 'amend': return it.amend(one(each.who), each.supplement, { clauses: [{ ...CLAUSES[0], text: each.text }], to: each.to, effectiveOn: each.effectiveOn });
      case 'rotate': {
        const next = pairOf(20 + keys.length);
        it.rotateKey(one(each.who).id, keys[each.who] ?? next, next);
        keys[each.who] = next;
        keys.push(next);
        return;
      }
      case 'ReportObligation': case 'VerifyObligation': case 'ReverseObligation':
        return it.act(each.kind, one(each.who), { obligation: 'report', on: each.day, evidence: [], note: null, reason });
      default:
        each.who.forEach((n) => attempt(() => it.act(each.kind, one(n), { from: each.day, on: each.day, to: each.day, organisation: one(each.leaving).id, clause: each.clause, reason, source: null })));
    }
  };
  for (const each of steps) attempt(() => doing(each));
  return it.bundle();
};

describe('The bundle of a pact', () => {
  it('holds, whatever became of the pact', async () => {
    const seen = new Set<string>();
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 45, size: 'max' }), async (steps) => {
      const bytes = lived(steps);
      const { facts } = JSON.parse(bytes.toString('utf8')) as Bundle;
      for (const { type } of facts) seen.add(type);
      const { findings } = await verifyProof(bytes);
      expect([findings.filter(({ holds }) => !holds), facts.map(({ type }) => type)]).toEqual([[], facts.map(({ type }) => type)]);
    }), { numRuns: 120, seed: 6 });
    // A life that never gets so far would say nothing of it.
    expect(['PactCountered', 'PactDeclined', 'PactRenewed', 'PactTerminated', 'PartyWithdrew', 'PactSuspended', 'PactResumed', 'SupplementEnteredIntoForce', 'ObligationReported'].filter((type) => !seen.has(type))).toEqual([]);
  }, 120_000);
});
