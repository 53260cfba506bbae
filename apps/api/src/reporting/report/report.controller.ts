import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { definitions } from '@entente/domain/reporting/report';
import type { EndReportSchedule, ScheduleReport } from '@entente/domain/reporting/scheduling';
import { EventLog } from '@entente/infra/event-log/event-log';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import { schedulesIn } from '@entente/infra/reports/schedules';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { actorOf, Allow } from '../../access/access.guard.js';
import { type Asked, AskedBy, OpenedBy } from '../../http/asked.js';
import { type Accepted, Commands, type Foreseen } from '../../http/commands.js';
import { accepted, Commanding, Guarded } from '../../http/documented.js';
import { languageOf } from '../../http/language.js';
import { PathId } from '../../http/path.js';
import { Directories } from '../../territory/directories.js';
import { HandleSchedule } from './report.handler.js';
import { noBody, reportsDocument, scheduleBody, type ScheduleBody, schedulesDocument } from './report.requests.js';
import { parameterWords } from './parameter.words.js';
import { isHis, WantedReports } from './wanted.js';

const READERS = ['administrator', 'region', 'report', 'auditor'] as const;
const FORMATS = ['html', 'pdf', 'xlsx', 'csv', 'json', 'sdmx-csv'];

/** The reports: what there is, and which are published of themselves when their periods fall due. */
@ApiTags('reports')
@Guarded()
@Controller('v1/reports')
export class ReportController {
  constructor(
    private readonly commands: Commands,
    private readonly wanted: WantedReports,
    private readonly directories: Directories,
    private readonly log: EventLog,
  ) {}

  @Get()
  @Allow(...READERS)
  @ApiOperation({ summary: 'The catalogue of reports' })
  @ApiOkResponse({ standardSchema: reportsDocument })
  catalogue(@Req() request: FastifyRequest): object {
    const language = languageOf(request.headers['accept-language']);
    return {
      items: Object.values(definitions).map(({ report, definition, title, describes, rhythm, parameters, due, public: isPublic }) => ({
        report, definition, title: title[language], describes: describes[language], rhythm,
        parameters: Object.entries(parameters.shape as Record<string, z.ZodType>).map(([name, schema]) => ({ name, required: !schema.safeParse(undefined).success, describes: parameterWords[name]?.[language] ?? null })),
        due, formats: FORMATS, public: isPublic, readers: READERS,
      })),
      next: null,
    };
  }

  @Get('schedules')
  @Allow(...READERS)
  @ApiOperation({ summary: 'Which reports are on schedule, since when' })
  @ApiOkResponse({ standardSchema: schedulesDocument })
  async schedules(@Req() request: FastifyRequest): Promise<object> {
    const { within } = await this.directories.of({}, await this.directories.territory());
    const all = Object.values(await schedulesIn(this.log)).filter(({ parameters }) => isHis(actorOf(request), parameters, within));
    return { items: all.map(({ id, report, parameters, since, ended }) => ({ id, report, parameters, since, ended })), next: null };
  }

  @Post('schedules')
  @Allow('administrator')
  @ApiOperation({ summary: 'Put a report on schedule: from now on each of its periods is published when it falls due (列入计划)' })
  @Commanding('none')
  @ApiCreatedResponse({ standardSchema: accepted })
  async schedule(@OpenedBy() asked: Asked, @Body({ schema: scheduleBody }) { id = commandIdOf(asked.id, 'report-schedule'), report, parameters }: ScheduleBody, @Res({ passthrough: true }) reply: FastifyReply): Promise<Accepted | Foreseen> {
    const checked = await this.wanted.named(report, parameters);
    return this.commands.send<ScheduleReport>(HandleSchedule, asked, 'ScheduleReport', { id, report, parameters: checked }, reply, '/v1/reports/schedules');
  }

  @Post('schedules/:id/end')
  @HttpCode(200)
  @Allow('administrator')
  @ApiOperation({ summary: 'Take a report off its schedule; what was published stays (移出计划)' })
  @Commanding('optional')
  @ApiOkResponse({ standardSchema: accepted })
  end(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: noBody }) _: z.infer<typeof noBody>, @Res({ passthrough: true }) reply: FastifyReply): Promise<Accepted | Foreseen> {
    return this.commands.send<EndReportSchedule>(HandleSchedule, asked, 'EndReportSchedule', { id }, reply);
  }
}
