import { byCodes } from '../../kernel/directory.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Decider } from '../../kernel/decider.js';
import type { Actor } from '../../kernel/message.js';
import { parseMinor } from '../../kernel/money.js';
import { Refusal } from '../../kernel/refusal.js';
import { parseShare, type Share, splitByShares, sumsToOne } from '../../kernel/share.js';
import { actors, acts } from './acts.samples.js';
import { refusals } from './refusals.js';
import { type SigningFact, signingEvents } from './signing.events.js';
import { association, associationSecond } from './signing.samples.js';
import { signing, type SigningCommand } from './signing.js';
import { inOrder, type Known, type Signing, termsAt } from './state.js';
import type { Field, Terms } from './terms.js';

type Verb = 'submit' | 'return' | 'resubmit' | 'confirm' | 'approve' | 'withdraw' | 'correct' | 'amend' | 'terminate';
const verbOf = ({ type }: SigningCommand): Verb => type.slice(0, -'Signing'.length).toLowerCase() as Verb;

const cells = readFileSync(join(__dirname, '../../../../../docs/signing.md'), 'utf8').split('\n').map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', '')));
const header = cells.find(([first, second]) => first === 'verb' && second === 'absent') ?? [];
/** What docs/signing.md says of a verb: the situation that follows in each, or the refusal; and who may. */
const table = (verb: Verb): Readonly<Record<string, string>> =>
  Object.fromEntries((cells.find((row) => row.length === header.length && row[0] === verb) ?? []).map((cell, n) => [header[n], cell]));
const voidsOf = (field: string): string => cells.find((row) => row.length === 3 && row[0] === field)?.[2] ?? '';

type Asked = readonly Readonly<{ region: string; as: string }>[];
type Change = Readonly<{ amends: string | null; changes: Partial<Terms>; by: Actor; asked: Asked; confirmed: readonly string[] }>;
/** All that one has to know of a signing to say what comes next. */
type Model = Readonly<{
  situation: string; by: Actor; owner: string; attested: boolean; terms: Terms; amendments: readonly Readonly<{ on: string; changes: Partial<Terms> }>[];
  asked: Asked; confirmed: readonly string[]; change: Change | null; ended: string;
}>;

const within = (region: string, scope: string): boolean => scope === '*' || region.startsWith(scope.replace(/(00)+$/, ''));
const first = (date: string): string => `${date.replace('~', '')}-01-01`.slice(0, 10);
const last = (date: string): string => `${date.replace('~', '')}-99-99`.slice(0, 10);
const at = ({ terms, amendments }: Pick<Model, 'terms' | 'amendments'>, day = '9999'): Terms =>
  amendments.filter(({ on }) => first(on) <= day).sort((a, b) => (first(a.on) < first(b.on) ? -1 : 1)).reduce((sum, { changes }) => ({ ...sum, ...changes }), terms);
const asksOf = ({ hosts, counterpart }: Pick<Terms, 'hosts' | 'counterpart'>, by: Actor): Asked =>
  [...hosts.map(({ region }) => ({ region, as: 'host' })), ...(counterpart ? [{ ...counterpart, as: 'counterpart' }] : [])].filter(({ region }) => !within(region, by.region));
const differing = (a: Terms, b: Terms): readonly Field[] => (Object.keys(a) as Field[]).filter((field) => JSON.stringify(a[field]) !== JSON.stringify(b[field]));
const touched = (asked: Asked, fields: readonly Field[]): Asked => asked.filter(({ as }) => fields.some((field) => voidsOf(field).includes(as)));
const isTwice = ({ hosts, counterpart }: Terms): boolean => hosts.some(({ region }) => region === counterpart?.region);

const concerns = (model: Model, { region }: Actor): boolean => {
  const all = [model.terms, ...model.amendments.map(({ changes }) => changes), model.change?.changes ?? {}];
  const regions = all.flatMap(({ hosts = [], counterpart }) => [...hosts, ...(counterpart ? [counterpart] : [])]);
  return [...[...regions, ...model.asked, ...(model.change?.asked ?? [])].map((each) => each.region), ...model.confirmed, model.owner].some((each) => within(each, region));
};

