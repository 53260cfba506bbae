import { Body, Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ClosePeriod, ReopenPeriod } from '@entente/domain/reporting/closing';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Allow } from '../../access/access.guard.js';
import { Acts } from '../../http/act.js';
import { type Asked, AskedBy } from '../../http/asked.js';
import { type Accepted, Commands, type Foreseen } from '../../http/commands.js';
import { Guarded } from '../../http/documented.js';
import { ReadersProgress } from '../../reading/progress.js';
import { HandleClosing } from './closing.handler.js';
import { ClosedPeriods } from './closing.queries.js';
import { closeBody, PathMonth, periodDocument, periodsDocument, periodsQuery, reopenBody } from './closing.requests.js';

const READERS = ['administrator', 'region', 'report', 'auditor'] as const;

/** Months are closed, so that each is one thing, and what comes later is a revision. */
@ApiTags('periods')
@Guarded()
@Controller('v1/periods')
export class ClosingController {
  constructor(
    private readonly commands: Commands,
    private readonly progress: ReadersProgress,
    private readonly periods: ClosedPeriods,
  ) {}

  @Acts('close', 'Close a month (2024-06) at what is known now, or at an earlier position of the log (关账)', ['administrator'])
  async close(@AskedBy() asked: Asked, @Param('id', PathMonth) period: string, @Body({ schema: closeBody }) { position }: z.infer<typeof closeBody>, @Res({ passthrough: true }) reply: FastifyReply): Promise<Accepted | Foreseen> {
    const { head } = await this.progress.now();
    return this.commands.send<ClosePeriod | ReopenPeriod>(HandleClosing, asked, 'ClosePeriod', { id: period, period, position, head }, reply);
  }

  @Acts('reopen', 'Open a month again, with a reason (重新打开)', ['administrator'])
  reopen(@AskedBy() asked: Asked, @Param('id', PathMonth) period: string, @Body({ schema: reopenBody }) { reason }: z.infer<typeof reopenBody>, @Res({ passthrough: true }) reply: FastifyReply): Promise<Accepted | Foreseen> {
    return this.commands.send<ClosePeriod | ReopenPeriod>(HandleClosing, asked, 'ReopenPeriod', { id: period, period, reason }, reply);
  }

  @Get()
  @Allow(...READERS)
  @ApiOperation({ summary: 'The months that were ever closed, the newest first: at which position each is closed, and what was done about it' })
  @ApiOkResponse({ standardSchema: periodsDocument })
  all(@Query({ schema: periodsQuery }) _: object): Promise<object> {
    return this.periods.all();
  }

  @Get(':id')
  @Allow(...READERS)
  @ApiOperation({ summary: 'A month (2024-06): at which position it is closed, and what was done about it' })
  @ApiOkResponse({ standardSchema: periodDocument })
  async of(@Param('id', PathMonth) period: string, @Query({ schema: periodsQuery }) _: object, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { version, told } = await this.periods.of(period);
    void reply.header('ETag', `"${version}"`);
    return told;
  }
}
