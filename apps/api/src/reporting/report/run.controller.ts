import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Fault } from '@entente/domain/kernel/refusal';
import { issueIdOf } from '@entente/infra/reports/naming';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOf, Allow } from '../../access/access.guard.js';
import { type Asked, AskedBy, OpenedBy } from '../../http/asked.js';
import { Commanding, Guarded } from '../../http/documented.js';
import { languageOf } from '../../http/language.js';
import { encodeCursor } from '../../http/paging.js';
import { PathId } from '../../http/path.js';
import { Problem, problems } from '../../http/problems.js';
import { AsOfResolver } from '../../reading/as-of.js';
import { ReadersProgress } from '../../reading/progress.js';
import { ReportFiles } from '../files.js';
import { noBody, nothingAsked, runBody, type RunBody, runDocument, runsDocument, runsQuery, type RunsQuery, type Tried } from './report.requests.js';
import { aboutOf, shownRun } from './run.shown.js';
import { ReportRuns } from './runs.js';
import { WantedReports } from './wanted.js';

const READERS = ['administrator', 'region', 'report', 'auditor'] as const;

const publishingIsNotYours = (): Problem => new Problem(403, 'report/publishing-not-yours', {
  en: 'Issues are published by schedule, and before that by associations; leave out "publish" for a draft.', zh: '报表按计划公布，提前公布由协会办理；草稿请不填 publish。',
});
const publishedAsOf: Fault = { pointer: '/asOf', code: 'report/published-as-of', message: {
  en: 'What is published is told from what is known when it is asked for, or when its month was closed; leave out asOf, or publish.', zh: '公布以申请时（或关账时）所知为准；asOf 与 publish 只能取其一。',
} };

/** Runs of reports: now, of a past period, as known then; how far they are; and their cancelling. */
@ApiTags('reports')
@Guarded()
@Controller('v1/reports')
export class RunController {
  constructor(
    private readonly runs: ReportRuns,
    private readonly wanted: WantedReports,
    private readonly moments: AsOfResolver,
    private readonly progress: ReadersProgress,
    private readonly keptFiles: ReportFiles,
  ) {}

  @Post(':report/runs')
  @HttpCode(202)
  @Allow(...READERS)
  @ApiOperation({ summary: 'Ask for a report: a draft as it was known at any moment, or the issue of a period (生成报表)' })
  @Commanding('none')
  @ApiAcceptedResponse({ standardSchema: runDocument })
  async ask(@OpenedBy() asked: Asked, @Param('report') report: string, @Body({ schema: runBody }) body: RunBody, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { publish, asOf } = body;
    if (publish && asked.actor.role !== 'administrator' && asked.actor.role !== 'report') throw publishingIsNotYours();
    const wanted = await this.wanted.checked(asked.actor, { report, parameters: body.parameters, period: body.period }, publish, publish && asOf !== undefined ? [publishedAsOf] : []);
    const { parameters, period } = wanted;
    const position = publish ? null : await this.positionOf(asOf);
    if (asked.dryRun) {
      void reply.status(200);
      return { dryRun: true, report, parameters, period, publish, issue: publish ? issueIdOf(report, parameters, period) : null, asOf: position } satisfies Tried;
    }
    const { run, replayed } = await this.runs.ask(asked, async () => (publish ? { job: `report/${report}`, parameters, period } : { job: `draft/${report}`, parameters: { asOf: position, parameters }, period }));
    if (replayed) void reply.header('Idempotent-Replayed', 'true');
    void reply.header('Location', `/v1/reports/runs/${run.id}`);
    return shownRun(run, await this.runs.files(run), languageOf(request.headers['accept-language']));
  }

  @Get('runs')
  @Allow(...READERS)
  @ApiOperation({ summary: 'Runs of reports, the newest first' })
  @ApiOkResponse({ standardSchema: runsDocument })
  async list(@Req() request: FastifyRequest, @Query({ schema: runsQuery }) { report, state, limit, cursor }: RunsQuery): Promise<object> {
    const found = await this.runs.list(actorOf(request), { report, state, limit, after: cursor?.after });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(({ n: _, ...run }) => shownRun(run, [], languageOf(request.headers['accept-language']))),
      next: found.length > limit && last ? encodeCursor({ pinned: 0, after: last.n.split(' ').map(Number) }) : null,
    };
  }

  @Get('runs/:id')
  @Allow(...READERS)
  @ApiOperation({ summary: 'One run: its state, how far it is in per cent, what it is doing, and what came of it' })
  @ApiOkResponse({ standardSchema: runDocument })
  async byId(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: nothingAsked }) _: z.infer<typeof nothingAsked>): Promise<object> {
    const run = await this.runs.seen(actorOf(request), id);
    return shownRun(run, await this.runs.files(run), languageOf(request.headers['accept-language']));
  }

  @Post('runs/:id/cancel')
  @HttpCode(200)
  @Allow(...READERS)
  @ApiOperation({ summary: 'Cancel a run that is not finished (取消)' })
  @Commanding('none')
  @ApiOkResponse({ standardSchema: runDocument })
  async cancel(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: noBody }) _: z.infer<typeof noBody>, @Req() request: FastifyRequest): Promise<object> {
    const run = asked.dryRun ? await this.runs.seen(asked.actor, id) : await this.runs.cancel(asked.actor, id, asked.at);
    return shownRun(run, [], languageOf(request.headers['accept-language']));
  }

  @Get('runs/:id/files/:name')
  @Allow(...READERS)
  @ApiOperation({ summary: 'A file of a draft' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Param('name') name: string, @Res() reply: FastifyReply): Promise<void> {
    const run = await this.runs.seen(actorOf(request), id);
    const found = (await this.runs.files(run)).find((file) => file.name === name);
    if (!found) throw problems.notFound();
    const { report } = aboutOf(run);
    await this.keptFiles.send(reply, request, { of: (run.result as { output: string }).output, ...found }, 'private', `${report} ${run.period} draft`);
  }

  /** The position from which a draft is told: what is known now, unless another moment is named. */
  private async positionOf(asOf: RunBody['asOf']): Promise<number> {
    const { head } = await this.progress.now();
    const position = (await this.moments.position(asOf))?.position ?? head;
    if (position > head) throw problems.beyondHead();
    if (position === 0) throw problems.invalid([{ pointer: '/asOf', code: 'report/nothing-known', message: { en: 'Nothing had been recorded by then; name a later moment.', zh: '届时尚无记录；请指定较晚的时刻。' } }]);
    return position;
  }
}
