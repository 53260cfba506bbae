import { Controller, Get, Query, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Candidate, candidatesOf } from '@entente/domain/territory/territory';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOf, Allow, EVERYONE } from '../access/access.guard.js';
import { Guarded } from '../http/documented.js';
import { OrganisationsNamed } from '../parties/organisation/organisations-named.queries.js';
import { ReadersProgress } from '../reading/progress.js';
import { Directories } from './directories.js';
import { resolveDocument, resolveQuery } from './territory.requests.js';

/** What a name as printed may mean: suggested with score and source, and never put in place of what was entered. */
@ApiTags('resolve')
@Guarded()
@Controller('v1/resolve')
export class ResolveController {
  constructor(
    private readonly directories: Directories,
    private readonly queries: QueryBus,
    private readonly progress: ReadersProgress,
  ) {}

  @Get()
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'A name as printed: the regions, zones, sets and organisations that it may mean, best first' })
  @ApiOkResponse({ standardSchema: resolveDocument })
  async resolve(@Req() request: FastifyRequest, @Query({ schema: resolveQuery }) { q, kind, limit, minPosition }: z.infer<typeof resolveQuery>): Promise<object> {
    await this.progress.reached('organisations', minPosition);
    const territory = await this.directories.fresh();
    const organisations: readonly Candidate[] = await this.queries.execute(new OrganisationsNamed(actorOf(request), q));
    const all = [...candidatesOf(territory, q), ...organisations].filter((candidate) => kind === undefined || candidate.kind === kind);
    return { q, items: all.toSorted((a, b) => Number(b.score) - Number(a.score)).slice(0, limit) };
  }
}
