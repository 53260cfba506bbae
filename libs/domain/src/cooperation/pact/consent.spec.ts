import type { Actor } from '../../kernel/message.js';
import type { PactCommand } from './pact.js';
import {
  A, after, among, association, B, C, chengdu, chongqing, decide, frozen, inForce, record, renew, resume, sichuanAssociation, sign, source, standingAfter, suspend, terminate, typesOf, withdraw, wuhan,
} from './pact.samples.js';
import { refusedBy } from './refused.samples.js';
import { boundOn, situationOn } from './situation.js';
import type { Standing } from './state.js';

const tried = (command: PactCommand, ...before: readonly PactCommand[]): readonly string[] => refusedBy(() => decide(command, after(...before)));
const byAll = (act: (by: Actor) => PactCommand): readonly PactCommand[] => [act(chengdu), act(chongqing), act(wuhan)];
const situations = (it: Standing, ...days: readonly string[]): readonly string[] => days.map((day) => situationOn(it, day));
const on = (when: string) => `${when}T02:00:00.000Z`;

describe('what all agree to', () => {
  it.each<[string, (by: Actor) => PactCommand, string]>([
    ['suspension', (by) => suspend({}, by), 'PactSuspended'], ['renewal', (by) => renew({}, by), 'PactRenewed'],
    ['termination', (by) => terminate({}, by), 'PactTerminated'], ['withdrawal', (by) => withdraw({}, by), 'PartyWithdrew'],
  ])('%s takes effect with the last, whoever it is, and once', (_, act, event) => {
    const [a, b, c] = byAll(act) as [PactCommand, PactCommand, PactCommand];
    for (const order of [[a, b, c], [a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]] as const) {
      const [first, second, last] = order;
      expect(typesOf(decide(first, after(...inForce())))).toEqual(['PactConsented']);
      expect(decide(first, after(...inForce(), first))).toEqual([]);
      expect(typesOf(decide(last, after(...inForce(), first, second)))).toEqual(['PactConsented', event]);
      for (const again of order) expect(refusedBy(() => expect(decide(again, after(...inForce(), ...order))).toEqual([]))).toEqual([]);
      expect(standingAfter(...inForce(), ...order).motions).toEqual([]);
    }
  });

  it('is about one day: who names another begins anew', () => {
    const all = [...inForce(), terminate({ on: '2024-06-01' }), terminate({ on: '2024-06-01' }, chongqing), terminate({ on: '2024-07-01' }, wuhan)];
    expect(standingAfter(...all).motions).toMatchObject([{ act: 'terminate', on: '2024-07-01', consents: [C] }]);
    expect(standingAfter(...all, terminate({ on: '2024-06-01' }), terminate({ on: '2024-06-01' }, chongqing)).terminated).toBeNull();
  });

  it('is on a day, in force by then, and takes no source', () => {
    expect(tried(terminate({ on: '2024-06' }), ...inForce())).toEqual(['pact/day-needed', '/on pact/day-needed']);
    expect(tried(terminate({ on: '2024-03-31', source }), ...inForce())).toEqual(['pact/source-not-needed', '/source pact/source-not-needed', '/on pact/day-past', '/on pact/before-in-force']);
    expect(tried(terminate({}, association), ...inForce())).toEqual(['party/none-of-yours']);
  });

  it('is not asked of a party that never signed', () => {
    const two = [...frozen(among([A, B, C], [{ parties: [A, B, C], atLeast: 2 }])), sign(A), sign(B)];
    expect(tried(terminate({}, wuhan), ...two)).toEqual(['pact/not-bound', '/as pact/not-bound']);
    expect(typesOf(decide(terminate({}, chongqing), after(...two, terminate())))).toEqual(['PactConsented', 'PactTerminated']);
  });

  it('is asked of a party that signed meanwhile', () => {
    const two = [...frozen(among([A, B, C], [{ parties: [A, B, C], atLeast: 2 }])), sign(A), sign(B), terminate(), sign(C, {}, wuhan, on('2024-05-06'))];
    expect(typesOf(decide(terminate({}, chongqing), after(...two)))).toEqual(['PactConsented']);
  });
});

