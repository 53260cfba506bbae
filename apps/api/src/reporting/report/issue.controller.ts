import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { definitionOf, type PublishedIssue, refuseReport } from '@entente/domain/reporting/report';
import type { IssueRow } from '@entente/domain/views/issues';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOf, Allow } from '../../access/access.guard.js';
import { type Asked, OpenedBy, VouchedBy } from '../../http/asked.js';
import { Commanding, Guarded } from '../../http/documented.js';
import { languageOf } from '../../http/language.js';
import { PathId } from '../../http/path.js';
import { problems } from '../../http/problems.js';
import { ReportFiles } from '../files.js';
import { Issues, shownIssue } from './issue.queries.js';
import { issueDocument, issueQuery, type IssueQuery, issuesDocument, issuesQuery, type IssuesQuery, noBody, runDocument } from './report.requests.js';
import { shownRun } from './run.shown.js';
import { ReportRuns } from './runs.js';

const READERS = ['administrator', 'region', 'report', 'auditor'] as const;
type Nothing = z.infer<typeof noBody>;

/** Issues of reports: published once for each period, and never changed. */
@ApiTags('reports')
@Guarded()
@Controller('v1/reports/issues')
export class IssueController {
  constructor(
    private readonly issues: Issues,
    private readonly runs: ReportRuns,
    private readonly files: ReportFiles,
  ) {}

  @Get()
  @Allow(...READERS)
  @ApiOperation({ summary: 'The issues that you may read, the newest first' })
  @ApiOkResponse({ standardSchema: issuesDocument })
  list(@Req() request: FastifyRequest, @Query({ schema: issuesQuery }) query: IssuesQuery): Promise<object> {
    return this.issues.list(actorOf(request), query);
  }

  @Get(':id')
  @Allow(...READERS)
  @ApiOperation({ summary: 'An issue: from what it was told, its digests and files, and what it would say otherwise now' })
  @ApiOkResponse({ standardSchema: issueDocument })
  async byId(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: issueQuery }) { minPosition }: IssueQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const found = await this.issues.byId(actorOf(request), id, minPosition);
    void reply.header('ETag', `"${found.version}"`);
    return shownIssue(found);
  }

  @Get(':id/files/:name')
  @Allow(...READERS)
  @ApiOperation({ summary: 'A file of an issue, with its Content-Digest' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Param('name') name: string, @Res() reply: FastifyReply): Promise<void> {
    const { state } = await this.issues.byId(actorOf(request), id, undefined);
    const found = state.files.find((file) => file.name === name);
    if (!found) throw problems.notFound();
    await this.files.send(reply, request, { of: state.output, ...found }, 'private', `${state.report} ${state.period}`);
  }

  @Post(':id/verify')
  @HttpCode(202)
  @Allow(...READERS)
  @ApiOperation({ summary: 'Tell an issue once more from the position at which it was told, and compare every digest (核验)' })
  @Commanding('none')
  @ApiAcceptedResponse({ standardSchema: runDocument })
  async verify(@OpenedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: noBody }) _: Nothing, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    return this.run('verify', asked, await this.issues.byId(asked.actor, id, undefined), request, reply);
  }

  @Post(':id/release')
  @HttpCode(202)
  @Allow('administrator')
  @ApiOperation({ summary: 'Release a public edition, without what would tell of single projects or firms (对外公布)' })
  @Commanding('required')
  @ApiAcceptedResponse({ standardSchema: runDocument })
  async release(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: noBody }) _: Nothing, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const found = await this.issues.byId(asked.actor, id, undefined);
    if (asked.envelope.ifMissing) throw problems.ifMatchMissing();
    if (asked.actor.region !== '*') throw refuseReport('report/not-yours');
    if (definitionOf(found.state.report)?.public !== true) throw refuseReport('report/not-for-the-public');
    const { ifVersion } = asked.envelope;
    return this.run('release', asked, found, request, reply, ifVersion === found.version ? undefined : () => { throw found.state.released ? refuseReport('report/already-released') : problems.versionMoved(); });
  }

  /** @param refusing what stands against it, looked at only where the key is new: a repetition is answered as before. */
  private async run(kind: 'verify' | 'release', asked: Asked, { id, state }: IssueRow & { state: PublishedIssue }, request: FastifyRequest, reply: FastifyReply, refusing?: () => never): Promise<object> {
    if (asked.dryRun) {
      refusing?.();
      void reply.status(200);
      return { dryRun: true, kind, issue: id };
    }
    const { run, replayed } = await this.runs.ask(asked, async () => {
      refusing?.();
      return { job: `${kind}/${state.report}`, parameters: { issue: id, parameters: state.parameters }, period: kind === 'verify' || state.released ? `${state.period} ${asked.at}` : state.period };
    });
    if (replayed) void reply.header('Idempotent-Replayed', 'true');
    void reply.header('Location', `/v1/reports/runs/${run.id}`);
    return shownRun(run, [], languageOf(request.headers['accept-language']));
  }
}
