import type { Accepted, ProblemBody } from '../support/http.js';
import type { Asked, Outcome, RunAnswer } from './history.js';

/** How the apis are reached: their addresses, and the development keys by name. */
export type Door = Readonly<{ urls: readonly string[]; keys: Readonly<Record<string, string>> }>;

/** Longer than a commit takes that is delayed, and shorter than anybody's patience. */
const ANSWER_MS_MAX = 6_000;

const versionIn = (etag: string | null): number | null => (etag === null ? null : Number(etag.replaceAll('"', '')));

const outcomeIn = (status: number, headers: Headers, text: string): Outcome => {
  if (status === 200 || status === 201) {
    const { stream, version, position } = JSON.parse(text) as Accepted;
    return { outcome: 'ok', status, replayed: headers.get('idempotent-replayed') === 'true', receipt: { stream, version, position } };
  }
  return refusedIn(status, headers, text);
};

const refusedIn = (status: number, headers: Headers, text: string): Exclude<Outcome, { outcome: 'ok' }> => {
  const { code } = JSON.parse(text) as ProblemBody;
  // 503 says that a repetition is safe, and not that nothing was written.
  return status === 503 ? { outcome: 'unknown', why: `503 ${code}` } : { outcome: 'fail', status, code, etag: versionIn(headers.get('etag')) };
};

const silence = (error: unknown): Extract<Outcome, { outcome: 'unknown' }> => ({ outcome: 'unknown', why: error instanceof Error ? String(error.cause ?? error) : String(error) });

const headersOf = ({ keys }: Door, as: string): Record<string, string> => ({ Authorization: `Bearer ${keys[as]}`, 'Content-Type': 'application/json' });

const post = (door: Door, api: number, { as, path, body, key, ifMatch }: Asked): Promise<Response> =>
  fetch(`${door.urls[api]}${path}`, {
    method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(ANSWER_MS_MAX),
    headers: { ...headersOf(door, as), 'Idempotency-Key': key, ...(ifMatch === undefined ? {} : { 'If-Match': `"${ifMatch}"` }) },
  });

/** Sends one command and tells what became of it; that no answer came is an outcome too. */
export const send = (door: Door, api: number, asked: Asked): Promise<Outcome> =>
  post(door, api, asked).then(async (response) => outcomeIn(response.status, response.headers, await response.text())).catch(silence);

/** The same of what is answered with a run. */
export const sendForRun = (door: Door, api: number, asked: Asked): Promise<RunAnswer> =>
  post(door, api, asked).then(async (response): Promise<RunAnswer> => {
    const { status, headers } = response;
    const text = await response.text();
    if (status !== 200 && status !== 202) return refusedIn(status, headers, text);
    const { id, state } = JSON.parse(text) as Readonly<{ id: string; state: string }>;
    return { outcome: 'ok', status, replayed: headers.get('idempotent-replayed') === 'true', run: { id, state } };
  }).catch(silence);

/** A question: its status, and the text with which it was answered; 0 is no answer. */
export const ask = async (door: Door, api: number, path: string, as = 'admin'): Promise<Readonly<{ status: number; text: string }>> => {
  try {
    const response = await fetch(`${door.urls[api]}${path}`, { headers: headersOf(door, as), signal: AbortSignal.timeout(ANSWER_MS_MAX) });
    return { status: response.status, text: await response.text() };
  } catch {
    return { status: 0, text: '' };
  }
};

/** The same, and its body. */
export const get = async <T>(door: Door, api: number, path: string, as = 'admin'): Promise<Readonly<{ status: number; body?: T }>> => {
  const { status, text } = await ask(door, api, path, as);
  try {
    return { status, body: JSON.parse(text) as T };
  } catch {
    return { status: 0 };
  }
};

/** The version at which a signing stands, as an api tells it; undefined where it tells none. */
export const versionOf = async (door: Door, api: number, id: string): Promise<number | undefined> => {
  const { status, body } = await get<{ version: number }>(door, api, `/v1/signings/${id}`);
  return status === 200 ? body?.version : undefined;
};
