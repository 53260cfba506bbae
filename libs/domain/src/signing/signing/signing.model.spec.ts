import { byCodes } from '../../kernel/directory.js';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusals as documentRefusals } from '../../evidence/document/index.js';
import type { Decider } from '../../kernel/decider.js';
import type { Actor } from '../../kernel/message.js';
import { parseMinor } from '../../kernel/money.js';
import { Refusal } from '../../kernel/refusal.js';
import { parseShare, type Share, splitByShares, sumsToOne } from '../../kernel/share.js';
import { actors, acts } from './acts.samples.js';
import { refusals } from './refusals.js';
import { type SigningFact, signingEvents } from './signing.events.js';
import { at, expected, missing, type Model, said, seen, textOf, type Verb } from './signing.model.samples.js';
import { approve, association, associationSecond, identify, proofOf, remind, shared, signingAlone, submit } from './signing.samples.js';
import type { SigningCommand } from './signing.js';
import { inOrder, type Known, type Signing, termsAt } from './state.js';

const text = textOf(readFileSync(join(__dirname, '../../../../../docs/signing.md'), 'utf8'));

const frozen = <T>(value: T): T => {
  if (value !== null && typeof value === 'object') Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};
const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

type Real = { decider: Decider<Signing, SigningCommand, SigningFact>; state: Signing; facts: readonly SigningFact[]; met: Set<string> };
type Box = { model: Model | null };

/** To whom an act falls as things stand. */
const usual = (command: SigningCommand, model: Model | null): Actor => {
  const waits = model?.change ?? model;
  if (command.type === 'ApproveSigning') return waits?.by.principal === association.principal ? associationSecond : association;
  if (command.type === 'VerifyMilestone' || command.type === 'VerifyFunds') return associationSecond;
  const silent = model?.silent.map(({ region }) => region) ?? [];
  const awaited = command.type === 'ConfirmSigning' ? [...(waits ? missing(waits) : []), ...silent] : command.type === 'ObjectToSigning' ? silent : [];
  const asked = actors.find(({ region, role }) => role === 'region' && awaited.includes(region));
  if (asked) return asked;
  return model?.attested && command.actor.organisation === 'chengdu-commerce' ? model.by : command.actor;
};

/** One try of somebody, perhaps said twice, as the decider and the model take it. */
class Act implements fc.Command<Box, Real> {
  constructor(private readonly asked: SigningCommand, private readonly by: Actor | null, private readonly twice: boolean) {}

  check(): boolean {
    return true;
  }

  run(box: Box, real: Real): void {
    const actor = this.by ?? usual(this.asked, box.model);
    const { data } = this.asked;
    const own = 'evidence' in data && data.evidence.length > 0 ? { evidence: proofOf(actor) } : {};
    const held = this.asked.type === 'WithdrawSigning' || this.asked.type === 'AnnulSigning' ? { externalIds: box.model?.ids ?? [] } : {};
    const at = new Date(Date.UTC(2024, 6, 1 + 9 * real.facts.length, 2)).toISOString();
    const command = frozen({ ...this.asked, data: { ...data, ...own, ...held }, actor, at, directory: byCodes } as SigningCommand);
    this.once(box, real, command);
    if (this.twice) this.once(box, real, command);
  }

  toString(): string {
    const { data, type } = this.asked;
    return `${type} by ${this.by?.principal ?? 'the usual'} ${JSON.stringify(data)}${this.twice ? ', twice' : ''}`;
  }

  private once(box: Box, real: Real, command: SigningCommand): void {
    const { decider } = real;
    const should = said(text, box.model, command);
    let facts: readonly SigningFact[];
    try {
      facts = decider.decide(command, real.state);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect([...Object.keys(refusals), ...Object.keys(documentRefusals)]).toContain(error.code);
      expect({ code: error.code, should }).toEqual({ code: error.code, should: expect.arrayContaining([error.code]) });
      real.met.add(error.code);
      return;
    }
    if (should === 'nothing new') return expect(facts).toEqual([]);
    expect({ facts: facts.map(({ type }) => type), should: Array.isArray(should) ? should : [] }).toEqual({ facts: [expect.any(String)], should: [] });
    for (const fact of facts) {
      const { schema } = signingEvents.find(({ type }) => type === fact.type) as (typeof signingEvents)[number];
      expect(schema.parse(fact.data)).toEqual(fact.data);
      expect(throughJson(fact)).toEqual(fact);
      if ('terms' in fact.data) expect(fact.data.terms).toEqual(at(should as Model));
      real.state = frozen(decider.evolve(real.state, frozen(fact)));
      real.facts = [...real.facts, fact];
      real.met.add(fact.type);
    }
    box.model = should as Model;
    real.met.add(box.model.situation);
    expect(seen(real.state as Known)).toEqual(expected(box.model));
    addUp(real.state as Known);
  }
}

