import type { Fact, Recorded } from '@entente/domain/kernel/message';
import type { View } from '@entente/domain/kernel/view';
import type { Rows } from '../metrics/tables.js';
import { eventTypes } from '../reading/readers.js';
import type { Cause } from './asking.js';

const PAGE_FACTS = 2_000;

const COLUMNS = `position::float8 as position, id, stream, version::float8 as version, type, schema_version as "schemaVersion", effective_on as "effectiveOn",
  to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt", command_id as "commandId", ordinal, metadata, data`;

/** How the streams of a view begin, where all begin alike: so that few of them are found without going through the whole log. */
const PREFIXES: Readonly<Record<string, string>> = { issues: 'report-', claims: 'claim-', organisations: 'organisation-', signings: 'signing-' };

/** The rows of a view as they stood at a position, folded from the log: what its table of today shows may be later. In the order of their keys. */
export const rowsAt = async <Row, F extends Fact>(rows: Rows, view: View<Row, F>, position: number): Promise<readonly Row[]> => {
  const found = new Map<string, Row>();
  const prefix = PREFIXES[view.name];
  const among = prefix === undefined ? '' : `stream >= '${prefix}' and stream < '${prefix.slice(0, -1)}.' and `;
  for (let after = 0; ; ) {
    const page = await rows<Recorded>(`select ${COLUMNS} from log.events where ${among}type = any($1) and position > $2 and position <= $3 order by position limit ${PAGE_FACTS}`, [view.handles, after, position]);
    for (const stored of page) {
      const fact = eventTypes.upcast(stored) as Recorded<F>;
      for (const key of view.keysOf(fact)) found.set(key, view.evolve(found.get(key) ?? view.initialRow(key), fact));
    }
    after = page.at(-1)?.position ?? after;
    if (page.length < PAGE_FACTS) return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }
};

type CauseRow = Omit<Cause, 'reason'> & Readonly<{ reason: Readonly<{ code?: string; text?: string | null }> | string | null }>;

const CAUSE = `id, type, stream, position::float8 as position, to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt", data -> 'reason' as reason`;

const causeOf = ({ reason, ...cause }: CauseRow): Cause => ({ ...cause, reason: typeof reason === 'string' ? reason : (reason?.text ?? reason?.code ?? null) });

/** Facts by their ids, the oldest first. */
export const causesBy = async (rows: Rows, ids: readonly string[]): Promise<readonly Cause[]> =>
  (ids.length === 0 ? [] : (await rows<CauseRow>(`select ${CAUSE} from log.events where id = any($1::uuid[]) order by position`, [ids])).map(causeOf));

/** The facts of some streams after one position and up to another, the oldest first. */
export const causesWithin = async (rows: Rows, streams: readonly string[], after: number, until: number): Promise<readonly Cause[]> =>
  (streams.length === 0 ? [] : (await rows<CauseRow>(`select ${CAUSE} from log.events where stream = any($1) and position > $2 and position <= $3 order by position`, [streams, after, until])).map(causeOf));
