import { type Document, document, documentStream, type DocumentFact, type DiscardDocument, evolveDocument } from '@entente/domain/evidence/document';
import { byCodes } from '@entente/domain/kernel/directory';
import type { Actor, Recorded } from '@entente/domain/kernel/message';
import { Refusal } from '@entente/domain/kernel/refusal';
import type { DocumentRow } from '@entente/domain/views/documents';
import type pg from 'pg';
import { canonical, sha256Hex } from '../event-log/canonical.js';
import { commandIdOf } from '../event-log/event-id.js';
import type { EventLog } from '../event-log/event-log.js';
import type { Lanes } from '../event-log/lanes.js';
import { tableOf } from '../reading/reader.js';
import type { DocumentStore, Held } from './document-store.js';

export type RetentionOptions = Readonly<{
  pool: pg.Pool;
  log: EventLog;
  lanes: Lanes;
  store: DocumentStore;
  unusedDays: number;
  now?: () => number;
}>;

/** What one look has done: documents that were discarded as unused, and contents that were taken from the store. */
export type Looked = Readonly<{ discarded: number; removed: number }>;

const RETENTION: Actor = { principal: 'retention', organisation: 'entente', role: 'administrator', region: '*' };
const REASON = { code: 'unused', text: 'Nothing referred to it within the time that a document is kept unused. 保留期内无记录引用。' };
const DAY_MS = 86_400_000;
const BATCH = 500;

/**
 * One look at what is kept, by one worker at a time; undefined where another is at it. The record decides: the view says
 * where to look, and what is done about it is decided on the document's own stream.
 */
export const lookOnce = async (options: RetentionOptions): Promise<Looked | undefined> => {
  const client = await options.pool.connect();
  let broken: Error | undefined;
  try {
    const { rows: [lock] } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(hashtext('documents'), hashtext('retention')) as mine`);
    if (!lock?.mine) return undefined;
    try {
      const table = await tableNow(client);
      if (table === undefined) return { discarded: 0, removed: 0 };
      const discarded = await discardUnused(client, table, options);
      return { discarded, removed: await sweep(client, table, options) };
    } finally {
      await client.query(`select pg_advisory_unlock(hashtext('documents'), hashtext('retention'))`).catch((error: Error) => (broken = error));
    }
  } finally {
    // A connection that may still hold the lock is not used again.
    client.release(broken);
  }
};

const tableNow = async (client: pg.ClientBase): Promise<string | undefined> => {
  const { rows: [active] } = await client.query<{ build: number }>(`select build from read.readers where reader = 'documents' and active`);
  return active && tableOf('documents', '', active.build);
};

/** Documents that nothing has come to refer to in time. What is referred to at this very moment stays. */
const discardUnused = async (client: pg.ClientBase, table: string, { lanes, store, unusedDays, now = Date.now }: RetentionOptions): Promise<number> => {
  const until = new Date(now() - unusedDays * DAY_MS).toISOString();
  let discarded = 0;
  for (let after = ''; ; ) {
    const { rows } = await client.query<{ key: string; row: DocumentRow }>(`select key, row from ${table} where unused_since < $1 and key > $2 order by key limit $3`, [until, after, BATCH]);
    for (const { key: id, row } of rows) {
      if (!(await isDiscarded(lanes, id, new Date(now()).toISOString()))) continue;
      discarded += 1;
      if (row.state) await store.remove(row.state);
    }
    if (rows.length < BATCH) return discarded;
    after = rows.at(-1)?.key ?? after;
  }
};

/** Its id is made of the document's, so that two workers, or one that was killed, send the same command. */
const isDiscarded = async (lanes: Lanes, id: string, at: string): Promise<boolean> => {
  const data = { id, reason: REASON, policy: 'unused' } as const;
  const command: DiscardDocument = { type: 'DiscardDocument', id: commandIdOf('retention', id, 'unused'), actor: RETENTION, at, directory: byCodes, data };
  try {
    await lanes.handle(document, command, { inputHash: sha256Hex(canonical(data)) });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

/**
 * Contents that are there for nothing: of documents that were discarded, where whoever did it could not take the content
 * away, and of deposits that never came on record, once nobody can be about to record them. A store in which nothing is of
 * this record belongs to another, or the record was lost: then what is not on record is left alone.
 */
const sweep = async (client: pg.ClientBase, table: string, options: RetentionOptions): Promise<number> => {
  const { log, store, now = Date.now } = options;
  const forNothing: Held[] = [];
  const unrecorded: Held[] = [];
  let isOurs = false;
  const look = async (held: readonly Held[]): Promise<void> => {
    const { rows } = await client.query<{ key: string; row: DocumentRow }>(`select key, row from ${table} where key = any($1)`, [held.map(({ id }) => id)]);
    const known = new Map(rows.map(({ key, row }) => [key, row.state]));
    for (const each of held) {
      const seen = known.get(each.id);
      if (seen?.sha256 === each.sha256) {
        isOurs = true;
        if (seen.discarded) forNothing.push(each);
      } else if (now() - each.at.getTime() >= DAY_MS) unrecorded.push(each);
    }
  };
  let batch: Held[] = [];
  for await (const held of store.list()) {
    batch.push(held);
    if (batch.length < BATCH) continue;
    await look(batch);
    batch = [];
  }
  if (batch.length > 0) await look(batch);
  // The view may lag behind, so the stream is asked before anything is taken away that is not known to be discarded.
  if (isOurs) for (const each of unrecorded) if (!isKept(await documentOf(log, each.id), each)) forNothing.push(each);
  for (const each of forNothing) await store.remove(each);
  return forNothing.length;
};

const isKept = (it: Document | undefined, { sha256 }: Held): boolean => it !== undefined && it.sha256 === sha256 && it.discarded === null;

const documentOf = async (log: EventLog, id: string): Promise<Document | undefined> =>
  ((await log.read(documentStream(id), 0)).facts as unknown as readonly Recorded<DocumentFact>[]).reduce<Document | undefined>(evolveDocument, undefined);
