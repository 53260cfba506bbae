import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Allow } from '../../access/access.guard.js';
import { type Answer, PARTIES } from '../../cooperation/cooperation.acts.js';
import { type Asked, OpenedBy } from '../../http/asked.js';
import { accepted, Commanding, Guarded } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { ProgrammeCommands } from './programme.commands.js';
import { acceptedStatement, explainBody, statementBody, type StatementBody } from './programme.requests.js';

/** How the bank's file is written; docs/credit.md has an example. */
const CSV = [
  'A file in CSV has one line of credit in each row, under a header: cut-off (截止日) and outstanding (余额) are needed; from (起始日), currency (币种, CNY where it is left out), limit (授信额度), drawn (本期投放) and due (逾期) are optional;',
  'a line is named by line (授信), reference (贷款编号) or credit-code (统一社会信用代码). It is UTF-8 or GB18030, separated by commas, semicolons or tabs; days are written 2026-06-30, 2026/6/30 or 2026年6月30日,',
  'and are the same in all rows; a last row that begins with 合计, 总计 or total is left out. It may be sent as application/vnd.ms-excel where it is text; a workbook is refused.',
].join(' ');

/** What banks state of the lines that are drawn with them. A statement is a fact of its own, so no version of the programme goes with it. */
@ApiTags('credit-programmes')
@Guarded()
@Controller('v1/credit-programmes')
export class StatementController {
  constructor(private readonly acts: ProgrammeCommands) {}

  @Post(':id/report-statement')
  @HttpCode(200)
  @Allow(...PARTIES)
  @ApiOperation({ summary: 'Report how the lines of a mirrored programme stood at a cut-off date; nothing that the bank states is refused; as JSON, or as the bank’s file in CSV with a header in English or Chinese (报送对账单)', description: CSV })
  @Commanding('none')
  @ApiConsumes('application/json', 'text/csv', 'application/vnd.ms-excel')
  @ApiOkResponse({ standardSchema: acceptedStatement })
  report(@OpenedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: statementBody }) body: StatementBody, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.reportStatement(asked, id, body, reply);
  }

  @Post(':id/explain')
  @HttpCode(200)
  @Allow(...PARTIES)
  @ApiOperation({ summary: 'Say why a line that the bank’s files state is unknown here, or why they leave one out (差异说明)' })
  @Commanding('none')
  @ApiOkResponse({ standardSchema: accepted })
  explain(@OpenedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: explainBody }) body: z.infer<typeof explainBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.acts.explain(asked, id, body, reply);
  }
}
