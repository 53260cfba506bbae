import { poolAs } from '@entente/infra/database/pools';
import { once } from '@entente/infra/services/test-database';
import { verifyReader } from '@entente/infra/reading/builds';
import { eventTypes, readers } from '@entente/infra/reading/readers';
import { told } from '../support/http.js';
import { answered, entriesOf, type MetricBody, summedUp } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { admitted, attested, changed, submitted, terminated } from '../support/road.js';
import { CHENGDU, CHONGQING, money, plain, submission } from '../support/samples.js';

type Told = Readonly<{ position: number; instant: string; question: string; answer: Pick<MetricBody, 'rows' | 'totals' | 'total'> }>;

const QUESTIONS = [
  'signings.count?by=region,month', 'signings.contracted?by=month,amountKind', 'signings.contracted?region=510100&from=2024-01-12&to=2024-05-20',
  'signings.contracted?set=510100,500000&by=kind', 'signings.active?validAt=2024-06-15&by=region', 'signings.present?by=region',
  'signings.terminated?from=2024', 'signings.termination-ratio?by=region', 'signings.submitted?validAt=2999-12-31',
];
const SUMMING = ['signings.count', 'signings.contracted', 'signings.terminated', 'signings.submitted', 'signings.active'];
const FILTERS = [
  '', 'region=510100', 'region=510000', 'set=510100,500000', 'from=2024-01-12&to=2024-05-20', 'from=2024-02&to=2024-05', 'to=2022',
  'counterpart=310000', 'source=440300', 'kind=headquarters', 'level=contract', 'amountKind=fund-size', 'edition=known-1', 'track=digital',
  'currency=USD', 'region=500000&kind=project&from=2024', 'validAt=2024-05-31',
];

const numbers = ({ rows, totals, total }: MetricBody): Told['answer'] => ({ rows, totals, total });

