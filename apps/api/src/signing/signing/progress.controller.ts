import { Body, Controller, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type {
  IdentifySigning, ObjectToSigning, PlanMilestone, ReceiveFunds, RemindSigning, ReportMilestone, ReverseFunds, ReverseMilestone, VerifyFunds, VerifyMilestone,
} from '@entente/domain/signing/signing';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Acts } from '../../http/act.js';
import { type Asked, AskedBy, VouchedBy } from '../../http/asked.js';
import { Guarded } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { planBody, receiveBody, reportBody, reverseFundsBody, reverseMilestoneBody, verifyFundsBody, verifyMilestoneBody } from './progress.requests.js';
import { type Answer, SigningCommands } from './signing.commands.js';
import { identifyBody, reasonBody, remindBody } from './signing.requests.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;

const BOTH = ['region', 'administrator'] as const;

/** What becomes of a signing: the confirmations that are late, the milestones of the project, and the funds that come in. */
@ApiTags('signings')
@Guarded()
@Controller('v1/signings')
export class ProgressController {
  constructor(private readonly acts: SigningCommands) {}

  @Acts('remind', 'Remind those who have not confirmed (催办)', BOTH)
  remind(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: remindBody }) body: Of<typeof remindBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<RemindSigning>(asked, 'RemindSigning', { id, ...body }, reply);
  }

  @Acts('object', 'Object to what was admitted without your confirmation (异议)', ['region'], 'required')
  object(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: reasonBody }) body: Of<typeof reasonBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ObjectToSigning>(asked, 'ObjectToSigning', { id, ...body }, reply);
  }

  @Acts('identify', 'Say under which numbers your own system has it (登记外部编号)', BOTH)
  identify(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: identifyBody }) body: Of<typeof identifyBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<IdentifySigning>(asked, 'IdentifySigning', { id, ...body }, reply);
  }

  @Acts('plan-milestone', 'Say when a milestone is to be reached and who answers for it (节点计划)', BOTH)
  planMilestone(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: planBody }) body: Of<typeof planBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<PlanMilestone>(asked, 'PlanMilestone', { id, ...body }, reply);
  }

  @Acts('report-milestone', 'Report that a milestone was reached, with evidence (节点报告)', BOTH)
  reportMilestone(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: reportBody }) body: Of<typeof reportBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ReportMilestone>(asked, 'ReportMilestone', { id, ...body }, reply);
  }

  @Acts('verify-milestone', 'Verify what someone else reported: it counts (节点核实)', ['administrator'], 'required')
  verifyMilestone(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: verifyMilestoneBody }) body: Of<typeof verifyMilestoneBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.sendKnowing<VerifyMilestone>(asked, 'VerifyMilestone', id, (it) => ({ id, ...body, evidence: it?.milestones[body.milestone]?.reported?.evidence ?? [] }), reply);
  }

  @Acts('reverse-milestone', 'It was not reached after all: take it back at its date (节点核销)', ['administrator'])
  reverseMilestone(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: reverseMilestoneBody }) body: Of<typeof reverseMilestoneBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ReverseMilestone>(asked, 'ReverseMilestone', { id, ...body }, reply);
  }

  @Acts('receive-funds', 'Report funds in place, with evidence (到位资金)', BOTH)
  receiveFunds(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: receiveBody }) body: Of<typeof receiveBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ReceiveFunds>(asked, 'ReceiveFunds', { id, ...body, receipt: body.receipt ?? commandIdOf(asked.id, 'receipt') }, reply);
  }

  @Acts('verify-funds', 'Verify what someone else reported: it counts (到位核实)', ['administrator'], 'required')
  verifyFunds(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: verifyFundsBody }) body: Of<typeof verifyFundsBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.sendKnowing<VerifyFunds>(asked, 'VerifyFunds', id, (it) => ({ id, ...body, evidence: it?.receipts[body.receipt]?.evidence ?? [] }), reply);
  }

  @Acts('reverse-funds', 'It did not come in as reported: take it back at its date (到位冲销)', ['administrator'])
  reverseFunds(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: reverseFundsBody }) body: Of<typeof reverseFundsBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ReverseFunds>(asked, 'ReverseFunds', { id, ...body }, reply);
  }
}