/** The shares sum to one and what is split by them to the whole, as signed and after every amendment. */
const addUp = ({ terms, amendments }: Known): void => {
  for (const { hosts, amount } of [terms, ...inOrder(amendments).map((_, n, all) => termsAt({ terms, amendments: all.slice(0, n + 1) }))]) {
    const parts = hosts.map(({ region, share }) => ({ region, share: parseShare(share) as Share }));
    expect(sumsToOne(parts.map(({ share }) => share))).toBe(true);
    const whole = parseMinor(amount?.amount ?? '1', amount?.currency ?? 'CNY') ?? -1n;
    expect(splitByShares(whole, parts).reduce((sum, part) => sum + part, 0n)).toBe(whole);
  }
};

/** An act by whom it falls to, and now and then by somebody else. */
const act = (verb: Verb) => fc.tuple(fc.constantFrom(...(acts[verb] ?? [])), fc.oneof({ weight: verb.startsWith('verify') ? 1 : 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...actors) }), fc.nat(4))
  .map(([command, actor, twice]) => new Act(command, actor, twice === 1));
const often: readonly Verb[] = ['confirm', 'confirm', 'confirm', 'approve', 'approve', 'approve', 'amend', 'amend', 'correct', 'resubmit', 'return'];
const onward: readonly Verb[] = [
  'approve', 'upgrade', 'plan-milestone', 'plan-milestone', 'report-milestone', 'report-milestone', 'report-milestone', 'verify-milestone', 'verify-milestone', 'reverse-milestone',
  'receive-funds', 'receive-funds', 'verify-funds', 'verify-funds', 'reverse-funds', 'remind', 'object', 'object',
];
const seldom: readonly Verb[] = ['submit', 'withdraw', 'terminate', 'identify', 'annul'];
const some = (verbs: readonly Verb[]) => fc.commands(verbs.map(act), { maxCommands: 28, size: 'max' });
const waived = [submit({ terms: { ...shared, level: 'intent' } }), identify(), remind(), approve({ waive: ['500000'] })].map((command) => new Act(command, null, false));
const silent: readonly Verb[] = ['object', 'object', 'object', 'confirm', 'correct', 'correct', 'approve', 'approve', 'approve', 'approve', 'remind', 'remind', 'remind'];
/** What befalls a submission, and what becomes of it once it is likely to be admitted. */
const tries = fc.oneof(
  { weight: 2, arbitrary: fc.tuple(act('submit'), some([...often, ...often, ...onward, ...seldom])).map(([first, rest]) => [first, ...rest]) },
  { weight: 1, arbitrary: fc.tuple(act('submit'), act('confirm'), act('remind'), act('confirm'), act('approve'), act('approve'), some([...often, ...onward, ...onward, ...seldom])).map(([a, b, c, d, e, f, rest]) => [a, b, c, d, e, f, ...rest]) },
  { weight: 1, arbitrary: some([...silent, ...silent, ...onward, ...seldom]).map((rest) => [...waived, ...rest]) },
);

const plays = (commands: Iterable<fc.Command<Box, Real>>, cut: number, decider: Real['decider'] = signingAlone, met = new Set<string>()): void => {
  const real: Real = { decider, state: frozen(decider.initialState), facts: [], met };
  fc.modelRun(() => ({ model: { model: null }, real }), commands);
  const [head, tail] = [real.facts.slice(0, cut), real.facts.slice(cut)];
  const kept = frozen(throughJson(head.reduce(decider.evolve, decider.initialState)));
  expect(tail.map(throughJson).reduce(decider.evolve, kept)).toEqual(real.state);
};

