import { randomUUID } from 'node:crypto';
import { openingOf } from '../support/editions.js';
import { evidence } from '../support/evidence.js';
import { type Accepted, type Answer, faults, told } from '../support/http.js';
import { taken } from '../support/keys.js';
import type { MetricBody } from '../support/metrics.js';
import { startNode, type TestNode } from '../support/node.js';
import { attested, type Page } from '../support/road.js';
import { ADMIN, CHENGDU, plain, reason, source } from '../support/samples.js';
import { associationOf } from '../support/territory.js';

type EditionBody = Readonly<{ code: string; place: string | null; title: object | null; activities: readonly object[]; outputs: readonly object[]; announced: readonly Readonly<{ recorded: Readonly<{ value: string | null; reason?: string; difference?: string }> }>[] }>;

const title = (zh: string) => ({ zh });
const opening = (code: string, more: object = {}): object => ({ ...openingOf(code), ...more });

/** Editions of which not everything is known, and what their outputs may be said to be. */
describe('a conference edition', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres' });
  });
  afterAll(() => node?.stop());
  const act = <T = Accepted>(verb: string, body: object, as: string, of: string): Promise<Answer<T>> => node.command<T>(`/v1/editions/${of}/${verb}`, as, body);
  const get = async (reference: string, query = ''): Promise<EditionBody> => taken(node.get<EditionBody>(`/v1/editions/${reference}${query}`));
  const opened = async (code: string, more: object = {}): Promise<string> => (await taken(node.command('/v1/editions', ADMIN, opening(code, more)))).id;
  const list = async (query: string): Promise<readonly string[]> => (await taken(node.get<Page<EditionBody>>(`/v1/editions?${query}`))).items.map(({ code }) => code);

  it('has no place while no source states one; told later, all that happened there moves to it, and as of before it was nowhere', async () => {
    const key = await associationOf(node.databaseUrl, '510000');
    const theirs = (path: string, body: object): Promise<Answer<unknown>> => node.call('POST', path, { body, headers: { Authorization: `Bearer ${key}`, 'Idempotency-Key': randomUUID() } });
    const refused = await theirs('/v1/editions', opening('nowhere-1', { place: null }));
    expect([told(refused), faults(refused)]).toEqual(['403 edition/not-yours', ['/place edition/not-yours']]);
    const edition = await opened('nowhere-1', { place: undefined, source });
    expect(told(await theirs(`/v1/editions/${edition}/announce`, { place: '510100', source }))).toBe('403 edition/not-yours');
    await taken(act('record-activity', { name: title('主题大会'), from: '2022-05', attendance: { value: '50', text: '50人' }, source }, ADMIN, edition));
    const { position: before } = await taken(act('record-output', { kind: 'report', title: title('报告'), on: '2022-05', source }, ADMIN, edition));
    const region = async (query: string): Promise<readonly string[]> => list(`series=nowhere${query}&minPosition=${before}`);
    const total = async (metric: string, query: string, minPosition: number): Promise<string | null> =>
      (await taken(node.get<MetricBody>(`/v1/metrics/editions.${metric}?edition=nowhere-1&minPosition=${minPosition}${query}`))).total;
    expect(await get('nowhere-1')).toMatchObject({ place: null, recorded: { activities: 1, outputs: 1 } });
    expect([await region(''), await region('&region=510000')]).toEqual([['nowhere-1'], []]);
    expect([await total('activities', '', before), await total('outputs', '', before)]).toEqual(['0', '0']);
    // Beside what was announced, 0 would be false: what is on record counts in no region.
    let announced = before;
    for (const [metric, unit] of [['editions.activities', 'activity'], ['editions.outputs', 'output']] as const) {
      ({ position: announced } = await taken(node.command('/v1/claims', ADMIN, { metric, scope: { territory: '510100', edition: 'nowhere-1' }, quantity: { value: '4', unit, text: '4项' }, source, statedOn: '2022-06' })));
    }
    const beside = async (query: string): Promise<readonly unknown[]> => (await get('nowhere-1', query)).announced.map(({ recorded }) => [recorded.value, recorded.reason?.split(':')[0], recorded.difference]);
    expect(await beside(`?minPosition=${announced}`)).toEqual([[null, 'place-unknown', undefined], [null, 'place-unknown', undefined]]);
    const { position } = await taken(act('announce', { place: '510100', source }, ADMIN, edition));
    expect(await beside(`?minPosition=${position}`)).toEqual([['1', undefined, '-3'], ['1', undefined, '-3']]);
    expect(await beside(`?asOf=position:${position - 1}`)).toEqual([[null, 'place-unknown', undefined], [null, 'place-unknown', undefined]]);
    // Nor where neither says on which day it was.
    const undated = await taken(act<Accepted & { activity: string }>('record-activity', { name: title('无日期活动'), source }, ADMIN, edition));
    expect(await beside(`?minPosition=${undated.position}`)).toEqual([[null, 'day-unknown', undefined], ['1', undefined, '-3']]);
    await taken(act('strike', { activity: undated.activity, reason }, ADMIN, edition));
    expect([await get('nowhere-1'), await get('nowhere-1', `?asOf=position:${before}`)]).toMatchObject([{ place: '510100', title: null }, { place: null }]);
    expect([await list(`series=nowhere&region=510000&minPosition=${position}`), await list(`series=nowhere&region=500000&minPosition=${position}`)]).toEqual([['nowhere-1'], []]);
    for (const [metric, value] of [['activities', '1'], ['attendance', '50'], ['outputs', '1']] as const) {
      expect([metric, await total(metric, '&region=510000', position), await total(metric, `&asOf=position:${before}`, position)]).toEqual([metric, value, '0']);
    }
    // From now on it is theirs to keep who are over the place, and theirs alone to say otherwise, with a reason.
    expect(faults(await theirs(`/v1/editions/${edition}/announce`, { place: '510104', source }))).toEqual(['/reason edition/reason-needed']);
    expect(faults(await theirs(`/v1/editions/${edition}/announce`, { place: '500000', reason, source }))).toEqual(['/place edition/not-yours']);
    expect(told(await theirs(`/v1/editions/${edition}/announce`, { place: '510104', reason, source }))).toBe('200');
    expect((await get('nowhere-1')).place).toBe('510104');
  });

  it('is answered with the id under which it is put right', async () => {
    const edition = await opened('named-1');
    const key = randomUUID();
    const activity = { name: title('主题大会'), from: '2024-01-11', source };
    const sent = await node.command<Accepted & { activity: string }>(`/v1/editions/${edition}/record-activity`, ADMIN, activity, { key });
    const again = await node.command<Accepted & { activity: string }>(`/v1/editions/${edition}/record-activity`, ADMIN, activity, { key });
    expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([sent.body, 'true']);
    const output = await taken(act<Accepted & { output: string }>('record-output', { kind: 'list', title: title('榜单'), activity: sent.body.activity, source }, ADMIN, edition));
    const own = randomUUID();
    expect((await taken(act<Accepted & { output: string }>('record-output', { output: own, kind: 'list', title: title('榜单'), source }, ADMIN, edition))).output).toBe(own);
    expect(await get('named-1')).toMatchObject({ activities: [{ activity: sent.body.activity }], outputs: [{ output: output.output }, { output: own }] });
    await taken(act('strike', { output: output.output, reason }, ADMIN, edition));
  });

  it('refers to what whoever records it may see, and keeps the documents that it refers to', async () => {
    const { id: edition } = await taken(node.command('/v1/editions', ADMIN, opening('referring-1')));
    const key = await associationOf(node.databaseUrl, '510000');
    const theirs = (body: object): Promise<Answer<unknown>> =>
      node.call('POST', `/v1/editions/${edition}/record-output`, { body: { kind: 'other', title: title('成果'), source, ...body }, headers: { Authorization: `Bearer ${key}`, 'Idempotency-Key': randomUUID() } });
    const { id: near } = await attested(node, plain({ signedOn: '2024-01-11' }));
    const { id: far } = await attested(node, plain({ hosts: [{ region: '310000' }], signedOn: '2024-01-11' }));
    const of = await evidence(node, ADMIN, { access: 'parties' });
    const answers = await Promise.all(([['signing', near], ['signing', far], ['document', of]] as const).map(async ([kind, id]) => told(await theirs({ refers: { kind, id } }))));
    expect(answers).toEqual(['200', '422 edition/refers-to-nothing', '422 edition/refers-to-nothing']);
    expect(told(await act('record-output', { kind: 'report', title: title('报告'), refers: { kind: 'document', id: of }, source }, ADMIN, edition))).toBe('200');
    const { references } = await taken(node.get<{ references: readonly object[] }>(`/v1/documents/${of}`));
    expect(references).toEqual([{ kind: 'edition', id: edition, number: null, name: expect.any(String) }]);
    expect(told(await node.command(`/v1/documents/${of}/discard`, CHENGDU, { reason }))).toMatch(/^4\d\d /);
  });
});
