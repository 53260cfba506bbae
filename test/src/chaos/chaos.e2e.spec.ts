import { summary } from './report.js';
import { runChaos, usualQueue } from './run.js';

const SEED = 42;
const LOAD_MS = 20_000;

// Load, an end of all faults, and the checks; processes are started again in between, which takes its time on a small machine.
jest.setTimeout(240_000);

/** One short run of the same as `npm run chaos`; longer ones with other seeds are for machines that have the time. */
it(`loses, doubles and skips nothing under the faults of seed ${SEED}`, async () => {
  const said: string[] = [];
  const report = await runChaos({ seed: SEED, ms: LOAD_MS, queue: usualQueue(), say: (line) => void said.push(line) });
  // A failure is told with its seed and with every fault that fell.
  if (report.failures.length > 0) process.stderr.write(`Seed ${SEED}\n${[...said, ...summary(report)].join('\n')}\n`);
  expect(report.failures).toEqual([]);
  expect(report.history.operations.filter(({ outcome }) => outcome === 'ok').length).toBeGreaterThan(50);
  expect(report.reached.size).toBeGreaterThan(0);
});
