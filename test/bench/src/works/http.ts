import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@entente/infra/database/migrate';
import { poolAs } from '@entente/infra/database/pools';
import { ensureBuild } from '@entente/infra/reading/builds';
import { readers } from '@entente/infra/reading/readers';
import { waitUntil } from '@entente/infra/services/child';
import { freePort } from '@entente/infra/services/free-port';
import { program } from '../../../dist/support/program.js';
import { insert } from '../contenders/insert.js';
import { postSignings } from '../harness/http-load.js';
import { doorOf, withNode } from '../harness/node.js';
import type { Entrant, Measured, Place, Work } from '../work.js';

const post = async (url: string, key: string, ms: number): Promise<Measured> => {
  const { accepted, seconds, p50, p99 } = await postSignings(url, key, ms);
  return { value: accepted / seconds, figures: { p50, p99 } };
};

const warmThenPost = async (url: string, key: string, { settings }: Place): Promise<Measured> => {
  await post(url, key, Math.max(1_000, settings.warmMs));
  return post(url, key, Math.max(1_000, settings.ms));
};

/** The readers exist, so that an api without a worker knows what it may be asked. */
const prepare = async (url: string): Promise<void> => {
  await migrate(url);
  const pool = poolAs(url, 'entente_worker', 1);
  for (const reader of readers) await ensureBuild(pool, reader);
  await pool.end();
};

const entente = (name: string, workers: number): Entrant => ({
  name,
  pools: [1],
  prepare: ({ url }) => prepare(url),
  measure: (place) => withNode(place.url, (node) => warmThenPost(doorOf(node).url, doorOf(node).key, place), workers),
});

const bareRoute: Entrant = {
  name: 'bare route',
  pools: [16, 8, 32, 64],
  prepare: ({ url, pool }) => insert.prepare({ url, pool, events: 0 }),
  measure: async (place) => {
    const folder = mkdtempSync(join(tmpdir(), 'entente-bench-route-'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = { ...process.env, DATABASE_URL: place.url, POOL: String(place.pool), PORT: String(port) };
    const route = program('bare route', join('test', 'bench', 'dist', 'programs', 'bare-route.js'), url, env, join(folder, 'log'));
    route.start();
    try {
      const ready = await waitUntil(() => fetch(`${url}/health/ready`).then(({ ok }) => ok, () => false), 10_000, 50);
      if (!ready) throw new Error(`The bare route does not become ready.\n${route.lastLines()}`);
      return await warmThenPost(url, '', place);
    } finally {
      await route.end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Through HTTP: key, schema, idempotency, decision and chain, beside a route that has nothing but its INSERT; and once more with the worker at its side. */
export const posts: Work = {
  name: 'http-post',
  unit: 'requests/s',
  better: 'higher',
  subject: 'entente',
  entrants: [entente('entente', 0), bareRoute, entente('entente, with its worker', 1)],
  floors: { 'bare route': 0.4 },
  goals: { 'bare route': 0.8 },
};
