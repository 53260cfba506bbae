import { evidence } from '../support/evidence.js';
import { told } from '../support/http.js';
import { startNode, type TestNode } from '../support/node.js';
import { type Person, person } from '../support/people.js';
import { act, progress } from '../support/progress.js';
import { admitted, type Page, submitted } from '../support/road.js';
import { ADMIN, CHECKER, CHENGDU, CHONGQING, plain, reason, SHANGHAI, source } from '../support/samples.js';

type Body = Readonly<Record<string, unknown>>;
type Work = Readonly<{
  task: string; title: string; about: string | null; subject: Readonly<{ id: string; number: string | null; name: string }>; since: string; due: string | null; overdue: boolean; then: string;
  responsible: Body | null; act: Readonly<{ method: string; href: string; ifMatch: string }>;
}>;
type Overdue = Omit<Work, 'act'> & Readonly<{ answers: Readonly<{ regions: readonly string[]; organisation: string | null }>; daysLate: number }>;

const AHEAD = 1;
const HOSTS = [{ region: '510100', share: '0.6' }, { region: '500000', share: '0.4' }];
const EVERYBODY = [CHENGDU, CHONGQING, SHANGHAI, ADMIN, CHECKER, 'bank'] as const;
const dayInShanghai = (days: number): string => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** What is to be done, by whom and until when; and what should have been done. */
describe('work', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', editions: ['overdue-1'], apisAheadDays: [30] });
  });
  afterAll(() => node?.stop());

  const page = async <T = Work>(path: string, as: string, { api = 0, language = 'en' } = {}): Promise<Page<T>> => {
    const { status, body } = await node.call<Page<T>>('GET', path, { as, api, headers: { 'Accept-Language': language } });
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  /** What of a signing each of them is told to do, at its newest state. */
  const tasksOf = async (id: string, { api = 0 } = {}): Promise<Record<string, string>> => {
    const { asOf: { position } } = await progress(node, id);
    const told: [string, string][] = [];
    for (const as of EVERYBODY) {
      const { items } = await page(`/v1/work?minPosition=${position}&limit=500`, as, { api });
      told.push([as, items.filter(({ subject }) => subject.id === id).map(({ task, about }) => [task, about].filter(Boolean).join(' ')).join(', ')]);
    }
    return Object.fromEntries(told.filter(([, tasks]) => tasks !== ''));
  };
  /** Does what the list says, by the address and the version that the list gives. */
  const done = async (id: string, as: string, body: Body = {}): Promise<void> => {
    const { asOf: { position } } = await progress(node, id);
    const item = (await page(`/v1/work?minPosition=${position}&limit=500`, as)).items.find(({ subject }) => subject.id === id);
    expect(item?.act).toMatchObject({ method: 'POST', ifMatch: expect.stringMatching(/^"\d+"$/) });
    expect([item?.act.href, told(await node.command(item?.act.href ?? '', as, body, { ifMatch: item?.act.ifMatch.replaceAll('"', '') ?? '' }))]).toEqual([item?.act.href, '200']);
  };

  it('is told to whom it falls at every step of a submission, and to nobody else', async () => {
    const { id } = await submitted(node, CHENGDU, plain({ hosts: HOSTS }));
    expect(await tasksOf(id)).toEqual({ [CHONGQING]: 'confirm 500000' });
    await act(node, id, 'return', CHONGQING, { reason });
    expect(await tasksOf(id)).toEqual({ [CHENGDU]: 'resubmit' });
    await done(id, CHENGDU, { changes: { project: '改名' }, reason });
    await done(id, CHONGQING);
    expect(await tasksOf(id)).toEqual({ [ADMIN]: 'admit', [CHECKER]: 'admit' });
    await done(id, CHECKER);
    expect(await tasksOf(id)).toEqual({});

    await act(node, id, 'amend', CHENGDU, { changes: { project: '再改名' }, reason, effectiveOn: '2024-05-20' });
    expect(await tasksOf(id)).toEqual({ [CHONGQING]: 'confirm-change 500000' });
    expect(await tasksOf(id, { api: AHEAD })).toEqual({ [CHONGQING]: 'confirm-change 500000', [ADMIN]: 'waive-change', [CHECKER]: 'waive-change' });
    await done(id, CHONGQING);
    expect(await tasksOf(id)).toEqual({ [ADMIN]: 'approve-change', [CHECKER]: 'approve-change' });
    await done(id, ADMIN);

    const proof = await evidence(node, CHONGQING);
    await act(node, id, 'plan-milestone', CHENGDU, { milestone: 'register', on: dayInShanghai(40), responsible: '高新区' });
    expect(await tasksOf(id)).toEqual({ [CHENGDU]: 'reach-milestone register', [CHONGQING]: 'reach-milestone register' });
    await done(id, CHONGQING, { milestone: 'register', on: '2024-06-01', evidence: [proof] });
    expect(await tasksOf(id)).toEqual({ [ADMIN]: 'verify-milestone register', [CHECKER]: 'verify-milestone register' });
    await done(id, ADMIN, { milestone: 'register' });
    const receipt = '019a0c00-0000-7000-8000-00000000fd01';
    await act(node, id, 'receive-funds', CHONGQING, { receipt, host: '500000', payer: { name: '甲' }, on: '2024-06-02', amount: { amount: '1.00', currency: 'CNY' }, kind: 'land', evidence: [proof] });
    expect(await tasksOf(id)).toEqual({ [ADMIN]: `verify-funds ${receipt}`, [CHECKER]: `verify-funds ${receipt}` });
    await done(id, CHECKER, { receipt });
    expect(await tasksOf(id)).toEqual({});
  });

  it('is never told to whom it would be refused: who entered or reported it himself', async () => {
    const entered = await submitted(node, ADMIN, plain({ source }));
    expect(await tasksOf(entered.id)).toEqual({ [CHECKER]: 'admit' });
    await done(entered.id, CHECKER);
    const proof = await evidence(node, CHECKER);
    await act(node, entered.id, 'report-milestone', CHECKER, { milestone: 'register', on: '2024-06-01', evidence: [proof] });
    expect(await tasksOf(entered.id)).toEqual({ [ADMIN]: 'verify-milestone register' });
    const { body: { version } } = await act(node, entered.id, 'correct', ADMIN, { changes: { project: '更正' }, reason });
    expect(await tasksOf(entered.id)).toEqual({ [ADMIN]: 'verify-milestone register', [CHECKER]: 'approve-change' });
    expect(told(await node.command(`/v1/signings/${entered.id}/approve`, ADMIN, {}, { ifMatch: version }))).toBe('403 signing/same-person');
    await act(node, entered.id, 'annul', CHECKER, { reason });
    expect(await tasksOf(entered.id)).toEqual({});

    // An officer of the submitter's own organisation in the association, an association elsewhere, and the regions above and below.
    const admin = (organisation: string, region: string) => person(node, { principal: `of-${organisation}`, organisation, role: 'administrator', region });
    const region = (code: string) => person(node, { principal: `of-${code}`, organisation: `region-${code}`, role: 'region', region: code });
    const { id, position } = await submitted(node, CHENGDU, plain());
    const other = await submitted(node, CHONGQING, plain({ hosts: [{ region: '500000' }], counterpart: { region: '510100' } }));
    const mine = async (who: Person): Promise<readonly string[]> => (await who.get<Page<Work>>(`/v1/work?limit=500&minPosition=${Math.max(position, other.position)}`)).body.items
      .filter(({ subject }) => subject.id === id || subject.id === other.id).map(({ task }) => task);
    expect(await mine(await admin('region-510100', '*'))).toEqual([]);
    expect(await mine(await admin('chongqing-association', '500000'))).toEqual([]);
    expect(await mine(await admin('sichuan-association', '510000'))).toEqual(['admit']);
    expect([await mine(await region('510000')), await mine(await region('510104'))]).toEqual([['confirm'], []]);
  });

  it('says in the language that is asked for what it is, until when, and what happens if not', async () => {
    const { id, position } = await submitted(node, CHENGDU, plain({ hosts: HOSTS, project: '语言' }));
    const of = async (language: string): Promise<Work | undefined> => (await page(`/v1/work?minPosition=${position}`, CHONGQING, { language })).items.find(({ subject }) => subject.id === id);
    const [en, zh] = [await of('en'), await of('zh-CN,zh;q=0.9')];
    for (const item of [en, zh]) expect(item).toMatchObject({ task: 'confirm', about: '500000', overdue: false, responsible: null, subject: { kind: 'signing', id, name: '语言', number: expect.stringMatching(/^CD-2024-\d{4}$/) } });
    for (const text of [zh?.title, zh?.then]) expect(text).toMatch(/\p{Script=Han}/u);
    for (const text of [en?.title, en?.then]) expect(text).toMatch(/^[A-Z][\x20-\x7e]+$/);
    const asked = (await progress(node, id)).confirmations[0];
    expect([en?.due, Math.abs(Date.parse(en?.since ?? '') - Date.now()) < 60_000]).toEqual([asked?.due, true]);
  });

  it('is paged over several signings, with nothing twice and nothing lost, the most urgent first', async () => {
    const sent: string[] = [];
    for (let n = 0; n < 6; n += 1) sent.push((await submitted(node, CHENGDU, plain({ hosts: HOSTS, project: `第${n}页` }))).id);
    const { id } = await admitted(node, CHENGDU, plain({ hosts: HOSTS, project: '两项' }));
    for (const [milestone, days] of [['register', 3], ['settle', 4]] as const) await act(node, id, 'plan-milestone', CHENGDU, { milestone, on: dayInShanghai(days), responsible: '高新区' });
    const { asOf: { position } } = await progress(node, id);
    const whole = (await page(`/v1/work?minPosition=${position}&limit=500`, CHONGQING)).items;
    expect(whole.filter(({ subject }) => sent.includes(subject.id))).toHaveLength(6);
    expect(whole.slice(0, 2).map(({ about, subject }) => [about, subject.id])).toEqual([['register', id], ['settle', id]]);
    // By the first due date of each signing; one that has none comes after all that have.
    const firsts = [...new Set(whole.map(({ subject }) => subject.id))].map((each) => whole.filter(({ subject }) => subject.id === each).map(({ due }) => due ?? '~').toSorted()[0] ?? '');
    expect(firsts).toEqual(firsts.toSorted());
    for (const limit of [1, 2, 3]) {
      const paged: Work[] = [];
      for (let next: string | null = ''; next !== null; ) {
        const one: Page<Work> = await page(`/v1/work?limit=${limit}${next === '' ? '' : `&cursor=${next}`}`, CHONGQING);
        paged.push(...one.items);
        next = one.next;
      }
      expect([limit, paged.map(({ task, about, subject }) => [task, about, subject.id])]).toEqual([limit, whole.map(({ task, about, subject }) => [task, about, subject.id])]);
    }
    expect((await page('/v1/work?task=reach-milestone&limit=500', CHONGQING)).items.every(({ task }) => task === 'reach-milestone')).toBe(true);

    const late = (await page('/v1/work?overdue=true&limit=500', CHONGQING, { api: AHEAD })).items;
    expect(late.filter(({ subject }) => [...sent, id].includes(subject.id)).map(({ task }) => task).sort()).toEqual([...Array(6).fill('confirm'), 'reach-milestone', 'reach-milestone']);
    expect(late.every(({ overdue }) => overdue)).toBe(true);
    expect((await page('/v1/work?overdue=true', CHONGQING)).items).toEqual([]);
    expect((await page('/v1/work?overdue=false&limit=500', CHONGQING)).items).toHaveLength(whole.length);
  });

  it('that is overdue is listed for a day, as it was known, with who answers for it', async () => {
    const { id, position: before } = await admitted(node, CHENGDU, plain({ hosts: HOSTS, edition: 'overdue-1' }));
    await act(node, id, 'plan-milestone', CHENGDU, { milestone: 'register', on: dayInShanghai(40), responsible: '高新区招商局' });
    const { id: waiting } = await submitted(node, CHENGDU, plain({ hosts: HOSTS, edition: 'overdue-1' }));
    const { asOf: { position }, confirmations } = await progress(node, waiting);
    const overdue = async (query: string, as: string = ADMIN): Promise<readonly Overdue[]> => (await page<Overdue>(`/v1/overdue?edition=overdue-1&minPosition=${position}&${query}`, as)).items;
    expect(await overdue('')).toEqual([]);
    expect(await overdue(`validAt=${dayInShanghai(40)}&task=reach-milestone`)).toEqual([]);
    const day = dayInShanghai(50);
    const due = new Date(Date.parse(confirmations[0]?.due ?? '') + 8 * 3_600_000).toISOString().slice(0, 10);
    const expected = [
      { task: 'reach-milestone', about: 'register', subject: { id }, overdue: true, daysLate: 10, responsible: { name: '高新区招商局', organisation: null }, answers: { regions: ['510100', '500000'], organisation: null } },
      { task: 'confirm', about: '500000', subject: { id: waiting }, daysLate: Math.round((Date.parse(day) - Date.parse(due)) / 86_400_000), answers: { regions: ['500000'], organisation: null } },
    ];
    for (const as of [ADMIN, CHENGDU, CHONGQING, 'auditor']) expect(await overdue(`validAt=${day}`, as)).toMatchObject(expected);
    expect(await overdue(`validAt=${day}`, SHANGHAI)).toEqual([]);
    expect(told(await node.get('/v1/overdue', 'bank'))).toBe('403 access/not-your-route');
    expect(await overdue(`validAt=${day}&asOf=position:${before}`)).toEqual([]);
    expect(await overdue(`validAt=${day}&region=510000`)).toHaveLength(2);
    expect(await overdue(`validAt=${day}&region=310000`)).toEqual([]);
    const first = await page<Overdue>(`/v1/overdue?edition=overdue-1&validAt=${day}&limit=1`, ADMIN);
    const rest = await page<Overdue>(`/v1/overdue?edition=overdue-1&validAt=${day}&limit=1&cursor=${first.next}`, ADMIN);
    expect([...first.items, ...rest.items]).toMatchObject(expected);

    // What has been done since was overdue as it was known, and is so no more.
    await act(node, waiting, 'confirm', CHONGQING, {});
    const { asOf } = await progress(node, waiting);
    expect((await page<Overdue>(`/v1/overdue?edition=overdue-1&validAt=${day}&minPosition=${asOf.position}`, ADMIN)).items.map(({ task }) => task)).toEqual(['reach-milestone']);
    expect(await overdue(`validAt=${day}&asOf=position:${position}`)).toMatchObject(expected);
  });
});

