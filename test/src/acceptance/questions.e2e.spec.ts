import { faults, type ProblemBody, told } from '../support/http.js';
import { startNode, type TestNode } from '../support/node.js';
import { admitted, attested, type Page, type SigningBody } from '../support/road.js';
import { ADMIN, CHENGDU, plain } from '../support/samples.js';

/** How the api takes questions: what leads on from page to page, and what it says of those that are not right. */
describe('a question', () => {
  let node: TestNode;
  let position = 0;
  const ids: string[] = [];
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', editions: ['numbered-1', 'questions-1'] });
    for (let n = 0; n < 3; n += 1) {
      const done = await attested(node, plain({ edition: 'questions-1' }));
      ids.push(done.id);
      ({ position } = done);
    }
  });
  afterAll(() => node?.stop());
  const nextOf = async (path: string): Promise<string> => {
    const { body: { next } } = await node.get<Page<object>>(path);
    expect([path, typeof next]).toEqual([path, 'string']);
    return encodeURIComponent(next ?? '');
  };
  const said = async (path: string, language: string): Promise<readonly string[]> =>
    (await node.call<ProblemBody>('GET', path, { as: ADMIN, headers: { 'Accept-Language': language } })).body.errors.map(({ pointer, message }) => `${pointer} ${message}`);

  it('goes on with its own cursor, in pages of any length', async () => {
    const first = await nextOf(`/v1/signings?edition=questions-1&limit=1&minPosition=${position}`);
    const { body } = await node.get<Page<SigningBody>>(`/v1/signings?limit=500&edition=questions-1&cursor=${first}`);
    expect([body.items.map(({ id }) => id), body.next]).toEqual([ids.slice(1), null]);
  });

  it('refuses the cursor of another', async () => {
    const signings = await nextOf(`/v1/signings?edition=questions-1&limit=1&minPosition=${position}`);
    const entries = await nextOf('/v1/metrics/signings.count/entries?edition=questions-1&limit=1');
    for (const path of [
      `/v1/signings?edition=other&cursor=${signings}`, `/v1/signings?cursor=${signings}`, `/v1/claims?edition=questions-1&cursor=${signings}`, `/v1/work?cursor=${signings}`,
      `/v1/signings/${ids[0]}/history?cursor=${signings}`, `/v1/metrics/signings.contracted/entries?edition=questions-1&cursor=${entries}`, `/v1/signings?edition=questions-1&cursor=${entries}`,
    ]) expect([path, faults(await node.get(path))]).toEqual([path, ['/cursor request/cursor-malformed']]);
    expect((await said(`/v1/claims?cursor=${signings}`, 'en'))[0]).toMatch(/belongs to the question that gave it/);
  });

  it('that is not right hears what to do, fault by fault and in its own language', async () => {
    const path = '/v1/signings?minPosition=abc&colour=red&status=lost&host=510100&host=500000';
    expect([...(await said(path, 'en'))].sort()).toEqual([
      '/colour There is no such field here; leave it out.', '/host The parameter host is given more than once; give it once.',
      '/minPosition This is no number; write digits, such as 100.', '/status Choose one of: submitted, returned, withdrawn, admitted, terminated, annulled.',
    ]);
    expect([...(await said(path, 'zh'))].sort()).toEqual([
      '/colour 此处没有这个字段；请去掉。', '/host 参数 host 出现多次；请只填一次。', '/minPosition 这不是数字；请写数字，如 100。',
      '/status 请选填其一：submitted、returned、withdrawn、admitted、terminated、annulled。',
    ]);
    const body = await node.command<ProblemBody>('/v1/signings', CHENGDU, { ...plain({ project: 7 }), kind: undefined, signedOn: undefined }, { headers: { 'Accept-Language': 'en' } });
    expect((body.body as unknown as ProblemBody).errors.map(({ pointer, message }) => `${pointer} ${message}`).sort()).toEqual([
      '/kind Choose one of: headquarters, project, platform, cooperation.', '/project A text belongs here, and this is a number.', '/signedOn This is missing; give a text.',
    ]);
  });

  it.each([
    ['/v1/metrics/signings.count?month=2024-01-11', '/month', /from and to/], ['/v1/metrics/signings.count?cohort=2024-01-11', '/cohort', /month or a year/],
    ['/v1/metrics/signings.count?edition=Questions', '/edition', /such as cisc-21/], ['/v1/metrics/signings.count/entries?track=a_b', '/track', /lower-case/],
    ['/v1/signings?edition=', '/edition', /lower-case/], ['/v1/funnel?edition=Q', '/edition', /lower-case/], ['/v1/funnel?track=', '/track', /lower-case/],
    ['/v1/claims?edition=Q!', '/edition', /lower-case/], ['/v1/overdue?edition=第一届', '/edition', /lower-case/],
    ['/v1/work?task=confrim', '/task', /confirm-change/], ['/v1/overdue?task=', '/task', /reach-milestone/],
  ])('that could find nothing is refused: %s', async (path, pointer, words) => {
    const answer = await node.call<ProblemBody>('GET', path, { as: ADMIN, headers: { 'Accept-Language': 'en' } });
    expect([told(answer), answer.body.errors.map((each) => each.pointer)]).toEqual(['422 request/invalid', [pointer]]);
    expect(answer.body.errors[0]?.message).toMatch(words);
  });

  it('by months and years, by tasks and by a number in small letters is answered', async () => {
    const { id, position: at } = await admitted(node, CHENGDU, plain({ edition: 'numbered-1' }));
    const { number } = (await node.get<SigningBody & { number: string }>(`/v1/signings/${id}`)).body;
    expect((await node.get<Page<SigningBody>>(`/v1/signings?number=${number.toLowerCase()}&minPosition=${at}`)).body.items.map((each) => each.id)).toEqual([id]);
    for (const path of ['/v1/metrics/signings.count?month=2024&cohort=2024-01', '/v1/work?task=admit', '/v1/overdue?task=reach-milestone']) expect([path, told(await node.get(path))]).toEqual([path, '200']);
  });
});
