import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { EventTypes } from '../event-log/event-types.js';
import { catchUp, catchUpWholly, type Stop } from './catch-up.js';
import type { Reader } from './reader.js';

export type Build = Readonly<{ reader: string; build: number; version: number; position: number; active: boolean; stopped: Stop | null }>;

/** All builds of all readers, and the head of the log. */
export const readBuilds = async (pool: pg.Pool | pg.ClientBase): Promise<{ head: number; builds: readonly Build[] }> => {
  const { rows } = await pool.query<Build & { head: number }>({
    name: 'builds',
    text: `select h.position::float8 as head, r.reader, r.build, r.version, r.position::float8 as position, r.active, r.stopped
             from read.head h left join read.readers r on true order by r.reader, r.build`,
  });
  return { head: rows[0]?.head ?? 0, builds: rows.filter(({ reader }) => reader !== null) };
};

const inTransaction = async <T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
};

const lockReader = (client: pg.ClientBase, reader: string): Promise<unknown> =>
  client.query(`select pg_advisory_xact_lock(hashtext('reader'), hashtext($1))`, [reader]);

const newBuild = async (client: pg.ClientBase, reader: Reader, active: boolean): Promise<number> => {
  const { rows: [row] } = await client.query<{ build: number }>(`select nextval('read.builds')::int as build`);
  const build = row?.build ?? 0;
  await reader.create(client, build);
  if (active) await reader.index(client, build);
  await client.query('insert into log.checkpoints (reader, build, version, active) values ($1, $2, $3, $4)', [reader.name, build, reader.version, active]);
  return build;
};

const dropBuild = async (client: pg.ClientBase, reader: Reader, build: number): Promise<void> => {
  // Whoever folds into the build holds its checkpoint first and its tables after that: so does this, or they would block each other.
  await client.query('delete from log.checkpoints where reader = $1 and build = $2', [reader.name, build]);
  await reader.drop(client, build);
};

/**
 * Sees to it that a build of the reader's version exists. The first build of a reader is active at once, empty;
 * a new version gets a build beside the active one, and a worker that is older than the active one leaves it alone.
 * Safe in several workers at once.
 */
export const ensureBuild = (pool: pg.Pool, reader: Reader): Promise<void> =>
  inTransaction(pool, async (client) => {
    await lockReader(client, reader.name);
    const mine = (await readBuilds(client)).builds.filter((build) => build.reader === reader.name);
    if (mine.some(({ version, active }) => version >= reader.version && active)) return;
    if (mine.some(({ version, build }) => version === reader.version && build > activeOf(mine))) return;
    await newBuild(client, reader, mine.length === 0);
  });

const activeOf = (builds: readonly Build[]): number => builds.find(({ active }) => active)?.build ?? 0;

/** Begins a new build of the same version beside the active one, and drops what an earlier attempt left. */
export const beginRebuild = (pool: pg.Pool, reader: Reader): Promise<number> =>
  inTransaction(pool, async (client) => {
    await lockReader(client, reader.name);
    const mine = (await readBuilds(client)).builds.filter((build) => build.reader === reader.name);
    for (const { build, active } of mine) if (!active) await dropBuild(client, reader, build);
    return newBuild(client, reader, false);
  });

/** How often a build that someone else is folding into is looked at. */
const BUSY_MS = 20;

/**
 * Switches to a build that has caught up: the indexes are made, the last facts are folded, and one row is changed.
 * The former build stays until the next one comes, so that a question under way finds its tables.
 */
