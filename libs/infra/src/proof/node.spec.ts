import { organisation } from '@entente/domain/parties/organisation';
import type { Bundle, Told } from './bundle.js';
import { nodeKeysIn } from './node.js';
import { altered, forged, FORGER_KEY, NODE_KEY, pairOf, reason, signedPact, source, type World, world } from './proof.samples.js';
import { type Verdict, verifyProof } from './verify.js';

const failing = ({ findings }: Verdict): string => findings.filter(({ holds }) => !holds).map(({ what, why }) => `${what}: ${why}`).join('\n');
const KNOWN = nodeKeysIn(JSON.stringify({ node: 'node-a', keys: [{ ...NODE_KEY.key, kid: NODE_KEY.kid, use: 'sig', alg: 'EdDSA' }] }));

/** The content of some fact, as far as a forger changes it here. */
type Data = { on: string; to: string; grade: string; kid: null; signature: null; text: null; source: object; parties: { region: string }[] };
type Open = { by: string; version: number; effectiveOn: string; data: Data };
const factOf = ({ facts, bodies }: Bundle, type: string): Open => [...facts, ...bodies].find((each) => each.type === type) as unknown as Open;

const SUPPLEMENT = '0197c0de-0000-7000-8000-0000000000bb';

/** A pact that was signed, shortened, and renewed by all; a person of one party lost his authority in between. */
const life = (): World => {
  const it = signedPact();
  const { one, two } = it;
  const another = { authority: '0197c0de-0000-7000-8000-d00000000099', person: '0197c0de-0000-7000-8000-c00000000099' };
  it.authorise(one, another, true);
  it.nextDay();
  it.amend(one, SUPPLEMENT, { to: '2027-06-30' });
  it.sign(one, SUPPLEMENT);
  it.sign(two, SUPPLEMENT);
  it.send(organisation, 'RevokeAuthority', { id: one.id, authority: one.authority, on: '2026-03-20', reason });
  it.rotateKey(one.id, one.pair, pairOf(7));
  for (const each of [one, two]) it.act('RenewPact', each, { to: '2030-12-31', reason, source: null, clause: null });
  return it;
};

/** Takes a fact out and numbers those after it anew. */
const without = (type: string) => (bundle: Bundle): void => {
  const list = [bundle.facts, bundle.bodies].find((all) => all.some((each) => each.type === type)) as Told[];
  const [gone] = list.splice(list.findIndex((each) => each.type === type), 1);
  for (const fact of list as { stream: string; version: number }[]) if (gone && fact.stream === gone.stream && fact.version > gone.version) fact.version -= 1;
};

