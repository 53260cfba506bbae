import { Module } from '@nestjs/common';
import { JobsService } from './jobs.service.js';
import { ReadersService } from './readers.service.js';
import { RetentionService } from './retention.service.js';

/** The table of contents of the worker. */
@Module({ providers: [ReadersService, RetentionService, JobsService] })
export class WorkerModule {}