describe('whatever is tried with a signing', () => {
  it('goes as docs/signing.md says, and leaves facts and states that can be kept', () => {
    const met = new Set<string>();
    fc.assert(fc.property(tries, fc.nat(20), (commands, cut) => plays(commands, cut, signingAlone, met)), { numRuns: 500 });
    expect([...met]).toEqual(expect.arrayContaining(['submitted', 'returned', 'withdrawn', 'admitted', 'change waiting', 'terminated', 'annulled']));
    const elsewhere = ['signing/external-id-taken', 'signing/moved-meanwhile', 'signing/receipts-too-many', 'signing/responsible-unknown', 'signing/evidence-gone'];
    expect(Object.keys(refusals).filter((code) => !met.has(code) && !elsewhere.includes(code)).length).toBeLessThan(8);
    expect(signingEvents.filter(({ type }) => !met.has(type)).length).toBeLessThan(3);
  });

  describe('would be caught', () => {
    const decide = (changed: (command: SigningCommand, state: Signing) => readonly SigningFact[]): Real['decider'] => ({ ...signingAlone, decide: changed });
    const evolve = (changed: (state: Signing, fact: SigningFact) => Signing): Real['decider'] => ({ ...signingAlone, evolve: changed });

    it.each<[what: string, decider: Real['decider']]>([
      ['if one approved what is his own', decide((command, state) =>
        signingAlone.decide(command.type === 'ApproveSigning' ? { ...command, actor: { ...command.actor, principal: 'x', organisation: 'x' } } : command, state))],
      ['if it were confirmed by whoever sees it', decide((command, state) =>
        signingAlone.decide(command.type === 'ConfirmSigning' ? { ...command, actor: { ...command.actor, region: '*' } } : command, state))],
      ['if a repetition were written again', decide((command, state) => {
        const facts = signingAlone.decide(command, state);
        return facts.length === 0 && command.type === 'WithdrawSigning' ? [{ type: 'SigningWithdrawn', effectiveOn: null, data: { reason: command.data.reason } }] : facts;
      })],
      ['if a rule threw another error', decide((command, state) => {
        try {
          return signingAlone.decide(command, state);
        } catch (error) {
          throw error instanceof Refusal && error.code === 'signing/before-signed' ? new RangeError(error.message) : error;
        }
      })],
      ['if a refusal had a code of its own', decide((command, state) => {
        try {
          return signingAlone.decide(command, state);
        } catch (error) {
          throw error instanceof Refusal && error.code === 'signing/returned' ? new Refusal('signing/sent-back', error.words) : error;
        }
      })],
      ['if deciding changed the state', decide((command, state) => {
        const facts = signingAlone.decide(command, state);
        if (command.type === 'ConfirmSigning' && state.status !== 'absent') (state.confirmed as string[]).push('500000');
        return facts;
      })],
      ['if a fact lacked what its schema asks for', decide((command, state) =>
        signingAlone.decide(command, state).map((fact) => (fact.type === 'SigningAdmitted' ? { ...fact, data: { ...fact.data, note: undefined } } as unknown as SigningFact : fact)))],
      ['if confirmations were never void', evolve((state, fact) =>
        signingAlone.evolve(state, fact.type === 'SigningResubmitted' ? { ...fact, data: { ...fact.data, voided: [] } } : fact))],
      ['if an amendment changed what was signed', evolve((state, fact) => {
        const after = signingAlone.evolve(state, fact);
        return fact.type === 'SigningAmended' && after.status === 'admitted' ? { ...after, terms: { ...after.terms, ...fact.data.changes } } : after;
      })],
      ['if a fact could not be folded', evolve((state, fact) => {
        if (fact.type === 'SigningChangeReturned') throw new Error('what is this?');
        return signingAlone.evolve(state, fact);
      })],
      ['if a state could not be kept as JSON', evolve((state, fact) => ({ ...signingAlone.evolve(state, fact), since: new Map([[fact.type, 1]]) }) as unknown as Signing)],
      ['if one verified what he reported himself', decide((command, state) =>
        signingAlone.decide(command.type === 'VerifyMilestone' || command.type === 'VerifyFunds' ? { ...command, actor: { ...command.actor, principal: 'x', organisation: 'x' } } : command, state))],
      ['if it were waived before its time', decide((command, state) => signingAlone.decide(command.type === 'ApproveSigning' ? { ...command, at: '2030-01-01T00:00:00.000Z' } : command, state))],
      ['if milestones came in any order', decide((command, state) => signingAlone.decide(command, command.type === 'ReportMilestone' && 'milestones' in state ? { ...state, milestones: { [command.data.milestone]: state.milestones[command.data.milestone] ?? { planned: null, reported: null } } } : state))],
      ['if funds were reversed and counted on', evolve((state, fact) => (fact.type === 'FundsReversed' ? state : signingAlone.evolve(state, fact)))],
      ['if an upgrade changed what was signed', evolve((state, fact) => {
        const after = signingAlone.evolve(state, fact);
        return fact.type === 'SigningUpgraded' && after.status === 'admitted' ? { ...after, terms: { ...after.terms, level: fact.data.to } } : after;
      })],
      ['if an objection were lost', evolve((state, fact) => {
        const after = signingAlone.evolve(state, fact);
        return 'waived' in fact.data && 'unconfirmed' in after ? { ...after, unconfirmed: after.unconfirmed.map((each) => ({ ...each, objection: null })) } : after;
      })],
      ['if a share were lost', evolve((state, fact) => {
        const after = signingAlone.evolve(state, fact);
        return after.status === 'admitted' && after.terms.hosts.length > 2 ? { ...after, terms: { ...after.terms, hosts: after.terms.hosts.slice(1) } } : after;
      })],
    ])('%s', (_, decider) => {
      expect(fc.check(fc.property(tries, fc.nat(20), (commands, cut) => plays(commands, cut, decider)), { numRuns: 2_000, endOnFailure: true, seed: 1 }).failed).toBe(true);
    });
  });
});
