import { fastify } from 'fastify';
import { z } from 'zod';
import { bindCursors } from './cursors.js';
import { cursorSchema, encodeCursor, limitSchema, positionSchema } from './paging.js';

type Page = Readonly<{ read: { pinned: number; after: number[] } | null; refused: boolean; next: string | null }>;
type Told = Readonly<{ page: Page; link: string | null }>;

const query = z.object({ cursor: cursorSchema, limit: limitSchema(50, 500), minPosition: positionSchema });

/** A list that tells what it read of its cursor, and goes on as long as it has not passed the third page. */
const server = () => {
  const app = fastify();
  bindCursors(app);
  for (const path of ['/things', '/others', '/things/:id/history']) {
    app.get(path, async (request) => {
      const { data, success } = query.safeParse(request.query);
      const after = data?.cursor?.after[0] ?? 0;
      return { read: data?.cursor ?? null, refused: !success, next: after < 3 ? encodeCursor({ pinned: 9, after: [after + 1] }) : null };
    });
  }
  const ask = async (url: string): Promise<Told> => {
    const { headers, json } = await app.inject({ method: 'GET', url });
    return { page: json<Page>(), link: /^<(.+)>; rel="next"$/.exec(String(headers['link'] ?? ''))?.[1] ?? null };
  };
  return { app, ask };
};

describe('a cursor', () => {
  const { app, ask } = server();
  afterAll(() => app.close());
  const nextOf = async (url: string): Promise<string> => (await ask(url)).page.next ?? '';

  it('leads on through the question that gave it, to the end', async () => {
    const seen: unknown[] = [];
    for (let url: string | null = '/things?colour=red&limit=2'; url !== null; ) {
      const { page, link }: Told = await ask(url);
      seen.push(page.read);
      expect(link === null).toBe(page.next === null);
      if (link !== null) expect(new URL(link, 'http://node').searchParams.get('cursor')).toBe(page.next);
      url = link;
    }
    expect(seen).toEqual([null, { pinned: 9, after: [1] }, { pinned: 9, after: [2] }, { pinned: 9, after: [3] }]);
  });

  it.each([
    ['another limit and position', '/things?colour=red&limit=2&minPosition=1', '/things?colour=red&limit=7&minPosition=8'],
    ['its parameters in another order', '/things?colour=red&form=round', '/things?form=round&colour=red'],
    ['its id in capitals', '/things/ab/history?x=1', '/things/AB/history?x=1'],
    ['a moment with its offset', '/things?asOf=2024-01-11T12:00:00%2B08:00', '/things?asOf=2024-01-11T12:00:00%2B08:00'],
  ])('is taken with %s', async (_, first, second) => {
    expect((await ask(`${second}&cursor=${await nextOf(first)}`)).page).toMatchObject({ refused: false, read: { pinned: 9, after: [1] } });
  });

  it.each([
    ['another list', '/things?colour=red', '/others?colour=red'],
    ['another filter', '/things?colour=red', '/things?colour=blue'],
    ['a filter more', '/things?colour=red', '/things?colour=red&form=round'],
    ['the list of another thing', '/things/ab/history?x=1', '/things/cd/history?x=1'],
  ])('is refused by %s', async (_, first, second) => {
    expect((await ask(`${second}&cursor=${await nextOf(first)}`)).page).toMatchObject({ refused: true, read: null });
  });

  it('is refused without its tag, and where it is none', async () => {
    for (const cursor of [encodeCursor({ pinned: 9, after: [1] }), 'abc', '.', '-', `x.${encodeCursor({ pinned: 9, after: [1] })}`]) {
      expect((await ask(`/things?cursor=${cursor}`)).page.refused).toBe(true);
    }
  });

  it('is none where it is empty', async () => {
    expect((await ask('/things?cursor=')).page).toMatchObject({ refused: false, read: null });
  });

  it('says to whom it belongs', () => {
    const [issue] = cursorSchema.safeParse('abc').error?.issues ?? [];
    expect(issue).toMatchObject({ params: { code: 'request/cursor-malformed', words: { en: expect.stringContaining('the question that gave it'), zh: expect.stringContaining('查询') } } });
  });
});
