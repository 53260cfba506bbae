import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, Allow } from '../../access/access.guard.js';
import { Guarded } from '../../http/documented.js';
import { ReportEvents } from './events.queries.js';
import { eventsDocument, eventsQuery, type EventsQuery } from './events.requests.js';

const whole = { schema: { type: 'integer' as const } };

/** For subscribers: what was published, superseded and released, to be followed position by position. */
@ApiTags('events')
@Guarded()
@Controller('v1/events')
export class EventsController {
  constructor(private readonly events: ReportEvents) {}

  @Get()
  @Allow('administrator', 'region', 'report', 'auditor')
  @ApiOperation({ summary: 'What happened to the issues that you may read, as CloudEvents: report.published, report.superseded, report.released. Ask again with after=<Entente-Next>; nothing is missed or told twice' })
  @ApiProduces('application/cloudevents-batch+json')
  @ApiOkResponse({
    standardSchema: eventsDocument,
    headers: { 'Entente-Next': { ...whole, description: 'The position to ask after next.' }, 'Entente-High-Water': { ...whole, description: 'How far the log has been read: at that position, there is nothing more yet.' } },
  })
  async batch(@Req() request: FastifyRequest, @Query({ schema: eventsQuery }) query: EventsQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<readonly object[]> {
    const { events, next, highWater } = await this.events.batch(actorOf(request), query, () => request.socket.destroyed);
    void reply.headers({ 'Entente-Next': String(next), 'Entente-High-Water': String(highWater), 'Cache-Control': 'no-store', 'Content-Type': 'application/cloudevents-batch+json; charset=utf-8' });
    return events;
  }
}
