import { deposit } from '../support/documents.js';
import { told } from '../support/http.js';
import { signatory, taken } from '../support/keys.js';
import { startNode, type TestNode } from '../support/node.js';
import { pactsOn, type Side } from '../support/pacts.js';
import { attested, changed, terminated } from '../support/road.js';
import { ADMIN, CHENGDU, CHONGQING, plain, reason, source } from '../support/samples.js';

type Item = Readonly<{ id?: string; code?: string; position?: number }>;
type Page = Readonly<{ items: readonly Item[]; next: string | null }>;

const NAMES = ['跟踪甲', '跟踪乙', '跟踪丙', '跟踪丁'] as const;

/** Whoever follows a list takes its pages one after the other, while others go on working. */
describe('a list of what has changed since a position', () => {
  let node: TestNode;
  let sides: readonly [Side, Side];
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres' });
    sides = [{ by: await signatory(node, '成都市软件行业协会'), as: CHENGDU }, { by: await signatory(node, '重庆市软件行业协会', { region: '500000' }), as: CHONGQING }];
  });
  afterAll(() => node?.stop());

  /** All items, page by page; what happens after the first page is done then. */
  const walked = async (path: string, as: string, known: number, meanwhile: () => Promise<number> = async () => known): Promise<readonly Item[]> => {
    const first = await taken(node.get<Page>(`${path}&limit=1&minPosition=${known}`, as));
    const items = [...first.items];
    // The later pages are asked of readers that have read what happened meanwhile.
    const position = first.next === null ? known : await meanwhile();
    for (let { next } = first; next !== null; ) {
      const page: Page = await taken(node.get<Page>(`${path}&limit=1&cursor=${next}&minPosition=${position}`, as));
      items.push(...page.items);
      next = page.next;
    }
    return items;
  };
  /** A walk tells the same whether a later item changes meanwhile or not, and what changed comes with the next question. */
  const loseNothing = async (path: string, as: string, known: number, meanwhile: () => Promise<number>, count = NAMES.length): Promise<number> => {
    const undisturbed = await walked(path, as, known);
    expect([path, undisturbed.length]).toEqual([path, count]);
    let position = 0;
    const disturbed = await walked(path, as, known, async () => (position = await meanwhile()));
    expect(position).toBeGreaterThan(known);
    expect(disturbed).toEqual(undisturbed);
    const last = Math.max(...disturbed.map((item) => item.position ?? 0));
    if (last > 0) expect((await walked(path.replace(/changedAfter=\d+/, `changedAfter=${last}`), as, position)).map((item) => item.position)).toContain(position);
    return position;
  };
  const made = async (make: (name: string) => Promise<Readonly<{ id: string; position: number }>>): Promise<Readonly<{ ids: readonly string[]; after: number; newest: number }>> => {
    const all = [];
    for (const name of NAMES) all.push(await make(name));
    return { ids: all.map(({ id }) => id), after: (all[0]?.position ?? 0) - 1, newest: all.at(-1)?.position ?? 0 };
  };

  it('of pacts loses none that changes while it is read', async () => {
    const pacts = pactsOn(node);
    const { ids, after, newest } = await made(async () => {
      const id = await pacts.draft(sides);
      return { id, position: (await pacts.get(id)).asOf.position };
    });
    const [, , third = ''] = ids;
    await loseNothing(`/v1/pacts?changedAfter=${after}`, CHENGDU, newest, async () => (await taken(pacts.act(third, 'propose', CHENGDU, { as: sides[0].by.id }))).position);
  });

  it('of signings loses none that changes while it is read', async () => {
    const { ids, after, newest } = await made(async (project) => {
      const signing = await attested(node, plain({ project }));
      return { id: signing.id, position: signing.position };
    });
    const [, second = '', third = ''] = ids;
    await loseNothing(`/v1/signings?changedAfter=${after}`, ADMIN, newest, async () => {
      await changed(node, second, 'correct', { changes: { project: '改名' } });
      return (await terminated(node, third, '2024-06-30')).position;
    });
  });

  it('of bodies loses none that changes while it is read, nor tells it as it is by then', async () => {
    const { ids, after, newest } = await made(async (name) => taken(node.command('/v1/organisations', ADMIN, { names: [{ language: 'zh', name }], types: [{ type: 'park' }], region: '510100', source })));
    const [, second = '', third = '', fourth = ''] = ids;
    const act = (id: string, verb: string, body: object) => taken(node.command(`/v1/organisations/${id}/${verb}`, ADMIN, body));
    const list = `/v1/organisations?changedAfter=${after}`;
    const renamed = await loseNothing(list, CHENGDU, newest, async () => (await act(third, 'rename', { name: { language: 'zh', name: '更名' }, from: '2024', source })).position);
    const closed = await loseNothing(`${list}&region=510100&q=${encodeURIComponent('跟踪')}`, CHENGDU, renamed, async () => {
      await act(fourth, 'merge', { into: second, reason });
      return (await act(third, 'close', { on: '2024', reason, source })).position;
    });
    await loseNothing(list, CHENGDU, closed, async () => (await act(fourth, 'unmerge', { reason })).position);
  });

  it('of documents loses none that changes while it is read', async () => {
    const { ids, after, newest } = await made(async (name) => {
      const { status, body } = await deposit(node, CHENGDU, Buffer.from(name), { type: 'text/plain' });
      expect(status).toBe(201);
      return body;
    });
    const [, , third = ''] = ids;
    await loseNothing(`/v1/documents?changedAfter=${after}`, CHENGDU, newest, async () => (await taken(node.command(`/v1/documents/${third}/discard`, CHENGDU, { reason: { code: 'mistaken', text: '误传' } }))).position);
  });

  it('of claims, of which none ever changes, loses none while others come in', async () => {
    const claim = { metric: 'signings.count', scope: { territory: '510100' }, quantity: { value: '30', unit: 'project', text: '30个' }, statedOn: '2024-01-11', source };
    const claims = async (n: number) => taken(node.command('/v1/claims', ADMIN, { ...claim, quantity: { ...claim.quantity, value: String(n), text: `${n}个` } }));
    let n = 30;
    const { after, newest } = await made(async () => claims((n += 1)));
    await loseNothing(`/v1/claims?changedAfter=${after}`, ADMIN, newest, async () => (await claims(99)).position);
  });

  it('of regions loses none that changes while it is read', async () => {
    const region = (code: string, zh: string) => ({ code, level: 'prefecture', name: { zh }, parent: '510000' });
    const before = (await taken(node.get<Readonly<{ asOf: Readonly<{ position: number }> }>>('/v1/regions/510000', ADMIN))).asOf.position;
    const codes = ['510301', '510302', '510303', '510304'];
    const entered = await node.command('/v1/regions', ADMIN, { list: { title: '测试', edition: '2' }, source, regions: codes.map((code) => region(code, `测试${code}市`)) });
    expect(told(entered)).toBe('201');
    const list = `/v1/regions?parent=510000&changedAfter=${before}`;
    await loseNothing(list, ADMIN, entered.body.position, async () => (await taken(node.command('/v1/regions/510303/rename', ADMIN, { name: { zh: '改名市' }, on: '2024-01-01', source }))).position);
  });
});
