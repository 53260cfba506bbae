import { type Alliances, alliancesOn, called, charter as source, type Member, type Members, type Page } from '../support/alliances.js';
import { differencesToAFreshFold } from '../support/fold.js';
import { faults, told } from '../support/http.js';
import { dayInShanghai, taken } from '../support/keys.js';
import { type MetricBody } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { person } from '../support/people.js';
import { ADMIN, CHENGDU, CHONGQING, reason, SHANGHAI } from '../support/samples.js';

const BANK = 'bank';
/** An api that lives four days later than the first one. */
const LATER = 1;

describe('alliances', () => {
  let node: TestNode;
  let { chengdu, chongqing, shanghai, parks, register, act, get, membersOf, counted, founded, applied } = {} as Alliances;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apisAheadDays: [4] });
    ({ chengdu, chongqing, shanghai, parks, register, act, get, membersOf, counted, founded, applied } = await alliancesOn(node));
  });
  afterAll(() => node?.stop());

  it('are what a document tells: ten members on the first day, and an eleventh who had joined on the third and was entered on the fifth', async () => {
    const founders = [chengdu, chongqing, shanghai, ...parks.slice(0, 7)];
    const recorded = await taken(node.command('/v1/alliances', ADMIN, { ...called('长三角软件产业基地联盟'), founders, foundedOn: '2024-03-01', source }));
    const admitted = await taken(act(recorded.id, 'admit', ADMIN, { organisation: parks[7], on: '2024-03-03', source }));
    const [known, later] = [`asOf=position:${recorded.position}`, `asOf=position:${admitted.position}`];
    expect(await counted(recorded.id, `validAt=2024-03-04&${known}`)).toEqual(['10', '10', '10']);
    expect(await counted(recorded.id, `validAt=2024-03-04&${later}`)).toEqual(['11', '11', '11']);
    expect(await counted(recorded.id, `validAt=2024-03-02&${later}`)).toEqual(['10', '10', '10']);
    expect(await counted(recorded.id, `validAt=2024-02-29&${later}`)).toEqual(['0', '0', '0']);
    const { members } = await membersOf(recorded.id, `validAt=2024-03-03&minPosition=${admitted.position}`);
    expect(members.at(-1)).toMatchObject({ organisation: parks[7], grade: 'member', since: '2024-03-03', suspended: false, known: 'attested' });
    expect(told(await act(recorded.id, 'apply', CHENGDU, { organisation: parks[8] }))).toBe('409 alliance/attested');
  });

  it('are founded by all of their founders, and count the same on the days of an api that lives later', async () => {
    const [d2, d3, d4] = [1, 2, 3].map(dayInShanghai);
    const id = await founded('川渝软件园区联盟', [chengdu, chongqing, shanghai, ...parks.slice(0, 7)], { admission: 'secretariat' });
    const application = await applied(id, parks[7]);
    const { version } = await get(id);
    expect(await applied(id, parks[7])).toBe(application);
    expect((await get(id)).version).toBe(version);
    const before = (await membersOf(id, '')).asOf.position;
    expect(faults(await act(id, 'admit', CHENGDU, { application, on: d3 }))).toEqual(['/on alliance/date-in-future']);
    const admitted = await taken(act(id, 'admit', CHENGDU, { application, on: d3 }, { api: LATER }));
    expect(await counted(id, `validAt=${d4}&asOf=position:${before}`)).toEqual(['10', '10', '10']);
    expect(await counted(id, `validAt=${d4}&asOf=position:${admitted.position}`)).toEqual(['11', '11', '11']);
    expect(await counted(id, `validAt=${d2}&asOf=position:${admitted.position}`)).toEqual(['10', '10', '10']);
    // Without a day, a question as of a moment is about the day of that moment, and else about today.
    const later = async (query: string): Promise<readonly [string, number]> => {
      const { day, count } = await membersOf(id, query, LATER);
      return [day, count];
    };
    expect([await later(`asOf=position:${admitted.position}`), await later('')]).toEqual([[dayInShanghai(), 10], [dayInShanghai(4), 11]]);
    expect(faults(await act(id, 'admit', CHENGDU, { application: await applied(id, parks[8]), on: dayInShanghai(-1) }))).toEqual(['/on alliance/before-founding']);
  });

  it('are not founded where one of them declines', async () => {
    const { id } = await taken(node.command('/v1/alliances', CHENGDU, { ...called('未成联盟'), founders: [chengdu, chongqing, shanghai], as: chengdu }));
    expect(told(await act(id, 'found', BANK, {}))).toBe('403 party/none-of-yours');
    expect(told(await act(id, 'found', CHONGQING, { as: shanghai }))).toBe('403 party/not-yours');
    expect([told(await act(id, 'found', CHONGQING, {})), told(await act(id, 'found', CHONGQING, {}))]).toEqual(['200', '200']);
    expect(told(await act(id, 'decline', CHONGQING, { reason }))).toBe('409 alliance/agreed');
    expect(told(await act(id, 'apply', CHENGDU, { organisation: parks[0] }))).toBe('409 alliance/forming');
    expect(await get(id)).toMatchObject({ status: 'forming', version: 2, count: 0, founders: [{ organisation: chengdu, agreed: true }, { organisation: chongqing, agreed: true }, { organisation: shanghai, agreed: false }] });
    const declined = await act(id, 'decline', SHANGHAI, { reason });
    expect(told(declined)).toBe('200');
    expect(await get(id)).toMatchObject({ status: 'lapsed', declined: { organisation: shanghai, reason } });
    expect(told(await act(id, 'found', SHANGHAI, {}))).toBe('409 alliance/lapsed');
    expect(await counted(id, `asOf=position:${declined.body.position}`)).toEqual(['0', '0', '0']);
  });

  it('are founded once where all agree at once', async () => {
    const { id } = await taken(node.command('/v1/alliances', CHENGDU, { ...called('同时成立联盟'), founders: [chengdu, chongqing, shanghai], as: chengdu }));
    const answers = await Promise.all([CHONGQING, SHANGHAI, CHONGQING, SHANGHAI].map((as) => act(id, 'found', as, {})));
    expect(answers.map(told)).toEqual(['200', '200', '200', '200']);
    const { status, count, history } = await get(id);
    expect([status, count, history.map(({ type }) => type)]).toEqual(['founded', 3, ['AllianceProposed', 'FounderAgreed', 'FounderAgreed', 'AllianceFounded']]);
  });

  it('take a body once, however many enter it at once', async () => {
    const { id } = await taken(node.command('/v1/alliances', ADMIN, { ...called('同时入盟联盟'), founders: [chengdu], foundedOn: '2024-01-01', source }));
    const same = await Promise.all([0, 1].map((api) => act(id, 'admit', ADMIN, { organisation: parks[0], on: '2024-02-01', source }, { api })));
    expect(same.map(told)).toEqual(['200', '200']);
    const others = await Promise.all(['2024-03-01', '2024-03-02'].map((on, api) => act(id, 'admit', ADMIN, { organisation: parks[1], on, source }, { api })));
    expect(others.map(told).sort()).toEqual(['200', '409 alliance/member-already']);
    const { count, version } = await get(id);
    expect([count, version]).toEqual([3, 3]);
    expect(await counted(id, `minPosition=${Math.max(...others.map(({ body }) => body.position ?? 0))}`)).toEqual(['3', '3', '3']);
  });

  it('regrade, suspend and reinstate members, who leave by their own word', async () => {
    const id = await founded('进退联盟', [chengdu, chongqing, shanghai]);
    const today = dayInShanghai();
    const [d2, d3, d4] = [1, 2, 3].map(dayInShanghai);
    expect(told(await act(id, 'regrade', CHONGQING, { organisation: shanghai, grade: 'vice-chair', on: today, reason }))).toBe('403 alliance/not-the-secretariat');
    expect(told(await act(id, 'regrade', CHENGDU, { organisation: parks[0], grade: 'vice-chair', on: today, reason }))).toBe('409 alliance/not-a-member');
    await taken(act(id, 'regrade', CHENGDU, { organisation: shanghai, grade: 'vice-chair', on: d2, reason }, { api: LATER }));
    await taken(act(id, 'suspend', CHENGDU, { organisation: shanghai, from: d3, reason }, { api: LATER }));
    for (const from of [d4, d3]) expect(told(await act(id, 'suspend', CHENGDU, { organisation: shanghai, from, reason }, { api: LATER }))).toBe('200');
    const reinstated = await taken(act(id, 'reinstate', CHENGDU, { organisation: shanghai, on: d4, reason }, { api: LATER }));
    expect(told(await act(id, 'suspend', CHENGDU, { organisation: shanghai, from: d2, reason }, { api: LATER }))).toBe('409 alliance/suspended-then');
    const onDay = async (day: string | undefined): Promise<unknown> => {
      const { members } = await membersOf(id, `validAt=${day}`);
      const { rows } = await taken(node.get<MetricBody>(`/v1/metrics/alliances.members?alliance=${id}&region=310000&by=memberGrade,standing&validAt=${day}&minPosition=${reinstated.position}`));
      const { grade, since, gradeSince, suspended } = members.find(({ organisation }) => organisation === shanghai) as Member;
      return [grade, since, gradeSince, suspended, rows.filter(({ value }) => value !== '0').map(({ memberGrade, standing, value }) => [memberGrade, standing, value])];
    };
    expect(await onDay(today)).toEqual(['member', today, today, false, [['member', 'active', '1']]]);
    expect(await onDay(d2)).toEqual(['vice-chair', today, d2, false, [['vice-chair', 'active', '1']]]);
    expect(await onDay(d3)).toEqual(['vice-chair', today, d2, true, [['vice-chair', 'suspended', '1']]]);
    expect(await onDay(d4)).toEqual(['vice-chair', today, d2, false, [['vice-chair', 'active', '1']]]);

    expect(told(await act(id, 'withdraw', CHENGDU, { organisation: shanghai, on: d4, reason }, { api: LATER }))).toBe('403 party/not-yours');
    const left = await taken(act(id, 'withdraw', SHANGHAI, { organisation: shanghai, on: d4, reason }, { api: LATER }));
    expect((await act(id, 'withdraw', SHANGHAI, { organisation: shanghai, on: d4, reason }, { api: LATER })).body.version).toBe(left.version);
    expect([await counted(id, `validAt=${d3}&minPosition=${left.position}`), await counted(id, `validAt=${d4}&minPosition=${left.position}`)]).toEqual([['3', '3', '3'], ['2', '2', '2']]);
    const struck = await taken(act(id, 'strike', CHENGDU, { organisation: chongqing, reason }));
    expect(await counted(id, `validAt=${d3}&minPosition=${struck.position}`)).toEqual(['2', '2', '2']);
    expect(await counted(id, `validAt=${d3}&asOf=position:${left.position}`)).toEqual(['3', '3', '3']);

    const appointed = await act(id, 'appoint', CHENGDU, { organisation: chongqing, from: today, to: d2 });
    expect([told(appointed), (await get(id)).secretariat]).toMatchObject(['200', { organisation: chongqing, to: d2 }]);
    expect(told(await act(id, 'strike', CHENGDU, { organisation: shanghai, reason }))).toBe('403 alliance/not-the-secretariat');
  });

  it('are announced beside what is recorded, and tell apart who joined on no stated day', async () => {
    const nowhere = await register('无地区机构', undefined);
    const { id } = await taken(node.command('/v1/alliances', ADMIN, { ...called('公布联盟'), founders: [parks[0], parks[1]], territory: '510000', source }));
    await taken(act(id, 'admit', ADMIN, { organisation: parks[2], on: '2024-05', source }));
    const last = await taken(act(id, 'admit', ADMIN, { organisation: nowhere, on: '2024-06-01', source }));
    const claim = await taken(node.command('/v1/claims', ADMIN, {
      metric: 'alliances.members', scope: { territory: '510000', alliance: id }, quantity: { value: '10', unit: 'member', text: '10家发起成员' }, source, statedOn: '2024-06-30',
    }));
    const told_ = await membersOf(id, `minPosition=${claim.position}`);
    expect([told_.count, told_.undatedCount, told_.withoutRegion, told_.undated.map(({ organisation, since }) => [organisation, since])]).toEqual([2, 2, 1, [[parks[0], null], [parks[1], null]]]);
    expect(told_.announced).toMatchObject([{ claim: claim.id, quantity: { value: '10', text: '10家发起成员' }, recorded: { value: '1', difference: '-9', differenceLow: '-9', differenceHigh: '-9' } }]);
    const [path] = told_.announced.map(({ recorded }) => recorded.question ?? '');
    expect((await taken(node.get<MetricBody>(path ?? ''))).totals[0]?.value).toBe('1');
    expect((await membersOf(id, `asOf=position:${last.position}`)).announced).toEqual([]);
    // What was announced is no secret, and neither is what it stands beside: the members are in the same answer.
    for (const as of [BANK, SHANGHAI, CHENGDU]) {
      expect([as, (await taken(node.get<Members>(`/v1/alliances/${id}/members`, as))).announced]).toMatchObject([as, [{ claim: claim.id, quantity: { value: '10' }, recorded: { value: '1', difference: '-9' } }]]);
    }
  });

  it('are entered by an association over them, with a source', async () => {
    const other = await person(node, { principal: 'shanghai-association', organisation: 'shanghai-association', role: 'administrator', region: '310000' });
    const body = { ...called('他处联盟'), founders: [parks[0]], source };
    expect(told(await other.command('/v1/alliances', body))).toBe('403 party/attest-not-yours');
    expect(told(await node.command('/v1/alliances', CHENGDU, body))).toBe('403 party/attest-not-yours');
    expect(told(await node.command('/v1/alliances', 'report', body))).toBe('403 access/not-your-route');
    const { id } = await taken(node.command('/v1/alliances', ADMIN, body));
    expect(told(await other.command(`/v1/alliances/${id}/admit`, { organisation: parks[1], on: '2024', source }))).toBe('403 party/attest-not-yours');
    expect(faults(await act(id, 'admit', ADMIN, { organisation: parks[1], on: '2024' }))).toEqual(['/source party/source-required']);
  });

  it('name every fault of what is sent', async () => {
    const several = await node.command('/v1/alliances', CHENGDU, { name: {}, kind: 'club', founders: [chengdu, chengdu, 'x'], rules: { quorum: '3/2', majority: 'most' }, secretary: 1 });
    expect(told(several)).toBe('422 request/invalid');
    expect(faults(several)).toEqual([
      '/founders/1 alliance/founder-twice', '/founders/2 request/invalid-format', '/kind request/invalid-value', '/name title/empty', '/rules/majority request/invalid-value', '/rules/quorum alliance/quorum-malformed', '/secretary request/unrecognized-keys',
    ]);
    const twice = await node.command('/v1/alliances', CHENGDU, { ...called('重复'), founders: [chengdu, chongqing, chengdu] });
    expect(faults(twice)).toEqual(['/founders/2 alliance/founder-twice']);
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect(faults(await node.command('/v1/alliances', CHENGDU, { ...called('无此机构'), founders: [chengdu, unknown, '10000000-0000-4000-8000-000000000000'] }))).toEqual(['/founders/1 party/unknown', '/founders/2 party/unknown']);
    expect(faults(await node.command('/v1/alliances', ADMIN, { ...called('录入'), founders: [unknown], source: { document: '章程' } }))).toEqual(['/source/quote request/invalid-type']);
    const { id } = await taken(node.command('/v1/alliances', ADMIN, { ...called('查错联盟'), founders: [chengdu], foundedOn: '2024', source }));
    expect(faults(await act(id, 'admit', ADMIN, { on: '2024-13', grade: 'king', source: {} }))).toEqual(expect.arrayContaining(['/grade request/invalid-value', '/source/document request/invalid-type', '/source/quote request/invalid-type']));
    expect(told(await node.get(`/v1/alliances/${unknown}`))).toBe('404 request/not-found');
    expect(told(await act(unknown, 'found', CHENGDU, {}))).toBe('404 alliance/not-found');
    expect(told(await act(id, 'admit', ADMIN, { organisation: chongqing, on: '2024-02', source }, { ifMatch: 7 }))).toBe('412 request/version-moved');
    expect(told(await node.command('/v1/alliances', ADMIN, { id, ...called('同号'), founders: [chengdu], source }))).toBe('409 alliance/exists');
    expect(faults(await node.get(`/v1/alliances/${id}/members?validAt=soon&asOf=then`))).toEqual(['/asOf read/as-of-malformed', '/validAt read/valid-at-malformed']);
  });

  it('answer with an ETag, a repetition with its receipt, and a dry run with what it would record', async () => {
    const body = { ...called('回执联盟'), founders: [chengdu], foundedOn: '2024', source };
    const rehearsed = await node.command<{ events: readonly { type: string }[] }>('/v1/alliances?dryRun=true', ADMIN, body);
    expect([rehearsed.status, rehearsed.body.events.map(({ type }) => type)]).toEqual([200, ['AllianceRecorded']]);
    const [first, again] = [await node.command('/v1/alliances', ADMIN, body, { key: 'alliance-once' }), await node.command('/v1/alliances', ADMIN, body, { key: 'alliance-once' })];
    expect([told(first), first.headers.get('location'), first.body, again.headers.get('idempotent-replayed')]).toEqual(['201', `/v1/alliances/${first.body.id}`, again.body, 'true']);
    const answer = await node.get(`/v1/alliances/${first.body.id}`);
    expect(answer.headers.get('etag')).toBe('"1"');
    const id = await founded('演练联盟', [chengdu, chongqing]);
    const dry = await node.command<{ events: readonly { type: string; data: object }[]; entries: readonly object[] }>(`/v1/alliances/${id}/apply?dryRun=true`, CHENGDU, { organisation: parks[3] });
    expect(dry.body.events).toMatchObject([{ type: 'MembershipApplied', data: { alliance: id } }]);
    expect((await get(id)).applications).toEqual([]);
  });

  it('are listed page by page as they stood when the first was made', async () => {
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) made.push((await taken(node.command('/v1/alliances', ADMIN, { ...called(`列表联盟${n}`), kind: 'technology', founders: [parks[n]], territory: n < 3 ? '510000' : null, foundedOn: '2024-01-01', source }))).id);
    const { position } = await taken(act(made[0] ?? '', 'admit', ADMIN, { organisation: shanghai, on: '2024-02-01', source }));
    const first = await taken(node.get<Page>(`/v1/alliances?kind=technology&limit=2&minPosition=${position}`));
    await taken(act(made[4] ?? '', 'admit', ADMIN, { organisation: shanghai, on: '2024-02-01', source }));
    const seen = [...first.items];
    for (let cursor = first.next; cursor !== null; ) {
      const page: Page = await taken(node.get<Page>(`/v1/alliances?kind=technology&limit=2&cursor=${cursor}`));
      seen.push(...page.items);
      cursor = page.next;
    }
    expect(seen.map(({ id, count }) => [id, count])).toEqual(made.map((id, n) => [id, n === 0 ? 2 : 1]));
    const found = async (query: string): Promise<readonly string[]> => (await taken(node.get<Page>(`/v1/alliances?kind=technology&${query}&minPosition=${position}`, BANK))).items.map(({ id }) => id);
    expect(await found(`organisation=${shanghai}`)).toContain(made[0]);
    expect(await found(`organisation=${parks[1]}`)).toEqual([made[1]]);
    expect(await found('territory=510000')).toEqual(made.slice(0, 3));
    expect(await found('region=310000&validAt=2024-01-15')).toEqual([]);
    expect(await found(`region=510107&limit=500`)).toEqual([made[1], made[3]]);
    expect((await found(`changedAfter=${position - 1}`))[0]).toBe(made[0]);
    expect(told(await node.get(`/v1/alliances?kind=industry&cursor=${first.next}`))).toBe('422 request/invalid');
  });

  it('leave views that a fresh fold of the log makes again', async () => expect(await differencesToAFreshFold(node.databaseUrl)).toEqual([]));
});
