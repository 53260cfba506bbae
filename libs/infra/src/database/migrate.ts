import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { migrateQueue } from '../doorbell/queue.js';
import { access } from './migrations/0004-access.js';
import { jobs } from './migrations/0010-jobs.js';
import { log } from './migrations/0002-log.js';
import { read } from './migrations/0003-read.js';
import { reports } from './migrations/0014-reports.js';
import { reads } from './migrations/0011-reads.js';
import { readsOfActs } from './migrations/0012-reads-of-acts.js';
import { nodeKeys } from './migrations/0009-node-keys.js';
import { numbers } from './migrations/0008-numbers.js';
import { people } from './migrations/0007-people.js';
import { scope } from './migrations/0006-scope.js';
import { shortAppend } from './migrations/0005-short-append.js';
import { runsOfReports } from './migrations/0013-runs-of-reports.js';
import { roles } from './migrations/0001-roles.js';

/** Forward only: what was migrated is history, and a later migration corrects it. */
const migration = (name: string, sql: string): new () => MigrationInterface => {
  const type = class implements MigrationInterface {
    readonly name = name;
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(sql);
    }
    async down(): Promise<void> {
      throw new Error(`Migration ${name} has no way back; restore a backup instead.`);
    }
  };
  Object.defineProperty(type, 'name', { value: name });
  return type;
};

const migrations = [
  migration('Roles1763000000001', roles),
  migration('Log1763000000002', log),
  migration('Read1763000000003', read),
  migration('Access1763000000004', access),
  migration('ShortAppend1763000000005', shortAppend),
  migration('Scope1763000000006', scope),
  migration('People1763000000007', people),
  migration('Numbers1763000000008', numbers),
  migration('NodeKeys1763000000009', nodeKeys),
  migration('Jobs1763000000010', jobs),
  migration('Reads1763000000011', reads),
  migration('ReadsOfActs1763000000012', readsOfActs),
  migration('RunsOfReports1763000000013', runsOfReports),
  migration('Reports1763000000014', reports),
];

/** Two processes that start at once migrate one after the other. */
const MIGRATION_LOCK = 7_236_114;

/** Brings the database to the newest schema. Safe to run at every start and from several processes. */
export const migrate = async (databaseUrl: string): Promise<void> => {
  const source = new DataSource({
    type: 'postgres',
    url: databaseUrl,
    migrations,
    migrationsTableName: 'entente_migrations',
    poolSize: 2,
    connectTimeoutMS: 10_000,
  });
  await source.initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await source.runMigrations({ transaction: 'each' });
    await migrateQueue(databaseUrl);
  } finally {
    await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await runner.release();
    await source.destroy();
  }
};
