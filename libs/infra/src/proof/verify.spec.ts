import { organisation } from '@entente/domain/parties/organisation';
import type { PublicJwk } from '../crypto/ed25519.js';
import { signedTexts } from '../crypto/signed-texts.js';
import { sha256Hex } from '../event-log/canonical.js';
import type { Bundle } from './bundle.js';
import { altered, forged, jwsOf, NODE_KEY, pairOf, PACT, reason, SECOND, signedBy, signedPact, source, world } from './proof.samples.js';
import { type Verdict, verifyProof } from './verify.js';

/** The content of some fact, as far as a forger changes it here. */
type Data = {
  pact: string; terms: { clauses: { text: string }[] }; clauses: { text: string }[]; text: string; sha256: string; organisation: string; person: string; kid: string; jws: string; at: string;
  key: PublicJwk; proof: string; by: unknown; from: string; to: string; note: string; name: string; title: object; parties: { name: string }[];
};
const SUPPLEMENT = '0197c0de-0000-7000-8000-0000000000bb';

/** What fails, by the beginning of what was checked. */
const failing = ({ findings }: Verdict): readonly string[] => findings.filter(({ holds }) => !holds).map(({ what, why }) => `${what}: ${why}`);
const told = async (bytes: Buffer): Promise<string> => failing(await verifyProof(bytes)).join('\n');
const factOf = ({ facts, bodies }: Bundle, type: string, n = 0): Data => [...facts, ...bodies].filter((each) => each.type === type)[n]?.data as unknown as Data;

describe('A bundle', () => {
  it('holds as it was given, and says what the pact is, who signed, and by which keys', async () => {
    const { bundle, one, two, now } = signedPact();
    const verdict = await verifyProof(bundle());
    expect(failing(verdict)).toEqual([]);
    expect(verdict.holds).toBe(true);
    expect(verdict.findings.length).toBeGreaterThanOrEqual(15);
    expect(verdict.node).toEqual({ name: 'node-a', kid: NODE_KEY.kid, isKnown: false });
    expect(verdict.stands.slice(1)).toEqual(['Signed by: 第1软件行业协会, 第2软件行业协会.', 'In force from 2026-03-02.']);
    expect(verdict.stands[0]).toContain('the pact is in-force');
    expect(verdict.keys.map(({ organisation: id, kid, ended }) => [id, kid, ended])).toEqual([[one.id, one.pair.kid, null], [two.id, two.pair.kid, null]]);
    expect(JSON.parse(bundle().toString('utf8'))).toMatchObject({ format: 'entente-proof/1', pact: PACT, asOf: { instant: now(), node: 'node-a' } });
    expect(bundle().toString('utf8')).not.toContain(SECOND.principal);
  });

  it('fails where one bit differs, whichever byte it is in', async () => {
    const bytes = signedPact().bundle();
    const unnoticed: number[] = [];
    for (let offset = 0; offset < bytes.length; offset += 1) {
      const flipped = Buffer.from(bytes);
      flipped[offset] = (flipped[offset] ?? 0) ^ (1 << (offset % 8));
      if ((await verifyProof(flipped)).holds) unnoticed.push(offset);
    }
    expect(unnoticed).toEqual([]);
    expect((await verifyProof(bytes)).holds).toBe(true);
  }, 120_000);

  it.each<[what: string, change: (bytes: Buffer) => Buffer]>([
    ['is empty', () => Buffer.alloc(0)],
    ['holds a member that readers pass over', (bytes) => Buffer.from(bytes.toString('utf8').replace('"data":{"by"', '"data":{"__proto__":{"note":"it ended"},"by"'))],
    ['ends with a line', (bytes) => Buffer.concat([bytes, Buffer.from('\n')])],
    ['begins with a byte order mark', (bytes) => Buffer.concat([Buffer.from('\uFEFF'), bytes])],
    ['is cut off', (bytes) => bytes.subarray(0, bytes.length - 1)],
    ['is no UTF-8', (bytes) => Buffer.concat([bytes, Buffer.from([0xff])])],
    ['is written with blanks', (bytes) => Buffer.from(JSON.stringify(JSON.parse(bytes.toString('utf8')), null, 1))],
    ['names a member twice', (bytes) => Buffer.from(bytes.toString('utf8').replace('{"asOf"', '{"asOf":null,"asOf"'))],
  ])('fails where it %s', async (_, change) => expect((await verifyProof(change(signedPact().bundle()))).holds).toBe(false));
});

