import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../access/access.guard.js';
import { Open } from '../../http/documented.js';
import { PathId } from '../../http/path.js';
import { problems } from '../../http/problems.js';
import { ReportFiles } from '../files.js';
import { PublicReports, shownReleased } from './public-report.queries.js';
import { publicReportDocument, publicReportQuery, publicReportsDocument, publicReportsQuery, type PublicReportsQuery } from './public-report.requests.js';

/** Set once there is an answer: that there is nothing yet is not to be kept. */
const SHORTLY = 'public, max-age=300';

/** For everybody, without a key: the public editions of reports, and nothing else. */
@ApiTags('public-reports')
@Open()
@Controller('v1/public/reports')
export class PublicReportController {
  constructor(
    private readonly reports: PublicReports,
    private readonly files: ReportFiles,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'The issues that were released to the public, the newest release first (公开版)' })
  @ApiOkResponse({ standardSchema: publicReportsDocument })
  async list(@Query({ schema: publicReportsQuery }) query: PublicReportsQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const page = await this.reports.list(query);
    void reply.header('Cache-Control', SHORTLY);
    return page;
  }

  @Get(':issue')
  @Public()
  @ApiOperation({ summary: 'The public edition of an issue, with its files' })
  @ApiOkResponse({ standardSchema: publicReportDocument })
  async of(@Param('issue', PathId) issue: string, @Query({ schema: publicReportQuery }) _: object, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const found = await this.reports.of(issue);
    void reply.header('Cache-Control', SHORTLY);
    return { ...shownReleased(found), files: found.released.files.map(({ name, media, size, sha256 }) => ({ name, media, size, sha256, href: `/v1/public/reports/${issue}/files/${name}` })) };
  }

  @Get(':issue/files/:name')
  @Public()
  @ApiOperation({ summary: 'A file of a public edition, with its Content-Digest' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(@Req() request: FastifyRequest, @Param('issue', PathId) issue: string, @Param('name') name: string, @Query({ schema: publicReportQuery }) _: object, @Res() reply: FastifyReply): Promise<void> {
    const { report, period, released } = await this.reports.of(issue);
    const found = released.files.find((file) => file.name === name);
    if (!found) throw problems.notFound();
    await this.files.send(reply, request, { of: released.output, ...found }, 'public', `${report} ${period}`);
  }
}
