import { Module } from '@nestjs/common';
import { ReportFiles } from '../files.js';
import { IssueController } from './issue.controller.js';
import { Issues } from './issue.queries.js';
import { ReportController } from './report.controller.js';
import { ReportHandler, ScheduleHandler } from './report.handler.js';
import { RunController } from './run.controller.js';
import { ReportRuns } from './runs.js';
import { WantedReports } from './wanted.js';

@Module({ controllers: [ReportController, IssueController, RunController], providers: [ReportHandler, ScheduleHandler, Issues, ReportRuns, WantedReports, ReportFiles], exports: [Issues, ReportFiles] })
export class ReportModule {}
