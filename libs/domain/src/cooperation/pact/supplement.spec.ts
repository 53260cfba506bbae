import type { PactCommand } from './pact.js';
import {
  A, after, amend, among, B, C, chengdu, chongqing, decide, decline, frozen, inForce, sign, speakers, standingAfter, SUPPLEMENT, SUPPLEMENT_2, typesOf, withdraw, wuhan,
} from './pact.samples.js';
import { refusedBy } from './refused.samples.js';
import { clausesOn, obligationsOf } from './state.js';
import type { Supplementary } from './terms.js';

const AT = '2024-05-07T02:00:00.000Z';
const tried = (command: PactCommand, ...before: readonly PactCommand[]): readonly string[] => refusedBy(() => decide(command, after(...before)));
const signed = (supplement = SUPPLEMENT, when = AT, by: readonly string[] = [A, B, C]): readonly PactCommand[] =>
  by.map((each) => sign(each, { supplement, jws: `${each} under ${supplement}` }, speakers[each], when));
const clause = (number: string, text: string | null): Supplementary['clauses'][number] => ({ clause: number, heading: null, text, permits: null });
const obligation = (name: string, changed: object = {}): Supplementary['obligations'][number] => ({ obligation: name, clause: null, owner: B, describes: '另行商定。', due: null, ...changed });
const readingOf = (day: string, ...commands: readonly PactCommand[]): readonly (readonly [string, string])[] => clausesOn(standingAfter(...commands), day).map(({ clause: number, text }) => [number, text] as const);

