/** How often each latency was seen, in steps of two percent from a microsecond on, so that processes can be added up. */
export type Latencies = readonly number[];

const STEP = Math.log(1.02);
const BUCKETS = 1_000;

export const latencyRecorder = (): { record: (ms: number) => void; counts: Latencies } => {
  const counts = new Array<number>(BUCKETS).fill(0);
  const record = (ms: number): void => {
    const bucket = Math.min(BUCKETS - 1, Math.max(0, Math.round(Math.log(ms * 1_000) / STEP)));
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  };
  return { record, counts };
};

export const addedUp = (all: readonly Latencies[]): Latencies =>
  Array.from({ length: BUCKETS }, (_, bucket) => all.reduce((sum, each) => sum + (each[bucket] ?? 0), 0));

/** The latency in milliseconds that this part of all stayed within. */
export const quantile = (counts: Latencies, part: number): number => {
  const wanted = counts.reduce((sum, count) => sum + count, 0) * part;
  let seen = 0;
  const bucket = counts.findIndex((count) => (seen += count) >= wanted);
  return Math.exp(Math.max(bucket, 0) * STEP) / 1_000;
};
