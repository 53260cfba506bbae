import { Module } from '@nestjs/common';
import { Announced } from './announced.js';
import { ClaimController } from './claim.controller.js';
import { ClaimHandler } from './claim.handler.js';
import { ClaimByIdHandler, ClaimsByHandler } from './claim.queries.js';
import { EditionGaps } from './edition-gaps.js';
import { RecordedSums } from './recorded-sums.js';

@Module({ controllers: [ClaimController], providers: [ClaimHandler, ClaimByIdHandler, ClaimsByHandler, RecordedSums, EditionGaps, Announced], exports: [Announced] })
export class ClaimModule {}
