import { Module } from '@nestjs/common';
import { EntriesAskedHandler } from './entries.queries.js';
import { MetricController } from './metric.controller.js';
import { MetricAskedHandler } from './metric.queries.js';

@Module({ controllers: [MetricController], providers: [MetricAskedHandler, EntriesAskedHandler] })
export class MetricModule {}