describe('A bundle whose hash was made anew', () => {
  it.each<[what: string, change: (bundle: Bundle) => void, why: string]>([
    ['another clause', (bundle) => {
      factOf(bundle, 'PactDrafted').terms.clauses.forEach((clause) => { clause.text = '改动的条款。'; });
    }, 'The frozen text is not that of the terms that were offered.'],
    ['another clause in all places', (bundle) => {
      const [drafted, frozen] = [factOf(bundle, 'PactDrafted'), factOf(bundle, 'PactFrozen')];
      [drafted.terms, frozen.text] = [{ ...drafted.terms, clauses: [{ ...drafted.terms.clauses[0], text: '改动的条款。' }] }, frozen.text.replace('双方共建软件产业合作机制。', '改动的条款。')];
      frozen.sha256 = sha256Hex(frozen.text);
      [0, 1].forEach((n) => { factOf(bundle, 'PactSigned', n).sha256 = frozen.sha256; });
    }, 'It does not fit the text'],
    ['another signatory', (bundle) => { factOf(bundle, 'PactSigned').person = '0197c0de-0000-7000-8000-c00000000009'; }, 'It does not fit the text'],
    ['a signature of somebody else', (bundle) => { factOf(bundle, 'PactSigned').jws = factOf(bundle, 'PactSigned', 1).jws; }, 'It does not fit the text'],
    ['a signature by a key that the forger has', (bundle) => {
      const signed = factOf(bundle, 'PactSigned');
      signed.jws = jwsOf(pairOf(9), factOf(bundle, 'PactFrozen').text, { organisation: signed.organisation, person: signed.person });
    }, 'It does not fit the text'],
    ['a key that the forger has, in the place of the body’s', (bundle) => {
      const [asked, approved, { key }] = [factOf(bundle, 'KeyRequested'), factOf(bundle, 'KeyApproved'), pairOf(9)];
      [asked.key, approved.key] = [key, key];
    }, 'has another thumbprint'],
    ['a key without its proof', (bundle) => { factOf(bundle, 'KeyRequested').proof = signedBy(pairOf(9), factOf(bundle, 'KeyRequested').text); }, 'does not fit'],
    ['a key that was approved by who asked for it', (bundle) => { factOf(bundle, 'KeyApproved').by = factOf(bundle, 'KeyRequested').by; }, 'approved by the person who asked for it'],
    ['a longer authority', (bundle) => ['AuthorityRequested', 'AuthorityApproved'].forEach((type) => { factOf(bundle, type).to = '2030-12-31'; }), 'is not signed by a key of the body'],
    ['an authority for somebody else', (bundle) => { factOf(bundle, 'AuthorityApproved').person = '0197c0de-0000-7000-8000-c00000000009'; }, 'never asked for in this form'],
    ['a signature at another time', (bundle) => { factOf(bundle, 'PactSigned').at = '2026-03-02T23:00:00.000Z'; }, 'is of another day than it says'],
    ['a signature of before its key', (bundle) => { factOf(bundle, 'PactSigned').at = '2026-03-02T00:30:00.000Z'; }, 'organisation/key-not-yet-valid'],
    ['the entry into force left out', (bundle) => { (bundle.facts as unknown[]).pop(); }, 'it is not told that the pact came into force'],
    ['why somebody acted', (bundle) => { Object.assign(factOf(bundle, 'PactFrozen'), { reason }); }, 'is not as a fact of its type is'],
    ['an earlier entry into force', (bundle) => { factOf(bundle, 'PactEnteredIntoForce').from = '2025-01-01'; }, 'otherwise than its text and signatures have it'],
    ['another name beside a signature', (bundle) => { factOf(bundle, 'PactSigned').name = '某银行'; }, 'is not what the text calls the party'],
    ['another name of a party', (bundle) => { factOf(bundle, 'PactDrafted').parties.forEach((party) => { party.name = '某银行'; }); }, 'is not that of the terms'],
    ['another title in force', (bundle) => { factOf(bundle, 'PactEnteredIntoForce').title = { zh: '另一协议' }; }, 'otherwise than its text and signatures have it'],
    ['a fact left out', (bundle) => { (bundle.facts as unknown[]).splice(3, 1); }, 'version 4 is missing'],
    ['a signature left out and the rest numbered anew', (bundle) => {
      (bundle.facts as unknown[]).splice(3, 1);
      bundle.facts.forEach((fact, n) => { (fact as { version: number }).version = n + 1; });
    }, 'before enough had signed'],
    ['the freeze left out', (bundle) => {
      (bundle.facts as unknown[]).splice(2, 1);
      bundle.facts.forEach((fact, n) => { (fact as { version: number }).version = n + 1; });
    }, 'signed where there was nothing to sign'],
    ['two facts exchanged', (bundle) => { (bundle.facts as unknown[]).reverse(); }, 'out of place'],
    ['a fact of another pact', (bundle) => { factOf(bundle, 'PactProposed').pact = 'another'; }, 'is about another pact'],
    ['a member that no fact has', (bundle) => { factOf(bundle, 'PactProposed').note = '无'; }, 'is not as a fact of its type is'],
    ['an unknown fact', (bundle) => { (bundle.facts[1] as { type: string }).type = 'PactBlessed'; }, 'of a type that this verifier does not know'],
    ['a body left out', (bundle) => { (bundle.bodies as unknown[]).splice(0, 5); }, 'The record of the body is missing'],
    ['a fact of tomorrow', (bundle) => { (bundle.facts.at(-1) as { recordedAt: string }).recordedAt = '2027-01-01T00:00:00.000Z'; }, 'came after the moment'],
    ['facts that are not told', (bundle) => { (bundle.facts[4] as { data: null }).data = null; }, 'is told without its content'],
  ])('fails with %s', async (_, change, why) => {
    const bytes = signedPact().bundle();
    expect(await told(forged(bytes, change))).toContain(why);
    expect(await told(altered(bytes, change))).toContain('The signature of the node does not fit');
  });

  it('shows the thumbprint of a key that was made up with all its proofs, which is not the one that the body publishes', async () => {
    const { bundle, one } = signedPact();
    const other = pairOf(9);
    const bytes = forged(bundle(), (made) => {
      const [asked, approved, grant, signed] = ['KeyRequested', 'KeyApproved', 'AuthorityRequested', 'PactSigned'].map((type) => factOf(made, type)) as [Data, Data, Data, Data];
      const text = signedTexts.registerKey(one.id, other.key);
      Object.assign(asked, { key: other.key, kid: other.kid, text, proof: signedBy(other, text) });
      Object.assign(approved, { key: other.key, kid: other.kid });
      Object.assign(grant, { kid: other.kid, signature: signedBy(other, grant.text) });
      Object.assign(signed, { kid: other.kid, jws: jwsOf(other, factOf(made, 'PactFrozen').text, { organisation: one.id, person: one.person }) });
    });
    const verdict = await verifyProof(bytes);
    expect(failing(verdict)).toEqual([]);
    expect(verdict.keys[0]?.kid).toBe(other.kid);
    expect(verdict.keys[0]?.kid).not.toBe(one.pair.kid);
  });
});

