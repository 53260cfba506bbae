import type { PactCommand } from './pact.js';
import {
  A, after, amend, among, auditor, B, C, chengdu, chengduSecond, chongqing, chongqingSecond, decide, decideAll, deposited, DOCUMENT, frozen, inForce, report, reverse, sign, speakers, standingAfter, SUPPLEMENT,
  terminate, terms, typesOf, verify, withdraw, without, wuhan,
} from './pact.samples.js';
import { fulfilledOn, isOverdueOn, owedUnder } from './owing.js';
import { refusedBy } from './refused.samples.js';
import { tasksOf } from './tasks.js';

const tried = (command: PactCommand, ...before: readonly PactCommand[]): readonly string[] => refusedBy(() => decide(command, after(...before)));
const overdue = (days: readonly string[], ...commands: readonly PactCommand[]): readonly boolean[] => days.map((day) => isOverdueOn(standingAfter(...commands), 'work-plan', day));

describe('an obligation', () => {
  it('is reported by who owes it, with evidence of its own', () => {
    const named = report({ evidence: [{ document: DOCUMENT, sha256: null }] });
    expect(decideAll(named, after(...inForce()))).toMatchObject([
      { type: 'ObligationReported', effectiveOn: '2024-05-06', data: { party: A, evidence: [{ document: DOCUMENT, sha256: deposited.sha256 }] } },
      { type: 'DocumentReferred', data: { by: { kind: 'pact' } } },
    ]);
    expect(tried(report({}, chongqing), ...inForce())).toEqual(['pact/not-the-owner']);
    expect(tried(report({ evidence: [{ document: SUPPLEMENT, sha256: null }] }), ...inForce())).toEqual(['document/unknown', '/evidence/0 document/unknown']);
    expect(tried(report({ obligation: 'no-such' }), ...inForce())).toEqual(['pact/obligation-unknown', '/obligation pact/obligation-unknown']);
    expect(tried(report({ on: '2024-05-07' }), ...inForce())).toEqual(['pact/date-in-future', '/on pact/date-in-future']);
    expect(tried(report({ on: '2024-05' }), ...inForce())).toEqual(['pact/day-needed', '/on pact/day-needed']);
  });

  it('is told twice with no effect, and otherwise only after it was reversed', () => {
    expect(decide(report(), after(...inForce(), report()))).toEqual([]);
    expect(tried(report({ note: null }), ...inForce(), report())).toEqual(['pact/reported']);
    expect(typesOf(decide(report({ note: null }), after(...inForce(), report(), reverse())))).toEqual(['ObligationReported']);
    expect(tried(reverse(), ...inForce(), report(), reverse())).toEqual(['pact/not-reported']);
  });

  it('counts once another party, and another person, has seen it', () => {
    expect(tried(verify({}, chengduSecond), ...inForce(), report())).toEqual(['pact/own-obligation']);
    expect(tried(verify({}, { ...chongqing, principal: chengdu.principal }), ...inForce(), report())).toEqual(['pact/same-person']);
    expect(tried(verify({}, auditor), ...inForce(), report())).toEqual(['party/none-of-yours']);
    expect(tried(verify(), ...inForce())).toEqual(['pact/not-reported']);
    expect(decide(verify({}, chongqingSecond), after(...inForce(), report(), verify()))).toEqual([]);
    const it = standingAfter(...inForce(), report(), verify());
    expect(owedUnder(it).map((owed) => fulfilledOn(it, owed))).toEqual(['2024-05-06']);
    const reported = standingAfter(...inForce(), report());
    expect(owedUnder(reported).map((owed) => fulfilledOn(reported, owed))).toEqual([null]);
  });

  it('is reported of what has ended, and not of what is no pact yet', () => {
    const ended = [chengdu, chongqing, wuhan].map((by) => terminate({}, by));
    expect(tried(report({ on: '2024-05-02' }), ...inForce(), ...ended)).toEqual([]);
    expect(tried(report(), ...frozen())).toEqual(['pact/not-in-force']);
  });

  it('is fulfilled on a day on which it was owed', () => {
    expect(tried(report({ on: '2024-03-31' }), ...inForce())).toEqual(['pact/before-in-force', '/on pact/before-in-force']);
    const ended = [chengdu, chongqing, wuhan].map((by) => terminate({ on: '2024-05-20' }, by));
    const told = (on: string, by = chengdu, obligation = 'work-plan') => report({ on, obligation }, by, '2024-09-01T02:00:00.000Z');
    expect(tried(told('2024-05-19'), ...inForce(), ...ended)).toEqual([]);
    expect(tried(told('2024-05-20'), ...inForce(), ...ended)).toEqual(['pact/after-end', '/on pact/after-end']);
    expect(tried(report({ on: '2025-01-01' }, chengdu, '2025-02-01T02:00:00.000Z'), ...inForce())).toEqual(['pact/after-end', '/on pact/after-end']);
    const of = (owner: string) => without({ obligations: [{ ...(terms.obligations[0] as (typeof terms.obligations)[number]), owner }] });
    const leaves = withdraw({ clause: '2', on: '2024-06-05' }, wuhan);
    expect(tried(told('2024-06-04', wuhan), ...inForce(of(C)), leaves)).toEqual([]);
    expect(tried(told('2024-06-05', wuhan), ...inForce(of(C)), leaves)).toEqual(['pact/after-end', '/on pact/after-end']);
    const adding = amend({ clauses: [], obligations: [{ obligation: 'more', clause: null, owner: B, describes: 'x', due: null }], effectiveOn: '2024-08-01' });
    const signed = [A, B, C].map((each) => sign(each, { supplement: SUPPLEMENT }, speakers[each], '2024-05-07T00:00:00.000Z'));
    expect(tried(told('2024-07-31', chongqing, 'more'), ...inForce(), adding, ...signed)).toEqual(['pact/before-in-force', '/on pact/before-in-force']);
    expect(tried(told('2024-08-01', chongqing, 'more'), ...inForce(), adding, ...signed)).toEqual([]);
  });

  it('is not reported by an owner who never signed', () => {
    const unsigned = among([A, B, C], [{ parties: [A, B, C], atLeast: 2 }], { obligations: [{ obligation: 'work-plan', clause: null, owner: C, describes: 'x', due: '2024-04-30' }] });
    expect(tried(report({}, wuhan), ...frozen(unsigned), sign(A), sign(B))).toEqual(['pact/not-bound']);
  });

  it('may be called by any word', () => {
    const odd = inForce(without({ obligations: [{ ...(terms.obligations[0] as (typeof terms.obligations)[number]), obligation: 'constructor' }] }));
    expect(tried(verify({ obligation: 'constructor' }), ...odd)).toEqual(['pact/not-reported']);
    expect(typesOf(decide(report({ obligation: 'constructor' }), after(...odd)))).toEqual(['ObligationReported']);
    expect(tasksOf(standingAfter(...odd)).map(({ task }) => task)).toEqual(['fulfil-obligation']);
  });
});

