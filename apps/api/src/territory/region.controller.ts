import { Body, Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type AliasRegion, type MergeRegions, type MoveRegion, type RegisterRegions, type RenameRegion, type SplitRegion, type SucceedRegion, TERRITORY, type WithdrawChange } from '@entente/domain/territory/territory';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Allow, EVERYONE } from '../access/access.guard.js';
import { Acts, Opens } from '../http/act.js';
import { type Asked, AskedBy, OpenedBy } from '../http/asked.js';
import { type Accepted, Commands, type Foreseen } from '../http/commands.js';
import { Guarded, pageOf } from '../http/documented.js';
import { PathCode } from '../http/path.js';
import { HandleTerritory } from './territory.handler.js';
import { type Page, TerritoryQuestions } from './territory.queries.js';
import { aliasBody, mergeBody, moveBody, oneQuery, regionDocument, regionsQuery, registerBody, renameBody, splitBody, succeedBody, withdrawBody } from './territory.requests.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;
type Answer = Promise<Accepted | Foreseen>;

/** Regions by GB/T 2260 and ISO 3166-1, with their history: what lay where on which day. */
@ApiTags('regions')
@Guarded()
@Controller('v1/regions')
export class RegionController {
  constructor(
    private readonly commands: Commands,
    private readonly questions: TerritoryQuestions,
  ) {}

  @Opens('Register regions from a published list of codes (登记代码表)', ['administrator'])
  register(@OpenedBy() asked: Asked, @Body({ schema: registerBody }) body: Of<typeof registerBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<RegisterRegions>(HandleTerritory, asked, 'RegisterRegions', { id: TERRITORY, ...body }, reply, '/v1/regions');
  }

  @Acts('rename', 'It has another name from a date on (更名)', ['administrator'])
  rename(@AskedBy() asked: Asked, @Param('id', PathCode) id: string, @Body({ schema: renameBody }) body: Of<typeof renameBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<RenameRegion>(HandleTerritory, asked, 'RenameRegion', { id, zone: false, ...body }, reply);
  }

  @Acts('move', 'It lies under another region from a date on, perhaps with another code (改隶)', ['administrator'])
  move(@AskedBy() asked: Asked, @Param('id', PathCode) id: string, @Body({ schema: moveBody }) body: Of<typeof moveBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<MoveRegion>(HandleTerritory, asked, 'MoveRegion', { id, ...body }, reply);
  }

  @Acts('merge', 'It and others become one (合并)', ['administrator'])
  merge(@AskedBy() asked: Asked, @Param('id', PathCode) id: string, @Body({ schema: mergeBody }) body: Of<typeof mergeBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<MergeRegions>(HandleTerritory, asked, 'MergeRegions', { id, ...body }, reply);
  }

  @Acts('split', 'Several are made of it; it may be one of them (拆分)', ['administrator'])
  split(@AskedBy() asked: Asked, @Param('id', PathCode) id: string, @Body({ schema: splitBody }) body: Of<typeof splitBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<SplitRegion>(HandleTerritory, asked, 'SplitRegion', { id, ...body }, reply);
  }

  @Acts('succeed', 'What it became when it ended, where that was not known before (补记承继)', ['administrator'])
  succeed(@AskedBy() asked: Asked, @Param('id', PathCode) id: string, @Body({ schema: succeedBody }) body: Of<typeof succeedBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<SucceedRegion>(HandleTerritory, asked, 'SucceedRegion', { id, ...body }, reply);
  }

  @Acts('alias', 'A source speaks of it by another name, or misprints it; a region, zone or set (别名、误写)', ['administrator'])
  alias(@AskedBy() asked: Asked, @Param('id', PathCode) id: string, @Body({ schema: aliasBody }) body: Of<typeof aliasBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<AliasRegion>(HandleTerritory, asked, 'AliasRegion', { id, ...body }, reply);
  }

  @Acts('withdraw', 'A change in its history was entered by mistake: it was never so (撤销误记)', ['administrator'])
  withdraw(@AskedBy() asked: Asked, @Param('id', PathCode) id: string, @Body({ schema: withdrawBody }) body: Of<typeof withdrawBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<WithdrawChange>(HandleTerritory, asked, 'WithdrawChange', { id, ...body }, reply);
  }

  @Get(':id')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'A region as it stood on a day (validAt) and was known (asOf), with what lies above it and its history' })
  @ApiOkResponse({ standardSchema: regionDocument })
  async byCode(@Param('id', PathCode) code: string, @Query({ schema: oneQuery }) query: Of<typeof oneQuery>, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { version, body } = await this.questions.place(code, false, query);
    void reply.header('ETag', `"${version}"`);
    return body;
  }

  @Get()
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'The regions that stand on a day, by parent, level or name; a search by name without a day finds what has ended too' })
  @ApiOkResponse({ standardSchema: pageOf(regionDocument) })
  list(@Query({ schema: regionsQuery }) query: Of<typeof regionsQuery>): Promise<Page> {
    return this.questions.places(query, false);
  }
}
