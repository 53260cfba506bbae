import { Module } from '@nestjs/common';
import { ClaimController } from './claim.controller.js';
import { ClaimHandler } from './claim.handler.js';
import { ClaimByIdHandler, ClaimsByHandler } from './claim.queries.js';
import { RecordedSums } from './recorded-sums.js';

@Module({ controllers: [ClaimController], providers: [ClaimHandler, ClaimByIdHandler, ClaimsByHandler, RecordedSums] })
export class ClaimModule {}
