import { Body, Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type {
  AmendSigning, ApproveSigning, ConfirmSigning, CorrectSigning, ResubmitSigning, ReturnSigning, SubmitSigning, TerminateSigning, WithdrawSigning,
} from '@entente/domain/signing/signing';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOf, Allow } from '../../access/access.guard.js';
import { Acts, Opens } from '../../http/act.js';
import { type Asked, AskedBy, OpenedBy, VouchedBy } from '../../http/asked.js';
import { type Accepted, Commands, type Foreseen } from '../../http/commands.js';
import { Guarded, pageOf } from '../../http/documented.js';
import { linkNext } from '../../http/paging.js';
import { PathId } from '../../http/path.js';
import { SigningById } from './signing.queries.js';
import { SigningsBy } from './signing-list.queries.js';
import {
  amendBody, changesBody, noteBody, reasonBody, returnBody, signingDocument, signingQuery, type SigningQuery, signingsQuery, type SigningsQuery,
  submitBody, type SubmitBody, terminateBody,
} from './signing.requests.js';
import { HandleSigning } from './signing.handler.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;
type Answer = Promise<Accepted | Foreseen>;

const BOTH = ['region', 'administrator'] as const;

/** Signings: submitted by the regions that host them, confirmed by the others, admitted by the association. */
@ApiTags('signings')
@Guarded()
@Controller('v1/signings')
export class SigningController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: QueryBus,
  ) {}

  @Opens('Submit a signing (申报), or enter one from a document (with source; association only)', BOTH)
  submit(@OpenedBy() asked: Asked, @Body({ schema: submitBody }) body: SubmitBody, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    const { id = commandIdOf(asked.id, 'signing'), source, ...terms } = body;
    return this.commands.send<SubmitSigning>(HandleSigning, asked, 'SubmitSigning', { id, terms, source }, reply, `/v1/signings/${id}`);
  }

  @Acts('return', 'Return it with a reason (退回)', BOTH, 'required')
  returnIt(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: returnBody }) body: Of<typeof returnBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<ReturnSigning>(HandleSigning, asked, 'ReturnSigning', { id, ...body }, reply);
  }

  @Acts('resubmit', 'Send a returned submission again (重新提交)', BOTH)
  resubmit(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: changesBody }) body: Of<typeof changesBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<ResubmitSigning>(HandleSigning, asked, 'ResubmitSigning', { id, ...body }, reply);
  }

  @Acts('confirm', 'Confirm what you saw, as another host or the counterpart (确认)', ['region'], 'required')
  confirm(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: noteBody }) body: Of<typeof noteBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<ConfirmSigning>(HandleSigning, asked, 'ConfirmSigning', { id, version: asked.envelope.ifVersion ?? 0, ...body }, reply);
  }

  @Acts('approve', 'Admit it to the record, or let a change take effect (入库)', ['administrator'], 'required')
  approve(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: noteBody }) body: Of<typeof noteBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<ApproveSigning>(HandleSigning, asked, 'ApproveSigning', { id, ...body }, reply);
  }

  @Acts('withdraw', 'Take it back before admission (撤回)', BOTH)
  withdraw(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: reasonBody }) body: Of<typeof reasonBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<WithdrawSigning>(HandleSigning, asked, 'WithdrawSigning', { id, ...body }, reply);
  }

  @Acts('correct', 'It was never so: correct it at the original date, once approved (更正)', BOTH)
  correct(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: changesBody }) body: Of<typeof changesBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<CorrectSigning>(HandleSigning, asked, 'CorrectSigning', { id, ...body }, reply);
  }

  @Acts('amend', 'The world changed: the difference counts from its date, once approved (变更、增资)', BOTH)
  amend(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: amendBody }) body: Of<typeof amendBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<AmendSigning>(HandleSigning, asked, 'AmendSigning', { id, ...body }, reply);
  }

  @Acts('terminate', 'It ended on a date; what was counted before stands (终止)', BOTH)
  terminate(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: terminateBody }) body: Of<typeof terminateBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<TerminateSigning>(HandleSigning, asked, 'TerminateSigning', { id, ...body }, reply);
  }

  @Get(':id')
  @Allow('region', 'administrator', 'report', 'auditor')
  @ApiOperation({ summary: 'A signing with the history of its versions, as it was at a date (validAt) and as it was known (asOf)' })
  @ApiOkResponse({ standardSchema: signingDocument })
  async byId(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: signingQuery }) query: SigningQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const found = await this.queries.execute(new SigningById(actorOf(request), id, query));
    void reply.header('ETag', `"${found.version}"`);
    return found;
  }

  @Get()
  @Allow('region', 'administrator', 'report', 'auditor')
  @ApiOperation({ summary: 'The signings that concern you, in the order of submission' })
  @ApiOkResponse({ standardSchema: pageOf(signingDocument) })
  async list(@Req() request: FastifyRequest, @Query({ schema: signingsQuery }) query: SigningsQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const page = await this.queries.execute(new SigningsBy(actorOf(request), query));
    linkNext(request, reply, page.next);
    return page;
  }
}
