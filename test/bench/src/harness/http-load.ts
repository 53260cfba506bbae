import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { headersOf, submission } from './submissions.js';

const CONNECTIONS = 64;

export type Posted = Readonly<{ accepted: number; seconds: number; p50: number; p99: number }>;

/** Sends signings over 64 connections, each the next as soon as the last is answered. Throws where one was not accepted. */
export const postSignings = async (url: string, key: string, ms: number): Promise<Posted> => {
  const { '2xx': accepted, non2xx, errors, duration, latency } = await autocannon({
    url, connections: CONNECTIONS, duration: ms / 1_000,
    requests: [{
      method: 'POST', path: '/v1/signings',
      setupRequest: (request) => ({ ...request, headers: { ...headersOf(key), 'idempotency-key': randomUUID() }, body: submission() }),
    }],
  });
  if (non2xx > 0 || errors > 0) throw new Error(`${non2xx} requests were refused and ${errors} failed at ${url}.`);
  return { accepted, seconds: duration, p50: latency.p50, p99: latency.p99 };
};
