import type { Actor } from '../../kernel/message.js';
import type { PactCommand } from './pact.js';
import {
  A, after, among, association, auditor, B, C, chengdu, chongqing, decide, inForce, record, renew, resume, shanghai, source, standingAfter, suspend, terminate, typesOf, withdraw, wuhan,
} from './pact.samples.js';
import { refusedBy } from './refused.samples.js';
import { situationOn } from './situation.js';
import type { Standing } from './state.js';

const tried = (command: PactCommand, ...before: readonly PactCommand[]): readonly string[] => refusedBy(() => decide(command, after(...before)));
const byAll = (act: (by: Actor) => PactCommand): readonly PactCommand[] => [act(chengdu), act(chongqing), act(wuhan)];
const situations = (it: Standing, ...days: readonly string[]): readonly string[] => days.map((day) => situationOn(it, day));
const at = (day: string): string => `${day}T02:00:00.000Z`;
const FAR = '9999-12-31';
const attested = { source };

describe('a far day', () => {
  const ends = terminate({ clause: '4', on: FAR }, wuhan);
  const pauses = suspend({ clause: '3', from: FAR });

  it('of termination keeps nobody from ending the pact earlier, by a clause with its notice or by all', () => {
    expect(standingAfter(...inForce(), ends, terminate({ clause: '4', on: '2024-09-01' })).terminated).toMatchObject({ on: '2024-09-01', how: 'clause' });
    expect(tried(terminate({ clause: '4', on: '2024-06-01' }), ...inForce(), ends)).toEqual(['pact/notice-too-short', '/on pact/notice-too-short']);
    expect(standingAfter(...inForce(), ends, ...byAll((by) => terminate({}, by))).terminated).toMatchObject({ on: '2024-05-06', how: 'consent' });
    expect(standingAfter(...inForce(), terminate({ on: '2024-06-01' }), terminate({ on: '2024-06-01' }, chongqing), suspend(), ends).motions).toMatchObject([{ act: 'suspend' }]);
  });

  it('is put in the place of an earlier one by all, and by nobody alone', () => {
    const fixed = [...inForce(), terminate({ clause: '4', on: '2024-09-01' })];
    expect(tried(terminate({ clause: '4', on: '2024-09-02' }, chongqing), ...fixed)).toEqual(['pact/not-earlier', '/on pact/not-earlier']);
    expect(standingAfter(...fixed, ...byAll((by) => terminate({ on: '2024-12-01' }, by))).terminated?.on).toBe('2024-12-01');
    expect(tried(terminate({ on: '2024-12-01' }, chengdu, at('2024-09-01')), ...fixed)).toEqual(['pact/terminated']);
    expect(decide(terminate({ clause: '4', on: '2024-09-01' }, wuhan, at('2024-09-03')), after(...fixed))).toEqual([]);
  });

  it('of suspension keeps nobody from suspending earlier, and all together move it or take it back', () => {
    expect(standingAfter(...inForce(), pauses, suspend({ clause: '3', from: '2024-05-20' })).suspensions).toMatchObject([{ from: '2024-05-20', to: null }]);
    expect(standingAfter(...inForce(), pauses, ...byAll((by) => suspend({ from: '2024-05-07' }, by))).suspensions).toMatchObject([{ from: '2024-05-07', how: 'consent' }]);
    const soon = [...inForce(), suspend({ clause: '3', from: '2024-05-20' })];
    expect(tried(suspend({ clause: '3', from: '2024-05-21' }), ...soon)).toEqual(['pact/not-earlier', '/from pact/not-earlier']);
    expect(situations(standingAfter(...soon, ...byAll((by) => suspend({ from: '2024-06-20' }, by))), '2024-05-20', '2024-06-20')).toEqual(['in-force', 'suspended']);
    const back = byAll((by) => resume({ on: FAR }, by));
    expect(standingAfter(...inForce(), pauses, ...back, suspend({ clause: '3', from: '2024-05-20' })).suspensions).toMatchObject([{ from: FAR, to: FAR }, { from: '2024-05-20', to: null }]);
    expect(tried(suspend({ from: '2024-05-21' }, chengdu, at('2024-05-20')), ...soon)).toEqual(['pact/suspended']);
    // When all have agreed on the day on which it goes on, one alone does not undo that by saying its suspension again.
    expect(tried(suspend({ clause: '3', from: FAR }), ...inForce(), pauses, ...back)).toEqual([]);
    expect(tried(suspend({ clause: '3', from: '2024-05-20' }), ...soon, ...byAll((by) => resume({ on: '2024-08-01' }, by)))).toEqual(['pact/not-earlier', '/from pact/not-earlier']);
  });

  it('of resumption is moved by all, as long as it has not come', () => {
    const until = (on: string, when: string) => byAll((by) => resume({ on }, by, at(when)));
    const paused = [...inForce(), suspend({ clause: '3', from: '2024-05-20' }), ...until(FAR, '2024-05-21')];
    expect(standingAfter(...paused).suspensions).toMatchObject([{ from: '2024-05-20', to: FAR }]);
    expect(standingAfter(...paused, ...until('2024-06-01', '2024-05-22')).suspensions).toMatchObject([{ from: '2024-05-20', to: '2024-06-01' }]);
    expect(tried(resume({ on: '2024-06-02' }, chengdu, at('2024-06-01')), ...paused, ...until('2024-06-01', '2024-05-22'))).toEqual(['pact/not-suspended']);
    expect(decide(resume({ on: '2024-06-01' }, chengdu, at('2024-06-03')), after(...paused, ...until('2024-06-01', '2024-05-22')))).toEqual([]);
  });

  it('of leaving binds neither who named it nor the others', () => {
    const far = [...inForce(), withdraw({ clause: '2', on: FAR }, wuhan)];
    expect(standingAfter(...far, withdraw({ clause: '2', on: '2024-06-05' }, wuhan)).bound.map(({ until }) => until)).toEqual([null, null, '2024-06-05']);
    expect(tried(withdraw({ clause: '2', on: '2024-06-06' }, wuhan), ...far, withdraw({ clause: '2', on: '2024-06-05' }, wuhan))).toEqual(['pact/not-earlier', '/on pact/not-earlier']);
    const later = byAll((by) => withdraw({ organisation: C, on: '2024-08-01' }, by));
    expect(standingAfter(...far, withdraw({ clause: '2', on: '2024-06-05' }, wuhan), ...later).bound.map(({ until }) => until)).toEqual([null, null, '2024-08-01']);
    expect(tried(withdraw({ organisation: C, on: '2024-08-01' }, chengdu, at('2024-06-05')), ...far, withdraw({ clause: '2', on: '2024-06-05' }, wuhan))).toEqual(['pact/not-bound', '/organisation pact/not-bound']);
    // Who leaves before is not kept by it: the pact ends where one alone would be left.
    const facts = decide(withdraw({ clause: '2', organisation: A, on: '2024-06-05' }, chengdu), after(...inForce(among([A, B, C])), withdraw({ clause: '2', on: '2024-07-01' }, wuhan)));
    expect(facts).toMatchObject([{ type: 'PartyWithdrew', data: { organisation: A, on: '2024-06-05' } }, { type: 'PactTerminated', data: { on: '2024-07-01' } }]);
  });
});

