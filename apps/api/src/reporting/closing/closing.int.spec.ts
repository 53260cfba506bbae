import { rich } from '@entente/infra/reports/render/sets.samples';
import { type Answer, reportingNode, type ReportingNode } from '../reporting.samples.js';

describe('the closing of months', () => {
  let node: ReportingNode;
  beforeAll(async () => {
    node = await reportingNode();
    for (const period of ['2024-10', '2024-11', '2024-12']) await node.publish({ ...rich, period });
  });
  afterAll(() => node?.close());

  const close = (month: string, body: object = {}, as = 'admin', headers: Record<string, string> = {}): Promise<Answer> => node.call('POST', `/v1/periods/${month}/close`, as, { body, headers });
  const told = ({ status, body }: Answer): string => (status < 400 ? String(status) : `${status} ${body['code']}`);
  const reason = { code: 'late-correction', text: '到位资金更正。' };

  it('takes the end of the log where no position is named, and says which body did what, and no person', async () => {
    expect((await node.call('GET', '/v1/periods/2024-01', 'region:510100')).body).toEqual({ period: '2024-01', position: null, acts: [] });
    expect((await close('2024-01', { position: 2 })).body).toMatchObject({ id: '2024-01', version: 1 });
    const key = { 'idempotency-key': 'close-february' };
    expect(told(await close('2024-02', {}, 'admin', key))).toBe('200');
    const { headers, body } = await node.call('GET', '/v1/periods/2024-02', 'region:510100');
    expect([headers['etag'], body]).toEqual(['"2"', { period: '2024-02', position: 4, acts: [{ act: 'closed', on: expect.any(String), position: 4, reason: null, by: { organisation: 'hosting-association' } }] }]);
    expect((await close('2024-02', {}, 'admin', key)).headers['idempotent-replayed']).toBe('true');
    expect((await node.call('GET', '/v1/periods', 'auditor')).body).toMatchObject({ items: [{ period: '2024-02', position: 4 }, { period: '2024-01', position: 2 }], next: null });
  });

  it('opens a month again with a reason alone, and vouches for what was seen where it says so', async () => {
    const reopen = (body: object, headers = {}): Promise<Answer> => node.call('POST', '/v1/periods/2024-02/reopen', 'admin', { body, headers });
    expect(told(await reopen({}))).toBe('422 request/invalid');
    expect(told(await reopen({ reason }, { 'if-match': '"1"' }))).toBe('412 request/version-moved');
    expect(told(await reopen({ reason }, { 'if-match': '"2"' }))).toBe('200');
    expect((await node.call('GET', '/v1/periods/2024-02', 'report')).body).toMatchObject({ position: null, acts: [{ act: 'closed' }, { act: 'reopened', reason, position: null }] });
  });

  it('is refused for what is no month, is not over, lies beyond the log, or is closed; and to all but associations', async () => {
    const asked = await Promise.all([close('2024-13'), close('2024'), close('2999-01'), close('2024-03', { position: 999 }), close('2024-01'), close('2024-03', { at: 3 }), close('2024-03', {}, 'region:510100'), close('2024-03', {}, 'report')]);
    expect(asked.map(told)).toEqual([
      '422 request/invalid', '422 request/invalid', '422 period/not-over', '422 period/beyond-head', '409 period/already-closed', '422 request/invalid', '403 access/not-your-route', '403 access/not-your-route',
    ]);
    expect(asked[0]?.body['errors']).toMatchObject([{ pointer: '/period', code: 'period/month-malformed' }]);
    expect(await Promise.all(['/v1/periods', '/v1/periods/2024-01'].map(async (path) => told(await node.call('GET', path, 'bank'))))).toEqual(Array(2).fill('403 access/not-your-route'));
    expect(told(await node.call('GET', '/v1/periods/2024-1', 'admin'))).toBe('422 request/invalid');
  });
});
