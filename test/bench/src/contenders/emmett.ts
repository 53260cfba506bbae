import { rawSql, SQL } from '@event-driven-io/dumbo';
import type { Event } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore, postgreSQLEventStoreConsumer, postgreSQLRawSQLProjection } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';
import type { Contender } from '../contender.js';
import { filledPool, runAll } from './connections.js';
import { actor, HAPPENED, type Happening, happening } from './happening.js';

export type Happened = Event<typeof HAPPENED, Happening, { actor: typeof actor }>;

export const HAPPENINGS_TABLE = 'create table if not exists happenings (key text primary key, project text not null, amount text not null)';

/** A row an event, keyed as Entente's view keys it. */
export const happenings = postgreSQLRawSQLProjection<Happened>({
  name: 'happenings',
  canHandle: [HAPPENED],
  init: () => rawSql(HAPPENINGS_TABLE),
  evolve: ({ data }) => SQL`insert into happenings (key, project, amount) values (${data.id}, ${data.project}, ${data.amount})
                            on conflict (key) do update set project = excluded.project, amount = excluded.amount`,
});

const storeOf = (url: string, pool: pg.Pool): ReturnType<typeof getPostgreSQLEventStore> =>
  getPostgreSQLEventStore(url, { connectionOptions: { connectionString: url, pool }, schema: { autoMigration: 'None' } });

export const emmett: Contender = {
  prepare: async ({ url }) => {
    const store = getPostgreSQLEventStore(url);
    await store.schema.migrate();
    await store.close();
    await runAll(url, HAPPENINGS_TABLE);
  },
  writer: async ({ url, pool: max }) => {
    const pool = await filledPool(url, max);
    const store = storeOf(url, pool);
    return {
      once: async () => {
        const data = happening();
        // A version of 0 spares it the question for the version that another way of expecting a new stream would cost.
        await store.appendToStream<Happened>(`happening-${data.id}`, [{ type: HAPPENED, data, metadata: { actor } }], { expectedStreamVersion: 0n });
      },
      close: async () => {
        await store.close();
        await pool.end();
      },
    };
  },
  // Its consumer as it comes: other batches and pauses did not make its appends faster.
  follower: async ({ url }) => {
    const consumer = postgreSQLEventStoreConsumer({ connectionString: url });
    consumer.projector<Happened>({ projection: happenings });
    let failure: unknown;
    const following = consumer.start().catch((error: unknown) => (failure = error));
    const asking = new pg.Pool({ connectionString: url, max: 1 });
    return {
      behind: async () => {
        if (failure) throw failure;
        const { rows } = await asking.query<{ behind: number }>('select ((select count(*) from emt_messages) - (select count(*) from happenings))::int as behind');
        return rows[0]?.behind ?? 0;
      },
      close: async () => {
        await consumer.close();
        await following;
        await asking.end();
      },
    };
  },
};
