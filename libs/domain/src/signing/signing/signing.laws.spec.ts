import fc from 'fast-check';
import type { Actor } from '../../kernel/message.js';
import { edtfInterval } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';
import { refusals as documentRefusals } from '../../evidence/document/index.js';
import { refusals } from './refusals.js';
import { type SigningFact, signingEvents } from './signing.events.js';
import {
  alone, amend, annul, approve, association, associationSecond, attest, bank, chengdu, chengduSecond, chongqing, confirm, correct, identify, object, outside,
  plan, proofOf, reason, RECEIPT, receive, remind, report, resubmit, returned, reverse, reverseFunds, shanghai, shanghaiAssociation, shared, signingAlone,
  submit, terminate, threeParties, upgrade, verify, verifyFunds, withAmount, withdraw, wuhan,
} from './signing.samples.js';
import type { SigningCommand } from './signing.js';
import { MILESTONES } from './stages.js';
import { audienceOf, inOrder, type Known, termsAt } from './state.js';
import { tasksOf } from './tasks.js';
import { type Terms, termsSchema } from './terms.js';

describe('laws', () => {
  /** Twice in three by whom it falls to: else hardly anything would ever be admitted. */
  const actors = fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom(
    chengdu, chengduSecond, chongqing, shanghai, wuhan, association, associationSecond, shanghaiAssociation, bank, { ...wuhan, region: '510000' },
  ) });
  const dates = fc.constantFrom('2023', '2024', '2024~', '2024-01-11', '2024-03~', '2024-05-20', '2024-06', '2024-06-30', '2025-01');
  const hosts = fc.constantFrom<Terms['hosts']>(
    alone.hosts, shared.hosts, [{ region: '500000', share: '1' }],
    [{ region: '420100', share: '1/3' }, { region: '510100', share: '1/3' }, { region: '500000', share: '1/3' }],
  );
  const counterpart = fc.constantFrom<Terms['counterpart']>(null, { region: '500000' }, { region: '310000' });
  const fields = {
    project: fc.constantFrom('西部数据中心', '西部算力中心'), kind: fc.constantFrom<Terms['kind']>('project', 'platform'), hosts, counterpart,
    amount: fc.constantFrom(null, withAmount.amount), track: fc.constantFrom(null, 'digital'), signedOn: dates,
  };
  const terms = fc.record(fields).map((some): Terms => ({ ...alone, ...some }));
  const changes = fc.record(fields, { requiredKeys: [] });
  const milestones = fc.constantFrom(...MILESTONES);
  const receipts = fc.constantFrom(RECEIPT, RECEIPT.replace(/1$/, '2'));
  const weighing = (weight: number, arbitrary: fc.Arbitrary<SigningCommand>) => ({ weight, arbitrary });
  /** What leads on is likelier than what ends. */
  const anyCommand = (actor: Actor | undefined): fc.Arbitrary<SigningCommand> => fc.oneof(
    weighing(1, terms.map((some) => submit({ terms: some }, actor))),
    weighing(1, terms.map((some) => attest({ terms: some }, actor))),
    weighing(1, fc.constant(returned({}, actor))),
    weighing(2, changes.map((some) => resubmit({ changes: some }, actor))),
    weighing(5, fc.constant(confirm({}, actor))),
    weighing(5, fc.constant(approve({}, actor))),
    weighing(1, fc.constant(withdraw({}, actor))),
    weighing(4, changes.map((some) => correct({ changes: some }, actor))),
    weighing(4, fc.tuple(changes, dates).map(([some, effectiveOn]) => amend({ changes: some, effectiveOn }, actor))),
    weighing(1, dates.map((on) => terminate({ on }, actor))),
    weighing(3, fc.subarray(['500000', '310000', '420100'], { minLength: 1 }).map((regions) => approve({ waive: regions }, actor))),
    weighing(1, fc.constantFrom(remind({}, actor), remind({ regions: ['500000'] }, actor))),
    weighing(1, fc.constant(object({}, actor))),
    weighing(1, fc.constant(identify({}, actor))),
    weighing(3, fc.tuple(fc.constantFrom<'framework' | 'contract'>('framework', 'contract'), dates).map(([level, effectiveOn]) => upgrade({ level, effectiveOn }, actor))),
    weighing(2, fc.tuple(milestones, dates, fc.constantFrom(null, reason)).map(([milestone, on, why]) => plan({ milestone, on, reason: why }, actor))),
    weighing(4, fc.tuple(milestones, dates, fc.constantFrom(null, reason)).map(([milestone, on, why]) => report({ milestone, on, reason: why, evidence: proofOf(actor ?? chengdu) }, actor))),
    weighing(3, milestones.map((milestone) => verify({ milestone }, actor))),
    weighing(1, milestones.map((milestone) => reverse({ milestone }, actor))),
    weighing(3, fc.tuple(receipts, dates).map(([receipt, on]) => receive({ receipt, on, evidence: proofOf(actor ?? chengdu) }, actor))),
    weighing(2, receipts.map((receipt) => verifyFunds({ receipt }, actor))),
    weighing(1, receipts.map((receipt) => reverseFunds({ receipt }, actor))),
    weighing(1, fc.constant(annul({ externalIds: [outside] }, actor))),
  );
  /** A likely road, so that the later situations are reached too, and then whatever comes. */
  const roads = fc.tuple(
    fc.constantFrom<readonly SigningCommand[]>(
      [], [submit()], [submit(), confirm(), approve()],
      [submit({ terms: { ...threeParties, level: 'intent' } }), confirm(), confirm({}, shanghai), approve()], [attest(), approve({}, associationSecond)],
      [submit({ terms: alone }), approve(), amend({ changes: { counterpart: { region: '500000' } } }), confirm(), approve()],
    ),
    fc.array(actors.chain(anyCommand), { maxLength: 36 }),
  ).map(([first, rest]) => [...first, ...rest.map((command, n) => ({ ...command, at: new Date(Date.UTC(2024, 7, 1 + n * 4)).toISOString() }))]);

  const schemas = new Map(signingEvents.map(({ type, schema }) => [type as string, schema]));
  /** Runs commands one after the other, as an aggregate would; what is refused leaves no trace. */
  const run = (commands: readonly SigningCommand[], each: (before: Known | null, facts: readonly SigningFact[], after: Known | null, at: string) => void) => {
    let state = signingAlone.initialState;
    for (const command of commands) {
      let facts: readonly SigningFact[] = [];
      try {
        facts = signingAlone.decide(command, state);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        expect([...Object.keys(refusals), ...Object.keys(documentRefusals)]).toContain(error.code);
      }
      const after = facts.reduce(signingAlone.evolve, state);
      each(state.status === 'absent' ? null : state, facts, after.status === 'absent' ? null : after, command.at);
      state = after;
    }
  };
  const always = (each: Parameters<typeof run>[1]) => fc.assert(fc.property(roads, (commands) => run(commands, each)), { numRuns: 300 });

  it('only refusals are thrown, and what is produced folds', () => always(() => undefined));

  it('every fact is as its schema says, and says nothing more', () => always((_, facts) => {
    for (const { type, data } of facts) expect(schemas.get(type)?.parse(data)).toEqual(data);
  }));

  it('a withdrawn or annulled signing never changes again', () => always((before, facts, after) => {
    if (before?.status !== 'withdrawn' && before?.status !== 'annulled') return;
    expect(facts).toEqual([]);
    expect(after).toEqual(before);
  }));

  it('of a terminated signing only what it had come to is put right, or it is annulled', () => always((before, facts, after) => {
    if (before?.status !== 'terminated' || after?.status !== 'terminated') return;
    expect([after.on, after.terms, after.amendments]).toEqual([before.on, before.terms, before.amendments]);
    for (const { type } of facts) {
      expect(['SigningConfirmed', 'SigningObjected', 'SigningIdentified', 'MilestoneVerified', 'MilestoneReversed', 'FundsVerified', 'FundsReversed']).toContain(type);
    }
  }));

  it('what is admitted was confirmed by all who were asked, or they are waived after the due date, and by another than who brought it', () => always((before, facts, after, at) => {
    for (const fact of facts) {
      if (before === null || (fact.type !== 'SigningAdmitted' && fact.type !== 'SigningCorrected' && fact.type !== 'SigningAmended' && fact.type !== 'SigningUpgraded')) continue;
      const review = before.status === 'admitted' && before.pending ? before.pending : before;
      const { waived = [] } = fact.data;
      expect([...review.confirmed, ...waived]).toEqual(expect.arrayContaining(review.asked.map(({ region }) => region)));
      expect(waived.filter((region) => review.confirmed.includes(region))).toEqual([]);
      expect(after?.unconfirmed.map(({ region }) => region)).toEqual(expect.arrayContaining(waived));
      if (waived.length > 0) expect(review.due !== null && review.due.at < at).toBe(true);
      expect(fact.data.by.principal).not.toBe('proposer' in review ? review.proposer.principal : before.submitter.principal);
    }
  }));

  it('what is verified was reported by another person', () => always((before, facts) => {
    for (const fact of facts) {
      if (fact.type === 'MilestoneVerified') expect(before?.milestones[fact.data.milestone]?.reported?.by.principal).not.toBe(fact.data.by.principal);
      if (fact.type === 'FundsVerified') expect(before?.receipts[fact.data.receipt]?.by.principal).not.toBe(fact.data.by.principal);
    }
  }));

  it('milestones are in the order of their dates, and nothing lies before the signing', () => always((_, __, after) => {
    if (after === null || after.status === 'annulled') return;
    const dates = [after.terms.signedOn, ...MILESTONES.flatMap((milestone) => after.milestones[milestone]?.reported?.on ?? [])].map(edtfInterval);
    dates.forEach(({ from }, n) => dates.slice(n + 1).forEach(({ to }) => expect(from <= to).toBe(true)));
  }));

  it('levels rise', () => always((_, __, after) => {
    const rank = { unspecified: 0, intent: 0, framework: 1, contract: 2 };
    const levels = after === null ? [] : [after.terms.level, ...inOrder(after.amendments).flatMap(({ changes }) => changes.level ?? [])].map((level) => rank[level]);
    levels.slice(1).forEach((level, n) => expect(level).toBeGreaterThan(levels[n] as number));
  }));

  it('every task is somebody’s, and one of its kind', () => always((_, __, after) => {
    const tasks = after === null ? [] : tasksOf(after);
    expect(new Set(tasks.map(({ task, about }) => `${task} ${about}`)).size).toBe(tasks.length);
    for (const { by } of tasks) expect(by.organisation?.length ?? by.region.length + by.administrator.length).toBeGreaterThan(0);
  }));

  it('the terms hold on every date', () => always((_, facts, after) => {
    if (facts.length === 0 || after === null) return;
    for (const date of [undefined, after.terms.signedOn, ...after.amendments.map(({ on }) => on)]) {
      const standing = termsAt(after, date);
      expect(termsSchema.safeParse(standing).error).toBeUndefined();
      expect(standing.hosts.map(({ region }) => region)).not.toContain(standing.counterpart?.region);
    }
  }));

  it('the region that submitted it always sees it', () => always((_, __, after) => {
    if (after) expect(audienceOf(after)).toContain(after.owner);
  }));
});
