import { Body, Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { AgreeToFound, AppointSecretariat, CloseApplication, DeclineToFound, ProposeAlliance, RecordAlliance } from '@entente/domain/cooperation/alliance';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOf, Allow, EVERYONE } from '../../access/access.guard.js';
import { Acts, Opens } from '../../http/act.js';
import { type Asked, AskedBy, OpenedBy } from '../../http/asked.js';
import { Guarded, pageOf } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { type Answer, PARTIES } from '../cooperation.acts.js';
import { AllianceCommands } from './alliance.commands.js';
import { AllianceById, AlliancesBy, MembersOf } from './alliance.queries.js';
import {
  allianceDocument, allianceQuery, type AllianceQuery, alliancesQuery, type AlliancesQuery, appointBody, declineBody, foundBody, listedAlliance, membersDocument, openBody,
} from './alliance.requests.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;

/** Alliances: founded by all of their founders, or known from a document; who is a member on which day, and who runs the secretariat. */
@ApiTags('alliances')
@Guarded()
@Controller('v1/alliances')
export class AllianceController {
  constructor(
    private readonly acts: AllianceCommands,
    private readonly queries: QueryBus,
  ) {}

  @Opens('Ask other bodies to found an alliance together (发起), or enter one from a document (with source; association only)', PARTIES)
  open(@OpenedBy() asked: Asked, @Body({ schema: openBody }) body: Of<typeof openBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    const { id = commandIdOf(asked.id, 'alliance'), ...rest } = body;
    if ('source' in rest) return this.acts.open<RecordAlliance>(asked, 'RecordAlliance', { id, ...rest }, reply);
    return this.acts.open<ProposeAlliance>(asked, 'ProposeAlliance', { id, ...rest }, reply);
  }

  @Acts('found', 'Agree to found it, as a founder; with the last one it is founded (同意成立)', PARTIES)
  found(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: foundBody }) body: Of<typeof foundBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<AgreeToFound>(asked, 'AgreeToFound', { id, ...body }, reply);
  }

  @Acts('decline', 'Decline to found it, as a founder (不同意成立); with an application, take it back or, as the secretariat, decline it (撤回或不予受理)', PARTIES)
  decline(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: declineBody }) body: Of<typeof declineBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    const { application, ...rest } = body;
    if (application !== null) return this.acts.send<CloseApplication>(asked, 'CloseApplication', { id, application, ...rest }, reply);
    return this.acts.send<DeclineToFound>(asked, 'DeclineToFound', { id, ...rest }, reply);
  }

  @Acts('appoint', 'Appoint the body that runs the secretariat for a term (委任秘书处)', PARTIES)
  appoint(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: appointBody }) body: Of<typeof appointBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<AppointSecretariat>(asked, 'AppointSecretariat', { id, ...body }, reply);
  }

  @Get(':id/members')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'The members on a day (validAt) as it was known (asOf), and what was announced of them beside' })
  @ApiOkResponse({ standardSchema: membersDocument })
  async members(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: allianceQuery }) query: AllianceQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const found = await this.queries.execute(new MembersOf(actorOf(request), id, query));
    void reply.header('ETag', `"${found.version}"`);
    return found;
  }

  @Get(':id')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'An alliance with its members, applications, votes and history, as it stood at a date (validAt) and as it was known (asOf)' })
  @ApiOkResponse({ standardSchema: allianceDocument })
  async byId(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: allianceQuery }) query: AllianceQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const found = await this.queries.execute(new AllianceById(actorOf(request), id, query));
    void reply.header('ETag', `"${found.version}"`);
    return found;
  }

  @Get()
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'Alliances, in the order in which they came in' })
  @ApiOkResponse({ standardSchema: pageOf(listedAlliance) })
  list(@Req() request: FastifyRequest, @Query({ schema: alliancesQuery }) query: AlliancesQuery): Promise<object> {
    return this.queries.execute(new AlliancesBy(actorOf(request), query));
  }
}
