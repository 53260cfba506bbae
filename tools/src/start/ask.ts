import type { Log } from '../record/remembered.js';

/** Asks the api as anybody would who has a key; an answer that is no answer is an error in one sentence. */
export type Ask = <T>(path: string) => Promise<T>;

export const askOf = (baseUrl: string, key: string | undefined): Ask => async <T>(path: string): Promise<T> => {
  const response = await fetch(`${baseUrl}${path}`, { headers: { authorization: `Bearer ${key}` }, signal: AbortSignal.timeout(15_000) });
  if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
  return (await response.json()) as T;
};

/** The log behind the api, as a region of the register tells it; undefined where no register is loaded. */
export const logNow = async (ask: Ask): Promise<Log | undefined> => {
  try {
    const { asOf } = await ask<{ asOf?: Log }>('/v1/regions/510000');
    return asOf;
  } catch {
    return undefined;
  }
};
