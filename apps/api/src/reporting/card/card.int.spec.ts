import { type DataSet, figuresIn } from '@entente/domain/reporting/dataset';
import { HOSTILE, rich } from '@entente/infra/reports/render/sets.samples';
import { once } from '@entente/infra/services/test-database';
import { type Answer, type Put, reportingNode, type ReportingNode } from '../reporting.samples.js';
import { cardDocument } from './card.requests.js';

const REPORT: DataSet = { ...rich, parameters: { region: '510100' } };
const [GROWTH, RATE, NAMED] = ['monthly/2024-02/growth', 'credit/lvse/use', 'names/p2/funds'];
const NOBODYS = '0000-0000-0000';

describe('number cards', () => {
  let node: ReportingNode;
  let put: Put;
  let released: Put;
  beforeAll(async () => {
    node = await reportingNode();
    put = await node.publish(REPORT);
    released = await node.release(put.issue, REPORT);
  });
  afterAll(() => node?.close());

  const card = (code: string, as = 'region:510100', language = 'en'): Promise<Answer> => node.call('GET', `/v1/cards/${encodeURIComponent(code)}`, as, { headers: { 'accept-language': language } });
  const page = (code: string, language = 'en'): Promise<Answer> => node.call('GET', `/cards/${encodeURIComponent(code)}`, undefined, { headers: { 'accept-language': language } });
  const of = (path: string, from = put): string => from.codes.get(path) ?? '';
  const told = ({ status, body }: Answer): string => (status < 400 ? String(status) : `${status} ${body['code']}`);

  it('tell of every printed figure what it is, in both languages, and where to ask on', async () => {
    for (const { path, figure } of figuresIn(REPORT)) {
      const { status, body } = await card(of(path), 'region:510100', path.length % 2 === 0 ? 'zh' : 'en');
      expect([path, status]).toEqual([path, 200]);
      expect(cardDocument.parse(body)).toEqual(body);
      expect(body).toMatchObject({ path, code: of(path), edition: 'issue', figure: { value: figure.value, unit: figure.unit }, report: 'monthly-brief', parameters: { region: '510100' }, asOf: REPORT.known, revision: { state: 'stands' } });
    }
  });

  it('of a formula name their operands by their own codes, and of a metric the address of its entries', async () => {
    const { body } = await card(of(GROWTH));
    expect(body).toMatchObject({
      figure: { value: '7.900000', unit: '%' }, printed: { en: { yi: '7.9%' }, zh: { wan: '7.9%' } }, entries: null, answers: { organisation: 'association', region: null },
      definition: { kind: 'formula', id: 'yoy', version: 1 },
      operands: [{ name: 'now', code: of('monthly/2024-02/contracted'), value: '8045000000.00', unit: 'CNY' }, { name: 'base', code: null, value: '1000000000.00', entries: expect.stringMatching(/^\/v1\/metrics\/signings\.contracted\/entries\?/) }],
    });
    const { body: operand } = await card(of('monthly/2024-02/contracted'), 'auditor', 'zh-CN,en;q=0.5');
    expect(operand).toMatchObject({ printed: { zh: { yi: '80.45亿元' } }, answers: { organisation: 'association', region: '510000' }, definition: { id: 'signings.contracted', title: '签约金额' } });
    expect(operand['entries']).toBe(`/v1/metrics/signings.contracted/entries?amountKind=contract-value&currency=CNY&from=2024-02&region=510000&to=2024-02&asOf=position%3A${REPORT.known.position}`.replace('%3A', ':'));
  });

  it('are found however the code is typed, and not at all by whoever may not read the report', async () => {
    const code = of(RATE);
    expect((await card(code.toLowerCase().replaceAll('0', 'o').replaceAll(/(.{3})/g, '$1-'))).body).toMatchObject({ code });
    const answers = await Promise.all([card(code, 'region:500000'), card(NOBODYS), card('nonsense'), card(code, 'bank')]);
    expect(answers.map(told)).toEqual([...Array(3).fill('404 report/card-not-found'), '403 access/not-your-route']);
    expect(answers[0]?.body['detail']).toBe(answers[1]?.body['detail']);
    expect(told(await node.call('GET', `/v1/cards/${code}`))).toBe('401 access/no-key');
  });

  it('of a draft are read within its regions, and nobody follows what becomes of it', async () => {
    const { output, codes } = await node.keep({ ...REPORT, parameters: { region: '500000' } });
    const code = codes.get(RATE) ?? '';
    expect(told(await card(code, 'admin'))).toBe('404 report/card-not-found');
    await once(node.url,
      `insert into jobs.runs (job, parameters, period, due_at, state, attempts, started_at, finished_at, result) values ('draft/monthly-brief', $1, '2024-12', now(), 'done', 1, now(), now(), $2)`,
      [JSON.stringify({ asOf: 3, parameters: { region: '500000' } }), JSON.stringify({ output })]);
    expect(await Promise.all(['region:500000', 'admin', 'region:510100'].map(async (as) => told(await card(code, as))))).toEqual(['200', '200', '404 report/card-not-found']);
    expect((await card(code, 'admin')).body).toMatchObject({ edition: 'draft', revision: null, links: { issue: null, run: expect.stringMatching(/^\/v1\/reports\/runs\/[0-9a-f-]{36}$/) } });
  });

  it('of a public edition are a page for everybody, without position and record, and readable with any key', async () => {
    const code = of('matrix/510100/500000', released);
    const { status, headers, text } = await page(code);
    expect([status, headers['content-type'], headers['cache-control'], headers['x-content-type-options']]).toEqual([200, 'text/html; charset=utf-8', 'public, max-age=300', 'nosniff']);
    expect(headers['content-security-policy']).not.toContain('script-src');
    for (const word of ['Chengdu', 'Chongqing', 'Pacts, region by region', 'It has not changed since it was published.']) expect(text).toContain(word);
    for (const hidden of [String(REPORT.known.position), '<script', '/v1/metrics']) expect(text).not.toContain(hidden);
    expect((await page(code, 'zh')).text).toContain('公布后未变动。');
    const { body } = await card(code, 'region:500000');
    expect(cardDocument.parse(body)).toEqual(body);
    expect(body).toMatchObject({ edition: 'public', asOf: { instant: REPORT.known.instant }, entries: null, links: { issue: `/v1/public/reports/${put.issue}` } });
  });

  it('tell nobody without a key whether a code was ever printed', async () => {
    const [closed, unknown] = await Promise.all([page(of(NAMED)), page(NOBODYS)]);
    const plain = ({ text }: Answer, code: string): string => text.replaceAll(code, 'CODE').replaceAll(code.replaceAll(/.{4}(?=.)/g, '$&-'), 'CODE');
    expect(plain(closed, of(NAMED))).toBe(plain(unknown, '000000000000'));
    expect(closed.status).toBe(unknown.status);
    const heads = [closed, unknown].map(({ headers: { date: _, 'content-length': _l, ...rest } }) => rest);
    expect(heads[0]).toEqual(heads[1]);
    for (const name of HOSTILE) expect((await page(name)).text).not.toContain(name.includes('<') ? name : '<script>alert');
  });

  it('say what was revised, from what to what, and that the others stand; to the public no value of it', async () => {
    const said = (value: string) => ({ value, low: value, high: value, unit: '%', why: null });
    const position = REPORT.known.position + 10;
    await node.supersede(put.issue, { position, count: 1, changes: [{ path: GROWTH, old: said('7.900000'), new: said('8.100000') }] });
    const { body } = await card(of(GROWTH));
    expect(body['revision']).toEqual({ state: 'revised', position, old: said('7.900000'), new: said('8.100000') });
    expect(JSON.stringify(body['lines'])).toContain('it was 7.900000% and is 8.100000% now');
    expect((await card(of(RATE))).body['revision']).toEqual({ state: 'stands', position, old: null, new: null });
    const { text } = await page(of(GROWTH, released));
    expect(text).toContain('Some figures of this report were corrected');
    expect(text).not.toContain('8.1');
  });
});
