import { poolAs } from '@entente/infra/database/pools';
import { verifyLog } from '@entente/infra/event-log/verify';
import { verifyReader } from '@entente/infra/reading/builds';
import { eventTypes, readers } from '@entente/infra/reading/readers';
import { waitUntil } from '@entente/infra/services/child';

/** Everything that is read, compared with a fresh fold of the log, and the chain of the log itself; the differences as sentences. */
export const differencesToAFreshFold = async (databaseUrl: string): Promise<readonly string[]> => {
  const pool = poolAs(databaseUrl, 'entente_worker', 4);
  try {
    const caughtUp = await waitUntil(async () => {
      const { rows } = await pool.query('select 1 from log.checkpoints c, log.head h where c.active and c.position < h.position');
      return rows.length === 0;
    }, 15_000, 50);
    const differences = caughtUp ? [] : ['The readers have not read to the end of the log within 15 s.'];
    for (const reader of readers) differences.push(...(await verifyReader(pool, eventTypes, reader)).differences);
    const { broken } = await verifyLog(pool);
    return broken ? [...differences, `The log is broken at ${broken.position}: ${broken.why}`] : differences;
  } finally {
    await pool.end();
  }
};