describe('A signature', () => {
  it('still counts where its key was rotated after, and the new key signs from then on', async () => {
    const it = signedPact();
    const next = pairOf(7);
    it.nextDay();
    it.rotateKey(it.one.id, it.one.pair, next);
    const verdict = await verifyProof(it.bundle());
    expect([failing(verdict), verdict.keys.map(({ kid, ended }) => [kid, ended])]).toEqual([[], [[it.one.pair.kid, 'rotated'], [next.kid, null], [it.two.pair.kid, null]]]);
    it.amend(it.two, SUPPLEMENT, { clauses: [{ clause: '1', heading: null, text: '每季度会商。', permits: null }] });
    it.sign(it.one, SUPPLEMENT, next);
    it.sign(it.two, SUPPLEMENT);
    const after = await verifyProof(it.bundle());
    expect(failing(after)).toEqual([]);
    expect(after.stands.join('\n')).toContain(`Supplementary agreement ${SUPPLEMENT}: in-force from 2026-03-03, signed by 第1软件行业协会, 第2软件行业协会.`);
    expect(await told(forged(it.bundle(), (made) => { factOf(made, 'SupplementProposed').clauses.forEach((clause) => { clause.text = '每年会商。'; }); }))).toContain('is not that of what it changes');
  });

  it.each<[what: string, later: (it: ReturnType<typeof signedPact>) => void, why: string]>([
    ['its key was revoked from a later moment on', (it) => it.send(organisation, 'RevokeKey', { id: it.one.id, key: it.one.pair.kid, from: null, reason }), ''],
    ['its key is now known to have been lost before', (it) => it.send(organisation, 'RevokeKey', { id: it.one.id, key: it.one.pair.kid, from: '2026-03-02T01:03:30.000Z', reason }), 'organisation/key-revoked, by what is known now'],
    ['the authority ended after', (it) => it.send(organisation, 'RevokeAuthority', { id: it.one.id, authority: it.one.authority, on: '2026-03-04', reason }), ''],
    ['the authority is now known to have ended before', (it) => it.send(organisation, 'RevokeAuthority', { id: it.one.id, authority: it.one.authority, on: '2026-03-01', reason }), 'organisation/authority-revoked, by what is known now'],
    ['the body closed after', (it) => it.send(organisation, 'CloseOrganisation', { id: it.one.id, on: '2026-03-03', reason, source }), ''],
    ['the body is now known to have closed before', (it) => it.send(organisation, 'CloseOrganisation', { id: it.one.id, on: '2026-03-01', reason, source }), 'organisation/signer-unregistered, by what is known now'],
    ['the body was merged after', (it) => it.send(organisation, 'MergeOrganisation', { id: it.one.id, into: it.two.id, reason, source: null }), ''],
  ])('is judged by its own moment where %s', async (_, later, why) => {
    const it = signedPact();
    it.nextDay(3);
    later(it);
    const said = await told(it.bundle());
    expect(why === '' ? said === '' : said.includes(why)).toBe(true);
  });

  it('is refused where the authority had ended before it was made', async () => {
    const it = signedPact();
    const bytes = forged(it.bundle(), (made) => {
      const revoked = { ...factOf(made, 'AuthorityApproved'), on: '2026-03-02', reason };
      const n = made.bodies.findIndex(({ type }) => type === 'AuthorityApproved');
      const before = made.bodies[n];
      (made.bodies as object[]).splice(n + 1, 0, { ...before, id: 'another', type: 'AuthorityRevoked', version: (before?.version ?? 0) + 1, position: (before?.position ?? 0) + 0.5, data: revoked });
      const inLog = [...made.bodies, ...made.facts].toSorted((a, b) => a.position - b.position);
      inLog.forEach((fact, position) => { (fact as { position: number }).position = position + 1; });
      (made.asOf as { position: number }).position += 1;
    });
    expect(await told(bytes)).toContain('organisation/authority-revoked, by what was known at its moment');
  });

  it('does not count before its turn', async () => {
    const it = world();
    const [one, two] = [it.body(1, '510100'), it.body(2, '500000')];
    it.draft([one, two], [{ parties: [one.id], atLeast: 1 }, { parties: [two.id], atLeast: 1 }]);
    it.act('ProposePact', one);
    it.freeze(two);
    it.sign(one);
    it.sign(two);
    expect(await told(it.bundle())).toBe('');
    const swapped = forged(it.bundle(), (made) => {
      const [a, b] = [3, 4].map((n) => made.facts[n]) as unknown as [{ data: unknown }, { data: unknown }];
      [a.data, b.data] = [b.data, a.data];
    });
    expect(await told(swapped)).toContain('signed before its turn');
  });
});

