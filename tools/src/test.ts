import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { startPostgres, type RunningPostgres } from '@entente/infra/services/postgres';
import { checkPostgres } from '@entente/infra/services/postgres-client';
import { redisOnPath } from '@entente/infra/services/redis';

import { endProgram, runProgram } from './test/run-program.js';
import { chosenStages, type Stage } from './test/stages.js';
import { jestTally, lastLine, nothing, one, readJestReport, sum, type Tally } from './test/tally.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const reports = mkdtempSync(join(tmpdir(), 'entente-test-'));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const secondsSince = (start: number): string => `${((performance.now() - start) / 1000).toFixed(1)} s`;

let postgres: RunningPostgres | undefined;

/** One database server for the whole run; each test file makes a database of its own on it. */
const serviceEnv = async (): Promise<NodeJS.ProcessEnv> => {
  const given = process.env['DATABASE_URL'];
  if (given) {
    const { version, place } = await checkPostgres(given);
    say(`The tests use PostgreSQL ${version} at ${place} (DATABASE_URL).`);
  } else {
    const since = performance.now();
    postgres = await startPostgres({ forTests: true });
    say(`The tests use an embedded PostgreSQL on 127.0.0.1:${postgres.port} (${secondsSince(since)}).`);
  }
  const redis = redisOnPath();
  say(redis ? `A Redis server is at hand: ${redis}.` : 'No redis-server or valkey-server is on PATH: what needs one is skipped.');
  return { TEST_DATABASE_URL: given ?? postgres?.url, ...(redis ? { TEST_REDIS_SERVER: redis } : {}) };
};

const runStage = async ({ name, heading, programs, jest }: Stage, env: NodeJS.ProcessEnv): Promise<Tally> => {
  const report = join(reports, `${name}.json`);
  let well = true;
  for (const program of programs) {
    const args = jest ? [...program, '--json', `--outputFile=${report}`] : program;
    well &&= await runProgram(args, root, env);
  }
  return jest ? jestTally(name, readJestReport(report), well, root) : one(well, heading);
};

const run = async (): Promise<Tally> => {
  const stages = chosenStages(process.argv.slice(2));
  // Nx's background process and its full-screen display have no place in a test run.
  let env: NodeJS.ProcessEnv = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' };
  const tallies: Tally[] = [];
  const lines: string[] = [];
  let services: Tally = nothing;
  if (stages.some(({ needsServices }) => needsServices)) {
    try {
      env = { ...env, ...(await serviceEnv()) };
    } catch (error) {
      say((error as Error).message);
      services = one(false, `The database for the tests: ${(error as Error).message}`);
    }
  }
  for (const stage of stages) {
    const since = performance.now();
    say(`\n── ${stage.heading} ──`);
    const tally = stage.needsServices && services.failed > 0 ? one(false, `${stage.heading}: not run, for want of a database`) : await runStage(stage, env);
    tallies.push(tally);
    lines.push(`${stage.heading.padEnd(32)} ${lastLine(tally)} (${secondsSince(since)})`);
    say(`── ${lines.at(-1)} ──`);
  }
  say('');
  for (const line of lines) say(`  ${line}`);
  return sum([services, ...tallies]);
};

const tidyUp = async (): Promise<void> => {
  await postgres?.stop('immediate');
  rmSync(reports, { recursive: true, force: true });
};

let ending = false;
const interrupted = (): void => {
  if (ending) return;
  ending = true;
  void endProgram().then(tidyUp).finally(() => process.exit(130));
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupted);
// The channel to bootstrap.mjs closes when that process ends, in whatever way.
process.on('disconnect', interrupted);

run()
  .catch((error: Error): Tally => one(false, error.message))
  .then(async (tally) => {
    await tidyUp();
    if (tally.failures.length > 0) say(`\nFailed:\n${tally.failures.map((failure) => `  ${failure}`).join('\n')}`);
    say(`\n${lastLine(tally)}`);
    process.exit(tally.failed > 0 ? 1 : 0);
  });
