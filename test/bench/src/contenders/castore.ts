import { PostgresEventStorageAdapter } from '@castore/event-storage-adapter-postgres';
import type { Contender } from '../contender.js';
import { actor, HAPPENED, happening } from './happening.js';

/** The adapter has ten connections and no setting for more, so that more of them come by more adapters. */
const CONNECTIONS_OF_AN_ADAPTER = 10;

export const castore: Contender = {
  prepare: async ({ url }) => void (await PostgresEventStorageAdapter.createEventTable({ connectionString: url, aggregateId: { type: 'UUID' } })),
  writer: async ({ url, pool }) => {
    const adapters = Array.from({ length: Math.ceil(pool / CONNECTIONS_OF_AN_ADAPTER) }, () => new PostgresEventStorageAdapter({ connectionString: url }));
    let next = 0;
    return {
      once: async () => {
        next = (next + 1) % adapters.length;
        const payload = happening();
        await adapters[next]?.pushEvent({ aggregateId: payload.id, version: 1, type: HAPPENED, payload, metadata: { actor } }, { eventStoreId: 'HAPPENINGS' });
      },
      // It cannot be closed: its connections end with the process.
      close: async () => undefined,
    };
  },
};
