import { setTimeout as sleep } from 'node:timers/promises';

export type Loading = Readonly<{ baseUrl: string; keys: Readonly<Record<string, string>>; progress: (line: string) => void }>;
/** How many requests found their fact missing and how many found it there; `position` is where the log stood with the newest of it. */
export type Loaded = Readonly<{ loaded: number; already: number; position: number }>;
export type Sent = Readonly<{ id: string; position: number; replayed: boolean }>;
/** `key` is the same at every start, so that a repetition finds its fact there. */
export type Send = (who: string, path: string, key: string, body: object, ifMatch?: string) => Promise<Sent>;

const TRIES = 10;
const ABREAST = 8;

/** Sends commands through the public api, as the association would; what comes too early for the api is sent again. `what` is loaded by it. */
export const sender = ({ baseUrl, keys }: Pick<Loading, 'baseUrl' | 'keys'>, what = 'The opening record'): Send => async (who, path, key, body, ifMatch) => {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`${baseUrl}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${keys[who]}`, 'content-type': 'application/json', 'idempotency-key': key,
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
    if (response.ok) {
      const { id, position } = (await response.json()) as { id: string; position: number };
      return { id, position, replayed: response.headers.get('idempotent-replayed') === 'true' };
    }
    const said = await response.text();
    if (response.status !== 503 || attempt === TRIES) throw new Error(`${what} does not load: POST ${path} (${key}) answered ${response.status}: ${said.slice(0, 2_000)}`);
    await sleep(200 * attempt);
  }
};

/** Does the work for every item, several at a time; the answers are in the items' order. Used where the order does not matter. */
export const abreast = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> => {
  const answers: R[] = [];
  let next = 0;
  const hand = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) answers[at] = await work(items[at] as T);
  };
  await Promise.all(Array.from({ length: Math.min(ABREAST, items.length) }, hand));
  return answers;
};

export const countOf = (sent: readonly Sent[]): Loaded => ({
  loaded: sent.filter(({ replayed }) => !replayed).length,
  already: sent.filter(({ replayed }) => replayed).length,
  position: Math.max(0, ...sent.map(({ position }) => position)),
});
