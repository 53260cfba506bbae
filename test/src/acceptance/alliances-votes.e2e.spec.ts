import { type Alliances, alliancesOn, charter as source } from '../support/alliances.js';
import { evidence } from '../support/evidence.js';
import { differencesToAFreshFold } from '../support/fold.js';
import { faults, told } from '../support/http.js';
import { dayInShanghai, taken } from '../support/keys.js';
import { startNode, type TestNode } from '../support/node.js';
import { ADMIN, CHENGDU, CHONGQING, reason, SHANGHAI } from '../support/samples.js';

const BANK = 'bank';
/** An api that lives four days later than the first one. */
const LATER = 1;

describe('alliances', () => {
  let node: TestNode;
  let { chengdu, chongqing, shanghai, parks, register, act, get, founded, applied } = {} as Alliances;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apisAheadDays: [4] });
    ({ chengdu, chongqing, shanghai, parks, register, act, get, founded, applied } = await alliancesOn(node));
  });
  afterAll(() => node?.stop());

  it('let their members vote on who joins: too few the first time, and asked again, by letter too', async () => {
    const id = await founded('投票联盟', [chengdu, chongqing, shanghai], { quorum: '2/3' });
    expect(told(await act(id, 'apply', SHANGHAI, { organisation: parks[0] }))).toBe('403 party/not-yours');
    const application = await applied(id, parks[0]);
    expect(told(await act(id, 'admit', CHENGDU, { application, on: dayInShanghai() }))).toBe('409 alliance/vote-needed');
    expect(told(await act(id, 'vote', CHONGQING, { application, choice: 'for' }))).toBe('409 alliance/vote-not-open');
    expect(told(await act(id, 'open-vote', CHONGQING, { application, closesOn: dayInShanghai() }))).toBe('403 alliance/not-the-secretariat');
    expect(told(await act(id, 'open-vote', CHENGDU, { application, closesOn: dayInShanghai(1) }))).toBe('200');
    expect(told(await act(id, 'vote', CHONGQING, { application, choice: 'for' }))).toBe('200');
    expect(told(await act(id, 'vote', CHONGQING, { application, choice: 'against' }))).toBe('409 alliance/voted');
    expect(told(await act(id, 'vote', BANK, { application, choice: 'for' }))).toBe('403 party/none-of-yours');
    expect(told(await act(id, 'vote', CHENGDU, { as: parks[0], application, choice: 'for' }))).toBe('403 alliance/not-in-electorate');
    expect(told(await act(id, 'admit', CHENGDU, { application, on: dayInShanghai() }))).toBe('409 alliance/vote-open');

    const open = await get(id);
    expect(open.applications).toMatchObject([{ application, status: 'voting', ballots: [{ quorum: 2, voted: 1, outcome: 'open', votes: null }] }]);
    expect(open.applications[0]?.ballots[0]?.electorate.map(({ organisation, voted, choice }) => [organisation, voted, choice])).toEqual([[chengdu, false, null], [chongqing, true, null], [shanghai, false, null]]);
    expect(open.history.at(-1)).toMatchObject({ type: 'VoteCast', data: { choice: null } });

    const over = await get(id, '', LATER);
    expect(over.applications).toMatchObject([{ status: 'no-quorum', ballots: [{ outcome: 'no-quorum', votes: { for: 1, against: 0, abstain: 0 } }] }]);
    expect(over.history.at(-1)).toMatchObject({ type: 'VoteCast', data: { choice: 'for' } });
    expect(told(await act(id, 'vote', SHANGHAI, { application, choice: 'for' }, { api: LATER }))).toBe('409 alliance/vote-closed');
    expect(told(await act(id, 'admit', CHENGDU, { application, on: dayInShanghai() }, { api: LATER }))).toBe('409 alliance/no-quorum');

    expect(told(await act(id, 'open-vote', CHENGDU, { application, closesOn: dayInShanghai(6) }, { api: LATER }))).toBe('200');
    expect(told(await act(id, 'vote', CHENGDU, { application, choice: 'abstain', as: chengdu }, { api: LATER }))).toBe('200');
    const letter = { receivedOn: dayInShanghai(4), evidence: [await evidence(node, CHENGDU)] };
    expect(told(await act(id, 'vote', CHONGQING, { as: shanghai, application, choice: 'for', letter }))).toBe('403 alliance/letter-by-secretariat');
    expect(faults(await act(id, 'vote', CHENGDU, { as: shanghai, application, choice: 'for', letter: { ...letter, evidence: [chengdu] } }, { api: LATER }))).toEqual(['/letter/evidence/0 document/unknown']);
    expect(faults(await act(id, 'vote', CHENGDU, { as: shanghai, application, choice: 'for', letter: { ...letter, receivedOn: dayInShanghai(3) } }, { api: LATER }))).toEqual(['/letter/receivedOn alliance/letter-too-early']);
    expect(told(await act(id, 'vote', CHENGDU, { as: shanghai, application, choice: 'for', letter }, { api: LATER }))).toBe('200');
    expect((await get(id)).applications[0]?.ballots[1]).toMatchObject({ voted: 2, outcome: 'open', votes: null });
    expect(told(await act(id, 'vote', CHONGQING, { application, choice: 'for' }, { api: LATER }))).toBe('200');
    const decided = await get(id);
    expect(decided.applications[0]).toMatchObject({ status: 'passed', ballots: [{ outcome: 'no-quorum' }, { voted: 3, outcome: 'passed', votes: { for: 2, against: 0, abstain: 1 } }] });
    expect(decided.applications[0]?.ballots[1]?.electorate.find(({ organisation }) => organisation === shanghai)).toMatchObject({ byLetter: true, choice: 'for' });
    expect(told(await act(id, 'admit', CHENGDU, { application, grade: 'council-member', on: dayInShanghai() }))).toBe('200');
    expect((await get(id)).members.at(-1)).toMatchObject({ organisation: parks[0], grade: 'council-member', known: 'submitted' });
  });

  it('say no for good, until another application', async () => {
    const id = await founded('否决联盟', [chengdu, chongqing, shanghai], { majority: 'unanimous' });
    const application = await applied(id, parks[0]);
    await taken(act(id, 'open-vote', CHENGDU, { application, closesOn: dayInShanghai(2) }));
    await Promise.all([[CHENGDU, 'for', chengdu], [CHONGQING, 'against', chongqing], [SHANGHAI, 'for', shanghai]].map(([as = '', choice, body]) => taken(act(id, 'vote', as, { as: body, application, choice }))));
    expect((await get(id)).applications).toMatchObject([{ status: 'failed', ballots: [{ votes: { for: 2, against: 1, abstain: 0 } }] }]);
    expect(told(await act(id, 'admit', CHENGDU, { application, on: dayInShanghai() }))).toBe('409 alliance/vote-failed');
    expect(await applied(id, parks[0])).not.toBe(application);
  });

  it('know who speaks for a member today: its own people, since it has an account, and those of the body that it was merged into', async () => {
    const [own, merged, into] = [await register('后有账户的园区', '510107'), await register('被合并的园区', '510107'), await register('合并后的园区', '510107')];
    const id = await founded('成员变动联盟', [chengdu, own, merged]);
    const application = await applied(id, parks[4]);
    await taken(act(id, 'open-vote', CHENGDU, { application, closesOn: dayInShanghai(2) }));
    await taken(node.command(`/v1/organisations/${own}/identify`, ADMIN, { account: 'icbc-chengdu-branch', source }));
    expect(told(await act(id, 'vote', CHENGDU, { as: own, application, choice: 'for' }))).toBe('403 party/not-yours');
    expect(told(await act(id, 'vote', BANK, { application, choice: 'for' }))).toBe('200');
    await taken(node.command(`/v1/organisations/${merged}/merge`, ADMIN, { into, reason }));
    expect(told(await act(id, 'vote', CHENGDU, { as: merged, application, choice: 'for' }))).toBe('200');
    expect(told(await act(id, 'apply', CHENGDU, { organisation: into }))).toBe('409 alliance/member-already');
    expect(told(await act(id, 'withdraw', CHENGDU, { organisation: own, on: dayInShanghai(), reason }))).toBe('403 party/not-yours');
    expect(told(await act(id, 'withdraw', BANK, { organisation: own, on: dayInShanghai(), reason }))).toBe('200');
  });

  it('leave views that a fresh fold of the log makes again', async () => expect(await differencesToAFreshFold(node.databaseUrl)).toEqual([]));
});
