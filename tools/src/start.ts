import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { ensureDevKeys } from '@entente/infra/access/dev-keys';
import { migrate } from '@entente/infra/database/migrate';
import type { ProcessMark } from '@entente/infra/services/child';
import { isPortFree } from '@entente/infra/services/free-port';

import { printDemo, printDemoIsThere } from './demo/board.js';
import { areDemoKeysThere, demoContent, isDemoThere, loadDemo } from './demo/load.js';
import { draftOf } from './demo/report.js';
import { loadRecord, recordContent } from './record/load.js';
import { loadReports, reportsContent } from './record/load-reports.js';
import { unlessHeld } from './record/remembered.js';
import type { Loaded } from './record/send.js';
import { application, baseUrlOf, waitUntilReady } from './start/applications.js';
import { askOf, logNow } from './start/ask.js';
import { printBoard, printFirstMetrics } from './start/board.js';
import { printHoldings } from './start/holdings.js';
import { printIssues } from './start/issues.js';
import { keep, type Kept, type Role } from './start/keep.js';
import { stopLeftovers, writeRunRecord } from './start/leftovers.js';
import { takeLock } from './start/lock.js';
import { databaseService, queueService } from './start/services.js';
import { ensureWritable, readSettings, type Settings } from './start/settings.js';
import { listenForStop, Stopped, type Stopping } from './start/stopping.js';
import { loadRegister, makeRegister } from './territory/load.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** In the order of their start; they are stopped the other way round, but the api before the worker. */
const running: Kept[] = [];
const stopOrder = ['api', 'worker', 'queue', 'Postgres'];

const start = async (settings: Settings, { asked, orStop }: Stopping): Promise<void> => {
  const record = (): void => {
    const marks = running.map(({ name, mark }) => [name, mark()] as const).filter((pair): pair is readonly [string, ProcessMark] => pair[1] !== undefined);
    writeRunRecord(settings.dataDir, Object.fromEntries(marks));
  };
  const step = async (role: Role): Promise<Kept> => {
    if (asked()) throw new Stopped();
    const kept = await keep(role, say, record);
    running.push(kept);
    record();
    return kept;
  };

  const database = databaseService(settings, say);
  await step(database.role);
  say(`Postgres: ${database.known().label}.`);
  const queue = queueService(settings, () => database.known().url, say);
  await step(queue.role);
  say(`Queue: ${queue.known().label}.`);

  const databaseUrl = database.known().url;
  await orStop(migrate(databaseUrl));
  say('The database has the newest schema.');
  const keysFile = join(settings.dataDir, 'keys.json');
  const keys = await orStop(ensureDevKeys({ databaseUrl, file: keysFile }));

  const api = await step(application('api', settings, databaseUrl, queue.known()));
  const worker = await step(application('worker', settings, databaseUrl, queue.known()));
  say('The api and the worker are starting …');
  const register = makeRegister();
  await orStop(waitUntilReady(settings, api, asked));
  const baseUrl = baseUrlOf(settings);
  const ask = askOf(baseUrl, keys['admin']);
  const loading = { baseUrl, keys, progress: say };
  const held = (part: string, content: unknown, load: () => Promise<Loaded>): Promise<Loaded> =>
    orStop(unlessHeld(join(settings.dataDir, `${part}.json`), content, () => logNow(ask), load));
  let { position } = await held('register', register, () => loadRegister(loading, register));
  if (settings.record) {
    const record = await held('record', recordContent, () => loadRecord(loading));
    const reports = await held('reports', reportsContent, () => loadReports(loading));
    position = Math.max(position, record.position, reports.position);
    say(`Opening record: ${record.loaded} loaded, ${record.already} already there.`);
  }
  const signingKeysFile = join(settings.dataDir, 'demo-keys.json');
  if (settings.demo) {
    const demo = await held('demo', demoContent, () => loadDemo(loading, signingKeysFile));
    position = Math.max(position, demo.position);
    say(`Demonstration: ${demo.loaded} loaded, ${demo.already} already there.`);
  }
  const pids = { api: api.mark()?.pid, worker: worker.mark()?.pid };
  printBoard({ baseUrl, database: database.known().label, queue: queue.known().label, pids, keysFile, dataDir: settings.dataDir }, say);
  if (settings.demo) printDemo(baseUrl, keysFile, signingKeysFile, await orStop(draftOf(loading)), areDemoKeysThere(signingKeysFile), say);
  else if (await orStop(isDemoThere(loading))) printDemoIsThere(baseUrl, say);
  await orStop(printHoldings(ask, position, say));
  await orStop(printFirstMetrics(ask, position, say));
  if (settings.record) await orStop(printIssues(ask, baseUrl, keysFile, asked, say));
  say('\nEntente is ready. Ctrl-C stops it.');
};

const stopAll = async (): Promise<void> => {
  for (const name of stopOrder) {
    const kept = running.find((one) => one.name === name);
    await kept?.stop().catch((error: Error) => say(`${name} did not stop well: ${error.message}`));
  }
};

const main = async (): Promise<number> => {
  const stopping = listenForStop(() => {
    say('Stopping at once.');
    void Promise.all(running.map((kept) => kept.kill())).finally(() => process.exit(130));
  });
  const settings = readSettings(process.argv.slice(2), process.env);
  ensureWritable(settings.dataDir);
  const letGo = takeLock(settings.dataDir);
  let code = 0;
  try {
    await stopLeftovers(settings, say);
    if (!(await isPortFree(settings.port))) {
      throw new Error(`Port ${settings.port} on 127.0.0.1 is in use by another program: stop that, or choose another port with PORT=${settings.port + 1} npm start.`);
    }
    await start(settings, stopping);
    await stopping.whenAsked;
  } catch (error) {
    if (!(error instanceof Stopped)) {
      process.stderr.write(`${(error as Error).message}\n`);
      code = 1;
    }
  }
  if (running.length > 0) say('Stopping …');
  await stopAll();
  rmSync(join(settings.dataDir, 'run.json'), { force: true });
  letGo();
  if (code === 0) say('Stopped.');
  return code;
};

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
