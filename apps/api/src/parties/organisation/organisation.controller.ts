import { Body, Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type {
  AddAlias, AffiliateOrganisation, ClassifyOrganisation, CloseOrganisation, IdentifyOrganisation, MergeOrganisation, RegisterOrganisation, ReleaseIdentifier, RenameOrganisation,
  UnmergeOrganisation,
} from '@entente/domain/parties/organisation';
import { heldBy } from '@entente/domain/parties/organisation';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOf, Allow, EVERYONE } from '../../access/access.guard.js';
import { Acts, Opens } from '../../http/act.js';
import { type Asked, AskedBy, OpenedBy } from '../../http/asked.js';
import { type Accepted, Commands, type Foreseen } from '../../http/commands.js';
import { Guarded, pageOf } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { Bodies } from './bodies.js';
import { organisationDocument } from './organisation.documents.js';
import { HandleOrganisation } from './organisation.handler.js';
import { OrganisationById } from './organisation.queries.js';
import { OrganisationsBy } from './organisation-list.queries.js';
import {
  affiliateBody, aliasBody, classifyBody, closeBody, identifyBody, mergeBody, organisationQuery, type OrganisationQuery, organisationsQuery, type OrganisationsQuery,
  registerBody, releaseBody, renameBody, unmergeBody,
} from './organisation.requests.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;
type Answer = Promise<Accepted | Foreseen>;

const OFFICERS = ['region', 'administrator'] as const;
/** A bank acts for itself: whether the body is its own, the decider says. */
const PEOPLE = ['region', 'administrator', 'bank'] as const;

/** Bodies of every kind: registered once under their codes, called by their names, merged and closed. */
@ApiTags('organisations')
@Guarded()
@Controller('v1/organisations')
export class OrganisationController {
  constructor(
    private readonly commands: Commands,
    private readonly queries: QueryBus,
    private readonly bodies: Bodies,
  ) {}

  @Opens('Register a body (登记), or enter one from a document (with source; association only)', OFFICERS)
  register(@OpenedBy() asked: Asked, @Body({ schema: registerBody }) body: Of<typeof registerBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    const { id = commandIdOf(asked.id, 'organisation'), ...stated } = body;
    return this.commands.send<RegisterOrganisation>(HandleOrganisation, asked, 'RegisterOrganisation', { id, ...stated }, reply, `/v1/organisations/${id}`);
  }

  @Acts('rename', 'A new name of a language from a date; the former one stays known (更名)', PEOPLE)
  rename(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: renameBody }) body: Of<typeof renameBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<RenameOrganisation>(HandleOrganisation, asked, 'RenameOrganisation', { id, ...body }, reply);
  }

  @Acts('classify', 'A type more, or the end of one (归类)', PEOPLE)
  classify(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: classifyBody }) body: Of<typeof classifyBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<ClassifyOrganisation>(HandleOrganisation, asked, 'ClassifyOrganisation', { id, ...body }, reply);
  }

  @Acts('affiliate', 'A body that it belongs to, or the end of that (隶属)', PEOPLE)
  affiliate(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: affiliateBody }) body: Of<typeof affiliateBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<AffiliateOrganisation>(HandleOrganisation, asked, 'AffiliateOrganisation', { id, ...body }, reply);
  }

  @Acts('identify', 'Its code, its number in a foreign register or its account, where it was registered without (补码)', PEOPLE)
  identify(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: identifyBody }) body: Of<typeof identifyBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<IdentifyOrganisation>(HandleOrganisation, asked, 'IdentifyOrganisation', { id, ...body }, reply);
  }

  @Acts('release', 'A code, a number or the account was taken by mistake, and may be taken by the right body (释放)', ['administrator'])
  async release(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: releaseBody }) { kind, reason }: Of<typeof releaseBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    const it = await this.bodies.of(id);
    return this.commands.send<ReleaseIdentifier>(HandleOrganisation, asked, 'ReleaseIdentifier', { id, kind, value: it ? heldBy(it, kind) : null, reason }, reply);
  }

  @Acts('alias', 'Another name under which it is printed, rightly or by mistake (别名、误印)', PEOPLE)
  alias(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: aliasBody }) body: Of<typeof aliasBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<AddAlias>(HandleOrganisation, asked, 'AddAlias', { id, ...body }, reply);
  }

  @Acts('merge', 'Two records are one body: this one is merged into the other (合并)', ['administrator'])
  merge(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: mergeBody }) body: Of<typeof mergeBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<MergeOrganisation>(HandleOrganisation, asked, 'MergeOrganisation', { id, ...body }, reply);
  }

  @Acts('unmerge', 'They were two bodies after all: each is what it was (撤销合并)', ['administrator'])
  unmerge(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: unmergeBody }) body: Of<typeof unmergeBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<UnmergeOrganisation>(HandleOrganisation, asked, 'UnmergeOrganisation', { id, ...body }, reply);
  }

  @Acts('close', 'It ceased to be on a date; its codes stay its own (终止)', PEOPLE)
  close(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: closeBody }) body: Of<typeof closeBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<CloseOrganisation>(HandleOrganisation, asked, 'CloseOrganisation', { id, ...body }, reply);
  }

  @Get(':id')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'A body with the history of its versions, as it was on a day (validAt) and as it was known (asOf)' })
  @ApiOkResponse({ standardSchema: organisationDocument })
  async byId(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: organisationQuery }) query: OrganisationQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const found = await this.queries.execute(new OrganisationById(actorOf(request), id, query));
    void reply.header('ETag', `"${found.version}"`);
    return found;
  }

  @Get()
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'Bodies, in the order of registration' })
  @ApiOkResponse({ standardSchema: pageOf(organisationDocument) })
  list(@Req() request: FastifyRequest, @Query({ schema: organisationsQuery }) query: OrganisationsQuery): Promise<object> {
    return this.queries.execute(new OrganisationsBy(actorOf(request), query));
  }
}
