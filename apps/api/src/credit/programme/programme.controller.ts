import { Body, Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { AllocateQuota, ApproveProgramme, ChangeQuota, CloseProgramme, ResumeProgramme, ReturnAllocation, ReturnProposal, SuspendProgramme } from '@entente/domain/credit/programme';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOf, Allow, EVERYONE } from '../../access/access.guard.js';
import { type Answer, PARTIES } from '../../cooperation/cooperation.acts.js';
import { Acts, Opens } from '../../http/act.js';
import { type Asked, AskedBy, OpenedBy, VouchedBy } from '../../http/asked.js';
import { Guarded, pageOf } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { ProgrammeCommands } from './programme.commands.js';
import { ProgrammeById, ProgrammesBy } from './programme.queries.js';
import {
  allocateBody, approveBody, changeQuotaBody, listedProgramme, programmeDocument, programmeQuery, type ProgrammeQuery, programmesQuery, type ProgrammesQuery, proposeBody, reasonBody, returnAllocationBody,
} from './programme.requests.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;

/** Credit programmes: who issues one with which bank, how much may be granted under it, and which region grants which part. */
@ApiTags('credit-programmes')
@Guarded()
@Controller('v1/credit-programmes')
export class ProgrammeController {
  constructor(
    private readonly acts: ProgrammeCommands,
    private readonly queries: QueryBus,
  ) {}

  @Opens('Draw up a credit programme; a second person approves it (拟定授信方案)', PARTIES)
  propose(@OpenedBy() asked: Asked, @Body({ schema: proposeBody }) body: Of<typeof proposeBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    const { id = commandIdOf(asked.id, 'credit-programme'), ...rest } = body;
    return this.acts.propose(asked, { id, ...rest }, reply);
  }

  @Acts('approve', 'Approve what another person proposed: the programme, or another quota (复核)', PARTIES, 'required')
  approve(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: approveBody }) _: Of<typeof approveBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ApproveProgramme>(asked, 'ApproveProgramme', { id }, reply);
  }

  @Acts('return', 'Send back what waits for approval, or take it back (退回)', PARTIES, 'required')
  giveBack(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: reasonBody }) body: Of<typeof reasonBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ReturnProposal>(asked, 'ReturnProposal', { id, ...body }, reply);
  }

  @Acts('change-quota', 'Propose another quota; a second person approves it (变更额度)', PARTIES)
  changeQuota(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: changeQuotaBody }) body: Of<typeof changeQuotaBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ChangeQuota>(asked, 'ChangeQuota', { id, ...body }, reply);
  }

  @Acts('allocate', 'Allocate part of the quota to a region (额度切分)', PARTIES)
  allocate(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: allocateBody }) body: Of<typeof allocateBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<AllocateQuota>(asked, 'AllocateQuota', { id, ...body }, reply);
  }

  @Acts('return-allocation', 'Return what a region does not use of its allocation (收回切分额度)', PARTIES)
  returnAllocation(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: returnAllocationBody }) body: Of<typeof returnAllocationBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ReturnAllocation>(asked, 'ReturnAllocation', { id, ...body }, reply);
  }

  @Acts('suspend', 'Suspend it: nothing is granted or drawn (暂停)', PARTIES)
  suspend(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: reasonBody }) body: Of<typeof reasonBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<SuspendProgramme>(asked, 'SuspendProgramme', { id, ...body }, reply);
  }

  @Acts('resume', 'Let a suspended programme go on (恢复)', PARTIES)
  resume(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: reasonBody }) body: Of<typeof reasonBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ResumeProgramme>(asked, 'ResumeProgramme', { id, ...body }, reply);
  }

  @Acts('close', 'Close it: nothing is granted and nothing allocated any more (终止)', PARTIES)
  close(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: reasonBody }) body: Of<typeof reasonBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<CloseProgramme>(asked, 'CloseProgramme', { id, ...body }, reply);
  }

  @Get(':id')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'A credit programme as it was known (asOf), what is taken of its quota, and what of the bank’s statements does not fit' })
  @ApiOkResponse({ standardSchema: programmeDocument })
  async byId(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: programmeQuery }) query: ProgrammeQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const found = await this.queries.execute(new ProgrammeById(actorOf(request), id, query));
    void reply.header('ETag', `"${found.version}"`);
    return found;
  }

  @Get()
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'Credit programmes, in the order in which they came in' })
  @ApiOkResponse({ standardSchema: pageOf(listedProgramme) })
  list(@Req() request: FastifyRequest, @Query({ schema: programmesQuery }) query: ProgrammesQuery): Promise<object> {
    return this.queries.execute(new ProgrammesBy(actorOf(request), query));
  }
}
