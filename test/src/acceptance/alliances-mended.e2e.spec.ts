import { type Alliances, alliancesOn, called, charter as source, type Page } from '../support/alliances.js';
import { differencesToAFreshFold } from '../support/fold.js';
import { faults, told } from '../support/http.js';
import { dayInShanghai, taken } from '../support/keys.js';
import { startNode, type TestNode } from '../support/node.js';
import { ADMIN, CHENGDU, CHONGQING, reason, SHANGHAI } from '../support/samples.js';

type Work = Readonly<{ items: readonly Readonly<{ task: string; about: string; subject: Readonly<{ id: string }>; act: Readonly<{ href: string }> }>[] }>;
/** An api that lives four days later than the first one. */
const LATER = 1;

/** What is put right, taken back and refused; and what is asked of nobody then. */
describe('alliances', () => {
  let node: TestNode;
  let { chengdu, chongqing, shanghai, parks, register, act, get, membersOf, counted, founded, applied } = {} as Alliances;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apisAheadDays: [4] });
    ({ chengdu, chongqing, shanghai, parks, register, act, get, membersOf, counted, founded, applied } = await alliancesOn(node));
  });
  afterAll(() => node?.stop());

  const three = (): readonly string[] => [chengdu, chongqing, shanghai];
  const close = (id: string | undefined): Promise<unknown> => taken(node.command(`/v1/organisations/${id}/close`, ADMIN, { on: dayInShanghai(-1), reason, source }));
  /** What an alliance asks of somebody, as `task verb`. */
  const work = async (id: string, as: string): Promise<readonly string[]> => {
    const { position } = (await membersOf(id, '')).asOf;
    const { items } = await taken(node.get<Work>(`/v1/work?limit=500&minPosition=${position}`, as));
    return items.filter(({ subject }) => subject.id === id).map(({ task, act: { href } }) => `${task} ${href.split('/').at(-1)}`);
  };
  const statuses = async (id: string): Promise<readonly string[]> => (await get(id)).applications.map(({ status }) => status);

  it('let an applicant take its application back, and the secretariat decline one where that is for it to say', async () => {
    const id = await founded('撤回申请联盟', three());
    const application = await applied(id, parks[0]);
    expect(told(await act(id, 'decline', SHANGHAI, { application, reason }))).toBe('403 alliance/not-yours-to-close');
    expect(faults(await act(id, 'decline', CHENGDU, { application, reason }))).toEqual(['/as party/say-for-whom']);
    expect(told(await act(id, 'decline', CHENGDU, { as: chengdu, application, reason }))).toBe('409 alliance/vote-needed');
    expect(told(await act(id, 'decline', CHENGDU, { reason }))).toBe('409 alliance/founded');
    expect(await work(id, CHENGDU)).toEqual(['answer-application open-vote']);
    expect(told(await act(id, 'decline', CHENGDU, { as: parks[0], application, reason }))).toBe('200');
    const { version, applications, history } = await get(id);
    expect([applications, history.at(-1)]).toMatchObject([[{ status: 'withdrawn', reason }], { type: 'ApplicationClosed', data: { application, closedBy: 'applicant' } }]);
    expect((await taken(act(id, 'decline', CHENGDU, { as: parks[0], application, reason }))).version).toBe(version);
    expect(await work(id, CHENGDU)).toEqual([]);
    expect(await applied(id, parks[0])).not.toBe(application);

    const alone = await founded('秘书处决定联盟', three(), { admission: 'secretariat' });
    const declined = await applied(alone, parks[1]);
    expect(await work(alone, CHENGDU)).toEqual(['answer-application admit']);
    expect(told(await act(alone, 'decline', CHENGDU, { as: chengdu, application: declined, reason }))).toBe('200');
    expect([await statuses(alone), await work(alone, CHENGDU)]).toEqual([['declined'], []]);
    expect(told(await act(alone, 'admit', CHENGDU, { application: declined, on: dayInShanghai() }))).toBe('409 alliance/application-decided');
  });

  it('take in no body that is gone, nor ask it for anything', async () => {
    const [closing, merged, into, founder] = [await register('将终止的园区', '510107'), await register('将合并的园区', '510107'), await register('合并后园区', '510107'), await register('将终止的发起方', '510107')] as [string, string, string, string];
    const id = await founded('不收终止机构联盟', three(), { admission: 'secretariat' });
    const applications = [await applied(id, closing), await applied(id, merged), await applied(id, into)];
    await close(closing);
    await taken(node.command(`/v1/organisations/${merged}/merge`, ADMIN, { into, reason }));
    for (const application of applications.slice(0, 2)) expect(faults(await act(id, 'admit', CHENGDU, { application, on: dayInShanghai() }))).toEqual(['/application party/gone']);
    expect(told(await act(id, 'admit', CHENGDU, { application: applications[2], on: dayInShanghai() }))).toBe('200');
    expect(await work(id, CHENGDU)).toEqual(['answer-application decline', 'answer-application decline']);
    for (const application of applications.slice(0, 2)) expect(told(await act(id, 'decline', CHENGDU, { as: chengdu, application, reason }))).toBe('200');
    expect([(await get(id)).count, await work(id, CHENGDU)]).toEqual([4, []]);

    const { id: forming } = await taken(node.command('/v1/alliances', CHENGDU, { ...called('发起方终止联盟'), founders: [chengdu, chongqing, founder], as: chengdu }));
    await close(founder);
    expect(told(await act(forming, 'found', CHENGDU, { as: founder }))).toBe('422 party/gone');
    expect(told(await act(forming, 'found', CHONGQING, {}))).toBe('409 alliance/founder-gone');
    expect(told(await act(forming, 'found', CHENGDU, { as: chengdu }))).toBe('409 alliance/founder-gone');
    // Whoever is still there may end it, who had agreed too.
    expect([await work(forming, CHENGDU), await work(forming, CHONGQING)]).toEqual([['agree-to-found decline'], ['agree-to-found decline']]);
    expect(told(await act(forming, 'decline', CHENGDU, { as: chengdu, reason }))).toBe('200');
    expect([(await get(forming)).status, await work(forming, CHONGQING)]).toEqual(['lapsed', []]);
  });

  it('have no members and are in no list on a day before they were founded', async () => {
    const id = await founded('新成立联盟', three(), { admission: 'secretariat' });
    const year = dayInShanghai().slice(0, 4);
    const admitted = await taken(act(id, 'admit', CHENGDU, { application: await applied(id, parks[2]), on: year }));
    expect(await counted(id, `validAt=${dayInShanghai(-1)}&asOf=position:${admitted.position}`)).toEqual(['0', '0', '0']);
    expect(await counted(id, `validAt=${dayInShanghai()}&asOf=position:${admitted.position}`)).toEqual(['4', '4', '4']);
    expect([(await get(id, `?validAt=${dayInShanghai(-1)}`)).status, (await get(id)).status]).toEqual(['not-yet-founded', 'founded']);
    const { id: stated, position } = await taken(node.command('/v1/alliances', ADMIN, { ...called('早年联盟'), kind: 'other', founders: [chengdu], foundedOn: '2020-05', source }));
    const listed = async (query: string): Promise<readonly string[]> => (await taken(node.get<Page>(`/v1/alliances?limit=500&minPosition=${position}&${query}`))).items.map((item) => item.id).filter((each) => [id, stated].includes(each));
    expect([await listed('validAt=2020-04-30'), await listed('validAt=2020-05-01'), await listed('')]).toEqual([[], [stated], [id, stated]]);
  });

  it('put a founder back that was struck, and dates right that were wrong', async () => {
    const id = await founded('更正联盟', three());
    const [today, d2, d3] = [0, 1, 2].map(dayInShanghai) as [string, string, string];
    await taken(act(id, 'strike', CHENGDU, { organisation: shanghai, reason }));
    expect((await get(id)).count).toBe(2);
    await taken(act(id, 'admit', CHENGDU, { organisation: shanghai, on: today }));
    expect((await get(id)).members.map(({ organisation, since }) => [organisation, since])).toEqual([[chengdu, today], [chongqing, today], [shanghai, today]]);
    await taken(act(id, 'withdraw', SHANGHAI, { organisation: shanghai, on: d2, reason }, { api: LATER }));
    const last = await taken(act(id, 'withdraw', SHANGHAI, { organisation: shanghai, on: d3, reason }, { api: LATER }));
    expect([await counted(id, `validAt=${d2}&asOf=position:${last.position}`), await counted(id, `validAt=${d3}&asOf=position:${last.position}`)]).toEqual([['3', '3', '3'], ['2', '2', '2']]);
    expect(faults(await act(id, 'regrade', CHENGDU, { organisation: chongqing, grade: 'observer', on: dayInShanghai(-1), reason }))).toEqual(['/on alliance/before-founding']);
  });

  it('leave it to the secretariat who joins where nobody may vote', async () => {
    const id = await founded('观察员联盟', three());
    const application = await applied(id, parks[3]);
    for (const organisation of three()) await taken(act(id, 'regrade', CHENGDU, { organisation, grade: 'observer', on: dayInShanghai(), reason }));
    expect(told(await act(id, 'open-vote', CHENGDU, { application, closesOn: dayInShanghai(1) }))).toBe('409 alliance/nobody-to-vote');
    expect(await work(id, CHENGDU)).toEqual(['answer-application admit']);
    expect(told(await act(id, 'admit', CHENGDU, { application, on: dayInShanghai() }))).toBe('200');
  });

  it('leave views that a fresh fold of the log makes again', async () => expect(await differencesToAFreshFold(node.databaseUrl)).toEqual([]));
});
