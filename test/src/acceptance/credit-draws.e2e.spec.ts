import { randomUUID } from 'node:crypto';
import { act, activeLine, BANK, body, cny, firm, line, personOf, programme, statement } from '../support/credit-lines.js';
import { differencesToAFreshFold } from '../support/fold.js';
import { type Accepted, type Answer, told } from '../support/http.js';
import { taken } from '../support/keys.js';
import { type MetricBody, plus } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';

/** A command of the load: its key may be sent more than once, and to any api. */
type Sent = Readonly<{ verb: 'draw' | 'repay'; cents: number; key: string }>;

/** A sequence that is the same in every run. */
const sequence = (seed: number) => (max: number): number => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % max;
};

const yuan = (cents: number): string => (cents / 100).toFixed(2);
const inCents = (amount: string | null): number => Math.round(Number(amount) * 100);

describe('draws and repayments, many at once', () => {
  let node: TestNode;
  let [bank, open, id] = ['', '', ''];
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', apis: 2 });
    bank = await body(node, '工商银行成都分行', 'bank-branch', 'icbc-chengdu-branch');
    open = await programme(node, { bank, issuer: await body(node, '成都市软件产业办公室', 'government-department') });
    id = await activeLine(node, { programme: open, firm: await firm(node, 1), limit: '1000.00' });
  });
  afterAll(() => node?.stop());

  const metric = async (name: string, position: number, as = 'admin'): Promise<string> =>
    (await taken(node.get<MetricBody>(`/v1/metrics/credit.${name}?programme=${open}&minPosition=${position}`, as))).totals[0]?.value ?? '0.00';

  it('are exact with retries and repeated keys, and never exceed the limit or the balance', async () => {
    const next = sequence(20_240_111);
    const sent: Sent[] = Array.from({ length: 200 }, (_, n) => ({ verb: n < 40 || next(5) < 3 ? 'draw' : 'repay', cents: 1 + next(6_000), key: randomUUID() }));
    const accepted = new Map<string, Accepted>();
    const refused = new Set<string>();
    const send = async ({ verb, cents, key }: Sent, api: number): Promise<void> => {
      const answer: Answer<Accepted> = await act(node, id, verb, BANK, { amount: cny(yuan(cents)) }, { key, api });
      if (answer.status === 200) {
        expect([undefined, answer.body.version]).toContain(accepted.get(key)?.version);
        accepted.set(key, answer.body);
      } else {
        expect(told(answer)).toBe(verb === 'draw' ? '409 credit-line/limit-exceeded' : '409 credit-line/more-than-outstanding');
        refused.add(key);
      }
    };
    // Every fourth is sent twice at once, to both apis; and afterwards all that was accepted is sent again.
    await Promise.all(sent.flatMap((each, n) => [send(each, n % 2), ...(n % 4 === 0 ? [send(each, (n + 1) % 2)] : [])]));
    await Promise.all(sent.filter(({ key }) => accepted.has(key)).map((each, n) => send(each, n % 2)));
    const done = sent.filter(({ key }) => accepted.has(key));
    const sum = (verb: Sent['verb']): number => done.filter((each) => each.verb === verb).reduce((all, { cents }) => all + cents, 0);
    const [drawn, outstanding] = [sum('draw'), sum('draw') - sum('repay')];
    expect([refused.size > 0, done.length > 50, outstanding >= 0, outstanding <= 100_000]).toEqual([true, true, true, true]);
    const now = await line(node, id);
    expect(now.balances).toMatchObject({ outstanding: yuan(outstanding), drawn: yuan(drawn), available: yuan(100_000 - outstanding), reserved: '0.00' });
    expect(now.version).toBe(4 + done.length);

    // The model in the order in which all was written: at every step within the limit, and the balances as the statement tells them.
    const { items, closing } = await statement(node, id, '', BANK, 37);
    const byVersion = new Map(done.map((each) => [accepted.get(each.key)?.version, each]));
    let owed = 0;
    for (const item of items.filter(({ type }) => type === 'CreditDrawn' || type === 'CreditRepaid')) {
      const each = byVersion.get(item.version) as Sent;
      owed += each.verb === 'draw' ? each.cents : -each.cents;
      expect([item.amount, inCents(item.balances.outstanding), inCents(item.balances.available)]).toEqual([yuan(each.cents), owed, 100_000 - owed]);
      expect(owed >= 0 && owed <= 100_000).toBe(true);
    }
    expect(closing).toEqual(now.balances);
    expect(items.map(({ version }) => version)).toEqual([...items.map(({ version }) => version)].sort((a, b) => a - b));

    const { position } = now.asOf;
    expect([await metric('outstanding', position), await metric('drawn', position), await metric('available', position), await metric('outstanding', position, BANK)])
      .toEqual([yuan(outstanding), yuan(drawn), yuan(100_000 - outstanding), yuan(outstanding)]);
    for (const at of [0.3, 0.6, 0.9].map((share) => items[Math.floor(items.length * share)] as (typeof items)[number])) {
      const known = await taken(node.get<MetricBody>(`/v1/metrics/credit.outstanding?programme=${open}&asOf=position:${at.position}`));
      expect(inCents(known.totals[0]?.value ?? '0')).toBe(inCents(at.balances.outstanding));
      expect((await line(node, id, BANK, `?asOf=position:${at.position}`)).balances).toEqual(at.balances);
    }
  });

  it('sum over lines to what the programme comes to', async () => {
    const lines = await Promise.all([2, 3, 4, 5].map(async (n) => activeLine(node, { programme: open, firm: await firm(node, n), limit: '500.00' })));
    await Promise.all(lines.flatMap((each, n) => Array.from({ length: 10 }, (_, m) => act(node, each, m % 3 === 2 ? 'repay' : 'draw', BANK, { amount: cny(yuan(700 + 13 * n + m)) }, { api: m % 2 }))));
    const closings = await Promise.all([id, ...lines].map((each) => statement(node, each)));
    const position = Math.max(...closings.map(({ asOf }) => asOf.position));
    for (const [name, of] of [['outstanding', 'outstanding'], ['available', 'available'], ['drawn', 'drawn']] as const) {
      expect(plus([await metric(name, position)])).toBe(plus(closings.map(({ closing }) => closing[of] ?? '0')));
    }
  });

  it('refuse a key that comes back with another amount, and try out without drawing', async () => {
    const before = await line(node, id);
    const key = randomUUID();
    await taken(act(node, id, 'repay', BANK, { amount: cny('0.01') }, { key }));
    expect(told(await act(node, id, 'repay', BANK, { amount: cny('0.02') }, { key, api: 1 }))).toBe('422 request/idempotency-key-reused');
    const tried = await taken(node.command<{ dryRun: boolean; events: readonly { type: string }[] }>(`/v1/credit-lines/${id}/repay?dryRun=true`, BANK, { amount: cny('0.01') }));
    expect([tried.dryRun, tried.events.map(({ type }) => type)]).toEqual([true, ['CreditRepaid']]);
    expect((await line(node, id)).version).toBe(before.version + 1);
    const stranger = await personOf(node, 'another-bank');
    for (const verb of ['draw', 'repay']) expect(told(await stranger.command(`/v1/credit-lines/${id}/${verb}`, { amount: cny('0.01') }))).toBe('404 credit-line/not-found');
  });

  it('are read as a fresh fold of the log reads them', async () => expect(await differencesToAFreshFold(node.databaseUrl)).toEqual([]));
});
