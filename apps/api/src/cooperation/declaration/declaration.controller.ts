import { Body, Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOf, Allow, EVERYONE } from '../../access/access.guard.js';
import { Acts, Opens } from '../../http/act.js';
import { type Asked, AskedBy, OpenedBy } from '../../http/asked.js';
import { Guarded, pageOf } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { type Answer, PARTIES } from '../cooperation.acts.js';
import { DeclarationCommands } from './declaration.commands.js';
import { DeclarationById, DeclarationsBy, DeclarationText } from './declaration.queries.js';
import {
  declarationDocument, declarationQuery, type DeclarationQuery, declarationsQuery, type DeclarationsQuery, endorseBody, issueBody, listedDeclaration, textQuery, withdrawBody,
} from './declaration.requests.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;

/** Joint initiatives: many endorse the same words, on the day or late, and may leave. */
@ApiTags('declarations')
@Guarded()
@Controller('v1/declarations')
export class DeclarationController {
  constructor(
    private readonly acts: DeclarationCommands,
    private readonly queries: QueryBus,
  ) {}

  @Opens('Issue a joint initiative (倡议书), or enter one from a document (with source; association only)', PARTIES)
  issue(@OpenedBy() asked: Asked, @Body({ schema: issueBody }) body: Of<typeof issueBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    const { id = commandIdOf(asked.id, 'declaration'), ...rest } = body;
    return this.acts.issue(asked, { id, ...rest }, reply);
  }

  @Acts('endorse', 'Endorse it: signed with the body’s own key, by its own word, or as a document states (响应)', PARTIES)
  endorse(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: endorseBody }) body: Of<typeof endorseBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.endorse(asked, { id, ...body }, reply);
  }

  @Acts('withdraw', 'Endorse it no longer, from a date on (撤回响应)', PARTIES)
  withdraw(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: withdrawBody }) body: Of<typeof withdrawBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.withdraw(asked, { id, ...body }, reply);
  }

  @Get(':id/text')
  @Allow(...EVERYONE)
  @Header('Content-Type', 'application/json; charset=utf-8')
  @ApiOperation({ summary: 'The bytes that are signed: the text as it was issued (RFC 8785)' })
  text(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: textQuery }) _: Of<typeof textQuery>): Promise<string> {
    return this.queries.execute(new DeclarationText(actorOf(request), id));
  }

  @Get(':id')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'A joint initiative with who endorses it on a day (validAt) as it was known (asOf), and what was announced of it beside' })
  @ApiOkResponse({ standardSchema: declarationDocument })
  async byId(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: declarationQuery }) query: DeclarationQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const found = await this.queries.execute(new DeclarationById(actorOf(request), id, query));
    void reply.header('ETag', `"${found.version}"`);
    return found;
  }

  @Get()
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'Joint initiatives, in the order in which they came in' })
  @ApiOkResponse({ standardSchema: pageOf(listedDeclaration) })
  list(@Req() request: FastifyRequest, @Query({ schema: declarationsQuery }) query: DeclarationsQuery): Promise<object> {
    return this.queries.execute(new DeclarationsBy(actorOf(request), query));
  }
}
