import { Module } from '@nestjs/common';
import { MetricModule } from '../metrics/metric.module.js';
import { FunnelController } from './funnel.controller.js';
import { FunnelAskedHandler } from './funnel.queries.js';

@Module({ imports: [MetricModule], controllers: [FunnelController], providers: [FunnelAskedHandler] })
export class FunnelModule {}
