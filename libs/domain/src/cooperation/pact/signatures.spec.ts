import type { OrganisationCommand } from '../../parties/organisation/index.js';
import * as bodies from '../../parties/organisation/organisation.samples.js';
import type { PactFact } from './pact.events.js';
import type { PactCommand } from './pact.js';
import {
  A, after, amend, among, B, C, chengdu, chongqing, counter, D, decide, decline, draft, frozen, inForce, keyOf, organisations as all, propose, shanghai, sign, speakers, standingAfter,
  SUPPLEMENT, terminate, terms, typesOf, without, wuhan,
} from './pact.samples.js';
import { pact } from './pact.js';
import { refusedBy } from './refused.samples.js';
import { situationOn } from './situation.js';
import { evolve, type Pact } from './state.js';
import { empty } from './table.js';
import type { Group } from './terms.js';

const tried = (command: PactCommand, ...before: readonly PactCommand[]): readonly string[] => refusedBy(() => decide(command, after(...before)));

const orders = <T>(each: readonly T[]): readonly (readonly T[])[] => (each.length === 0 ? [[]] : each.flatMap((one, n) => orders(each.filter((_, m) => m !== n)).map((rest) => [one, ...rest])));

/** Groups over the parties in their order, as sizes with thresholds. */
const splits: readonly (readonly (readonly [size: number, atLeast: number])[])[] = [
  [[2, 2]], [[1, 1], [1, 1]],
  [[3, 3]], [[3, 2]], [[1, 1], [2, 2]], [[2, 1], [1, 1]], [[2, 2], [1, 1]], [[1, 1], [2, 1]], [[1, 1], [1, 1], [1, 1]],
  [[4, 4]], [[4, 3]], [[4, 2]], [[2, 1], [2, 1]], [[2, 2], [2, 1]], [[1, 1], [3, 2]], [[3, 2], [1, 1]], [[1, 1], [2, 1], [1, 1]], [[1, 1], [1, 1], [1, 1], [1, 1]],
];
const named = splits.map((split) => {
  const parties = [A, B, C, D].slice(0, split.reduce((sum, [size]) => sum + size, 0));
  const groups = split.map(([size, atLeast], n): Group => {
    const first = split.slice(0, n).reduce((sum, [before]) => sum + before, 0);
    return { parties: parties.slice(first, first + size), atLeast };
  });
  return [split.map(([size, atLeast]) => `${atLeast} of ${size}`).join(', then '), parties, groups] as const;
});

describe('countersigning in every order, with retries in between', () => {
  it.each(named)('%s', (_, parties, groups) => {
    const begun = after(...frozen(among(parties, groups)));
    for (const order of orders(parties)) {
      let it: Pact = begun;
      const facts: PactFact[] = [];
      const signed = new Set<string>();
      const reached = (group: Group): boolean => group.parties.filter((each) => signed.has(each)).length >= group.atLeast;
      // Whoever comes before his turn tries again when the others have been.
      for (const each of [...order, ...order, ...order, ...order]) {
        const mine = groups.findIndex((group) => group.parties.includes(each));
        const mayNow = groups.slice(0, mine).every(reached);
        const wasMet = groups.every(reached);
        const made: PactFact[] = [];
        const refused = refusedBy(() => made.push(...decide(sign(each), it)));
        if (!mayNow) {
          expect(refused).toEqual(['pact/not-your-turn']);
          continue;
        }
        expect(refused).toEqual([]);
        const now = signed.has(each) ? [] : ['PactSigned'];
        signed.add(each);
        if (!wasMet && groups.every(reached)) now.push('PactEnteredIntoForce');
        expect(typesOf(made)).toEqual(now);
        facts.push(...made);
        it = made.reduce<Pact>(evolve, it);
        expect(countOf(it)).toBe(signed.size);
        expect(it.status).toBe(groups.every(reached) ? 'in-force' : 'frozen');
        // The same again, and another signature of the same party.
        expect(decide(sign(each), it)).toEqual([]);
        expect(refusedBy(() => decide(sign(each, { jws: 'another' }), it))).toEqual(['pact/signed-already']);
      }
      expect(typesOf(facts).filter((type) => type === 'PactEnteredIntoForce')).toHaveLength(1);
      expect(typesOf(facts).filter((type) => type === 'PactSigned')).toHaveLength(parties.length);
      expect(it.status === 'in-force' && it.bound.map(({ organisation }) => organisation).sort()).toEqual([...parties].sort());
    }
  });
});

