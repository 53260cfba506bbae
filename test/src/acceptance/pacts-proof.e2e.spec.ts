import { spawn } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { told } from '../support/http.js';
import { dayInShanghai, detached, newKey, rotatedKey, signatory, taken } from '../support/keys.js';
import { startNode, type TestNode } from '../support/node.js';
import { type Pacts, pactsOn, type Side } from '../support/pacts.js';
import { repository } from '../support/program.js';
import { ADMIN, CHENGDU, CHONGQING, reason, SHANGHAI } from '../support/samples.js';

type Verdict = Readonly<{
  holds: boolean; findings: readonly Readonly<{ what: string; holds: boolean; why: string }>[]; stands: readonly string[]; keys: readonly Readonly<{ kid: string; ended: string | null }>[];
  node: Readonly<{ name: string; kid: string; isKnown: boolean }> | null; authorities: readonly Readonly<{ organisation: string; attested: boolean; revokedOn: string | null }>[];
}>;
type KeySet = Readonly<{ node: string; keys: readonly Readonly<{ kid: string; x: string; d?: string }>[] }>;
type Ran = Readonly<{ code: number | null; out: string; err: string }>;

describe('the proof of a pact', () => {
  let node: TestNode;
  let pacts: Pacts;
  let one: Side, two: Side;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'entente-proof-'));
    // The second api keeps the right time, and the clock of the third is a day ahead.
    node = await startNode({ queue: 'postgres', apis: 2, apisAheadDays: [1] });
    pacts = pactsOn(node);
    one = { by: await signatory(node, '成都市软件行业协会'), as: CHENGDU };
    two = { by: await signatory(node, '重庆市软件行业协会', { region: '500000' }), as: CHONGQING };
  });
  afterAll(async () => {
    await node?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The verifier as an outsider runs it: a process that knows of no server. */
  const run = (...args: readonly string[]): Promise<Ran> => new Promise((resolve) => {
    const { DATABASE_URL: _, REDIS_URL: __, INIT_CWD: ___, ...env } = process.env;
    const child = spawn(process.execPath, [join(repository, 'tools/dist/verify-proof.js'), ...args], { cwd: folder, env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (data: Buffer) => { out += data.toString('utf8'); });
    child.stderr.on('data', (data: Buffer) => { err += data.toString('utf8'); });
    child.once('close', (code) => resolve({ code, out, err }));
  });
  const verified = async (bytes: Buffer, ...more: readonly string[]): Promise<Verdict & { code: number | null }> => {
    writeFileSync(join(folder, 'bundle.json'), bytes);
    const { code, out } = await run('bundle.json', '--json', ...more);
    return { ...(JSON.parse(out) as Verdict), code };
  };
  /** The keys of the node, asked for without a key to the api. */
  const keySet = async (url: string): Promise<KeySet> => {
    const response = await fetch(`${url}/.well-known/jwks.json`);
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
    return (await response.json()) as KeySet;
  };
  /** The bundle with something changed and its hash made anew, by somebody who has no key of the node. */
  const altered = (bytes: Buffer, from: string, to: string): Buffer => {
    const [members, hash] = [bytes.toString('utf8').replaceAll(from, to), /"sha256":"[0-9a-f]{64}","signer"/];
    const { sha256: _, jws: __, ...content } = JSON.parse(members) as Record<string, unknown>;
    // Canonical JSON parses in its own order, so that it is written as it was read.
    return Buffer.from(members.replace(hash, `"sha256":"${createHash('sha256').update(JSON.stringify(content)).digest('hex')}","signer"`));
  };
  const failing = ({ findings }: Verdict): readonly string[] => findings.filter(({ holds }) => !holds).map(({ what, why }) => `${what}: ${why}`);

  it('holds for an outsider, and not where one bit differs', async () => {
    const id = await pacts.inForce([one, two]);
    const bytes = await pacts.proof(id, CHENGDU);
    const verdict = await verified(bytes);
    expect([failing(verdict), verdict.holds, verdict.code]).toEqual([[], true, 0]);
    expect(verdict.stands).toContain('In force from 2024-01-01.');
    expect(verdict.keys.map(({ kid }) => kid)).toEqual([one.by.pair.kid, two.by.pair.kid]);
    const plain = await run('bundle.json');
    expect([plain.code, plain.out.split('\n').filter((line) => line.startsWith('holds  ')).length]).toEqual([0, verdict.findings.length]);
    expect(plain.out).toContain(one.by.pair.kid);
    expect(plain.out.trimEnd().endsWith('The bundle holds.')).toBe(true);
    for (const part of [0, 0.2, 0.4, 0.6, 0.8, 0.999]) {
      const flipped = Buffer.from(bytes);
      const offset = Math.floor(part * bytes.length);
      flipped[offset] = (flipped[offset] ?? 0) ^ 1;
      const { holds, code } = await verified(flipped);
      expect([offset, holds, code]).toEqual([offset, false, 1]);
    }
    expect(bytes.equals(await pacts.proof(id, CHONGQING))).toBe(true);
    expect(bytes.toString('utf8')).not.toContain('administrator');
  });

  it('is signed by the node, so that whoever knows its key finds what no key of a party covers', async () => {
    const [url, other] = node.apis.map((api) => api.url) as [string, string];
    const set = await keySet(url);
    expect(set).toEqual(await keySet(other));
    expect(set.keys.map((key) => Object.keys(key).toSorted())).toEqual([['alg', 'crv', 'kid', 'kty', 'use', 'x']]);
    writeFileSync(join(folder, 'node.json'), JSON.stringify(set));
    const id = await pacts.inForce([one, two]);
    const bytes = await pacts.proof(id, CHENGDU);
    const verdict = await verified(bytes, '--node-key', 'node.json');
    expect([failing(verdict), verdict.code, verdict.node]).toEqual([[], 0, { name: set.node, kid: set.keys[0]?.kid, isKnown: true }]);
    expect(verdict.authorities.map(({ organisation, attested }) => [organisation, attested])).toEqual([[one.by.id, false], [two.by.id, false]]);
    const alone = await run('bundle.json');
    expect([alone.code, alone.out.includes(`What no key of a party signed rests on the word of ${set.node}`), alone.out.includes(`  ${set.keys[0]?.kid}\n`)]).toEqual([0, true, true]);
    expect((await run('bundle.json', '--node-key', 'node.json')).out).not.toContain('rests on the word of');
    expect(failing(await verified(altered(bytes, '"region":"500000"', '"region":"310000"'), '--node-key', 'node.json'))).toEqual([expect.stringContaining('The signature of the node does not fit')]);
    writeFileSync(join(folder, 'stranger.json'), JSON.stringify(newKey().key));
    expect(failing(await verified(bytes, '--node-key', 'stranger.json'))).toEqual([expect.stringContaining('is not among those that were given as the node’s')]);
    const none = await run('bundle.json', '--node-key', 'bundle.json');
    expect([none.code, none.err.startsWith('There is no Ed25519 key in what was given')]).toEqual([1, true]);
    await node.kill9(node.apis[1] as (typeof node.apis)[number]);
    await node.restart(node.apis[1] as (typeof node.apis)[number]);
    expect(await keySet((node.apis[1] as (typeof node.apis)[number]).url)).toEqual(set);
  });

  it('is signed by the key that the environment gives, beside which the former ones stay', async () => {
    const id = await pacts.inForce([one, two]);
    const before = await pacts.proof(id, CHENGDU);
    const { privateKey } = generateKeyPairSync('ed25519');
    const given = await startNode({ queue: 'postgres', databaseUrl: node.databaseUrl, workers: 0, regions: false, env: { NODE_SIGNING_KEY: String(privateKey.export({ format: 'pem', type: 'pkcs8' })) } });
    try {
      const [set, former] = [await keySet((given.apis[0] as (typeof node.apis)[number]).url), await keySet((node.apis[0] as (typeof node.apis)[number]).url)];
      expect([set.keys[0]?.x, set.keys.length]).toEqual([privateKey.export({ format: 'jwk' }).x, 2]);
      expect(former.keys.map(({ kid }) => kid)).toEqual(set.keys.map(({ kid }) => kid).toReversed());
      writeFileSync(join(folder, 'rotated.json'), JSON.stringify(set));
      const after = await pactsOn(given).proof(id, CHENGDU);
      const verdicts = [await verified(before, '--node-key', 'rotated.json'), await verified(after, '--node-key', 'rotated.json')];
      expect(verdicts.map((verdict) => [failing(verdict), verdict.node?.kid])).toEqual([[[], former.keys[0]?.kid], [[], set.keys[0]?.kid]]);
    } finally {
      await given.stop();
    }
  });

  it('holds where the clock of the api that took a signature was a day ahead, and tells it', async () => {
    const id = await pacts.frozen([one, two]);
    await taken(pacts.sign(id, one, { api: 2 }));
    await taken(pacts.sign(id, two));
    const verdict = await verified(await pacts.proof(id, CHENGDU));
    expect([failing(verdict), verdict.findings.filter(({ why }) => why.includes('a clock of the node was off')).map(({ what }) => what)]).toEqual([[], ['The signature of 成都市软件行业协会 under the main text']]);
  });

  it('tells neither why the last offer was made nor what was told of obligations', async () => {
    const id = await pacts.draft([one, two]);
    await taken(pacts.act(id, 'propose', CHENGDU, { as: one.by.id }));
    await taken(pacts.act(id, 'counter', CHONGQING, { as: two.by.id, changes: { obligations: [{ obligation: 'report', owner: one.by.id, describes: '提交年度报告。' }] }, reason: { code: 'as-agreed', text: '内部考虑之一。' } }));
    await taken(pacts.act(id, 'freeze', CHENGDU, { as: one.by.id }));
    for (const side of [one, two]) await taken(pacts.sign(id, side));
    await taken(pacts.act(id, 'report-obligation', CHENGDU, { as: one.by.id, obligation: 'report', on: dayInShanghai(), note: '内部考虑之二。' }));
    const bytes = await pacts.proof(id, CHENGDU);
    const verdict = await verified(bytes);
    expect([failing(verdict), verdict.stands.at(-1)]).toEqual([[], 'The node says, and no signature of a party covers it: obligation report was reported as fulfilled.']);
    for (const untold of ['内部考虑', '"reason"', '"note"', '"evidence"']) expect(bytes.toString('utf8').slice(bytes.toString('utf8').indexOf('"facts"'))).not.toContain(untold);
  });

  it('is given to nobody who may not know of the pact, and of nothing that was not frozen', async () => {
    const id = await pacts.frozen([one, two]);
    expect(told(await node.get(`/v1/pacts/${id}/proof`, SHANGHAI))).toBe('404 request/not-found');
    expect(told(await node.get(`/v1/pacts/${await pacts.draft([one, two])}/proof`, CHENGDU))).toBe('409 pact/nothing-to-prove');
    const verdict = await verified(await pacts.proof(id, CHENGDU));
    expect([verdict.holds, verdict.stands.slice(1)]).toEqual([true, ['Signed by: nobody.']]);
  });

  it('still holds where a key was rotated after it signed, and shows a signature of before the loss of a key', async () => {
    const by = await signatory(node, '轮换密钥协会');
    const side: Side = { by, as: CHENGDU };
    const id = await pacts.inForce([side, two]);
    const next = newKey();
    await rotatedKey(node, by.id, by.pair, next);
    const rotated = await verified(await pacts.proof(id, CHENGDU));
    expect([failing(rotated), rotated.keys.map(({ kid, ended }) => [kid, ended]).slice(0, 2)]).toEqual([[], [[by.pair.kid, 'rotated'], [next.kid, null]]]);
    const later = await pacts.frozen([side, two]);
    const old = await pacts.act(later, 'sign', CHENGDU, await pacts.signature(later, side));
    expect(told(old)).toBe('422 pact/signer-not-standing');
    await taken(pacts.act(later, 'sign', CHENGDU, { ...by.signer(next), signature: by.jws(await pacts.text(later, CHENGDU), next) }));
    await taken(pacts.sign(later, two));
    expect(failing(await verified(await pacts.proof(later, CHENGDU)))).toEqual([]);
    await taken(node.command(`/v1/organisations/${by.id}/revoke-key`, ADMIN, { key: next.kid, reason }));
    expect(failing(await verified(await pacts.proof(later, CHENGDU)))).toEqual([]);
  });

  it('holds with supplementary agreements, and does not where an authority is now known to have ended before the signature', async () => {
    const by = await signatory(node, '授权终止协会');
    const side: Side = { by, as: CHENGDU };
    const id = await pacts.inForce([side, two]);
    const supplement = await pacts.supplement(id, two, { clauses: [{ clause: '2', text: '每季度召开一次联席会议。' }] });
    for (const each of [side, two]) await taken(pacts.sign(id, each, {}, supplement));
    const whole = await verified(await pacts.proof(id, CHENGDU));
    expect([failing(whole), whole.stands.some((line) => line.startsWith(`Supplementary agreement ${supplement}: in-force from ${dayInShanghai()}`))]).toEqual([[], true]);
    await taken(node.command(`/v1/organisations/${by.id}/revoke-authority`, ADMIN, { authority: by.authority, on: dayInShanghai(), reason }));
    const again = await pacts.frozen([side, two]);
    expect(told(await pacts.sign(again, side))).toBe('422 pact/signer-not-standing');
    expect(told(await pacts.act(again, 'sign', CHENGDU, { ...by.signer(), signature: detached(by.pair, await pacts.text(again, CHENGDU), { organisation: by.id, person: by.person }) }))).toBe('422 pact/signer-not-standing');
    const ended = await verified(await pacts.proof(id, CHENGDU));
    expect([ended.holds, ended.code, failing(ended).every((line) => line.includes('organisation/authority-revoked'))]).toEqual([false, 1, true]);
    expect(failing(ended)).toHaveLength(2);
  });

  it('says how it is run where it is not told of a bundle', async () => {
    const none = await run();
    expect([none.code, none.out, none.err.startsWith('Say which bundle: ')]).toEqual([1, '', true]);
    for (const args of [['a.json', 'b.json'], ['a.json', '--node-key'], ['a.json', '--fast']]) expect([args, (await run(...args)).err.startsWith('Say which bundle: ')]).toEqual([args, true]);
    const absent = await run('nowhere.json');
    expect([absent.code, absent.err.includes('nowhere.json')]).toEqual([1, true]);
  });
});
