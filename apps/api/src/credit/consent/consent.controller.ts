import { Body, Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ConsentCommand, GiveConsent } from '@entente/domain/credit/consent';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOf, Allow } from '../../access/access.guard.js';
import { type Addressed, type Answer, CooperationActs, PARTIES } from '../../cooperation/cooperation.acts.js';
import { Acts, Opens } from '../../http/act.js';
import { type Asked, AskedBy, OpenedBy } from '../../http/asked.js';
import { Commands } from '../../http/commands.js';
import { Guarded, pageOf } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { HandleConsent } from './consent.handler.js';
import { ConsentById, ConsentsBy } from './consent.queries.js';
import { consentDocument, consentQuery, type ConsentQuery, consentsQuery, type ConsentsQuery, giveBody, listedConsent, withdrawBody } from './consent.requests.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;

const addressed: Addressed<'credit-consent', ConsentCommand> = { kind: 'credit-consent', Handle: HandleConsent, parties: ({ borrower, to }) => [borrower, to] };

/** Borrowers let a bank know what they owe elsewhere. Reports read totals and no consent. */
@ApiTags('credit-consents')
@Guarded()
@Controller('v1/credit-consents')
export class ConsentController {
  constructor(
    private readonly acts: CooperationActs,
    private readonly commands: Commands,
    private readonly queries: QueryBus,
  ) {}

  @Opens('Let a bank know what the borrower owes elsewhere: for a purpose, within a scope, until a day (授权查询)', PARTIES)
  give(@OpenedBy() asked: Asked, @Body({ schema: giveBody }) body: Of<typeof giveBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    const { id = commandIdOf(asked.id, 'credit-consent'), ...rest } = body;
    return this.commands.send<GiveConsent>(HandleConsent, asked, 'GiveConsent', { id, ...rest }, reply, `/v1/credit-consents/${id}`);
  }

  @Acts('withdraw', 'Withdraw the consent; from then on nothing is told (撤回授权)', PARTIES)
  withdraw(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: withdrawBody }) body: Of<typeof withdrawBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<'credit-consent', ConsentCommand>(addressed, asked, 'WithdrawConsent', id, async () => ({ id, ...body }), reply);
  }

  @Get(':id')
  @Allow(...PARTIES, 'auditor')
  @ApiOperation({ summary: 'A consent, and whether it holds on a day (validAt) as it was known (asOf)' })
  @ApiOkResponse({ standardSchema: consentDocument })
  async byId(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: consentQuery }) query: ConsentQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const found = await this.queries.execute(new ConsentById(actorOf(request), id, query));
    void reply.header('ETag', `"${found.version}"`);
    return found;
  }

  @Get()
  @Allow(...PARTIES, 'auditor')
  @ApiOperation({ summary: 'Consents of which you are the borrower or the bank, in the order in which they came in' })
  @ApiOkResponse({ standardSchema: pageOf(listedConsent) })
  list(@Req() request: FastifyRequest, @Query({ schema: consentsQuery }) query: ConsentsQuery): Promise<object> {
    return this.queries.execute(new ConsentsBy(actorOf(request), query));
  }
}