const mayAct = (model: Model, verb: Verb, actor: Actor): boolean => {
  const isSubmitter = actor.organisation === model.by.organisation;
  const asked = verb === 'terminate' ? asksOf(at(model), { ...model.by, region: '-' }) : model.change?.asked ?? model.asked;
  const is = (who: string): boolean => {
    if (who === 'submitter') return isSubmitter;
    if (who === 'association') return actor.role === 'administrator' && within(model.owner, actor.region);
    return actor.role === 'region' && !isSubmitter && asked.some(({ region, as }) => as === who.replace('other ', '') && within(region, actor.region));
  };
  return (table(verb).who ?? '').split(', ').some(is);
};

type Said = readonly string[] | 'nothing new' | Model;
const unless = (wrong: Readonly<Record<string, boolean>>, next: () => Said): Said => {
  const codes = Object.keys(wrong).filter((code) => wrong[code]);
  return codes.length > 0 ? codes.map((code) => `signing/${code}`) : next();
};

/** What the text makes of a command: the refusals that fit, nothing new, or the situation that follows. */
const said = (model: Model | null, command: SigningCommand): Said => {
  const [verb, { actor }, today] = [verbOf(command), command, command.at.slice(0, 10)];
  const cell = table(verb)[model?.situation ?? 'absent'] ?? '';
  if (command.type === 'SubmitSigning') {
    const { terms, source } = command.data;
    if (model) return [cell];
    const owner = terms.hosts.find(({ region }) => within(region, actor.region))?.region;
    if (owner === undefined) return [table(verb).others ?? ''];
    const isAssociation = actor.role === 'administrator';
    return unless({ 'source-required': isAssociation && !source, 'attest-not-yours': !isAssociation && source !== null, 'counterpart-is-host': isTwice(terms), 'date-in-future': first(terms.signedOn) > today },
      () => ({ situation: cell, by: actor, owner, attested: isAssociation, terms, amendments: [], asked: isAssociation ? [] : asksOf(terms, actor), confirmed: [], change: null, ended: '' }));
  }
  if (!model || !concerns(model, actor)) return ['signing/not-found'];
  if (!mayAct(model, verb, actor)) return [table(verb).others ?? ''];
  if (command.type === 'TerminateSigning' && model.situation === 'terminated' && model.ended !== command.data.on) return ['signing/terminated'];
  if (cell.startsWith('signing/')) return [cell];
  if (cell === 'nothing new') return cell;
  const { terms, amendments, change, attested, by } = model;
  const next = { ...model, situation: cell };
  switch (command.type) {
    case 'ReturnSigning': return { ...next, change: null };
    case 'WithdrawSigning': return next;
    case 'ConfirmSigning': {
      const { asked, confirmed } = change ?? model;
      const mine = [...new Set(asked.map(({ region }) => region))].filter((region) => within(region, actor.region) && !confirmed.includes(region));
      if (mine.length === 0) return 'nothing new';
      return change ? { ...next, change: { ...change, confirmed: [...confirmed, ...mine] } } : { ...next, confirmed: [...confirmed, ...mine] };
    }
    case 'ApproveSigning': {
      const { asked, confirmed } = change ?? model;
      const brought = change?.by ?? by;
      return unless({
        'same-person': actor.principal === brought.principal, 'same-organisation': !attested && actor.organisation === brought.organisation,
        'confirmations-missing': asked.some(({ region }) => !confirmed.includes(region)),
      }, () => {
        if (!change) return next;
        return change.amends === null ? { ...next, change: null, terms: { ...terms, ...change.changes } } : { ...next, change: null, amendments: [...amendments, { on: change.amends, changes: change.changes }] };
      });
    }
    case 'ResubmitSigning': {
      const sent = { ...terms, ...command.data.changes };
      const asked = attested ? [] : asksOf(sent, by);
      const voided = touched(asked, differing(terms, sent)).map(({ region }) => region);
      return unless({ 'host-not-yours': !sent.hosts.some(({ region }) => within(region, actor.region)), 'counterpart-is-host': isTwice(sent), 'date-in-future': first(sent.signedOn) > today },
        () => ({ ...next, terms: sent, asked, confirmed: model.confirmed.filter((region) => asked.some((each) => each.region === region) && !voided.includes(region)) }));
    }
    case 'CorrectSigning':
    case 'AmendSigning': {
      const amends = command.type === 'AmendSigning' ? command.data.effectiveOn : null;
      const before = amends === null ? terms : at(model, first(amends));
      const after: Terms = { ...before, ...command.data.changes };
      const fields = differing(before, after);
      const changes = Object.fromEntries(fields.map((field) => [field, after[field]])) as Partial<Terms>;
      const then = amends === null ? { terms: after, amendments } : { terms, amendments: [...amendments, { on: amends, changes }] };
      const parties = amends === null ? { ...at(then), hosts: [...after.hosts, ...at(then).hosts.filter(({ region }) => !after.hosts.some((host) => host.region === region))] } : after;
      return unless({
        'nothing-changes': fields.length === 0,
        'not-amendable': amends !== null && fields.some((field) => ['kind', 'level', 'edition', 'signedOn'].includes(field)),
        'date-in-future': first(amends ?? after.signedOn) > today,
        'before-signed': then.amendments.some(({ on }) => last(on) < first(then.terms.signedOn)),
        'counterpart-is-host': isTwice(then.terms) || then.amendments.some(({ on }) => isTwice(at(then, first(on)))),
      }, () => ({ ...next, change: { amends, changes, by: actor, asked: attested ? [] : touched(asksOf(parties, by), fields), confirmed: [] } }));
    }
    case 'TerminateSigning': {
      const { on } = command.data;
      return unless({ 'date-in-future': first(on) > today, 'before-signed': [terms.signedOn, ...amendments.map((each) => each.on)].some((date) => last(on) < first(date)) },
        () => ({ ...next, change: null, ended: on }));
    }
  }
};

