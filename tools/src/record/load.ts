import { setTimeout as sleep } from 'node:timers/promises';
import { claims, signings } from './record.js';

export type Loading = Readonly<{ baseUrl: string; keys: Readonly<Record<string, string>>; progress: (line: string) => void }>;
/** `position` is where the log stood with the newest of it. */
export type Loaded = Readonly<{ loaded: number; already: number; position: number }>;

const TRIES = 10;

/**
 * Enters the opening record through the public api, as the association would: one person enters what a document
 * states, a second one admits it. The same keys at every start, so that a repetition finds everything there.
 */
export const loadRecord = async ({ baseUrl, keys, progress }: Loading): Promise<Loaded> => {
  const send = sender(baseUrl, keys);
  let [loaded, already, position] = [0, 0, 0];
  const count = (sent: Sent): void => {
    position = Math.max(position, sent.position);
    if (sent.replayed) already += 1;
    else loaded += 1;
  };
  for (const [name, signing] of Object.entries(signings)) {
    const entered = await send('admin', '/v1/signings', `opening-record/${name}`, signing);
    const admitted = await send('admin:checker', `/v1/signings/${entered.id}/approve`, `opening-record/${name}/admit`, { note: null }, '"1"');
    count({ ...admitted, replayed: entered.replayed });
  }
  for (const [name, claim] of Object.entries(claims)) count(await send('admin', '/v1/claims', `opening-record/${name}`, claim));
  progress(`The opening record holds ${Object.keys(signings).length} signings and ${Object.keys(claims).length} announced totals, each with its source.`);
  return { loaded, already, position };
};

type Sent = Readonly<{ id: string; position: number; replayed: boolean }>;

const sender = (baseUrl: string, keys: Readonly<Record<string, string>>) =>
  async (who: string, path: string, key: string, body: object, ifMatch?: string): Promise<Sent> => {
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(`${baseUrl}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${keys[who]}`, 'content-type': 'application/json', 'idempotency-key': key,
          ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(20_000),
      });
      if (response.ok) {
        const { id, position } = (await response.json()) as { id: string; position: number };
        return { id, position, replayed: response.headers.get('idempotent-replayed') === 'true' };
      }
      const said = await response.text();
      if (response.status !== 503 || attempt === TRIES) throw new Error(`The opening record does not load: POST ${path} answered ${response.status}: ${said}`);
      await sleep(200 * attempt);
    }
  };
