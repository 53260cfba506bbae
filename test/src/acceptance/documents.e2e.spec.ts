import { randomBytes } from 'node:crypto';
import type { ProblemBody } from '../support/http.js';
import { startNode, type TestNode } from '../support/node.js';
import { submitted } from '../support/road.js';
import { CHENGDU, plain } from '../support/samples.js';

type OpenApi = Readonly<{ openapi: string; paths: Readonly<Record<string, Readonly<Record<string, object>>>>; components: Readonly<{ schemas?: object; securitySchemes?: object }> }>;

/** What the api tells of itself to those who write against it and those who run it. */
describe('the api tells', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres' });
  });
  afterAll(() => node?.stop());

  it('its routes as OpenAPI 3.1', async () => {
    const { status, body } = await node.call<OpenApi>('GET', '/openapi.json');
    expect([status, body.openapi]).toEqual([200, '3.1.0']);
    const routes = Object.entries(body.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
    const verbs = ['return', 'resubmit', 'confirm', 'approve', 'withdraw', 'correct', 'amend', 'terminate'];
    expect(routes).toEqual(expect.arrayContaining([
      'post /v1/signings', 'get /v1/signings', 'get /v1/signings/{id}', ...verbs.map((verb) => `post /v1/signings/{id}/${verb}`),
      'post /v1/claims', 'get /v1/claims', 'get /v1/metrics', 'get /v1/metrics/{metric}', 'get /v1/metrics/{metric}/entries',
    ]));
    expect(body.components.securitySchemes).toBeDefined();
    const text = JSON.stringify(body.paths['/v1/signings/{id}/approve']?.['post']);
    expect(text).toContain('Idempotency-Key');
    expect(text).toContain('If-Match');
  });

  it('its documents as a page', async () => {
    const { status, headers, body } = await node.call<string>('GET', '/docs');
    expect([status, headers.get('content-type')?.split(';')[0]]).toEqual([200, 'text/html']);
    expect(body).toMatch(/<title>.+<\/title>/);
  });

  it('whether it lives and is ready, and how far its readers are', async () => {
    expect((await node.call('GET', '/health/live')).body).toEqual({ status: 'ok' });
    const { position } = await submitted(node, CHENGDU, plain());
    await node.get(`/v1/metrics/signings.count?minPosition=${position}`);
    const { body } = await node.call<{ readers: object[] }>('GET', '/health/ready');
    expect(body).toMatchObject({ status: 'ok', head: position });
    expect(body.readers).toContainEqual({ reader: 'signing-metrics', version: expect.any(Number), position, lag: 0, stopped: null });
  });

  it('its figures: appends, times, lag and queue', async () => {
    await submitted(node, CHENGDU, plain());
    const { status, headers, body } = await node.call<string>('GET', '/metrics');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(Number(/^entente_log_appends_total (\d+)$/m.exec(body)?.[1])).toBeGreaterThan(0);
    expect(Number(/^entente_log_head_position (\d+)$/m.exec(body)?.[1])).toBeGreaterThan(0);
    expect(body).toMatch(/^entente_log_group_seconds_count \d+$/m);
    expect(body).toMatch(/^entente_http_request_seconds_bucket\{.*route="\/v1\/signings".*\} \d+$/m);
    expect(body).toMatch(/^entente_reader_lag_positions\{reader="signing-metrics"\} \d+$/m);
    expect(body).toMatch(/^entente_reader_stopped\{reader="claims"\} 0$/m);
    expect(body).toMatch(/^entente_queue_waiting \d+$/m);
  });

  it('under which trace it answers: that of the caller, or one of its own', async () => {
    const trace = randomBytes(16).toString('hex');
    const traceparent = `00-${trace}-${randomBytes(8).toString('hex')}-01`;
    const mine = await node.call<ProblemBody>('GET', '/v1/signings', { headers: { traceparent } });
    expect([mine.headers.get('trace-id'), mine.body.trace]).toEqual([trace, trace]);
    const own = await node.call('GET', '/v1/nothing', { headers: { traceparent: 'nonsense' } });
    expect(own.headers.get('trace-id')).toMatch(/^[0-9a-f]{32}$/);
    expect(own.headers.get('trace-id')).not.toBe((await node.call('GET', '/v1/nothing')).headers.get('trace-id'));
  });
});
