import { randomUUID } from 'node:crypto';
import type { AllianceFact } from '@entente/domain/cooperation/alliance';
import type { PactFact } from '@entente/domain/cooperation/pact';
import { byCodes } from '@entente/domain/kernel/directory';
import type { Actor, Fact } from '@entente/domain/kernel/message';
import { absent, evolve, type Signing, signing, type SigningCommand, type SigningFact, termsSchema } from '@entente/domain/signing/signing';

const actor = (organisation: string, role: Actor['role'], region: string, n = 1): Actor => ({ principal: `${organisation}-${n}`, organisation, role, region });
export const association = actor('association', 'administrator', '*');
export const chengdu = actor('chengdu', 'region', '510100');
export const chongqing = actor('chongqing', 'region', '500000');
export const jinjiang = actor('jinjiang', 'region', '510104');
export const bank = actor('bank', 'bank', '*');
export const sichuan = actor('sichuan', 'administrator', '510000');

const body = (n: number, region: string | null, account: string | null) => ({ organisation: `019a0c00-0000-7000-8000-00000000b0d${n}`, name: `机构${n}`, region, account });
/** Bodies with and without people of their own here; a bank among them, and one that lies nowhere. */
const bodies = [body(1, '510100', null), body(2, '500000', 'chongqing'), body(3, '510104', 'jinjiang'), body(4, '500000', null), body(5, null, 'nowhere'), body(6, '510100', 'bank')];

/** A small generator with a seed, so that the record under test is the same in every run. */
export const numbers = (seed: number) => () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
type Next = () => number;
const picker = (next: Next) => <T>(...options: readonly T[]): T => options[Math.floor(next() * options.length)] as T;
/** Some of the bodies, at least two of them, in any order. */
const some = (next: Next) => bodies.map((each) => [next(), each] as const).sort(([a], [b]) => a - b).slice(0, 2 + Math.floor(next() * 3)).map(([, each]) => each);

const by = { principal: 'p', organisation: 'o' };
const reason = { code: 'test', text: 'test' };
const of = <F extends Fact>(type: F['type'], data: object, effectiveOn = '2024-01-01'): F => ({ type, effectiveOn, data }) as unknown as F;
const DUE = ['2024-02-29', '2024-03', '2024-06-30', '2024', '2999-01-01', null] as const;

/** The facts of a pact that gets as far as chance has it. */
const pactFacts = (next: Next): readonly PactFact[] => {
  const pick = picker(next);
  const pact = randomUUID();
  const parties = some(next).map((each) => ({ ...each, role: null }));
  const [first, second] = parties as [typeof parties[0], typeof parties[0]];
  const ids = parties.map(({ organisation }) => organisation);
  const obligations = Array.from({ length: Math.floor(next() * 4) }, (_, n) => ({ obligation: `o${n}`, clause: null, owner: pick(...ids), describes: '义务', due: pick(...DUE) }));
  const [from, to] = [pick('2024-01-15', '2024-02'), pick(null, '2024-05-31', '2999-12-31')];
  const terms = {
    kind: 'framework', title: { zh: '协议' }, parent: null, access: pick('parties', 'parties', 'open'), parties: ids.map((organisation) => ({ organisation, role: null })), clauses: [], obligations,
    signing: { groups: [{ parties: ids, atLeast: ids.length }] }, validity: { from, to },
  };
  const told = { pact, party: first.organisation, by };
  const fact = (type: PactFact['type'], data: object, on?: string): PactFact => of<PactFact>(type, { ...told, ...data }, on);
  const signed = parties.map(({ organisation, name, region }) => fact('PactSigned', { document: 'main', sha256: 'x', organisation, name, region, person: 'p', kid: 'k', jws: 'j', at: '2024-01-10T00:00:00.000Z' }));
  const made = [fact('PactDrafted', { terms, parties }), fact('PactProposed', { offer: 1 }), fact('PactFrozen', { offer: 1, text: 't', sha256: 'x' }), ...signed];
  if (next() < 0.3) return made.slice(0, 1 + Math.floor(next() * (made.length - 1)));
  const later: PactFact[] = obligations.flatMap(({ obligation, owner }) => {
    const on = pick('2024-02-10', '2024-03', '2024-07-01');
    const reported = fact('ObligationReported', { obligation, on, evidence: [], note: null, party: owner }, on);
    const verified = fact('ObligationVerified', { obligation, on, reason: null, party: ids.find((each) => each !== owner) }, on);
    return pick([], [reported], [reported, verified], [reported, verified], [reported, verified, fact('ObligationReversed', { obligation, reason })]);
  });
  const ended = { how: 'consent', clause: null, reason, source: null };
  const end = pick<readonly PactFact[]>([], [], [fact('PactTerminated', { ...ended, on: pick('2024-04-30', '2024-12-31') })], parties.length > 2 ? [fact('PartyWithdrew', { ...ended, organisation: second.organisation, on: pick('2024-04-01', '2024-10-01') })] : []);
  const asked = next() < 0.6 ? [fact('PactConsented', { act: 'suspend', leaving: null, on: pick('2024-03-01', '2999-03-01'), reason })] : [];
  return [...made, fact('PactEnteredIntoForce', { from, to, parties, kind: 'framework', title: terms.title }, from), ...asked, ...later, ...end];
};

