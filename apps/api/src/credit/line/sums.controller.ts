import { Controller, Get, Query, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf, Allow, EVERYONE } from '../../access/access.guard.js';
import { Guarded } from '../../http/documented.js';
import { DiscrepanciesBy } from './discrepancy.queries.js';
import { ExposureAsked } from './exposure.queries.js';
import { exposureDocument, exposureQuery, type ExposureQuery } from './exposure.requests.js';
import { discrepanciesDocument, discrepanciesQuery, type DiscrepanciesQuery } from './line.requests.js';

/** What is asked over many lines: differences to the banks’ statements, and what one legal person owes to all banks. */
@ApiTags('credit lines')
@Guarded()
@Controller('v1')
export class CreditSumsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('credit-discrepancies')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'Differences between banks’ statements and the record, with whose each is and for how long it has stood; as sums for those who see no single line' })
  @ApiOkResponse({ standardSchema: discrepanciesDocument })
  discrepancies(@Req() request: FastifyRequest, @Query({ schema: discrepanciesQuery }) query: DiscrepanciesQuery): Promise<object> {
    return this.queries.execute(new DiscrepanciesBy(actorOf(request), query, request.id));
  }

  @Get('credit-exposures')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'What one legal person may draw and owes across all banks, for its own people or under its consent; recorded with the purpose' })
  @ApiOkResponse({ standardSchema: exposureDocument })
  exposure(@Req() request: FastifyRequest, @Query({ schema: exposureQuery }) query: ExposureQuery): Promise<object> {
    return this.queries.execute(new ExposureAsked(actorOf(request), query, request.id));
  }
}
