import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOf, Allow, EVERYONE } from '../../access/access.guard.js';
import { type Answer, PARTIES } from '../../cooperation/cooperation.acts.js';
import { Acts, Opens } from '../../http/act.js';
import { type Asked, OpenedBy, VouchedBy } from '../../http/asked.js';
import { Commanding, Guarded, pageOf } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { BatchCommands } from './batch.commands.js';
import { BatchById, BatchesBy } from './batch.queries.js';
import { acceptedAnnouncement, announceBody, type AnnounceBody, batchDocument, batchesQuery, type BatchesQuery, batchQuery, type BatchQuery, listedBatch, openBody, releaseBody } from './batch.requests.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;

/** Batches (首批): lines that are decided together, beside what was announced of them. */
@ApiTags('credit-batches')
@Guarded()
@Controller('v1/credit-batches')
export class BatchController {
  constructor(
    private readonly acts: BatchCommands,
    private readonly queries: QueryBus,
  ) {}

  @Opens('Open a batch of a programme, in which firms are put forward (开设批次)', PARTIES)
  open(@OpenedBy() asked: Asked, @Body({ schema: openBody }) body: Of<typeof openBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    const { id = commandIdOf(asked.id, 'credit-batch'), ...rest } = body;
    return this.acts.open(asked, { id, ...rest }, reply);
  }

  @Post(':id/announce')
  @HttpCode(200)
  @Allow('administrator')
  @ApiOperation({ summary: 'Record what was announced of it, as claims: its total, the number of its firms, or both (公布数)' })
  @Commanding('none')
  @ApiOkResponse({ standardSchema: acceptedAnnouncement })
  announce(@OpenedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: announceBody }) body: AnnounceBody, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.announce(asked, id, body, reply);
  }

  @Acts('release', 'Release it with its sums, once all of its lines are decided (发布)', PARTIES, 'required')
  release(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: releaseBody }) _: Of<typeof releaseBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.release(asked, id, reply);
  }

  @Get(':id')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'A batch as it was known (asOf): how far its lines have come, and what was announced beside what is recorded' })
  @ApiOkResponse({ standardSchema: batchDocument })
  async byId(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: batchQuery }) query: BatchQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const found = await this.queries.execute(new BatchById(actorOf(request), id, query));
    if (found.version !== null) void reply.header('ETag', `"${found.version}"`);
    return found;
  }

  @Get()
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'Batches, in the order in which they came in' })
  @ApiOkResponse({ standardSchema: pageOf(listedBatch) })
  list(@Req() request: FastifyRequest, @Query({ schema: batchesQuery }) query: BatchesQuery): Promise<object> {
    return this.queries.execute(new BatchesBy(actorOf(request), query));
  }
}
