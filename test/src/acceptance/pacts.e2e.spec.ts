import { randomUUID } from 'node:crypto';
import { differencesToAFreshFold } from '../support/fold.js';
import { faults, told } from '../support/http.js';
import { authorised, dayInShanghai, detached, newKey, type Signatory, signatory, taken } from '../support/keys.js';
import { startNode, type TestNode } from '../support/node.js';
import { inGroups, type Pacts, pactsOn, type Side, textOf } from '../support/pacts.js';
import { ADMIN, CHENGDU, CHONGQING, reason, SHANGHAI } from '../support/samples.js';

const BANK = 'bank';
const AUDITOR = 'auditor';

/** All orders of some things. */
const orders = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  (all.length < 2 ? [all] : all.flatMap((each, n) => orders([...all.slice(0, n), ...all.slice(n + 1)]).map((rest) => [each, ...rest])));

describe('pacts', () => {
  let node: TestNode;
  let pacts: Pacts;
  let one: Side, two: Side, three: Side, four: Side;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apis: 2 });
    pacts = pactsOn(node);
    one = { by: await signatory(node, '成都市软件行业协会'), as: CHENGDU };
    two = { by: await signatory(node, '重庆市软件行业协会', { region: '500000' }), as: CHONGQING };
    three = { by: await signatory(node, '上海市软件行业协会', { region: '310000' }), as: SHANGHAI };
    four = { by: await signatory(node, '工商银行成都分行', { account: 'icbc-chengdu-branch' }), as: BANK };
  });
  afterAll(() => node?.stop());

  it('are drafted, offered, countered, frozen and signed by both with their own keys, and then in force', async () => {
    const id = await pacts.draft([one, two]);
    expect(await pacts.get(id, '', CHENGDU)).toMatchObject({ id, status: 'drafted', version: 1, grade: 'signed', offer: { number: 0, by: one.by.id } });
    for (const as of [CHONGQING, AUDITOR]) expect([as, told(await node.get(`/v1/pacts/${id}`, as))]).toEqual([as, '404 request/not-found']);
    expect(told(await pacts.act(id, 'freeze', CHONGQING, {}))).toBe('404 pact/not-found');
    expect(told(await pacts.act(id, 'propose', CHONGQING, {}))).toBe('404 pact/not-found');
    expect(told(await pacts.act(id, 'counter', CHENGDU, { changes: { kind: 'memorandum' }, reason }))).toBe('409 pact/drafted');
    expect(told(await pacts.act(id, 'propose', CHENGDU, {}))).toBe('200');
    expect(told(await pacts.act(id, 'propose', CHENGDU, {}))).toBe('200');
    expect(await pacts.get(id, '', CHONGQING)).toMatchObject({ status: 'negotiating', version: 2, offer: { number: 1, by: one.by.id } });
    expect(told(await node.get(`/v1/pacts/${id}`, SHANGHAI))).toBe('404 request/not-found');
    expect(told(await pacts.act(id, 'freeze', CHENGDU, {}))).toBe('403 pact/own-offer');
    expect(told(await pacts.act(id, 'counter', CHONGQING, { changes: { clauses: [{ clause: '1', text: '双方共建产业基地。' }] }, reason }))).toBe('200');
    expect(told(await pacts.act(id, 'freeze', CHONGQING, {}))).toBe('403 pact/own-offer');
    expect(told(await node.command(`/v1/pacts/${id}/freeze`, CHENGDU, {}))).toBe('428 request/if-match-missing');
    expect(told(await pacts.act(id, 'freeze', CHENGDU, {}, { ifMatch: 2 }))).toBe('412 request/version-moved');
    expect(told(await pacts.act(id, 'freeze', CHENGDU, {}))).toBe('200');
    expect(told(await pacts.sign(id, two))).toBe('200');
    expect((await pacts.get(id)).status).toBe('frozen');
    expect(told(await pacts.sign(id, one))).toBe('200');
    const it = await pacts.get(id, '', CHENGDU);
    expect(it).toMatchObject({ status: 'in-force', validity: { from: '2024-01-01', to: null }, clauses: [{ text: '双方共建产业基地。' }] });
    expect(it.text?.signatures.map(({ organisation }) => organisation)).toEqual([two.by.id, one.by.id]);
    expect(it.history.map(({ type }) => type)).toEqual(['PactDrafted', 'PactProposed', 'PactCountered', 'PactFrozen', 'PactSigned', 'PactSigned', 'PactEnteredIntoForce']);
    expect(await pacts.get(id, '?validAt=2023-12-31')).toMatchObject({ status: 'agreed' });
    expect(await pacts.get(id, `?asOf=position:${it.history[4]?.position}`)).toMatchObject({ status: 'frozen', version: 5 });
    expect(told(await node.get(`/v1/pacts/${id}`, SHANGHAI))).toBe('404 request/not-found');
  });

  it('come into force once, in whatever order and however often it is signed', async () => {
    const all = [one, two, three] as const;
    const ids = all.map(({ by }) => by.id);
    const ways: readonly (readonly [string, Readonly<Record<string, unknown>>, (order: readonly Side[]) => boolean])[] = [
      ['in any order', {}, () => true],
      ['one before two', inGroups({ parties: [one.by.id] }, { parties: [two.by.id, three.by.id] }), ([first]) => first === one],
      ['two of three', inGroups({ parties: ids, atLeast: 2 }), () => true],
    ];
    for (const [way, signing, isAllowed] of ways) {
      for (const order of orders(all)) {
        const id = await pacts.frozen([one, two, three], signing);
        if (!isAllowed(order)) {
          expect([way, told(await pacts.sign(id, order[0] as Side))]).toEqual([way, '409 pact/not-your-turn']);
          continue;
        }
        for (const side of order) {
          const { version } = await pacts.get(id);
          const [body, key] = [await pacts.signature(id, side), randomUUID()];
          const [first, again] = [await pacts.act(id, 'sign', side.as, body, { key, ifMatch: version }), await pacts.act(id, 'sign', side.as, body, { key, ifMatch: version, api: 1 })];
          expect([told(first), told(again), again.headers.get('idempotent-replayed'), again.body]).toEqual(['200', '200', 'true', first.body]);
          expect(told(await pacts.act(id, 'sign', side.as, body))).toBe('200');
        }
        const { status, history, text, parties } = await pacts.get(id);
        expect([way, status, history.filter(({ type }) => type === 'PactEnteredIntoForce').length, history.filter(({ type }) => type === 'PactSigned').length]).toEqual([way, 'in-force', 1, 3]);
        expect(text?.signatures.map(({ organisation }) => organisation)).toEqual(order.map(({ by }) => by.id));
        expect(parties.every(({ bound }) => bound !== null && bound.until === null)).toBe(true);
      }
    }
  });

  it('are signed by both at once, through two apis, and come into force once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const id = await pacts.frozen([one, two]);
      const bodies = [await pacts.signature(id, one), await pacts.signature(id, two)] as const;
      const attempt = async (side: Side, body: Readonly<Record<string, unknown>>, api: number): Promise<void> => {
        for (let status = 0; status !== 200; ) {
          const answer = await pacts.act(id, 'sign', side.as, body, { api });
          expect(['200', '412 request/version-moved', '409 request/conflict']).toContain(told(answer));
          ({ status } = answer);
        }
      };
      await Promise.all([attempt(one, bodies[0], 0), attempt(two, bodies[1], 1), attempt(one, bodies[0], 1), attempt(two, bodies[1], 0)]);
      const { status, history } = await pacts.get(id);
      expect([status, history.map(({ type }) => type).slice(3)]).toEqual(['in-force', ['PactSigned', 'PactSigned', 'PactEnteredIntoForce']]);
    }
  });

  it('lose their signatures where the text changes after one was given', async () => {
    const id = await pacts.frozen([one, two]);
    const before = await pacts.signature(id, one);
    await taken(pacts.sign(id, one));
    expect(told(await pacts.act(id, 'counter', CHONGQING, { changes: { clauses: [{ clause: '1', text: '改后的文本。' }] }, reason }))).toBe('200');
    expect(await pacts.get(id)).toMatchObject({ status: 'negotiating', text: { signatures: [] } });
    expect(told(await pacts.act(id, 'sign', CHENGDU, before))).toBe('409 pact/negotiating');
    await taken(pacts.act(id, 'freeze', CHENGDU, {}));
    expect(told(await pacts.act(id, 'sign', CHENGDU, before))).toBe('422 pact/signature-fails');
    expect(told(await pacts.sign(id, two))).toBe('200');
    expect((await pacts.get(id)).status).toBe('frozen');
    expect(told(await pacts.sign(id, one))).toBe('200');
    expect((await pacts.get(id)).status).toBe('in-force');
    expect(told(await pacts.act(id, 'counter', CHENGDU, { changes: { kind: 'memorandum' }, reason }))).toBe('409 pact/in-force');
  });

  it('are signed only after the freeze, once, for oneself, with one’s own key, over these bytes', async () => {
    const draft = await pacts.draft([one, two]);
    await taken(pacts.act(draft, 'propose', CHENGDU, {}));
    expect(told(await pacts.act(draft, 'sign', CHENGDU, { ...one.by.signer(), signature: one.by.jws('{}') }))).toBe('409 pact/negotiating');
    expect(told(await node.get(`/v1/pacts/${draft}/text`, CHENGDU))).toBe('409 pact/no-text');

    const id = await pacts.frozen([one, two]);
    const text = await pacts.text(id, CHENGDU);
    const by = async (as: string, who: Signatory, signature: string, more: object = {}): Promise<string> => told(await pacts.act(id, 'sign', as, { ...who.signer(), signature, ...more }));
    expect(await by(CHENGDU, one.by, one.by.jws(`${text} `))).toBe('422 pact/signature-fails');
    expect(await by(CHENGDU, one.by, one.by.jws(text, two.by.pair))).toBe('422 pact/signature-fails');
    expect(await by(CHENGDU, one.by, detached(two.by.pair, text, { organisation: one.by.id, person: one.by.person }), { kid: two.by.pair.kid })).toBe('422 pact/signature-fails');
    const stranger = newKey();
    expect(await by(CHENGDU, one.by, one.by.jws(text, stranger), { kid: stranger.kid })).toBe('422 pact/signature-fails');
    expect(await by(CHENGDU, one.by, detached(one.by.pair, text, { organisation: one.by.id, person: two.by.person }))).toBe('422 pact/signature-fails');
    for (const header of [{ alg: 'none' }, { alg: 'HS256' }, { crit: ['b64'], b64: false }, { kid: two.by.pair.kid }, { person: undefined }, { typ: 'JWT' }]) {
      expect([header, await by(CHENGDU, one.by, detached(one.by.pair, text, { organisation: one.by.id, person: one.by.person }, header))]).toEqual([header, '422 pact/signature-fails']);
    }
    expect(faults(await pacts.act(id, 'sign', CHENGDU, { ...one.by.signer(), signature: 'a.b.c' }))).toEqual(['/signature signature/malformed']);
    expect(await by(CHENGDU, two.by, two.by.jws(text))).toBe('403 party/not-yours');
    expect(await by(SHANGHAI, two.by, two.by.jws(text))).toBe('404 pact/not-found');
    expect(await by(CHENGDU, three.by, three.by.jws(text))).toBe('422 party/not-among');
    expect(await by('report', one.by, one.by.jws(text))).toBe('403 access/not-your-route');
    const unauthorised = (await taken(node.command<{ id: string }>('/v1/people', ADMIN, { organisation: one.by.id, name: '无权人' }))).id;
    const other = await pacts.act(id, 'sign', CHENGDU, { ...one.by.signer(), person: unauthorised, signature: detached(one.by.pair, text, { organisation: one.by.id, person: unauthorised }) });
    expect([told(other), faults(other)]).toEqual(['422 pact/signer-not-standing', ['/person organisation/no-authority']]);

    expect(await by(CHENGDU, one.by, one.by.jws(text))).toBe('200');
    expect(await by(CHENGDU, one.by, one.by.jws(text))).toBe('200');
    await authorised(node, { ...one.by, person: unauthorised });
    expect(told(await pacts.act(id, 'sign', CHENGDU, { ...one.by.signer(), person: unauthorised, signature: detached(one.by.pair, text, { organisation: one.by.id, person: unauthorised }) }))).toBe('409 pact/signed-already');
    expect((await pacts.get(id)).text?.signatures).toHaveLength(1);
    expect(told(await pacts.act(id, 'decline', CHENGDU, { reason }))).toBe('409 pact/signed-already');
    expect(told(await pacts.act(id, 'decline', CHONGQING, { reason }))).toBe('200');
    expect((await pacts.get(id)).status).toBe('declined');
    expect(await by(CHONGQING, two.by, two.by.jws(text))).toBe('409 pact/declined');
  });

  it('are under no signature of a former offer, though it be in the same words', async () => {
    const id = await pacts.frozen([one, two]);
    const signed = await pacts.signature(id, one);
    await taken(pacts.act(id, 'sign', CHENGDU, signed));
    const [clauses, others] = [[{ clause: '1', text: '双方共建软件产业合作机制。' }, { clause: '2', text: '每年召开一次联席会议。' }], [{ clause: '1', text: '另一文本。' }]];
    await taken(pacts.act(id, 'counter', CHONGQING, { changes: { clauses: others }, reason }));
    await taken(pacts.act(id, 'counter', CHENGDU, { changes: { clauses }, reason }));
    await taken(pacts.act(id, 'freeze', CHONGQING, {}));
    expect(JSON.parse(await pacts.text(id, CHENGDU))).toMatchObject({ offer: 3, access: 'parties', clauses });
    expect(told(await pacts.act(id, 'sign', CHENGDU, signed))).toBe('422 pact/signature-fails');
    expect(told(await pacts.sign(id, one))).toBe('200');
  });

  it('stay open to the others where one of several declines, who does not sign after', async () => {
    const id = await pacts.frozen([one, two, three], inGroups({ parties: [one.by.id, two.by.id, three.by.id], atLeast: 2 }));
    expect(told(await pacts.act(id, 'decline', SHANGHAI, { reason }))).toBe('200');
    expect((await pacts.get(id)).status).toBe('frozen');
    expect(told(await pacts.sign(id, three))).toBe('409 pact/declined-before');
    await taken(pacts.sign(id, one));
    await taken(pacts.sign(id, two));
    const { status, parties } = await pacts.get(id);
    expect([status, parties.map(({ bound }) => bound?.since ?? null)]).toEqual(['in-force', ['2024-01-01', '2024-01-01', null]]);
    expect(told(await pacts.sign(id, three))).toBe('409 pact/declined-before');
  });

  it('are signed by no one whose authority has ended, or whose key has', async () => {
    const by = await signatory(node, '到期授权协会', { to: dayInShanghai(-1) });
    const side: Side = { by, as: CHENGDU };
    const id = await pacts.frozen([two, side]);
    const refused = await pacts.sign(id, side);
    expect([told(refused), faults(refused)]).toEqual(['422 pact/signer-not-standing', ['/person organisation/authority-over']]);
    const authority = await authorised(node, by);
    await taken(node.command(`/v1/organisations/${by.id}/revoke-authority`, ADMIN, { authority, on: dayInShanghai(), reason }));
    expect(faults(await pacts.sign(id, side))).toEqual(['/person organisation/authority-revoked']);
    await authorised(node, by);
    await taken(node.command(`/v1/organisations/${by.id}/revoke-key`, ADMIN, { key: by.pair.kid, reason }));
    expect(faults(await pacts.sign(id, side))).toEqual(['/kid organisation/key-revoked']);
    expect((await pacts.get(id)).text?.signatures).toEqual([]);
  });

  it('are acted on by a body’s own people, and by the region of one that has no account', async () => {
    const id = await pacts.frozen([one, four]);
    expect(told(await pacts.sign(id, { ...four, as: CHENGDU }))).toBe('403 party/not-yours');
    expect(told(await pacts.sign(id, { ...four, as: ADMIN }))).toBe('403 party/not-yours');
    expect(told(await pacts.sign(id, four))).toBe('200');
    expect(told(await pacts.sign(id, { ...one, as: ADMIN }))).toBe('200');
    expect((await pacts.get(id, '', BANK)).status).toBe('in-force');
    expect(told(await node.get(`/v1/pacts/${await pacts.draft([one, two])}`, BANK))).toBe('404 request/not-found');
    // A draft of a body that has people of its own is theirs alone.
    const theirs = await pacts.draft([four, one]);
    expect(await Promise.all([BANK, ADMIN, AUDITOR, CHENGDU].map(async (as) => told(await node.get(`/v1/pacts/${theirs}`, as))))).toEqual(['200', ...Array<string>(3).fill('404 request/not-found')]);
    await taken(pacts.act(theirs, 'propose', BANK, {}));
    expect(await Promise.all([BANK, ADMIN, AUDITOR, CHENGDU].map(async (as) => told(await node.get(`/v1/pacts/${theirs}`, as))))).toEqual(['200', '200', '200', '200']);
  });

  it('name every fault of a text with a pointer, and are rehearsed without being drafted', async () => {
    const [gone, stranger] = [randomUUID(), randomUUID()];
    const wrong = textOf([one, two], {
      clauses: [{ clause: '1', text: '甲' }, { clause: '1', text: '乙' }], obligations: [{ obligation: 'report', clause: '9', owner: stranger, describes: '报送' }], validity: { from: '2025', to: '2024' },
      ...inGroups({ parties: [one.by.id], atLeast: 2 }),
    });
    expect(faults(await node.command('/v1/pacts', CHENGDU, { text: wrong }))).toEqual([
      '/text/clauses/1/clause pact/clause-twice', '/text/obligations/0/clause pact/clause-unknown', '/text/obligations/0/owner pact/no-party',
      '/text/parties/1/organisation pact/signs-nowhere', '/text/signing/groups/0/atLeast pact/threshold-too-high', '/text/validity/to pact/dates-reversed',
    ]);
    const unknown = await node.command('/v1/pacts', CHENGDU, { text: { ...textOf([one]), parties: [{ organisation: one.by.id }, { organisation: gone }] } });
    expect([told(unknown), faults(unknown)]).toEqual(['422 party/unknown', ['/text/parties/1/organisation party/unknown']]);
    expect(told(await node.command('/v1/pacts', SHANGHAI, { text: textOf([one, two]) }))).toBe('403 party/none-of-yours');
    expect(told(await node.command('/v1/pacts', ADMIN, { text: textOf([one, two]) }))).toBe('422 party/say-for-whom');
    const id = randomUUID();
    const foreseen = await node.command<{ dryRun: boolean; events: readonly { type: string }[] }>('/v1/pacts?dryRun=true', CHENGDU, { id, text: textOf([one, two]) });
    expect([foreseen.status, foreseen.body.dryRun, foreseen.body.events.map(({ type }) => type)]).toEqual([200, true, ['PactDrafted']]);
    expect(told(await node.get(`/v1/pacts/${id}`, CHENGDU))).toBe('404 request/not-found');
    const frozen = await pacts.frozen([one, two]);
    await taken(pacts.sign(frozen, one));
    const last = await pacts.act<{ events: readonly { type: string }[]; entries: readonly { metric: string }[] }>(frozen, 'sign', CHONGQING, await pacts.signature(frozen, two), {}, '?dryRun=true');
    expect(last.body.events.map(({ type }) => type)).toEqual(['PactSigned', 'PactEnteredIntoForce']);
    expect([...new Set(last.body.entries.map(({ metric }) => metric))].sort()).toEqual(['pacts.in-force', 'pacts.present']);
    expect((await pacts.get(frozen)).status).toBe('frozen');
  });

  it('leave views that a fresh fold of the log makes again', async () => expect(await differencesToAFreshFold(node.databaseUrl)).toEqual([]));
});
