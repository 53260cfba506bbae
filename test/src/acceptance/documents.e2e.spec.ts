import { randomBytes } from 'node:crypto';
import { type ProblemBody, told } from '../support/http.js';
import { taken } from '../support/keys.js';
import { startNode, type TestNode } from '../support/node.js';
import { submitted } from '../support/road.js';
import { ADMIN, CHENGDU, plain } from '../support/samples.js';

type Schema = Readonly<{ $ref?: string; properties?: Readonly<Record<string, Schema>>; items?: Schema; required?: readonly string[] }>;
type Operation = Readonly<{
  parameters: readonly Readonly<{ name: string; in: string; description?: string }>[];
  responses: Readonly<Record<string, Readonly<{ content?: Readonly<Record<string, Readonly<{ schema: Schema }>>> }>>>;
}>;
type OpenApi = Readonly<{ openapi: string; paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>; components: Readonly<{ schemas: Readonly<Record<string, Schema>>; securitySchemes?: object }> }>;

/** What holds more than is described: lines of a history repeat their event. */
const OPEN = /(history|\/history\.items)\[\]$/;

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
    const verbs = ['return', 'resubmit', 'confirm', 'approve', 'withdraw', 'correct', 'amend', 'upgrade', 'terminate', 'annul'];
    expect(routes).toEqual(expect.arrayContaining([
      'post /v1/signings', 'get /v1/signings', 'get /v1/signings/{id}', ...verbs.map((verb) => `post /v1/signings/{id}/${verb}`),
      'post /v1/claims', 'get /v1/claims', 'get /v1/metrics', 'get /v1/metrics/{metric}', 'get /v1/metrics/{metric}/entries',
      'get /v1/signings/{id}/history', 'get /v1/work', 'get /v1/overdue', 'get /v1/funnel', 'post /v1/documents', 'get /v1/documents', 'get /v1/documents/{id}', 'get /v1/documents/{id}/content',
      'post /v1/pacts', 'get /v1/pacts', 'get /v1/pacts/{id}', 'get /v1/pacts/{id}/text', 'get /v1/pacts/{id}/proof',
      ...['propose', 'counter', 'freeze', 'sign', 'decline', 'amend', 'suspend', 'resume', 'renew', 'terminate', 'withdraw'].map((verb) => `post /v1/pacts/{id}/${verb}`),
      'post /v1/alliances', 'get /v1/alliances/{id}/members', ...['found', 'apply', 'vote', 'admit', 'suspend', 'withdraw'].map((verb) => `post /v1/alliances/{id}/${verb}`),
      'post /v1/declarations', 'post /v1/declarations/{id}/endorse', 'post /v1/declarations/{id}/withdraw',
      'post /v1/editions', ...['announce', 'record-activity', 'record-output'].map((verb) => `post /v1/editions/{id}/${verb}`), 'get /v1/cooperation-matrix',
    ]));
    expect(body.components.securitySchemes).toBeDefined();
    const text = JSON.stringify(body.paths['/v1/signings/{id}/approve']?.['post']);
    expect(text).toContain('Idempotency-Key');
    expect(text).toContain('If-Match');
  });

  it('what is wrong under the media type of problems, on every route', async () => {
    const { body: { paths } } = await node.call<OpenApi>('GET', '/openapi.json');
    for (const [path, methods] of Object.entries(paths).filter(([each]) => each.startsWith('/v1/'))) {
      for (const [method, { responses }] of Object.entries(methods)) {
        expect([method, path, Object.keys(responses['default']?.content ?? {})]).toEqual([method, path, ['application/problem+json']]);
      }
    }
  });

  it.each(['/v1/signings', '/v1/work', '/v1/overdue', '/v1/funnel', '/v1/pacts', '/v1/alliances', '/v1/declarations', '/v1/editions', '/v1/cooperation-matrix'])('what every parameter of %s asks for', async (path) => {
    const { parameters = [] } = (await node.call<OpenApi>('GET', '/openapi.json')).body.paths[path]?.['get'] ?? {};
    expect(parameters.length).toBeGreaterThan(4);
    expect(parameters.filter(({ description }) => !description)).toEqual([]);
  });

  it('every field with which it answers', async () => {
    const { id } = await submitted(node, CHENGDU, plain());
    const source = { document: '公报', quote: '共建。' };
    const entered: Record<string, string> = {};
    let position = 0;
    for (const [path, body] of Object.entries({
      pacts: { kind: 'framework', title: { zh: '框架协议' }, territory: '510000', inForceFrom: '2024-01-11', source },
      alliances: { name: { zh: '联盟' }, kind: 'industry', territory: '310000', source },
      declarations: { title: { zh: '倡议书' }, territory: '510000', source },
      editions: { series: { code: 'told', name: { zh: '会议' } }, number: 1, place: '510100' },
    })) {
      const made = await taken(node.command(`/v1/${path}`, ADMIN, body));
      entered[path] = made.id;
      position = made.position;
    }
    const { paths, components: { schemas } } = (await node.call<OpenApi>('GET', '/openapi.json')).body;
    const resolved = (schema: Schema | undefined): Schema => schemas[schema?.$ref?.split('/').at(-1) ?? ''] ?? schema ?? {};
    const compared = (told: unknown, described: Schema | undefined, at: string): string[] => {
      const { properties, required = [], items } = resolved(described);
      if (Array.isArray(told)) return told.flatMap((each) => compared(each, items, `${at}[]`));
      if (!properties || typeof told !== 'object' || told === null) return [];
      return [
        ...required.filter((name) => !(name in told)).map((name) => `${at}.${name} is missing`),
        ...Object.entries(told).filter(([name]) => !(name in properties) && !OPEN.test(at)).map(([name]) => `${at}.${name} is not described`),
        ...Object.entries(told).flatMap(([name, each]) => compared(each, properties[name], `${at}.${name}`)),
      ];
    };
    const differences: string[] = [];
    for (const path of ['/v1/signings', '/v1/signings/{id}', '/v1/signings/{id}/history', '/v1/work', '/v1/overdue', '/v1/funnel', '/v1/metrics', '/v1/documents', '/v1/claims', '/v1/regions', '/v1/organisations', '/v1/cooperation-matrix', '/v1/alliances/{id}/members', ...Object.keys(entered).flatMap((path) => [`/v1/${path}`, `/v1/${path}/{id}`])]) {
      const { status, body } = await node.get<object>(`${path.replace('{id}', entered[path.split('/')[2] ?? ''] ?? id)}${path === '/v1/metrics' ? '' : `?minPosition=${position}${path.endsWith('matrix') ? '&set=510100,500000' : ''}`}`);
      const described = paths[path]?.['get']?.responses['200']?.content?.['application/json']?.schema;
      expect([path, status, resolved(described).properties !== undefined]).toEqual([path, 200, true]);
      differences.push(...compared(body, described, path));
    }
    expect(differences).toEqual([]);
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

  it('on every route that an address cannot be read, whether in its path or in its query', async () => {
    for (const query of ['status=%zz', 'project=%ED%A0%80', 'a=%', '%c3=1']) {
      for (const path of ['/v1/signings', '/v1/metrics', '/health/live', '/v1/nothing', '/openapi.json']) {
        const answer = await node.call<ProblemBody>('GET', `${path}?${query}`);
        expect([path, told(answer), answer.headers.get('trace-id')]).toEqual([path, '400 request/address-malformed', answer.body.trace]);
      }
      expect(told(await node.command(`/v1/signings?${query}`, CHENGDU, plain()))).toBe('400 request/address-malformed');
    }
    expect(told(await node.call('GET', '/v1/signings/%zz'))).toBe('400 request/address-malformed');
    expect(told(await node.call('GET', '/health/live?name=%E6%88%90%E9%83%BD+100%25'))).toBe('200');
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