describe('a signing is found', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres' });
  });
  afterAll(() => node?.stop());

  type Found = Readonly<{ id: string; number: string }>;
  const found = async (query: string, as: string = ADMIN): Promise<readonly string[]> => (await node.get<Page<Found>>(`/v1/signings?${query}`, as)).body.items.map(({ id }) => id);

  it('by its number, which is its own, of the region that submits and the year of signing', async () => {
    const sent = await Promise.all(Array.from({ length: 20 }, (_, n) => node.command<{ id: string; number: string; position: number }>('/v1/signings', n % 2 === 0 ? CHENGDU : CHONGQING,
      plain({ hosts: [{ region: n % 2 === 0 ? '510100' : '500000' }], signedOn: n % 4 < 2 ? '2024-01-11' : '2023-11' }))));
    const numbers = sent.map(({ body }) => body.number);
    expect(new Set(numbers).size).toBe(20);
    for (const [n, number] of numbers.entries()) expect(number).toMatch(new RegExp(`^${n % 2 === 0 ? 'CD' : 'CQ'}-${n % 4 < 2 ? '2024' : '2023'}-\\d{4}$`));
    const position = Math.max(...sent.map(({ body }) => body.position));
    for (const { body } of sent.slice(0, 4)) {
      expect(await found(`number=${body.number}&minPosition=${position}`)).toEqual([body.id]);
      expect((await progress(node, body.id)).number).toBe(body.number);
    }
    const [one] = sent;
    expect((await act<{ number: string }>(node, one?.body.id ?? '', 'withdraw', CHENGDU, { reason })).body.number).toBe(one?.body.number);
    expect(await found('number=CD-2024-9999')).toEqual([]);
  });

  it('by one\'s own number for it, and by what has changed since', async () => {
    const externalIds = [{ scheme: 'oa', id: '2024/17号' }];
    const first = await submitted(node, CHENGDU, plain({ externalIds }));
    const second = await submitted(node, CHONGQING, plain({ hosts: [{ region: '500000' }], externalIds }));
    const query = `externalId=${encodeURIComponent('oa:2024/17号')}&minPosition=${second.position}`;
    expect([await found(query, CHENGDU), await found(query, CHONGQING), await found(query, ADMIN)]).toEqual([[first.id], [second.id], []]);
    expect((await node.get('/v1/signings?externalId=oa', CHENGDU)).status).toBe(422);

    expect(await found(`changedAfter=${second.position}`)).toEqual([]);
    const { body: { position } } = await act(node, first.id, 'approve', ADMIN, {});
    expect(await found(`changedAfter=${second.position}&minPosition=${position}`)).toEqual([first.id]);
    expect(await found(`changedAfter=${first.position - 1}&minPosition=${position}`)).toEqual([first.id, second.id]);
    expect(await found(`changedAfter=${position}`)).toEqual([]);
  });

  it('with its whole history, page by page, pinned to the first', async () => {
    const { id } = await admitted(node, CHENGDU, plain());
    for (const on of ['2027-03-31', '2027-06-30', '2027-09-30']) await act(node, id, 'plan-milestone', CHENGDU, { milestone: 'start', on, responsible: '高新区', reason });
    const { history } = await progress(node, id);
    const one = (await node.get<Page<Body>>(`/v1/signings/${id}/history?limit=2`, CHENGDU)).body;
    await act(node, id, 'plan-milestone', CHENGDU, { milestone: 'start', on: '2028-01-01', responsible: '高新区', reason });
    const two = (await node.get<Page<Body>>(`/v1/signings/${id}/history?limit=2&cursor=${one.next}`, CHENGDU)).body;
    const three = (await node.get<Page<Body>>(`/v1/signings/${id}/history?limit=2&cursor=${two.next}`, CHENGDU)).body;
    expect([[...one.items, ...two.items, ...three.items], three.next]).toEqual([history, null]);
    expect((await node.get<Page<Body>>(`/v1/signings/${id}/history`)).body.items).toHaveLength(history.length + 1);
    expect((await node.get<Page<Body>>(`/v1/signings/${id}/history?asOf=position:${history[1]?.position}`)).body.items).toEqual(history.slice(0, 2));
    expect(told(await node.get(`/v1/signings/${id}/history`, SHANGHAI))).toBe('404 request/not-found');
  });
});
