import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ACCESS, type DiscardDocument } from '@entente/domain/evidence/document';
import { unusedDaysOf } from '@entente/infra/documents/settings';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, Allow, EVERYONE } from '../../access/access.guard.js';
import { Acts } from '../../http/act.js';
import { type Asked, AskedBy } from '../../http/asked.js';
import { type Accepted, Commands, type Foreseen } from '../../http/commands.js';
import { Commanding, Guarded, pageOf } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { type Deposited, Deposits } from './deposits.js';
import { Discards } from './discards.js';
import { DocumentContent } from './document-content.js';
import { DocumentsOf } from './document-list.queries.js';
import { DocumentById } from './document.queries.js';
import { deposited, discardBody, type DiscardBody, documentDocument, documentQuery, type DocumentQuery, documentsQuery, type DocumentsQuery, listedDocument } from './document.requests.js';
import { shown } from './document.shown.js';
import { HandleDocument } from './document.handler.js';
import { ACCEPTED } from './media-type.js';

const unusedDays = unusedDaysOf(process.env);

/** Evidence: deposited first, and then referred to by its id. */
@ApiTags('documents')
@Guarded()
@Controller('v1/documents')
export class DocumentController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: QueryBus,
    private readonly deposits: Deposits,
    private readonly discards: Discards,
    private readonly content: DocumentContent,
  ) {}

  @Post()
  @Allow('region', 'administrator', 'bank')
  @ApiOperation({ summary: 'Deposit a document (存入凭据): its bytes are the body' })
  @Commanding('none')
  @ApiHeader({ name: 'Content-Digest', required: true, description: 'The SHA-256 of the body, as sha-256=:<base64>: (RFC 9530).' })
  @ApiQuery({ name: 'name', required: false, schema: { type: 'string', maxLength: 200 } })
  @ApiQuery({ name: 'access', required: false, schema: { type: 'string', enum: [...ACCESS], default: 'parties' } })
  @ApiQuery({ name: 'id', required: false, schema: { type: 'string', format: 'uuid' } })
  @ApiConsumes(...Object.keys(ACCEPTED), 'application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse({ standardSchema: deposited })
  deposit(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Deposited> {
    return this.deposits.take(request, reply);
  }

  @Acts('discard', 'Give its content up (销毁); its digest stays on record', ['region', 'administrator', 'bank'])
  async discard(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: discardBody }) body: DiscardBody, @Res({ passthrough: true }) reply: FastifyReply): Promise<Accepted | Foreseen> {
    const answer = await this.commands.send<DiscardDocument>(HandleDocument, asked, 'DiscardDocument', { id, ...body, policy: 'asked' }, reply);
    if (!asked.dryRun) await this.discards.remove(id);
    return answer;
  }

  @Get(':id')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'What is on record of a document' })
  @ApiOkResponse({ standardSchema: documentDocument })
  async byId(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: documentQuery }) { minPosition }: DocumentQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const found = await this.queries.execute(new DocumentById(actorOf(request), id, minPosition));
    void reply.header('ETag', `"${found.version}"`);
    return { ...shown(found, unusedDays), references: found.references };
  }

  @Get(':id/content')
  @HttpCode(200)
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'The content of a document, as it was deposited' })
  @ApiProduces(...Object.keys(ACCEPTED))
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async contentOf(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: documentQuery }) { minPosition }: DocumentQuery, @Res() reply: FastifyReply): Promise<void> {
    const { document } = await this.queries.execute(new DocumentById(actorOf(request), id, minPosition));
    await this.content.send(document, request, reply);
  }

  @Get()
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'The documents of your own organisation' })
  @ApiOkResponse({ standardSchema: pageOf(listedDocument) })
  async list(@Req() request: FastifyRequest, @Query({ schema: documentsQuery }) query: DocumentsQuery): Promise<object> {
    const { items, next } = await this.queries.execute(new DocumentsOf(actorOf(request), query));
    return { items: items.map((kept) => shown(kept, unusedDays)), next };
  }
}
