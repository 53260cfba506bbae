import { faults, told } from '../support/http.js';
import { entriesOf, type MetricBody, plus } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { act, progress } from '../support/progress.js';
import { type Page, submitted } from '../support/road.js';
import { ADMIN, CHECKER, CHENGDU, CHONGQING, money, reason, SHANGHAI, submission } from '../support/samples.js';

type Work = Readonly<{ task: string; about: string | null; subject: Readonly<{ id: string }>; due: string | null; since: string; overdue: boolean }>;
type Doubted = MetricBody & Readonly<{ totals: readonly Readonly<{ value: string; unconfirmed?: string }>[] }>;

const LATER = 1;
const DAYS_AHEAD = 30;

/** A confirmation that does not come: waited for, reminded of, waived after its day, counted as unconfirmed, and perhaps given after all. */
describe('a confirmation that is due', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', editions: ['change-1', 'early-1', 'late-1', 'objected-1', 'reminded-1', 'two-1', 'waived-1'], apisAheadDays: [DAYS_AHEAD] });
  });
  afterAll(() => node?.stop());

  const work = async (as: string, id: string, api = 0): Promise<string[]> => {
    const { asOf } = await progress(node, id);
    const { body } = await node.call<Page<Work>>('GET', `/v1/work?minPosition=${asOf.position}`, { as, api });
    return body.items.filter(({ subject }) => subject.id === id).map(({ task, about }) => [task, about].filter(Boolean).join(' '));
  };
  const metric = async (question: string, as = ADMIN): Promise<Doubted> => {
    const { status, body } = await node.get<Doubted>(`/v1/metrics/${question}`, as);
    if (status !== 200) throw new Error(`${question}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const unconfirmedIn = async (query: string): Promise<number> =>
    (await node.get<{ whole: { counts: { unconfirmed: number } } }>(`/v1/funnel?${query}`)).body.whole.counts.unconfirmed;

  const shared = (edition: string) => submission({ edition, counterpart: null, amount: money('1000.00') });
  /** Hosted with Chongqing, which says nothing. */
  const silent = async (edition: string): Promise<string> => (await submitted(node, CHENGDU, shared(edition))).id;
  const waived = async (edition: string): Promise<{ id: string; position: number; version: number }> => {
    const id = await silent(edition);
    const { status, body } = await act(node, id, 'approve', ADMIN, { waive: ['500000'] }, { api: LATER });
    if (status !== 200) throw new Error(JSON.stringify(body));
    return { id, position: body.position, version: body.version };
  };

  it('is told with its due date, and is not waived before it', async () => {
    const id = await silent('early-1');
    const { confirmations: [asked] } = await progress(node, id);
    expect(asked).toMatchObject({ region: '500000', confirmed: false, reminded: null });
    expect(asked?.due).toMatch(/T15:59:59\.999Z$/);
    const days = (Date.parse(asked?.due ?? '') - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(10);
    expect(days).toBeLessThan(DAYS_AHEAD);
    expect([await work(CHONGQING, id), await work(ADMIN, id), await work(CHENGDU, id)]).toEqual([['confirm 500000'], [], []]);
    const early = await act(node, id, 'approve', ADMIN, { waive: ['500000'] });
    expect([told(early), faults(early)]).toEqual(['409 signing/not-due', ['/waive signing/not-due']]);
    expect((await progress(node, id)).status).toBe('submitted');
  });

  it('is reminded of once a day, by the submitter or the association, and gains no time by it', async () => {
    const id = await silent('reminded-1');
    const due = (await progress(node, id)).confirmations[0]?.due;
    expect(told(await act(node, id, 'remind', CHONGQING, {}))).toBe('403 signing/not-a-reminder');
    const strange = await act(node, id, 'remind', CHENGDU, { regions: ['310000'] });
    expect([told(strange), faults(strange)]).toEqual(['422 signing/not-missing', ['/regions signing/not-missing']]);
    expect((await act(node, id, 'remind', CHENGDU, {})).body.version).toBe(2);
    // By whomever, and with whatever words.
    for (const [as, body] of [[CHENGDU, {}], [CHENGDU, { note: '请尽快' }], [ADMIN, { regions: ['500000'] }]] as const) {
      const again = await act(node, id, 'remind', as, body);
      expect([again.status, again.body.version]).toEqual([200, 2]);
    }
    const [{ due: still, reminded } = {}] = (await progress(node, id)).confirmations;
    expect([still, Math.abs(Date.parse(reminded ?? '') - Date.now()) < 60_000]).toEqual([due, true]);
    expect((await act(node, id, 'remind', ADMIN, {}, { api: LATER })).body.version).toBe(3);
    expect((await progress(node, id)).confirmations[0]?.due).toBe(due);
    await act(node, id, 'confirm', CHONGQING, {});
    expect(told(await act(node, id, 'remind', CHENGDU, {}))).toBe('409 signing/nobody-to-remind');
  });

  it('is waived by name after its day, and is said to be missing wherever it counts', async () => {
    const id = await silent('waived-1');
    expect([await work(ADMIN, id, LATER), await work(CHECKER, id, LATER)]).toEqual([['waive'], ['waive']]);
    const { body } = await node.call<Page<Work>>('GET', '/v1/work?overdue=true', { as: CHONGQING, api: LATER });
    expect(body.items.filter(({ subject }) => subject.id === id)).toMatchObject([{ task: 'confirm', overdue: true }]);
    const nobody = await act(node, id, 'approve', ADMIN, {}, { api: LATER });
    expect(told(nobody)).toBe('409 signing/confirmations-missing');
    expect((nobody.body as unknown as { detail: string }).detail).toContain('500000');
    const strange = await act(node, id, 'approve', ADMIN, { waive: ['500000', '310000'] }, { api: LATER });
    expect([told(strange), faults(strange)]).toEqual(['422 signing/waive-not-missing', ['/waive/1 signing/waive-not-missing']]);
    const done = await act(node, id, 'approve', ADMIN, { waive: ['500000'] }, { api: LATER });
    expect(told(done)).toBe('200');
    const { position } = done.body;

    const unconfirmed = [{ region: '500000', as: 'host', objection: null }];
    expect(await progress(node, id)).toMatchObject({ status: 'admitted', unconfirmed, history: [{}, { data: { waived: ['500000'] } }] });
    expect((await node.get<Page<object>>(`/v1/signings?edition=waived-1&minPosition=${position}`)).body.items).toMatchObject([{ id, unconfirmed }]);
    expect(await work(CHONGQING, id, LATER)).toEqual(['confirm-late 500000']);

    const count = await metric(`signings.count?edition=waived-1&by=region&minPosition=${position}`);
    expect(count.rows).toMatchObject([{ region: '500000', value: '0.4', unconfirmed: '0.4' }, { region: '510100', value: '0.6', unconfirmed: '0.6' }]);
    expect(count.totals).toMatchObject([{ value: '1', unconfirmed: '1' }]);
    expect((await metric('signings.contracted?edition=waived-1&region=510100')).totals).toMatchObject([{ value: '600.00', unconfirmed: '600.00' }]);
    expect((await metric('signings.contracted?edition=waived-1&by=confirmation')).rows).toMatchObject([{ confirmation: 'unconfirmed', value: '1000.00' }]);
    expect((await metric('signings.count?edition=waived-1&confirmation=unconfirmed')).total).toBe('1');
    expect((await metric('signings.count?edition=waived-1&confirmation=objected')).total).toBe('0');
    const entries = await entriesOf(node, 'signings.count', 'edition=waived-1&confirmation=unconfirmed');
    expect([entries.length, plus(entries.map(({ value }) => value ?? '0')).toString()]).toEqual([2, '1000000000']);
    expect(await unconfirmedIn('edition=waived-1')).toBe(1);
  });

  it('that comes late takes the doubt away from the first day on, and what was known before stays known', async () => {
    const { id, position } = await waived('late-1');
    const late = await act(node, id, 'confirm', CHONGQING, {});
    expect(told(late)).toBe('200');
    expect(await progress(node, id)).toMatchObject({ status: 'admitted', unconfirmed: [] });
    expect([await work(CHONGQING, id), await work(CHENGDU, id)]).toEqual([[], []]);
    const now = await metric(`signings.count?edition=late-1&by=month&minPosition=${late.body.position}`);
    expect([now.rows, now.totals]).toEqual([[{ month: '2024-01', unit: 'project', value: '1', low: '1', high: '1', status: 'exact' }], [expect.not.objectContaining({ unconfirmed: expect.anything() })]]);
    expect((await metric('signings.count?edition=late-1&confirmation=unconfirmed')).total).toBe('0');
    expect(await unconfirmedIn('edition=late-1')).toBe(0);

    expect((await progress(node, id, ADMIN, `?asOf=position:${position}`)).unconfirmed).toHaveLength(1);
    const before = await metric(`signings.count?edition=late-1&by=month&asOf=position:${position}`);
    expect([before.rows, before.totals]).toMatchObject([[{ month: '2024-01', value: '1', unconfirmed: '1' }], [{ value: '1', unconfirmed: '1' }]]);
    expect((await metric(`signings.count?edition=late-1&confirmation=unconfirmed&asOf=position:${position}`)).total).toBe('1');
    expect(await unconfirmedIn(`edition=late-1&asOf=position:${position}`)).toBe(1);
    const again = await act(node, id, 'confirm', CHONGQING, {});
    expect([again.status, again.body.version]).toEqual([200, late.body.version]);
  });

  it('may be refused after all, which the submitter answers, and given when that is done', async () => {
    const { id, version } = await waived('objected-1');
    const path = `/v1/signings/${id}/object`;
    expect(told(await node.command(path, CHONGQING, { reason }))).toBe('428 request/if-match-missing');
    expect(told(await node.command(path, CHONGQING, { reason }, { ifMatch: version - 1 }))).toBe('412 request/version-moved');
    expect(told(await act(node, id, 'object', SHANGHAI, { reason }))).toBe('404 signing/not-found');
    const objected = await act(node, id, 'object', CHONGQING, { reason });
    expect(told(objected)).toBe('200');
    expect((await act(node, id, 'object', CHONGQING, { reason })).body.version).toBe(objected.body.version);
    expect((await progress(node, id)).unconfirmed).toEqual([{ region: '500000', as: 'host', objection: reason }]);
    expect([await work(CHENGDU, id), await work(CHONGQING, id)]).toEqual([['answer-objection 500000'], []]);
    expect((await metric(`signings.count?edition=objected-1&confirmation=objected&minPosition=${objected.body.position}`)).total).toBe('1');
    expect((await metric('signings.count?edition=objected-1')).totals).toMatchObject([{ value: '1', unconfirmed: '1' }]);

    const confirmed = await act(node, id, 'confirm', CHONGQING, { note: '已更正' });
    expect((await progress(node, id)).unconfirmed).toEqual([]);
    expect(await work(CHENGDU, id)).toEqual([]);
    expect((await metric(`signings.count?edition=objected-1&confirmation=objected&minPosition=${confirmed.body.position}`)).total).toBe('0');
    expect((await metric(`signings.count?edition=objected-1&confirmation=objected&asOf=position:${objected.body.position}`)).total).toBe('1');
    expect(told(await act(node, id, 'object', CHONGQING, { reason }))).toBe('409 signing/nothing-to-object');
  });

  it('is not waived for one where another is missing, and an objection has its place only after admission', async () => {
    const { id } = await submitted(node, CHENGDU, submission({ edition: 'two-1' }));
    expect(told(await act(node, id, 'object', CHONGQING, { reason }))).toBe('409 signing/return-it');
    const one = await act(node, id, 'approve', ADMIN, { waive: ['500000'] }, { api: LATER });
    expect(told(one)).toBe('409 signing/confirmations-missing');
    expect((one.body as unknown as { detail: string }).detail).toMatch(/310000(?!.*500000)/);
    await act(node, id, 'confirm', SHANGHAI, {});
    const confirmed = await act(node, id, 'approve', ADMIN, { waive: ['310000'] }, { api: LATER });
    expect([told(confirmed), faults(confirmed)]).toEqual(['422 signing/waive-not-missing', ['/waive/0 signing/waive-not-missing']]);
    expect(told(await act(node, id, 'approve', ADMIN, { waive: ['500000'] }, { api: LATER }))).toBe('200');
  });

  it('of a change that is waived leaves the record unconfirmed too', async () => {
    const { id } = await submitted(node, CHENGDU, shared('change-1'));
    await act(node, id, 'confirm', CHONGQING, {});
    await act(node, id, 'approve', ADMIN, {});
    expect((await progress(node, id)).unconfirmed).toEqual([]);
    await act(node, id, 'amend', CHENGDU, { changes: { amount: money('2000.00') }, reason, effectiveOn: '2024-05-20' });
    expect([await work(CHONGQING, id), await work(ADMIN, id, LATER)]).toEqual([['confirm-change 500000'], ['waive-change']]);
    const { body } = await act(node, id, 'approve', CHECKER, { waive: ['500000'] }, { api: LATER });
    expect((await progress(node, id)).unconfirmed).toEqual([{ region: '500000', as: 'host', objection: null }]);
    expect((await metric(`signings.contracted?edition=change-1&minPosition=${body.position}`)).totals).toMatchObject([{ value: '2000.00', unconfirmed: '2000.00' }]);
  });

  it('is due at once where no days are given for it', async () => {
    const hasty = await startNode({ queue: 'postgres', editions: ['hasty-1'], env: { CONFIRMATION_WORKING_DAYS: '0' } });
    try {
      const { id } = await submitted(hasty, CHENGDU, shared('hasty-1'));
      const { confirmations: [asked] } = await progress(hasty, id);
      expect(Math.abs(Date.parse(asked?.due ?? '') - Date.now())).toBeLessThan(60_000);
      expect(told(await act(hasty, id, 'approve', ADMIN, { waive: ['500000'] }))).toBe('200');
      expect((await progress(hasty, id)).unconfirmed).toHaveLength(1);
    } finally {
      await hasty.stop();
    }
  });
});