describe('who has left', () => {
  const leaves = (when: string, at = '2024-05-06') => withdraw({ clause: '2', on: when }, wuhan, on(at));

  it('is no more asked, and what waited only for him takes effect when it is said again', () => {
    const all = [...inForce(), terminate({ on: '2024-12-01' }), terminate({ on: '2024-12-01' }, chongqing), leaves('2024-06-05')];
    const said = terminate({ on: '2024-12-01' }, chengdu, on('2024-05-07'));
    expect(typesOf(decide(said, after(...all)))).toEqual(['PactTerminated']);
    expect(decide(said, after(...all, said))).toEqual([]);
  });

  it('is still asked of what takes effect before he leaves', () => {
    const all = [...inForce(), leaves('2024-06-05'), suspend({ from: '2024-05-20' }), suspend({ from: '2024-05-20' }, chongqing)];
    expect(standingAfter(...all).suspensions).toEqual([]);
    expect(standingAfter(...all, suspend({ from: '2024-05-20' }, wuhan)).suspensions).toMatchObject([{ from: '2024-05-20', how: 'consent' }]);
  });

  it('is not asked to renew what outlasts him', () => {
    const all = [...inForce(), leaves('2024-06-05'), renew()];
    expect(typesOf(decide(renew({}, chongqing), after(...all)))).toEqual(['PactConsented', 'PactRenewed']);
    expect(tried(renew({}, wuhan), ...all)).toEqual(['pact/not-bound', '/as pact/not-bound']);
  });

  it('is bound until the day before', () => {
    const it = standingAfter(...inForce(), leaves('2024-06-05'));
    expect(['2024-03-31', '2024-04-01', '2024-06-04', '2024-06-05'].map((day) => boundOn(it, day).length)).toEqual([0, 3, 3, 2]);
  });

  it('leaves two, of whom none leaves alone', () => {
    expect(tried(withdraw({ organisation: B, clause: '2', on: '2024-07-01' }, chongqing), ...inForce(), leaves('2024-06-05'))).toEqual(['pact/two-parties']);
    expect(tried(withdraw({ organisation: A }, chengdu), ...inForce(among([A, B])))).toEqual(['pact/two-parties']);
  });
});

describe('a clause', () => {
  it('lets one do so alone, with notice', () => {
    expect(decide(terminate({ clause: '4', on: '2024-08-04' }), after(...inForce()))).toMatchObject([{ type: 'PactTerminated', data: { how: 'clause', clause: '4', on: '2024-08-04' } }]);
    expect(tried(terminate({ clause: '4', on: '2024-08-03' }), ...inForce())).toEqual(['pact/notice-too-short', '/on pact/notice-too-short']);
    expect(typesOf(decide(renew({ clause: '5' }), after(...inForce())))).toEqual(['PactRenewed']);
  });

  it('permits what it says to whom it says, and nothing else', () => {
    expect(tried(suspend({ clause: '3', from: '2024-05-16' }), ...inForce())).toEqual([]);
    expect(tried(suspend({ clause: '3', from: '2024-05-16' }, chongqing), ...inForce())).toEqual(['pact/clause-does-not-permit', '/clause pact/clause-does-not-permit']);
    expect(tried(terminate({ clause: '1' }), ...inForce())).toEqual(['pact/clause-does-not-permit', '/clause pact/clause-does-not-permit']);
    expect(tried(terminate({ clause: '9' }), ...inForce())).toEqual(['pact/clause-unknown', '/clause pact/clause-unknown']);
    expect(tried(withdraw({ clause: '2', organisation: C, on: '2024-07-01' }, chengdu), ...inForce())).toEqual(['pact/clause-does-not-permit', '/clause pact/clause-does-not-permit']);
  });

  it('settles what was asked of all', () => {
    const it = standingAfter(...inForce(), suspend({ from: '2024-06-01' }, chongqing), terminate(), suspend({ clause: '3', from: '2024-06-01' }));
    expect(it.motions.map(({ act }) => act)).toEqual(['terminate']);
  });
});

