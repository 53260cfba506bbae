import { abreast, countOf, sender } from './send.js';

const answer = (status: number, body: object, headers: Record<string, string> = {}): Response => new Response(JSON.stringify(body), { status, headers });

describe('a sender', () => {
  const real = globalThis.fetch;
  afterEach(() => { globalThis.fetch = real; });
  const answering = (...answers: readonly Response[]): RequestInit[] => {
    const asked: RequestInit[] = [];
    globalThis.fetch = (async (_url: string, init: RequestInit) => {
      asked.push(init);
      return answers[asked.length - 1]!;
    }) as typeof fetch;
    return asked;
  };
  const send = sender({ baseUrl: 'http://127.0.0.1:1', keys: { admin: 'k' } });

  it('sends again under the same key what came too early', async () => {
    const asked = answering(answer(503, {}), answer(201, { id: 'a', position: 9 }, { 'idempotent-replayed': 'true' }));
    expect(await send('admin', '/v1/zones', 'one', { x: 1 })).toEqual({ id: 'a', position: 9, replayed: true });
    expect(asked.map(({ headers }) => (headers as Record<string, string>)['idempotency-key'])).toEqual(['one', 'one']);
  });

  it('says what was refused, and does not try again', async () => {
    const asked = answering(answer(422, { code: 'region/unknown-code' }));
    await expect(send('admin', '/v1/zones', 'two', {})).rejects.toThrow(/POST \/v1\/zones \(two\) answered 422: .*region\/unknown-code/);
    expect(asked).toHaveLength(1);
  });
});

it('does several at a time, and answers in order', async () => {
  let [running, most] = [0, 0];
  const answers = await abreast(Array.from({ length: 30 }, (_, n) => n), async (n) => {
    most = Math.max(most, (running += 1));
    await new Promise((resolve) => setTimeout(resolve, (30 - n) % 5));
    running -= 1;
    return n * 2;
  });
  expect(answers).toEqual(Array.from({ length: 30 }, (_, n) => n * 2));
  expect(most).toBe(8);
});

it('counts what was there and what was not', () => {
  expect(countOf([{ id: 'a', position: 3, replayed: true }, { id: 'b', position: 8, replayed: false }])).toEqual({ loaded: 1, already: 1, position: 8 });
  expect(countOf([])).toEqual({ loaded: 0, already: 0, position: 0 });
});