describe('A bundle that is compared with the key of the node', () => {
  it('holds, and says that the key is known', async () => {
    const verdict = await verifyProof(life().bundle(), KNOWN);
    expect([failing(verdict), verdict.node]).toEqual(['', { name: 'node-a', kid: NODE_KEY.kid, isKnown: true }]);
    expect((await verifyProof(life().bundle(), nodeKeysIn(JSON.stringify(NODE_KEY.key)))).holds).toBe(true);
  });

  it('does not hold with the key of another node, or where another node has the key', async () => {
    const bytes = life().bundle();
    expect(failing(await verifyProof(bytes, nodeKeysIn(JSON.stringify(FORGER_KEY.key))))).toContain(`The key ${NODE_KEY.kid} is not among those`);
    const verdict = await verifyProof(bytes, { ...KNOWN, node: 'node-b' });
    expect([failing(verdict), verdict.node?.isKnown]).toEqual([expect.stringContaining('those of node-b, and the bundle names node-a'), false]);
  });

  it.each<[what: string, change: (bundle: Bundle) => void]>([
    ['without the end of an authority', without('AuthorityRevoked')],
    ['with another end of an authority', (bundle) => { factOf(bundle, 'AuthorityRevoked').data.on = '2026-09-09'; }],
    ['with an authority from an invented document', (bundle) => Object.assign(factOf(bundle, 'AuthorityRequested').data, { grade: 'attested', kid: null, signature: null, text: null, source })],
    ['with a renewal to another day', (bundle) => {
      bundle.facts.filter(({ type }) => type === 'PactConsented').forEach(({ data }) => Object.assign(data ?? {}, { on: '2040-12-31' }));
      Object.assign(bundle.facts.at(-1)?.data ?? {}, { to: '2040-12-31' });
    }],
    ['with somebody else who acted', (bundle) => { factOf(bundle, 'PactFrozen').by = 'another-association'; }],
    ['with another region of a party', (bundle) => ['PactDrafted', 'PactEnteredIntoForce'].forEach((type) => { factOf(bundle, type).data.parties.forEach((party) => { party.region = '110000'; }); })],
    ['with another day beside a fact', (bundle) => { factOf(bundle, 'KeyApproved').effectiveOn = '2020-01-01'; }],
    ['cut off at the end', (bundle) => { (bundle.facts as unknown[]).splice(-1, 1); }],
    ['of another moment', (bundle) => { Object.assign(bundle.asOf, { instant: '2031-01-01T00:00:00.000Z' }); }],
  ])('shows that it was altered %s, which the keys of the parties do not', async (_, change) => {
    const bytes = life().bundle();
    expect(altered(bytes, () => undefined).equals(bytes)).toBe(true);
    expect(failing(await verifyProof(altered(bytes, change)))).toContain('The signature of the node does not fit');
    const byForger = forged(bytes, change);
    const verdict = await verifyProof(byForger);
    expect([failing(verdict), verdict.node]).toEqual(['', { name: 'node-a', kid: FORGER_KEY.kid, isKnown: false }]);
    expect(failing(await verifyProof(byForger, KNOWN))).toContain('is not among those that were given as the node’s');
  });

  it.each<[what: string, change: (bundle: Bundle) => void]>([
    ['another thumbprint', (bundle) => Object.assign(bundle.signer, { kid: FORGER_KEY.kid })],
    ['another key', (bundle) => Object.assign(bundle.signer, { key: FORGER_KEY.key })],
    ['another name of the node', (bundle) => Object.assign(bundle.asOf, { node: 'node-b' })],
  ])('does not hold with %s', async (_, change) => expect(failing(await verifyProof(altered(life().bundle(), change)))).toContain('The signature of the node does not fit'));
});

describe('The keys of a node', () => {
  it('are read from a JWK or a set, by their thumbprints, and keys of other kinds are passed over', () => {
    expect(nodeKeysIn(JSON.stringify(NODE_KEY.key))).toEqual({ node: null, kids: [NODE_KEY.kid] });
    const set = { keys: [{ kty: 'RSA', n: 'x', e: 'AQAB' }, { ...NODE_KEY.key, kid: 'called otherwise' }, FORGER_KEY.key] };
    expect(nodeKeysIn(JSON.stringify(set))).toEqual({ node: null, kids: [NODE_KEY.kid, FORGER_KEY.kid] });
  });

  it.each(['{}', '[]', '{"keys":[]}', '{"keys":[{"kty":"EC"}]}', JSON.stringify({ ...NODE_KEY.key, x: Buffer.alloc(32).toString('base64url') }), 'no JSON'])('are not in %s', (text) => expect(() => nodeKeysIn(text)).toThrow());
});

describe('The end of a pact', () => {
  it('is the one that is signed; another that no key signed is told as the word of the node', async () => {
    const { stands } = await verifyProof(life().bundle());
    expect(stands).toContain('In force from 2026-03-02 to 2027-06-30.');
    expect(stands.at(-1)).toBe('The node says, and no signature of a party covers it: it was renewed to 2030-12-31 by all.');
  });

  it.each<[what: string, change: (bundle: Bundle) => void, why: string]>([
    ['moved', (bundle) => { factOf(bundle, 'PactRenewed').data.to = '2029-12-31'; }, 'says that the pact ends on 2027-06-30, and the facts say otherwise'],
    ['left out', without('PactRenewed'), 'says that the pact ends on 2027-06-30, and the facts say otherwise'],
    ['left out with the agreement', (bundle) => ['PactRenewed', 'SupplementEnteredIntoForce'].forEach((type) => without(type)(bundle)), `All had signed supplementary agreement ${SUPPLEMENT}`],
    ['made up', (bundle) => { Object.assign(bundle.facts.at(-1)?.data ?? {}, { to: '2050-12-31' }); }, 'PactRenewed of 2050-12-31 is said to be agreed, and nobody agreed to it'],
    ['made up from a document', (bundle) => { Object.assign(bundle.facts.at(-1)?.data ?? {}, { how: 'attested' }); }, 'is said to be known from a document, and the pact was signed here'],
    ['made up by a clause', (bundle) => { Object.assign(bundle.facts.at(-1)?.data ?? {}, { how: 'clause', clause: '1', to: '2050-12-31' }); }, 'is said to be permitted by clause 1, which permits no such thing'],
  ])('is not %s unnoticed, though somebody signs it by a key of his own', async (_, change, why) => expect(failing(await verifyProof(forged(life().bundle(), change)))).toContain(why));
});

