import { Body, Controller, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RenewPact, ReportObligation, ResumePact, ReverseObligation, SuspendPact, TerminatePact, VerifyObligation, WithdrawFromPact } from '@entente/domain/cooperation/pact';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Acts } from '../../http/act.js';
import { type Asked, AskedBy, VouchedBy } from '../../http/asked.js';
import { naming } from '../../http/commands.js';
import { Guarded } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { type Answer, PARTIES } from '../cooperation.acts.js';
import { PactCommands } from './pact.commands.js';
import { acceptedSupplement, amendBody, renewBody, reportBody, resumeBody, reverseBody, suspendBody, terminateBody, verifyBody, withdrawBody } from './pact.requests.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;

/** What becomes of a pact in force: supplementary agreements, suspension, renewal and end, and what its parties owe. */
@ApiTags('pacts')
@Guarded()
@Controller('v1/pacts')
export class ForceController {
  constructor(private readonly acts: PactCommands) {}

  @Acts('amend', 'Put forward a supplementary agreement that names the clauses it changes; it is signed by all who are bound (补充协议)', PARTIES, 'optional', acceptedSupplement)
  async amend(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: amendBody }) body: Of<typeof amendBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    const supplement = body.supplement ?? commandIdOf(asked.id, 'supplement');
    return naming(await this.acts.amend(asked, { id, ...body, supplement }, reply), { supplement });
  }

  @Acts('suspend', 'Suspend it: by a clause, or when all who are bound agree by the same act (中止)', PARTIES)
  suspend(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: suspendBody }) body: Of<typeof suspendBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<SuspendPact>(asked, 'SuspendPact', { id, ...body }, reply);
  }

  @Acts('resume', 'Let it go on, when all who are bound agree (恢复)', PARTIES)
  resume(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: resumeBody }) body: Of<typeof resumeBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ResumePact>(asked, 'ResumePact', { id, ...body }, reply);
  }

  @Acts('renew', 'Let it hold until a later day: by a clause, or when all agree (续期)', PARTIES)
  renew(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: renewBody }) body: Of<typeof renewBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<RenewPact>(asked, 'RenewPact', { id, ...body }, reply);
  }

  @Acts('terminate', 'End it: by a clause, or when all agree (终止)', PARTIES)
  terminate(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: terminateBody }) body: Of<typeof terminateBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<TerminatePact>(asked, 'TerminatePact', { id, ...body }, reply);
  }

  @Acts('withdraw', 'One of many leaves: by a clause, or when all agree (退出)', PARTIES)
  withdraw(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: withdrawBody }) body: Of<typeof withdrawBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<WithdrawFromPact>(asked, 'WithdrawFromPact', { id, ...body }, reply);
  }

  @Acts('report-obligation', 'Report that an obligation was fulfilled, with evidence, as who owes it (义务报告)', PARTIES)
  report(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: reportBody }) body: Of<typeof reportBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ReportObligation>(asked, 'ReportObligation', { id, ...body }, reply);
  }

  @Acts('verify-obligation', 'Verify what another party reported: it counts as fulfilled (义务核实)', PARTIES, 'required')
  verify(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: verifyBody }) body: Of<typeof verifyBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<VerifyObligation>(asked, 'VerifyObligation', { id, ...body }, reply);
  }

  @Acts('reverse-obligation', 'It was not fulfilled after all: it is open again (义务核销)', PARTIES)
  reverse(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: reverseBody }) body: Of<typeof reverseBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ReverseObligation>(asked, 'ReverseObligation', { id, ...body }, reply);
  }
}
