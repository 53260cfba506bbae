import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@entente/domain/kernel/message';
import { isAssociationOver, mayAct, type Organisation } from '@entente/domain/parties/organisation';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOf, Allow, EVERYONE } from '../../access/access.guard.js';
import { type Asked, OpenedBy } from '../../http/asked.js';
import { Commanding, Guarded, pageOf } from '../../http/documented.js';
import { encodeCursor } from '../../http/paging.js';
import { PathId } from '../../http/path.js';
import { Problem, problems } from '../../http/problems.js';
import { Directories } from '../../territory/directories.js';
import { Bodies } from '../organisation/bodies.js';
import { type Asking, People, type Person } from './people.js';
import { eraseBody, listedPerson, peopleQuery, type PeopleQuery, personBody, personDocument, personReference } from './person.requests.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;

const PEOPLE = ['region', 'administrator', 'bank'] as const;
const MERGERS_MAX = 16;

/** People are kept beside the log and not in it: by name for those who may know them, and erased when it is time. */
@ApiTags('people')
@Guarded()
@Controller('v1/people')
export class PersonController {
  constructor(
    private readonly people: People,
    private readonly bodies: Bodies,
    private readonly directories: Directories,
  ) {}

  @Post()
  @Allow(...PEOPLE)
  @ApiOperation({ summary: 'Enter a person of a body (登记人员); the log only ever holds the id' })
  @Commanding('none')
  @ApiCreatedResponse({ standardSchema: personReference })
  async enter(@OpenedBy() asked: Asked, @Body({ schema: personBody }) body: Of<typeof personBody>, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { id = commandIdOf(asked.id, 'person'), organisation, name, contact } = body;
    const it = await this.bodies.of(organisation);
    if (!it) throw invalidBody('organisation/not-found', 'There is no such body; register it first.', '没有这个机构；请先登记。');
    if (!(await this.concerns(it, asked.actor))) throw notYours();
    const { outcome, person } = await this.people.enter(id, { organisation, name, contact }, askingOf(asked));
    if (outcome === 'key reused') throw problems.keyReused();
    if (outcome === 'exists') throw exists();
    if (asked.dryRun) {
      void reply.status(200);
      return { dryRun: true, id: person, organisation };
    }
    if (outcome === 'replayed') void reply.header('Idempotent-Replayed', 'true');
    void reply.header('Location', `/v1/people/${person}`);
    return { id: person, organisation };
  }

  @Get()
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'The people of a body, for its own people and those over its region; who was erased has no name' })
  @ApiOkResponse({ standardSchema: pageOf(listedPerson) })
  async list(@Req() request: FastifyRequest, @Query({ schema: peopleQuery }) { organisation, limit, cursor }: PeopleQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const it = await this.bodies.of(organisation);
    if (!it || !(await this.mayRead(it, actorOf(request)))) throw problems.notFound();
    const found = await this.people.list(organisation, cursor?.after[0] ?? 0, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const next = found.length > limit && last ? encodeCursor({ pinned: 0, after: [last.entry] }) : null;
    void reply.header('Cache-Control', 'no-store');
    return { items: page.map(({ id, name, erased }) => ({ id, name, erased })), next };
  }

  @Get(':id')
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'A person, for the body’s own people and those over its region' })
  @ApiOkResponse({ standardSchema: personDocument })
  async byId(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { organisation, name, contact, erased } = await this.known(id, (it) => this.mayRead(it, actorOf(request)));
    void reply.header('Cache-Control', 'no-store');
    return { id, organisation, name, contact, erased };
  }

  @Post(':id/erase')
  @HttpCode(200)
  @Allow(...PEOPLE)
  @ApiOperation({ summary: 'Erase name and contact (删除个人信息); the reference stays' })
  @Commanding('none')
  @ApiOkResponse({ standardSchema: personReference })
  async erase(@OpenedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: eraseBody }) { reason }: Of<typeof eraseBody>, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { organisation } = await this.known(id, (it) => this.concerns(it, asked.actor));
    const outcome = await this.people.erase(id, reason, askingOf(asked));
    if (outcome === 'key reused') throw problems.keyReused();
    if (asked.dryRun) return { dryRun: true, id, organisation };
    if (outcome === 'replayed') void reply.header('Idempotent-Replayed', 'true');
    return { id, organisation };
  }

  /** To all others it is as if there were nobody. */
  private async known(id: string, mayKnow: (it: Organisation) => Promise<boolean>): Promise<Person> {
    const found = await this.people.of(id);
    const it = found && (await this.bodies.of(found.organisation));
    if (!found || !it || !(await mayKnow(it))) throw problems.notFound();
    return found;
  }

  private async concerns(it: Organisation, actor: Actor): Promise<boolean> {
    return mayAct(it, actor, await this.directories.current());
  }

  /** Of a record that was merged, associations over the one that stands may know its people: they are that one's now. */
  private async mayRead(it: Organisation, actor: Actor): Promise<boolean> {
    if (await this.concerns(it, actor)) return true;
    let standing: Organisation | undefined = it;
    for (let mergers = 0; standing?.status === 'merged' && mergers < MERGERS_MAX; mergers += 1) standing = await this.bodies.of(standing.into.organisation);
    return it.status === 'merged' && standing !== undefined && isAssociationOver(standing, actor, await this.directories.current());
  }
}

const askingOf = ({ id, envelope, dryRun }: Asked): Asking => ({ command: id, inputHash: envelope.inputHash, rehearsal: dryRun });

const invalidBody = (code: string, en: string, zh: string): Problem => problems.invalid([{ pointer: '/organisation', code, message: { en, zh } }]);
const notYours = (): Problem => new Problem(403, 'person/organisation-not-yours', {
  en: 'People are entered by the body itself, or by an association or an officer over its region.', zh: '人员由机构本身或其所在辖区的协会、人员登记。',
});
const exists = (): Problem => new Problem(409, 'person/exists', { en: 'A person with this id exists; leave the id out, or choose another.', zh: '该编号的人员已存在；请不填编号或另取一个。' });
