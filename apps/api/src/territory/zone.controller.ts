import { Body, Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CloseZone, DeclareZone, RedrawZone, RenameRegion, WithdrawChange } from '@entente/domain/territory/territory';
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
import { closeBody, declareBody, oneQuery, redrawBody, regionDocument, renameBody, withdrawBody, zonesQuery } from './territory.requests.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;
type Answer = Promise<Accepted | Foreseen>;

/** Zones (功能区): no administrative divisions, with a namespace of their own. */
@ApiTags('zones')
@Guarded()
@Controller('v1/zones')
export class ZoneController {
  constructor(
    private readonly commands: Commands,
    private readonly questions: TerritoryQuestions,
  ) {}

  @Opens('Declare a zone: it rolls up to its city, and to no county unless it is that county’s alone (登记功能区)', ['administrator'])
  declare(@OpenedBy() asked: Asked, @Body({ schema: declareBody }) { code, ...body }: Of<typeof declareBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<DeclareZone>(HandleTerritory, asked, 'DeclareZone', { id: code, ...body }, reply, `/v1/zones/${code}`);
  }

  @Acts('redraw', 'It lies in other counties from a date on (调整范围)', ['administrator'])
  redraw(@AskedBy() asked: Asked, @Param('id', PathCode) id: string, @Body({ schema: redrawBody }) body: Of<typeof redrawBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<RedrawZone>(HandleTerritory, asked, 'RedrawZone', { id, ...body }, reply);
  }

  @Acts('rename', 'It has another name from a date on (更名)', ['administrator'])
  rename(@AskedBy() asked: Asked, @Param('id', PathCode) id: string, @Body({ schema: renameBody }) body: Of<typeof renameBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<RenameRegion>(HandleTerritory, asked, 'RenameRegion', { id, zone: true, ...body }, reply);
  }

  @Acts('close', 'It is no more from a date on (撤销)', ['administrator'])
  close(@AskedBy() asked: Asked, @Param('id', PathCode) id: string, @Body({ schema: closeBody }) body: Of<typeof closeBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<CloseZone>(HandleTerritory, asked, 'CloseZone', { id, ...body }, reply);
  }

  @Acts('withdraw', 'A change in its history was entered by mistake: it was never so (撤销误记)', ['administrator'])
  withdraw(@AskedBy() asked: Asked, @Param('id', PathCode) id: string, @Body({ schema: withdrawBody }) body: Of<typeof withdrawBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<WithdrawChange>(HandleTerritory, asked, 'WithdrawChange', { id, ...body }, reply);
  }

  @Get(':id')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'A zone as it stood on a day (validAt) and was known (asOf)' })
  @ApiOkResponse({ standardSchema: regionDocument })
  async byCode(@Param('id', PathCode) code: string, @Query({ schema: oneQuery }) query: Of<typeof oneQuery>, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { version, body } = await this.questions.place(code, true, query);
    void reply.header('ETag', `"${version}"`);
    return body;
  }

  @Get()
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'The zones that stand on a day, by the region that they roll up to or by name' })
  @ApiOkResponse({ standardSchema: pageOf(regionDocument) })
  list(@Query({ schema: zonesQuery }) query: Of<typeof zonesQuery>): Promise<Page> {
    return this.questions.places(query, true);
  }
}
