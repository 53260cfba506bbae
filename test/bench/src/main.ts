import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dismissAll } from './harness/hands.js';
import { machine, versions } from './harness/machine.js';
import { play } from './harness/rounds.js';
import { type Server, startServer } from './harness/server.js';
import { type Outcome, table } from './harness/table.js';
import { verdicts } from './harness/verdict.js';
import { type Settings, settingsOf } from './settings.js';
import { worksOf } from './works/index.js';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Plays the works one after the other; what was measured is told at the end, and written where that was asked for. */
const measure = async (server: Server, settings: Settings): Promise<void> => {
  const works = worksOf(settings).filter(({ name }) => settings.only.length === 0 || settings.only.some((begin) => name.startsWith(begin)));
  if (works.length === 0) throw new Error(`No work is called ${settings.only.join(' or ')}; there are ${worksOf(settings).map(({ name }) => name).join(', ')}.`);
  const outcomes: Outcome[] = [];
  const connections: Record<string, Record<string, number>> = {};
  for (const work of works) {
    say(work.name);
    const own = await work.server?.();
    const played = await play(work, own ?? server, settings, say).finally(() => own?.stop());
    outcomes.push({ work, rows: verdicts(work, played) });
    connections[work.name] = Object.fromEntries(work.entrants.filter(({ pools }) => pools.length > 1).map(({ name }) => [name, played.pools.get(name) ?? 1]));
  }
  process.stdout.write(`${table(outcomes)}\n`);
  if (settings.out === undefined) return;
  const { rounds, ms, warmMs, quick } = settings;
  const database = Object.fromEntries(await Promise.all(
    ['fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size'].map(async (name) => [name, await server.setting(name)] as const),
  ));
  const results = {
    machine: machine(),
    versions: versions(server.version),
    settings: { rounds, ms, warmMs, quick, connections, database },
    rows: outcomes.flatMap(({ rows }) => rows),
  };
  writeFileSync(settings.out, `${JSON.stringify(results, null, 2)}\n`);
  say(`written to ${settings.out}`);
};

const settings = settingsOf(process.argv.slice(2), fileURLToPath(new URL('../results.json', import.meta.url)));
const starting = startServer();
let stopping: Promise<void> | undefined;
const stop = (): Promise<void> => (stopping ??= (async () => {
  dismissAll();
  await starting.then((server) => server.stop(), () => undefined);
})());
const breakOff = (code: number): void => void stop().finally(() => process.exit(code));
process.on('SIGINT', () => breakOff(130));
process.on('SIGTERM', () => breakOff(143));
process.on('uncaughtException', (error) => {
  say(error.stack ?? error.message);
  breakOff(1);
});
try {
  await measure(await starting, settings);
} catch (error) {
  // What fails while everything is being stopped fails because of that.
  if (!stopping) say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
} finally {
  await stop();
}