const countOf = (it: Pact): number => (it.status === 'frozen' ? it.signatures.length : it.status === 'in-force' ? (it.main?.signatures.length ?? 0) : 0);

describe('a signature', () => {
  it('does not come before the freeze, or after declining, and only from who speaks for the party', () => {
    expect(tried(sign(A), draft())).toEqual(['pact/drafted']);
    expect(tried(sign(A), draft(), propose())).toEqual(['pact/negotiating']);
    expect(tried(sign(B, {}, chengdu), ...frozen())).toEqual(['party/not-yours', '/organisation party/not-yours']);
    expect(tried(sign(D, {}, chengdu), ...frozen())).toEqual(['party/not-among', '/organisation party/not-among']);
    const two = among([A, B, C], [{ parties: [A, B, C], atLeast: 2 }]);
    expect(tried(sign(B), ...frozen(two), decline())).toEqual(['pact/declined-before']);
  });

  it('is under the text that is frozen, with the body’s own key, by a person who holds authority', () => {
    expect(tried(sign(A, { sha256: 'of another text' }), ...frozen())).toEqual(['pact/moved-meanwhile']);
    expect(tried(sign(A, { signatureHolds: false }), ...frozen())).toEqual(['pact/signature-fails', '/signature pact/signature-fails']);
    expect(tried(sign(A, { kid: keyOf(B) }), ...frozen())).toEqual(['pact/signer-not-standing', '/kid organisation/key-not-registered']);
    expect(tried(sign(A, { person: B }), ...frozen())).toEqual(['pact/signer-not-standing', '/person organisation/no-authority']);
    expect(refusedBy(() => decide(sign(A), after(...frozen()), { bodies: {} }))).toEqual(['pact/signer-not-standing', '/organisation party/unknown']);
  });

  it('does not count once key or authority were revoked', () => {
    const facts = (...more: readonly OrganisationCommand[]) => bodies.history(
      bodies.register({ id: A }), bodies.registerKey({ id: A, key: bodies.keyNamed('a'), kid: keyOf(A) }), bodies.approveKey({ id: A, key: keyOf(A) }),
      bodies.authorise({ id: A, kid: keyOf(A), purpose: 'pacts', to: null }), bodies.approveAuthority({ id: A }), ...more,
    );
    const withBody = (...more: readonly OrganisationCommand[]) => ({ bodies: { ...all, [A]: bodies.bodyAfter(facts(...more), A) } });
    const may = sign(A, {}, chengdu, '2024-05-10T00:00:00.000Z');
    expect(refusedBy(() => decide(may, after(...frozen()), withBody()))).toEqual([]);
    expect(refusedBy(() => decide(may, after(...frozen()), withBody(bodies.revokeKey({ id: A, key: keyOf(A) }))))).toEqual(['pact/signer-not-standing', '/kid organisation/key-revoked']);
    expect(refusedBy(() => decide(may, after(...frozen()), withBody(bodies.revokeAuthority({ id: A }))))).toEqual(['pact/signer-not-standing', '/person organisation/authority-revoked']);
  });

  it('is guarded with the body whose key it is', () => {
    expect(pact.streamsOf(sign(A))).toEqual([expect.stringMatching(/^pact-/), `organisation-${A}`]);
    const folded = bodies.history(bodies.register({ id: A })).reduce(pact.evolve, empty);
    expect(folded.bodies[A]?.id).toBe(A);
  });

  it('brings it into force from the day that the text names, and else from the last', () => {
    expect(standingAfter(...inForce())).toMatchObject({ from: '2024-04-01', to: '2024-12-31' });
    expect(standingAfter(...inForce(among([A, B])))).toMatchObject({ from: '2024-03-25', to: null });
    const coarse = standingAfter(...inForce(among([A, B], undefined, { validity: { from: '2024-06', to: '2025' } })));
    expect(['2024-05-31', '2024-06-01', '2025-12-31', '2026-01-01'].map((day) => situationOn(coarse, day))).toEqual(['agreed', 'in-force', 'in-force', 'expired']);
  });

  it('does not bring what has ended into force', () => {
    const short = among([A, B], undefined, { validity: { from: null, to: '2024-03-24' } });
    expect(tried(sign(A), ...frozen(short))).toEqual(['pact/ends-before-signing']);
    expect(tried(sign(A), ...frozen(among([A, B], undefined, { validity: { from: null, to: '2024-03' } })))).toEqual([]);
  });

  it('may come late, and binds from its day, though not before the pact begins', () => {
    const two = [{ parties: [A, B, C], atLeast: 2 }];
    const late = standingAfter(...frozen(among([A, B, C], two)), sign(A), sign(B), sign(C, {}, wuhan, '2024-07-01T00:00:00.000Z'));
    expect(late.bound.map(({ organisation, since }) => [organisation, since])).toEqual([[A, '2024-03-25'], [B, '2024-03-25'], [C, '2024-07-01']]);
    const early = standingAfter(...frozen(among([A, B, C], two, { validity: { from: '2025', to: null } })), sign(A), sign(B), sign(C, {}, wuhan, '2024-07-01T00:00:00.000Z'));
    expect(early.bound.map(({ since }) => since)).toEqual(['2025', '2025', '2025']);
    expect(tried(sign(C), ...frozen(among([A, B, C], two)), sign(A), sign(B), decline({}, wuhan))).toEqual(['pact/declined-before']);
  });

  it('leaves the text and the signatures of what is in force as they are, whatever follows', () => {
    const { main } = standingAfter(...inForce());
    expect(standingAfter(...inForce(), amend(), sign(A, { supplement: SUPPLEMENT }), sign(B, { supplement: SUPPLEMENT }), sign(C, { supplement: SUPPLEMENT }), terminate(), terminate({}, chongqing), terminate({}, wuhan)).main).toEqual(main);
    expect(tried(counter(), ...inForce())).toEqual(['pact/in-force']);
  });

  it('of a body without account is brought by the officers of its region', () => {
    expect(speakers[D]).toBe(shanghai);
    expect(standingAfter(...inForce(among([A, D], undefined))).bound.map(({ organisation }) => organisation)).toEqual([A, D]);
  });
});

