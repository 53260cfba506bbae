import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { ensureDevKeys } from '@entente/infra/access/dev-keys';
import { waitUntil } from '@entente/infra/services/child';
import { freePort } from '@entente/infra/services/free-port';
import { testDatabase } from '@entente/infra/services/test-database';

import { openingOf, SAMPLE_EDITION } from './editions.js';
import { type Accepted, type Answer, request, type Request } from './http.js';
import { register } from './territory.js';
import { type Ended, type Program, program, repository } from './program.js';

export type NodeOptions = Readonly<{
  queue: 'postgres' | Readonly<{ redisUrl: string }>;
  apis?: number;
  workers?: number;
  /** Further apis, after the others, whose clocks are ahead by so many days each; the clock of the database is not. */
  apisAheadDays?: readonly number[];
  /** A migrated database to stand on, where the test has its own; it is not dropped. */
  databaseUrl?: string;
  /** Where a process finds the database, by its name, where that is not the database itself. */
  addressOf?: (name: string) => string;
  /** Whether a small register of regions is entered first, as it is in every node; true unless said otherwise. */
  regions?: boolean;
  /** Conference editions that signings of the test name, by their codes; they are entered first, with the regions and the one that the samples name. */
  editions?: readonly string[];
  /** More settings for all of its processes. */
  env?: NodeJS.ProcessEnv;
}>;

export type CommandOptions = Readonly<{ key?: string; ifMatch?: number | string; headers?: Readonly<Record<string, string>>; api?: number }>;

/** A node of Entente: a database of its own, and its apis and workers as real processes. */
export type TestNode = Readonly<{
  databaseUrl: string;
  /** The folder in which the contents of documents lie. */
  documentsDir: string;
  keys: Readonly<Record<string, string>>;
  apis: readonly Program[];
  workers: readonly Program[];
  /** A request to one of the apis; the first, if nothing is said. */
  call: <T>(method: string, path: string, options?: Request & Readonly<{ api?: number }>) => Promise<Answer<T>>;
  get: <T>(path: string, as?: string) => Promise<Answer<T>>;
  /** A command, with an Idempotency-Key of its own if none is given. */
  command: <T = Accepted>(path: string, as: string, body: unknown, options?: CommandOptions) => Promise<Answer<T>>;
  kill9: (what: Program) => Promise<Ended>;
  /** Starts what has ended and waits until it is ready. */
  restart: (what: Program) => Promise<void>;
  stop: () => Promise<void>;
}>;

/** An api is ready in two seconds; a machine that stands still for half a minute is no fault of its. */
const READY_MS_MAX = 90_000;
const DAY_MS = 86_400_000;
const CLOCK = pathToFileURL(join(repository, 'test', 'src', 'support', 'clock.mjs')).href;

const isReady = async ({ url }: Program): Promise<boolean> =>
  fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(async (response) => {
    await response.text();
    return response.ok;
  }, () => false);

const ready = async (api: Program): Promise<void> => {
  const is = await waitUntil(async () => !api.runs() || (await isReady(api)), READY_MS_MAX, 50);
  if (!is || !api.runs()) throw new Error(`${api.name} does not become ready.\n${api.lastLines()}`);
};

const entered = async (what: string, answer: Promise<Answer<unknown>>): Promise<void> => {
  const { status, body } = await answer;
  if (status !== 201) throw new Error(`${what} is not entered: ${status} ${JSON.stringify(body)}`);
};

export const startNode = async ({ queue, apis = 1, workers = 1, apisAheadDays = [], databaseUrl, addressOf, regions = true, editions = [], env: more = {} }: NodeOptions): Promise<TestNode> => {
  const database = databaseUrl === undefined ? await testDatabase() : { url: databaseUrl, drop: async () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'entente-node-'));
  const documentsDir = join(folder, 'documents');
  const keys = await ensureDevKeys({ databaseUrl: database.url, file: join(folder, 'keys.json') });
  const make = async (kind: 'api' | 'worker', n: number, aheadDays = 0): Promise<Program> => {
    const port = await freePort();
    const env: NodeJS.ProcessEnv = {
      ...process.env, DATABASE_URL: addressOf?.(`${kind} ${n}`) ?? database.url, HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn',
      REDIS_URL: queue === 'postgres' ? undefined : queue.redisUrl, DOCUMENTS_DIR: documentsDir, TEST_CLOCK_OFFSET_MS: String(aheadDays * DAY_MS), ...more,
    };
    const preloads = aheadDays === 0 ? [] : [CLOCK];
    return program(`${kind} ${n}`, join('apps', kind, 'dist', 'main.js'), `http://127.0.0.1:${port}`, env, join(folder, `${kind}-${n}.log`), preloads);
  };
  const several = async (kind: 'api' | 'worker', count: number): Promise<Program[]> => {
    const made: Program[] = [];
    for (let n = 1; n <= count; n += 1) made.push(await make(kind, n));
    return made;
  };
  const [apiPrograms, workerPrograms] = [await several('api', apis), await several('worker', workers)];
  for (const days of apisAheadDays) apiPrograms.push(await make('api', apiPrograms.length + 1, days));
  const all = [...workerPrograms, ...apiPrograms];

  const stop = async (): Promise<void> => {
    await Promise.all(all.map((each) => each.end('SIGKILL')));
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  };
  const call: TestNode['call'] = (method, path, { api = 0, ...options } = {}) =>
    request(`${apiPrograms[api]?.url}${path}`, method, options.as === undefined ? undefined : keyOf(options.as), options);
  const keyOf = (name: string): string => {
    const key = keys[name];
    if (key === undefined) throw new Error(`There is no development key "${name}".`);
    return key;
  };
  try {
    for (const each of all) each.start();
    await Promise.all(apiPrograms.map(ready));
    const enter = (what: string, path: string, body: object, key: string): Promise<void> => entered(what, call('POST', path, { as: 'admin', body, headers: { 'Idempotency-Key': key } }));
    if (regions) {
      await enter('The register of regions', '/v1/regions', register, 'register-of-regions');
      await Promise.all([SAMPLE_EDITION, ...editions].map((code) => enter(`The edition ${code}`, '/v1/editions', openingOf(code), `edition-${code}`)));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    databaseUrl: database.url, documentsDir, keys, apis: apiPrograms, workers: workerPrograms, call,
    get: (path, as = 'admin') => call('GET', path, { as }),
    command: (path, as, body, { key = randomUUID(), ifMatch, headers, api = 0 } = {}) =>
      call('POST', path, {
        as, body, api,
        headers: { 'Idempotency-Key': key, ...(ifMatch === undefined ? {} : { 'If-Match': `"${ifMatch}"` }), ...headers },
      }),
    kill9: (what) => what.end('SIGKILL'),
    restart: async (what) => {
      what.start();
      if (apiPrograms.includes(what)) await ready(what);
    },
    stop,
  };
};
