import { Controller, Get, Query, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf, Allow } from '../access/access.guard.js';
import { Guarded, pageOf } from '../http/documented.js';
import { languageOf } from '../http/language.js';
import { OverdueAsked, type OverduePage } from './overdue.queries.js';
import { WorkAsked, type WorkPage } from './work.queries.js';
import { overduePage, overdueQuery, type OverdueQuery, workDocument, workQuery, type WorkQuery } from './work.requests.js';

/** What is to be done, by whom, and until when. */
@ApiTags('work')
@Guarded()
@Controller('v1')
export class WorkController {
  constructor(private readonly queries: QueryBus) {}

  @Get('work')
  @Allow('region', 'administrator', 'bank', 'report', 'auditor')
  @ApiOperation({ summary: 'What is yours to do now: since when, until when, and what happens if not; the most urgent first' })
  @ApiOkResponse({ standardSchema: pageOf(workDocument) })
  work(@Req() request: FastifyRequest, @Query({ schema: workQuery }) query: WorkQuery): Promise<WorkPage> {
    return this.queries.execute(new WorkAsked(actorOf(request), query, languageOf(request.headers['accept-language'])));
  }

  @Get('overdue')
  @Allow('region', 'administrator', 'report', 'auditor')
  @ApiOperation({ summary: 'What should have been done by a day (validAt), as it was known (asOf), and who answers for it' })
  @ApiOkResponse({ standardSchema: overduePage })
  overdue(@Req() request: FastifyRequest, @Query({ schema: overdueQuery }) query: OverdueQuery): Promise<OverduePage> {
    return this.queries.execute(new OverdueAsked(actorOf(request), query, languageOf(request.headers['accept-language'])));
  }
}