describe('what is overdue', () => {
  const days = ['2024-06-30', '2024-07-01', '2024-12-31', '2025-01-01'];

  it('is so from the day after it was due until the pact ends', () => expect(overdue(days, ...inForce())).toEqual([false, true, true, false]));

  it('is so until it was fulfilled, and verified', () => {
    const late = [report({ on: '2024-08-01' }, chengdu, '2024-08-02T00:00:00.000Z')];
    expect(overdue(['2024-07-31', '2024-08-01'], ...inForce(), ...late)).toEqual([true, true]);
    expect(overdue(['2024-07-31', '2024-08-01'], ...inForce(), ...late, verify({}, chongqing, '2024-08-03T00:00:00.000Z'))).toEqual([true, false]);
    expect(overdue(days, ...inForce(), report(), verify())).toEqual([false, false, false, false]);
  });

  it('is owed by nobody once the owner left, or where it ends before', () => {
    const of = without({ obligations: [{ ...(terms.obligations[0] as (typeof terms.obligations)[number]), owner: C }] });
    const leaves = withdraw({ clause: '2', on: '2024-09-01' }, wuhan);
    expect(overdue(['2024-07-01', '2024-08-31', '2024-09-01'], ...inForce(of), leaves)).toEqual([true, true, false]);
    const short = without({ validity: { from: '2024-04-01', to: '2024-05-31' } });
    expect(overdue(days, ...inForce(short))).toEqual([false, false, false, false]);
    expect(tasksOf(standingAfter(...inForce(short)))).toEqual([]);
  });

  it('is owed to the end of all days where it has no end before', () => {
    const long = without({ validity: { from: '2024-04-01', to: '9999-12-31' } });
    expect(overdue(days, ...inForce(long))).toEqual([false, true, true, true]);
    const never = without({ ...long, obligations: [{ ...(terms.obligations[0] as (typeof terms.obligations)[number]), due: '9999' }] });
    expect(overdue(days, ...inForce(never))).toEqual([false, false, false, false]);
  });

  it('is not so before anybody is bound', () => {
    const late = among([A, B], undefined, { obligations: [{ obligation: 'work-plan', clause: null, owner: A, describes: 'x', due: '2024-01-31' }] });
    expect(overdue(['2024-02-01', '2024-03-24', '2024-03-25'], ...inForce(late))).toEqual([false, false, true]);
    const unsigned = among([A, B, C], [{ parties: [A, B, C], atLeast: 2 }], { obligations: [{ obligation: 'work-plan', clause: null, owner: C, describes: 'x', due: '2024-04-30' }] });
    const two = [...frozen(unsigned), sign(A), sign(B)];
    expect(overdue(['2024-05-01'], ...two)).toEqual([false]);
    expect(tasksOf(standingAfter(...two))).toEqual([]);
    expect(overdue(['2024-05-01', '2024-06-01'], ...two, sign(C, {}, wuhan, '2024-06-01T00:00:00.000Z'))).toEqual([false, true]);
  });

  it('is not so before the supplementary agreement that adds it', () => {
    const adding = amend({ clauses: [], obligations: [{ obligation: 'more', clause: null, owner: B, describes: 'x', due: '2024-05-31' }], effectiveOn: '2024-08-01' });
    const signed = [A, B, C].map((each) => sign(each, { supplement: SUPPLEMENT }, speakers[each], '2024-05-07T00:00:00.000Z'));
    const it = standingAfter(...inForce(), adding, ...signed);
    expect(['2024-06-01', '2024-07-31', '2024-08-01'].map((day) => isOverdueOn(it, 'more', day))).toEqual([false, false, true]);
  });
});

