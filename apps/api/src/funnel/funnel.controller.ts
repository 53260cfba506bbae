import { Controller, Get, Query, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FunnelAnswer } from '@entente/infra/metrics/cohorts';
import type { FastifyRequest } from 'fastify';
import { actorOf, Allow } from '../access/access.guard.js';
import { Guarded } from '../http/documented.js';
import { FunnelAsked } from './funnel.queries.js';
import { funnelDocument, funnelQuery, type FunnelQuery } from './funnel.requests.js';

/** What became of a cohort of signings. */
@ApiTags('funnel')
@Guarded()
@Controller('v1/funnel')
export class FunnelController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('administrator', 'region', 'report', 'auditor')
  @ApiOperation({ summary: 'A cohort of signings by what became of it: registered, started, operating, paid in, terminated, and how long it took, as of any date on both axes' })
  @ApiOkResponse({ standardSchema: funnelDocument })
  funnel(@Req() request: FastifyRequest, @Query({ schema: funnelQuery }) query: FunnelQuery): Promise<FunnelAnswer> {
    return this.queries.execute(new FunnelAsked(actorOf(request), query));
  }
}
