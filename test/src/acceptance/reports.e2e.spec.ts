import { faults, told } from '../support/http.js';
import type { MetricBody } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { ask, cellAt, digestOf, download, ended, jsonIn, made, RUN_MS_MAX, type RunBody, SOON, takenOn, until } from '../support/reports.js';
import { admitted, attested } from '../support/road.js';
import { ADMIN, CHENGDU, CHONGQING, money, plain } from '../support/samples.js';

const BRIEF = 'monthly-brief';
const AMOUNTS = 'flows/contracted.CNY.total-investment/month';

/** Whoever needs a report asks for it: of a past month, as it is known now or was known then, and sees how far it is. */
describe('a report that somebody asks for', () => {
  let node: TestNode;
  let first: RunBody;
  let known = 0;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', editions: ['today-1'], env: SOON });
    await attested(node, plain({ project: '去年', amount: money('80.00'), signedOn: '2023-01-20' }));
    ({ position: known } = await admitted(node, CHENGDU, plain({ amount: money('100.00') })));
    await attested(node, plain({ project: '第二个', amount: money('250.50'), signedOn: '2024-01-20' }));
    first = await takenOn(ask(node, BRIEF, { period: '2024-01' }));
  }, 2 * RUN_MS_MAX);
  afterAll(() => node?.stop());

  it('is taken on with the address at which one sees how far it is, until its files are there', async () => {
    expect(first).toMatchObject({ kind: 'draft', report: BRIEF, parameters: {}, period: '2024-01', issue: null, asOf: expect.any(Number), files: [], error: null });
    const { headers, body } = await ask(node, BRIEF, { period: '2024-01' });
    expect([headers.get('location'), body.id]).toEqual([`/v1/reports/runs/${first.id}`, first.id]);
    const running = await until(node, first.id, 'running', 'done');
    if (running.percent !== null) expect(running.percent).toBeGreaterThan(0);
    const run = await ended(node, first.id);
    expect(run).toMatchObject({ state: 'done', percent: 100, doing: null, attempts: 1, losses: 0, result: { position: first.asOf, files: 16 } });
    expect(run.files.map(({ name }) => name)).toEqual(expect.arrayContaining(['report.json', 'report.sdmx.csv', 'report.zh.csv', 'report.en.csv', 'report.zh.yi.html', 'report.en.wan.pdf', 'report.zh.wan.xlsx']));
  }, 2 * RUN_MS_MAX);

  it('hands out each file with a digest that its bytes have, and CSV with a mark that spreadsheets need', async () => {
    const { files } = await ended(node, first.id);
    for (const { href, sha256, size, media } of files) {
      const { status, headers, bytes } = await download(node, href, ADMIN);
      expect([status, headers.get('content-type'), bytes.length, headers.get('content-digest'), headers.get('etag')]).toEqual([200, media, size, digestOf(bytes), `"${sha256}"`]);
    }
    const csv = await download(node, `/v1/reports/runs/${first.id}/files/report.zh.csv`, ADMIN);
    expect(csv.bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(csv.bytes.toString('utf8')).toContain('350.50');
    expect((await download(node, `/v1/reports/runs/${first.id}/files/none.csv`, ADMIN)).status).toBe(404);
  });

  it('says what the metrics say when they are asked its own questions as of its position', async () => {
    const json = await jsonIn(node, await ended(node, first.id));
    const { position } = json.dataSet.known;
    const figures = json.dataSet.tables.flatMap(({ rows }) => rows).flatMap(({ cells }) => Object.values(cells)).filter(({ origin }) => origin?.kind === 'metric');
    expect(figures.length).toBeGreaterThan(40);
    const answers = new Map<string, string>();
    for (const { value, unit, amountKind, origin } of figures) {
      const address = `/v1/metrics/${origin?.metric}?${new URLSearchParams({ ...origin?.question, asOf: `position:${position}` })}`;
      const { status, body } = await node.get<MetricBody>(address);
      const total = body.totals.find((each) => each.unit === unit && each.amountKind === amountKind);
      expect([address, status, Number(total?.value ?? 0)]).toEqual([address, 200, Number(value)]);
      if (total) answers.set(address, total.value);
    }
    expect([...answers.values()]).toEqual(expect.arrayContaining(['2', '350.50', '80.00']));
  });

  it('is told as it was known then', async () => {
    const then = await made(node, BRIEF, { period: '2024-01', asOf: `position:${known}` });
    const [before, now] = [await jsonIn(node, then), await jsonIn(node, await ended(node, first.id))];
    expect([cellAt(before, AMOUNTS)?.value, cellAt(now, AMOUNTS)?.value]).toEqual(['100.00', '350.50']);
    expect(then.asOf).toBe(known);
    // An officer asks for the same of his region.
    const his = await made(node, BRIEF, { period: '2024-01', parameters: { region: '510100' }, asOf: `position:${known}` }, CHENGDU);
    expect(cellAt(await jsonIn(node, his, CHENGDU), AMOUNTS)?.value).toBe('100.00');
    expect(his.result.output).not.toBe(then.result.output);
  }, 2 * RUN_MS_MAX);

  it('is one run under one key, however often it is sent, and another question under that key is refused', async () => {
    const body = { period: '2023-01', asOf: `position:${known}` };
    const [one, two] = [await ask(node, BRIEF, body, ADMIN, { key: 'once' }), await ask(node, BRIEF, body, ADMIN, { key: 'once' })];
    expect([one.status, one.headers.get('idempotent-replayed'), two.status, two.headers.get('idempotent-replayed'), two.body.id]).toEqual([202, null, 202, 'true', one.body.id]);
    expect(told(await ask(node, BRIEF, { ...body, period: '2023-02' }, ADMIN, { key: 'once' }))).toBe('422 request/idempotency-key-reused');
    const { body: { items: before } } = await node.get<{ items: object[] }>('/v1/reports/runs?limit=200');
    const tried = await node.command(`/v1/reports/${BRIEF}/runs?dryRun=true`, ADMIN, { period: '2024-02', publish: true });
    expect([tried.status, tried.body]).toMatchObject([200, { dryRun: true, publish: true, issue: expect.any(String) }]);
    expect((await node.get<{ items: object[] }>('/v1/reports/runs?limit=200')).body.items).toHaveLength(before.length);
    await ended(node, one.body.id);
  }, 2 * RUN_MS_MAX);

  it('is refused at once with all that is wrong with it', async () => {
    const wrong = async (report: string, body: object): Promise<unknown> => {
      const answer = await ask(node, report, body as never);
      return [told(answer), ...(answer.status === 422 ? faults(answer) : [])];
    };
    expect(await wrong(BRIEF, { period: '2024-Q1', parameters: { region: '999999', colour: 'red' } })).toEqual([
      '422 request/invalid', '/parameters/colour request/unrecognized-keys', '/parameters/region region/unknown-code', '/period report/period-malformed',
    ]);
    expect(await wrong('cooperation', { period: '2024-01', parameters: { set: 'nowhere', colour: 'red' } })).toEqual([
      '422 request/invalid', '/parameters/colour request/unrecognized-keys', '/parameters/set report/unknown-set', '/period report/period-malformed',
    ]);
    expect(await wrong('conference', { period: 'T+2', parameters: { edition: 'nowhere-1' } })).toEqual(['422 request/invalid', '/parameters/edition edition/unknown', '/period report/period-malformed']);
    expect(await wrong('conference', { period: 'T+1' })).toEqual(['422 request/invalid', '/parameters/edition request/invalid-type']);
    expect(await wrong(BRIEF, { period: '2099-01', publish: true, asOf: 'position:3' })).toEqual(['422 request/invalid', '/asOf report/published-as-of', '/period report/period-not-over']);
    expect(await wrong(BRIEF, { period: '2024-01', asOf: '2001-01-01' })).toEqual(['422 request/invalid', '/asOf report/nothing-known']);
    expect(await wrong(BRIEF, { period: '2024-01', asOf: 'position:999999' })).toEqual(['400 read/beyond-head']);
    expect(await wrong('nothing', { period: '2024-01' })).toEqual(['404 report/unknown']);
  });

  it('is told to nobody beyond his regions, and to no bank', async () => {
    const body = { period: '2024-01', parameters: { region: '510100' } };
    expect(told(await ask(node, BRIEF, body, CHONGQING))).toBe('403 access/beyond-scope');
    expect(told(await ask(node, BRIEF, { period: '2024-01' }, CHENGDU))).toBe('403 access/beyond-scope');
    expect(told(await ask(node, BRIEF, { ...body, publish: true }, CHENGDU))).toBe('403 report/publishing-not-yours');
    expect(told(await node.get(`/v1/reports/runs/${first.id}`, CHENGDU))).toBe('404 request/not-found');
    expect(told(await node.command(`/v1/reports/runs/${first.id}/cancel`, CHENGDU, {}))).toBe('404 request/not-found');
    expect((await download(node, `/v1/reports/runs/${first.id}/files/report.json`, CHENGDU)).status).toBe(404);
    for (const path of ['/v1/reports', '/v1/reports/runs', '/v1/reports/issues', `/v1/reports/runs/${first.id}`]) expect(told(await node.get(path, 'bank'))).toBe('403 access/not-your-route');
    expect(told(await ask(node, BRIEF, body, 'bank'))).toBe('403 access/not-your-route');
  });

  it('is in a catalogue that tells Chinese readers all of it in Chinese', async () => {
    const { body } = await node.call<{ items: readonly object[] }>('GET', '/v1/reports', { as: CHENGDU, headers: { 'Accept-Language': 'zh' } });
    const words = body.items.flatMap((each) => { const { title, describes, parameters } = each as { title: string; describes: string; parameters: { describes: string }[] }; return [title, describes, ...parameters.map((one) => one.describes)]; });
    expect(words.filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([]);
  });

  it('of a conference is not published before its day has come', async () => {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    await attested(node, plain({ edition: 'today-1', signedOn: today }));
    const wanted = { period: 'T+180', parameters: { edition: 'today-1' } };
    const { state, error, attempts } = await ended(node, (await takenOn(ask(node, 'conference', { ...wanted, publish: true }))).id);
    expect([state, attempts, error]).toEqual(['failed', 1, expect.stringContaining('leave out "publish" for a draft')]);
    expect((await made(node, 'conference', wanted)).result.figures).toBeGreaterThan(0);
  }, 2 * RUN_MS_MAX);
});
