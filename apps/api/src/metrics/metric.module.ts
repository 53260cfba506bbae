import { Module } from '@nestjs/common';
import { CreditAsked } from './credit-asked.js';
import { EntriesAskedHandler } from './entries.queries.js';
import { MetricController } from './metric.controller.js';
import { MetricAskedHandler } from './metric.queries.js';
import { Questions } from './question.js';

@Module({ controllers: [MetricController], providers: [Questions, CreditAsked, MetricAskedHandler, EntriesAskedHandler], exports: [Questions] })
export class MetricModule {}