describe('A supplementary agreement that the last who had not signed it left behind', () => {
  it('is in force from the day on which one who signed says so again', async () => {
    const it = world();
    const bodies = [it.body(1, '510100'), it.body(2, '500000'), it.body(3, '310000')] as const;
    const [one, two, three] = bodies;
    it.draft(bodies);
    it.act('ProposePact', one);
    it.freeze(two);
    for (const each of bodies) it.sign(each);
    it.amend(one, SUPPLEMENT, { to: '2028-12-31' });
    for (const each of [one, two]) it.sign(each, SUPPLEMENT);
    for (const each of bodies) it.act('WithdrawFromPact', each, { organisation: three.id, on: '2026-03-04', reason, source: null, clause: null });
    expect(failing(await verifyProof(it.bundle()))).toBe('');
    it.nextDay(3);
    it.sign(one, SUPPLEMENT);
    const bytes = it.bundle();
    expect((JSON.parse(bytes.toString('utf8')) as Bundle).facts.slice(-2).map(({ type }) => type)).toEqual(['SupplementEnteredIntoForce', 'PactRenewed']);
    expect(failing(await verifyProof(bytes))).toBe('');
    const early = forged(bytes, (bundle) => Object.assign(factOf(bundle, 'SupplementEnteredIntoForce').data, { from: '2026-03-03' }));
    expect(failing(await verifyProof(early))).toContain('before all who are bound had signed');
  });
});

describe('An end that no key signed', () => {
  it('may come with one who leaves, where one alone stays, and is made up where more stay', async () => {
    const it = world();
    const bodies = [it.body(1, '510100'), it.body(2, '500000'), it.body(3, '310000')] as const;
    const [one, two, three] = bodies;
    it.draft(bodies);
    it.act('ProposePact', one);
    it.freeze(two);
    for (const each of bodies) it.sign(each);
    for (const each of bodies) it.act('WithdrawFromPact', each, { organisation: three.id, on: '2026-04-10', reason, source: null, clause: null });
    const before = it.bundle();
    for (const each of bodies) it.act('WithdrawFromPact', each, { organisation: two.id, on: '2026-04-05', reason, source: null, clause: null });
    const bytes = it.bundle();
    expect((JSON.parse(bytes.toString('utf8')) as Bundle).facts.slice(-2).map(({ type }) => type)).toEqual(['PartyWithdrew', 'PactTerminated']);
    expect([failing(await verifyProof(before)), failing(await verifyProof(bytes))]).toEqual(['', '']);
    const ended = (JSON.parse(bytes.toString('utf8')) as Bundle).facts.at(-1) as Told;
    const madeUp = forged(before, ({ facts, asOf }) => {
      (facts as Told[]).push({ ...ended, version: facts.length + 1, position: asOf.position + 1, recordedAt: asOf.instant });
      Object.assign(asOf, { position: asOf.position + 1 });
    });
    expect(failing(await verifyProof(madeUp))).toContain('PactTerminated of 2026-04-10 is said to be agreed, and nobody agreed to it');
  });
});

describe('Authorities', () => {
  it('are told one by one, with how each is known', async () => {
    const { authorities } = await verifyProof(life().bundle());
    expect(authorities.map(({ name, attested, revokedOn, source: from }) => [name, attested, revokedOn, from])).toEqual([
      ['第1软件行业协会', false, '2026-03-20', null], ['第1软件行业协会', true, null, source], ['第2软件行业协会', false, null, null],
    ]);
  });
});

