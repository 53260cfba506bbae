import { Body, Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CounterPact, DeclinePact, ProposePact } from '@entente/domain/cooperation/pact';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOf, Allow, EVERYONE } from '../../access/access.guard.js';
import { Acts, Opens } from '../../http/act.js';
import { type Asked, AskedBy, OpenedBy, VouchedBy } from '../../http/asked.js';
import { Guarded, pageOf } from '../../http/documented.js';
import { languageOf } from '../../http/language.js';
import { PathId } from '../../http/path.js';
import { type Answer, PARTIES } from '../cooperation.acts.js';
import { PactCommands } from './pact.commands.js';
import { PactById, PactsBy } from './pact.queries.js';
import {
  asBody, counterBody, declineBody, listedPact, openBody, pactDocument, pactQuery, type PactQuery, pactsQuery, type PactsQuery, proofQuery, signBody, textQuery,
} from './pact.requests.js';
import { ProofOf } from './proof.queries.js';
import { TextOf } from './text.queries.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;

/** Pacts: drafted, offered and countered, frozen, and signed by each party with its own key. */
@ApiTags('pacts')
@Guarded()
@Controller('v1/pacts')
export class PactController {
  constructor(
    private readonly acts: PactCommands,
    private readonly queries: QueryBus,
  ) {}

  @Opens('Draft a pact (起草), or enter one from a document (with source; association only)', PARTIES)
  draft(@OpenedBy() asked: Asked, @Body({ schema: openBody }) body: Of<typeof openBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    const { id = commandIdOf(asked.id, 'pact'), ...rest } = body;
    if ('source' in rest) return this.acts.record(asked, { id, stated: rest }, reply);
    return this.acts.draft(asked, { id, terms: rest.text, as: rest.as }, reply);
  }

  @Acts('propose', 'Offer the draft to the other parties (提出)', PARTIES)
  propose(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: asBody }) body: Of<typeof asBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ProposePact>(asked, 'ProposePact', { id, ...body }, reply);
  }

  @Acts('counter', 'Offer another text; signatures of the former are void (对案)', PARTIES)
  counter(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: counterBody }) body: Of<typeof counterBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<CounterPact>(asked, 'CounterPact', { id, ...body }, reply);
  }

  @Acts('freeze', 'Agree to the text that another party offered, and freeze it word by word (冻结文本)', PARTIES, 'required')
  freeze(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: asBody }) { as }: Of<typeof asBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.freeze(asked, { id, as }, reply);
  }

  @Acts('sign', 'Sign the frozen text, or a supplementary agreement, with the party’s own key (签署)', PARTIES, 'required')
  sign(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: signBody }) { signature: jws, ...body }: Of<typeof signBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.sign(asked, { id, jws, ...body }, reply);
  }

  @Acts('decline', 'Decline to sign (拒签)', PARTIES)
  decline(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: declineBody }) body: Of<typeof declineBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<DeclinePact>(asked, 'DeclinePact', { id, ...body }, reply);
  }

  @Get(':id/text')
  @Allow(...EVERYONE)
  @Header('Content-Type', 'application/json; charset=utf-8')
  @ApiOperation({ summary: 'The bytes that are signed: the frozen text, or that of a supplementary agreement (RFC 8785)' })
  text(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: textQuery }) { supplement }: Of<typeof textQuery>): Promise<string> {
    return this.queries.execute(new TextOf(actorOf(request), id, supplement ?? null));
  }

  @Get(':id/proof')
  @Allow(...EVERYONE)
  @Header('Content-Type', 'application/json; charset=utf-8')
  @ApiOperation({ summary: 'A bundle by which an outsider checks the signatures with no server (npm run verify-proof)' })
  proof(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: proofQuery }) _: Of<typeof proofQuery>): Promise<string> {
    return this.queries.execute(new ProofOf(actorOf(request), id));
  }

  @Get(':id')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'A pact with its text, signatures and history, as it stood at a date (validAt) and as it was known (asOf)' })
  @ApiOkResponse({ standardSchema: pactDocument })
  async byId(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: pactQuery }) query: PactQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const found = await this.queries.execute(new PactById(actorOf(request), id, query, languageOf(request.headers['accept-language'])));
    void reply.header('ETag', `"${found.version}"`);
    return found;
  }

  @Get()
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'The pacts that you may see, in the order in which they came in' })
  @ApiOkResponse({ standardSchema: pageOf(listedPact) })
  list(@Req() request: FastifyRequest, @Query({ schema: pactsQuery }) query: PactsQuery): Promise<object> {
    return this.queries.execute(new PactsBy(actorOf(request), query));
  }
}