describe('a suspension', () => {
  const ahead = suspend({ clause: '3', from: '2024-06-01' });

  it('holds from its day until it is resumed', () => {
    const it = standingAfter(...inForce(), ahead, ...byAll((by) => resume({ on: '2024-07-01' }, by, on('2024-06-10'))));
    expect(situations(it, '2024-05-31', '2024-06-01', '2024-06-30', '2024-07-01')).toEqual(['in-force', 'suspended', 'suspended', 'in-force']);
  });

  it('that lies ahead can be taken back', () => {
    expect(decide(ahead, after(...inForce(), ahead))).toEqual([]);
    const back = byAll((by) => resume({ on: '2024-06-01' }, by));
    expect(situations(standingAfter(...inForce(), ahead, ...back), '2024-06-01', '2024-06-02')).toEqual(['in-force', 'in-force']);
    expect(tried(resume({ on: '2024-05-31' }), ...inForce(), ahead)).toEqual(['pact/before-in-force', '/on pact/before-in-force']);
    expect(tried(resume(), ...inForce())).toEqual(['pact/not-suspended']);
  });

  it('goes as it does where an end is fixed too', () => {
    const ends = terminate({ clause: '4', on: '2024-09-01' });
    expect(decide(ahead, after(...inForce(), ahead, ends))).toEqual([]);
    const it = standingAfter(...inForce(), ahead, ends, ...byAll((by) => resume({ on: '2024-07-01' }, by, on('2024-06-10'))));
    expect(situations(it, '2024-06-30', '2024-07-01', '2024-09-01')).toEqual(['suspended', 'in-force', 'terminated']);
  });

  it('keeps it from being amended, and not from being ended', () => {
    expect(situations(standingAfter(...inForce(), suspend({ clause: '3', from: '2024-05-16' }), ...byAll((by) => terminate({ on: '2024-06-01' }, by, on('2024-05-20')))), '2024-05-20', '2024-06-01')).toEqual(['suspended', 'terminated']);
  });
});

describe('an end', () => {
  it('is renewed to a later one only, while it holds', () => {
    expect(tried(renew({ to: '2024-12-30' }), ...inForce())).toEqual(['pact/not-later', '/to pact/not-later']);
    expect(decide(renew({ to: '2024-12-31' }), after(...inForce()))).toEqual([]);
    expect(tried(renew(), ...inForce(among([A, B])))).toEqual(['pact/no-end-to-renew']);
    expect(tried(renew({}, chengdu, on('2025-01-01')), ...inForce())).toEqual(['pact/expired']);
    expect(tried(renew({}, chengdu, on('2024-12-31')), ...inForce())).toEqual([]);
  });

  it('of a pact that has not begun is its first day at the earliest', () => {
    const agreed = inForce(among([A, B], undefined, { validity: { from: '2024-09', to: null } }));
    expect(tried(terminate({ on: '2024-08-31' }), ...agreed)).toEqual(['pact/before-in-force', '/on pact/before-in-force']);
    expect(situations(standingAfter(...agreed, terminate({ on: '2024-09-01' }), terminate({ on: '2024-09-01' }, chongqing)), '2024-08-31', '2024-09-01')).toEqual(['agreed', 'terminated']);
  });
});

describe('of an attested pact', () => {
  it('an association over it tells what became of it, from a source, as precisely as that is', () => {
    const it = standingAfter(record(), suspend({ from: '2024-05', source }, association), resume({ on: '2024-06', source }, sichuanAssociation), renew({ to: '2025', source }, association), terminate({ on: '2024-11', source }, association));
    expect(situations(it, '2024-04-30', '2024-05-01', '2024-06-01', '2024-11-01')).toEqual(['in-force', 'suspended', 'in-force', 'terminated']);
    expect(it).toMatchObject({ to: '2025', terminated: { how: 'attested' } });
  });

  it('nobody else does, and nothing is told without a source', () => {
    expect(tried(terminate({ source }, chengdu), record())).toEqual(['party/attest-not-yours']);
    expect(tried(terminate({}, association), record())).toEqual(['party/source-required', '/source party/source-required']);
    expect(tried(withdraw({ organisation: null, source }, association), record())).toEqual(['party/say-for-whom', '/organisation party/say-for-whom']);
    expect(standingAfter(record(), withdraw({ source }, association)).bound.find(({ organisation }) => organisation === C)?.until).toBe('2024-05-06');
  });
});
