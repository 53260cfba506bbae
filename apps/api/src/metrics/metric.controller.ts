import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { metrics } from '@entente/domain/journals/metrics';
import type { MetricAnswer } from '@entente/infra/metrics/answer';
import type { FastifyRequest } from 'fastify';
import { actorOf, Allow, EVERYONE } from '../access/access.guard.js';
import { Guarded } from '../http/documented.js';
import { languageOf } from '../http/language.js';
import { PathMetric } from '../http/path.js';
import { CreditAsked } from './credit-asked.js';
import { EntriesAsked, type EntriesPage } from './entries.queries.js';
import { MetricAsked } from './metric.queries.js';
import { catalogueDocument, entriesDocument, entriesQuery, type EntriesQuery, metricDocument, metricQuery, type MetricQuery } from './metric.requests.js';

/** The metrics: what they are, what they are worth, and the entries behind every number. */
@ApiTags('metrics')
@Guarded()
@Controller('v1/metrics')
export class MetricController {
  constructor(
    private readonly queries: QueryBus,
    private readonly credit: CreditAsked,
  ) {}

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
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'A metric by region, month and dimensions, as of any moment; a bank asks for those of credit, of its own lines' })
  @ApiOkResponse({ standardSchema: metricDocument })
  async value(@Req() request: FastifyRequest, @Param('metric', PathMetric) metric: string, @Query({ schema: metricQuery }) query: MetricQuery): Promise<MetricAnswer> {
    const asked = await this.credit.value(actorOf(request), metric, query);
    return this.queries.execute(new MetricAsked(asked.actor, metric, asked.query));
  }

  @Get(':metric/entries')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'The entries behind the number: the same filter; those of credit for the bank whose lines they name, and for auditors' })
  @ApiOkResponse({ standardSchema: entriesDocument })
  async entries(@Req() request: FastifyRequest, @Param('metric', PathMetric) metric: string, @Query({ schema: entriesQuery }) query: EntriesQuery): Promise<EntriesPage> {
    const actor = actorOf(request);
    const asked = await this.credit.entries(actor, metric, query);
    const page = await this.queries.execute(new EntriesAsked(asked.actor, metric, asked.query));
    await this.credit.record(actor, metric, page, request.id);
    return page;
  }
}
