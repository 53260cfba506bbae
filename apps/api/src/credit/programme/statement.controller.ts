import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../access/access.guard.js';
import { type Answer, PARTIES } from '../../cooperation/cooperation.acts.js';
import { type Asked, OpenedBy } from '../../http/asked.js';
import { Commanding, Guarded } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { ProgrammeCommands } from './programme.commands.js';
import { acceptedStatement, statementBody, type StatementBody } from './programme.requests.js';

/** What banks state of the lines that are drawn with them. A statement is a fact of its own, so no version of the programme goes with it. */
@ApiTags('credit-programmes')
@Guarded()
@Controller('v1/credit-programmes')
export class StatementController {
  constructor(private readonly acts: ProgrammeCommands) {}

  @Post(':id/report-statement')
  @HttpCode(200)
  @Allow(...PARTIES)
  @ApiOperation({ summary: 'Report how the lines of a mirrored programme stood at a cut-off date; nothing that the bank states is refused; as JSON, or as the bank’s file in CSV with a header in English or Chinese (报送对账单)' })
  @Commanding('none')
  @ApiConsumes('application/json', 'text/csv')
  @ApiOkResponse({ standardSchema: acceptedStatement })
  report(@OpenedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: statementBody }) body: StatementBody, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.reportStatement(asked, id, body, reply);
  }
}
