import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { metrics } from '@entente/domain/journals/metrics';
import type { FastifyRequest } from 'fastify';
import { actorOf, Allow, EVERYONE } from '../access/access.guard.js';
import { Guarded } from '../http/documented.js';
import { languageOf } from '../http/language.js';
import { PathMetric } from '../http/path.js';
import { EntriesAsked, type EntriesPage } from './entries.queries.js';
import { MetricAsked, type MetricAnswer } from './metric.queries.js';
import { catalogueDocument, entriesDocument, entriesQuery, type EntriesQuery, metricDocument, metricQuery, type MetricQuery } from './metric.requests.js';

/** The metrics: what they are, what they are worth, and the entries behind every number. */
@ApiTags('metrics')
@Guarded()
@Controller('v1/metrics')
export class MetricController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'The catalogue of metrics' })
  @ApiOkResponse({ standardSchema: catalogueDocument })
  catalogue(@Req() request: FastifyRequest): object {
    const language = languageOf(request.headers['accept-language']);
    return {
      items: metrics.map(({ title, describes, dimensions, ...metric }) => ({
        ...metric, title: title[language], describes: describes[language], dimensions: ['region', ...dimensions],
      })),
      next: null,
    };
  }

  @Get(':metric')
  @Allow('administrator', 'region', 'report', 'auditor')
  @ApiOperation({ summary: 'A metric by region, month and dimensions, as of any moment' })
  @ApiOkResponse({ standardSchema: metricDocument })
  value(@Req() request: FastifyRequest, @Param('metric', PathMetric) metric: string, @Query({ schema: metricQuery }) query: MetricQuery): Promise<MetricAnswer> {
    return this.queries.execute(new MetricAsked(actorOf(request), metric, query));
  }

  @Get(':metric/entries')
  @Allow('administrator', 'region', 'report', 'auditor')
  @ApiOperation({ summary: 'The entries behind the number: the same filter' })
  @ApiOkResponse({ standardSchema: entriesDocument })
  entries(@Req() request: FastifyRequest, @Param('metric', PathMetric) metric: string, @Query({ schema: entriesQuery }) query: EntriesQuery): Promise<EntriesPage> {
    return this.queries.execute(new EntriesAsked(actorOf(request), metric, query));
  }
}
