import { contentOf } from '../support/documents.js';
import { evidence } from '../support/evidence.js';
import { dayInShanghai, signatory, taken } from '../support/keys.js';
import { type Accepted, told } from '../support/http.js';
import type { MetricBody } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { type Pacts, pactsOn, type Side } from '../support/pacts.js';
import { person } from '../support/people.js';
import { act as actOnSigning, progress } from '../support/progress.js';
import { submitted } from '../support/road.js';
import { ADMIN, CHENGDU, CHONGQING, plain, SHANGHAI } from '../support/samples.js';

type Item = Readonly<{
  task: string; title: string; about: string | null; subject: Readonly<{ kind: string; id: string; number: string | null; name: string }>; due: string | null; overdue: boolean;
  act: Readonly<{ href: string; ifMatch: string }>; answers: Readonly<{ regions: readonly string[]; organisation: string | null }>; daysLate: number; responsible: Readonly<{ organisation: string }> | null;
}>;
type Page = Readonly<{ items: readonly Item[]; next: string | null; asOf: Readonly<{ position: number }> }>;
type Shown = Readonly<{ references: readonly object[] }>;

const EVERYBODY = [CHENGDU, CHONGQING, SHANGHAI, ADMIN, 'bank'] as const;
const NOT_THERE = '404 request/not-found 404';

