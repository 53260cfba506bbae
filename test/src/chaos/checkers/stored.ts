import type pg from 'pg';

/** An event as its columns are, texts and all, so that its leaf can be made again. */
export type StoredEvent = Readonly<{
  position: number; id: string; stream: string; version: number; type: string; schemaVersion: number; effectiveOn: string | null;
  /** Milliseconds since 1970. */
  recorded: number;
  commandId: string; ordinal: number; metadata: string; data: string;
  /** In hex. */
  hash: string;
}>;

export type StoredCommand = Readonly<{ id: string; inputHash: string; stream: string; version: number; position: number }>;

/** What one subject, or all of them, have in the journal: a sum by place and kind of money. `subject` is empty in the totals. */
export type StoredSum = Readonly<{ metric: string; subject: string; region: string; unit: string; kind: string; value: string }>;

export type StoredLog = Readonly<{
  head: Readonly<{ position: number; recorded: number; hash: string }>;
  events: readonly StoredEvent[];
  commands: readonly StoredCommand[];
}>;

/** The log and the journal at one moment, in which the journal has read the whole log. */
export type Stored = Readonly<{ log: StoredLog; entries: readonly StoredSum[]; totals: readonly StoredSum[] }>;

const millis = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8 as recorded`;
const HEAD = `select position::float8 as position, ${millis('recorded_at')}, encode(hash, 'hex') as hash from log.head`;
const EVENTS = `select position::float8 as position, id, stream, version::float8 as version, type, schema_version as "schemaVersion",
  effective_on as "effectiveOn", ${millis('recorded_at')}, command_id as "commandId", ordinal, metadata::text as metadata, data::text as data,
  encode(hash, 'hex') as hash from log.events order by position`;
const COMMANDS = `select id, encode(input_hash, 'hex') as "inputHash", stream, version::float8 as version, position::float8 as position from log.commands`;
const BUILD = `select build, position::float8 as position from log.checkpoints where reader = 'signing-metrics' and active`;

/** As the owner of the database, by tables and columns alone; nothing of what wrote or folded them is asked. */
export const readLog = async (client: pg.ClientBase): Promise<StoredLog> => {
  const rows = async <Row extends pg.QueryResultRow>(sql: string): Promise<readonly Row[]> => (await client.query<Row>(sql)).rows;
  const [head] = await rows<StoredLog['head']>(HEAD);
  if (!head) throw new Error('The log has no head.');
  return { head, events: await rows<StoredEvent>(EVENTS), commands: await rows<StoredCommand>(COMMANDS) };
};

/** Undefined while the journal is behind the log. */
export const readStored = async (client: pg.ClientBase): Promise<Stored | undefined> => {
  await client.query('begin isolation level repeatable read read only');
  try {
    const log = await readLog(client);
    const { rows: [build] } = await client.query<{ build: number; position: number }>(BUILD);
    if (build?.position !== log.head.position) return undefined;
    const sums = async (table: string, subject: string): Promise<readonly StoredSum[]> => (await client.query<StoredSum>(
      `select metric, ${subject} as subject, region, unit, kind, sum(value)::text as value from read.signing_metrics_${table}_b${build.build}
        where metric in ('signings.count', 'signings.contracted') group by 1, 2, 3, 4, 5`)).rows;
    return { log, entries: await sums('entries', 'subject'), totals: await sums('totals', `''`) };
  } finally {
    await client.query('rollback');
  }
};