/** A state of the decider in the words of the model. */
const seen = (state: Known) => {
  const pending = state.status === 'admitted' ? state.pending : null;
  return {
    situation: pending ? 'change waiting' : state.status, attested: state.grade === 'attested', today: termsAt(state), terms: state.terms, asked: state.asked, confirmed: state.confirmed,
    change: pending && { amends: pending.effectiveOn, changes: pending.changes, asked: pending.asked, confirmed: pending.confirmed }, ended: state.status === 'terminated' ? state.on : '',
  };
};
const expected = ({ situation, attested, terms, asked, confirmed, change, ended, ...more }: Model): ReturnType<typeof seen> => ({
  situation, attested, today: at({ terms, ...more }), terms, asked, confirmed,
  change: change && { amends: change.amends, changes: change.changes, asked: change.asked, confirmed: change.confirmed }, ended,
} as ReturnType<typeof seen>);

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
  if (command.type === 'ConfirmSigning') return actors.find(({ region, role }) => role === 'region' && waits?.asked.some((each) => each.region === region && !waits.confirmed.includes(region))) ?? command.actor;
  return model?.attested && command.actor.organisation === 'chengdu-commerce' ? model.by : command.actor;
};

/** One try of somebody, perhaps said twice, as the decider and the model take it. */
class Act implements fc.Command<Box, Real> {
  constructor(private readonly asked: SigningCommand, private readonly by: Actor | null, private readonly twice: boolean) {}

  check(): boolean {
    return true;
  }

  run(box: Box, real: Real): void {
    const on = String(1 + (real.facts.length % 28)).padStart(2, '0');
    const command = frozen({ ...this.asked, actor: this.by ?? usual(this.asked, box.model), at: `2024-07-${on}T02:00:00.000Z`, directory: byCodes } as SigningCommand);
    this.once(box, real, command);
    if (this.twice) this.once(box, real, command);
  }

  toString(): string {
    const { data, type } = this.asked;
    return `${type} by ${this.by?.principal ?? 'the usual'} ${JSON.stringify(data)}${this.twice ? ', twice' : ''}`;
  }

  private once(box: Box, real: Real, command: SigningCommand): void {
    const { decider } = real;
    const should = said(box.model, command);
    let facts: readonly SigningFact[];
    try {
      facts = decider.decide(command, real.state);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect(Object.keys(refusals)).toContain(error.code);
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
const act = (verb: Verb) => fc.tuple(fc.constantFrom(...(acts[verb] ?? [])), fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...actors) }), fc.nat(4))
  .map(([command, actor, twice]) => new Act(command, actor, twice === 1));
const often: readonly Verb[] = ['confirm', 'confirm', 'confirm', 'approve', 'approve', 'approve', 'amend', 'amend', 'correct', 'resubmit', 'return'];
const tries = fc.tuple(act('submit'), fc.commands([...often, ...often, 'submit', 'withdraw', 'terminate'].map((verb) => act(verb as Verb)), { maxCommands: 24, size: 'max' }))
  .map(([first, rest]) => [first, ...rest]);