/** What pacts and alliances ask of whom, what of it is late, and who reads the papers that they rest on. */
describe('pacts and alliances', () => {
  let node: TestNode;
  let pacts: Pacts;
  let parties: readonly [Side, Side];
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apisAheadDays: [4] });
    pacts = pactsOn(node);
    parties = [
      { by: await signatory(node, '成都软件行业协会', { region: '510100', account: 'region-510100' }), as: CHENGDU },
      { by: await signatory(node, '重庆软件行业协会', { region: '500000', account: 'region-500000' }), as: CHONGQING },
    ];
  });
  afterAll(() => node?.stop());

  const newest = async (id: string): Promise<number> => (await pacts.get(id)).asOf.position;
  const page = (path: string, as: string): Promise<Page> => taken(node.get<Page>(path, as));
  /** What each of them is told to do about something, of those to whom anything is told. */
  const workOn = async (id: string, position: number): Promise<Record<string, string>> => {
    const found = await Promise.all(EVERYBODY.map(async (as) => [as, (await page(`/v1/work?limit=500&minPosition=${position}`, as)).items.filter(({ subject }) => subject.id === id).map(({ task }) => task).join(', ')] as const));
    return Object.fromEntries(found.filter(([, tasks]) => tasks !== ''));
  };
  /** What somebody is told of a document and of its content. */
  const seen = async (as: string, id: string): Promise<string> => `${told(await node.get(`/v1/documents/${id}`, as))} ${(await contentOf(node, as, id)).status}`;
  const referencesOf = async (as: string, id: string): Promise<readonly object[]> => (await taken(node.get<Shown>(`/v1/documents/${id}`, as))).references;

  it('ask a party for its answer and its signature, and nobody else, until it is given', async () => {
    const [first, second] = parties;
    const id = await pacts.draft(parties);
    expect(await workOn(id, (await pacts.get(id, '', CHENGDU)).asOf.position)).toEqual({});
    await taken(pacts.act(id, 'propose', first.as, { as: first.by.id }, { ifMatch: 1 }));
    expect(await workOn(id, await newest(id))).toEqual({ [CHONGQING]: 'answer-offer' });
    await taken(pacts.act(id, 'freeze', second.as, { as: second.by.id }));
    expect(await workOn(id, await newest(id))).toEqual({ [CHENGDU]: 'sign-pact', [CHONGQING]: 'sign-pact' });
    const [item] = (await page(`/v1/work?task=sign-pact&limit=500`, CHENGDU)).items.filter(({ subject }) => subject.id === id);
    expect(item).toMatchObject({ subject: { kind: 'pact', id, number: null, name: '川渝软件产业合作协议' }, about: first.by.id, overdue: false, act: { href: `/v1/pacts/${id}/sign` } });
    expect(item?.title).toMatch(/^Sign /);
    await taken(node.command(item?.act.href ?? '', CHENGDU, await pacts.signature(id, first), { ifMatch: Number(item?.act.ifMatch.replaceAll('"', '')) }));
    expect(await workOn(id, await newest(id))).toEqual({ [CHONGQING]: 'sign-pact' });
    await taken(pacts.sign(id, second));
    expect(await workOn(id, await newest(id))).toEqual({});
  });

  it('stand in one list with signings, what is due first before what is due later', async () => {
    const [first] = parties;
    const owed = (obligation: string, due: string) => ({ obligation, owner: first.by.id, describes: '报送年度报告', due });
    const hosts = [{ region: '510100', share: '0.5' }, { region: '500000', share: '0.5' }];
    const later = await pacts.inForce(parties, { obligations: [owed('later', dayInShanghai(300))] });
    const { id: signing } = await submitted(node, CHONGQING, plain({ hosts: [...hosts].reverse(), project: '待确认' }));
    const soon = await pacts.inForce(parties, { obligations: [owed('soon', dayInShanghai(1))] });
    const ids = [later, signing, soon];
    const whole = (await page(`/v1/work?limit=500&minPosition=${await newest(soon)}`, CHENGDU)).items;
    expect(whole.filter(({ subject }) => ids.includes(subject.id)).map(({ subject, task }) => [subject.kind, subject.id, task])).toEqual([
      ['pact', soon, 'fulfil-obligation'], ['signing', signing, 'confirm'], ['pact', later, 'fulfil-obligation'],
    ]);
    for (const limit of [1, 2]) {
      const items: Item[] = [];
      for (let next: string | null = ''; next !== null; ) {
        const one: Page = await page(`/v1/work?limit=${limit}${next === '' ? '' : `&cursor=${next}`}`, CHENGDU);
        items.push(...one.items);
        next = one.next;
      }
      expect(items).toEqual(whole);
    }
    await actOnSigning(node, signing, 'confirm', CHENGDU, {});
    expect((await page(`/v1/work?limit=500&minPosition=${(await progress(node, signing)).asOf.position}`, CHENGDU)).items.some(({ subject }) => subject.id === signing)).toBe(false);
  });

  it('list an obligation as overdue from the day after its date until it is fulfilled and verified, as the metric counts it', async () => {
    const [first, second] = parties;
    const obligations = [{ obligation: 'report', owner: first.by.id, describes: '报送年度报告', due: '2024-06-30' }, { obligation: 'meeting', owner: second.by.id, describes: '召开联席会议', due: '2024-09' }];
    const before = (await page('/v1/overdue', ADMIN)).asOf.position;
    const id = await pacts.inForce(parties, { obligations });
    const [due] = (await page(`/v1/work?limit=500&minPosition=${await newest(id)}`, CHENGDU)).items.filter(({ subject }) => subject.id === id);
    expect(due).toMatchObject({ task: 'fulfil-obligation', about: 'report', overdue: true, act: { href: `/v1/pacts/${id}/report-obligation` } });
    const late = async (query: string, as: string = ADMIN): Promise<readonly string[]> =>
      (await page(`/v1/overdue?limit=500&minPosition=${await newest(id)}&${query}`, as)).items.filter(({ subject }) => subject.id === id).map(({ about, daysLate }) => `${about} ${daysLate}`);
    const counted = async (query: string): Promise<number> =>
      Number((await taken(node.get<MetricBody>(`/v1/metrics/pacts.obligations-overdue?pact=${id}&minPosition=${await newest(id)}&${query}`))).totals[0]?.value ?? 0);
    expect(await late('validAt=2024-06-30')).toEqual([]);
    expect(await late('validAt=2024-07-01')).toEqual(['report 1']);
    expect(await late('validAt=2024-10-02')).toEqual(['report 94', 'meeting 2']);
    expect(await late('validAt=2024-10-02&region=510000')).toEqual(['report 94']);
    expect(await late('validAt=2024-10-02&region=500000', CHENGDU)).toEqual(['meeting 2']);
    expect(await late(`validAt=2024-10-02&asOf=position:${before}`)).toEqual([]);
    expect(await late('validAt=2024-10-02&edition=cisc-21')).toEqual([]);
    expect(await late('validAt=2024-10-02&task=confirm')).toEqual([]);
    expect(await late('validAt=2024-10-02', SHANGHAI)).toEqual([]);
    const [item] = (await page(`/v1/overdue?limit=500&validAt=2024-10-02&region=510100`, CHONGQING)).items.filter(({ subject }) => subject.id === id);
    expect(item).toMatchObject({ task: 'fulfil-obligation', subject: { kind: 'pact' }, due: '2024-06-30T15:59:59.999Z', answers: { regions: ['510100'], organisation: 'region-510100' }, responsible: { organisation: first.by.id } });

    // Told late, done in time for the second date: what nobody has verified is late as before.
    const known = await newest(id);
    const proof = await evidence(node, CHENGDU);
    await taken(pacts.act(id, 'report-obligation', CHENGDU, { as: first.by.id, obligation: 'report', on: '2024-08-15', evidence: [proof] }));
    expect(await late('validAt=2024-10-02')).toEqual(['report 94', 'meeting 2']);
    expect(await workOn(id, await newest(id))).toEqual({ [CHONGQING]: 'verify-obligation, fulfil-obligation' });
    await taken(pacts.act(id, 'verify-obligation', CHONGQING, { as: second.by.id, obligation: 'report' }));
    expect(await late('validAt=2024-10-02')).toEqual(['meeting 2']);
    expect(await late('validAt=2024-08-14')).toEqual(['report 45']);
    expect(await late(`validAt=2024-10-02&asOf=position:${known}`)).toEqual(['report 94', 'meeting 2']);
    for (const day of ['2024-06-30', '2024-07-01', '2024-08-14', '2024-08-15', '2024-10-02', '2025']) {
      for (const region of ['', '&region=510100', '&region=510000', '&region=500000']) expect([day, region, await counted(`validAt=${day}${region}`)]).toEqual([day, region, (await late(`validAt=${day}${region}`)).length]);
    }
  });

  it('open the evidence of an obligation to the parties of the pact, and to those who check where it is confidential', async () => {
    const [first] = parties;
    const obligations = ['report', 'meeting'].map((obligation) => ({ obligation, owner: first.by.id, describes: '报送', due: null }));
    const id = await pacts.inForce(parties, { obligations, access: 'open' });
    const elsewhere = await person(node, { principal: 'elsewhere', organisation: 'sichuan-association', role: 'administrator', region: '510000' });
    const stranger = await person(node, { principal: 'stranger', organisation: 'shanghai-association', role: 'administrator', region: '310000' });
    const [shared, secret] = [await evidence(node, CHENGDU), await evidence(node, CHENGDU, { access: 'confidential' })];
    for (const as of [CHONGQING, ADMIN, 'auditor']) expect([as, await seen(as, shared)]).toEqual([as, NOT_THERE]);
    await taken(pacts.act(id, 'report-obligation', CHENGDU, { as: first.by.id, obligation: 'report', on: '2024-08-15', evidence: [shared] }));
    await taken(pacts.act(id, 'report-obligation', CHENGDU, { as: first.by.id, obligation: 'meeting', on: '2024-08-15', evidence: [secret, shared] }));
    for (const as of [CHENGDU, CHONGQING, ADMIN, 'auditor']) expect([as, await seen(as, shared)]).toEqual([as, '200 200']);
    // Everybody may read an open pact, and is not party to it.
    expect((await pacts.get(id, '', SHANGHAI)).obligations[0]?.fulfilment?.evidence).toMatchObject([{ document: shared }]);
    for (const as of [SHANGHAI, 'bank']) expect([as, await seen(as, shared)]).toEqual([as, NOT_THERE]);
    for (const as of [CHENGDU, ADMIN, 'auditor']) expect([as, await seen(as, secret)]).toEqual([as, '200 200']);
    for (const as of [CHONGQING, SHANGHAI, 'bank', 'report']) expect([as, await seen(as, secret)]).toEqual([as, NOT_THERE]);
    expect([told(await elsewhere.get(`/v1/documents/${secret}`)), told(await stranger.get(`/v1/documents/${secret}`)), told(await stranger.get(`/v1/documents/${shared}`))]).toEqual(['200', '404 request/not-found', '404 request/not-found']);
    const reference = { kind: 'pact', id, number: null, name: '川渝软件产业合作协议' };
    expect(await referencesOf(CHONGQING, shared)).toEqual([reference]);

    // A signing rests on the same paper: whoever verifies sees that something else does.
    const { id: signing } = await submitted(node, CHENGDU, plain());
    await actOnSigning(node, signing, 'approve', ADMIN, {});
    await taken(actOnSigning(node, signing, 'report-milestone', CHENGDU, { milestone: 'register', on: '2024-03-15', evidence: [shared] }));
    expect((await progress(node, signing)).milestones).toMatchObject([{ reported: { evidence: [{ document: shared, elsewhere: 1, discarded: false }] } }]);
    expect(await referencesOf(CHONGQING, shared)).toEqual([reference]);
    expect(await referencesOf(CHENGDU, shared)).toMatchObject([reference, { kind: 'signing', id: signing, number: expect.stringMatching(/^CD-/) }]);
    expect(told(await node.command(`/v1/documents/${shared}/discard`, CHENGDU, { reason: { code: 'mistaken', text: '误传' } }))).toBe('409 document/in-use');
  });

  it('open the letter of a vote to the members and to no stranger, and ask the members who have not voted', async () => {
    const [first, second] = parties;
    const applicant = (await taken(node.command('/v1/organisations', ADMIN, { names: [{ language: 'zh', name: '上海软件园' }], types: [{ type: 'park' }], region: '310000', account: 'region-310000', source: { document: '名录', quote: '上海软件园' } }))).id;
    const { id, position } = await taken(node.command('/v1/alliances', CHENGDU, { name: { zh: '川渝软件基地联盟' }, kind: 'industry', founders: [first.by.id, second.by.id], rules: { admission: 'vote', quorum: '1', majority: 'simple', letters: true }, secretariat: { organisation: first.by.id }, as: first.by.id }));
    expect(await workOn(id, position)).toEqual({ [CHONGQING]: 'agree-to-found' });
    const act = (verb: string, as: string, body: object): Promise<Accepted & { application: string }> => taken(node.command<Accepted & { application: string }>(`/v1/alliances/${id}/${verb}`, as, body));
    await act('found', CHONGQING, { as: second.by.id });
    const { application, position: applied } = await act('apply', SHANGHAI, { organisation: applicant });
    expect(await workOn(id, applied)).toEqual({ [CHENGDU]: 'answer-application' });
    const opened = await act('open-vote', CHENGDU, { application, closesOn: dayInShanghai(1) });
    expect(await workOn(id, opened.position)).toEqual({ [CHENGDU]: 'vote', [CHONGQING]: 'vote' });
    const [item] = (await page('/v1/work?task=vote', CHONGQING)).items;
    expect(item).toMatchObject({ subject: { kind: 'alliance', id, number: null, name: '川渝软件基地联盟' }, act: { href: `/v1/alliances/${id}/vote` }, overdue: false });
    const own = await act('vote', CHENGDU, { as: first.by.id, application, choice: 'for' });
    expect(await workOn(id, own.position)).toEqual({ [CHONGQING]: 'vote' });

    // When it has closed with too few, nobody can vote any more; who did not is told, and the secretariat is to ask again.
    const ahead = async <T>(path: string, as: string): Promise<T> => taken(node.call<T>('GET', path, { as, api: 1 }));
    expect((await ahead<Page>('/v1/work?limit=500', CHONGQING)).items.filter(({ subject }) => subject.id === id)).toEqual([]);
    expect((await ahead<Page>('/v1/work?limit=500', CHENGDU)).items.filter(({ subject }) => subject.id === id).map(({ task }) => task)).toEqual(['ask-again']);
    expect((await ahead<Page>('/v1/overdue?task=vote&region=500000', CHENGDU)).items).toMatchObject([{ subject: { kind: 'alliance', id }, answers: { regions: ['500000'], organisation: 'region-500000' }, responsible: { organisation: second.by.id } }]);
    expect((await ahead<Page>('/v1/overdue?task=vote&region=510000', CHENGDU)).items).toEqual([]);
    expect((await page('/v1/overdue?task=vote', CHENGDU)).items).toEqual([]);

    const letter = await evidence(node, CHENGDU);
    expect(await seen(CHONGQING, letter)).toBe(NOT_THERE);
    const voted = await act('vote', CHENGDU, { as: second.by.id, application, choice: 'for', letter: { receivedOn: dayInShanghai(), evidence: [letter] } });
    expect(await workOn(id, voted.position)).toEqual({ [CHENGDU]: expect.stringMatching(/^admit/) });
    for (const as of [CHENGDU, CHONGQING, ADMIN, 'auditor']) expect([as, await seen(as, letter)]).toEqual([as, '200 200']);
    expect(told(await node.get(`/v1/alliances/${id}`, SHANGHAI))).toBe('200');
    for (const as of [SHANGHAI, 'bank']) expect([as, await seen(as, letter)]).toEqual([as, NOT_THERE]);
    expect(await referencesOf(CHONGQING, letter)).toEqual([{ kind: 'alliance', id, number: null, name: '川渝软件基地联盟' }]);
    // Who was admitted is a member from then on, and reads what the members read.
    await act('admit', CHENGDU, { application, on: dayInShanghai() });
    expect(await seen(SHANGHAI, letter)).toBe('200 200');
  });
});
