import { Module } from '@nestjs/common';
import { RunsController } from './runs.controller.js';
import { RunOfHandler, RunsAskedHandler } from './runs.queries.js';

@Module({ controllers: [RunsController], providers: [RunsAskedHandler, RunOfHandler] })
export class RunsModule {}