const plays = (commands: Iterable<fc.Command<Box, Real>>, cut: number, decider: Real['decider'] = signing, met = new Set<string>()): void => {
  const real: Real = { decider, state: frozen(decider.initialState), facts: [], met };
  fc.modelRun(() => ({ model: { model: null }, real }), commands);
  const [head, tail] = [real.facts.slice(0, cut), real.facts.slice(cut)];
  const kept = frozen(throughJson(head.reduce(decider.evolve, decider.initialState)));
  expect(tail.map(throughJson).reduce(decider.evolve, kept)).toEqual(real.state);
};

describe('whatever is tried with a signing', () => {
  it('goes as docs/signing.md says, and leaves facts and states that can be kept', () => {
    const met = new Set<string>();
    fc.assert(fc.property(tries, fc.nat(20), (commands, cut) => plays(commands, cut, signing, met)), { numRuns: 400 });
    expect([...met]).toEqual(expect.arrayContaining(['submitted', 'returned', 'withdrawn', 'admitted', 'change waiting', 'terminated']));
    expect(Object.keys(refusals).filter((code) => !met.has(code)).length).toBeLessThan(5);
  });

  describe('would be caught', () => {
    const decide = (changed: (command: SigningCommand, state: Signing) => readonly SigningFact[]): Real['decider'] => ({ ...signing, decide: changed });
    const evolve = (changed: (state: Signing, fact: SigningFact) => Signing): Real['decider'] => ({ ...signing, evolve: changed });

    it.each<[what: string, decider: Real['decider']]>([
      ['if one approved what is his own', decide((command, state) =>
        signing.decide(command.type === 'ApproveSigning' ? { ...command, actor: { ...command.actor, principal: 'x', organisation: 'x' } } : command, state))],
      ['if it were confirmed by whoever sees it', decide((command, state) =>
        signing.decide(command.type === 'ConfirmSigning' ? { ...command, actor: { ...command.actor, region: '*' } } : command, state))],
      ['if a repetition were written again', decide((command, state) => {
        const facts = signing.decide(command, state);
        return facts.length === 0 && command.type === 'WithdrawSigning' ? [{ type: 'SigningWithdrawn', effectiveOn: null, data: { reason: command.data.reason } }] : facts;
      })],
      ['if a rule threw another error', decide((command, state) => {
        try {
          return signing.decide(command, state);
        } catch (error) {
          throw error instanceof Refusal && error.code === 'signing/before-signed' ? new RangeError(error.message) : error;
        }
      })],
      ['if a refusal had a code of its own', decide((command, state) => {
        try {
          return signing.decide(command, state);
        } catch (error) {
          throw error instanceof Refusal && error.code === 'signing/returned' ? new Refusal('signing/sent-back', error.words) : error;
        }
      })],
      ['if deciding changed the state', decide((command, state) => {
        const facts = signing.decide(command, state);
        if (command.type === 'ConfirmSigning' && state.status !== 'absent') (state.confirmed as string[]).push('500000');
        return facts;
      })],
      ['if a fact lacked what its schema asks for', decide((command, state) =>
        signing.decide(command, state).map((fact) => (fact.type === 'SigningAdmitted' ? { ...fact, data: { ...fact.data, note: undefined } } as unknown as SigningFact : fact)))],
      ['if confirmations were never void', evolve((state, fact) =>
        signing.evolve(state, fact.type === 'SigningResubmitted' ? { ...fact, data: { ...fact.data, voided: [] } } : fact))],
      ['if an amendment changed what was signed', evolve((state, fact) => {
        const after = signing.evolve(state, fact);
        return fact.type === 'SigningAmended' && after.status === 'admitted' ? { ...after, terms: { ...after.terms, ...fact.data.changes } } : after;
      })],
      ['if a fact could not be folded', evolve((state, fact) => {
        if (fact.type === 'SigningChangeReturned') throw new Error('what is this?');
        return signing.evolve(state, fact);
      })],
      ['if a state could not be kept as JSON', evolve((state, fact) => ({ ...signing.evolve(state, fact), since: new Map([[fact.type, 1]]) }) as unknown as Signing)],
      ['if a share were lost', evolve((state, fact) => {
        const after = signing.evolve(state, fact);
        return after.status === 'admitted' && after.terms.hosts.length > 2 ? { ...after, terms: { ...after.terms, hosts: after.terms.hosts.slice(1) } } : after;
      })],
    ])('%s', (_, decider) => {
      expect(fc.check(fc.property(tries, fc.nat(20), (commands, cut) => plays(commands, cut, decider)), { numRuns: 2_000, endOnFailure: true, seed: 1 }).failed).toBe(true);
    });
  });
});
