import { Module } from '@nestjs/common';
import { ReportFiles } from '../files.js';
import { PublicReportController } from './public-report.controller.js';
import { PublicReports } from './public-report.queries.js';

@Module({ controllers: [PublicReportController], providers: [PublicReports, ReportFiles] })
export class PublicReportModule {}