describe('What becomes of a pact', () => {
  it('holds with those who sign late, decline, agree, leave and end it, and what no key signed is told as such', async () => {
    const it = world();
    const [one, two, three, four] = [it.body(1, '510100'), it.body(2, '500000'), it.body(3, '310000'), it.body(4, '110000')];
    const all = [one, two, three, four] as const;
    it.draft(all, [{ parties: all.map(({ id }) => id), atLeast: 2 }]);
    it.act('ProposePact', one);
    it.freeze(two);
    it.act('DeclinePact', four, { supplement: null, reason });
    it.sign(two);
    it.sign(one);
    it.sign(three);
    const settled = async (type: Parameters<typeof it.act>[0], data: object): Promise<void> => {
      for (const each of [one, two, three]) it.act(type, each, { reason, source: null, clause: null, ...data });
      expect(await told(it.bundle())).toBe('');
    };
    expect(await told(it.bundle())).toBe('');
    await settled('SuspendPact', { from: '2026-03-02' });
    await settled('ResumePact', { on: '2026-03-03' });
    it.nextDay(2);
    it.amend(one, SUPPLEMENT, { clauses: [{ clause: '2', heading: null, text: '设秘书处。', permits: null }] });
    it.sign(one, SUPPLEMENT);
    it.amend(one, SUPPLEMENT, { clauses: [{ clause: '2', heading: null, text: '设联席会议。', permits: null }], to: '2027-12-31' });
    for (const each of [three, two, one]) it.sign(each, SUPPLEMENT);
    await settled('WithdrawFromPact', { organisation: three.id, on: '2026-03-10' });
    it.nextDay(10);
    for (const each of [one, two]) it.act('TerminatePact', each, { reason, source: null, clause: null, on: '2026-03-20' });
    const verdict = await verifyProof(it.bundle());
    expect(failing(verdict)).toEqual([]);
    expect(verdict.stands.at(-1)).toBe('The node says, and no signature of a party covers it: it was suspended from 2026-03-02 until 2026-03-03; 第3软件行业协会 left it on 2026-03-10; it ended on 2026-03-20.');
    expect(verdict.stands[1]).toBe('Signed by: 第2软件行业协会, 第1软件行业协会, 第3软件行业协会.');
  });
});

describe('What was negotiated before', () => {
  it('is told as having happened, and not in which words', async () => {
    const it = world();
    const [one, two] = [it.body(1, '510100'), it.body(2, '500000')];
    it.draft([one, two]);
    it.act('ProposePact', one);
    it.freeze(two);
    it.sign(one);
    it.act('CounterPact', two, { changes: { clauses: [{ clause: '1', heading: null, text: '最终商定的条款。', permits: null }] }, reason });
    it.freeze(one);
    it.sign(two);
    it.sign(one);
    const bytes = it.bundle();
    const { facts } = JSON.parse(bytes.toString('utf8')) as Bundle;
    expect(facts.map(({ type, data }) => [type, data !== null])).toEqual([
      ['PactDrafted', false], ['PactProposed', false], ['PactFrozen', false], ['PactSigned', false],
      ['PactCountered', true], ['PactFrozen', true], ['PactSigned', true], ['PactSigned', true], ['PactEnteredIntoForce', true],
    ]);
    for (const untold of ['双方共建软件产业合作机制', reason.text]) expect(bytes.toString('utf8')).not.toContain(untold);
    expect(failing(await verifyProof(bytes))).toEqual([]);
  });
});
