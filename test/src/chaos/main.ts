import { parseArgs } from 'node:util';
import { keep, summary } from './report.js';
import { runChaos, usualQueue } from './run.js';
import type { QueueKind } from './schedule.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `--minutes 2 --seed 42`, or `--seconds`; `--queue redis|postgres`; `--keep <folder>` for the history. */
const { values } = parseArgs({
  options: { minutes: { type: 'string' }, seconds: { type: 'string' }, seed: { type: 'string' }, queue: { type: 'string' }, keep: { type: 'string' } },
});
const seconds = Number(values.seconds ?? Number(values.minutes ?? 2) * 60);
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
const queue = (values.queue ?? usualQueue()) as QueueKind;
if (!(seconds >= 5) || !Number.isSafeInteger(seed) || !['redis', 'postgres'].includes(queue)) {
  say('npm run chaos -- [--minutes 2 | --seconds 120] [--seed 42] [--queue redis|postgres] [--keep <folder>]; at least five seconds.');
  process.exit(2);
}

const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => interrupted.abort());

say(`Seed ${seed}: ${seconds} s of load and faults, the queue in ${queue}.`);
runChaos({ seed, ms: seconds * 1_000, queue, say, signal: interrupted.signal }).then(
  (report) => {
    for (const line of summary(report)) say(line);
    const failed = report.failures.length > 0;
    if (failed || values.keep !== undefined) say(`The history is in ${keep(report, values.keep)}.`);
    if (failed) say(`Repeat it by: npm run chaos -- --seconds ${seconds} --seed ${seed} --queue ${queue}`);
    say(failed ? `Failed: ${report.failures.length} faults.` : 'Passed.');
    process.exit(failed ? 1 : 0);
  },
  (error: Error) => {
    say(interrupted.signal.aborted ? 'Interrupted.' : `The run itself failed: ${error.stack ?? error.message}`);
    process.exit(1);
  },
);
