import { publicEdition } from '@entente/domain/reporting/dataset';
import { rich } from '@entente/infra/reports/render/sets.samples';
import { type Answer, type Put, reportingNode, type ReportingNode } from '../reporting.samples.js';
import { publicReportDocument, publicReportsDocument } from './public-report.requests.js';

const set = (period: string, region = '510100') => ({ ...rich, period, parameters: { region } });

describe('public editions', () => {
  let node: ReportingNode;
  let issues: readonly Put[];
  beforeAll(async () => {
    node = await reportingNode();
    issues = [await node.publish(set('2024-10')), await node.publish(set('2024-11')), await node.publish(set('2024-12')), await node.publish(set('2024-09', '500000'))];
    for (const [n, period] of ['2024-10', '2024-11', '2024-12'].entries()) await node.release(issues[n]!.issue, set(period), `<p>public ${period}</p>`);
  });
  afterAll(() => node?.close());

  const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> => node.call('GET', `/v1/public/reports${path}`, undefined, { headers });
  const told = ({ status, body }: Answer): string => (status < 400 ? String(status) : `${status} ${body['code']}`);
  const FILE = 'report.en.yi.html';

  it('are listed to everybody, page by page, each once, without a word of the full edition or of the log', async () => {
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const { body, text } = await get(`?limit=1${cursor}`);
      expect(publicReportsDocument.parse(body)).toEqual(body);
      for (const { output } of issues) expect(text).not.toContain(output);
      expect(text).not.toMatch(/position|inputs|hosting-association|Li Wei/);
      seen.push(...(body['items'] as unknown as { issue: string }[]).map(({ issue }) => issue));
      if (body['next'] === null) break;
      cursor = `&cursor=${String(body['next'])}`;
    }
    expect(seen.toSorted()).toEqual(issues.slice(0, 3).map(({ issue }) => issue).toSorted());
    expect((await get('?period=2024-11')).body['items']).toMatchObject([{ period: '2024-11', report: 'monthly-brief', parameters: { region: '510100' }, withheld: publicEdition(set('2024-11')).withheld }]);
    expect((await get('?report=overdue')).body['items']).toEqual([]);
    expect(told(await get('?minPosition=1'))).toBe('422 request/invalid');
  });

  it('are told one by one with their files, which are the bytes that were released', async () => {
    const { body } = await get(`/${issues[1]!.issue}`);
    expect(publicReportDocument.parse(body)).toEqual(body);
    const [file] = body['files'] as unknown as { href: string; sha256: string }[];
    const { status, headers, text } = await get(file!.href.slice('/v1/public/reports'.length));
    expect([status, text, headers['etag'], headers['content-digest']]).toEqual([200, '<p>public 2024-11</p>', `"${file!.sha256}"`, `sha-256=:${Buffer.from(file!.sha256, 'hex').toString('base64')}:`]);
    expect([headers['cache-control'], headers['x-content-type-options'], headers['content-disposition']]).toEqual([expect.stringMatching(/^public/), 'nosniff', expect.stringContaining('monthly-brief%202024-11')]);
    expect((await get(file!.href.slice('/v1/public/reports'.length), { 'if-none-match': `"${file!.sha256}"` })).status).toBe(304);
  });

  it('are not there where nothing was released, and gone where a file was kept long enough', async () => {
    const [first, , , unreleased] = issues as [Put, Put, Put, Put];
    const none = `/${issues[0]!.issue.slice(0, -12)}000000000000`;
    expect(await Promise.all([`/${unreleased.issue}`, `/${unreleased.issue}/files/${FILE}`, none, '/2024-10'].map(async (path) => told(await get(path))))).toEqual(
      ['404 report/not-found', '404 report/not-found', '404 report/not-found', '404 request/not-found']);
    expect(told(await get(`/${first.issue}/files/report.zh.yi.pdf`))).toBe('404 request/not-found');
    const edition = publicEdition(set('2024-10'));
    const { output } = await node.keep(edition.set);
    await node.pool.query('delete from reports.files where of = $1', [output]);
    expect(told(await get(`/${first.issue}/files/${FILE}`))).toBe('410 report/file-dropped');
  });
});
