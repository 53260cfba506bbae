import { Body, Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOf, Allow, EVERYONE } from '../../access/access.guard.js';
import { Opens } from '../../http/act.js';
import { type Asked, OpenedBy } from '../../http/asked.js';
import { Guarded, pageOf } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { PARTIES } from '../../cooperation/cooperation.acts.js';
import { LinesBy } from './line-list.queries.js';
import { type Answer, LineActs } from './line.acts.js';
import { LineById, ReadsOf, StatementOf } from './line.queries.js';
import {
  lineDocument, lineQuery, type LineQuery, linesQuery, type LinesQuery, listedLine, nominateBody, readDocument, readsQuery, type ReadsQuery, statementDocument, statementQuery, type StatementQuery,
} from './line.requests.js';

/** Lines of credit: put forward, and read by those whose they are. Every reading is itself recorded. */
@ApiTags('credit lines')
@Guarded()
@Controller('v1/credit-lines')
export class LineController {
  constructor(
    private readonly acts: LineActs,
    private readonly queries: QueryBus,
  ) {}

  @Opens('Put a firm forward for a line of credit (推荐入白名单); nothing is granted by that', PARTIES)
  nominate(@OpenedBy() asked: Asked, @Body({ schema: nominateBody }) body: z.infer<typeof nominateBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    const { id = commandIdOf(asked.id, 'credit-line'), ...said } = body;
    return this.acts.nominate(asked, { id, ...said }, reply);
  }

  @Get(':id/statement')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'Every movement of a line with what it held after it, as known at any moment (asOf) and by the day on which it counts (from, to)' })
  @ApiOkResponse({ standardSchema: statementDocument })
  statement(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: statementQuery }) query: StatementQuery): Promise<object> {
    return this.queries.execute(new StatementOf(actorOf(request), id, query, request.id));
  }

  @Get(':id/reads')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'Who has read the line, the newest first; for its bank, its borrower and auditors' })
  @ApiOkResponse({ standardSchema: pageOf(readDocument) })
  reads(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: readsQuery }) query: ReadsQuery): Promise<object> {
    return this.queries.execute(new ReadsOf(actorOf(request), id, query, request.id));
  }

  @Get(':id')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'A line as it stands or stood (validAt), as it was known (asOf): what it holds, what is due, and what does not fit its bank’s statements' })
  @ApiOkResponse({ standardSchema: lineDocument })
  async byId(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: lineQuery }) query: LineQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const found = await this.queries.execute(new LineById(actorOf(request), id, query, request.id));
    void reply.header('ETag', `"${found.version}"`);
    return found;
  }

  @Get()
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'Lines that concern the asker, in the order in which they came in' })
  @ApiOkResponse({ standardSchema: pageOf(listedLine) })
  list(@Req() request: FastifyRequest, @Query({ schema: linesQuery }) query: LinesQuery): Promise<object> {
    return this.queries.execute(new LinesBy(actorOf(request), query, request.id));
  }
}
