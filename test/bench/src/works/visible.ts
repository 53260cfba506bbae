import { randomUUID } from 'node:crypto';
import { Agent, request as ask } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '@entente/infra/database/migrate';
import { latencyRecorder, quantile } from '../harness/latencies.js';
import { doorOf, withNode } from '../harness/node.js';
import { headersOf, submission } from '../harness/submissions.js';
import type { Entrant, Measured, Work } from '../work.js';

const COMMANDS_A_SECOND = 500;
/** Asking for every one would be a second load beside the first. */
const ASKED_EVERY = 10;

type Answer = Readonly<{ status: number; text: string }>;

const requester = (base: string, key: string): { send: (method: string, path: string, body?: string) => Promise<Answer>; close: () => void } => {
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const send = (method: string, path: string, body?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = { ...headersOf(key), 'idempotency-key': randomUUID(), ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) };
      const sent = ask(`${base}${path}`, { method, agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      sent.on('error', reject).end(body);
    });
  return { send, close: () => agent.destroy() };
};

/** An open loop: commands leave at their times, whether earlier ones are answered or not. */
const measure = async (base: string, key: string, ms: number): Promise<Measured> => {
  const { send, close } = requester(base, key);
  const { record, counts } = latencyRecorder();
  const one = async (n: number): Promise<void> => {
    const { status, text } = await send('POST', '/v1/signings', submission());
    const acknowledged = performance.now();
    if (status !== 201) throw new Error(`A command was answered with ${status}: ${text}`);
    if (n % ASKED_EVERY > 0) return;
    const { position } = JSON.parse(text) as { position: number };
    const metric = await send('GET', `/v1/metrics/signings.submitted?region=510100&minPosition=${position}`);
    if (metric.status !== 200) throw new Error(`A metric was answered with ${metric.status}: ${metric.text}`);
    record(performance.now() - acknowledged);
  };
  const began = performance.now();
  const under: Promise<void>[] = [];
  for (let n = 0; n < (COMMANDS_A_SECOND * ms) / 1_000; n += 1) {
    const due = began + (n * 1_000) / COMMANDS_A_SECOND;
    if (due > performance.now()) await sleep(due - performance.now());
    const sent = one(n);
    sent.catch(() => undefined);
    under.push(sent);
  }
  await Promise.all(under);
  const rate = (under.length / (performance.now() - began)) * 1_000;
  close();
  return { value: quantile(counts, 0.5), figures: { p99: quantile(counts, 0.99), rate } };
};

const entente: Entrant = {
  name: 'entente',
  pools: [1],
  prepare: ({ url }) => migrate(url),
  measure: ({ url, settings }) =>
    withNode(url, async (node) => {
      const { url: base, key } = doorOf(node);
      await measure(base, key, 2_000);
      return measure(base, key, settings.ms);
    }),
};

/** From the answer to a command to the answer of a metric that holds it, with everything between: ring, queue, worker, journal, question. */
export const visible: Work = {
  name: 'visible',
  unit: 'ms',
  better: 'lower',
  subject: 'entente',
  entrants: [entente],
  floors: { itself: 50, p99: 250 },
  goals: { itself: 20, p99: 100 },
};