describe('A signature that was taken by an api whose clock is off', () => {
  const by = (ms: number, before: (it: ReturnType<typeof signedPact>) => void = () => undefined) => {
    const it = signedPact();
    before(it);
    it.nextDay(2);
    it.amend(it.two, SUPPLEMENT, { clauses: [{ clause: '1', heading: null, text: '每季度会商。', permits: null }] });
    it.apiAhead(ms);
    it.sign(it.one, SUPPLEMENT);
    it.apiAhead(0);
    return it.bundle();
  };
  const remarkOf = ({ findings }: Verdict): string => findings.find(({ what }) => what === `The signature of 第1软件行业协会 under supplementary agreement ${SUPPLEMENT}`)?.why ?? '';

  it.each([[4 * 60_000, false], [-4 * 60_000, false], [6 * 60_000, true], [-6 * 60_000, true], [26 * 3_600_000, true]])('by %d ms holds, with a remark: %s', async (ms, isTold) => {
    const verdict = await verifyProof(by(ms));
    expect([failing(verdict), remarkOf(verdict).includes('a clock of the node was off')]).toEqual(['', isTold]);
  });

  it('does not where the authority had ended by the clock of the log', async () => {
    const bytes = by(-36 * 3_600_000, (it) => it.send(organisation, 'RevokeAuthority', { id: it.one.id, authority: it.one.authority, on: '2026-03-04', reason }));
    expect(failing(await verifyProof(bytes))).toContain('(organisation/authority-revoked, by what was known at its moment, at the instant at which it was recorded)');
  });
});

describe('A bundle of an api whose clock is off throughout', () => {
  it.each([-26 * 3_600_000, -10 * 60_000, 10 * 60_000, 26 * 3_600_000])('by %d ms holds, with keys of before and after a rotation', async (ms) => {
    const it = signedPact(ms);
    const next = pairOf(7);
    it.rotateKey(it.one.id, it.one.pair, next);
    it.amend(it.two, SUPPLEMENT, { clauses: [{ clause: '1', heading: null, text: '每季度会商。', permits: null }] });
    it.sign(it.one, SUPPLEMENT, next);
    it.sign(it.two, SUPPLEMENT);
    const verdict = await verifyProof(it.bundle());
    expect([failing(verdict), verdict.findings.filter(({ why }) => why.includes('a clock of the node was off')).length]).toEqual(['', 4]);
  });

  it('does not where a key was asked for from a later moment on, after it granted the authority', async () => {
    const bytes = forged(signedPact(10 * 60_000).bundle(), (bundle) => {
      const validFrom = '2026-03-02T01:12:00.000Z';
      Object.assign(factOf(bundle, 'KeyRequested').data, { from: validFrom });
      Object.assign(factOf(bundle, 'KeyApproved').data, { validFrom });
    });
    expect(failing(await verifyProof(bytes))).toContain('(organisation/authority-granted-by-lost-key, by what is known now, at the instant at which it was recorded)');
  });
});

describe('What is withheld', () => {
  it('is why somebody offered, declined or agreed, and what is told of an obligation', async () => {
    const it = signedPact();
    const { one, two } = it;
    const obligation = { obligation: 'report', clause: null, owner: one.id, describes: '提交年度报告。', due: null };
    it.amend(one, SUPPLEMENT, { obligations: [obligation], reason: { code: 'as-agreed', text: '内部考虑之一。' } });
    for (const each of [one, two]) it.sign(each, SUPPLEMENT);
    it.act('ReportObligation', one, { obligation: 'report', on: '2026-03-02', evidence: [], note: '内部考虑之二。' });
    for (const each of [one, two]) it.act('TerminatePact', each, { on: '2026-03-02', source: null, clause: null, reason: { code: 'as-agreed', text: '内部考虑之三。' } });
    const bytes = it.bundle();
    expect(failing(await verifyProof(bytes))).toBe('');
    const { facts } = JSON.parse(bytes.toString('utf8')) as Bundle;
    expect(facts.map(({ type }) => type)).toEqual(expect.arrayContaining(['ObligationReported', 'PactTerminated', 'SupplementProposed']));
    const told = new Set(facts.flatMap(({ data }) => Object.keys(data ?? {})));
    expect(['reason', 'source', 'note', 'evidence', 'changed', 'voided'].filter((name) => told.has(name))).toEqual([]);
    expect(bytes.toString('utf8')).not.toContain('内部考虑');
  });
});
