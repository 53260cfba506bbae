import { Body, Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ReleaseFact, ReleaseFigures } from '@entente/domain/credit/release';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Public } from '../../access/access.guard.js';
import { Opens } from '../../http/act.js';
import { type Asked, OpenedBy } from '../../http/asked.js';
import { type Accepted, Commands, type Foreseen } from '../../http/commands.js';
import { Guarded, Open } from '../../http/documented.js';
import { HeldByFirms } from './held.js';
import { HandleRelease } from './release.handler.js';
import { PublicFigures, shown } from './release.queries.js';
import { releaseBody, vintageDocument, vintageQuery, vintagesDocument } from './release.requests.js';

type Released = Omit<ReleaseFact['data'], 'basis' | 'withheld'>;

/** What would be released, as the public would read it. What each firm has is nobody's to read, in a dry run neither. */
const withoutFirms = (answer: Accepted | Foreseen): Accepted | Foreseen => ('dryRun' in answer ? { ...answer, events: answer.events.map((event) => {
  const { period, releasedOn, policy, figures, position, by } = (event as { data: Released }).data;
  return { ...event, data: { period, releasedOn, policy, figures: figures.map(shown), position, by } };
}) } : answer);

/** Months of credit figures are released to the public. */
@ApiTags('credit-releases')
@Guarded()
@Controller('v1/credit-releases')
export class ReleaseController {
  constructor(
    private readonly commands: Commands,
    private readonly held: HeldByFirms,
  ) {}

  @Opens('Release the credit figures of a month to the public; what would tell of single firms is left out (公布统计)', ['administrator'])
  async release(@OpenedBy() asked: Asked, @Body({ schema: releaseBody }) { period, policy }: z.infer<typeof releaseBody>, @Res({ passthrough: true }) reply: FastifyReply): Promise<Accepted | Foreseen> {
    const { position, held, persons } = await this.held.at(period, asked.actor);
    const data = { id: commandIdOf('credit-release', period), period, policy, position, held, persons };
    return withoutFirms(await this.commands.send<ReleaseFigures>(HandleRelease, asked, 'ReleaseFigures', data, reply, `/v1/public/credit-figures/${period}`));
  }
}

/** For everybody, without a key: what was released, and nothing else. */
@ApiTags('credit-releases')
@Open()
@Controller('v1/public/credit-figures')
export class PublicFiguresController {
  constructor(private readonly figures: PublicFigures) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'The months whose credit figures were released' })
  @ApiOkResponse({ standardSchema: vintagesDocument })
  all(@Query({ schema: vintageQuery }) _: object): Promise<object> {
    return this.figures.all();
  }

  @Get(':period')
  @Public()
  @ApiOperation({ summary: 'The released credit figures of a month; what is null would tell of single firms' })
  @ApiOkResponse({ standardSchema: vintageDocument })
  async of(@Param('period') period: string, @Query({ schema: vintageQuery }) _: object, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const figures = await this.figures.of(period);
    // What is not there yet is not kept for an hour by those in between.
    void reply.header('Cache-Control', 'public, max-age=3600');
    return figures;
  }
}
