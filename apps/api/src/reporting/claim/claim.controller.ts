import { Body, Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RecordClaim } from '@entente/domain/reporting/claim';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, Allow } from '../../access/access.guard.js';
import { Opens } from '../../http/act.js';
import { type Asked, OpenedBy } from '../../http/asked.js';
import { type Accepted, Commands, type Foreseen } from '../../http/commands.js';
import { Guarded, pageOf } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { HandleClaim } from './claim.handler.js';
import { ClaimById, ClaimsBy } from './claim.queries.js';
import { claimBody, type ClaimBody, claimDocument, claimQuery, type ClaimQuery, claimsQuery, type ClaimsQuery } from './claim.requests.js';

/** Announced totals, beside what the record sums to over the same scope. */
@ApiTags('claims')
@Guarded()
@Controller('v1/claims')
export class ClaimController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: QueryBus,
  ) {}

  @Opens('Record an announced total, with its source (公布数)', ['administrator'])
  record(@OpenedBy() asked: Asked, @Body({ schema: claimBody }) body: ClaimBody, @Res({ passthrough: true }) reply: FastifyReply): Promise<Accepted | Foreseen> {
    const { id = commandIdOf(asked.id, 'claim'), ...announced } = body;
    return this.commands.send<RecordClaim>(HandleClaim, asked, 'RecordClaim', { id, ...announced }, reply, `/v1/claims/${id}`);
  }

  @Get(':id')
  @Allow('administrator', 'region', 'report', 'auditor')
  @ApiOperation({ summary: 'An announced total beside the recorded sum of the same scope' })
  @ApiOkResponse({ standardSchema: claimDocument })
  byId(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: claimQuery }) { minPosition }: ClaimQuery): Promise<object> {
    return this.queries.execute(new ClaimById(actorOf(request), id, minPosition));
  }

  @Get()
  @Allow('administrator', 'region', 'report', 'auditor')
  @ApiOperation({ summary: 'Announced totals, each beside the recorded sum of the same scope' })
  @ApiOkResponse({ standardSchema: pageOf(claimDocument) })
  list(@Req() request: FastifyRequest, @Query({ schema: claimsQuery }) query: ClaimsQuery): Promise<object> {
    return this.queries.execute(new ClaimsBy(actorOf(request), query));
  }
}