describe('a supplementary agreement', () => {
  it('changes the clauses that it names once all who are bound have signed', () => {
    const all = [...inForce(), amend()];
    const [first, second, third] = signed();
    expect(typesOf(decide(second as PactCommand, after(...all, first as PactCommand)))).toEqual(['PactSigned']);
    expect(decide(third as PactCommand, after(...all, first as PactCommand, second as PactCommand))).toMatchObject([{ type: 'PactSigned' }, { type: 'SupplementEnteredIntoForce', data: { from: '2024-05-07' } }]);
    expect(readingOf('2024-05-06', ...all, ...signed())[0]).toEqual(['1', '共建软件产业协同机制。']);
    expect(readingOf('2024-05-07', ...all, ...signed())[0]).toEqual(['1', '共建软件产业协同机制，每年一会。']);
    expect(clausesOn(standingAfter(...all, ...signed()), '2024-05-07')[0]?.by).toBe(SUPPLEMENT);
  });

  it('leaves the main text, its hash and its signatures', () => {
    const before = standingAfter(...inForce());
    const now = standingAfter(...inForce(), amend(), ...signed());
    expect(now.main).toEqual(before.main);
    expect(now.terms).toEqual(before.terms);
    expect(JSON.parse(now.supplements[SUPPLEMENT]?.text ?? '')).toMatchObject({ format: 'entente-supplement/1', mainSha256: before.main?.sha256, supplement: SUPPLEMENT, clauses: [{ clause: '1' }] });
  });

  it('adds a clause, takes one away, and gives another end', () => {
    const all = [...inForce(), amend({ clauses: [clause('6', '新增条款。'), clause('5', null)], to: '2026-06' }), ...signed()];
    expect(readingOf('2024-06-01', ...all).map(([number]) => number)).toEqual(['1', '2', '3', '4', '6']);
    expect(standingAfter(...all).to).toBe('2026-06-30');
  });

  it.each<[what: string, changed: Partial<Supplementary>, refused: readonly string[]]>([
    ['nothing', { clauses: [] }, ['pact/changes-nothing']],
    ['a clause twice', { clauses: [clause('1', 'a'), clause('1', 'b')] }, ['pact/clause-twice', '/clauses/1/clause pact/clause-twice']],
    ['away what is not there', { clauses: [clause('9', null)] }, ['pact/clause-unknown', '/clauses/0/clause pact/clause-unknown']],
    ['an obligation whose name is taken, twice over', { obligations: [obligation('work-plan'), obligation('other'), obligation('other')] }, ['pact/obligation-exists', '/obligations/0/obligation pact/obligation-exists', '/obligations/2/obligation pact/obligation-exists']],
    ['an obligation of a stranger', { obligations: [obligation('other', { owner: SUPPLEMENT })] }, ['pact/owner-not-bound', '/obligations/0/owner pact/owner-not-bound']],
    ['an obligation to a clause that it takes away', { clauses: [clause('5', null)], obligations: [obligation('other', { clause: '5' })] }, ['pact/clause-unknown', '/obligations/0/clause pact/clause-unknown']],
    ['what a stranger may do', { clauses: [{ ...clause('1', 'x'), permits: { act: 'renew', noticeDays: 0, by: [A, SUPPLEMENT] } }] }, ['pact/permits-not-bound', '/clauses/0/permits/by/1 pact/permits-not-bound']],
    ['from before it was in force', { effectiveOn: '2024-03-31' }, ['pact/before-in-force', '/effectiveOn pact/before-in-force']],
    ['to an end before it takes effect', { effectiveOn: '2024-10-01', to: '2024-09' }, ['pact/dates-reversed', '/to pact/dates-reversed']],
    ['to an end that has passed', { to: '2024-05-05' }, ['pact/before-in-force', '/to pact/before-in-force']],
  ])('is refused where it changes %s', (_, changed, refused) => expect(tried(amend(changed), ...inForce())).toEqual(refused));

  it('adds an obligation to a clause that it adds', () => {
    const all = [...inForce(), amend({ clauses: [clause('6', '新增。')], obligations: [obligation('other', { clause: '6' })] })];
    expect(obligationsOf(standingAfter(...all)).map((each) => each.obligation)).toEqual(['work-plan']);
    expect(obligationsOf(standingAfter(...all, ...signed())).map((each) => each.obligation)).toEqual(['work-plan', 'other']);
  });

  it('of a pact that has not begun ends it on no day before', () => {
    const later = among([A, B], undefined, { validity: { from: '2025-01-01', to: null } });
    expect(tried(amend({ to: '2024-12-31' }), ...inForce(later))).toEqual(['pact/dates-reversed', '/to pact/dates-reversed']);
  });

  it('put forward in other words voids what was signed of it; in the same words it is nothing new', () => {
    const [first] = signed();
    const all = [...inForce(), amend(), first as PactCommand];
    expect(decide(amend(), after(...all))).toEqual([]);
    expect(decide(amend({ to: '2026' }, chongqing), after(...all))).toMatchObject([{ data: { voided: [A], party: B } }]);
    expect(standingAfter(...all, amend({ to: '2026' }, chongqing)).supplements[SUPPLEMENT]).toMatchObject({ signatures: [], status: 'signing' });
  });

  it('in the words of a former offer is another text, which no signature of the former fits', () => {
    const textOf = (...more: readonly PactCommand[]): string => standingAfter(...inForce(), ...more).supplements[SUPPLEMENT]?.text ?? '';
    const [first, second, third] = [textOf(amend()), textOf(amend(), amend({ to: '2026' })), textOf(amend(), amend({ to: '2026' }), amend({ effectiveOn: null }))];
    expect([first, second, third].map((text) => (JSON.parse(text) as { offer: number }).offer)).toEqual([1, 2, 3]);
    expect(third.replace('"offer":3', '"offer":1')).toBe(first);
    expect(decide(amend(), after(...inForce(), amend(), amend({ to: '2026' }), amend()))).toEqual([]);
    const old = { supplement: SUPPLEMENT, sha256: standingAfter(...inForce(), amend()).supplements[SUPPLEMENT]?.sha256 ?? '' };
    expect(tried(sign(A, old, chengdu, AT), ...inForce(), amend(), amend({ to: '2026' }), amend())).toEqual(['pact/moved-meanwhile']);
  });

  it('whose end has passed is not signed into force any more', () => {
    const LATE = '2024-10-01T02:00:00.000Z';
    const [one, two, three] = signed(SUPPLEMENT, LATE);
    const waiting = [...inForce(), amend({ to: '2024-09' }), ...signed(SUPPLEMENT, AT, [A, B])];
    expect(tried(three as PactCommand, ...waiting)).toEqual(['pact/ends-before-signing']);
    expect(tried(one as PactCommand, ...inForce(), amend({ to: '2024-09' }))).toEqual(['pact/ends-before-signing']);
    const left = [A, B, C].map((each) => withdraw({ as: each, organisation: C }, speakers[each]));
    expect(decide(two as PactCommand, after(...waiting, ...left))).toEqual([]);
    expect(typesOf(decide(signed(SUPPLEMENT, '2024-09-30T02:00:00.000Z', [C])[0] as PactCommand, after(...waiting)))).toEqual(['PactSigned', 'SupplementEnteredIntoForce', 'PactRenewed']);
  });

  it('takes away what stands on the day on which it takes effect', () => {
    const adding = [amend({ clauses: [clause('6', '新增。')], effectiveOn: '2024-08-01' }), ...signed()];
    const without = (effectiveOn: string | null) => amend({ supplement: SUPPLEMENT_2, clauses: [clause('6', null)], effectiveOn });
    expect(tried(without('2024-08-01'), ...inForce(), ...adding)).toEqual([]);
    expect(tried(without('2024-07-31'), ...inForce(), ...adding)).toEqual(['pact/clause-unknown', '/clauses/0/clause pact/clause-unknown']);
    expect(tried(without(null), ...inForce(), ...adding)).toEqual(['pact/clause-unknown', '/clauses/0/clause pact/clause-unknown']);
  });

  it('is over when one declines, and another is put forward under another id', () => {
    const all = [...inForce(), amend(), decline({ supplement: SUPPLEMENT })];
    expect(standingAfter(...all).supplements[SUPPLEMENT]?.status).toBe('failed');
    expect(standingAfter(...all)).toMatchObject({ status: 'in-force', bound: [{}, {}, {}] });
    expect(tried(amend(), ...all)).toEqual(['pact/supplement-exists', '/supplement pact/supplement-exists']);
    expect(tried(sign(A, { supplement: SUPPLEMENT }), ...all)).toEqual(['pact/supplement-failed']);
    expect(tried(amend({ supplement: SUPPLEMENT_2 }), ...all)).toEqual([]);
  });

  it('in force is no more declined by who became bound later, though he may sign it', () => {
    const two = frozen(among([A, B, C], [{ parties: [A, B, C], atLeast: 2 }]));
    const all = [...two, sign(A), sign(B), amend(), ...signed(SUPPLEMENT, AT, [A, B]), sign(C, {}, wuhan, AT)];
    expect(tried(decline({ supplement: SUPPLEMENT }, wuhan), ...all)).toEqual(['pact/supplement-in-force']);
    expect(typesOf(decide(signed(SUPPLEMENT, AT, [C])[0] as PactCommand, after(...all)))).toEqual(['PactSigned']);
    expect(standingAfter(...all, ...signed(SUPPLEMENT, AT, [C])).supplements[SUPPLEMENT]).toMatchObject({ status: 'in-force', from: '2024-05-07' });
  });

  it('that waits only for who has left takes effect when one who signed says so again', () => {
    const left = [A, B, C].map((each) => withdraw({ as: each, organisation: C }, speakers[each]));
    const waiting = [...inForce(), amend(), ...signed(SUPPLEMENT, AT, [A, B]), ...left];
    expect(typesOf(decide(signed(SUPPLEMENT, AT, [A])[0] as PactCommand, after(...waiting)))).toEqual(['SupplementEnteredIntoForce']);
    expect(decide(signed(SUPPLEMENT, AT, [B])[0] as PactCommand, after(...waiting, ...signed(SUPPLEMENT, AT, [A])))).toEqual([]);
  });

  it('is only for those who are bound by a text that is here', () => {
    const two = frozen(among([A, B, C], [{ parties: [A, B, C], atLeast: 2 }]));
    expect(tried(amend({}, wuhan), ...two, sign(A), sign(B))).toEqual(['pact/not-bound', '/as pact/not-bound']);
    expect(tried(sign(C, { supplement: SUPPLEMENT }, wuhan), ...two, sign(A), sign(B), amend())).toEqual(['pact/not-bound', '/organisation pact/not-bound']);
    expect(tried(sign(A, { supplement: SUPPLEMENT_2 }), ...inForce())).toEqual(['pact/supplement-unknown', '/supplement pact/supplement-unknown']);
    expect(tried(amend({ text: 'other words', sha256: 'x' }), ...inForce())).toEqual(['pact/moved-meanwhile']);
  });
});