describe('a day that has passed', () => {
  it.each<[string, (by?: Actor, when?: string) => PactCommand, string]>([
    ['suspension', (by, when) => suspend({ from: '2024-05-20' }, by, when), '/from'], ['termination', (by, when) => terminate({ on: '2024-05-20' }, by, when), '/on'],
    ['withdrawal', (by, when) => withdraw({ organisation: C, on: '2024-05-20' }, by, when), '/on'],
  ])('is agreed on for no %s, so what was asked for it lapses', (_, act, pointer) => {
    const asked = [...inForce(), act(chengdu), act(chongqing, at('2024-05-20'))];
    expect(tried(act(wuhan, at('2024-05-20')), ...asked)).toEqual([]);
    expect(tried(act(wuhan, at('2024-05-21')), ...asked)).toEqual(['pact/day-past', `${pointer} pact/day-past`]);
    expect(tried(act(chengdu, at('2024-05-21')), ...asked)).toEqual(['pact/day-past', `${pointer} pact/day-past`]);
  });

  it('is chosen by no clause either, and none resumes on it', () => {
    const paused = [...inForce(), suspend({ clause: '3', from: '2024-05-16' })];
    expect(tried(resume({ on: '2024-05-19' }, chengdu, at('2024-05-20')), ...paused)).toEqual(['pact/day-past', '/on pact/day-past']);
    expect(tried(withdraw({ clause: '2', on: '2024-05-05' }, wuhan), ...inForce(among([A, B, C])))).toEqual(['pact/day-past', '/on pact/day-past', '/on pact/notice-too-short']);
  });
});

