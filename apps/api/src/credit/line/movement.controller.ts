import { Body, Controller, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Acts } from '../../http/act.js';
import { type Asked, AskedBy } from '../../http/asked.js';
import { naming } from '../../http/commands.js';
import { Guarded } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { PARTIES } from '../../cooperation/cooperation.acts.js';
import { type Answer, LineActs } from './line.acts.js';
import { drawBody, postBody, repayBody, reserveBody, reservedAnswer, voidBody } from './line.requests.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;

/** Draws and repayments, many of them at once. */
@ApiTags('credit lines')
@Guarded()
@Controller('v1/credit-lines')
export class MovementController {
  constructor(private readonly acts: LineActs) {}

  @Acts('reserve', 'Reserve an amount, which is then posted or voided, or expires (预留)', PARTIES, 'optional', reservedAnswer)
  async reserve(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: reserveBody }) body: Of<typeof reserveBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    const { reservation = commandIdOf(asked.id, 'reservation'), ...said } = body;
    return naming(await this.acts.send(asked, 'ReserveCredit', { id, reservation, ...said }, reply), { reservation });
  }

  @Acts('post', 'Draw what was reserved, or part of it; the rest is free again (入账)', PARTIES)
  post(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: postBody }) body: Of<typeof postBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send(asked, 'PostReservation', { id, ...body }, reply);
  }

  @Acts('void', 'Let what was reserved go (撤销预留)', PARTIES)
  void(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: voidBody }) body: Of<typeof voidBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send(asked, 'VoidReservation', { id, ...body }, reply);
  }

  @Acts('draw', 'Draw in one step; of a mirrored line, tell what was drawn in the bank (用信)', PARTIES)
  draw(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: drawBody }) body: Of<typeof drawBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send(asked, 'DrawCredit', { id, ...body }, reply);
  }

  @Acts('repay', 'Repay; what is due first is settled first (还款)', PARTIES)
  repay(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: repayBody }) body: Of<typeof repayBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send(asked, 'RepayCredit', { id, ...body }, reply);
  }
}
