import { Body, Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type {
  AmendSigning, AnnulSigning, ApproveSigning, ConfirmSigning, CorrectSigning, ResubmitSigning, ReturnSigning, SubmitSigning, TerminateSigning, UpgradeSigning, WithdrawSigning,
} from '@entente/domain/signing/signing';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOf, Allow } from '../../access/access.guard.js';
import { Acts, Opens } from '../../http/act.js';
import { type Asked, AskedBy, OpenedBy, VouchedBy } from '../../http/asked.js';
import { Guarded, pageOf } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { SigningById, SigningHistory } from './signing.queries.js';
import { SigningsBy } from './signing-list.queries.js';
import {
  amendBody, approveBody, changesBody, historyPage, historyQuery, type HistoryQuery, listedSigning, noteBody, reasonBody, returnBody, signingDocument, signingQuery, type SigningQuery,
  signingsQuery, type SigningsQuery, submitBody, type SubmitBody, terminateBody, upgradeBody,
} from './signing.requests.js';
import { type Answer, SigningCommands } from './signing.commands.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;
const BOTH = ['region', 'administrator'] as const;

/** Signings: submitted by the regions that host them, confirmed by the others, admitted by the association. */
@ApiTags('signings')
@Guarded()
@Controller('v1/signings')
export class SigningController {
  constructor(
    private readonly acts: SigningCommands,
    private readonly queries: QueryBus,
  ) {}

  @Opens('Submit a signing (申报), or enter one from a document (with source; association only)', BOTH)
  async submit(@OpenedBy() asked: Asked, @Body({ schema: submitBody }) body: SubmitBody, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    const { id = commandIdOf(asked.id, 'signing'), source, externalIds, ...terms } = body;
    const number = await this.acts.numberFor(asked, terms);
    return this.acts.send<SubmitSigning>(asked, 'SubmitSigning', { id, terms, source, number, externalIds }, reply, `/v1/signings/${id}`);
  }

  @Acts('return', 'Return it with a reason (退回)', BOTH, 'required')
  returnIt(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: returnBody }) body: Of<typeof returnBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ReturnSigning>(asked, 'ReturnSigning', { id, ...body }, reply);
  }

  @Acts('resubmit', 'Send a returned submission again (重新提交)', BOTH)
  resubmit(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: changesBody }) body: Of<typeof changesBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ResubmitSigning>(asked, 'ResubmitSigning', { id, ...body }, reply);
  }

  @Acts('confirm', 'Confirm what you saw, as another host or the counterpart (确认)', ['region'], 'required')
  confirm(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: noteBody }) body: Of<typeof noteBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ConfirmSigning>(asked, 'ConfirmSigning', { id, version: asked.envelope.ifVersion ?? 0, ...body }, reply);
  }

  @Acts('approve', 'Admit it to the record, or let a change take effect (入库)', ['administrator'], 'required')
  approve(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: approveBody }) body: Of<typeof approveBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ApproveSigning>(asked, 'ApproveSigning', { id, ...body }, reply);
  }

  @Acts('withdraw', 'Take it back before admission (撤回)', BOTH)
  withdraw(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: reasonBody }) body: Of<typeof reasonBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.sendKnowing<WithdrawSigning>(asked, 'WithdrawSigning', id, (it) => ({ id, ...body, externalIds: it?.externalIds ?? [] }), reply);
  }

  @Acts('correct', 'It was never so: correct it at the original date, once approved (更正)', BOTH)
  correct(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: changesBody }) body: Of<typeof changesBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<CorrectSigning>(asked, 'CorrectSigning', { id, ...body }, reply);
  }

  @Acts('amend', 'The world changed: the difference counts from its date, once approved (变更、增资)', BOTH)
  amend(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: amendBody }) body: Of<typeof amendBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<AmendSigning>(asked, 'AmendSigning', { id, ...body }, reply);
  }

  @Acts('upgrade', 'The same project was signed at a higher level: from intent to framework to contract (升格)', BOTH)
  upgrade(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: upgradeBody }) body: Of<typeof upgradeBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<UpgradeSigning>(asked, 'UpgradeSigning', { id, ...body }, reply);
  }

  @Acts('terminate', 'It ended on a date; what was counted before stands (终止)', BOTH)
  terminate(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: terminateBody }) body: Of<typeof terminateBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<TerminateSigning>(asked, 'TerminateSigning', { id, ...body }, reply);
  }

  @Acts('annul', 'It should never have been in the record: leave it at its original date (撤销入库)', ['administrator'])
  annul(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: reasonBody }) body: Of<typeof reasonBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.sendKnowing<AnnulSigning>(asked, 'AnnulSigning', id, (it) => ({ id, ...body, externalIds: it?.externalIds ?? [] }), reply);
  }

  @Get(':id/history')
  @Allow('region', 'administrator', 'report', 'auditor')
  @ApiOperation({ summary: 'Who did what with it and when the log learned of it, page by page, as it was known (asOf)' })
  @ApiOkResponse({ standardSchema: historyPage })
  history(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: historyQuery }) query: HistoryQuery): Promise<object> {
    return this.queries.execute(new SigningHistory(actorOf(request), id, query));
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
  @ApiOkResponse({ standardSchema: pageOf(listedSigning) })
  list(@Req() request: FastifyRequest, @Query({ schema: signingsQuery }) query: SigningsQuery): Promise<object> {
    return this.queries.execute(new SigningsBy(actorOf(request), query));
  }
}
