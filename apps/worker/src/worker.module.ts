import { Module } from '@nestjs/common';
import { JobsService } from './jobs.service.js';
import { ReadersService } from './readers.service.js';
import { RetentionService } from './retention.service.js';
import { WatchService } from './watch.service.js';

/** The table of contents of the worker. */
@Module({ providers: [ReadersService, RetentionService, JobsService, WatchService] })
export class WorkerModule {}
