import { randomUUID } from 'node:crypto';
import { differencesToAFreshFold } from '../support/fold.js';
import { told } from '../support/http.js';
import { type Signatory, signatory, taken } from '../support/keys.js';
import { startNode, type TestNode } from '../support/node.js';
import { inGroups, type Pacts, pactsOn, type Side, textOf } from '../support/pacts.js';
import { type Person, person } from '../support/people.js';
import { ADMIN, CHENGDU, CHONGQING, reason, SHANGHAI, source } from '../support/samples.js';

const BANK = 'bank';
type Line = Readonly<{ type: string; data: object | null }>;
type Listed = Readonly<{ items: readonly Readonly<{ id: string }>[] }>;
type Work = Readonly<{ items: readonly Readonly<{ task: string; subject: Readonly<{ id: string }> }>[] }>;

/** Who sees a pact and has to do something about it, by who its parties are today, and who reads what was said before he came in. */
describe('pacts and alliances', () => {
  let node: TestNode;
  let pacts: Pacts;
  let one: Side, two: Side, three: Side;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres' });
    pacts = pactsOn(node);
    one = { by: await signatory(node, '成都市软件行业协会'), as: CHENGDU };
    two = { by: await signatory(node, '重庆市软件行业协会', { region: '500000' }), as: CHONGQING };
    three = { by: await signatory(node, '上海市软件行业协会', { region: '310000' }), as: SHANGHAI };
  });
  afterAll(() => node?.stop());

  const history = async (id: string, as: string): Promise<readonly string[]> =>
    (await taken(node.get<Readonly<{ history: readonly Line[] }>>(`/v1/pacts/${id}`, as))).history.map(({ type, data }) => `${type} ${data === null ? 'untold' : 'told'}`);
  /** What somebody is told of a pact: by its id, in the list, and what he is asked to do about it. */
  const toldOf = async (get: Person['get'], id: string, position: number): Promise<string> => {
    const [byId, list, work] = [await get(`/v1/pacts/${id}`), await taken(get<Listed>(`/v1/pacts?limit=500&minPosition=${position}`)), await taken(get<Work>(`/v1/work?limit=500&minPosition=${position}`))];
    return [byId.status, list.items.some((item) => item.id === id) ? 'listed' : 'not listed', ...work.items.filter(({ subject }) => subject.id === id).map(({ task }) => task)].join(', ');
  };
  const as = (name: string): Person['get'] => (path) => node.get(path, name);
  const newest = async (id: string): Promise<number> => (await pacts.get(id)).asOf.position;

  it('tell what was said in a negotiation to those who were in it, and to nobody who came later', async () => {
    const id = await pacts.draft([one, two], { access: 'open' });
    await taken(pacts.act(id, 'propose', CHENGDU, { as: one.by.id }));
    const parties = [one, two, three].map(({ by }) => ({ organisation: by.id }));
    const clauses = [{ clause: '1', text: '乙方不同意甲方独占成果。' }];
    await taken(pacts.act(id, 'counter', CHONGQING, { as: two.by.id, changes: { clauses }, reason: { code: 'secret', text: '底价不可外传。' } }));
    expect(told(await node.get(`/v1/pacts/${id}`, SHANGHAI))).toBe('404 request/not-found');
    await taken(pacts.act(id, 'counter', CHENGDU, { as: one.by.id, changes: { parties }, reason }));
    const negotiation = ['PactDrafted', 'PactProposed', 'PactCountered'];
    expect(await history(id, CHENGDU)).toEqual([...negotiation, 'PactCountered'].map((type) => `${type} told`));
    // The draft was its drafter's alone; what was offered since, the other party knows.
    expect(await history(id, CHONGQING)).toEqual(['PactDrafted untold', 'PactProposed told', 'PactCountered told', 'PactCountered told']);
    expect(await history(id, SHANGHAI)).toEqual([...negotiation.map((type) => `${type} untold`), 'PactCountered told']);
    const sent = await node.get(`/v1/pacts/${id}`, SHANGHAI);
    expect(JSON.stringify(sent.body)).not.toContain('底价不可外传');
    expect((sent.body as { history: readonly object[] }).history[0]).toEqual({ version: 1, position: expect.any(Number), type: 'PactDrafted', recordedAt: expect.any(String), effectiveOn: expect.any(String), by: { organisation: 'region-510100', role: 'region' }, data: null });
    await taken(pacts.act(id, 'freeze', CHONGQING, { as: two.by.id }));
    for (const side of [one, two, three]) await taken(pacts.sign(id, side));
    // In force it is open to everyone, from then on.
    const before = [...negotiation, 'PactCountered', 'PactFrozen', 'PactSigned', 'PactSigned', 'PactSigned'];
    const stranger = await history(id, BANK);
    expect(stranger.slice(0, 7)).toEqual(before.slice(0, 7).map((type) => `${type} untold`));
    expect(stranger.at(-1)).toBe('PactEnteredIntoForce told');
    expect((await history(id, CHONGQING)).filter((line) => line.endsWith('untold'))).toEqual(['PactDrafted untold']);
    // An attested pact was never anybody's own affair.
    const entered = await taken(node.command('/v1/pacts', ADMIN, { kind: 'framework', title: { zh: '框架' }, parties, source }));
    expect(await history(entered.id, BANK)).toEqual(['PactRecorded told']);
  });

  it('tell why a party declined to those who were in the negotiation, and that it did to everybody who may see the pact', async () => {
    const id = await pacts.frozen([one, two, three], { access: 'open', ...inGroups({ parties: [one, two, three].map(({ by }) => by.id), atLeast: 2 }) });
    await taken(pacts.act(id, 'decline', SHANGHAI, { as: three.by.id, reason: { code: 'other', text: '内部原因' } }));
    for (const side of [one, two]) await taken(pacts.sign(id, side));
    type Pact = Readonly<{ id: string; text: Readonly<{ declined: readonly Readonly<{ organisation: string; reason: Readonly<{ text: string }> | null }>[] }> }>;
    const reasonFor = async (by: string): Promise<unknown> => {
      const { text: { declined } } = await taken(node.get<Pact>(`/v1/pacts/${id}`, by));
      return declined.map((each) => [each.organisation === three.by.id, each.reason?.text]);
    };
    for (const by of [CHENGDU, SHANGHAI, ADMIN]) expect([by, await reasonFor(by)]).toEqual([by, [[true, '内部原因']]]);
    expect(await reasonFor(BANK)).toEqual([[true, undefined]]);
    const { items } = await taken(node.get<Readonly<{ items: readonly Pact[] }>>(`/v1/pacts?limit=500&minPosition=${await newest(id)}`, BANK));
    expect(items.find((item) => item.id === id)?.text.declined).toEqual([{ organisation: three.by.id, reason: null }]);
  });

  it('are seen by the people whom a body has been given since, who do all there is to do, and asked of the officers no more', async () => {
    const late: Signatory = await signatory(node, '后有账户的园区', { region: '510100' });
    const side: Side = { by: late, as: CHENGDU };
    const draft = await pacts.draft([side, two]);
    const [offered, frozen] = [await pacts.draft([two, side]), await pacts.frozen([side, two])];
    await taken(pacts.act(offered, 'propose', CHONGQING, { as: two.by.id }));
    const third = await pacts.inForce([side, two], { obligations: [{ obligation: 'plan', owner: late.id, describes: '报送计划', due: '2024-06-30' }], access: 'parties' });
    const people = await person(node, { principal: 'late-1', organisation: 'late-park', role: 'region', region: '440000' });
    const all = async (get: Person['get']): Promise<readonly string[]> => Promise.all([draft, offered, frozen, third].map(async (id) => toldOf(get, id, await newest(third))));
    expect(await all(people.get)).toEqual(['404, not listed', '404, not listed', '404, not listed', '404, not listed']);
    const asked = ['200, listed', '200, listed, answer-offer', '200, listed, sign-pact', '200, listed, fulfil-obligation'];
    expect(await all(as(CHENGDU))).toEqual(asked);

    const { position } = await taken(node.command(`/v1/organisations/${late.id}/identify`, ADMIN, { account: 'late-park', source }));
    await taken(people.get(`/v1/organisations?minPosition=${position}&limit=1`));
    expect(await Promise.all([draft, offered, frozen, third].map((id) => toldOf(people.get, id, position)))).toEqual(asked);
    // The officers of its region see what is agreed, and not its drafts; all of it is the people's to do.
    expect(await Promise.all([draft, offered, frozen, third].map((id) => toldOf(as(CHENGDU), id, position)))).toEqual(['404, not listed', '200, listed', '200, listed', '200, listed']);
    const items = async (get: Person['get']) => (await taken(get<Readonly<{ items: readonly Readonly<{ subject: { id: string }; answers: object }>[] }>>(`/v1/overdue?limit=500&minPosition=${position}`))).items.filter(({ subject }) => subject.id === third);
    for (const get of [people.get, as(CHENGDU)]) expect(await items(get)).toMatchObject([{ answers: { organisation: 'late-park', regions: ['510100'] } }]);

    const version = async (id: string): Promise<number> => (await taken(people.get<{ version: number }>(`/v1/pacts/${id}`))).version;
    const text = await (await fetch(`${node.apis[0]?.url}/v1/pacts/${frozen}/text`, { headers: { Authorization: `Bearer ${node.keys[CHONGQING]}` } })).text();
    const signing = { ...late.signer(), signature: late.jws(text) };
    expect(told(await pacts.act(frozen, 'sign', CHENGDU, signing))).toMatch(/^403 /);
    expect(told(await people.command(`/v1/pacts/${frozen}/sign`, signing, await version(frozen)))).toBe('200');
    expect(told(await people.command(`/v1/pacts/${offered}/freeze`, {}, await version(offered)))).toBe('200');
    expect(told(await people.command(`/v1/pacts/${draft}/propose`, {}))).toBe('200');
    expect(told(await people.command(`/v1/pacts/${third}/report-obligation`, { obligation: 'plan', on: '2024-06-15' }))).toBe('200');
    const now = await newest(third);
    expect(await Promise.all([draft, offered, frozen, third].map((id) => toldOf(people.get, id, now)))).toEqual(['200, listed', '200, listed, sign-pact', '200, listed', '200, listed']);
    // They are who drafted it: what it said from the first is theirs to read, and the officers' no more.
    expect((await taken(people.get<{ history: readonly Line[] }>(`/v1/pacts/${draft}`))).history.map(({ data }) => data === null)).toEqual([false, false]);
    expect(await history(draft, CHENGDU)).toEqual(['PactDrafted untold', 'PactProposed told']);
    // A pact that names it is known to its people, who may hang another from it.
    const child = { id: randomUUID(), text: textOf([side, two], { parent: third }) };
    expect(told(await people.command('/v1/pacts', { ...child, as: late.id }))).toBe('201');
  });

  it('are seen by the people of the body that one was merged into, and by those over its region', async () => {
    const [former, into] = [await signatory(node, '被合并的园区', { region: '510100' }), await signatory(node, '合并后的园区', { region: '310000', account: 'merged-park' })];
    const side: Side = { by: former, as: CHENGDU };
    const id = await pacts.frozen([two, side]);
    const alliance = await taken(node.command('/v1/alliances', CHONGQING, { name: { zh: '合并联盟' }, kind: 'industry', founders: [two.by.id, former.id], as: two.by.id }));
    const people = await person(node, { principal: 'merged-1', organisation: 'merged-park', role: 'region', region: '440000' });
    const before = await newest(id);
    const todo = async (get: Person['get'], position: number): Promise<readonly string[]> => {
      const { items } = await taken(get<Work>(`/v1/work?limit=500&task=agree-to-found&minPosition=${position}`));
      return items.filter(({ subject }) => subject.id === alliance.id).map(({ task }) => task);
    };
    expect([await toldOf(people.get, id, before), await toldOf(as(SHANGHAI), id, before), await toldOf(as(CHENGDU), id, before)]).toEqual(['404, not listed', '404, not listed', '200, listed, sign-pact']);
    expect([await todo(people.get, alliance.position), await todo(as(CHENGDU), alliance.position)]).toEqual([[], ['agree-to-found']]);
    const { position } = await taken(node.command(`/v1/organisations/${former.id}/merge`, ADMIN, { into: into.id, reason }));
    expect([await toldOf(people.get, id, position), await toldOf(as(SHANGHAI), id, position), await toldOf(as(CHENGDU), id, position)]).toEqual(['200, listed, sign-pact', '200, listed', '200, listed']);
    expect([await todo(people.get, position), await todo(as(CHENGDU), position)]).toEqual([['agree-to-found'], []]);
    const undone = await taken(node.command(`/v1/organisations/${former.id}/unmerge`, ADMIN, { reason }));
    expect([await toldOf(people.get, id, undone.position), await toldOf(as(SHANGHAI), id, undone.position), await toldOf(as(CHENGDU), id, undone.position)]).toEqual(['404, not listed', '404, not listed', '200, listed, sign-pact']);

    // Of a body that has its account no more, the officers of its region do what its people were asked for.
    const theirs = await pacts.draft([two, { by: into, as: SHANGHAI }]);
    const offered = await taken(pacts.act(theirs, 'propose', CHONGQING, { as: two.by.id }));
    expect([await toldOf(people.get, theirs, offered.position), await toldOf(as(SHANGHAI), theirs, offered.position)]).toEqual(['200, listed, answer-offer', '200, listed']);
    const released = await taken(node.command(`/v1/organisations/${into.id}/release`, ADMIN, { kind: 'account', reason }));
    expect([await toldOf(people.get, theirs, released.position), await toldOf(as(SHANGHAI), theirs, released.position)]).toEqual(['200, listed', '200, listed, answer-offer']);
  });

  it('are found by a region that what they are about is, or lies in, or is a set with', async () => {
    const parties = [{ organisation: three.by.id }, { organisation: two.by.id }];
    const set = randomUUID().slice(0, 8);
    const defined = await node.command('/v1/region-sets', ADMIN, { id: `set-${set}`, name: { zh: '川沪区域' }, members: [{ region: '510100' }, { region: '310000' }], source });
    expect(told(defined)).toBe('201');
    let newestOf = 0;
    const about = async (territory: string): Promise<readonly [string, string]> => {
      const pact = await taken(node.command('/v1/pacts', ADMIN, { kind: 'framework', title: { zh: territory }, parties, territory, source }));
      const alliance = await taken(node.command('/v1/alliances', ADMIN, { name: { zh: territory }, kind: 'industry', founders: [two.by.id], territory, foundedOn: '2024', source }));
      newestOf = alliance.position;
      return [pact.id, alliance.id];
    };
    const made = [await about('510100'), await about('510000'), await about(`set-${set}`)];
    const found = async (kind: string, region: string, n: 0 | 1): Promise<readonly number[]> => {
      const { items } = await taken(node.get<Listed>(`/v1/${kind}?limit=500&region=${region}&minPosition=${newestOf}`, BANK));
      return made.flatMap((pair, at) => (items.some(({ id }) => id === pair[n]) ? [at] : []));
    };
    for (const [kind, n] of [['pacts', 0], ['alliances', 1]] as const) {
      expect([kind, await found(kind, '510100', n), await found(kind, '510000', n), await found(kind, '440000', n), await found(kind, '510104', n)]).toEqual([kind, [0, 2], [0, 1, 2], [], []]);
      expect([kind, await found(kind, '500000', n)]).toEqual([kind, [0, 1, 2]]);
    }
  });

  it('leave views that a fresh fold of the log makes again', async () => expect(await differencesToAFreshFold(node.databaseUrl)).toEqual([]));
});
