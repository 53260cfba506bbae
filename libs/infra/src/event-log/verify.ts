import { createHash } from 'node:crypto';
import type pg from 'pg';

export type LogVerdict = Readonly<{
  node: string; epoch: number; position: number; hash: string;
  /** The first position that does not fit, and how. */
  broken: Readonly<{ position: number; why: string }> | null;
}>;

type Row = Readonly<Record<'position' | 'version' | 'recorded_ms', string>> & Readonly<{
  id: string; stream: string; type: string; schema_version: number; effective_on: string | null; command_id: string; ordinal: number;
  metadata: string; data: string; hash: Buffer;
}>;

type At = Readonly<{ position: number; recorded: number; hash: Buffer }>;

const PAGE = 5_000;
const SQL = `select position::text, id, stream, version::text, type, schema_version, effective_on,
  (extract(epoch from recorded_at) * 1000)::bigint::text as recorded_ms, command_id, ordinal, metadata::text, data::text, hash
  from log.events where position > $1 and position <= $2 order by events.position limit ${PAGE}`;

/** SHA-256 of the leaf prefix of RFC 6962 and all stored columns but the hash, one a line. */
const leafOf = (row: Row): Buffer =>
  createHash('sha256').update(Buffer.from([0])).update([
    row.position, row.id, row.stream, row.version, row.type, row.schema_version, row.effective_on ?? '', row.recorded_ms,
    row.command_id, row.ordinal, row.metadata, row.data,
  ].join('\n')).digest();

/**
 * Walks the log from its beginning: positions are dense, versions of a stream contiguous, time never goes back, and
 * each hash is that of the one before and the event's leaf, computed here and not in the database.
 */
export const verifyLog = async (pool: pg.Pool, progress: (position: number, of: number) => void = () => undefined): Promise<LogVerdict> => {
  const { rows: [head] } = await pool.query<{ node: string; epoch: number; position: string; hash: Buffer }>('select node, epoch, position::text, hash from log.head');
  if (!head) throw new Error('The log has no head row: this is no database of Entente.');
  const upTo = Number(head.position);
  let at: At = { position: 0, recorded: 0, hash: Buffer.alloc(32) };
  const versions = new Map<string, number>();
  const verdict = (broken: LogVerdict['broken']): LogVerdict => ({ node: head.node, epoch: head.epoch, position: upTo, hash: head.hash.toString('hex'), broken });
  while (at.position < upTo) {
    const { rows } = await pool.query<Row>(SQL, [at.position, upTo]);
    for (const row of rows) {
      const why = faultOf(row, at, versions);
      if (why) return verdict({ position: at.position + 1, why });
      versions.set(row.stream, Number(row.version));
      at = { position: Number(row.position), recorded: Number(row.recorded_ms), hash: row.hash };
    }
    if (rows.length === 0) return verdict({ position: at.position + 1, why: `the log ends here, and its head says ${upTo}.` });
    progress(at.position, upTo);
  }
  if (!at.hash.equals(head.hash)) return verdict({ position: upTo, why: 'the hash of the head is not that of the last event.' });
  return verdict(null);
};

const faultOf = (row: Row, at: At, versions: ReadonlyMap<string, number>): string | undefined => {
  if (Number(row.position) !== at.position + 1) return `the next event stands at ${row.position}.`;
  const version = (versions.get(row.stream) ?? 0) + 1;
  if (Number(row.version) !== version) return `${row.stream} goes on with version ${row.version} instead of ${version}.`;
  if (Number(row.recorded_ms) < at.recorded) return 'it was recorded before the one that precedes it.';
  const hash = createHash('sha256').update(at.hash).update(leafOf(row)).digest();
  return hash.equals(row.hash) ? undefined : 'its hash is not that of its contents and of what precedes it.';
};
