import { specOf } from '../../kernel/spec-of.js';
import { organisation } from './organisation.js';
import {
  approveAuthority, approveKey, association, AUTHORITY, authorise, bodyAfter, history, keyNamed, kidOf, merge, OTHER, own, ownSecond, PERSON, reason, register, registerKey, registerOther,
  revokeAuthority, revokeKey, rotateKey, stateAfter,
} from './organisation.samples.js';
import { standing, type Asking } from './standing.js';

const given = specOf(organisation);
const keyed = history(register(), registerKey(), approveKey());
const b = { key: keyNamed('b'), kid: kidOf('b') };
const approveB = approveKey({ key: kidOf('b') }, ownSecond, '2024-04-02T02:00:00.000Z');
const rotated = history(register(), registerKey(), approveKey(), rotateKey(), approveB);
const trusted = history(register(), registerKey(), approveKey(), authorise(), approveAuthority());
const asked: Asking = { kid: kidOf('a'), person: PERSON, purpose: 'credit', on: '2024-03-03T02:00:00.000Z' };
const said = (facts: typeof trusted, changed: Partial<Asking> = {}): string => {
  const verdict = standing(bodyAfter(facts), { ...asked, ...changed });
  return verdict.valid ? 'valid' : verdict.code;
};
const then = (facts: typeof trusted, ...commands: readonly Parameters<typeof organisation.decide>[0][]): typeof trusted =>
  commands.reduce((all, command) => [...all, ...organisation.decide(command, stateAfter(all))], facts);

describe('asking for a key', () => {
  it('checks proof and endorsement before it is called a repetition', () => {
    const waiting = then(keyed, rotateKey());
    given(...waiting).when(rotateKey({ proofHolds: false })).thenRefused('organisation/proof-fails');
    given(...waiting).when(rotateKey({ endorsementHolds: false })).thenRefused('organisation/proof-fails');
    given(...waiting).when(rotateKey()).thenNothing();
    given(...rotated).when(rotateKey({}, own, '2024-04-03T02:00:00.000Z')).thenNothing();
    given(...keyed).when(registerKey({ proofHolds: false })).thenRefused('organisation/proof-fails');
  });

  it('takes a key that is known for a repetition only in the place of the same one', () => {
    const two = then(keyed, registerKey(b), approveKey({ key: kidOf('b') }));
    given(...keyed).when(rotateKey({ key: keyNamed('a'), kid: kidOf('a') })).thenRefused('organisation/key-known');
    given(...two).when(rotateKey()).thenRefused('organisation/key-known');
    given(...then(keyed, registerKey(b))).when(rotateKey()).thenRefused('organisation/key-known');
    given(...then(keyed, rotateKey())).when(registerKey(b)).thenRefused('organisation/key-known');
    const other = then(keyed, registerKey({ key: keyNamed('c'), kid: kidOf('c') }), approveKey({ key: kidOf('c') }), rotateKey());
    given(...other).when(rotateKey({ old: kidOf('c') })).thenRefused('organisation/key-known');
  });
});

describe('an authority of a key that was not in safe hands', () => {
  const waiting = history(register(), registerKey(), approveKey(), authorise());
  const lost = (from: string) => revokeKey({ from }, own, '2024-03-05T20:00:00.000Z');

  it('is not approved', () => {
    given(...then(waiting, lost('2024-03-04T00:00:00.000Z'))).when(approveAuthority()).thenRefused('organisation/key-not-valid');
    given(...then(waiting, lost('2024-03-05T10:00:00.000Z'))).when(approveAuthority()).thenRefused('organisation/key-not-valid');
    const attested = history(register(), authorise({ kid: null, signature: null, source: { document: '授权书', quote: '授权张三' } }, association));
    given(...attested).when(approveAuthority()).thenTypes('AuthorityApproved');
  });

  it('does not count where that is found out later', () => {
    const at = { on: '2024-03-05T03:00:00.000Z', kid: kidOf('b') };
    const [early, late] = ['2024-03-04T00:00:00.000Z', '2024-03-06T00:00:00.000Z'].map((from) =>
      then(trusted, registerKey({ ...b }, own, '2024-03-02T03:00:00.000Z'), approveKey({ key: kidOf('b') }, ownSecond, '2024-03-02T04:00:00.000Z'), revokeKey({ from })));
    expect(said(trusted, { on: at.on })).toBe('valid');
    expect(said(early ?? [], at)).toBe('organisation/authority-granted-by-lost-key');
    expect(said(late ?? [], at)).toBe('valid');
  });

  it('is granted anew under another id once it is revoked', () => {
    given(...then(trusted, revokeAuthority())).when(authorise()).thenRefused('organisation/authority-ended');
    expect(bodyAfter(trusted).authorities).toMatchObject([{ authority: AUTHORITY, at: '2024-03-05T02:00:00.000Z' }]);
  });
});

