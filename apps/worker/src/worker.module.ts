import { Module } from '@nestjs/common';
import { ReadersService } from './readers.service.js';
import { RetentionService } from './retention.service.js';

/** The table of contents of the worker. */
@Module({ providers: [ReadersService, RetentionService] })
export class WorkerModule {}
