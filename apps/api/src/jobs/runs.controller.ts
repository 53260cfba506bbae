import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf, Allow } from '../access/access.guard.js';
import { Guarded, pageOf } from '../http/documented.js';
import { languageOf } from '../http/language.js';
import { RunOf, RunsAsked, type RunsPage } from './runs.queries.js';
import { listedRun, runDocument, runQuery, type RunQuery, runsQuery, type RunsQuery } from './runs.requests.js';

/** What is done on schedule, and what came of it. */
@ApiTags('jobs')
@Guarded()
@Controller('v1/jobs/runs')
export class RunsController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':job/:period')
  @Allow('administrator', 'auditor')
  @ApiOperation({ summary: 'One run of a job for a period, with what came of it; for associations and auditors over all regions. To associations it names no line of credit' })
  @ApiOkResponse({ standardSchema: runDocument })
  run(@Req() request: FastifyRequest, @Param('job') job: string, @Param('period') period: string, @Query({ schema: runQuery }) { parameters = '{}' }: RunQuery): Promise<object> {
    return this.queries.execute(new RunOf(actorOf(request), job, period, parameters, languageOf(request.headers['accept-language']), request.id));
  }

  @Get()
  @Allow('administrator', 'auditor')
  @ApiOperation({ summary: 'The runs of all jobs, the newest first: when they were due, how often they were tried, and why the newest attempt failed' })
  @ApiOkResponse({ standardSchema: pageOf(listedRun) })
  runs(@Req() request: FastifyRequest, @Query({ schema: runsQuery }) query: RunsQuery): Promise<RunsPage> {
    return this.queries.execute(new RunsAsked(actorOf(request), query, languageOf(request.headers['accept-language'])));
  }
}