describe('a key that a lost one endorsed', () => {
  const person = null;
  const on = '2024-04-10T02:00:00.000Z';
  const found = then(rotated, revokeKey({ from: '2024-03-20T00:00:00.000Z' }));

  it('does not count, nor what it grants and endorses', () => {
    expect(said(rotated, { person, on, kid: kidOf('b') })).toBe('valid');
    expect(said(found, { person, on, kid: kidOf('b') })).toBe('organisation/key-endorsed-by-lost-key');
    expect(said(found, { person, on: '2024-04-02T01:00:00.000Z', kid: kidOf('b') })).toBe('organisation/key-not-yet-valid');
    given(...found).when(authorise({ kid: kidOf('b') }, own, on)).thenRefused('organisation/key-not-valid');
    const c = { key: keyNamed('c'), kid: kidOf('c'), old: kidOf('b') };
    const chain = then(rotated, rotateKey(c, own, '2024-04-05T02:00:00.000Z'), approveKey({ key: kidOf('c') }, ownSecond, '2024-04-06T02:00:00.000Z'));
    expect(said(chain, { person, on, kid: kidOf('c') })).toBe('valid');
    expect(said(then(chain, revokeKey({ from: '2024-03-20T00:00:00.000Z' })), { person, on, kid: kidOf('c') })).toBe('organisation/key-endorsed-by-lost-key');
  });

  it('granted nothing before that was found out', () => {
    const granted = then(rotated, authorise({ kid: kidOf('b') }, own, '2024-04-03T02:00:00.000Z'), approveAuthority({}, ownSecond, '2024-04-04T02:00:00.000Z'));
    const other = { key: keyNamed('d'), kid: kidOf('d') };
    const after = then(granted, registerKey(other, own, '2024-04-04T03:00:00.000Z'), approveKey({ key: kidOf('d') }, ownSecond, '2024-04-04T04:00:00.000Z'));
    expect(said(after, { on, kid: kidOf('d') })).toBe('valid');
    expect(said(then(after, revokeKey({ from: '2024-03-20T00:00:00.000Z' })), { on, kid: kidOf('d') })).toBe('organisation/authority-granted-by-lost-key');
  });
});

describe('revoking a key', () => {
  it('is possible on a merged record', () => {
    const merged = history(register(), registerKey(), approveKey(), registerOther(), merge());
    given(...merged).when(revokeKey()).thenTypes('KeyRevoked');
    expect(bodyAfter(then(merged, revokeKey()))).toMatchObject({ status: 'merged', into: { organisation: OTHER }, keys: [{ ended: 'revoked' }] });
  });

  it('is from a moment that has come, and from the beginning by the date of the day of approval', () => {
    given(...keyed).when(revokeKey({ from: '2024-05-01T02:00:00.001Z' })).thenRefused('organisation/date-in-future');
    const revoked = then(keyed, revokeKey({ from: '2024-03-01T16:00:00.000Z', reason }));
    expect(bodyAfter(revoked).keys).toMatchObject([{ validFrom: '2024-03-02T02:00:00.000Z', validTo: '2024-03-02T02:00:00.000Z', ended: 'revoked' }]);
    given(...keyed).when(revokeKey({ from: '2024-03-01T17:00:00.000Z' })).thenRefused('organisation/before-what-it-changes');
  });
});