describe('declining', () => {
  const groups = [{ parties: [A], atLeast: 1 }, { parties: [B, C, D], atLeast: 2 }];

  it('fails the text when a group can no longer reach its threshold, and not before', () => {
    const begun = frozen(among([A, B, C, D], groups));
    expect(typesOf(decide(decline({}, wuhan), after(...begun)))).toEqual(['PactDeclined']);
    expect(typesOf(decide(decline(), after(...begun, decline({}, wuhan))))).toEqual(['PactDeclined', 'PactFailed']);
    expect(typesOf(decide(decline({}, chengdu), after(...begun)))).toEqual(['PactDeclined', 'PactFailed']);
    expect(after(...begun, decline({}, wuhan), sign(A), sign(B), sign(D))).toMatchObject({ status: 'in-force' });
  });

  it('is possible while the text is negotiated, again without effect, and not after signing', () => {
    expect(typesOf(decide(decline(), after(draft(), propose())))).toEqual(['PactDeclined', 'PactFailed']);
    expect(decide(decline(), after(...frozen(), decline()))).toEqual([]);
    expect(tried(decline({}, wuhan), ...frozen(), decline())).toEqual(['pact/declined']);
    expect(tried(decline({}, chengdu), ...frozen(), sign(A))).toEqual(['pact/signed-already']);
    expect(tried(decline({}, chengdu), draft())).toEqual(['pact/drafted']);
  });

  it('of a supplementary agreement says nothing about a text that is negotiated', () => {
    expect(tried(decline({ supplement: SUPPLEMENT }), draft(), propose())).toEqual(['pact/not-in-force']);
    expect(tried(decline({ supplement: SUPPLEMENT }), draft(), propose(), decline())).toEqual(['pact/not-in-force']);
  });

  it('after others brought it into force takes nothing from them', () => {
    const two = without({ ...among([A, B, C], [{ parties: [A, B, C], atLeast: 2 }]), title: terms.title });
    const facts = decide(decline({}, wuhan), after(...frozen(two), sign(A), sign(B)));
    expect(typesOf(facts)).toEqual(['PactDeclined']);
    expect(standingAfter(...frozen(two), sign(A), sign(B), decline({}, wuhan))).toMatchObject({ bound: [{ organisation: A }, { organisation: B }], main: { declined: [{ organisation: C }] } });
  });
});
