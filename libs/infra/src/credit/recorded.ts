import { absentBatch, type Batch, type BatchFact, evolveBatch } from '@entente/domain/credit/batch';
import { evolveLine, isOfLine, type Line } from '@entente/domain/credit/line';
import { absentProgramme, emptyPool, evolvePool, evolveProgramme, isOfProgramme, type Pool, type Programme, type ProgrammeFact, type QuotaFact } from '@entente/domain/credit/programme';
import type { Recorded } from '@entente/domain/kernel/message';
import type pg from 'pg';
import { eventTypes } from '../reading/readers.js';

/** What stands of one programme; the pools by their streams, so that the quota and each allocation is one. */
export type Standing = { programme: Programme; readonly pools: Map<string, Pool>; readonly lines: Map<string, Line> };
/** What stands of all programmes and batches. */
export type Standings = Readonly<{ programmes: Map<string, Standing>; batches: Map<string, Batch> }>;

const PAGE_FACTS = 2_000;

const FACTS = `select position::float8 as position, id, stream, version::float8 as version, type, schema_version as "schemaVersion", effective_on as "effectiveOn",
                      to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt", command_id as "commandId", ordinal, metadata, data
                 from log.events where stream >= 'credit-' and stream < 'credit.' and position <= $1 order by position`;

/**
 * Hands over all facts of credit up to a position, in the order of the log and page by page: they are sorted by the database and
 * never all in memory.
 */
export const readFacts = async (pool: pg.Pool, position: number, page: (facts: readonly Recorded[]) => void): Promise<void> => {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin isolation level repeatable read read only');
    await client.query(`declare facts no scroll cursor for ${FACTS}`, [position]);
    for (;;) {
      const { rows } = await client.query<Recorded>(`fetch ${PAGE_FACTS} from facts`);
      page(rows.map(eventTypes.upcast));
      if (rows.length < PAGE_FACTS) break;
    }
  } finally {
    await client.query('rollback').catch((error: Error) => (broken = error));
    client.release(broken);
  }
};

export const noStandings = (): Standings => ({ programmes: new Map(), batches: new Map() });

const programmeIn = ({ programmes }: Standings, id: string): Standing => {
  const known = programmes.get(id) ?? { programme: absentProgramme, pools: new Map(), lines: new Map() };
  programmes.set(id, known);
  return known;
};

/** Folds a fact into what stands, by the same functions that decide. */
export const learn = (standings: Standings, fact: Recorded): void => {
  const { stream, data } = fact as Recorded & { data: { programme: string; batch: string } };
  if (stream.startsWith('credit-batch-')) {
    standings.batches.set(data.batch, evolveBatch(standings.batches.get(data.batch) ?? absentBatch, fact as unknown as BatchFact));
  } else if (isOfLine(fact)) {
    const { lines } = programmeIn(standings, data.programme);
    lines.set(fact.data.line, evolveLine(lines.get(fact.data.line) ?? { status: 'absent' }, fact));
  } else if (stream.startsWith('credit-quota-')) {
    const { pools } = programmeIn(standings, data.programme);
    pools.set(stream, evolvePool(pools.get(stream) ?? emptyPool, fact as unknown as QuotaFact));
  } else if (isOfProgramme(fact as { type: string })) {
    const known = programmeIn(standings, data.programme);
    known.programme = evolveProgramme(known.programme, fact as unknown as ProgrammeFact);
  }
};