/** The facts of an alliance: asked for, founded, and somebody who asks to join. */
const allianceFacts = (next: Next): readonly AllianceFact[] => {
  const pick = picker(next);
  const [alliance, application] = [randomUUID(), randomUUID()];
  const [member, ...founders] = some(next) as [typeof bodies[0], ...typeof bodies];
  const fact = (type: AllianceFact['type'], data: object): AllianceFact => of<AllianceFact>(type, { alliance, by, ...data });
  const secretariat = pick(null, { party: founders[0], from: '2024-01-01', to: null });
  const rules = { admission: 'vote', quorum: '1/2', majority: 'simple', letters: true };
  const proposed = fact('AllianceProposed', { name: { zh: '联盟' }, kind: 'base-alliance', purpose: null, territory: null, founders, rules, secretariat, organisation: founders[0]?.organisation });
  const agreed = founders.slice(1).map(({ organisation }) => fact('FounderAgreed', { organisation }));
  if (next() < 0.3) return [proposed, ...agreed.slice(1)];
  const vote = { application, electorate: founders, quorum: Math.ceil(founders.length / 2), majority: 'simple', letters: true, closesAt: pick('2024-03-31T15:59:59.999Z', '2999-03-31T15:59:59.999Z') };
  const cast = founders.filter(() => next() < 0.4).map(({ organisation }) => fact('VoteCast', { application, organisation, choice: pick('for', 'against'), letter: null, at: '2024-03-01T00:00:00.000Z' }));
  const steps = [
    fact('AllianceFounded', { on: '2024-01-01', members: founders }), fact('MembershipApplied', { application, member, memberGrade: 'member', statement: null }), fact('VoteOpened', vote), ...cast,
    ...(next() < 0.3 ? [fact('MemberAdmitted', { application, member, memberGrade: 'member', on: '2024-04-01', grade: 'submitted', source: null })] : []),
  ];
  return [proposed, ...agreed, ...steps.slice(0, 1 + Math.floor(next() * steps.length * 2))];
};

/** The facts of a signing that waits to be confirmed, or to be admitted, or has milestones ahead and behind. */
const signingFacts = (next: Next, id: string): readonly SigningFact[] => {
  const pick = picker(next);
  const terms = termsSchema.parse({ project: '项目', kind: 'project', hosts: [{ region: '510100', share: '1/2' }, { region: '500000', share: '1/2' }], edition: pick('cisc-20', 'cisc-21'), signedOn: '2024-01-11' });
  const submitted = { terms, source: null, number: null, externalIds: [] };
  const planned = (milestone: string, on: string) => ({ milestone, on, responsible: { name: '高新区', organisation: null }, reason: null });
  const steps: readonly (readonly [SigningCommand['type'], Actor, object])[] = [
    ['SubmitSigning', chengdu, submitted], ['ConfirmSigning', chongqing, { note: null, version: 1 }], ['ApproveSigning', association, { note: null, waive: [] }],
    ['PlanMilestone', chengdu, planned('register', pick('2024-02-20', '2024-05'))], ['PlanMilestone', chongqing, planned('start', pick('2024-08-31', '2999-02-01'))],
    ['TerminateSigning', chengdu, { reason, on: '2024-06-15' }],
  ];
  return steps.slice(0, 1 + Math.floor(next() * steps.length)).reduce<readonly SigningFact[]>((facts, [type, who, data]) => {
    const state = facts.reduce<Signing>(evolve, absent);
    const command = { type, id: randomUUID(), actor: who, at: type === 'TerminateSigning' ? '2024-07-01T00:00:00.000Z' : '2024-01-15T00:00:00.000Z', directory: byCodes, data: { id, ...data } } as unknown as SigningCommand;
    return [...facts, ...(signing.decide(command, { ...signing.initialState, signing: state }) as readonly SigningFact[])];
  }, []);
};

export type Written = Readonly<{ stream: string; version: number; fact: Fact }>;

/** What is to be written, fact by fact, those of all streams mixed. */
export const writtenAtRandom = (seed: number, count: number): readonly Written[] => {
  const next = numbers(seed);
  const streams = Array.from({ length: count }, (_, n): readonly Written[] => {
    const id = randomUUID();
    const [pact, alliance] = [pactFacts(next), allianceFacts(next)];
    const [stream, facts] = n % 3 === 0 ? [`signing-${id}`, signingFacts(next, id)] as const : n % 3 === 1 ? [`pact-${pact[0]?.data.pact}`, pact] as const : [`alliance-${alliance[0]?.data.alliance}`, alliance] as const;
    return facts.map((fact, version) => ({ stream, version, fact }));
  });
  const mixed: Written[] = [];
  for (const left = streams.map((each) => [...each]); left.some((each) => each.length > 0); ) {
    const waiting = left.filter((each) => each.length > 0);
    mixed.push(...(waiting[Math.floor(next() * waiting.length)]?.splice(0, 1) ?? []));
  }
  return mixed;
};
