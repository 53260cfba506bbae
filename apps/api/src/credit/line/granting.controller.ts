import { Body, Controller, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Acts } from '../../http/act.js';
import { type Asked, AskedBy, VouchedBy } from '../../http/asked.js';
import { Guarded } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { PARTIES } from '../../cooperation/cooperation.acts.js';
import { type Answer, LineActs } from './line.acts.js';
import { activateBody, approveBody, closeBody, declineBody, explainBody, freezeBody, reduceBody, releaseBody, scoreBody, signBody } from './line.requests.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;

/** What becomes of a line: granted, signed, opened, stopped, made smaller and ended. */
@ApiTags('credit lines')
@Guarded()
@Controller('v1/credit-lines')
export class GrantingController {
  constructor(private readonly acts: LineActs) {}

  @Acts('approve', 'Grant the line, from an allocation or from the quota (批准授信); the bank, and another person than the one who put it forward', PARTIES, 'required')
  approve(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: approveBody }) body: Of<typeof approveBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.approve(asked, { id, ...body }, reply);
  }

  @Acts('decline', 'Decline the line: the bank, or the borrower (不同意)', PARTIES)
  decline(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: declineBody }) body: Of<typeof declineBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.giveBack(asked, 'DeclineLine', { id, ...body }, reply);
  }

  @Acts('sign', 'Sign the line as its borrower, or enter from a document that it was signed (签署)', PARTIES, 'required')
  sign(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: signBody }) body: Of<typeof signBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send(asked, 'SignLine', { id, ...body }, reply);
  }

  @Acts('activate', 'Open the line to draws (生效); the bank, and another person than the one who granted it', PARTIES, 'required')
  activate(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: activateBody }) body: Of<typeof activateBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send(asked, 'ActivateLine', { id, ...body }, reply);
  }

  @Acts('freeze', 'Stop draws (冻结)', PARTIES)
  freeze(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: freezeBody }) body: Of<typeof freezeBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send(asked, 'FreezeLine', { id, ...body }, reply);
  }

  @Acts('release', 'Let draws go on (解冻); another person than the one who stopped them', PARTIES, 'required')
  release(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: releaseBody }) body: Of<typeof releaseBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send(asked, 'ReleaseLine', { id, ...body }, reply);
  }

  @Acts('reduce', 'Make the limit smaller, never below what is taken (调减额度)', PARTIES)
  reduce(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: reduceBody }) body: Of<typeof reduceBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.giveBack(asked, 'ReduceLine', { id, ...body }, reply);
  }

  @Acts('close', 'End a line of which nothing is outstanding (终止)', PARTIES)
  close(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: closeBody }) body: Of<typeof closeBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.giveBack(asked, 'CloseLine', { id, ...body }, reply);
  }

  @Acts('score', 'Rate the borrower anew (更新评分)', PARTIES)
  score(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: scoreBody }) body: Of<typeof scoreBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send(asked, 'ScoreBorrower', { id, ...body }, reply);
  }

  @Acts('explain', 'Say why a difference between what the bank stated or told and the record stands (差异说明); the bank of its own, the issuer of what is the issuer’s', PARTIES)
  explain(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: explainBody }) body: Of<typeof explainBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.explain(asked, { id, ...body }, reply);
  }
}
