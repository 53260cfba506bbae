import { Module } from '@nestjs/common';
import { CooperationModule } from '../../cooperation/cooperation.module.js';
import { ClaimModule } from '../../reporting/claim/claim.module.js';
import { BatchLines } from './batch-lines.js';
import { BatchSights } from './batch-sights.js';
import { BatchCommands } from './batch.commands.js';
import { BatchController } from './batch.controller.js';
import { BatchHandler } from './batch.handler.js';
import { BatchByIdHandler, BatchesByHandler } from './batch.queries.js';

@Module({ imports: [CooperationModule, ClaimModule], controllers: [BatchController], providers: [BatchLines, BatchSights, BatchCommands, BatchHandler, BatchByIdHandler, BatchesByHandler] })
export class BatchModule {}
