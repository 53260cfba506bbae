import { Controller, Get, Query, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf, Allow } from '../../access/access.guard.js';
import { Guarded } from '../../http/documented.js';
import { type MatrixAnswer, MatrixAsked } from './matrix.queries.js';
import { matrixDocument, matrixQuery, type MatrixQuery } from './matrix.requests.js';

/** What regions share with each other. */
@ApiTags('cooperation')
@Guarded()
@Controller('v1/cooperation-matrix')
export class MatrixController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('administrator', 'region', 'report', 'auditor')
  @ApiOperation({ summary: 'Region by region: pacts in force, signings, contracted and received, each with the question that gives its entries' })
  @ApiOkResponse({ standardSchema: matrixDocument })
  matrix(@Req() request: FastifyRequest, @Query({ schema: matrixQuery }) query: MatrixQuery): Promise<MatrixAnswer> {
    return this.queries.execute(new MatrixAsked(actorOf(request), query));
  }
}