describe('what is to be done', () => {
  const tasks = (...commands: readonly PactCommand[]): readonly (readonly [string, string, string | null])[] => {
    const it = after(...commands);
    return it.status === 'absent' ? [] : tasksOf(it).map(({ task, about, by }) => [task, about, by.organisation] as const);
  };

  it('falls to those whose turn it is', () => {
    const groups = frozen(among([A, B, C], [{ parties: [A], atLeast: 1 }, { parties: [B, C], atLeast: 1 }]));
    expect(tasks(...groups.slice(0, 2))).toEqual([['answer-offer', B, 'chongqing-commerce'], ['answer-offer', C, 'wuhan-commerce']]);
    expect(tasks(...groups)).toEqual([['sign-pact', A, 'chengdu-commerce']]);
    expect(tasks(...groups, sign(A))).toEqual([['sign-pact', B, 'chongqing-commerce'], ['sign-pact', C, 'wuhan-commerce']]);
  });

  it('is the rest of what is owed and waits', () => {
    expect(tasks(...inForce(), report())).toEqual([['verify-obligation', `work-plan/${B}`, 'chongqing-commerce'], ['verify-obligation', `work-plan/${C}`, 'wuhan-commerce']]);
    expect(tasks(...inForce(), report(), verify(), amend(), terminate())).toEqual([
      ['sign-supplement', `${SUPPLEMENT}/${A}`, 'chengdu-commerce'], ['sign-supplement', `${SUPPLEMENT}/${B}`, 'chongqing-commerce'], ['sign-supplement', `${SUPPLEMENT}/${C}`, 'wuhan-commerce'],
      ['agree', `terminate/${B}`, 'chongqing-commerce'], ['agree', `terminate/${C}`, 'wuhan-commerce'],
    ]);
    expect(tasksOf(standingAfter(...inForce()))).toMatchObject([{ task: 'fulfil-obligation', due: '2024-06-30T15:59:59.999Z', responsible: { organisation: A } }]);
  });
});
