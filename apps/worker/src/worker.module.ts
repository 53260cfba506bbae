import { Module } from '@nestjs/common';
import { ReadersService } from './readers.service.js';

/** The table of contents of the worker. */
@Module({ providers: [ReadersService] })
export class WorkerModule {}
