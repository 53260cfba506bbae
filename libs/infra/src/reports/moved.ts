import { editionEvents } from '@entente/domain/convening/edition';
import { territoryEvents } from '@entente/domain/territory/territory';
import { claims } from '@entente/domain/views/claims';
import { cooperation } from '@entente/domain/views/cooperation';
import { signings } from '@entente/domain/views/signings';
import type pg from 'pg';
import { readBuilds } from '../reading/builds.js';
import { tableOf } from '../reading/reader.js';

/** What came in between two positions: of each metric the earliest day that it has new entries on, and whether there are facts of signings and of cooperation, announced totals, facts about conferences, and changes of the map. */
export type CameIn = Readonly<{ since: ReadonlyMap<string, string>; facts: boolean; claims: boolean; editions: boolean; map: boolean }>;

const JOURNALS = ['signing-metrics', 'cooperation-metrics', 'credit-metrics'];

/** What came in after one position and up to another; the journals have read so far. */
export const cameIn = async (pool: pg.Pool, after: number, until: number): Promise<CameIn> => {
  const { builds } = await readBuilds(pool);
  const since = new Map<string, string>();
  for (const { reader, build, active } of builds) {
    if (!active || !JOURNALS.includes(reader)) continue;
    const { rows } = await pool.query<{ metric: string; day: string }>(
      `select metric, to_char(min(effective_from), 'YYYY-MM-DD') as day from ${tableOf(reader, 'entries', build)} where position > $1 and position <= $2 group by metric`, [after, until]);
    for (const { metric, day } of rows) since.set(metric, day);
  }
  const isThere = async (types: readonly string[]): Promise<boolean> =>
    (await pool.query<{ there: boolean }>('select exists (select from log.events where position > $1 and position <= $2 and type = any($3)) as there', [after, until, types])).rows[0]?.there ?? false;
  return {
    since, facts: await isThere([...signings.handles, ...cooperation.handles]), claims: await isThere(claims.handles), editions: await isThere(editionEvents.map(({ type }) => type)), map: await isThere(territoryEvents.map(({ type }) => type)),
  };
};
