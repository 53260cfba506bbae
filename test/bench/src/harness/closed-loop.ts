import { type Latencies, latencyRecorder } from './latencies.js';

export type Ran = Readonly<{ count: number; elapsedMs: number; latencies: Latencies }>;

/** So many clients, each of which asks again as soon as it is answered. What is under way at the end is waited for and counts. */
export const closedLoop = async (once: () => Promise<void>, clients: number, ms: number): Promise<Ran> => {
  const { record, counts } = latencyRecorder();
  const began = performance.now();
  let count = 0;
  const client = async (): Promise<void> => {
    for (let asked = performance.now(); asked - began < ms; ) {
      await once();
      const answered = performance.now();
      record(answered - asked);
      count += 1;
      asked = answered;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { count, elapsedMs: performance.now() - began, latencies: counts };
};
