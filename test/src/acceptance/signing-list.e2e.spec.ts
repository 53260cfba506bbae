import { told } from '../support/http.js';
import { startNode, type TestNode } from '../support/node.js';
import { attested, type Page, type SigningBody, submitted, terminated } from '../support/road.js';
import { CHENGDU, CHONGQING, plain, SHANGHAI, submission } from '../support/samples.js';

type List = Page<SigningBody>;

describe('the list of signings', () => {
  let node: TestNode;
  let position = 0;
  const ids: string[] = [];
  beforeAll(async () => {
    node = await startNode({ queue: 'postgres', editions: ['counterpart-1', 'list-1', 'pinned-1'] });
    for (let n = 1; n <= 7; n += 1) ids.push((await attested(node, plain({ project: `项目${n}`, edition: 'list-1', hosts: [{ region: n % 2 ? '510100' : '500000' }] }))).id);
    ({ position } = await terminated(node, ids[0] as string, '2024-12-31'));
  });
  afterAll(() => node?.stop());
  const list = async (query: string, as?: string): Promise<List> => (await node.get<List>(`/v1/signings?minPosition=${position}&${query}`, as)).body;
  const idsOf = ({ items }: List): readonly string[] => items.map(({ id }) => id);

  it('gives page after page in the order of submission, and each thing once', async () => {
    const seen: string[] = [];
    let path: string | undefined = `/v1/signings?edition=list-1&limit=3&minPosition=${position}`;
    for (let pages = 0; path !== undefined; pages += 1) {
      const { body, headers }: { body: List; headers: Headers } = await node.get<List>(path);
      seen.push(...idsOf(body));
      const link: string | undefined = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1];
      expect(link === undefined).toBe(body.next === null);
      if (link !== undefined) expect(new URL(link, 'http://node').searchParams.get('cursor')).toBe(body.next);
      path = link;
      expect(pages).toBeLessThan(4);
    }
    expect(seen).toEqual(ids);
  });

  it('keeps to what was there when its first page was made', async () => {
    const first = await list('edition=pinned-1');
    expect(first).toEqual({ items: [], next: null });
    const [a, b, c] = [await attested(node, plain({ edition: 'pinned-1' })), await attested(node, plain({ edition: 'pinned-1' })), await attested(node, plain({ edition: 'pinned-1' }))];
    const fresh = (await node.get<List>(`/v1/signings?edition=pinned-1&limit=2&minPosition=${c.position}`)).body;
    expect(idsOf(fresh)).toEqual([a.id, b.id]);
    const later = await attested(node, plain({ edition: 'pinned-1' }));
    const rest = (await node.get<List>(`/v1/signings?edition=pinned-1&limit=2&minPosition=${later.position}&cursor=${fresh.next}`)).body;
    expect([idsOf(rest), rest.next]).toEqual([[c.id], null]);
    expect(idsOf((await node.get<List>(`/v1/signings?edition=pinned-1&minPosition=${later.position}`)).body)).toHaveLength(4);
  });

  it('is filtered by host, edition and status', async () => {
    expect(idsOf(await list('edition=list-1&host=500000'))).toEqual([ids[1], ids[3], ids[5]]);
    expect(idsOf(await list('edition=list-1&status=terminated'))).toEqual([ids[0]]);
    expect(idsOf(await list('edition=list-1&status=submitted'))).toEqual([]);
    expect(told(await node.get('/v1/signings?status=lost'))).toBe('422 request/invalid');
    expect(told(await node.get('/v1/signings?colour=red'))).toBe('422 request/invalid');
  });

  it('shows a region what concerns it and nothing else, page by page', async () => {
    expect(idsOf(await list('edition=list-1', CHENGDU))).toEqual([ids[0], ids[2], ids[4], ids[6]]);
    expect(idsOf(await list('edition=list-1', SHANGHAI))).toEqual([]);
    const page = await list('edition=list-1&limit=2', CHONGQING);
    expect(idsOf(page)).toEqual([ids[1], ids[3]]);
    expect(idsOf(await list(`edition=list-1&limit=2&cursor=${page.next}`, CHONGQING))).toEqual([ids[5]]);
    const { id, position: at } = await submitted(node, CHENGDU, submission({ edition: 'counterpart-1' }));
    for (const as of [CHENGDU, CHONGQING, SHANGHAI, 'report', 'auditor']) {
      expect(idsOf((await node.get<List>(`/v1/signings?edition=counterpart-1&minPosition=${at}`, as)).body)).toEqual([id]);
    }
  });
});