describe('what is so already', () => {
  it('is told to those who might do it, and to nobody else', () => {
    const ends = [...inForce(), terminate({ clause: '4', on: '2024-09-01' })];
    const pauses = [...inForce(), suspend({ clause: '3', from: '2024-06-01' })];
    const resumes = [...pauses, ...byAll((by) => resume({ on: '2024-07-01' }, by))];
    const leaves = [...inForce(), withdraw({ clause: '2', on: '2024-06-05' }, wuhan)];
    const again = (by: Actor): readonly (readonly [PactCommand, readonly PactCommand[]])[] => [
      [terminate({ on: '2024-09-01' }, by), ends], [suspend({ from: '2024-06-01' }, by), pauses], [resume({ on: '2024-07-01' }, by), resumes], [withdraw({ on: '2024-06-05' }, by), leaves], [renew({ to: '2024-12-31' }, by), inForce()],
    ];
    for (const [command, before] of again(chongqing)) expect(decide(command, after(...before))).toEqual([]);
    for (const who of [association, auditor]) for (const [command, before] of again(who)) expect(tried(command, ...before)).toEqual(['party/none-of-yours']);
    for (const [command, before] of again(shanghai)) expect(tried(command, ...before)).toEqual(['pact/not-found']);
    expect(decide(withdraw({ on: '2024-06-05' }, wuhan, at('2024-07-01')), after(...leaves))).toEqual([]);
    expect(tried(terminate({ on: '2024-09-01' }, wuhan, at('2024-07-01')), ...leaves, terminate({ clause: '4', on: '2024-09-01' }))).toEqual(['pact/not-bound', '/as pact/not-bound']);
    const entered = [record(), terminate({ on: '2024-03', ...attested }, association)];
    expect(decide(terminate({ on: '2024-03', ...attested }, association), after(...entered))).toEqual([]);
    expect(tried(terminate({ on: '2024-03', ...attested }, chengdu), ...entered)).toEqual(['party/attest-not-yours']);
  });
});

describe('one who would be left alone', () => {
  const leave = (organisation: string, on: string) => byAll((by) => withdraw({ organisation, on }, by));

  it('ends the pact on that day, whoever was to leave first, and cannot move it', () => {
    const left = [...inForce(), ...leave(C, '2024-06-20'), ...leave(B, '2024-06-10')];
    expect(situations(standingAfter(...left), '2024-06-19', '2024-06-20')).toEqual(['in-force', 'terminated']);
    expect(tried(terminate({ on: '2024-07-10' }), ...left)).toEqual(['pact/one-alone-by-then', '/on pact/one-alone-by-then']);
    expect(standingAfter(...left, ...[chengdu, wuhan].map((by) => terminate({ on: '2024-06-15' }, by))).terminated?.on).toBe('2024-06-15');
  });

  it('ends it where it was renewed beyond that day too', () => {
    const until = inForce(among([A, B, C], undefined, { validity: { from: null, to: '2024-06-30' } }));
    const renewed = [...until, ...leave(C, '2024-07-20'), ...leave(B, '2024-07-10'), ...byAll((by) => renew({ to: '2024-12-31' }, by))];
    expect(situations(standingAfter(...renewed), '2024-07-19', '2024-07-20', '2025-01-01')).toEqual(['in-force', 'terminated', 'terminated']);
  });

  it('ends an attested pact whatever the order in which it was learned who left', () => {
    const entered = (...order: readonly (readonly [string, string])[]) => standingAfter(record(), ...order.map(([organisation, on]) => withdraw({ organisation, on, ...attested }, association)));
    expect(situations(entered([A, '2024-03-01'], [B, '2024-02-01']), '2024-02-29', '2024-03-01')).toEqual(['in-force', 'terminated']);
    expect(situations(entered([A, '2024-03-01']), '2024-03-01')).toEqual(['in-force']);
  });
});

