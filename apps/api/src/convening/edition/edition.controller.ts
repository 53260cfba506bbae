import { Body, Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { AnnounceEdition, EditionCommand, OpenEdition, RecordActivity, RecordOutput, StrikeEntry } from '@entente/domain/convening/edition';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOf, Allow, EVERYONE } from '../../access/access.guard.js';
import { Acts, Opens } from '../../http/act.js';
import { type Asked, AskedBy, OpenedBy } from '../../http/asked.js';
import { type Accepted, Commands, type Foreseen, naming } from '../../http/commands.js';
import { Guarded, pageOf } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { HandleEdition } from './edition.handler.js';
import { EditionBy, EditionsBy } from './edition.queries.js';
import {
  acceptedActivity, acceptedOutput, activityBody, announceBody, editionDocument, editionQuery, type EditionQuery, editionsQuery, type EditionsQuery, listedEdition, openBody, outputBody, strikeBody,
} from './edition.requests.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;
type Answer<Named = object> = Promise<(Accepted & Named) | Foreseen>;

const ASSOCIATION = ['administrator'] as const;

/** Editions of conferences: what was announced of each, what happened there, and what came of it. */
@ApiTags('editions')
@Guarded()
@Controller('v1/editions')
export class EditionController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: QueryBus,
  ) {}

  @Opens('Enter an edition of a series, under the number that is its own (届次登记)', ASSOCIATION)
  open(@OpenedBy() asked: Asked, @Body({ schema: openBody }) body: Of<typeof openBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    const { id = commandIdOf(asked.id, 'edition'), ...opening } = body;
    return this.send<OpenEdition>(asked, 'OpenEdition', { id, ...opening }, reply, `/v1/editions/${id}`);
  }

  @Acts('announce', 'Announce place, title, theme, dates, venue and aspects, or announce them anew; what is left out stays (公布)', ASSOCIATION)
  announce(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: announceBody }) body: Of<typeof announceBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.send<AnnounceEdition>(asked, 'AnnounceEdition', { id, ...body }, reply);
  }

  @Acts('record-activity', 'Record an activity with its attendance, or put it right (活动)', ASSOCIATION, 'optional', acceptedActivity)
  async activity(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: activityBody }) body: Of<typeof activityBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer<{ activity: string }> {
    const { activity = commandIdOf(asked.id, 'activity'), ...rest } = body;
    return naming(await this.send<RecordActivity>(asked, 'RecordActivity', { id, ...rest, activity }, reply), { activity });
  }

  @Acts('record-output', 'Record what came out of it, with what of the record it is, or put it right (成果)', ASSOCIATION, 'optional', acceptedOutput)
  async output(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: outputBody }) body: Of<typeof outputBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer<{ output: string }> {
    const { output = commandIdOf(asked.id, 'output'), ...rest } = body;
    return naming(await this.send<RecordOutput>(asked, 'RecordOutput', { id, ...rest, output }, reply), { output });
  }

  @Acts('strike', 'Strike an activity or an output that was entered by mistake (删除)', ASSOCIATION)
  strike(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: strikeBody }) body: Of<typeof strikeBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.send<StrikeEntry>(asked, 'StrikeEntry', { id, ...body }, reply);
  }

  @Get(':id')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'An edition by its id or its code (cisc-21): activities, outputs, and what was announced beside what is recorded; as it was known (asOf)' })
  @ApiOkResponse({ standardSchema: editionDocument })
  async byReference(@Req() request: FastifyRequest, @Param('id') reference: string, @Query({ schema: editionQuery }) query: EditionQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const found = await this.queries.execute(new EditionBy(actorOf(request), reference, query));
    void reply.header('ETag', `"${found.version}"`);
    return found;
  }

  @Get()
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'The editions of conferences, in the order in which they were entered' })
  @ApiOkResponse({ standardSchema: pageOf(listedEdition) })
  list(@Req() request: FastifyRequest, @Query({ schema: editionsQuery }) query: EditionsQuery): Promise<object> {
    return this.queries.execute(new EditionsBy(actorOf(request), query));
  }

  private send<C extends EditionCommand>(asked: Asked, type: C['type'], data: C['data'] & { id: string }, reply: FastifyReply, location?: string): Answer {
    return this.commands.send<EditionCommand>(HandleEdition, asked, type, data, reply, location);
  }
}
