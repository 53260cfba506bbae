import type { Recorded } from '@entente/domain/kernel/message';
import type pg from 'pg';
import type { EventTypes } from '../event-log/event-types.js';
import type { Reader } from './reader.js';

export type CaughtUp = Readonly<{
  /**
   * `done`: at the head. `more`: another batch waits. `busy`: someone else is at it. `stopped`: a fact could not be
   * folded. `gone`: there is no such build, or no longer.
   */
  state: 'done' | 'more' | 'busy' | 'stopped' | 'gone';
  position: number;
  facts: number;
}>;

/** What stopped a reader: it stays there, visibly, until someone mends it; it never skips. */
export type Stop = Readonly<{ position: number; cause: string }>;

const BATCH_POSITIONS = 2_000;

const CHECKPOINT = {
  name: 'take checkpoint',
  text: `select c.position::float8 as position, c.stopped, h.position::float8 as head
           from log.checkpoints c, log.head h where c.reader = $1 and c.build = $2 for update of c skip locked`,
};
const THERE = { name: 'find checkpoint', text: 'select from log.checkpoints where reader = $1 and build = $2' };
const EVENTS = {
  name: 'read events',
  text: `select position::float8 as position, id, stream, version::float8 as version, type, schema_version as "schemaVersion",
                effective_on as "effectiveOn", to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt",
                command_id as "commandId", ordinal, metadata, data
           from log.events where position > $1 and position <= $2 and type = any($3) order by position`,
};
const MOVE = {
  name: 'move checkpoint',
  text: 'update log.checkpoints set position = $4 where reader = $1 and build = $2 and position = $3',
};

const STOP = {
  name: 'stop reader',
  text: 'update log.checkpoints set stopped = $4 where reader = $1 and build = $2 and position = $3',
};

/**
 * The only projection runner: one batch of facts into one build, in one transaction. The checkpoint row is taken
 * with `skip locked` and moved by compare-and-set, so that it is safe to run twice at once.
 */
export const catchUp = async (
  pool: pg.Pool, types: EventTypes, reader: Reader, build: number, batchPositions = BATCH_POSITIONS,
): Promise<CaughtUp> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  let open = true;
  const end = async (how: 'commit' | 'rollback'): Promise<void> => {
    await client.query(how);
    open = false;
  };
  try {
    await client.query('begin');
    const { rows: [at] } = await client.query<{ position: number; stopped: Stop | null; head: number }>({ ...CHECKPOINT, values: [reader.name, build] });
    if (!at) {
      const there = await client.query({ ...THERE, values: [reader.name, build] });
      return { state: there.rowCount === 0 ? 'gone' : 'busy', position: -1, facts: 0 };
    }
    if (at.stopped) return { state: 'stopped', position: at.position, facts: 0 };
    if (at.position >= at.head) return { state: 'done', position: at.position, facts: 0 };
    const to = Math.min(at.position + batchPositions, at.head);
    const { rows } = await client.query<Recorded>({ ...EVENTS, values: [at.position, to, reader.handles] });
    try {
      await reader.apply(client, build, rows.map(types.upcast));
    } catch (error) {
      if (isOutage(error)) throw error;
      await end('rollback');
      // The facts before the one that cannot be folded are taken one by one, so that the reader stops right before it.
      if (batchPositions > 1 && rows.length > 1) return await oneByOne(pool, types, reader, build, to - at.position);
      const stop: Stop = { position: rows[0]?.position ?? to, cause: error instanceof Error ? error.message : String(error) };
      await client.query({ ...STOP, values: [reader.name, build, at.position, JSON.stringify(stop)] });
      return { state: 'stopped', position: at.position, facts: 0 };
    }
    const moved = await client.query({ ...MOVE, values: [reader.name, build, at.position, to] });
    if (moved.rowCount !== 1) throw new Error(`The checkpoint of ${reader.name} moved under its holder.`);
    await end('commit');
    return { state: to < at.head ? 'more' : 'done', position: to, facts: rows.length };
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    if (!broken && open) await client.query('rollback').catch((error: Error) => (broken = error));
    client.release(broken);
  }
};

const oneByOne = async (pool: pg.Pool, types: EventTypes, reader: Reader, build: number, count: number): Promise<CaughtUp> => {
  let [position, facts] = [-1, 0];
  for (let n = 0; n < count; n += 1) {
    const step = await catchUp(pool, types, reader, build, 1);
    facts += step.facts;
    if (step.state !== 'more') return { ...step, facts };
    ({ position } = step);
  }
  return { state: 'more', position, facts };
};

/** A lost connection, a full disk, a stop of the server: not the fact's fault, so the batch is tried again later. */
const isOutage = (error: unknown): boolean => {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  // The driver's own words for a connection that broke have no code.
  if (typeof message === 'string' && /Connection terminated|connection error/.test(message)) return true;
  return typeof code === 'string' && (/^(08|53|57|58|40|55)/.test(code) || /^E[A-Z]+$/.test(code));
};

/** Runs batches until the build stands at the head, or cannot go on. */
export const catchUpWholly = async (
  pool: pg.Pool, types: EventTypes, reader: Reader, build: number, batchPositions = BATCH_POSITIONS,
  progress: (position: number) => void = () => undefined,
): Promise<CaughtUp> => {
  for (;;) {
    const step = await catchUp(pool, types, reader, build, batchPositions);
    if (step.state !== 'more') return step;
    progress(step.position);
  }
};
