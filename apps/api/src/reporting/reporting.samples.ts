import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { byCodes } from '@entente/domain/kernel/directory';
import type { Actor, Command } from '@entente/domain/kernel/message';
import { type DataSet, figuresIn, publicEdition } from '@entente/domain/reporting/dataset';
import { type PublishReport, type ReleaseReport, report, type ReportCommand, type SupersedeReport } from '@entente/domain/reporting/report';
import { ensureDevKeys } from '@entente/infra/access/dev-keys';
import { poolAs } from '@entente/infra/database/pools';
import { Lanes } from '@entente/infra/event-log/lanes';
import { PostgresEventLog } from '@entente/infra/event-log/postgres-event-log';
import { ensureBuild, readBuilds } from '@entente/infra/reading/builds';
import { catchUpWholly } from '@entente/infra/reading/catch-up';
import { eventTypes, readers } from '@entente/infra/reading/readers';
import { keep, type Kept, sha256Of } from '@entente/infra/reports/archive';
import { codesOf, issueIdOf } from '@entente/infra/reports/naming';
import { dataBytes } from '@entente/infra/reports/render/data-bytes';
import { testDatabase } from '@entente/infra/services/test-database';
import type pg from 'pg';
import { AccessGuard } from '../access/access.guard.js';
import { FoundationModule } from '../foundation.module.js';
import { bindCursors } from '../http/cursors.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { validation } from '../http/validation.js';
import { CardModule } from './card/card.module.js';
import { ClosingModule } from './closing/closing.module.js';
import { EventsModule } from './events/events.module.js';
import { PublicReportModule } from './public-report/public-report.module.js';

@Module({
  imports: [FoundationModule, ClosingModule, CardModule, PublicReportModule, EventsModule],
  providers: [{ provide: APP_GUARD, useClass: AccessGuard }, { provide: APP_PIPE, useValue: validation }, { provide: APP_FILTER, useClass: ProblemFilter }],
})
class ReportingAlone {}

export type Answer = Readonly<{ status: number; headers: Readonly<Record<string, string>>; text: string; body: Readonly<Record<string, never>> & Readonly<Record<string, unknown>> }>;
/** An issue that was put into the archive and the log, with the codes of its figures by their paths. */
export type Put = Readonly<{ issue: string; output: string; codes: ReadonlyMap<string, string> }>;
type Rest<C extends ReportCommand> = Omit<C['data'], 'id'>;

/** The routes of reporting over a database of their own, in which issues are put as the worker would put them. */
export type ReportingNode = Readonly<{
  url: string; pool: pg.Pool;
  /** By the key of one of the development node's people; without one, as everybody. */
  call: (method: 'GET' | 'POST', path: string, as?: string, more?: Readonly<{ body?: object; headers?: Readonly<Record<string, string>> }>) => Promise<Answer>;
  /** A data set with a file of its own, and the codes of its figures. */
  keep: (set: DataSet, page?: string) => Promise<Omit<Put, 'issue'> & Readonly<{ files: readonly Kept[] }>>;
  publish: (set: DataSet) => Promise<Put>;
  supersede: (issue: string, told: Rest<SupersedeReport>) => Promise<number>;
  release: (issue: string, set: DataSet, page?: string) => Promise<Put>;
  caughtUp: () => Promise<void>;
  close: () => Promise<void>;
}>;

const REPORTER: Actor = { principal: 'report-jobs', organisation: 'entente', role: 'report', region: '*' };
const ASSOCIATION: Actor = { principal: 'Li Wei', organisation: 'hosting-association', role: 'administrator', region: '*' };
const LINK = 'f'.repeat(64);

const appOver = async (url: string): Promise<NestFastifyApplication> => {
  const before = process.env['DATABASE_URL'];
  process.env['DATABASE_URL'] = url;
  try {
    const adapter = new FastifyAdapter();
    const app = await NestFactory.create<NestFastifyApplication>(ReportingAlone, adapter, { logger: false, abortOnError: false, bodyParser: false });
    bindCursors(adapter.getInstance());
    await app.init();
    await adapter.getInstance().ready();
    return app;
  } finally {
    process.env['DATABASE_URL'] = before;
  }
};

export const reportingNode = async (): Promise<ReportingNode> => {
  const database = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'entente-reporting-'));
  const keys = await ensureDevKeys({ databaseUrl: database.url, file: join(folder, 'keys.json') });
  const log = new PostgresEventLog({ databaseUrl: database.url, types: eventTypes });
  const [lanes, pool] = [new Lanes(log), poolAs(database.url, 'entente_worker', 4)];
  const reader = readers.find(({ name }) => name === 'issues') as (typeof readers)[number];
  await ensureBuild(pool, reader);
  const app = await appOver(database.url);

  const caughtUp = async (): Promise<void> => {
    const active = (await readBuilds(pool)).builds.find((build) => build.reader === reader.name && build.active);
    await catchUpWholly(pool, eventTypes, reader, active?.build ?? 1);
  };
  const tell = async <C extends ReportCommand>(type: C['type'], data: C['data'], actor: Actor): Promise<number> => {
    const command = { type, id: randomUUID(), actor, at: '2025-01-08T01:00:00.000Z', directory: byCodes, data } as unknown as ReportCommand & Command;
    const { position } = await lanes.handle(report, command, { inputHash: LINK });
    await caughtUp();
    return position;
  };
  const keepSet: ReportingNode['keep'] = async (set, page = '<p>figures</p>') => {
    const bytes = dataBytes(set);
    const output = sha256Of(bytes);
    const codes = codesOf(set, output, LINK);
    return { output, codes, files: await keep(pool, { sha256: output, bytes }, [{ name: 'report.en.yi.html', media: 'text/html; charset=utf-8', bytes: Buffer.from(page) }], codes) };
  };
  return {
    url: database.url, pool, keep: keepSet, caughtUp,
    call: async (method, path, as, { body, headers = {} } = {}) => {
      const answer = await app.inject({
        method, url: path, ...(body === undefined ? {} : { payload: body }),
        headers: { ...(as === undefined ? {} : { authorization: `Bearer ${keys[as]}` }), ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}), ...headers },
      });
      const isJson = /json/.test(String(answer.headers['content-type']));
      return { status: answer.statusCode, headers: answer.headers as Record<string, string>, text: answer.body, body: (isJson ? answer.json() : {}) as Answer['body'] };
    },
    publish: async (set) => {
      const issue = issueIdOf(set.report, set.parameters, set.period);
      const { output, codes, files } = await keepSet(set);
      const { definition, parameters, period, title, about, known } = set;
      await tell<PublishReport>('PublishReport', {
        id: issue, report: set.report, definition, parameters, period, title, about, known, run: randomUUID(), inputs: LINK, output, files: [...files], figures: figuresIn(set).length, answers: 'association', calendar: 'published',
      }, REPORTER);
      return { issue, output, codes };
    },
    supersede: (issue, told) => tell<SupersedeReport>('SupersedeReport', { id: issue, ...told }, REPORTER),
    release: async (issue, set, page = '<p>public</p>') => {
      const edition = publicEdition(set);
      const { output, codes, files } = await keepSet(edition.set, page);
      await tell<ReleaseReport>('ReleaseReport', { id: issue, output, files: [...files], withheld: edition.withheld }, ASSOCIATION);
      return { issue, output, codes };
    },
    close: async () => {
      await app.close();
      await log.close();
      await pool.end();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
