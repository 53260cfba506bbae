import { Body, Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { AddSetMember, DefineRegionSet, RemoveSetMember, WithdrawChange } from '@entente/domain/territory/territory';
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
import { addMemberBody, defineBody, oneQuery, removeMemberBody, setDocument, setsQuery, withdrawBody } from './territory.requests.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;
type Answer = Promise<Accepted | Foreseen>;

/** Sets of regions (川渝, 长三角 …): dated members, counted once however they are reached. */
@ApiTags('region-sets')
@Guarded()
@Controller('v1/region-sets')
export class RegionSetController {
  constructor(
    private readonly commands: Commands,
    private readonly questions: TerritoryQuestions,
  ) {}

  @Opens('Define a set of regions (定义地区集合)', ['administrator'])
  define(@OpenedBy() asked: Asked, @Body({ schema: defineBody }) body: Of<typeof defineBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<DefineRegionSet>(HandleTerritory, asked, 'DefineRegionSet', body, reply, `/v1/region-sets/${body.id}`);
  }

  @Acts('add-member', 'A member more, from a date on, whole or in part (增加成员)', ['administrator'])
  add(@AskedBy() asked: Asked, @Param('id', PathCode) id: string, @Body({ schema: addMemberBody }) { source, ...member }: Of<typeof addMemberBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<AddSetMember>(HandleTerritory, asked, 'AddSetMember', { id, member, source }, reply);
  }

  @Acts('remove-member', 'A member leaves on a date, and counts until the day before (退出)', ['administrator'])
  remove(@AskedBy() asked: Asked, @Param('id', PathCode) id: string, @Body({ schema: removeMemberBody }) body: Of<typeof removeMemberBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<RemoveSetMember>(HandleTerritory, asked, 'RemoveSetMember', { id, ...body }, reply);
  }

  @Acts('withdraw', 'A change in its history was entered by mistake: it was never so (撤销误记)', ['administrator'])
  withdraw(@AskedBy() asked: Asked, @Param('id', PathCode) id: string, @Body({ schema: withdrawBody }) body: Of<typeof withdrawBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<WithdrawChange>(HandleTerritory, asked, 'WithdrawChange', { id, ...body }, reply);
  }

  @Get(':id')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'A set with its members on a day (validAt) as they were known (asOf), and every region that counts for it' })
  @ApiOkResponse({ standardSchema: setDocument })
  async byId(@Param('id', PathCode) id: string, @Query({ schema: oneQuery }) query: Of<typeof oneQuery>, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { version, body } = await this.questions.set(id, query);
    void reply.header('ETag', `"${version}"`);
    return body;
  }

  @Get()
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'The sets of regions, with all members through time, or with those of a day (validAt)' })
  @ApiOkResponse({ standardSchema: pageOf(setDocument) })
  list(@Query({ schema: setsQuery }) query: Of<typeof setsQuery>): Promise<Page> {
    return this.questions.sets(query);
  }
}
