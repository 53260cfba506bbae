import { Body, Controller, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AdmitMember, CastVote, OpenVote, RegradeMember, ReinstateMember, StrikeMember, SuspendMember, WithdrawMember } from '@entente/domain/cooperation/alliance';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Acts } from '../../http/act.js';
import { type Asked, AskedBy } from '../../http/asked.js';
import type { Accepted, Foreseen } from '../../http/commands.js';
import { Guarded } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { type Answer, PARTIES } from '../cooperation.acts.js';
import { AllianceCommands } from './alliance.commands.js';
import { admitBody, applied, applyBody, openVoteBody, regradeBody, reinstateBody, strikeBody, suspendBody, voteBody, withdrawBody } from './alliance.requests.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;

/** Who joins an alliance and who leaves it: applications, votes, admission, grades, suspension. */
@ApiTags('alliances')
@Guarded()
@Controller('v1/alliances')
export class MembershipController {
  constructor(private readonly acts: AllianceCommands) {}

  @Acts('apply', 'Ask to join it, in a grade (申请加入)', PARTIES, 'optional', applied)
  apply(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: applyBody }) body: Of<typeof applyBody>, @Res({ passthrough: true }) reply: FastifyReply): Promise<Accepted | Foreseen> {
    return this.acts.apply(asked, { id, ...body }, reply);
  }

  @Acts('open-vote', 'Ask the members to vote on an application; who may vote is settled by it (提请表决)', PARTIES)
  openVote(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: openVoteBody }) body: Of<typeof openVoteBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<OpenVote>(asked, 'OpenVote', { id, ...body }, reply);
  }

  @Acts('vote', 'Vote on an application; the secretariat enters votes by letter (表决)', PARTIES)
  vote(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: voteBody }) body: Of<typeof voteBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<CastVote>(asked, 'CastVote', { id, ...body }, reply);
  }

  @Acts('admit', 'Admit whom the members voted for; of an alliance that is known from documents, whom one names (吸收会员)', PARTIES)
  admit(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: admitBody }) body: Of<typeof admitBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<AdmitMember>(asked, 'AdmitMember', { id, ...body }, reply);
  }

  @Acts('regrade', 'Give a member another grade from a date on (变更类别)', PARTIES)
  regrade(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: regradeBody }) body: Of<typeof regradeBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<RegradeMember>(asked, 'RegradeMember', { id, ...body }, reply);
  }

  @Acts('suspend', 'Suspend a membership from a date on (中止)', PARTIES)
  suspend(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: suspendBody }) body: Of<typeof suspendBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<SuspendMember>(asked, 'SuspendMember', { id, ...body }, reply);
  }

  @Acts('reinstate', 'Let a suspended membership go on from a date (恢复)', PARTIES)
  reinstate(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: reinstateBody }) body: Of<typeof reinstateBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<ReinstateMember>(asked, 'ReinstateMember', { id, ...body }, reply);
  }

  @Acts('withdraw', 'A member leaves on a date (退出)', PARTIES)
  withdraw(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: withdrawBody }) body: Of<typeof withdrawBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<WithdrawMember>(asked, 'WithdrawMember', { id, ...body }, reply);
  }

  @Acts('strike', 'A membership was entered by mistake: it never was (撤销误录)', PARTIES)
  strike(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: strikeBody }) body: Of<typeof strikeBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.send<StrikeMember>(asked, 'StrikeMember', { id, ...body }, reply);
  }
}
