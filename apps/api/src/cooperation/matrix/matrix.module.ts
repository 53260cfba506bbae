import { Module } from '@nestjs/common';
import { MetricModule } from '../../metrics/metric.module.js';
import { MatrixController } from './matrix.controller.js';
import { MatrixAskedHandler } from './matrix.queries.js';

@Module({ imports: [MetricModule], controllers: [MatrixController], providers: [MatrixAskedHandler] })
export class MatrixModule {}