/** What was answered once is answered again when it is asked as of then; and every number is the sum of its entries. */
describe('what the node knew', () => {
  let node: TestNode;
  const told_: Told[] = [];
  let head = 0;

  const get = async (path: string): Promise<MetricBody> => {
    const answer = await node.get<MetricBody>(`/v1/metrics/${path}`);
    if (answer.status !== 200) throw new Error(`${path}: ${told(answer)} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  /** Asks everything as it is known after a command, and keeps the answers. */
  const after = async ({ position, id }: Readonly<{ position: number; id: string }>): Promise<string> => {
    head = position;
    for (const question of QUESTIONS) {
      const body = await get(`${question}&minPosition=${position}`);
      expect([question, body.asOf.position]).toEqual([question, position]);
      told_.push({ position, instant: body.asOf.instant, question, answer: numbers(body) });
    }
    return id;
  };

  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', editions: ['known-1', 'later-1'] });
    const edition = { edition: 'known-1' };
    const shared = await after(await admitted(node, CHENGDU, submission({ ...edition, amount: money('1000000000.01', { op: '~', text: '约10亿元' }) })));
    const usd = await after(await attested(node, plain({ ...edition, amount: money('77.70', { currency: 'USD' }), kind: 'headquarters' })));
    await after(await attested(node, plain({ amount: null, signedOn: '2022', hosts: [{ region: '510104', share: '1/3' }, { region: '500000', share: '2/3' }] })));
    await after(await attested(node, plain({ amount: money('9.00', { kind: 'fund-size', op: '>', text: '超过9元' }), signedOn: '2024-02-29' })));
    await after(await submitted(node, CHONGQING, plain({ ...edition, hosts: [{ region: '500000' }], track: 'digital' })));
    await after(await changed(node, usd, 'amend', { changes: { amount: money('99.90', { currency: 'USD' }) }, effectiveOn: '2024-05-20' }));
    await after(await changed(node, usd, 'correct', { changes: { signedOn: '2024-01-12', level: 'contract' } }));
    await after(await changed(node, usd, 'amend', { changes: { hosts: [{ region: '310000', share: '0.25' }, { region: '510100', share: '0.75' }] }, effectiveOn: '2024-03' }));
    await after(await terminated(node, shared, '2024-06-30'));
    await after(await attested(node, plain({ amount: money('1.00') })));
  });
  afterAll(() => node?.stop());

  it('is answered again as of the position at which it was answered', async () => {
    for (const { question, position, answer } of told_) {
      const again = await get(`${question}&asOf=position:${position}`);
      expect([question, position, numbers(again), again.asOf.position]).toEqual([question, position, answer, position]);
    }
  });

  it('is answered again as of the instant at which it was answered, and repeats both', async () => {
    for (const { question, position, instant, answer } of told_) {
      const again = await get(`${question}&asOf=${instant}`);
      expect([question, position, numbers(again)]).toEqual([question, position, answer]);
      expect(again.asOf).toMatchObject({ instant, position });
    }
  });

  it('is nothing before the first fact, and the future is refused', async () => {
    expect((await get('signings.count?asOf=position:0')).total).toBe('0');
    expect((await get('signings.count?asOf=2020-01-01')).total).toBe('0');
    expect(told(await node.get('/v1/metrics/signings.count?asOf=2999-01-01'))).toBe('400 read/as-of-future');
    expect(told(await node.get(`/v1/metrics/signings.count?asOf=position:${head + 1_000}`))).toBe('400 read/beyond-head');
    expect(told(await node.get('/v1/metrics/signings.count?asOf=lately'))).toBe('422 request/invalid');
  });

  it.each(SUMMING)('makes %s the sum of its entries, whatever the filter and the moment', async (metric) => {
    const moments = ['', `asOf=position:${Math.floor(head / 4)}`, `asOf=position:${Math.floor(head * 0.7)}`, `asOf=position:${head - 1}`];
    for (const filter of FILTERS) {
      for (const moment of moments) {
        const query = [filter, moment].filter((part) => part !== '').join('&');
        const [number, entries] = [await get(`${metric}?${query}`), await entriesOf(node, metric, query)];
        expect([query, answered(number)]).toEqual([query, summedUp(entries)]);
      }
    }
  });

  it('counts in signings.present the projects whose entries sum to more than nothing', async () => {
    for (const filter of FILTERS) {
      const entries = await entriesOf(node, 'signings.present', filter);
      const sums = new Map<string, number>();
      for (const { subject, value } of entries) sums.set(subject, (sums.get(subject) ?? 0) + Number(value));
      expect([filter, (await get(`signings.present?${filter}`)).total]).toEqual([filter, String([...sums.values()].filter((sum) => sum > 0).length)]);
    }
  });

  it('names behind every entry the event that caused it', async () => {
    const entries = await entriesOf(node, 'signings.contracted', 'currency=USD');
    expect([...new Set(entries.map(({ event }) => event.type))]).toEqual(['SigningAdmitted', 'SigningAmended', 'SigningCorrected']);
    for (const { event, position, subject } of entries) {
      const { body } = await node.get<{ history: { position: number; type: string }[] }>(`/v1/signings/${event.stream.slice('signing-'.length)}`);
      expect(event.stream).toBe(`signing-${subject}`);
      expect(body.history).toContainEqual(expect.objectContaining({ position, type: event.type }));
    }
    expect(told(await node.get('/v1/metrics/signings.termination-ratio/entries'))).toBe('422 metric/ratio-has-no-entries');
  });

  it('pages its entries to the end, pinned to the first page', async () => {
    const { body, headers } = await node.get<{ entries: object[]; next: string }>('/v1/metrics/signings.count/entries?limit=3');
    expect(body.entries).toHaveLength(3);
    const link = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? '';
    const before = await entriesOf(node, 'signings.count', '', 'admin', 1_000);
    const { position } = await attested(node, plain({ edition: 'later-1' }));
    await get(`signings.count?minPosition=${position}`);
    const rest = (await node.get<{ entries: object[]; next: string | null }>(link.replace('limit=3', 'limit=1000'))).body;
    expect([...body.entries, ...rest.entries]).toEqual(before);
    expect(rest.next).toBeNull();
  });

  it('is the same as a fresh fold of the log', async () => {
    const pool = poolAs(node.databaseUrl, 'entente_worker', 4);
    for (const reader of readers) expect(await verifyReader(pool, eventTypes, reader)).toMatchObject({ equal: true, differences: [] });
    await pool.end();
  });

  it('is answered as of a date by what was known at its end in Shanghai', async () => {
    const { position } = told_[Math.floor(told_.length / 2)] as Told;
    // A log in which half was recorded the day before: no clock can be turned back, so its owner does it.
    const yesterday = new Date(Date.now() + 8 * 3_600_000 - 86_400_000).toISOString().slice(0, 10);
    await once(node.databaseUrl, `alter table log.events disable trigger events_stand;
      update log.events set recorded_at = '${yesterday}T23:59:59.999+08:00' where position <= ${position}; alter table log.events enable trigger events_stand`);
    for (const { question, answer } of told_.filter((each) => each.position === position && !each.question.startsWith('signings.submitted'))) {
      const again = await get(`${question}&asOf=${yesterday}`);
      expect([question, numbers(again), again.asOf.position]).toEqual([question, answer, position]);
    }
  });
});
