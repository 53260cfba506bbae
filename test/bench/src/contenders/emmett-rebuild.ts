import { getPostgreSQLEventStore, rebuildPostgreSQLProjections } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import type { Contender } from '../contender.js';
import { runAll } from './connections.js';
import { happenings, HAPPENINGS_TABLE, type Happened } from './emmett.js';
import { actor, HAPPENED, happening } from './happening.js';

const STREAM_LENGTH = 100;
type Pulling = Readonly<{ batchSize: number; pullingFrequencyInMs: number }>;

/** Its own rebuild of a projection, through all events that are in the store. */
const rebuildBy = (pulling: { pulling?: Pulling }): Contender => ({
  prepare: async ({ url, events }) => {
    const store = getPostgreSQLEventStore(url);
    await store.schema.migrate();
    for (let n = 0; n < events; n += STREAM_LENGTH) {
      const facts = Array.from({ length: Math.min(STREAM_LENGTH, events - n) }, (): Happened => ({ type: HAPPENED, data: happening(), metadata: { actor } }));
      await store.appendToStream<Happened>(`happenings-${n}`, facts, { expectedStreamVersion: 0n });
    }
    await store.close();
    await runAll(url, HAPPENINGS_TABLE, 'vacuum analyze');
  },
  job: async ({ url }) => ({
    run: async () => {
      const rebuild = rebuildPostgreSQLProjections({ connectionString: url, projection: happenings, ...pulling });
      await rebuild.start();
      await rebuild.close();
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query<{ count: number }>('select count(*)::int as count from happenings');
      await client.end();
      return rows[0]?.count ?? 0;
    },
    close: async () => undefined,
  }),
});

/** In batches of 100 with 50 ms between them. */
export const emmettAsItComes = rebuildBy({});

/** Of batches of 100 to 5,000 events these do best: without them it is three times slower. */
export const emmettRebuild = rebuildBy({ pulling: { batchSize: 2_000, pullingFrequencyInMs: 1 } });