describe('several supplementary agreements', () => {
  const one = amend({ clauses: [clause('1', 'first')] });
  const other = amend({ supplement: SUPPLEMENT_2, clauses: [clause('1', 'second')] }, chongqing);

  it('on one day have effect in the order in which they were agreed', () => {
    expect(readingOf('2024-05-07', ...inForce(), one, other, ...signed(SUPPLEMENT_2), ...signed())[0]).toEqual(['1', 'first']);
    expect(readingOf('2024-05-07', ...inForce(), one, other, ...signed(), ...signed(SUPPLEMENT_2))[0]).toEqual(['1', 'second']);
  });

  it('have effect in the order of their dates, however coarse these are', () => {
    const coarse = amend({ clauses: [clause('1', 'first')], effectiveOn: '2024-07~' });
    const exact = amend({ supplement: SUPPLEMENT_2, clauses: [clause('1', 'second')], effectiveOn: '2024-06-15' }, chongqing);
    const all = [...inForce(), coarse, exact, ...signed(), ...signed(SUPPLEMENT_2)];
    expect(['2024-06-14', '2024-06-15', '2024-06-30', '2024-07-01'].map((day) => readingOf(day, ...all)[0]?.[1])).toEqual(['共建软件产业协同机制。', 'second', 'second', 'first']);
  });

  it('never add the same obligation, though neither is in force yet', () => {
    const adding = (supplement: string, by = chengdu) => amend({ supplement, clauses: [], obligations: [obligation('other')] }, by);
    expect(tried(adding(SUPPLEMENT_2), ...inForce(), adding(SUPPLEMENT))).toEqual(['pact/obligation-exists', '/obligations/0/obligation pact/obligation-exists']);
    expect(tried(adding(SUPPLEMENT_2), ...inForce(), adding(SUPPLEMENT), decline({ supplement: SUPPLEMENT }))).toEqual([]);
  });
});
