import { randomUUID } from 'node:crypto';
import { sha256Hex } from '@entente/infra/event-log/canonical';
import type pg from 'pg';
import type { Contender } from '../contender.js';
import { filledPool, runAll } from './connections.js';
import { actor, HAPPENED, type Happening, happening } from './happening.js';

/** The table that somebody writes who has no event store; it has the columns and the two keys that one needs. */
const EVENTS = `
create table events (
  position    bigint generated always as identity primary key,
  id          uuid not null,
  stream      text collate "C" not null,
  version     bigint not null,
  type        text not null,
  recorded_at timestamptz not null default now(),
  metadata    json not null,
  data        json not null,
  unique (stream, version)
)`;
const COMMANDS = 'create table commands (id uuid primary key, input_hash bytea not null, stream text not null, version bigint not null, position bigint not null)';
const INSERT = 'insert into events (id, stream, version, type, metadata, data) values ($1, $2, $3, $4, $5, $6)';

const valuesOf = (data: Happening, version: number): unknown[] =>
  [randomUUID(), `happening-${data.id}`, version, HAPPENED, JSON.stringify({ actor }), JSON.stringify(data)];

/** One prepared INSERT, each its own transaction: no check, no receipt, no order that a reader could follow. */
export const insert: Contender = {
  prepare: ({ url }) => runAll(url, EVENTS),
  writer: async ({ url, pool: max }) => {
    const pool = await filledPool(url, max);
    return {
      once: async () => void (await pool.query({ name: 'insert', text: INSERT, values: valuesOf(happening(), 1) })),
      close: () => pool.end(),
    };
  },
};

/** What an application does by hand to get what Entente gives: the version checked, the command known, both with the event. */
export const fairInsert: Contender = {
  prepare: ({ url }) => runAll(url, EVENTS, COMMANDS),
  writer: async ({ url, pool: max }) => {
    const pool = await filledPool(url, max);
    const append = async (client: pg.PoolClient, data: Happening): Promise<void> => {
      const stream = `happening-${data.id}`;
      await client.query('begin');
      const newest = await client.query<{ version: string | null }>({
        name: 'version', text: 'select max(version) as version from events where stream = $1', values: [stream],
      });
      const version = Number(newest.rows[0]?.version ?? 0) + 1;
      const { rows: [row] } = await client.query<{ position: string }>({ name: 'event', text: `${INSERT} returning position`, values: valuesOf(data, version) });
      const hash = Buffer.from(sha256Hex(JSON.stringify(data)), 'hex');
      await client.query({
        name: 'command', text: 'insert into commands (id, input_hash, stream, version, position) values ($1, $2, $3, $4, $5)',
        values: [randomUUID(), hash, stream, version, row?.position],
      });
      await client.query('commit');
    };
    return {
      once: async () => {
        const client = await pool.connect();
        try {
          await append(client, happening());
        } finally {
          client.release();
        }
      },
      close: () => pool.end(),
    };
  },
};
