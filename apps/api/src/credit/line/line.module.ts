import { Module } from '@nestjs/common';
import { CooperationModule } from '../../cooperation/cooperation.module.js';
import { Allocations } from './allocations.js';
import { CreditConstants } from './constants.js';
import { DiscrepanciesByHandler } from './discrepancy.queries.js';
import { ExposureAskedHandler } from './exposure.queries.js';
import { GrantingController } from './granting.controller.js';
import { LinesByHandler } from './line-list.queries.js';
import { LineActs } from './line.acts.js';
import { LineController } from './line.controller.js';
import { LineFacts } from './line.facts.js';
import { LineHandler } from './line.handler.js';
import { LineByIdHandler, ReadsOfHandler, StatementOfHandler } from './line.queries.js';
import { LineStreams } from './line.streams.js';
import { MovementController } from './movement.controller.js';
import { CreditSumsController } from './sums.controller.js';

@Module({
  imports: [CooperationModule],
  controllers: [LineController, GrantingController, MovementController, CreditSumsController],
  providers: [
    CreditConstants, Allocations, LineActs, LineFacts, LineStreams, LineHandler, LineByIdHandler, StatementOfHandler, ReadsOfHandler, LinesByHandler, DiscrepanciesByHandler, ExposureAskedHandler,
  ],
})
export class LineModule {}
