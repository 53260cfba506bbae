import { testDatabase } from '../services/test-database.js';
import { sampleTypes } from './event-log.contract.js';
import { lanesContract } from './lanes.contract.js';
import { PostgresEventLog } from './postgres-event-log.js';

lanesContract('the Postgres log', async () => {
  const database = await testDatabase();
  const open = (): PostgresEventLog => new PostgresEventLog({ databaseUrl: database.url, types: sampleTypes });
  const logs = [open(), open()] as const;
  return {
    logs,
    close: async () => {
      await Promise.all(logs.map((log) => log.close()));
      await database.drop();
    },
  };
});