export const switchTo = async (pool: pg.Pool, types: EventTypes, reader: Reader, build: number): Promise<boolean> => {
  const indexed = await inTransaction(pool, async (client) => {
    await lockReader(client, reader.name);
    const mine = (await readBuilds(client)).builds.filter((each) => each.reader === reader.name);
    const target = mine.find((each) => each.build === build);
    if (!target || target.active) return false;
    await reader.index(client, build);
    const former = mine.filter((each) => !each.active && each.build !== build);
    for (const each of former) await dropBuild(client, reader, each.build);
    return true;
  });
  if (!indexed) return false;
  let { state } = await catchUpWholly(pool, types, reader, build);
  for (; state === 'busy'; { state } = await catchUpWholly(pool, types, reader, build)) await sleep(BUSY_MS);
  if (state !== 'done') return false;
  await inTransaction(pool, async (client) => {
    await lockReader(client, reader.name);
    await client.query('update log.checkpoints set active = false where reader = $1 and active', [reader.name]);
    await client.query('update log.checkpoints set active = true where reader = $1 and build = $2', [reader.name, build]);
  });
  return true;
};

/** Builds of a reader that this process can follow: those of its version that have not been left behind. */
export const buildsToFollow = (reader: Reader, builds: readonly Build[]): readonly Build[] => {
  const mine = builds.filter((build) => build.reader === reader.name);
  return mine.filter(({ version, build }) => version === reader.version && build >= activeOf(mine));
};

/**
 * Follows the log with every build of the reader, batch by batch in turn, so that one that is being built holds up
 * none that is read; a build that has caught up is switched to.
 */
export const follow = async (pool: pg.Pool, types: EventTypes, reader: Reader): Promise<void> => {
  let open = buildsToFollow(reader, (await readBuilds(pool)).builds).toSorted((a, b) => Number(b.active) - Number(a.active));
  while (open.length > 0) {
    const next: Build[] = [];
    for (const each of open) {
      const { state } = await catchUp(pool, types, reader, each.build);
      if (state === 'more') next.push(each);
      else if (state === 'done' && !each.active) await switchTo(pool, types, reader, each.build);
    }
    // While one is still being built, the one that is read is kept up too.
    open = next.length > 0 ? [...open.filter((each) => each.active && !next.includes(each)), ...next] : [];
  }
};

export type Verdict = Readonly<{ equal: boolean; position: number; differences: readonly string[] }>;

/**
 * Folds the log anew, in one thread and in batches of another size, up to where the active build stands, and
 * compares the digests of all rows. The scratch tables are dropped again.
 */
export const verifyReader = async (
  pool: pg.Pool, types: EventTypes, reader: Reader, progress: (position: number, of: number) => void = () => undefined,
): Promise<Verdict> => {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read');
    const active = (await readBuilds(client)).builds.find((each) => each.reader === reader.name && each.active);
    if (!active) throw new Error(`The reader ${reader.name} has no active build yet; start the worker first.`);
    const standing = await reader.digest(client, active.build);
    const differences = [...(await reader.check(client, active.build))];
    await client.query('commit');
    const scratch = await scratchFold(pool, types, reader, active.position, progress);
    if (scratch !== standing) differences.unshift(`${reader.name}: the rows are not those of a fresh fold up to position ${active.position}.`);
    return { equal: differences.length === 0, position: active.position, differences };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
};

const scratchFold = async (
  pool: pg.Pool, types: EventTypes, reader: Reader, until: number, progress: (position: number, of: number) => void,
): Promise<string> => {
  const scratch: Reader = { ...reader, version: -reader.version };
  const build = await inTransaction(pool, (client) => newBuild(client, scratch, false));
  try {
    for (let position = 0; position < until; ) {
      const step = await catchUp(pool, types, scratch, build, Math.min(1_777, until - position));
      if (step.state === 'stopped') throw new Error(`A fresh fold of ${reader.name} stops after position ${step.position}.`);
      if (step.state === 'gone') throw takenAway(reader);
      position = step.position < 0 ? position : step.position;
      progress(position, until);
    }
    const client = await pool.connect();
    try {
      return await reader.digest(client, build);
    } finally {
      client.release();
    }
  } catch (error) {
    throw (error as { code?: unknown }).code === '42P01' ? takenAway(reader) : error;
  } finally {
    await inTransaction(pool, (client) => dropBuild(client, scratch, build));
  }
};

const takenAway = ({ name }: Reader): Error =>
  new Error(`The scratch tables of ${name} were taken away, because another build of it was begun or finished; verify it again.`);
