import type { ArgumentsHost } from '@nestjs/common';
import { type TestDatabase, testDatabase } from '@entente/infra/services/test-database';
import pg from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { ProblemFilter } from './problem.filter.js';

/** What the filter answers to an error. */
const answered = (error: unknown): Readonly<{ status: number; code: string }> => {
  const told = { status: 0, code: '' };
  const reply = {
    status: (status: number) => ((told.status = status), reply), header: () => reply,
    send: (text: string) => void (told.code = (JSON.parse(text) as Readonly<{ code: string }>).code),
  };
  const request = { headers: {}, url: '/', id: 'trace', log: { warn: () => undefined, error: () => undefined } };
  new ProblemFilter().catch(error, { switchToHttp: () => ({ getRequest: () => request, getResponse: () => reply }) } as unknown as ArgumentsHost);
  return told;
};

describe('what goes wrong', () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await testDatabase();
    source = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  /** What a transaction says whose connection was broken before it went on with this. */
  const broken = async (next: (manager: EntityManager) => Promise<unknown>): Promise<unknown> => {
    const beside = new pg.Client({ connectionString: database.url });
    await beside.connect();
    const error: unknown = await source.transaction(async (manager) => {
      const [{ pid }] = await manager.query<[{ pid: number }]>('select pg_backend_pid() as pid');
      await beside.query('select pg_terminate_backend($1, 5000)', [pid]);
      // The break is heard of before the next statement is sent.
      await new Promise((resolve) => setTimeout(resolve, 100));
      return next(manager);
    }).then(() => undefined, (each: unknown) => each);
    await beside.end();
    return error;
  };

  it.each<readonly [string, (manager: EntityManager) => Promise<unknown>]>([
    ['of the manager', (manager) => manager.query('select 1')],
    ['of its query runner', async (manager) => manager.queryRunner?.query('select 1')],
    ['at its end', () => Promise.resolve()],
  ])('between two statements of a transaction, because its connection broke, is that the database does not answer (%s)', async (_, next) => {
    expect(answered(await broken(next))).toEqual({ status: 503, code: 'service/unavailable' });
  });

  it('without our knowing why is our own fault', () => expect(answered(new Error('No idea.'))).toEqual({ status: 500, code: 'service/internal' }));
});