describe('what is learned late of an attested pact', () => {
  const { stated } = record().data;
  const old = record({ stated: { ...stated, inForceFrom: '2020', to: '2023' } });

  it('is judged on its own day', () => {
    expect(situations(standingAfter(old, terminate({ on: '2022-06', ...attested }, association)), '2022-05-31', '2022-06-01')).toEqual(['in-force', 'terminated']);
    expect(standingAfter(old, renew({ to: '2025', ...attested }, association)).to).toBe('2025');
    expect(standingAfter(old, renew({ to: '2052', ...attested }, association), renew({ to: '2025', ...attested }, association)).to).toBe('2025');
    expect(situations(standingAfter(old, suspend({ from: '2021', ...attested }, association), resume({ on: '2022', ...attested }, association)), '2020-12-31', '2021-06-01', '2022-01-01')).toEqual(['in-force', 'suspended', 'in-force']);
    expect(standingAfter(old, withdraw({ on: '2021-05', ...attested }, association)).bound.map(({ until }) => until)).toEqual([null, null, '2021-05']);
    expect(tried(terminate({ on: '2024-02', ...attested }, association), old)).toEqual(['pact/expired']);
    expect(tried(suspend({ from: '2022-07', ...attested }, association), old, terminate({ on: '2022-06', ...attested }, association))).toEqual(['pact/terminated']);
    expect(tried(renew({ to: '2025', ...attested }, association), old, terminate({ on: '2022-06', ...attested }, association))).toEqual(['pact/terminated']);
    expect(tried(terminate({ on: '2019', ...attested }, association), old)).toEqual(['pact/before-in-force', '/on pact/before-in-force']);
  });

  it('puts right what was entered wrongly, from a source', () => {
    const ended = [record(), terminate({ on: '2024-03-01', ...attested }, association)];
    expect(standingAfter(...ended, terminate({ on: '2024-04-15', ...attested }, association)).terminated?.on).toBe('2024-04-15');
    expect(standingAfter(...ended, terminate({ on: '2024-02', ...attested }, association)).terminated?.on).toBe('2024-02');
    expect(tried(terminate({ on: '2024-02' }, association), ...ended)).toEqual(['party/source-required', '/source party/source-required']);
    const paused = [record(), suspend({ from: '2024-02-01', ...attested }, association)];
    expect(standingAfter(...paused, suspend({ from: '2024-03-01', ...attested }, association)).suspensions).toMatchObject([{ from: '2024-03-01', to: null }]);
    const resumed = [...paused, resume({ on: '2024-04-01', ...attested }, association)];
    expect(standingAfter(...resumed, suspend({ from: '2024-03-01', ...attested }, association)).suspensions).toMatchObject([{ from: '2024-03-01', to: '2024-04-01' }]);
    expect(standingAfter(...resumed, resume({ on: '2024-04-20', ...attested }, association)).suspensions).toMatchObject([{ from: '2024-02-01', to: '2024-04-20' }]);
    expect(typesOf(decide(suspend({ from: '2024-05-01', ...attested }, association), after(...resumed)))).toEqual(['PactSuspended']);
    expect(standingAfter(...resumed, suspend({ from: '2024-05-01', ...attested }, association)).suspensions).toMatchObject([{ to: '2024-04-01' }, { from: '2024-05-01', to: null }]);
    const earlier = [...resumed, suspend({ from: '2024-01-10', ...attested }, association), resume({ on: '2024-01-20', ...attested }, association)];
    expect(standingAfter(...earlier, resume({ on: '2024-04-20', ...attested }, association)).suspensions).toMatchObject([{ from: '2024-02-01', to: '2024-04-20' }, { from: '2024-01-10', to: '2024-01-20' }]);
    expect(standingAfter(record(), withdraw({ on: '2024-03', ...attested }, association), withdraw({ on: '2024-04', ...attested }, association)).bound.map(({ until }) => until)).toEqual([null, null, '2024-04']);
  });
});
