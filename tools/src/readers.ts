import { beginRebuild, readBuilds, switchTo, verifyReader } from '@entente/infra/reading/builds';
import { catchUp } from '@entente/infra/reading/catch-up';
import type { Reader } from '@entente/infra/reading/reader';
import { eventTypes, readers } from '@entente/infra/reading/readers';
import type pg from 'pg';
import { withPool } from './node/database.js';
import { table } from './start/table.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const USAGE = 'npm run readers lists the readers; -- rebuild <reader>, -- verify <reader> or -- verify all work on one or on all of them.';

const list = async (pool: pg.Pool): Promise<void> => {
  const { head, builds } = await readBuilds(pool);
  say(`The log stands at position ${head}.`);
  const rows = builds.map(({ reader, version, build, position, active, stopped }) => ({
    reader, version: String(version), build: String(build), position: String(position), lag: String(head - position),
    state: stopped ? `stopped at ${stopped.position}: ${stopped.cause}` : active ? 'active' : 'beside',
  }));
  for (const line of table(rows)) say(line);
};

const progressOf = (name: string) => {
  let told = Date.now();
  return (position: number, of: number): void => {
    if (Date.now() - told < 1_000) return;
    told = Date.now();
    say(`${name}: position ${position} of ${of} (${Math.floor((position / of) * 100)} %)`);
  };
};

const rebuild = async (pool: pg.Pool, reader: Reader): Promise<boolean> => {
  const build = await beginRebuild(pool, reader);
  say(`${reader.name}: build ${build} is made beside the one that is read.`);
  const progress = progressOf(reader.name);
  for (;;) {
    const step = await catchUp(pool, eventTypes, reader, build);
    if (step.state === 'stopped') {
      say(`${reader.name}: build ${build} stops after position ${step.position}; the one that is read stays.`);
      return false;
    }
    if (step.state === 'gone') {
      say(`${reader.name}: build ${build} was dropped, because another one was begun; the one that is read stays.`);
      return false;
    }
    if (step.state === 'done') break;
    progress(step.position, (await readBuilds(pool)).head);
  }
  // A worker that follows may have switched already.
  await switchTo(pool, eventTypes, reader, build);
  const switched = (await readBuilds(pool)).builds.some((each) => each.build === build && each.active);
  say(`${reader.name}: ${switched ? 'switched' : 'could not switch'} to build ${build}.`);
  return switched;
};

const verify = async (pool: pg.Pool, reader: Reader): Promise<boolean> => {
  const { equal, position, differences } = await verifyReader(pool, eventTypes, reader, progressOf(reader.name));
  if (equal) say(`${reader.name}: equal to a fresh fold up to position ${position}.`);
  for (const difference of differences.slice(0, 20)) say(difference);
  return equal;
};

const run = async (pool: pg.Pool, [verb = 'list', name = '']: readonly string[]): Promise<boolean> => {
  if (verb === 'list') return list(pool).then(() => true);
  const chosen = name === 'all' ? readers : readers.filter((reader) => reader.name === name);
  if (!['rebuild', 'verify'].includes(verb) || chosen.length === 0) {
    say(`${USAGE} Readers: ${readers.map((reader) => reader.name).join(', ')}.`);
    return false;
  }
  let good = true;
  for (const reader of chosen) good = (await (verb === 'verify' ? verify : rebuild)(pool, reader)) && good;
  return good;
};

withPool('entente_worker', (pool) => run(pool, process.argv.slice(2))).then(
  (good) => process.exit(good ? 0 : 1),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
